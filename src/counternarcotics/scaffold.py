"""Scaffold: a chapter or an explorer laid in one step, with one worked example of each thing, all or nothing.

``python -m counternarcotics.scaffold chapter`` reads PART, NAME and TITLE from the environment, ``... explorer`` reads
NAME and TITLE; ``make chapter`` and ``make explorer`` call it.  The examples are the files in ``starters/``, written
for a chapter that is called ``example-chapter``; every example carries the mark of :mod:`counternarcotics.drafts`.
"""

from __future__ import annotations

import csv
import io
import keyword
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
STARTERS = Path(__file__).resolve().parent / "starters"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TITLE = re.compile(r"\w[\w ,:;.?!'’–()-]*")
LONGEST, LONGEST_TITLE = 40, 80  # characters
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PACKAGE = "src/counternarcotics"


class ScaffoldError(ValueError):
    """A name, part or title that cannot be used; the message is one sentence and says what to do."""


@dataclass(frozen=True)
class Wanted:
    """What is to be laid: a chapter of a part, or an explorer alone (part ``""``)."""

    name: str
    title: str
    part: str = ""

    @property
    def module(self) -> str:
        """Return the name as a module has it."""
        return self.name.replace("-", "_")

    def filled(self, example: str) -> str:
        """Return the text of an example with this name, title and part."""
        words = {"example-chapter": self.name, "example_chapter": self.module, "Example chapter": self.title}
        words |= {"part-0": f"part-{self.part}"}
        return re.sub("|".join(words), lambda match: words[match[0]], example)

    def explorer_files(self) -> dict[str, str]:
        """Return, by path, the example that each file of an explorer is made from."""
        return {
            f"{PACKAGE}/models/{self.module}.py": "explorer/model.py",
            f"{PACKAGE}/explorers/{self.module}.py": "explorer/explorer.py",
            f"tests/test_models_{self.module}.py": "explorer/test_model.py",
        }

    def chapter_files(self) -> dict[str, str]:
        """Return, by path, the example that each file of a chapter is made from."""
        return {
            f"book/part-{self.part}/{self.name}.md": "chapter/page.md",
            f"{PACKAGE}/charts/{self.module}.py": "chapter/charts.py",
            f"{PACKAGE}/checks/{self.module}.py": "chapter/tasks.py",
            f"notebooks/{self.name}.ipynb": "chapter/lab.ipynb",
            f"instructor/plans/{self.name}.md": "chapter/plan.md",
        }


def wanted(name: str, title: str = "", part: str | None = None, root: Path = ROOT) -> Wanted:
    """Return what is to be laid; raise :class:`ScaffoldError` for a name, part or title that cannot be used."""
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        msg = f"NAME={name!r}: expected a name in kebab-case of at most {LONGEST} letters, such as NAME=prisons or NAME=drug-courts."
        raise ScaffoldError(msg)
    if keyword.iskeyword(name) or name.startswith(("example-chapter", "replace-this")):
        msg = f"NAME={name}: Python or the examples use this word already; choose another name, such as {name}-policy."
        raise ScaffoldError(msg)
    title = title.strip() or name.replace("-", " ").capitalize()
    used = TITLE.match(title)
    if not used or used.end() < len(title) or len(title) > LONGEST_TITLE:
        found = (
            f"{len(title)} characters" if used and used.end() == len(title) else repr(title[used.end() if used else 0])
        )
        msg = f"TITLE={title[:LONGEST_TITLE]!r}: found {found}; expected words and simple punctuation on one line, without quotation marks, backslashes or markup, of at most {LONGEST_TITLE} characters."
        raise ScaffoldError(msg)
    if part is not None:
        parts = sorted(set(re.findall(r"file: book/part-(\d+)/", _contents(root))))
        if part not in parts:
            msg = f"PART={part!r}: _toc.yml has no such part; it has {', '.join(parts)} (a new part begins with its caption and first page there)."
            raise ScaffoldError(msg)
    chosen = Wanted(name, title, part or "")
    taken = _taken(chosen, root)
    if taken:
        msg = f"NAME={name}: the name is taken by {taken}; choose another."
        raise ScaffoldError(msg)
    return chosen


def _taken(chosen: Wanted, root: Path) -> str:
    pages = sorted(path.relative_to(root).as_posix() for path in root.glob(f"book/**/{chosen.name}.md"))
    files = [*pages, *chosen.chapter_files(), *chosen.explorer_files()]
    return next((name for name in files if (root / name).exists()), "")


def lay_explorer(chosen: Wanted, root: Path = ROOT) -> list[str]:
    """Lay an explorer with its model and its test, or nothing; return the files."""
    with _all_or_nothing(root) as write:
        return _write_examples(chosen, chosen.explorer_files(), root, write)


def lay_chapter(chosen: Wanted, root: Path = ROOT) -> list[str]:
    """Lay a chapter with rows, number, chart, explorer, lab and tasks, or nothing; return the files.

    The lab is run once, so that it carries its outputs.
    """
    lab = f"notebooks/{chosen.name}.ipynb"
    with _all_or_nothing(root) as write:
        files = _write_examples(chosen, chosen.explorer_files() | chosen.chapter_files(), root, write)
        for example in sorted((STARTERS / "chapter" / "rows").glob("*.csv")):
            table = f"data/{example.name}"
            write(table, _with_rows(root / table, chosen.filled(example.read_text(encoding="utf-8"))))
            files.append(table)
        pages = [f"book/part-{chosen.part}/{chosen.name}", f"notebooks/{chosen.name}"]
        write("_toc.yml", _with_entries(_contents(root), chosen.part, pages))
        _run(root, lab)
        return [*files, "_toc.yml"]


def _run(root: Path, lab: str) -> None:
    """Run a lab in a process of its own, which reads the tables and modules as they now are."""
    code = "import sys; from pathlib import Path; from counternarcotics.labs import execute; execute(Path(sys.argv[1]))"
    _called([sys.executable, "-c", code, lab], root)


def _called(command: list[str], root: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(root / "src")}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = [line.strip() for line in _COLOUR.sub("", done.stdout + done.stderr).splitlines() if line.strip()][-1:]
        msg = f"An example does not run here ({''.join(last)}); see what `make check` says of the book as it is."
        raise ScaffoldError(msg)


def _write_examples(chosen: Wanted, files: dict[str, str], root: Path, write) -> list[str]:
    for name, example in files.items():
        write(name, chosen.filled((STARTERS / example).read_text(encoding="utf-8")))
    modules = [name for name in files if name.endswith((".py", ".ipynb"))]
    ruff = [sys.executable, "-m", "ruff"]  # a longer name breaks lines and sorts imports otherwise
    _called([*ruff, "check", "--no-cache", "--quiet", "--fix", "--select", "I", *modules], root)
    _called([*ruff, "format", "--no-cache", "--quiet", *modules], root)
    return list(files)


@contextmanager
def _all_or_nothing(root: Path) -> Iterator:
    """Yield a function that writes a file; whatever interrupts the work, every file is then as it was."""
    before: dict[Path, bytes | None] = {}

    def write(name: str, text: str) -> None:
        path = root / name
        before.setdefault(path, path.read_bytes() if path.exists() else None)
        path.write_text(text, encoding="utf-8", newline="")

    try:
        yield write
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def _contents(root: Path) -> str:
    return (root / "_toc.yml").read_text(encoding="utf-8")


def _with_entries(contents: str, part: str, files: list[str]) -> str:
    """Return the table of contents with `files` at the end of a part, every other line as it was."""
    lines = contents.splitlines()
    at = max(n for n, line in enumerate(lines) if f"file: book/part-{part}/" in line)
    while at + 1 < len(lines) and "- file:" in lines[at + 1]:
        at += 1
    indent = lines[at][: lines[at].index("- file:")]
    lines[at + 1 : at + 1] = [f"{indent}- file: {file}" for file in files]
    text = "\n".join(lines) + "\n"
    listed = [entry["file"] for one in yaml.safe_load(text)["parts"] for entry in one["chapters"]]
    if not set(files) <= set(listed):
        msg = f"_toc.yml: Part {part} is laid out in a way that cannot be added to; add {' and '.join(files)} by hand."
        raise ScaffoldError(msg)
    return text


def _with_rows(table: Path, rows: str) -> str:
    """Return a table with `rows` (CSV with a header) added, each value in the column of its name.

    They stand at the end, in a table that is ordered by page at the place of theirs.
    """
    text = table.read_bytes().decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.rstrip("\r\n").split(end)
    added = list(csv.DictReader(io.StringIO(rows)))
    held = csv.DictReader(io.StringIO(text, newline=""))
    at = len(lines)
    if "page" in held.fieldnames:
        before = held.line_num
        for row in held:
            if row["page"] > added[0]["page"]:
                at = before
                break
            before = held.line_num
    written = io.StringIO()
    csv.DictWriter(written, held.fieldnames, restval="", lineterminator=end).writerows(added)
    lines[at:at] = written.getvalue().rstrip("\r\n").split(end)
    return end.join(lines) + end


def main() -> None:
    """Lay what the command line names, from the names in the environment; a bad name is told in one sentence."""
    kind = sys.argv[1]
    given = {key: os.environ.get(key, "").strip() for key in ("PART", "NAME", "TITLE")}
    example = 'make chapter PART=2 NAME=prisons TITLE="Prisons"' if kind == "chapter" else "make explorer NAME=bed-days"
    try:
        if not given["NAME"] or (kind == "chapter" and not given["PART"]):
            msg = f"Say what to lay, for example: {example}."
            raise ScaffoldError(msg)
        chosen = wanted(given["NAME"], given["TITLE"], given["PART"] if kind == "chapter" else None)
        files = lay_chapter(chosen) if kind == "chapter" else lay_explorer(chosen)
    except (ScaffoldError, OSError) as error:
        sys.exit(f"Nothing was written. {error}")
    print("\n".join(files))
    then = "" if kind == "chapter" else f" Place it on a page: ```{{explorer}} {chosen.name} and a closing fence."
    print(
        f"Laid. Every example is marked REPLACE-THIS: put your own in its place.{then} `make check` says what is left."
    )


if __name__ == "__main__":
    main()

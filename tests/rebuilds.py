"""`make rebuilds`: after each kind of edit, the book built again equals the book built from nothing, byte for byte.

A copy of the repository gets a trial part with one of each thing (a figure, an explorer, numbers, records, terms,
citations, exercises, catalogues, a lab).  Each edit is made in the copy, built there, and compared with a build from
nothing of the same text in another folder.  Without an argument the book is the trial part alone; `--whole` adds it to
the real one, whose clean builds take long: there edits that would not hide each other's faults are compared together.
`--only "broken off,configuration"` makes these edits alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import yaml

from counternarcotics import keeping

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "data", "book", "notebooks", "_config.yml", "_toc.yml", "pyproject.toml")
TRIAL = "book/trial"
WORKS = "\n```{bibliography}\n:all:\n```\n"  # what every citation leads to; the whole book has it on a page of its own
FACT = "heroin-seized-tajikistan-1999"

PAGES = {
    "start": f"""
        # The trial part

        Read {{doc}}`one`, then {{ref}}`the second <second>`.
        Seized: {{fact}}`{FACT}`, as {{cite:t}}`osmonaliev2005` says.
        """,
    "one": f"""
        # First page

        {{computed}}`tajik-heroin-2001-over-1999` times, from {{fact}}`{FACT}:value`; see {{record}}`the convention <single-convention-1961>`
        and the {{term}}`trial word`.

        ```{{chart}} heroin-around-incursions
        What was seized.
        ```

        ```{{exercise}} A first exercise
        :label: trial-exercise

        Divide.
        ```

        ```{{solution}} trial-exercise
        :class: dropdown

        Divided.
        ```

        ```{{bibliography}}
        :list: bullet
        :filter: docname in docnames
        ```
        """,
    "two": """
        (second)=
        # Second page

        {cite:t}`becker1968` and {cite:p}`osmonaliev2005`; an exercise stands in {ref}`trial-exercise`.

        ```{explorer} inverted-conditional
        ```

        ```{glossary}
        trial word
          A word for trying.
        ```

        ```{bibliography}
        :list: bullet
        :filter: docname in docnames
        ```
        """,
    "lists": """
        # Lists

        ```{catalogue} figures
        ```

        ```{catalogue} index
        ```

        ```{catalogue} computed
        ```
        """,
}


# What a build has made of texts alone, which tell it apart: the book that is tried begins with it, as after a build.
PURE = ("checked", "checked-table", "compiled", "pictures", "runtime", "samples", "sobol")


def lay(folder: Path, *, whole: bool = False) -> Path:
    """Lay a copy of the repository into `folder`, with the trial part, and return it."""
    for kind in PURE:
        if (keeping.BUILT / kind).is_dir():
            shutil.copytree(keeping.BUILT / kind, folder / "_build" / ".kept" / kind)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    (folder / TRIAL).mkdir()
    for name, text in PAGES.items():
        lines = text.strip("\n").splitlines()
        (folder / TRIAL / f"{name}.md").write_text("\n".join(line[8:] for line in lines) + "\n", encoding="utf-8")
    if not whole:
        with (folder / TRIAL / "start.md").open("a", encoding="utf-8") as page:
            page.write(WORKS)
    _lay_lab(folder)
    contents = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    part = {"caption": "Trial", "chapters": [{"file": f"{TRIAL}/{name}"} for name in ("one", "two", "lists")]}
    part["chapters"].append({"file": "notebooks/trial"})
    if whole:
        part["chapters"].insert(0, {"file": f"{TRIAL}/start"})
        contents["parts"].append(part)
    else:
        contents |= {"root": f"{TRIAL}/start", "parts": [part]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), encoding="utf-8")
    return folder


def _lay_lab(folder: Path) -> None:
    """Lay a lab of one explorer, out of a real one."""
    lab = json.loads((folder / "notebooks" / "rival-explanations.ipynb").read_text(encoding="utf-8"))
    heading = {"cell_type": "markdown", "id": "trial", "metadata": {}, "source": ["# A trial lab"]}
    shown = next(cell for cell in lab["cells"] if "explorer+json" in json.dumps(cell.get("outputs", [])))
    lab["cells"] = [heading, shown]
    (folder / "notebooks" / "trial.ipynb").write_text(json.dumps(lab), encoding="utf-8")


def build(folder: Path, *arguments: str, wait: bool = True) -> subprocess.Popen:
    """Build the book of `folder` with its own package."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "CI": "true", "PYTHONHASHSEED": "random"}
    environment.pop("COUNTERNARCOTICS_DATA", None)
    command = [sys.executable, *(arguments or ("-m", "counternarcotics.book"))]
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if wait:
        told, _ = running.communicate()
        assert running.returncode == 0, told
    return running


def site(folder: Path, where: str = "html") -> dict[str, bytes]:
    """Return every file of a site by its path."""
    root = folder / "_build" / where
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def from_nothing(folder: Path) -> dict[str, bytes]:
    """Return the site of a clean build of the same text in another folder."""
    drawn = folder.parent / "drawn from nothing"  # pictures of other clean builds, never of the book that is tried
    checks = folder / "_build" / ".kept" / "checked-table"  # what was said of tables stands on no page
    with tempfile.TemporaryDirectory(prefix="clean-") as clean:
        copy = Path(clean) / "another name"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("_build", "__pycache__"))
        pictures = copy / "_build" / ".kept" / "pictures"
        if drawn.exists():
            shutil.copytree(drawn, pictures)
        shutil.copytree(checks, copy / checks.relative_to(folder))
        build(copy)
        shutil.copytree(pictures, drawn, dirs_exist_ok=True)
        return site(copy)


def differences(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """Return the files in which two sites differ, each with what is wrong."""
    told = [f"{name}: only in the second build" for name in found.keys() - expected.keys()]
    told += [f"{name}: missing" for name in expected.keys() - found.keys()]
    for name in sorted(found.keys() & expected.keys()):
        if found[name] != expected[name]:
            place = next((n for n, (a, b) in enumerate(zip(found[name], expected[name], strict=False)) if a != b), 0)
            told.append(
                f"{name}: found {found[name][max(place - 40, 0) : place + 60]!r}, expected {expected[name][max(place - 40, 0) : place + 60]!r}"
            )
    return told


# -- edits ---------------------------------------------------------------------------------------------


def _replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text, f"{path} does not say {old!r} any more; correct tests/rebuilds.py."
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _cell(table: str, row: str, column: str, new: str) -> Callable[[Path], None]:
    """Change a cell of a row, which is known by the first column of its table."""

    def edit(folder: Path) -> None:
        import pandas as pd

        path = folder / "data" / f"{table}.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        there = frame.iloc[:, 0] == row
        assert there.any() and (frame.loc[there, column] != new).all(), f"{path} has no {row!r} to change any more."
        frame.loc[there, column] = new
        frame.to_csv(path, index=False)

    return edit


def _figure_cell(folder: Path) -> None:
    table = next(
        path.stem for path in (folder / "data").glob("*.csv") if path.read_text(encoding="utf-8").find(f"\n{FACT},") > 0
    )
    for column in ("printed", "value_low", "value_high"):
        _cell(table, FACT, column, "777")(folder)


def _contents(change: Callable[[list[dict[str, str]]], None]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        contents = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
        change(contents["parts"][-1]["chapters"])
        (folder / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), encoding="utf-8")

    return edit


def _remove_a_page(folder: Path) -> None:
    _contents(lambda chapters: chapters.remove({"file": f"{TRIAL}/two"}))(folder)
    (folder / TRIAL / "two.md").unlink()
    for page in ("start", "one"):
        path = folder / TRIAL / f"{page}.md"
        text = (
            path.read_text(encoding="utf-8")
            .replace("{ref}`the second <second>`", "no more")
            .replace("{term}`trial word`", "word")
            .replace("{cite:t}`osmonaliev2005`", "the monograph")
        )
        path.write_text(text, encoding="utf-8")


def _append(path: str, line: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(line)

    return edit


def _renamed(old: str, new: str) -> Callable[[Path], None]:
    """Give a page of the trial part another name, wherever it stands."""

    def edit(folder: Path) -> None:
        (folder / TRIAL / f"{old}.md").rename(folder / TRIAL / f"{new}.md")
        for path in (folder / "_toc.yml", folder / "book" / "topics.csv", folder / TRIAL / "start.md"):
            text = path.read_text(encoding="utf-8").replace(f"{TRIAL}/{old}", f"{TRIAL}/{new}")
            path.write_text(text.replace(f"{{doc}}`{old}`", f"{{doc}}`{new}`"), encoding="utf-8")

    return edit


def _a_row_that_nothing_names(folder: Path) -> None:
    """Take out the first figure that no page, lab, module or other row names, nor code that puts years to a name."""
    kinds = ("*.md", "*.ipynb", "*.py", "*.csv")
    texts = [path for kind in kinds for path in sorted(folder.rglob(kind)) if "_build" not in path.parts]
    said = Counter(re.findall(r"[a-z][\w-]+", "\n".join(path.read_text(encoding="utf-8") for path in texts)))
    path = folder / "data" / "outcomes.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    names = [line.partition(",")[0] for line in lines]
    unnamed = (at for at, name in enumerate(names) if said[name] == 1 and not said[re.sub(r"\d{4}$", "", name)])
    alone = lines[next(unnamed)]
    path.write_text("".join(line for line in lines if line != alone), encoding="utf-8")


def _a_lab_cell(folder: Path) -> None:
    """Add a cell with what it has printed to the lab."""
    path = folder / "notebooks" / "trial.ipynb"
    lab = json.loads(path.read_text(encoding="utf-8"))
    printed = {"name": "stdout", "output_type": "stream", "text": ["a further cell\n"]}
    cell = {"cell_type": "code", "execution_count": 99, "id": "further", "metadata": {}}
    lab["cells"].append(cell | {"source": ["print('a further cell')"], "outputs": [printed]})
    path.write_text(json.dumps(lab), encoding="utf-8")


def _killed_half_way(folder: Path) -> None:
    """Change a module and kill the build when it is at work."""
    _replace("src/counternarcotics/charts/batken_2000.py", "heroin seized, kg", "heroin, kg")(folder)
    mark = folder / "_build" / ".doctrees" / "unfinished"
    running = build(folder, wait=False)
    while not mark.exists() and running.poll() is None:
        time.sleep(0.02)
    time.sleep(0.6)
    running.send_signal(signal.SIGKILL)
    running.communicate()


def _built_with_a_fault(folder: Path) -> None:
    """Build a page that names nothing that exists, and mend it."""
    page = folder / TRIAL / "one.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n{{fact}}`of-nothing`\n", encoding="utf-8")
    for _ in range(2):
        failed = build(folder, wait=False)
        told, _ = failed.communicate()
        assert failed.returncode != 0, "a second build of a fault must fail like the first"
        assert "of-nothing" in told, told
    page.write_text(text, encoding="utf-8")


def _after_live(folder: Path) -> None:
    """Build as `make live` does, in between."""
    _replace(f"{TRIAL}/one.md", "What was seized", "All that was seized")(folder)
    build(folder, "-c", "from pathlib import Path; from counternarcotics.book import _rebuild; _rebuild(Path.cwd())")


# Those that build again least come first: a page that was forgotten stays forgotten until a later edit builds everything.
QUICK: dict[str, Callable[[Path], None]] = {
    "text": _replace(f"{TRIAL}/one.md", "times, from", "times, out of"),
    "a fact more": _replace(f"{TRIAL}/two.md", "; an exercise", ", {fact}`heroin-seized-tajikistan-2003`; an exercise"),
    "cell": _figure_cell,
    "chart module": _replace("src/counternarcotics/charts/batken_2000.py", "Tajik agency, in", "The Tajik agency, in"),
    "explorer": _replace("src/counternarcotics/explorers/inverted_conditional.py", "The same people, two shares", "The same people"),
    "title": _replace(f"{TRIAL}/one.md", "# First page", "# Another first page"),
    "style sheet": lambda folder: next((folder / "src/counternarcotics/assets/styles").glob("base.css")).write_text("body{margin:0}\n"),
}  # fmt: skip
LONG: dict[str, Callable[[Path], None]] = {
    "computed number": _cell("computed_numbers", "tajik-heroin-2001-over-1999", "how", "One over the other"),
    "a row of a table that is read whole": _cell("memberships", "shanghai-five-china", "starts", "1997"),
    "a record": _cell("sources", "osmonaliev-2005", "short", "Osmonaliev (2005)"),
    "a name that many figures read": _cell("places", "turkmenistan", "name", "Turkmenia"),
    "what readers seek a page for": _append("book/topics.csv", f"{TRIAL}/one,quinces and medlars\n"),
    "another spelling": _append("data/spellings.csv", "Qyrgyzystan,Kyrgyzstan,place\n"),
    "a row that nothing names": _a_row_that_nothing_names,
    "a cell of a lab": _a_lab_cell,
    "icon": _replace("src/counternarcotics/assets/icons/favicon.svg", "<svg ", '<svg opacity="0.9" '),
    "exercise": _replace(f"{TRIAL}/one.md", "A first exercise", "An early exercise"),
    "term": _replace(f"{TRIAL}/two.md", "A word for trying", "A word to try"),
    "script": lambda folder: next((folder / "src/counternarcotics/assets/scripts").glob("page-mode.js")).write_text("// nothing\n"),
    "reference": _replace("book/references.bib", "author={Becker, Gary S.}", "author={Becker, Gary}"),
    "code of pages": _replace("src/counternarcotics/sphinx_extension/figures.py", "Data behind this figure", "Data of this figure"),
    "a fault that is mended": _built_with_a_fault,
    "after live": _after_live,
    "broken off": _killed_half_way,
    "a page called otherwise": _renamed("one", "uno"),
    "a page called as before": _renamed("uno", "one"),
    "order of contents": _contents(lambda chapters: chapters.reverse()),
    "configuration": _replace("_config.yml", "toc_title: On this page", "toc_title: Here"),
    "a page fewer": _remove_a_page,
}  # fmt: skip
# Before an edit that reads or writes everything anew, so that it hides nothing that the edits before it left out.
COMPARED = ("explorer", "title", "a name that many figures read", "script", "reference", "after live", "broken off", "order of contents", "a page fewer")  # fmt: skip


def main() -> int:
    """Make every edit, one after another, and tell which of them a second build forgot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whole", action="store_true", help="add the trial part to the whole book")
    parser.add_argument(
        "--only", default="", metavar="NAMES", help="make these edits alone, by name, set apart by commas"
    )
    chosen = parser.parse_args()
    failed, whole, edits = 0, chosen.whole, QUICK | LONG
    if chosen.only:
        names = [name.strip() for name in chosen.only.split(",")]
        if unknown := sorted(set(names) - edits.keys()):
            parser.error(f"there is no edit {', '.join(unknown)}; choose from {', '.join(edits)}.")
        edits = {name: edit for name, edit in edits.items() if name in names}
    with tempfile.TemporaryDirectory(prefix="rebuilds-") as place:
        folder = lay(Path(place) / "book", whole=whole)
        build(folder)
        for number, (name, edit) in enumerate(edits.items(), 1):
            edit(folder)
            started = time.monotonic()
            build(folder)
            said = f"{number:2} of {len(edits)}  {name:36} {time.monotonic() - started:6.1f} s"
            if whole and name not in COMPARED and number < len(edits):
                print(said, flush=True)
                continue
            wrong = differences(site(folder), from_nothing(folder))
            failed += bool(wrong)
            print(f"{said}  {'equal' if not wrong else 'DIFFERENT'}", flush=True)
            print(*(f"      {line}" for line in wrong[:5]), sep="\n", end="\n" if wrong else "", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

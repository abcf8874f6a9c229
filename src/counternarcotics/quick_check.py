"""The quick check: everything that can be told without building the book, told at once, in sentences.

``python -m counternarcotics.quick_check`` is what ``make check`` calls.  It runs every part before it stops: the
tables, the pages and labs, and the style of the code; where files differ from the last commit also what they touch:
every chart and explorer, and the quick tests.  What did not change was tried when it was committed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from counternarcotics import breakage, drafts

ROOT = Path(__file__).resolve().parents[2]
TOLD = 5  # sentences of one cause: more of them would say nothing new
PYTEST = ["-m", "pytest", "-q", "-m", "not slow and not edition", "-p", "no:nbval", "-p", "no:xdist"]
CODE = ("src", "tests", "pyproject.toml")
TEXTS = ("book", "notebooks", "data", "_toc.yml")


def cause(sentence: str) -> str:
    """Return what a sentence has in common with others of its kind: its words without place, names and numbers.

    >>> cause("data/x.csv, row 4: found '9.9'.") == cause("data/y.csv, row 12: found 'abc'.")
    True
    """
    said = sentence.partition(": ")[2] or sentence
    return re.sub(r"'[^']*'|`[^`]*`|\"[^\"]*\"|\d[\d.,]*|the nearest are .*", "*", said)


def told(sentences: Iterable[str]) -> Iterator[str]:
    """Yield each sentence once and the first few of each cause; then how many more there are.

    >>> list(told(f"data/x.csv, row {n}: found a blank." for n in range(2, 9)))[-1]
    '... and 2 more of this kind: found a blank.'
    """
    more: dict[str, int] = defaultdict(int)
    for sentence in dict.fromkeys(sentences):
        kind = cause(sentence)
        more[kind] += 1
        if more[kind] <= TOLD:
            yield sentence
    for kind, count in more.items():
        if count > TOLD:
            yield f"... and {count - TOLD} more of this kind: {kind}"


def drawing_problems(only: str = "") -> Iterator[str]:
    """Yield a sentence for every chart and explorer that cannot be drawn as meant, or for those of one module."""
    from counternarcotics import charts, explorers, look

    package = "src/counternarcotics"
    for name, module in charts.modules().items():
        if only in {"", module}:
            yield from _drawn(f"{package}/charts/{module}.py", "chart", name, lambda name=name: _chart(name))
    for name in explorers.names():
        if only not in {"", name.replace("-", "_")}:
            continue
        path = f"{package}/explorers/{name.replace('-', '_')}.py"
        yield from _drawn(path, "explorer", name, lambda name=name: _explorer(name))
    if only or changed("src/counternarcotics/checks"):  # some answers take seconds to work out
        yield from _unsolved(only)
    yield from look.problems(ROOT)


def _chart(name: str) -> dict[str, Any]:
    from counternarcotics import charts
    from counternarcotics.figure import finished  # Altair takes a while to import

    named = charts.load(name)
    for part in ("title", "source"):
        if not getattr(named, part).strip():
            msg = f"it has no {part}"
            raise ValueError(msg)
    if named.table.empty:
        msg = "its table has no row"
        raise ValueError(msg)
    return finished(named.chart).to_dict()


def _explorer(name: str) -> dict[str, Any]:
    from counternarcotics import explorers

    one = explorers.load(name)
    table = one.evaluate().table
    for column in (*one.table_columns, *filter(None, [one.table_filter])):
        if column not in table:
            msg = f"its data table names the column {column!r}, and the model gives {', '.join(table)}"
            raise ValueError(msg)
    return one.specification


def _unsolved(only: str) -> Iterator[str]:
    """Yield the tasks whose answer cannot be worked out, of all labs or of one."""
    from counternarcotics import checks

    for lab in checks.labs():
        module = lab.replace("-", "_")
        for number, task in checks.tasks(lab).items() if only in {"", module} else ():
            try:
                task.expected()
            except Exception as error:
                said = breakage.sentence(error).removesuffix("; correct it")
                yield f"{said}, so that task {number} of the lab {lab!r} has no answer; correct it."


def _drawn(path: str, kind: str, name: str, draw: Callable[[], dict[str, Any]]) -> Iterator[str]:
    from counternarcotics import axes, bindings

    try:
        drawn = draw()
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(path)]
        line = f", line {frames[-1].lineno}" if frames else ""
        yield f"{path}{line}: found that the {kind} {name!r} cannot be drawn ({breakage.said(error)}); correct it."
    else:
        amiss = [f"draws {said}; correct the name" for said in bindings.problems(drawn)]
        amiss = amiss or [f"has {said}" for said in axes.problems(drawn)]
        yield from (f"{path}: found that the {kind} {name!r} {said}." for said in amiss)


def style_problems() -> Iterator[str]:
    """Yield what the style checker says of code and labs, and the files that it would lay out otherwise."""
    ruff = [sys.executable, "-m", "ruff"]
    found = subprocess.run([*ruff, "check", "--output-format", "concise", "--quiet", "."], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    for line in found.stdout.splitlines():
        if match := re.match(r"(?P<path>[^:]+):(?:cell (?P<cell>\d+):)?(?P<line>\d+):\d+: (?P<said>.*)", line):
            cell = f", cell {match['cell']}" if match["cell"] else ""
            yield f"{match['path']}{cell}, line {match['line']}: {match['said']}."
    laid = subprocess.run([*ruff, "format", "--check", "."], cwd=ROOT, capture_output=True, text=True, check=False)
    for path in re.findall(r"Would reformat: (.+)", laid.stdout):
        yield f"{path}: found code that is laid out otherwise; run `.venv/bin/ruff format`."


def changed(*places: str) -> bool:
    """Tell whether files differ from the last commit; without git, say that they do."""
    asked = subprocess.run(["git", "status", "--porcelain", "--", *places], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    return asked.returncode != 0 or bool(asked.stdout.strip())


def problems() -> Iterator[str]:
    """Yield what is wrong with tables, pages, labs, charts and style; charts are drawn from sound tables only."""
    found = list(breakage.guarded(_table_problems))
    yield from found
    yield from style_problems()
    if found:
        return
    yield from breakage.guarded(_text_problems)
    if changed("src", "data"):
        yield from breakage.guarded(drawing_problems)


def _table_problems() -> Iterator[str]:
    from counternarcotics import tables, validation

    yield from validation.problems(tables.data_folder())


def _text_problems() -> Iterator[str]:
    from counternarcotics import charts, discovery, proofreading, tables

    tables.accept(tables.data_folder())
    unsaid = [f"src/counternarcotics/charts/{said}" for said in discovery.unsaid(charts.__path__)]
    yield from unsaid
    if unsaid:  # every page would miss the chart
        return
    yield from proofreading.problems(ROOT)


def touched_tests() -> list[str]:
    """Return the tests that the changed files touch: all quick ones for code, those of the texts for texts."""
    if changed(*CODE):
        return ["tests", "src"]
    return ["tests/test_prose.py"] if changed(*TEXTS) else []


def main() -> None:
    """Print every problem and stop with 1, or say in one line that there is none; PUBLISH refuses drafts as well."""
    unfinished = list(drafts.marks(ROOT))
    found = [*told(problems()), *(unfinished if os.environ.get("PUBLISH") else [])]
    print("\n".join(found))
    if unfinished and not os.environ.get("PUBLISH"):
        print(drafts.note(unfinished))
    tests = [] if any(breakage.LEFT in sentence for sentence in found) else touched_tests()
    failed = tests and subprocess.run([sys.executable, *PYTEST, *tests], cwd=ROOT, check=False).returncode != 0
    if found or failed:
        raise SystemExit(1)
    print(
        f"Nothing wrong with tables, pages, labs and style{'; what was changed draws and passes its tests' if tests else ''}."
    )


if __name__ == "__main__":
    main()

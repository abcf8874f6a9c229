"""`make faults`: apply each seeded fault alone, and tell what catches it.

Every fault is tried in a process of its own, forked from one that has loaded what the fault cannot touch, on one copy of
the repository that is put right again afterwards: for a fault of the code the libraries alone, for one of the tables
the package too, for one of the texts also the tables and figures.  A fault is caught well by a sentence that names its
file and place and says what is wrong; caught badly by anything else that stops; otherwise it survives.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from faults import catalogue, in_models

ROOT = catalogue.ROOT
PARTS = ("book", "notebooks", "instructor", "data", "src", "tests", "_toc.yml", "_config.yml", "pyproject.toml", "README.md", "CONTRIBUTING.md", "Makefile", "requirements.in", "requirements.txt", "CITATION.cff")  # fmt: skip
PLACE = re.compile(r"\b(row|line|cell|column|columns|entry|byte|chart|explorer) ?\w*|: (not found|found)")
GROUPS = ("tables", "pages", "labs", "code", "models")
TESTED = True  # whether tests that a fault only may touch are asked as well
STAGES = ("code", "models", "tables", "texts")
FLOOD = 6  # five sentences of one cause, and how many more there are
WELL, BADLY, SURVIVED, EXPECTED = "caught well", "caught badly", "survived", "survives, with a reason"


def copied() -> Path:
    """Return a fresh copy of what the checks read."""
    target = Path(tempfile.mkdtemp(prefix="faults-"))
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        elif source.exists():
            shutil.copy2(source, target / part)
    return target


def restored(copy: Path, file: str) -> None:
    """Put one file of the copy right again."""
    if (ROOT / file).exists():
        shutil.copy2(ROOT / file, copy / file)
    else:
        (copy / file).unlink(missing_ok=True)


def answers(copy: Path, fault: catalogue.Fault | None) -> list[str]:
    """Return what the checks say of the copy, asked in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        said = _asked(copy, fault)
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            json.dump(said, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        said = json.loads(pipe.read() or '["Traceback: the process ended without an answer"]')
    os.waitpid(child, 0)
    return said


def at_home(copy: Path) -> None:
    """Let this process work in the copy, with its package and its tables."""
    if str(copy / "src") not in sys.path:
        sys.path.insert(0, str(copy / "src"))
    sys.dont_write_bytecode = True
    os.chdir(copy)
    os.environ["COUNTERNARCOTICS_DATA"] = str(copy / "data")


def _asked(copy: Path, fault: catalogue.Fault | None) -> list[str]:
    at_home(copy)
    quiet = io.StringIO()
    try:
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            from counternarcotics import quick_check

            return list(quick_check.told(_sentences(copy, fault)))
    except BaseException:
        return [f"Traceback: {traceback.format_exc(limit=-2)}"]


def _sentences(copy: Path, fault: catalogue.Fault | None) -> Iterator[str]:
    """Yield what `make check` says of the copy: its parts one after another, and of its tests those that the fault touches."""
    from counternarcotics import breakage, quick_check

    if fault and fault.group == "models":
        yield from in_models.problems(copy, fault, _failed_tests)
        return
    if not fault or fault.file.startswith("data/"):  # other slips leave the tables as they were
        found = list(breakage.guarded(quick_check._table_problems))
        yield from found
        if found or (fault and fault.group == "tables"):
            return
    else:
        from counternarcotics import describe

        describe.ACCEPTED.add(describe.data_folder())
    found = list(breakage.guarded(quick_check._text_problems))
    if not fault or fault.group in {"code", "labs"}:
        found += [said for said in quick_check.style_problems() if "laid out otherwise" not in said]
    if fault and not found and "/assets/" in fault.file:
        from counternarcotics import look

        found = list(look.problems(copy))
    if fault and not found and fault.file.endswith(".py"):
        found = list(breakage.guarded(lambda: quick_check.drawing_problems(only=Path(fault.file).stem)))
    yield from found
    if not found and fault and TESTED:
        yield from _failed_tests(*_owners(fault))


def _owners(fault: catalogue.Fault) -> list[str]:
    """Return the tests that own what a fault touches."""
    owners = {"explorers": "tests/test_explorers.py", "checks": "tests/test_checks.py", "assets": "tests/test_web.py"}
    found = [test for part, test in owners.items() if f"/{part}/" in fault.file]
    return found or (["tests", "src"] if fault.group == "code" else ["tests/test_prose.py"])


def _failed_tests(*paths: str) -> Iterator[str]:
    import pytest

    class Failures:
        def __init__(self) -> None:
            self.found: list[str] = []

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                path, line, _ = report.location
                self.found.append(f"{path}, line {line}: {report.nodeid} fails")

        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            if report.failed:
                self.found.append(f"{report.nodeid} cannot be collected: {report.longreprtext.splitlines()[-1]}")

        def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo) -> None:
            """Hear also what ends the tests before they begin, such as tables that a model no longer fits."""
            self.found.append(str(excinfo.value))

    failures = Failures()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    code = pytest.main(
        [
            "-x",
            "-q",
            "-m",
            "not slow",
            "-p",
            "no:nbval",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:unraisableexception",
            *paths,
        ],
        plugins=[failures],
    )
    if code == 1:
        yield from failures.found
    elif code not in {0, 5}:
        yield f"Traceback: pytest ended with {code}"


def verdict(fault: catalogue.Fault, said: list[str]) -> str:
    """Return how a fault was caught."""
    if not said:
        return EXPECTED if fault.survives else SURVIVED
    if fault.group == "models":
        return WELL if not said[0].startswith("Traceback") else BADLY
    if len(said) > FLOOD:
        return BADLY
    name = Path(fault.file).name
    for sentence in said:
        holds = all(part.lower() in sentence.lower() for part in fault.says)
        placed = (name in sentence or "tests/" in sentence) and PLACE.search(sentence)
        if holds and placed and not sentence.startswith("Traceback"):
            return WELL
    return BADLY


def tried(faults: list[catalogue.Fault], *, show: bool = True) -> dict[str, list[tuple[catalogue.Fault, list[str]]]]:
    """Try each fault alone and return them by verdict, each with what was said."""
    copy = copied()
    results: dict[str, list[tuple[catalogue.Fault, list[str]]]] = {WELL: [], BADLY: [], SURVIVED: [], EXPECTED: []}
    faults = sorted(faults, key=lambda fault: STAGES.index(stage(fault)))
    loaded = STAGES[0]
    try:
        if clean := answers(copy, None):
            raise SystemExit("The copy is not sound before any fault is sown:\n" + "\n".join(clean[:5]))
        started = time.monotonic()
        for position, fault in enumerate(faults, start=1):
            if stage(fault) != loaded:
                loaded = stage(fault)
                load(copy, loaded)
            if show and sys.stderr.isatty() and not os.environ.get("CI"):
                left = (time.monotonic() - started) / position * (len(faults) - position) / 60
                line = f"Fault {position} of {len(faults)}, about {left:.0f} min left: {fault.name}"
                print(f"\r{line:100.100}", end="", file=sys.stderr, flush=True)
            fault.seed(copy)
            said = answers(copy, fault)
            restored(copy, fault.file)
            found = verdict(fault, said)
            results[found].append((fault, said))
            if show and found in {BADLY, SURVIVED}:  # told at once, for whoever ends it half way
                print(f"\n{found}: {fault.name} ({position} of {len(faults)}): {' '.join(said[:1])[:300]}", flush=True)
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return results


def stage(fault: catalogue.Fault | None) -> str:
    """Return what a fault cannot touch, so that it is loaded once: of a slip in a text the tables, in a table the code."""
    if fault is not None and fault.group == "models":
        return "models"
    if fault is None or not fault.file.startswith(("data/", "book/", "notebooks/", "instructor/", "_")):
        return "code"
    return "tables" if fault.file.startswith("data/") else "texts"


def load(copy: Path, what: str) -> None:
    """Load what faults of the stage `what` cannot touch, in this process, from the copy as it is before any of them."""
    at_home(copy)
    if what == "models":
        in_models.load(copy)
        return
    from counternarcotics import keeping, quick_check

    keeping.keep_in(copy / "kept")
    _asked(copy, None) if what == "texts" else list(quick_check._table_problems())


def preload() -> None:
    """Load what every forked process needs, and none of the package itself."""
    for name in ("altair", "frictionless", "jupyter_book.config", "myst_parser.parsers.mdit", "pybtex.database", "pytest", "scipy.stats"):  # fmt: skip
        importlib.import_module(name)


def main() -> None:
    """Try the faults, print a table, and stop with 1 when one survives without a reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try one fault in so many")
    parser.add_argument("--group", choices=GROUPS, help="try one group only")
    parser.add_argument("--only", default="", help="try those whose name holds this (a regular expression)")
    parser.add_argument("--verbose", action="store_true", help="print what was said of each fault")
    parser.add_argument("--after", type=int, default=0, help="go on after so many faults")
    parser.add_argument("--untested", action="store_true", help="leave out the tests that a fault only may touch")
    chosen = parser.parse_args()
    global TESTED
    TESTED = not chosen.untested
    preload()
    faults = [f for f in catalogue.faults() if chosen.group in {None, f.group} and re.search(chosen.only, f.name)][
        chosen.after :: chosen.every
    ]
    results = tried(faults)
    print(f"\n{'':10}" + "".join(f"{group:>10}" for group in (*GROUPS, "all")))
    for name, found in results.items():
        counted = Counter(fault.group for fault, _ in found)
        row = [counted[group] for group in GROUPS]
        print(f"{name:26}" + "".join(f"{number:>8}" for number in [*row, sum(row)]))
    for name in (BADLY, SURVIVED, EXPECTED) + ((WELL,) if chosen.verbose else ()):
        for fault, said in results[name]:
            print(f"{name}: {fault.name}: {fault.survives or ' '.join(said[:1])[:300]}")
    if results[SURVIVED]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

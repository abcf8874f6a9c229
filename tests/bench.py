"""`make bench`: what the workshop and the pages cost, as one table; with an older checkout, side by side.

`make bench OLD=/path/to/older/checkout` measures the older book in the same run.  Nothing is set up or changed there:
both books are copied into a temporary folder and run with this checkout's environment, each with its own package
before it (`PYTHONPATH`), so the libraries are the same and the code is not.

Work is counted in seconds of processor time, children included: medians of `RUNS`, both books by turns, so that a busy
machine is busy for both.  Compare the ratios, not the seconds; nothing here is asserted.  `ONLY=build,pages` chooses
kinds of rows.  A new row is a function of a :class:`Book` in `WORK` (processor time) or one that prints, in `SHOWN`.
"""

from __future__ import annotations

import csv
import gzip
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from browser import browser
from conftest import HTML
from counternarcotics import explorers, graph, tables
from pages import ROOT, chapters, explorer_pages, gzipped, script_weight

RUNS = int(os.environ.get("RUNS", "3"))
PAGE, MODULE = "book/part-1/trends.md", "src/counternarcotics/charts/trends.py"
ROW = "heroin-seized-tajikistan-1999"
PORT = 8000
MOVES = 60
TICK = os.sysconf("SC_CLK_TCK")
REPAINT = """async ([name, key, values]) => {
    const view = await counternarcotics.view(name);
    const times = [];
    for (const value of values) {
        view.signal(key, value);
        const start = performance.now();
        await view.runAsync();
        times.push(performance.now() - start);
    }
    return times;
}"""


def row(what: str, *values: str, aim: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:58} {' '.join(f'{value:>12}' for value in values)}   {aim}", flush=True)


# -- work, in processor time -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Book:
    """A copy of a checkout, run with this checkout's environment."""

    folder: Path

    @classmethod
    def copy(cls, checkout: Path, to: Path) -> Book:
        """Copy what belongs to a book; built things and environments stay where they are."""
        left = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", "*.egg-info", ".*_cache")
        shutil.copytree(checkout, to, ignore=left)
        (to / ".venv").symlink_to(Path(sys.prefix))
        subprocess.run(["git", "init", "-q"], cwd=to, check=True)
        return cls(to)

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which the copy's own package is found."""
        return os.environ | {"PYTHONPATH": str(self.folder / "src"), "CI": "true", "BROWSER": "true", "MAKEFLAGS": ""}

    def make(self, target: str) -> list[str]:
        """Return the command for a target of the copy's Makefile that sets up nothing."""
        return ["make", "-s", "-C", str(self.folder), "-o", ".venv/ready", target]

    def cost(self, *command: str) -> float:
        """Return the seconds of processor time that a command takes with its children."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            print(
                f"{' '.join(command)} failed in {self.folder}:",
                *(done.stdout + done.stderr).splitlines()[-8:],
                sep="\n  ",
            )
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the first `old` of a file."""
        text = (self.folder / path).read_text(encoding="utf-8")
        if old not in text:
            msg = f"{self.folder / path} does not say {old!r}; correct tests/bench.py."
            raise ValueError(msg)
        (self.folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def _clean(book: Book, run: int) -> float:
    shutil.rmtree(book.folder / "_build", ignore_errors=True)
    return book.cost(*book.make("book"))


def _page(book: Book, run: int) -> float:
    text = (book.folder / PAGE).read_text(encoding="utf-8")
    (book.folder / PAGE).write_text(
        f"{text}\nA sentence that was added, {'once more ' * (run + 1)}to be read.\n", encoding="utf-8"
    )
    return book.cost(*book.make("book"))


def _cell(book: Book, run: int) -> float:
    path = next(p for p in (book.folder / "data").glob("*.csv") if f"\n{ROW}," in p.read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for held in rows:
        if held["id"] == ROW:  # printed and read, or the tables would be refused
            held |= dict.fromkeys(("printed", "value_low", "value_high"), str(777 + run))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return book.cost(*book.make("book"))


def _module(book: Book, run: int) -> float:
    text = (book.folder / MODULE).read_text(encoding="utf-8")
    (book.folder / MODULE).write_text(f"{text}\n\nCHANGED_{run} = {run}\n", encoding="utf-8")
    return book.cost(*book.make("book"))


def _check(book: Book, run: int) -> float:
    return book.cost(*book.make("check"))


def _test(book: Book, run: int) -> float:
    return book.cost(*book.make("test"))


def _live(book: Book, run: int) -> float:
    """Return the processor time from saving a page to its being served, of the server and its children."""
    running = subprocess.Popen(
        book.make("live"),
        env=book.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{PORT}/{PAGE.removesuffix('.md')}.html"
    said = f"Said while alive, {'again ' * run}and found."
    try:
        _await(address, "<h1")
        time.sleep(3)  # until it watches
        before = _spent(running.pid)
        text = (book.folder / PAGE).read_text(encoding="utf-8")
        (book.folder / PAGE).write_text(f"{text}\n{said}\n", encoding="utf-8")
        _await(address, said)
        time.sleep(2)  # until the build has ended and its process was waited for
        return _spent(running.pid) - before
    finally:
        os.killpg(running.pid, 15)
        running.wait()


def _await(address: str, words: str) -> None:
    end = time.monotonic() + 600
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    msg = f"{address} never said {words!r}"
    raise TimeoutError(msg)


def _spent(session: int) -> float:
    """Return the processor time of all processes of a session, and of those they have waited for."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += sum(int(fields[n]) for n in (11, 12, 13, 14))
    return ticks / TICK


# In this order: a clean build first, and what is edited is built before.
WORK: dict[str, tuple[Callable[[Book, int], float], str]] = {
    "clean build": (_clean, "aim 0.6"),
    "rebuild after one page": (_page, "aim 0.5"),
    "rebuild after one cell of one table": (_cell, "aim 0.2"),
    "rebuild after one chart module": (_module, "aim 0.2"),
    "live: from saving a page to the page in the browser": (_live, "aim 0.25"),
    "make check": (_check, "aim 0.5"),
    "make test": (_test, "aim 0.4 of what it held, 1.2 of all"),
}


def work(old: Path | None, chosen: list[str]) -> None:
    """Print the processor time of every kind of work, of this book and of the older one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        books = [Book.copy(ROOT, Path(place) / "new")]
        books += [Book.copy(old, Path(place) / "old")] if old else []
        row("processor time, median of " + str(RUNS), "now", *(["before", "ratio"] if old else []))
        for what, (measure, aim) in WORK.items():
            if chosen and not any(word in what for word in chosen):
                continue
            if what == "make test" and "make test" not in chosen and "all" not in chosen:
                continue  # it takes as long as everything else together
            times: list[list[float]] = [[] for _ in books]
            for run in range(RUNS):
                for book, taken in zip(books, times, strict=True):
                    taken.append(measure(book, run))
            medians = [statistics.median(taken) for taken in times]
            ratio = [f"{medians[0] / medians[1]:.2f} x"] if old else []
            row(what, *(f"{median:.1f} s" for median in medians), *ratio, aim=aim)


# -- pages -----------------------------------------------------------------------------------------------


def weights(opened) -> None:
    """Print what the chapters weigh."""
    runtime = gzipped(HTML / "_static" / "vega.js")
    for entry in chapters():
        before = script_weight(HTML, entry)
        row(f"{entry}: scripts before a figure comes near", f"{before / 1000:.0f} KB gz", aim="aim 150")
        row(f"{entry}: scripts with live figures", f"{(before + runtime) / 1000:.0f} KB gz", aim="aim 460")
        row(f"{entry}: the page itself", f"{gzipped(HTML / f'{entry}.html') / 1000:.0f} KB gz")


def moves(opened) -> None:
    """Print how long a move of a control takes."""
    page = opened.new_context(offline=True).new_page()
    for name, entry in explorer_pages(HTML).items():
        page.goto((HTML / f"{entry}.html").as_uri())
        moved = explorers.load(name).assumptions[-1]
        steps = round((moved.maximum - moved.minimum) / moved.step)
        values = [moved.minimum + moved.step * (n % (min(steps, 10) + 1)) for n in range(MOVES)]
        times = page.evaluate(REPAINT, [name, moved.name, values])
        row(
            f"explorer {name}: a move of a control, median of {MOVES}",
            f"{statistics.median(times):.1f} ms",
            aim="aim 16",
        )


def what_if(opened) -> None:
    """Print the weight of the graph, and how long the page takes for other values of the figures that carry most."""
    address = HTML / "book/evidence/what-if.html"
    text = re.search(r'id="what-if-graph">(.*?)</script>', address.read_text(encoding="utf-8"), re.DOTALL)[1]
    row("what if: the graph", f"{len(gzip.compress(text.encode(), 9)) / 1000:.0f} KB gz", aim="aim 80")
    row("what if: its script", f"{gzipped(HTML / '_static' / 'what-if.js') / 1000:.0f} KB gz")
    page = opened.new_context(offline=True).new_page()
    page.goto(address.as_uri())
    most = list(graph.most_carrying()["figure"])
    for words, ends in {"another value": "{0}", "a range": "{0}..{1}"}.items():
        cases = [f"{one}={ends.format(1.1 * tables.value(one), 1.5 * tables.value(one))}" for one in most]
        worked = [one["time"] for one in page.evaluate("(cases) => cases.map(counternarcoticsWhatIf.worked)", cases)]
        shown = page.evaluate("(cases) => cases.map(counternarcoticsWhatIf.show)", cases)
        for what, times in {"worked out": worked, "and shown": shown}.items():
            said = f"{statistics.median(times):.1f}, at most {max(times):.1f} ms"
            row(f"what if: {words} of one of twenty figures, {what}", said, aim="aim 50")


def first_figure(opened) -> None:
    """Print when the first figure of the first chapter is seen."""
    for scripts in (False, True):
        page = opened.new_context(offline=True, java_script_enabled=scripts).new_page()
        start = time.perf_counter()
        page.goto((HTML / f"{chapters()[0]}.html").as_uri(), wait_until="commit")
        page.locator(".cn-chart svg:visible").first.wait_for()
        said = "with scripts" if scripts else "without any script"
        row(f"first figure of {chapters()[0]} {said}", f"{time.perf_counter() - start:.2f} s")


SHOWN = {"weights": weights, "first figure": first_figure, "moves": moves, "what if": what_if}


def main() -> None:
    """Measure and print what was asked for."""
    chosen = [word.strip() for word in os.environ.get("ONLY", "").split(",") if word.strip()]
    old = Path(os.environ["OLD"]).resolve() if os.environ.get("OLD") else None
    if old and not (old / "_toc.yml").exists():
        sys.exit(f"{old} is no checkout of the book (it has no _toc.yml): give OLD=/path/to/older/checkout.")
    pages = [show for name, show in SHOWN.items() if not chosen or "pages" in chosen or name in chosen]
    if pages:
        with browser() as opened:
            for show in pages:
                show(opened)
    if chosen != ["pages"]:
        work(old, chosen)


if __name__ == "__main__":
    main()

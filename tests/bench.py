"""`make bench`: what the workshop and the pages cost, as one table; with an older checkout, side by side.

`make bench OLD=/path/to/older/checkout` measures the older book in the same run.  Nothing is set up or changed there:
both books are copied into a temporary folder and run with this checkout's environment, each with its own package
before it (`PYTHONPATH`), so the libraries are the same and the code is not.

Work is counted in seconds of processor time, with all processes that it started, browsers and workers left behind as
well (see `waited.py`): medians of `RUNS`, both books by turns, so that a busy machine is busy for both.  Compare the ratios, not the seconds; nothing here is asserted, and a row that cannot be
measured says so while the others go on.  `ONLY=page,bytes` chooses rows by a word of their names; `make test` takes as
long as everything else together and is measured when it is named (`ONLY="make test"`, or one of its rows by
`ONLY="held before"` and `ONLY=everything`), or with `ONLY=all`.  A new row is a function of a
:class:`Book` in `WORK`, `PAGES` or `BYTES`, or one that prints, in `SHOWN`.
"""

from __future__ import annotations

import ast
import csv
import gzip
import http.client
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bench_editions
import bench_hub
import bench_lite
import bench_vitals
from browser import browser
from conftest import HTML
from counternarcotics import explorers, graph, tables
from pages import ROOT, chapters, explorer_pages, gzipped, script_weight
from test_collecting import random_class

RUNS = int(os.environ.get("RUNS", "3"))
PAGE, MODULE = "book/part-1/trends.md", "src/counternarcotics/charts/trends.py"
ROW = "heroin-seized-tajikistan-1999"
CLASS = 300  # links
MOVES = 60
WAITED = (sys.executable, "-ISE", str(ROOT / "tests" / "waited.py"))
TICK = os.sysconf("SC_CLK_TCK")
# These hold what several tests of before held, under names of their own.
MERGED = (
    "test_a_page_is_sound_on_one_visit",
    "test_explorers_are_seen_moved_linked_and_compute_what_python_computes",
)
LONGEST = 1800  # seconds that one piece of work may wait for, on however busy a machine
TODAY = """
from pathlib import Path
import os
NAMES = set(Path(os.environ["TESTS_OF_BEFORE"]).read_text(encoding="utf-8").split())
def pytest_collection_modifyitems(config, items):
    kept = [i for i in items if getattr(i, "originalname", None) in NAMES or "::test_" not in i.nodeid]
    config.hook.pytest_deselected(items=[i for i in items if i not in kept])
    items[:] = kept
"""
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


OWN_SCRIPT = r"/_static/(textbook|vega|figures/[^\"]*)\.js"
FIRST_LIVE = """document.addEventListener("DOMContentLoaded", () => {
    const explorer = document.querySelector(".cn-explorer");
    explorer.scrollIntoView({behavior: "instant"});
    const stands = () => {
        if (!explorer.querySelector(".cn-live svg")) return false;
        globalThis.firstLive ??= performance.now();
        return true;
    };
    new MutationObserver((_, watching) => stands() && watching.disconnect())
        .observe(explorer, {subtree: true, childList: true, attributeFilter: ["class"]});
});"""


def row(what: str, *values: str, aim: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:62} {' '.join(f'{value:>11}' for value in values)}   {aim}", flush=True)


# -- work, in processor time -----------------------------------------------------------------------------


class NotMeasuredError(RuntimeError):
    """A piece of work failed or never ended."""


@dataclass(frozen=True)
class Book:
    """A copy of a checkout, run with this checkout's environment."""

    folder: Path
    port: int = field(default_factory=lambda: _free_port())

    @classmethod
    def copy(cls, checkout: Path, to: Path) -> Book:
        """Copy what belongs to a book; built things and environments stay where they are."""
        left = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")
        shutil.copytree(checkout, to, ignore=left)
        (to / ".venv").mkdir()  # a folder, which git leaves out; a link would be a file of the book
        for part in Path(sys.prefix).iterdir():
            (to / ".venv" / part.name).symlink_to(part)
        book = cls(to)
        makefile = (to / "Makefile").read_text(encoding="utf-8")  # an older one shows the book at a port of its own
        (to / "Makefile").write_text(
            makefile.replace("sphinx-autobuild . ", f"sphinx-autobuild . --port {book.port} "), encoding="utf-8"
        )
        for command in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=b", "-c", "user.email=b@b", "commit", "-qm", "b"],
        ):
            subprocess.run(["git", *command], cwd=to, check=True)
        return book

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which the copy's own package is found."""
        return os.environ | {"PYTHONPATH": str(self.folder / "src"), "CI": "true", "BROWSER": "true", "MAKEFLAGS": ""}

    def make(self, target: str, *variables: str) -> list[str]:
        """Return the command for a target of the copy's Makefile that sets up nothing."""
        return ["make", "-s", "-C", str(self.folder), "-o", ".venv/ready", target, *variables]

    def cost(self, *command: str, **more: str) -> float:
        """Return the seconds of processor time that a command takes with its children; raise NotMeasuredError when it fails."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([*WAITED, *command], cwd=self.folder, env=self.environment | more, capture_output=True, text=True, check=False)  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            said = "\n  ".join((done.stdout + done.stderr).strip().splitlines()[-8:])
            msg = f"{' '.join(command)} failed in {self.folder}:\n  {said}"
            raise NotMeasuredError(msg)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def built(self) -> None:
        """Build the book where it is not built yet, so that a row may be measured alone."""
        if not (self.folder / "_build" / "html" / "index.html").exists():
            self.cost(*self.make("book"))

    def page(self, entry: str) -> Path:
        """Return a built page."""
        return self.folder / "_build" / "html" / f"{entry}.html"


def _clean(book: Book, run: int) -> float:
    shutil.rmtree(book.folder / "_build", ignore_errors=True)
    return book.cost(*book.make("book"))


def _page(book: Book, run: int) -> float:
    book.built()
    _append(book, PAGE, f"A sentence that was added, {'once more ' * (run + 1)}to be read.\n")
    return book.cost(*book.make("book"))


def _append(book: Book, path: str, words: str) -> None:
    text = (book.folder / path).read_text(encoding="utf-8")
    (book.folder / path).write_text(f"{text}\n{words}", encoding="utf-8")


def _cell(book: Book, run: int) -> float:
    book.built()
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
    book.built()
    _append(book, MODULE, f"\nCHANGED_{run} = {run}\n")
    return book.cost(*book.make("book"))


def _check(book: Book, run: int) -> float:
    subprocess.run(["git", "checkout", "-q", "--", "."], cwd=book.folder, check=True)  # as it was committed
    return book.cost(*book.make("check"))


def _test(book: Book, run: int) -> float:
    book.built()
    subprocess.run(["git", "checkout", "-q", "--", "."], cwd=book.folder, check=True)
    return book.cost(*book.make("test"))


def _test_of_before(book: Book, run: int) -> float:
    """Run the tests whose names the older book has, on one built book, and the labs that it has."""
    subprocess.run(["git", "checkout", "-q", "--", "."], cwd=book.folder, check=True)  # what other rows edited
    book.cost(*book.make("book"))  # the site that the tests read is that of the files
    plugin = book.folder.parent / "only_of_before.py"
    plugin.write_text(TODAY, encoding="utf-8")
    python, more = str(book.folder / ".venv/bin/python"), {"TESTS_OF_BEFORE": str(_names_of_before(book))}
    more["PYTHONPATH"] = f"{book.environment['PYTHONPATH']}{os.pathsep}{plugin.parent}"
    tests = [
        python,
        "-m",
        "pytest",
        "tests",
        "src",
        "--dist",
        "worksteal",
        "-n",
        "2",
        "-q",
        "-p",
        plugin.stem,
        "-m",
        "not long and not engine and not edition",
    ]
    labs = [python, "-m", "pytest", *_labs_of_before(book), "--nbval", "--dist", "loadfile", "-n", "2", "-q"]
    ruff = [str(book.folder / ".venv/bin/ruff"), "check", "."]
    return sum(book.cost(*command, **more) for command in (tests, labs, ruff, book.make("book")))


def _older(book: Book) -> Path:
    before = book.folder.parent / "old"
    return before if before.exists() else book.folder


def _names_of_before(book: Book) -> Path:
    names = {
        node.name
        for path in (_older(book) / "tests").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    listed = book.folder.parent / "tests-of-before.txt"
    listed.write_text("\n".join(sorted(names.union(MERGED))), encoding="utf-8")
    return listed


def _labs_of_before(book: Book) -> list[str]:
    names = {path.name for path in (_older(book) / "notebooks").glob("*.ipynb")}
    return sorted(f"notebooks/{p.name}" for p in (book.folder / "notebooks").glob("*.ipynb") if p.name in names)


def _live(book: Book, run: int) -> float:
    """Return the processor time from saving a page to its being served, of the server and its children."""
    running = subprocess.Popen(
        book.make("live", f"PORT={book.port}"),
        env=book.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{book.port}/{PAGE.removesuffix('.md')}.html"
    said = f"Said while alive, {'again ' * run}and found."
    try:
        _await(running, address, "<h1")
        _at_rest(running.pid)  # it watches now
        before = _spent(running.pid)
        _append(book, PAGE, f"{said}\n")
        _await(running, address, said)
        _at_rest(running.pid)  # the build has ended and its process was waited for
        return _spent(running.pid) - before
    finally:
        os.killpg(running.pid, 15)
        running.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _await(running: subprocess.Popen, address: str, words: str) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                if words in answer.read().decode():
                    return
        except (
            OSError,
            http.client.HTTPException,
        ):  # nobody answers yet, or the page was written anew while it was sent
            pass
        time.sleep(0.2)
    msg = f"{address} never said {words!r}"
    raise NotMeasuredError(msg)


def _at_rest(session: int, seconds: int = 4) -> None:
    """Wait until the processes of a session have taken no processor time to speak of for some seconds."""
    end, last, since = time.monotonic() + LONGEST, _spent(session), time.monotonic()
    while time.monotonic() < min(end, since + seconds):
        time.sleep(0.25)
        if (now := _spent(session)) - last > 0.03:
            last, since = now, time.monotonic()


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
    "make test with what it held before": (_test_of_before, "aim 0.4"),
    "make test with everything": (_test, "aim 1.2"),
}


def compared(books: list[Book], chosen: list[str], kind: dict[str, tuple[Callable, str]], look: str, runs: int) -> None:
    """Print rows of a kind for every book, and how the first stands to the second."""
    for what, (measure, aim) in kind.items():
        if (chosen and not any(word in what for word in chosen)) and "all" not in chosen:
            continue
        if what.startswith("make test") and not chosen:
            continue
        taken: list[list[float]] = [[] for _ in books]
        try:
            for run in range(runs):
                for book, values in zip(books, taken, strict=True):
                    values.append(measure(book, run))
        except (NotMeasuredError, OSError, KeyError, StopIteration) as error:
            row(what, *("not measured" for _ in books), aim=aim)
            print(f"  {error}", flush=True)
            continue
        medians = [statistics.median(values) for values in taken]
        ratio = [f"{medians[0] / medians[1]:.2f} x"] if len(medians) > 1 and medians[1] else []
        row(what, *(look.format(median) for median in medians), *ratio, aim=aim)


# -- what a page asks of a reader's device, in processor time of its main thread and in bytes -------------------


def _opened(opened: Any, book: Book) -> Any:
    """Open the first chapter where its first explorer stands, and wait until that is live; return the page."""
    page = opened.new_context(offline=True, viewport={"width": 1200, "height": 900}).new_page()
    page.add_init_script(FIRST_LIVE)
    page.sent = []
    page.on("request", lambda request: page.sent.append(request.url))
    return page


def _live_at(page: Any, book: Book) -> float:
    page.goto(book.page(PAGE.removesuffix(".md")).as_uri(), timeout=LONGEST * 1000)
    page.wait_for_function("() => globalThis.firstLive !== undefined", timeout=LONGEST * 1000)
    return page.evaluate("firstLive")


def _first_explorer(opened: Any, book: Book, run: int) -> float:
    """Return the milliseconds from the navigation until the first explorer of the first chapter stands, live."""
    page = _opened(opened, book)
    try:
        return _live_at(page, book)
    finally:
        page.context.close()


def _evaluation(opened: Any, book: Book, run: int) -> float:
    """Return the milliseconds in which the main thread compiles and evaluates the book's scripts, the first explorer live.

    The theme's own, which are the same in every book, are left out.
    """
    page = _opened(opened, book)
    opened.start_tracing(
        page=page, categories=["devtools.timeline", "v8", "disabled-by-default-v8.compile", "__metadata"]
    )
    try:
        _live_at(page, book)
    finally:
        events = json.loads(opened.stop_tracing())["traceEvents"]
        page.context.close()
    main = {
        (e["pid"], e["tid"]) for e in events if e.get("name") == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    held = [e for e in events if e.get("name") in {"EvaluateScript", "v8.compile"} and (e["pid"], e["tid"]) in main]
    ours = [e for e in held if "dur" in e and re.search(OWN_SCRIPT, json.dumps(e.get("args", {})))]
    outer = [e for e in ours if e["name"] == "EvaluateScript"]
    inside = {id(e) for e in ours for o in outer if e is not o and o["ts"] <= e["ts"] <= o["ts"] + o["dur"]}
    return sum(e.get("tdur", e["dur"]) for e in ours if id(e) not in inside) / 1000


def _scripts_live(opened: Any, book: Book, run: int) -> float:
    page = _opened(opened, book)
    page.goto(book.page(PAGE.removesuffix(".md")).as_uri())
    page.evaluate("counternarcotics.ready().then(() => 0)")
    files = {re.sub(r"[?#].*", "", url).removeprefix("file://") for url in page.sent if re.search(r"\.js($|\?)", url)}
    page.context.close()
    return sum(gzipped(Path(file)) for file in files) / 1000


PAGES = {
    "first explorer of 1.1 live, from the navigation": (_first_explorer, "aim 0.6", "{:.0f} ms"),
    "scripts of 1.1 with a live explorer, their evaluation": (_evaluation, "aim 0.55", "{:.0f} ms"),
    "scripts of 1.1 with live figures, bytes": (_scripts_live, "aim 0.72", "{:.0f} KB gz"),
    **bench_vitals.ROWS,
}


def bytes_of_pages(books: list[Book]) -> None:
    """Print what the HTML of each chapter weighs, and how it stands to what it weighed before."""
    for entry in chapters():
        held = [book.page(entry) for book in books]
        weights = [gzipped(path) / 1000 for path in held if path.exists()]
        ratio = [f"{weights[0] / weights[1]:.2f} x"] if len(weights) > 1 else []
        row(f"{entry}: bytes of its HTML", *(f"{weight:.0f} KB gz" for weight in weights), *ratio, aim="aim 1.0")


def side_by_side(old: Path | None, chosen: list[str]) -> None:
    """Print every row that an older book has as well."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        books = [Book.copy(ROOT, Path(place) / "new")]
        books += [Book.copy(old, Path(place) / "old")] if old else []
        row("processor time, median of " + str(RUNS), "now", *(["before", "ratio"] if old else []))
        compared(books, chosen, WORK, "{:.1f} s", RUNS)
        wanted = {
            what: one
            for what, one in PAGES.items()
            if not chosen or any(w in what for w in [*chosen]) or "all" in chosen
        }
        if wanted or not chosen or {"bytes", "all"} & set(chosen):
            for book in books:
                book.built()
            with browser() as opened:
                for what, (measure, aim, look) in wanted.items():
                    measured = {what: (lambda book, run, measure=measure: measure(opened, book, run), aim)}
                    compared(books, ["all"], measured, look, max(RUNS, 5))
            if not chosen or {"bytes", "all"} & set(chosen):
                bytes_of_pages(books)


# -- pages of this book alone ---------------------------------------------------------------------------------


def weights(opened: Any) -> None:
    """Print what the chapters load before a figure comes near."""
    for entry in chapters():
        row(
            f"{entry}: scripts before a figure comes near",
            f"{script_weight(HTML, entry) / 1000:.0f} KB gz",
            aim="aim 150",
        )


def moves(opened: Any) -> None:
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


def what_if(opened: Any) -> None:
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


def collecting(opened: Any) -> None:
    """Print how long the page takes for the links of a large class, the first time with the loading of every model."""
    page = opened.new_context(offline=True).new_page()
    page.goto((HTML / "book/collect-links.html").as_uri())
    page.wait_for_function("() => window.counternarcoticsCollector !== undefined")
    work = "async text => { const t = performance.now(); await counternarcoticsCollector.collect(text, []); return performance.now() - t; }"
    for kind, words in {"": "of every explorer", "forecast": "to forecasts"}.items():
        text = random_class(2005, CLASS, kind)
        first, *others = (page.evaluate(work, text) / 1000 for _ in range(4))
        said = f"{first:.2f} s, again {statistics.median(others):.2f} s"
        row(f"collect: {CLASS} links {words}, read, worked out and scored", said, aim="aim 2")


def editions(opened: Any) -> None:
    """Print what the editions weigh and cost."""
    bench_editions.show(row)


def labs_in_the_browser(opened: Any) -> None:
    """Print the weight of the labs in the browser and the time to the first cell, a stock build beside them."""
    bench_lite.show(row, opened, RUNS)


SHOWN = {
    "weights": weights,
    "moves": moves,
    "what if": what_if,
    "collect": collecting,
    "editions": editions,
    "lite": labs_in_the_browser,
    "hub": lambda _: bench_hub.show(row),
}
# Words that name no row of an older book as well: nothing is copied for them.
ALONE = {"pages", "lite", "hub"}


def main() -> None:
    """Measure and print what was asked for."""
    chosen = [word.strip() for word in os.environ.get("ONLY", "").split(",") if word.strip()]
    old = Path(os.environ["OLD"]).resolve() if os.environ.get("OLD") else None
    if old and not (old / "_toc.yml").exists():
        sys.exit(f"{old} is no checkout of the book (it has no _toc.yml): give OLD=/path/to/older/checkout.")
    shown = [show for name, show in SHOWN.items() if not chosen or {"pages", "all", name} & set(chosen)]
    if shown:
        with browser() as opened:
            for show in shown:
                try:
                    show(opened)
                except Exception as error:  # one row that fails must not take the others with it
                    print(f"{show.__name__} was not measured: {error}", flush=True)
    if not chosen or set(chosen) - ALONE:
        side_by_side(old, chosen)


if __name__ == "__main__":
    main()

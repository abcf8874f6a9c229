"""`make bench`: page weight, first figure, moves of controls, rebuild and fast checks, as one table.

Times are of this machine in this run: compare the ratios, not the seconds.  Nothing here is asserted.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from browser import browser
from conftest import HTML
from counternarcotics import explorers
from pages import ROOT, chapters, explorer_pages, gzipped, script_weight

MOVES = 60
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


def row(what: str, value: str, aim: str = "") -> None:
    print(f"{what:58} {value:>12}   {aim}")


def timed(*command: str) -> float:
    """Return the seconds that a command takes."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def weights() -> None:
    runtime = gzipped(HTML / "_static" / "vega.js")
    for entry in chapters():
        before = script_weight(HTML, entry)
        row(f"{entry}: scripts before a figure comes near", f"{before / 1000:.0f} KB gz", "aim 150")
        row(f"{entry}: scripts with live figures", f"{(before + runtime) / 1000:.0f} KB gz", "aim 460")
        row(f"{entry}: the page itself", f"{gzipped(HTML / f'{entry}.html') / 1000:.0f} KB gz")


def moves(opened) -> None:
    page = opened.new_context(offline=True).new_page()
    for name, entry in explorer_pages(HTML).items():
        page.goto((HTML / f"{entry}.html").as_uri())
        moved = explorers.load(name).assumptions[-1]
        steps = round((moved.maximum - moved.minimum) / moved.step)
        values = [moved.minimum + moved.step * (n % (min(steps, 10) + 1)) for n in range(MOVES)]
        times = page.evaluate(REPAINT, [name, moved.name, values])
        row(f"explorer {name}: a move of a control, median of {MOVES}", f"{statistics.median(times):.1f} ms", "aim 16")


def first_figure(opened) -> None:
    for scripts in (False, True):
        page = opened.new_context(offline=True, java_script_enabled=scripts).new_page()
        start = time.perf_counter()
        page.goto((HTML / f"{chapters()[0]}.html").as_uri(), wait_until="commit")
        page.locator(".cn-chart svg:visible").first.wait_for()
        said = "with scripts" if scripts else "without any script"
        row(f"first figure of {chapters()[0]} {said}", f"{time.perf_counter() - start:.2f} s")


def rebuilds() -> None:
    build = [str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-q"]
    timed(*build)
    (ROOT / f"{chapters()[0]}.md").touch()
    one = timed(*build)
    row("rebuild after editing one page", f"{one:.1f} s", "aim 5")
    row("make check", f"{timed('make', 'check'):.1f} s", "aim 10")


def main() -> None:
    """Measure and print."""
    weights()
    with browser() as opened:
        first_figure(opened)
        moves(opened)
    rebuilds()


if __name__ == "__main__":
    main()

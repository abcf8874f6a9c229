"""What a reader feels of a page, as browsers report it: rows of ``make bench``.

- largest contentful paint (LCP): milliseconds until the largest thing of the first screen is there;
- total blocking time (TBT): of every task of the main thread after the first paint what goes over 50 ms, from opening
  the page to having scrolled through it, with its figures coming to life;
- cumulative layout shift (CLS): how far things have jumped that nobody touched, on the way to the end of the page.

The first two are times of the clock, so only the ratio of two books that were measured by turns means something.
"""

from __future__ import annotations

from typing import Any

LOOKED_AT = ("book/part-1/trends", "book/part-3/regional-organisations", "book/part-6/hiv-and-harm-reduction")
STEP, REST = 600, 100  # pixels of a step of scrolling, milliseconds after it
WATCH = """
window.felt = { paint: 0, first: 0, tasks: [], shift: 0 };
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("largest-contentful-paint", (one) => { felt.paint = one.startTime; });
watch("paint", (one) => { if (one.name === "first-contentful-paint") felt.first = one.startTime; });
watch("longtask", (one) => felt.tasks.push([one.startTime, one.duration]));
watch("layout-shift", (one) => { if (!one.hadRecentInput) felt.shift += one.value; });
"""


def _felt(opened: Any, book: Any, entry: str, *, scrolled: bool) -> dict[str, Any]:
    page = opened.new_context(offline=True, viewport={"width": 1200, "height": 900}).new_page()
    page.add_init_script(WATCH)
    page.goto(book.page(entry).as_uri())
    page.wait_for_function("() => felt.paint > 0")
    page.wait_for_timeout(500)
    end = page.evaluate("document.documentElement.scrollHeight") if scrolled else 0
    for place in range(0, end, STEP):
        page.evaluate("place => window.scrollTo({ top: place, behavior: 'instant' })", place)
        page.wait_for_timeout(REST)
    felt = page.evaluate("felt")
    page.context.close()
    return felt


def paint(opened: Any, book: Any, run: int) -> float:
    """Return the largest contentful paint in milliseconds, the mean of the pages looked at."""
    return sum(_felt(opened, book, entry, scrolled=False)["paint"] for entry in LOOKED_AT) / len(LOOKED_AT)


def blocking(opened: Any, book: Any, run: int) -> float:
    """Return the total blocking time in milliseconds, the mean of the pages looked at."""
    felt = [_felt(opened, book, entry, scrolled=True) for entry in LOOKED_AT]
    over = [max(0, taken - 50) for one in felt for start, taken in one["tasks"] if start >= one["first"]]
    return sum(over) / len(LOOKED_AT)


def shift(opened: Any, book: Any, run: int) -> float:
    """Return the largest cumulative layout shift of the pages looked at, a share of the window."""
    return max(_felt(opened, book, entry, scrolled=True)["shift"] for entry in LOOKED_AT)


ROWS = {
    "largest contentful paint of three chapters": (paint, "aim 1.0", "{:.0f} ms"),
    "total blocking time of three chapters, scrolled through": (blocking, "aim 1.0", "{:.0f} ms"),
    "cumulative layout shift of three chapters, scrolled through": (shift, "aim 1.0", "{:.4f}"),
}

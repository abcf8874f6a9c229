"""No picture unseen: every figure is drawn at its settings and widths in a browser, and what a reader would miss is told.

``geometry.js`` measures: the plot is at least half as wide as its drawing, no text is cut or lies outside it, no two
texts overlap, no id of a table and no slip of a script is read, and an axis that counts has a title.  What a change
breaks at once, every figure of a chapter at its start, is looked at in tests/test_pages.py.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import altair as alt
import pytest
from playwright.sync_api import Page

from counternarcotics import explorers, figure, fitting, tables
from counternarcotics.assumptions import Choice
from pages import ROOT, entries, explorer_pages, make_live

MEASURE = (ROOT / "tests" / "geometry.js").read_text(encoding="utf-8")
WIDTHS = (320, 360, 768, 1280, 1920)
THOROUGH = (360, 1280)  # where every control is tried at both of its ends


@cache
def identifiers() -> list[str]:
    """Return what only tables call things: words of their cells that are joined by hyphens."""
    found = set()
    for path in tables.data_folder().glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {c for row in csv.reader(lines) for c in row if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", c)}
    return sorted(found)


def states(name: str, *, thorough: bool = False) -> list[tuple[str, dict[str, float]]]:
    """Return the start and the presets of an explorer, and if `thorough` each control at its ends, with labels."""
    explorer = explorers.load(name)
    start = {a.name: a.default for a in explorer.assumptions}  # a reader's own words are no signal of the chart
    found = [("start", start), *((p.label, start | dict(p.settings)) for p in explorer.presets)]
    for a in explorer.assumptions if thorough else ():
        ends = range(len(a.options)) if isinstance(a, Choice) else (a.minimum, a.maximum)
        found += [(f"{a.label} = {a.show(end)}", start | {a.name: float(end)}) for end in ends]
    return found


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("entry", entries())
def test_every_figure_of_a_page_is_whole(html, page, entry):
    first = explorer_pages(html)
    page.route("**/vega.js", lambda route: route.abort())  # figures stay pictures
    text = opened(html, page, entry)
    faults = []
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("(ids) => geometry.pictures(new Set(ids))", identifiers())
        faults += [f"{width} px, {fault}" for fault in found]
    page.unroute("**/vega.js")

    def tried(width: int) -> dict[str, list]:
        # An explorer that stands on several pages is moved on the first of them.
        return {
            f"explorer-{name}": states(name, thorough=width in THOROUGH) if first[name] == entry else states(name)[:1]
            for name in re.findall(r'id="explorer-([a-z-]+)"', text)
        }

    assert faults + seen_live(page, WIDTHS, tried) == []


def opened(html: Path, page: Page, entry: str) -> str:
    """Open a page to be measured and return its text; one without a figure is skipped."""
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    if "cn-chart" not in text:
        pytest.skip("This page has no figure.")
    page.goto((html / f"{entry}.html").as_uri())
    page.evaluate(MEASURE)
    return text


def seen_live(page: Page, widths: tuple[int, ...], tried: Callable[[int], dict[str, list]]) -> list[str]:
    """Return what is wrong with the live figures of a page at each width; `tried` gives the states of its explorers."""
    make_live(page)
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("([states, ids]) => geometry.live(states, new Set(ids))", [tried(width), identifiers()])
        faults += [f"{width} px, {fault}" for fault in found]
    return faults


DESCRIBED = "Points on a line, one a row, counted in units, made up for a test."


def plot_width(chart: alt.Chart, width: int) -> float:
    picture = figure.svg(figure.specification(chart, DESCRIBED), width=width)
    return float(re.search(r'class="background"[^>]* d="M[^h]*h([\d.]+)', picture)[1])


@pytest.mark.parametrize("end", [5, alt.ExprRef("2 + 3")], ids=["stated", "worked out"])
@pytest.mark.parametrize("mark", ["point", "line", "bar"])
def test_what_lies_beyond_the_axis_takes_no_room_from_the_plot(mark, end):
    rows = alt.Data(values=[{"x": x, "y": y} for x, y in ((0, 1), (5, 2), (15, 3))])
    chart = alt.Chart(rows, mark=mark).encode(x=alt.X("x:Q").scale(domain=[0, end]), y="y:Q")
    assert plot_width(chart, 600) > 500


def test_long_names_leave_half_of_a_phone_to_the_plot():
    rows = [{"name": f"A long name of what was counted, number {n}", "value": n} for n in range(6)]
    chart = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="value:Q", y="name:N")
    assert plot_width(chart, 340) > 170


def test_a_fitted_specification_is_fitted_once():
    chart = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q")
    once = figure.specification(chart, DESCRIBED)
    assert fitting.fitted(once) == once


@pytest.mark.parametrize("letters", [8, 12, 20, 60])
def test_lines_are_counted_as_they_break(letters):
    import vl_convert

    words = "The printed value stands for a range that rounding allows"
    spec = {
        "data": {"values": [{}]},
        "mark": {"type": "text"},
        "encoding": {"text": {"value": {"expr": fitting.broken(repr(words), str(letters))}}},
    }
    drawn = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", vl_convert.vegalite_to_svg(spec)) or [words]
    assert " ".join(drawn) == words
    assert len(drawn) == fitting._count(words, letters)
    assert all(len(line) <= letters for line in drawn)


def test_a_name_of_several_lines_stands_beside_the_middle_of_its_row():
    rows = [{"name": "A long name of what was counted, and of where", "value": 1}]
    chart = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="value:Q", y="name:N")
    names = figure.svg(figure.specification(chart, DESCRIBED), width=340).rpartition('class="role-axis"')[2]
    tick = float(re.search(r'd="M0,(\d+)h-5"', names)[1])
    first = float(re.search(r"translate\(-10,([\d.]+)\)", names)[1])
    lines = names.count("<tspan")
    assert lines > 1
    assert first + (lines - 1) * fitting.LINE / 2 == pytest.approx(tick + 4, abs=1)  # letters stand on their line


def test_the_first_of_several_columns_has_its_name_below_its_middle():
    rows = [{"year": str(year), "value": 1} for year in range(1999, 2013)]
    chart = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x=alt.X("year:N").axis(labelAngle=0), y="value:Q")
    picture = figure.svg(figure.specification(chart, DESCRIBED), width=700)
    middle = float(re.search(r'stroke-opacity="0.45" d="M(\d+),0v5', picture)[1])
    anchor, at = re.search(r'text-anchor="(\w+)"[^>]*>(?:<text[^>]*translate\()([\d.]+),[^>]*>1999<', picture).groups()
    assert (anchor, float(at)) == ("middle", pytest.approx(middle, abs=1))

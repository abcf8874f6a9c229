"""Pictures drawn without a page: as wide as they were asked for, with words as broad as in the font of the table."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import altair as alt
import pytest
import vl_convert

from counternarcotics import charts, drawing, explorers, figure, markup, web

LETTERS = [*map(chr, range(0x21, 0x7F)), *"éšŽ‘’“”–—…−×±÷≈≤≥→←↑↓§°·€"]
DESCRIBED = "Points on a line, one a row, counted in units, made up for a test."


def words(texts: list[str], **type_of: Any) -> dict[str, Any]:
    """Return a Vega specification that prints how wide each text is: `W` and the pixels."""
    width = {"signal": "'W' + (datum.bounds.x2 - datum.bounds.x1)"}
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": 10,
        "height": 10,
        "data": [{"name": "texts", "values": texts}],
        "marks": [
            {
                "type": "text",
                "name": "words",
                "from": {"data": "texts"},
                "encode": {"enter": {"text": {"field": "data"}} | {k: {"value": v} for k, v in type_of.items()}},
            },
            {"type": "text", "from": {"data": "words"}, "encode": {"enter": {"text": width}}},
        ],
    }


def widths(picture: str) -> list[float]:
    return [float(said) for said in re.findall(r">W([\d.]+)<", picture)]


@pytest.mark.slow
@pytest.mark.parametrize("weight", [500, 600])
def test_a_letter_is_as_wide_as_in_the_font_of_the_table(weight):
    # Between others: at an end an engine measures ink, and some pairs stand closer.
    texts = ["H" + f"{letter}H" * 10 for letter in LETTERS] + ["H" * 11]
    asked = words(texts, fontSize=50, font="sans-serif", fontWeight=weight)
    *ours, our_frame = widths(drawing.svg(asked, 100))
    *measured, frame = widths(vl_convert.vega_to_svg(asked))
    assert len(ours) == len(measured) == len(LETTERS)
    for letter, one, other in zip(LETTERS, ours, measured, strict=True):
        assert (one - our_frame) / 1.15 == pytest.approx(other - frame, rel=0.01), letter


def test_a_picture_is_as_wide_as_it_was_asked_for_and_the_same_whenever_it_is_drawn():
    one = web.compiled(figure.specification(charts.load("crops-expected-and-found").chart))
    wide, narrow, again = (figure.picture(one, width=width) for width in (700, 340, 700))
    assert ('width="700"' in wide, 'width="340"' in narrow) == (True, True)
    assert again == wide


IN_A_LOOP = """
import asyncio
from counternarcotics import charts, figure, web
one = web.compiled(figure.specification(charts.load("crops-expected-and-found").chart))
async def drawn():
    return figure.picture(one, width=500)
print('width="500"' in asyncio.run(drawn()))
"""


def test_a_picture_is_drawn_where_an_event_loop_runs_as_in_a_notebook():
    # In a process of its own: a test beside a browser has a loop already.
    told = subprocess.run([sys.executable, "-c", IN_A_LOOP], check=True, capture_output=True, text=True, timeout=300)
    assert told.stdout == "True\n"


def test_the_page_s_layout_decides_the_height_of_an_explorer():
    one = explorers.load("weakest-link")
    vega = web.compiled(markup._of_height(one.specification, 300))
    low, high = (
        float(re.search(r' height="([\d.]+)"', figure.picture(vega, width=500, height=h))[1]) for h in (200, 400)
    )
    assert (low, high) == (200, 400)


def test_a_figure_that_cannot_be_drawn_says_why():
    chart = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point(size=alt.ExprRef("nowhere + 1")).encode(x="x:Q")
    with pytest.raises(Exception, match='Unrecognized signal name: "nowhere"'):
        figure.svg(figure.specification(chart, DESCRIBED), width=300)

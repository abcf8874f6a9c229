"""A figure keeps its plot where names are long and the column is narrow, whatever stands below it."""

from __future__ import annotations

import re

import altair as alt
import pytest

from counternarcotics import figure

DESCRIBED = "Dot matrix of instruments by the country that they name, made up for a test."


@pytest.mark.parametrize("rows", [6, 10])
@pytest.mark.parametrize("height", [270, 320])
def test_a_matrix_with_upright_names_of_columns_keeps_half_of_a_phone(rows, height):
    names = [f"central-asian-community-20{n:02}" for n in range(rows)]
    values = [{"name": name, "country": country} for name in names for country in ("Kazakhstan", "Turkmenistan")]
    chart = alt.Chart(alt.Data(values=values)).mark_point().properties(title="Countries named", height=height)
    chart = chart.encode(x=alt.X("country:N").title(None).axis(labelAngle=-90), y=alt.Y("name:N").title(None))
    drawn = figure.svg(figure.specification(chart, DESCRIBED), width=288)
    assert float(re.search(r'class="background"[^>]* d="M[^h]*h([\d.]+)', drawn)[1]) >= 288 / 2


def test_the_marks_of_a_legend_of_shapes_take_the_colour_of_the_words():
    rows = alt.Data(values=[{"x": x, "round": f"round {x}"} for x in (1, 2)])
    chart = alt.Chart(rows).mark_point(filled=True).encode(x="x:Q", shape="round:N")
    drawn = figure.svg(figure.specification(chart, DESCRIBED), width=288)
    assert "black" not in drawn
    assert "#000" not in drawn


def test_many_names_of_two_lines_stand_close_on_a_phone_and_can_be_read():
    names = [f"what a law of 20{n:02} says" for n in range(20)]
    rows = alt.Data(values=[{"name": name, "country": country} for name in names for country in ("one", "two")])
    chart = alt.Chart(rows).mark_rect().encode(x=alt.X("country:N").title(None), y=alt.Y("name:N").title(None))
    drawn = figure.svg(figure.specification(chart, DESCRIBED), width=328)
    ticks = [int(y) for y in re.findall(r"M0,(\d+)h-5", drawn)]
    pitch = (ticks[-1] - ticks[0]) / (len(ticks) - 1)
    assert drawn.count("<tspan") > len(names)
    assert pitch == pytest.approx(28, abs=1)
    assert min(map(float, re.findall(r'font-size="([\d.]+)px"', drawn))) >= 10


def test_columns_whose_names_may_be_left_out_keep_their_type():
    rows = alt.Data(values=[{"rate": n / 50, "value": n} for n in range(50)])
    chart = alt.Chart(rows).mark_bar().encode(x=alt.X("rate:O").axis(labelAngle=0, labelOverlap=True), y="value:Q")
    drawn = figure.svg(figure.specification(chart, DESCRIBED), width=328)
    assert {float(size) for size in re.findall(r'font-size="([\d.]+)px"', drawn)} == {12}


def test_the_rows_of_a_legend_are_of_one_length():
    rows = alt.Data(values=[{"x": n, "kind": f"kind of thing {n}"} for n in range(5)])
    chart = alt.Chart(rows).mark_point().encode(x="x:Q", color="kind:N")
    drawn = figure.svg(figure.specification(chart, DESCRIBED), width=640)
    across = re.findall(r'translate\((-?[\d.]+),-?[\d.]+\)"><path[^>]*><text[^>]*>kind of', drawn)
    assert [sorted(set(across), key=float).index(x) for x in across] == [0, 1, 2, 0, 1]

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

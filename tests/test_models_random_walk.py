"""Random walk: known fans, a split that adds up, and an explorer that hides what was not known."""

from __future__ import annotations

import math
import statistics

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.explorers.supply_fan import CHANGES, VALUES
from counternarcotics.models.random_walk import area_and_yield, band, mean_change, volatility
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

CHANGE = st.floats(-3, 3)
AMOUNT = st.floats(10, 1e6)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("supply-fan")


@given(st.lists(CHANGE, min_size=2, max_size=10))
def test_the_fit_is_the_sample_mean_and_standard_deviation(changes):
    ones = [1] * len(changes)
    drift = mean_change(changes, ones)
    assert drift == pytest.approx(statistics.mean(changes), abs=1e-9)
    assert volatility(changes, ones, drift) == pytest.approx(statistics.stdev(changes), abs=1e-6)


def test_what_is_left_out_does_not_count():
    assert mean_change([0.1, 0.3, 9.0], [1, 1, 0]) == pytest.approx(0.2)
    assert volatility([0.1, 0.3, 9.0], [1, 1, 0], 0.2) == pytest.approx(math.sqrt(0.02))
    assert volatility([0.3, 0.4], [1, 1], 0, 0) == pytest.approx(math.sqrt(0.125))


@given(AMOUNT, st.floats(-0.3, 0.3), st.floats(0.01, 1), st.floats(0, 20), st.floats(0.1, 2))
def test_the_fan_is_even_in_logarithms_and_widens(last, drift, deviation, years, quantile):
    low, middle, high = band(last, drift, deviation, years, quantile)
    assert low <= middle <= high
    assert low * high == pytest.approx(middle * middle)
    assert math.log(high / low) == pytest.approx(2 * quantile * deviation * math.sqrt(years), abs=1e-9)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_area_and_yield_add_up_to_the_change_of_output(area, area_after, output, output_after):
    parts = area_and_yield(area, area_after, output, output_after)
    assert sum(parts) == pytest.approx(math.log(output_after / output), abs=1e-9)


def test_the_formulas_stay_expressions():
    drift, years = alt.param(name="drift", value=0.1), Refusing("years")
    assert is_expression(*band(100, drift, 0.5, years, 1.28))
    assert is_expression(mean_change([0.1, 0.2], [years, 1]), volatility([0.1, 0.2], [years, 1], drift))
    assert is_expression(*area_and_yield(1, drift, 1, years))


def test_the_figures_are_those_of_the_tables():
    assert VALUES[0][2001] == 7606
    assert VALUES[1][1996] == 2250, "a range counts as its middle"
    assert VALUES[0][2004] == tables.value("poppy-area-afghanistan-2004")
    assert set(range(1994, 2026)) - set(VALUES[1]) == {2012, 2019, 2024}
    assert set(range(1997, 2026)) == set(VALUES[0])
    assert len(CHANGES[0]) == 7
    assert len(CHANGES[1]) == 10


def test_before_the_reveal_nothing_later_is_shown(explorer):
    evaluation = explorer.evaluate()
    assert evaluation.table.query("shown == 1 and kind == 2").empty
    assert math.isnan(evaluation.values["share"])
    assert "hidden" in evaluation.sentence


def test_leaving_out_the_ban_makes_the_fan_sharper_and_wronger(explorer):
    kept = explorer.evaluate(**explorer.preset("five-years")).values
    left_out = explorer.evaluate(**explorer.preset("calm")).values
    assert kept["fan_high"] / kept["fan"] > 100 * left_out["fan_high"] / left_out["fan"]
    assert kept["share"] == 1
    assert left_out["share"] == pytest.approx(3 / 5)
    assert left_out["escape"] == 2005
    assert left_out["fan_score"] < kept["fan_score"]


def test_the_second_ban_falls_out_of_the_widest_calm_fan(explorer):
    assert explorer.evaluate(**explorer.preset("to-2025")).values["escape"] == 2023


@given(st.integers(1, 21), st.integers(0, 1), st.integers(0, 2))
def test_a_missing_year_is_not_scored(explorer, horizon, series, coverage):
    values = explorer.evaluate(horizon=horizon, series=series, coverage=coverage, reveal=1).values
    assert values["compared"] == sum(2004 < year <= 2004 + horizon for year in VALUES[series])
    assert 0 <= values["share"] <= 1

"""A concept in figures: paths that end where they should, money that is divided whole."""

from __future__ import annotations

import math

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.concept import (
    allocation,
    budget_for_coverage,
    course,
    needed_rate,
    people_treated,
    target_path,
)
from counternarcotics.models.growth import compound
from counternarcotics.models.portfolio import coverage
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

BASE = st.floats(50, 100_000)
CHANGE = st.floats(-0.8, 2)
YEARS = st.integers(2, 12)
RATE = st.floats(-0.2, 0.3)
WEIGHTS = st.lists(st.integers(0, 10), min_size=4, max_size=4)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("concept")


def test_a_plan_worked_out_by_hand():
    assert target_path(5600, -0.1, 5, 5) == pytest.approx(5040)
    assert target_path(5600, -0.1, 0, 5) == 5600
    assert needed_rate(-0.1, 5) == pytest.approx(0.9**0.2 - 1)
    assert course(5600, 0.05, 0.07, 5) == pytest.approx((7147.18, 7854.29), abs=0.01)
    assert allocation(10, [4, 3, 2, 1]) == pytest.approx([4, 3, 2, 1])
    assert people_treated(2.1, 1000) == 2100
    assert coverage(2100, 80_000) == 0.02625


@pytest.mark.slow
@given(BASE, CHANGE, YEARS)
def test_the_needed_rate_reaches_the_target(base, change, years):
    assert compound(base, needed_rate(change, years), years) == pytest.approx(base * (1 + change), rel=1e-9)
    assert target_path(base, change, years, years) == pytest.approx(base * (1 + change), rel=1e-9)


@pytest.mark.slow
@given(BASE, RATE, RATE, st.integers(0, 12), st.sampled_from([1, 5]))
def test_a_course_is_in_order_and_blind_to_the_order_of_its_rates(base, one, other, t, period):
    low, high = course(base, one, other, t, period)
    assert low <= high
    assert (low, high) == course(base, other, one, t, period)


@pytest.mark.slow
@given(st.floats(0.5, 50), WEIGHTS)
def test_the_budget_is_divided_whole(budget, weights):
    parts = allocation(budget, weights)
    assert sum(parts) == pytest.approx(budget)
    assert min(parts) >= 0


@pytest.mark.slow
@given(st.floats(0.01, 0.5), st.floats(45_000, 432_000), st.floats(100, 5000), st.floats(0.05, 1))
def test_the_budget_for_a_coverage_buys_that_coverage(share, assessed, cost, part):
    money = budget_for_coverage(share, assessed, cost, part)
    assert coverage(people_treated(part * money, cost), assessed) == pytest.approx(share)


def test_no_budget_treats_anybody_where_nothing_is_set_aside():
    assert math.isnan(budget_for_coverage(0.1, 50_000, 1000, 0))
    assert coverage(60_000, 50_000) == 1


def test_the_formulas_stay_expressions():
    budget, years = alt.param(name="budget", value=5), alt.param(name="years", value=5)
    assert is_expression(target_path(100, Refusing("change"), 3, years), needed_rate(Refusing("change"), years))
    assert all(map(is_expression, course(100, Refusing("low"), Refusing("high"), 3, Refusing("period"))))
    assert all(map(is_expression, allocation(budget, [Refusing("one"), Refusing("other")])))
    assert is_expression(coverage(people_treated(budget, Refusing("cost")), 100))
    assert is_expression(budget_for_coverage(0.1, Refusing("assessed"), 1000, Refusing("part")))


def test_the_explorer_starts_from_the_printed_counts(explorer):
    values = explorer.evaluate(place="Region", indicator="Registered users").values
    assert values["base"] == 85509
    assert values["registered_assessed"] == 355_000
    assert values["registered_assessed_high"] == 432_000
    assert explorer.evaluate(place="Kyrgyzstan", indicator="All drug offences").values["base"] == 3106
    assert explorer.evaluate(place="Kyrgyzstan", indicator="People in methadone treatment").values["base"] == 100


def test_the_scenarios_are_those_of_the_forecast_explorer(explorer):
    forecast = explorers.load("forecast")
    for position, name in enumerate(("scenario-one", "scenario-two")):
        chosen = forecast.preset(name) | {"place": 1, "horizon": 5}
        theirs = forecast.evaluate(**chosen).values
        ours = explorer.evaluate(place="Kazakhstan", indicator=0, scenario=position, target_year=2008, period=0).values
        assert (ours["expected"], ours["expected_high"]) == pytest.approx(
            (theirs["registered"], theirs["registered_high"])
        )


def test_where_nothing_is_printed_nothing_is_invented(explorer):
    for place, indicator in (("Tajikistan", "All drug offences"), ("Uzbekistan", "People in methadone treatment")):
        evaluation = explorer.evaluate(place=place, indicator=indicator)
        assert math.isnan(evaluation.values["base"])
        assert "no figure" in evaluation.sentence
        assert not evaluation.table["shown"].any()
        assert "nan" not in "".join(evaluation.brief.values())


def test_money_moves_places_and_never_the_course(explorer):
    poor, rich = explorer.evaluate(budget=1).values, explorer.evaluate(budget=40).values
    assert rich["treated"] == pytest.approx(40 * poor["treated"])
    assert rich["expected"] == poor["expected"]
    assert explorer.evaluate(weight_treatment=0).values["treated"] == 0

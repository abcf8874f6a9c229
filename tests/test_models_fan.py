"""Fans and their scores: ranges in order, counts inside or outside, and a penalty that rewards honest ranges."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.models.fan import fan, inside, interval_score, widened
from counternarcotics.models.growth import annual_rate
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

RATE = st.floats(-0.5, 0.5)
COUNT = st.floats(0, 100_000)
MISS = st.floats(0.05, 0.5)


def test_a_score_worked_out_by_hand():
    assert interval_score(80, 100, 90, 0.2) == 20
    assert interval_score(80, 100, 70, 0.2) == 20 + 10 * 10
    assert interval_score(80, 100, 105, 0.2) == 20 + 10 * 5
    assert interval_score(90, 90, 88, 0.5) == 4 * 2, "a single number is a range without width"


@pytest.mark.slow
@given(COUNT, COUNT, COUNT, MISS)
def test_a_score_is_a_penalty_never_below_the_width(one, other, value, miss):
    low, high = sorted((one, other))
    score = interval_score(low, high, value, miss)
    assert score >= (high - low) - 1e-9
    assert (score == pytest.approx(high - low, abs=1e-9)) == (low - 1e-9 <= value <= high + 1e-9)


def test_the_quantiles_that_one_believes_in_cost_least():
    values, miss = range(101), 0.2
    mean = {
        (low, high): sum(interval_score(low, high, value, miss) for value in values) / len(values)
        for low in range(0, 50, 5)
        for high in range(50, 101, 5)
    }
    assert min(mean, key=mean.get) == (10, 90)


@pytest.mark.slow
@given(RATE, RATE, st.floats(0, 5))
def test_a_range_is_widened_about_its_middle(one, other, width):
    low, high = widened(one, other, width)
    assert low <= high
    assert low + high == pytest.approx(one + other, abs=1e-9)
    assert high - low == pytest.approx(width * abs(one - other), abs=1e-9)


@pytest.mark.slow
@given(st.floats(1, 100_000), RATE, RATE, st.integers(0, 20), st.sampled_from([1, 5]))
def test_a_fan_opens_and_holds_its_middle(base, one, other, years, period):
    slow, fast = sorted((one, other))
    low, high = fan(base, slow, fast, years, period)
    assert low <= high
    assert inside(low, high, (low + high) / 2) == 1
    assert inside(low, high, 2 * high + 1) == 0
    if years == 0:
        assert low == high == base


def test_the_formulas_stay_expressions():
    low, high = widened(alt.param(name="low", value=0), Refusing("high"), Refusing("width"))
    assert is_expression(low, high)
    ends = fan(5600, low, high, Refusing("t"), Refusing("period"))
    assert is_expression(inside(*ends, Refusing("count")))
    assert is_expression(interval_score(*ends, Refusing("count"), Refusing("miss")))


# -- the explorer of the fans ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fans():
    return explorers.load("scenario-fans")


def test_a_fan_starts_at_the_printed_count(fans):
    table = fans.evaluate(place="Kyrgyzstan", scenario="Scenario One").table
    start = table[(table["shown"] == 1) & (table["year"] == 2003)].iloc[0]
    assert start["low"] == start["high"] == tables.value("registered-users-kyrgyzstan-2003")


def test_the_hitting_rate_hits(fans):
    values = fans.evaluate(place="Kyrgyzstan").values
    start, end = (tables.value(f"registered-users-kyrgyzstan-{year}") for year in (2003, 2013))
    assert values["hitting"] == pytest.approx(annual_rate(start, end, 10))
    assert values["last"] == end


def test_the_points_inside_are_counted_one_by_one(fans):
    for place in ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan"):
        for scenario in ("Scenario One", "Scenario Two"):
            for spread in (1, 3):
                evaluation = fans.evaluate(place=place, scenario=scenario, spread=spread)
                points = evaluation.table.query("shown == 1 and status == 1")
                within = ((points["low"] <= points["count"]) & (points["count"] <= points["high"])).sum()
                assert evaluation.values["inside"] == within
                assert evaluation.values["points"] == len(points)


def test_no_count_of_another_kind_is_scored(fans):
    kazakh = fans.evaluate(place="Kazakhstan", quantity="Drug offences", scenario="Scenario Three")
    assert kazakh.values["points"] == 0
    assert "new criminal code" in kazakh.sentence
    register = fans.evaluate(place="Kazakhstan").table.query("shown == 1 and status > 0")
    assert set(register["year"]) == {2007, 2011, 2016, 2017, 2018, 2023}
    counted = register.set_index("year").loc[2007, "count"]
    assert counted == tables.value("registered-users-kazakhstan-2007-06"), "the count, and not the bound of the year"


def test_a_scenario_without_a_rate_draws_no_fan(fans):
    silent = fans.evaluate(scenario="Scenario Three")
    assert "prints no rate" in silent.sentence
    assert silent.values["inside"] != silent.values["inside"]
    assert not silent.table["fanned"].any()


# -- the commitment in the forecast explorer ---------------------------------------------------------

COMMITTED = {"happened": "I commit: show it"}


@pytest.fixture(scope="module")
def forecast():
    return explorers.load("forecast")


def test_before_the_commitment_nothing_is_shown_and_nothing_is_scored(forecast):
    hidden = forecast.evaluate(place="Kyrgyzstan")
    assert not hidden.table.query("kind > 0")["printed"].any()
    assert hidden.values["score_own"] != hidden.values["score_own"]
    assert hidden.values["counted"] != hidden.values["counted"]
    assert "count" not in hidden.sentence


def test_after_it_the_range_is_scored_at_the_latest_comparable_count(forecast):
    chosen = {"place": "Tajikistan", "own_low": -0.028, "own_high": -0.024, "target": 2012, **COMMITTED}
    shown = forecast.evaluate(**chosen)
    start, counted = (tables.value(f"registered-users-tajikistan-{year}") for year in (2003, 2011))
    low, high = start * 0.972**8, start * 0.976**8
    assert shown.values["counted"] == counted
    assert (shown.values["own"], shown.values["own_high"]) == pytest.approx((low, high))
    assert shown.values["score_own"] == pytest.approx(interval_score(low, high, counted, 0.2))
    assert shown.values["score_no_change"] == pytest.approx(interval_score(start, start, counted, 0.2))
    trend = annual_rate(tables.value("registered-users-tajikistan-2001"), start, 2)
    trended = start * (1 + trend) ** 8
    assert shown.values["score_trend"] == pytest.approx(interval_score(trended, trended, counted, 0.2))
    points = shown.table.query("kind == 1 and printed == 1")
    assert set(points["year"]) == {2006, 2008, 2011}
    assert "you came nearest" in shown.sentence


def test_the_region_is_the_sum_of_four_registers_of_one_year(forecast):
    shown = forecast.evaluate(**COMMITTED)
    countries = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
    assert shown.values["counted"] == sum(tables.value(f"registered-users-{c}-2011") for c in countries)
    assert shown.values["score_trend"] != shown.values["score_trend"], "1990 is a bound for five republics"


def test_where_nothing_comparable_was_counted_the_sentence_says_so(forecast):
    for chosen in ({"quantity": "All drug offences"}, {"quantity": "Estimated users"}, {"place": 2, "target": 2005}):
        shown = forecast.evaluate(**chosen, **COMMITTED)
        assert shown.values["score_own"] != shown.values["score_own"]
        assert "nothing is scored" in shown.sentence

"""Epidemic: a state that stays a share, an epidemic that grows where it should, prevention that only helps."""

from __future__ import annotations

import math

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.epidemic import (
    course,
    new_infections,
    next_prevalence,
    reduced,
    reproduction_number,
    staying,
    stopping_coverage,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

SHARE = st.floats(0, 1)
PREVALENCE = st.floats(0.001, 0.2)
RATE = st.floats(0.05, 1.5)
YEARS = st.floats(2, 25)
MORTALITY = st.floats(0, 0.15)
EFFECT = st.floats(0.1, 0.9)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("hiv-injecting")


def test_one_year_worked_out_by_hand():
    stay = staying(10, 0.04)
    assert stay == pytest.approx(math.exp(-0.14))
    assert new_infections(0.1, 0.5) == pytest.approx(0.9 * (1 - math.exp(-0.05)))
    assert next_prevalence(0.1, 0.05, stay) == pytest.approx(0.15 * math.exp(-0.14))
    assert reduced(0.5, 0.4, 0.5) == pytest.approx(0.4)


@pytest.mark.slow
@given(PREVALENCE, st.lists(st.floats(0, 100), min_size=1, max_size=30), YEARS, MORTALITY)
def test_states_stay_shares_however_fast_it_spreads(initial, rates, years, mortality):
    prevalence, infections = course(initial, rates, staying(years, mortality))
    assert len(prevalence) == len(rates) + 1 == len(infections) + 1
    assert all(0 <= p <= 1 for p in prevalence)
    for before, new in zip(prevalence, infections, strict=False):
        assert 0 <= new <= 1 - before


@pytest.mark.slow
@given(PREVALENCE, RATE)
def test_with_nobody_leaving_everybody_infected_is_counted_once(initial, rate):
    prevalence, infections = course(initial, [rate] * 15, 1)
    assert prevalence[-1] == pytest.approx(initial + sum(infections))


@pytest.mark.slow
@given(RATE, YEARS, MORTALITY)
def test_a_rare_infection_grows_exactly_where_one_leads_to_more_than_one(rate, years, mortality):
    stay = staying(years, mortality)
    reproduction = reproduction_number(rate, stay)
    rare = 1e-7
    grown = next_prevalence(rare, new_infections(rare, rate), stay)
    if abs(reproduction - 1) > 1e-4:
        assert (grown > rare) == (reproduction > 1)


@pytest.mark.slow
@given(RATE, EFFECT, YEARS, MORTALITY)
def test_the_stopping_coverage_stops_the_growth(rate, effectiveness, years, mortality):
    stay = staying(years, mortality)
    coverage = stopping_coverage(reproduction_number(rate, stay), effectiveness)
    remaining = reproduction_number(reduced(rate, coverage, effectiveness), stay)
    if coverage > 0:
        assert remaining == pytest.approx(1)
    else:
        assert remaining <= 1 + 1e-9


@pytest.mark.slow
@given(PREVALENCE, RATE, SHARE, SHARE, EFFECT, YEARS, MORTALITY)
def test_the_wider_the_coverage_the_lower_the_prevalence(initial, rate, one, other, effectiveness, years, mortality):
    stay = staying(years, mortality)
    least, most = (
        course(initial, [reduced(rate, coverage, effectiveness)] * 15, stay)[0] for coverage in sorted((one, other))
    )
    assert all(wide <= narrow + 1e-12 for narrow, wide in zip(least, most, strict=True))


def test_the_formulas_stay_expressions():
    beta, stay = alt.param(name="beta", value=0.5), staying(Refusing("years"), Refusing("mortality"))
    prevalence, infections = course(Refusing("initial"), [reduced(beta, Refusing("c"), Refusing("e"))] * 2, stay)
    assert all(is_expression(value) for value in [*prevalence, *infections])
    reproduction = reproduction_number(beta, stay)
    assert is_expression(reproduction)
    assert is_expression(stopping_coverage(reproduction, Refusing("e")))


def test_each_year_is_one_short_signal(explorer):
    longest = max(
        len(p["expr"]) for p in explorer.specification["params"] if p["name"].startswith(("with_", "without_"))
    )
    assert longest < 120


def test_the_table_agrees_with_the_formulas(explorer):
    values, table = explorer.evaluate(), explorer.evaluate().table
    prevalence, infections = course(0.01, [0.6] * 15, staying(10, 0.04))
    assert list(table["without"]) == pytest.approx(prevalence)
    assert values.values["total_without"] == pytest.approx(10_000 * sum(infections))
    assert table["new_without"].sum() == pytest.approx(values.values["total_without"])
    assert table["new_with"].sum() == pytest.approx(values.values["total_with"])


@pytest.mark.slow
@given(start=st.integers(0, 14), coverage=st.integers(0, 20))
def test_up_to_its_start_prevention_changes_nothing_and_then_only_helps(explorer, start, coverage):
    table = explorer.evaluate(start=start, coverage=coverage / 20).table
    before, after = table[table["t"] <= start], table[table["t"] > start]
    assert list(before["without"]) == list(before["with_prevention"])
    assert (after["with_prevention"] <= after["without"]).all()
    if coverage:
        assert (after["with_prevention"] < after["without"]).all()


@pytest.mark.slow
@given(st.integers(0, 13), EFFECT)
def test_a_year_sooner_averts_more(explorer, start, effectiveness):
    sooner, later = (
        explorer.evaluate(start=year, effectiveness=effectiveness).values["averted"] for year in (start, start + 1)
    )
    assert sooner > later


def test_nobody_reached_is_said_in_words(explorer):
    evaluation = explorer.evaluate(coverage=0)
    assert evaluation.values["averted"] == 0
    assert evaluation.sentence.startswith("Without prevention")


def test_the_presets_are_ranked_by_start_and_reach(explorer):
    averted = {p.name: explorer.evaluate(**p.settings).values["averted"] for p in explorer.presets}
    assert averted["no-prevention"] == 0
    assert averted["late-and-thin"] < averted["late-and-broad"] < averted["early-and-broad"]

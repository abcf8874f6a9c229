"""Survival: hazards, curves that fall, and the product-limit estimate worked out by hand."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import bodies, explorers, tables
from counternarcotics.models.survival import (
    hazard,
    interval_at,
    kaplan_meier,
    rate,
    share_at,
    survival,
    uncovered,
    unlike_twins,
    years_above,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

ROOT = Path(__file__).resolve().parents[1]

SHARE = st.floats(0, 1)
RATES = st.lists(st.floats(0, 2), min_size=1, max_size=15)
LIVES = st.lists(st.tuples(st.integers(1, 40).map(float), st.booleans()), min_size=1, max_size=20)
PAGE = ROOT / "book" / "part-6" / "institutions.md"


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("agency-survival")


def test_a_hazard_worked_out_by_hand():
    assert uncovered(0.3, 0.7) == 0
    assert uncovered(0.3, 0) == pytest.approx(0.7)
    assert uncovered(0.8, 0.8) == 0
    assert hazard(0.02, 0, 5, 0, 4) == pytest.approx(0.02)
    assert hazard(0.02, 1, 5, 0, 4) == pytest.approx(0.1)
    assert hazard(0.02, 1, 5, 0.5, 4) == pytest.approx(0.25)


@pytest.mark.slow
@given(RATES)
def test_a_curve_starts_at_one_and_never_rises(rates):
    shares = survival(rates)
    assert shares[0] == 1
    assert len(shares) == len(rates) + 1
    assert all(later <= earlier for earlier, later in itertools.pairwise(shares))
    assert shares[-1] == pytest.approx(math.exp(-sum(rates)))
    assert years_above(shares, 0.5) == sum(share > 0.5 for share in shares[1:])


@pytest.mark.slow
@given(SHARE)
def test_equal_twins_part_in_at_most_half_of_cases(share):
    assert 0 <= unlike_twins(share) <= 0.5


def test_the_estimate_of_a_textbook_example():
    lives = [(1.0, True), (2.0, False), (3.0, True), (3.0, True), (4.0, False), (5.0, True)]
    steps = kaplan_meier(lives)
    assert [(s.age, s.at_risk, s.ended) for s in steps] == [(1, 6, 1), (3, 4, 2), (5, 1, 1)]
    assert [s.share for s in steps] == pytest.approx([5 / 6, 5 / 12, 0])
    assert share_at(steps, 0.5) == 1
    assert share_at(steps, 4.9) == pytest.approx(5 / 12)
    assert steps[1].spread == pytest.approx(1 / 30 + 2 / 8)
    assert interval_at(steps, 0.5) == (0, 1)
    assert interval_at(steps, 6) == (0, 1)
    assert rate(lives) == pytest.approx(4 / 18)


@pytest.mark.slow
@given(LIVES)
def test_without_censoring_it_is_the_plain_share(lives):
    ages = [age for age, _ in lives]
    steps = kaplan_meier([(age, True) for age in ages])
    for age in ages:
        assert share_at(steps, age) == pytest.approx(sum(other > age for other in ages) / len(ages), abs=1e-12)


@pytest.mark.slow
@given(LIVES, st.integers(0, 41))
def test_the_limits_hold_the_estimate(lives, age):
    steps = kaplan_meier(lives)
    low, high = interval_at(steps, age)
    assert 0 <= low <= share_at(steps, age) + 1e-12
    assert share_at(steps, age) - 1e-12 <= high <= 1


def test_the_formulas_stay_expressions():
    rates = [hazard(Refusing("base"), uncovered(Refusing("own"), 0.5), alt.param(name="m", value=2), 0.1, 3)] * 3
    shares = survival(rates)
    assert is_expression(*shares[1:])
    assert is_expression(years_above(shares, 0.5))


def test_every_date_and_every_state_rests_on_a_row():
    for life in bodies.LIVES:
        assert life.age > 0, life.label
    for fate in bodies.STATES:
        assert tables.row(fate.row)
        for state, record in fate.states:
            assert bool(record) == (state != bodies.UNKNOWN), fate.body
            assert not record or tables.row(record)


def test_the_page_prints_the_table_of_states_as_it_is_computed():
    if PAGE.exists():
        assert bodies.state_table() in PAGE.read_text(encoding="utf-8")


def test_the_dated_lives_are_those_of_the_record():
    assert bodies.age_of("Kyrgyz agency") == pytest.approx(6 + 4 / 12)
    assert bodies.age_of("Interstate commission") == pytest.approx(2 + 4 / 12)
    assert [step.at_risk for step in bodies.steps(1, 0)] == [13, 10, 9]
    assert bodies.steps(1, 0)[-1].share == pytest.approx(12 / 13 * 9 / 10 * 8 / 9)


def test_money_that_does_not_matter_makes_both_curves_one(explorer):
    values = explorer.evaluate(**explorer.preset("politics-only")).values
    assert values["stays15"] == pytest.approx(values["leaves15"])
    values = explorer.evaluate().values
    assert values["leaves5"] == pytest.approx(values["stays5"])
    assert values["leaves15"] < values["stays15"]


def test_the_grey_curve_does_not_move_with_the_rates(explorer):
    one, other = explorer.evaluate(base=0.1).values, explorer.evaluate(base=0.005).values
    assert one["dated10"] == other["dated10"]
    assert explorer.evaluate(counted=1).values["dated10"] < one["dated10"]

"""Honesty: the pay, the chance and the bribe at which refusing just pays."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.models.honesty import (
    largest_refused,
    loss_if_caught,
    present_value,
    sufficient_chance,
    sufficient_pay,
    value_of_honesty,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

PAY = st.floats(50, 180_000)
OUTSIDE = st.floats(0, 24_000)
BRIBE = st.floats(1000, 200_000)
CHANCE = st.floats(0.01, 0.99)
PENALTY = st.floats(0, 200_000)
YEARS = st.integers(1, 40)
RATE = st.floats(0.01, 0.5)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("price-of-honesty")


def test_an_offer_worked_out_by_hand():
    factor = 1 / 1.1 + 1 / 1.1**2
    assert present_value(0.1, 2) == pytest.approx(factor)
    loss = loss_if_caught(1800, 800, factor, 500)
    assert loss == pytest.approx(1000 * factor + 500)
    assert value_of_honesty(3000, 0.5, loss) == pytest.approx(0.5 * loss - 1500)
    assert loss_if_caught(500, 800, factor, 500) == 500, "pay below that of other work is no loss"


@pytest.mark.slow
@given(RATE, YEARS)
def test_the_present_value_adds_up_the_years(rate, years):
    assert present_value(rate, years) == pytest.approx(sum((1 + rate) ** -t for t in range(1, years + 1)))


@pytest.mark.slow
@given(BRIBE, PAY, OUTSIDE, PENALTY, YEARS, RATE)
def test_at_the_sufficient_chance_refusing_just_pays(bribe, pay, outside, penalty, years, rate):
    loss = loss_if_caught(pay, outside, present_value(rate, years), penalty)
    chance = sufficient_chance(bribe, loss)
    assert 0 < chance <= 1
    assert value_of_honesty(bribe, chance, loss) == pytest.approx(0, abs=1e-4)


@pytest.mark.slow
@given(BRIBE, CHANCE, OUTSIDE, PENALTY, YEARS, RATE)
def test_at_the_sufficient_pay_refusing_just_pays(bribe, chance, outside, penalty, years, rate):
    factor = present_value(rate, years)
    pay = sufficient_pay(bribe, chance, outside, factor, penalty)
    worth = value_of_honesty(bribe, chance, loss_if_caught(pay, outside, factor, penalty))
    assert pay >= outside
    if pay > outside:
        assert worth == pytest.approx(0, abs=1e-3)
    else:
        assert worth >= -1e-3, "the penalty alone is enough"


@pytest.mark.slow
@given(CHANCE, PAY, OUTSIDE, PENALTY, YEARS, RATE)
def test_the_largest_bribe_refused_is_on_the_edge(chance, pay, outside, penalty, years, rate):
    loss = loss_if_caught(pay, outside, present_value(rate, years), penalty)
    assert value_of_honesty(largest_refused(chance, loss), chance, loss) == pytest.approx(0, abs=1e-3)


@pytest.mark.slow
@given(BRIBE, CHANCE, CHANCE, OUTSIDE, PENALTY)
def test_more_detection_needs_less_pay(bribe, one, other, outside, penalty):
    rare, often = (sufficient_pay(bribe, q, outside, 8, penalty) for q in sorted((one, other)))
    assert often <= rare + 1e-6


def test_the_formulas_stay_expressions():
    pay, rate = alt.param(name="pay", value=150), Refusing("rate")
    factor = present_value(rate, Refusing("years"))
    loss = loss_if_caught(pay, 100, factor, Refusing("penalty"))
    assert is_expression(factor)
    assert is_expression(loss)
    for one in (
        value_of_honesty(1000, 0.1, loss),
        sufficient_chance(1000, loss),
        sufficient_pay(1000, Refusing("chance"), 100, factor),
        largest_refused(0.1, loss),
    ):
        assert is_expression(one)


def test_the_start_is_the_printed_pay_and_the_middle_of_the_printed_offer(explorer):
    settings = explorer.settings()
    assert settings["pay"] == tables.value("pay-drug-control-officer-kyrgyzstan-2010") == 150
    assert settings["bribe"] == tables.value("bribe-offered-drug-control-officer-kyrgyzstan-2010") == 75_000
    assert explorer.preset("printed-low")["bribe"] == 50_000
    assert explorer.preset("printed-high")["bribe"] == 100_000


def test_the_unprinted_period_changes_the_answer_twelvefold(explorer):
    month, year = (explorer.evaluate(period=p).values["years_of_pay"] for p in ("month", "year"))
    assert year == pytest.approx(12 * month)
    assert "a year" in explorer.evaluate(period="year").sentence


def test_each_lever_brings_honesty_nearer(explorer):
    start = explorer.evaluate().values["honesty"]
    for name in ("ten-times-the-pay", "found-out-more-often", "both-and-a-penalty"):
        assert explorer.evaluate(**explorer.preset(name)).values["honesty"] > start
    assert "worth refusing" in explorer.evaluate(**explorer.preset("both-and-a-penalty")).sentence


@pytest.mark.slow
@given(st.integers(1, 99), st.integers(1, 300), st.integers(1, 200))
def test_the_sentence_and_the_thresholds_agree(explorer, chance, pay, bribe):
    evaluation = explorer.evaluate(chance=chance / 100, pay=50 * pay, bribe=1000 * bribe)
    values = evaluation.values
    if abs(values["honesty"]) > 1e-6:
        refuses = "worth refusing" in evaluation.sentence
        assert refuses == (chance / 100 > values["even_chance"])
        assert refuses == (1000 * bribe < values["refused"])

"""Farm choice: break-even prices, chances and supports that really break even."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.explorers import poppy_or_wheat
from counternarcotics.models.farm_choice import break_even_chance, break_even_price, expected_income, harvest_income
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

PRICE = st.floats(20, 750)
CROP_YIELD = st.floats(10, 70)
COST = st.floats(0, 6000)
CHANCE = st.floats(0, 0.95)
PENALTY = st.floats(0, 10_000)
WEIGHT = st.floats(1, 5)
ALTERNATIVE = st.floats(0, 14_000)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("poppy-or-wheat")


def test_a_field_worked_out_by_hand():
    assert harvest_income(200, 40, 1500) == 6500
    assert expected_income(200, 40, 1500, 0, 1000) == 6500
    assert expected_income(200, 40, 1500, 0.25, 1000) == 0.75 * 6500 - 0.25 * 2500
    assert expected_income(200, 40, 1500, 0.25, 1000, 2) == 0.75 * 6500 - 0.5 * 2500
    assert expected_income(200, 40, 1500, 1, 1000) == -2500


@pytest.mark.slow
@given(PRICE, CROP_YIELD, COST, CHANCE, PENALTY)
def test_with_losses_counted_once_it_is_the_plain_expectation(price, crop_yield, cost, chance, penalty):
    plain = (1 - chance) * price * crop_yield - cost - chance * penalty
    assert expected_income(price, crop_yield, cost, chance, penalty) == pytest.approx(plain, abs=1e-6)


@pytest.mark.slow
@given(ALTERNATIVE, CROP_YIELD, COST, CHANCE, PENALTY, WEIGHT)
def test_the_break_even_price_breaks_even(alternative, crop_yield, cost, chance, penalty, weight):
    price = break_even_price(alternative, crop_yield, cost, chance, penalty, weight)
    assert expected_income(price, crop_yield, cost, chance, penalty, weight) == pytest.approx(alternative, abs=1e-6)


@pytest.mark.slow
@given(ALTERNATIVE, PRICE, CROP_YIELD, COST, PENALTY, WEIGHT)
def test_the_break_even_chance_breaks_even(alternative, price, crop_yield, cost, penalty, weight):
    chance = break_even_chance(alternative, price, crop_yield, cost, penalty, weight)
    assert chance <= 1
    assert expected_income(price, crop_yield, cost, chance, penalty, weight) == pytest.approx(alternative, abs=1e-6)
    if chance < 0:
        assert harvest_income(price, crop_yield, cost) < alternative


@pytest.mark.slow
@given(PRICE, CROP_YIELD, COST, CHANCE, CHANCE, PENALTY, WEIGHT)
def test_poppy_is_worth_less_the_likelier_its_loss(price, crop_yield, cost, one, other, penalty, weight):
    likely, unlikely = max(one, other), min(one, other)
    season = (price, crop_yield, cost)
    assume(harvest_income(*season) >= 0)
    risky = expected_income(*season, likely, penalty, weight)
    assert risky <= expected_income(*season, unlikely, penalty, weight) + 1e-6


def test_the_formulas_stay_expressions():
    price, cost = alt.param(name="price", value=290), alt.param(name="cost", value=0)
    rest = (Refusing("crop_yield"), cost, Refusing("chance"), 1000)
    assert is_expression(harvest_income(price, 40, cost), expected_income(price, *rest))
    assert is_expression(break_even_price(222, *rest))
    assert is_expression(break_even_chance(222, price, 40, cost, 1000, Refusing("weight")))


def test_the_printed_figures_imply_these():
    assert poppy_or_wheat.implied_yield_2004() == pytest.approx(4_200_000 / 131_000)
    assert poppy_or_wheat.implied_yield_2003() == pytest.approx((4_200_000 / 1.2) / (131_000 / 1.64))
    assert poppy_or_wheat.implied_price_2003() * poppy_or_wheat.implied_yield_2003() == pytest.approx(12_700)


def test_as_printed_the_two_incomes_come_back(explorer):
    values = explorer.evaluate(**explorer.preset("2003-as-printed")).values
    assert values["expected"] == pytest.approx(12_700, rel=0.001)
    assert values["alternative"] == 222
    assert values["even_chance"] == pytest.approx(1 - 222 / 12_700, abs=0.001)


@pytest.mark.slow
@given(st.integers(0, 95), st.integers(0, 120), st.integers(2, 10), st.integers(4, 150))
def test_what_the_explorer_calls_equal_is_equal(explorer, chance, support, weight, price):
    chosen = {"eradication": chance / 100, "support": 100 * support, "loss_weight": weight / 2, "price": 5 * price}
    values = explorer.evaluate(**chosen).values
    if values["even_support"] > 0:
        assert values["weighed"] == pytest.approx(222 + values["even_support"])
    ahead = values["weighed"] > values["alternative"]
    if abs(values["weighed"] - values["alternative"]) > 1e-6:
        assert (5 * price > values["even_price"]) == ahead


def test_the_readers_point_lies_on_the_line(explorer):
    table = explorer.evaluate(eradication=0.25, loss_weight=2).table
    same = table[table["chance"] == 0.25].iloc[0]
    assert same["your_income"] == pytest.approx(same["weighed_income"])
    assert same["weighed_income"] < same["expected_income"]


def test_each_lever_narrows_the_gap(explorer):
    def gap(name):
        values = explorer.evaluate(**explorer.preset(name)).values
        return values["expected"] - values["alternative"]

    start = explorer.evaluate().values
    for name in ("prices-fall", "strong-eradication", "generous-support"):
        assert 0 < gap(name) < start["expected"] - start["alternative"]
    assert gap("all-three") < 0
    assert "wheat is ahead" in explorer.evaluate(**explorer.preset("all-three")).sentence

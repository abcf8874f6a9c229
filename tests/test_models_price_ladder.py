"""Price ladder: shocks that stay where they fall, pass on as sums, or pass on as shares."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.models.price_ladder import (
    ladder_after,
    mark_ups,
    passed_on,
    raw_material,
    replacement_cost,
    risk_pay,
    shock,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

PRICE = st.floats(100, 60_000)
PRICES = st.lists(PRICE, min_size=4, max_size=4)
MIX = st.floats(0, 1)
CHANGE = st.floats(-0.8, 2)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("price-ladder")


def test_a_ladder_worked_out_by_hand():
    assert raw_material(169, 7) == 1183
    assert mark_ups([100, 200, 1000]) == [2, 5]
    assert replacement_cost(1250, 0.2) == 312.5
    assert risk_pay(0.01, 5, 10_000, 10) == 50
    assert shock(4500, 1250, 0, 0.2, 0) == 4812.5
    assert ladder_after([100, 1000, 5000], [150, 0, 0], [1, 0, 0], 0) == [150, 1050, 5050]
    assert ladder_after([100, 1000, 5000], [150, 0, 0], [1, 0, 0], 1) == [150, 1500, 7500]
    assert ladder_after([100, 1000, 5000], [0, 1500, 0], [0, 1, 0], 0.5) == [100, 1500, 6500]


@pytest.mark.slow
@given(PRICES, MIX, st.integers(0, 3))
def test_without_a_shock_nothing_moves(prices, mix, stage):
    at = [int(i == stage) for i in range(4)]
    assert ladder_after(prices, prices, at, mix) == pytest.approx(prices)


@pytest.mark.slow
@given(PRICE, st.floats(0, 0.5))
def test_a_kilogram_that_arrives_pays_for_those_that_do_not(price, seized):
    assert (price + replacement_cost(price, seized)) * (1 - seized) == pytest.approx(price)


@pytest.mark.slow
@given(PRICES.map(sorted), CHANGE, MIX, st.integers(0, 3))
def test_every_mix_lies_between_the_two_rules(prices, change, mix, stage):
    at = [int(i == stage) for i in range(4)]
    shocked = [shock(price, 0, change, 0, 0) for price in prices]
    sums, mixed, shares = (ladder_after(prices, shocked, at, m)[-1] for m in (0, mix, 1))
    assert min(sums, shares) - 1e-6 <= mixed <= max(sums, shares) + 1e-6
    assert sums - prices[-1] == pytest.approx(shocked[stage] - prices[stage], abs=1e-6)
    assert shares / prices[-1] == pytest.approx(shocked[stage] / prices[stage])


def test_the_formulas_stay_expressions():
    price, mix = alt.param(name="price", value=1), Refusing("mix")
    assert is_expression(raw_material(price, 7), *mark_ups([price, 2, 3]))
    assert is_expression(replacement_cost(price, Refusing("seized")))
    assert is_expression(risk_pay(Refusing("chance"), 5, 10, 2))
    assert is_expression(passed_on(price, 2, 3, mix))
    shocked = [shock(price, 0, Refusing("change"), 0, 0)] * 2
    assert is_expression(*ladder_after([price, 2], shocked, [Refusing("a"), Refusing("b")], mix))


def test_as_printed_the_article_comes_back(explorer):
    values = explorer.evaluate(**explorer.preset("as-printed")).values
    assert values["leg_1"] == pytest.approx(4500 / 1250)
    assert values["leg_2"] == pytest.approx(10)
    assert values["end"] == pytest.approx(tables.value("heroin-price-russia-2010"))
    assert values["last_leg"] == pytest.approx(0.9)


def test_a_shock_leaves_the_stages_before_it_alone(explorer):
    table = explorer.evaluate().table.query("is_line == 1").set_index("name")
    assert table.loc["Farm", "after"] == pytest.approx(table.loc["Farm", "before"])
    assert table.loc["Afghanistan", "after"] == pytest.approx(table.loc["Afghanistan", "before"])
    assert table.loc["Kyrgyzstan", "after"] == pytest.approx(1.5 * table.loc["Kyrgyzstan", "before"])


def test_later_prices_are_shown_only_when_asked_for(explorer):
    assert explorer.evaluate().table.query("is_line == 0")["shown"].sum() == 0
    beside = explorer.evaluate(later="2020").table.query("shown == 1 and is_line == 0")
    assert beside["year"].unique().tolist() == [2020]
    assert len(beside) == 2


def test_a_late_seizure_costs_more_to_replace(explorer):
    early, late = (explorer.evaluate(**explorer.preset(p)).values for p in ("seizures-early", "seizures-late"))
    assert late["here_change"] > 3 * early["here_change"]

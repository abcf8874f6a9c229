"""Prevention cost: the ratio and its parts, and what the explorer makes of the published results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.models.prevention_cost import averted_per_person, cost_per_infection_averted
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

RATE, EFFECT, SHARE, ONWARD = st.floats(0.001, 0.4), st.floats(0.05, 0.9), st.floats(0, 0.7), st.floats(0, 3)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("infection-averted")


def test_known_values():
    assert averted_per_person(0.1, 0.5, 0.2, 1) == pytest.approx(0.08)
    assert cost_per_infection_averted(80, 0.1, 0.5, 0.2, 1) == pytest.approx(1000)


@pytest.mark.slow
@given(RATE, EFFECT, SHARE, ONWARD)
def test_cost_times_infections_averted_is_the_money_spent(rate, effect, prevalence, onward):
    each = cost_per_infection_averted(500, rate, effect, prevalence, onward)
    assert each * averted_per_person(rate, effect, prevalence, onward) == pytest.approx(500)


@pytest.mark.slow
@given(RATE, EFFECT)
def test_ten_times_the_incidence_makes_a_tenth_of_the_cost(rate, effect):
    dear, cheap = (cost_per_infection_averted(500, r, effect) for r in (rate, 10 * rate))
    assert dear == pytest.approx(10 * cheap)


def test_the_formulas_stay_expressions():
    assert is_expression(cost_per_infection_averted(Refusing("c"), Refusing("i"), Refusing("e"), Refusing("p"), 1))


def test_the_money_over_the_cost_is_what_is_averted(explorer):
    values = explorer.evaluate(money=2).values
    assert values["averted"] == pytest.approx(2_000_000 / values["each_high"])
    assert values["averted_high"] == pytest.approx(2_000_000 / values["each"])


def test_effects_in_the_other_order_are_read_the_other_way_round(explorer):
    assert explorer.evaluate(effect_low=0.6, effect_high=0.3).values == explorer.evaluate(effect_low=0.3, effect_high=0.6).values  # fmt: skip


def test_every_published_result_is_drawn_with_its_own_value(explorer):
    table = explorer.evaluate().table.set_index("name")
    assert table.loc["Ukraine, needles", "low"] == tables.value("cost-per-infection-averted-needles-ukraine-2011")
    assert table.loc["Odessa, needles", "low"] == tables.value("cost-per-infection-averted-odessa-2000")

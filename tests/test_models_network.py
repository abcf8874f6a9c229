"""Network: chains that pass a place, weights that add to one, and what a closure stops."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.explorers import closing_a_crossing
from counternarcotics.models.network import all_broken, bounds_of_met, carried_on, met, passes, rank_weights
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

SHARE = st.floats(0, 1)
SLOPE = st.floats(-2, 2)
FACTORS = st.lists(st.floats(0.25, 1), min_size=10, max_size=10)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("closing-a-crossing")


def test_chains_are_counted_by_the_places_they_pass():
    assert passes([["A", "B"], ["B"], ["C"]], ["B", "C"]) == [[1, 1, 0], [0, 0, 1]]


@pytest.mark.slow
@given(FACTORS, SLOPE)
def test_weights_add_to_one_and_no_slope_leaves_the_factors(factors, slope):
    weights = rank_weights(factors, slope)
    assert sum(weights) == pytest.approx(1)
    even = rank_weights(factors, 0)
    assert even == pytest.approx([f / sum(factors) for f in factors])


@pytest.mark.slow
@given(st.floats(0.1, 2))
def test_a_slope_gathers_the_flow_on_the_first_chains(slope):
    weights = rank_weights([1] * 10, slope)
    assert weights == sorted(weights, reverse=True)
    assert rank_weights([1] * 10, -slope) == sorted(rank_weights([1] * 10, -slope))


@pytest.mark.slow
@given(SHARE, st.floats(0, 2), st.floats(0, 1.5))
def test_no_more_is_carried_on_than_finds_a_way(substitution, detour, elasticity):
    carried = carried_on(substitution, detour, elasticity)
    assert 0 <= carried <= substitution
    assert carried_on(substitution, 0, elasticity) == pytest.approx(substitution)


def test_bounds_of_met_are_silent_unless_all_or_none_are_met():
    assert [bounds_of_met(n, 10) for n in (0, 1, 9, 10)] == [(0, 0), (0, 1), (0, 1), (1, 1)]
    assert all_broken(6, 0.5) == pytest.approx(1 / 64)


def test_the_formulas_stay_expressions():
    slope, share = alt.param(name="slope", value=0), Refusing("share")
    weights = rank_weights([Refusing("a"), 1], slope)
    assert is_expression(*weights)
    assert is_expression(met(weights, [1, share]))
    assert is_expression(carried_on(share, Refusing("detour"), Refusing("elasticity")))
    assert is_expression(all_broken(Refusing("met"), share))
    assert is_expression(*bounds_of_met(Refusing("met"), 10))


def test_the_printed_claims_of_the_article_come_back(explorer):
    assert closing_a_crossing.COUNT == 10
    values = explorer.evaluate(**explorer.preset("as-invited")).values
    assert values["number"] == 6
    assert values["stopped"] == pytest.approx(0.6)
    assert values["distinct"] == 3
    assert explorer.evaluate(node="Moscow", substitution=0).values["number"] == 6
    assert explorer.evaluate(**explorer.preset("variants-as-one")).values["share"] == pytest.approx(3 / 7)


@pytest.mark.slow
@given(st.integers(0, 14), st.integers(0, 20), st.integers(-20, 20), st.integers(5, 20))
def test_what_is_stopped_lies_within_the_bounds_and_flows_add_up(explorer, node, substitution, slope, variants):
    chosen = {"node": node, "substitution": substitution / 20, "slope": slope / 10, "variants": variants / 20}
    evaluation = explorer.evaluate(**chosen)
    values, table = evaluation.values, evaluation.table
    assert values["weightless"] - 1e-9 <= values["stopped"] <= values["weightless_high"] + 1e-9
    assert values["stopped"] + values["arrives"] == pytest.approx(1)
    assert (table["flow_after"] <= table["flow_before"] + 1e-9).all()
    assert (table["untouched"] >= -1e-9).all()
    assert table.loc[table["is_closed"] == 1, "flow_after"].item() == pytest.approx(0, abs=1e-9)


def test_going_round_a_country_leaves_its_cities_empty(explorer):
    table = explorer.evaluate(**explorer.preset("country")).table.set_index("label")
    assert table.loc[["Osh", "Bishkek"], "flow_after"].to_list() == pytest.approx([0, 0], abs=1e-9)
    assert table.loc["Moscow", "flow_after"] > 0.1

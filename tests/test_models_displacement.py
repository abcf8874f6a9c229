"""Displacement: shares add up, the composite cost lies between minimum and mean, and nothing moves for nothing."""

from __future__ import annotations

import math

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.explorers.weakest_link import BORDERS, EVENLY, ON_THE_WEAKEST, TARGETS
from counternarcotics.models.displacement import (
    composite_cost,
    cooperating,
    interdiction_rate,
    moved,
    responding_flow,
    route_cost,
    shares,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

EFFORTS = st.lists(st.floats(0, 30), min_size=5, max_size=5)
COSTS = st.lists(st.floats(1, 34), min_size=5, max_size=5)
THETA = st.floats(0.1, 5)
PART = st.floats(0, 1)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("weakest-link")


def test_two_routes_worked_out_by_hand():
    assert interdiction_rate(10, 0.04) == pytest.approx(1 - math.exp(-0.4))
    assert route_cost(1, 10, 0.2) == 3
    assert shares([1, 1 + math.log(3)], 1) == pytest.approx([0.75, 0.25])
    assert composite_cost([1, 1 + math.log(3)], 1) == pytest.approx(1 - math.log((1 + 1 / 3) / 2))
    assert responding_flow(100, 2, 2.2, 0.5) == pytest.approx(100 / math.sqrt(1.1))
    assert cooperating([0, 6], 1, 0.5) == [4.5, 4.5]
    assert moved([20, 20], [10, 26]) == (10, 6)
    assert moved([20, 20], [18, 30]) == (2, 2)


@pytest.mark.slow
@given(COSTS, THETA)
def test_shares_are_positive_parts_of_one_and_follow_cost(costs, theta):
    parts = shares(costs, theta)
    assert sum(parts) == pytest.approx(1)
    assert all(part >= 0 for part in parts)
    assert parts[costs.index(min(costs))] == max(parts)


@pytest.mark.slow
@given(COSTS, THETA)
def test_the_composite_cost_lies_between_the_least_and_the_mean(costs, theta):
    composite = composite_cost(costs, theta)
    assert min(costs) - 1e-9 <= composite <= sum(costs) / len(costs) + 1e-9


def test_keen_choice_meets_the_weakest_link_and_dull_choice_the_mean():
    costs = [2, 3, 4, 5, 6]
    assert composite_cost(costs, 100) == pytest.approx(2, abs=0.02)
    assert composite_cost(costs, 0.001) == pytest.approx(4, abs=0.01)


@pytest.mark.slow
@given(COSTS, THETA, st.integers(0, 4))
def test_a_border_counts_for_as_much_as_the_flow_that_uses_it(costs, theta, position):
    step = 1e-5
    raised = [cost + step * (i == position) for i, cost in enumerate(costs)]
    slope = (composite_cost(raised, theta) - composite_cost(costs, theta)) / step
    assert slope == pytest.approx(shares(costs, theta)[position], abs=1e-3)


@pytest.mark.slow
@given(EFFORTS, PART, st.floats(0, 0.5))
def test_pooling_keeps_the_sum_and_sharing_adds_its_part(efforts, pooling, sharing):
    together = cooperating(efforts, pooling, sharing)
    assert sum(together) == pytest.approx((1 + sharing) * sum(efforts))
    assert max(together) - min(together) <= max(efforts) - min(efforts) + 1e-9


@pytest.mark.slow
@given(EFFORTS, PART, THETA)
def test_between_routes_alike_pooling_never_makes_the_way_cheaper(efforts, pooling, theta):
    def composite(levels):
        return composite_cost([route_cost(1, 10, interdiction_rate(level, 0.04)) for level in levels], theta)

    assert composite(cooperating(efforts, pooling, 0)) >= composite(efforts) - 1e-9


@pytest.mark.slow
@given(COSTS, COSTS)
def test_no_more_moves_than_leaves(before, after):
    left, elsewhere = moved(before, after)
    assert 0 <= elsewhere <= left
    assert sum(after) - sum(before) <= 1e-9 or elsewhere == pytest.approx(left)


def test_the_formulas_stay_expressions():
    theta, effort = alt.param(name="theta", value=1), Refusing("effort")
    rate = interdiction_rate(effort, 0.04)
    costs = [route_cost(1, 10, rate), route_cost(1, Refusing("penalty"), 0.1)]
    assert is_expression(rate, *costs)
    assert all(map(is_expression, [*shares(costs, theta), composite_cost(costs, theta)]))
    assert is_expression(responding_flow(100, composite_cost(costs, theta), 2, Refusing("elasticity")))
    assert all(map(is_expression, cooperating([effort, 4], Refusing("pooling"), 0)))
    assert all(map(is_expression, moved([effort, 4], [3, effort])))


def test_without_extra_effort_or_cooperation_nothing_moves(explorer):
    evaluation = explorer.evaluate(extra=0, kazakhstan=2, uzbekistan=9)
    assert evaluation.values["left"] == pytest.approx(0, abs=1e-9)
    assert evaluation.values["share_moved"] == 0
    assert evaluation.values["passed_after"] == pytest.approx(evaluation.values["passed_before"])
    assert "stays where it is" in evaluation.sentence


def test_extra_effort_arrives_where_it_is_sent(explorer):
    def gained(target, **chosen):
        table = explorer.evaluate(target=target, extra=6, **chosen).table.set_index("name")
        return (table["effort_after"] - table["effort_before"]).round(9).to_dict()

    nothing = dict.fromkeys(BORDERS, 0)
    assert gained("Kyrgyzstan alone") == nothing | {"Kyrgyzstan": 6}
    assert gained(EVENLY) == dict.fromkeys(BORDERS, 1.2)
    assert gained(ON_THE_WEAKEST, turkmenistan=1) == nothing | {"Turkmenistan": 6}
    assert gained(ON_THE_WEAKEST, turkmenistan=1, kazakhstan=1) == nothing | {"Turkmenistan": 3, "Kazakhstan": 3}


def test_a_flow_that_does_not_respond_only_moves(explorer):
    values = explorer.evaluate(elasticity=0).values
    assert values["shipped"] == pytest.approx(100)
    assert values["share_moved"] == pytest.approx(1)


def test_what_the_chapter_says_of_the_presets(explorer):
    values = {p.name: explorer.evaluate(**p.settings).values for p in explorer.presets}
    one, every = values["one-strong-border"], values["all-raised"]
    assert explorer.evaluate().values["passed_after"] == pytest.approx(one["passed_after"], abs=0.1)
    assert one["passed_before"] == every["passed_before"] == pytest.approx(85.2, abs=0.05)
    assert one["passed_after"] == pytest.approx(82.6, abs=0.05)
    assert one["share_moved"] == pytest.approx(0.87, abs=0.005)
    assert one["passed_even"] == every["passed_after"] == pytest.approx(73.5, abs=0.05)
    weak, together = values["weak-link"], values["cooperation"]
    assert weak["passed_before"] == pytest.approx(89.5, abs=0.05)
    assert weak["passed_after"] == pytest.approx(weak["passed_before"], abs=0.1)
    assert weak["passed_weakest"] == pytest.approx(70.4, abs=0.05)
    assert together["passed_after"] == pytest.approx(67.6, abs=0.05)
    assert together["share_moved"] == pytest.approx(0.77, abs=0.005)


@pytest.mark.slow
@given(st.integers(0, len(TARGETS) - 1), st.integers(0, 40), st.integers(1, 50))
def test_borders_add_up_to_what_is_shipped(explorer, target, extra, theta):
    evaluation = explorer.evaluate(target=target, extra=extra / 2, theta=theta / 10)
    values, table = evaluation.values, evaluation.table
    assert table["flow_before"].sum() == pytest.approx(100)
    assert table["flow_after"].sum() == pytest.approx(values["shipped"])
    assert values["passed_after"] == pytest.approx(values["shipped"] - table["stopped_after"].sum())
    assert values["passed_even"] <= values["passed_before"] + 1e-9

"""Capture-recapture: each estimate finds the population where its assumption holds, and errs as said where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.capture_recapture import (
    SEEN,
    all_pairs,
    chances,
    independent,
    linked_pair,
    seen,
    two_lists,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

REACH = st.tuples(st.floats(0.05, 0.5), st.floats(0.05, 0.5), st.floats(0.05, 0.5))
LINK = st.floats(0.25, 8)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("three-lists")


def cells(reach, link_ab=1.0, link_ac=1.0, people=1.0):
    return {name: people * share for name, share in chances(reach, link_ab, link_ac).items()}


@pytest.mark.slow
@given(REACH, LINK, LINK)
def test_the_cells_are_everybody(reach, ab, ac):
    assert sum(chances(reach, ab, ac).values()) == pytest.approx(1)
    assert set(chances(reach, ab, ac)) == {*SEEN, "none"}


@pytest.mark.slow
@given(REACH)
def test_independent_lists_give_the_population_by_every_formula(reach):
    table = cells(reach, people=1000)
    for estimate in (two_lists(table, "a", "b"), two_lists(table, "b", "c"), independent(table), linked_pair(table), all_pairs(table)):  # fmt: skip
        assert estimate == pytest.approx(1000)


@pytest.mark.slow
@given(REACH, LINK)
def test_a_linked_pair_is_found_by_the_formula_that_allows_it(reach, ab):
    table = cells(reach, ab, people=1000)
    assert linked_pair(table) == pytest.approx(1000)
    assert all_pairs(table) == pytest.approx(1000)


@pytest.mark.slow
@given(REACH, LINK, LINK)
def test_all_pairs_finds_the_population_whatever_pairs_are_linked(reach, ab, ac):
    assert all_pairs(cells(reach, ab, ac, 1000)) == pytest.approx(1000)


@pytest.mark.slow
@given(REACH, st.floats(1.5, 8))
def test_lists_that_attract_each_other_give_too_few_people(reach, ab):
    table = cells(reach, ab, people=1000)
    assert two_lists(table, "a", "b") < 1000
    assert seen(table) < independent(table) < 1000


def test_a_known_table():
    table = dict(a=60, b=40, c=30, ab=12, ac=9, bc=6, abc=2)
    assert two_lists(table, "a", "b") == pytest.approx(83 * 60 / 14)
    assert all_pairs(table) == pytest.approx(159 + 2 * 60 * 40 * 30 / (12 * 9 * 6))
    estimate = independent(table)
    assert (estimate - 83) * (estimate - 60) * (estimate - 47) == pytest.approx(estimate**2 * (estimate - 159))


def test_the_formulas_stay_expressions():
    table = chances((Refusing("a"), Refusing("b"), Refusing("c")), Refusing("ab"), Refusing("ac"))
    assert is_expression(two_lists(table, "a", "b"), independent(table), linked_pair(table), all_pairs(table))


def test_nobody_sees_those_whom_no_list_can_meet(explorer):
    values = explorer.evaluate(link_ab=1, unreached=0.3).values
    for estimate in ("independent", "linked_pair", "all_pairs"):
        assert values[estimate] == pytest.approx(0.7 * values["people"])


def test_two_links_are_too_many_for_the_formula_with_one(explorer):
    values = explorer.evaluate(**explorer.preset("two-links")).values
    assert values["linked_pair"] < 0.9 * values["people"]
    assert values["all_pairs"] == pytest.approx(values["people"])

"""Membership: pairs, seats by date, and what the records of section 3.1 add up to."""

from __future__ import annotations

import itertools

import altair as alt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.explorers import who_sits_where
from counternarcotics.models.membership import pairs, shared, sits
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("who-sits-where")


@given(st.integers(0, 40))
def test_pairs_are_those_that_can_be_listed(members):
    assert pairs(members) == len(list(itertools.combinations(range(members), 2)))


@given(st.integers(1980, 2010), st.integers(0, 20), st.integers(1980, 2030))
def test_a_seat_is_held_from_its_start_until_the_year_of_its_end(starts, length, year):
    assert sits(starts, starts + length, year) == int(year in range(starts, starts + length))


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=8))
def test_shared_seats_are_the_product_of_the_membership_matrix(matrix):
    rows = np.array(matrix).T
    product = rows @ rows.T
    for one, other in itertools.product(range(3), repeat=2):
        assert shared(list(rows[one]), list(rows[other])) == product[one, other]
        assert shared(list(rows[one]), list(rows[other])) <= min(product[one, one], product[other, other])


def test_the_formulas_stay_expressions():
    year = alt.param(name="year", value=2004)
    assert is_expression(sits(1992, 9999, year))
    assert is_expression(pairs(Refusing("members")))
    assert is_expression(shared([Refusing("a"), 1], [1, Refusing("b")]))


def test_at_the_end_of_2004_the_records_say_this(explorer):
    values = explorer.evaluate(bodies="All six bodies").values
    assert (values["shanghai"], values["csto"], values["cac"], values["eco"]) == (15, 15, 6, 45)
    assert values["idcc"] == 0, "the commission ended in 2002"
    assert (values["own"], values["joined"]) == (16, 10)


def test_counts_agree_with_the_printed_numbers_of_members(explorer):
    founders = tables.value("members-eco-1985")
    assert explorer.evaluate(year=1985).values["eco"] == pairs(founders)
    five = tables.value("members-shanghai-five-eurasia-1996")
    assert explorer.evaluate(year=2000).values["shanghai"] == pairs(five)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(1985, 2004), st.integers(0, 3))
def test_leaving_out_undated_members_never_adds_a_seat(year, bodies):
    explorer = explorers.load("who-sits-where")
    every = explorer.evaluate(year=year, bodies=bodies).values
    printed = explorer.evaluate(year=year, bodies=bodies, undated="Left out").values
    assert all(printed[key] <= every[key] for key in every)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(1985, 2004), st.integers(0, 4), st.integers(0, 4))
def test_two_states_share_no_more_than_either_holds(year, first, second):
    explorer = explorers.load("who-sits-where")
    fixed = {"year": year, "bodies": 1}
    both = explorer.evaluate(first=first, second=second, **fixed).values["both"]
    alone = [explorer.evaluate(first=state, second=state, **fixed).values["both"] for state in (first, second)]
    assert both <= min(alone)


def test_every_membership_of_the_section_is_in_the_matrix():
    rows = who_sits_where.ROWS
    held = {(r.state, r.body) for r in rows.itertuples() if r.possible < who_sits_where.NEVER}
    labels = {i: body.label for body in who_sits_where.BODIES for i in body.institutions}
    members = tables.load("memberships").query("institution in @labels")
    names = tables.lookup("places", "name")
    assert held == {(names[m.member], labels[m.institution]) for m in members.itertuples()}

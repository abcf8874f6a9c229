"""Budget: three shares that add up to the need, and the first year that own funds cover alone."""

from __future__ import annotations

import math

import altair as alt
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.explorers import own_budget
from counternarcotics.models.budget import donor_money, shares, sufficient_growth, years_to_own
from counternarcotics.models.growth import compound
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

MONEY = st.floats(0, 50)
GROWTH = st.floats(-0.05, 0.3)
NEED_GROWTH = st.floats(-0.05, 0.15)
SHARE = st.floats(0.05, 0.95)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("own-budget")


def test_a_budget_worked_out_by_hand():
    assert compound(2, 0.5, 2) == 4.5
    assert [donor_money(4, 0.5, t, 2) for t in range(4)] == [4, 2, 0, 0]
    assert shares(1, 5, 4) == (1, 3, 0)
    assert shares(5, 5, 4) == (4, 0, 0)
    assert shares(1, 1, 4) == (1, 1, 2)


@pytest.mark.slow
@given(MONEY, MONEY, MONEY)
def test_the_three_shares_add_up_and_none_is_negative(own, donors, need):
    parts = shares(own, donors, need)
    assert sum(parts) == pytest.approx(need)
    assert min(parts) >= 0
    assert parts[0] <= own
    assert parts[1] <= donors


@pytest.mark.slow
@given(SHARE, GROWTH, NEED_GROWTH)
def test_the_first_own_year_is_where_growth_catches_up(share, growth, need_growth):
    assume(growth == need_growth or abs(growth - need_growth) > 1e-9)  # closer than that, 1 + growth is 1 + need_growth
    years = range(21)
    waiting = years_to_own([compound(share, growth, t) for t in years], [compound(1, need_growth, t) for t in years])
    if growth <= need_growth:
        assert waiting == 21
    else:
        exact = -math.log(share) / math.log((1 + growth) / (1 + need_growth))
        assume(abs(exact - round(exact)) > 1e-6)
        assert waiting == min(21, math.ceil(exact))


@pytest.mark.slow
@given(SHARE, NEED_GROWTH, st.integers(1, 20))
def test_the_sufficient_growth_suffices(share, need_growth, years):
    growth = sufficient_growth(share, need_growth, years)
    assert compound(share, growth, years) == pytest.approx(compound(1, need_growth, years))


def test_a_whole_column_of_years_goes_in():
    years = np.arange(21)
    own, donors, need = compound(1.0, 0.1, years), donor_money(2.0, 0.05, years, 10), compound(4.0, 0.03, years)
    assert sum(shares(own, donors, need)) == pytest.approx(need)
    assert list(donors[10:]) == [0] * 11


def test_the_formulas_stay_expressions():
    own, need = alt.param(name="own", value=1), Refusing("need")
    assert all(map(is_expression, shares(own, Refusing("donors"), need)))
    assert is_expression(donor_money(2, Refusing("fall"), 3, Refusing("end")))
    assert is_expression(years_to_own([own, 2], [need, 3]))
    assert is_expression(sufficient_growth(Refusing("share"), 0.03, 10))


def test_donors_start_from_the_printed_project():
    assert tables.value("budget-drug-control-agency-tajikistan-1999") == 11.4
    assert round(11.4 / 5, 1) == own_budget.DONORS


def test_the_presets_say_what_their_names_say(explorer):
    values = {p.name: explorer.evaluate(**p.settings).values for p in explorer.presets}
    assert values["growth-first"]["first_year"] < values["gradual-handover"]["first_year"] <= 2024
    assert values["sudden-end"]["first_year"] == values["growing-need"]["first_year"] == 2025
    assert values["sudden-end"]["gap_total"] > explorer.evaluate().values["gap_total"]
    table = explorer.evaluate(**explorer.preset("sudden-end")).table
    assert table.query("part == 1 and year >= 2009")["amount"].eq(0).all()


@pytest.mark.slow
@given(st.integers(5, 300), st.integers(5, 95), st.integers(0, 200), st.integers(-5, 30), st.integers(2005, 2025))
def test_chart_and_results_agree(explorer, need, share, donors, growth, end):
    chosen = {"need": need / 10, "own_share": share / 100, "donors": donors / 10, "own_growth": growth / 100}
    evaluation = explorer.evaluate(**chosen, donor_end=end)
    table, values = evaluation.table, evaluation.values
    by_part = table.groupby("part")["amount"].sum()
    assert by_part[1] == pytest.approx(values["donor_total"], abs=1e-6)
    assert by_part[2] == pytest.approx(values["gap_total"], abs=1e-6)
    assert table.query("part == 2")["amount"].max() == pytest.approx(values["worst"], abs=1e-9)
    covered = table[(table["part"] == 0) & (table["own_part"] >= 1 - 1e-9)]["year"]
    assert values["first_year"] == (covered.min() if len(covered) else 2025)
    assert ("do not reach" in evaluation.sentence) == covered.empty

"""Portfolio: money divided over sides adds up, moves keep the sum, and the printed budgets give the printed ratio."""

from __future__ import annotations

import math

import altair as alt
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counternarcotics import computed, explorers, projects, source_checks, tables
from counternarcotics.explorers import donor_portfolio
from counternarcotics.models.portfolio import (
    after_move,
    coverage,
    fragmentation,
    in_year,
    move_needed,
    people_reached,
    reached_between,
    sides,
    supply_per_demand,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

AMOUNT = st.floats(0.01, 100)
SHARE = st.floats(0, 1)
COST = st.floats(20, 1000)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("donor-portfolio")


def test_numbers_worked_out_by_hand():
    assert sides(10, 0.6, 0.5) == (6, 2, 2)
    assert supply_per_demand(10, 4) == 2.5
    assert math.isnan(supply_per_demand(10, 0))
    assert after_move(10, 2, 0.5) == (5, 7)
    assert move_needed(10, 2, 1) == pytest.approx(0.4)
    assert move_needed(2, 10, 1) == 0
    assert math.isnan(move_needed(0, 10, 1))
    assert people_reached(1_000_000, 100, 2) == 5000
    assert coverage(5000, 1000) == 1
    assert fragmentation([5, 0, 0]) == 0
    assert fragmentation([2, 2]) == 0.5
    assert math.isnan(fragmentation([0, 0]))


@pytest.mark.slow
@given(AMOUNT, SHARE, SHARE)
def test_the_sides_of_an_amount_add_up_to_it(amount, share, rest):
    parts = sides(amount, share, rest)
    assert sum(parts) == pytest.approx(amount)
    assert all(part >= -1e-12 for part in parts)


@pytest.mark.slow
@given(AMOUNT, AMOUNT, SHARE)
def test_a_move_keeps_the_sum(supply, demand, moved):
    assert sum(after_move(supply, demand, moved)) == pytest.approx(supply + demand)


@pytest.mark.slow
@given(AMOUNT, AMOUNT, st.floats(0.05, 10))
def test_the_move_needed_gives_the_ratio(supply, demand, ratio):
    assume(supply_per_demand(supply, demand) >= ratio)
    moved = move_needed(supply, demand, ratio)
    assert 0 <= moved <= 1
    assert supply_per_demand(*after_move(supply, demand, moved)) == pytest.approx(ratio)


@pytest.mark.slow
@given(AMOUNT, COST, st.floats(1, 5), st.integers(1, 10))
def test_the_range_of_people_holds_the_middle(money, cost, factor, years):
    fewest, most = reached_between(money, cost, factor, years)
    middle = people_reached(money, cost, years)
    assert fewest <= middle * (1 + 1e-12) <= most * (1 + 1e-9)
    assert fewest * most == pytest.approx(middle**2)


@pytest.mark.slow
@given(st.lists(AMOUNT, min_size=1, max_size=8))
def test_fragmentation_lies_between_one_donor_and_equal_donors(amounts):
    assert -1e-12 <= fragmentation(amounts) <= 1 - 1 / len(amounts) + 1e-12


@pytest.mark.slow
@given(AMOUNT, st.floats(1994, 2003), st.floats(0.1, 6))
def test_the_years_of_a_project_share_its_whole_budget(amount, starts, length):
    yearly = [in_year(amount, starts, starts + length, year) for year in range(1990, 2015)]
    assert sum(yearly) == pytest.approx(amount)
    assert min(yearly) >= 0


def test_a_column_of_projects_is_spread_at_once():
    spread = in_year(np.array([100.0, 60.0]), np.array([1997.5, 2000.0]), np.array([1999.5, 2003.0]), 1999)
    assert spread == pytest.approx([25, 0])


def test_the_formulas_stay_expressions():
    money, share = alt.param(name="money", value=1), Refusing("share")
    assert is_expression(*sides(money, share, share))
    assert is_expression(supply_per_demand(money, share), *after_move(money, share, share))
    assert is_expression(move_needed(money, share, 1), people_reached(money, share, 2), coverage(money, 100))
    assert is_expression(*reached_between(money, share, 2), fragmentation([money, 1]), in_year(money, share, 3, 2))


def test_the_purposes_of_the_sums_are_those_of_the_table():
    printed = projects.priced()
    unodc = printed[(printed["donor"] == "unodc") & ~printed["announced"]]
    for purpose in ("supply", "demand", "institutions", "information"):
        summed = computed.get(f"unodc-{purpose}-total").uses
        assert sorted(unodc.loc[unodc["purpose"] == purpose, "budget"]) == sorted(summed)


def test_the_ratio_is_that_of_the_source_check():
    checks = source_checks.results().set_index("id")
    assert computed.value("unodc-supply-total") == pytest.approx(checks.loc["supply-over-demand", "claimed_low"])
    assert round(computed.value("supply-per-demand-printed")) == 49


def test_a_budget_in_euros_asks_for_a_rate_first():
    with pytest.raises(ValueError, match="choose an exchange rate"):
        projects.usd("budget-cadap-1")


def test_as_printed_unodc_alone_gives_the_ratio_of_the_text(explorer):
    values = explorer.evaluate(**explorer.preset("as-printed") | {"donor": 1}).values
    assert values["ratio"] == pytest.approx(computed.value("supply-per-demand-printed"))
    assert values["total"] == pytest.approx(computed.value("unodc-budgets-total"))
    with_all = explorer.evaluate(**explorer.preset("institutions-as-supply") | {"donor": 1}).values
    assert with_all["ratio"] == pytest.approx(computed.value("supply-per-demand-with-institutions"))


def test_moving_half_nearly_equals_the_sides(explorer):
    values = explorer.evaluate(**explorer.preset("half-moved")).values
    assert 0.9 < values["ratio_after"] < 1
    again = explorer.evaluate(moved=0).values
    assert values["total"] == pytest.approx(again["total"])


def test_a_filter_holds_only_its_projects(explorer):
    kyrgyz = explorer.evaluate(**explorer.preset("as-printed") | {"country": 3}).values["total"]
    printed = ("budget-institution-building-kyrgyzstan-1994", *computed.get("us-grants-total").uses)
    assert kyrgyz == pytest.approx(sum(map(projects.usd, printed)) / projects.MILLION)
    one_year = explorer.evaluate(first=2003, last=1999, projects=2).values["total"]
    swapped = explorer.evaluate(first=1999, last=2003, projects=2).values["total"]
    assert one_year == swapped


def test_the_announced_money_is_the_printed_total(explorer):
    begun, announced = (explorer.evaluate(projects=choice).values["total"] for choice in (0, 2))
    assert announced - begun == pytest.approx(tables.value("budget-new-projects-central-asia-2003"))


def test_an_empty_selection_says_so(explorer):
    empty = explorer.evaluate(donor=2, country=5)
    assert "prints no budget" in empty.sentence
    assert empty.values["total"] == 0
    assert math.isnan(empty.values["ratio"])


def test_the_bars_of_a_purpose_join_and_keep_the_whole(explorer):
    table = explorer.evaluate(institutions=0.4, rest=0.5, moved=0.35).table
    for _, parts in table.groupby("purpose"):
        parts = parts.sort_values("side")
        assert list(parts["start"])[1:] == pytest.approx(list(parts["end"])[:-1])
        assert parts["amount"].sum() == pytest.approx(parts["after"].iloc[0])
    assert table["amount"].sum() == pytest.approx(table.drop_duplicates("purpose")["printed"].sum())


def test_more_spread_means_a_wider_answer(explorer):
    narrow, wide = (explorer.evaluate(factor=factor).values for factor in (1, 4))
    assert narrow["reached"] == narrow["reached_high"]
    assert wide["reached"] < narrow["reached"] < wide["reached_high"]


def test_every_printed_budget_is_in_the_explorer():
    assert len(donor_portfolio.BUDGETS) == len(projects.priced()) + 1

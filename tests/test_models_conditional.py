"""Two shares of one overlap: the inversion is exact, and each share moves with what it should."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.conditional import group_behind, inverted, overlap, prevalence_elsewhere
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

POPULATION = st.floats(1e6, 1e7)
GROUP = st.floats(1000, 150_000)
PREVALENCE = st.floats(0.001, 0.5)
ELSEWHERE = st.floats(0, 0.01)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("inverted-conditional")


def test_known_values():
    assert overlap(1000, 0.25) == 250
    assert inverted(1000, 100, 0.5, 0.1) == pytest.approx(50 / 140)
    assert inverted(1000, 100, 0.5, 0) == 1
    assert group_behind(4000, 0.75, 0.15) == pytest.approx(20_000)


@given(POPULATION, GROUP, PREVALENCE, ELSEWHERE)
def test_the_overlap_is_the_same_from_both_sides(population, group, prevalence, elsewhere):
    share = inverted(population, group, prevalence, elsewhere)
    cases = group * prevalence + (population - group) * elsewhere
    assert 0 < share <= 1
    assert share * cases == pytest.approx(overlap(group, prevalence))
    assert group_behind(cases, share, prevalence) == pytest.approx(group)


@given(POPULATION, GROUP, PREVALENCE, st.floats(0.05, 0.95))
def test_the_prevalence_elsewhere_gives_the_share(population, group, prevalence, share):
    elsewhere = prevalence_elsewhere(population, group, prevalence, share)
    assert inverted(population, group, prevalence, elsewhere) == pytest.approx(share)


@given(POPULATION, GROUP, st.floats(1.01, 3), PREVALENCE, st.floats(1e-5, 0.01))
def test_a_larger_group_is_a_larger_part_of_all_cases(population, group, more, prevalence, elsewhere):
    assert inverted(population, more * group, prevalence, elsewhere) > inverted(
        population, group, prevalence, elsewhere
    )  # fmt: skip


@given(POPULATION, GROUP, PREVALENCE)
def test_where_prevalence_is_equal_everywhere_the_share_is_the_groups(population, group, prevalence):
    assert inverted(population, group, prevalence, prevalence) == pytest.approx(group / population)


def test_the_formulas_stay_expressions():
    group, prevalence = alt.param(name="group", value=26_000), Refusing("p")
    assert is_expression(inverted(5_500_000, group, prevalence, Refusing("q")))
    assert is_expression(prevalence_elsewhere(Refusing("n"), group, prevalence, 0.7))
    assert is_expression(group_behind(4000, Refusing("s"), 0.1))


def test_three_numbers_move_one_share_and_not_the_other(explorer):
    names = ("official", "study", "expert")
    values = [explorer.evaluate(**explorer.preset(name)).values for name in names]
    assert {one["hiv_given_injecting"] for one in values} == {0.124}
    shares = [one["injecting_given_hiv"] for one in values]
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(0.723, abs=0.005)  # rounded to the step of the control


def test_the_icons_count_the_shares(explorer):
    evaluation = explorer.evaluate()
    filled = evaluation.table.groupby("group")["filled"].sum()
    assert filled.tolist() == [12, 72]
    assert len(evaluation.table) == 200

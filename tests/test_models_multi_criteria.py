"""Weighing criteria: weights that sum to one, ranks that hold, weightings that favour nobody."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.explorers import policy_model
from counternarcotics.models.multi_criteria import (
    even_weightings,
    first_place,
    largest,
    normalised,
    second_place,
    shares_won,
    weighted_sum,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

WEIGHTS = st.lists(st.integers(0, 10), min_size=6, max_size=6)
SCORES = st.lists(st.floats(0, 10), min_size=6, max_size=6)
TOTALS = st.lists(st.floats(-3, 13), min_size=4, max_size=4)
SHIFT = st.floats(-3, 3)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("policy-model")


def test_a_sum_worked_out_by_hand():
    assert normalised([2, 6]) == [0.25, 0.75]
    assert normalised([0, 0, 0, 0]) == [0.25] * 4
    assert weighted_sum([0.25, 0.75], [4, 8]) == 7
    assert weighted_sum([0.25, 0.75], [4, 8], -1) == 6


@pytest.mark.slow
@given(WEIGHTS, SCORES, SHIFT)
def test_a_weighted_sum_lies_between_its_scores_and_moves_with_the_shift(weights, scores, shift):
    parts = normalised(weights)
    assert sum(parts) == pytest.approx(1)
    plain = weighted_sum(parts, scores)
    assert min(scores) - 1e-9 <= plain <= max(scores) + 1e-9
    assert weighted_sum(parts, scores, shift) == pytest.approx(plain + shift)
    assert weighted_sum(parts, [score + shift for score in scores]) == pytest.approx(plain + shift)


@pytest.mark.slow
@given(WEIGHTS)
def test_only_the_ratios_of_the_weights_matter(weights):
    assert normalised([3 * weight for weight in weights]) == pytest.approx(normalised(weights))


@pytest.mark.slow
@given(TOTALS)
def test_first_and_second_place_are_those_of_a_sort(totals):
    first = first_place(totals)
    second = second_place(totals, first)
    assert first != second
    assert [totals[first], totals[second]] == sorted(totals, reverse=True)[:2]
    assert totals[first] == largest(totals)


@pytest.mark.slow
@given(WEIGHTS, SCORES, SCORES)
def test_the_average_of_two_models_never_leads_both(weights, one, other):
    parts = normalised(weights)
    middle = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
    assert weighted_sum(parts, middle) <= largest([weighted_sum(parts, one), weighted_sum(parts, other)]) + 1e-9


def test_weightings_are_whole_and_favour_no_criterion():
    weightings = even_weightings(120, 6)
    assert len(weightings) == len(set(weightings)) == 120
    for weights in weightings:
        assert sum(weights) == pytest.approx(1)
        assert min(weights) > 0
    for criterion in range(6):
        assert sum(weights[criterion] for weights in weightings) == pytest.approx(20)
    with pytest.raises(ValueError, match="expected a multiple of 6"):
        even_weightings(100, 6)


def test_weightings_fill_the_simplex_as_a_uniform_sample_would():
    # Of all weightings of three criteria, the share that gives one criterion more than half is (1/2) squared.
    weightings = even_weightings(3000, 3)
    heavy = sum(weights[0] > 0.5 for weights in weightings) / len(weightings)
    assert heavy == pytest.approx(0.25, abs=0.01)


def test_shares_count_the_winners():
    assert shares_won([1, 1, 0, 1], 3) == [0.25, 0.75, 0]


def test_the_formulas_stay_expressions():
    weights = normalised([alt.param(name="a", value=1), Refusing("b"), 2])
    totals = [weighted_sum(weights, [1, Refusing("score"), 3], Refusing("shift")), Refusing("other"), 4.0]
    first = first_place(totals)
    assert is_expression(*weights, *totals[:2], first, second_place(totals, first), largest(totals))
    assert is_expression(*shares_won([first], 3))


def test_every_score_has_a_reason_and_every_later_reference_is_in_the_bibliography():
    coded = policy_model.scores()
    cells = len(policy_model.READINGS) * len(policy_model.MODELS) * len(policy_model.CRITERIA)
    assert len(coded) == cells == len(coded.groupby(["reading", "model", "criterion"]))
    assert coded["score"].between(0, 10).all()
    assert (coded["reason"].str.split().str.len() >= 5).all()
    cited = coded.query("reading == 'later' and note == ''")
    assert (cited["references"] != "").all()
    assert (coded.query("reading == 'monograph'")["references"] == "").all()
    assert set(coded["source"]) <= set(tables.load("sources")["source"])


def test_the_mixture_is_the_middle_of_its_two_parts():
    for reading in policy_model.score_lists().values():
        war, _, liberal, mixture = reading
        assert mixture == [(a + b) / 2 for a, b in zip(war, liberal, strict=True)]


def test_the_reading_of_the_evidence_and_the_weights_both_decide(explorer):
    def leader(**chosen):
        values = explorer.evaluate(**chosen).values
        return max(range(4), key=lambda m: values[f"points_{m}"])

    restrictive, liberal = 1, 2
    for preset in explorer.presets:
        assert leader(**preset.settings) == restrictive
    later = {p.name: leader(**p.settings, evidence=1) for p in explorer.presets}
    assert later == {
        "equal-weights": liberal,
        "authors-priorities": restrictive,
        "public-health-first": liberal,
        "budget-first": liberal,
    }
    assert leader(evidence=1, shift_liberal=-1) == restrictive


def test_contributions_add_up_and_shares_sum_to_one(explorer):
    evaluation = explorer.evaluate(weight_health=9, weight_cost=0, evidence=1, shift_war=1.5)
    by_model = evaluation.table.groupby("model_key")
    totals = by_model["total"].first()
    assert by_model["contribution"].sum().tolist() == pytest.approx([totals[0] - 1.5, totals[1], totals[2], totals[3]])
    assert sum(evaluation.values[f"first_{m}"] for m in range(4)) == pytest.approx(1)


def test_the_lead_is_what_each_score_of_the_second_lacks(explorer):
    lead = explorer.evaluate(evidence=1).values["gap"]
    assert explorer.evaluate(evidence=1, shift_restrictive=0.5).values["gap"] == pytest.approx(lead - 0.5)
    overtaken = explorer.evaluate(evidence=1, shift_restrictive=1)
    assert overtaken.values["gap"] == pytest.approx(1 - lead)
    assert "the restrictive model comes first" in overtaken.sentence


def test_a_dead_heat_is_said_to_be_one(explorer):
    level = explorer.evaluate(evidence=1, weight_cost=10, weight_health=0)
    assert level.values["gap"] == pytest.approx(0, abs=1e-9)
    assert "share the first place" in level.sentence

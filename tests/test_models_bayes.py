"""Rival hypotheses: probabilities stay probabilities, and evidence moves them as Bayes' rule says."""

from __future__ import annotations

import math

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.bayes import (
    effective_weight,
    graded_likelihoods,
    normalised,
    posterior,
    posterior_of_two,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

WEIGHT = st.floats(0.1, 10)
GRADE = st.integers(-2, 2)
STEP = st.floats(1.5, 10)
SHARE = st.floats(0, 1)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("rival-explanations")


def test_known_values():
    assert normalised([1, 1, 2]) == [0.25, 0.25, 0.5]
    assert posterior([0.2, 0.8], [9, 1]) == pytest.approx([1.8 / 2.6, 0.8 / 2.6])
    assert posterior_of_two(0.2, 9) == pytest.approx(1.8 / 2.6)
    assert effective_weight(1, 0.3) == 1
    assert effective_weight(4, 0.5) == 0.625
    assert graded_likelihoods(0, 3, 0.2) == [1, 1, 1]
    assert graded_likelihoods(-1, 4, 1) == [0.5, 2, 2]
    assert graded_likelihoods(-1, 4, 0) == [0.5, 2, 0.5]


@given(st.lists(WEIGHT, min_size=2, max_size=5), st.data())
def test_a_posterior_adds_up_to_one_and_common_factors_cancel(weights, data):
    likelihoods = data.draw(st.lists(WEIGHT, min_size=len(weights), max_size=len(weights)))
    found = posterior(normalised(weights), likelihoods)
    assert sum(found) == pytest.approx(1)
    assert posterior(normalised(weights), [7 * one for one in likelihoods]) == pytest.approx(found)


@given(st.floats(0.01, 0.99), WEIGHT, WEIGHT)
def test_two_pieces_in_turn_are_their_product_at_once(prior, one, other):
    assert posterior_of_two(posterior_of_two(prior, one), other) == pytest.approx(posterior_of_two(prior, one * other))


@given(GRADE, STEP, SHARE, st.floats(0.25, 1))
def test_both_motives_lie_between_the_two(grade, step, reach, weight):
    first, second, both = graded_likelihoods(grade, step, reach, weight)
    assert first / second == pytest.approx(step ** (weight * grade))
    assert min(first, second) * (1 - 1e-9) <= both <= max(first, second) * (1 + 1e-9)


@given(st.integers(1, 8), SHARE)
def test_statements_of_one_speaker_count_between_once_and_in_full(statements, independence):
    assert 1 - 1e-9 <= statements * effective_weight(statements, independence) <= statements + 1e-9


def test_the_formulas_stay_expressions():
    step, grade = alt.param(name="step", value=3), Refusing("grade")
    likelihoods = graded_likelihoods(grade, step, Refusing("reach"), effective_weight(4, Refusing("d")))
    assert all(is_expression(one) for one in likelihoods)
    assert all(is_expression(one) for one in posterior(normalised([Refusing("a"), 1, Refusing("b")]), likelihoods))
    assert is_expression(posterior_of_two(Refusing("p"), 3))


def test_with_nothing_said_the_prior_stays(explorer):
    silent = dict.fromkeys([a.name for a in explorer.assumptions if a.group.startswith("How each")], 2)
    for name in ("insurgency", "trade", "both"):
        assert explorer.evaluate(**silent).values[name] == pytest.approx(1 / 3)


def test_the_presets_say_what_they_are_called(explorer):
    general, once, sceptic = (
        explorer.evaluate(**explorer.preset(name)).values for name in ("general", "one-speaker-once", "sceptic")
    )
    assert general["size"] == pytest.approx(3**7)  # the chapter says thousands to one ...
    assert once["size"] == pytest.approx(3**3.25)  # ... and a few dozen to one
    assert general["trade"] > 0.9
    assert general["trade"] > once["trade"] > 1 / 3
    assert sceptic["insurgency"] > 0.5


def test_an_explanation_that_reaches_everywhere_never_falls_behind_both_rivals(explorer):
    values = explorer.evaluate(**explorer.preset("explains-everything")).values
    assert values["both"] > max(values["insurgency"], values["trade"])
    assert values["both"] == pytest.approx(0.70, abs=0.005)  # printed in a solution of the chapter


@given(st.fixed_dictionaries({f"evidence_{n}": st.integers(0, 4) for n in range(1, 7)}), SHARE)
def test_every_step_adds_up_to_one_and_the_last_is_the_result(chosen, independence):
    evaluation = explorers.load("rival-explanations").evaluate(**chosen, independence=independence)
    table = evaluation.table
    assert (table[["insurgency", "trade", "both"]].sum(axis=1) - 1).abs().max() < 1e-9
    assert table["trade"].iloc[-1] == pytest.approx(evaluation.values["trade"])
    assert math.isclose(table["trade"].iloc[0], 1 / 3)

"""Soft law: products, mixtures and limits of agreements that nobody enforces."""

from __future__ import annotations

import altair as alt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.explorers import soft_law
from counternarcotics.models.soft_law import (
    all_kept,
    binomial,
    expected_kept,
    highest_compatible,
    log_factorials,
    none_kept,
    variance_kept,
    watched,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

KEPT = st.floats(0.01, 0.99)
EFFECT = st.floats(0, 0.95)
COMMON = st.floats(0, 1)
DUTIES = st.integers(1, 220)
TABLE = log_factorials(220)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("soft-law")


def test_agreements_worked_out_by_hand():
    assert all_kept(18, 0.8, 0, 0.8, 0) == pytest.approx(0.8**18)
    assert none_kept(6, 0.5, 0, 0.5, 0) == 1 / 64
    assert all_kept(2, 0.5, 1, 0.75, 0) == 0.375
    assert none_kept(2, 0.5, 1, 0.75, 0) == 0.125
    assert expected_kept(10, 0.5, 4, 0.75) == 6
    assert watched(0.8, 0.5) == pytest.approx(0.9)
    assert highest_compatible(6, 0.05) == pytest.approx(0.393, abs=0.0005)


@pytest.mark.slow
@given(DUTIES, st.data(), KEPT, EFFECT, COMMON)
def test_probabilities_stay_probabilities_and_monitoring_helps(duties, data, kept, effect, common):
    under_watch = data.draw(st.integers(0, duties))
    better = watched(kept, effect)
    assert kept <= better < 1
    every = all_kept(duties, kept, under_watch, better, common)
    none = none_kept(duties, kept, under_watch, better, common)
    assert 0 <= every <= 1
    assert 0 <= none <= 1
    assert every + none <= 1 + 1e-9 or duties == 1
    assert every >= all_kept(duties, kept, 0, better, common) - 1e-12
    assert none <= none_kept(duties, kept, 0, better, common) + 1e-12


@pytest.mark.slow
@given(DUTIES, KEPT, COMMON)
def test_a_common_circumstance_moves_chance_from_the_middle_to_both_ends(duties, kept, common):
    for chance in (all_kept, none_kept):
        assert chance(duties, kept, 0, kept, common) >= chance(duties, kept, 0, kept, 0) - 1e-12
    alone = duties * kept * (1 - kept)
    # With equal probabilities `common` is the correlation of any two duties.
    assert variance_kept(duties, kept, 0, kept, common) == pytest.approx(alone * (1 + common * (duties - 1)))


@pytest.mark.slow
@given(DUTIES, KEPT)
def test_the_binomial_adds_up_and_agrees_with_the_ends(duties, kept):
    counts = np.arange(duties + 1)
    shares = binomial(counts, duties, kept, TABLE)
    assert shares.sum() == pytest.approx(1)
    assert (counts * shares).sum() == pytest.approx(duties * kept)
    assert ((counts - duties * kept) ** 2 * shares).sum() == pytest.approx(variance_kept(duties, kept, 0, kept, 0))
    assert shares[-1] == pytest.approx(all_kept(duties, kept, 0, kept, 0), abs=1e-12)
    assert shares[0] == pytest.approx(none_kept(duties, kept, 0, kept, 0), abs=1e-12)


@pytest.mark.slow
@given(DUTIES, st.floats(0.001, 0.999))
def test_at_the_highest_compatible_probability_nothing_has_just_that_chance(duties, chance):
    kept = highest_compatible(duties, chance)
    assert none_kept(duties, kept, 0, kept, 0) == pytest.approx(chance)


def test_a_simulation_agrees():
    duties, under_watch, kept, effect, common, rounds = 6, 2, 0.6, 0.5, 0.3, 200_000
    rng = np.random.default_rng(1996)
    limits = np.where(np.arange(duties) < under_watch, watched(kept, effect), kept)
    draws = np.where(rng.random((rounds, 1)) < common, rng.random((rounds, 1)), rng.random((rounds, duties)))
    done = (draws < limits).sum(axis=1)
    settings = (duties, kept, under_watch, watched(kept, effect))
    assert done.mean() == pytest.approx(expected_kept(*settings), abs=0.02)
    assert done.var() == pytest.approx(variance_kept(*settings, common), rel=0.02)
    assert (done == duties).mean() == pytest.approx(all_kept(*settings, common), abs=0.005)
    assert (done == 0).mean() == pytest.approx(none_kept(*settings, common), abs=0.005)


def test_the_formulas_stay_expressions():
    kept, common = alt.param(name="kept", value=0.8), Refusing("common")
    settings = (Refusing("duties"), kept, Refusing("under_watch"), watched(kept, Refusing("effect")))
    assert is_expression(expected_kept(*settings))
    for formula in (all_kept, none_kept, variance_kept):
        assert is_expression(formula(*settings, common))
    assert is_expression(highest_compatible(Refusing("duties"), 0.05))
    assert is_expression(binomial(Refusing("count"), Refusing("duties"), kept, [0.0, 0.0, 0.69]))


def test_the_explorer_starts_with_the_agreement_of_1996(explorer):
    assert (len(soft_law.judged()), soft_law.parties(), soft_law.highest_article()) == (6, 3, 22)
    assert set(soft_law.judged()["outcome"]) == {"not implemented"}
    values = explorer.evaluate().values
    assert values["duties"] == 18
    assert values["everything"] == pytest.approx(0.8**18)
    assert values["gained"] == 0


def test_the_presets_say_what_their_names_promise(explorer):
    start = explorer.evaluate().values
    six = explorer.evaluate(**explorer.preset("six-judged-articles")).values
    assert six["nothing"] == pytest.approx(0.05, abs=0.002)
    assert six["bound"] == pytest.approx(0.39, abs=0.005)
    assert explorer.evaluate(**explorer.preset("monitored")).values["everything"] == pytest.approx(0.9**18)
    assert explorer.evaluate(**explorer.preset("one-will")).values["expected"] == pytest.approx(start["expected"])
    assert explorer.evaluate(**explorer.preset("one-will")).values["everything"] > 30 * start["everything"]


def test_more_watched_articles_than_articles_count_as_all(explorer):
    one = explorer.evaluate(articles=2, watched_articles=2).values
    assert explorer.evaluate(articles=2, watched_articles=22).values == one

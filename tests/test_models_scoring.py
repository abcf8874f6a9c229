"""Scoring: known scores, a proper rule, and verdicts that a reader may dispute."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.explorers.forecast_score import CLAIMS, DISPUTED
from counternarcotics.models.scoring import (
    COIN_FLIP,
    beats_a_coin_up_to,
    brier,
    expected_brier,
    skill,
    weighted_mean,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

CHANCE = st.floats(0, 1)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("forecast-score")


def test_scores_worked_out_by_hand():
    assert brier(1, 1) == 0
    assert brier(1, 0) == 1
    assert brier(0.8, 1) == pytest.approx(0.04)
    assert brier(0.8, 0.5) == pytest.approx((0.04 + 0.64) / 2)
    assert skill(0.5, 0.25) == -1
    assert weighted_mean([0.04, 0.64], [1, 2]) == pytest.approx(0.44)


@given(CHANCE)
def test_one_half_always_costs_a_quarter(share):
    assert brier(0.5, share) == pytest.approx(COIN_FLIP)


@given(CHANCE, CHANCE)
def test_the_score_is_proper(belief, stated):
    assert expected_brier(belief, belief) <= expected_brier(belief, stated) + 1e-12


@given(st.floats(0.5, 1), st.floats(0.5, 1))
def test_below_the_bound_the_claimant_beats_a_coin(hit_rate, confidence):
    bound = beats_a_coin_up_to(hit_rate)
    assert 0.5 <= bound <= 1
    if 0.5 + 1e-6 < confidence < bound - 1e-6:
        assert brier(confidence, hit_rate) < COIN_FLIP
    if confidence > bound + 1e-6:
        assert brier(confidence, hit_rate) > COIN_FLIP


def test_the_formulas_stay_expressions():
    share, chance = alt.param(name="share", value=0.5), Refusing("chance")
    assert is_expression(brier(chance, share), expected_brier(share, chance), skill(chance, share))
    assert is_expression(beats_a_coin_up_to(share), weighted_mean([chance, 1], [share, 2]))


def test_the_explorer_holds_every_claim_once():
    recorded = tables.load("forecast_claims").set_index("id")["verdict"]
    assert [claim.identifier for claim in CLAIMS] == list(recorded.index)
    assert len(DISPUTED) == 12


def test_as_recorded_the_tally_is_that_of_the_table(explorer):
    counts = tables.load("forecast_claims")["verdict"].value_counts()
    values = explorer.evaluate(split_value=0.5).values
    assert values["hits"] == counts["hit"]
    assert values["splits"] == counts["split"]
    assert values["misses"] == counts["miss"]
    assert values["undecided"] == counts["undecidable"]
    decided = counts["hit"] + counts["split"] + counts["miss"]
    assert values["hit_rate"] == pytest.approx((counts["hit"] + 0.5 * counts["split"]) / decided)
    assert values["author"] == pytest.approx(brier(0.8, values["hit_rate"]))


def test_as_recorded_a_standstill_scores_as_the_author_does(explorer):
    values = explorer.evaluate().values
    assert values["nothing"] == pytest.approx(values["author"]), "the chapter says so: change it with the verdicts"


def test_at_one_half_the_author_is_a_coin(explorer):
    values = explorer.evaluate(confidence=0.5).values
    assert values["author"] == pytest.approx(COIN_FLIP)
    assert values["nothing"] == pytest.approx(COIN_FLIP)


def test_a_friend_is_kinder_than_a_critic(explorer):
    rates = [explorer.evaluate(**explorer.preset(name)).values["hit_rate"] for name in ("friend", "recorded", "critic")]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > rates[1] > rates[2]


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12), st.integers(0, 1), st.integers(0, 20))
def test_the_tally_adds_up_whatever_the_reader_thinks(explorer, verdicts, scope, value):
    chosen = dict(zip(DISPUTED, verdicts, strict=True))
    evaluation = explorer.evaluate(**chosen, scope=scope, split_value=value / 20)
    values = evaluation.values
    assert values["hits"] + values["splits"] + values["misses"] + values["undecided"] == values["counted"]
    assert values["all_claims"] <= values["hit_rate"] + 1e-12
    assert values["hit_rate"] <= values["all_claims_high"] + 1e-12
    assert evaluation.table["counted"].sum() == values["counted"]

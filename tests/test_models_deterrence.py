"""Deterrence: bribes dilute a sentence, and only falling conviction or honesty turns it round."""

from __future__ import annotations

import altair as alt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.deterrence import (
    bribe,
    discounted_years,
    expected_sanction,
    expected_years,
    largest,
    most_deterring,
    relief,
    remaining,
    served_years,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

CHANCE = st.floats(0.01, 1)
SHARE = st.floats(0, 1)
FALL = st.floats(0, 0.2)
TERM = st.floats(1, 25)
LOSS = st.floats(0, 500_000)
RISK = st.floats(0, 20_000)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("deterrence-with-bribery")


def test_a_case_worked_out_by_hand():
    conviction = remaining(0.8, 0, 10)
    assert expected_years(conviction, 10) == 8
    saved = 0.5 * 8 * 2000
    assert bribe(saved, 2000, 0.5) == 2000 + 0.5 * (8000 - 2000)
    # In half of the cases the accused pays 5,000 and is spared 8,000.
    assert expected_sanction(0.1, 16_000, 0.5, 0.5, 2000, 0.5) == pytest.approx(0.1 * (16_000 - 0.5 * 3000))
    assert served_years(0.1, 8, 0.5, 0.5, 5000) == pytest.approx(0.1 * (0.5 * 8 + 0.5 * 4))


@pytest.mark.slow
@given(LOSS, RISK, SHARE)
def test_both_sides_of_a_bargain_gain_from_it(saved, risk, share):
    price = bribe(saved, risk, share)
    if saved > risk:
        assert risk - 1e-6 <= price <= saved + 1e-6
        assert saved - price == pytest.approx(relief(saved, risk, share), abs=1e-6)
    else:
        assert price == 0 == relief(saved, risk, share)


@pytest.mark.slow
@given(CHANCE, LOSS, SHARE, SHARE, RISK, SHARE)
def test_a_bribe_never_makes_the_sanction_heavier_or_negative(detection, loss, open_share, softening, risk, share):
    honest = expected_sanction(detection, loss, 0, softening, risk, share)
    bribed = expected_sanction(detection, loss, open_share, softening, risk, share)
    assert honest == pytest.approx(detection * loss)
    assert -1e-9 <= bribed <= honest + 1e-9


@pytest.mark.slow
@given(CHANCE, LOSS, SHARE, SHARE, RISK, SHARE, st.floats(0.5, 20))
def test_the_sanction_is_time_in_prison_and_money_paid(detection, loss, open_share, softening, risk, share, year_value):
    years, saved = loss / year_value, softening * loss
    price = bribe(saved, risk, share)
    in_prison = served_years(detection, years, open_share, softening, price) * year_value
    paid = detection * open_share * price
    whole = expected_sanction(detection, loss, open_share, softening, risk, share)
    assert in_prison + paid == pytest.approx(whole, rel=1e-6, abs=1e-6)


@pytest.mark.slow
@given(st.floats(0.04, 0.2), CHANCE)
def test_with_honest_courts_the_peak_has_a_formula(fall, first):
    best = most_deterring(fall)
    assert best <= 25
    here, before, after = (expected_years(remaining(first, fall, t), t) for t in (best, best - 0.5, best + 0.5))
    assert here >= before
    assert here >= after


@pytest.mark.slow
@given(CHANCE, CHANCE, SHARE, SHARE, RISK, SHARE, TERM, TERM)
def test_bribes_alone_never_turn_a_longer_term_round(detection, first, open_share, softening, risk, share, one, other):
    shorter, longer = (
        expected_sanction(detection, 2000 * expected_years(first, t), open_share, softening, risk, share)
        for t in sorted((one, other))
    )
    assert longer >= shorter - 1e-6


@pytest.mark.slow
@given(FALL, FALL, CHANCE, TERM)
def test_a_chance_stays_a_chance(fall, other, first, term):
    assert 0 < remaining(first, fall, term) <= first
    assert remaining(first, max(fall, other), term) <= remaining(first, min(fall, other), term)


@pytest.mark.slow
@given(TERM, st.floats(0.01, 0.5))
def test_years_far_off_weigh_less(term, rate):
    assert 0 < discounted_years(term, rate) < term
    assert discounted_years(term, 1e-6) == pytest.approx(term, rel=1e-4)


def test_the_largest_is_found_and_a_tie_goes_to_the_shorter_term():
    assert largest([1, 2, 3], [0.1, 0.3, 0.2]) == 2
    assert largest([1, 2, 3], [0.3, 0.3 * (1 + 1e-13), 0.2]) == 1
    assert largest(range(1, 26), [t * 0.95 ** (t - 1) for t in range(1, 26)]) == 19, "19 and 20 years are exactly equal"


def test_a_whole_column_of_terms_goes_in():
    terms = np.arange(1, 26)
    years = expected_years(remaining(0.9, 0.04, terms), terms)
    sanctions = expected_sanction(0.1, 2000 * years, 0.5, 0.7, 1000, 0.4)
    assert sanctions.shape == terms.shape
    assert sanctions[9] == pytest.approx(expected_sanction(0.1, 2000 * years[9], 0.5, 0.7, 1000, 0.4))


def test_the_formulas_stay_expressions():
    loss, risk = alt.param(name="loss", value=1), Refusing("risk")
    price = bribe(0.5 * loss, risk, 0.5)
    assert is_expression(price)
    assert is_expression(expected_sanction(0.1, loss, Refusing("open"), 0.5, risk, 0.5))
    assert is_expression(served_years(0.1, loss, 0.5, 0.5, price))
    assert is_expression(remaining(0.9, Refusing("fall"), 20))
    assert is_expression(largest([1, 2], [loss, Refusing("other")]))
    assert is_expression(most_deterring(Refusing("fall")))
    assert is_expression(discounted_years(20, Refusing("rate")))


def test_the_printed_terms_are_marked(explorer):
    from counternarcotics.explorers import deterrence_with_bribery as module

    assert (module.SWEDEN, module.REGION) == (10, 20)


def test_honest_courts_make_twice_the_term_twice_the_sanction(explorer):
    values = explorer.evaluate(**explorer.preset("honest-courts")).values
    assert values["long"] == pytest.approx(2 * values["short"])
    assert values["peak"] == 25
    assert values["tenth"] == pytest.approx(0.1)


def test_softer_terms_for_sale_make_the_longer_term_deter_less(explorer):
    evaluation = explorer.evaluate(**explorer.preset("bribes-buy-softer-terms"))
    values = evaluation.values
    assert values["peak"] < 20
    assert values["long"] < values["short"]
    assert values["bribe_long"] > values["bribe_short"], "the bribe grows with the term it saves"
    assert "beyond 12 years" in evaluation.sentence


def test_bribes_alone_dilute(explorer):
    alone = explorer.evaluate(**explorer.preset("bribes-alone")).values
    honest = explorer.evaluate(**explorer.preset("honest-courts")).values
    assert alone["peak"] == 25
    assert alone["long"] < honest["long"]


def test_a_tenth_more_detection_adds_a_tenth(explorer):
    once, more = (explorer.evaluate(detection=d).values["long"] for d in (0.1, 0.11))
    assert more / once == pytest.approx(1.1)

"""Worked numbers: cases of the models small enough for a head, each with its working, where a term could be wrong unseen."""

from __future__ import annotations

import math

import pytest

from counternarcotics.models import (
    budget,
    capture_recapture,
    deterrence,
    epidemic,
    fan,
    farm_choice,
    growth,
    hidden_population,
    honesty,
    multi_criteria,
    random_walk,
    ranges,
    similarity,
    soft_law,
    survival,
)

# What is asked, its answer, and how a reader comes to it.
WORKED = [
    (lambda: budget.sufficient_growth(0.5, 0.1, 1), 1.2, "half of a need that grows by a tenth: times 2.2 in the one year"),
    (lambda: deterrence.relief(1000, 2000, 0.5), 0, "the official risks more than the accused saves: no bargain"),
    (lambda: deterrence.served_years(0.1, 10, 0.5, 0.5, 0.5), 0.75, "however small the bribe, half of all get half the years"),
    (lambda: epidemic.reproduction_number(0.5, 0.9), 4.5, "0.5 a year, of whom nine in ten stay, over ten years"),
    (lambda: farm_choice.break_even_price(4250, 40, 1500, 0.25, 1000), 200, "at 200 a field brings 0.75 x 6500 - 0.25 x 2500"),
    (lambda: farm_choice.break_even_price(3625, 40, 1500, 0.25, 1000, 2), 200, "0.75 x 6500 - 2 x 0.25 x 2500"),
    (lambda: farm_choice.break_even_chance(3625, 200, 40, 1500, 1000, 2), 0.25, "the same field, asked for its chance"),
    (lambda: growth.share(30, 40), 75, "three quarters"),
    (lambda: hidden_population.hidden_population(5600, 0.0625, 0.25), 67_200, "sixteen times three quarters of 5600"),
    (lambda: hidden_population.detection_probability(5600, 67_200, 0.25), 0.0625, "4200 in 67,200"),
    (lambda: honesty.sufficient_pay(50_000, 0.9, 1200, 8, 10_000), 1200, "the penalty is above a ninth of the bribe: any pay does"),
    (lambda: multi_criteria.first_place([5.0, 7.0, 3.0]), 1, "7 is the largest"),
    (lambda: multi_criteria.second_place([3.0, 7.0, 3.5], 1), 2, "3.5 comes after 7"),
    (lambda: multi_criteria.second_place([-5.0, -1.0, -3.0], 1), 2, "-3 comes after -1"),
    (lambda: random_walk.volatility([0.1, 0.3], [1, 1], 0.1, 0), math.sqrt(0.02), "0 and 0.2 beside a drift that was set"),
    (lambda: ranges.spread([3.0, 4.0], [1, -1], 0), math.sqrt(25 / 3), "uniform errors: a third of 3 x 3 + 4 x 4"),
    (lambda: ranges.spread([3.0, 4.0], [1, -1], 1), math.sqrt(1 / 3), "one error for both: the half-width left is 1"),
    (lambda: ranges.spread([3.0, 4.0], [1, 1], 0.5), math.sqrt(37 / 3), "half of 25 and half of 49"),
    (lambda: similarity.mean([1, 2, 6]), 3, "9 over 3"),
    (lambda: similarity.extreme([0.4, 0.1], "best"), 0, "the first is the larger"),
    (lambda: soft_law.all_kept(2, 0.5, 1, 0.8, 1), 0.5, "one circumstance for all: the duty that nobody watches decides"),
    (lambda: soft_law.none_kept(2, 0.5, 1, 0.8, 1), 0.2, "one circumstance for all: the watched duty decides"),
    (lambda: soft_law.none_kept(2, 0.4, 0, 0.8, 1), 0.6, "nothing is watched"),
    (lambda: soft_law.none_kept(2, 0.4, 1, 0.8, 0.5), 0.16, "half of 0.6 x 0.2 and half of 0.2"),
    (lambda: soft_law.binomial(2, 5, 0.3, soft_law.log_factorials(5)), 0.3087, "10 x 0.3^2 x 0.7^3"),
    (lambda: survival.years_above([1.0, 0.9, 0.8, 0.4], 0.5), 2, "0.9 and 0.8"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "expected", "working"), WORKED, ids=[working for *_, working in WORKED])
def test_a_case_comes_out_as_worked_in_the_head(found, expected, working):
    assert found() == pytest.approx(expected), working


def test_ranges_come_back_in_order_and_weights_by_their_ratio():
    assert fan.widened(7, 5, 2) == (4, 8)
    assert multi_criteria.normalised([0.1, 0.3]) == pytest.approx([0.25, 0.75])
    assert soft_law.log_factorials(3) == pytest.approx([0, 0, math.log(2), math.log(6)])


def test_the_lists_meet_people_as_their_odds_say():
    """Even odds of A alone; 2 to 1 for those on B, 3 to 1 for those on C, 6 to 1 for those on both."""
    found = capture_recapture.chances((0.5, 0.5, 0.2), 2, 3)
    assert found == pytest.approx(
        {
            "a": 0.4 / 2, "none": 0.4 / 2, "ab": 0.4 * 2 / 3, "b": 0.4 / 3,
            "ac": 0.1 * 3 / 4, "c": 0.1 / 4, "abc": 0.1 * 6 / 7, "bc": 0.1 / 7,
        }
    )  # fmt: skip


def test_one_end_in_four_lives_leaves_the_limits_of_greenwood():
    """The share 3/4 with the variance sum 1/12; on the scale of the logarithm of -ln S."""
    steps = survival.kaplan_meier([(2, True), (3, False), (4, False), (9, False)])
    width = 1.96 * math.sqrt(1 / 12) / math.log(4 / 3)
    limits = 0.75 ** math.exp(width), 0.75 ** math.exp(-width)
    assert survival.interval_at(steps, 2) == pytest.approx(limits)
    assert limits == pytest.approx((0.128, 0.961), abs=5e-4)
    assert survival.interval_at(steps, 1) == (0, 1)

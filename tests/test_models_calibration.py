"""Calibration: errors by hand, a search that finds what it was given, and points that stay points."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.explorers import hiv_calibration
from counternarcotics.models.calibration import (
    best,
    covered,
    flat_error,
    grid_errors,
    squared_errors,
    typical_error,
)
from counternarcotics.models.epidemic import course, staying
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=10)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("hiv-calibration")


def test_errors_worked_out_by_hand():
    assert covered(100, 200) == 0.5
    assert covered(345, 200) == 1
    assert squared_errors([0.1, 0.2], [0.1, 0.4]) == pytest.approx(0.04)
    assert typical_error(0.04, 4) == pytest.approx(0.1)
    assert flat_error([1.0, 2.0, 3.0]) == pytest.approx((2 / 3) ** 0.5)


@pytest.mark.slow
@given(SHARES, st.floats(0, 1))
def test_no_flat_line_beats_the_mean(observed, level):
    other = typical_error(squared_errors([level] * len(observed), observed), len(observed))
    assert flat_error(observed) <= other + 1e-9


@pytest.mark.slow
@given(st.sampled_from(range(9)), st.sampled_from(range(30)), st.sampled_from([0.0, 0.4, 0.9]))
def test_the_search_finds_what_made_the_points(row, column, share):
    starts, rates = hiv_calibration.INITIAL_GRID[row * 6 : row * 6 + 6], hiv_calibration.TRANSMISSION_GRID[:30]
    made, _ = course(starts[2], [rates[column] * (1 - share * 0.5)] * 18, staying(10, 0.03))
    points = {t: made[t] for t in (11, 13, 15, 18)}
    start, rate, error = best(starts, rates, [share] * 18, 0.5, 10, 0.03, points)
    assert (start, rate) == (starts[2], rates[column])
    assert error == pytest.approx(0, abs=1e-12)


def test_the_grid_agrees_with_one_course_at_a_time():
    points = hiv_calibration.points(2)
    errors = grid_errors([0.05, 0.1], [0.2, 0.3], [0.5] * 18, 0.5, staying(10, 0.03), points)
    made, _ = course(0.1, [0.2 * 0.75] * 18, staying(10, 0.03))
    alone = typical_error(squared_errors([made[t] for t in points], list(points.values())), len(points))
    assert errors.shape == (2, 2)
    assert errors[1, 0] == pytest.approx(alone)


def test_the_formulas_stay_expressions():
    modelled = [alt.param(name="p", value=0.1), Refusing("q")]
    squares = squared_errors(modelled, [0.1, 0.2])
    assert is_expression(covered(100, Refusing("enough")), squares, typical_error(squares, 2))


def test_the_points_are_the_surveys_of_the_rows():
    assert hiv_calibration.points(1) == pytest.approx({11: 0.146, 13: 0.124, 17: 0.143})
    assert [len(hiv_calibration.points(country)) for country in range(4)] == [7, 3, 4, 4]
    reached = hiv_calibration.reached(3)
    assert reached[4] == 0
    assert reached[5] == 0.3
    assert reached[14] == 0.3, "a year without a report is filled by the assumption, not by its neighbours"
    assert reached[15] == pytest.approx(62.3 / 200)


def test_a_preset_is_the_best_of_its_grid(explorer):
    for country, name in enumerate(hiv_calibration.COUNTRIES):
        least = 100 * hiv_calibration.fitted(country)[2]
        values = explorer.evaluate(**explorer.preset(name.lower())).values
        assert values["error"] == pytest.approx(least)
        for step in (-0.01, 0.01):
            moved = explorer.preset(name.lower()) | {
                "transmission": explorer.preset(name.lower())["transmission"] + step
            }
            assert explorer.evaluate(**moved).values["error"] >= least


def test_opposite_stories_fit_alike(explorer):
    nobody = explorer.evaluate(**explorer.preset("tajikistan-nobody-reached")).values
    needles = explorer.evaluate(**explorer.preset("tajikistan")).values
    assert nobody["error"] < needles["error"] < needles["flat"]
    assert nobody["gap"] == pytest.approx(0)
    assert needles["gap"] > 5


def test_half_the_risk_for_everybody_is_half_the_rate_for_nobody(explorer):
    one = explorer.evaluate(country=3, transmission=0.1, initial=0.225, needles=2, effectiveness=0.5).values
    other = explorer.evaluate(country=3, transmission=0.05, initial=0.225, needles=0).values
    assert one["error"] == pytest.approx(other["error"])

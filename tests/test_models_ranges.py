"""Ranges: the widths of sums and differences, against corners, against simulation and against the catalogue."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import computed, explorers
from counternarcotics.models.ranges import central, end_to_end, spread
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

HALVES = st.lists(st.floats(1, 100), min_size=2, max_size=6)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("adding-ranges")


@pytest.mark.slow
@given(HALVES, st.floats(0, 1))
def test_the_central_part_of_a_sum_grows_with_the_correlation_and_stays_within_the_ends(halves, correlation):
    signs = [1] * len(halves)
    middle = central(halves, signs, correlation, 0.9, 1.645)
    assert central(halves, signs, 0, 0.9, 1.645) <= middle + 1e-9
    assert middle <= 0.9 * end_to_end(halves) + 1e-9


@pytest.mark.slow
@given(st.floats(1, 100), st.floats(0, 1))
def test_the_difference_of_equal_ranges_shrinks_to_nothing(half, correlation):
    assert spread([half, half], [1, -1], correlation) <= spread([half, half], [1, -1], 0) + 1e-9
    assert spread([half, half], [1, -1], 1) == pytest.approx(0, abs=1e-6)


def test_the_formula_for_independent_ranges_agrees_with_a_simulation():
    halves = [10.5, 10.0, 5.0, 13.0]
    drawn = np.random.default_rng(2005).uniform(-1, 1, (200_000, 4)) @ np.array(halves)
    assert central(halves, [1] * 4, 0, 0.9, 1.645) == pytest.approx(np.quantile(drawn, 0.95), rel=0.02)


def test_at_the_start_the_explorer_shows_the_ranges_of_the_catalogue(explorer):
    number = computed.get("estimate-total-2002")
    table = explorer.evaluate().table.set_index(["what", "kind"])
    ends = table.loc[("All four together", "end to end")]
    assert (ends["low"], ends["high"]) == number.ends()
    middle = table.loc[("All four together", "central part")]
    assert (middle["low"], middle["high"]) == pytest.approx(number.central(), rel=0.005)


def test_the_formulas_stay_expressions():
    halves = [Refusing("a"), Refusing("b")]
    assert is_expression(end_to_end(halves), central(halves, [1, -1], Refusing("r"), Refusing("l"), Refusing("d")))

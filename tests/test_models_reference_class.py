"""The outside view: the rule of Laplace, and what an inside view adds to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics.models.reference_class import combined, succession
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

CASES = st.integers(0, 50)
SHARE = st.floats(0, 1)
WEIGHT = st.floats(0, 50)


def test_known_values():
    assert succession(0, 5) == pytest.approx(1 / 7)
    assert succession(9, 5) == succession(5, 5) == pytest.approx(6 / 7)
    assert combined(0, 5, 0.7, 5) == pytest.approx(4.5 / 12)


@given(CASES, CASES, SHARE, WEIGHT)
def test_the_result_lies_between_the_two_views(successes, cases, inside, weight):
    outside = succession(successes, cases)
    low, high = sorted((outside, inside))
    assert low - 1e-9 <= combined(successes, cases, inside, weight) <= high + 1e-9


@given(CASES, CASES, SHARE)
def test_a_view_without_weight_changes_nothing(successes, cases, inside):
    assert combined(successes, cases, inside, 0) == pytest.approx(succession(successes, cases))


@given(CASES, SHARE, WEIGHT)
def test_one_more_success_never_lowers_the_chance(cases, inside, weight):
    assert combined(1, cases + 1, inside, weight) > combined(0, cases + 1, inside, weight)


def test_the_formulas_stay_expressions():
    names = [Refusing(name) for name in ("successes", "cases", "inside", "weight")]
    assert is_expression(combined(*names))
    assert is_expression(succession(*names[:2]))

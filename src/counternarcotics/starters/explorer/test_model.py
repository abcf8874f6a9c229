"""REPLACE-THIS: what must hold of the model for every value, not only for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics.models.example_chapter import settled, stock_after
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

PEOPLE = st.floats(0, 1e5)
STAY = st.floats(1, 10)


def test_known_values():
    assert settled(200, 3) == 600
    assert stock_after(1, 0, 200, 2) == pytest.approx(200)


@given(PEOPLE, STAY)
def test_a_stock_that_has_settled_stays(entries, stay):
    level = settled(entries, stay)
    assert stock_after(5, level, entries, stay) == pytest.approx(level)


@given(PEOPLE, PEOPLE, STAY)
def test_the_stock_moves_towards_its_level(start, entries, stay):
    level = settled(entries, stay)
    assert abs(stock_after(1, start, entries, stay) - level) <= abs(start - level) + 1e-6


def test_the_formulas_stay_expressions():
    assert is_expression(stock_after(1, Refusing("start"), Refusing("entries"), Refusing("stay")))

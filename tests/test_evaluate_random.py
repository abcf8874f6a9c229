"""Random expressions over random rows: the language gives what Python's own arithmetic gives, and its ranges hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from counternarcotics.evaluate import ExpressionError, Scope, central, spread, work_out
from test_evaluate import figure

pytestmark = pytest.mark.slow

IDS = tuple("abcdefgh")
# What each function means, written out a second time for Python; {0} and {1} are its arguments.
FUNCTIONS = {
    "min": "min({0}, {1})",
    "max": "max({0}, {1})",
    "mean": "({0} + {1}) / 2",
    "share": "100 * {0} / {1}",
    "change": "100 * ({1} / {0} - 1)",
    "per_100000": "100000 * {0} / {1}",
}
ALONE = {"sqrt": "math.sqrt({0})", "floor": "math.floor({0})"}
POINTS = 64
Texts = tuple[str, str]  # in the language, and in Python over a mapping `v` of values


@st.composite
def tables_of_rows(draw) -> dict[str, dict]:
    """Draw a figure for each id: a point or a range, at times corrected."""
    ends = st.tuples(st.integers(1, 1000), st.integers(0, 500)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    rows = {}
    for identifier in IDS:
        held = draw(ends) if draw(st.booleans()) else ("", "")
        rows[identifier] = figure(*draw(ends), held=held)
    return rows


@st.composite
def expressions(draw, once: bool, depth: int = 4) -> Texts:
    """Draw an expression; with `once`, each id is read at most once and nothing turns within a range."""
    free = list(draw(st.permutations(IDS)))

    def leaf() -> Texts:
        if not free or draw(st.integers(0, 3)) == 0:
            number = draw(st.integers(1, 20))
            return str(number), f"{number}.0"
        several = draw(st.integers(1, 2))
        ids = [free.pop() for _ in range(min(several, len(free)))] if once else draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=2))  # fmt: skip
        return f"held({', '.join(map(repr, ids))})", f"({' + '.join(f'v[{i!r}]' for i in ids)})"

    def whole(left: int) -> Texts:
        kind = draw(st.sampled_from(["leaf", "sign", "alone", "function", "+", "-", "*", "/"])) if left else "leaf"
        if kind == "leaf":
            return leaf()
        one = whole(left - 1)
        if kind == "sign":
            return f"-{one[0]}", f"(-{one[1]})"
        if kind == "alone":
            name = draw(st.sampled_from(sorted(ALONE)))
            return f"{name}({one[0]})", f"({ALONE[name].format(one[1])})"
        other = whole(left - 1)
        if kind == "function":
            name = draw(st.sampled_from(sorted(FUNCTIONS)))
            return f"{name}({one[0]}, {other[0]})", f"({FUNCTIONS[name].format(one[1], other[1])})"
        return f"({one[0]} {kind} {other[0]})", f"({one[1]} {kind} {other[1]})"

    return whole(depth)


def bounds(row: dict) -> tuple[float, float]:
    return (row["value_low"], row["value_high"]) if row["held_low"] == "" else (row["held_low"], row["held_high"])


def python(source: str, values: dict[str, float]) -> float:
    """Return what Python makes of the second text, or "not a number" where it has none."""
    try:
        return float(eval(source, {"math": math, "v": values}))
    except (ZeroDivisionError, ValueError):
        return math.nan


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables_of_rows(), expressions(once=False))
def test_an_expression_gives_what_python_gives(rows, texts):
    text, source = texts
    expected = python(source, {i: sum(bounds(row)) / 2 for i, row in rows.items()})
    if math.isfinite(expected):
        assert work_out(text, Scope(rows)) == pytest.approx((expected, expected), rel=1e-9)
    else:
        with pytest.raises(ExpressionError):
            work_out(text, Scope(rows))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables_of_rows(), expressions(once=True), st.integers(0, 2**32 - 1))
def test_a_range_holds_every_point_within_the_ranges_of_its_inputs(rows, texts, seed):
    text, source = texts
    scope = Scope(rows)
    try:
        low, high = spread(text, scope)
    except ExpressionError:
        assume(False)  # refused: somewhere in the ranges it has no value or no bounds
    slack = 1e-9 * max(1, abs(low), abs(high))
    random = np.random.default_rng(seed)
    for _ in range(POINTS):
        values = {i: random.uniform(*bounds(row)) for i, row in rows.items()}
        assert low - slack <= python(source, values) <= high + slack, (text, values)
    inner = central(text, scope)
    assert low - slack <= inner[0] <= inner[1] <= high + slack
    point = work_out(text, scope)
    assert low - slack <= point[0] <= high + slack


@pytest.mark.parametrize(
    ("expression", "part"),
    [
        ("1 / (held('a') - 19)", "divides by what is below 0"),
        ("share(held('b'), held('a') - 19)", "divides by what is below 0"),
        ("(held('a') - 19) ** 2", "raises to a power what is below 0"),
    ],
)
def test_a_range_without_bounds_or_with_a_turn_in_it_is_refused(expression, part):
    scope = Scope({"a": figure(10, 30), "b": figure(1, 2)})
    with pytest.raises(ExpressionError, match=part):
        spread(expression, scope)

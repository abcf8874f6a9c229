"""Number-likes: arithmetic that means the same for a number, a column and a Vega expression.

A model of this book is written once, in operators (``+ - * / ** < <= == & |``) and the functions
of this module.  Called with floats it gives a float, with NumPy arrays or pandas columns a column, and with
``alt.param`` or ``alt.datum`` the Vega expression that the published page evaluates in the browser.

Python's own ``if``, ``and``, ``max``, ``min``, ``in``, ``0 < x < 1`` and ``numpy.where`` ask an
expression for its truth, which is always "yes": the result is wrong without an error.  Use
:func:`where`, :func:`maximum`, :func:`minimum` and ``&`` instead; the tests run every model with a
stand-in that refuses to be true or false.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, TypeAlias

import altair as alt
import numpy as np
from altair.expr.core import Expression, FunctionExpression, OperatorMixin, _js_repr

NumberLike: TypeAlias = Any
"""A float, a NumPy array, a pandas column, ``alt.param(...)``, ``alt.datum[...]`` or an expression."""

_FIXED = re.compile(r"(~?)(\+?)(,?)\.(\d)([f%])")
FIGURES = 3
"""Significant figures of what a model works out: its assumptions are known no better than that."""
ABOUT = "~,.0f"
"""The format of a count that is only estimated: whole, with no more than :data:`FIGURES` figures that mean something."""
_MINUS = "\N{MINUS SIGN}"
_UNIT = re.compile(r"(US\$)? ?(.*)")  # the page splits a unit in the same way


class _Element(Expression):
    """``[a, b, c][index]`` in the Vega expression language."""

    def __init__(self, sequence: Sequence[NumberLike], index: NumberLike) -> None:
        super().__init__(sequence=list(sequence), index=index)

    def __repr__(self) -> str:
        items = ",".join(_js_repr(item) for item in self.sequence)
        return f"[{items}][{_js_repr(self.index)}]"


def is_expression(*values: NumberLike) -> bool:
    """Tell whether any of `values` is a Vega expression and not a number or a column."""
    for value in values:  # noqa: SIM110 - asked hundreds of thousands of times a build, and half the time of any(...)
        if isinstance(value, OperatorMixin):
            return True
    return False


def _apply(vega_name: str, function: Any, *values: NumberLike) -> NumberLike:
    if is_expression(*values):
        return FunctionExpression(vega_name, values)
    result = function(*values)
    return result.item() if isinstance(result, np.generic) else result


def exp(x: NumberLike) -> NumberLike:
    """Return e to the power `x`."""
    return _apply("exp", np.exp, x)


def log(x: NumberLike) -> NumberLike:
    """Return the natural logarithm of `x` (> 0)."""
    return _apply("log", np.log, x)


def sqrt(x: NumberLike) -> NumberLike:
    """Return the square root of `x` (>= 0)."""
    return _apply("sqrt", np.sqrt, x)


def summed(values: Iterable[NumberLike]) -> NumberLike:
    """Return the sum of `values`, added from left to right as the page adds them (0 for none).

    Python's own ``sum`` keeps lost digits from 3.12 on, NumPy and pandas add in pairs: both give other last digits
    than the browser, and a number that stands near a half is then printed in two ways.

    >>> summed([0.1] * 10), summed([])
    (0.9999999999999999, 0)
    """
    result: NumberLike = 0
    for value in values:
        result = result + value
    return result


def minimum(a: NumberLike, b: NumberLike) -> NumberLike:
    """Return the smaller of `a` and `b`, element by element.

    >>> minimum(0.3, 1)
    0.3
    """
    return _apply("min", np.minimum, a, b)


def maximum(a: NumberLike, b: NumberLike) -> NumberLike:
    """Return the larger of `a` and `b`, element by element."""
    return _apply("max", np.maximum, a, b)


def where(condition: NumberLike, yes: NumberLike, no: NumberLike) -> NumberLike:
    """Return `yes` where `condition` holds and `no` elsewhere; texts are allowed.

    >>> where(2 > 1, "more", "fewer")
    'more'
    """
    if is_expression(condition, yes, no):
        return FunctionExpression("if", (condition, yes, no))
    if isinstance(condition, bool) or np.ndim(condition) == 0:
        return yes if condition else no
    return np.where(condition, yes, no)


def known(condition: NumberLike, value: NumberLike) -> NumberLike:
    """Return `value` where `condition` holds and "not a number" elsewhere: a figure that nobody printed.

    >>> known(0 > 1, 5.0)
    nan
    """
    return where(condition, value, alt.expr.NaN if is_expression(condition, value) else float("nan"))


def element(sequence: Sequence[NumberLike], index: NumberLike) -> NumberLike:
    """Return ``sequence[index]`` for a whole-number `index` counted from 0.

    >>> element(["low", "high"], 1)
    'high'
    """
    if is_expression(index, *sequence):
        return _Element(sequence, index)
    if np.ndim(index) == 0:
        return sequence[int(index)]
    return np.asarray(sequence)[np.asarray(index, dtype=int)]


def text(template: str, **values: NumberLike) -> NumberLike:
    """Fill `template` with formatted values: a string for numbers, an expression for expressions.

    Format specifications are those that Python and Vega (d3-format) share: ``,.0f``, ``.1f``,
    ``.0%``, ``+.1%``; ``~`` before one keeps no more than :data:`FIGURES` significant figures.  A minus is printed as a true minus sign, as Vega does.

    >>> text("{users:,.0f} people, {change:+.1%} a year", users=5600.0, change=-0.02)
    '5,600 people, −2.0% a year'
    """
    parts: list[NumberLike] = []
    for literal, name, spec, _ in string.Formatter().parse(template):
        if literal:
            parts.append(literal)
        if name is not None:
            parts.append(_formatted(values[name], spec or ""))
    if not is_expression(*parts):
        return "".join(parts)
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole


def span(low: NumberLike, high: NumberLike, spec: str) -> NumberLike:
    """Return "low to high" as text, or one number where both look the same.

    >>> span(5600.0, 6200.0, ",.0f"), span(0.0501, 0.0499, ".0%")
    ('5,600 to 6,200', '5%')
    """
    one, other = text(f"{{end:{spec}}}", end=low), text(f"{{end:{spec}}}", end=high)
    return where(one == other, one, text("{one} to {other}", one=one, other=other))


def is_format(spec: str) -> bool:
    """Tell whether :func:`formatted` and the page write numbers in this format.

    >>> is_format("~,.0f"), is_format("d"), is_format(".1%%")
    (True, True, False)
    """
    return spec == "d" or _FIXED.fullmatch(spec) is not None


def formatted(value: float, spec: str) -> str:
    """Return a number as the page writes it: exact halves go away from zero, a minus is a true minus sign.

    Python's own ``format`` sends halves to the even neighbour, the browser does not.

    ``~`` keeps no more than :data:`FIGURES` significant figures, and no more decimals than the rest says.

    >>> formatted(2450.5, ",.0f"), formatted(-0.025, ".1%"), formatted(2003, "d")
    ('2,451', '−2.5%', '2003')
    >>> formatted(356288, "~,.0f"), formatted(18.05, "~.2f"), formatted(0.36, "~.2f"), formatted(1, "~.1%")
    ('356,000', '18.1', '0.36', '100%')
    """
    match = _FIXED.fullmatch(spec)
    if not match:
        return format(int(value) if spec == "d" else value, spec)
    if value != value:
        return "nan"
    about, sign, comma, digits, kind = match.groups()
    exact = Decimal(float(value) * 100 if kind == "%" else float(value))
    if about and exact.copy_abs() >= _fills(int(digits)):
        exact = Context(prec=FIGURES, rounding=ROUND_HALF_UP).plus(exact)
        digits = max(0, FIGURES - 1 - exact.adjusted())
    rounded = exact.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)
    if not rounded and not sign:
        rounded = abs(rounded)
    return f"{rounded:{sign}{comma}f}{kind.strip('f')}".replace("-", _MINUS)


def _fills(decimals: int) -> float:
    """Return the size from which a number with that many decimals shows more than :data:`FIGURES` figures."""
    return float(f"1e{FIGURES - decimals}") - float(f"5e{-decimals - 1}")


def with_unit(number: str, unit: str) -> str:
    """Return a formatted number with its unit: a currency stands before it, every other word after, singular after 1.

    >>> with_unit("150", "US$ a month"), with_unit("5.0", "years"), with_unit("0.3", "%"), with_unit("1", "people")
    ('US$ 150 a month', '5.0 years', '0.3%', '1 person')
    """
    if unit == "%":
        return number + unit
    before, after = _UNIT.fullmatch(unit).groups(default="")
    if number.lstrip("+\u2212") == "1":
        after = _of_one(after)
    return " ".join(part for part in (before, number, after) if part)


def _of_one(unit: str) -> str:
    """Return a unit as it stands after 1: its first word in the singular.

    >>> _of_one("years"), _of_one("percentage points"), _of_one("parties"), _of_one("of 10 chains"), _of_one("ha")
    ('year', 'percentage point', 'party', 'of 10 chains', 'ha')
    """
    if unit.startswith("of "):
        return unit
    start = r"^((?:percentage )?)"
    for plural, one in (("people", r"\1person"), (r"(\w+)ies", r"\1\2y"), (r"(\w+[^s\W])s", r"\1\2")):
        said, count = re.subn(rf"{start}{plural}\b", one, unit)
        if count:
            return said
    return unit


def code(value: NumberLike) -> str:
    """Return a number-like in the Vega expression language."""
    return _js_repr(value)


def _formatted(value: NumberLike, spec: str) -> NumberLike:
    if not is_expression(value):
        return formatted(value, spec) if spec else str(value)
    stated = FunctionExpression("format", (value, spec.lstrip("~"))) if spec else value
    if not spec.startswith("~"):
        return stated
    _, sign, comma, digits, kind = _FIXED.fullmatch(spec).groups()
    size = FunctionExpression("abs", (value * 100 if kind == "%" else value,))
    few = FunctionExpression("format", (value, f"{sign}{comma}.{FIGURES}{'p' if kind == '%' else 'r'}"))
    return FunctionExpression("if", (size < _fills(int(digits)), stated, few))

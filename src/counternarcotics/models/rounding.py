"""Rounding: how far a quotient of printed numbers may lie from the quotient of the numbers behind them.

A number printed to a unit stands for every number within half of that unit.  The bounds are those of interval
arithmetic for a quotient of positive numbers (Moore, Kearfott and Cloud 2009, chapter 2).
"""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike, maximum, minimum

LARGEST_SHARE = 0.9  # no half-unit may reach the number itself, or the quotient would have no upper bound


def half_width(value: NumberLike, half_unit: NumberLike) -> NumberLike:
    r"""Return the half-unit that is used for `value` (> 0), :math:`\min(h,\ 0.9\,v)`, in the unit of `value`.

    >>> half_width(55000, 500), half_width(3, 5)
    (500.0, 2.7)
    """
    return minimum(half_unit, LARGEST_SHARE * value)


def quotient(
    numerator: NumberLike, denominator: NumberLike, multiplier: NumberLike = 1, offset: NumberLike = 0
) -> NumberLike:
    r"""Return :math:`q = m\,(n/d - o)`.

    `multiplier` (:math:`m`) is 100,000 for a rate per 100,000, 100 for a percentage, 1 for a ratio; `offset`
    (:math:`o`) is 1 where the text prints a change and 0 otherwise.  `denominator` is not 0.

    >>> quotient(3, 4, 100), quotient(5, 4, 100, 1)
    (75.0, 25.0)
    """
    return multiplier * (numerator / denominator - offset)


def quotient_bounds(
    numerator: NumberLike,
    numerator_half: NumberLike,
    denominator: NumberLike,
    denominator_half: NumberLike,
    multiplier: NumberLike = 1,
    offset: NumberLike = 0,
) -> tuple[NumberLike, NumberLike]:
    r"""Return the smallest and largest quotient that the rounding of both numbers leaves possible.

    .. math:: m\Bigl(\frac{n - h_n}{d + h_d} - o\Bigr) \le q \le m\Bigl(\frac{n + h_n}{d - h_d} - o\Bigr).

    `numerator` is 0 or more, `denominator` above 0, the half-units (:math:`h`) 0 or more; see :func:`half_width`.

    >>> quotient_bounds(10, 0, 4, 1)
    (2.0, 3.3333333333333335)
    """
    over, under = half_width(numerator, numerator_half), half_width(denominator, denominator_half)
    low = quotient(numerator - over, denominator + under, multiplier, offset)
    high = quotient(numerator + over, denominator - under, multiplier, offset)
    return low, high


def relative_half_width(
    numerator: NumberLike, numerator_half: NumberLike, denominator: NumberLike, denominator_half: NumberLike
) -> NumberLike:
    r"""Return :math:`h_n/n + h_d/d`, the first-order share by which rounding may move a quotient.

    Taylor (1997), chapter 3: relative uncertainties add when numbers are divided.  `numerator` is above 0.

    >>> relative_half_width(100, 1, 50, 1)
    0.03
    """
    return half_width(numerator, numerator_half) / numerator + half_width(denominator, denominator_half) / denominator


def gap(low: NumberLike, high: NumberLike, other_low: NumberLike, other_high: NumberLike) -> NumberLike:
    """Return the distance between two intervals, 0 where they meet or overlap, in their common unit.

    >>> gap(1, 2, 5, 6), gap(5, 6, 1, 2), gap(1, 3, 2, 4)
    (3, 3, 0)
    """
    return maximum(maximum(other_low - high, low - other_high), 0)


def numerator_needed(
    target: NumberLike, denominator: NumberLike, multiplier: NumberLike = 1, offset: NumberLike = 0
) -> NumberLike:
    r"""Return :math:`n^* = d\,(q/m + o)`, the numerator that would give the quotient `target` exactly.

    >>> numerator_needed(75.0, 4, 100)
    3.0
    """
    return denominator * (target / multiplier + offset)

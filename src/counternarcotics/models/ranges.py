"""Ranges: how wide a sum or a difference of ranges is, end to end and in its central part, when their errors go together.

A range is taken as uniform: every value in it is equally likely.  The errors of any two share one correlation.
"""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, minimum, sqrt, summed

UNIFORM = 3  # a uniform error has the variance h**2 / 3, h being half the width of its range


def end_to_end(halves: Sequence[NumberLike]) -> NumberLike:
    """Return the half-width of a sum, or difference, whose parts all lie at their ends: the sum of the half-widths.

    >>> end_to_end([3, 4])
    7
    """
    return summed(halves)


def spread(halves: Sequence[NumberLike], signs: Sequence[int], correlation: NumberLike) -> NumberLike:
    r"""Return the standard deviation :math:`\sqrt{\tfrac13 \left[(1-\rho) \sum h_i^2 + \rho\,(\sum s_i h_i)^2\right]}`.

    `halves` (:math:`h_i`) are the half-widths of the parts, `signs` (:math:`s_i`, 1 or -1) whether a part is added or taken
    away, `correlation` (:math:`\rho`, 0 to 1) that of the errors of any two parts.

    >>> spread([3.0, 3.0], [1, -1], 1)
    0.0
    """
    own = summed(half**2 for half in halves)
    common = summed(sign * half for sign, half in zip(signs, halves, strict=True)) ** 2
    return sqrt(((1 - correlation) * own + correlation * common) / UNIFORM)


def central(
    halves: Sequence[NumberLike],
    signs: Sequence[int],
    correlation: NumberLike,
    level: NumberLike,
    deviations: NumberLike,
) -> NumberLike:
    r"""Return the half-width that holds the part `level` (0 to 1) of all outcomes, as for a normal sum of uniform parts.

    `deviations` is the normal quantile that belongs to `level`, 1.645 for 0.9.  Never more than `level` of the way to
    the ends, which is exact for one range and for ranges that move as one.

    >>> round(central([1.0], [1], 0, 0.9, 1.645), 3)
    0.9
    """
    return minimum(deviations * spread(halves, signs, correlation), level * end_to_end(halves))

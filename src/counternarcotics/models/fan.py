"""Fans: the range that two yearly rates span over time, whether a later count lies inside, and what a range costs."""

from __future__ import annotations

from counternarcotics.models.growth import compound
from counternarcotics.numberlike import NumberLike, maximum, minimum, where


def widened(low: NumberLike, high: NumberLike, width: NumberLike = 1) -> tuple[NumberLike, NumberLike]:
    r"""Return the ends :math:`m \mp w\,(h - l)/2` of a range made `width` times as wide about its middle :math:`m`.

    The ends may come in either order; the lower comes back first.

    >>> widened(5, 7, 2)
    (4.0, 8.0)
    """
    middle, half = (low + high) / 2, width * (high - low) / 2
    return minimum(middle - half, middle + half), maximum(middle - half, middle + half)


def fan(
    base: NumberLike, low: NumberLike, high: NumberLike, years: NumberLike, period: NumberLike = 1
) -> tuple[NumberLike, NumberLike]:
    r"""Return the ends of a fan, :math:`N_0 (1 + g)^{t/p}` for the lower and the higher growth `low` and `high`.

    `base` is a count, the growths are fractions (low <= high, both above -1) that accrue in `period` years.
    """
    return compound(base, low, years, period), compound(base, high, years, period)


def inside(low: NumberLike, high: NumberLike, value: NumberLike) -> NumberLike:
    """Return 1 where `value` lies in the range from `low` to `high`, ends included, and 0 elsewhere.

    >>> inside(5, 7, 7), inside(5, 7, 7.5)
    (1, 0)
    """
    return where((low <= value) & (value <= high), 1, 0)


def interval_score(low: NumberLike, high: NumberLike, value: NumberLike, miss: NumberLike) -> NumberLike:
    r"""Return the interval score of a range `low` to `high` once `value` is known, in the unit of `value`.

    .. math:: S_\alpha(l, u; x) = (u - l) + \tfrac{2}{\alpha} (l - x)\,[x < l] + \tfrac{2}{\alpha} (x - u)\,[x > u]

    `miss` is :math:`\alpha`, the chance (0 < miss <= 1) that the forecaster leaves for a value outside the range.
    The score is a penalty, so less is better, and it is proper: on average the forecaster does best with the
    :math:`\alpha/2` and :math:`1 - \alpha/2` quantiles that he or she believes in.  Source: Gneiting and
    Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the American
    Statistical Association 102(477), 359-378, section 6.2, written there with the same sign.

    >>> interval_score(80, 100, 90, 0.2), interval_score(80, 100, 105, 0.2)
    (20.0, 70.0)
    """
    return (high - low) + 2 / miss * (maximum(low - value, 0) + maximum(value - high, 0))

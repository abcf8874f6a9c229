"""Random walk: a fan chart from past yearly changes, and a change of output split into area and yield."""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, exp, log, maximum, sqrt, summed


def mean_change(changes: Sequence[NumberLike], weights: Sequence[NumberLike]) -> NumberLike:
    r"""Return the drift :math:`\mu = \sum w_i d_i / \sum w_i` of yearly changes of logarithms.

    `weights` are 1 for a change that counts and 0 for one that is left out; one at least must be 1.

    >>> mean_change([0.1, 0.3, 9.0], [1, 1, 0])
    0.2
    """
    return summed(w * d for w, d in zip(weights, changes, strict=True)) / summed(weights)


def volatility(
    changes: Sequence[NumberLike], weights: Sequence[NumberLike], drift: NumberLike, fitted: NumberLike = 1
) -> NumberLike:
    r"""Return :math:`\sigma = \sqrt{\sum w_i (d_i - \mu)^2 / (n - k)}`, the standard deviation of the changes.

    `drift` is :math:`\mu` and `fitted` is :math:`k`, 1 where the drift was taken from the same changes and 0 where
    it was set.  The divisor is at least 1.

    >>> round(volatility([0.1, 0.3], [1, 1], 0.2), 4)
    0.1414
    """
    squares = summed(w * (d - drift) * (d - drift) for w, d in zip(weights, changes, strict=True))
    return sqrt(squares / maximum(summed(weights) - fitted, 1))


def band(
    last: NumberLike, drift: NumberLike, deviation: NumberLike, years: NumberLike, quantile: NumberLike
) -> tuple[NumberLike, NumberLike, NumberLike]:
    r"""Return lower end, median and upper end of the fan, :math:`N_0 \exp(\mu t \mp z \sigma \sqrt t)`.

    `last` is the last value known (> 0), `years` the time :math:`t` since then (>= 0) and `quantile` the :math:`z` of
    a standard normal variable (1.28 for a fan that should hold four times in five).  The logarithm walks at random:
    each year adds an independent normal change, so the spread grows with the square root of time.  The errors in
    :math:`\mu` and :math:`\sigma` themselves are left out, so the fan is too narrow.  Source: standard result for a
    random walk with drift; on its use as a benchmark see Armstrong (ed.) 2001, Principles of Forecasting, Kluwer.

    >>> band(100, 0, 0.5, 4, 0)
    (100.0, 100.0, 100.0)
    """
    middle, half = drift * years, quantile * deviation * sqrt(years)
    return last * exp(middle - half), last * exp(middle), last * exp(middle + half)


def area_and_yield(
    area_before: NumberLike, area_after: NumberLike, output_before: NumberLike, output_after: NumberLike
) -> tuple[NumberLike, NumberLike]:
    r"""Return the part of area and the part of yield in the change of the logarithm of output.

    Since output is area times yield, :math:`\Delta \ln Q = \Delta \ln A + \Delta \ln Y`; an identity, not a theory.

    >>> area_and_yield(100, 100, 50, 50)
    (0.0, 0.0)
    """
    area = log(area_after / area_before)
    return area, log(output_after / output_before) - area

"""Calibration: how far a modelled course lies from the points of surveys, and which settings come near them.

The epidemic itself is that of :mod:`counternarcotics.models.epidemic`; here it is only compared with points by least
squares.  That many settings may fit equally well is called equifinality (Beven and Freer 2001).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from counternarcotics.models.epidemic import course, reduced, staying
from counternarcotics.numberlike import NumberLike, minimum, sqrt, summed


def covered(needles: NumberLike, enough: NumberLike) -> NumberLike:
    r"""Return :math:`c = \min(1, n / n_1)`, the coverage that `needles` a person a year stand for.

    `enough` (:math:`n_1`) is the number a year at which everybody who injects counts as reached.

    >>> covered(100, 200)
    0.5
    """
    return minimum(1, needles / enough)


def squared_errors(modelled: Sequence[NumberLike], observed: Sequence[NumberLike]) -> NumberLike:
    r"""Return :math:`\sum_i (m_i - o_i)^2` over pairs of a modelled and an observed value.

    >>> squared_errors([3, 4], [1, 4])
    4
    """
    return summed((model - point) ** 2 for model, point in zip(modelled, observed, strict=True))


def typical_error(squares: NumberLike, points: NumberLike) -> NumberLike:
    r"""Return :math:`\sqrt{Q / k}`, the root mean square error of `points` (:math:`k`) with the sum of squares `squares`.

    >>> typical_error(8, 2)
    2.0
    """
    return sqrt(squares / points)


def flat_error(observed: Sequence[float]) -> float:
    """Return the typical error of the simplest rival of all: the mean of the points, every year.

    >>> flat_error([1.0, 3.0])
    1.0
    """
    mean = summed(observed) / len(observed)
    return float(typical_error(squared_errors([mean] * len(observed), observed), len(observed)))


def grid_errors(
    initial: Sequence[float],
    transmission: Sequence[float],
    coverage: Sequence[float],
    effectiveness: float,
    stay: float,
    points: dict[int, float],
) -> np.ndarray:
    """Return the typical error of every pair of a starting prevalence (rows) and a transmission rate (columns).

    `coverage` gives the share reached in each year of the course, `points` the observed prevalence (a share) by year of
    the course, counted from 0.  The errors are shares, too.
    """
    starts, rates = np.asarray(initial)[:, None], np.asarray(transmission)[None, :]
    grid = np.broadcast_to(starts, (len(initial), len(transmission)))
    prevalence, _ = course(grid, [reduced(rates, share, effectiveness) for share in coverage], stay)
    squares = squared_errors([prevalence[year] for year in points], list(points.values()))
    return np.asarray(typical_error(squares, len(points)))


def best(
    initial: Sequence[float],
    transmission: Sequence[float],
    coverage: Sequence[float],
    effectiveness: float,
    injecting_years: float,
    mortality: float,
    points: dict[int, float],
) -> tuple[float, float, float]:
    """Return the starting prevalence and the transmission rate with the least typical error, and that error.

    Of equals the first of the grid is taken, so that the result is the same everywhere.
    """
    errors = grid_errors(initial, transmission, coverage, effectiveness, staying(injecting_years, mortality), points)
    row, column = np.unravel_index(int(np.argmin(np.round(errors, 12))), errors.shape)
    return float(initial[row]), float(transmission[column]), float(errors[row, column])

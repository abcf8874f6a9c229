"""Multi-criteria analysis: which option comes first once criteria are weighed, and under how many weightings.

The additive value model is that of Keeney and Raiffa (1976) and Belton and Stewart (2002); asking for the share of
all weightings under which an option comes first is Lahdelma, Hokkanen and Salminen's acceptability (1998).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, maximum, summed, where


def normalised(weights: Sequence[NumberLike]) -> list[NumberLike]:
    r"""Return :math:`w_j = a_j / \sum_k a_k`, weights that sum to 1; all criteria count alike where every weight is 0.

    `weights` (:math:`a_j`, at least 0) are in any unit: only their ratios matter.

    >>> normalised([2, 6]), normalised([0, 0])
    ([0.25, 0.75], [0.5, 0.5])
    """
    total = summed(weights)
    divisor = where(total > 0, total, 1)  # keeps "nothing weighs anything" from dividing by nothing
    return [where(total > 0, weight / divisor, 1 / len(weights)) for weight in weights]


def weighted_sum(weights: Sequence[NumberLike], scores: Sequence[NumberLike], shift: NumberLike = 0) -> NumberLike:
    r"""Return :math:`V = \sum_j w_j v_j + \delta`, in points of the scale that the scores use.

    `weights` sum to 1, so that adding `shift` (:math:`\delta`) to every score adds the same to the sum.

    >>> weighted_sum([0.25, 0.75], [4, 8], -1)
    6.0
    """
    return summed(weight * score for weight, score in zip(weights, scores, strict=True)) + shift


def largest(values: Sequence[NumberLike]) -> NumberLike:
    """Return the largest of several values."""
    return functools.reduce(maximum, values)


def first_place(values: Sequence[NumberLike]) -> NumberLike:
    """Return the position, counted from 0, of the largest value; the earliest where several are equal.

    >>> first_place([3.0, 7.0, 7.0])
    1
    """
    place: NumberLike = len(values) - 1
    for position in reversed(range(len(values) - 1)):
        place = where(values[position] >= largest(values[position + 1 :]), position, place)
    return place


def second_place(values: Sequence[NumberLike], first: NumberLike) -> NumberLike:
    """Return the position of the largest value beside the one at position `first`.

    >>> second_place([3.0, 7.0, 5.0], 1)
    2
    """
    lowest = -functools.reduce(maximum, [-value for value in values]) - 1
    return first_place([where(first == position, lowest, value) for position, value in enumerate(values)])


def even_weightings(count: int, criteria: int) -> list[tuple[float, ...]]:
    """Return `count` weightings of some `criteria`, spread evenly over all that are possible; each sums to 1.

    Roberts' additive recurrence (2018) fills a cube without clumps.  Its sorted coordinates cut the unit length into
    pieces, and the pieces of a uniform point are uniform over all weightings.  Every point is taken in all its
    rotations, so that no criterion is favoured; `count` is therefore a multiple of `criteria`.

    >>> [[round(weight, 2) for weight in weighting] for weighting in even_weightings(3, 3)]
    [[0.07, 0.19, 0.75], [0.19, 0.75, 0.07], [0.75, 0.07, 0.19]]
    """
    points, rest = divmod(count, criteria)
    if rest:
        msg = f"Found {count} weightings of {criteria} criteria, expected a multiple of {criteria}."
        raise ValueError(msg)
    ratio = 2.0
    for _ in range(60):  # converges to the positive root of x^criteria = x + 1
        ratio = (1 + ratio) ** (1 / criteria)
    steps = [ratio**-position for position in range(1, criteria)]
    weightings = []
    for point in range(1, points + 1):
        cuts = [0.0, *sorted((0.5 + point * step) % 1 for step in steps), 1.0]
        pieces = tuple(high - low for low, high in itertools.pairwise(cuts))
        weightings += [pieces[turn:] + pieces[:turn] for turn in range(criteria)]
    return weightings


def shares_won(winners: Sequence[NumberLike], options: int) -> list[NumberLike]:
    """Return for each of `options` the share of weightings under which it comes first.

    `winners` holds one position a weighting, as :func:`first_place` gives it.

    >>> shares_won([1, 1, 0, 1], 2)
    [0.25, 0.75]
    """
    return [summed(where(winner == option, 1, 0) for winner in winners) / len(winners) for option in range(options)]

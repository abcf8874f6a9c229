"""Similarity: how alike the provisions of several states are, topic by topic.

The share of topics on which two states agree is the simple matching coefficient of Sokal and Michener (1958);
leaving out, pair by pair, what is not known of both follows Gower (1971), whose coefficient also carries weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from counternarcotics.numberlike import NumberLike, maximum, summed, where

TIE = 1e-9  # two values as near as this count as equal: rounding must not choose between them
NOTHING = 1e-12  # stands in for "no topic counts", which is no similarity and no division by nothing


def pairs(count: int) -> list[tuple[int, int]]:
    """Return every pair of `count` states by position.

    >>> pairs(3)
    [(0, 1), (0, 2), (1, 2)]
    """
    return list(combinations(range(count), 2))


def agreement(one: str | None, other: str | None) -> tuple[int, int]:
    """Return (same, known) of two positions, each 0 or 1; None is a position that nobody describes.

    >>> agreement("party", "party"), agreement("party", None)
    ((1, 1), (0, 0))
    """
    known = one is not None and other is not None
    return int(known and one == other), int(known)


def matched(weights: Sequence[NumberLike], same: Sequence[NumberLike]) -> NumberLike:
    r"""Return :math:`\sum_k w_k s_k` over topics, for one pair: `same` is 0 or 1 by topic.

    >>> matched([1, 2], [1, 0])
    1
    """
    return summed(weight * one for weight, one in zip(weights, same, strict=True))


def similarity(same: NumberLike, counted: NumberLike) -> NumberLike:
    r"""Return :math:`S = \sum_k w_k s_k / \sum_k w_k c_k`, from 0 to 1, given both sums (see :func:`matched`).

    :math:`s_k` says that the pair agrees on topic :math:`k`, :math:`c_k` that the topic counts.  Where no topic
    counts it is 0.

    >>> similarity(6, 8)
    0.75
    """
    return same / maximum(counted, NOTHING)


def mean(values: Sequence[NumberLike]) -> NumberLike:
    """Return the plain mean of number-likes known by number, such as the similarities of all pairs."""
    return summed(values) / len(values)


def extreme(
    values: Sequence[NumberLike],
    name: str,
    keep: Callable[[str, NumberLike], NumberLike] = lambda name, value: value,
    sign: int = 1,
) -> NumberLike:
    """Return the position of the largest of `values`, or of the smallest with `sign` -1; of equals, the first.

    `keep` names each step, beginning with `name`.

    >>> extreme([0.1, 0.4, 0.4], "best"), extreme([0.3, 0.2, 0.4], "worst", sign=-1)
    (1, 1)
    """
    best, at = sign * values[0], 0
    for position, value in enumerate(values[1:], start=1):
        at = keep(f"{name}_at{position}", where(sign * value > best + TIE, position, at))
        best = keep(f"{name}{position}", maximum(best, sign * value))
    return at

"""Membership: who sits where at a date, what two states share, and how many links a body has to keep up."""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, summed, where


def pairs(members: NumberLike) -> NumberLike:
    """Return :math:`n (n - 1) / 2`, the pairs among `members` (Brooks 1975 counts a team's links in this way).

    >>> pairs(10)
    45.0
    """
    return members * (members - 1) / 2


def sits(starts: NumberLike, ends: NumberLike, year: NumberLike) -> NumberLike:
    """Return 1 where a seat is held at the end of `year`, else 0; `starts` and `ends` are years.

    A seat counts from the year in which it starts and no longer in the year in which it ends.

    >>> sits(1994, 2002, 2001), sits(1994, 2002, 2002)
    (1, 0)
    """
    return where((starts <= year) & (year < ends), 1, 0)


def shared(seats: Sequence[NumberLike], other: Sequence[NumberLike]) -> NumberLike:
    r"""Return :math:`\sum_k x_{ik} x_{jk}`, the bodies in which two states both sit.

    Both sequences hold 1 or 0 for the same bodies in the same order: two rows of a membership matrix
    :math:`X`, so that the result is an entry of :math:`X X^\top` (Breiger 1974).

    >>> shared([1, 1, 0], [1, 1, 1])
    2
    """
    return summed(one * two for one, two in zip(seats, other, strict=True))

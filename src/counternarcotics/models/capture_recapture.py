"""Capture-recapture: how many people are on no list, told from how three incomplete lists overlap.

Lists are called A, B and C.  A cell of the table is named by the lists that its people are on: ``"ab"`` are on A and B
and not on C.  The people on none, the cell that nobody can count, are what every estimate here fills.  Each formula is
the fitted value of a log-linear model, in closed form: Fienberg 1972, "The Multiple Recapture Census for Closed
Populations and Incomplete 2^k Contingency Tables", Biometrika 59(3), 591-603.
"""

from __future__ import annotations

from collections.abc import Mapping

from counternarcotics.numberlike import NumberLike, sqrt, summed

SEEN = ("a", "b", "c", "ab", "ac", "bc", "abc")


def chances(
    reach: tuple[NumberLike, NumberLike, NumberLike], link_ab: NumberLike = 1, link_ac: NumberLike = 1
) -> dict[str, NumberLike]:
    """Return the chance of each cell, of ``"none"`` too, for a person whom the lists can meet at all.

    `reach` are the chances (0 to 1, not 1) of being on A, of those on neither B nor C, on B and on C.  `link_ab` and
    `link_ac` (above 0) are odds ratios: how many times the odds of being on A are multiplied for a person on B, on C.
    B and C know nothing of each other.
    """
    on_a, on_b, on_c = reach
    found = {}
    for b, c in ((0, 0), (1, 0), (0, 1), (1, 1)):
        odds = on_a / (1 - on_a) * (link_ab if b else 1) * (link_ac if c else 1)
        beside = (on_b if b else 1 - on_b) * (on_c if c else 1 - on_c)
        name = "b" * b + "c" * c
        found["a" + name] = beside * odds / (1 + odds)
        found[name or "none"] = beside / (1 + odds)
    return found


def _on(cells: Mapping[str, NumberLike], *lists: str) -> NumberLike:
    """Return the people who are on each of `lists`, whatever else they are on."""
    return summed(cells[name] for name in SEEN if all(one in name for one in lists))


def seen(cells: Mapping[str, NumberLike]) -> NumberLike:
    """Return how many different people the three lists hold together."""
    return summed(cells[name] for name in SEEN)


def two_lists(cells: Mapping[str, NumberLike], first: str, second: str) -> NumberLike:
    r"""Return :math:`n_1 n_2 / m`, as if two of the lists stood alone and were independent.

    >>> two_lists(dict(a=300, b=200, c=0, ab=100, ac=0, bc=0, abc=0), "a", "b")
    1200.0
    """
    return _on(cells, first) * _on(cells, second) / _on(cells, first, second)


def independent(cells: Mapping[str, NumberLike]) -> NumberLike:
    r"""Return the :math:`N` at which three independent lists overlap as they do.

    With :math:`n_1, n_2, n_3` people on the lists and :math:`n` different people,
    :math:`(N - n_1)(N - n_2)(N - n_3) = N^2 (N - n)`, whose larger root is the answer.
    """
    sizes = [_on(cells, one) for one in "abc"]
    twice = summed(sizes) - seen(cells)  # entries above the first of each person
    pairs = sizes[0] * sizes[1] + sizes[0] * sizes[2] + sizes[1] * sizes[2]
    return (pairs + sqrt(pairs**2 - 4 * twice * sizes[0] * sizes[1] * sizes[2])) / (2 * twice)


def linked_pair(cells: Mapping[str, NumberLike]) -> NumberLike:
    """Return the estimate that lets A and B be linked and holds C independent of both.

    A and B then count as one list, and this is the estimate from two lists.
    """
    either = summed(cells[name] for name in SEEN if name != "c")
    both = cells["ac"] + cells["bc"] + cells["abc"]
    return either * _on(cells, "c") / both


def all_pairs(cells: Mapping[str, NumberLike]) -> NumberLike:
    r"""Return the estimate that lets every pair be linked, but no pair more strongly for people on the third list.

    The unseen cell is :math:`n_{abc}\, n_a\, n_b\, n_c / (n_{ab}\, n_{ac}\, n_{bc})`.
    """
    unseen = cells["abc"] * cells["a"] * cells["b"] * cells["c"] / (cells["ab"] * cells["ac"] * cells["bc"])
    return seen(cells) + unseen

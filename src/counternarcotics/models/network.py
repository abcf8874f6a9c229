"""Network: chains of places, what a closure of one place meets, and what finds another way.

A chain is a list of places as a source prints it.  Closing a place meets every chain that passes it (betweenness in
the sense of Freeman 1977, counted over the listed chains and not over shortest paths); a chain that is met finds
another way with a fixed probability, the displacement or balloon effect (Windle and Farrell 2012).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, exp, maximum, minimum, summed


def passes(chains: Sequence[Sequence[str]], places: Sequence[str]) -> list[list[int]]:
    """Return one list a place of 1 and 0: which of the `chains` pass it.

    >>> passes([["A", "B"], ["A", "C"]], ["A", "C"])
    [[1, 1], [0, 1]]
    """
    return [[int(place in chain) for chain in chains] for place in places]


def rank_weights(factors: Sequence[NumberLike], slope: NumberLike) -> list[NumberLike]:
    r"""Return :math:`w_i = f_i\,i^{-\gamma} / \sum_j f_j\,j^{-\gamma}`, the share of the flow on the i-th chain.

    `factors` (:math:`f_i > 0`) are relative sizes by themselves; `slope` (:math:`\gamma`) is 0 for sizes as given, above
    0 where the flow gathers on the first chains of the list and below 0 on the last (a power law, our assumption).

    >>> rank_weights([1, 1], 1)
    [0.6666666666666666, 0.3333333333333333]
    """
    sizes = [factor * exp(-slope * math.log(rank)) for rank, factor in enumerate(factors, start=1)]
    whole = summed(sizes)
    return [size / whole for size in sizes]


def met(weights: Sequence[NumberLike], passing: Sequence[NumberLike]) -> NumberLike:
    """Return the part of the flow (0 to 1) on the chains whose `passing` is 1: what a closure meets."""
    return summed([weight * one for weight, one in zip(weights, passing, strict=True)])


def carried_on(substitution: NumberLike, detour: NumberLike, elasticity: NumberLike) -> NumberLike:
    r"""Return :math:`k = s\,(1 + d)^{-\varepsilon}`: what still arrives of a unit whose chain was met.

    `substitution` (:math:`s`, 0 to 1) is the chance that another way is found, `detour` (:math:`d \ge 0`) what it costs
    more as a part of the old cost, `elasticity` (:math:`\varepsilon \ge 0`) the fall of the flow for each percent of cost.

    >>> carried_on(0.5, 1, 1)
    0.25
    """
    return substitution * (1 + detour) ** (-elasticity)


def all_broken(chains_met: NumberLike, substitution: NumberLike) -> NumberLike:
    r"""Return :math:`(1 - s)^H`, the chance that none of the chains met finds another way, each by itself.

    >>> all_broken(2, 0.5)
    0.25
    """
    return (1 - substitution) ** chains_met


def bounds_of_met(chains_met: NumberLike, chains: int) -> tuple[NumberLike, NumberLike]:
    """Return the least and the most of the flow (0 to 1) that a closure can meet when no weight is known.

    One chain may carry next to all, so the answer is 0 to 1 unless the closure meets none or all of the `chains`.

    >>> bounds_of_met(6, 10), bounds_of_met(10, 10)
    ((0, 1), (1, 1))
    """
    return maximum(chains_met - (chains - 1), 0), minimum(chains_met, 1)

"""Portfolio: how the money of several donors divides over purposes, and what a move of it would reach.

A project has one printed purpose, but money for an institution can serve supply and demand alike.  So the share
that counts for each side is an argument here and never a fact.  Plain accounting, apart from the index of
fragmentation, which is the one that Knack and Rahman (2007) use for donors.
"""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, known, maximum, minimum, summed

SMALLEST = 1e-9  # keeps a quotient defined where nothing stands below the line; such a quotient is never shown


def sides(
    amount: NumberLike, supply_share: NumberLike, demand_share_of_rest: NumberLike
) -> tuple[NumberLike, NumberLike, NumberLike]:
    r"""Return what of an amount counts as supply, as demand and as neither: :math:`sA`, :math:`d(1-s)A` and the rest.

    Both shares are fractions; the three parts are in the unit of `amount` and add up to it.

    >>> sides(100, 0.5, 0.2)
    (50.0, 10.0, 40.0)
    """
    supply = amount * supply_share
    demand = (amount - supply) * demand_share_of_rest
    return supply, demand, amount - supply - demand


def supply_per_demand(supply: NumberLike, demand: NumberLike) -> NumberLike:
    r"""Return :math:`r = S/D`, the units spent on supply for each unit spent on demand; unknown where :math:`D = 0`.

    >>> supply_per_demand(90, 30)
    3.0
    """
    return known(demand > SMALLEST, supply / maximum(demand, SMALLEST))


def after_move(supply: NumberLike, demand: NumberLike, moved: NumberLike) -> tuple[NumberLike, NumberLike]:
    r"""Return :math:`(1-m)S` and :math:`D + mS`: both sides after the fraction `moved` of supply has gone to demand.

    >>> after_move(80, 20, 0.25)
    (60.0, 40.0)
    """
    return supply * (1 - moved), demand + supply * moved


def move_needed(supply: NumberLike, demand: NumberLike, ratio: NumberLike) -> NumberLike:
    r"""Return :math:`m^* = (S - rD) / (S(1+r))`: the fraction of supply to move until supply is `ratio` times demand.

    Solves :math:`(1-m)S = r(D + mS)`.  Zero where the ratio is that low already, unknown where :math:`S = 0`.

    >>> move_needed(90, 10, 1)
    0.4444444444444444
    """
    needed = (supply - ratio * demand) / maximum(supply * (1 + ratio), SMALLEST)
    return known(supply > SMALLEST, maximum(0, needed))


def people_reached(money: NumberLike, cost: NumberLike, years: NumberLike = 1) -> NumberLike:
    r"""Return :math:`n = B/(c\,t)`: the people whom `money` serves for `years` at `cost` a person and year.

    `money` and `cost` are in one currency; staff, clinics and demand for the service are taken to be there.

    >>> people_reached(50_000, 100, 5)
    100.0
    """
    return money / (cost * years)


def reached_between(
    money: NumberLike, cost: NumberLike, factor: NumberLike, years: NumberLike = 1
) -> tuple[NumberLike, NumberLike]:
    """Return the fewest and the most people reached when the cost may be `factor` times larger or smaller.

    >>> reached_between(1000, 10, 2)
    (50.0, 200.0)
    """
    return people_reached(money, cost * factor, years), people_reached(money, cost / factor, years)


def coverage(reached: NumberLike, people: NumberLike) -> NumberLike:
    """Return the fraction of `people` reached, at most 1.

    >>> coverage(300, 1200)
    0.25
    """
    return minimum(1, reached / people)


def fragmentation(amounts: Sequence[NumberLike]) -> NumberLike:
    r"""Return :math:`F = 1 - \sum_i (A_i/\sum_j A_j)^2`: 0 for a single donor, near 1 for many small ones.

    One minus the Herfindahl index of the donors' shares (Knack and Rahman 2007); unknown where nothing is given.

    >>> fragmentation([1, 1, 1, 1])
    0.75
    """
    total = summed(amounts)
    squares = summed(amount * amount for amount in amounts)
    return known(total > SMALLEST, 1 - squares / maximum(total * total, SMALLEST))


def in_year(amount: NumberLike, starts: NumberLike, ends: NumberLike, year: NumberLike) -> NumberLike:
    r"""Return what falls in the calendar year `year` of an amount spread evenly from `starts` to `ends`.

    Times are in years as decimals (1997.5 is the middle of 1997); the project lasts longer than no time at all.
    The share is the overlap of the project with the year over its length.

    >>> in_year(100, 1997.5, 1999.5, 1998)
    50.0
    """
    overlap = minimum(ends, year + 1) - maximum(starts, year)
    return amount * maximum(0, overlap) / (ends - starts)

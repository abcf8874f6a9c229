"""Budget: from donors' money to a country's own, year by year.

Own funds, donors' money and the need each change at a constant rate (compound growth); who pays first is our
convention: own funds, then donors, and what neither covers is the gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.models.growth import compound
from counternarcotics.numberlike import NumberLike, maximum, minimum, summed, where

TIE = 1e-9  # own funds as near the need as this count as enough: rounding must not choose


def donor_money(amount: NumberLike, fall: NumberLike, years: NumberLike, end: NumberLike) -> NumberLike:
    r"""Return :math:`D_t = D_0 (1 - d)^t` before the year `end`, nothing from then on; `years` and `end` count from the start.

    >>> donor_money(4.0, 0.5, 1, 5), donor_money(4.0, 0.5, 5, 5)
    (2.0, 0.0)
    """
    return where(years < end, compound(amount, -fall, years), 0.0)


def shares(own: NumberLike, donors: NumberLike, need: NumberLike) -> tuple[NumberLike, NumberLike, NumberLike]:
    """Return what own funds and donors pay of `need`, and the gap that nobody pays; the three add up to `need`.

    All are in one unit of money a year.

    >>> shares(1.0, 2.0, 4.0), shares(3.0, 2.0, 4.0)
    ((1.0, 2.0, 1.0), (3.0, 1.0, 0.0))
    """
    from_own = minimum(own, need)
    from_donors = minimum(donors, need - from_own)
    return from_own, from_donors, maximum(0, need - from_own - from_donors)


def years_to_own(own: Sequence[NumberLike], need: Sequence[NumberLike]) -> NumberLike:
    """Return the number of years in which own funds fall short of the need.

    With constant rates the ratio of the two moves one way only, so that from a start below 1 this is also the
    first year, counted from 0, that own funds cover; as many as there are years: none does.

    >>> years_to_own([1.0, 2.0, 4.0], [2.0, 2.0, 2.0])
    1
    """
    return summed(where(mine < needed * (1 - TIE), 1, 0) for mine, needed in zip(own, need, strict=True))


def sufficient_growth(share: NumberLike, need_growth: NumberLike, years: NumberLike) -> NumberLike:
    r"""Return :math:`g^* = (1 + h)\,\sigma^{-1/n} - 1`, the yearly growth of own funds that reaches the need in `years`.

    `share` (:math:`\sigma`, above 0) is the part of the need that own funds cover at the start, `need_growth`
    (:math:`h`) the growth of the need.

    >>> round(sufficient_growth(0.5, 0, 10), 4)
    0.0718
    """
    return (1 + need_growth) * share ** (-1 / years) - 1

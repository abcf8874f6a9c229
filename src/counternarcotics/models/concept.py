"""A concept in figures: where a count is expected to go, where a plan wants it, and what the money could pay for.

Section 4 names the parts of a policy and gives none of them a number.  The arithmetic here is our own: two courses at
constant rates, side by side, and a yearly budget divided by shares.  No formula says that money changes the course.
"""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.models.growth import annual_rate, compound
from counternarcotics.models.multi_criteria import normalised
from counternarcotics.numberlike import NumberLike, known, maximum, minimum, where

MILLION = 1_000_000


def target_path(base: NumberLike, change: NumberLike, elapsed: NumberLike, years: NumberLike) -> NumberLike:
    r"""Return :math:`Z_t = N_0 (1 + z)^{t/T}`, the count that a plan on course would show after `elapsed` years.

    `base` is the count at the start, `change` (:math:`z`, above -1) the fraction by which it is to change in `years`.

    >>> target_path(1000, -0.19, 1, 2)
    900.0
    """
    return compound(base, change, elapsed, years)


def needed_rate(change: NumberLike, years: NumberLike) -> NumberLike:
    r"""Return :math:`(1 + z)^{1/T} - 1`, the yearly rate that adds up to `change` in `years`.

    >>> round(needed_rate(-0.19, 2), 6)
    -0.1
    """
    return annual_rate(1, 1 + change, years)


def course(
    base: NumberLike, low: NumberLike, high: NumberLike, elapsed: NumberLike, period: NumberLike = 1
) -> tuple[NumberLike, NumberLike]:
    """Return the lower and upper count after `elapsed` years at two rates, given in either order.

    `period` is the number of years over which the rates accrue; see :func:`counternarcotics.models.growth.compound`.
    """
    ends = compound(base, low, elapsed, period), compound(base, high, elapsed, period)
    return minimum(*ends), maximum(*ends)


def allocation(budget: NumberLike, weights: Sequence[NumberLike]) -> list[NumberLike]:
    """Return `budget` divided in proportion to `weights`; in equal parts where every weight is 0.

    >>> allocation(10, [3, 1])
    [7.5, 2.5]
    """
    return [budget * share for share in normalised(weights)]


def people_treated(money: NumberLike, cost: NumberLike) -> NumberLike:
    """Return how many people a year `money` (US$ million a year) treats at `cost` (US$ a person and year, above 0).

    >>> people_treated(1.5, 1000)
    1500.0
    """
    return money * MILLION / cost


def budget_for_coverage(share: NumberLike, assessed: NumberLike, cost: NumberLike, part: NumberLike) -> NumberLike:
    """Return the whole budget (US$ million a year) of which `part` treats `share` of `assessed` people at `cost` each.

    Where nothing is set aside for treatment (`part` 0) no budget would do, and the answer is "not a number".

    >>> budget_for_coverage(0.1, 50_000, 1000, 0.5)
    10.0
    """
    spent = share * assessed * cost / MILLION
    return known(part > 0, spent / where(part > 0, part, 1))

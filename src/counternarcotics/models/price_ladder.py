"""Price ladder: the price of a kilogram from stage to stage, and how far a shock at one stage is passed on.

Risks are costs for which the trade is paid (Reuter and Kleiman 1986).  Whether a change of price early in the chain
reaches the end dollar for dollar (additive) or percent for percent (multiplicative) decides what enforcement near the
source can do (Caulkins and Reuter 2010).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike


def raw_material(opium_price: NumberLike, opium_per_heroin: NumberLike) -> NumberLike:
    """Return the price of the opium that stands in a kilogram of heroin, in US dollars.

    >>> raw_material(100, 7)
    700
    """
    return opium_price * opium_per_heroin


def mark_ups(prices: Sequence[NumberLike]) -> list[NumberLike]:
    """Return by how many times the price grows on each leg; one fewer than `prices` (> 0).

    >>> mark_ups([100, 200, 1000])
    [2.0, 5.0]
    """
    return [later / earlier for earlier, later in itertools.pairwise(prices)]


def replacement_cost(price: NumberLike, seized: NumberLike) -> NumberLike:
    r"""Return :math:`p\,q / (1 - q)`: what buying again costs for each kilogram that arrives, in US dollars.

    Of what sets out, bought at `price`, the part `seized` (:math:`q`, 0 to below 1) is lost, so that
    :math:`1/(1 - q)` kilograms are bought for each one that arrives (Reuter and Kleiman 1986).

    >>> replacement_cost(1000, 0.5)
    1000.0
    """
    return price * seized / (1 - seized)


def risk_pay(chance: NumberLike, years: NumberLike, pay_per_year: NumberLike, kilograms: NumberLike) -> NumberLike:
    r"""Return :math:`r = \pi\,T\,v / m`: the pay that makes up for the risk of prison, in US dollars per kilogram.

    `chance` of prison on one trip, `years` served, `pay_per_year` asked for a year in prison, `kilograms` carried on
    the trip (Reuter and Kleiman 1986).

    >>> risk_pay(0.01, 5, 10_000, 10)
    50.0
    """
    return chance * years * pay_per_year / kilograms


def shock(
    price: NumberLike, before: NumberLike, change: NumberLike, seized: NumberLike, risk: NumberLike
) -> NumberLike:
    r"""Return the price of a stage after a shock, :math:`p' = p\,(1 + c) + b\,q/(1 - q) + r`, in US dollars per kilogram.

    `price` is that of the stage, `before` that of the stage before it (0 for the first); `change` (:math:`c`) is a
    direct change as a fraction, `seized` (:math:`q`) an extra part lost on the way there, `risk` (:math:`r`) extra pay.

    >>> shock(4000, 1000, 0.5, 0.5, 100)
    7100.0
    """
    return price * (1 + change) + replacement_cost(before, seized) + risk


def passed_on(arriving: NumberLike, old: NumberLike, following: NumberLike, mix: NumberLike) -> NumberLike:
    r"""Return the price of the following stage, :math:`(1 - \mu)\,(x + f - p) + \mu\,x\,f/p`, in US dollars per kilogram.

    `arriving` (:math:`x`) is the new price of this stage and `old` (:math:`p`) the one before the shock, `following`
    (:math:`f`) the old price of the next; `mix` (:math:`\mu`, 0 to 1) is 0 where the leg adds a fixed sum and 1 where
    it multiplies (Caulkins and Reuter 2010).

    >>> passed_on(150, 100, 1000, 0), passed_on(150, 100, 1000, 1)
    (1050.0, 1500.0)
    """
    return (1 - mix) * (arriving + following - old) + mix * (arriving * following / old)


def ladder_after(
    prices: Sequence[NumberLike], shocked: Sequence[NumberLike], at: Sequence[NumberLike], mix: NumberLike
) -> list[NumberLike]:
    """Return the prices of all stages after a shock, in US dollars per kilogram.

    `prices` are the old prices by stage and `shocked` what each stage would cost if the shock fell there; `at` is 1 for
    the stage where it falls and 0 elsewhere.  Stages before it keep their price; each later one follows by
    :func:`passed_on`.

    >>> ladder_after([100, 1000], [150, 1000], [1, 0], 0)
    [150, 1050.0]
    """
    after: list[NumberLike] = []
    for stage, (price, hit, here) in enumerate(zip(prices, shocked, at, strict=True)):
        usual = price if stage == 0 else passed_on(after[-1], prices[stage - 1], price, mix)
        after.append(here * hit + (1 - here) * usual)
    return after

"""Farm choice: what a hectare of poppy is expected to bring, beside another crop.

A season ends in one of two ways: the harvest is sold, or the crop is destroyed.  The comparison of a gain
with a chance of loss is Becker's (1968), applied to a field.
"""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike


def harvest_income(price: NumberLike, crop_yield: NumberLike, cost: NumberLike) -> NumberLike:
    r"""Return :math:`g = p y - c`: what is left of a sold harvest, in US dollars per hectare.

    `price` is in US dollars per kilogram of dry opium, `crop_yield` in kilograms and `cost` in US dollars per
    hectare.

    >>> harvest_income(200, 40, 1500)
    6500
    """
    return price * crop_yield - cost


def expected_income(
    price: NumberLike,
    crop_yield: NumberLike,
    cost: NumberLike,
    chance: NumberLike,
    penalty: NumberLike,
    weight: NumberLike = 1,
) -> NumberLike:
    r"""Return :math:`E = (1 - q)(p y - c) - w\,q\,(c + f)`, in US dollars per hectare.

    With probability `chance` (:math:`q`) the crop is destroyed: its costs are lost, and `penalty` (:math:`f`)
    besides.  `weight` (:math:`w`) is 1 for the plain expectation :math:`(1 - q) p y - c - q f` and more than 1
    where a dollar lost counts for more than a dollar earned.

    >>> expected_income(200, 40, 1500, 0.25, 1000)
    4250.0
    """
    return (1 - chance) * harvest_income(price, crop_yield, cost) - weight * chance * (cost + penalty)


def break_even_price(
    alternative: NumberLike,
    crop_yield: NumberLike,
    cost: NumberLike,
    chance: NumberLike,
    penalty: NumberLike,
    weight: NumberLike = 1,
) -> NumberLike:
    r"""Return :math:`p^* = \bigl(c + \frac{a + w q (c + f)}{1 - q}\bigr) / y`, in US dollars per kilogram.

    At this price poppy is worth as much as `alternative` (:math:`a`, US dollars per hectare); `chance` is
    below 1.  The rest is as in :func:`expected_income`.
    """
    return (cost + (alternative + weight * chance * (cost + penalty)) / (1 - chance)) / crop_yield


def break_even_chance(
    alternative: NumberLike,
    price: NumberLike,
    crop_yield: NumberLike,
    cost: NumberLike,
    penalty: NumberLike,
    weight: NumberLike = 1,
) -> NumberLike:
    r"""Return :math:`q^* = (g - a) / (g + w (c + f))` with :math:`g = p y - c`, a probability.

    At this chance of eradication poppy is worth as much as `alternative`.  A negative result says that
    the other crop is worth more with no eradication at all.
    """
    harvest = harvest_income(price, crop_yield, cost)
    return (harvest - alternative) / (harvest + weight * (cost + penalty))

"""Hidden populations: how many people a register stands for when only some of them are on it."""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike, where

BELOW, MEETS, WITHIN, ABOVE = range(4)

ROUNDING = 1e-9  # a bound that is met exactly on paper is met here, whatever the last binary digit says


def hidden_population(
    registered: NumberLike, detection_probability: NumberLike, outdated_share: NumberLike = 0
) -> NumberLike:
    r"""Return :math:`N = R (1 - s) / p`, the multiplier estimate (Hickman and others 2002).

    `registered` is the number of people on the register, `detection_probability` (0 to 1, not 0) the chance that
    a person who uses drugs is on it, `outdated_share` (0 to 1) the part of the register that no longer counts:
    people who stopped, moved or died, and names entered twice.

    >>> hidden_population(5600, 0.0625)
    89600.0
    """
    return registered * (1 - outdated_share) / detection_probability


def detection_probability(registered: NumberLike, estimated: NumberLike, outdated_share: NumberLike = 0) -> NumberLike:
    r"""Return :math:`p = R (1 - s) / N`, the chance of being registered that an estimate of `estimated` people implies.

    >>> detection_probability(5600, 89600)
    0.0625
    """
    return registered * (1 - outdated_share) / estimated


def per_100000(count: NumberLike, population: NumberLike) -> NumberLike:
    """Return `count` people as a rate per 100,000 of `population`.

    >>> per_100000(5000, 1_000_000)
    500.0
    """
    return count / population * 100_000


def position(low: NumberLike, high: NumberLike, range_low: NumberLike, range_high: NumberLike) -> NumberLike:
    """Return where the interval `low` to `high` lies against a range: BELOW, MEETS (partly), WITHIN or ABOVE.

    >>> position(4, 6, 5, 9) == MEETS
    True
    """
    least, most = range_low * (1 - ROUNDING), range_high * (1 + ROUNDING)
    inside = (low >= least) & (high <= most)
    return where(high < least, BELOW, where(low > most, ABOVE, where(inside, WITHIN, MEETS)))

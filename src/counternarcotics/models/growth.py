"""Growth at a constant rate: what a percentage does to a register over the years."""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike


def compound(base: NumberLike, growth: NumberLike, years: NumberLike, period: NumberLike = 1) -> NumberLike:
    r"""Return :math:`N_t = N_0 (1 + g)^{t/p}`.

    `base` is the count at the start, `growth` the fraction added in `period` years (1: a rate per year;
    5: a change in total over five years), `years` the time since the start.

    >>> compound(5600, 0.05, 3)
    6482.7...
    """
    return base * (1 + growth) ** (years / period)


def annual_rate(start: NumberLike, end: NumberLike, years: NumberLike) -> NumberLike:
    r"""Return the constant yearly growth :math:`(N_t / N_0)^{1/t} - 1` that leads from `start` to `end`.

    >>> round(annual_rate(3018, 3106, 1), 4)
    0.0292
    """
    return (end / start) ** (1 / years) - 1


def split(total: NumberLike, share: NumberLike) -> tuple[NumberLike, NumberLike]:
    """Return `total` as two parts: ``share`` of it, and the rest."""
    return total * share, total * (1 - share)

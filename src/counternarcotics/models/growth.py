"""Growth at a constant rate: what a percentage does to a register over the years."""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike, log


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


def doubling_time(growth: NumberLike) -> NumberLike:
    r"""Return :math:`\ln 2 / \ln(1 + g)`, the years in which a count doubles; below 0, those in which it halves.

    `growth` is a fraction a year, above -1 and not 0.

    >>> round(doubling_time(0.07), 1), round(doubling_time(-0.5), 1)
    (10.2, -1.0)
    """
    return log(2) / log(1 + growth)


def change(before: NumberLike, after: NumberLike) -> NumberLike:
    r"""Return :math:`100\,(a / b - 1)`, the change from `before` (:math:`b`, not 0) to `after` in percent.

    >>> round(change(50, 60), 9), round(change(50, 40), 9)
    (20.0, -20.0)
    """
    return 100 * (after / before - 1)


def share(part: NumberLike, whole: NumberLike) -> NumberLike:
    r"""Return :math:`100\,p / w`, `part` in percent of `whole` (not 0).

    >>> share(1, 4)
    25.0
    """
    return 100 * part / whole


def split(total: NumberLike, share: NumberLike) -> tuple[NumberLike, NumberLike]:
    """Return `total` as two parts: ``share`` of it, and the rest."""
    return total * share, total * (1 - share)

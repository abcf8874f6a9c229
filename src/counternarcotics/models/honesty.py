"""Honesty: when it pays an officer to refuse a bribe.

The wage that makes malfeasance unprofitable stands in Becker and Stigler (1974): the post must be worth more than
other work, so that dismissal hurts.  They let the premium run through a career of repeated temptations; here one
offer stands against the rest of the career, and the sum discounted by year is ours.
"""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike, maximum


def present_value(rate: NumberLike, years: NumberLike) -> NumberLike:
    r"""Return :math:`A = \bigl(1 - (1 + r)^{-n}\bigr) / r`, the worth today of one dollar at the end of each of `years`.

    `rate` (:math:`r`, above 0) is the yearly discount rate.

    >>> round(present_value(0.1, 15), 3)
    7.606
    """
    return (1 - (1 + rate) ** -years) / rate


def loss_if_caught(pay: NumberLike, outside: NumberLike, factor: NumberLike, penalty: NumberLike = 0) -> NumberLike:
    r"""Return :math:`L = A \max(0, w - u) + f`, in US dollars: what dismissal and a further penalty cost.

    `pay` (:math:`w`) and `outside` (:math:`u`) are in US dollars a year, `factor` is :func:`present_value`,
    `penalty` (:math:`f`) a fine or a prison term in money.  Pay below that of other work makes dismissal no loss.

    >>> loss_if_caught(1800, 1200, 8, 5000)
    9800
    """
    return factor * maximum(0, pay - outside) + penalty


def value_of_honesty(bribe: NumberLike, chance: NumberLike, loss: NumberLike) -> NumberLike:
    r"""Return :math:`V = q L - (1 - q) b`, in US dollars: what refusing is worth beyond taking.

    With `chance` (:math:`q`) the bribe is found out, taken away, and `loss` (:math:`L`) follows; else the officer
    keeps `bribe` (:math:`b`).  Where it is positive, refusing pays.

    >>> value_of_honesty(50_000, 0.5, 60_000)
    5000.0
    """
    return chance * loss - (1 - chance) * bribe


def sufficient_chance(bribe: NumberLike, loss: NumberLike) -> NumberLike:
    r"""Return :math:`q^* = b / (b + L)`, the chance of being found out at which refusing just pays.

    >>> sufficient_chance(75_000, 25_000)
    0.75
    """
    return bribe / (bribe + loss)


def sufficient_pay(
    bribe: NumberLike, chance: NumberLike, outside: NumberLike, factor: NumberLike, penalty: NumberLike = 0
) -> NumberLike:
    r"""Return :math:`w^* = u + \max\bigl(0, \tfrac{1 - q}{q} b - f\bigr) / A`, in US dollars a year: the wage of honesty.

    At this pay refusing just pays; `chance` is above 0.  Where the penalty alone is enough it is the pay of
    other work.  The symbols are those of :func:`loss_if_caught` and :func:`value_of_honesty`.

    >>> sufficient_pay(50_000, 0.5, 1200, 8, 10_000)
    6200.0
    """
    return outside + maximum(0, (1 - chance) / chance * bribe - penalty) / factor


def largest_refused(chance: NumberLike, loss: NumberLike) -> NumberLike:
    r"""Return :math:`b^* = \tfrac{q}{1 - q} L`, in US dollars: the largest bribe that is refused; `chance` is below 1.

    >>> largest_refused(0.5, 8000)
    8000.0
    """
    return chance / (1 - chance) * loss

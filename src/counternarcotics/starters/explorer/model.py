"""REPLACE-THIS: a stock and its flows, the example of a model; say in one sentence what yours is about.

A model is a pure function in operators and the helpers of :mod:`counternarcotics.numberlike`, so that the page, the
lab and the tests compute with the same code.
"""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike


def settled(entries: NumberLike, stay: NumberLike) -> NumberLike:
    r"""Return :math:`N = e s`, the people where the stock settles (Little's law).

    `entries` (:math:`e`) are people a year, `stay` (:math:`s`) is the mean stay in years, more than 0.

    >>> settled(200, 3)
    600
    """
    return entries * stay


def stock_after(years: NumberLike, start: NumberLike, entries: NumberLike, stay: NumberLike) -> NumberLike:
    r"""Return :math:`N + (N_0 - N)(1 - 1/s)^t`, the people after `years` (:math:`t`) when a part :math:`1/s` leaves each year.

    `start` (:math:`N_0`) are people; `entries` and `stay` as in :func:`settled`, with a stay of at least one year.

    >>> stock_after(0, 100, 200, 3), stock_after(1, 600, 200, 3)
    (100.0, 600.0)
    """
    level = settled(entries, stay)
    return level + (start - level) * (1 - 1 / stay) ** years

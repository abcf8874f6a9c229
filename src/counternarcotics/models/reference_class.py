"""The outside view: what the record of similar cases leaves of a judgement made from the inside."""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike, minimum


def succession(successes: NumberLike, cases: NumberLike) -> NumberLike:
    r"""Return :math:`(s + 1)/(n + 2)`, the chance of success in the next case (Laplace's rule of succession).

    `cases` (:math:`n`) are similar cases, `successes` (:math:`s`) those that reached the aim; more successes than
    cases count as all of them.  The rule is the mean of a uniform prior after :math:`n` independent trials.

    >>> succession(0, 0), succession(3, 3)
    (0.5, 0.8)
    """
    return (minimum(successes, cases) + 1) / (cases + 2)


def combined(successes: NumberLike, cases: NumberLike, inside: NumberLike, weight: NumberLike) -> NumberLike:
    r"""Return :math:`(s + 1 + m p)/(n + 2 + m)`, the chance when an inside view is worth `weight` further cases.

    `inside` (:math:`p`) is the chance that the inside view gives, from 0 to 1, and `weight` (:math:`m`) the number of
    cases as which it counts; `successes` and `cases` as in :func:`succession`.

    >>> combined(0, 5, 0.7, 0) == succession(0, 5)
    True
    >>> combined(0, 2, 0.5, 4)
    0.375
    """
    return (minimum(successes, cases) + 1 + weight * inside) / (cases + 2 + weight)

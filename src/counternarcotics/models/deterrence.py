"""Deterrence: the expected sanction of a trafficking offence when a bribe may buy a softer outcome.

The comparison of a gain with detection, conviction and term is Becker's (1968).  A bribe that the two sides
bargain over dilutes it, as in Bowles and Garoupa (1997) and Polinsky and Shavell (2001); the split of what the
bribe saves is Nash's (1950), with weights.  That conviction gets rarer as the penalty grows is Andreoni's point
(1991); the constant fall by year is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counternarcotics.numberlike import NumberLike, exp, log, maximum, where

TIE = 1e-9  # two sanctions as near as this count as equal: rounding must not choose between them


def remaining(first: NumberLike, fall: NumberLike, term: NumberLike) -> NumberLike:
    r"""Return :math:`c(T) = c_1 (1 - k)^{T - 1}`, a chance that shrinks as the term grows.

    `first` (:math:`c_1`, 0 to 1) holds at a `term` (:math:`T`) of one year; each further year takes the fraction
    `fall` (:math:`k`, 0 to below 1) off what is left.  It serves for conviction and for the honesty of courts.

    >>> round(remaining(0.8, 0.05, 20), 3)
    0.302
    """
    return first * (1 - fall) ** (term - 1)


def expected_years(conviction: NumberLike, term: NumberLike) -> NumberLike:
    r"""Return :math:`c\,T`, the years that a person who is detected has to expect where nobody takes bribes.

    >>> expected_years(0.5, 20)
    10.0
    """
    return conviction * term


def bribe(saved: NumberLike, risk: NumberLike, share: NumberLike) -> NumberLike:
    r"""Return :math:`b = r + \beta (s - r)` where :math:`s > r`, else nothing: the bribe that two sides agree on.

    `saved` (:math:`s`, US dollars) is what the softer outcome is worth to the accused, `risk` (:math:`r`) what the
    official stands to lose by granting it, `share` (:math:`\beta`, 0 to 1) the official's part of the surplus.

    >>> bribe(10_000, 2_000, 0.5), bribe(1_000, 2_000, 0.5)
    (6000.0, 0.0)
    """
    return where(saved > risk, risk + share * (saved - risk), 0.0)


def relief(saved: NumberLike, risk: NumberLike, share: NumberLike) -> NumberLike:
    r"""Return :math:`(1 - \beta) \max(0, s - r)`, what the bribe leaves the accused better off by; see :func:`bribe`.

    >>> relief(10_000, 2_000, 0.5)
    4000.0
    """
    return (1 - share) * maximum(0, saved - risk)


def expected_sanction(
    detection: NumberLike,
    loss: NumberLike,
    open_share: NumberLike,
    softening: NumberLike,
    risk: NumberLike,
    share: NumberLike,
) -> NumberLike:
    r"""Return :math:`E = d\,[\ell - a (1 - \beta) \max(0, m \ell - r)]`, in US dollars per offence.

    `detection` is :math:`d`; `loss` (:math:`\ell`, US dollars) what the expected years are worth to the person who
    is detected; `open_share` (:math:`a`) the chance that the court trades; `softening` (:math:`m`) the share of the
    expected years that a bribe takes away.  The rest is as in :func:`bribe`.

    >>> expected_sanction(0.1, 20_000, 0.5, 0.5, 2_000, 0.5)
    1800.0
    """
    return detection * (loss - open_share * relief(softening * loss, risk, share))


def served_years(
    detection: NumberLike, years: NumberLike, open_share: NumberLike, softening: NumberLike, paid: NumberLike
) -> NumberLike:
    r"""Return :math:`d\,y\,(1 - a\,m)`, the years in prison to expect per offence, or :math:`d\,y` where no bribe is paid.

    `years` (:math:`y`) is the result of :func:`expected_years`, `paid` the bribe (nothing: no bargain is struck).

    >>> served_years(0.1, 10, 0.5, 0.5, 6000), served_years(0.1, 10, 0.5, 0.5, 0)
    (0.75, 1.0)
    """
    return detection * years * (1 - open_share * softening * where(paid > 0, 1, 0))


def most_deterring(fall: NumberLike) -> NumberLike:
    r"""Return :math:`T^* = -1 / \ln(1 - k)`, the term with the largest :math:`T (1 - k)^{T - 1}`; `fall` is above 0.

    >>> round(most_deterring(0.05), 1)
    19.5
    """
    return -1 / log(1 - fall)


def largest(
    terms: Sequence[float],
    sanctions: Sequence[NumberLike],
    keep: Callable[[str, NumberLike], NumberLike] = lambda name, value: value,
) -> NumberLike:
    """Return the first of `terms` whose sanction no longer or shorter one exceeds.

    `keep` names each step, so that the search is one short expression a term.

    >>> largest([1, 2, 3], [0.5, 0.9, 0.7])
    2
    """
    best, at = sanctions[0], terms[0]
    for position, (term, sanction) in enumerate(zip(terms[1:], sanctions[1:], strict=True), start=1):
        higher = sanction > best * (1 + TIE)
        at = keep(f"peak_at{position}", where(higher, term, at))
        best = keep(f"peak{position}", maximum(best, sanction))
    return at


def discounted_years(term: NumberLike, rate: NumberLike) -> NumberLike:
    r"""Return :math:`(1 - e^{-\rho T}) / \rho`, what a `term` weighs today for somebody who discounts at `rate` (> 0).

    >>> round(discounted_years(20, 0.1), 2)
    8.65
    """
    return (1 - exp(-rate * term)) / rate

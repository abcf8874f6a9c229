"""Survival: how long bodies last, as a curve that assumptions give and as one that dates give.

The curve from assumptions is a hazard model with proportional effects (Cox 1972); the curve from dates is the
product-limit estimate of Kaplan and Meier (1958), which uses bodies that have not ended for as long as they are seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counternarcotics.numberlike import NumberLike, exp, log, maximum, summed, where


def uncovered(own: NumberLike, donors: NumberLike) -> NumberLike:
    r"""Return :math:`u = \max(0, 1 - o - d)`, the share of the need that neither the budget nor donors pay.

    >>> uncovered(0.25, 0.5)
    0.25
    """
    return maximum(0, 1 - own - donors)


def hazard(
    base: NumberLike,
    unpaid: NumberLike,
    money_ratio: NumberLike,
    turnover: NumberLike,
    turnover_ratio: NumberLike,
) -> NumberLike:
    r"""Return :math:`\lambda = \lambda_0\, M^{u}\, (1 + q\,(T - 1))`, the rate of being abolished, a year.

    `base` (:math:`\lambda_0`) holds where everything is paid and nobody changes in power, `money_ratio` (:math:`M`)
    multiplies it where nothing is paid (`unpaid` :math:`u = 1`), `turnover_ratio` (:math:`T`) in a year in which power
    changes hands, which happens with the chance `turnover` (:math:`q`).  The form is that of Cox (1972).

    >>> round(hazard(0.02, 0.5, 4, 0.25, 5), 3)
    0.08
    """
    return base * exp(log(money_ratio) * unpaid) * (1 + turnover * (turnover_ratio - 1))


def survival(
    rates: Sequence[NumberLike], keep: Callable[[str, NumberLike], NumberLike] = lambda name, value: value
) -> list[NumberLike]:
    r"""Return :math:`S_t = S_{t-1}\,e^{-\lambda_t}` from :math:`S_0 = 1`: the share still there, one value more than `rates`.

    >>> [round(share, 3) for share in survival([0.1, 0.1])]
    [1.0, 0.905, 0.819]
    """
    shares: list[NumberLike] = [1.0]
    for year, rate in enumerate(rates, start=1):
        shares.append(keep(f"s{year}", shares[-1] * exp(-rate)))
    return shares


def years_above(shares: Sequence[NumberLike], level: float) -> NumberLike:
    """Return how many of the years after the first have a share above `level`; shares fall or stand.

    >>> years_above([1.0, 0.9, 0.4], 0.5)
    1
    """
    return summed(where(share > level, 1, 0) for share in shares[1:])


def unlike_twins(share: NumberLike) -> NumberLike:
    r"""Return :math:`2S(1 - S)`: the chance that exactly one of two equal and independent bodies is still there.

    >>> unlike_twins(0.5)
    0.5
    """
    return 2 * share * (1 - share)


@dataclass(frozen=True)
class Step:
    """One age at which bodies ended: how many were `at_risk` and how many `ended`, the `share` left, its variance sum."""

    age: float
    at_risk: int
    ended: int
    share: float
    spread: float


def kaplan_meier(lives: Sequence[tuple[float, bool]]) -> list[Step]:
    r"""Return the product-limit estimate :math:`\hat S(a) = \prod_{a_i \le a} (1 - d_i / n_i)`, one step an age with an end.

    `lives` holds for each body its age in years when it was last seen and whether it ended then.  A body last seen at
    the very age of an end counts as at risk.  ``spread`` is Greenwood's sum of :math:`d_i / (n_i (n_i - d_i))`, infinite
    where nobody is left (Kaplan and Meier 1958).

    >>> [(s.age, s.at_risk, round(s.share, 3)) for s in kaplan_meier([(2, True), (3, False), (5, True), (9, False)])]
    [(2, 4, 0.75), (5, 2, 0.375)]
    """
    steps: list[Step] = []
    share, spread = 1.0, 0.0
    for age in sorted({age for age, ended in lives if ended}):
        at_risk = summed(other >= age for other, _ in lives)
        ends = summed(other == age for other, ended in lives if ended)
        share *= 1 - ends / at_risk
        spread += ends / (at_risk * (at_risk - ends)) if at_risk > ends else math.inf
        steps.append(Step(age, at_risk, ends, share, spread))
    return steps


def share_at(steps: Sequence[Step], age: float) -> float:
    """Return the estimated share still there at `age`: 1 before the first step."""
    return next((step.share for step in reversed(steps) if step.age <= age), 1.0)


def interval_at(steps: Sequence[Step], age: float, z: float = 1.96) -> tuple[float, float]:
    r"""Return the limits :math:`\hat S^{\exp(\pm z\,w)}` with :math:`w = \sqrt{\text{spread}} / |\ln \hat S|`.

    The limits are worked out on the scale of the logarithm of the cumulative hazard, which keeps them between 0 and 1.
    Before the first step, and where nobody is left, the data give no spread, and the limits are 0 and 1.
    """
    found = next((step for step in reversed(steps) if step.age <= age), None)
    if found is None or found.share <= 0:
        return 0.0, 1.0
    width = math.exp(z * math.sqrt(found.spread) / abs(math.log(found.share)))
    return found.share**width, found.share ** (1 / width)


def rate(lives: Sequence[tuple[float, bool]]) -> float:
    """Return ends over body-years: the constant yearly hazard that fits the lives best.

    >>> rate([(2, True), (8, False)])
    0.1
    """
    return summed(ended for _, ended in lives) / summed(age for age, _ in lives)

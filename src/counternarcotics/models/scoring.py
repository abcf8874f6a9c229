"""Scoring: what a stated probability costs once the outcome is known, alone and on average."""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, maximum, minimum, summed

COIN_FLIP = 0.25  # the Brier score of one who says one half about everything


def brier(probability: NumberLike, share: NumberLike) -> NumberLike:
    r"""Return the Brier score of one claim, :math:`s\,(1 - f)^2 + (1 - s)\,f^2`; less is better.

    `probability` is :math:`f`, the chance (0 to 1) that was given to the claim, and `share` is :math:`s`, how much
    of the claim came true: 1 for a hit and 0 for a miss, which gives the usual :math:`(f - o)^2`.  A claim that is
    half right (:math:`s = 0.5`) costs the mean of a hit and a miss, so one half always costs 0.25.  Source: Brier
    1950, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78(1), 1-3, who
    adds up the two classes of outcome and so prints twice this; the share of a split claim is our extension.

    >>> brier(0.5, 1), brier(0.5, 0.5), round(brier(0.8, 0), 2)
    (0.25, 0.25, 0.64)
    """
    against = 1 - probability
    return share * against * against + (1 - share) * probability * probability


def expected_brier(belief: NumberLike, stated: NumberLike) -> NumberLike:
    r"""Return what a forecaster who believes `belief` must expect to pay for saying `stated`.

    It equals :math:`(f - p)^2 + p (1 - p)` and is least at :math:`f = p`: the score is strictly proper, so it pays
    to say what one believes.  Source: Gneiting and Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and
    Estimation", Journal of the American Statistical Association 102(477), 359-378.

    >>> round(expected_brier(0.7, 0.7), 2), round(expected_brier(0.7, 0.9), 2)
    (0.21, 0.25)
    """
    return brier(stated, belief)


def beats_a_coin_up_to(hit_rate: NumberLike) -> NumberLike:
    r"""Return the largest confidence above one half at which a claimant with this `hit_rate` beats a coin flip.

    With the same confidence :math:`f` in every claim and a share :math:`h` of hits, the mean Brier score is
    :math:`(f - h)^2 + h (1 - h)`.  It lies below a quarter while :math:`f < 2h - \tfrac12`, our algebra.
    The result is at most 1, and at least one half, which stands for "at none".

    >>> round(beats_a_coin_up_to(0.6), 2), beats_a_coin_up_to(0.4)
    (0.7, 0.5)
    """
    return minimum(1, maximum(2 * hit_rate - 0.5, 0.5))


def skill(score: NumberLike, reference: NumberLike) -> NumberLike:
    r"""Return :math:`1 - S / S_{ref}`: 1 for a perfect score, 0 for no better than the reference, below 0 for worse.

    `reference` is the score (> 0) of a naive benchmark on the same claims.

    >>> skill(0.1, 0.25)
    0.6
    """
    return 1 - score / reference


def weighted_mean(values: Sequence[NumberLike], weights: Sequence[NumberLike]) -> NumberLike:
    """Return the mean of `values` with `weights` (0 or more, of which one at least is above 0).

    >>> weighted_mean([1, 0, 5], [1, 1, 0])
    0.5
    """
    return summed(v * w for v, w in zip(values, weights, strict=True)) / summed(weights)

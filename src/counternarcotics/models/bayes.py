"""Rival hypotheses: what evidence does to the probability of several explanations that exclude one another.

The rule is Bayes' (Fairfield and Charman 2017 apply it to single cases in political science).  Evidence speaks
through ratios of likelihoods only: what all hypotheses expect alike tells none of them from the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, maximum, summed


def normalised(weights: Sequence[NumberLike]) -> list[NumberLike]:
    r"""Return :math:`w_i / \sum_j w_j`: weights (each 0 or more, not all 0) as probabilities that add up to 1.

    >>> normalised([1, 1, 2])
    [0.25, 0.25, 0.5]
    """
    total = summed(weights)
    return [weight / total for weight in weights]


def posterior(priors: Sequence[NumberLike], likelihoods: Sequence[NumberLike]) -> list[NumberLike]:
    r"""Return :math:`P(H_i|E) = P(H_i)\,\ell_i / \sum_j P(H_j)\,\ell_j`, one probability a hypothesis.

    `likelihoods` are the chances of the evidence under each hypothesis, or anything proportional to them; the
    hypotheses exclude one another and leave no other out.

    >>> posterior([0.5, 0.5], [3, 1])
    [0.75, 0.25]
    """
    return normalised([prior * likelihood for prior, likelihood in zip(priors, likelihoods, strict=True)])


def posterior_of_two(prior: NumberLike, ratio: NumberLike) -> NumberLike:
    r"""Return the posterior of a hypothesis with probability `prior` against one rival: odds times `ratio`.

    `ratio` is the likelihood ratio, 0 or more; below 1 it speaks for the rival.

    >>> posterior_of_two(0.5, 3)
    0.75
    """
    return prior * ratio / (prior * ratio + 1 - prior)


def effective_weight(statements: int, independence: NumberLike) -> NumberLike:
    r"""Return :math:`\nu = (1 + (n - 1) d) / n`, the power in which each of `n` statements of one speaker counts.

    With `independence` (:math:`d`) 1 every statement counts in full; with 0 all of them together count as one.
    The rule is that of this book: it keeps the order of the statements from mattering.

    >>> effective_weight(4, 0), effective_weight(4, 1)
    (0.25, 1.0)
    """
    return (1 + (statements - 1) * independence) / statements


def graded_likelihoods(
    grade: NumberLike, step: NumberLike, reach: NumberLike, weight: NumberLike = 1
) -> list[NumberLike]:
    r"""Return likelihoods of one piece of evidence under a first motive, a second motive, and both, up to a factor.

    `grade` (:math:`k`) runs from 2 (strongly for the first motive) to -2 (strongly for the second) and sets their
    ratio to :math:`b^k`, where `step` (:math:`b` > 1) is what "somewhat" means.  Both motives together lie
    between the two on a scale of logarithms: at the worse one with `reach` 0, at the geometric mean with 0.5,
    at the better one with 1.  `weight` is the power in which the piece counts.

    >>> graded_likelihoods(2, 3, 0.5)
    [3.0, 0.3333333333333333, 1.0]
    """
    distance = maximum(grade, -grade)
    return [
        step ** (weight * grade / 2),
        step ** (-(weight * grade) / 2),
        step ** (weight * distance * (reach - 0.5)),
    ]

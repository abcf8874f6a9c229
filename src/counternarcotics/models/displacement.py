"""Displacement: what a trade does when one of several borders is guarded better than the others.

Traffickers are taken to choose among routes by cost, with a logit choice (McFadden 1974); the average difficulty of
crossing somewhere is the logsum of the routes' costs (Small and Rosen 1981), which lies between their mean and their
minimum.  The minimum is Hirshleifer's (1983) weakest link.  Everything is abstract: a route is a cost and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from counternarcotics.numberlike import NumberLike, exp, log, maximum, minimum, summed


def interdiction_rate(effort: NumberLike, effect: NumberLike) -> NumberLike:
    r"""Return :math:`q = 1 - e^{-k e}`, the part of what crosses (0 to 1) that is stopped.

    Every point of `effort` (:math:`e \ge 0`) stops the same part of what the points before it let through, so that
    effort has diminishing returns; `effect` (:math:`k`) is about the part that the first point stops.  Our assumption.

    >>> interdiction_rate(0, 0.04)
    0.0
    """
    return 1 - exp(-effect * effort)


def route_cost(base: NumberLike, penalty: NumberLike, rate: NumberLike) -> NumberLike:
    r"""Return :math:`c = b + p q`: the cost of carrying plus the expected loss at the control.

    `base` is what carrying costs without a control, `penalty` what is lost when a consignment is stopped, both in the
    same unit; `rate` is the chance of that.  Risks as costs: Reuter and Kleiman (1986).

    >>> route_cost(1, 10, 0.25)
    3.5
    """
    return base + penalty * rate


def shares(costs: Sequence[NumberLike], theta: NumberLike) -> list[NumberLike]:
    r"""Return :math:`s_i = e^{-\theta c_i} / \sum_j e^{-\theta c_j}`, the part of the flow that each route takes.

    `theta` (> 0, per unit of cost) says how keenly a difference in cost is noticed (McFadden 1974).

    >>> shares([2, 2], 1.5)
    [0.5, 0.5]
    """
    weights = [exp(-theta * cost) for cost in costs]
    whole = summed(weights)
    return [weight / whole for weight in weights]


def composite_cost(costs: Sequence[NumberLike], theta: NumberLike) -> NumberLike:
    r"""Return :math:`C = -\frac{1}{\theta} \ln\bigl(\frac{1}{n} \sum_j e^{-\theta c_j}\bigr)`, in the unit of the costs.

    The cost of the trade as a whole when it may choose among `costs` (Small and Rosen 1981): near the mean for a small
    `theta`, near the minimum for a large one.  Its slope in one cost is that route's share.
    """
    return -log(summed([exp(-theta * cost) for cost in costs]) / len(costs)) / theta


def responding_flow(flow: NumberLike, before: NumberLike, after: NumberLike, elasticity: NumberLike) -> NumberLike:
    r"""Return :math:`F' = F\,(C'/C)^{-\varepsilon}`, in the unit of `flow`.

    `before` and `after` are composite costs (> 0), `elasticity` (:math:`\varepsilon \ge 0`) is the fall of the flow in
    percent for each percent of cost.

    >>> responding_flow(100, 2, 4, 1)
    50.0
    """
    return flow * (after / before) ** (-elasticity)


def cooperating(efforts: Sequence[NumberLike], pooling: NumberLike, sharing: NumberLike) -> list[NumberLike]:
    r"""Return the efforts that count when states work together, in points.

    `pooling` (0 to 1) draws every effort towards their mean, the sum unchanged; `sharing` (0 to 1) adds that part of
    the mean of the others, for what their information is worth:
    :math:`e'_i = \tilde e_i + \sigma \frac{1}{n-1} \sum_{j \ne i} \tilde e_j` with
    :math:`\tilde e_i = (1 - \kappa) e_i + \kappa \bar e`.  Our assumption.

    >>> cooperating([0, 6], 0.5, 0)
    [1.5, 4.5]
    """
    mean = summed(efforts) / len(efforts)
    drawn = [(1 - pooling) * effort + pooling * mean for effort in efforts]
    others = len(efforts) - 1
    return [own + sharing * (len(efforts) * mean - own) / others for own in drawn]


def moved(before: Sequence[NumberLike], after: Sequence[NumberLike]) -> tuple[NumberLike, NumberLike]:
    r"""Return what left the borders that lost flow, and how much of it reappeared at others, in the unit of the flows.

    The second is never more than the first: where the gains are larger, the flow as a whole has grown.

    >>> moved([20, 20], [10, 26])
    (10, 6)
    """
    left = summed([maximum(old - new, 0) for old, new in zip(before, after, strict=True)])
    gained = summed([maximum(new - old, 0) for old, new in zip(before, after, strict=True)])
    return left, minimum(left, gained)

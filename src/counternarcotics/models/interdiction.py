"""Interdiction: what part of a flow is seized, when the flow itself is only inferred."""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike, maximum


def heroin_flow(
    opium: NumberLike, route_share: NumberLike, heroin_share: NumberLike, opium_per_heroin: NumberLike
) -> NumberLike:
    r"""Return :math:`F = O \, r \, h / c`, the heroin that takes a route, in the unit of `opium`.

    `opium` is a year's harvest, `route_share` and `heroin_share` (0 to 1) the parts that take the route and that
    travel as heroin, `opium_per_heroin` the mass of opium that stands for one unit of heroin.

    >>> heroin_flow(1000, 0.5, 0.8, 10)
    40.0
    """
    return opium * route_share * heroin_share / opium_per_heroin


def interdiction_rate(seized: NumberLike, flow: NumberLike) -> NumberLike:
    """Return the part of `flow` (> 0, same unit) that is seized; above 1 the two cannot belong together.

    >>> interdiction_rate(2, 40)
    0.05
    """
    return seized / flow


def consumed(flow: NumberLike, consumed_share: NumberLike) -> NumberLike:
    """Return the part of `flow` that is consumed on the way."""
    return flow * consumed_share


def going_on(flow: NumberLike, seized: NumberLike, consumed_share: NumberLike) -> NumberLike:
    """Return what leaves at the far end: `flow` less what is consumed and seized, and never less than nothing.

    >>> going_on(40, 2, 0.25)
    28.0
    """
    return maximum(flow - consumed(flow, consumed_share) - seized, 0)

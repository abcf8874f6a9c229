"""Computed numbers of the reading of 2010 that count chains and not steps: a chain may have several in one country.

An expression counts rows, and a row is a step, so these two stay functions.
"""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed

ROUTES = ("heroin-routes-afghanistan-2010",)


def _through(country: str) -> int:
    return tables.load("route_chains").query("place == @country")["chain"].nunique()


@computed(how="Chains with a step in Tajikistan, counted in the printed list", uses=ROUTES, unit="routes")
def chains_through_tajikistan() -> float:
    """Return the chains that pass Tajikistan."""
    return _through("tajikistan")


@computed(how="Chains with a step in Russia, counted in the printed list", uses=ROUTES, unit="routes")
def chains_through_russia() -> float:
    """Return the chains that pass Russia."""
    return _through("russia")

"""Tasks of the lab of the reading of 2010, routes and prices."""

from __future__ import annotations

from counternarcotics import computed, tables
from counternarcotics.checks import Task
from counternarcotics.numberlike import summed

AFGHAN, KYRGYZ, RUSSIAN = (f"heroin-price-{place}-2010" for place in ("afghanistan", "kyrgyzstan", "russia"))
SEIZED_OSH = "heroin-seized-osh-2010-04"
CHAINS = 10
LOST = 0.2


def printed_chains() -> list[list[str]]:
    """Return the waypoints and places of each printed chain, in order."""
    table = tables.load("route_chains").sort_values(["chain", "step"])
    return [[*part["waypoint"], *part["place"]] for _, part in table.groupby("chain")]


def through(place: str) -> int:
    """Return how many printed chains pass a waypoint or place."""
    return summed(place in chain for chain in printed_chains())


def chains_through_moscow() -> int:
    """Return how many of the printed chains pass Moscow."""
    return through("Moscow")


def left_without_osh_and_termez() -> int:
    """Return how many chains pass neither Osh nor Termez."""
    return summed("Osh" not in chain and "Termez" not in chain for chain in printed_chains())


def stopped_at_seventy_percent() -> float:
    """Return the percent of the flow stopped at Osh with equal weights, substitution 0.7 and no detour cost."""
    return 100 * through("Osh") / CHAINS * (1 - 0.7)


def replacing_the_osh_heroin() -> float:
    """Return what buying the heroin of the Osh case again cost at the middle Afghan price, in US dollars."""
    return tables.value(SEIZED_OSH) * tables.value(AFGHAN)


def end_under_shares() -> float:
    """Return the percent rise in Russia under the multiplicative rule if a fifth is lost before Kyrgyzstan."""
    extra = tables.value(AFGHAN) * LOST / (1 - LOST)
    price = tables.value(RUSSIAN) * (tables.value(KYRGYZ) + extra) / tables.value(KYRGYZ)
    return 100 * (price / tables.value(RUSSIAN) - 1)


TASKS = {
    1: Task(
        expected=chains_through_moscow,
        right="As many as Osh: by counting lines, the two are equal hubs.",
        hint='Read it from the series counts, or sum the column "Moscow" of the matrix.',
    ),
    2: Task(
        expected=left_without_osh_and_termez,
        right="One chain alone, the sixth: the two southern entries share the list almost between them.",
        hint='Keep the rows of the matrix in which both "Osh" and "Termez" are 0, and count them.',
    ),
    3: Task(
        expected=stopped_at_seventy_percent,
        right="The mean of the simulation lies near it; a single run can be far away.",
        hint="Met is 60 percent; what is met stops with a chance of one minus the substitution. Give percent.",
    ),
    4: Task(
        expected=replacing_the_osh_heroin,
        right="A thirty-sixth of what the same kilograms would have brought in Russia.",
        hint='Multiply tables.value("heroin-seized-osh-2010-04") by the Afghan price, the middle of its range.',
    ),
    5: Task(
        expected=end_under_shares,
        right="Ten times what the additive rule gives, for the same lost kilograms.",
        hint="The loss adds price * q / (1 - q) at Kyrgyzstan; under shares the percent there is the percent in Russia.",
    ),
    6: Task(
        expected=lambda: computed.get("pure-price-rise-to-street").ends()[0],
        tolerance=0.02,
        right="As sold it grows by three fifths of that: the rest is dilution.",
        hint="Divide the last value of the column pure by the first.",
    ),
}

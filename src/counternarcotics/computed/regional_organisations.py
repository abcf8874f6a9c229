"""Computed numbers of section 3.1 that compare rows with each other: pairs of states, and seats held at a date.

An expression counts rows by their cells and does not join them, so these stay functions.
"""

from __future__ import annotations

import itertools

from counternarcotics import explorers
from counternarcotics.computed import PERCENT, computed
from counternarcotics.explorers import soft_law
from counternarcotics.explorers.who_sits_where import COUNTING
from counternarcotics.memberships import FOUR, members, shared_bodies

FIVE_STATES = "countries-of-central-asia-2004"
ECO_FOUNDERS, SHANGHAI_FIVE = "members-eco-1985", "members-shanghai-five-eurasia-1996"


@computed(
    how="Pairs of the five states that both belong to all four organisations of 3.1, by the rows of membership",
    uses=(FIVE_STATES,),
)
def pairs_in_all_four() -> float:
    """Return the pairs of Central Asian states that share all four organisations at the end of 2004."""
    return sum(number == len(FOUR) for number in shared_bodies().values())


@computed(how="Pairs of the five states that share ECO and none of the other three organisations", uses=(FIVE_STATES,))
def pairs_in_eco_alone() -> float:
    """Return the pairs of Central Asian states that meet in one organisation only."""
    return sum(number == 1 for number in shared_bodies().values())


@computed(
    how="Different pairs of states that share at least one of the four organisations at the end of 2004",
    uses=(ECO_FOUNDERS, SHANGHAI_FIVE),
)
def different_pairs_linked() -> float:
    """Return the different pairs of states behind the links of the four organisations."""
    return len({pair for body in FOUR for pair in itertools.combinations(sorted(members(body)), 2)})


def _seats(**settings) -> float:
    return explorers.load("who-sits-where").evaluate(**settings).values["own"]


@computed(how="Seats of the five states in the four organisations of 3.1 at the end of 2004", uses=(FIVE_STATES,))
def seats_of_the_five() -> float:
    """Return the seats that the five states hold in the four organisations."""
    return _seats(year=2004)


@computed(
    how="Seats of the five states in six bodies at the end of 1999, undated ones counted from the founding",
    uses=(FIVE_STATES,),
)
def seats_in_1999_all_counted() -> float:
    """Return the seats of the five states in 1999 with every undated member counted."""
    return _seats(year=1999, bodies="All six bodies", undated=COUNTING[0])


@computed(how="Seats of the five states in six bodies at the end of 1999, printed starts only", uses=(FIVE_STATES,))
def seats_in_1999_printed_starts() -> float:
    """Return the seats of the five states in 1999 without undated members."""
    return _seats(year=1999, bodies="All six bodies", undated=COUNTING[1])


@computed(
    unit="percent",
    format=".0f",
    how="Judged articles over the highest article that is mentioned; the agreement has at least as many",
    uses=("years-without-joint-groups-1996-2004",),
)
def judged_share_at_most() -> float:
    """Return the judged articles as a share of the agreement, an upper bound in percent: it needs the largest of cells."""
    return PERCENT * len(soft_law.judged()) / soft_law.highest_article()

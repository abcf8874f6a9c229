"""Tasks of the lab of Reading 1, rival explanations."""

from __future__ import annotations

from counternarcotics import computed, explorers, tables
from counternarcotics.checks import Task
from counternarcotics.models.bayes import effective_weight, posterior_of_two
from counternarcotics.numberlike import summed

# The general's reading in grades for trade over insurgency; True where the piece rests on his own word.
GENERAL = {"plan": (0, True), "hostages": (1, False), "routes": (2, True), "no poppy": (1, True), "judgement": (2, True), "trade went on": (1, False)}  # fmt: skip
STEP = 3


def year_of_the_incursion() -> int:
    """Return the year before that of the exercises which the text calls an event of its month."""
    return int(tables.row("joint-exercises-2000")["date"][:4]) - 1


def probability_after_one_piece() -> float:
    """Return the probability of trade from a prior of one fifth and a likelihood ratio of nine."""
    return posterior_of_two(0.2, STEP**2)


def weight_with_one_witness() -> float:
    """Return the ratio for trade over insurgency when all that the general says counts as one statement."""
    his = [grade for grade, own in GENERAL.values() if own]
    others = [grade for grade, own in GENERAL.values() if not own]
    return STEP ** (summed(his) * effective_weight(len(his), 0) + summed(others))


def heroin_rise() -> float:
    """Return the heroin seized in Tajikistan in 2001 over that of 1999."""
    return tables.value("heroin-seized-tajikistan-2001") / tables.value("heroin-seized-tajikistan-1999")


def both_in_the_sceptics_reading() -> float:
    """Return the probability of "both at once" in the explorer's sceptical preset, in percent."""
    explorer = explorers.load("rival-explanations")
    return 100 * explorer.evaluate(**explorer.preset("sceptic")).values["both"]


TASKS = {
    1: Task(
        expected=year_of_the_incursion,
        right="One dated event anchors every relative date around it.",
        hint="Take the year of the exercises from the table of events; the August before them lies one year earlier.",
        tolerance=1e-6,
    ),
    2: Task(
        expected=probability_after_one_piece,
        right="A heavy piece of evidence lifts an unlikely explanation above a half, and no further.",
        hint="Call update with the prior 0.2 and the ratio 9; the answer is a probability between 0 and 1.",
    ),
    3: Task(
        expected=weight_with_one_witness,
        right="From thousands to dozens: most of the certainty came from counting one man four times.",
        hint="Multiply the grades of his pieces by 1/4 before you sum all grades; then raise 3 to that sum.",
    ),
    4: Task(
        expected=heroin_rise,
        right="The trade grew after the fighters were gone, or the officers got better: say both.",
        hint="Divide the kilograms of 2001 by those of 1999.",
    ),
    5: Task(
        expected=lambda: int(computed.get("pairs-with-as-much-heroin").ends()[0]),
        right="The years of the campaigns lie low among the five, where a nexus wants them high.",
        hint="Compare the series pairs with its value for 1999 and 2000, and count; the pair itself counts.",
    ),
    6: Task(
        expected=both_in_the_sceptics_reading,
        right="An explanation that nobody argued for keeps a fifth: it loses only as fast as its rule lets it.",
        hint='Evaluate the explorer with **explorer.preset("sceptic") and give values["both"] in percent.',
    ),
}

"""Answers of Lab 1.1b, the hidden population."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.numberlike import summed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")


def odd_country() -> str:
    """Return the country whose printed upper rate is not its upper estimate over its population."""

    def gap(country: str) -> float:
        people = tables.bounds(f"users-estimated-{country}-2002")[1]
        computed = 100_000 * people / tables.value(f"population-{country}-2002")
        return abs(computed - tables.figure(f"users-estimated-per-100000-{country}-2002")["value_high"])

    return max(COUNTRIES, key=gap)


def kyrgyz_coverage() -> float:
    """Return the registered people as a percentage of the lower Kyrgyz estimate."""
    low, _ = tables.bounds("users-estimated-kyrgyzstan-2002")
    return 100 * tables.value("registered-users-kyrgyzstan-2003") / low


def excess_of_the_parts() -> float:
    """Return by how many people the four lower estimates exceed the one printed for the region."""
    lows = summed(tables.bounds(f"users-estimated-{country}-2002")[0] for country in COUNTRIES)
    return lows - tables.value("users-estimated-central-asia-2002")


def factor_to_reach_the_share() -> float:
    """Return how many times the 1990 register makes the printed share of the 1990 population."""
    share = tables.value("users-share-of-population-central-asia-2002") / 100
    people = share * tables.value("population-central-asia-1990")
    return people / tables.value("registered-users-central-asia-1990")


def joint_list_estimate() -> float:
    """Return the estimate, in percent of the city, from clinic or outreach as one list and the police as the other.

    The expected value: the police list is drawn independently, so only the luck of the lab's draw parts the two.
    """
    return 100


TASKS = {
    1: Task(
        expected=odd_country,
        right="Its upper rate does not follow from the estimate and the population printed beside it: one of the three is a misprint.",
        hint="Go through the last table row by row and compare high with printed_high.",
    ),
    2: Task(
        expected=kyrgyz_coverage,
        right="Most people who use drugs would be on no list at all.",
        hint='Divide countries.loc["kyrgyzstan", "registered"] by countries.loc["kyrgyzstan", "low"], then turn the share into a percentage.',
    ),
    3: Task(
        expected=excess_of_the_parts,
        right="The printed regional number is too low for its own parts, or the parts come from another count.",
        hint='Subtract region["value_low"].item() from countries["low"].sum().',
    ),
    4: Task(
        expected=factor_to_reach_the_share,
        right="The printed factor falls far short of it, so the two statements cannot speak of the same people.",
        hint="Take the printed share of `people`, as a fraction, and divide it by `start`.",
    ),
    5: Task(
        expected=lambda: "under",
        right="The overlap is too large for independent lists, and the formula divides by the overlap.",
        hint="The overlap m stands below the line of the formula. Look at the chart, to the right of one.",
    ),
    6: Task(
        expected=joint_list_estimate,
        tolerance=0.1,
        right="Whatever links clinic and outreach, it no longer matters; what is left of the error is luck.",
        hint='lists["clinic"] | lists["outreach"] is the joint list; divide the estimate by `city` and multiply by 100.',
    ),
}

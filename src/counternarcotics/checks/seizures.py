"""Answers of Lab 1.1a, seizures."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.numberlike import summed

KAZAKH_PARTS = ("cannabis-herb", "cannabis-resin", "poppy-straw", "opium", "heroin")
FALL_IN_FLOW = 0.1  # the supposition of task 4


def share_of_others() -> float:
    """Return the percentage of the Tajik catch of 2003 that the Russian border guards did not make."""
    guards = tables.value("drugs-seized-russian-border-guards-2003")
    return 100 * (1 - guards / tables.value("drugs-seized-tajikistan-2003"))


def heroin_share() -> float:
    """Return heroin as a percentage of the weighed items of Kazakhstan's catch of 2003."""
    parts = {item: tables.value(f"{item}-seized-kazakhstan-2003") for item in KAZAKH_PARTS}
    return 100 * parts["heroin"] / summed(parts.values())


def kyrgyz_fall() -> float:
    """Return by how many percent the heroin seized in Kyrgyzstan fell from 2002 to 2003."""
    before, after = (tables.value(f"heroin-seized-kyrgyzstan-{year}") for year in (2002, 2003))
    return 100 * (1 - after / before)


def rise_of_the_rate() -> float:
    """Return by how many percent the interdiction rate rose if seizures grew as printed and the flow fell."""
    rise = tables.value("drug-seizures-change-tajikistan-2003") / 100
    return 100 * ((1 + rise) / (1 - FALL_IN_FLOW) - 1)


def share_still_published() -> float:
    """Return the percentage of the region's heroin catch that remains without Turkmenistan's."""
    return 100 - tables.value("heroin-seizures-share-turkmenistan-1996-1998")


TASKS = {
    1: Task(
        expected=share_of_others,
        right="The guards' catch lies within the Tajik total, so it is subtracted and never added.",
        hint="The note says that one row is part of the other. Both are in totals.loc[:, '2003'].",
    ),
    2: Task(
        expected=heroin_share,
        right="The drug that worries the authors most hardly shows in the weight.",
        hint="Divide parts['heroin'] by parts.sum() and turn the share into a percentage.",
        tolerance=0.02,  # one decimal is enough
    ),
    3: Task(
        expected=kyrgyz_fall,
        right="More than half is not a slight fall; the footnote's words do not fit its own numbers.",
        hint="Take the two Kyrgyz rows of the table `heroin`. The fall is one minus later over earlier, times a hundred.",
    ),
    4: Task(
        expected=rise_of_the_rate,
        right="Falling traffic and rising seizures can stand side by side.",
        hint="Add the row for a change of -10 to `guesses`, or put -10 in the formula of its last column.",
    ),
    5: Task(
        expected=share_still_published,
        right="Most of the published total would disappear, and nothing would have happened.",
        hint="The rest of the region makes up what is left of a hundred.",
    ),
}

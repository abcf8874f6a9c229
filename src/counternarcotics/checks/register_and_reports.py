"""Tasks of the lab of the reading of 2007, the register and the reports."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.registers import START, register


def settled_register() -> float:
    """Return where a register settles with 9,000 entries a year and a sixth removed each year."""
    return 9000 / (1 / 6)


def yearly_rate_to_bound() -> float:
    """Return the yearly growth in percent that leads from the count of 2003 to the bound of 2007."""
    bound, start = (tables.value(register("kazakhstan", year)) for year in (2007, START))
    return 100 * ((bound / start) ** (1 / (2007 - START)) - 1)


def multiplier_for_the_middle_estimate() -> float:
    """Return the middle of the assessment over the register of early 2003."""
    return tables.value("users-estimated-kazakhstan-2002") / tables.value(register("kazakhstan", START))


def months_that_equal_2002() -> float:
    """Return the months that the part year would have to cover for its pace to equal that of 2002."""
    return 12 * tables.value("offences-kazakhstan-2007-part-year") / tables.value("offences-kazakhstan-2002")


def deserved_share() -> float:
    """Return the percent of closed venues that deserved it, with p 0.1, t 0.5 and u 0.05."""
    p, t, u = 0.1, 0.5, 0.05
    return 100 * p * t / (p * t + (1 - p) * u)


TASKS = {
    1: Task(
        expected=settled_register,
        right="The number of people who use drugs does not appear in it at all.",
        hint="The stock settles where removals equal entries: a sixth of it leaves each year.",
    ),
    2: Task(
        expected=yearly_rate_to_bound,
        right="Little more than an eighth of one percent a year, as a minimum: the register hardly moved, or moved more and was called over fifty thousand.",
        hint="Take the fourth root of the quotient of the two counts, less one, in percent.",
        tolerance=0.02,
    ),
    3: Task(
        expected=multiplier_for_the_middle_estimate,
        right="Less than four, where the bulletin has five and the region ten to fifteen.",
        hint='Divide tables.value("users-estimated-kazakhstan-2002"), the middle of its range, by the register of 2003.',
    ),
    4: Task(
        expected=months_that_equal_2002,
        right="Under five and a half: a report of late July covers more, so the pace was lower than in 2002, or the true count lay well above the bound.",
        hint="The pace is part / months; set 12 * part / months equal to the offences of 2002.",
    ),
    5: Task(
        expected=deserved_share,
        right="Nearly every second closure would hit a venue that did nothing wrong.",
        hint="Call deserved(0.1, 0.5, 0.05) and give percent.",
    ),
}

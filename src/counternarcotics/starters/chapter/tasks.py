"""REPLACE-THIS: tasks of the lab; the answers are worked out from the tables, so that a corrected row corrects them."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task


def part_of_the_whole() -> float:
    """Return the part in percent of the whole."""
    part = tables.value("replace-this-part-example-chapter")
    return 100 * part / tables.value("replace-this-whole-example-chapter")


TASKS = {
    1: Task(
        expected=part_of_the_whole,
        right="REPLACE-THIS: say what follows from it.",
        hint="Divide the first entry of people by the second and give percent.",
    ),
}

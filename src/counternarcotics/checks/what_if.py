"""Tasks of the lab on what rests on a figure."""

from __future__ import annotations

from counternarcotics import computed, graph
from counternarcotics.checks import Task
from counternarcotics.whatif import whatif

KAZAKH, SECOND = "heroin-seized-kazakhstan-2003", 707
REGISTERS = tuple(f"registered-users-{c}-2003" for c in ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan"))


def numbers_resting() -> int:
    """Return how many computed numbers rest surely on the Kazakh heroin of 2003."""
    return len([one for one in graph.graph().carries(f"figure/{KAZAKH}") if one.kind == "computed" and one.sure])


def verdicts_lost() -> list[str]:
    """Return the ids of the checks whose verdict would not fit any more with the second count, sorted."""
    result = whatif({KAZAKH: SECOND}, functions=False)
    return sorted(change.name for change in result.verdicts if change.why)


def tajik_share_with_the_second_count() -> float:
    """Return the Tajik share of the heroin of three countries with the second Kazakh count, in percent."""
    changes = {change.name: change for change in whatif({KAZAKH: SECOND}, functions=False).numbers}
    return changes["heroin-share-tajikistan-of-three-2003"].ends_after[0]


def undefined_without_the_register() -> int:
    """Return how many computed numbers become undefined when nobody stands on the Kazakh register of 2003."""
    return len([change for change in whatif({REGISTERS[0]: 0}, functions=False).numbers if change.undefined])


def most_carrying() -> str:
    """Return the id of the figure that carries the most numbers, checks, claims, charts and explorers."""
    kinds = tuple(kind for kind in graph.KINDS if kind != "sentence")
    return graph.most_carrying(1, kinds)["figure"].iloc[0]


TASKS = {
    1: Task(
        expected=numbers_resting,
        right="Few for a figure that carried so much: what it carried stood in sentences.",
        hint="Keep the rows of kind computed that are sure, and count them.",
    ),
    2: Task(
        expected=verdicts_lost,
        right="Both hold because the list agrees with itself: the doubt is about its year, not about its sum.",
        hint="Keep the verdicts whose field why is not empty, and sort their names.",
    ),
    3: Task(
        expected=tajik_share_with_the_second_count,
        right="Most of it is Tajik by either count: a conclusion that survives.",
        hint="Find the change called heroin-share-tajikistan-of-three-2003 and take the first of its ends_after.",
    ),
    4: Task(
        expected=lambda: computed.get("estimate-total-central-share-2002").ends()[0],
        tolerance=0.03,
        right="About half: four errors of their own seldom point the same way.",
        hint="The 95% less the 5% of the first column, over the sum of ends[:, 1] - ends[:, 0]; give percent.",
    ),
    5: Task(
        expected=undefined_without_the_register,
        right="Each of them divides by the register, and says so.",
        hint="Call whatif with 0 and functions=False, and count the numbers whose field undefined is True.",
    ),
    6: Task(
        expected=most_carrying,
        right="A count of people who came to a clinic or to the police, and the start of nearly every line in Part 1.",
        hint="graph.most_carrying(1, KINDS) is a table with one row; give its figure as text.",
    ),
}

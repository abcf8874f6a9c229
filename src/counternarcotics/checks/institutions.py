"""Tasks of the lab on what became of the institutions."""

from __future__ import annotations

from counternarcotics import bodies
from counternarcotics.checks import Task
from counternarcotics.models.survival import kaplan_meier, rate, share_at
from counternarcotics.numberlike import summed


def life_of_the_kyrgyz_agency() -> float:
    """Return the years from the decree of June 2003 to the abolition of October 2009."""
    return bodies.age_of("Kyrgyz agency")


def seen_at_ten() -> int:
    """Return how many dated bodies were still seen at the age of ten, whatever came later."""
    return summed(age >= 10 for age, _ in bodies.lives(1, 0))


def share_at_seven() -> float:
    """Return the product-limit estimate at seven years, outright ends only, all dated bodies, in percent."""
    return 100 * share_at(bodies.steps(1, 0), 7)


def wide_share_at_ten() -> float:
    """Return the product-limit estimate at ten years with bodies turned into another as ended, in percent."""
    return 100 * share_at(bodies.steps(1, 1), 10)


def rate_without_regional_organisations() -> float:
    """Return ends over body-years for drug control bodies, outright ends only, in percent a year."""
    return 100 * rate(bodies.lives(0, 0))


def share_with_two_small_bodies_more() -> float:
    """Return the estimate at ten years if two more drug control bodies had ended unseen at the age of three, in percent."""
    return 100 * share_at(kaplan_meier([*bodies.lives(0, 0), (3.0, True), (3.0, True)]), 10)


TASKS = {
    1: Task(
        expected=life_of_the_kyrgyz_agency,
        right="Dates of different rows made one life, and a rule for months made it exact.",
        hint="Take `end` minus `start` in the row of the Kyrgyz agency.",
    ),
    2: Task(
        expected=seen_at_ten,
        right="So few carry the curve beyond ten years, and each is of another kind.",
        hint="Count the rows of `lives` whose `age` is at least 10, ended or not.",
    ),
    3: Task(
        expected=share_at_seven,
        right="Three ends were enough to take more than a quarter away.",
        hint="Read `share` in the last step at or before 7, times 100.",
    ),
    4: Task(
        expected=wide_share_at_ten,
        right="The same dates, another definition of an end, and a share lower by some twenty points.",
        hint="Set `event` to True for the bodies that were turned into another as well, and build the steps again.",
    ),
    5: Task(
        expected=rate_without_regional_organisations,
        right="The same ends over fewer years: the regional organisations had lent their long lives.",
        hint="Keep the rows whose kind is a body for drug control; divide the ends by the sum of their ages.",
    ),
    6: Task(
        expected=share_with_two_small_bodies_more,
        right="Two bodies that nobody wrote about would change the answer as much as any explanation does.",
        hint="Append two ages of 3 with an end to the drug control bodies, then build the steps and read the share at 10.",
    ),
}

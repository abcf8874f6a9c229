"""Tasks of Lab 3.3, the weakest link."""

from __future__ import annotations

import math

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.displacement import (
    composite_cost,
    interdiction_rate,
    moved,
    responding_flow,
    route_cost,
    shares,
)
from counternarcotics.numberlike import summed

POINTS = ("highway-points", "railway-points", "airports", "seaports")
DAYS_A_YEAR = 365
KG_PER_T = 1000
AGREEMENT = "trilateral-agreement-1996"


def drug_crimes_per_hundred_points() -> float:
    """Return drug crimes of operation Kanal 2003 for each hundred points manned."""
    points = summed(tables.value(f"{kind}-kanal-2003") for kind in POINTS)
    return 100 * tables.value("drug-offences-kanal-2003") / points


def marijuana_in_kazakh_weeks() -> float:
    """Return the operation's marijuana as a multiple of the cannabis herb of an average Kazakh week of 2003."""
    days = tables.value("operation-days-kanal-2003")
    week = tables.value("cannabis-herb-seized-kazakhstan-2003") * days / DAYS_A_YEAR
    return KG_PER_T * tables.value("cannabis-herb-seized-kanal-2003") / week


def articles_not_judged() -> int:
    """Return the articles up to the last one discussed on which section 3.3 gives no finding."""
    articles = tables.load("articles").query("instrument == @AGREEMENT")["article"].astype(int)
    return int(articles.max()) - len(articles)


def share_of_the_weak_border() -> float:
    """Return the percent of the flow at a border that costs 2 among four that cost 3, with theta 1."""
    return 100 / (1 + 4 * math.exp(-1))


def share_moved_at_half_theta() -> float:
    """Return the percent of what left the one strengthened border that moved, with theta 0.5, as in the lab's set-up."""

    def flows(efforts: list[float], before: float | None = None) -> tuple[list[float], float]:
        costs = [route_cost(1, 10, interdiction_rate(effort, 0.04)) for effort in efforts]
        composite = composite_cost(costs, 0.5)
        shipped = 100 if before is None else responding_flow(100, before, composite, 0.3)
        return [shipped * share for share in shares(costs, 0.5)], composite

    before, composite = flows([4] * 5)
    after, _ = flows([14, 4, 4, 4, 4], composite)
    left, elsewhere = moved(before, after)
    return 100 * elsewhere / left


TASKS = {
    1: Task(
        expected=drug_crimes_per_hundred_points,
        right="For the whole week, and not for each day: fewer than one point in two had any drug crime to report.",
        hint="Divide the drug crimes by points.sum() and multiply by 100.",
    ),
    2: Task(
        expected=marijuana_in_kazakh_weeks,
        right="Several ordinary weeks, in the month after the harvest: remember the season before you call it success.",
        hint="An ordinary week is the Kazakh year times days / 365; the operation's figure is in tonnes, so bring both to kilograms.",
    ),
    3: Task(
        expected=articles_not_judged,
        right="A sample chosen by an author who wants to make a point is no count of the whole.",
        hint="Take the highest article number in the table audit and subtract the number of its rows.",
    ),
    4: Task(
        expected=share_of_the_weak_border,
        right="Twice its fair share of a fifth, for a difference of one unit of cost.",
        hint="Call logit([3, 3, 3, 3, 2], theta=1), take the last share, and give percent.",
    ),
    5: Task(
        expected=share_moved_at_half_theta,
        right="Less moves than at theta 1: the duller the choice, the more one border can do.",
        hint="Call compare([14, 4, 4, 4, 4], theta=0.5) and give 'share moved' in percent.",
    ),
}

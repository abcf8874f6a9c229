"""Tasks of Lab 3.1, the regional organisations."""

from __future__ import annotations

import math

from counternarcotics import explorers, tables
from counternarcotics.checks import Task
from counternarcotics.explorers import soft_law
from counternarcotics.models.membership import pairs
from counternarcotics.models.soft_law import all_kept, highest_compatible
from counternarcotics.numberlike import summed

EXAMPLE = 0.9  # the chance per duty that the second agreement of the lab is given


def uzbek_and_tajik_bodies() -> float:
    """Return the organisations that Tajikistan and Uzbekistan share at the end of 2004."""
    return explorers.load("who-sits-where").evaluate(first="Tajikistan", second="Uzbekistan").values["both"]


def links_added_by_eco() -> float:
    """Return the links that ECO gained when the states of 1992 joined its founders."""
    rows = tables.load("memberships").query("institution == 'economic-cooperation-organization'")
    return pairs(len(rows)) - pairs(tables.value("members-eco-1985"))


def probability_of_keeping_all() -> float:
    """Return the chance that all judged duties are kept, each with a probability of 0.9."""
    return all_kept(len(soft_law.judged()) * soft_law.parties(), EXAMPLE, 0, EXAMPLE, 0)


def limit_for_eighteen() -> float:
    """Return the probability per duty at which none of the judged duties is kept one time in twenty."""
    return highest_compatible(len(soft_law.judged()) * soft_law.parties(), 0.05)


def six_failures_of_all_articles() -> float:
    """Return the chance of six failures or more among as many articles as are mentioned, each kept with 0.8."""
    articles = soft_law.highest_article()
    fewer = summed(math.comb(articles, x) * 0.2**x * 0.8 ** (articles - x) for x in range(len(soft_law.judged())))
    return 1 - fewer


TASKS = {
    1: Task(
        expected=uzbek_and_tajik_bodies,
        right="They miss each other only in the CSTO.",
        hint="Look up shared at the row of one state and the column of the other, or count the columns in which both have a 1.",
    ),
    2: Task(
        expected=links_added_by_eco,
        right="Seven newcomers bring many more links than the founders ever had.",
        hint="Use links(n) for all rows of ECO less links(n) for its founders.",
    ),
    3: Task(
        expected=probability_of_keeping_all,
        right="Even parties that keep nine duties in ten rarely keep them all.",
        hint="Take 0.9 to the power of the number of duties; give a probability, not percent.",
    ),
    4: Task(
        expected=limit_for_eighteen,
        right="Counting each state apart makes the same silence speak louder, if the duties are independent.",
        hint="Solve (1 - p) to the power of the number of duties = 0.05 for p.",
    ),
    5: Task(
        expected=six_failures_of_all_articles,
        right="Failures that were picked out prove far less than failures that were drawn.",
        hint="Each article fails with 0.2: one less the sum of binomial(x, length, 0.2) for x from 0 to 5.",
    ),
}

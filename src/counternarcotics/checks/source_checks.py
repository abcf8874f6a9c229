"""Tasks of the lab on source checks."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.charts.checking_the_sources import ratios
from counternarcotics.checks import Task
from counternarcotics.models.rounding import quotient_bounds
from counternarcotics.numberlike import summed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")


def people_behind_the_tajik_rate() -> float:
    """Return the people that the printed upper Tajik rate would need."""
    rate = tables.figure("users-estimated-per-100000-tajikistan-2002")["value_high"]
    return rate * tables.value("population-tajikistan-2002") / 100_000


def largest_afghan_growth() -> float:
    """Return the largest growth of Afghan output, in percent, that levels rounded to hundreds of tons allow."""
    after, before = (tables.value(i) for i in ("opium-production-afghanistan-2004", "opium-output-afghanistan-2003"))
    return quotient_bounds(after, 50, before, 50, 100, 1)[1]


def multiplier_of_the_total() -> float:
    """Return the printed total of users over the four registers."""
    registers = summed(tables.value(f"registered-users-{c}-2003") for c in COUNTRIES)
    return tables.value("users-estimated-total-central-asia-2003") / registers


def lowest_ratio() -> str:
    """Return the id of the check whose computed value lies furthest below its claim."""
    return ratios().sort_values("ratio", kind="stable")["id"].iloc[0]


def injecting_users_in_2011() -> float:
    """Return the people who inject in Kyrgyzstan that Bayes' rule implies with the prevalence of 2011."""
    infected = tables.value("hiv-infections-kyrgyzstan-2011") * tables.value(
        "hiv-treated-share-injecting-kyrgyzstan-2008"
    )
    return infected / tables.value("hiv-prevalence-injecting-kyrgyzstan-2011")


TASKS = {
    1: Task(
        expected=people_behind_the_tajik_rate,
        right="Several thousand people more than the text prints: no rounding to thousands reaches that far.",
        hint="Turn the rate round: people = rate / 100,000 times the population, with value_high of the printed rate.",
    ),
    2: Task(
        expected=largest_afghan_growth,
        right="Just enough to meet a printed 20% once that is allowed its own half percent.",
        hint="Call bounds with both levels, a half-unit of 50 t each, multiplier 100 and offset 1, and take the upper end.",
    ),
    3: Task(
        expected=multiplier_of_the_total,
        right="The sentence that prints this total prints a multiplier of at least ten.",
        hint="Divide the printed total by the sum of the four registers of early 2003.",
    ),
    4: Task(
        expected=lowest_ratio,
        right="Two results of one mapping project, thousands of times apart.",
        hint="Sort the table ratios by its column ratio and give the id of the first row, as text.",
    ),
    5: Task(
        expected=injecting_users_in_2011,
        right="Near the estimate of 2006 and far from the hundred thousand: a check that needed no new data.",
        hint="Infections times the share injecting among those treated, over the prevalence among those who inject, 2011.",
    ),
}

"""Tasks of Lab 1.2a, the forecast."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.growth import annual_rate, compound
from counternarcotics.numberlike import summed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
SCENARIO_ONE = "scenario-one-change-in-registered-users-central-asia-2005-2010"
NON_TRAFFICKING_SHARE = "scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010"
TRAFFICKING_RISE = "scenario-two-change-in-trafficking-offences-central-asia-2005-2008"
OTHER_FALL = "scenario-two-decrease-in-non-trafficking-offences-central-asia-2005-2008"


def _upper_rate() -> float:
    return tables.bounds(SCENARIO_ONE)[1] / 100


def kyrgyz_register_after_five_years() -> float:
    """Return the people on Kyrgyzstan's register after five years of Scenario One's upper rate, read as yearly."""
    return compound(tables.value("registered-users-kyrgyzstan-2003"), _upper_rate(), 5)


def yearly_rate_of_a_total() -> float:
    """Return the percent a year that adds up to Scenario One's upper rate over five years."""
    return 100 * annual_rate(1, 1 + _upper_rate(), 5)


def share_after_three_years() -> float:
    """Return the percent of offences without intent to traffic when Scenario Two's middle rates accrue in three years."""
    share = tables.value(NON_TRAFFICKING_SHARE)
    trafficking = compound(100 - share, tables.value(TRAFFICKING_RISE) / 100, 3, 3)
    other = compound(share, -tables.value(OTHER_FALL) / 100, 3, 3)
    return 100 * other / (other + trafficking)


def kyrgyz_rate_to_2013() -> float:
    """Return the percent a year that leads from Kyrgyzstan's register of early 2003 to its count for 2013."""
    start, end = (tables.value(f"registered-users-kyrgyzstan-{year}") for year in (2003, 2013))
    return 100 * annual_rate(start, end, 2013 - 2003)


def brier_score_of_nine_in_ten() -> float:
    """Return the mean of (0.9 - outcome) squared over four countries; the outcome is 1 where the register of 2011 is larger."""
    larger = [
        tables.value(f"registered-users-{country}-2011") > tables.value(f"registered-users-{country}-2003")
        for country in COUNTRIES
    ]
    return summed((0.9 - happened) ** 2 for happened in larger) / len(larger)


TASKS = {
    1: Task(
        expected=kyrgyz_register_after_five_years,
        right="Hold on to this number until you meet the count for 2011.",
        hint="Call compound with registers['kyrgyzstan'], the upper rate as a fraction (per cent over 100) and 5 years.",
    ),
    2: Task(
        expected=yearly_rate_of_a_total,
        right="Read in total, the same printed figure means far slower growth: one missing word decides.",
        hint="You need g with (1 + g) to the power 5 equal to 1 + high; take the fifth root, subtract 1, and give percent.",
    ),
    3: Task(
        expected=share_after_three_years,
        right="Even the slower reading leaves the level that Scenario One expects.",
        hint="Use compound with 3 years and period=3 for both kinds, from 100 - share and share; then other over the sum.",
    ),
    4: Task(
        expected=kyrgyz_rate_to_2013,
        right="Two years later the same country falls inside the range of Scenario One: choose the year before you look.",
        hint="Turn the formula round as in the cell on the trend: counts.loc[2013, 'kyrgyzstan'] over the start, 10 years.",
    ),
    5: Task(
        expected=brier_score_of_nine_in_ten,
        right="Confidence in one regional story costs more than admitting that you do not know.",
        hint="Set the four probabilities to 0.9 in a copy of the table score, and take the mean of the squared distances.",
    ),
}

"""Tasks of Lab 2.2b, bribery and deterrence."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.deterrence import bribe, discounted_years, expected_years, most_deterring
from counternarcotics.models.honesty import loss_if_caught, present_value, sufficient_chance

REGION = "sentence-trafficking-central-asia-2004"
SWEDEN = "sentence-trafficking-sweden-2004"
PAY = "pay-drug-control-officer-kyrgyzstan-2010"
OFFER = "bribe-offered-drug-control-officer-kyrgyzstan-2010"


def matching_detection() -> float:
    """Return the percent of offences to detect at Sweden's term that equals four in a hundred at the regional one."""
    return 4 * tables.value(REGION) / tables.value(SWEDEN)


def bribe_at_the_regional_term() -> float:
    """Return the bribe, in US dollars, for half of the regional term at the settings of task 2."""
    saved = 0.5 * 3000 * expected_years(0.6, tables.value(REGION))
    return bribe(saved, 2000, 0.25)


def peak_at_eight_percent() -> float:
    """Return the term, in years, that deters most when each year takes 8% off the chance of conviction."""
    return most_deterring(0.08)


def weight_of_the_second_decade() -> float:
    """Return by how many percent the regional term outweighs the Swedish one at a discount rate of 0.2."""
    region, sweden = (discounted_years(tables.value(term), 0.2) for term in (REGION, SWEDEN))
    return 100 * (region / sweden - 1)


def chance_against_the_lower_offer() -> float:
    """Return the percent of bribes to find out so that refusing the lower offer pays, with dismissal alone."""
    factor = present_value(0.1, 15)
    loss = loss_if_caught(12 * tables.value(PAY), 12 * 100, factor)
    return 100 * sufficient_chance(tables.bounds(OFFER)[0], loss)


TASKS = {
    1: Task(
        expected=matching_detection,
        right="Half the term needs twice the detection: in this model the two are perfect substitutes.",
        hint="Set detection times the shorter term equal to four in a hundred times the longer; conviction cancels out.",
    ),
    2: Task(
        expected=bribe_at_the_regional_term,
        right="The official gains from a long term that is never served.",
        hint="What is saved is half of 3000 * expected_years(0.6, 20); then deterrence.bribe(saved, 2000, 0.25).",
    ),
    3: Task(
        expected=peak_at_eight_percent,
        right="Nothing else enters: neither detection nor the worth of a year moves the peak.",
        hint="Use deterrence.most_deterring with the fall as a fraction.",
    ),
    4: Task(
        expected=weight_of_the_second_decade,
        right="The term doubles and its weight today hardly moves, with no bribe at all.",
        hint="Divide discounted_years(20, 0.2) by discounted_years(10, 0.2), subtract 1 and give percent.",
    ),
    5: Task(
        expected=chance_against_the_lower_offer,
        right="Dismissal from a badly paid post deters only where it is nearly certain.",
        hint="Take loss_if_caught(12 * pay, 12 * 100, factor) without a penalty, then sufficient_chance(low, loss), in percent.",
    ),
}

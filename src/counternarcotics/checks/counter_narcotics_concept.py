"""Tasks of Lab 4, the reader's own concept."""

from __future__ import annotations

from counternarcotics import computed, explorers, tables
from counternarcotics.checks import Task
from counternarcotics.models.concept import course, needed_rate, target_path
from counternarcotics.numberlike import summed

SCENARIO_ONE = "scenario-one-change-in-registered-users-central-asia-2005-2010"
SCENARIO_TWO = "scenario-two-decrease-in-users-central-asia-2005-2008"
COUNTRIES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")


def rate_for_a_fifth_in_four_years() -> float:
    """Return the percent a year that adds up to a fall of a fifth in four years."""
    return 100 * needed_rate(-0.2, 4)


def tajik_gap() -> float:
    """Return the people by which Scenario One, read as yearly, lies above a tenth less on the Tajik register in 2008, at least."""
    start = tables.value("registered-users-tajikistan-2003")
    low, high = (rate / 100 for rate in tables.bounds(SCENARIO_ONE))
    return course(start, low, high, 5)[0] - target_path(start, -0.1, 5, 5)


def cost_at_which_a_tenth_is_reached() -> float:
    """Return the US$ a person and year at which one million dollars reaches a tenth of Kyrgyzstan's lower assessment."""
    low, _ = tables.bounds("users-estimated-kyrgyzstan-2002")
    return 1_000_000 / (low / 10)


def country_nearest_to_scenario_two() -> str:
    """Return the country whose register of 2011 lies nearest, in percent, to the middle of Scenario Two's course."""
    rates = [-rate / 100 for rate in tables.bounds(SCENARIO_TWO)]
    distance = {}
    for country in COUNTRIES:
        start, later = (tables.value(f"registered-users-{country.lower()}-{year}") for year in (2003, 2011))
        middle = summed(course(start, *rates, 8)) / 2
        distance[country] = abs(later / middle - 1)
    return min(distance, key=distance.get)


def words_of_the_brief() -> float:
    """Return the words of the brief for Kazakhstan and the war on drugs, headings left out."""
    brief = explorers.load("concept").evaluate(place="Kazakhstan", model="War on drugs").brief
    return float(summed(len(words.split()) for words in brief.values()))


TASKS = {
    1: Task(
        expected=rate_for_a_fifth_in_four_years,
        right="More than a quarter of a fifth: each year's fall is taken from a smaller count.",
        hint="Call needed_rate with -0.2 and 4 years, and give percent (times 100).",
    ),
    2: Task(
        expected=tajik_gap,
        right="That is the least the plan would have to bring about if Scenario One holds.",
        hint="Take the lower end of expected(8813, 5) and subtract the target, 0.9 times the register.",
        tolerance=0.002,
    ),
    3: Task(
        expected=cost_at_which_a_tenth_is_reached,
        right="Few forms of treatment cost so little for a whole year: the coverage is limited by the money first.",
        hint="A tenth of the lower assessment is 8,000 people; divide the treatment money by that.",
    ),
    4: Task(
        expected=lambda: computed.get("shiraz-gross-cost-per-infection").ends()[0],
        right="A twenty-fifth of the ratio that the abstract prints: that one is what was saved, without its sign.",
        hint="tables.value(...) of the cost over tables.value(...) of the infections averted.",
    ),
    5: Task(
        expected=country_nearest_to_scenario_two,
        right="Nearest, though the Uzbek register is close too; a register can come near a scenario whose conditions failed.",
        hint="For each country take later / middle - 1 and look for the smallest distance from 0; answer with its name.",
    ),
    6: Task(
        expected=words_of_the_brief,
        right="About two printed pages: long enough for the reasons, short enough to be read.",
        hint="Sum len(words.split()) over the values of concept.evaluate(...).brief, with place and model given by name.",
    ),
}

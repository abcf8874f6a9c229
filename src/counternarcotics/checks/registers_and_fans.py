"""Tasks of the lab on registers and fans."""

from __future__ import annotations

from math import log

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.fan import fan, inside, interval_score
from counternarcotics.models.growth import annual_rate
from counternarcotics.registers import MISS, ONE_USERS, START, TWO_USERS, population, rate, register


def _register(country: str, year: int) -> float:
    return tables.value(register(country, year))


def kazakh_rate_fall() -> float:
    """Return the percent by which Kazakhstan's registered people per 100,000 changed from 2003 to 2023."""
    return 100 * (rate("kazakhstan", 2023) / rate("kazakhstan", START) - 1)


def tajik_growth_2008_2019() -> float:
    """Return the percent a year between Tajikistan's register of 2008 and that of 2019."""
    return 100 * annual_rate(_register("tajikistan", 2008), _register("tajikistan", 2019), 2019 - 2008)


def uzbek_points_inside_two() -> int:
    """Return how many later Uzbek counts lie inside Scenario Two's fan if its range is three times as wide."""
    slow, fast = (-end / 100 for end in reversed(tables.bounds(TWO_USERS)))
    middle, half = (slow + fast) / 2, 3 * (fast - slow) / 2
    total = 0
    for year in (2010, 2011, 2014, 2017):
        ends = fan(_register("uzbekistan", START), middle - half, middle + half, year - START)
        total += inside(*ends, _register("uzbekistan", year))
    return total


def kyrgyz_score_of_the_total() -> float:
    """Return the interval score for Kyrgyzstan in 2011 of Scenario One read as a total over five years."""
    low, high = (end / 100 for end in tables.bounds(ONE_USERS))
    ends = fan(_register("kyrgyzstan", START), low, high, 2011 - START, 5)
    return interval_score(*ends, _register("kyrgyzstan", 2011), MISS)


def uzbek_population_part() -> float:
    """Return the percent of the log change of Uzbekistan's rate, 2003 to 2017, that its population accounts for."""
    people = log(tables.value(population("uzbekistan", 2017)) / tables.value(population("uzbekistan", START)))
    change = log(rate("uzbekistan", 2017) / rate("uzbekistan", START))
    return 100 * -people / change


def heroin_per_offence_2013_to_2016() -> float:
    """Return the change of heroin seized for each Uzbek offence from 2013 to 2016, in percent."""
    before, after = (
        tables.value(f"heroin-seized-uzbekistan-{year}") / tables.value(f"offences-uzbekistan-{year}")
        for year in (2013, 2016)
    )
    return 100 * (after / before - 1)


TASKS = {
    1: Task(
        expected=kazakh_rate_fall,
        right="The rate fell further than the list, because the population grew.",
        hint="Take rate for Kazakhstan in 2023 over rate in 2003, subtract 1, times 100; a fall is negative.",
    ),
    2: Task(
        expected=tajik_growth_2008_2019,
        right="From 2003 to 2008 the same register stood still: the pair of years decides the story.",
        hint="Call growth with tajik[2008], tajik[2019] and the years between them; it returns percent a year.",
    ),
    3: Task(
        expected=uzbek_points_inside_two,
        right="Width buys hits near the start; the late fall stays outside all the same.",
        hint="Use fan with middle -2.5 % and half-width 3 times 0.5 %, then ask of each of the four counts whether it lies inside.",
        tolerance=0,
    ),
    4: Task(
        expected=heroin_per_offence_2013_to_2016,
        tolerance=0.05,
        right="Hardly at all, while all drugs for each offence rose by three quarters: the total tells nothing about heroin.",
        hint="100 * (grams.loc[2016] / grams.loc[2013] - 1), and take the column heroin.",
    ),
    5: Task(
        expected=kyrgyz_score_of_the_total,
        right="Read as a total, Scenario One pays several times as much: the missing “per year” has a price.",
        hint="Call fan with period=5 and 8 years from the Kyrgyz start, then score against the count of 2011 with miss=0.2.",
    ),
    6: Task(
        expected=uzbek_population_part,
        right="A sixth or so of the fall in the rate is simply a larger population.",
        hint="log of the two populations over minus the log of the two rates, times 100.",
    ),
}

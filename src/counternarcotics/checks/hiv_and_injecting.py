"""Answers of Lab 1.1c, HIV and injecting."""

from __future__ import annotations

from counternarcotics import explorers, tables
from counternarcotics.checks import Task
from counternarcotics.models.epidemic import reproduction_number, staying
from counternarcotics.numberlike import summed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")


def registered(country: str) -> float:
    """Return the registered HIV infections of 2002 in a country, as printed."""
    return tables.value(f"hiv-infections-{country}-2002")


def by_injection(country: str) -> float:
    """Return the registered HIV infections of 2002 among people who inject drugs, as printed."""
    return tables.value(f"hiv-infections-injecting-users-{country}-2002")


def kazakh_infections_by_injection() -> float:
    """Return how many Kazakh infections the printed share would make."""
    return registered("kazakhstan") * tables.value("hiv-share-by-injection-kazakhstan-2002") / 100


def greatest_share() -> float:
    """Return the regional share by injection (percent) if all Uzbek infections were by injection."""
    others = summed(registered(country) for country in COUNTRIES if country != "uzbekistan")
    return 100 * summed(map(by_injection, COUNTRIES)) / (others + by_injection("uzbekistan"))


def total_without_the_last_digit() -> float:
    """Return the four countries' infections with the last digit of the Uzbek total dropped."""
    others = summed(registered(country) for country in COUNTRIES if country != "uzbekistan")
    return others + registered("uzbekistan") // 10


def additional_infections() -> float:
    """Return by how many infections a year the printed rate of 1997 exceeds that of the years before."""
    rise = tables.value("hiv-rate-central-asia-1997") - tables.value("hiv-rate-central-asia-1990-1996")
    return rise * tables.value("population-central-asia-1990") / 100_000


def reduction_that_stops_growth() -> float:
    """Return the percentage of transmission to remove so that one infection leads to one more."""
    assumed = explorers.load("hiv-injecting").settings()
    stay = staying(assumed["injecting_years"], assumed["mortality"])
    return 100 * (1 - 1 / reproduction_number(assumed["transmission"], stay))


TASKS = {
    1: Task(
        expected=kazakh_infections_by_injection,
        right="Several times the printed count: share and count cannot belong to the same table.",
        hint="Take the printed share, as a fraction, of counts.loc['kazakhstan', 'all'].",
    ),
    2: Task(
        expected=greatest_share,
        right="Even then the printed regional share is out of reach, so at least one other number must be wrong.",
        hint="The smallest possible total is counts.loc['uzbekistan', 'by_injection']; give it to region_share.",
    ),
    3: Task(
        expected=total_without_the_last_digit,
        right="It lies between the regional counts before and after, while the sum as printed exceeds even the later one.",
        hint="Sum counts['all'] without Uzbekistan and add as_printed // 10.",
    ),
    4: Task(
        expected=additional_infections,
        right="Several hundred people a year: many for the clinics, few beside the estimates of people who use drugs.",
        hint="Subtract the first row of the column 'people a year' from the second.",
    ),
    5: Task(
        expected=reduction_that_stops_growth,
        right="More than the effect assumed for a single programme, which is one reason why programmes are combined.",
        hint="The number is proportional to transmission, and R times what is left has to equal one.",
    ),
}

"""Registers: the ids of the drug registers and populations by country and year, and the scenarios told of them."""

from __future__ import annotations

from counternarcotics import tables

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")  # the four that print a register
START = 2003  # the year of the first count, from which forecasts are drawn
PER = 100_000
MISS = 0.2  # illustrative assumption: a range that is meant to hold four times in five

ONE_USERS = "scenario-one-change-in-registered-users-central-asia-2005-2010"
TWO_USERS = "scenario-two-decrease-in-users-central-asia-2005-2008"


def register(country: str, year: int) -> str:
    """Return the id of a country's register of a year."""
    return f"registered-users-{country}-{year}"


def population(country: str, year: int) -> str:
    """Return the id of the World Bank's population of the year; one id differs, for a reading has the plain name."""
    return f"population{'-world-bank' if (country, year) == ('kyrgyzstan', 2013) else ''}-{country}-{year}"


def rate(country: str, year: int) -> float:
    """Return people on the register per 100,000 inhabitants of the same year."""
    return PER * tables.value(register(country, year)) / tables.value(population(country, year))


def scenario_range(identifier: str, *, falls: bool = False) -> tuple[float, float]:
    """Return a scenario's printed yearly range as fractions (low, high); a fall is printed as a positive size."""
    low, high = (end / 100 for end in tables.bounds(identifier))
    return (-high, -low) if falls else (low, high)


REGISTERS = tuple(register(country, START) for country in COUNTRIES)

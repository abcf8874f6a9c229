"""Computed numbers of the chapter on registers, seizures and crime after 2003."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.fan import fan, interval_score
from counternarcotics.models.growth import annual_rate

START = 2003
PER = 100_000
MISS = 0.2  # illustrative assumption: a range that is meant to hold four times in five
COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
WINDOW = range(2004, 2011)  # the years that the monograph forecasts

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


def pace(country: str, first: int, last: int) -> float:
    """Return the constant yearly change between two register counts, in percent."""
    ends = tables.value(register(country, first)), tables.value(register(country, last))
    return PERCENT * annual_rate(*ends, last - first)


RATES = {
    "kazakhstan": (2003, 2011, 2023),
    "kyrgyzstan": (2003, 2011, 2013),
    "tajikistan": (2003, 2008, 2019),
    "uzbekistan": (2003, 2010, 2017),
}
for _country, _years in RATES.items():
    for _year in _years:
        computed(
            name=f"register-rate-of-the-year-{_country}-{_year}",
            unit="per-100000",
            format=".0f",
            how="The register over the World Bank's population of the same year",
            uses=(register(_country, _year), population(_country, _year)),
        )(lambda country=_country, year=_year: rate(country, year))

PACES = {
    "kazakhstan": ((2003, 2023), (2011, 2023)),
    "kyrgyzstan": ((2003, 2013), (2011, 2013)),
    "tajikistan": ((2003, 2006), (2006, 2008), (2003, 2019), (2008, 2019)),
    "uzbekistan": ((2003, 2011), (2003, 2017), (2010, 2017)),
}
for _country, _spans in PACES.items():
    for _first, _last in _spans:
        computed(
            name=f"register-pace-{_country}-{_first}-{_last}",
            unit="percent-per-year",
            format="+.1f",
            how=f"Constant growth between the two register counts, {_last - _first} years apart",
            uses=(register(_country, _first), register(_country, _last)),
        )(lambda country=_country, first=_first, last=_last: pace(country, first, last))

SECOND_COUNT = "registered-users-second-count-kyrgyzstan-2003"


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth from the other Kyrgyz count of 2003, 8 years apart",
    uses=(SECOND_COUNT, register("kyrgyzstan", 2011)),
)
def register_pace_kyrgyzstan_second_count() -> float:
    """Return the yearly change of the Kyrgyz register if it started at the second count, in percent."""
    return PERCENT * annual_rate(tables.value(SECOND_COUNT), tables.value(register("kyrgyzstan", 2011)), 2011 - START)


SUM_2011 = tuple(register(country, 2011) for country in COUNTRIES)
SUM_2003 = tuple(register(country, START) for country in COUNTRIES)


@computed(unit="persons", how="Sum of the four registers of 2011", uses=SUM_2011)
def register_sum_2011() -> float:
    """Return the people on four registers in the one later year with a count for each."""
    return sum(map(tables.value, SUM_2011))


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the sums of four registers, 8 years apart",
    uses=(*SUM_2003, *SUM_2011),
)
def register_sum_pace_2003_2011() -> float:
    """Return the yearly change of the sum of four registers, in percent."""
    return PERCENT * annual_rate(sum(map(tables.value, SUM_2003)), register_sum_2011(), 2011 - START)


IN_WINDOW = (
    register("kazakhstan", 2007),
    register("tajikistan", 2006),
    register("tajikistan", 2008),
    register("uzbekistan", 2010),
)


@computed(how="Register counts found for 2004 to 2010, one of them a lower bound", uses=IN_WINDOW)
def register_counts_found_in_window() -> float:
    """Return how many register counts were found for the years that the monograph forecasts."""
    return len(IN_WINDOW)


@computed(how="Four countries times the seven years from 2004 to 2010", uses=SUM_2003)
def register_counts_possible_in_window() -> float:
    """Return how many register counts there would be with none missing."""
    return len(COUNTRIES) * len(WINDOW)


@computed(
    unit="times",
    format=".1f",
    how="Estimated people who inject over people on the register of all drugs, 2011",
    uses=("people-who-inject-estimated-tajikistan-2011", register("tajikistan", 2011)),
)
def inject_per_registered_tajikistan_2011() -> float:
    """Return the estimate of people who inject for each person on Tajikistan's register."""
    estimate = tables.value("people-who-inject-estimated-tajikistan-2011")
    return estimate / tables.value(register("tajikistan", 2011))


# -- seizures ----------------------------------------------------------------------------------------


def _heroin(year: int) -> tuple[str, ...]:
    return tuple(f"heroin-seized-{country}-{year}" for country in COUNTRIES)


for _year in (2018, 2020, 2021):
    computed(
        name=f"heroin-seized-in-four-countries-{_year}",
        unit="kg",
        how=f"Sum of the four national reports for {_year}",
        uses=_heroin(_year),
    )(lambda year=_year: sum(map(tables.value, _heroin(year))))


@computed(
    unit="percent",
    format=".0f",
    how="Four national reports of 2022 over the yearly average of 2007 to 2011",
    uses=(*_heroin(2022), "heroin-seized-yearly-central-asia-2007-2011"),
)
def heroin_2022_over_average_2007_2011() -> float:
    """Return the reported heroin of 2022 as a share of the regional average ten years earlier, in percent."""
    later = sum(map(tables.value, _heroin(2022)))
    return PERCENT * later / tables.value("heroin-seized-yearly-central-asia-2007-2011")


@computed(
    unit="times",
    format=".0f",
    how="Kyrgyz heroin of 2021 over that of 2020",
    uses=("heroin-seized-kyrgyzstan-2020", "heroin-seized-kyrgyzstan-2021"),
)
def heroin_seized_kyrgyz_swing_2020_2021() -> float:
    """Return how many times the Kyrgyz heroin of 2020 that of 2021 was."""
    return tables.value("heroin-seized-kyrgyzstan-2021") / tables.value("heroin-seized-kyrgyzstan-2020")


AVERAGE = "heroin-seized-yearly-central-asia-2007-2011"


@computed(
    unit="percent",
    format=".1f",
    how="Yearly average of heroin seized, 2007 to 2011, over the flow estimated for 2010",
    uses=(AVERAGE, "heroin-flow-central-asia-2010"),
)
def heroin_seized_over_flow_2010() -> float:
    """Return the share of the heroin flow of 2010 that was seized, in percent."""
    return PERCENT * tables.value(AVERAGE) / (1000 * tables.value("heroin-flow-central-asia-2010"))


@computed(
    unit="percent",
    format=".0f",
    how="The same average over the flow estimated for 2011 to 2015, both ends",
    uses=(AVERAGE, "heroin-flow-central-asia-2015"),
)
def heroin_seized_over_flow_2015() -> tuple[float, float]:
    """Return the share of the flow if the later estimate is put under the same seizures, in percent."""
    low, high = tables.bounds("heroin-flow-central-asia-2015")
    seized = tables.value(AVERAGE) / 1000
    return PERCENT * seized / high, PERCENT * seized / low


# -- offences ----------------------------------------------------------------------------------------

for _year in (2003, 2014):
    computed(
        name=f"offence-rate-of-the-year-uzbekistan-{_year}",
        unit="per-100000",
        format=".0f",
        how="Registered drug offences over the World Bank's population of the same year",
        uses=(f"offences-uzbekistan-{_year}", population("uzbekistan", _year)),
    )(
        lambda year=_year: (
            PER * tables.value(f"offences-uzbekistan-{year}") / tables.value(population("uzbekistan", year))
        )
    )


@computed(
    unit="times",
    format=".1f",
    how="The widest count of Kazakh drug offences in 2017 over the narrowest",
    uses=("offences-kazakhstan-2017", "serious-offences-kazakhstan-2017"),
)
def offences_widest_over_narrowest_kazakhstan_2017() -> float:
    """Return how far apart two counts of the same country and year lie."""
    return tables.value("offences-kazakhstan-2017") / tables.value("serious-offences-kazakhstan-2017")


# -- scores ------------------------------------------------------------------------------------------


def _scored(country: str, year: int, low: float, high: float) -> float:
    ends = fan(tables.value(register(country, START)), low, high, year - START)
    return interval_score(*ends, tables.value(register(country, year)), MISS)


def _score_of(scenario: str, country: str) -> float:
    slow, fast = (end / PERCENT for end in tables.bounds(ONE_USERS))
    least, most = (end / PERCENT for end in tables.bounds(TWO_USERS))
    rates = {"one": (slow, fast), "two": (-most, -least), "no-change": (0.0, 0.0)}
    return _scored(country, 2011, *rates[scenario])


_SAID = {
    "one": ("Scenario One, read as yearly,", (ONE_USERS,)),
    "two": ("Scenario Two", (TWO_USERS,)),
    "no-change": ("“no change”", ()),
}
for _country in ("kyrgyzstan", "uzbekistan"):
    for _scenario, (_label, _uses) in _SAID.items():
        computed(
            name=f"register-score-{_scenario}-{_country}-2011",
            unit="persons",
            how=f"Interval score of {_label} for the register of 2011, one chance in five left outside",
            uses=(register(_country, START), register(_country, 2011), *_uses),
        )(lambda scenario=_scenario, country=_country: _score_of(scenario, country))


NEW_2010, NEW_2011 = (f"newly-registered-users-tajikistan-{year}" for year in (2010, 2011))


@computed(
    unit="persons",
    how="The register of 2008 and the new entries of 2010 and 2011, less the register of 2011; entries of 2009 would add to it",
    uses=(register("tajikistan", 2008), NEW_2010, NEW_2011, register("tajikistan", 2011)),
)
def register_least_removals_tajikistan_2011() -> float:
    """Return the fewest people who left Tajikistan's register between its counts of 2008 and 2011."""
    entered = tables.value(NEW_2010) + tables.value(NEW_2011)
    return tables.value(register("tajikistan", 2008)) + entered - tables.value(register("tajikistan", 2011))


for _first, _last in ((2010, 2014), (2014, 2017)):
    computed(
        name=f"register-pace-uzbekistan-{_first}-{_last}",
        unit="percent-per-year",
        format="+.1f",
        how=f"Constant growth between the two register counts, {_last - _first} years apart",
        uses=(register("uzbekistan", _first), register("uzbekistan", _last)),
    )(lambda first=_first, last=_last: pace("uzbekistan", first, last))


@computed(
    unit="percent",
    format="+.0f",
    how="World Bank population of 2017 over that of 2003, minus one",
    uses=(population("uzbekistan", 2003), population("uzbekistan", 2017)),
)
def population_change_uzbekistan_2003_2017() -> float:
    """Return the growth of Uzbekistan's population, in percent."""
    return PERCENT * (tables.value(population("uzbekistan", 2017)) / tables.value(population("uzbekistan", 2003)) - 1)


def _countries_where_it_loses(scenario: str) -> float:
    return sum(_score_of(scenario, country) > _score_of("no-change", country) for country in COUNTRIES)


for _scenario, (_label, _uses) in list(_SAID.items())[:2]:
    computed(
        name=f"register-countries-lost-by-{_scenario}-2011",
        how=f"Countries, of four, where {_label} has a higher interval score than “no change” for the register of 2011",
        uses=(*SUM_2003, *SUM_2011, *_uses),
    )(lambda scenario=_scenario: _countries_where_it_loses(scenario))

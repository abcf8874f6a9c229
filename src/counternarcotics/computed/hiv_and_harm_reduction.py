"""Computed numbers of the chapter on HIV and harm reduction."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")

REGION_2000, REGION_2004 = "hiv-infections-central-asia-2000", "hiv-infections-central-asia-2004"
UZBEK_1999, UZBEK_2003, UZBEK_2006 = (f"hiv-newly-registered-uzbekistan-{year}" for year in (1999, 2003, 2006))
DUSHANBE = tuple(f"hiv-prevalence-injecting-dushanbe-{year}" for year in (2001, 2004, 2006))
OLD_KYRGYZ, NEW_KYRGYZ = (
    "people-living-with-hiv-2012-round-kyrgyzstan-2011",
    "people-living-with-hiv-2017-round-kyrgyzstan-2016",
)
OLD_TAJIK = "people-living-with-hiv-2012-round-tajikistan-2011"
REGISTERED_KYRGYZ, REGISTERED_TAJIK = "hiv-infections-kyrgyzstan-2011", "hiv-infections-tajikistan-2011"
METHADONE, PATIENTS = "methadone-patients-kyrgyzstan-2004", "substitution-patients-kyrgyzstan-2016"
ENOUGH = 200  # needles a person a year, called high coverage by WHO, UNODC and UNAIDS (2012)

_NEEDLE_YEARS = {
    "kazakhstan": range(2011, 2019),
    "kyrgyzstan": range(2011, 2019),
    "tajikistan": range(2011, 2019),
    "uzbekistan": (2011, 2012, 2013, 2015, 2017, 2018),
}
NEEDLES = tuple(f"needles-per-person-{country}-{year}" for country, years in _NEEDLE_YEARS.items() for year in years)
_SURVEY_YEARS = {
    "kazakhstan": (2011, 2012, 2013, 2014, 2015, 2016, 2018),
    "kyrgyzstan": (2011, 2013, 2017),
    "tajikistan": (2011, 2012, 2014, 2018),
    "uzbekistan": (2011, 2013, 2015, 2018),
}
SURVEYS = {
    country: tuple(f"hiv-prevalence-injecting-{country}-{year}" for year in years)
    for country, years in _SURVEY_YEARS.items()
}
SUBSTITUTION = tuple(
    f"substitution-coverage-{country}-{year}"
    for country in ("kazakhstan", "kyrgyzstan", "tajikistan")
    for year in range(2015, 2019)
)


def money(country: str, year: int) -> tuple[str, str]:
    """Return the ids of the domestic and the international HIV spending of a country and year."""
    return f"hiv-spending-domestic-{country}-{year}", f"hiv-spending-international-{country}-{year}"


def share_from_abroad(country: str, year: int) -> float:
    """Return international money as a share of domestic public and international money together."""
    own, abroad = (tables.value(identifier) for identifier in money(country, year))
    return abroad / (own + abroad)


# -- the spread --------------------------------------------------------------------------------------


@computed(
    unit="times",
    format=".0f",
    how="Registered cases of the region in 2004, at least, over those of 2000",
    uses=(REGION_2000, REGION_2004),
)
def hiv_region_growth() -> float:
    """Return registered cases of 2004 over those of 2000, as printed."""
    return tables.value(REGION_2004) / tables.value(REGION_2000)


@computed(
    unit="times",
    format=".0f",
    how="Cases newly registered in Uzbekistan in 2003 over those of 1999",
    uses=(UZBEK_1999, UZBEK_2003),
)
def hiv_uzbek_growth() -> float:
    """Return new registrations of 2003 over those of 1999."""
    return tables.value(UZBEK_2003) / tables.value(UZBEK_1999)


@computed(
    unit="percent",
    format=".0f",
    how="Cases newly registered in Uzbekistan in 2006 over those of 2003, less one",
    uses=(UZBEK_2003, UZBEK_2006),
)
def hiv_uzbek_growth_later() -> float:
    """Return the rise of new registrations from 2003 to 2006, in percent."""
    return PERCENT * (tables.value(UZBEK_2006) / tables.value(UZBEK_2003) - 1)


@computed(unit="times", format=".0f", how="Prevalence surveyed in Dushanbe in 2006 over that of 2001", uses=DUSHANBE)
def hiv_dushanbe_growth() -> float:
    """Return how many times the prevalence of 2001 that of 2006 was."""
    return tables.value(DUSHANBE[2]) / tables.value(DUSHANBE[0])


# -- rounds ------------------------------------------------------------------------------------------


@computed(
    unit="percent",
    format=".0f",
    how="The estimate of the round of 2017 for 2016 over that of the round of 2012 for 2011, less one: a difference of methods, not of years",
    uses=(OLD_KYRGYZ, NEW_KYRGYZ),
)
def hiv_rounds_false_fall() -> float:
    """Return the fall that joining two rounds would show for Kyrgyzstan, in percent (positive for a fall)."""
    return PERCENT * (1 - tables.value(NEW_KYRGYZ) / tables.value(OLD_KYRGYZ))


@computed(
    unit="percent",
    format=".0f",
    how="Cases registered by the end of 2011 over the estimate of the round of 2012 for 2011",
    uses=(REGISTERED_KYRGYZ, OLD_KYRGYZ),
)
def hiv_registered_share_kyrgyzstan() -> float:
    """Return registered cases as a share of the estimate of the older round, Kyrgyzstan 2011, in percent."""
    return PERCENT * tables.value(REGISTERED_KYRGYZ) / tables.value(OLD_KYRGYZ)


@computed(
    unit="percent",
    format=".0f",
    how="Cases registered by the end of 2011 over the estimate of the round of 2012 for 2011",
    uses=(REGISTERED_TAJIK, OLD_TAJIK),
)
def hiv_registered_share_tajikistan() -> float:
    """Return registered cases as a share of the estimate of the older round, Tajikistan 2011, in percent."""
    return PERCENT * tables.value(REGISTERED_TAJIK) / tables.value(OLD_TAJIK)


# -- prevention --------------------------------------------------------------------------------------


@computed(how="Pairs of a country and a year for which needles a person are reported, 2011 to 2018", uses=NEEDLES)
def needle_country_years() -> float:
    """Return the number of rows of needles a person."""
    return len(NEEDLES)


@computed(how="Those of them with at least 200 needles a person a year", uses=NEEDLES)
def needle_country_years_high() -> float:
    """Return how many country-years reach the mark that guidance calls high."""
    return sum(tables.value(identifier) >= ENOUGH for identifier in NEEDLES)


@computed(
    unit="needles-per-person-per-year",
    format=".0f",
    how="Lowest and highest reported number, all four countries, 2011 to 2018",
    uses=NEEDLES,
)
def needles_range() -> tuple[float, float]:
    """Return the lowest and the highest number of needles a person a year."""
    values = [tables.value(identifier) for identifier in NEEDLES]
    return min(values), max(values)


@computed(
    unit="percent",
    format=".1f",
    how="Lowest and highest reported coverage of substitution treatment, three countries, 2015 to 2018",
    uses=SUBSTITUTION,
)
def substitution_range() -> tuple[float, float]:
    """Return the lowest and the highest coverage of substitution treatment, in percent."""
    values = [tables.value(identifier) for identifier in SUBSTITUTION]
    return min(values), max(values)


for _country, _year in (("kyrgyzstan", 2018), ("tajikistan", 2018), ("kazakhstan", 2018), ("uzbekistan", 2014)):
    computed(
        name=f"hiv-money-abroad-{_country}",
        unit="percent",
        format=".0f",
        how=f"International over international and domestic public HIV spending in {_country.title()}, {_year}",
        uses=money(_country, _year),
    )(lambda country=_country, year=_year: PERCENT * share_from_abroad(country, year))


# -- calibration -------------------------------------------------------------------------------------


def _fit(country: int, *, prevention: bool = True) -> tuple[float, float, float]:
    # Imported late: the explorer's settings are the model's, and the explorer needs no computed number.
    from counternarcotics.explorers.hiv_calibration import fitted

    return fitted(country, prevention=prevention)


@computed(
    how="Surveys of prevalence among people who inject reported by four countries, 2011 to 2018",
    uses=sum(SURVEYS.values(), ()),
)
def hiv_surveys() -> float:
    """Return the number of survey points."""
    return sum(len(ids) for ids in SURVEYS.values())


@computed(
    format=".2f",
    how="Typical error of the best fit with the reported needles, in percentage points",
    uses=SURVEYS["tajikistan"],
)
def fit_tajikistan_needles() -> float:
    """Return the typical error of the best Tajik fit with prevention, in percentage points."""
    return PERCENT * _fit(2)[2]


@computed(
    format=".2f",
    how="Typical error of the best fit with nobody reached, in percentage points",
    uses=SURVEYS["tajikistan"],
)
def fit_tajikistan_nobody() -> float:
    """Return the typical error of the best Tajik fit without prevention, in percentage points."""
    return PERCENT * _fit(2, prevention=False)[2]


@computed(
    unit="percent",
    format=".0f",
    how="Prevalence in 2000 that the two best fits for Tajikistan need: with the reported needles, and with nobody reached",
    uses=SURVEYS["tajikistan"],
)
def fit_tajikistan_starts() -> tuple[float, float]:
    """Return the starting prevalence of the two best Tajik fits, in percent."""
    return PERCENT * _fit(2)[0], PERCENT * _fit(2, prevention=False)[0]


@computed(how="Pairs of a start and a rate of transmission on the grid", uses=SURVEYS["tajikistan"])
def grid_cells() -> float:
    """Return the size of the grid."""
    from counternarcotics.explorers.hiv_calibration import INITIAL_GRID, TRANSMISSION_GRID

    return len(INITIAL_GRID) * len(TRANSMISSION_GRID)


@computed(
    how="Pairs on the grid whose typical error for Tajikistan is at most a quarter above the least",
    uses=SURVEYS["tajikistan"],
)
def grid_cells_near_tajikistan() -> float:
    """Return how many pairs fit Tajikistan nearly as well as the best."""
    from counternarcotics.explorers.hiv_calibration import error_surface

    errors = error_surface(2)
    return int((errors <= 1.25 * errors.min()).sum())


@computed(
    format=".1f",
    how="The survey of 2014 less that of 2013, in percentage points",
    uses=("hiv-prevalence-injecting-kazakhstan-2013", "hiv-prevalence-injecting-kazakhstan-2014"),
)
def kazakh_jump() -> float:
    """Return the jump between two Kazakh surveys a year apart, in percentage points."""
    return tables.value("hiv-prevalence-injecting-kazakhstan-2014") - tables.value(
        "hiv-prevalence-injecting-kazakhstan-2013"
    )

"""Numbers worked out for section 2.2, law and organisation."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed

HUNDRED_THOUSAND = 100_000

REGION_TERM = "sentence-trafficking-central-asia-2004"
SWEDEN_TERM = "sentence-trafficking-sweden-2004"
TERMS_IMPOSED = "terms-of-sentence-police-officers-kazakhstan-2007"
PROGRAMMES = "state-programmes-kyrgyzstan-1993-2003"
MEETING_NUMBER = "meeting-number-memorandum-parties-1999"
MEETINGS_PER_YEAR = "discussions-per-year-memorandum-central-asia-1996"
TAJIK_AGENCY_BUDGET = "budget-drug-control-agency-tajikistan-1999"
RUSSIAN_GUARDS = "drugs-seized-russian-border-guards-2003"
GRANTS = {
    "kyrgyzstan": "budget-institution-building-kyrgyzstan-1994",
    "uzbekistan": "budget-institution-building-uzbekistan-1994",
    "turkmenistan": "budget-institution-building-turkmenistan-1996",
    "kazakhstan": "budget-institution-building-kazakhstan-1996",
}
DOLLARS_PER_MILLION = 1_000_000

# What sections 1.1 and 2.2 print for both countries that have an agency of their own.
BASES = {
    "staff": ("staff-tajik-drug-control-agency-2004", "staff-kyrgyz-drug-control-agency-2004"),
    "population": ("population-tajikistan-2002", "population-kyrgyzstan-2002"),
    "register": ("registered-users-tajikistan-2003", "registered-users-kyrgyzstan-2003"),
    "seizures": ("drugs-seized-tajikistan-2003", "drugs-seized-kyrgyzstan-2003"),
    "heroin": ("heroin-seized-tajikistan-2003", "heroin-seized-kyrgyzstan-2003"),
}


def tajik_over_kyrgyz(basis: str) -> float:
    """Return the Tajik figure over the Kyrgyz one for a key of BASES."""
    tajik, kyrgyz = BASES[basis]
    return tables.value(tajik) / tables.value(kyrgyz)


def agency_budget() -> float:
    """Return the budget of the project that set up the Tajik agency, in US dollars."""
    return DOLLARS_PER_MILLION * tables.value(TAJIK_AGENCY_BUDGET)


# -- severity -----------------------------------------------------------------------------------------


@computed(
    unit="times",
    format=".0f",
    how="Regional average term over the Swedish term, both as printed and of unstated kind",
    uses=(REGION_TERM, SWEDEN_TERM),
)
def term_ratio_region_sweden() -> float:
    """Return how many times the printed Swedish term the printed regional term is."""
    return tables.value(REGION_TERM) / tables.value(SWEDEN_TERM)


@computed(
    unit="percent",
    format=".0f",
    how="The two ends of the terms imposed in one reported case of 2007 over the regional average printed in 2.2",
    uses=(TERMS_IMPOSED, REGION_TERM),
)
def terms_imposed_over_average() -> tuple[float, float]:
    """Return the terms of one reported case as a share of the average that the codes are said to provide, in percent."""
    low, high = tables.bounds(TERMS_IMPOSED)
    return PERCENT * low / tables.value(REGION_TERM), PERCENT * high / tables.value(REGION_TERM)


# -- instruments --------------------------------------------------------------------------------------


@computed(
    how="Meetings that a yearly rhythm from 1996 to 1999 would have brought; printed is the ordinal of the one held in 1999",
    uses=(MEETINGS_PER_YEAR, MEETING_NUMBER),
)
def memorandum_meetings_due_1999() -> float:
    """Return the meetings of the parties due in the three years after the signing of 1996."""
    return tables.value(MEETINGS_PER_YEAR) * (1999 - 1996)


@computed(
    unit="years",
    format=".1f",
    how="The ten years from 1993 to 2003 over the number of programmes, if they followed one another",
    uses=(PROGRAMMES,),
)
def kyrgyz_programme_length() -> float:
    """Return the average length of a Kyrgyz state programme, in years."""
    return (2003 - 1993) / tables.value(PROGRAMMES)


# -- agencies -----------------------------------------------------------------------------------------


@computed(unit="persons", how="Staff of the Kyrgyz and of the Tajik agency together", uses=BASES["staff"])
def agency_staff_both() -> float:
    """Return the people employed by the two agencies together."""
    return sum(map(tables.value, BASES["staff"]))


def _ratio(basis: str, what: str) -> None:
    """Register the Tajik over the Kyrgyz figure for one basis."""

    def function() -> float:
        return tajik_over_kyrgyz(basis)

    function.__name__ = f"tajik_over_kyrgyz_{basis}"
    decimals = ".0f" if basis == "heroin" else ".1f"
    computed(unit="times", format=decimals, how=f"{what}: Tajikistan over Kyrgyzstan", uses=BASES[basis])(function)


for _basis, _what in {
    "staff": "Staff of the drug control agency",
    "population": "Population of 2000/2002 as printed",
    "register": "Registered people who use drugs, early 2003",
    "seizures": "Weight of all drugs seized in 2003",
    "heroin": "Weight of heroin seized in 2003",
}.items():
    _ratio(_basis, _what)


def staff_rate(country: str) -> float:
    """Return the staff of the agency of `country` ("tajikistan" or "kyrgyzstan") per 100,000 inhabitants."""
    position = ("tajikistan", "kyrgyzstan").index(country)
    return HUNDRED_THOUSAND * tables.value(BASES["staff"][position]) / tables.value(BASES["population"][position])


@computed(
    unit="per-100000",
    format=".1f",
    how="Staff of the agency over the population printed for 2000/2002",
    uses=(BASES["staff"][1], BASES["population"][1]),
)
def agency_staff_rate_kyrgyzstan() -> float:
    """Return the Kyrgyz agency's staff per 100,000 inhabitants."""
    return staff_rate("kyrgyzstan")


@computed(
    unit="per-100000",
    format=".1f",
    how="Staff of the agency over the population printed for 2000/2002",
    uses=(BASES["staff"][0], BASES["population"][0]),
)
def agency_staff_rate_tajikistan() -> float:
    """Return the Tajik agency's staff per 100,000 inhabitants."""
    return staff_rate("tajikistan")


@computed(
    unit="kg",
    how="All drugs seized in Tajikistan in 2003 over the staff of the agency",
    uses=(BASES["seizures"][0], BASES["staff"][0]),
)
def seized_per_tajik_employee_2003() -> float:
    """Return the national seizures of 2003 per employee of the agency, in kg."""
    return tables.value(BASES["seizures"][0]) / tables.value(BASES["staff"][0])


@computed(
    unit="kg",
    how="The same without what Russian border guards took; an upper bound, since they took more than is printed",
    uses=(BASES["seizures"][0], RUSSIAN_GUARDS, BASES["staff"][0]),
)
def seized_per_tajik_employee_without_guards_2003() -> float:
    """Return the seizures of 2003 without the Russian guards' part, per employee of the agency, in kg."""
    rest = tables.value(BASES["seizures"][0]) - tables.value(RUSSIAN_GUARDS)
    return rest / tables.value(BASES["staff"][0])


@computed(
    unit="kg",
    how="All drugs seized in 2003 in Tajikistan and Kyrgyzstan, the two countries with an enforcing agency",
    uses=BASES["seizures"],
)
def seized_with_agencies_2003() -> float:
    """Return the weight seized in 2003 in the two countries with an enforcing agency, in kg."""
    return sum(map(tables.value, BASES["seizures"]))


@computed(
    unit="percent",
    format=".0f",
    how="Fall of the weight of heroin seized in Kyrgyzstan from 2002 to 2003",
    uses=("heroin-seized-kyrgyzstan-2002", BASES["heroin"][1]),
)
def kyrgyz_heroin_fall_2003() -> float:
    """Return by how much Kyrgyz heroin seizures fell in the year of the transformation, in percent."""
    return PERCENT * (1 - tables.value(BASES["heroin"][1]) / tables.value("heroin-seized-kyrgyzstan-2002"))


# -- money --------------------------------------------------------------------------------------------


@computed(unit="usd", how="Sum of the four first grants for institution building", uses=tuple(GRANTS.values()))
def institution_grants_total() -> float:
    """Return the four institution-building grants of the nineties together, in US dollars."""
    return sum(map(tables.value, GRANTS.values()))


@computed(
    unit="percent",
    format=".0f",
    how="Turkmen grant over the Uzbek grant of the same kind",
    uses=(GRANTS["turkmenistan"], GRANTS["uzbekistan"]),
)
def turkmen_grant_over_uzbek() -> float:
    """Return the Turkmen institution-building grant as a share of the Uzbek one, in percent."""
    return PERCENT * tables.value(GRANTS["turkmenistan"]) / tables.value(GRANTS["uzbekistan"])


@computed(
    unit="times",
    format=".1f",
    how="Budget for the Tajik agency over the four first grants together",
    uses=(TAJIK_AGENCY_BUDGET, *GRANTS.values()),
)
def tajik_agency_over_grants() -> float:
    """Return the budget of the Tajik agency project over the four earlier grants together."""
    return agency_budget() / institution_grants_total()


@computed(
    unit="usd",
    how="Budget of the project of June 1999 over the planned staff, for the whole project; to the nearest hundred",
    uses=(TAJIK_AGENCY_BUDGET, BASES["staff"][0]),
)
def tajik_agency_budget_per_employee() -> float:
    """Return the donor's budget for the Tajik agency per employee over the whole project, in US dollars."""
    return round(agency_budget() / tables.value(BASES["staff"][0]), -2)

"""Computed numbers of section 3.2, and the projects of its donors joined to their printed budgets."""

from __future__ import annotations

import functools

import pandas as pd

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.portfolio import move_needed, supply_per_demand

MILLION = 1_000_000

TAJIK_AGENCY = "budget-drug-control-agency-tajikistan-1999"
KHAIRATON = "budget-khairaton-checkpoint-uzbekistan-2002"
BORDERS = "budget-border-strengthening-2000"
PRECURSORS = "budget-precursor-control-central-asia-2000"
ECO_UNIT = "budget-eco-drug-control-coordination-unit-1999"
NEW_ALL = "budget-new-projects-central-asia-2003"
NEW_TAJIK = "budget-new-projects-tajikistan-2003"
CADAP_1 = "budget-cadap-1"

SUPPLY = (
    "budget-osh-knot-1997",
    "budget-biological-eradication-uzbekistan-1998",
    BORDERS,
    PRECURSORS,
    KHAIRATON,
)
DEMAND = (
    "budget-rapid-assessment-central-asia-2001",
    "budget-demand-needs-assessment-central-asia-2001",
    "budget-media-training-central-asia-2002",
)
FIRST_FOUR = tuple(
    f"budget-institution-building-{country}"
    for country in ("kyrgyzstan-1994", "uzbekistan-1994", "turkmenistan-1996", "kazakhstan-1996")
)
INSTITUTIONS = (*FIRST_FOUR, "budget-master-plan-kazakhstan-1999", TAJIK_AGENCY, ECO_UNIT)
INFORMATION = ("budget-crop-mapping-central-asia-three-1997", "budget-data-gathering-central-asia-2001")
BEGUN = (*SUPPLY, *DEMAND, *INSTITUTIONS, *INFORMATION)  # of UNODC; the projects announced in 2003 are left out
US_GRANTS = ("grant-us-kyrgyzstan-2001", "grant-us-southern-checkpoint-2001")
ANNOUNCED = "unodc-new-tajikistan-projects-2003"

ESTIMATES = tuple(
    f"users-estimated-{country}-2002" for country in ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
)

# Names short enough for an axis; the full titles stand in the table of projects.
SHORT = {
    "unodc-eco-dccu": "ECO unit (DCCU)",
    "unodc-institution-building-kyrgyzstan-1994": "Institutions, Kyrgyzstan",
    "unodc-institution-building-uzbekistan-1994": "Institutions, Uzbekistan",
    "unodc-institution-building-turkmenistan-1996": "Institutions, Turkmenistan",
    "unodc-institution-building-kazakhstan-1996": "Institutions, Kazakhstan",
    "unodc-crop-mapping-1997": "Crop mapping",
    "osh-knot": "Osh Knot",
    "unodc-biological-eradication-1998": "Biological eradication",
    "unodc-master-plan-kazakhstan-1999": "Master plan, Kazakhstan",
    "unodc-tajik-dca-1999": "Tajik agency",
    "unodc-rapid-assessment-2001": "Rapid assessment",
    "unodc-demand-needs-assessment-2001": "Needs assessment",
    "unodc-hiv-diversification": "HIV and treatment services",
    "unodc-media-training": "Media training",
    "unodc-border-strengthening-2000": "Southern borders",
    "unodc-khairaton-checkpoint": "Khairaton checkpoint",
    "unodc-precursor-control-2000": "Precursor control",
    "unodc-data-gathering-2001": "Data gathering",
    "unodc-new-tajikistan-projects-2003": "Three new, Tajikistan",
    "unodc-new-other-projects-2003": "Two new, elsewhere",
    "kyrgyz-dca-project-2003": "Kyrgyz agency",
    "unodc-caricc": "CARICC",
    "who-national-strategies-workshop": "WHO workshop",
    "osce-strengthening-capacity-kyrgyzstan": "OSCE, Kyrgyz police",
    "cadap": "CADAP",
    "cadap-1": "CADAP-1",
    "cadap-2": "CADAP-2",
    "bomca": "BOMCA",
    "us-kyrgyz-border-grant": "US border grant",
    "us-kyrgyz-southern-checkpoint": "US checkpoint grant",
    "soros-harm-reduction": "Soros harm reduction",
}
DONORS = {
    "unodc": "UNODC",
    "european-commission": "European Union",
    "united-states-government": "United States",
    "osce": "OSCE",
    "who": "WHO",
    "soros-foundation": "Soros Foundation",
}


def usd(identifier: str) -> float:
    """Return a budget printed in US dollars, in dollars."""
    amount, unit = tables.value(identifier), tables.figure(identifier)["unit"]
    if unit not in {"usd", "usd-million"}:
        msg = f"{identifier} is in {unit}, not in US dollars; choose an exchange rate first."
        raise ValueError(msg)
    return amount * MILLION if unit == "usd-million" else amount


@functools.lru_cache
def _projects() -> pd.DataFrame:
    projects = tables.load("projects")
    projects = projects[projects["id"].isin(SHORT) | projects["locator"].str.startswith("3.2")].copy()
    figures = tables.figures()
    printed = projects["budget"].map(figures["value_low"])
    unit = projects["budget"].map(figures["unit"])
    scale = unit.map({"usd": 1, "usd-million": MILLION, "eur-million": MILLION})
    amount = printed * scale
    projects["amount_usd"] = amount.where(unit != "eur-million")
    projects["amount_eur"] = amount.where(unit == "eur-million")
    judged = projects["budget"].map(figures["period"]).str[:4]
    dated = projects["starts"].str[:4].where(projects["starts"] != "", judged)
    projects["year"] = pd.to_numeric(dated).astype("Int64")
    projects["dated"] = projects["starts"] != ""
    projects["announced"] = projects["id"] == ANNOUNCED
    projects["short"] = projects["id"].map(SHORT).fillna(projects["name"])
    projects["donor_name"] = projects["donor"].map(DONORS)
    return projects.reset_index(drop=True)


def projects() -> pd.DataFrame:
    """Return one row a project of section 3.2, with its printed budget in dollars or euros and its year.

    ``year`` is the printed start, or else the year judged for the budget (``dated`` is then False); ``announced``
    marks the three Tajik projects that a press release of 2003 announces.
    """
    return _projects().copy()


def priced() -> pd.DataFrame:
    """Return the projects whose budget is printed, in the order of their years and budgets."""
    found = _projects()
    found = found[found["amount_usd"].notna() | found["amount_eur"].notna()]
    return found.sort_values(["year", "amount_usd"], kind="stable", ignore_index=True)


def _millions(identifiers: tuple[str, ...]) -> float:
    return sum(map(usd, identifiers)) / MILLION


def _ratio(supply: tuple[str, ...]) -> float:
    return supply_per_demand(_millions(supply), _millions(DEMAND))


# -- sums by purpose ---------------------------------------------------------------------------------


@computed(
    unit="usd-million",
    format=".1f",
    how="Sum of the printed budgets of UNODC projects, without those announced in 2003; several years, no price base",
    uses=BEGUN,
)
def unodc_budgets_total() -> float:
    """Return the printed UNODC budgets of projects begun, in million US dollars."""
    return _millions(BEGUN)


@computed(
    format=".0f", how="Number of UNODC projects with a printed budget, without those announced in 2003", uses=BEGUN
)
def unodc_budgets_counted() -> float:
    """Return how many budgets the sum has."""
    return len(BEGUN)


@computed(
    unit="usd-million",
    format=".1f",
    how="Sum of the five UNODC budgets whose purpose is supply; the projects announced in 2003 are left out",
    uses=SUPPLY,
)
def unodc_supply_total() -> float:
    """Return the supply budgets, in million US dollars."""
    return _millions(SUPPLY)


@computed(
    unit="usd-million",
    format=".2f",
    how="Sum of the three UNODC budgets whose purpose is demand; one further demand project prints none",
    uses=DEMAND,
)
def unodc_demand_total() -> float:
    """Return the demand budgets, in million US dollars."""
    return _millions(DEMAND)


@computed(
    unit="usd-million",
    format=".1f",
    how="Sum of the seven UNODC budgets whose purpose is institution building",
    uses=INSTITUTIONS,
)
def unodc_institutions_total() -> float:
    """Return the budgets for institutions, in million US dollars."""
    return _millions(INSTITUTIONS)


@computed(
    unit="usd-million",
    format=".1f",
    how="Sum of the two UNODC budgets whose purpose is information",
    uses=INFORMATION,
)
def unodc_information_total() -> float:
    """Return the budgets for information, in million US dollars."""
    return _millions(INFORMATION)


@computed(
    unit="usd-million",
    format=".2f",
    how="Sum of the institution-building budgets of Kyrgyzstan, Uzbekistan, Turkmenistan and Kazakhstan, 1994 to 1996",
    uses=FIRST_FOUR,
)
def first_four_budgets_total() -> float:
    """Return the four first national budgets together, in million US dollars."""
    return _millions(FIRST_FOUR)


@computed(
    unit="percent",
    format=".1f",
    how="Demand budgets over all printed UNODC budgets of projects begun",
    uses=BEGUN,
)
def demand_share_of_unodc_budgets() -> float:
    """Return the share of demand in the printed budgets, in percent."""
    return PERCENT * _millions(DEMAND) / _millions(BEGUN)


@computed(
    unit="percent",
    format=".0f",
    how="The budget of the Tajik agency over all printed UNODC budgets of projects begun",
    uses=BEGUN,
)
def tajik_agency_share_of_unodc_budgets() -> float:
    """Return the share of the largest project, in percent."""
    return PERCENT * _millions((TAJIK_AGENCY,)) / _millions(BEGUN)


# -- supply against demand ---------------------------------------------------------------------------


@computed(
    format=".0f",
    how="Supply budgets over demand budgets of UNODC, purposes as we file them; institutions and information left out",
    uses=(*SUPPLY, *DEMAND),
)
def supply_per_demand_printed() -> float:
    """Return dollars for supply to each dollar for demand."""
    return _ratio(SUPPLY)


@computed(
    format=".0f",
    how="The same ratio without the Khairaton checkpoint, whose printed aim is the passage of aid",
    uses=(*SUPPLY, *DEMAND),
)
def supply_per_demand_without_khairaton() -> float:
    """Return dollars for supply to each dollar for demand, one checkpoint left out."""
    return _ratio(tuple(i for i in SUPPLY if i != KHAIRATON))


@computed(
    format=".0f",
    how="The same ratio with the budget of the Tajik agency counted as supply",
    uses=(*SUPPLY, TAJIK_AGENCY, *DEMAND),
)
def supply_per_demand_with_tajik_agency() -> float:
    """Return dollars for supply to each dollar for demand, the Tajik agency counted as supply."""
    return _ratio((*SUPPLY, TAJIK_AGENCY))


@computed(
    format=".0f",
    how="The same ratio with all institution building counted as supply",
    uses=(*SUPPLY, *INSTITUTIONS, *DEMAND),
)
def supply_per_demand_with_institutions() -> float:
    """Return dollars for supply to each dollar for demand, institutions counted as supply."""
    return _ratio((*SUPPLY, *INSTITUTIONS))


@computed(
    format=".0f",
    how="The same ratio with institution building and information counted as supply",
    uses=(*SUPPLY, *INSTITUTIONS, *INFORMATION, *DEMAND),
)
def supply_per_demand_with_all() -> float:
    """Return dollars for supply to each dollar for demand, everything but demand counted as supply."""
    return _ratio((*SUPPLY, *INSTITUTIONS, *INFORMATION))


@computed(
    format=".1f",
    how="Supply budgets over the sum of the demand and the institution-building budgets, the reading kindest to demand",
    uses=(*SUPPLY, *INSTITUTIONS, *DEMAND),
)
def supply_per_demand_kindest() -> float:
    """Return dollars for supply to each dollar for demand, institutions counted as demand."""
    return supply_per_demand(_millions(SUPPLY), _millions(DEMAND) + _millions(INSTITUTIONS))


@computed(
    unit="percent",
    format=".0f",
    how="(S − D) / 2S: the part of the supply budgets that would have to move for the two sums to be equal",
    uses=(*SUPPLY, *DEMAND),
)
def move_for_equal_sums() -> float:
    """Return the share of supply money to move for equality, in percent."""
    return PERCENT * move_needed(_millions(SUPPLY), _millions(DEMAND), 1)


@computed(
    unit="usd",
    format=".2f",
    how="Demand budgets of UNODC over the highest and the lowest sum of the four national estimates of fn. 19",
    uses=(*DEMAND, *ESTIMATES),
)
def demand_budget_per_person() -> tuple[float, float]:
    """Return US dollars of demand budgets for each person estimated to use drugs, over all years together."""
    fewest, most = _people()
    return _millions(DEMAND) * MILLION / most, _millions(DEMAND) * MILLION / fewest


@computed(
    unit="usd",
    format=".0f",
    how="Supply budgets of UNODC over the highest and the lowest sum of the four national estimates of fn. 19",
    uses=(*SUPPLY, *ESTIMATES),
)
def supply_budget_per_person() -> tuple[float, float]:
    """Return US dollars of supply budgets for each person estimated to use drugs, over all years together."""
    fewest, most = _people()
    return _millions(SUPPLY) * MILLION / most, _millions(SUPPLY) * MILLION / fewest


def _people() -> tuple[float, float]:
    low, high = zip(*map(tables.bounds, ESTIMATES), strict=True)
    return sum(low), sum(high)


@computed(
    unit="usd",
    how="Budgets of the rapid assessment and of the needs assessment together",
    uses=DEMAND[:2],
)
def assessments_total() -> float:
    """Return the budgets of the two studies of demand, in US dollars."""
    return sum(map(usd, DEMAND[:2]))


# -- single projects ---------------------------------------------------------------------------------


@computed(
    unit="usd-million",
    format=".1f",
    how="Sum of the border money of 2000, the Khairaton checkpoint, precursor control and the ECO unit: what 3.2.1 puts under the belt",
    uses=(BORDERS, KHAIRATON, PRECURSORS, ECO_UNIT),
)
def security_belt_total() -> float:
    """Return the budgets that 3.2.1 ties to the security belt, in million US dollars."""
    return _millions((BORDERS, KHAIRATON, PRECURSORS, ECO_UNIT))


@computed(
    unit="percent",
    format=".0f",
    how="The budgets tied to the security belt over all printed UNODC budgets of projects begun",
    uses=BEGUN,
)
def security_belt_share() -> float:
    """Return the share of the belt in the printed budgets, in percent."""
    return PERCENT * security_belt_total() / _millions(BEGUN)


@computed(
    unit="usd",
    how="Budget of the Tajik agency over the posts it was to pay; years not printed; rounded to the nearest hundred",
    uses=(TAJIK_AGENCY, "staff-drug-control-agency-tajikistan-1999-unodc"),
)
def tajik_agency_budget_per_post() -> float:
    """Return US dollars for each post, over an unknown number of years."""
    return round(usd(TAJIK_AGENCY) / tables.value("staff-drug-control-agency-tajikistan-1999-unodc"), -2)


@computed(
    unit="usd",
    how="Budget of the ECO unit over the five years from July 1999 to June 2004; rounded to the nearest thousand",
    uses=(ECO_UNIT,),
)
def eco_unit_budget_per_year() -> float:
    """Return US dollars a year."""
    return round(usd(ECO_UNIT) / (2004 - 1999), -3)


@computed(
    unit="percent",
    format=".0f",
    how="Budget of the three new Tajik projects over that of all five; both are lower bounds",
    uses=(NEW_ALL, NEW_TAJIK),
)
def new_projects_share_tajikistan() -> float:
    """Return the Tajik share of the announced money, in percent."""
    return PERCENT * usd(NEW_TAJIK) / usd(NEW_ALL)


@computed(
    unit="usd-million",
    format=".0f",
    how="Budget of all five new projects less that of the three for Tajikistan; a difference of two lower bounds",
    uses=(NEW_ALL, NEW_TAJIK),
)
def new_projects_remainder() -> float:
    """Return what is left for the two other announced projects, in million US dollars."""
    return (usd(NEW_ALL) - usd(NEW_TAJIK)) / MILLION


@computed(
    unit="usd",
    how="The two printed sums of the United States for Kyrgyzstan together; neither pays for the agency of 2003",
    uses=US_GRANTS,
)
def us_grants_total() -> float:
    """Return the two grants together, in US dollars."""
    return sum(map(usd, US_GRANTS))


@computed(
    format=".0f",
    how="Budget of the Tajik agency over the two printed sums of the United States for Kyrgyzstan",
    uses=(TAJIK_AGENCY, *US_GRANTS),
)
def tajik_agency_over_us_grants() -> float:
    """Return how many times the larger holds the smaller."""
    return usd(TAJIK_AGENCY) / us_grants_total()


# -- the crop survey ---------------------------------------------------------------------------------

HEMP_CLAIM = "cannabis-area-claimed-chuy-valley-2000"
HEMP_FOUND = ("cannabis-area-kazakhstan-2000-unodc", "cannabis-area-kyrgyzstan-2000-unodc")
HEMP_COUNTRY = ("cannabis-area-kazakhstan-1998", "cannabis-area-added-kazakhstan-1999")
POPPY_KYRGYZ = "poppy-area-kyrgyzstan-1999"
POPPY_REGION = "poppy-area-central-asia-three-1999"
POPPY_TAJIK_SHARE = "poppy-area-share-tajikistan-1999"
OPIUM_KYRGYZ = "opium-output-kyrgyzstan-1999"


@computed(unit="ha", how="The two areas of wild hemp that 3.2.1 prints from the survey, together", uses=HEMP_FOUND)
def hemp_found_by_survey() -> float:
    """Return the hemp found in both countries, in hectares."""
    return sum(map(tables.value, HEMP_FOUND))


@computed(
    unit="times",
    format=".0f",
    how="Hemp claimed for the Chuy valley over the two areas that the survey found",
    uses=(HEMP_CLAIM, *HEMP_FOUND),
)
def hemp_claim_over_printed_survey() -> float:
    """Return how many times the claim exceeds the finding of 3.2.1."""
    return tables.value(HEMP_CLAIM) / hemp_found_by_survey()


@computed(
    unit="ha",
    format=".1f",
    how="Harvested poppy of three countries in 1999 times what the printed Tajik share leaves: at most this for Kyrgyzstan",
    uses=(POPPY_REGION, POPPY_TAJIK_SHARE),
)
def poppy_left_for_kyrgyzstan_1999() -> float:
    """Return the most poppy that section 1.1 leaves for Kyrgyzstan, in hectares."""
    return tables.value(POPPY_REGION) * (1 - tables.value(POPPY_TAJIK_SHARE) / PERCENT)


@computed(
    unit="times",
    format=",.0f",
    how="Kyrgyz poppy area of 3.2.1 over the most that 1.1 leaves for Kyrgyzstan; rounded to the nearest hundred",
    uses=(POPPY_KYRGYZ, POPPY_REGION, POPPY_TAJIK_SHARE),
)
def poppy_kyrgyzstan_over_remainder() -> float:
    """Return how many times the one area exceeds the other."""
    return round(tables.value(POPPY_KYRGYZ) / poppy_left_for_kyrgyzstan_1999(), -2)


@computed(
    unit="kg-per-ha",
    format=".1f",
    how="Kyrgyz opium harvest of 1999 over the poppy area printed beside it",
    uses=(OPIUM_KYRGYZ, POPPY_KYRGYZ),
)
def opium_yield_kyrgyzstan_1999() -> float:
    """Return the yield that the two printed figures imply, in kilograms per hectare."""
    return tables.value(OPIUM_KYRGYZ) / tables.value(POPPY_KYRGYZ)

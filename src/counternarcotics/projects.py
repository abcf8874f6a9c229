"""Projects: the donors' projects of section 3.2, joined to their printed budgets."""

from __future__ import annotations

import functools

import pandas as pd

from counternarcotics import tables

MILLION = 1_000_000
ANNOUNCED = "unodc-new-tajikistan-projects-2003"

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

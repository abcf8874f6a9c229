"""Computed numbers of the front matter."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed

MILLION = 1_000_000

SUPPLY_MILLIONS = (
    "budget-border-strengthening-2000",
    "budget-precursor-control-central-asia-2000",
    "budget-khairaton-checkpoint-uzbekistan-2002",
    "budget-osh-knot-1997",
)
SUPPLY_DOLLARS = ("budget-biological-eradication-uzbekistan-1998",)
DEMAND_DOLLARS = (
    "budget-rapid-assessment-central-asia-2001",
    "budget-demand-needs-assessment-central-asia-2001",
    "budget-media-training-central-asia-2002",
)
KANAL_OFFENCES = "drug-offences-kanal-2003"
KANAL_ORGANISED = "drug-offences-organised-groups-kanal-2003"


@computed(
    unit="percent",
    format=".0f",
    how="Budgets of three projects on demand over the budgets of these and of five projects on borders, precursors and "
    "crops; agencies, training and general programmes are left out, because they serve both",
    uses=(*DEMAND_DOLLARS, *SUPPLY_MILLIONS, *SUPPLY_DOLLARS),
)
def front_demand_share_of_project_budgets() -> float:
    """Return the share of demand reduction in the printed UNODC budgets that serve one side only, in percent."""
    demand = sum(map(tables.value, DEMAND_DOLLARS))
    supply = MILLION * sum(map(tables.value, SUPPLY_MILLIONS)) + sum(map(tables.value, SUPPLY_DOLLARS))
    return PERCENT * demand / (demand + supply)


@computed(
    unit="percent",
    format=".0f",
    how="Drug offences put down to organised groups over all drug offences found in the operation",
    uses=(KANAL_ORGANISED, KANAL_OFFENCES),
)
def front_organised_share_of_kanal_offences() -> float:
    """Return the share of organised groups in the drug offences of Kanal 2003, in percent."""
    return PERCENT * tables.value(KANAL_ORGANISED) / tables.value(KANAL_OFFENCES)

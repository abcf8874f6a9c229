"""Tasks of Lab 3.2, the donors' projects."""

from __future__ import annotations

from counternarcotics import computed
from counternarcotics.checks import Task
from counternarcotics.models.portfolio import in_year, move_needed, supply_per_demand
from counternarcotics.projects import MILLION, priced, usd

OSH_KNOT = "budget-osh-knot-1997"


def largest_purpose() -> str:
    """Return the purpose with the largest sum of printed dollar budgets of projects begun."""
    begun = priced().query("not announced")
    return str(begun.groupby("purpose")["amount_usd"].sum().idxmax())


def ratio_without_khairaton() -> float:
    """Return dollars for supply to one for demand, UNODC projects begun, the Khairaton checkpoint left out."""
    return computed.value("supply-per-demand-without-khairaton")


def osh_knot_in_1998() -> float:
    """Return the million dollars of the Osh Knot that fall in 1998 when its budget is spread evenly."""
    months = 1 / 12
    return in_year(usd(OSH_KNOT) / MILLION, 1997 + 10 * months, 1999 + 10 * months, 1998)


def institutions_share_for_sixty() -> float:
    """Return the percent of institution building that must count as supply for a ratio of sixty to one."""
    missing = 60 * computed.value("unodc-demand-total") - computed.value("unodc-supply-total")
    return 100 * missing / computed.value("unodc-institutions-total")


def move_for_two_to_one() -> float:
    """Return the percent of supply money that must move until supply has two dollars to one of demand."""
    supply, demand = computed.value("unodc-supply-total"), computed.value("unodc-demand-total")
    needed = move_needed(supply, demand, 2)
    assert round(supply_per_demand((1 - needed) * supply, demand + needed * supply), 9) == 2
    return 100 * needed


TASKS = {
    1: Task(
        expected=largest_purpose,
        right="Neither supply nor demand leads the list, which is why the filing matters so much.",
        hint="Look at the sums by purpose, and write the name of the purpose as a text in quotes.",
    ),
    2: Task(
        expected=ratio_without_khairaton,
        right="One project of debatable purpose moves the ratio by about seven dollars.",
        hint="Drop the row with the id unodc-khairaton-checkpoint, sum by purpose again, and divide supply by demand.",
    ),
    3: Task(
        expected=institutions_share_for_sixty,
        right="A small share of a large block is enough.",
        hint="Solve 60 = (S + a I) / D for a, with the sums in the series unodc, and give percent.",
    ),
    4: Task(
        expected=osh_knot_in_1998,
        right="A whole calendar year inside a project of two years takes half of the budget.",
        hint="Take the row osh-knot of the spread table in the column 1998; the answer is in million dollars.",
    ),
    5: Task(
        expected=move_for_two_to_one,
        right="Close to its upper limit of a third: demand is so small that it hardly matters where it starts.",
        hint="Use (S - r D) / (S (1 + r)) with r = 2, and give percent.",
    ),
}

"""Computed numbers of the chapter on what became of the institutions: counts of states, and Kaplan-Meier estimates.

The bodies and their states stand in :mod:`counternarcotics.bodies`, whose dates and records are rows; what is counted
over them, and the survival curve drawn from them, is more than an expression can say.
"""

from __future__ import annotations

from counternarcotics.bodies import ALIVE, GONE, LIVES, STATES, SUCCESSOR, UNKNOWN, chosen, count, lives, steps
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.survival import interval_at, rate, share_at

CADAP, CADAP_6, BOMCA = "budget-cadap-2013", "budget-cadap-6-2019", "budget-bomca-2014"
STAFF_KYRGYZ_2016 = "staff-kyrgyz-state-service-on-drug-control-2016"
BODIES = ("staff-kyrgyz-drug-control-agency-2004", "staff-tajik-drug-control-agency-2004", "liaison-officers-per-country-caricc-2004")  # fmt: skip
DATED = (*BODIES, STAFF_KYRGYZ_2016)


@computed(how="Rows of the table of states", uses=BODIES)
def bodies_followed() -> float:
    """Return how many bodies the chapter follows."""
    return len(STATES)


@computed(how="Bodies at work, or with a successor at work, at the end of 2010", uses=(*BODIES, CADAP, BOMCA))
def bodies_at_work_2010() -> float:
    """Return the bodies that the record shows at work at the end of 2010, successors included."""
    return count(ALIVE, 2010) + count(SUCCESSOR, 2010)


@computed(how="Bodies at work, or with a successor at work, at the end of 2020", uses=(*BODIES, CADAP_6))
def bodies_at_work_2020() -> float:
    """Return the bodies that the record shows at work at the end of 2020, successors included."""
    return count(ALIVE, 2020) + count(SUCCESSOR, 2020)


@computed(how="Bodies that the record shows ended by the end of 2020", uses=DATED)
def bodies_ended_2020() -> float:
    """Return the bodies that had ended, without a successor of their kind, by the end of 2020."""
    return count(GONE, 2020)


@computed(how="Bodies of whose state at the end of 2020 the record says nothing", uses=BODIES)
def bodies_unknown_2020() -> float:
    """Return the bodies whose state at the end of 2020 is not known from our rows."""
    return count(UNKNOWN, 2020)


@computed(how="Bodies with a dated beginning in our rows", uses=DATED)
def dated_bodies() -> float:
    """Return the number of dated bodies."""
    return len(LIVES)


@computed(how="Dated bodies that are bodies for drug control", uses=DATED)
def dated_drug_bodies() -> float:
    """Return the number of dated bodies for drug control."""
    return len(chosen(0))


@computed(how="Dated bodies that were abolished or faded", uses=DATED)
def dated_ends() -> float:
    """Return the number of dated bodies that ended outright."""
    return sum(ended for _, ended in lives(1, 0))


@computed(how="Dated bodies that were abolished, faded or turned into another body", uses=DATED)
def dated_ends_wide() -> float:
    """Return the number of dated bodies that ended or became another body."""
    return sum(ended for _, ended in lives(1, 1))


@computed(
    format=".0f", unit="years", how="Years of all dated bodies together, each to its end or last sight", uses=DATED
)
def body_years() -> float:
    """Return the years at risk of all dated bodies."""
    return sum(age for age, _ in lives(1, 0))


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Ends over body-years: outright ends only, and with bodies turned into another",
    uses=DATED,
)
def yearly_hazard() -> tuple[float, float]:
    """Return the yearly rate of ending, by the narrow and by the wide rule, in percent."""
    return PERCENT * rate(lives(1, 0)), PERCENT * rate(lives(1, 1))


# Which bodies and which ends: the arguments of `steps`, and the words for them.
_ESTIMATES = {
    "narrow": ((1, 0), "all dated bodies, outright ends only"),
    "wide": ((1, 1), "all dated bodies, those turned into another counted as ended"),
    "drugs": ((0, 0), "bodies of drug control, outright ends only"),
}
for _name, (_counted, _words) in _ESTIMATES.items():
    computed(
        name=f"km-ten-{_name}",
        unit="percent",
        format=".0f",
        how=f"Kaplan-Meier estimate at ten years: {_words}",
        uses=DATED,
    )(lambda counted=_counted: PERCENT * share_at(steps(*counted), 10))
    computed(
        name=f"km-ten-{_name}-limits",
        unit="percent",
        format=".0f",
        how=f"Limits (95%) of the Kaplan-Meier estimate at ten years: {_words}",
        uses=DATED,
    )(lambda counted=_counted: tuple(PERCENT * end for end in interval_at(steps(*counted), 10)))

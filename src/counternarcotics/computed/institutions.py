"""Computed numbers of the chapter on what became of the institutions, and the two tables behind it.

``LIVES`` says of which rows the life of a dated body is made, ``STATES`` what the record lets us say of every body at
three dates.  No date is written here: each is read from a row.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.survival import Step, interval_at, kaplan_meier, rate, share_at

BOOK = "osmonaliev-2005"

STAFF_KYRGYZ_2004 = "staff-kyrgyz-drug-control-agency-2004"
STAFF_KYRGYZ_2016 = "staff-kyrgyz-state-service-on-drug-control-2016"
STAFF_KYRGYZ_2017 = "staff-kyrgyz-counter-narcotics-service-2017"
STAFF_TAJIK = "staff-tajik-drug-control-agency-2004"
LIAISON = "liaison-officers-per-country-caricc-2004"
TAJIK_BUDGET = "budget-drug-control-agency-tajikistan-1999"
TAJIK_NEW = "budget-new-projects-tajikistan-2003"
BOMCA, CADAP, CADAP_1, CADAP_6 = "budget-bomca-2014", "budget-cadap-2013", "budget-cadap-1", "budget-cadap-6-2019"

DRUGS, REGIONAL = "Body for drug control", "Regional organisation"
ENDED, REPLACED, OPEN = "abolished or faded", "turned into another body", "still there when last seen"


def decimal_year(date: str) -> float:
    """Return a year, month or day as a year with decimals; a year alone is its beginning.

    >>> decimal_year("2003-07"), decimal_year("1999")
    (2003.5, 1999.0)
    """
    year, month, day = [*(int(part) for part in date.split("-")), 1, 1][:3]
    return year + (month - 1) / 12 + (day - 1) / 365


@dataclass(frozen=True)
class Life:
    """A dated body: the rows (or, for a last sight, the source) from which its dates are read, and how it ended."""

    label: str
    kind: str
    begins: tuple[str, str]  # a row and its column
    last: tuple[str, str]
    fate: str

    @property
    def start(self) -> float:
        """Return the beginning as a year with decimals."""
        return decimal_year(_cell(*self.begins))

    @property
    def end(self) -> float:
        """Return the end, or the last sight, as a year with decimals."""
        return decimal_year(_cell(*self.last))

    @property
    def age(self) -> float:
        """Return the years from the beginning to the end or to the last sight."""
        return self.end - self.start

    @property
    def begin_row(self) -> str:
        """Return the id of the row that dates the beginning."""
        return self.begins[0]


def _cell(identifier: str, column: str) -> str:
    """Return a date: a column of a row, or the year of a source where the row is a source's."""
    if column == "year":
        return str(tables.lookup("sources", "year")[identifier])
    return str(tables.row(identifier)[column])


LIVES = (
    Life("Kyrgyz commission", DRUGS, ("kyrgyz-state-commission-on-drug-control", "founded"), ("kyrgyz-drug-control-agency", "founded"), REPLACED),
    Life("Kyrgyz agency", DRUGS, ("kyrgyz-drug-control-agency-created-2003", "date"), ("kyrgyz-drug-control-agency-abolished-2009", "date"), ENDED),
    Life("Kyrgyz service", DRUGS, ("kyrgyz-drug-control-service-re-established-2010", "date"), ("kyrgyz-state-service-dissolved-2016", "date"), ENDED),
    Life("Kyrgyz police unit", DRUGS, ("kyrgyz-counter-narcotics-service-starts-2017", "date"), ("incsr-2018", "year"), OPEN),
    Life("Tajik agency", DRUGS, ("tajik-drug-control-agency-created-1999", "date"), ("drug-strategy-tajikistan-2021", "date"), OPEN),
    Life("Interstate commission", DRUGS, ("idcc-first-session-1999", "date"), ("idcc", "ended"), ENDED),
    Life("ECO’s drug unit", DRUGS, ("dccu", "founded"), (BOOK, "year"), OPEN),
    Life("CARICC", DRUGS, ("caricc-pilot-2007", "date"), ("caricc-2024", "year"), OPEN),
    Life("CAEC", REGIONAL, ("central-asian-economic-community", "founded"), ("central-asian-economic-community", "ended"), REPLACED),
    Life("CAC", REGIONAL, ("central-asian-community", "founded"), (BOOK, "year"), OPEN),
    Life("Shanghai Five", REGIONAL, ("shanghai-five", "founded"), ("shanghai-five", "ended"), REPLACED),
    Life("SCO", REGIONAL, ("shanghai-cooperation-organization", "founded"), ("sco-foreign-ministers-council-2007", "date"), OPEN),
    Life("CSTO", REGIONAL, ("collective-security-treaty-organization", "founded"), (BOOK, "year"), OPEN),
    Life("ECO", REGIONAL, ("economic-cooperation-organization", "founded"), (BOOK, "year"), OPEN),
)  # fmt: skip

# Which bodies, and what counts as an end: the reader of the explorer chooses both.
GROUPS = ("Drug control bodies", "All dated bodies")
COUNTED = ("Abolished or faded only", "Turned into another body, too")


@functools.lru_cache
def lives(group: int = 1, counted: int = 0) -> tuple[tuple[float, bool], ...]:
    """Return age and "has ended" of each body in a group (a position in GROUPS), by a rule (a position in COUNTED)."""
    ends = (ENDED,) if counted == 0 else (ENDED, REPLACED)
    return tuple((life.age, life.fate in ends) for life in chosen(group))


def chosen(group: int) -> list[Life]:
    """Return the bodies of a group, a position in GROUPS."""
    return [life for life in LIVES if group == 1 or life.kind == DRUGS]


@functools.lru_cache
def steps(group: int = 1, counted: int = 0) -> tuple[Step, ...]:
    """Return the Kaplan-Meier steps of a group under a rule; see :func:`lives`."""
    return tuple(kaplan_meier(lives(group, counted)))


ALIVE, SUCCESSOR, GONE, UNKNOWN = "at work", "successor at work", "ended", "not known"
NEVER = "never set up"
STATE_YEARS = (2010, 2015, 2020)


@dataclass(frozen=True)
class Fate:
    """What the record says of one body at the end of each of STATE_YEARS: a state and the row or figure it rests on."""

    body: str
    row: str
    states: tuple[tuple[str, str], ...]


def _same(state: str, record: str) -> tuple[tuple[str, str], ...]:
    return ((state, record),) * len(STATE_YEARS)


_KYRGYZ_UNIT = "kyrgyz-counter-narcotics-service-starts-2017"
STATES = (
    Fate("Kyrgyz commission", "kyrgyz-state-commission-on-drug-control", ((SUCCESSOR, "kyrgyz-drug-control-service-re-established-2010"), (SUCCESSOR, "kyrgyz-state-service-dissolved-2016"), (GONE, "kyrgyz-state-service-dissolved-2016"))),
    Fate("Kyrgyz agency", "kyrgyz-drug-control-agency", ((SUCCESSOR, "kyrgyz-drug-control-service-re-established-2010"), (SUCCESSOR, "kyrgyz-state-service-dissolved-2016"), (GONE, "kyrgyz-state-service-dissolved-2016"))),
    Fate("Tajik commission", "tajik-state-commission-on-drug-control", _same(SUCCESSOR, "drug-strategy-tajikistan-2021")),
    Fate("Tajik agency", "tajik-drug-control-agency", _same(ALIVE, "drug-strategy-tajikistan-2021")),
    Fate("Kazakh committee", "kazakh-committee-on-combating-drugs", _same(UNKNOWN, "")),
    Fate("Uzbek commission", "uzbek-state-commission-on-drug-control", _same(UNKNOWN, "")),
    Fate("Uzbek national centre", "uzbek-national-center-on-drug-control", ((UNKNOWN, ""), (ALIVE, "drugs-seized-uzbekistan-2015"), (UNKNOWN, ""))),
    Fate("Turkmen commission", "turkmen-state-commission", _same(UNKNOWN, "")),
    Fate("CARICC", "caricc", ((ALIVE, "caricc-agreement-in-force-2009"), (ALIVE, "caricc-agreed-2004"), (ALIVE, "caricc-agreed-2004"))),
    Fate("NADIN", "interregional-center-for-open-information-on-drugs", _same(UNKNOWN, "")),
    Fate("Interstate commission", "idcc", _same(GONE, "idcc-end")),
    Fate("Its communication officers", "idcc-communication-officers", _same(NEVER, "communication-officers")),
    Fate("ECO’s drug unit", "dccu", _same(UNKNOWN, "")),
    Fate("CSTO’s drug body, planned", "csto-counter-narcotics-body", _same(UNKNOWN, "")),
    Fate("Central Asian Community", "central-asian-community", _same(UNKNOWN, "")),
    Fate("SCO", "shanghai-cooperation-organization", _same(UNKNOWN, "")),
    Fate("CADAP (EU)", "cadap", ((ALIVE, "budget-cadap-2013"), (ALIVE, "budget-cadap-6-2019"), (ALIVE, "offences-kyrgyzstan-2023"))),
    Fate("BOMCA (EU)", "bomca", ((ALIVE, "budget-bomca-2014"), (UNKNOWN, ""), (UNKNOWN, ""))),
)  # fmt: skip


def _in_page(state: str, record: str) -> str:
    """Return a cell of the table of states: the words linked to a record, or followed by the figure they rest on."""
    if not record:
        return state
    if record in tables.figures().index:
        return f"{state}: {{fact}}`{record}`"
    return f"{{record}}`{state} <{record}>`"


def state_table() -> str:
    """Return the table of states in the page's own markup, each known cell linked to its row."""
    lines = ["| Body | " + " | ".join(f"End of {year}" for year in STATE_YEARS) + " |", "|:--|:--|:--|:--|"]
    for fate in STATES:
        cells = [_in_page(*cell) for cell in fate.states]
        lines.append(f"| {{record}}`{fate.body} <{fate.row}>` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def count(state: str, year: int) -> int:
    """Return how many of the bodies are in a state at the end of a year of STATE_YEARS."""
    return sum(fate.states[STATE_YEARS.index(year)][0] == state for fate in STATES)


def _span(identifier: str) -> int:
    """Return the years that a budget covers, both ends included."""
    first, last = tables.figure(identifier)["period"].split("/")
    return int(last) - int(first) + 1


# -- states ------------------------------------------------------------------------------------------

_BODIES = (STAFF_KYRGYZ_2004, STAFF_TAJIK, LIAISON)


@computed(how="Rows of the table of states", uses=_BODIES)
def bodies_followed() -> float:
    """Return how many bodies the chapter follows."""
    return len(STATES)


@computed(how="Bodies at work, or with a successor at work, at the end of 2010", uses=(*_BODIES, CADAP, BOMCA))
def bodies_at_work_2010() -> float:
    """Return the bodies that the record shows at work at the end of 2010, successors included."""
    return count(ALIVE, 2010) + count(SUCCESSOR, 2010)


@computed(how="Bodies at work, or with a successor at work, at the end of 2020", uses=(*_BODIES, CADAP_6))
def bodies_at_work_2020() -> float:
    """Return the bodies that the record shows at work at the end of 2020, successors included."""
    return count(ALIVE, 2020) + count(SUCCESSOR, 2020)


@computed(how="Bodies that the record shows ended by the end of 2020", uses=(*_BODIES, STAFF_KYRGYZ_2016))
def bodies_ended_2020() -> float:
    """Return the bodies that had ended, without a successor of their kind, by the end of 2020."""
    return count(GONE, 2020)


@computed(how="Bodies of whose state at the end of 2020 the record says nothing", uses=_BODIES)
def bodies_unknown_2020() -> float:
    """Return the bodies whose state at the end of 2020 is not known from our rows."""
    return count(UNKNOWN, 2020)


# -- life spans --------------------------------------------------------------------------------------


def age_of(label: str) -> float:
    """Return the age of a body of LIVES by its label, in years."""
    return next(life.age for life in LIVES if life.label == label)


@computed(unit="years", format=".1f", how="From the decree of June 2003 to October 2009", uses=(STAFF_KYRGYZ_2004,))
def kyrgyz_agency_years() -> float:
    """Return how long the first Kyrgyz agency lasted, in years."""
    return age_of("Kyrgyz agency")


@computed(
    unit="years",
    format=".1f",
    how="From 2010, taken from its first day, to 30 November 2016",
    uses=(STAFF_KYRGYZ_2016,),
)
def kyrgyz_service_years() -> float:
    """Return how long the Kyrgyz service lasted, in years."""
    return age_of("Kyrgyz service")


@computed(
    unit="years", format=".1f", how="From April 1993 to June 2003", uses=("state-programmes-kyrgyzstan-1993-2003",)
)
def kyrgyz_commission_years() -> float:
    """Return how long the Kyrgyz commission lasted, in years."""
    return age_of("Kyrgyz commission")


@computed(
    unit="years",
    format=".0f",
    how="From 1999, taken from its first day, to March 2021, when it is last seen",
    uses=(STAFF_TAJIK,),
)
def tajik_agency_years() -> float:
    """Return for how long the Tajik agency is seen, in years."""
    return age_of("Tajik agency")


@computed(
    unit="years",
    format=".1f",
    how="From December 2002, the first talk, to 22 March 2009, when the agreement entered into force",
    uses=(LIAISON,),
)
def caricc_idea_to_force() -> float:
    """Return the years from the idea of CARICC to its agreement in force."""
    return decimal_year(tables.row("caricc-agreement-in-force-2009")["date"]) - decimal_year(
        tables.row("caricc-proposed-2002")["date"]
    )


@computed(
    unit="years", format=".1f", how="From December 2004, when the parties agreed, to 22 March 2009", uses=(LIAISON,)
)
def caricc_agreed_to_force() -> float:
    """Return the years from the decision on CARICC to its agreement in force."""
    return decimal_year(tables.row("caricc-agreement-in-force-2009")["date"]) - decimal_year(
        tables.row("caricc-agreed-2004")["date"]
    )


@computed(
    unit="years",
    format=".0f",
    how="From the pilot of November 2007 to 2024, the year of its own account",
    uses=(LIAISON,),
)
def caricc_years() -> float:
    """Return for how long CARICC is seen at work, in years."""
    return age_of("CARICC")


# -- the small set -----------------------------------------------------------------------------------

_SET = (STAFF_KYRGYZ_2004, STAFF_KYRGYZ_2016, STAFF_TAJIK, LIAISON)


@computed(how="Bodies with a dated beginning in our rows", uses=_SET)
def dated_bodies() -> float:
    """Return the number of dated bodies."""
    return len(LIVES)


@computed(how="Dated bodies that are bodies for drug control", uses=_SET)
def dated_drug_bodies() -> float:
    """Return the number of dated bodies for drug control."""
    return len(chosen(0))


@computed(how="Dated bodies that were abolished or faded", uses=_SET)
def dated_ends() -> float:
    """Return the number of dated bodies that ended outright."""
    return sum(ended for _, ended in lives(1, 0))


@computed(how="Dated bodies that were abolished, faded or turned into another body", uses=_SET)
def dated_ends_wide() -> float:
    """Return the number of dated bodies that ended or became another body."""
    return sum(ended for _, ended in lives(1, 1))


@computed(
    format=".0f", unit="years", how="Years of all dated bodies together, each to its end or last sight", uses=_SET
)
def body_years() -> float:
    """Return the years at risk of all dated bodies."""
    return sum(age for age, _ in lives(1, 0))


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Ends over body-years: outright ends only, and with bodies turned into another",
    uses=_SET,
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
        uses=_SET,
    )(lambda counted=_counted: PERCENT * share_at(steps(*counted), 10))
    computed(
        name=f"km-ten-{_name}-limits",
        unit="percent",
        format=".0f",
        how=f"Limits (95%) of the Kaplan-Meier estimate at ten years: {_words}",
        uses=_SET,
    )(lambda counted=_counted: tuple(PERCENT * end for end in interval_at(steps(*counted), 10)))


@computed(
    unit="percent-per-year",
    format=".0f",
    how="Three over the years for which the Tajik agency is seen without an end: the rule of three for a zero numerator",
    uses=(STAFF_TAJIK,),
)
def tajik_hazard_bound() -> float:
    """Return the highest yearly rate of ending with which the Tajik record agrees (95%), in percent."""
    return PERCENT * 3 / age_of("Tajik agency")


def kyrgyz_years() -> float:
    """Return the years of the three Kyrgyz bodies from the agency of 2003 on, together."""
    return sum(age_of(label) for label in ("Kyrgyz agency", "Kyrgyz service", "Kyrgyz police unit"))


@computed(
    unit="years",
    format=".0f",
    how="Years of the Kyrgyz agency, the service and the police unit together, to ends or last sight",
    uses=(STAFF_KYRGYZ_2004, STAFF_KYRGYZ_2016, STAFF_KYRGYZ_2017),
)
def kyrgyz_body_years() -> float:
    """Return the body-years of the Kyrgyz agency and its successors."""
    return kyrgyz_years()


@computed(
    unit="percent",
    format=".0f",
    how="Kyrgyz share of the body-years of both countries, squared: the chance that both ends fall there at equal rates",
    uses=(STAFF_KYRGYZ_2004, STAFF_KYRGYZ_2016, STAFF_TAJIK),
)
def both_ends_by_chance() -> float:
    """Return the chance that two ends both fall in Kyrgyzstan if the rate is the same in both countries, in percent."""
    return PERCENT * (kyrgyz_years() / (kyrgyz_years() + age_of("Tajik agency"))) ** 2


# -- staff and money ---------------------------------------------------------------------------------


@computed(
    unit="percent",
    format=".0f",
    how="Staff of the police unit at the end of 2017 over staff of the service when dissolved",
    uses=(STAFF_KYRGYZ_2016, STAFF_KYRGYZ_2017),
)
def kyrgyz_staff_left() -> float:
    """Return the size of the unit of 2017 as a share of the service of 2016, in percent."""
    return PERCENT * tables.value(STAFF_KYRGYZ_2017) / tables.value(STAFF_KYRGYZ_2016)


@computed(
    unit="percent",
    format=".0f",
    how="Staff of the service when dissolved over staff of the agency of 2004, less one",
    uses=(STAFF_KYRGYZ_2004, STAFF_KYRGYZ_2016),
)
def kyrgyz_staff_growth() -> float:
    """Return by how much the service of 2016 was larger than the agency of 2004, in percent."""
    return PERCENT * (tables.value(STAFF_KYRGYZ_2016) / tables.value(STAFF_KYRGYZ_2004) - 1)


@computed(
    unit="eur-million",
    format=".1f",
    how="Budget of all phases from 2001 to 2013 over the thirteen years",
    uses=(CADAP,),
)
def cadap_per_year() -> float:
    """Return the yearly budget of CADAP up to 2013, in million euros."""
    return tables.value(CADAP) / _span(CADAP)


@computed(
    unit="eur-million",
    format=".1f",
    how="Budget of the sixth phase, 2015 to 2019, over its five years",
    uses=(CADAP_6,),
)
def cadap_6_per_year() -> float:
    """Return the yearly budget of the sixth phase of CADAP, in million euros."""
    return tables.value(CADAP_6) / _span(CADAP_6)


@computed(
    unit="eur-million",
    format=".1f",
    how="Budget from 2003 to 2014 over the twelve years; at least, since the sum is printed as more than",
    uses=(BOMCA,),
)
def bomca_per_year() -> float:
    """Return the least yearly budget of BOMCA, in million euros."""
    return tables.value(BOMCA) / _span(BOMCA)


@computed(unit="times", format=".1f", how="Budget of BOMCA to 2014 over that of CADAP to 2013", uses=(BOMCA, CADAP))
def bomca_over_cadap() -> float:
    """Return the budget for borders as a multiple of the budget of the drug programme."""
    return tables.value(BOMCA) / tables.value(CADAP)


@computed(
    unit="times",
    format=".0f",
    how="Budget of CADAP from 2001 to 2013 over that of its first phase as the monograph prints it",
    uses=(CADAP, CADAP_1),
)
def cadap_over_first_phase() -> float:
    """Return the budget of all phases to 2013 as a multiple of the first phase."""
    return tables.value(CADAP) / tables.value(CADAP_1)

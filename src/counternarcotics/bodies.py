"""Bodies: of which rows the life of a dated body is made, and what the record lets us say of every body at three dates.

``LIVES`` and ``STATES`` are read by the chapter on the institutions, its charts, its explorer and its lab.  No date is
written here: each is read from a row.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from counternarcotics import tables
from counternarcotics.dates import decimal_year
from counternarcotics.models.survival import Step, kaplan_meier

DRUGS, REGIONAL = "Body for drug control", "Regional organisation"
ENDED, REPLACED, OPEN = "abolished or faded", "turned into another body", "still there when last seen"


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
    Life("ECO’s drug unit", DRUGS, ("dccu", "founded"), ("eco-drug-unit-at-work-2012", "date"), OPEN),
    Life("CARICC", DRUGS, ("caricc-pilot-2007", "date"), ("caricc-2024", "year"), OPEN),
    Life("CAEC", REGIONAL, ("central-asian-economic-community", "founded"), ("central-asian-economic-community", "ended"), REPLACED),
    Life("CAC", REGIONAL, ("central-asian-community", "founded"), ("central-asian-organisation-merges-2005", "date"), REPLACED),
    Life("Shanghai Five", REGIONAL, ("shanghai-five", "founded"), ("shanghai-five", "ended"), REPLACED),
    Life("SCO", REGIONAL, ("shanghai-cooperation-organization", "founded"), ("sco-belarus-2024", "date"), OPEN),
    Life("CSTO", REGIONAL, ("collective-security-treaty-organization", "founded"), ("csto-kanal-avangard-2024", "date"), OPEN),
    Life("ECO", REGIONAL, ("economic-cooperation-organization", "founded"), ("eco-summit-2023", "date"), OPEN),
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
    Fate("ECO’s drug unit", "dccu", ((ALIVE, "eco-drug-unit-at-work-2012"), (UNKNOWN, ""), (UNKNOWN, ""))),
    Fate("CSTO’s drug body, planned", "csto-counter-narcotics-body", _same(UNKNOWN, "")),
    Fate("Central Asian Community", "central-asian-community", _same(GONE, "central-asian-organisation-merges-2005")),
    Fate("SCO", "shanghai-cooperation-organization", _same(ALIVE, "sco-belarus-2024")),
    Fate("CSTO", "collective-security-treaty-organization", _same(ALIVE, "csto-kanal-avangard-2024")),
    Fate("ECO", "economic-cooperation-organization", _same(ALIVE, "eco-summit-2023")),
    Fate("CADAP (EU)", "cadap", ((ALIVE, "budget-cadap-2013"), (ALIVE, "budget-cadap-6-2019"), (ALIVE, "cadap-meeting-2024"))),
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


def age_of(label: str) -> float:
    """Return the age of a body of LIVES by its label, in years."""
    return next(life.age for life in LIVES if life.label == label)

"""Who sits where: the seats of states in the bodies of section 3.1 at the end of a year, as far as dates are printed.

Many memberships carry no start.  The reader decides whether they count from the founding of the body or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.membership import pairs, shared, sits
from counternarcotics.numberlike import NumberLike, element, summed, text, where

FIRST_YEAR, LAST_YEAR = 1985, 2004
NEVER = 9999  # a start that is not printed, or an end that has not come

COVERED = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")
DATED, UNDATED = "Member, start printed", "Member, start not printed"


@dataclass(frozen=True)
class Body:
    """A body with its earlier name: ids of institutions, and the row that dates its beginning."""

    name: str
    label: str
    institutions: tuple[str, ...]
    beginning: str


BODIES = (
    Body("shanghai", "SCO", ("shanghai-five", "shanghai-cooperation-organization"), "shanghai-five"),
    Body("csto", "CSTO", ("collective-security-treaty-organization",), "collective-security-treaty-organization"),
    Body("cac", "CAC", ("central-asian-economic-community", "central-asian-community"), "central-asian-economic-community"),
    Body("idcc", "IDCC", ("idcc",), "idcc"),
    Body("eco", "ECO", ("economic-cooperation-organization",), "economic-cooperation-organization"),
    # No founding is printed for the group; the plan of 2000 is the first dated thing that its members share.
    Body("six", "6+2", ("six-plus-two",), "regional-action-plan-2000"),
)  # fmt: skip

# Which bodies are counted, by the reader's choice; the order of BODIES.
SETS = {
    "The four organisations": (1, 1, 1, 0, 1, 0),
    "All six bodies": (1, 1, 1, 1, 1, 1),
    "Bodies with Russia": (1, 1, 0, 0, 0, 1),
    "Bodies without Russia": (0, 0, 1, 1, 1, 0),
}
COUNTING = ("From the founding", "Left out")


def _year(date: str) -> int:
    return int(date[:4]) if date else NEVER


def _begins(body: Body) -> int:
    row = tables.row(body.beginning)
    return _year(row.get("founded") or row.get("adopted", ""))


def seats() -> pd.DataFrame:
    """Return one row a state and body: the year of the first printed start, of the founding, and of the end.

    ``starts`` is 9999 where no start is printed; ``possible`` is the founding of the body where at least one of the
    state's memberships lacks a start, else the printed start; ``ends`` is the end of the last membership.
    """
    members = tables.load("memberships")
    records = []
    for position, body in enumerate(BODIES):
        held = members[members["institution"].isin(body.institutions)]
        for member, rows in held.groupby("member"):
            starts = [_year(date) for date in rows["starts"]]
            printed_end = rows["ends"].iloc[-1] or tables.row(body.institutions[-1])["ended"]
            records.append(
                {
                    "member": member,
                    "body_at": position,
                    "starts": min(starts),
                    "possible": _begins(body) if NEVER in starts else min(starts),
                    "ends": _year(printed_end),
                }
            )
    return pd.DataFrame(records)


def _rows() -> pd.DataFrame:
    """Return every state beside every body, the five covered states first, then the rest by their seats."""
    held = seats()
    others = [m for m in held["member"].value_counts(sort=True).index if m not in COVERED]
    others = sorted(others, key=lambda member: (-list(held["member"]).count(member), member))
    grid = pd.DataFrame(
        [(state, member, body) for state, member in enumerate([*COVERED, *others]) for body in range(len(BODIES))],
        columns=["state_at", "member", "body_at"],
    )
    rows = grid.merge(held, on=["member", "body_at"], how="left").fillna({"starts": NEVER, "possible": NEVER})
    rows = rows.fillna({"ends": 0}).astype({"starts": int, "possible": int, "ends": int})
    names = tables.lookup("places", "name")
    return rows.assign(
        state=rows["member"].map(names),
        body=[BODIES[at].label for at in rows["body_at"]],
    ).drop(columns="member")


ROWS = _rows()
STATES = tuple(dict.fromkeys(ROWS["state"]))
FIVE = STATES[: len(COVERED)]
DATES = {(row.state_at, row.body_at): (row.starts, row.possible, row.ends) for row in ROWS.itertuples()}


def model(a, row, keep: Keep) -> Outcome:
    """Count seats, shared seats and links at the end of a year; see :mod:`counternarcotics.models.membership`."""
    lenient = keep("lenient", where(a.undated == 0, 1, 0))
    counted = [keep(f"counts_{body.name}", element([s[at] for s in SETS.values()], a.bodies)) for at, body in enumerate(BODIES)]  # fmt: skip

    def seat(starts: NumberLike, possible: NumberLike, ends: NumberLike) -> NumberLike:
        sure = sits(starts, ends, a.year)
        return sure + lenient * (1 - sure) * sits(possible, ends, a.year)

    def held(state: int, body: int) -> NumberLike:
        dates = DATES[state, body]
        return seat(*dates) if dates[1] < NEVER else 0

    matrix = [
        [
            keep(f"seat_{state}_{body.name}", held(state, at) * counted[at]) if state < len(FIVE) else held(state, at)
            for at, body in enumerate(BODIES)
        ]
        for state in range(len(STATES))
    ]
    members = [
        keep(f"members_{body.name}", counted[at] * summed(matrix[state][at] for state in range(len(STATES))))
        for at, body in enumerate(BODIES)
    ]
    links = [pairs(number) for number in members]
    five = [
        shared(matrix[one], matrix[other])
        for one in range(len(FIVE))
        for other in range(one + 1, len(FIVE))
    ]  # fmt: skip
    joined = keep("joined", summed(where(number > 0, 1, 0) for number in five))
    mean = keep("mean", summed(five) / len(five))
    own = keep("own", summed(summed(seats) for seats in matrix[: len(FIVE)]))
    chosen = [
        [element([matrix[state][at] for state in range(len(FIVE))], which) for at in range(len(BODIES))]
        for which in (a.first, a.second)
    ]
    both = keep("both", shared(*chosen))
    total = keep("total", summed(links))

    sure = sits(row["starts"], row["ends"], a.year)
    member = seat(row["starts"], row["possible"], row["ends"])
    in_count = element(counted, row["body_at"])
    columns = {
        "member": member * in_count,
        "printed": sure * in_count,
        "in_count": in_count,
        "picked": where((row["state_at"] == a.first) | (row["state_at"] == a.second), 1, 0),
    }
    results = {
        "own": Result("Seats of the five Central Asian states", own),
        "joined": Result("Pairs of the five that share at least one body, of 10", joined),
        "mean": Result("Bodies that a pair of the five shares, on average", mean, format=".1f"),
        "both": Result("Bodies that your two states share", both),
        "total": Result("Links among members, all counted bodies", total),
    } | {
        body.name: Result(f"Links among members, {body.label}", links[at])
        for at, body in enumerate(BODIES)
    }  # fmt: skip
    sentence = text(
        "End of {year:.0f}: the five states hold {own:,.0f} seats in the counted bodies and {joined:,.0f} of their 10 pairs share at least one; "
        "{first} and {second} share {both:,.0f}. All members together make {total:,.0f} links.",
        year=a.year,
        own=own,
        joined=joined,
        first=element(FIVE, a.first),
        second=element(FIVE, a.second),
        both=both,
        total=total,
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return a dot matrix: states by bodies, a full dot for a printed start, a ring for one that is not printed."""
    x = (
        alt.X("body:N")
        .sort([body.label for body in BODIES])
        .title(None)
        .axis(orient="top", labelAngle=figure.narrow(-60, 0), ticks=False, domain=False, labelOverlap=False)
    )
    y = alt.Y("state:N").sort(list(STATES)).title(None).axis(ticks=False, domain=False)
    tooltip = [
        alt.Tooltip("state:N", title="State"),
        alt.Tooltip("body:N", title="Body"),
        alt.Tooltip("status:N", title="At the end of the year"),
    ]
    said = source.transform_calculate(
        status=f"datum.member == 0 ? 'no seat counted' : datum.printed == 1 ? '{DATED}' : '{UNDATED}'"
    )
    base = said.encode(x=x, y=y, tooltip=tooltip)
    # Stroke and fill share one legend, so that it shows a full dot and a ring as the chart does.
    legend = alt.Legend(symbolOpacity=1, symbolSize=110, symbolStrokeWidth=2.5)
    stroke = alt.Stroke("status:N", legend=legend).scale(domain=[DATED, UNDATED], range=list(figure.COLOURS[:2]))
    fill = alt.Fill("status:N", legend=legend).scale(domain=[DATED, UNDATED], range=[figure.COLOURS[0], "transparent"])
    bands = said.transform_filter("datum.picked == 1 && datum.body_at == 0").mark_rule(
        strokeWidth=19, opacity=0.09
    ).encode(y=y)  # fmt: skip
    empty = base.transform_filter("datum.member == 0").mark_point(size=16, filled=True, color=figure.MUTED).encode(
        opacity=alt.condition("datum.in_count == 1", alt.value(0.75), alt.value(0.2))
    )  # fmt: skip
    dots = (
        base.transform_filter("datum.member == 1")
        .mark_point(size=130, filled=False, strokeWidth=2.5, opacity=1)
        .encode(stroke=stroke, fill=fill)
    )
    return alt.layer(bands, empty, dots).properties(height=23 * len(STATES))


def _undated_counted(a) -> NumberLike:
    """Return, as a condition, whether a counted body has by that year a member whose start is not printed."""
    spans = {(body, possible, min(starts, ends)) for (_, body), (starts, possible, ends) in DATES.items()}
    counted = [element([chosen[at] for chosen in SETS.values()], a.bodies) for at in range(len(BODIES))]
    found = [counted[at] * sits(possible, until, a.year) for at, possible, until in sorted(spans) if possible < until]
    return summed(found) > 0


def _assumptions() -> tuple[Assumption, ...]:
    count, pair = "What is counted", "Two states to compare"
    return (
        Assumption(name="year", meaning="The day of the count: the last of December of this year", label="At the end of", default=2004, minimum=FIRST_YEAR, maximum=LAST_YEAR, step=1, format=".0f", group=count,
            why="From the founding of ECO to the last year of the record; later changes are told in the chapter", source="3.1, which closes its record in 2004"),
        Choice(name="bodies", meaning="Which organisations are counted", label="Bodies", default=0, options=tuple(SETS), group=count,
            why="The four that 3.1 announces, or also the drug commission and the group of eight; Russia is in three of the six", source="3.1 to 3.1.4; the grouping is ours"),
        Choice(name="undated", matters=_undated_counted, idle="choose a later year, or bodies with members whose start is not printed.", meaning="What to do with members of whom no source prints when they joined", label="Undated members", default=0, options=COUNTING, group=count,
            why="Members without a printed start count from the founding of the body or not at all; a membership that began later than its body is counted too early, one left out is counted too late", source="our choice: the sources print no start for these memberships"),
        Choice(name="first", meaning="One of the two states whose shared seats the sentence tells", label="First state", default=1, options=FIVE, group=pair,
            why="Any of the five states that the monograph covers", source="our choice of what to compare"),
        Choice(name="second", meaning="The other of the two states", label="Second state", default=3, options=FIVE, group=pair,
            why="Any of the five; the same state twice gives its own number of seats", source="our choice of what to compare"),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of memberships."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="1992", label="After independence", settings=start | {"year": 1992, "bodies": 1},
            why="The end of 1992, when ECO had taken in all five states"),
        Preset(name="1999", label="First session of the commission", settings=start | {"year": 1999, "bodies": 1},
            why="The end of 1999: the commission had met and ECO's drug unit had started"),
        Preset(name="printed-only", label="Printed starts only", settings=start | {"bodies": 1, "undated": 1},
            why="All six bodies, and no membership whose start is not printed"),
        Preset(name="with-russia", label="Bodies with Russia", settings=start | {"bodies": 2},
            why="The Shanghai group, the CSTO and the Six plus Two"),
        Preset(name="without-russia", label="Bodies without Russia", settings=start | {"bodies": 3},
            why="The Central Asian Community, its commission and ECO"),
    )  # fmt: skip
    return Explorer(
        name="who-sits-where",
        title="Who sits where",
        question="Which states sat together in which bodies, and how many links does that make?",
        description=(
            "Dot matrix of states (rows, the five Central Asian ones first) by regional bodies (columns) at the end of a year: a full dot is a member with a "
            "printed start, a ring a member without one, a small dot no seat. At the end of 2004 three states hold all four of the section's organisations, "
            "Uzbekistan three and Turkmenistan only ECO. Source: Osmonaliev 2005, 3.1.1 to 3.1.4 and 3.3."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=ROWS,
        model=model,
        draw=draw,
        table_columns={
            "state": ("State", ""),
            "body": ("Body", ""),
            "member": ("Member, counted", "d"),
            "printed": ("Start printed", "d"),
        },
        source="Osmonaliev 2005, 3.1.1 to 3.1.4, with the members of the drug commission from 3.3",
        low=310,
        plays="year",
        leaves_out=(
            "A seat is no work done: it says nothing of money, staff or meetings. A body with an earlier name is one column (Shanghai Five and SCO, CAEC and "
            "CAC). The parties to the treaty of 1992 and the six neighbours in the Six plus Two are not listed in the source and so are not here, nor are "
            "observers, the Commonwealth of Independent States or the United Nations. Within a year the order of events is lost."
        ),
    )

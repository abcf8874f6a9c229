"""The timeline as an explorer: which dated events of the sources concern a country, of what kind, and when."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.numberlike import element, text
from counternarcotics.timeline import GROUPS, timeline

ANYWHERE, ANYTHING = "Anywhere", "Any kind"
FIVE = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")
NEIGHBOURS = ("afghanistan", "iran", "russia", "china", "united-states")
WHERE = (*FIVE, *NEIGHBOURS)
GROUP_NAMES = tuple(GROUPS)
COLOURS = (figure.CONTRAST, figure.COLOURS[4], figure.ACCENT, figure.COLOURS[2], figure.COLOURS[3], figure.MUTED)
# Nearly all dates lie in the first stretch; the others widen it or look closer.
PERIODS = (
    ("1985 to 2014", 1985, 2014),
    ("All years", 1800, 2014),
    ("1991 to 1999", 1991, 1999),
    ("2000 to 2005", 2000, 2005),
    ("After 2005", 2006, 2014),
)


def _concerns(places: str, country: str) -> bool:
    """Tell whether an event concerns a country: it names it, or the whole region, or the world (no place at all)."""
    named = places.split(";") if places else []
    return country in named or not named or "world" in named or (country in FIVE and "central-asia" in named)


def _rows() -> pd.DataFrame:
    events = timeline()
    names = tables.lookup("places", "name")
    sources = tables.lookup("sources", "short")
    frame = pd.DataFrame({
        "date": events["date"],
        "year": events["year"],
        "title": events["title"],
        "group": events["group"],
        "kind_index": [GROUP_NAMES.index(g) + 1.0 for g in events["group"]],
        "where": [", ".join(names[p] for p in places.split(";")) if places else "World" for places in events["places"]],
        "source": [f"{sources[s]}, {locator}" for s, locator in zip(events["source"], events["locator"], strict=True)],
    })  # fmt: skip
    for position, country in enumerate(WHERE, start=1):
        frame[f"place_{position}"] = [float(_concerns(places, country)) for places in events["places"]]
    return frame.assign(place_0=1.0)


def _counts(frame: pd.DataFrame) -> list[float]:
    """Return how many events every choice of place, kind and period leaves, in that order of nesting."""
    years, kinds = frame["year"].to_numpy(), frame["kind_index"].to_numpy()
    counts = []
    for place in range(len(WHERE) + 1):
        here = frame[f"place_{place}"].to_numpy() > 0
        for kind in range(len(GROUP_NAMES) + 1):
            fits = here & ((kinds == kind) | (kind == 0))
            counts += [float(np.count_nonzero(fits & (years >= first) & (years <= last))) for _, first, last in PERIODS]
    return counts


def build() -> Explorer:
    """Return the timeline explorer."""
    frame = _rows()
    counts = _counts(frame)
    names = tables.lookup("places", "name")
    places = (ANYWHERE, *(names[place] for place in WHERE))
    kinds = (ANYTHING, *GROUP_NAMES)
    periods = tuple(label for label, *_ in PERIODS)
    starts, ends = ([float(p[end]) for p in PERIODS] for end in (1, 2))

    def model(settings: Any, row: Any, keep: Keep) -> Outcome:
        place, kind, period = settings.place, settings.kind, settings.period
        first, last = keep("first", element(starts, period)), keep("last", element(ends, period))
        here = element([row[f"place_{position}"] for position in range(len(places))], place)
        fits = (here > 0) & ((kind == 0) | (row["kind_index"] == kind)) & (row["year"] >= first) & (row["year"] <= last)
        position = (place * len(kinds) + kind) * len(periods) + period
        found = keep("found", element(counts, position))
        everything = element(counts, (place * len(kinds)) * len(periods) + period)
        sentence = text(
            "{found:,.0f} dated events: {place}, {kind}, {period}.",
            found=found, place=element([ANYWHERE.lower(), *places[1:]], place), kind=element([k.lower() for k in kinds], kind), period=element([p.lower() for p in periods], period),
        )  # fmt: skip
        return Outcome(
            columns={"shown": fits * 1.0},
            results={
                "found": Result("Events shown", found, exact=True),
                "everything": Result("Events of every kind, same place and period", everything, exact=True),
            },
            sentence=sentence,
        )

    return Explorer(
        name="timeline",
        title="A timeline of the sources",
        question="Which dated events concern a country, of what kind, and when do they crowd together?",
        description=(
            f"Dot chart of {len(frame)} dated events, one dot each, stacked over their year from {frame['year'].min()} to {frame['year'].max()} and coloured by kind. "
            "Few stand before independence; most crowd into the years around the monograph, 1996 to 2004, when the agreements, agencies and donor projects were made. "
            "Sources: the five texts of this book; every event is listed under the chart with its place in the text."
        ),
        assumptions=(
            Choice(name="place", meaning="The country or power that an event must concern to be shown", kept=True, label="Place", default=0, options=places, why="The five countries and the neighbours and powers most often named; an event of the whole region counts for each of the five", source="The tables of records", group="Show"),
            Choice(name="kind", meaning="The group of events that is shown", label="Kind", default=0, options=kinds, why="Six groups of the kinds that the tables tell apart", source="The tables of records", group="Show"),
            Choice(name="period", meaning="The years that are shown", label="Years", default=0, options=periods, why="Independence, and the years just before the monograph, divide the story", source="The tables of records", group="Show"),
        ),
        presets=(
            Preset(name="building", label="Building the agencies", settings={"kind": kinds.index("Institutions"), "period": 0}, why="Foundings, endings and memberships"),
            Preset(name="money", label="Donors arrive", settings={"kind": kinds.index("Projects, operations"), "period": 0}, why="Projects and operations, as far as the sources date them"),
            Preset(name="kyrgyz-2000", label="Kyrgyzstan, 2000 to 2005", settings={"place": places.index("Kyrgyzstan"), "kind": 0, "period": 3}, why="The author's own country in the years before he wrote"),
        ),
        rows=frame,
        model=model,
        draw=draw,
        table_columns={"date": ("Date", ""), "title": ("Event", ""), "where": ("Where", ""), "group": ("Kind", ""), "source": ("Source", "")},
        table_filter="shown",
        source="The five texts, as typed in the tables events, instruments, institutions, memberships and projects",
        leaves_out=(
            "Everything that the sources do not date. A crowded year is a year that the authors wrote about, not necessarily one in which more happened: "
            "the monograph looks back from 2004, and after it only three short articles speak."
        ),
    )  # fmt: skip


def draw(source: alt.Chart, explorer: Explorer) -> alt.TopLevelMixin:
    """Return the stacked dots: year across, one dot an event."""
    shown = source.transform_filter("datum.shown > 0").transform_window(
        position="row_number()", groupby=["year"], sort=[alt.SortField("kind_index"), alt.SortField("date")]
    )
    firsts, lasts = ([p[end] for p in PERIODS] for end in (1, 2))
    domain = [alt.ExprRef(f"{firsts}[period] - 0.6"), alt.ExprRef(f"{lasts}[period] + 0.6")]
    colour = (
        alt.Color("group:N")
        .scale(domain=list(GROUP_NAMES), range=list(COLOURS))
        .legend(symbolType="circle", symbolOpacity=1)
    )
    return (
        shown.mark_circle(size=46, opacity=1)
        .encode(
            x=alt.X("year:Q").title("year").axis(format="d", tickMinStep=1, tickCount=8).scale(domain=domain, nice=False),
            y=alt.Y("position:Q").title("events in the year").axis(tickMinStep=1, format="d").scale(domainMin=0, nice=True),
            color=colour,
            tooltip=[alt.Tooltip("date:N", title="Date"), alt.Tooltip("title:N", title="Event"), alt.Tooltip("where:N", title="Where"), alt.Tooltip("source:N", title="Source")],
        )
        .properties(height=330)
    )  # fmt: skip

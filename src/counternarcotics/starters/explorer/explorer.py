"""REPLACE-THIS: an example of an explorer; say in one sentence what the reader moves, and where the values come from."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.example_chapter import settled, stock_after
from counternarcotics.numberlike import text

YEARS = 10


def model(a, row, keep: Keep) -> Outcome:
    """Compute the stock year by year; see :mod:`counternarcotics.models.example_chapter`."""
    level = keep("level", settled(a.entries, a.stay))
    after = keep("after", stock_after(YEARS, a.start, a.entries, a.stay))
    columns = {"people": stock_after(row["year"], a.start, a.entries, a.stay)}
    results = {
        "level": Result("Where the number settles", level, unit="people"),
        "after": Result("After ten years", after, unit="people"),
    }
    sentence = text(
        "REPLACE-THIS: with {entries:,.0f} people entering a year and staying {stay:.1f} years, the number settles at {level:~,.0f}.",
        entries=a.entries,
        stay=a.stay,
        level=level,
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.Chart:
    """Return the stock as a line over the years."""
    return source.mark_line(point=True).encode(
        x=alt.X("year:Q").title("years from now").axis(tickCount=5),
        y=alt.Y("people:Q").title("people").axis(tickCount=5),
        color=alt.value(figure.COLOURS[0]),
        tooltip=[alt.Tooltip("year:Q", title="Year"), alt.Tooltip("people:Q", title="People", format=",.0f")],
    )


def build() -> Explorer:
    """Return the explorer."""
    assumptions = (
        Assumption(name="start", meaning="How many people are inside when the count begins", label="People at the start", default=500, minimum=0, maximum=2000, step=50, unit="people",
            why="From none to twice where the default settles", source="illustrative assumption"),
        Assumption(name="entries", meaning="How many people come in from outside in a year", label="People entering a year", default=300, minimum=0, maximum=500, step=10, unit="people",
            why="From none to more than half as many again", source="illustrative assumption"),
        Assumption(name="stay", meaning="For how long somebody who comes in stays, on average", label="Mean stay", default=3, minimum=1, maximum=8, step=0.5, format=".1f", unit="years",
            why="From the shortest term that the model allows to a long one", source="illustrative assumption"),
    )  # fmt: skip
    presets = (
        Preset(name="short-stays", label="Short stays", settings={"stay": 1.5},
            why="The same people enter, and stay half as long"),
    )  # fmt: skip
    return Explorer(
        name="example-chapter",
        title="REPLACE-THIS: a stock and its flows",
        question="What moves the number more: how many enter, or how long they stay?",
        description=(
            "REPLACE-THIS: line chart of a number of people over ten years. At the start it rises from 500 towards 900. "
            "All values are illustrative assumptions."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"year": range(YEARS + 1)}),
        model=model,
        draw=draw,
        table_columns={"year": ("Year", ".0f"), "people": ("People", ",.0f")},
        source="illustrative assumptions",
        leaves_out="Everybody leaves at the same rate, whoever they are; entries do not follow what is done about them.",
    )

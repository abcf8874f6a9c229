"""REPLACE-THIS: the charts of the page, the example of a module; its name is that of the page, with underscores."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart

COUNTS = {"a part": "replace-this-part-example-chapter", "the whole": "replace-this-whole-example-chapter"}


def replace_this_example_chapter() -> NamedChart:
    """Draw a part beside the whole, as the example rows hold them."""
    counts = pd.DataFrame([{"count": label, "people": tables.value(i)} for label, i in COUNTS.items()])
    chart = (
        alt.Chart(counts)
        .mark_bar()
        .encode(
            x=alt.X("people:Q").title("people").axis(tickCount=5),
            y=alt.Y("count:N").sort(None).title(None),
            color=alt.value(figure.COLOURS[0]),
            tooltip=[alt.Tooltip("count:N", title="Count"), alt.Tooltip("people:Q", title="People", format=",.0f")],
        )
        .properties(
            height=110,
            description="REPLACE-THIS: bar chart of two counts (people): the type, the variables with their units, the pattern, the source.",
        )
    )
    return NamedChart(
        "REPLACE-THIS: a part and the whole",
        chart,
        counts,
        tables.lookup("sources", "short")[tables.figure(COUNTS["the whole"])["source"]],
    )

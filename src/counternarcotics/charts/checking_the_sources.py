"""Charts of the chapter on checking the sources."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, source_checks, tables
from counternarcotics.charts import NamedChart

SOURCE = "the book's table of source checks, on Osmonaliev 2005 and four shorter texts"
DATES = "year"  # a quotient of two dates means nothing

VERDICT_COLOURS = {
    "passes": figure.COLOURS[3],
    "reconcilable": figure.COLOURS[0],
    "undefined": figure.MUTED,
    "misprint": figure.COLOURS[4],
    "contradiction": figure.COLOURS[2],
    "error": figure.COLOURS[1],
}
VERDICTS = list(VERDICT_COLOURS)


def kinds() -> list[str]:
    """Return the kinds of check in the order in which the table's description lists them."""
    field = next(f for f in tables.fields("source_checks") if f["name"] == "kind")
    return field["constraints"]["enum"]


def nearest_ratio(row: pd.Series) -> float:
    """Return computed over claimed at their nearest ends, 1 where the two ranges meet, NaN where it means nothing."""
    claimed, computed = (row["claimed_low"], row["claimed_high"]), (row["computed_low"], row["computed_high"])
    if claimed[0] <= computed[1] and computed[0] <= claimed[1]:
        return 1.0
    over, under = (computed[0], claimed[1]) if computed[0] > claimed[1] else (computed[1], claimed[0])
    return over / under if over > 0 and under > 0 else float("nan")


def ratios() -> pd.DataFrame:
    """Return the checks with expressions in one unit that is no year, one row each, with ``ratio``."""
    worked = source_checks.results()
    worked = worked[(worked["claimed"] != "") & (worked["unit"] != DATES)]
    return worked.assign(ratio=worked.apply(nearest_ratio, axis="columns")).dropna(subset="ratio")


def verdicts_by_kind() -> NamedChart:
    """How many checks of each kind came to each verdict."""
    counted = (
        source_checks.results().groupby(["kind", "verdict"], as_index=False).size().rename(columns={"size": "checks"})
    )
    counted["rank"] = counted["verdict"].map(VERDICTS.index)
    base = alt.Chart(counted).encode(y=alt.Y("kind:N").sort(kinds()).title(None))
    bars = base.mark_bar(height=17).encode(
        x=alt.X("checks:Q").title("checks").axis(tickCount=5),
        order="rank:Q",
        color=alt.Color("verdict:N")
        .scale(domain=VERDICTS, range=list(VERDICT_COLOURS.values()))
        .legend(symbolOpacity=1),
        tooltip=[
            alt.Tooltip("kind:N", title="Kind"),
            alt.Tooltip("verdict:N", title="Verdict"),
            alt.Tooltip("checks:Q", title="Checks"),
        ],
    )
    table = counted.pivot(index="kind", columns="verdict", values="checks").reindex(kinds())[VERDICTS].fillna(0)
    whole, by_verdict = int(table.to_numpy().sum()), table.sum().astype(int)
    said = ", ".join(f"{by_verdict[verdict]} {verdict}" for verdict in VERDICTS)
    chart = bars.properties(
        height=330,
        description=(
            f"Stacked bar chart of {whole} source checks by kind and verdict: {said}. "
            "Rates and sums pass most often; definitions and inferences mostly end as undefined, since the text gives nothing to compute with. "
            f"Source: {SOURCE}."
        ),
    )
    shown = table.astype(int).astype(str).reset_index().rename(columns={"kind": "Kind"})
    shown.columns = [str(column).capitalize() for column in shown.columns]
    return NamedChart("Verdicts by kind of check", chart, shown, SOURCE)


def claimed_and_computed() -> NamedChart:
    """How far computed lies from claimed, one dot a check, by verdict."""
    worked = ratios()
    order = worked.sort_values(["verdict", "ratio"]).groupby("verdict").cumcount()
    worked = worked.assign(spread=(order * 7 % 11 - 5) / 5)  # dots of one verdict side by side, not upon each other
    dots = (
        alt.Chart(worked[["title", "verdict", "ratio", "spread"]])
        .mark_point(filled=True, size=42, opacity=0.75)
        .encode(
            x=alt.X("ratio:Q")
            .title("computed over claimed (logarithmic scale)")
            .axis(values=[0.001, 0.01, 0.1, 1, 10, 100], format="~g", labelFlush=False)
            .scale(type="log", domain=[0.0002, 500], nice=False),
            y=alt.Y("verdict:N").sort(VERDICTS).title(None),
            yOffset=alt.YOffset("spread:Q").scale(domain=[-1.6, 1.6]),
            color=alt.Color("verdict:N").scale(domain=VERDICTS, range=list(VERDICT_COLOURS.values())).legend(None),
            tooltip=[
                alt.Tooltip("title:N", title="Check"),
                alt.Tooltip("verdict:N", title="Verdict"),
                alt.Tooltip("ratio:Q", title="Computed over claimed", format=".3~g"),
            ],
        )
    )
    one = alt.Chart(pd.DataFrame({"ratio": [1]})).mark_rule(opacity=0.6, strokeDash=[4, 3]).encode(x="ratio:Q")
    lowest, highest = worked["ratio"].min(), worked["ratio"].max()
    chart = alt.layer(one, dots).properties(
        height=320,
        description=(
            f"Dot plot on a logarithmic axis of computed over claimed for {len(worked)} source checks, one dot a check, in rows by verdict. "
            f"The ratio, taken at the nearest ends of ranges, runs from {lowest:.2g} to {highest:.3g}; checks that pass lie at one or, within their rounding, beside it. "
            "The rows of reconcilable, undefined and contradictory cases overlap almost entirely, so the size of a difference does not give the verdict. "
            f"Source: {SOURCE}."
        ),
    )
    table = worked.sort_values("ratio", kind="stable")[["title", "kind", "verdict", "ratio"]]
    table = table.assign(ratio=table["ratio"].map("{:.3g}".format)).set_axis(["Check", "Kind", "Verdict", "Computed over claimed"], axis=1)  # fmt: skip
    return NamedChart("Computed over claimed, by verdict", chart, table, SOURCE)

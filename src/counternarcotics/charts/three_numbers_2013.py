"""Charts of the reading of 2013: every count with its definition, and the two shares of one overlap."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.models.conditional import inverted

REGISTERED, INJECT, USE = "on a register", "people who inject", "people who use drugs"
SAID_TO_INJECT = "said to inject"

OFFICIAL = "injecting-users-official-kyrgyzstan-2013"
STUDY = "injecting-users-estimated-kyrgyzstan-2006"
EXPERT = "users-estimated-kyrgyzstan-2013"

COUNTS = (
    ("2002 UN assessment", "users-estimated-kyrgyzstan-2002", USE),
    ("2006 study, in VICE", STUDY, SAID_TO_INJECT),
    ("2006 report on it", "people-who-inject-estimated-kyrgyzstan-2006", INJECT),
    ("2009 survey", "people-who-inject-estimated-survey-kyrgyzstan-2009", INJECT),
    ("2010 survey", "people-who-inject-estimated-survey-kyrgyzstan-2010", INJECT),
    ("2011 register", "registered-users-kyrgyzstan-2011", REGISTERED),
    ("2013 UNAIDS", "people-who-inject-estimated-kyrgyzstan-2013", INJECT),
    ("2013 register", "registered-users-kyrgyzstan-2013", REGISTERED),
    ("2013 official, in VICE", OFFICIAL, SAID_TO_INJECT),
    ("2013 expert, in VICE", EXPERT, USE),
    ("2016 joint study", "people-who-inject-estimated-range-kyrgyzstan-2016", INJECT),
)

DEFINITIONS = {
    "users-estimated-kyrgyzstan-2002": "all people who use drugs; a range for 2000 to 2002",
    STUDY: "given as people who inject; a report of 2013 has the same number as problem use and 25,000 for injecting",
}


def counts_by_definition() -> NamedChart:
    """Every count and estimate for Kyrgyzstan, by year, coloured by whom it counts."""
    records = []
    for label, identifier, kind in COUNTS:
        low, high = tables.bounds(identifier)
        row = tables.figure(identifier)
        source = tables.lookup("sources", "short")[row["source"]]
        records.append(
            {"count": label, "low": low, "high": high, "printed": tables.shown(identifier), "kind": kind}
            | {"definition": DEFINITIONS.get(identifier, row["note"]), "source": source}
        )
    counts = pd.DataFrame(records)
    base = alt.Chart(counts).encode(
        y=alt.Y("count:N").sort(None).title(None),
        color=alt.Color("kind:N")
        .scale(domain=[REGISTERED, SAID_TO_INJECT, INJECT, USE], range=[figure.MUTED, *figure.COLOURS[:3]])
        .legend(symbolOpacity=1),
        tooltip=[
            alt.Tooltip("count:N", title="Count"),
            alt.Tooltip("printed:N", title="Printed"),
            alt.Tooltip("kind:N", title="Whom"),
            alt.Tooltip("source:N", title="Source"),
        ],
    )
    x = alt.X("low:Q").title("people").axis(format="~s", tickCount=5).scale(domain=[0, 105_000])
    bars = base.mark_bar(height=7, cornerRadius=3, opacity=0.65).encode(x=x, x2="high:Q")
    ends = [base.mark_point(size=70, opacity=1).encode(x=alt.X(f"{end}:Q")) for end in ("low", "high")]
    said = " ".join(f"{r.count}: {r.printed} ({r.kind})." for r in counts.itertuples(index=False))
    chart = alt.layer(bars, *ends).properties(
        height=320,
        description=(
            f"Range chart of eleven counts and estimates of people in Kyrgyzstan by year, coloured by whom each counts. {said} "
            "Registers lie near 10,000, estimates of people who inject between 18,000 and 31,000, of all who use drugs from 80,000. "
            "Sources: VICE 2013, Osmonaliev 2005 and later publications."
        ),
    )
    table = counts[["count", "printed", "kind", "definition", "source"]]
    table.columns = ["Count", "As printed", "Whom", "Definition and doubts", "Source"]
    return NamedChart(
        "Counts and estimates for Kyrgyzstan, by whom they count",
        chart,
        table,
        "VICE 2013; Osmonaliev 2005, 1.1; later publications, listed with each figure in the catalogue",
    )


def shares_by_count() -> NamedChart:
    """How the share of people who inject among those with HIV depends on how many inject."""
    population = tables.value("population-kyrgyzstan-2013")
    prevalence = tables.value("hiv-prevalence-injecting-kyrgyzstan-2013") / 100
    elsewhere = computed.value("hiv-elsewhere-implied") / 100_000
    named = {"VICE: official": OFFICIAL, "VICE: study": STUDY, "VICE: expert": EXPERT}
    inject_given_hiv, hiv_given_inject = "inject, of people with HIV", "HIV, of people who inject"
    records = []
    for group in range(2_000, 110_001, 2_000):
        share = inverted(population, group, prevalence, elsewhere)
        records += [
            {"group": group, "which": inject_given_hiv, "share": share},
            {"group": group, "which": hiv_given_inject, "share": prevalence},
        ]
    lines = pd.DataFrame(records)
    points = pd.DataFrame(
        {
            "name": name,
            "group": tables.value(one),
            "share": inverted(population, tables.value(one), prevalence, elsewhere),
        }
        for name, one in named.items()
    )
    x = (
        alt.X("group:Q")
        .title("people who inject")
        .axis(format="~s", tickCount=5)
        .scale(domain=[0, 110_000], nice=False)
    )
    y = alt.Y("share:Q").title("share").axis(format=".0%", tickCount=5).scale(domain=[0, 1])
    curves = (
        alt.Chart(lines)
        .mark_line(strokeWidth=3)
        .encode(
            x=x,
            y=y,
            color=alt.Color("which:N")
            .scale(domain=[inject_given_hiv, hiv_given_inject], range=[figure.COLOURS[2], figure.COLOURS[0]])
            .legend(symbolType="stroke", symbolStrokeWidth=3),
            tooltip=[
                alt.Tooltip("which:N", title="Share"),
                alt.Tooltip("group:Q", title="People who inject", format=",.0f"),
                alt.Tooltip("share:Q", title="Value", format=".1%"),
            ],
        )
    )
    marks = alt.Chart(points).mark_point(size=80, opacity=1, color=figure.COLOURS[1]).encode(x=x, y=y)
    first, last = points.iloc[:-1], points.iloc[-1:]
    labels = [
        alt.Chart(first).mark_text(align="left", dx=9, dy=9).encode(x=x, y=y, text="name:N"),
        alt.Chart(last).mark_text(align="right", dx=2, dy=15).encode(x=x, y=y, text="name:N"),
    ]
    said = ", ".join(f"{r.group:,.0f}: {r.share:.0%}" for r in points.itertuples())
    chart = alt.layer(curves, marks, *labels).properties(
        height=290,
        description=(
            f"Line chart of two shares (0 to 100 per cent) by how many people inject. HIV among people who inject stays at {prevalence:.1%}; "
            f"the share who inject among people with HIV rises with their number ({said}) when HIV among all others is held fixed. "
            "Source: computed from VICE 2013 and UNAIDS 2019; HIV among others is an illustrative assumption."
        ),
    )
    table = pd.DataFrame(
        {
            "Number": points["name"],
            "People who inject": points["group"].map("{:,.0f}".format),
            "HIV, of people who inject": f"{prevalence:.1%}",
            "Inject, of people with HIV": points["share"].map("{:.0%}".format),
        }
    )
    return NamedChart(
        "Two shares that do not move together",
        chart,
        table,
        "computed from VICE 2013 and UNAIDS 2019; HIV among others is an illustrative assumption",
    )

"""Charts of what became of the institutions that the monograph recommends or describes."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import bodies, figure, tables
from counternarcotics.charts import NamedChart

SOURCE = "Osmonaliev 2005; later events and figures, each listed with its source in the catalogue"
STATE_COLOURS = {
    bodies.ALIVE: figure.COLOURS[0],
    bodies.SUCCESSOR: figure.COLOURS[3],
    bodies.GONE: figure.COLOURS[1],
    bodies.NEVER: figure.COLOURS[4],
    bodies.UNKNOWN: figure.MUTED,
}
FATES = {bodies.ENDED: figure.CONTRAST, bodies.REPLACED: figure.COLOURS[2], bodies.OPEN: figure.ACCENT}
FIRST, LAST = 1985, 2026


def bodies_at_three_dates() -> NamedChart:
    """The state of every body that the chapter follows at the end of 2010, 2015 and 2020."""
    cells = pd.DataFrame(
        {"body": fate.body, "year": str(year), "state": state}
        for fate in bodies.STATES
        for year, (state, _) in zip(bodies.STATE_YEARS, fate.states, strict=True)
    )
    order = [fate.body for fate in bodies.STATES]
    squares = (
        alt.Chart(cells)
        .mark_point(shape="square", filled=True, opacity=1)
        .encode(
            x=alt.X("year:N").title(None).axis(labelAngle=0, ticks=False, domain=False),
            y=alt.Y("body:N").sort(order).title(None).axis(ticks=False, domain=False),
            color=alt.Color("state:N")
            .scale(domain=list(STATE_COLOURS), range=list(STATE_COLOURS.values()))
            .legend(symbolType="square"),
            # A gap in the record is drawn small: it is no state of the body.
            size=alt.condition(alt.datum.state == bodies.UNKNOWN, alt.value(16), alt.value(170)),
            tooltip=[
                alt.Tooltip("body:N", title="Body"),
                alt.Tooltip("year:N", title="End of"),
                alt.Tooltip("state:N", title="State"),
            ],
        )
    )
    said = "; ".join(
        f"end of {year}: {bodies.count(bodies.ALIVE, year)} at work, {bodies.count(bodies.SUCCESSOR, year)} with a successor at work, "
        f"{bodies.count(bodies.GONE, year)} ended, {bodies.count(bodies.NEVER, year)} never set up, {bodies.count(bodies.UNKNOWN, year)} not known"
        for year in bodies.STATE_YEARS
    )
    unknown = [bodies.count(bodies.UNKNOWN, year) for year in bodies.STATE_YEARS]
    chart = squares.properties(
        height=22 * len(order),
        description=(
            f"Matrix of {len(order)} bodies by three dates, coloured by state. Of all bodies, at the {said}. "
            f"Silence grows from {unknown[0]} bodies to {unknown[-1]}, by then the largest group. Source: {SOURCE}."
        ),
    )
    table = cells.pivot(index="body", columns="year", values="state").loc[order].reset_index()
    table.columns = ["Body", *(f"End of {year}" for year in bodies.STATE_YEARS)]
    return NamedChart("Bodies at the end of 2010, 2015 and 2020", chart, table, SOURCE)


def lives_of_bodies() -> NamedChart:
    """The life of each dated body, from its beginning to its end or to the year in which it was last seen."""
    lives = pd.DataFrame(
        {
            "body": life.label,
            "kind": life.kind,
            "start": life.start,
            "end": life.end,
            "age": life.age,
            "fate": life.fate,
            "open": int(life.fate == bodies.OPEN),
        }
        for life in sorted(bodies.LIVES, key=lambda life: (life.kind, life.start))
    )
    x = alt.X("start:Q").title(None).axis(format="d", tickCount=5).scale(domain=[FIRST, LAST], nice=False)
    y = alt.Y("body:N").sort(list(lives["body"])).title(None).axis(ticks=False)
    colour = alt.Color("fate:N").scale(domain=list(FATES), range=list(FATES.values()))
    tooltip = [
        alt.Tooltip("body:N", title="Body"),
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("start:Q", title="From", format=".1f"),
        alt.Tooltip("end:Q", title="To, or last seen", format=".1f"),
        alt.Tooltip("age:Q", title="Years", format=".1f"),
        alt.Tooltip("fate:N", title="Then"),
    ]
    base = alt.Chart(lives).encode(y=y, color=colour, tooltip=tooltip)
    bars = base.mark_bar(height=11).encode(x=x, x2="end:Q")
    arrows = (
        base.transform_filter("datum.open == 1")
        .mark_point(shape="triangle-right", filled=True, size=130, opacity=1)
        .encode(x=alt.X("end:Q").scale(domain=[FIRST, LAST], nice=False))
    )
    book = alt.Chart(pd.DataFrame({"year": [2005], "note": ["the book"]}))
    rule = book.mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x="year:Q")
    note = book.mark_text(align="left", dx=5, baseline="bottom", dy=-2).encode(
        x="year:Q", y=alt.value(0), text="note:N"
    )
    said = " ".join(f"{r.body}: {r.age:.1f} years, {r.fate}." for r in lives.itertuples())
    chart = alt.layer(bars, arrows, rule, note).properties(
        height=24 * len(lives),
        description=(
            f"Timeline of the lives of {len(lives)} dated bodies from {FIRST} to {LAST}, coloured by what came at the end; a triangle marks a body that was still "
            f"there when last seen. {said} An open bar stops where a text last names the body, and not where the body does. Source: {SOURCE}."
        ),
    )
    table = pd.DataFrame(
        {
            "Body": lives["body"],
            "Kind": lives["kind"],
            "From": lives["start"].map("{:.1f}".format),
            "To, or last seen": lives["end"].map("{:.1f}".format),
            "Years": lives["age"].map("{:.1f}".format),
            "Then": lives["fate"],
        }
    )
    return NamedChart("Lives of the dated bodies", chart, table, SOURCE)


def programme_budgets() -> NamedChart:
    """Yearly budgets of the two programmes of the European Union, as blocks over the years that each budget covers."""
    listed = (
        ("CADAP (drugs)", "budget-cadap-2013"),
        ("BOMCA (borders)", "budget-bomca-2014"),
        ("CADAP (drugs)", "budget-cadap-6-2019"),
    )
    records = []
    for programme, identifier in listed:
        row = tables.figure(identifier)
        first, last = (int(year) for year in row["period"].split("/"))
        total = tables.value(identifier)
        records.append(
            {
                "programme": programme,
                "from": first,
                "to": last + 1,
                "total": total,
                "yearly": total / (last + 1 - first),
                "printed": tables.shown(identifier),
                "period": f"{first} to {last}",
            }
        )
    blocks = pd.DataFrame(records)
    names = list(dict.fromkeys(blocks["programme"]))
    bars = (
        alt.Chart(blocks)
        .mark_rule(strokeWidth=7)
        .encode(
            x=alt.X("from:Q").title(None).axis(format="d", tickCount=5).scale(domain=[2000, 2021], nice=False),
            x2="to:Q",
            y=alt.Y("yearly:Q").title("€ million a year, on average").axis(tickCount=4).scale(domain=[0, 3]),
            color=alt.Color("programme:N").scale(domain=names, range=list(figure.COLOURS[:2])),
            tooltip=[
                alt.Tooltip("programme:N", title="Programme"),
                alt.Tooltip("period:N", title="Years"),
                alt.Tooltip("printed:N", title="Budget"),
                alt.Tooltip("yearly:Q", title="€ million a year", format=".2f"),
            ],
        )
    )
    said = "; ".join(f"{r.programme} {r.period}, {r.printed}, {r.yearly:.1f} a year" for r in blocks.itertuples())
    chart = bars.properties(
        height=240,
        description=(
            f"Chart of horizontal bars over time: average yearly budgets of two programmes of the European Union in million euros, over the years that each covers: {said}. "
            "The budget for borders lies above that for drugs throughout. Bars are averages of budgets, not spending by year; no figure is held here for 2014 (drugs) "
            "nor for borders after 2014. Sources: European Commission 2012 and CADAP 2015."
        ),
    )
    table = blocks.assign(yearly=blocks["yearly"].map("{:.2f}".format))[["programme", "period", "printed", "yearly"]]
    table = table.set_axis(["Programme", "Years", "Budget", "€ million a year"], axis=1)
    return NamedChart(
        "Budgets of two European programmes, averaged over their years",
        chart,
        table,
        "European Commission 2012; CADAP 2015",
    )

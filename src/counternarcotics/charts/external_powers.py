"""Charts of section 3.2, international organisations and outside powers."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.projects import MILLION, projects

SOURCE = "Osmonaliev 2005, 3.2"
PURPOSES = {
    "supply": ("Supply", figure.CONTRAST),
    "institutions": ("Institutions", figure.COLOURS[2]),
    "information": ("Information", figure.COLOURS[3]),
    "several": ("Several", figure.MUTED),
    "demand": ("Demand", figure.ACCENT),
}
END_OF_RECORD = 2005  # the year of the monograph, where every bar that is still open ends


def _colour(purposes: list[str]) -> alt.Color:
    shown = [PURPOSES[p] for p in purposes]
    return (
        alt.Color("purpose_name:N")
        .scale(domain=[label for label, _ in shown], range=[colour for _, colour in shown])
        .legend(symbolType="square", symbolOpacity=1)
    )


def _printed_budget(row: pd.Series) -> str:
    return tables.shown(row["budget"]) if row["budget"] else "not printed"


def _year(row: pd.Series) -> str:
    if pd.isna(row["year"]):
        return "undated"
    return str(row["year"]) if row["dated"] else f"{row['year']} (judged)"


def donor_budgets() -> NamedChart:
    """Printed budgets in dollars of projects begun, by the year in which they begin and by purpose."""
    found = projects()
    listed = found.sort_values(["year", "amount_usd"], kind="stable")
    begun = found[found["amount_usd"].notna() & ~found["announced"]].copy()
    begun["purpose_name"] = begun["purpose"].map(lambda p: PURPOSES[p][0])
    begun["million"] = begun["amount_usd"] / MILLION
    years = pd.DataFrame({"year": range(1994, 2004)})
    begun = begun.astype({"year": int})
    order = list(PURPOSES)
    begun["rank"] = begun["purpose"].map(order.index)
    bars = (
        alt.Chart(begun)
        .mark_bar()
        .encode(
            x=alt.X("year:O")
            .title("year in which the project begins")
            .scale(domain=list(years["year"]))
            .axis(labelAngle=0, labelExpr='"\'" + slice(datum.label, 2)'),
            y=alt.Y("sum(million):Q").title("million US dollars").axis(tickCount=5),
            order="rank:Q",
            color=_colour(["supply", "institutions", "information", "demand"]),
            detail="short:N",
            tooltip=[
                alt.Tooltip("short:N", title="Project"),
                alt.Tooltip("year:O", title="Begins"),
                alt.Tooltip("million:Q", title="Million US$", format=",.2f"),
            ],
        )
    )
    sums = begun.groupby("year")["million"].sum()
    demand = begun[begun["purpose"] == "demand"]["million"].sum()
    chart = bars.properties(
        height=290,
        description=(
            "Stacked bar chart of the printed project budgets in million US dollars by the year in which the project begins, 1994 to 2003, coloured by purpose. "
            f"The sums peak in {sums.idxmax()} with {sums.max():.1f} and reach {sums[2000]:.1f} in 2000; all demand projects together make {demand:.2f} and are hardly visible. "
            "Whole budgets stand in the first year; budgets announced in 2003 and those in euros are left out. "
            f"Source: {SOURCE}."
        ),
    )
    table = pd.DataFrame(
        {
            "Project": listed["short"],
            "Donor": listed["donor_name"],
            "Begins": listed.apply(_year, axis=1),
            "Purpose": listed["purpose"].map(lambda p: PURPOSES[p][0]),
            "Budget as printed": listed.apply(_printed_budget, axis=1),
        }
    )
    return NamedChart("Printed budgets by purpose and year", chart, table, SOURCE)


def _decimal(date: str, *, end: bool = False) -> float:
    """Return a date of the tables (year, month or day) as a year with decimals, at its start or at its end."""
    year, _, rest = date.partition("-")
    if not rest:
        return int(year) + (1 if end else 0)
    month = int(rest[:2])
    return int(year) + (month - (0 if end else 1)) / 12


def donor_time_line() -> NamedChart:
    """Projects with a printed start, on a line of years, by donor and purpose."""
    found = projects()
    dated = found[found["dated"]].copy()
    dated["from"] = dated["starts"].map(_decimal)
    dated["open"] = dated["ends"] == ""
    dated["to"] = [END_OF_RECORD if r.open else _decimal(r.ends, end=True) for r in dated.itertuples()]
    dated["purpose_name"] = dated["purpose"].map(lambda p: PURPOSES[p][0])
    dated["end_said"] = [r.ends or "not printed" for r in dated.itertuples()]
    dated = dated.sort_values(["from", "short"])
    others = dated["donor_name"].map({"United States": " (US)", "European Union": " (EU)"}).fillna("")
    dated["short"] = dated["short"] + others
    order = list(dated["short"])
    x = alt.X("from:Q").title(None).axis(format="d", values=[1994, 1998, 2002]).scale(domain=[1994, 2005.2], nice=False)
    base = alt.Chart(dated).encode(
        y=alt.Y("short:N").sort(order).title(None).axis(ticks=False, domain=False),
        color=_colour(["supply", "institutions", "information", "several", "demand"]),
        tooltip=[
            alt.Tooltip("name:N", title="Project"),
            alt.Tooltip("donor_name:N", title="Donor"),
            alt.Tooltip("starts:N", title="Begins"),
            alt.Tooltip("end_said:N", title="Ends"),
        ],
    )
    spans = base.transform_filter("!datum.open").mark_bar(height=9, cornerRadius=2).encode(x=x, x2="to:Q")
    # A project without a printed end is drawn as a thin line: how long it ran is not known.
    unended = base.transform_filter("datum.open").mark_rule(strokeWidth=1.5, strokeDash=[3, 3]).encode(x=x, x2="to:Q")
    starts = base.transform_filter("datum.open").mark_point(filled=True, size=70, opacity=1).encode(x=x)
    counts = dated["purpose_name"].value_counts()
    first_demand = dated.loc[dated["purpose"] == "demand", "starts"].min()
    chart = alt.layer(unended, spans, starts).properties(
        height=23 * len(order),
        description=(
            f"Time line of the {len(order)} projects whose start section 3.2 prints, 1994 to 2004: bars from start to end where an end is printed or follows from a length, "
            "dots with a dashed line where none is. "
            + ", ".join(f"{purpose} {count}" for purpose, count in counts.items())
            + f". All but two are projects of UNODC. The first build institutions; demand appears in {first_demand}. Source: {SOURCE}."
        ),
    )
    table = dated[["short", "donor_name", "purpose_name", "starts", "end_said"]].set_axis(
        ["Project", "Donor", "Purpose", "Begins", "Ends"], axis=1
    )
    return NamedChart("Projects on a time line", chart, table, SOURCE)


def crops_expected_and_found() -> NamedChart:
    """Hemp claimed and found, and the Kyrgyz poppy of 3.2.1 beside what section 1.1 leaves for it, in hectares."""
    claimed, found, elsewhere = "claimed before", "survey, section 3.2.1", "survey, section 1.1"
    country = sum(map(tables.value, ("cannabis-area-kazakhstan-1998", "cannabis-area-added-kazakhstan-1999")))
    records = [
        ("Hemp", "Chuy valley", claimed, tables.value("cannabis-area-claimed-chuy-valley-2000")),
        ("Hemp", "Kazakhstan", found, tables.value("cannabis-area-kazakhstan-2000-unodc")),
        ("Hemp", "Kazakhstan", elsewhere, country),
        ("Hemp", "Kyrgyzstan", found, tables.value("cannabis-area-kyrgyzstan-2000-unodc")),
        ("Poppy", "Kyrgyzstan", found, tables.value("poppy-area-kyrgyzstan-1999")),
        ("Poppy", "Kyrgyzstan", elsewhere, computed.value("poppy-left-for-kyrgyzstan-1999")),
    ]
    areas = pd.DataFrame(records, columns=["crop", "place", "what", "ha"])
    areas["row"] = areas["crop"] + ", " + areas["place"]
    areas["shown"] = areas["ha"].map(lambda ha: f"{ha:,.0f}" if ha > 1 else f"{ha:.1f}")
    # Two numbers of one row may be near each other on this scale: one stands above its dot, the other below.
    areas["above"] = areas["what"] != elsewhere
    order = list(dict.fromkeys(areas["row"]))
    base = alt.Chart(areas).encode(
        x=alt.X("ha:Q")
        .title("hectares, each step ten times the last")
        .scale(type="log", domain=[0.1, 200_000_000])
        .axis(values=[1, 100, 10_000, 1_000_000], format="~s"),
        y=alt.Y("row:N").sort(order).title(None),
    )
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        color=alt.Color("what:N")
        .scale(domain=[claimed, found, elsewhere], range=[figure.MUTED, figure.ACCENT, figure.CONTRAST])
        .legend(symbolType="circle"),
        tooltip=[
            alt.Tooltip("row:N", title="Crop and place"),
            alt.Tooltip("what:N", title="Number"),
            alt.Tooltip("shown:N", title="Hectares"),
        ],
    )
    notes = [
        base.transform_filter(f"datum.above == {flag}").mark_text(dy=dy).encode(text="shown:N")
        for flag, dy in (("true", -14), ("false", 15))
    ]
    chart = alt.layer(dots, *notes).properties(
        height=290,
        description=(
            "Dot plot on a logarithmic scale of areas in hectares that section 3.2.1 and section 1.1 print for one crop survey: "
            + "; ".join(f"{r.row}, {r.what}, {r.shown}" for r in areas.itertuples())
            + ". The claim for hemp is thirty times the finding, and the two readings of Kyrgyz poppy lie three thousand times apart. "
            "Source: Osmonaliev 2005, 1.1 and 3.2.1."
        ),
    )
    table = areas[["crop", "place", "what", "shown"]].set_axis(["Crop", "Place", "Number", "Hectares"], axis=1)
    return NamedChart("What was claimed and what the survey found", chart, table, "Osmonaliev 2005, 1.1 and 3.2.1")


def supply_to_demand() -> NamedChart:
    """Dollars for supply to each dollar for demand under five ways of counting the same UNODC budgets."""
    ways = {
        "Institutions count as demand": "supply-per-demand-kindest",
        "Without the Khairaton checkpoint": "supply-per-demand-without-khairaton",
        "Purposes as filed": "supply-per-demand-printed",
        "Tajik agency counts as supply": "supply-per-demand-with-tajik-agency",
        "All institutions count as supply": "supply-per-demand-with-institutions",
    }
    ratios = pd.DataFrame({"way": list(ways), "ratio": [computed.value(name) for name in ways.values()]})
    ratios["shown"] = ["to one".join([f"{r:.1f} " if r < 1 else f"{r:.0f} ", ""]) for r in ratios["ratio"]]
    base = alt.Chart(ratios).encode(
        y=alt.Y("way:N").sort(list(ways)).title(None),
        x=alt.X("ratio:Q")
        .title("dollars for supply to one for demand")
        .scale(type="log", domain=[0.5, 4000])
        .axis(values=[1, 10, 100, 1000], format="~s"),
    )
    level = alt.Chart(pd.DataFrame({"ratio": [1]})).mark_rule(strokeDash=[4, 4], opacity=0.7).encode(x="ratio:Q")
    dots = base.mark_point(filled=True, size=150, opacity=1).encode(
        color=alt.condition(alt.datum.way == "Purposes as filed", alt.value(figure.CONTRAST), alt.value(figure.ACCENT)),
        tooltip=[alt.Tooltip("way:N", title="Way of counting"), alt.Tooltip("shown:N", title="Supply to demand")],
    )
    notes = base.mark_text(align="left", dx=11).encode(text="shown:N")
    chart = alt.layer(level, dots, notes).properties(
        height=230,
        description=(
            "Dot plot on a logarithmic scale of US dollars budgeted for supply to each dollar for demand, UNODC projects begun, under five ways of counting: "
            + "; ".join(f"{r.way}, {r.shown}" for r in ratios.itertuples())
            + f". Only the reading that gives all institutions to demand brings the two near each other. Source: computed from {SOURCE}.1."
        ),
    )
    table = ratios[["way", "shown"]].set_axis(["Way of counting", "Supply to demand"], axis=1)
    return NamedChart("One set of budgets, five ratios", chart, table, "computed from Osmonaliev 2005, 3.2.1")


def later_pledges() -> NamedChart:
    """Pledges of two donors that section 3.2 does not name, by year, donor and purpose."""
    rows = tables.chosen("outcomes", "measure == 'aid-pledged' and place in ['kyrgyzstan', 'tajikistan']")
    rows = rows[~rows["id"].str.contains("second-report")]
    pledges = pd.DataFrame(
        {
            "year": rows["period"].str[:4].astype(int),
            "period": rows["period"].str.replace("/", " to "),
            "million": rows["value_low"].astype(float),
            "donor": ["China" if identifier.startswith("chinese") else "Russia" for identifier in rows["id"]],
            "recipient": rows["place"].map(tables.lookup("places", "name")),
            "kind": rows["item"].map({"drug-control-agency": "an agency", "border-control": "a border post"}),
            "printed": [tables.shown(identifier) for identifier in rows["id"]],
            "source": rows["source"].map(tables.lookup("sources", "short")),
            "note": rows["note"],
        }
    ).sort_values(["year", "million"], ascending=[True, False])
    pledges["above"] = [place % 2 == 0 for place in range(len(pledges))]
    donors, kinds = ["China", "Russia"], ["an agency", "a border post"]
    base = alt.Chart(pledges).encode(
        x=alt.X("year:Q").title(None).axis(format="d", tickCount=5).scale(domain=[2005, 2024], nice=False),
        y=alt.Y("million:Q").title("million US dollars").scale(domain=[0, 10]).axis(tickCount=5),
    )
    marks = base.mark_point(filled=True, size=130, opacity=1).encode(
        color=alt.Color("donor:N")
        .scale(domain=donors, range=[figure.CONTRAST, figure.ACCENT])
        .legend(symbolType="circle", columns=2),
        shape=alt.Shape("kind:N")
        .scale(domain=kinds, range=["circle", "square"])
        .legend(columns=2, symbolFillColor=figure.MUTED, symbolStrokeColor=figure.MUTED),
        tooltip=[
            alt.Tooltip("donor:N", title="Donor"),
            alt.Tooltip("recipient:N", title="For"),
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("printed:N", title="Pledge"),
            alt.Tooltip("source:N", title="Printed by"),
        ],
    )
    # Names stand above and below in turn, so that those of years near each other have room on a phone.
    names = [
        base.transform_filter(alt.datum.above == above)
        .mark_text(dy=-11 if above else 11, baseline="bottom" if above else "top")
        .encode(text="recipient:N")
        for above in (True, False)
    ]
    said = "; ".join(f"{r.donor} for {r.recipient}, {r.period}, {r.printed}" for r in pledges.itertuples())
    chart = alt.layer(marks, *names).properties(
        height=260,
        description=(
            f"Dot chart of pledges for drug control by Russia and China, in million US dollars, by first year: {said}. "
            "The pledges lie between four and nine million dollars and none is for treatment. Sources: news reports."
        ),
    )
    table = pledges[["donor", "recipient", "period", "printed", "kind", "source", "note"]]
    table = table.set_axis(["Donor", "For", "Period", "Pledge", "Purpose", "Printed by", "Doubts"], axis=1)
    return NamedChart("Pledges of two donors", chart, table, "News reports, listed with each figure in the catalogue")

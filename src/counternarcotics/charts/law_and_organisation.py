"""Charts of section 2.2, law and organisation."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart

SOURCE = "Osmonaliev 2005, 2.2"
COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")
SHARED, OWN, ALONE, SILENT = "as in another country", "unlike the others", "only one described", "nothing said"
STANDINGS = (SHARED, OWN, ALONE, SILENT)
SUBJECTS = {
    "un-conventions": "UN conventions",
    "use": "Use itself",
    "possession-small": "Possession, small",
    "pre-judicial-proceedings": "Pre-judicial procedure",
    "personal-or-commercial": "Own use or commerce",
    "conventions-in-national-law": "Conventions in law",
}


def provision_matrix() -> pd.DataFrame:
    """Return one row a topic of sections 2.1 and 2.2 and a country: ``position`` (empty where none) and ``standing``.

    A position is shared when at least one other country has the same words.
    """
    rows = tables.load("provisions")
    rows = rows[rows["place"].isin(COUNTRIES) & rows["locator"].str.match(r"2\.[12]")]
    wide = rows.pivot(index="topic", columns="place", values="position").reindex(columns=list(COUNTRIES)).fillna("")
    described = (wide != "").sum(axis=1)
    order = described.sort_values(ascending=False, kind="stable").index
    cells = wide.loc[order].reset_index().melt("topic", var_name="place", value_name="position")
    alike = cells.groupby(["topic", "position"])["place"].transform("count")
    cells["standing"] = OWN
    cells.loc[alike > 1, "standing"] = SHARED
    cells.loc[cells["topic"].map(described) == 1, "standing"] = ALONE
    cells.loc[cells["position"] == "", "standing"] = SILENT
    return cells


def law_matrix() -> NamedChart:
    """Which country is described under which topic, and whether another country has the same position."""
    cells = provision_matrix()
    cells["country"] = cells["place"].str.title()
    cells["subject"] = cells["topic"].map(SUBJECTS).fillna(cells["topic"].str.replace("-", " ").str.capitalize())
    order = list(dict.fromkeys(cells["subject"]))
    base = alt.Chart(cells).encode(
        x=alt.X("country:N")
        .title(None)
        .axis(orient="top", labelAngle=-90, labelOverlap=False, domain=False, ticks=False),
        y=alt.Y("subject:N").sort(order).title(None).axis(domain=False, ticks=False),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("subject:N", title="Topic"),
            alt.Tooltip("position:N", title="Position"),
            alt.Tooltip("standing:N", title="Beside the others"),
        ],
    )
    colours = [figure.ACCENT, figure.CONTRAST, figure.COLOURS[2], figure.MUTED]
    squares = base.mark_point(shape="square", filled=True, size=190, opacity=1).encode(
        color=alt.Color("standing:N").scale(domain=list(STANDINGS), range=colours).legend(symbolType="square"),
        # Silence is drawn small: it is an absence, and must not weigh like a position.
        size=alt.condition(alt.datum.standing == SILENT, alt.value(14), alt.value(190)),
    )
    counts = cells["standing"].value_counts()
    chart = squares.properties(
        height=22 * len(order) + 140,
        description=(
            f"Matrix of {len(order)} topics of law and organisation by the five countries. Of {len(cells)} cells "
            f"{counts[SILENT]} are empty, {counts[SHARED]} hold a position that another country shares, {counts[OWN]} one unlike the others "
            f"and {counts[ALONE]} stand alone. Where countries share a position, one sentence of the source mostly speaks of all at once. "
            "Source: Osmonaliev 2005, 2.1 and 2.2."
        ),
    )
    table = cells[cells["position"] != ""].sort_values(["topic", "place"])[
        ["subject", "country", "position", "standing"]
    ]
    table = table.set_axis(["Topic", "Country", "Position", "Beside the others"], axis=1)
    return NamedChart(
        "Topics of law and organisation, by country described", chart, table, "Osmonaliev 2005, 2.1 and 2.2"
    )


BODIES = {
    "soviet-permanent-committee-for-drug-control": "Soviet committee",
    "kyrgyz-state-commission-on-drug-control": "Kyrgyz commission",
    "kyrgyz-drug-control-agency": "Kyrgyz agency",
    "tajik-state-commission-on-drug-control": "Tajik commission",
    "tajik-drug-control-agency": "Tajik agency",
    "kazakh-state-commission-on-drug-control": "Kazakh commission",
    "kazakh-agency-for-countering-drugs": "Kazakh agency",
    "kazakh-committee-on-combating-drugs": "Kazakh committee",
    "uzbek-state-commission-on-drug-control": "Uzbek commission",
    "uzbek-national-center-on-drug-control": "Uzbek centre",
    "turkmen-state-commission": "Turkmen commission",
}
PROJECT_START = {"tajik-drug-control-agency": "unodc-tajik-dca-1999"}  # 2.2 dates only the commission before it
BOOK_YEAR = 2005


def _decimal_year(date: str) -> float:
    """Return a date (year, month or day) as a year with decimals.

    >>> _decimal_year("2003-07")
    2003.5
    """
    year, _, rest = date.partition("-")
    return int(year) + (int(rest[:2]) - 1) / 12 if rest else float(year)


def agency_bodies() -> pd.DataFrame:
    """Return one row a coordinating body: name, printed ``founded`` and ``ended``, ``start`` and ``end`` as years."""
    bodies = tables.load("institutions").set_index("id").loc[list(BODIES)]
    bodies = bodies[["founded", "ended", "successor", "enforces"]].assign(body=list(BODIES.values()))
    projects = tables.load("projects").set_index("id")["starts"]
    dates = bodies["founded"].mask(bodies["founded"] == "", bodies.index.map(PROJECT_START).map(projects).fillna(""))
    bodies["start"] = [_decimal_year(date) if date else None for date in dates]
    followed = (bodies["successor"] != "") & (bodies["ended"] == "")
    ends = [_decimal_year(date) if date else float(BOOK_YEAR) for date in bodies["ended"]]
    bodies["end"] = pd.Series(ends, index=bodies.index).mask(bodies["start"].isna() | followed)
    return bodies.reset_index()


def agency_life_spans() -> NamedChart:
    """When each coordinating body began and ended, as far as the text says."""
    bodies = agency_bodies()
    scale = alt.Scale(domain=[1992, BOOK_YEAR], nice=False)
    y = alt.Y("body:N").sort(list(BODIES.values())).title(None)
    x = alt.X("start:Q").title(None).axis(format="d", tickCount=6).scale(scale)
    powers = ["yes", "no", "not said"]
    colour = (
        alt.Color("enforces:N")
        .scale(domain=powers, range=[figure.CONTRAST, figure.ACCENT, figure.MUTED])
        .legend(title="Enforces the law itself", offset=32)
    )
    tooltip = [
        alt.Tooltip("body:N", title="Body"),
        alt.Tooltip("founded:N", title="Founded"),
        alt.Tooltip("ended:N", title="Ended"),
        alt.Tooltip("enforces:N", title="Enforces the law"),
    ]
    dated = bodies.dropna(subset=["end"])
    bars = (
        alt.Chart(dated).mark_bar(height=13, cornerRadius=3).encode(x=x, x2="end:Q", y=y, color=colour, tooltip=tooltip)
    )
    starts = bodies[bodies["end"].isna() & bodies["start"].notna()]
    points = (
        alt.Chart(starts).mark_point(size=120, filled=True, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    missing = bodies[bodies["start"].isna()].assign(start=1996.6, note="no date printed")
    notes = alt.Chart(missing).mark_text(align="left").encode(x=x, y=y, text="note:N", color=colour, tooltip=tooltip)
    marks = pd.DataFrame(
        {
            "at": [_decimal_year(tables.row(i)["adopted"]) for i in ("trilateral-agreement-1996",)],
            "note": ["pacts, 1996"],
        }
    )
    rule = alt.Chart(marks).mark_rule(strokeDash=[4, 4], opacity=0.6).encode(x=alt.X("at:Q").scale(scale))
    label = (
        alt.Chart(marks)
        .mark_text(align="left", dx=5, baseline="bottom")
        .encode(x=alt.X("at:Q").scale(scale), y=alt.value(-3), text="note:N")
    )
    chart = alt.layer(rule, bars, points, notes, label).properties(
        height=26 * len(bodies),
        description=(
            f"Timeline of {len(bodies)} bodies that coordinate drug control, from 1992 to {BOOK_YEAR}, coloured by whether they enforce the law themselves. "
            "The Kyrgyz commission runs from April 1993 to 2003 and its agency from June 2003; the Tajik commission begins in 1999, the Tajik agency with its project of June 1999. "
            f"For {len(missing)} bodies no date is printed. Only the two agencies enforce the law. Source: Osmonaliev 2005, 2.2 and 3.2.1."
        ),
    )
    table = bodies.assign(
        founded=bodies["founded"].mask(bodies["founded"] == "", "not printed"),
        ended=bodies["ended"].mask(bodies["ended"] == "", "not printed"),
    )
    table.loc[table["id"].isin(PROJECT_START), "founded"] = "not printed; project of June 1999"
    table = table[["body", "founded", "ended", "enforces"]].set_axis(["Body", "Founded", "Ended", "Enforces"], axis=1)
    return NamedChart("Who coordinated drug control, and when", chart, table, "Osmonaliev 2005, 2.2 and 3.2.1")


def agencies_in_proportion() -> NamedChart:
    """The Tajik figure as a multiple of the Kyrgyz one: staff beside four bases it could be compared with."""
    bases = {
        "Population": ("population-tajikistan-2002", "population-kyrgyzstan-2002"),
        "Agency staff": ("staff-tajik-drug-control-agency-2004", "staff-kyrgyz-drug-control-agency-2004"),
        "People registered": ("registered-users-tajikistan-2003", "registered-users-kyrgyzstan-2003"),
        "Drugs seized, kg": ("drugs-seized-tajikistan-2003", "drugs-seized-kyrgyzstan-2003"),
        "Heroin seized, kg": ("heroin-seized-tajikistan-2003", "heroin-seized-kyrgyzstan-2003"),
    }
    ratios = pd.DataFrame(
        {
            "basis": label,
            "tajik": tables.value(tajik),
            "kyrgyz": tables.value(kyrgyz),
            "ratio": tables.value(tajik) / tables.value(kyrgyz),
            "kind": "staff" if label == "Agency staff" else "basis",
        }
        for label, (tajik, kyrgyz) in bases.items()
    )
    ratios["shown"] = [f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×" for ratio in ratios["ratio"]]
    x = (
        alt.X("ratio:Q")
        .title("Tajik over Kyrgyz figure, ratio scale")
        .axis(values=[1, 2, 5, 10, 20, 50], format="d")
        .scale(type="log", domain=[1, 100], nice=False)
    )
    base = alt.Chart(ratios).encode(y=alt.Y("basis:N").sort(list(bases)).title(None), x=x)
    dots = base.mark_point(filled=True, size=170, opacity=1).encode(
        color=alt.Color("kind:N").scale(domain=["staff", "basis"], range=[figure.CONTRAST, figure.ACCENT]).legend(None),
        tooltip=[
            alt.Tooltip("basis:N", title="Basis"),
            alt.Tooltip("tajik:Q", title="Tajikistan", format=",.10~g"),
            alt.Tooltip("kyrgyz:Q", title="Kyrgyzstan", format=",.10~g"),
            alt.Tooltip("ratio:Q", title="Ratio", format=".2f"),
        ],
    )
    text = base.mark_text(align="left", dx=11).encode(text="shown:N")
    said = ", ".join(f"{r.basis.lower()} {r.ratio:.2f}" for r in ratios.itertuples())
    chart = alt.layer(dots, text).properties(
        height=190,
        description=(
            f"Dot plot on a logarithmic scale of Tajik figures as a multiple of Kyrgyz ones: {said}. "
            "The staff of the agency is in proportion to population and register, and far from what is seized. "
            "Source: computed from Osmonaliev 2005, 1.1 and 2.2."
        ),
    )
    table = pd.DataFrame(
        {
            "Basis": ratios["basis"],
            "Tajikistan": ratios["tajik"].map(tables.number),
            "Kyrgyzstan": ratios["kyrgyz"].map(tables.number),
            "Ratio": ratios["ratio"].map("{:.2f}".format),
        }
    )
    return NamedChart(
        "The Tajik agency as a multiple of the Kyrgyz one", chart, table, "computed from Osmonaliev 2005, 1.1 and 2.2"
    )


def institution_budgets() -> NamedChart:
    """What the United Nations programme spent on drug control institutions, by country and start."""
    budgets = (
        ("budget-institution-building-kyrgyzstan-1994", "Kyrgyzstan, 1994"),
        ("budget-institution-building-uzbekistan-1994", "Uzbekistan, 1994"),
        ("budget-institution-building-turkmenistan-1996", "Turkmenistan, 1996"),
        ("budget-institution-building-kazakhstan-1996", "Kazakhstan, 1996"),
        ("budget-master-plan-kazakhstan-1999", "Kazakhstan, 1999"),
        ("budget-drug-control-agency-tajikistan-1999", "Tajikistan, 1999"),
        ("budget-new-projects-tajikistan-2003", "Tajikistan, 2003"),
    )
    records = [
        {
            "project": label,
            "million": tables.value(identifier)
            / (1 if tables.figure(identifier)["unit"] == "usd-million" else 1_000_000),
            "shown": tables.shown(identifier),
            "over": "over " if tables.figure(identifier)["qualifier"] == "over" else "",
        }
        for identifier, label in budgets
    ]
    money = pd.DataFrame(records)
    order = list(money["project"])
    base = alt.Chart(money).encode(
        y=alt.Y("project:N").sort(order).title(None),
        x=alt.X("million:Q").title("million US$, over the whole project").scale(domain=[0, 14]).axis(tickCount=5),
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=3).encode(
        tooltip=[alt.Tooltip("project:N", title="Recipient"), alt.Tooltip("shown:N", title="Budget as printed")]
    )
    text = base.transform_calculate(label="datum.over + format(datum.million, '.1f')").mark_text(align="left", dx=5)
    said = ", ".join(f"{r.project} {r.over}{r.million:.1f}" for r in money.itertuples())
    chart = alt.layer(bars, text.encode(text="label:N")).properties(
        height=230,
        description=(
            f"Bar chart of budgets for drug control institutions in million US dollars, by recipient and start: {said}. "
            "The last is announced, the others began. The first grants are small and alike; from 1999 the largest sums go to Tajikistan. Source: Osmonaliev 2005, 3.2.1."
        ),
    )
    table = money[["project", "shown"]].set_axis(["Recipient and start", "Budget as printed"], axis=1)
    return NamedChart("United Nations money for drug control institutions", chart, table, "Osmonaliev 2005, 3.2.1")

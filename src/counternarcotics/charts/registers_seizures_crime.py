"""Charts of the chapter on registers, seizures and crime after 2003: every count a mark, every gap a gap."""

from __future__ import annotations

import itertools

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.registers import COUNTRIES, PER, START, population

WINDOW = range(2004, 2011)  # the years that the monograph forecasts
LATER = "later publications, listed with each figure in the catalogue"
NAMES = [country.capitalize() for country in COUNTRIES]
FULL, PART, NEW = "count of a year", "part of a year", "after a new code"
WHOLE, AT_LEAST, BORDER = "a country", "a country, at least", "border troops and partners, at least"
HALF_YEAR_KINDS = {"seized-part-year": WHOLE, "seized-by-border-troops-part-year": BORDER}


def _registers() -> pd.DataFrame:
    """Return every register count from 2003: country, year, people, printed and definition."""
    first = tables.chosen("drug_users", "measure == 'registered-users' and period == '2003-01'")
    rows = pd.concat([first, tables.chosen("outcomes", "measure == 'registered-users'")], ignore_index=True)
    counts = pd.DataFrame(
        {
            "country": rows["place"].str.capitalize(),
            "place": rows["place"],
            "year": rows["period"].str[:4].astype(int),
            "people": rows["value_low"],
            "printed": [tables.shown(identifier) for identifier in rows["id"]],
            "note": rows["note"],
        }
    )
    return counts[counts["year"] >= START].sort_values(["country", "year"]).reset_index(drop=True)


def _country_colour(**legend) -> alt.Color:
    return (
        alt.Color("country:N")
        .scale(domain=NAMES, range=[figure.COUNTRY_COLOURS[name] for name in NAMES])
        .legend(**({"columns": 2} | legend))
    )


def register_years_found() -> NamedChart:
    """Which years have a register count in our tables, by country: few fall into the window of the forecast."""
    counts = _registers()
    window = pd.DataFrame({"from": [WINDOW[0] - 0.5], "to": [WINDOW[-1] + 0.5]})
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[2002.3, 2023.7], nice=False)
    edge = alt.X("from:Q").title(None).scale(domain=[2002.3, 2023.7], nice=False)
    shade = alt.Chart(window).mark_rect(color=figure.MUTED, opacity=0.22).encode(x=edge, x2="to:Q")
    name = alt.Chart(window.assign(note="the years forecast")).mark_text(align="left", dx=0, baseline="bottom", dy=-3)
    name = name.encode(x=edge, y=alt.value(0), text="note:N")
    marks = (
        alt.Chart(counts)
        .mark_point(filled=True, size=130, opacity=1, color=figure.ACCENT)
        .encode(
            x=x,
            y=alt.Y("country:N").title(None).sort(NAMES).axis(grid=True),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("printed:N", title="Register"),
            ],
        )
    )
    each = counts.groupby("country").size()
    within = counts["year"].isin(WINDOW).sum()
    said = ", ".join(f"{country} {number}" for country, number in each.items())
    chart = alt.layer(shade, marks, name).properties(
        height=190,
        description=(
            f"Dot chart of the years from 2003 to 2023 for which our tables hold a count of registered people: {said} years. "
            f"Only {within} marks fall into 2004 to 2010, the years that the monograph forecasts. "
            "Sources: Osmonaliev 2005, 1.1 footnote 18, and later publications."
        ),
    )
    table = counts[["country", "year", "printed", "note"]].assign(year=counts["year"].astype(str))
    table = table.set_axis(["Country", "Year", "Register", "Definition and doubts"], axis=1)
    return NamedChart("Years with a register count", chart, table, f"Osmonaliev 2005, 1.1 fn. 18; {LATER}")


def register_rates_later() -> NamedChart:
    """Registered people per 100,000 inhabitants, one mark a count and no line between marks."""
    counts = _registers()
    counts["inhabitants"] = [
        tables.value(population(place, year)) for place, year in zip(counts["place"], counts["year"], strict=True)
    ]
    counts["rate"] = PER * counts["people"] / counts["inhabitants"]
    base = alt.Chart(counts).encode(
        x=alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[2002.3, 2023.7], nice=False),
        y=alt.Y("rate:Q").title("registered per 100,000").scale(domain=[0, 350]).axis(tickCount=5),
    )
    marks = base.mark_point(filled=True, size=95, opacity=1).encode(
        color=_country_colour(symbolType="circle"),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("printed:N", title="Register"),
            alt.Tooltip("rate:Q", title="Per 100,000", format=".0f"),
        ],
    )
    ends = counts.groupby("country").agg(["first", "last"])
    said = " ".join(
        f"{country}: {ends.loc[country, ('rate', 'first')]:.0f} in 2003, {ends.loc[country, ('rate', 'last')]:.0f} in "
        f"{ends.loc[country, ('year', 'last')]}."
        for country in NAMES
    )
    chart = marks.properties(
        height=310,
        description=(
            f"Dot chart of registered people per 100,000 inhabitants by year in four countries. {said} "
            "At the last count the rates of Kazakhstan, Tajikistan and Uzbekistan lie below those of 2003 and the Kyrgyz one above; the Kazakh one had risen first, to 2007, and the Kyrgyz one is highest in 2011; no line joins the marks, since our tables hold no count for most years. "
            "Sources: Osmonaliev 2005, 1.1 footnote 18, later publications, and the World Bank for populations."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": counts["country"],
            "Year": counts["year"].astype(str),
            "Register": counts["printed"],
            "Inhabitants": counts["inhabitants"].map("{:,.0f}".format),
            "Per 100,000": counts["rate"].map("{:.0f}".format),
        }
    )
    source = f"Osmonaliev 2005, 1.1 fn. 18; World Bank 2026; {LATER}"
    return NamedChart("Registered people per 100,000 inhabitants", chart, table, source)


def half_years_seized() -> NamedChart:
    """All drugs seized from January to June, for the half-years of 2003 to 2010 that the tables hold; no line joins them."""
    rows = tables.chosen("outcomes", "item == 'all-drugs' and place != 'central-asia'")
    rows = rows[rows["measure"].isin(HALF_YEAR_KINDS) & rows["period"].str.fullmatch(r"(20(?:0\d|10))-01/\1-06")]
    whose = rows["measure"].map(HALF_YEAR_KINDS)
    shown = pd.DataFrame(
        {
            "country": rows["place"].str.capitalize(),
            "year": rows["period"].str[:4].astype(int),
            "kg": rows["value_low"] * rows["unit"].map({"kg": 1, "t": 1000}),
            "kind": whose.mask((whose == WHOLE) & (rows["qualifier"] == "over"), AT_LEAST),
            "printed": [tables.shown(identifier) for identifier in rows["id"]],
            "source": rows["source"].map(tables.lookup("sources", "short")),
            "note": rows["note"],
        }
    ).sort_values(["country", "year"])
    countries = list(shown["country"].unique())
    kinds = [WHOLE, AT_LEAST, BORDER]
    chart = (
        alt.Chart(shown)
        .mark_point(filled=True, size=120, opacity=1)
        .encode(
            x=alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[2002.5, 2010.5], nice=False),
            y=alt.Y("kg:Q").title("kg, January to June").scale(domain=[0, 5500]).axis(tickCount=5),
            color=alt.Color("country:N")
            .scale(domain=countries, range=[figure.COUNTRY_COLOURS[name] for name in countries])
            .legend(columns=2, symbolType="circle"),
            shape=alt.Shape("kind:N")
            .scale(domain=kinds, range=["circle", "triangle-up", "diamond"])
            .legend(columns=1, symbolFillColor=figure.MUTED, symbolStrokeColor=figure.MUTED),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("year:Q", title="January to June", format="d"),
                alt.Tooltip("printed:N", title="Seized"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("source:N", title="Printed by"),
            ],
        )
    )
    said = "; ".join(f"{r.country} {r.year} {r.printed} ({r.kind})" for r in shown.itertuples())
    chart = chart.properties(
        height=300,
        description=(
            f"Dot chart of all drugs seized from January to June, in kilograms, for the half-years from 2003 to 2010 that our tables hold: {said}. "
            "Tajikistan falls; Turkmenistan and Uzbekistan rise to 2006 and 2008. No line joins the marks. Sources: reports of the United States and news reports."
        ),
    )
    table = shown[["country", "year", "printed", "kind", "source", "note"]].assign(year=shown["year"].astype(str))
    table = table.set_axis(["Country", "January to June", "Seized", "Kind", "Printed by", "Doubts"], axis=1)
    return NamedChart("Half-years of all drugs seized", chart, table, f"Half-year counts of {LATER}")


def heroin_seized_later() -> NamedChart:
    """Heroin seized in four countries from 2018 to 2022, in one publication; a missing year breaks the line."""
    years = range(2018, 2023)
    found = tables.chosen("outcomes", "measure == 'seized' and item == 'heroin' and source == 'unodc-portal-2024'")
    amounts = {(r.place, int(r.period)): r.value_low for r in found.itertuples()}
    series = pd.DataFrame(
        {"country": country.capitalize(), "year": year, "kg": amounts.get((country, year))}
        for country, year in itertools.product(COUNTRIES, years)
    )
    chart = (
        alt.Chart(series)
        .mark_line(point={"size": 70, "filled": True}, strokeWidth=2)
        .encode(
            x=alt.X("year:Q").title(None).axis(format="d", tickCount=5).scale(domain=[2017.8, 2022.2], nice=False),
            y=alt.Y("kg:Q").title("kg of heroin seized").scale(domain=[0, 500]).axis(tickCount=5),
            color=_country_colour(),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("kg:Q", title="kg", format=",.0f"),
            ],
        )
    )
    kyrgyz = series[series["country"] == "Kyrgyzstan"].set_index("year")["kg"]
    total = series[series["year"] == 2022]["kg"].sum()
    chart = chart.properties(
        height=300,
        description=(
            "Line chart of heroin seized a year in Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan from 2018 to 2022, in kilograms. "
            f"The lines cross again and again: Kyrgyzstan goes from {kyrgyz[2020]:,.0f} kg in 2020 to {kyrgyz[2021]:,.0f} kg in 2021 and {kyrgyz[2022]:,.0f} kg in 2022; "
            f"together the four report {total:,.0f} kg in 2022. Kazakhstan has no usable figure for 2019, so its line breaks. Source: UNODC data portal."
        ),
    )
    wide = series.pivot(index="year", columns="country", values="kg").reset_index()
    table = pd.DataFrame({"Year": wide["year"].astype(str)})
    for name in NAMES:
        table[f"{name}, kg"] = wide[name].map("{:,.0f}".format).replace("nan", "\N{EN DASH}")
    return NamedChart("Heroin seized, 2018 to 2022", chart, table, "UNODC data portal, as listed in the catalogue")


METHAMPHETAMINE, SYNTHETIC = "methamphetamine, a year", "all synthetic drugs, a year"
SHORTER, SERVICE = "part of a year", "one service, part of a year"
MADE = {"methamphetamine", "synthetic-drugs", "psychotropic-substances"}


def _middle(period: str) -> float:
    """Return the middle of a year, or of a span of months, as a year with decimals."""
    first, _, last = period.partition("/")
    if not last:
        return int(first) + 0.5
    months = [12 * int(month[:4]) + int(month[5:]) for month in (first, last)]
    return (sum(months) - 1) / 24


def _synthetic() -> pd.DataFrame:
    """Return every seized amount of synthetic drugs: country, time, kilograms, kind, printed, source and note."""
    rows = tables.chosen(
        "outcomes", f"item in {sorted(MADE)!r} and unit in ['kg', 't', 'g'] and measure != 'seized-cumulative'"
    )
    kinds = []
    for row in rows.itertuples():
        if "security-committee" in row.measure:
            kinds.append(SERVICE)
        elif row.measure == "seized-part-year":
            kinds.append(SHORTER)
        else:
            kinds.append(METHAMPHETAMINE if row.item == "methamphetamine" else SYNTHETIC)
    return pd.DataFrame(
        {
            "country": rows["place"].str.capitalize(),
            "period": rows["period"],
            "time": [_middle(period) for period in rows["period"]],
            "kg": rows["value_low"] * rows["unit"].map({"kg": 1, "t": 1000, "g": 0.001}),
            "kind": kinds,
            "printed": [tables.shown(identifier) for identifier in rows["id"]],
            "source": rows["source"].map(tables.lookup("sources", "short")),
            "note": rows["note"],
        }
    ).sort_values(["country", "time"])


def synthetic_drugs_seized() -> NamedChart:
    """Every amount of synthetic drugs that the tables hold, on a logarithmic scale; no line joins the marks."""
    amounts = _synthetic()
    kinds = [METHAMPHETAMINE, SYNTHETIC, SHORTER, SERVICE]
    chart = (
        alt.Chart(amounts)
        .mark_point(filled=True, size=110, opacity=0.9)
        .encode(
            x=alt.X("time:Q").title(None).axis(format="d", tickCount=6).scale(domain=[2014.8, 2026.2], nice=False),
            y=alt.Y("kg:Q")
            .title("kg, each step ten times")
            .scale(type="log", domain=[0.005, 2000], nice=False)
            .axis(values=[0.01, 0.1, 1, 10, 100, 1000], format="~g"),
            color=_country_colour(symbolType="circle"),
            shape=alt.Shape("kind:N")
            .scale(domain=kinds, range=["circle", "square", "cross", "triangle-up"])
            .legend(columns=1, symbolFillColor=figure.MUTED, symbolStrokeColor=figure.MUTED),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("printed:N", title="Seized"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("source:N", title="Printed by"),
            ],
        )
    )
    said = "; ".join(f"{r.country} {r.period} {r.printed} ({r.kind})" for r in amounts.itertuples())
    chart = chart.properties(
        height=320,
        description=(
            "Dot chart, on a logarithmic scale, of synthetic drugs seized in kilograms from 2015 to 2025, "
            f"every amount that our tables hold: {said}. The marks rise from grams to hundreds of kilograms, and are of "
            "different kinds, so no line joins them. Sources: UNODC data portal, embassies and news reports."
        ),
    )
    table = amounts[["country", "period", "printed", "kind", "source", "note"]]
    table = table.set_axis(["Country", "Period", "Seized", "Kind", "Printed by", "Doubts"], axis=1)
    source = f"UNODC data portal; {LATER}"
    return NamedChart("Synthetic drugs seized, 2015 to 2025", chart, table, source)


def _offences() -> pd.DataFrame:
    """Return counts of drug offences: country, position on the time axis, count, kind, printed and note."""
    codes = {"kazakhstan": 2015, "kyrgyzstan": 2019}
    first = tables.chosen("crimes", "measure == 'offences'")
    later = tables.chosen("outcomes", "measure in ['offences', 'offences-part-year']")
    rows = pd.concat([first, later], ignore_index=True).query("place in @COUNTRIES")
    records = []
    for row in rows.itertuples():
        year = int(row.period[:4])
        partial = "/" in row.period
        kind = PART if partial else NEW if year >= codes.get(row.place, year + 1) else FULL
        records.append(
            {
                "country": row.place.capitalize(),
                "year": year,
                "span": row.period,
                "offences": row.value_low,
                "kind": kind,
                "printed": tables.shown(row.id),
                "note": row.note,
            }
        )
    return pd.DataFrame(records).sort_values(["country", "span"]).reset_index(drop=True)


def offences_and_codes() -> NamedChart:
    """Registered drug offences by country, full years apart from parts of a year and from counts after a new code."""
    counts = _offences()
    kinds = [FULL, NEW, PART]
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[2001.3, 2023.7], nice=False)
    marks = (
        alt.Chart(counts)
        .mark_point(size=105, opacity=1, filled=True)
        .encode(
            x=x,
            y=alt.Y("offences:Q")
            .title("registered drug offences")
            .scale(domain=[0, 16_000])
            .axis(format="~s", tickCount=5),
            color=_country_colour(values=["Kazakhstan", "Kyrgyzstan", "Uzbekistan"], symbolType="circle"),
            shape=alt.Shape("kind:N")
            .scale(domain=kinds, range=["circle", "square", "cross"])
            .legend(symbolFillColor=figure.MUTED, symbolStrokeColor=figure.MUTED),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("span:N", title="Period"),
                alt.Tooltip("printed:N", title="Offences"),
                alt.Tooltip("kind:N", title="Kind"),
            ],
        )
    )
    rules = [
        mark.encode(x=x, **place)
        for year, name, height in ((2015, "Kazakh", 2), (2019, "Kyrgyz", 16))
        for code in [alt.Chart(pd.DataFrame({"year": [year]}))]
        for mark, place in (
            (code.mark_rule(strokeDash=[3, 3], opacity=0.7), {}),
            (code.mark_text(text=name, align="right", dx=-4, baseline="top"), {"y": alt.value(height)}),
        )
    ]
    uzbek = counts[(counts["country"] == "Uzbekistan") & (counts["kind"] == FULL)].set_index("year")["offences"]
    parts = (counts["kind"] == PART).sum()
    chart = alt.layer(*rules, marks).properties(
        height=320,
        description=(
            "Dot chart of registered drug offences a year in Kazakhstan, Kyrgyzstan and Uzbekistan from 2002 to 2023. Circles are full years under the first code, "
            f"squares full years after a new code, crosses {parts} counts of part of a year. Uzbekistan, with no new code between, goes from {uzbek[2003]:,.0f} in 2003 to "
            f"{uzbek[2018]:,.0f} in 2018; Kazakh and Kyrgyz circles and squares count different acts. Our tables hold no full year from 2004 to 2010. "
            "Sources: Osmonaliev 2005, 1.1, and later publications."
        ),
    )  # fmt: skip
    table = counts[["country", "span", "printed", "kind", "note"]]
    table = table.set_axis(["Country", "Period", "Offences", "Kind", "Definition and doubts"], axis=1)
    return NamedChart("Registered drug offences, and new codes", chart, table, f"Osmonaliev 2005, 1.1; {LATER}")


def seized_per_offence() -> NamedChart:
    """Grams of all drugs and of heroin seized for each registered offence in Uzbekistan, by year."""
    years = (2003, 2013, 2014, 2015, 2016, 2018)
    records = [
        {
            "what": what,
            "year": year,
            "run": year - position,  # alike for years that follow one another
            "grams": 1000
            * tables.value(f"{item}-seized-uzbekistan-{year}")
            / tables.value(f"offences-uzbekistan-{year}"),
        }
        for what, item in (("all drugs", "drugs"), ("heroin", "heroin"))
        for position, year in enumerate(years)
    ]
    counts = pd.DataFrame(records)
    colour = (
        alt.Color("what:N")
        .scale(domain=["all drugs", "heroin"], range=[figure.ACCENT, figure.CONTRAST])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    base = alt.Chart(counts).encode(
        x=alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[2002.5, 2018.5], nice=False),
        y=alt.Y("grams:Q")
        .title("grams for each offence (ratio scale)")
        .scale(type="log", domain=[3, 700], nice=False)
        .axis(values=[5, 10, 20, 50, 100, 200, 500], format="d"),
        color=colour,
        tooltip=[
            alt.Tooltip("what:N", title="Of"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("grams:Q", title="Grams for each offence", format=".1f"),
        ],
    )
    said = {
        what: ", ".join(f"{r.grams:.0f} in {r.year}" for r in part.itertuples())
        for what, part in counts.groupby("what")
    }
    source = f"Osmonaliev 2005, 1.1, for 2003; {LATER}"
    chart = alt.layer(
        base.mark_line(strokeWidth=2).encode(detail="run:N"), base.mark_point(filled=True, size=100, opacity=1)
    ).properties(
        height=290,
        description=(
            f"Line chart on a ratio scale of grams seized for each registered drug offence in Uzbekistan by year. All drugs: {said['all drugs']}. Heroin: {said['heroin']}. "
            f"All drugs for each offence rise to 2016, while heroin for each offence stays below that of 2003; only years that follow one another are joined. Source: {source}."
        ),
    )
    table = counts.pivot(index="year", columns="what", values="grams").reset_index()
    table = pd.DataFrame(
        {
            "Year": table["year"].astype(str),
            "All drugs, g for each offence": table["all drugs"].map("{:.0f}".format),
            "Heroin, g for each offence": table["heroin"].map("{:.1f}".format),
        }
    )
    return NamedChart("Seized for each registered offence, Uzbekistan", chart, table, source)

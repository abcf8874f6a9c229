"""Charts of section 1.1, trends."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.registers import COUNTRIES
from counternarcotics.steps import in_steps

KAZAKH_ITEMS = tuple(
    f"{item}-seized-kazakhstan-2003" for item in ("cannabis-herb", "cannabis-resin", "poppy-straw", "opium", "heroin")
)
UZBEK_ITEMS = tuple(
    f"{item}-seized-uzbekistan-2002" for item in ("heroin", "opium", "cannabis-resin", "cannabis-herb-and-poppy-straw")
)
DRUGS = ("Heroin", "Opium", "Cannabis", "Other or not broken down")
DRUG_COLOURS = (figure.CONTRAST, figure.COLOURS[2], figure.COLOURS[3], figure.MUTED)


def _name(place: str) -> str:
    return tables.load("places").set_index("place").loc[place, "name"]


def _listed(names: Iterable[str], numbers: Iterable[str]) -> str:
    """Return "Kazakhstan 49,736, Uzbekistan 21,360" for a description."""
    return ", ".join(f"{name} {number}" for name, number in zip(names, numbers, strict=True))


def kyrgyz_remainder(year: int) -> float:
    """Return what Kyrgyzstan seized besides opium and heroin in 2002 or 2003, in kg."""
    drugs, opium, heroin = (tables.value(f"{item}-seized-kyrgyzstan-{year}") for item in ("drugs", "opium", "heroin"))
    return drugs - opium - heroin


def registered_users() -> NamedChart:
    """Registered users by country in early 2003."""
    users = tables.chosen("drug_users", "measure == 'registered-users' and period == '2003-01'")
    shown = pd.DataFrame({"country": users["place"].map(_name), "people": users["value_low"]})
    shown = shown.sort_values("people", ascending=False, kind="stable")
    base = alt.Chart(shown).encode(y=alt.Y("country:N").sort(shown["country"].tolist()).title(None))
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("people:Q").title("registered people").axis(format="~s", tickCount=5),
        tooltip=[alt.Tooltip("country:N", title="Country"), alt.Tooltip("people:Q", title="People", format=",.0f")],
    )
    labels = base.mark_text(align="left", dx=5).encode(x="people:Q", text=alt.Text("people:Q", format=",.0f"))
    people = shown["people"].map("{:,.0f}".format)
    chart = alt.layer(bars, labels).properties(
        height=170,
        description=(
            "Bar chart of people on the drug registers of four countries in early 2003: "
            f"{_listed(shown['country'], people)}; Turkmenistan prints none. Kazakhstan's register is the longest by far. "
            "Source: Osmonaliev 2005, 1.1 footnote 18."
        ),
    )
    table = shown.assign(people=people).rename(columns={"country": "Country", "people": "Registered people"})
    return NamedChart("People on the drug registers, early 2003", chart, table, "Osmonaliev 2005, 1.1 fn. 18")


def registered_and_estimated() -> NamedChart:
    """Three rates of each country: as printed for 2002, register over population, rapid assessment."""
    measures = ("Rate printed for 2002", "Register over population", "Rapid assessment, range")
    records = []
    for country in COUNTRIES:
        printed = tables.bounds(f"addiction-rate-{country}-2002")
        register = computed.get(f"register-rate-{country}-2003").ends()
        estimate = computed.get(f"estimated-rate-{country}-2002").ends()
        for measure, (low, high) in zip(measures, (printed, register, estimate), strict=True):
            records.append({"country": _name(country), "measure": measure, "low": low, "high": high})
    shown = pd.DataFrame(records)
    colour = (
        alt.Color("measure:N")
        .scale(domain=list(measures), range=[figure.MUTED, figure.ACCENT, figure.CONTRAST])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    x = (
        alt.X("low:Q")
        .scale(type="log", domain=[5, 3000])
        .title("people per 100,000 inhabitants (log scale)")
        .axis(values=[10, 30, 100, 300, 1000, 3000], format=",.0f")
    )
    base = alt.Chart(shown).encode(
        y=alt.Y("country:N").title(None),
        color=colour,
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("measure:N", title="Measure"),
            alt.Tooltip("low:Q", title="Low", format=",.1f"),
            alt.Tooltip("high:Q", title="High", format=",.1f"),
        ],
    )
    ranges = base.transform_filter("datum.high > datum.low").mark_rule(strokeWidth=7).encode(x=x, x2="high:Q")
    points = base.transform_filter("datum.high == datum.low").mark_point(filled=True, size=95, opacity=1).encode(x=x)
    rates = [computed.value(f"register-rate-{country}-2003") for country in COUNTRIES]
    lowest, highest = (shown.loc[shown["measure"] == measures[2], end] for end in ("low", "high"))
    rates_shown = alt.layer(ranges, points)
    built = (rates_shown.transform_filter(alt.datum.measure == measures[i]) for i in (1, 2, 0))
    chart = in_steps(*built).properties(
        height=210,
        description=(
            "Dot and range chart on a logarithmic axis: three rates per 100,000 inhabitants for each of four countries, around 2002. "
            f"The registers give {min(rates):,.0f} to {max(rates):,.0f}, the rapid assessment {lowest.min():,.0f} to {highest.max():,.0f}; "
            "the rate printed for 2002 lies below both everywhere, and the order of the countries changes with the measure. "
            "Source: Osmonaliev 2005, 1.1 and footnotes 18 and 19."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": shown["country"],
            "Measure": shown["measure"],
            "Per 100,000": [
                tables.number(*(round(v, 1) for v in ends)) for ends in zip(shown["low"], shown["high"], strict=True)
            ],
        }
    )
    return NamedChart(
        "One country, three rates",
        chart,
        table,
        "Osmonaliev 2005, 1.1 fn. 18 and fn. 19; rates over population are our computation",
    )


def drug_shares() -> NamedChart:
    """Drugs used by people who use drugs, by country in 2002, with the part that the source leaves unnamed."""
    shares = tables.load("drug_shares")
    shown = pd.DataFrame(
        {"country": shares["place"].map(_name), "drug": shares["item"].str.capitalize(), "percent": shares["value_low"]}
    )
    rest = 100 - shown.groupby("country")["percent"].sum()
    unnamed = pd.DataFrame({"country": rest.index, "drug": "Not named", "percent": rest.to_numpy().round(1)})
    shown = pd.concat([shown, unnamed], ignore_index=True)
    drugs = [*DRUGS[:3], "Not named"]
    shown["order"] = shown["drug"].map(drugs.index)
    shown = shown.sort_values(["country", "order"])
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("country:N").title(None),
            x=alt.X("percent:Q").title("share of people who use drugs, %").scale(domain=[0, 100]).axis(tickCount=5),
            color=alt.Color("drug:N").scale(domain=drugs, range=list(DRUG_COLOURS)).legend(symbolOpacity=1),
            order="order:Q",
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("drug:N", title="Drug"),
                alt.Tooltip("percent:Q", title="Share, %"),
            ],
        )
    )
    heroin = shown[shown["drug"] == "Heroin"].sort_values("percent", ascending=False, kind="stable")
    chart = bars.properties(
        height=180,
        description=(
            "Stacked bar chart of the drugs used by people who use drugs in four countries in 2002, in percent. "
            f"Heroin: {_listed(heroin['country'], heroin['percent'].map('{:.1f}'.format))}; for Kazakhstan no heroin share is printed and opium leads. "
            f"Between {rest.min():.1f} and {rest.max():.1f} percent is not named. Source: Osmonaliev 2005, 1.1 footnote 17."
        ),
    )
    table = shown.pivot_table(index="country", columns="drug", values="percent")[drugs].reset_index()
    table = table.rename(columns={"country": "Country"}).map(lambda v: "not printed" if v != v else v)
    return NamedChart(
        "Which drug, in percent of people who use drugs, 2002", chart, table, "Osmonaliev 2005, 1.1 fn. 17"
    )


def heroin_seizures() -> NamedChart:
    """Every heroin total of a year that section 1.1 prints, on a log axis, with bounds marked as bounds."""
    rows = tables.chosen("seizures", "measure == 'seized' and item == 'heroin'")
    rows = rows[rows["period"].str.fullmatch(r"\d{4}") & ~rows["place"].eq("afghan-tajik-border")]
    tons = rows["unit"].eq("t")
    shown = pd.DataFrame(
        {
            "place": rows["place"].map(_name),
            "year": rows["period"].astype(int),
            "kilograms": rows["value_low"].where(~tons, rows["value_low"] * 1000),
            "figure": rows["qualifier"]
            .map({"under": "less than", "over": "more than", "nearly": "less than"})
            .fillna("printed value"),
            "printed": [tables.shown(i) for i in rows["id"]],
        }
    ).sort_values(["place", "year"])
    colours = {"Central Asia": figure.MUTED} | figure.COUNTRY_COLOURS
    marks = {"printed value": "circle", "less than": "triangle-down", "more than": "triangle-up"}
    base = alt.Chart(shown).encode(
        x=alt.X("year:Q")
        .title(None)
        .axis(format="d", values=[1997, 1999, 2001, 2003])
        .scale(domain=[1995.7, 2003.3], nice=False),
        y=alt.Y("kilograms:Q")
        .scale(type="log", domain=[3, 10000])
        .title("kg of heroin (log scale)")
        .axis(values=[10, 100, 1000, 10000], format=",.0f"),
        color=alt.Color("place:N")
        .scale(domain=list(colours), range=list(colours.values()))
        .legend(symbolType="circle", symbolOpacity=1),
    )
    between = base.mark_line(strokeDash=[4, 4], strokeWidth=1.5, opacity=0.7)
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        shape=alt.Shape("figure:N")
        .scale(domain=list(marks), range=list(marks.values()))
        .legend(orient="bottom", symbolFillColor="currentColor", symbolStrokeColor="transparent"),
        tooltip=[
            alt.Tooltip("place:N", title="Place"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("printed:N", title="Printed"),
        ],
    )
    first, last = (tables.shown(f"heroin-seized-tajikistan-{year}") for year in (1996, 2003))
    alone, silent = ["Tajikistan"], ["Turkmenistan"]
    others = [place for place in colours if place not in alone + silent]
    heroin = alt.layer(between, points)
    built = (
        heroin.transform_filter(alt.FieldOneOfPredicate(field="place", oneOf=places))
        for places in (alone, others, silent)
    )
    chart = in_steps(*built).properties(
        height=340,
        description=(
            "Point chart on a logarithmic axis of the yearly heroin seizures that section 1.1 prints, in kilograms, 1996 to 2003; dashed lines join the "
            f"points of one place. Tajikistan goes from {first} to {last}, the region from under one ton in 1998 to over five in 2001, "
            "Turkmenistan shows nearly two tons in 1997 and then nothing; Kyrgyzstan falls from 2002 to 2003. Source: Osmonaliev 2005, 1.1."
        ),
    )
    table = shown[["place", "year", "printed"]].set_axis(["Place", "Year", "Heroin seized"], axis="columns")
    return NamedChart(
        "Heroin seized: every yearly figure of section 1.1", chart, table, "Osmonaliev 2005, 1.1 and fn. 26 to 31"
    )


def heroin_share_of_opiates() -> NamedChart:
    """Heroin's share of opiate seizures, in heroin equivalents, 1995 to 2001."""
    rows = tables.chosen("seizures", "measure == 'share-of-seizures'")
    shown = pd.DataFrame(
        {"year": rows["period"], "percent": rows["value_low"], "printed": [tables.shown(i) for i in rows["id"]]}
    )
    base = alt.Chart(shown).encode(y=alt.Y("year:O").title(None))
    bars = base.mark_bar(cornerRadiusEnd=3, color=figure.CONTRAST).encode(
        x=alt.X("percent:Q")
        .title("heroin in opiate seizures, % of heroin equivalents")
        .scale(domain=[0, 132])
        .axis(values=[0, 25, 50, 75, 100])
    )
    labels = base.mark_text(align="left", dx=5).encode(x="percent:Q", text="printed:N")
    chart = alt.layer(bars, labels).properties(
        height=130,
        description=(
            "Bar chart of heroin's share in the opiates seized in Central Asia, counted in heroin equivalents: "
            f"{_listed(shown['year'], shown['printed'])}. So counted, heroin takes the place of opium almost wholly within six years of seizures. Source: Osmonaliev 2005, 1.1, after UNODC."
        ),
    )
    table = shown[["year", "printed"]].set_axis(["Year", "Share of heroin"], axis="columns")
    return NamedChart("From opium to heroin, 1995 to 2001", chart, table, "Osmonaliev 2005, 1.1, after UNODC 2002")


def _composition() -> pd.DataFrame:
    """Return what each country seized, in kg, in the latest year that the source breaks down."""
    heroin, opium, cannabis, other = DRUGS

    def value(identifier: str) -> float:
        return tables.value(identifier)

    straw = "poppy-straw-seized-kazakhstan-2003"
    mixed = "cannabis-herb-and-poppy-straw-seized-uzbekistan-2002"
    tajik_heroin = value("heroin-seized-tajikistan-2003")
    records = [
        ("Kazakhstan 2003", heroin, value("heroin-seized-kazakhstan-2003")),
        ("Kazakhstan 2003", opium, value("opium-seized-kazakhstan-2003")),
        ("Kazakhstan 2003", cannabis, sum(map(value, KAZAKH_ITEMS[:2]))),
        ("Kazakhstan 2003", other, value(straw)),
        ("Kyrgyzstan 2003", heroin, value("heroin-seized-kyrgyzstan-2003")),
        ("Kyrgyzstan 2003", opium, value("opium-seized-kyrgyzstan-2003")),
        ("Kyrgyzstan 2003", other, kyrgyz_remainder(2003)),
        ("Tajikistan 2003", heroin, tajik_heroin),
        ("Tajikistan 2003", other, value("drugs-seized-tajikistan-2003") - tajik_heroin),
        ("Uzbekistan 2002", heroin, value("heroin-seized-uzbekistan-2002")),
        ("Uzbekistan 2002", opium, value("opium-seized-uzbekistan-2002")),
        ("Uzbekistan 2002", cannabis, value("cannabis-resin-seized-uzbekistan-2002")),
        ("Uzbekistan 2002", other, value(mixed)),
    ]
    shown = pd.DataFrame(records, columns=["place", "drug", "kilograms"])
    return shown.assign(percent=100 * shown["kilograms"] / shown.groupby("place")["kilograms"].transform("sum"))


def seizure_composition() -> NamedChart:
    """What four countries seized, in shares of the mass."""
    shown = _composition()
    shown["order"] = shown["drug"].map(DRUGS.index)
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("place:N").title(None),
            x=alt.X("percent:Q").title("share of the mass seized, %").scale(domain=[0, 100]).axis(tickCount=5),
            color=alt.Color("drug:N").scale(domain=list(DRUGS), range=list(DRUG_COLOURS)).legend(symbolOpacity=1),
            order="order:Q",
            tooltip=[
                alt.Tooltip("place:N", title="Country"),
                alt.Tooltip("drug:N", title="Drug"),
                alt.Tooltip("kilograms:Q", title="kg", format=",.1f"),
                alt.Tooltip("percent:Q", title="Share, %", format=".1f"),
            ],
        )
    )
    heroin = shown[shown["drug"] == DRUGS[0]]
    chart = bars.properties(
        height=180,
        description=(
            "Stacked bar chart of what four countries seized, in percent of the mass. "
            f"Heroin: {_listed(heroin['place'], heroin['percent'].map('{:.0f} percent'.format))}. Cannabis makes up almost all of the Kazakh mass; "
            "in the other three countries a large part is not broken down. Source: Osmonaliev 2005, 1.1 footnotes 26 to 31."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": shown["place"],
            "Drug": shown["drug"],
            "Seized, kg": shown["kilograms"].map("{:,.1f}".format),
            "Share, %": shown["percent"].map("{:.1f}".format),
        }
    )
    return NamedChart(
        "What a kilogram of seizures is made of",
        chart,
        table,
        "Osmonaliev 2005, 1.1 fn. 26, 29, 30 and 31; remainders are our computation",
    )


def kyrgyz_seizures() -> NamedChart:
    """Kyrgyz seizures 2002 to 2003: change in percent by drug, with the masses as labels."""
    parts = {
        "Total": tuple(tables.value(f"drugs-seized-kyrgyzstan-{year}") for year in (2002, 2003)),
        "The rest": tuple(map(kyrgyz_remainder, (2002, 2003))),
        "Opium": tuple(tables.value(f"opium-seized-kyrgyzstan-{year}") for year in (2002, 2003)),
        "Heroin": tuple(tables.value(f"heroin-seized-kyrgyzstan-{year}") for year in (2002, 2003)),
    }
    shown = pd.DataFrame(
        {"part": part, "before": before, "after": after, "change": 100 * (after / before - 1)}
        for part, (before, after) in parts.items()
    )
    shown["masses"] = [
        f"{tables.number(round(b, 1))} →\u00a0{tables.number(round(a, 1))} kg"
        for b, a in zip(shown["before"], shown["after"], strict=True)
    ]
    base = alt.Chart(shown).encode(y=alt.Y("part:N").title(None).sort(None))
    bars = base.mark_bar().encode(
        x=alt.X("change:Q")
        .title("change from 2002 to 2003, %")
        .scale(domain=[-100, 80], nice=False)
        .axis(values=[-50, 0, 50], format="+.0f"),
        color=alt.condition(alt.datum.change < 0, alt.value(figure.CONTRAST), alt.value(figure.ACCENT)),
        tooltip=[
            alt.Tooltip("part:N", title="Drug"),
            alt.Tooltip("before:Q", title="2002, kg", format=",.1f"),
            alt.Tooltip("after:Q", title="2003, kg", format=",.1f"),
            alt.Tooltip("change:Q", title="Change, %", format="+.0f"),
        ],
    )
    # The masses stand on the empty side of each bar, so that they fit a phone.
    risen = (
        base.transform_filter("datum.change > 0")
        .mark_text(align="right", dx=-6, dy=figure.narrow(-7, 0), lineBreak=figure.NARROW_BREAK)
        .encode(x=alt.datum(0), text="masses:N")
    )
    fallen = (
        base.transform_filter("datum.change < 0")
        .mark_text(align="left", dx=6, dy=figure.narrow(-7, 0), lineBreak=figure.NARROW_BREAK)
        .encode(x=alt.datum(0), text="masses:N")
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(opacity=0.6).encode(x="zero:Q")
    changes = _listed(shown["part"].str.lower(), shown["change"].map("{:+.0f} percent".format))
    chart = alt.layer(bars, risen, fallen, zero).properties(
        height=220,
        description=(
            f"Bar chart of the change in Kyrgyz drug seizures from 2002 to 2003: {changes}. The total rises while both hard drugs fall by more than half. "
            "Source: Osmonaliev 2005, 1.1 footnote 30."
        ),
    )
    table = pd.DataFrame(
        {
            "Drug": shown["part"],
            "2002, kg": shown["before"].map("{:,.1f}".format),
            "2003, kg": shown["after"].map("{:,.1f}".format),
            "Change, %": shown["change"].map("{:+.1f}".format),
        }
    )
    return NamedChart(
        "Kyrgyzstan: a rising total, falling parts",
        chart,
        table,
        "Osmonaliev 2005, 1.1 fn. 30; the rest is our computation",
    )


def uzbek_components() -> NamedChart:
    """The four items of the Uzbek footnote, stacked one after the other up to the printed total."""
    labels = ("Heroin", "Opium", "Hashish", "Marijuana, straw")
    masses = [tables.value(identifier) for identifier in UZBEK_ITEMS]
    total = tables.value("drugs-seized-uzbekistan-2002")
    ends = pd.Series(masses).cumsum().round(1).tolist()
    shown = pd.DataFrame(
        {
            "item": [*labels, "Printed total"],
            "start": [0, *ends[:-1], 0],
            "end": [*ends, total],
            "mass": [*masses, total],
            "kind": ["item"] * len(labels) + ["total"],
        }
    )
    base = alt.Chart(shown).encode(y=alt.Y("item:N").title(None).sort(None))
    bars = base.mark_bar().encode(
        x=alt.X("start:Q")
        .title("kg, running sum")
        .scale(domain=[0, 1100], nice=False)
        .axis(values=[0, 250, 500, 750, 1000]),
        x2="end:Q",
        color=alt.Color("kind:N").scale(domain=["item", "total"], range=[figure.ACCENT, figure.MUTED]).legend(None),
        tooltip=[alt.Tooltip("item:N", title="Item"), alt.Tooltip("mass:Q", title="kg", format=",.1f")],
    )
    text = base.mark_text(align="left", dx=5).encode(x="end:Q", text=alt.Text("mass:Q", format=",.1f"))
    rule = alt.Chart(pd.DataFrame({"total": [total]})).mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x="total:Q")
    chart = alt.layer(bars, rule, text).properties(
        height=190,
        description=(
            "Waterfall chart of the four drugs that Uzbekistan seized in 2002, in kilograms: "
            f"{_listed(labels, (f'{mass:,.1f}' for mass in masses))}. Their running sum ends at {ends[-1]:,.1f}, exactly at the printed total. "
            "Source: Osmonaliev 2005, 1.1 footnote 31."
        ),
    )
    table = pd.DataFrame({"Item": shown["item"], "kg": shown["mass"], "Running sum, kg": shown["end"]})
    return NamedChart("Uzbekistan 2002: do the parts make the whole?", chart, table, "Osmonaliev 2005, 1.1 fn. 31")


def hiv_injecting_shares() -> NamedChart:
    """Share of HIV infections by injection: from the counts, and as the main text prints it."""
    records = []
    for country in COUNTRIES:
        part = tables.value(f"hiv-infections-injecting-users-{country}-2002")
        whole = tables.value(f"hiv-infections-{country}-2002")
        records.append({"country": _name(country), "part": part, "whole": whole, "percent": 100 * part / whole})
    shown = pd.DataFrame(records)
    shown["counts"] = [f"{p:,.0f} of {w:,.0f}" for p, w in zip(shown["part"], shown["whole"], strict=True)]
    region = tables.value("hiv-share-by-injection-central-asia-2002")
    claims = pd.DataFrame(
        {"country": _name(country), "percent": tables.value(f"hiv-share-by-injection-{country}-2002")}
        for country in ("kazakhstan", "kyrgyzstan")
    )
    claims["claim"] = "Printed for the country"
    regional = pd.DataFrame({"percent": [region], "claim": ["Printed for the region"]})
    names = ["From the counts", "Printed for the country", "Printed for the region"]
    colour = (
        alt.Color("claim:N")
        .scale(domain=names, range=[figure.ACCENT, figure.CONTRAST, figure.MUTED])
        .legend(symbolType="square", symbolOpacity=1)
    )
    base = alt.Chart(shown.assign(claim=names[0])).encode(y=alt.Y("country:N").title(None))
    bars = base.mark_bar(height={"band": 0.62}).encode(
        x=alt.X("percent:Q")
        .title("HIV infections by injection, %")
        .scale(domain=[0, 100])
        .axis(values=[0, 20, 40, 60, 80, 100]),
        color=colour,
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("part:Q", title="By injection", format=",.0f"),
            alt.Tooltip("whole:Q", title="All infections", format=",.0f"),
            alt.Tooltip("percent:Q", title="Share, %", format=".0f"),
        ],
    )
    rule = alt.Chart(regional).mark_rule(strokeDash=[5, 4], strokeWidth=2).encode(x="percent:Q", color=colour)
    ticks = (
        alt.Chart(claims)
        .mark_tick(thickness=4, height={"band": 0.9}, opacity=1)
        .encode(x="percent:Q", y="country:N", color=colour)
    )
    low = (
        base.transform_filter("datum.percent < 50").mark_text(align="left", dx=5).encode(x="percent:Q", text="counts:N")
    )
    high = (
        base.transform_filter("datum.percent >= 50")
        .mark_text(align="left", dx=8, fill="white")
        .encode(x=alt.datum(0), text="counts:N")
    )
    chart = alt.layer(bars, rule, ticks, low, high).properties(
        height=220,
        description=(
            "Bar chart of the share of HIV infections by injection in 2002, computed from the counts of footnote 21: "
            f"{_listed(shown['country'], shown['percent'].map('{:.0f} percent'.format))}. The main text prints {claims['percent'].iloc[0]:.0f} for "
            f"Kazakhstan and Kyrgyzstan and {region:.0f} for the region; only Kyrgyzstan agrees, and the Uzbek count is probably misprinted. "
            "Source: Osmonaliev 2005, 1.1."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": shown["country"],
            "By injection": shown["part"].map("{:,.0f}".format),
            "All infections": shown["whole"].map("{:,.0f}".format),
            "Share, %": shown["percent"].map("{:.0f}".format),
        }
    )
    return NamedChart(
        "HIV by injection: the counts and the text",
        chart,
        table,
        "Osmonaliev 2005, 1.1 and fn. 21; shares are our computation",
    )


def cannabis_areas() -> NamedChart:
    """Areas of wild cannabis: two survey years, their sum, and a claim for one valley."""
    areas = {
        "Survey 1998": tables.value("cannabis-area-kazakhstan-1998"),
        "Added in 1999": tables.value("cannabis-area-added-kazakhstan-1999"),
        "Both, all Kazakhstan": computed.value("cannabis-area-total-kazakhstan"),
        "Claim, one valley": tables.value("cannabis-area-claimed-chuy-valley-2002"),
    }
    shown = pd.DataFrame({"area": areas.keys(), "hectares": areas.values()})
    shown["claimed"] = shown["area"].str.startswith("Claim")
    base = alt.Chart(shown).encode(y=alt.Y("area:N").title(None).sort(None))
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("hectares:Q")
        .title("hectares")
        .scale(domain=[0, 6500000], nice=False)
        .axis(format="~s", values=[0, 1000000, 2000000, 3000000, 4000000]),
        color=alt.condition("datum.claimed", alt.value(figure.CONTRAST), alt.value(figure.COLOURS[3])),
        tooltip=[alt.Tooltip("area:N", title="Area"), alt.Tooltip("hectares:Q", title="Hectares", format=",.0f")],
    )
    labels = base.mark_text(align="left", dx=5).encode(x="hectares:Q", text=alt.Text("hectares:Q", format=",.0f"))
    listed = _listed(shown["area"], shown["hectares"].map("{:,.0f}".format))
    chart = alt.layer(bars, labels).properties(
        height=170,
        description=(
            f"Bar chart of areas under wild cannabis in hectares: {listed}. The claim for the Chuy valley alone is about eleven times what the survey "
            "found in the whole of Kazakhstan. Source: Osmonaliev 2005, 1.1."
        ),
    )
    table = shown.assign(hectares=shown["hectares"].map("{:,.0f}".format))[["area", "hectares"]].set_axis(
        ["Area", "Hectares"], axis="columns"
    )
    return NamedChart(
        "Wild cannabis: a survey and a claim",
        chart,
        table,
        "Osmonaliev 2005, 1.1, after a UNODC survey and Makarenko 2002",
    )


def registers_later() -> NamedChart:
    """Registered users after 2003, each country as an index of its register of early 2003."""
    baseline = tables.chosen("drug_users", "measure == 'registered-users' and period == '2003-01'")
    later = tables.chosen("outcomes", "measure == 'registered-users'")
    rows = pd.concat([baseline, later], ignore_index=True)
    shown = pd.DataFrame(
        {
            "country": rows["place"].map(_name),
            "year": rows["period"].str[:4].astype(int),
            "people": rows["value_low"],
            "printed": [tables.shown(i) for i in rows["id"]],
        }
    )
    start = shown[shown["year"] == 2003].set_index("country")["people"]
    shown["index"] = 100 * shown["people"] / shown["country"].map(start)
    shown = shown[shown["year"] >= 2003].sort_values(["country", "year"])
    names = [_name(country) for country in COUNTRIES]
    base = alt.Chart(shown).encode(
        x=alt.X("year:Q")
        .title(None)
        .axis(format="d", tickMinStep=1, tickCount=5)
        .scale(domain=[2002.5, 2024], nice=False),
        y=alt.Y("index:Q").title("register, 2003 = 100").scale(domain=[0, 200]).axis(tickCount=5),
        color=alt.Color("country:N")
        .scale(domain=names, range=[figure.COUNTRY_COLOURS[n] for n in names])
        .legend(symbolType="circle", symbolOpacity=1),
    )
    lines = base.mark_line(strokeDash=[4, 4], strokeWidth=1.5)
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("printed:N", title="Register"),
            alt.Tooltip("index:Q", title="2003 = 100", format=".0f"),
        ]
    )
    rule = alt.Chart(pd.DataFrame({"index": [100]})).mark_rule(opacity=0.4).encode(y="index:Q")
    last = shown.groupby("country").tail(1)
    ends = _listed(
        last["country"], (f"{index:.0f} in {year}" for index, year in zip(last["index"], last["year"], strict=True))
    )
    chart = alt.layer(rule, lines, points).properties(
        height=280,
        description=(
            "Line chart of the drug registers of four countries after early 2003, each as an index with 2003 = 100; dashed lines join the years that "
            f"our tables hold. The last values are {ends}: Kyrgyzstan's register first nearly doubles, the other three end far below their start. "
            "Source: later reports listed in the table of outcomes."
        ),
    )
    table = shown[["country", "year", "printed", "index"]].assign(index=shown["index"].map("{:.0f}".format))
    table = table.set_axis(["Country", "Year", "Register", "2003 = 100"], axis="columns")
    return NamedChart(
        "The registers after 2003",
        chart,
        table,
        "Osmonaliev 2005, 1.1 fn. 18, and the reports listed in the table “What happened later”",
    )

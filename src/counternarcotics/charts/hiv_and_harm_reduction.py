"""Charts of HIV and harm reduction after 2005: rounds, registers, needles, money."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.steps import in_steps

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
ROUND_2012, ROUND_2017 = "round of 2012", "round of 2017"
UNAIDS = "UNAIDS data of 2019, as reported by the countries"


def _values(measure: str, source: str = "") -> pd.DataFrame:
    """Return country, year and value of a measure's full-year rows."""
    rows = tables.chosen("outcomes", f"measure == {measure!r}")
    rows = rows[rows["place"].isin(COUNTRIES) & rows["period"].str.fullmatch(r"\d{4}")]
    rows = rows[rows["source"] == source] if source else rows
    return pd.DataFrame(
        {
            "country": rows["place"].map(tables.lookup("places", "name")),
            "year": rows["period"].astype(int),
            "value": rows["value_low"].astype(float),
        }
    ).sort_values(["country", "year"], ignore_index=True)


def _with_gaps(values: pd.DataFrame) -> pd.DataFrame:
    """Return one row for every year between a country's first and last, empty where nothing is reported."""
    parts = []
    for country, group in values.groupby("country", sort=False):
        years = pd.DataFrame({"year": range(group["year"].min(), group["year"].max() + 1)})
        parts.append(years.merge(group, how="left", on="year").assign(country=country))
    return pd.concat(parts, ignore_index=True)


def _colour(values: pd.DataFrame, **legend: object) -> alt.Color:
    names = sorted(values["country"].unique())
    return (
        alt.Color("country:N")
        .scale(domain=names, range=[figure.COUNTRY_COLOURS[name] for name in names])
        .legend(symbolType="circle", symbolOpacity=1, **legend)
    )


def _year(values: pd.DataFrame) -> alt.X:
    ends = [int(values["year"].min()), int(values["year"].max())]
    return alt.X("year:Q").title(None).axis(format="d", tickMinStep=1, tickCount=5).scale(domain=ends, nice=False)


def hiv_rounds() -> NamedChart:
    """Estimated people living with HIV: a series of the round of 2012 and single points of the round of 2017, never joined."""
    old = _values("estimated-people-living-with-hiv-2012-round").assign(round=ROUND_2012)
    new = _values("estimated-people-living-with-hiv-2017-round").assign(round=ROUND_2017)
    both = pd.concat([old, new], ignore_index=True)
    y = (
        alt.Y("value:Q")
        .title("people living with HIV, estimate")
        .axis(format="~s", tickCount=5)
        .scale(domain=[0, 28_000])
    )
    shape = (
        alt.Shape("round:N")
        .scale(domain=[ROUND_2012, ROUND_2017], range=["circle", "diamond"])
        .legend(symbolFillColor=figure.MUTED, symbolStrokeWidth=0, orient="bottom")
    )
    tooltip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title="Estimate", format=",.0f"),
        alt.Tooltip("round:N", title="Estimated in the"),
    ]
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=5).scale(domain=[1995, 2017], nice=False)
    base = alt.Chart(both).encode(x=x, y=y, color=_colour(both), tooltip=tooltip)
    lines = base.transform_filter(alt.datum.round == ROUND_2012).mark_line(strokeWidth=1.5)
    marks = base.mark_point(filled=True, opacity=1).encode(
        shape=shape, size=alt.condition(alt.datum.round == ROUND_2017, alt.value(150), alt.value(26))
    )
    last = old.groupby("country")[["year", "value"]].last()
    newest = new.set_index("country")
    said = "; ".join(
        f"{country}, {row['value']:,.0f} for {row['year']:.0f} by the older round and {newest.loc[country, 'value']:,.0f} for "
        f"{newest.loc[country, 'year']} by the newer"
        for country, row in last.iterrows()
    )
    source = "Gapminder 2012 and WHO 2018, after estimates of UNAIDS and WHO"
    estimates = alt.layer(lines, marks)
    rounds = (estimates.transform_filter(alt.datum.round == one) for one in (ROUND_2012, ROUND_2017))
    chart = in_steps(*rounds).properties(
        height=300,
        description=(
            f"Line chart with single points: estimated number of people living with HIV by year, 1995 to 2016, in three countries. {said}. "
            "Kyrgyzstan lies lower in the newer round although five years passed: a change of method, so the two rounds are not joined. "
            f"Sources: {source}."
        ),
    )
    table = both.assign(year=both["year"].astype(str), value=both["value"].map("{:,.0f}".format))
    table = table[["country", "round", "year", "value"]].set_axis(
        ["Country", "Estimated in the", "For the year", "People living with HIV"], axis=1
    )
    return NamedChart("People living with HIV: two rounds of estimates", chart, table, source)


def needles_handed_out() -> NamedChart:
    """Needles and syringes per person who injects and year, with the mark that guidance calls high."""
    values = _values("needles-per-person-who-injects", "unaids-2019")
    series = _with_gaps(values)
    tooltip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title="Needles a person", format=".0f"),
    ]
    # A missing year breaks the line: a straight stroke across it would look like a report.
    lines = (
        alt.Chart(series)
        .mark_line(strokeWidth=2, point={"size": 45, "filled": True}, invalid="break-paths-show-domains")
        .encode(
            x=_year(series),
            y=alt.Y("value:Q").title("needles a person a year").axis(tickCount=5).scale(domain=[0, 400]),
            color=_colour(values),
            tooltip=tooltip,
        )
    )
    mark = alt.Chart(pd.DataFrame({"level": [200], "note": ["called high"]}))
    rule = mark.mark_rule(strokeDash=[5, 4], opacity=0.7).encode(y="level:Q")
    note = mark.mark_text(align="left", baseline="bottom", dx=3, dy=-3).encode(
        x=alt.value(0), y="level:Q", text="note:N"
    )
    ends = values.groupby("country")["value"].agg(["first", "max", "last"])
    said = "; ".join(
        f"{country} from {first:.0f} "
        + (f"over a highest {highest:.0f} " if highest > first else "")
        + f"to {last:.0f}"
        for country, first, highest, last in ends.itertuples()
    )
    chart = alt.layer(rule, lines, note).properties(
        height=290,
        description=(
            f"Line chart of needles and syringes handed out per person who injects drugs and year, 2011 to 2018, broken where a year is missing: {said}. "
            "After 2013 the numbers fall in Kazakhstan and rise, then fall, in Tajikistan; every country ends at or below the mark of 200. "
            f"Source: {UNAIDS}."
        ),
    )
    table = values.assign(year=values["year"].astype(str), value=values["value"].map("{:.1f}".format))
    table = table.set_axis(["Country", "Year", "Needles a person who injects"], axis=1)
    return NamedChart("Needles and syringes per person who injects", chart, table, UNAIDS)


def substitution_coverage() -> NamedChart:
    """People in substitution treatment as a share of those dependent on opioids who inject."""
    values = _values("share-in-substitution-treatment", "unaids-2019")
    points = (
        alt.Chart(values)
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=alt.X("year:O").title(None).axis(labelAngle=0),
            y=alt.Y("value:Q").title("% in treatment").axis(tickCount=5).scale(domain=[0, 10]),
            color=_colour(values),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("value:Q", title="% in treatment", format=".1f"),
            ],
        )
    )
    said = "; ".join(
        f"{country} {', '.join(f'{row.value:.1f} in {row.year}' for row in group.itertuples())}"
        for country, group in values.groupby("country")
    )
    chart = points.properties(
        height=220,
        description=(
            f"Dot plot of the share of people dependent on opioids who inject that is in substitution treatment (percent), 2015 to 2018: {said}. "
            "No country comes near a fifth; the Tajik point of 2015 probably rests on another base. Uzbekistan has no treatment and no row. "
            f"Source: {UNAIDS}."
        ),
    )
    table = values.assign(year=values["year"].astype(str), value=values["value"].map("{:.1f}".format))
    table = table.set_axis(["Country", "Year", "% in substitution treatment"], axis=1)
    return NamedChart("Coverage of opioid substitution treatment", chart, table, UNAIDS)


def hiv_money_from_abroad() -> NamedChart:
    """Money from abroad as a share of HIV spending, by country and year."""
    own = _values("hiv-spending-domestic-public").rename(columns={"value": "own"})
    abroad = _values("hiv-spending-international").rename(columns={"value": "abroad"})
    both = own.merge(abroad, on=["country", "year"])
    both["share"] = both["abroad"] / (both["own"] + both["abroad"])
    lines = (
        alt.Chart(_with_gaps(both.rename(columns={"share": "value"})))
        .mark_line(strokeWidth=2, point={"size": 45, "filled": True}, invalid="break-paths-show-domains")
        .encode(
            x=_year(both),
            y=alt.Y("value:Q").title("share from abroad").axis(format="%", tickCount=5).scale(domain=[0, 1]),
            color=_colour(both),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("value:Q", title="From abroad", format=".0%"),
                alt.Tooltip("own:Q", title="Domestic public, US$", format=",.0f"),
                alt.Tooltip("abroad:Q", title="International, US$", format=",.0f"),
            ],
        )
    )
    ends = both.groupby("country")[["year", "share"]].last()
    said = "; ".join(f"{country} {row['share']:.0%} in {row['year']:.0f}" for country, row in ends.iterrows())
    chart = lines.properties(
        height=280,
        description=(
            f"Line chart of money from abroad as a share of HIV spending (domestic public and international), 2006 to 2018, broken where a year is missing. "
            f"At the last report: {said}. Kazakhstan pays nearly all itself, Kyrgyzstan and Tajikistan are mostly paid for from abroad, Uzbekistan stands between. Source: {UNAIDS}."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": both["country"],
            "Year": both["year"].astype(str),
            "Domestic public, US$": both["own"].map("{:,.0f}".format),
            "International, US$": both["abroad"].map("{:,.0f}".format),
            "From abroad": both["share"].map("{:.0%}".format),
        }
    )
    return NamedChart("HIV spending: the share from abroad", chart, table, UNAIDS)


def mortality_on_the_register() -> NamedChart:
    """Standardised mortality ratios of people on two registers, for all and for women."""
    rows = tables.chosen("outcomes", "measure == 'standardised-mortality-ratio'")
    who = {"people-registered": "all", "women-registered": "women"}
    ratios = pd.DataFrame(
        {
            "country": rows["place"].map(tables.lookup("places", "name")),
            "who": rows["item"].map(who),
            "ratio": rows["value_low"].astype(float),
            "printed": [tables.shown(identifier) for identifier in rows["id"]],
        }
    )
    ratios["label"] = ratios["country"] + ", " + ratios["who"]
    base = alt.Chart(ratios).encode(
        x=alt.X("ratio:Q")
        .title("times the deaths expected")
        .scale(domain=[1, 19], nice=False)
        .axis(values=[1, 5, 10, 15]),
        y=alt.Y("label:N").title(None).sort(sorted(ratios["label"])),
    )
    bars = base.mark_bar().encode(
        x2=alt.datum(1),
        color=alt.Color("who:N")
        .scale(domain=list(who.values()), range=[figure.ACCENT, figure.CONTRAST])
        .legend(symbolType="circle"),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("who:N", title="Who"),
            alt.Tooltip("printed:N", title="Ratio"),
        ],
    )
    numbers = base.mark_text(align="left", dx=5).encode(text=alt.Text("ratio:Q", format=".1f"))
    said = "; ".join(f"{r.label} {r.ratio:.1f}" for r in ratios.sort_values("label", kind="stable").itertuples())
    source = "Mravčík and others 2014, abstract"
    chart = alt.layer(bars, numbers).properties(
        height=150,
        description=(
            "Bar chart of standardised mortality ratios, deaths observed over deaths expected at the same age and sex, "
            f"among people on the drug registers of two countries: {said}. The ratio of women is the higher one in both. "
            f"Source: {source}."
        ),
    )
    table = ratios[["country", "who", "printed"]].set_axis(
        ["Country", "On the register", "Deaths over those expected"], axis=1
    )
    return NamedChart("Deaths of registered people over those expected", chart, table, source)

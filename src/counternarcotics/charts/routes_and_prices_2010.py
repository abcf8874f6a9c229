"""Charts of the reading of 2010: the ten printed chains, and printed prices beside later ones."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart

SOURCE = "Barentsev 2010, list of routes"
SHARED_BY = 2  # a place in one chain only makes a column of one dot
MARKED = "Osh"
STAGES = ("Afghanistan", "Tajikistan", "Kyrgyzstan", "Russia")
ARTICLE, GOVERNMENTS = "article", "later reports"
LATER_YEARS = (2018, 2019, 2020, 2021, 2022)


def ten_chains() -> NamedChart:
    """One dot where a chain passes a place, for the places that at least two chains share."""
    steps = tables.load("route_chains")
    counts = steps.groupby("waypoint")["chain"].nunique()
    shared = steps[steps["waypoint"].isin(counts[counts >= SHARED_BY].index)]
    order = shared.groupby("waypoint")["step"].mean().sort_values(kind="stable").index.tolist()
    dots = shared[["chain", "step", "waypoint"]].assign(
        what=lambda d: d["waypoint"].map(lambda w: "Osh" if w == MARKED else "other places")
    )
    base = alt.Chart(dots).encode(
        x=alt.X("waypoint:N")
        .sort(order)
        .title(None)
        .axis(labelAngle=figure.narrow(-90, -60, 300), labelOverlap=False, orient="top"),
        y=alt.Y("chain:O").title("chain, as numbered").axis(labelOverlap=False),
    )
    marks = base.mark_point(filled=True, size=95, opacity=1).encode(
        color=alt.Color("what:N")
        .scale(domain=["Osh", "other places"], range=[figure.CONTRAST, figure.ACCENT])
        .legend(None),
        tooltip=[
            alt.Tooltip("chain:O", title="Chain"),
            alt.Tooltip("waypoint:N", title="Place"),
            alt.Tooltip("step:O", title="Step"),
        ],
    )
    said = ", ".join(f"{name} {counts[name]}" for name in order)
    chart = marks.properties(
        height=300,
        description=(
            f"Dot matrix of the ten printed chains (rows) and the places that two or more of them share (columns); a dot where a chain passes a place. Chains through each: {said}. "
            f"Chains 2 to 5 have the same dots, since they differ in one Russian city only. Osh is marked. Source: {SOURCE}."
        ),
    )
    listed = steps.sort_values(["chain", "step"]).groupby("chain")["waypoint"].agg(", ".join)
    table = pd.DataFrame({"Chain": [str(n) for n in listed.index], "Places in printed order": listed.to_list()})
    return NamedChart("Ten chains and the places that they share", chart, table, SOURCE)


def _price(identifier: str, place: str, when: str, source: str) -> dict:
    low, high = tables.bounds(identifier)
    return {
        "stage": f"{place} {when}",
        "place": place,
        "when": when,
        "low": low,
        "high": high,
        "shown": tables.shown(identifier),
        "source": source,
    }


def heroin_prices_2010_and_later() -> NamedChart:
    """The article's three prices, and the ranges of wholesale prices that governments reported later."""
    records = []
    for place in STAGES:
        if f"heroin-price-{place.lower()}-2010" in tables.figures().index:
            records.append(_price(f"heroin-price-{place.lower()}-2010", place, "2010", ARTICLE))
        for year in LATER_YEARS:
            identifier = f"heroin-wholesale-price-{place.lower()}-{year}"
            if identifier in tables.figures().index:
                records.append(_price(identifier, place, str(year), GOVERNMENTS))
    prices = pd.DataFrame(records)
    y = alt.Y("stage:N").sort(prices["stage"].to_list()).title(None)
    scale = alt.Scale(type="log", domain=[1000, 60_000], nice=False)
    x = alt.X("low:Q", scale=scale, title="US$ per kg of heroin, ratio scale").axis(
        values=[1000, 2000, 5000, 10_000, 20_000, 50_000], format="~s"
    )
    colour = alt.Color("source:N").scale(domain=[ARTICLE, GOVERNMENTS], range=[figure.CONTRAST, figure.ACCENT])
    tooltip = [
        alt.Tooltip("stage:N", title="Place and year"),
        alt.Tooltip("shown:N", title="Price"),
        alt.Tooltip("source:N", title="Source"),
    ]
    base = alt.Chart(prices)
    bars = base.mark_rule(strokeWidth=8, strokeCap="round").encode(x=x, x2="high:Q", y=y, color=colour, tooltip=tooltip)
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip)
    said = " ".join(f"{r.stage}: {tables.number(r.low, r.high)}." for r in prices.itertuples())
    chart = alt.layer(bars, points).properties(
        height=360,
        description=(
            f"Range chart on a ratio scale of heroin prices in US dollars per kilogram, by place and year. {said} The three prices of the article climb steeply; later ranges lie higher in "
            "Kyrgyzstan and lower in Russia. Years without a bar have no price in our tables. Sources: Barentsev 2010, par. 7; UNODC data portal 2024."
        ),
    )
    table = prices[["place", "when", "shown", "source"]].copy()
    table.columns = ["Place", "Year", "Price", "Given by"]
    return NamedChart(
        "Heroin prices: one article of 2010 and what governments reported later",
        chart,
        table,
        "Barentsev 2010, par. 7; UNODC data portal 2024 (lowest and highest wholesale price of the year; purity differs)",
    )

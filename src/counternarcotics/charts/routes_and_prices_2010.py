"""Charts of the reading of 2010: the ten printed chains, and printed prices beside later ones."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import cartography, figure, tables
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


CHAINS_FRAME = cartography.Frame(59.6, 46.9, 3400, 2800)
GROUPS = (
    ("chains 2 to 5 and 7, towards the Baltic", (2, 3, 4, 5, 7), figure.ACCENT),
    ("chains 1 and 6, towards the Black Sea and the Balkans", (1, 6), figure.CONTRAST),
    ("chains 8 to 10, by way of Termez", (8, 9, 10), figure.COLOURS[2]),
)
NUMBERS = {"2": (63.2, 49.6), "3": (67.6, 51.8), "4, 5": (58.0, 51.2), "7": (60.5, 42.6), "1": (58.0, 41.5), "6": (61.6, 40.0), "8": (60.2, 39.25), "9, 10": (52.5, 40.9)}  # fmt: skip
NAMED_ON_MAP = (("osh", "right"), ("bishkek", "above"), ("dushanbe", "left"), ("termez", "left"), ("moscow", "right"), ("ganja", "below"), ("samara", "right"), ("yekaterinburg", "below"))  # fmt: skip


def chains_on_a_map() -> NamedChart:
    """Return the printed chains as straight lines from place to place, as far as the map reaches."""
    steps = tables.load("route_chains").sort_values(["chain", "step"])
    held = tables.load("places").dropna(subset=["longitude"])
    by_name = dict(zip(held["name"], held["place"], strict=True))
    by_name |= {"Bosnia": "bosnia-and-herzegovina"}
    placed = set(held["place"])
    found = [by_name.get(step.waypoint, step.place if step.place in placed else "") for step in steps.itertuples()]
    steps = steps.assign(at=found)
    layers = cartography.ground(CHAINS_FRAME)
    for _, chains, colour in GROUPS:
        for chain in chains:
            places = [at for at in steps.loc[steps["chain"] == chain, "at"] if at and at != "united-states"]
            layers.append(
                cartography.path(
                    CHAINS_FRAME,
                    [cartography.position(at) for at in places],
                    stroke=colour,
                    strokeWidth=2,
                    strokeOpacity=0.75,
                )
            )
    inside = [at for at in dict.fromkeys(found) if at and 35 < cartography.position(at)[0] < 93]
    layers.append(cartography.dots(CHAINS_FRAME, inside, size=22))
    for place, side in NAMED_ON_MAP:
        name = tables.lookup("places", "name")[place]
        layers.append(cartography.words(CHAINS_FRAME, {name: cartography.position(place)}, side=side))
    layers.append(
        cartography.words(
            CHAINS_FRAME, {"Badakhshan": cartography.position("badakhshan")}, side="below", wide_only=True
        )
    )
    layers.append(cartography.words(CHAINS_FRAME, NUMBERS, fontWeight=700))
    said = " ".join(f"{words[0].upper()}{words[1:]}." for words, _, _ in GROUPS)
    chart = cartography.drawn(
        layers,
        CHAINS_FRAME,
        f"Map of the ten printed chains of places, as straight lines between places that the article names. {said} "
        "Seven chains begin in Badakhshan or the east of Tajikistan and six of those pass Osh; three begin at Mazar-i-Sharif and pass Termez. "
        f"Lines leave the map in the west; the table has every step. Straight lines are no roads. Source: {SOURCE}; {cartography.CREDIT}.",
    )
    listed = steps.groupby("chain")["waypoint"].agg(", ".join)
    group = {chain: words for words, chains, _ in GROUPS for chain in chains}
    table = pd.DataFrame(
        {
            "Chain": [str(n) for n in listed.index],
            "Drawn with": [group[n] for n in listed.index],
            "Places": listed.to_list(),
        }
    )
    return NamedChart("Ten chains on a map", chart, table, f"{SOURCE}; {cartography.CREDIT}", still=True)


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
            "Kyrgyzstan and, but for the upper end of one, lower in Russia. Years without a bar have no price in our tables. Sources: Barentsev 2010, par. 7; UNODC data portal 2024."
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


def pure_and_printed_prices() -> NamedChart:
    """Price of heroin as sold and of the pure kilogram at four stages on the way to Britain."""
    stages = {
        "neighbours": "Afghanistan's neighbours",
        "turkey": "Turkey, wholesale",
        "england-and-wales": "England and Wales, wholesale",
        "united-kingdom": "United Kingdom, street",
    }
    records = [
        {
            "stage": name,
            "price": tables.value(f"heroin-price-stage-{stage}-2007"),
            "purity": tables.value(f"heroin-purity-stage-{stage}-2007"),
        }
        for stage, name in stages.items()
    ]
    prices = pd.DataFrame(records)
    prices["pure"] = 100 * prices["price"] / prices["purity"]
    x = (
        alt.X("price:Q")
        .title("US$ per kilogram (ratio scale)")
        .scale(type="log", domain=[2500, 320_000], nice=False)
        .axis(values=[3000, 10_000, 30_000, 100_000, 300_000], format="~s")
    )
    y = alt.Y("stage:N").sort(list(stages.values())).axis(None).scale(paddingInner=0, paddingOuter=0)
    down = 9  # the marks stand below the name in each row
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("price:Q", title="As sold, US$", format=",.0f"),
        alt.Tooltip("purity:Q", title="Purity, percent", format=".0f"),
        alt.Tooltip("pure:Q", title="Pure kilogram, US$", format=",.0f"),
    ]
    kinds = {"price": "as sold", "pure": "pure kilogram"}
    colour = (
        alt.Color("kind:N")
        .scale(domain=list(kinds.values()), range=[figure.CONTRAST, figure.ACCENT])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    base = alt.Chart(prices)
    lines = base.mark_rule(strokeWidth=2, opacity=0.6, yOffset=down, y2Offset=down).encode(x=x, x2="pure:Q", y=y)
    dots = [
        base.transform_calculate(kind=repr(kind))
        .mark_point(filled=True, size=110, opacity=1, yOffset=down)
        .encode(x=alt.X(f"{column}:Q"), y=y, color=colour, tooltip=tooltip)
        for column, kind in kinds.items()
    ]
    names = base.mark_text(align="left", dy=-10).encode(x=alt.value(0), y=y, text="stage:N")
    said = "; ".join(
        f"{r.stage}, {r.price:,.0f} as sold at {r.purity:.0f}%, {r.pure:,.0f} pure" for r in prices.itertuples()
    )
    source = "Kilmer and Reuter 2009, estimates for about 2007; the division is ours"
    chart = alt.layer(lines, *dots, names).properties(
        height=46 * len(prices) + 60,
        description=(
            f"Dot chart on a ratio scale of the price of a kilogram of heroin (US dollars) at four stages, as sold and pure. {said}. "
            f"The two lie further apart at each stage. Source: {source}."
        ),
    )
    table = pd.DataFrame(
        {
            "Stage": prices["stage"],
            "As sold, US$ per kg": prices["price"].map("{:,.0f}".format),
            "Purity, %": prices["purity"].map("{:.0f}".format),
            "Pure, US$ per kg": prices["pure"].map("{:,.0f}".format),
        }
    )
    return NamedChart("Price as sold, price of the pure kilogram", chart, table, source)

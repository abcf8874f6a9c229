"""Charts of the chapter on Afghan supply: two bans side by side, yields, and prices at the farm gate."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.explorers.supply_fan import VALUES
from counternarcotics.steps import in_steps

SURVEYS = "UN surveys as first published, listed with each figure in the catalogue; Osmonaliev 2005, 1.2, for 2004"
BANS = {"ban of 2001": 2001, "ban of 2022": 2023}  # the first harvest under each ban
YEARS_AROUND = range(-3, 5)


def two_bans() -> NamedChart:
    """Poppy area around two bans, the last year before each being 100."""
    records = [
        {"ban": ban, "since": since, "year": first + since, "area": VALUES[0][first + since], "index": 100 * VALUES[0][first + since] / VALUES[0][first - 1]}
        for ban, first in BANS.items()
        for since in YEARS_AROUND
        if first + since in VALUES[0]
    ]  # fmt: skip
    areas = pd.DataFrame(records)
    x = (
        alt.X("since:Q")
        .title("harvests since the first under the ban")
        .axis(values=list(YEARS_AROUND), format="d")
        .scale(domain=[YEARS_AROUND[0], YEARS_AROUND[-1]], nice=False)
    )
    lines = (
        alt.Chart(areas)
        .mark_line(point={"size": 55, "filled": True})
        .encode(
            x=x,
            y=alt.Y("index:Q")
            .title("poppy area, harvest before = 100")
            .axis(tickCount=5)
            .scale(domain=[0, float(areas["index"].max())]),
            color=alt.Color("ban:N")
            .scale(domain=list(BANS), range=[figure.ACCENT, figure.CONTRAST])
            .legend(symbolType="stroke", symbolStrokeWidth=3),
            tooltip=[
                alt.Tooltip("ban:N", title="Ban"),
                alt.Tooltip("year:Q", title="Harvest of", format="d"),
                alt.Tooltip("area:Q", title="Hectares", format=",.0f"),
                alt.Tooltip("index:Q", title="Index", format=".0f"),
            ],
        )
    )
    said = "; ".join(
        f"{ban}: " + ", ".join(f"{r.index:.0f} in {r.year}" for r in part.query("since >= 0").itertuples(index=False))
        for ban, part in areas.groupby("ban")
    )
    chart = in_steps(*(lines.transform_filter(alt.datum.ban == ban) for ban in BANS)).properties(
        height=290,
        description=(
            f"Line chart of Afghan poppy area around two bans by harvest, as an index with the last harvest before each ban at 100. {said}. "
            f"Both areas fall by more than nine tenths in one year; the first is back in a year, the second stays down to 2025. Source: {SURVEYS}."
        ),
    )
    table = areas.assign(
        year=areas["year"].astype(str), area=areas["area"].map("{:,.0f}".format), index=areas["index"].map("{:.0f}".format)
    )[["ban", "year", "area", "index"]].set_axis(["Ban", "Harvest of", "Poppy area, ha", "Index"], axis=1)  # fmt: skip
    return NamedChart("Two bans, harvest by harvest", chart, table, SURVEYS)


def opium_yields() -> NamedChart:
    """Yields implied by area and output, with the yields that were published."""
    areas, outputs = VALUES
    years = range(min(areas), max(areas) + 1)
    implied = pd.DataFrame(
        {"year": year, "kg": 1000 * outputs[year] / areas[year] if year in outputs else None, "what": "output over area"}
        for year in years
    )  # fmt: skip
    rows = tables.chosen("outcomes", "id.str.fullmatch('opium-yield-afghanistan-[0-9]{4}')")
    published = pd.DataFrame({"year": rows["period"].astype(int), "kg": rows["value_low"], "what": "yield published"})
    domain = ["output over area", "yield published"]
    colour = (
        alt.Color("what:N")
        .scale(domain=domain, range=[figure.ACCENT, figure.CONTRAST])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[1997, 2025], nice=False, zero=False)
    y = alt.Y("kg:Q").title("kg of opium per hectare").axis(tickCount=5).scale(domain=[0, 65], nice=False)
    tooltip = [
        alt.Tooltip("what:N", title="Series"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("kg:Q", title="kg per ha", format=".1f"),
    ]
    line = (
        alt.Chart(implied)
        .mark_line(point={"size": 40, "filled": True}, strokeWidth=1.8, invalid="break-paths-show-domains")
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    rings = (
        alt.Chart(published)
        .mark_point(filled=False, size=120, strokeWidth=2)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    at = implied.set_index("year")["kg"]
    chart = alt.layer(line, rings).properties(
        height=280,
        description=(
            f"Line chart of Afghan opium yield (kilograms per hectare) by year, worked out as output over area and broken at missing years, with rings for published yields. "
            f"It runs at {at[2004]:.0f} in 2004, rises to {at[2009]:.0f} in 2009 and falls to {at[2010]:.0f} in 2010; the rings lie on the line, so yield is an ingredient of output and no separate witness. Source: {SURVEYS}."
        ),
    )
    found = published.set_index("year")["kg"]
    table = pd.DataFrame(
        {
            "Year": str(year),
            "Output over area, kg per ha": f"{at[year]:.1f}" if year in outputs else "\N{EN DASH}",
            "Yield published, kg per ha": f"{found[year]:.1f}" if year in found.index else "\N{EN DASH}",
        }
        for year in years
    )
    return NamedChart("Opium yields, worked out and published", chart, table, SURVEYS)


def farm_gate_prices_dry() -> NamedChart:
    """Prices of dry opium at the farm gate, for the scattered years that our tables hold."""
    whole = tables.chosen("outcomes", "id.str.fullmatch('opium-farm-gate-price-dry-afghanistan-[0-9]{4}')")
    part = tables.chosen("outcomes", "id.str.startswith('opium-farm-gate-price-dry-part-year-afghanistan')")
    prices = pd.concat(
        [
            pd.DataFrame(
                {"year": whole["period"].str[:4].astype(int), "usd": whole["value_low"], "span": "whole year"}
            ),
            pd.DataFrame({"year": part["period"].str[:4].astype(int), "usd": part["value_low"], "span": "half a year"}),
        ]
    ).sort_values("year", kind="stable")
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[1996, 2026], nice=False, zero=False)
    y = alt.Y("usd:Q").title("US$ per kg of dry opium").axis(tickCount=5).scale(domain=[0, 800], nice=False)
    points = (
        alt.Chart(prices)
        .mark_point(size=90, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color("span:N")
            .scale(domain=["whole year", "half a year"], range=[figure.ACCENT, figure.CONTRAST])
            .legend(symbolType="circle", symbolOpacity=1),
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("span:N", title="Over"),
                alt.Tooltip("usd:Q", title="US$ per kg", format=",.0f"),
            ],
        )
    )
    bans = alt.Chart(pd.DataFrame({"year": list(BANS.values()), "note": ["first\nban", "second\nban"]}))
    rules = bans.mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x=x)
    # Each note stands on the side of its rule that lies inside the frame of a phone.
    notes = [
        bans.transform_filter(alt.datum.year == BANS[ban])
        .mark_text(align=side, dx=shift, baseline="top", lineBreak="\n")
        .encode(x=x, y=alt.value(2), text="note:N")
        for ban, side, shift in zip(BANS, ("left", "right"), (5, -5), strict=True)
    ]
    said = ", ".join(
        f"{r.usd:,.0f} in {r.year}{' (half)' if r.span != 'whole year' else ''}" for r in prices.itertuples()
    )
    source = "later publications that quote UN surveys, listed with each figure in the catalogue"
    chart = alt.layer(rules, *notes, points).properties(
        height=270,
        description=(
            f"Point chart of the farm-gate price of dry opium in Afghanistan (US dollars per kilogram) for the years that our tables hold, unconnected: {said}. "
            f"The price is about ten times as high in each ban as at the last figure before it; between the bans it is highest in 2011, after the failed harvest of 2010, and falls to 55 in 2020. Source: {source}."
        ),
    )
    table = pd.DataFrame(
        {"Year": prices["year"].astype(str), "Over": prices["span"], "US$ per kg": prices["usd"].map("{:,.0f}".format)}
    )
    return NamedChart("Farm-gate price of dry opium", chart, table, source)


def bans_and_placebos() -> NamedChart:
    """Afghan and Myanmar areas of a harvest as a percentage of the last: two pairs with a ban between, two without."""
    areas = "id.str.startswith('poppy-area-') or id == 'decrease-in-poppy-area-myanmar-2000-2001'"
    outcomes = tables.chosen("outcomes", areas).set_index("id")["value_low"]

    def ratio(country: str, before: int) -> float:
        if (country, before) == ("myanmar", 2000):  # printed as a change alone
            return 100 - outcomes["decrease-in-poppy-area-myanmar-2000-2001"]
        one, other = (outcomes[f"poppy-area-{country}-{year}"] for year in (before, before + 1))
        return 100 * other / one

    pairs = pd.DataFrame(
        {
            "pair": f"{before} to {before + 1}: {kind}",
            "afghanistan": ratio("afghanistan", before),
            "myanmar": ratio("myanmar", before),
        }
        for before, kind in ((2000, "first ban"), (2022, "second ban"), (2017, "no ban"), (2018, "no ban"))
    )
    pairs["effect"] = 100 * (pairs["afghanistan"] / pairs["myanmar"] - 1)
    long = pairs.melt(["pair", "effect"], ["afghanistan", "myanmar"], var_name="place", value_name="percent")
    long["country"] = long["place"].str.title()
    x = (
        alt.X("percent:Q")
        .title("second harvest, percent of the first (ratio scale)")
        .scale(type="log", domain=[3, 150], nice=False)
        .axis(values=[5, 10, 20, 50, 100], format="d")
    )
    y = alt.Y("pair:N").sort(list(pairs["pair"])).axis(None).scale(paddingInner=0, paddingOuter=0)
    down = 9
    tooltip = [
        alt.Tooltip("pair:N", title="Harvests"),
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("percent:Q", title="Percent of the first", format=".1f"),
        alt.Tooltip("effect:Q", title="Difference in differences, percent", format="+.1f"),
    ]
    lines = (
        alt.Chart(pairs)
        .mark_rule(strokeWidth=2, opacity=0.6, yOffset=down, y2Offset=down)
        .encode(x=alt.X("afghanistan:Q"), x2="myanmar:Q", y=y)
    )
    dots = (
        alt.Chart(long)
        .mark_point(filled=True, size=120, opacity=1, yOffset=down)
        .encode(
            x=x,
            y=y,
            tooltip=tooltip,
            color=alt.Color("country:N")
            .scale(domain=["Afghanistan", "Myanmar"], range=[figure.ACCENT, figure.CONTRAST])
            .legend(symbolType="circle", symbolOpacity=1),
        )
    )
    names = alt.Chart(pairs).mark_text(align="left", dy=-10).encode(x=alt.value(0), y=y, text="pair:N")
    said = "; ".join(
        f"{r.pair}, Afghanistan {r.afghanistan:.0f} and Myanmar {r.myanmar:.0f}" for r in pairs.itertuples()
    )
    source = "UN surveys, and for Myanmar in 2000 and 2001 one of the United States, as later publications print them"
    chart = alt.layer(lines, dots, names).properties(
        height=46 * len(pairs) + 60,
        description=(
            f"Dot chart on a ratio scale of poppy area in the second of two harvests as a percentage of the first, for Afghanistan and Myanmar. {said}. "
            f"With a ban between, the two lie more than ten times apart; without one they lie near each other, with Afghanistan below. Source: {source}."
        ),
    )
    table = pd.DataFrame(
        {
            "Harvests": pairs["pair"],
            "Afghanistan, % of the first": pairs["afghanistan"].map("{:.1f}".format),
            "Myanmar, % of the first": pairs["myanmar"].map("{:.1f}".format),
            "Difference in differences, %": pairs["effect"].map("{:+.1f}".format),
        }
    )
    return NamedChart("Two bans and two years without", chart, table, source)

"""Charts of section 4: how much of the argument could be checked, and what the record came to."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.charts.checking_the_sources import VERDICT_COLOURS, VERDICTS

MONOGRAPH = "osmonaliev-2005"
CHECKS_SOURCE = "the book's table of source checks, on Osmonaliev 2005"
CLAIMS_SOURCE = "the book's table of forecast claims, on Osmonaliev 2005, 1.1, 1.2, 3.2.1 and summary, with the later figures named there"
# Longest beginnings first, so that 2.2.5 is not read as 2.2's neighbour.
PARTS = {
    "summary": "Opening pages",
    "preface": "Opening pages",
    "introduction": "Opening pages",
    "1.1": "1.1 Trends",
    "1.2": "1.2 Forecast",
    "2": "2 Policy and law",
    "3.1": "3.1 Regional bodies",
    "3.2": "3.2 External powers",
    "3.3": "3.3 Cooperation",
    "3": "3.1 Regional bodies",
    "4": "4 Conclusion",
}
SCORES = {
    "hit": ("hit", figure.COLOURS[3]),
    "split": ("half right", figure.COLOURS[0]),
    "miss": ("miss", figure.COLOURS[1]),
    "undecidable": ("cannot be told", figure.MUTED),
}
CLAIM_GROUPS = {
    "general": "General statements",
    "one": "Scenario One",
    "two": "Scenario Two",
    "three": "Scenario Three",
    "other": "Elsewhere in the text",
}


def part_of(locator: str) -> str:
    """Return the part of the monograph in which a locator lies.

    >>> part_of("2.2.5 (organisation)"), part_of("1.1 fn. 18")
    ('2 Policy and law', '1.1 Trends')
    """
    return PARTS[max((beginning for beginning in PARTS if locator.startswith(beginning)), key=len)]


def evidence_by_part() -> NamedChart:
    """Verdicts of the source checks by part of the monograph, as shares of the part's checks."""
    checks = tables.load("source_checks").query("source == @MONOGRAPH and voice == 'author'")
    counted = checks.assign(part=checks["locator"].map(part_of)).groupby(["part", "verdict"], as_index=False).size()
    whole = counted.groupby("part")["size"].sum()
    counted["share"] = counted["size"] / counted["part"].map(whole)
    counted["row"] = [f"{part} ({whole[part]})" for part in counted["part"]]
    counted["rank"] = counted["verdict"].map(VERDICTS.index)
    order = [f"{part} ({whole[part]})" for part in dict.fromkeys(PARTS.values()) if part in whole]
    bars = (
        alt.Chart(counted)
        .mark_bar(height=alt.RelativeBandSize(0.75))
        .encode(
            y=alt.Y("row:N").sort(order).title(None),
            x=alt.X("share:Q")
            .title("share of the part's checks")
            .axis(format="%", values=[0, 0.5, 1])
            .scale(domain=[0, 1], nice=False),
            order="rank:Q",
            color=alt.Color("verdict:N")
            .scale(domain=VERDICTS, range=list(VERDICT_COLOURS.values()))
            .legend(symbolOpacity=1),
            tooltip=[
                alt.Tooltip("row:N", title="Part (checks)"),
                alt.Tooltip("verdict:N", title="Verdict"),
                alt.Tooltip("size:Q", title="Checks"),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
            ],
        )
    )
    table = (
        counted.pivot(index="part", columns="verdict", values="size").reindex(columns=VERDICTS).fillna(0).astype(int)
    )
    table = table.loc[[part for part in dict.fromkeys(PARTS.values()) if part in whole]]
    said = "; ".join(
        f"{part}, {whole[part]} checks, {row['passes'] / whole[part]:.0%} pass" for part, row in table.iterrows()
    )
    chart = bars.properties(
        height=320,
        description=(
            f"Normalised stacked bar chart of the source checks of each part of the monograph (share of its checks, percent) by verdict. {said}. "
            "In no part do half of the checks pass; most others need a stated reading or cannot be decided, and faults are the smaller part. "
            f"Source: {CHECKS_SOURCE}."
        ),
    )
    shown = table.astype(str).reset_index().rename(columns={"part": "Part"})
    shown.columns = [str(column).capitalize() for column in shown.columns]
    return NamedChart("What could be checked, part by part", chart, shown, CHECKS_SOURCE)


def forecast_claims_scored() -> NamedChart:
    """How the claims of section 1.2 and three from elsewhere fared, by where they stand."""
    claims = tables.load("forecast_claims")
    counted = claims.groupby(["scenario", "verdict"], as_index=False).size()
    counted["group"] = counted["scenario"].map(CLAIM_GROUPS)
    counted["score"] = counted["verdict"].map(lambda verdict: SCORES[verdict][0])
    counted["rank"] = counted["verdict"].map(list(SCORES).index)
    labels, colours = zip(*SCORES.values(), strict=True)
    bars = (
        alt.Chart(counted)
        .mark_bar(height=22)
        .encode(
            y=alt.Y("group:N").sort(list(CLAIM_GROUPS.values())).title(None),
            x=alt.X("size:Q").title("claims").axis(format="d", tickMinStep=1),
            order="rank:Q",
            color=alt.Color("score:N").scale(domain=list(labels), range=list(colours)).legend(symbolOpacity=1),
            tooltip=[
                alt.Tooltip("group:N", title="Where it stands"),
                alt.Tooltip("score:N", title="Outcome"),
                alt.Tooltip("size:Q", title="Claims"),
            ],
        )
    )
    totals = claims["verdict"].value_counts()
    said = ", ".join(f"{totals.get(verdict, 0)} {label}" for verdict, (label, _) in SCORES.items())
    chart = bars.properties(
        height=220,
        description=(
            f"Stacked bar chart of {len(claims)} claims of the forecast by where they stand (number of claims) and what the later record says: {said}. "
            "Most claims are half right or cannot be told, in every group; a plain miss is as rare as a plain hit. "
            f"Source: {CLAIMS_SOURCE}."
        ),
    )
    shown = pd.DataFrame(
        {
            "Where it stands": claims["scenario"].map(CLAIM_GROUPS),
            "Claim": claims["claim"],
            "Outcome": claims["verdict"].map(lambda verdict: SCORES[verdict][0]),
        }
    )
    return NamedChart("Claims of the forecast and what came of them", chart, shown, CLAIMS_SOURCE)


def hiv_prevalence_later() -> NamedChart:
    """HIV among people who inject drugs in four countries, from surveys reported after 2010."""
    countries = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
    asked = "source == 'unaids-2019' and id.str.startswith('hiv-prevalence-injecting-')"
    rows = tables.chosen("outcomes", asked)
    rows = rows[rows["place"].isin(countries)]
    points = pd.DataFrame(
        {
            "country": rows["place"].map(tables.lookup("places", "name")),
            "year": rows["period"].str[:4].astype(int),
            "percent": rows["value_low"],
        }
    ).sort_values(["country", "year"])
    names = sorted(points["country"].unique())
    base = alt.Chart(points).encode(
        x=alt.X("year:Q")
        .title(None)
        .axis(format="d", tickMinStep=1, tickCount=5)
        .scale(domain=[int(points["year"].min()), int(points["year"].max())], nice=False),
        y=alt.Y("percent:Q").title("% with HIV").axis(tickCount=5).scale(zero=True),
        color=alt.Color("country:N")
        .scale(domain=names, range=[figure.COUNTRY_COLOURS[name] for name in names])
        .legend(symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1),
        tooltip=[
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("percent:Q", title="% with HIV", format=".1f"),
        ],
    )
    ends = points.groupby("country")["percent"].agg(["first", "last"])
    said = ", ".join(f"{country} from {row['first']:.1f} to {row['last']:.1f}" for country, row in ends.iterrows())
    source = "UNAIDS data of 2019, reported by the countries from surveys"
    chart = alt.layer(
        base.mark_line(strokeWidth=2, strokeDash=[5, 3]), base.mark_point(filled=True, size=60, opacity=1)
    ).properties(
        height=280,
        description=(
            f"Line chart of HIV prevalence among people who inject drugs (percent) by survey year, 2011 to 2018: {said}. "
            "It rises in Kazakhstan, falls in Tajikistan and Uzbekistan and hardly moves in Kyrgyzstan; dashed lines join single surveys. "
            f"Source: {source}."
        ),
    )
    table = points.assign(year=points["year"].astype(str), percent=points["percent"].map("{:.1f}".format))
    table = table.set_axis(["Country", "Survey year", "% with HIV"], axis=1)
    return NamedChart("HIV among people who inject drugs, later surveys", chart, table, source)

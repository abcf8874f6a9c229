"""Charts of the reading of 2000: the trade around the incursions, and what one ratio does to many priors."""

from __future__ import annotations

import itertools

import altair as alt
import pandas as pd

from counternarcotics import cartography, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.models.bayes import posterior_of_two

YEARS = (1999, 2000, 2001, 2003)
RATIOS = (1, 3, 9, 27)

VALLEY = cartography.Frame(71.45, 40.35, 520, 330)
# Exclave, country, country around it, and where its name stands; none for those that the data lack at every scale.
EXCLAVES = (
    ("Sokh", "Uzbekistan", "Kyrgyzstan", (71.08, 39.82)),
    ("Shohimardon", "Uzbekistan", "Kyrgyzstan", (71.98, 39.9)),
    ("Vorukh", "Tajikistan", "Kyrgyzstan", (70.56, 39.72)),
    ("Sarvan", "Tajikistan", "Uzbekistan", (70.6, 40.91)),
    ("Chong-Qora", "Uzbekistan", "Kyrgyzstan", None),
    ("Jangail", "Uzbekistan", "Kyrgyzstan", None),
    ("Western Qalacha", "Tajikistan", "Kyrgyzstan", None),
    ("Barak", "Kyrgyzstan", "Uzbekistan", None),
)


def fergana_valley() -> NamedChart:
    """Return the Fergana valley: three countries, towns, and the exclaves that the data have."""
    colours = {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "UZB": "Uzbekistan"}
    shapes = [
        one
        for code, country in colours.items()
        for one in cartography.shaded(VALLEY, {code: 0.3}, figure.COUNTRY_COLOURS[country])
    ]
    layers = [
        *shapes,
        *cartography.waters(VALLEY),
        cartography.words(
            VALLEY,
            {"Kyrgyzstan": (73.0, 41.35), "Tajikistan": (69.55, 39.45), "Uzbekistan": (71.5, 40.66)},
            fontWeight=700,
            fontSize=figure.narrow(10.5, 14, 480),
        ),
        cartography.words(VALLEY, {name: at for name, _, _, at in EXCLAVES if at}),
        cartography.words(VALLEY, {"Syr Darya": (70.55, 40.5)}, fontStyle="italic", wide_only=True),
        cartography.dots(VALLEY, ("batken", "osh", "andijan", "fergana")),
        cartography.words(
            VALLEY,
            {name: cartography.position(name.lower()) for name in ("Batken", "Osh", "Andijan")},
            side="above",
        ),
        cartography.words(VALLEY, {"Fergana": cartography.position("fergana")}, side="below"),
    ]
    drawn = [name for name, *_, at in EXCLAVES if at]
    lacking = [name for name, *_, at in EXCLAVES if not at]
    chart = cartography.drawn(
        layers,
        VALLEY,
        "Map of the Fergana valley, where Kyrgyzstan, Tajikistan and Uzbekistan meet: the floor of the valley is Uzbek, the heights around it are Kyrgyz, its western mouth is Tajik. "
        f"Batken lies on the southern side in Kyrgyzstan, near the exclaves Sokh, Shohimardon and Vorukh; Osh lies at the eastern end. Drawn are the exclaves {', '.join(drawn)}; "
        f"the data lack {', '.join(lacking)}. Source: {cartography.CREDIT}.",
    )
    table = pd.DataFrame(
        [(name, owner, around, "yes" if at else "no, not in the data") for name, owner, around, at in EXCLAVES],
        columns=["Exclave", "Belongs to", "Lies in", "On the map"],
    )
    return NamedChart(
        "The Fergana valley and its exclaves",
        chart,
        table,
        f"{cartography.CREDIT}; borders as drawn in 2018, no statement on any claim",
        still=True,
    )


def heroin_around_incursions() -> NamedChart:
    """Heroin seized in Tajikistan in the years of the incursions and after, by source."""
    records = []
    for year in YEARS:
        row = tables.figure(f"heroin-seized-tajikistan-{year}")
        records.append(
            {
                "year": year,
                "seized": row["value_low"],
                "source": "Tajik agency, in the monograph"
                if row["source"] == "osmonaliev-2005"
                else "UN, in the press",
                "season": "season of incursions" if year in (1999, 2000) else "no incursion reported",
            }
        )
    seizures = pd.DataFrame(records)
    seizures["shown"] = seizures["seized"].map("{:,.0f}".format)
    base = alt.Chart(seizures).encode(
        x=alt.X("year:O").title(None).scale(domain=list(range(1999, 2004))).axis(labelAngle=0),
        y=alt.Y("seized:Q").title("heroin seized, kg").axis(format="~s", tickCount=4).scale(domain=[0, 6200]),
    )
    bars = base.mark_bar(size=32, cornerRadiusEnd=3).encode(
        color=alt.Color("season:N").scale(
            domain=["season of incursions", "no incursion reported"], range=[figure.CONTRAST, figure.ACCENT]
        ),
        tooltip=[
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("seized:Q", title="Heroin, kg", format=",.0f"),
            alt.Tooltip("source:N", title="Source"),
            alt.Tooltip("season:N", title="Incursions"),
        ],
    )
    labels = base.mark_text(dy=-8).encode(text="shown:N")
    gap = alt.Chart(pd.DataFrame({"year": [2002], "note": ["no figure"]}))
    gaps = gap.mark_text(opacity=0.75, baseline="bottom", dy=-4).encode(
        x="year:O", y=alt.YDatum(0), text="note:N"
    )  # fmt: skip
    said = " ".join(f"{r.year}: {r.shown} kg ({r.source}, {r.season})." for r in seizures.itertuples())
    chart = alt.layer(bars, labels, gaps).properties(
        height=260,
        description=(
            f"Bar chart of heroin seized in Tajikistan (kilograms) by year, coloured by whether incursions are reported. {said} "
            "Seizures rise after the incursions end; nothing is printed for 2002. Sources: UN figures in a press report of 2002, Osmonaliev 2005, 1.1."
        ),
    )
    table = seizures[["year", "shown", "source", "season"]].astype({"year": str})
    table.columns = ["Year", "Heroin seized (kg)", "Source", "Incursions"]
    return NamedChart(
        "Heroin seized in Tajikistan, in the years of the incursions and after",
        chart,
        table,
        "UN figures in RFE/RL 2002 (rounded); Osmonaliev 2005, 1.1 (2003)",
    )


def prior_and_posterior() -> NamedChart:
    """What evidence of a given weight makes of every prior."""
    names = {ratio: "no evidence, 1 to 1" if ratio == 1 else f"{ratio} to 1" for ratio in RATIOS}
    records = [
        {"ratio": names[ratio], "prior": step / 50, "posterior": posterior_of_two(step / 50, ratio)}
        for ratio in RATIOS
        for step in range(51)
    ]
    lines = pd.DataFrame(records)
    percent = {"format": ".0%", "tickCount": 5}
    chart = (
        alt.Chart(lines)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("prior:Q").title("probability before").axis(**percent).scale(domain=[0, 1], nice=False),
            y=alt.Y("posterior:Q").title("probability after").axis(**percent).scale(domain=[0, 1], nice=False),
            color=alt.Color("ratio:N")
            .scale(domain=list(names.values()), range=[figure.MUTED, *figure.COLOURS[:3]])
            .legend(symbolType="stroke", symbolStrokeWidth=3),
            strokeDash=alt.StrokeDash("ratio:N")
            .scale(domain=list(names.values()), range=[[3, 3], [1, 0], [8, 4], [2, 3]])
            .legend(symbolType="stroke", symbolStrokeWidth=3),
            tooltip=[
                alt.Tooltip("ratio:N", title="Likelihood ratio"),
                alt.Tooltip("prior:Q", title="Before", format=".0%"),
                alt.Tooltip("posterior:Q", title="After", format=".0%"),
            ],
        )
        .properties(
            height=300,
            description=(
                "Line chart of the probability after evidence (0 to 100 per cent) by the probability before it, for likelihood ratios of "
                f"{', '.join(map(str, RATIOS))} to 1. From a prior of 20 per cent the ratios lead to "
                + ", ".join(f"{posterior_of_two(0.2, ratio):.0%}" for ratio in RATIOS)
                + ". The heavier the evidence, the less the prior matters, except at both ends. Source: Bayes' rule; ratios are examples."
            ),
        )
    )
    wide = lines.pivot(index="prior", columns="ratio", values="posterior")[list(names.values())]
    wide = wide.loc[[0, 0.1, 0.2, 0.5, 0.8, 0.9, 1]].map("{:.0%}".format)
    table = wide.rename_axis("Before", axis=0).reset_index()
    table["Before"] = table["Before"].map("{:.0%}".format)
    table.columns.name = None
    return NamedChart(
        "One piece of evidence, many priors", chart, table, "Bayes' rule for two hypotheses; the ratios are examples"
    )


def pairs_of_years() -> NamedChart:
    """Heroin seized in Tajikistan in every two of the five years that are held, the years of the incursions marked."""
    seized = {year: tables.value(f"heroin-seized-tajikistan-{year}") for year in (1996, *YEARS)}
    records = [
        {
            "pair": f"{one} and {other}",
            "kg": seized[one] + seized[other],
            "kind": "incursions" if (one, other) == (1999, 2000) else "another pair",
        }
        for one, other in itertools.combinations(seized, 2)
    ]
    pairs = pd.DataFrame(records).sort_values("kg", ascending=False, ignore_index=True, kind="stable")
    base = alt.Chart(pairs).encode(
        x=alt.X("kg:Q")
        .title("heroin seized in both years, kg")
        .axis(format="~s", tickCount=5)
        .scale(domain=[0, 11_000]),
        y=alt.Y("pair:N").title(None).sort(list(pairs["pair"])),
        color=alt.Color("kind:N").scale(domain=["incursions", "another pair"], range=[figure.CONTRAST, figure.ACCENT]),
        tooltip=[
            alt.Tooltip("pair:N", title="Years"),
            alt.Tooltip("kg:Q", title="Heroin, kg", format=",.0f"),
            alt.Tooltip("kind:N", title="Incursions"),
        ],
    )
    rank = int((pairs["kg"] >= seized[1999] + seized[2000]).sum())
    source = "UN figures in a press report of 2002, Osmonaliev 2005, 1.1"
    chart = base.mark_bar(size=13, cornerRadiusEnd=3).properties(
        height=28 * len(pairs) + 20,
        description=(
            f"Bar chart of heroin seized in Tajikistan (kilograms) in each of the ten pairs of five years, largest first, from {pairs['kg'].max():,.0f} to {pairs['kg'].min():,.0f}. "
            f"The pair of the incursions, 1999 and 2000, stands at place {rank} of {len(pairs)}. Sources: {source}."
        ),
    )
    table = pairs.assign(kg=pairs["kg"].map("{:,.0f}".format)).set_axis(["Years", "Heroin, kg", "Incursions"], axis=1)
    return NamedChart("Where the years of the incursions stand", chart, table, source)

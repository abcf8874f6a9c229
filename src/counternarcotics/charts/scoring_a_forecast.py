"""Charts of the chapter on scoring a forecast: what a stated probability, a confidence and a range cost."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import explorers, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.models.fan import fan, interval_score
from counternarcotics.models.scoring import COIN_FLIP, brier, expected_brier
from counternarcotics.registers import COUNTRIES, MISS, ONE_USERS, START, TWO_USERS, register, scenario_range

LATER = 2011
CONFIDENCE = 0.8  # illustrative: the monograph states no probability
BELIEFS = (0.5, 0.7, 0.9)
RULE = "our computation by the formula of Brier 1950"
LATER_SOURCE = (
    "Osmonaliev 2005, 1.1 fn. 18 and 1.2; later publications listed with each figure in the catalogue; our computation"
)


def expected_brier_scores() -> NamedChart:
    """What a forecaster must expect to pay by what she says, for three beliefs."""
    stated = [n / 50 for n in range(51)]
    costs = pd.DataFrame(
        {"belief": f"believes {belief:.0%}", "stated": said, "cost": expected_brier(belief, said)}
        for belief in BELIEFS
        for said in stated
    )
    least = pd.DataFrame({"belief": f"believes {b:.0%}", "stated": b, "cost": expected_brier(b, b)} for b in BELIEFS)
    x = alt.X("stated:Q").title("probability stated").axis(format=".0%", tickCount=5)
    y = alt.Y("cost:Q").title("expected Brier score").scale(domain=[0, 0.9], nice=False).axis(tickCount=5)
    colour = (
        alt.Color("belief:N")
        .scale(domain=[f"believes {b:.0%}" for b in BELIEFS], range=list(figure.COLOURS[:3]))
        .legend(symbolType="stroke", symbolStrokeWidth=3)
    )
    tooltip = [
        alt.Tooltip("belief:N", title="A forecaster who"),
        alt.Tooltip("stated:Q", title="says", format=".0%"),
        alt.Tooltip("cost:Q", title="expects to pay", format=".3f"),
    ]
    lines = alt.Chart(costs).mark_line().encode(x=x, y=y, color=colour, tooltip=tooltip)
    dots = alt.Chart(least).mark_point(size=110, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip)
    chart = alt.layer(lines, dots).properties(
        height=280,
        description=(
            "Line chart of the Brier score that a forecaster must expect (0 is perfect) by the probability that she states, for beliefs of 50, 70 and 90 per cent. "
            "Each curve is a bowl whose lowest point, marked, lies at the belief itself, so honesty pays; overstating a belief of 70 per cent as certainty costs more than admitting doubt. "
            f"Source: {RULE}."
        ),
    )
    at = (0.5, 0.7, 0.9, 1.0)
    table = pd.DataFrame(
        {"Probability stated": f"{said:.0%}"}
        | {f"Believes {belief:.0%}": f"{expected_brier(belief, said):.3f}" for belief in BELIEFS}
        for said in at
    )
    return NamedChart("What it costs to say more than you believe", chart, table, RULE)


def brier_by_confidence() -> NamedChart:
    """Mean Brier score of section 1.2 by the confidence that is read into it, for three judges."""
    explorer = explorers.load("forecast-score")
    rates = {
        label: explorer.evaluate(**explorer.preset(name)).values["hit_rate"]
        for name, label in (("recorded", "as recorded"), ("friend", "a friend"), ("critic", "a critic"))
    }
    scores = pd.DataFrame(
        {"judge": judge, "confidence": 0.5 + n / 100, "score": brier(0.5 + n / 100, rate)}
        for judge, rate in rates.items()
        for n in range(46)
    )
    x = alt.X("confidence:Q").title("confidence read into every claim").axis(format=".0%", tickCount=5)
    x = x.scale(domain=[0.5, 0.95], nice=False, zero=False)
    y = alt.Y("score:Q").title("mean Brier score").scale(domain=[0, 0.8], nice=False).axis(tickCount=5)
    lines = (
        alt.Chart(scores)
        .mark_line()
        .encode(
            x=x,
            y=y,
            color=alt.Color("judge:N")
            .scale(domain=list(rates), range=list(figure.COLOURS[:3]))
            .legend(symbolType="stroke", symbolStrokeWidth=3),
            tooltip=[
                alt.Tooltip("judge:N", title="Judged"),
                alt.Tooltip("confidence:Q", title="Confidence", format=".0%"),
                alt.Tooltip("score:Q", title="Brier score", format=".3f"),
            ],
        )
    )
    level = alt.Chart(pd.DataFrame({"score": [COIN_FLIP], "note": ["a coin flip"]}))
    rule = level.mark_rule(strokeDash=[5, 4], opacity=0.8).encode(y="score:Q")
    note = level.mark_text(align="right", baseline="bottom", dy=-4).encode(y="score:Q", x=alt.value("width"), text="note:N")  # fmt: skip
    said = ", ".join(f"{judge} {brier(CONFIDENCE, rate):.3f}" for judge, rate in rates.items())
    source = f"the table of forecast claims; {RULE}"
    chart = alt.layer(rule, lines, note).properties(
        height=280,
        description=(
            "Line chart of the mean Brier score of the monograph's claims by the confidence read into each, from 50 to 95 per cent, for three judges of the same claims, beside the level of a coin flip. "
            f"All meet at a quarter and part: at 80 per cent {said}. Only the friend's verdicts reward confidence. Source: {source}."
        ),
    )
    table = pd.DataFrame(
        {"Judged": judge, "Came true": f"{rate:.0%}"}
        | {f"Score at {c:.0%}": f"{brier(c, rate):.3f}" for c in (0.5, 0.65, 0.8, 0.95)}
        for judge, rate in rates.items()
    )
    return NamedChart("Confidence has its price", chart, table, source)


def register_interval_scores() -> NamedChart:
    """Interval scores of three forecasts for four registers of 2011, in per cent of the register at the start."""
    forecasts = {
        "no change": (0.0, 0.0),
        "Scenario One": scenario_range(ONE_USERS),
        "Scenario Two": scenario_range(TWO_USERS, falls=True),
    }
    years = LATER - START
    records = []
    for country in COUNTRIES:
        start = tables.value(register(country, START))
        counted = tables.value(register(country, LATER))
        for rank, (name, growth) in enumerate(forecasts.items()):
            low, high = fan(start, *growth, years)
            score = interval_score(low, high, counted, MISS)
            records.append(
                {"country": country.capitalize(), "forecast": name, "rank": rank, "low": low, "high": high, "counted": counted, "score": score / start}
            )  # fmt: skip
    scores = pd.DataFrame(records)
    colour = (
        alt.Color("forecast:N")
        .scale(domain=list(forecasts), range=[figure.MUTED, figure.CONTRAST, figure.ACCENT])
        .legend(symbolOpacity=1)
    )
    bars = (
        alt.Chart(scores)
        .mark_bar(height={"band": 0.85}, cornerRadiusEnd=2)
        .encode(
            y=alt.Y("country:N").title(None),
            yOffset=alt.YOffset("rank:O"),
            x=alt.X("score:Q").title(f"interval score, % of the register of {START}").axis(format=".0%", tickCount=4),
            color=colour,
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("forecast:N", title="Forecast"),
                alt.Tooltip("low:Q", title=f"Low for {LATER}", format=",.0f"),
                alt.Tooltip("high:Q", title=f"High for {LATER}", format=",.0f"),
                alt.Tooltip("counted:Q", title="Counted", format=",.0f"),
                alt.Tooltip("score:Q", title="Interval score", format=".0%"),
            ],
        )
    )  # fmt: skip
    best = scores.loc[scores.groupby("country")["score"].idxmin()]
    said = "; ".join(f"{r.country}, {r.forecast} ({r.score:.0%})" for r in best.itertuples())
    chart = bars.properties(
        height=300,
        description=(
            f"Grouped bar chart of the interval score (per cent of the register of early {START}; shorter is better) of three forecasts for four registers of {LATER}: no change, Scenario One read as yearly, Scenario Two. "
            f"The best in each country: {said}. Source: {LATER_SOURCE}."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": scores["country"],
            "Forecast": scores["forecast"],
            "Low": scores["low"].map("{:,.0f}".format),
            "High": scores["high"].map("{:,.0f}".format),
            "Counted": scores["counted"].map("{:,.0f}".format),
            "Interval score": scores["score"].map("{:.0%}".format),
        }
    )
    return NamedChart(f"Three forecasts for four registers of {LATER}", chart, table, LATER_SOURCE)

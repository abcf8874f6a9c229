"""Infection averted: what the capstone's money buys in infections, and how far the answer hangs on the epidemic."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.concept import people_treated
from counternarcotics.models.prevention_cost import averted_per_person, cost_per_infection_averted
from counternarcotics.numberlike import ABOUT, maximum, minimum, span, text, where

YOURS, PUBLISHED = "yours", "published"
PRINTED = {
    "Odessa, needles": "cost-per-infection-averted-odessa-2000",
    "Ukraine, needles": "cost-per-infection-averted-needles-ukraine-2011",
    "Ukraine, substitution treatment": "cost-per-infection-averted-substitution-ukraine-2011",
    "Iran, drop-in centres": "cost-per-infection-averted-drop-in-iran-2009",
}
SHIRAZ = "Shiraz, methadone (our division)"


def _rows() -> pd.DataFrame:
    published = {name: tables.value(identifier) for name, identifier in PRINTED.items()}
    published[SHIRAZ] = computed.get("shiraz-gross-cost-per-infection").ends()[0]
    ordered = sorted(published, key=published.__getitem__)
    records = [{"name": "Yours", "kind": YOURS, "value": 0.0}]
    records += [{"name": name, "kind": PUBLISHED, "value": published[name]} for name in ordered]
    return pd.DataFrame(records)


ROWS = _rows()


def model(a, row, keep: Keep) -> Outcome:
    """Work out the cost of an infection averted; see :mod:`counternarcotics.models.prevention_cost`."""
    weak, strong = minimum(a.effect_low, a.effect_high), maximum(a.effect_low, a.effect_high)
    rate = a.incidence / 100

    def each(effect):
        return cost_per_infection_averted(a.cost, rate, effect, a.prevalence, a.onward)

    people = keep("people", people_treated(a.money, a.cost))
    averted = [people * averted_per_person(rate, effect, a.prevalence, a.onward) for effect in (weak, strong)]
    low, high = keep("low", each(strong)), keep("high", each(weak))
    mine = row["kind"] == YOURS
    columns = {"low": where(mine, low, row["value"]), "high": where(mine, high, row["value"])}
    results = {
        "each": Result("One infection averted, US$", low, high),
        "people": Result("People served for a year", people),
        "averted": Result("Infections averted a year", *averted, ",.1f"),
    }
    said = text(
        "US$ {money:.1f} million serves {people:~,.0f} people for a year and averts {averted} infections, at US$ {each} each.",
        money=a.money,
        people=people,
        averted=span(*averted, "~,.1f"),
        each=span(low, high, ABOUT),
    )
    return Outcome(columns, results, said)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the reader's range as a bar above the published results, on one logarithmic axis."""
    x = alt.X("low:Q").title("US$ for one infection averted (logarithmic scale)")
    x = x.scale(type="log", domain=[50, 5_000_000], nice=False, clamp=True)
    x = x.axis(values=[100, 1000, 10_000, 100_000, 1_000_000], format="~s")
    y = alt.Y("name:N").sort(list(ROWS["name"])).axis(None).scale(paddingInner=0, paddingOuter=0)
    colour = (
        alt.Color("kind:N")
        .scale(domain=[YOURS, PUBLISHED], range=[figure.ACCENT, figure.CONTRAST])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    tooltip = [
        alt.Tooltip("name:N", title="Where"),
        alt.Tooltip("low:Q", title="US$, low", format=",.0f"),
        alt.Tooltip("high:Q", title="US$, high", format=",.0f"),
    ]
    down = figure.narrow(6, 9)  # the marks stand below the name in each row
    bars = source.mark_bar(size=8, yOffset=down, y2Offset=down).encode(
        x=x, x2="high:Q", y=y, color=colour, tooltip=tooltip
    )
    ends = [
        source.mark_point(filled=True, size=90, opacity=1, yOffset=down).encode(
            x=alt.X(f"{end}:Q"), y=y, color=colour, tooltip=tooltip
        )
        for end in ("low", "high")
    ]
    names = source.mark_text(align="left", dy=figure.narrow(-8, -10)).encode(x=alt.value(0), y=y, text="name:N")
    return alt.layer(bars, *ends, names).properties(height=40 * len(ROWS) + 60)


def build() -> Explorer:
    """Return the explorer of an infection averted."""
    effect = dict(
        minimum=0.1,
        maximum=0.9,
        step=0.01,
        format=".0%",
        group="Effect",
        why="From a tenth of the infections taken away to nine tenths",
    )
    macarthur = "MacArthur and others 2012: substitution treatment, rate ratio 0.46, 95% interval 0.32 to 0.67"
    assumptions = (
        Assumption(name="money", meaning="What is spent on this one service in a year", label="Money a year", default=1, minimum=0.1, maximum=10, step=0.1, format=".1f", unit="US$ million", group="Money",
            why="A tenth of a million to ten; one million is the treatment money at the start of the concept", source="illustrative assumption"),
        Assumption(name="cost", meaning="Everything that the service costs in a year, divided by the people whom it serves", label="Cost of a person and year", default=1000, minimum=20, maximum=5000, step=10, unit="US$", group="Money",
            why="From a needle programme to months in a clinic; the start is that of the concept", source="illustrative assumption"),
        Assumption(name="incidence", meaning="How fast HIV spreads where the service works, among people who inject and do not have it", label="New infections a year, of 100 people without HIV", default=2, minimum=0.1, maximum=30, step=0.1, format=".1f", group="Epidemic",
            why="From a spread that has nearly stopped to the worst city epidemics", source="illustrative assumption"),
        Assumption(name="effect_low", meaning="The smallest part of new infections among its clients that the service may prevent", label="Infections prevented, low", default=0.33, source=macarthur, **effect),
        Assumption(name="effect_high", meaning="The largest part of new infections among its clients that the service may prevent", label="Infections prevented, high", default=0.68, source=macarthur, **effect),
        Assumption(name="prevalence", meaning="The part of the clients for whom the service comes too late to prevent an infection", label="People served who have HIV already", default=0.1, minimum=0, maximum=0.7, step=0.01, format=".0%", group="Epidemic",
            why="From none to more than any survey in our tables finds", source="illustrative assumption"),
        Assumption(name="onward", meaning="How many other people somebody newly infected would have gone on to infect", label="Further infections that each would have led to", default=0, minimum=0, maximum=3, step=0.1, format=".1f", group="Epidemic",
            why="None counts only the people served; more than one is an epidemic that grows", source="illustrative assumption"),
    )  # fmt: skip
    presets = (
        Preset(name="capstone", label="As in the concept", settings={"cost": 1000, "incidence": 2, "effect_low": 0.33, "effect_high": 0.68, "onward": 0},
            why="Treatment at a thousand dollars a person, in an epidemic of middling speed"),
        Preset(name="needles", label="Needles", settings={"cost": 80, "incidence": 2, "effect_low": 0.19, "effect_high": 0.78, "onward": 0},
            why="Eighty dollars a person and year is what a Ukrainian study paid for contact with a project (Stone and others 2023); effects are the interval of the better studies in Aspinall and others 2014, rate ratio 0.22 to 0.81"),
        Preset(name="early", label="Early, fast epidemic", settings={"incidence": 20, "onward": 1},
            why="One in five infected a year, each of whom infects another"),
        Preset(name="late", label="Late, slow epidemic", settings={"incidence": 0.3, "onward": 0},
            why="Three in a thousand a year, as where a spread has slowed"),
    )  # fmt: skip
    return Explorer(
        name="infection-averted",
        title="What does one infection averted cost?",
        question="Which of your assumptions decides whether prevention is cheap?",
        description=(
            "Range chart on a logarithmic axis of the cost of one HIV infection averted (US dollars): the reader's range as a bar, and five published results as dots, "
            "from about a hundred dollars in Odessa to about thirteen thousand in Iran. At the start the reader's bar lies to the right of all of them, "
            "between about 80,000 and 170,000 dollars. Costs and incidence are illustrative assumptions, effects are those of a review."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=ROWS,
        model=model,
        draw=draw,
        table_columns={"name": ("Where", ""), "low": ("US$, low", ",.0f"), "high": ("US$, high", ",.0f")},
        source="Vickerman and others 2006; Kim and others 2014; Keshtkaran and others 2014; Mirahmadizadeh and others 2018; our model, with costs and incidence assumed",
        leaves_out=(
            "HIV is one harm of several: substitution treatment is given for dependence, and what it does for deaths, crime and lives is not counted here. "
            "Nor is the care that an infection would have cost. Dollars of different years stand side by side, unadjusted. "
            "The published results come from models, each with an epidemic of its own, and their authors count different costs."
        ),
    )

"""Deterrence with bribery: what a longer sentence is worth where courts can be paid.

Section 2.2 prints a term for the region and one for Sweden, and says in words that courts trade it for bribes.  It
prints no chance, no bribe and no income: those are illustrative assumptions.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.deterrence import (
    bribe,
    expected_sanction,
    expected_years,
    largest,
    remaining,
    served_years,
)
from counternarcotics.numberlike import NumberLike, text, where

REGION = int(tables.value("sentence-trafficking-central-asia-2004"))
SWEDEN = int(tables.value("sentence-trafficking-sweden-2004"))
TERMS = tuple(range(1, 26))
LONGER = round(REGION * 1.1)  # a tenth more than the regional term, for the comparison with a tenth more detection

HONEST, EFFECTIVE, SERVED = "If no court took bribes", "Expected sanction", "Of it, served in prison"
ILLUSTRATIVE = "illustrative assumption; 2.2 prints no number"


class _Case:
    """What a term of so many years comes to at the reader's settings; money in US dollars, per offence."""

    def __init__(self, a, term: NumberLike) -> None:
        years = expected_years(remaining(a.conviction, a.conviction_fall, term), term)
        open_share = 1 - remaining(1 - a.open_courts, a.honesty_fall, term)
        loss = a.year_value * years
        saved = a.softening * loss
        self.honest = a.detection * years
        self.sanction = expected_sanction(a.detection, loss, open_share, a.softening, a.risk, a.share)
        self.bribe = bribe(saved, a.risk, a.share)
        self.served = served_years(a.detection, years, open_share, a.softening, self.bribe)


def model(a, row, keep: Keep) -> Outcome:
    """Follow the sanction over nominal terms; see :mod:`counternarcotics.models.deterrence`."""
    every = _Case(a, row["term"])
    columns = {
        "honest": every.honest,
        "effective": every.sanction / a.year_value,
        "served": every.served,
        "money": every.sanction,
        "bribe_price": every.bribe,
    }
    sanctions = [keep(f"sanction{term}", _Case(a, term).sanction) for term in TERMS]
    at = dict(zip(TERMS, sanctions, strict=True))
    peak = keep("peak_term", largest(TERMS, sanctions, keep))
    sweden, region = _Case(a, SWEDEN), _Case(a, REGION)
    change = keep("change", at[REGION] / at[SWEDEN] - 1)
    tenth = keep("tenth", at[LONGER] / at[REGION] - 1)
    columns["peak"] = 0 * row["term"] + peak
    results = {
        "short": Result(f"Expected sanction at {SWEDEN} years", at[SWEDEN] / a.year_value, format=".2f", unit="years"),
        "long": Result(f"Expected sanction at {REGION} years", at[REGION] / a.year_value, format=".2f", unit="years"),
        "change": Result(f"Change from {SWEDEN} to {REGION} years", change, format="+.0%"),
        "peak": Result(
            f"Term beyond which more deters less ({TERMS[-1]}: no such term up to there)", peak, unit="years"
        ),
        "money": Result(f"Expected sanction per offence at {REGION} years, in money", at[REGION], unit="US$"),
        "served": Result(f"Served in prison per offence at {REGION} years", region.served, format=".2f", unit="years"),
        "bribe_short": Result(f"Bribe at {SWEDEN} years, where one is paid (0: no bargain)", sweden.bribe, unit="US$"),
        "bribe_long": Result(f"Bribe at {REGION} years, where one is paid (0: no bargain)", region.bribe, unit="US$"),
        "tenth": Result(
            f"A tenth more years ({REGION} to {LONGER}); a tenth more detection always adds a tenth",
            tenth,
            format="+.1%",
        ),
    }
    said = text(
        f"A term of {REGION} years is worth {{long:~.2f}} years per offence and one of {SWEDEN} years {{short:~.2f}} ({{change:~+.0%}}); ",
        long=at[REGION] / a.year_value,
        short=at[SWEDEN] / a.year_value,
        change=change,
    )
    beyond = text("beyond {peak:.0f} years a longer term deters less.", peak=peak)
    return Outcome(
        columns,
        results,
        said + where(peak < TERMS[-1], beyond, f"no shorter term deters as much as {TERMS[-1]} years."),
    )


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return three lines over the nominal term, the printed terms as rules and a ring at the term that deters most."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[HONEST, EFFECTIVE, SERVED], range=[figure.MUTED, figure.COLOURS[1], figure.COLOURS[0]])
        .legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    # The frame holds one year at least, so that a move of detection is seen as one.
    best = f"(conviction_fall == 0 ? {TERMS[-1]} : min({TERMS[-1]}, max(1, -1 / log(1 - conviction_fall))))"
    highest = f"max(1, 1.12 * detection * conviction * {best} * pow(1 - conviction_fall, {best} - 1))"
    y_scale = alt.Scale(domain=[0, alt.ExprRef(highest)], nice=False)
    x = (
        alt.X("term:Q")
        .title("term in the code (years)")
        .axis(format="d", values=[1, 5, 10, 15, 20, 25])
        .scale(domain=[1, TERMS[-1]], nice=False)
    )

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("years to expect per offence").axis(format="~g", tickCount=5).scale(y_scale)

    tooltip = [
        alt.Tooltip("term:Q", title="Term, years", format="d"),
        alt.Tooltip("honest:Q", title=HONEST, format=".2f"),
        alt.Tooltip("effective:Q", title=EFFECTIVE, format=".2f"),
        alt.Tooltip("served:Q", title=SERVED, format=".2f"),
        alt.Tooltip("bribe_price:Q", title="Bribe, US$", format=",.0f"),
    ]

    def line(column: str, name: str, dash: list[int]) -> alt.Chart:
        named = source.transform_calculate(line=f"'{name}'")
        return named.mark_line(strokeWidth=3, strokeDash=dash).encode(x=x, y=y(column), color=colour, tooltip=tooltip)

    paid = source.mark_area(opacity=0.15, color=figure.COLOURS[1]).encode(x=x, y=y("served"), y2="effective:Q")
    printed = source.transform_filter(alt.FieldOneOfPredicate(field="term", oneOf=[SWEDEN, REGION]))
    marks = printed.mark_rule(strokeDash=[2, 3], opacity=0.7).encode(x=x)
    names = [
        source.transform_filter(f"datum.term == {term}")
        .mark_text(text=name, align="right", dx=-5, baseline="top", opacity=0.85)
        .encode(x=x, y=alt.value(2))
        for term, name in ((SWEDEN, "Sweden"), (REGION, "Central Asia"))
    ]
    dots = printed.mark_point(size=80, color=figure.COLOURS[1]).encode(x=x, y=y("effective"), tooltip=tooltip)
    ring = (
        source.transform_filter(f"datum.term == datum.peak && datum.peak < {TERMS[-1]}")
        .mark_point(filled=False, size=190, strokeWidth=2.5, stroke="currentColor")
        .encode(x=x, y=y("effective"), tooltip=tooltip)
    )
    lines = [line("honest", HONEST, [6, 4]), line("served", SERVED, [2, 3]), line("effective", EFFECTIVE, [1, 0])]
    return alt.layer(paid, marks, *names, *lines, dots, ring).properties(height=330)


def _assumptions() -> tuple[Assumption, ...]:
    law, trade, worth = "Detection and conviction", "The bargain", "What a year is worth"
    return (
        Assumption(name="detection", meaning="How likely an offence comes to the notice of the police", label="Chance that an offence is detected", default=0.1, minimum=0.01, maximum=0.5, step=0.01, format=".0%", group=law,
            why="From one offence in a hundred to every second one; no measurement is held here", source=ILLUSTRATIVE),
        Assumption(name="conviction", meaning="How likely somebody who is detected is convicted where the term is one year", label="Chance of conviction at a term of one year", default=0.9, minimum=0.1, maximum=1, step=0.05, format=".0%", group=law,
            why="From rare to certain once somebody is detected", source=ILLUSTRATIVE),
        Assumption(name="conviction_fall", meaning="How much less often courts convict for every further year that the term is long", label="Conviction lost with each further year of the term", default=0.04, minimum=0, maximum=0.2, step=0.01, format=".0%", group=law,
            why="None, or courts that shrink from harsh terms, as in Andreoni 1991", source=ILLUSTRATIVE),
        Assumption(name="open_courts", meaning="The part of the courts in which a bribe is possible where the term is one year", label="Courts open to a bribe at a term of one year", default=0.3, minimum=0, maximum=1, step=0.05, format=".0%", group=trade,
            why="From none to all; the text speaks of most cases, at the long terms in force", source="illustrative assumption; 2.2 says in most cases and counts none"),
        Assumption(name="honesty_fall", meaning="How much more courts open to a bribe for every further year that the term is long", label="Honest courts lost with each further year of the term", default=0.05, minimum=0, maximum=0.2, step=0.01, format=".0%", group=trade,
            why="None, or a temptation that grows with the years at stake", source=ILLUSTRATIVE),
        Assumption(name="softening", meaning="How much of the sentence a bribe saves the accused", label="Part of the expected term that a bribe takes away", default=0.7, minimum=0, maximum=1, step=0.05, format=".0%", group=trade,
            why="From nothing to full escape; the text speaks of softer penalties", source=ILLUSTRATIVE),
        Assumption(name="share", meaning="How the gain from the bargain is divided between the official and the accused", label="Official’s part of what the bribe saves", default=0.4, minimum=0, maximum=1, step=0.05, format=".0%", group=trade,
            why="0: the accused keeps all of the surplus; 100%: the bribe is worth the term", source="illustrative assumption; Nash 1950 splits evenly between equals"),
        Assumption(name="risk", meaning="The official’s expected loss from taking a bribe, which no bribe below it makes good", label="What the official risks by taking it", default=1000, minimum=0, maximum=20000, step=500, unit="US$", group=trade,
            why="From impunity to a loss that ends most bargains", source=ILLUSTRATIVE),
        Assumption(name="year_value", meaning="What the accused would pay to be free for one year more", label="Worth of one year in freedom", default=2000, minimum=500, maximum=20000, step=500, unit="US$", group=worth,
            why="From a poor year’s income to that of a successful trade", source="illustrative assumption, near the pay of an officer in the report of 2010 if that is monthly"),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of deterrence with bribery."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="honest-courts", label="Honest courts", settings=start | {"open_courts": 0, "honesty_fall": 0, "conviction_fall": 0},
            why="Nobody trades and conviction does not depend on the term: twice the years are twice the sanction"),
        Preset(name="bribes-alone", label="Bribes alone", settings=start | {"open_courts": 0.8, "honesty_fall": 0, "conviction_fall": 0},
            why="Illustrative: four courts in five trade at every term; bribes then dilute a longer term but never turn it round"),
        Preset(name="bribes-buy-softer-terms", label="Bribes buy softer terms", settings=start | {"honesty_fall": 0.1, "conviction_fall": 0.05, "softening": 0.9, "share": 0.2},
            why="Illustrative: the longer the term, the more courts trade and the fewer convict, and a small payment buys most of it off"),
        Preset(name="rare-detection", label="Rare detection", settings=start | {"detection": 0.02},
            why="Illustrative: one offence in fifty is detected, all else as at the start"),
        Preset(name="certainty-over-severity", label="Certainty over severity", settings=start | {"detection": 0.3, "open_courts": 0.1, "honesty_fall": 0.01, "conviction_fall": 0.01},
            why="Illustrative, after Nagin 2013: effort goes into detection and honest courts, not into longer terms"),
    )  # fmt: skip
    return Explorer(
        name="deterrence-with-bribery",
        title="Deterrence with bribery",
        question="When does a longer sentence deter less?",
        description=(
            f"Line chart of the years to expect per offence by the term in the code (1 to {TERMS[-1]} years): a dashed line if no court took bribes, "
            "a solid one for the expected sanction with bribes counted in years of freedom, a dotted one for what is served in prison; the shaded gap is paid. "
            f"Rules mark the printed terms of Sweden ({SWEDEN}) and Central Asia ({REGION}), a ring the term that deters most. "
            "At the start the solid line is nearly flat around the regional term. Terms from Osmonaliev 2005, 2.2; the rest is illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"term": TERMS}),
        model=model,
        draw=draw,
        table_columns={
            "term": ("Term in the code, years", "d"),
            "honest": ("If no court took bribes, years", ".2f"),
            "effective": ("Expected sanction, years", ".2f"),
            "served": ("Served in prison, years", ".2f"),
            "bribe_price": ("Bribe where one is paid (US$)", ",.0f"),
        },
        source="Osmonaliev 2005, 2.2 (the two terms); our model after Becker 1968, with illustrative chances and sums",
        first=("detection", "conviction_fall", "open_courts", "honesty_fall"),
        leaves_out=(
            "People rarely know the chances, and weigh a year far off less than one soon: both make long terms deter less than here. The accused "
            "can always pay, the police take nothing before the court, and nobody extorts the innocent. A term also keeps a person out "
            "of the trade, and another may take the place. Officials who gain from detection may detect more, or arrange to be paid earlier. "
            "That honesty and conviction fall by a constant fraction is a convenience; no data of the region were used."
        ),
    )

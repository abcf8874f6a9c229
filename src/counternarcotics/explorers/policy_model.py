"""Weighing policy models: what the ranking of four models owes to the weights, and what to the reading of the evidence.

The scores are our coding (``data/policy_scores.csv``), once as the monograph argues and once as later research
reads it; each carries its reason.  They are judgements, and the explorer lets the reader shift them.
"""

from __future__ import annotations

import functools

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.multi_criteria import (
    even_weightings,
    first_place,
    largest,
    normalised,
    second_place,
    shares_won,
    weighted_sum,
)
from counternarcotics.numberlike import element, maximum, text, where

READINGS = {"monograph": "by the monograph", "later": "by later research"}
MODELS = {
    "war-on-drugs": ("War on drugs", "the war on drugs"),
    "restrictive": ("Restrictive", "the restrictive model"),
    "liberal": ("Liberal", "the liberal model"),
    "tough-liberal": ("Tough liberal", "the tough liberal mixture"),
}
CRITERIA = {
    "supply": ("Supply", "Restraint of supply"),
    "demand": ("Demand", "Restraint of demand"),
    "health": ("Health", "Health of people who use drugs"),
    "rights": ("Rights", "Rights and the rule of law"),
    "cost": ("Cost", "Low cost to the state"),
    "support": ("Support", "Public support"),
}
CRITERIA_COLOURS = [*figure.COLOURS, figure.MUTED]
WEIGHTINGS = 120  # enough for a share that is right to two or three percentage points, few enough for a page
HIGHEST = 10


def scores() -> pd.DataFrame:
    """Return the coded scores, one row a reading, model and criterion; see ``data/policy_scores.csv``."""
    return tables.load("policy_scores")


@functools.lru_cache
def score_lists() -> dict[str, list[list[float]]]:
    """Return for each reading one list a model with one score a criterion, in the orders of this module."""
    by_cell = scores().set_index(["reading", "model", "criterion"])["score"]
    return {
        reading: [[float(by_cell[reading, model, criterion]) for criterion in CRITERIA] for model in MODELS]
        for reading in READINGS
    }


@functools.lru_cache
def totals_by_weighting() -> dict[str, list[list[float]]]:
    """Return for each reading one list a weighting with one weighted sum a model, before any shift."""
    weightings = even_weightings(WEIGHTINGS, len(CRITERIA))
    # Rounded far below any meaning of a score, so that the page's formulas stay short.
    return {
        reading: [[round(weighted_sum(w, row), 5) for row in rows] for w in weightings]
        for reading, rows in score_lists().items()
    }


def _rows() -> pd.DataFrame:
    first, second = score_lists().values()
    return pd.DataFrame(
        {
            "model": label,
            "model_key": m,
            "criterion": short,
            "criterion_key": c,
            "monograph": first[m][c],
            "later": second[m][c],
        }
        for m, (label, _) in enumerate(MODELS.values())
        for c, (short, _) in enumerate(CRITERIA.values())
    )


def model(a, row, keep: Keep) -> Outcome:
    """Weigh the four models and rank them; see :mod:`counternarcotics.models.multi_criteria`."""
    shifts = [a.shift_war, a.shift_restrictive, a.shift_liberal, a.shift_mixture]
    given = normalised([getattr(a, f"weight_{criterion}") for criterion in CRITERIA])
    weights = [keep(f"part_{criterion}", weight) for criterion, weight in zip(CRITERIA, given, strict=True)]
    read = score_lists()
    totals = []
    for m, shift in enumerate(shifts):
        coded = [element(pair, a.evidence) for pair in zip(*(read[reading][m] for reading in READINGS), strict=True)]
        totals.append(keep(f"total_{m}", weighted_sum(weights, coded, shift)))
    first = keep("first", first_place(totals))
    second = keep("second", second_place(totals, first))
    lead = keep("lead", element(totals, first) - element(totals, second))

    winners = []
    for k, both in enumerate(zip(*totals_by_weighting().values(), strict=True)):
        pairs = zip(zip(*both, strict=True), shifts, strict=True)
        winners.append(keep(f"w{k}", first_place([element(pair, a.evidence) + shift for pair, shift in pairs])))
    shares = [keep(f"share_{m}", share) for m, share in enumerate(shares_won(winners, len(MODELS)))]

    score = where(a.evidence == 0, row["monograph"], row["later"])
    weight = element(weights, row["criterion_key"])
    columns = {
        "score": score,
        "weight": weight,
        "contribution": weight * score,
        "total": element(totals, row["model_key"]),
        "end": maximum(
            element(totals, row["model_key"]), element(totals, row["model_key"]) - element(shifts, row["model_key"])
        ),
        "share": element(shares, row["model_key"]),
    }
    results = {}
    for m, (label, _) in enumerate(MODELS.values()):
        results[f"points_{m}"] = Result(f"{label}: weighted sum", totals[m], format=".1f", unit="of 10 points")
    results["gap"] = Result("Lead of the first: what each score of the second would have to gain", lead, format=".1f", unit="points")  # fmt: skip
    for m, (label, _) in enumerate(MODELS.values()):
        results[f"first_{m}"] = Result(f"{label}: first under this share of all weightings", shares[m], format=".0%")

    names = [name for _, name in MODELS.values()]
    where_read = text("With the evidence read {reading}, ", reading=element(list(READINGS.values()), a.evidence))
    ahead = text(
        "{first} comes first with {points:.1f} of 10 points, {lead:.1f} ahead of {second}",
        first=element(names, first),
        points=largest(totals),
        lead=lead,
        second=element(names, second),
    )
    level = text(
        "{first} and {second} share the first place with {points:.1f} of 10 points",
        first=element(names, first),
        second=element(names, second),
        points=largest(totals),
    )
    robust = text(
        ". Of all possible weightings, {share:.0%} put {name} first.",
        share=element(shares, first),
        name=element(names, first),
    )
    return Outcome(columns, results, where_read + where(lead >= 0.05, ahead, level) + robust)


RING = "the model’s total"


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return one stacked bar a model, a ring and a label at its total, and the share of weightings it wins below."""
    shifts = "shift_war, shift_restrictive, shift_liberal, shift_mixture"
    # Room for the labels on the right; a shift may carry a total off the scale of the scores.
    frame = alt.Scale(
        domain=[alt.ExprRef(f"min(0, {shifts})"), alt.ExprRef(f"{HIGHEST + 1} + max(0, {shifts})")], nice=False
    )

    def x(column: str) -> alt.X:
        return alt.X(f"{column}:Q").title("points of 10").axis(format="d", values=list(range(0, 14, 2))).scale(frame)

    y = (
        alt.Y("model:N")
        .sort([label for label, _ in MODELS.values()])
        .title(None)
        .axis(ticks=False)
        .scale(paddingInner=0.6, paddingOuter=0.4)
    )
    short = [label for label, _ in CRITERIA.values()]
    bars = source.mark_bar(height=figure.narrow(8, 20), stroke="white", strokeOpacity=0.6, strokeWidth=0.6).encode(
        x=x("contribution").stack("zero"),
        y=y,
        order=alt.Order("criterion_key:Q"),
        color=alt.Color("criterion:N").scale(domain=short, range=CRITERIA_COLOURS).legend(symbolOpacity=1),
        tooltip=[
            alt.Tooltip("model:N", title="Model"),
            alt.Tooltip("criterion:N", title="Criterion"),
            alt.Tooltip("score:Q", title="Score, 0 to 10", format=".1f"),
            alt.Tooltip("weight:Q", title="Weight", format=".0%"),
            alt.Tooltip("contribution:Q", title="Contribution, points", format=".2f"),
        ],
    )
    once = source.transform_filter("datum.criterion_key == 0").transform_calculate(
        points="format(datum.total, '.1f')", robust="'first in ' + format(datum.share, '.0%') + ' of weightings'"
    )
    ring = (
        once.transform_calculate(mark=f"'{RING}'")
        .mark_point(filled=False, size=75, strokeWidth=2.5, stroke="currentColor")
        .encode(
            x=x("total"),
            y=y,
            shape=alt.Shape("mark:N")
            .scale(domain=[RING], range=["circle"])
            .legend(symbolFillColor="transparent", symbolStrokeColor="currentColor", symbolStrokeWidth=2.5),
        )
    )
    label = once.mark_text(align="left", dx=10, fontWeight=700).encode(x=x("end"), y=y, text="points:N")
    below = once.mark_text(align="left", dx=2, dy=figure.narrow(11, 21), fontSize=11.5, opacity=0.9).encode(
        x=alt.value(0), y=y, text="robust:N"
    )
    return alt.layer(bars, ring, label, below).properties(height=290)


def _weight(criterion: str, why: str, source: str) -> Assumption:
    return Assumption(
        name=f"weight_{criterion}",
        label=CRITERIA[criterion][1],
        meaning="How much this criterion counts beside the others when the models are ranked",
        default=5,
        minimum=0,
        maximum=10,
        step=1,
        format=".0f",
        why=why,
        source=f"illustrative assumption: equal weights at the start; {source}",
        group="Weights of the criteria",
    )


def _shift(name: str, position: int) -> Assumption:
    _, model_name = list(MODELS.values())[position]
    return Assumption(
        name=name,
        label=f"Shift {model_name} by",
        meaning="A mark-up or mark-down of this model by every criterion, to try whether its place depends on our coding",
        default=0,
        minimum=-3,
        maximum=3,
        step=0.5,
        format="+.1f",
        unit="points",
        why="A doubt about the whole row: three points either way turn a middling score into a good or a poor one",
        source="illustrative assumption; our coding stands at the start",
        group="Reading of the evidence",
    )


def _weights(supply: int, demand: int, health: int, rights: int, cost: int, support: int) -> dict[str, float]:
    given = (supply, demand, health, rights, cost, support)
    return {f"weight_{criterion}": weight for criterion, weight in zip(CRITERIA, given, strict=True)}


def build() -> Explorer:
    """Return the explorer of policy models."""
    assumptions = (
        Choice(name="evidence", meaning="Whose judgements say how well each model does by each criterion", label="Evidence read", default=0, options=tuple(READINGS.values()), group="Reading of the evidence",
            why="The models are coded twice, by the author's judgements and by later research; for the liberal model the later reading also means something narrower",
            source="2.1, coded by us; later research as each row of the table of scores cites it"),
        _shift("shift_war", 0),
        _shift("shift_restrictive", 1),
        _shift("shift_liberal", 2),
        _shift("shift_mixture", 3),
        _weight("supply", "From no weight to twice the start", "four of the seven long-term objectives of 2.1 concern supply or trafficking"),
        _weight("demand", "From no weight to twice the start", "less demand is the second objective of 2.1"),
        _weight("health", "From no weight to twice the start", "easing medical and social effects is the last objective of 2.1"),
        _weight("rights", "From no weight to twice the start", "human rights are the first guiding principle of 2.1"),
        _weight("cost", "From no weight to twice the start", "no objective and no principle of 2.1 speaks of cost"),
        _weight("support", "From no weight to twice the start", "2.1 holds that prohibitions which society finds unreasonable do not work"),
    )  # fmt: skip
    presets = (
        Preset(name="equal-weights", label="Equal weights", settings=_weights(5, 5, 5, 5, 5, 5),
            why="Illustrative: every criterion counts alike, which is a judgement too"),
        Preset(name="authors-priorities", label="The author's priorities", settings=_weights(8, 10, 3, 7, 1, 7),
            why="Our reading of the objectives and principles of 2.1: demand first, then supply, rights and the attitude of society; cost is not named"),
        Preset(name="public-health-first", label="Public health first", settings=_weights(2, 5, 10, 6, 3, 2),
            why="Illustrative: a health ministry that counts infections and deaths before arrests"),
        Preset(name="budget-first", label="Budget first", settings=_weights(3, 3, 3, 3, 10, 3),
            why="Illustrative: a finance ministry in a poor year, with all other criteria alike"),
    )  # fmt: skip
    return Explorer(
        name="policy-model",
        title="Weigh the policy models",
        question="Which model comes first for you, and would it still if you weighed the criteria otherwise or read the evidence otherwise?",
        description=(
            "Stacked bar chart of four policy models: what each of six criteria contributes to the weighted sum (points, 0 to 10), a ring and a "
            "number at the total, and below each bar the share of all weightings (per cent) under which the model comes first. "
            "With equal weights the restrictive model leads by far as the monograph argues, and the liberal one by a little as later research reads the evidence. "
            "Scores are our coding of Osmonaliev 2005, 2.1, and of the research cited with each score."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "model": ("Model", ""),
            "criterion": ("Criterion", ""),
            "score": ("Score", ".1f"),
            "weight": ("Weight", ".0%"),
            "contribution": ("Contribution (points)", ".2f"),
            "total": ("Total of the model (points)", ".1f"),
        },
        source=(
            "Osmonaliev 2005, 2.1, coded by us; later research as cited with each score in the table of policy scores; additive model after "
            "Keeney and Raiffa 1976 and Belton and Stewart 2002, shares of weightings after Lahdelma and others 1998"
        ),
        low=270,
        first=("evidence", "weight_demand", "weight_health", "weight_support"),
        leaves_out=(
            "The scores are judgements of the editors on a scale without a unit, and four labels hide great differences between countries and years. "
            "A weighted sum lets a good score make up for a bad one, so no right is a limit here, only a weight; it also takes the criteria as "
            "independent, though a healthier or a more frightened public changes demand. Nothing is said of the way from one model to another, "
            "of what a police force or a clinic can carry out, or of treaties that rule a model out. The mixture is set between two other models "
            "and so cannot lead without a shift."
        ),
    )

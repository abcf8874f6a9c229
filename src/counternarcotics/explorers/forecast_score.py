"""Forecast score: the claims of section 1.2 with their verdicts, which the reader may dispute, and what they cost.

The verdicts are those of the table of forecast claims.  The monograph states no probability, so the confidence of
its author is a lever.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.scoring import COIN_FLIP, beats_a_coin_up_to, brier, weighted_mean
from counternarcotics.numberlike import NumberLike, element, summed, text, where

VERDICTS = ("hit", "split", "miss", "undecidable")
SHOWN = ("hit", "split", "miss", "open (cannot be told)")
HIT, SPLIT, MISS, UNDECIDABLE = range(len(VERDICTS))
OPTIONS = ("as recorded", *SHOWN)
AS_RECORDED = 0

GROUPS = {
    "general": "General",
    "one": "Scenario One",
    "two": "Scenario Two",
    "three": "Scenario Three",
    "other": "Elsewhere",
}

# Label of the claim, whether "nothing changes" would have made it true (our reading), whether it forecasts at all
# (a condition, a plan and a recommendation do not), and why its verdict may be disputed (empty: it is fixed here).
READINGS = {
    "claim-g1": ("G1 transit", True, True, "Output rose, but our tables hold no flow for 2004, so a critic sees nothing to score"),
    "claim-g2": ("G2 poppy area", True, True, "No turn away came at first; fifteen years on it came by decree"),
    "claim-g3": ("G3 more use", False, True, "Two registers rise to 2007, three lie lower by 2011, infections rise: which of them measures use?"),
    "claim-g4": ("G4 corruption", False, True, ""),
    "claim-g5": ("G5 Tajik border", False, True, "Halved seizures fit a weaker guard, and a smaller trade as well"),
    "claim-g6": ("G6 balloon", False, True, ""),
    "claim-s1a": ("S1a crime flat", True, True, "Our tables hold no full year of the forecast; ten years on Uzbekistan counts a quarter less"),
    "claim-s1b": ("S1b seizures up", False, True, "Three countries seize more for a time, the largest and the region less"),
    "claim-s1c": ("S1c register up", False, True, "Two countries come near, one if the rate is yearly, one if it is a total"),
    "claim-s1d": ("S1d possession", True, True, "Two countries’ counts speak against it, one of later years, one without a total"),
    "claim-s2a": ("S2a register down", False, True, "The sum fell at the rate forecast, over eight years in place of three"),
    "claim-s2b": ("S2b offence mix", False, True, ""),
    "claim-s2c": ("S2c conditions", False, False, ""),
    "claim-s3a": ("S3a crime up", False, True, "Kazakhstan seems to contradict it, with part of one year, and Uzbekistan ten years on"),
    "claim-s3b": ("S3b Turkmenistan", True, True, "Its silence ended in part; whether it was the softest target is a judgement"),
    "claim-s3c": ("S3c no treatment", True, True, "Treatment grew from almost nothing to very little: has it developed?"),
    "claim-s3d": ("S3d leading crime", False, True, ""),
    "claim-o1": ("O1 HIV", False, True, ""),
    "claim-o2": ("O2 new bodies", False, False, ""),
    "claim-o3": ("O3 law balanced", False, False, ""),
}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """One claim of the table: its verdict as recorded, and how this explorer reads it."""

    identifier: str
    scenario: str
    recorded: int
    words: str

    @property
    def name(self) -> str:
        """Return the name of the claim's control: ``s1a`` for ``claim-s1a``."""
        return self.identifier.removeprefix("claim-")

    @property
    def label(self) -> str:
        """Return the claim in a word or two."""
        return READINGS[self.identifier][0]

    @property
    def no_change(self) -> bool:
        """Tell whether the claim holds if nothing changes."""
        return READINGS[self.identifier][1]

    @property
    def forecast(self) -> bool:
        """Tell whether the claim is a forecast, and not a condition, a plan or a recommendation."""
        return READINGS[self.identifier][2]

    @property
    def dispute(self) -> str:
        """Return why the verdict may be disputed, or nothing."""
        return READINGS[self.identifier][3]


CLAIMS = tuple(
    Claim(row.id, row.scenario, VERDICTS.index(row.verdict), row.claim)
    for row in tables.load("forecast_claims").itertuples()
)
DISPUTED = tuple(claim.name for claim in CLAIMS if claim.dispute)


def _judged(a, claim: Claim) -> NumberLike:
    """Return the verdict on a claim as a position in :data:`VERDICTS`: the reader's, or the one recorded."""
    if not claim.dispute:
        return claim.recorded
    chosen = getattr(a, claim.name)
    return where(chosen == AS_RECORDED, claim.recorded, chosen - 1)


def model(a, row, keep: Keep) -> Outcome:
    """Tally the verdicts and score them; see :func:`brier`."""
    judged = [keep(f"judged_{claim.name}", _judged(a, claim)) for claim in CLAIMS]
    counted = [1 if claim.forecast else where(a.scope == 0, 1, 0) for claim in CLAIMS]

    def tally(verdict: int) -> NumberLike:
        return summed(where(one == verdict, 1, 0) * weight for one, weight in zip(judged, counted, strict=True))

    hits, splits, misses, undecided = (
        keep(name, tally(verdict))
        for name, verdict in (("hits", HIT), ("splits", SPLIT), ("misses", MISS), ("undecided", UNDECIDABLE))
    )
    total = keep("total", summed(counted))
    decided = keep("decided", hits + splits + misses)
    shares = [element([1, a.split_value, 0, 0], one) for one in judged]
    weights = [weight * where(one == UNDECIDABLE, 0, 1) for one, weight in zip(judged, counted, strict=True)]
    # "Nothing changes" has the author's confidence, and gives it to the claims that a standstill would make true.
    idle = [a.confidence if claim.no_change else 1 - a.confidence for claim in CLAIMS]
    rate = keep("rate", (hits + a.split_value * splits) / decided)
    author = keep("author_score", brier(a.confidence, rate))
    nothing = keep("idle_score", weighted_mean([brier(p, s) for p, s in zip(idle, shares, strict=True)], weights))
    bound = keep("bound", beats_a_coin_up_to(rate))
    own = element(judged, row["position"])
    columns = {
        "judged": own,
        "verdict": element(SHOWN, own),
        "counted": where(row["forecast"] == 1, 1, where(a.scope == 0, 1, 0)),
        "moved": where(own == row["recorded"], 0, 1),
    }
    results = {
        "counted": Result("Claims counted", total),
        "hits": Result("Hits", hits),
        "splits": Result("Split", splits),
        "misses": Result("Misses", misses),
        "undecided": Result("Cannot be told", undecided),
        "hit_rate": Result("Came true, of what can be told", rate, format=".0%"),
        "all_claims": Result("Came true, of all claims: if none or all of the rest did", rate * decided / total, (rate * decided + undecided) / total, format=".1%"),
        "author": Result("Brier score of the author at this confidence (less is better)", author, format=".3f"),
        "coin": Result("Brier score of a coin flip", COIN_FLIP, format=".3f"),
        "nothing": Result("Brier score of “nothing changes” at this confidence", nothing, format=".3f"),
        "bound": Result("Confidence below which the author beats the coin (50%: none)", bound, format=".0%"),
    }  # fmt: skip
    tied = (author < COIN_FLIP + 1e-9) & (author > COIN_FLIP - 1e-9)
    said = text(
        "You can decide {decided:.0f} of {total:.0f} claims, and {rate:.0%} of what they say came true. "
        "At {confidence:.0%} confidence the author pays {author:.3f} a claim, {coin}; “nothing changes” pays {nothing:.3f}.",
        decided=decided,
        total=total,
        rate=rate,
        confidence=a.confidence,
        author=author,
        coin=where(
            tied,
            "as much as a coin flip",
            where(author < COIN_FLIP, "less than a coin flip (0.250)", "more than a coin flip (0.250)"),
        ),
        nothing=nothing,
    )
    return Outcome(columns, results, said)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return a dot a claim under its verdict; a ring marks the recorded verdict where the reader moved it."""
    order = [claim.label for claim in CLAIMS]
    shown = source.transform_filter("datum.counted == 1")
    y = alt.Y("label:N").sort(order).title(None).axis(grid=True).scale(domain=order)
    names = ", ".join(f"'{name}'" for name in ("hit", "split", "miss", "open"))
    axis = dict(values=list(range(len(VERDICTS))), orient="top", labelExpr=f"[{names}][datum.value]", domain=False)
    x = alt.X("judged:Q").title(None).axis(**axis).scale(domain=[-0.4, len(VERDICTS) - 0.6], nice=False)
    colour = (
        alt.Color("group:N")
        .scale(domain=list(GROUPS.values()), range=list(figure.COLOURS))
        .legend(orient="bottom", symbolOpacity=1)
    )
    tooltip = [
        alt.Tooltip("label:N", title="Claim"),
        alt.Tooltip("group:N", title="Where it stands"),
        alt.Tooltip("verdict:N", title="Your verdict"),
        alt.Tooltip("recorded_verdict:N", title="As recorded"),
    ]
    moved = shown.transform_filter("datum.moved == 1")
    ring = moved.mark_point(filled=False, size=110, strokeWidth=1.8, opacity=0.9).encode(
        x=alt.X("recorded:Q"), y=y, color=colour
    )
    way = moved.mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x=alt.X("recorded:Q"), x2="judged:Q", y=y)
    dots = shown.mark_point(filled=True, size=150, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip)
    return alt.layer(way, ring, dots).properties(height=480)


def _any_split(a) -> NumberLike:
    """Return, as a condition, whether a claim that counts is judged to have split."""
    return (
        summed(
            where(_judged(a, claim) == SPLIT, 1, 0) * (1 if claim.forecast else where(a.scope == 0, 1, 0))
            for claim in CLAIMS
        )
        > 0
    )


def _dispute(claim: Claim) -> Choice:
    group = "General statements" if claim.scenario == "general" else "Scenarios"
    return Choice(
        name=claim.name,
        label=claim.label,
        default=AS_RECORDED,
        options=OPTIONS,
        meaning=f"Your verdict on this claim: {claim.words}",
        why=claim.dispute,
        source=f"Osmonaliev 2005, 1.2; recorded as {SHOWN[claim.recorded]} in the table of forecast claims",
        group=group,
    )


def _all(**chosen: str) -> dict[str, float]:
    """Return a setting of every disputed claim, as recorded where `chosen` is silent."""
    return {name: OPTIONS.index(chosen.get(name, "as recorded")) for name in DISPUTED}


def build() -> Explorer:
    """Return the explorer of the forecast's score."""
    rules = "Rules of scoring"
    assumptions = (
        *(_dispute(claim) for claim in CLAIMS if claim.dispute),
        Choice(name="scope", meaning="Whether a condition, a plan and a recommendation are scored among the forecasts", label="Claims counted", default=0, options=("all twenty rows", "forecasts only"), group=rules,
            why="A condition (S2c), a plan (O2) and a recommendation (O3) may be held not to forecast anything", source="our reading of Osmonaliev 2005, 1.2, 3.2.1 and summary"),
        Assumption(name="split_value", matters=_any_split, idle="judge one of the claims that count as split.", meaning="How much a claim that came half true counts as true", label="A split counts as a hit to", default=0.5, minimum=0, maximum=1, step=0.05, format=".0%", group=rules,
            why="0% treats half right as wrong, 100% as right; both have defenders", source="illustrative assumption"),
        Assumption(name="confidence", meaning="How sure the author is taken to be of every claim; the score compares it with what came", label="Probability the author gives each claim", default=0.8, minimum=0.5, maximum=0.95, step=0.05, format=".0%", group=rules,
            why="From knowing nothing to near certainty; section 1.2 says “some degree of confidence”", source="illustrative assumption: the monograph states no probability"),
    )  # fmt: skip
    rest = {"scope": 0, "split_value": 0.5, "confidence": 0.8}
    told = SHOWN[UNDECIDABLE]
    presets = (
        Preset(name="recorded", label="As recorded", settings=_all() | rest, why="The verdicts of the book's table, half a point for a split"),
        Preset(name="friend", label="The author's friend", settings=_all(g1="hit", g2="hit", g3="hit", g5="hit", s1a="hit", s1b="hit", s2a="hit", s3b="hit") | rest | {"scope": 1, "split_value": 0.75},
            why="Every doubt in the author's favour, and only forecasts counted; Scenarios One and Two cannot both be right on registers, so only one is granted"),
        Preset(name="critic", label="The author's critic", settings=_all(g1=told, g2="miss", g3="miss", s1a=told, s1b="miss", s1c="miss", s1d="miss", s2a="miss", s3a="miss", s3b="miss", s3c="miss") | rest | {"split_value": 0.25},
            why="What is vague does not count, what is half right is wrong"),
        Preset(name="umpire", label="The strict umpire", settings=_all(g1=told, g2=told, g3=told, g5=told, s1a=told, s1b=told, s1c=told, s1d=told, s2a="miss", s3a=told, s3b=told, s3c=told) | rest | {"scope": 1},
            why="Of the disputed claims only one with a size, a date and counts is decided at all"),
    )  # fmt: skip
    rows = pd.DataFrame(
        {
            "position": range(len(CLAIMS)),
            "label": [claim.label for claim in CLAIMS],
            "group": [GROUPS[claim.scenario] for claim in CLAIMS],
            "recorded": [claim.recorded for claim in CLAIMS],
            "recorded_verdict": [SHOWN[claim.recorded] for claim in CLAIMS],
            "forecast": [int(claim.forecast) for claim in CLAIMS],
        }
    )
    return Explorer(
        name="forecast-score",
        title="Score the forecast",
        question="Which verdicts would you change, and does the forecast then do better than a coin?",
        description=(
            "Dot chart of twenty claims of the monograph's forecast, one a row, under one of four verdicts: hit, split, miss or open (cannot be told). "
            "Colours show where a claim stands; a ring and a dashed line show a recorded verdict that the reader has moved. "
            "As recorded, most dots lie under split and open, few under hit or miss. "
            "Source: the book's table of forecast claims, on Osmonaliev 2005, 1.2, and the later figures named there."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=rows,
        model=model,
        draw=draw,
        table_columns={
            "label": ("Claim", ""),
            "group": ("Where it stands", ""),
            "recorded_verdict": ("As recorded", ""),
            "verdict": ("Your verdict", ""),
        },
        table_filter="counted",
        source="Osmonaliev 2005, 1.1, 1.2, 3.2.1 and summary; the table of forecast claims; formula of Brier 1950",
        low=380,
        first=("s1a", "s2a", "split_value", "confidence"),
        leaves_out=(
            "The author gave no probabilities, so one confidence for every claim is invented here, and real forecasters vary it. The three scenarios "
            "exclude one another, yet are scored as if all were asserted. Claims overlap, weigh the same whether large or small, and twenty of them cannot tell skill from luck. "
            "“Nothing changes” is our reading of each claim, with the author's confidence."
        ),
    )

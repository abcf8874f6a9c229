"""Rival explanations: three readings of the incursions of 1999 and 2000, weighed piece by piece.

The pieces are those of a news report of 2000 and of the monograph; what each is worth is the reader's judgement.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.bayes import effective_weight, graded_likelihoods, normalised, posterior
from counternarcotics.numberlike import NumberLike, element, exp, log, maximum, summed, text, where

HYPOTHESES = {"insurgency": "Armed insurgency", "trade": "Protecting the trade", "both": "Both at once"}
OPTIONS = (
    "strongly insurgency",
    "somewhat insurgency",
    "neither",
    "somewhat trade",
    "strongly trade",
)
NEITHER = 2

# Label of the control (short, for a phone), words in the table, source, and whether the piece rests on the general's word.
EVIDENCE = (
    ("The plan", "The announced plan of an Islamic state", "IWPR 2000, par. 5; the general speaks of it and calls it a cover", True),
    ("Hostages", "Hostages, foreigners among them", "IWPR 2000, par. 9", False),
    ("The routes", "The routes of the fighters and of the trade", "IWPR 2000, par. 11; Osmonaliev 2005, 1.1 has the season and Batken", True),
    ("No poppy", "No poppy fields to win", "IWPR 2000, par. 10; a survey in Osmonaliev 2005, 1.1 agrees", True),
    ("His word", "The general's judgement itself", "IWPR 2000, par. 3", True),
    ("Trade after", "The trade went on when the incursions ended", "Osmonaliev 2005, 1.1; later press figures", False),
)  # fmt: skip
PIECES = len(EVIDENCE)
HIS_WORD = summed(general for *_, general in EVIDENCE)
START = (1, 2, 3, 2, 3, 1)


def model(a, row, keep: Keep) -> Outcome:
    """Multiply the prior by the likelihoods of one piece after another; see :mod:`counternarcotics.models.bayes`."""
    priors = normalised([a.prior_insurgency, a.prior_trade, a.prior_both])
    share = keep("share_of_a_statement", effective_weight(HIS_WORD, a.independence))
    # Logarithms of the running products, so that a step is one sum.
    running = [keep(f"log_{name}_0", log(prior)) for name, prior in zip(HYPOTHESES, priors, strict=True)]
    steps = [priors]
    for position, (*_, general) in enumerate(EVIDENCE, start=1):
        grade = NEITHER - getattr(a, f"evidence_{position}")
        likelihoods = graded_likelihoods(grade, a.step, a.reach, share if general else 1)
        running = [
            keep(f"log_{name}_{position}", before + log(likelihood))
            for name, before, likelihood in zip(HYPOTHESES, running, likelihoods, strict=True)
        ]
        steps.append(posterior([1, 1, 1], [exp(one) for one in running]))
    columns = {name: element([step[index] for step in steps], row["weighed"]) for index, name in enumerate(HYPOTHESES)}
    final = [keep(f"final_{name}", p) for name, p in zip(HYPOTHESES, steps[-1], strict=True)]
    first, second, both = final
    ratio = keep("ratio", first / second * priors[1] / priors[0])
    favours = where(ratio >= 1, "insurgency over trade", "trade over insurgency")
    size = maximum(ratio, 1 / ratio)
    results = {
        name: Result(f"{label}, after all six", p, format=".1%")
        for (name, label), p in zip(HYPOTHESES.items(), final, strict=True)
    }
    results |= {
        "size": Result(
            "Evidence together, for the favoured of the two single motives", size, format=",.1f", unit="to 1"
        ),
        "statements": Result(
            "The general's statements count together as", HIS_WORD * share, format=".1f", unit="independent ones"
        ),
    }
    leader = where(
        (first >= second) & (first >= both),
        "an armed insurgency",
        where(second >= both, "protection of the trade", "both motives at once"),
    )
    clear = maximum(first, maximum(second, both)) - 1 / 3 > 0.001
    said = text(
        "After six pieces: insurgency {first:.0%}, trade {second:.0%}, both {both:.0%}. ", first=first, second=second, both=both
    )  # fmt: skip
    verdict = text(
        "{leader} leads; {evidence}.",
        leader=where(clear, text("In your reading {leader}", leader=leader), "Nothing"),
        evidence=where(
            size > 1.05,
            text("the evidence favours {favours} by {size:~,.1f} to 1", favours=favours, size=size),
            "the evidence does not tell the two single motives apart",
        ),
    )
    return Outcome(columns, results, said + verdict)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return three lines of probability by the number of pieces weighed."""
    colour = (
        alt.Color("hypothesis:N")
        .scale(domain=list(HYPOTHESES.values()), range=list(figure.COLOURS[:3]))
        .legend(symbolType="stroke", symbolStrokeWidth=3)
    )
    x = (
        alt.X("weighed:Q")
        .title("pieces of evidence weighed")
        .axis(values=list(range(PIECES + 1)), format="d", labelExpr="datum.value == 0 ? 'prior' : datum.label")
        .scale(domain=[0, PIECES], nice=False)
    )

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q").title("probability").axis(format=".0%", tickCount=5).scale(domain=[0, 1])

    tooltip = [
        alt.Tooltip("piece:N", title="After"),
        *(alt.Tooltip(f"{name}:Q", title=label, format=".1%") for name, label in HYPOTHESES.items()),
    ]
    dashes = ([1, 0], [7, 4], [2, 3])
    layers = []
    for (name, label), dash in zip(HYPOTHESES.items(), dashes, strict=True):
        named = source.transform_calculate(hypothesis=f"'{label}'")
        encoded = {"x": x, "y": y(name), "color": colour}
        layers.append(named.mark_line(strokeWidth=3, strokeDash=dash).encode(**encoded))
        layers.append(named.mark_point(size=55, opacity=1).encode(**encoded, tooltip=tooltip))
    return alt.layer(*layers).properties(height=320)


def _pieces() -> tuple[Choice, ...]:
    why = "five grades from one single motive to the other; the text argues each piece both ways"
    return tuple(
        Choice(
            name=f"evidence_{position}",
            label=f"{position}. {short}",
            default=default,
            options=OPTIONS,
            meaning=f"For which of the two motives this piece speaks, and how strongly: {label[0].lower()}{label[1:]}",
            why=f"{why[0].upper()}{why[1:]}",
            source=f"{source}. The grade is an illustrative assumption",
            group="How each piece of evidence speaks",
        )
        for position, ((short, label, source, _), default) in enumerate(zip(EVIDENCE, START, strict=True), start=1)
    )


def _anything_speaks(a) -> NumberLike:
    """Return, as a condition, whether a piece of evidence speaks for one side."""
    return summed((getattr(a, f"evidence_{n}") - NEITHER) ** 2 for n in range(1, PIECES + 1)) > 0


def _prior(name: str) -> Assumption:
    return Assumption(
        name=f"prior_{name}",
        label=HYPOTHESES[name],
        meaning="How much you believed this before any evidence, beside the other two",
        default=1,
        minimum=1,
        maximum=10,
        step=1,
        why="Weights are shares of their sum; none may be zero, for no evidence could bring it back",
        source="illustrative assumption; equal weights say that you do not know",
        group="Weights before the evidence",
    )


def _settings(grades: tuple[int, ...], **rest: float) -> dict[str, float]:
    return {f"evidence_{position}": grade for position, grade in enumerate(grades, start=1)} | rest


def build() -> Explorer:
    """Return the explorer of rival explanations."""
    rules = "Rules of weighing"
    assumptions = (
        *_pieces(),
        Assumption(name="independence", meaning="How far several statements of one speaker count as separate pieces of evidence", label="Independence of the general's statements", default=0.5, minimum=0, maximum=1, step=0.05, format=".0%", group=rules,
            why="0% counts all that one speaker says as one statement, 100% as so many witnesses", source="illustrative assumption; four of the six pieces rest on one man's word"),
        Assumption(name="step", matters=_anything_speaks, idle="let at least one piece of evidence speak for one side.", meaning="How many times likelier a piece is under the explanation that it speaks “somewhat” for", label="“Somewhat” means a likelihood ratio of", default=3, minimum=1.5, maximum=10, step=0.5, format=".1f", unit="to 1", group=rules,
            why="From hardly noticeable to decisive; “strongly” is the square of it", source="illustrative assumption; near half a power of ten, a usual unit for weights of evidence"),
        Assumption(name="reach", matters=_anything_speaks, idle="let at least one piece of evidence speak for one side.", meaning="How well “both at once” foresees a piece, between the worse and the better of the two single motives", label="How far “both” shares in the better explanation", default=0.5, minimum=0, maximum=1, step=0.05, format=".0%", group=rules,
            why="0% expects what the worse motive expects, 50% the geometric mean, 100% always the better", source="illustrative assumption; the geometric mean is the start"),
        *(_prior(name) for name in HYPOTHESES),
    )  # fmt: skip
    even = {f"prior_{name}": 1 for name in HYPOTHESES}
    rest = even | {"independence": 0.5, "step": 3, "reach": 0.5}
    general = (2, 3, 4, 3, 4, 3)
    presets = (
        Preset(name="general", label="The general's reading", settings=_settings(general, **rest | {"independence": 1}),
            why="Plans are a cover, passes and statements count for the trade, each as a witness of its own"),
        Preset(name="one-speaker-once", label="One speaker counted once", settings=_settings(general, **rest | {"independence": 0}),
            why="The same grades, with all that the general says counted as one statement"),
        Preset(name="sceptic", label="A sceptic's reading", settings=_settings((0, 2, 2, 2, 2, 1), **rest),
            why="What the groups announced counts; passes serve everybody, and an official would say what he said"),
        Preset(name="explains-everything", label="“Both” explains everything", settings=_settings(START, **rest | {"reach": 1}),
            why="Both motives at once are credited with every success of either"),
        Preset(name="nothing-counts", label="Nothing speaks", settings=_settings((NEITHER,) * PIECES, **rest),
            why="Every piece fits all three alike, so the prior stays where it was"),
    )  # fmt: skip
    rows = pd.DataFrame(
        {
            "weighed": range(PIECES + 1),
            "piece": ["before any piece", *(f"{n}. {label}" for n, (_, label, *_) in enumerate(EVIDENCE, start=1))],
        }
    )
    return Explorer(
        name="rival-explanations",
        title="Three explanations, six pieces of evidence",
        question="How far do six pieces of evidence carry you from what you thought before?",
        description=(
            "Line chart of the probability (0 to 100 per cent) of three explanations of the incursions of 1999 and 2000, armed insurgency, protection "
            "of the trade and both at once, by the number of pieces of evidence weighed, from the prior to six. At the start the pieces nearly cancel "
            "and the lines stay close together; the general's reading lifts one line to near certainty. Pieces from IWPR 2000 and Osmonaliev 2005; grades are the reader's."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=rows,
        model=model,
        draw=draw,
        table_columns={
            "weighed": ("Pieces weighed", "d"),
            "piece": ("After", ""),
            **{name: (label, ".1%") for name, label in HYPOTHESES.items()},
        },
        source="IWPR 2000; Osmonaliev 2005, 1.1 and 1.2; our model, with the reader's judgements",
        first=("evidence_1", "evidence_3", "evidence_5", "independence"),
        leaves_out=(
            "Three explanations cannot be all there are: local grievances, the war in Tajikistan and the politics of "
            "Uzbekistan stand outside, and the groups need not have been of one mind. Likelihoods are judged one piece at a "
            "time, grades are coarse, and only the general's statements are treated as dependent on each other."
        ),
    )

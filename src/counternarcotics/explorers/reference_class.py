"""Can it work? The reader sets the record of similar cases against a view from the inside.

The count of cases is that of the table in section 3.3; how firmly an inside view is held, is an illustrative assumption.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.reference_class import combined, succession
from counternarcotics.numberlike import minimum, text, where

CASES = 5  # the attempts in the table of section 3.3
WEIGHTS = 21
ILLUSTRATIVE = "illustrative assumption"


def model(a, row, keep: Keep) -> Outcome:
    """Join the record with the inside view; see :mod:`counternarcotics.models.reference_class`."""
    outside = keep("outside", succession(a.successes, a.cases))
    chance = keep("chance", combined(a.successes, a.cases, a.inside, a.weight))
    same = 0 * row["held"]  # a value that is the same in every row
    columns = {
        "estimate": combined(a.successes, a.cases, a.inside, row["held"]),
        "record_alone": same + outside,
        "inside_alone": same + a.inside,
        "your_weight": same + a.weight,
        "your_chance": same + chance,
    }
    results = {
        "chance": Result("Chance that this attempt reaches its aim", chance, format=".0%"),
        "outside": Result("By the record alone (rule of Laplace)", outside, format=".0%"),
        "kept": Result("Weight of the inside view in the result", a.weight / (a.cases + 2 + a.weight), format=".0%"),
    }
    sentence = text(
        "{successes:.0f} of {cases:.0f} similar attempts give {outside:.0%}; an inside view of {inside:.0%}, held as firmly as {weight:.0f} {cases_word}, makes it {chance:.0%}.",
        successes=minimum(a.successes, a.cases),
        cases=a.cases,
        outside=outside,
        inside=a.inside,
        weight=a.weight,
        cases_word=where(a.weight == 1, "case", "cases"),
        chance=chance,
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the chance by the weight of the inside view, between the two views as dashed lines."""
    y_scale = alt.Scale(domain=[0, 1], nice=False)

    def x(column: str) -> alt.X:
        title = "cases that the inside view is worth"
        return alt.X(f"{column}:Q").title(title).axis(tickCount=5).scale(domain=[0, WEIGHTS - 1], nice=False)

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("chance of success").axis(format=".0%", tickCount=5).scale(y_scale)

    once = source.transform_filter("datum.held == 0")
    line = source.mark_line(strokeWidth=3, color=figure.ACCENT).encode(
        x=x("held"),
        y=y("estimate"),
        tooltip=[
            alt.Tooltip("held:Q", title="Cases that the inside view is worth", format=".0f"),
            alt.Tooltip("estimate:Q", title="Chance", format=".0%"),
        ],
    )
    views = [
        layer
        # At opposite ends the two notes never meet, whichever view is the higher one.
        for column, name, base, dy, at, align, dx in (
            ("inside_alone", "inside view", "bottom", -4, 0, "left", 3),
            ("record_alone", "record alone", "top", 5, WEIGHTS - 1, "right", -3),
        )
        for layer in (
            source.mark_line(strokeDash=[5, 4], strokeWidth=1.5, color=figure.MUTED).encode(x=x("held"), y=y(column)),
            source.transform_filter(f"datum.held == {at}")
            .mark_text(align=align, baseline=base, dy=dy, dx=dx)
            .encode(x=x("held"), y=y(column), text=alt.datum(name)),
        )
    ]
    yours = once.mark_point(filled=True, size=150, opacity=1, color=figure.CONTRAST).encode(
        x=x("your_weight"), y=y("your_chance")
    )
    return alt.layer(*views, line, yours).properties(height=260)


def build() -> Explorer:
    """Return the explorer."""
    assumptions = (
        Assumption(name="cases", label="Similar cases", default=CASES, minimum=0, maximum=20, step=1, unit="cases",
            meaning="How many attempts of the same kind are known, whatever became of them",
            why="From none to more than anybody has described", source="our table in section 3.3"),
        Assumption(name="successes", matters=lambda s: s.cases > 0, idle="let there be at least one similar case.", label="Of these, cases that reached the aim", default=0, minimum=0, maximum=20, step=1, unit="cases",
            meaning="The aim is that less was shown to arrive; for another aim count again",
            why="From none to all; more than the cases count as all", source="our reading of the table in section 3.3"),
        Assumption(name="inside", label="Chance by the inside view", default=0.7, minimum=0, maximum=1, step=0.05, format=".0%",
            meaning="What somebody expects who knows this attempt, its plan and its people",
            why="Any chance from none to certainty", source=ILLUSTRATIVE),
        Assumption(name="weight", label="Cases that the inside view is worth", default=5, minimum=0, maximum=WEIGHTS - 1, step=1, unit="cases",
            meaning="As many further cases, seen and counted, would convince you as much",
            why="From no view at all to four times the record", source=ILLUSTRATIVE),
    )  # fmt: skip
    presets = (
        Preset(name="less-arrives", label="Aim: less arrives", settings={"cases": CASES, "successes": 0, "inside": 0.7, "weight": 5},
            why="None of the five was shown to have reached it"),
        Preset(name="route-closed", label="Aim: one route closed", settings={"cases": CASES, "successes": 2, "inside": 0.7, "weight": 5},
            why="Two of the five, read kindly"),
        Preset(name="services-act", label="Aim: services act together", settings={"cases": CASES, "successes": 4, "inside": 0.7, "weight": 5},
            why="Four of the five, one of them with an exception"),
        Preset(name="no-record", label="Nothing known of others", settings={"cases": 0, "successes": 0, "inside": 0.7, "weight": 5},
            why="What is left to somebody who looks at the own case alone"),
    )  # fmt: skip
    return Explorer(
        name="reference-class",
        title="Has it worked elsewhere?",
        question="How far should the record of others move what you expect of your own attempt?",
        description=(
            "Line chart of the chance of success by the weight of an inside view, from none to twenty cases. At the start no success in five cases gives "
            "14 percent, the inside view says 70 percent, and the line rises from the first towards the second; held as firmly as five cases it reaches 38 "
            "percent. Cases from the table in section 3.3; the inside view is an illustrative assumption."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"held": range(WEIGHTS)}),
        model=model,
        draw=draw,
        table_columns={"held": ("Cases that the inside view is worth", ".0f"), "estimate": ("Chance", ".0%")},
        source="our reading of the works in the table of section 3.3; the inside view is an illustrative assumption",
        leaves_out=(
            "The cases are taken as alike and independent, though one payer stood behind several. What was not shown counts as a failure, and attempts that "
            "nobody described are missing. The class is ours; another class gives another chance."
        ),
    )

"""Adding ranges: four national estimates as a sum and as a difference, end to end and in the middle of their chances."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.ranges import central, end_to_end
from counternarcotics.numberlike import ABOUT, element, span, summed, text, where

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
BOUNDS = {country: tables.bounds(f"users-estimated-{country}-2002") for country in COUNTRIES}
MIDDLES = {country: (low + high) / 2 for country, (low, high) in BOUNDS.items()}
HALVES = {country: (high - low) / 2 for country, (low, high) in BOUNDS.items()}
SUM, DIFFERENCE = "All four together", "Kazakhstan less Uzbekistan"
ADDED = {SUM: dict.fromkeys(COUNTRIES, 1), DIFFERENCE: {"kazakhstan": 1, "uzbekistan": -1}}
ENDS, MIDDLE = "end to end", "central part"
LEVELS = {
    "Half": (0.5, 0.674),
    "Four in five": (0.8, 1.282),
    "Nine in ten": (0.9, 1.645),
    "Nineteen in twenty": (0.95, 1.96),
}


def _parts(name: str) -> tuple[float, list[float], list[int]]:
    """Return the middle of a sum or difference, the half-widths of its parts and their signs."""
    signs = ADDED[name]
    middle = summed(sign * MIDDLES[country] for country, sign in signs.items())
    return middle, [HALVES[country] for country in signs], list(signs.values())


def model(a, row, keep: Keep) -> Outcome:
    """Work out both widths of the sum and of the difference; see :mod:`counternarcotics.models.ranges`."""
    level, deviations = (element([pair[end] for pair in LEVELS.values()], a.level) for end in (0, 1))
    widths, middles = {}, {}
    for key, name in (("sum", SUM), ("difference", DIFFERENCE)):
        middles[key], halves, signs = _parts(name)
        widths[key, ENDS] = end_to_end(halves)
        widths[key, MIDDLE] = keep(f"central_{key}", central(halves, signs, a.correlation, level, deviations))
    is_sum, is_middle = row["what"] == SUM, row["kind"] == MIDDLE
    half = where(
        is_sum,
        where(is_middle, widths["sum", MIDDLE], widths["sum", ENDS]),
        where(is_middle, widths["difference", MIDDLE], widths["difference", ENDS]),
    )
    columns = {"below": -half, "above": half, "low": row["middle"] - half, "high": row["middle"] + half}
    share = keep("share", widths["sum", MIDDLE] / widths["sum", ENDS])
    sum_ends = [middles["sum"] + sign * widths["sum", MIDDLE] for sign in (-1, 1)]
    difference_ends = [middles["difference"] + sign * widths["difference", MIDDLE] for sign in (-1, 1)]
    results = {
        "total": Result("All four, central part", *sum_ends, unit="people"),
        "gap": Result("Kazakhstan less Uzbekistan, central part", *difference_ends, unit="people"),
        "share": Result("Central part of the sum, share of its ends", share, format=".0%"),
    }
    said = text(
        "{level:.0%} of the chances: {total} people for all four, {share:.0%} of the way from end to end; {gap} for Kazakhstan less Uzbekistan.",
        level=level,
        total=span(*sum_ends, ABOUT),
        share=share,
        gap=span(*difference_ends, ABOUT),
    )
    return Outcome(columns, results, said)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return two bars for the sum and two for the difference, in people above and below the middle."""
    farthest = summed(HALVES.values())
    y = alt.Y("label:N").sort([f"{what}, {kind}" for what in ADDED for kind in (ENDS, MIDDLE)]).axis(None)
    y = y.scale(paddingInner=0, paddingOuter=0)
    base = source.transform_calculate(label="datum.what + ', ' + datum.kind")
    down = 9  # the bars stand below the name in each row
    bars = base.mark_bar(size=11, yOffset=down, y2Offset=down).encode(
        x=alt.X("below:Q")
        .title("people below and above the middle")
        .axis(tickCount=5, format=",.0f")
        .scale(domain=[-1.05 * farthest, 1.05 * farthest], nice=False),
        x2="above:Q",
        y=y,
        color=alt.Color("kind:N")
        .scale(domain=[ENDS, MIDDLE], range=[figure.MUTED, figure.ACCENT])
        .legend(symbolType="square", symbolOpacity=1),
        tooltip=[
            alt.Tooltip("what:N", title="Of"),
            alt.Tooltip("kind:N", title="Range"),
            alt.Tooltip("low:Q", title="People, low", format=",.0f"),
            alt.Tooltip("high:Q", title="People, high", format=",.0f"),
        ],
    )
    names = base.mark_text(align="left", dy=-10).encode(x=alt.value(0), y=y, text="label:N")
    return alt.layer(bars, names).properties(height=44 * 4 + 60)


def build() -> Explorer:
    """Return the explorer of ranges that are added."""
    bars = [(what, kind) for what in ADDED for kind in (ENDS, MIDDLE)]
    rows = [
        {"position": position, "what": what, "kind": kind, "middle": _parts(what)[0]}
        for position, (what, kind) in enumerate(bars)
    ]
    assumptions = (
        Assumption(name="correlation", meaning="How far the errors of the four estimates go together, from not at all to one error for all", label="Errors that go together", default=0, minimum=0, maximum=1, step=0.05, format=".2f", group="Errors",
            why="0: each country was misjudged for its own reason; 1: one method misjudged all alike", source="illustrative assumption"),
        Choice(name="level", meaning="Which part of all combinations the central range is to hold", label="The central range holds", default=2, options=tuple(LEVELS), group="Errors",
            why="From a range that holds as often as it misses to the customary nineteen in twenty", source="illustrative assumption; the catalogue prints nine in ten"),
    )  # fmt: skip
    presets = (
        Preset(name="own", label="Each its own error", settings={"correlation": 0}, why="What the catalogue's central ranges assume"),
        Preset(name="half", label="Half in common", settings={"correlation": 0.5}, why="One assessment, four countries with their own reports"),
        Preset(name="one", label="One error for all", settings={"correlation": 1}, why="One method, applied alike: all too high or all too low"),
    )  # fmt: skip
    return Explorer(
        name="adding-ranges",
        title="Adding ranges",
        question="How wide is a sum of ranges, and when is a difference better known than its parts?",
        description=(
            "Bar chart of ranges in people below and above their middle: the sum of four national estimates of people who use drugs, and the difference of two of them, "
            "each end to end and in its central part. With independent errors the central range of the sum is half as wide as its ends; "
            "as errors go together it grows to nine tenths of them, while that of the difference shrinks. Source: Osmonaliev 2005, 1.1 fn. 19."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame(rows),
        model=model,
        draw=draw,
        table_columns={
            "what": ("Of", ""),
            "kind": ("Range", ""),
            "low": ("People, low", ",.0f"),
            "high": ("People, high", ",.0f"),
        },
        source="Osmonaliev 2005, 1.1 fn. 19, the assessment of 2000 to 2002; our model",
        leaves_out=(
            "Every value in a printed range counts as equally likely, and none outside it as possible; the source says neither. "
            "The central range is that of a normal curve, a little off for few ranges. One correlation stands for all pairs, "
            "though two neighbours may be misjudged together and a third country for its own reason."
        ),
    )

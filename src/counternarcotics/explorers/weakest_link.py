"""The weakest link: how much of a flow is stopped, and how much only moves, when five borders are guarded differently.

Section 3.3 prints no effort, no flow and no cost: every number here is an illustrative assumption.
"""

from __future__ import annotations

import functools
from types import SimpleNamespace

import altair as alt
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.displacement import (
    composite_cost,
    cooperating,
    interdiction_rate,
    moved,
    responding_flow,
    route_cost,
    shares,
)
from counternarcotics.numberlike import NumberLike, element, maximum, minimum, summed, text, where

BORDERS = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
DETOURS = (1, 1, 0, 0, 0)  # 1 where the state has no border with Afghanistan
SHIPPED = 100  # units of flow before anything changes: an index
EVENLY, ON_THE_WEAKEST = "all five, equally", "the weakest border"
TARGETS = (*(f"{border} alone" for border in BORDERS), EVENLY, ON_THE_WEAKEST)
NOTICEABLE = 1e-6  # less than this has not left a border: it is rounding

BEFORE, AFTER, STOPPED = "before", "after", "of it intercepted"
ILLUSTRATIVE = "illustrative assumption; 3.3 prints nothing on this"


def _spread(a, target: NumberLike, efforts: list[NumberLike]) -> list[NumberLike]:
    """Return the efforts with the extra effort where `target` (a position in TARGETS) puts it."""
    least = functools.reduce(minimum, efforts)
    weakest = [where(effort == least, 1, 0) for effort in efforts]
    evenly = 1 / len(efforts)
    return [
        effort
        + a.extra
        * where(
            target == TARGETS.index(ON_THE_WEAKEST),
            weak / summed(weakest),
            where(target == TARGETS.index(EVENLY), evenly, where(target == position, 1, 0)),
        )
        for position, (effort, weak) in enumerate(zip(efforts, weakest, strict=True))
    ]


def _traffic(a, efforts: list[NumberLike], keep: Keep, name: str, before: NumberLike = None) -> SimpleNamespace:
    """Return rates, flows and what passes at the given efforts; `before` is the composite cost to compare with."""
    rates = [keep(f"{name}_rate_{i}", interdiction_rate(e, a.effect)) for i, e in enumerate(efforts)]
    costs = [
        keep(f"{name}_cost_{i}", route_cost(1 + a.detour * DETOURS[i], a.penalty, rate)) for i, rate in enumerate(rates)
    ]
    composite = keep(f"{name}_composite", composite_cost(costs, a.theta))
    shipped = (
        SHIPPED
        if before is None
        else keep(f"{name}_shipped", responding_flow(SHIPPED, before, composite, a.elasticity))
    )
    parts = [keep(f"{name}_share_{i}", share) for i, share in enumerate(shares(costs, a.theta))]
    flows = [keep(f"{name}_flow_{i}", shipped * part) for i, part in enumerate(parts)]
    stopped = [flow * rate for flow, rate in zip(flows, rates, strict=True)]
    caught = keep(f"{name}_caught", summed(stopped))
    return SimpleNamespace(
        efforts=efforts,
        rates=rates,
        composite=composite,
        shipped=shipped,
        flows=flows,
        stopped=stopped,
        caught=caught,
        passed=keep(f"{name}_passed", shipped - caught),
        largest=keep(f"{name}_largest", functools.reduce(maximum, parts)),
    )


def model(a, row, keep: Keep) -> Outcome:
    """Compare the flow before with the flow after extra effort and cooperation; see :mod:`counternarcotics.models.displacement`."""
    efforts = [getattr(a, border.lower()) for border in BORDERS]
    before = _traffic(a, efforts, keep, "before")

    def planned(target: NumberLike, name: str) -> SimpleNamespace:
        raised = [keep(f"{name}_raised_{i}", e) for i, e in enumerate(_spread(a, target, efforts))]
        together = [keep(f"{name}_effort_{i}", e) for i, e in enumerate(cooperating(raised, a.pooling, a.sharing))]
        return _traffic(a, together, keep, name, before.composite)

    after = planned(a.target, "after")
    even = planned(TARGETS.index(EVENLY), "even")
    weakest = planned(TARGETS.index(ON_THE_WEAKEST), "weakest")
    left, elsewhere = moved(before.flows, after.flows)
    left, elsewhere = keep("left", left), keep("elsewhere", elsewhere)
    share_moved = keep("share_moved", where(left > NOTICEABLE, elsewhere / maximum(left, NOTICEABLE), 0))

    border = row["border"]
    columns = {
        "effort_before": element(before.efforts, border),
        "effort_after": element(after.efforts, border),
        "rate_after": element(after.rates, border),
        "flow_before": element(before.flows, border),
        "flow_after": element(after.flows, border),
        "stopped_before": element(before.stopped, border),
        "stopped_after": element(after.stopped, border),
    }
    unit = "units"
    results = {
        "shipped": Result("Shipped, after", after.shipped, format=",.1f", unit=unit),
        "passed_before": Result("Passes the borders, before", before.passed, format=",.1f", unit=unit),
        "passed_after": Result("Passes the borders, after", after.passed, format=",.1f", unit=unit),
        "left": Result("Left the borders that lost flow", left, format=",.1f", unit=unit),
        "share_moved": Result("Of that, only moved to another border", share_moved, format=".0%"),
        "caught_before": Result("Intercepted share, before", before.caught / SHIPPED, format=".1%"),
        "caught_after": Result("Intercepted share, after", after.caught / after.shipped, format=".1%"),
        "largest": Result("Largest border's share of the flow, after", after.largest, format=".0%"),
        "passed_even": Result("Would pass with the extra effort on all five, equally", even.passed, format=",.1f", unit=unit),
        "passed_weakest": Result("Would pass with the extra effort on the weakest border", weakest.passed, format=",.1f", unit=unit),
    }  # fmt: skip
    told = text(
        "Of 100 units shipped at first, {before:~.1f} passed; now {after:~.1f} pass. {moved:.0%} of what left a border only moved to another. "
        "The same extra effort, spread over all five, would let {even:~.1f} pass.",
        before=before.passed,
        after=after.passed,
        moved=share_moved,
        even=even.passed,
    )
    still = text(
        "Of 100 units shipped, {before:~.1f} pass and the flow stays where it is: set some extra effort, or let the states cooperate.",
        before=before.passed,
    )
    return Outcome(columns, results, where(left > NOTICEABLE, told, still))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return two bars a border, the flow before and after, each with the part that is intercepted."""
    colour = (
        alt.Color("what:N")
        .scale(domain=[BEFORE, AFTER, STOPPED], range=[figure.MUTED, figure.ACCENT, figure.CONTRAST])
        .legend(symbolOpacity=1)
    )
    x_axis = dict(title="units of flow (100 shipped before)", axis=alt.Axis(format=".0f", tickCount=5))
    # All may go through one border.  Where the costs before differ so little that nowhere more than half of the flow
    # can gather (no share is more than three times another), the frame is half as wide, to show small changes.
    efforts = ", ".join(border.lower() for border in BORDERS)
    apart = f"theta * (penalty * effect * (max({efforts}) - min({efforts})) + detour)"
    scale = alt.Scale(domain=[0, alt.ExprRef(f"{apart} < 1.05 ? 50 : {SHIPPED}")], nice=False)
    tooltip = [
        alt.Tooltip("name:N", title="Border"),
        alt.Tooltip("effort_before:Q", title="Effort before, points", format=".1f"),
        alt.Tooltip("effort_after:Q", title="Effort after, points", format=".1f"),
        alt.Tooltip("rate_after:Q", title="Chance of interception, after", format=".1%"),
        alt.Tooltip("flow_before:Q", title="Flow before", format=".1f"),
        alt.Tooltip("flow_after:Q", title="Flow after", format=".1f"),
    ]

    def bars(column: str, when: str, what: str, size: int) -> alt.Chart:
        named = source.transform_calculate(when=f"'{when}'", what=f"'{what}'")
        return named.mark_bar(height=size, clip=True).encode(
            x=alt.X(f"{column}:Q", scale=scale, **x_axis),
            y=alt.Y("name:N").sort(list(BORDERS)).title(None).scale(paddingInner=0.3),
            yOffset=alt.YOffset("when:N").sort([BEFORE, AFTER]).scale(domain=[BEFORE, AFTER]),
            color=colour,
            tooltip=tooltip,
        )

    def numbers(column: str, when: str) -> alt.Chart:
        named = source.transform_calculate(when=f"'{when}'")
        return named.mark_text(align="left", dx=4, fontSize=11, clip=True).encode(
            x=alt.X(f"{column}:Q", scale=scale),
            y=alt.Y("name:N").sort(list(BORDERS)),
            yOffset=alt.YOffset("when:N").sort([BEFORE, AFTER]).scale(domain=[BEFORE, AFTER]),
            text=alt.Text(f"{column}:Q", format=".1f"),
        )

    layers = [
        bars("flow_before", BEFORE, BEFORE, 15),
        bars("flow_after", AFTER, AFTER, 15),
        bars("stopped_before", BEFORE, STOPPED, 5),
        bars("stopped_after", AFTER, STOPPED, 5),
        numbers("flow_before", BEFORE),
        numbers("flow_after", AFTER),
    ]
    return alt.layer(*layers).properties(height=340)


def _effort(border: str) -> Assumption:
    return Assumption(
        name=border.lower(),
        label=border,
        meaning=f"How hard the Afghan drug traffic through {border} is looked for, in points of effort that we made up",
        default=4,
        minimum=0,
        maximum=10,
        step=0.5,
        format=".1f",
        unit="points",
        group="Effort at each border, before",
        why="From an open border to the most that one state would pay for alone",
        source="illustrative assumption; no source measures effort, and the names carry no estimate",
    )


def _efforts_differ(a) -> NumberLike:
    """Return, as a condition, whether one border is guarded more than another, before or after the extra effort."""
    efforts = [getattr(a, border.lower()) for border in BORDERS]
    uneven = summed((effort - efforts[0]) ** 2 for effort in efforts) > 0
    return uneven | ((a.extra > 0) & (a.target < len(BORDERS)))


def _assumptions() -> tuple[Assumption, ...]:
    change, together, trade = "What changes", "Cooperation", "How the trade responds"
    return (
        *(_effort(border) for border in BORDERS),
        Assumption(name="extra", meaning="Points of effort that are added to those before", label="Extra effort, in all", default=5, minimum=0, maximum=20, step=0.5, format=".1f", unit="points", group=change,
            why="From nothing to as much as five middling borders have together", source=ILLUSTRATIVE),
        Choice(name="target", meaning="The border, or borders, on which the extra effort is spent", label="It goes to", default=BORDERS.index("Tajikistan"), options=TARGETS, group=change,
            why="One border, every border, or the one that is guarded least; ties share", source="illustrative assumption; donors of 3.2 chose among these"),
        Assumption(name="pooling", matters=_efforts_differ, idle="let the borders differ in effort.", meaning="How far every border is brought to the mean of all, with the same effort in all", label="Efforts drawn to their common mean", default=0, minimum=0, maximum=1, step=0.05, format=".0%", group=together,
            why="0% is each state alone, 100% one common plan; the sum stays the same", source="illustrative assumption, for the uniform approach that 3.3 asks for"),
        Assumption(name="sharing", meaning="The part of the other states’ mean effort that helps at home, because they tell what they know", label="Worth of the others' information", default=0, minimum=0, maximum=0.5, step=0.05, format=".0%", group=together,
            why="Part of the others' mean effort that counts at home as well; half would be very much", source="illustrative assumption, for the exchange that 3.3 finds formal"),
        Assumption(name="theta", meaning="How readily traffickers take another route when theirs becomes dearer", label="Ease of changing the route", default=1, minimum=0.1, maximum=5, step=0.1, format=".1f", unit="per unit of cost", group=trade,
            why="0.1 hardly notices a difference in cost, 5 takes the cheapest route almost always", source=ILLUSTRATIVE),
        Assumption(name="elasticity", meaning="By how many per cent the whole flow shrinks for each per cent that the cheapest mix of routes becomes dearer", label="Fall of the whole flow for 1% more cost", default=0.3, minimum=0, maximum=1.5, step=0.05, format=".2f", unit="%", group=trade,
            why="0 ships the same at any cost; carrying is a small part of the final price, so large values are unlikely", source=ILLUSTRATIVE),
        Assumption(name="penalty", meaning="What a stopped consignment costs its owner, in costs of carrying it", label="Loss when a consignment is stopped", default=10, minimum=0, maximum=30, step=1, unit="times carrying", group=trade,
            why="Value, wages for risk and punishment, against carrying it where nobody checks", source=ILLUSTRATIVE),
        Assumption(name="effect", meaning="The part of a flow that the first point of effort stops; each further point stops as much of what is left", label="Part stopped by the first point of effort", default=0.04, minimum=0.01, maximum=0.1, step=0.01, format=".0%", group=trade,
            why="One to ten in a hundred; every further point stops as much of the rest", source=ILLUSTRATIVE),
        Assumption(name="detour", meaning="How much longer the way is through Kazakhstan or Kyrgyzstan, which do not border on Afghanistan", label="Detour by a state without Afghan border", default=0.2, minimum=0, maximum=3, step=0.1, format=".1f", unit="times carrying", group=trade,
            why="0 makes the five routes alike; 3 makes two of them far longer", source="illustrative assumption; which states border Afghanistan is geography"),
    )  # fmt: skip


def _levels(*levels: float) -> dict[str, float]:
    return {border.lower(): level for border, level in zip(BORDERS, levels, strict=True)}


def build() -> Explorer:
    """Return the explorer of the weakest link."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    uneven = start | _levels(7, 7, 7, 1, 7)
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="one-strong-border", label="One strong border", settings=start | {"extra": 10},
            why="Equal neighbours, and ten points more on one of them"),
        Preset(name="all-raised", label="All raised alike", settings=start | {"extra": 10, "target": TARGETS.index(EVENLY)},
            why="The same ten points, two on each border"),
        Preset(name="weak-link", label="Strong neighbours, weak link", settings=uneven,
            why="Four strong borders, and five points more on one of the strong; 1.2 expects Turkmenistan to be the softest, the levels are made up"),
        Preset(name="cooperation", label="The same, with cooperation", settings=uneven | {"pooling": 0.8, "sharing": 0.1},
            why="The same points as before, but drawn to their mean, and some information shared"),
    )  # fmt: skip
    return Explorer(
        name="weakest-link",
        title="The weakest link",
        question="When one border is guarded better, how much of the flow is stopped, and how much only moves next door?",
        description=(
            "Bar chart of the flow at five borders (units, 100 shipped before), two bars a border, before and after extra effort, each with a thin bar for what is intercepted. "
            "Where one border is strengthened its bar shrinks and the others grow by most of what it loses; where all are strengthened every bar shrinks a little. "
            "Our model with illustrative assumptions, after Osmonaliev 2005, 3.3."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"border": range(len(BORDERS)), "name": BORDERS}),
        model=model,
        draw=draw,
        table_columns={
            "name": ("Border", ""),
            "effort_before": ("Effort before", ",.1f"),
            "effort_after": ("Effort after", ",.1f"),
            "flow_before": ("Flow before", ",.1f"),
            "flow_after": ("Flow after", ",.1f"),
            "stopped_after": ("Intercepted after", ",.1f"),
        },
        source="Our model, for the argument of Osmonaliev 2005, 3.3; no number comes from the text",
        first=("extra", "target", "pooling", "theta"),
        leaves_out=(
            "A real consignment crosses several borders in a row, and five national controls are neither five routes nor equally long. Controls burden travellers and trade, "
            "and officers can be paid: effort here is always honest. Traffickers learn, violence may follow the flow, states answer one another, and nothing here says "
            "what prevention or treatment would do with the same money. The names stand for five controls and carry no estimate of any state."
        ),
    )

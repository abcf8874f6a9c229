"""Poppy or wheat: what price, eradication and support for other crops do to a farmer's choice.

Section 1.2 prints an income per hectare for both crops and nothing on costs or risk: those are illustrative assumptions.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.farm_choice import break_even_chance, break_even_price, expected_income
from counternarcotics.numberlike import maximum, text, where

INCOME = tables.value("poppy-income-per-ha-afghanistan-2003")
WHEAT = tables.value("wheat-income-per-ha-afghanistan-2003")
KG_PER_T = 1000

POPPY, WEIGHED, OTHER = "Poppy, expected", "Poppy, losses weighed", "Wheat and support"
ILLUSTRATIVE = "illustrative assumption; 1.2 prints nothing on this"


def implied_yield_2004() -> float:
    """Return kilograms per hectare: the printed output over the printed area."""
    return tables.value("opium-production-afghanistan-2004") * KG_PER_T / tables.value("poppy-area-afghanistan-2004")


def implied_yield_2003() -> float:
    """Return kilograms per hectare of the year before: 1.2 prints the growth of output and of area."""
    output_growth = tables.value("change-in-opium-production-afghanistan-2003-2004") / 100
    area_growth = tables.value("change-in-poppy-area-afghanistan-2003-2004") / 100
    return implied_yield_2004() * (1 + area_growth) / (1 + output_growth)


def implied_price_2003() -> float:
    """Return US dollars per kilogram: the printed income over the yield of the same year, if income means sales."""
    return INCOME / implied_yield_2003()


def model(a, row, keep: Keep) -> Outcome:
    """Compare a hectare of poppy with one of wheat; see :mod:`counternarcotics.models.farm_choice`."""
    season = (a.price, a.crop_yield, a.cost)
    alternative = keep("alternative", a.wheat + a.support)
    expected = keep("expected", expected_income(*season, a.eradication, a.penalty))
    weighed = keep("weighed", expected_income(*season, a.eradication, a.penalty, a.loss_weight))
    price = keep(
        "even_price",
        break_even_price(alternative, a.crop_yield, a.cost, a.eradication, a.penalty, a.loss_weight),
    )
    chance = keep("even_chance", maximum(0, break_even_chance(alternative, *season, a.penalty, a.loss_weight)))
    support = keep("even_support", maximum(0, weighed - a.wheat))
    same = 0 * row["chance"]  # a value that is the same in every row
    columns = {
        "expected_income": expected_income(*season, row["chance"], a.penalty),
        "weighed_income": expected_income(*season, row["chance"], a.penalty, a.loss_weight),
        "other_income": same + alternative,
        "your_chance": same + a.eradication,
        "your_income": same + weighed,
        "crossing": same + chance,
    }
    results = {
        "expected": Result("Poppy, expected income", expected, unit="US$ per ha"),
        "weighed": Result("Poppy, with losses weighed as you set", weighed, unit="US$ per ha"),
        "alternative": Result("Wheat with support", alternative, unit="US$ per ha"),
        "even_price": Result("Price of opium at which both are worth the same", price, unit="US$ per kg"),
        "even_chance": Result(
            "Chance of eradication at which both are worth the same (0%: wheat is ahead without any)",
            chance,
            format=".1%",
        ),
        "even_support": Result("Support per hectare at which both are worth the same", support, unit="US$ per ha"),
    }
    setting = text(
        "At US$ {price:,.0f} a kilogram and a {chance:.0%} chance of eradication, a hectare of poppy is worth US$ {weighed:~,.0f} "
        "and a hectare of wheat with support US$ {other:~,.0f}",
        price=a.price,
        chance=a.eradication,
        weighed=weighed,
        other=alternative,
    )
    ahead = text(
        ": poppy stays ahead until its price falls to US$ {price:~,.0f} or the chance of eradication reaches {even:.0%}.",
        price=price,
        even=chance,
    )
    behind = text(": wheat is ahead until the price of opium rises above US$ {price:~,.0f}.", price=price)
    return Outcome(columns, results, setting + where(weighed > alternative, ahead, behind))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return income by chance of eradication: poppy's falling line, wheat's flat one, their crossing, the reader's point."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[POPPY, WEIGHED, OTHER], range=[figure.COLOURS[1], figure.COLOURS[2], figure.COLOURS[0]])
        .legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    # The frame of the start holds for every setting that fits in it, so that a move of a control is seen as one.
    lowest = "min(-4000, -1.05 * loss_weight * (cost + penalty))"
    highest = "max(14000, 1.05 * (price * crop_yield - cost), 1.05 * (wheat + support))"
    frame = alt.Scale(domain=[alt.ExprRef(lowest), alt.ExprRef(highest)], nice=False)

    def x(column: str) -> alt.X:
        return (
            alt.X(f"{column}:Q")
            .title("chance that the crop is destroyed")
            .axis(format=".0%", tickCount=5)
            .scale(domain=[0, 1], nice=False)
        )

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("US$ per hectare").axis(format=",.0f", tickCount=6).scale(frame)

    tooltip = [
        alt.Tooltip("chance:Q", title="Chance of eradication", format=".0%"),
        alt.Tooltip("expected_income:Q", title=POPPY, format=",.0f"),
        alt.Tooltip("weighed_income:Q", title=WEIGHED, format=",.0f"),
        alt.Tooltip("other_income:Q", title=OTHER, format=",.0f"),
    ]

    def line(column: str, name: str, dash: list[int]) -> alt.Chart:
        named = source.transform_calculate(line=f"'{name}'")
        return named.mark_line(strokeWidth=3, strokeDash=dash).encode(
            x=x("chance"), y=y(column), color=colour, tooltip=tooltip
        )

    once = source.transform_filter("datum.chance == 0")
    zero = once.mark_rule(opacity=0.45).encode(y=alt.YDatum(0))
    crossing = once.transform_filter("datum.crossing > 0")
    ring = crossing.mark_point(filled=False, size=150, strokeWidth=2.5, stroke="currentColor").encode(
        x=x("crossing"), y=y("other_income")
    )
    labelled = crossing.transform_calculate(note="'equal at ' + format(datum.crossing, '.0%')")
    # Poppy's line falls from the left: the free corner is below left, or above right where the left is too near.
    notes = [
        labelled.transform_filter(side)
        .mark_text(align=align, dx=dx, dy=dy)
        .encode(x=x("crossing"), y=y("other_income"), text="note:N")
        for side, align, dx, dy in (
            ("datum.crossing * width > 95", "right", -8, 17),
            ("datum.crossing * width <= 95", "left", 9, -14),
        )
    ]
    point = once.mark_point(size=110, color=figure.COLOURS[4]).encode(
        x=x("your_chance"),
        y=y("your_income"),
        tooltip=[
            alt.Tooltip("your_chance:Q", title="Your chance of eradication", format=".0%"),
            alt.Tooltip("your_income:Q", title="Your poppy income", format=",.0f"),
        ],
    )
    apart = once.transform_filter("abs(datum.your_chance - datum.crossing) > 0.2")  # nearer, the two notes would meet
    you = apart.mark_text(text="your setting", align="left", dx=9, dy=-9).encode(x=x("your_chance"), y=y("your_income"))
    lines = [
        line("expected_income", POPPY, [1, 0]),
        line("weighed_income", WEIGHED, [2, 4]).transform_filter("loss_weight > 1"),
        line("other_income", OTHER, [7, 4]),
    ]
    return alt.layer(zero, *lines, ring, *notes, point, you).properties(height=330)


def _assumptions() -> tuple[Assumption, ...]:
    crops, policy, farmer = "Crops", "Eradication and support", "Costs and losses"
    income = tables.shown("poppy-income-per-ha-afghanistan-2003")
    return (
        Assumption(name="price", meaning="What a farmer is paid for a kilogram of dry opium", label="Price of dry opium at the farm", default=_step(implied_price_2003(), 5), minimum=20, maximum=750, step=5, unit="US$ per kg", group=crops,
            why="UN surveys from 1997 to 2024 report prices from near the lowest to near the highest of these",
            source=f"our computation from 1.2: {income} over the yield of 2003, reading income as sales; the source does not say gross or net"),
        Assumption(name="crop_yield", meaning="How much dry opium a hectare gives", label="Yield of dry opium", default=_step(implied_yield_2003(), 0.1), minimum=10, maximum=70, step=0.1, format=".1f", unit="kg per ha", group=crops,
            why=f"A failed season to a very good one; the printed output and area of 2004 give {implied_yield_2004():.1f} kg per ha",
            source="our computation from 1.2: output and area of 2004, taken back to 2003 by their printed growth"),
        Assumption(name="wheat", meaning="What a hectare of wheat leaves its farmer in a year", label="Income from wheat", default=WHEAT, minimum=0, maximum=2000, step=1, unit="US$ per ha", group=crops,
            why="From a failed harvest to several times the printed income", source="1.2; the source does not say gross or net"),
        Assumption(name="eradication", meaning="How likely the poppy of this hectare is destroyed before the harvest", label="Chance that the crop is destroyed", default=0.1, minimum=0, maximum=0.95, step=0.01, format=".0%", group=policy,
            why="From none to near certainty; certain loss has no price that makes up for it", source=f"{ILLUSTRATIVE} but “some eradication”"),
        Assumption(name="support", meaning="What is paid for a hectare on which something else than poppy is grown", label="Support for other crops", default=0, minimum=0, maximum=12000, step=100, unit="US$ per ha", group=policy,
            why="From nothing to about the printed income from poppy", source="illustrative assumption; none is the start"),
        Assumption(name="cost", meaning="What a farmer spends on a hectare of poppy, whether it is harvested or not", label="Costs of growing poppy", default=2000, minimum=0, maximum=6000, step=100, unit="US$ per ha", group=farmer,
            why="Labour, rent, inputs and interest; 0 takes the printed income as net", source=ILLUSTRATIVE),
        Assumption(name="penalty", meaning="What a farmer loses beside the harvest and the costs if the crop is destroyed", label="Further loss if the crop is destroyed", default=1000, minimum=0, maximum=10000, step=100, unit="US$ per ha", group=farmer,
            why="A fine, or a debt from a harvest that was sold in advance", source=ILLUSTRATIVE),
        Assumption(name="loss_weight", matters=lambda s: s.cost + s.penalty > 0, idle="give a destroyed crop a cost: set what growing costs, or a further loss, above 0.", meaning="How much worse a farmer finds it to lose a dollar than it is good to earn one", label="Weight of a dollar lost against a dollar earned", default=1, minimum=1, maximum=5, step=0.5, format=".1f", group=farmer,
            why="1 counts both alike; more describes a household that cannot bear a bad year", source=ILLUSTRATIVE),
    )  # fmt: skip


def _step(value: float, step: float) -> float:
    return round(round(value / step) * step, 6)  # the page's controls move in steps


def build() -> Explorer:
    """Return the explorer of the farmer's choice."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="2003-as-printed", label="2003 as printed", settings=start | {"eradication": 0, "cost": 0, "penalty": 0},
            why="The two incomes of 1.2 and nothing else: no costs, no risk"),
        Preset(name="prices-fall", label="Prices fall", settings=start | {"price": 100},
            why="Illustrative: the price falls to about a third, all else as at the start"),
        Preset(name="strong-eradication", label="Strong eradication", settings=start | {"eradication": 0.5},
            why="Illustrative: every second field is destroyed, all else as at the start"),
        Preset(name="generous-support", label="Generous support", settings=start | {"support": 3000},
            why="Illustrative: many times the printed income from wheat, all else as at the start"),
        Preset(name="all-three", label="All three", settings=start | {"price": 100, "eradication": 0.5, "support": 3000},
            why="Illustrative: lower prices, eradication and support together"),
    )  # fmt: skip
    return Explorer(
        name="poppy-or-wheat",
        title="Poppy or wheat",
        question="What would have to change before a hectare of wheat is worth as much as a hectare of poppy?",
        description=(
            "Line chart of income (US dollars per hectare) by the chance that the crop is destroyed (0 to 100 per cent): poppy's expected income "
            "falls in a straight line, wheat with support is flat, a ring marks where they meet and a dot the reader's setting. "
            "At the start poppy stays far above wheat until most fields are destroyed. Incomes from Osmonaliev 2005, 1.2; costs and risks are illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"chance": [step / 20 for step in range(21)]}),
        model=model,
        draw=draw,
        table_columns={
            "chance": ("Chance of eradication", ".0%"),
            "expected_income": ("Poppy, expected (US$ per ha)", ",.0f"),
            "weighed_income": ("Poppy, losses weighed (US$ per ha)", ",.0f"),
            "other_income": ("Wheat and support (US$ per ha)", ",.0f"),
        },
        source="Osmonaliev 2005, 1.2; our model, with illustrative costs and risks",
        leaves_out=(
            "Prices do not answer to eradication, though a smaller harvest usually sells dearer; wheat never fails. Poppy also gives credit "
            "before the harvest, work for neighbours and a crop that stores and travels well, and land, water, violence and debt "
            "narrow the choice. One hectare is compared, where most households sow far less and plant both."
        ),
    )

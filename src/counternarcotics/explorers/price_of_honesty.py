"""Price of honesty: the pay, and the chance of being found out, at which refusing a bribe pays.

A report of 2010 quotes an officer's pay and an example of what might be offered; the rest is an illustrative assumption.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.honesty import (
    largest_refused,
    loss_if_caught,
    present_value,
    sufficient_chance,
    sufficient_pay,
    value_of_honesty,
)
from counternarcotics.numberlike import element, text, where

PAY = tables.value("pay-drug-control-officer-kyrgyzstan-2010")
OFFER_LOW, OFFER_HIGH = tables.bounds("bribe-offered-drug-control-officer-kyrgyzstan-2010")

PERIODS = ("month", "year")
PERIODS_IN_A_YEAR = (12, 1)
GAIN, LOSS = "Gain from taking", "Loss from being caught"
ILLUSTRATIVE = "illustrative assumption; the report prints nothing on this"


def model(a, row, keep: Keep) -> Outcome:
    """Weigh one offer against the rest of a career; see :mod:`counternarcotics.models.honesty`."""
    periods = keep("periods", element(PERIODS_IN_A_YEAR, a.period))
    factor = keep("factor", present_value(a.discount, a.years))
    loss = keep("loss", loss_if_caught(a.pay * periods, a.outside * periods, factor, a.penalty))
    honesty = keep("honesty", value_of_honesty(a.bribe, a.chance, loss))
    chance = keep("even_chance", sufficient_chance(a.bribe, loss))
    pay = keep("even_pay", sufficient_pay(a.bribe, a.chance, a.outside * periods, factor, a.penalty) / periods)
    refused = keep("refused", largest_refused(a.chance, loss))
    same = 0 * row["found_out"]  # a value that is the same in every row
    columns = {
        "gain": (1 - row["found_out"]) * a.bribe,
        "weighed_loss": row["found_out"] * loss,
        "honesty": value_of_honesty(a.bribe, row["found_out"], loss),
        "crossing": same + chance,
        "crossing_value": same + chance * loss,
        "your_gain": same + (1 - a.chance) * a.bribe,
        "your_loss": same + a.chance * loss,
        "your_chance": same + a.chance,
    }
    period = element(PERIODS, a.period)
    results = {
        "honesty": Result("Value of refusing (negative: taking pays)", honesty, unit="US$"),
        "loss": Result("Loss if found out: the post and the penalty", loss, unit="US$"),
        "even_chance": Result("Chance of being found out at which refusing pays", chance, format=".1%"),
        "even_pay": Result(
            "Pay at which refusing pays, in the period you chose (the wage of honesty)", pay, unit="US$"
        ),
        "times": Result("That pay, as a multiple of the pay you set", pay / a.pay, format=",.1f", unit="times"),
        "refused": Result("Largest bribe that is refused", refused, unit="US$"),
        "years_of_pay": Result("The bribe, in years of pay", a.bribe / (a.pay * periods), format=",.1f", unit="years"),
    }
    setting = text(
        "At US$ {pay:,.0f} a {period} and a {chance:.0%} chance of being found out, a bribe of US$ {bribe:,.0f} ",
        pay=a.pay,
        period=period,
        chance=a.chance,
        bribe=a.bribe,
    )
    taking = text(
        "is worth taking in this model: refusing would pay from a chance of {even:.0%}, or from US$ {pay:~,.0f} a {period}.",
        even=chance,
        pay=pay,
        period=period,
    )
    refusing = text("is worth refusing; up to US$ {refused:~,.0f} would be refused.", refused=refused)
    return Outcome(columns, results, setting + where(honesty < 0, taking, refusing))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return gain and loss by the chance of being found out, their crossing, and the reader's setting as a rule."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[GAIN, LOSS], range=[figure.COLOURS[1], figure.COLOURS[0]])
        .legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    periods = f"[{PERIODS_IN_A_YEAR[0]},{PERIODS_IN_A_YEAR[1]}][period]"
    loss = f"(penalty + max(0, pay - outside) * {periods} * (1 - pow(1 + discount, -years)) / discount)"
    frame = alt.Scale(domain=[0, alt.ExprRef(f"1.05 * max(bribe, {loss})")], nice=False)

    def x(column: str) -> alt.X:
        return (
            alt.X(f"{column}:Q")
            .title("chance that a bribe taken is found out")
            .axis(format=".0%", tickCount=5)
            .scale(domain=[0, 1], nice=False)
        )

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("US$, weighed by its chance").axis(format="~s", tickCount=6).scale(frame)

    tooltip = [
        alt.Tooltip("found_out:Q", title="Chance of being found out", format=".0%"),
        alt.Tooltip("gain:Q", title=GAIN, format=",.0f"),
        alt.Tooltip("weighed_loss:Q", title=LOSS, format=",.0f"),
        alt.Tooltip("honesty:Q", title="Value of refusing", format=",.0f"),
    ]

    def line(column: str, name: str, dash: list[int]) -> alt.Chart:
        named = source.transform_calculate(line=f"'{name}'")
        return named.mark_line(strokeWidth=3, strokeDash=dash).encode(
            x=x("found_out"), y=y(column), color=colour, tooltip=tooltip
        )

    once = source.transform_filter("datum.found_out == 0")
    ring = once.mark_point(filled=False, size=160, strokeWidth=2.5, stroke="currentColor").encode(
        x=x("crossing"), y=y("crossing_value")
    )
    labelled = once.transform_calculate(note="'even at ' + format(datum.crossing, '.0%')")
    # Where the note meets neither line depends on how steep they are, and with it on where they cross.
    places = (
        ("datum.crossing <= 0.16", {"align": "left", "dx": 8, "dy": 15}, x("crossing")),
        ("datum.crossing > 0.16 && datum.crossing <= 0.5", {"align": "right", "dx": -4, "dy": -24}, x("crossing")),
        (
            "datum.crossing > 0.5 && datum.crossing <= (room < 400 ? 0.5 : 0.72)",
            {"align": "left", "dx": 18, "dy": 3},
            x("crossing"),
        ),
        ("datum.crossing > (room < 400 ? 0.5 : 0.72)", {"align": "right", "dy": -30}, alt.value("width")),
    )
    notes = [
        labelled.transform_filter(side).mark_text(**look).encode(x=place, y=y("crossing_value"), text="note:N")
        for side, look, place in places
    ]
    yours = once.mark_rule(strokeWidth=1.5, color=figure.COLOURS[4]).encode(
        x=x("your_chance"), y=y("your_gain"), y2="your_loss:Q"
    )
    dots = [
        once.mark_point(size=70, color=figure.COLOURS[4]).encode(x=x("your_chance"), y=y(column))
        for column in ("your_gain", "your_loss")
    ]
    far = once.transform_filter(
        "abs(datum.your_chance - datum.crossing) > 0.2 && (datum.crossing < 0.5 || datum.your_chance < 0.5)"
    )  # nearer, the notes would meet
    you = [
        far.transform_filter(side)
        .mark_text(text="your setting", align=align, dx=dx, dy=-9)
        .encode(x=x("your_chance"), y=y(top))
        for side, top, align, dx in (
            ("datum.your_gain >= datum.your_loss", "your_gain", "left", 9),
            ("datum.your_gain < datum.your_loss", "your_loss", "right", -9),
        )
    ]
    return alt.layer(
        line("gain", GAIN, [1, 0]), line("weighed_loss", LOSS, [7, 4]), ring, *notes, yours, *dots, *you
    ).properties(height=330)


def _assumptions() -> tuple[Assumption, ...]:
    post, offer, career = "The post", "The offer", "What follows"
    report = "report of 2010 (Barentsev), par. 7, quoting the deputy head of the Kyrgyz agency"
    return (
        Assumption(name="pay", meaning="What the post pays the official", label="Pay", default=PAY, minimum=50, maximum=15000, step=50, unit="US$", group=post,
            why="From below the printed average to a hundred times as much", source=f"{report}; an average"),
        Choice(name="period", meaning="Whether the printed pay is for a month or for a year", label="That pay is for a", default=0, options=PERIODS, group=post,
            why="The report prints no period; a month is likely, and the answer changes twelvefold", source="our reading; the period is not printed"),
        Assumption(name="outside", meaning="What the official could earn elsewhere after losing the post", label="Pay in other work, same period", default=100, minimum=0, maximum=2000, step=10, unit="US$", group=post,
            why="What the officer would earn after dismissal, from nothing to far more than the printed pay", source=ILLUSTRATIVE),
        Assumption(name="bribe", meaning="What is offered once for looking away", label="Bribe offered", default=(OFFER_LOW + OFFER_HIGH) / 2, minimum=1000, maximum=200000, step=1000, unit="US$", group=offer,
            why="From a small favour to twice the upper end of the printed example", source=f"{report}: the middle of {tables.shown('bribe-offered-drug-control-officer-kyrgyzstan-2010')}, an example and no recorded payment"),
        Assumption(name="chance", meaning="How likely it comes out that a bribe was taken", label="Chance that a bribe taken is found out", default=0.1, minimum=0.01, maximum=0.99, step=0.01, format=".0%", group=offer,
            why="From near impunity to near certainty", source=ILLUSTRATIVE),
        Assumption(name="penalty", meaning="What a fine or a prison term is worth in money, beside the loss of the post", label="Fine or prison term if found out, in money", default=20000, minimum=0, maximum=200000, step=5000, unit="US$", group=career,
            why="From dismissal alone to a penalty above any printed offer", source=f"{ILLUSTRATIVE}; near ten years of the printed pay, if monthly"),
        Assumption(name="years", meaning="For how long the official could still hold the post", label="Years left in the post", default=15, minimum=1, maximum=40, step=1, unit="years", group=career,
            why="From the last year of service to a whole career", source=ILLUSTRATIVE),
        Assumption(name="discount", meaning="How much less a dollar is worth to the official for every year that it comes later", label="Discount rate a year", default=0.1, minimum=0.01, maximum=0.5, step=0.01, format=".0%", group=career,
            why="From somebody patient to somebody who fears for the post or needs money at once", source=ILLUSTRATIVE),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of the price of honesty."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="printed-low", label="Printed pay, lower offer", settings=start | {"bribe": OFFER_LOW},
            why="The printed pay read as monthly, and the lower end of the printed example"),
        Preset(name="printed-high", label="Printed pay, higher offer", settings=start | {"bribe": OFFER_HIGH},
            why="The printed pay read as monthly, and the upper end of the printed example"),
        Preset(name="ten-times-the-pay", label="Ten times the pay", settings=start | {"pay": 10 * PAY},
            why="Illustrative: a pay that no budget of the region would allow, all else as at the start"),
        Preset(name="found-out-more-often", label="Found out more often", settings=start | {"chance": 0.5},
            why="Illustrative: every second bribe is found out, all else as at the start"),
        Preset(name="both-and-a-penalty", label="Pay, checks and penalty", settings=start | {"pay": 3 * PAY, "chance": 0.5, "penalty": 60000},
            why="Illustrative: three times the pay, every second bribe found out, three times the penalty"),
    )  # fmt: skip
    return Explorer(
        name="price-of-honesty",
        title="The price of honesty",
        question="At which pay, or which chance of being found out, does refusing a bribe pay?",
        description=(
            "Line chart in US dollars by the chance that a bribe taken is found out (0 to 100 per cent): the gain from taking falls in a straight line, "
            "the loss from being caught rises, a ring marks where refusing begins to pay and two joined dots the reader's setting. "
            "At the printed pay the two lines meet only at a high chance. Pay and offer from a report of 2010 (Barentsev); the rest is illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"found_out": [step / 20 for step in range(21)]}),
        model=model,
        draw=draw,
        table_columns={
            "found_out": ("Chance of being found out", ".0%"),
            "gain": ("Gain from taking (US$)", ",.0f"),
            "weighed_loss": ("Loss from being caught (US$)", ",.0f"),
            "honesty": ("Value of refusing (US$)", ",.0f"),
        },
        source="Barentsev 2010, par. 7 (pay and offer); our model after Becker and Stigler 1974",
        low=300,
        first=("pay", "bribe", "chance", "penalty"),
        leaves_out=(
            "One offer is weighed, where a post may bring many: that raises what the post is worth to somebody who takes. Conscience, fear, colleagues "
            "and superiors who share or threaten count for nothing here, and people who care only for money may be drawn to a post because of its bribes. "
            "Pay comes without a pension, the penalty without doubt, and everyone knows the chance. Studies of pay and corruption "
            "across countries find a link that is weak and slow; the pay is an average from one interview and the offer an example."
        ),
    )

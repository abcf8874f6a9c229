"""Price ladder: what a shock at one stage of the heroin trade does to the prices of the later stages."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.price_ladder import ladder_after, mark_ups, raw_material, shock
from counternarcotics.numberlike import ABOUT, NumberLike, element, known, maximum, minimum, span, text, where

STAGES = ("Farm", "Afghanistan", "Kyrgyzstan", "Russia")
FARM_2010 = tables.value("opium-farm-gate-price-dry-afghanistan-2010")
PRINTED_2010 = tuple(tables.value(f"heroin-price-{place}-2010") for place in ("afghanistan", "kyrgyzstan", "russia"))
LATER_YEARS = (2018, 2020)
LATER_PLACES = {2: "kyrgyzstan", 3: "russia"}  # by stage; the tables hold no later price of heroin in Afghanistan
NONE = "none"
LINE_ROW, LATER_ROW = 0, 1
BEFORE, AFTER, SUMS, SHARES = "before", "after", "as sums", "as shares"
ILLUSTRATIVE = "illustrative assumption; the article prints prices and nothing on how they move"
CHANGED = 1e-9


def _rows() -> pd.DataFrame:
    """One row a stage, and one a stage and year for which a later range of wholesale prices is at hand."""
    records = [
        {"kind": LINE_ROW, "stage": i, "year": 0, "later_low": 1.0, "later_high": 1.0, "is_line": 1}
        for i in range(len(STAGES))
    ]
    for year in LATER_YEARS:
        for stage, place in LATER_PLACES.items():
            low, high = tables.bounds(f"heroin-wholesale-price-{place}-{year}")
            records.append(
                {"kind": LATER_ROW, "stage": stage, "year": year, "later_low": low, "later_high": high, "is_line": 0}
            )
    return pd.DataFrame(records).assign(name=lambda rows: [STAGES[i] for i in rows["stage"]])


def model(a, row, keep: Keep) -> Outcome:
    """Compare the prices by stage before and after a shock; see :mod:`counternarcotics.models.price_ladder`."""
    prices = [keep("price_0", raw_material(a.opium, a.conversion)), a.afghanistan, a.kyrgyzstan, a.russia]
    at = [where(a.stage == i, 1, 0) for i in range(len(STAGES))]
    shocked = [
        keep(f"shocked_{i}", shock(price, prices[i - 1] if i else 0, a.change, a.seized, a.risk if i else 0))
        for i, price in enumerate(prices)
    ]

    def ladder(name: str, mix) -> list:
        return [keep(f"{name}_{i}", price) for i, price in enumerate(ladder_after(prices, shocked, at, mix))]

    after, sums, shares = ladder("after", a.mix), ladder("sums", 0), ladder("shares", 1)
    legs = mark_ups(prices)
    extra_here = keep("extra_here", element(after, a.stage) - element(prices, a.stage))
    extra_end = keep("extra_end", after[-1] - prices[-1])
    change_end = keep("change_end", extra_end / prices[-1])
    moved = (extra_here > CHANGED) | (extra_here < -CHANGED)
    low, high = keep("end_low", minimum(sums[-1], shares[-1])), keep("end_high", maximum(sums[-1], shares[-1]))

    is_line = row["kind"] == LINE_ROW
    columns = {
        "before": where(is_line, element(prices, row["stage"]), 1),
        "after": where(is_line, element(after, row["stage"]), 1),
        "sums": where(is_line, element(sums, row["stage"]), 1),
        "shares": where(is_line, element(shares, row["stage"]), 1),
        "shown": where(is_line, 1, where(row["year"] == element([0, *LATER_YEARS], a.later), 1, 0)),
    }
    times = "times"
    results = {
        **{f"leg_{i}": Result(f"Mark-up, {STAGES[i]} to {STAGES[i + 1]}", leg, format=",.1f", unit=times) for i, leg in enumerate(legs)},
        "last_leg": Result("Part of the final price that the last leg adds", 1 - prices[2] / prices[3], format=".0%"),
        "here_change": Result("The shock at its stage, US$ per kg", extra_here, format="+,.0f"),
        "here_percent": Result("The shock at its stage, in percent", extra_here / element(prices, a.stage), format="+.1%"),
        "end": Result("Price in Russia, after, US$ per kg", after[-1]),
        "end_change": Result("Change of the price in Russia", change_end, format="+.1%"),
        "ends": Result("Price in Russia, as sums or as shares, US$ per kg", low, high),
        "pass_through": Result("Dollars in Russia for each dollar at the stage", known(moved, extra_end / where(moved, extra_here, 1)), format=",.1f"),
    }  # fmt: skip
    told = text(
        "The shock changes the price at its stage ({stage}) by {here:~+,.0f} dollars a kilogram and the price in Russia by {end:~+,.0f} dollars, or {percent:~+.1%}. "
        "Under the two pure rules, sums or shares passed on, Russia pays {ends} dollars.",
        stage=element(STAGES, a.stage),
        here=extra_here,
        end=extra_end,
        percent=change_end,
        ends=span(low, high, ABOUT),
    )
    still = text(
        "Nothing has changed: from Afghanistan to Russia the price grows {whole:.0f} times, and the last leg adds {last:.0%} of the final price.",
        whole=prices[3] / prices[1],
        last=1 - prices[2] / prices[3],
    )
    return Outcome(columns, results, where(moved, told, still))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return prices by stage on a ratio scale: before, after, the two pure rules, and later ranges where asked for."""
    shown = source.transform_filter("datum.shown == 1")
    lines, later = shown.transform_filter("datum.kind == 0"), shown.transform_filter("datum.kind == 1")
    x = (
        alt.X("name:N")
        .sort(list(STAGES))
        .title(None)
        # On a phone every second name stands a line lower: side by side they would touch.
        .axis(
            labelAngle=0,
            labelOverlap=False,
            labelExpr=f"room < 400 && indexof({list(STAGES[::2])}, datum.label) < 0 ? ['', datum.label] : datum.label",
        )
        .scale(padding=0.2)
    )
    scale = alt.Scale(type="log", domain=[200, 400_000], nice=False)
    axis = alt.Axis(values=[200, 1000, 5000, 20_000, 100_000, 400_000], format="~s")
    colour = (
        alt.Color("what:N")
        .scale(domain=[BEFORE, AFTER, SUMS, SHARES], range=[figure.MUTED, figure.CONTRAST, *figure.COLOURS[2:4]])
        .legend(symbolType="stroke", symbolStrokeWidth=3)
    )

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale, axis=axis, title="US$ per kg, ratio scale")

    def line(column: str, what: str, dash: list[int], width: float) -> alt.Chart:
        named = lines.transform_calculate(what=f"'{what}'")
        return named.mark_line(strokeDash=dash, strokeWidth=width, clip=True).encode(x=x, y=y(column), color=colour)

    tooltip = [
        alt.Tooltip("name:N", title="Stage"),
        alt.Tooltip("before:Q", title="Before, US$ per kg", format=",.0f"),
        alt.Tooltip("after:Q", title="After, US$ per kg", format=",.0f"),
        alt.Tooltip("sums:Q", title="If sums are passed on", format=",.0f"),
        alt.Tooltip("shares:Q", title="If shares are passed on", format=",.0f"),
    ]
    points = (
        lines.transform_calculate(what=f"'{AFTER}'")
        .mark_point(filled=True, size=85, opacity=1, clip=True)
        .encode(x=x, y=y("after"), color=colour, tooltip=tooltip)
    )
    ranges = later.mark_rule(strokeWidth=7, color=figure.ACCENT, opacity=0.55, clip=True).encode(
        x=x,
        y=y("later_low"),
        y2="later_high:Q",
        tooltip=[
            alt.Tooltip("name:N", title="Reported wholesale prices"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("later_low:Q", title="Lowest, US$ per kg", format=",.0f"),
            alt.Tooltip("later_high:Q", title="Highest, US$ per kg", format=",.0f"),
        ],
    )
    notes = later.mark_text(align="left", dx=22, dy=6, fontSize=11).encode(
        x=x, y=y("later_low"), text=alt.Text("year:Q", format="d")
    )
    numbers = lines.mark_text(align="center", dy=-14, fontSize=11, clip=True).encode(
        x=x, y=y("after"), text=alt.Text("after:Q", format=",.3~r")
    )
    layers = [
        ranges,
        notes,
        line("sums", SUMS, [2, 3], 2),
        line("shares", SHARES, [7, 4], 2),
        line("before", BEFORE, [], 3),
        line("after", AFTER, [], 2.5),
        points,
        numbers,
    ]
    return alt.layer(*layers).properties(height=360)


def _shocked(a) -> NumberLike:
    """Return, as a condition, whether anything changes at a stage."""
    return (a.change**2 > 0) | (a.seized + a.risk > 0)


def _assumptions() -> tuple[Assumption, ...]:
    event, passing, prices = "The shock", "How it is passed on", "Prices before the shock"
    par_7 = "par. 7, the Kyrgyz official's words"
    afghan, kyrgyz, russian = PRINTED_2010
    return (
        Choice(name="stage", matters=_shocked, idle="change the price, the part seized or the pay for risk.", meaning="Where along the way the price or the risk changes first", label="Stage where it falls", default=STAGES.index("Kyrgyzstan"), options=STAGES, group=event,
            why="From the field to the country of consumption", source="the stages of par. 7, and the farm before them"),
        Assumption(name="change", meaning="How much dearer or cheaper the goods become at that stage by themselves", label="Direct change of the price there", default=0.5, minimum=-0.8, maximum=2, step=0.05, format="+.0%", group=event,
            why="From a glut to a harvest that fails; opium at the farm has moved more than that", source=ILLUSTRATIVE),
        Assumption(name="seized", matters=lambda s: s.stage > 0, idle="choose a stage after the farm, which has a way before it.", meaning="How much more than before is lost to seizures on the way to that stage", label="Extra part seized on the way there", default=0, minimum=0, maximum=0.5, step=0.01, format=".0%", group=event,
            why="Half would be far above what is estimated anywhere; the farm has no way before it", source=ILLUSTRATIVE),
        Assumption(name="risk", matters=lambda s: s.stage > 0, idle="choose a stage after the farm, which has a way before it.", meaning="What carriers ask in addition for a more dangerous way to that stage", label="Extra pay for risk on the way there", default=0, minimum=0, maximum=10_000, step=100, unit="US$ per kg", group=event,
            why="From nothing to more than the printed rise from Afghanistan to Kyrgyzstan; none at the farm", source=f"{ILLUSTRATIVE}; the idea is that of Reuter and Kleiman 1986"),
        Assumption(name="mix", matters=lambda s: (s.stage < len(STAGES) - 1) & ((s.change**2 > 0) | ((s.stage > 0) & (s.seized + s.risk > 0))), idle="change something at a stage before the last one.", meaning="How far later stages add a percentage of their own buying price, and not a fixed sum", label="Part of each later mark-up that is a share", default=0.3, minimum=0, maximum=1, step=0.05, format=".0%", group=passing,
            why="0% adds fixed sums, 100% multiplies; Caulkins and Reuter 2010 weigh the two", source=ILLUSTRATIVE),
        Choice(name="later", meaning="The year of later reported prices drawn beside the ladder", label="Later wholesale prices beside", default=0, options=(NONE, *(str(y) for y in LATER_YEARS)), group=passing,
            why="Ranges that governments reported, for comparison only; they move nothing", source="UNODC data portal 2024; no later price of heroin in Afghanistan is at hand"),
        Assumption(name="opium", meaning="The price at the first stage, before it is turned into heroin", label="Dry opium at the farm", default=FARM_2010, minimum=29, maximum=749, step=1, unit="US$ per kg", group=prices,
            why="Close to the lowest and the highest that UN surveys report from 1997 to 2024", source="UNODC for 2010, as given in a handbook of 2013; not in the article"),
        Assumption(name="conversion", meaning="How many kilograms of opium make one of heroin", label="Opium in a kilogram of heroin", default=7, minimum=5, maximum=12, step=0.5, format=".1f", unit="kg", group=prices,
            why="Depends on the strength of the opium and on losses", source="illustrative assumption, near the common rule of seven"),
        Assumption(name="afghanistan", meaning="The wholesale price of a kilogram of heroin before it leaves Afghanistan", label="Heroin, Afghanistan", default=afghan, minimum=500, maximum=3000, step=50, unit="US$ per kg", group=prices,
            why="From less than half to more than twice what is printed", source=f"{par_7}; the middle of the printed range"),
        Assumption(name="kyrgyzstan", meaning="The wholesale price of a kilogram of heroin in Kyrgyzstan", label="Heroin, Kyrgyzstan", default=kyrgyz, minimum=3000, maximum=12_000, step=100, unit="US$ per kg", group=prices,
            why="From below the printed range to the highest reported up to 2022", source=f"{par_7}; the middle of the printed range"),
        Assumption(name="russia", meaning="The wholesale price of a kilogram of heroin in Russia", label="Heroin, Russia", default=russian, minimum=13_000, maximum=60_000, step=500, unit="US$ per kg", group=prices,
            why="From the lowest reported in 2019 to above what is printed", source=par_7),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of the price ladder."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    calm = start | {"change": 0}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="as-printed", label="2010 as printed", settings=calm,
            why="The three prices of the article, with the farm price of the same year, and no shock"),
        Preset(name="harvest-fails", label="The harvest fails", settings=start | {"stage": 0, "change": 2},
            why="Illustrative: the price at the farm triples"),
        Preset(name="seizures-early", label="A fifth seized before Kyrgyzstan", settings=calm | {"seized": 0.2},
            why="Illustrative: what is lost there is bought again at the Afghan price"),
        Preset(name="seizures-late", label="A fifth seized before Russia", settings=calm | {"stage": 3, "seized": 0.2},
            why="Illustrative: the same part, lost where a kilogram costs more to replace"),
        Preset(name="risk", label="Riskier work", settings=calm | {"risk": 2000},
            why="Illustrative: carriers on the way to Kyrgyzstan ask two thousand dollars a kilogram more"),
        Preset(name="beside-2020", label="Beside 2020", settings=calm | {"later": 2},
            why="Wholesale prices that governments reported for 2020, beside those of the article"),
    )  # fmt: skip
    return Explorer(
        name="price-ladder",
        title="The price ladder",
        question="If the price or the risk changes at one stage, how much of it does the last stage feel?",
        description=(
            "Line chart on a ratio scale of the price of a kilogram of heroin (US dollars) at four stages, farm, Afghanistan, Kyrgyzstan and Russia: before a shock, after it, "
            "and under two pure rules, fixed sums or shares passed on. The price climbs at every stage, most on the last leg; after a shock early in the chain the two rules part, "
            "and only the second lifts the end much. Prices from Barentsev 2010 and UNODC; responses are illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "name": ("Stage", ""),
            "before": ("Before (US$ per kg)", ",.0f"),
            "after": ("After (US$ per kg)", ",.0f"),
            "sums": ("If sums are passed on", ",.0f"),
            "shares": ("If shares are passed on", ",.0f"),
        },
        table_filter="is_line",
        source="Barentsev 2010, par. 7; UNODC for the farm and the later years; our model",
        low=320,
        first=("stage", "change", "seized", "mix"),
        leaves_out=(
            "The three prices are one official's illustration: purity, year and level of trade are missing, and if the drug is diluted on the way a pure kilogram rises more than shown. "
            "Kazakhstan, which lies between, has no price in the article. Demand does not answer, so a dearer drug is sold in the same amount; other sources do not step in, "
            "stocks do not soften the shock, and profits of one leg are not bid away by the next."
        ),
    )

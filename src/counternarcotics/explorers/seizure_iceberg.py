"""Seizure iceberg: what part of the heroin is seized when the flow has to be inferred from the opium harvest."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.interdiction import consumed, going_on, heroin_flow, interdiction_rate
from counternarcotics.numberlike import ABOUT, NumberLike, element, maximum, minimum, span, summed, text, where

HARVESTS = {year: f"opium-output-afghanistan-{year}" for year in range(2000, 2010)} | {
    2004: "opium-production-afghanistan-2004"
}
OPIUM = tuple(tables.value(identifier) for identifier in HARVESTS.values())
YEARS = tuple(str(year) for year in HARVESTS)

_THREE = ("heroin-seized-kazakhstan-2003", "heroin-seized-kyrgyzstan-2003", "heroin-seized-tajikistan-2003")
COUNTED = {
    "Three countries, 2003": _THREE,
    "Four countries, 2002\N{EN DASH}03": (*_THREE, "heroin-seized-uzbekistan-2002"),
    "Tajikistan, 2003": ("heroin-seized-tajikistan-2003",),
    "Region, 2001": ("heroin-seized-central-asia-2001",),
    "Region, yearly 2002\N{EN DASH}06": ("heroin-seized-yearly-central-asia-2002-2006",),
    "Region, yearly 2007\N{EN DASH}11": ("heroin-seized-yearly-central-asia-2007-2011",),
    "Five countries, 2003 (UN)": (
        "heroin-seized-second-count-kazakhstan-2003",
        "heroin-seized-second-count-kyrgyzstan-2003",
        "heroin-seized-second-count-tajikistan-2003",
        "heroin-seized-turkmenistan-2003",
        "heroin-seized-uzbekistan-2003",
    ),
}
OPTIONS = tuple(COUNTED)

LEAST_SHARE, MOST_SHARE = 0.1, 0.6
LEAST_RATE, MOST_RATE = 0.003, 2  # the axis: from the lowest rate that the levers can give to twice the whole flow


def _tonnes(identifier: str) -> float:
    thousand = {"t": 1, "kg": 1000, "kg-per-year": 1000}[tables.figure(identifier)["unit"]]
    return tables.value(identifier) / thousand


SEIZED = tuple(summed(map(_tonnes, identifiers)) for identifiers in COUNTED.values())


def _rows() -> pd.DataFrame:
    """One row a northern share in steps of 1%, and first the reader's own, whose share the reader sets."""
    percent = range(round(LEAST_SHARE * 100), round(MOST_SHARE * 100) + 1)
    grid = pd.DataFrame(
        {
            "whose": "any share",
            "grid_share": [p / 100 for p in percent],
            "tabulated": [int(p % 10 == 0) for p in percent],
        }
    )
    reader = pd.DataFrame({"whose": ["your share"], "grid_share": [LEAST_SHARE], "tabulated": [1]})
    return pd.concat([reader, grid], ignore_index=True).assign(
        yours=lambda rows: (rows["whose"] == "your share").astype(int)
    )


def model(a, row, keep: Keep) -> Outcome:
    """Infer the flow from the harvest and set what is seized against it; see :func:`heroin_flow`."""
    opium = element(OPIUM, a.harvest)
    seized = element(SEIZED, a.counted)
    conversion = (minimum(a.conversion_low, a.conversion_high), maximum(a.conversion_low, a.conversion_high))

    def flows(share: NumberLike) -> tuple[NumberLike, NumberLike]:
        # The more opium stands for a kilogram of heroin, the less heroin there is.
        return tuple(heroin_flow(opium, share, a.heroin_share, c) for c in reversed(conversion))

    def rates(flow: tuple[NumberLike, NumberLike]) -> tuple[NumberLike, NumberLike]:
        return tuple(interdiction_rate(seized, end) for end in reversed(flow))

    share = where(row["yours"] == 1, a.northern_share, row["grid_share"])
    low, high = rates(flows(share))
    columns = {"share": share, "low": low, "high": high}

    flow = flows(a.northern_share)
    rate = rates(flow)
    results = {
        "opium": Result("Opium harvested in Afghanistan", opium, unit="t", exact=True),
        "flow": Result("Heroin entering Central Asia, implied", *flow, unit="t"),
        "seized": Result("Heroin seized", seized, format=",.1f", unit="t", exact=True),
        "rate": Result("Interdiction rate", *rate, ".1%"),
        "consumed": Result(
            "Consumed in the region, implied", *(consumed(end, a.consumed_share) for end in flow), unit="t"
        ),
        "beyond": Result(
            "Going on beyond the region, implied", *(going_on(end, seized, a.consumed_share) for end in flow), unit="t"
        ),
    }
    year = element(YEARS, a.harvest)
    said = text(
        "Harvest of {year}: at this setting {flow} t of heroin enter Central Asia and {seized:.1f} t are seized, {rate}. "
        "For every kilogram seized, {past} kg are not.",
        year=year,
        flow=span(*flow, ABOUT),
        seized=seized,
        rate=span(*rate, "~.1%"),
        past=span(*((end - seized) / seized for end in flow), ABOUT),
    )
    impossible = text(
        "Harvest of {year}: at this setting {flow} t of heroin enter Central Asia, and {seized:.1f} t seized would be more than the "
        "low end of all there is. Either an assumption is wrong or stocks of earlier harvests were on the move.",
        year=year,
        flow=span(*flow, "~,.1f"),
        seized=seized,
    )
    return Outcome(columns, results, where(rate[1] > 1, impossible, said))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the band of interdiction rates by northern share, and the reader's own interval upon it."""
    x = alt.X("share:Q").title("share of Afghan opiates going north").axis(format=".0%", tickCount=6)
    x = x.scale(domain=[LEAST_SHARE, MOST_SHARE], nice=False)
    y = (
        alt.Y("low:Q")
        .title("share of flow seized (log. scale)")
        .axis(format="~%", values=[0.003, 0.01, 0.03, 0.1, 0.3, 1])
    )
    y = y.scale(type="log", domain=[LEAST_RATE, MOST_RATE], nice=False)
    tooltip = [
        alt.Tooltip("share:Q", title="Going north", format=".0%"),
        alt.Tooltip("low:Q", title="Seized, low", format=".1%"),
        alt.Tooltip("high:Q", title="Seized, high", format=".1%"),
    ]
    grid = source.transform_filter("datum.yours == 0")
    mine = source.transform_filter("datum.yours == 1").transform_calculate(
        label="format(datum.low, '.1%') + ' to\u00a0' + format(datum.high, '.1%')"
    )
    band = grid.mark_area(opacity=0.3, clip=True, color=figure.ACCENT).encode(x=x, y=y, y2="high:Q", tooltip=tooltip)
    edges = [
        grid.mark_line(strokeWidth=1.5, clip=True, color=figure.ACCENT).encode(x=x, y=alt.Y(f"{end}:Q"))
        for end in ("low", "high")
    ]
    span = mine.mark_rule(strokeWidth=5, clip=True, color=figure.CONTRAST).encode(
        x=x, y=alt.Y("low:Q"), y2="high:Q", tooltip=tooltip
    )
    ends = [
        mine.mark_point(size=80, opacity=1, clip=True, color=figure.CONTRAST).encode(
            x=x, y=alt.Y(f"{end}:Q"), tooltip=tooltip
        )
        for end in ("low", "high")
    ]
    # The band falls to the right: the free corner is above on the left side of the chart, below on its right side.
    labels = [
        mine.transform_filter(side)
        .mark_text(align=align, dx=dx, dy=dy, fontWeight=700, clip=True, lineBreak=figure.NARROW_BREAK)
        .encode(x=x, y=alt.Y(f"{end}:Q"), text="label:N")
        for side, align, dx, dy, end in (
            ("datum.share <= 0.35", "left", 10, -12, "high"),
            ("datum.share > 0.35", "right", -10, 12, "low"),
        )
    ]
    whole = alt.Chart(pd.DataFrame({"rate": [1], "note": ["everything that flows"]}))
    rule = whole.mark_rule(strokeDash=[4, 4]).encode(y="rate:Q")
    note = whole.mark_text(align="left", dx=4, dy=-8, opacity=0.85).encode(x=alt.value(0), y="rate:Q", text="note:N")
    return alt.layer(band, *edges, rule, note, span, *ends, *labels).properties(height=330)


def build() -> Explorer:
    """Return the seizure-iceberg explorer."""
    elsewhere = tables.value("afghan-drugs-share-via-pakistan-iran-2003") / 100
    turkmen = tables.value("northern-route-share-turkmenistan-2003") / 100
    heroin = tables.value("heroin-share-of-opiate-seizures-central-asia-2001") / 100
    third = round(tables.value("drugs-consumed-in-transit-central-asia-1999-2003") / 100, 2)
    northern = round((1 - elsewhere) * 0.9, 2)
    conversion = dict(
        minimum=6,
        maximum=15,
        step=0.5,
        format=",.1f",
        unit="kg",
        group="From opium to heroin",
        source="Illustrative assumption: the monograph prints no ratio; policy literature often works with about 10",
        why="Depends on the opium's strength and the losses; 6 to 15 spans what is commonly assumed",
    )
    assumptions = (
        Choice(name="counted", meaning="Whose seizures, of which years, are the part that is seen", label="Seizures", default=0, options=OPTIONS, why="The monograph has 2003 for Kazakhstan, Kyrgyzstan and Tajikistan, 2002 for Uzbekistan and nothing so late for Turkmenistan; a news report prints five figures as the United Nations’, with 707 kg in place of 123 for Kazakhstan", source="1.1 and fn. 26, 30, 31; yearly averages and the five figures from the table of outcomes", group="What is counted"),
        Choice(name="harvest", meaning="The opium harvest from which the flow is worked out", label="Afghan harvest of", default=YEARS.index("2003"), options=YEARS, why="The monograph prints 2004; the other years as first published elsewhere, 2001 under the ban", source="1.2 for 2004; the table of outcomes for the other years", group="What is counted"),
        Assumption(name="northern_share", meaning="The part of the harvest that leaves Afghanistan through Central Asia", label="Share going north", default=northern, minimum=LEAST_SHARE, maximum=MOST_SHARE, step=0.01, format=".0%", why="Slightly over half leaves through Pakistan and Iran and most of the rest goes north; no number is printed for the rest", source="1.1; nine tenths of the other half is our assumption", group="The route"),
        Assumption(name="consumed_share", meaning="The part of the northern flow that is used within Central Asia", label="Share consumed in the region", default=third, minimum=0, maximum=0.6, step=0.01, format=".0%", why="About one third is printed, without its evidence; from nothing to nearly twice that", source="1.1", group="The route"),
        Assumption(name="heroin_share", meaning="The part of the flow that is turned into heroin; the rest travels as opium", label="Share that travels as heroin", default=heroin, minimum=0.5, maximum=1, step=0.01, format=".0%", why="Heroin's share of opiate seizures in heroin equivalents, taken as its share of the flow; the rest is opium", source="1.1, over 90% for 2001 (preliminary); that flow and seizures agree is our assumption", group="From opium to heroin"),
        Assumption(name="conversion_low", meaning="The smallest amount of opium that may make one kilogram of heroin", label="Opium for one kg of heroin, low", default=7, **conversion),
        Assumption(name="conversion_high", meaning="The largest amount of opium that may make one kilogram of heroin", label="Opium for one kg of heroin, high", default=13, **conversion),
    )  # fmt: skip
    presets = (
        Preset(name="highest", label="Highest rate for 2003", settings={"counted": 6, "harvest": YEARS.index("2003"), "northern_share": 0.25, "heroin_share": 0.5, "conversion_low": 15, "conversion_high": 15}, why="Every doubt settled in favour of the seizures; a quarter going north is our assumption"),
        Preset(name="lowest", label="Lowest rate for 2003", settings={"counted": 2, "harvest": YEARS.index("2003"), "northern_share": round(1 - elsewhere, 2), "heroin_share": 1, "conversion_low": 6, "conversion_high": 6}, why="Every doubt settled against the seizures: all that does not leave through Pakistan and Iran goes north"),
        Preset(name="without-turkmenistan", label="Without the Turkmen half", settings={"northern_share": round(northern * (1 - turkmen) + 1e-9, 2)}, why="Only the half of the northern flow that takes the Tajik and Uzbek routes; the monograph has no Turkmen seizures of these years"),
        Preset(name="ban", label="Year of the ban", settings={"counted": 3, "harvest": YEARS.index("2001")}, why="Seizures of 2001 against the harvest of 2001: what flowed that year had mostly been harvested before"),
        Preset(name="later", label="Record harvest, fewer seizures", settings={"counted": 5, "harvest": YEARS.index("2007")}, why="The harvest of 2007 against the yearly seizures of 2007 to 2011"),
    )  # fmt: skip
    return Explorer(
        name="seizure-iceberg",
        title="The seizure iceberg",
        question="What part of the heroin is seized, and how far does the answer move with what is guessed?",
        description=(
            "Band chart of the interdiction rate, on a logarithmic axis, against the share of Afghan opiates that goes north through Central Asia: "
            "the band runs from the low to the high ratio of opium to heroin, and a thick vertical line marks the reader's share. "
            "The rate falls as the assumed share grows, and with it the same seizures look like a success or a failure. "
            "Source: Osmonaliev 2005, sections 1.1 and 1.2, and later harvest surveys."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "whose": ("Point", ""),
            "share": ("Going north", ".0%"),
            "low": ("Interdiction rate, low", ".1%"),
            "high": ("Interdiction rate, high", ".1%"),
        },
        table_filter="tabulated",
        source=(
            "Osmonaliev 2005, 1.1 (routes, seizures with fn. 26, 30 and 31, consumption on the way) and 1.2 (harvest of 2004); "
            "other harvests and yearly averages from the table of outcomes, each row with its publication"
        ),
        low=320,
        leaves_out=(
            "Stocks: heroin seized in one year may come from an earlier harvest, as in the year of the ban. Timing: a harvest in summer moves on for "
            "a year or more. Purity: a seized kilogram is not pure, the inferred flow is. Seizures of opium and morphine are not counted, nor is "
            "opium used in Afghanistan, nor heroin seized before it enters. Printed seizures are incomplete, so the numerator is a lower bound; "
            "and a rate says nothing of whether the trade was harmed."
        ),
    )

"""Hidden population: one detection probability for four registers, beside the assessment's ranges."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.hidden_population import (
    MEETS,
    WITHIN,
    detection_probability,
    hidden_population,
    per_100000,
    position,
)
from counternarcotics.numberlike import ABOUT, NumberLike, element, maximum, minimum, span, summed, text, where

COUNTRIES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
TOGETHER = "The four countries"
PLACES = (TOGETHER, *COUNTRIES)

FIGURES_OF = {
    "registered": "registered-users-{}-2003",
    "population": "population-{}-2002",
    "estimate": "users-estimated-{}-2002",
}
MULTIPLIER = "users-per-registered-user-central-asia-2003"
TOTAL = "users-estimated-total-central-asia-2003"

PRINTED = "assessment"
MEETING = "yours, meets it"
MISSING = "yours, misses it"
STEPS = 1000  # the detection probability's control moves in thousandths


def _rows() -> pd.DataFrame:
    """One row a place, the four countries together first: register, population, the assessment's estimate and rate."""
    ends = {
        name: [tables.bounds(identifier.format(c.lower())) for c in COUNTRIES]
        for name, identifier in FIGURES_OF.items()
    }
    countries = pd.DataFrame(
        {
            "registered": [low for low, _ in ends["registered"]],
            "population": [low for low, _ in ends["population"]],
            "estimate_low": [low for low, _ in ends["estimate"]],
            "estimate_high": [high for _, high in ends["estimate"]],
        }
    )
    rows = pd.concat([countries.apply(summed).to_frame().T, countries], ignore_index=True)
    return rows.assign(
        place=PLACES,
        position=range(len(PLACES)),
        range_low=per_100000(rows["estimate_low"], rows["population"]),
        range_high=per_100000(rows["estimate_high"], rows["population"]),
    )


ROWS = _rows()


def model(a, row, keep: Keep) -> Outcome:
    """Divide every register by the reader's detection probability; see :func:`hidden_population`."""
    probability = (minimum(a.detection_low, a.detection_high), maximum(a.detection_low, a.detection_high))

    def people(registered: NumberLike) -> tuple[NumberLike, NumberLike]:
        # The less likely it is that a person is on the register, the more people it stands for.
        return tuple(hidden_population(registered, p, a.outdated_share) for p in reversed(probability))

    def rates(registered: NumberLike, population: NumberLike) -> tuple[NumberLike, NumberLike]:
        return tuple(per_100000(count, population) for count in people(registered))

    low, high = rates(row["registered"], row["population"])
    where_it_lies = position(low, high, row["range_low"], row["range_high"])
    columns = {
        "low": low,
        "high": high,
        "lies": element(
            ("below the range", "overlaps the range", "within the range", "above the range"), where_it_lies
        ),
        "kind": where(_meets(where_it_lies), MEETING, MISSING),
        "chosen": where(row["position"] == a.place, 1, 0),
    }

    of = {column: element(ROWS[column].tolist(), a.place) for column in ROWS.columns}
    found = people(of["registered"])
    rate = rates(of["registered"], of["population"])
    lies = position(*rate, of["range_low"], of["range_high"])
    implied = [
        detection_probability(of["registered"], of[f"estimate_{end}"], a.outdated_share) for end in ("high", "low")
    ]
    results = {
        "people": Result("People who use drugs", *found),
        "rate": Result("Per 100,000 inhabitants", *rate),
        "multiplier": Result(
            "People for each name on the register", *(value / of["registered"] for value in found), ",.1f"
        ),
        "estimate": Result("The assessment's estimate, people", of["estimate_low"], of["estimate_high"], exact=True),
        "implied": Result("Chance of being registered that gives this estimate", *implied, ".1%"),
    }
    met = summed(where(_meets(position(*rates(*country), *printed)), 1, 0) for country, printed in _countries())
    said = text(
        "{place}: {people} people, {rate} per 100,000. This {lies} the assessment's "
        "{range_low:,.0f} to {range_high:,.0f}. The same chance of being registered meets the assessment in {met:.0f} of {countries:.0f} countries.",
        place=of["place"],
        people=span(*found, ABOUT),
        rate=span(*rate, ABOUT),
        lies=element(("lies below", "overlaps", "lies within", "lies above"), lies),
        range_low=of["range_low"],
        range_high=of["range_high"],
        met=met,
        countries=len(COUNTRIES),
    )
    return Outcome(columns, results, said)


def _meets(where_it_lies: NumberLike) -> NumberLike:
    return (where_it_lies == MEETS) | (where_it_lies == WITHIN)


def _countries() -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return (registered, population) and (range_low, range_high) of each country."""
    columns = ("registered", "population", "range_low", "range_high")
    values = ROWS.loc[1:, list(columns)].itertuples(index=False, name=None)
    return [((registered, population), (low, high)) for registered, population, low, high in values]


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the assessment's ranges as grey bars and the reader's intervals upon them, on one logarithmic axis."""
    base = source.transform_calculate(label="datum.place + ':\u00a0' + datum.lies", printed=repr(PRINTED))
    x = (
        alt.X("range_low:Q")
        .title("per 100,000 inhabitants (logarithmic scale)")
        .axis(values=[50, 200, 1000, 5000], format=",.0f")
    )
    x = x.scale(type="log", domain=[40, 10_000], nice=False)
    y = alt.Y("place:N").sort(list(PLACES)).axis(None).scale(paddingInner=0, paddingOuter=0)
    scale = alt.Scale(domain=[PRINTED, MEETING, MISSING], range=[figure.MUTED, figure.ACCENT, figure.CONTRAST])
    legend = alt.Legend(symbolType="square", symbolOpacity=1, symbolStrokeWidth=0)
    colour = alt.Color("kind:N", scale=scale, legend=legend)
    tooltip = [
        alt.Tooltip("place:N", title="Where"),
        alt.Tooltip("low:Q", title="Yours, low", format=",.0f"),
        alt.Tooltip("high:Q", title="Yours, high", format=",.0f"),
        alt.Tooltip("range_low:Q", title="Assessment, low", format=",.0f"),
        alt.Tooltip("range_high:Q", title="Assessment, high", format=",.0f"),
    ]
    down = 9  # the bars stand below the name in each row
    printed = base.mark_bar(size=20, opacity=0.55, yOffset=down, y2Offset=down).encode(
        x=x, x2="range_high:Q", y=y, color=alt.Color("printed:N", scale=scale, legend=legend), tooltip=tooltip
    )
    mine = base.mark_bar(size=6, yOffset=down, y2Offset=down).encode(
        x=alt.X("low:Q"), x2="high:Q", y=y, color=colour, tooltip=tooltip
    )
    ends = [
        base.mark_point(size=75, opacity=1, yOffset=down).encode(
            x=alt.X(f"{end}:Q"), y=y, color=colour, tooltip=tooltip
        )
        for end in ("low", "high")
    ]
    names = [
        base.transform_filter(f"datum.chosen == {chosen}")
        .mark_text(align="left", dy=figure.narrow(-19, -11), fontWeight=weight, lineBreak=figure.NARROW_BREAK)
        .encode(x=alt.value(0), y=y, text="label:N")
        for chosen, weight in ((1, 700), (0, 400))
    ]
    return alt.layer(printed, mine, *ends, *names).properties(height=56 * len(PLACES) + 95)


def _implied(place: str) -> dict[str, float]:
    """Return the settings that give `place` the assessment's estimate, rounded inwards to the control's steps."""
    row = ROWS[ROWS["place"] == place].iloc[0]
    low, high = (float(detection_probability(row["registered"], row[f"estimate_{end}"])) for end in ("high", "low"))
    # The inner rounding takes off what binary fractions add: 0.07 is to stay 70 steps, not 71.
    return {
        "detection_low": math.ceil(round(low * STEPS, 6)) / STEPS,
        "detection_high": math.floor(round(high * STEPS, 6)) / STEPS,
    }


def _step(probability: float) -> float:
    """Return `probability` on the nearest step of the control."""
    return round(float(probability) * STEPS) / STEPS


def build() -> Explorer:
    """Return the hidden-population explorer."""
    table = _implied(TOGETHER)
    fewest, most = tables.bounds(MULTIPLIER)
    total = _step(ROWS.loc[0, "registered"] / tables.value(TOTAL))
    tajik_rate = tables.figure("users-estimated-per-100000-tajikistan-2002")
    detection = dict(
        minimum=0.04,
        maximum=1,
        step=1 / STEPS,
        format=".1%",
        group="Who is on the register",
        why="4% is one person in 25, fewer than any printed figure implies; 100% means that everybody is on the register",
    )
    assumptions = (
        Choice(name="place", meaning="The country, or the four together, that sentence and results are about", kept=True, label="Where", default=0, options=PLACES, why="The countries whose register and estimate are both printed; Turkmenistan prints neither", source="1.1 fn. 18 and fn. 19", group="What to show"),
        Assumption(name="detection_low", meaning="The smallest part of all people who use drugs that you think the register holds", label="Chance of being registered, low", default=table["detection_low"], source="Our computation: registers of fn. 18 over the estimates of fn. 19, high end, four countries", **detection),
        Assumption(name="detection_high", meaning="The largest part of all people who use drugs that you think the register holds", label="Chance of being registered, high", default=table["detection_high"], source="Our computation: registers of fn. 18 over the estimates of fn. 19, low end, four countries", **detection),
        Assumption(name="outdated_share", meaning="Entries on the register that stand for nobody who uses drugs now", label="Register that no longer counts", default=0, minimum=0, maximum=0.5, step=0.01, format=".0%", why="People who stopped, moved or died, and names entered twice; from none to half of the register", source="Illustrative assumption: no source prints it", group="Who is on the register"),
    )  # fmt: skip
    presets = (
        Preset(name="table", label="What the table gives", settings=table, why="The four registers together over the four estimates together"),
        Preset(name="kazakhstan", label="Fitted to Kazakhstan", settings=_implied("Kazakhstan"), why="The chance of being registered that gives the assessment's Kazakh estimate"),
        Preset(name="kyrgyzstan", label="Fitted to Kyrgyzstan", settings=_implied("Kyrgyzstan"), why="The chance of being registered that gives the assessment's Kyrgyz estimate"),
        Preset(name="multiplier", label=f"{fewest:.0f} to {most:.0f} times", settings={"detection_low": _step(1 / most), "detection_high": _step(1 / fewest)}, why="The multiplier of section 3.2.1, as chances of being registered, to the nearest 0.1%"),
        Preset(name="total", label=f"{tables.value(TOTAL):,.0f} in all", settings={"detection_low": total, "detection_high": total}, why="The total that the same sentence of section 3.2.1 prints for Central Asia"),
        Preset(name="everybody", label="Everybody is registered", settings={"detection_low": 1, "detection_high": 1}, why="The register taken at its word"),
    )  # fmt: skip
    return Explorer(
        name="hidden-population",
        title="How many people does a register stand for?",
        question="Can one chance of being registered turn all four registers into the assessment's estimates?",
        description=(
            "Bar chart on a logarithmic axis of people who use drugs per 100,000 inhabitants: for the four countries together and for Kazakhstan, "
            "Kyrgyzstan, Tajikistan and Uzbekistan, the assessment's range as a grey bar and the interval that the reader's detection probability (chance of being registered) "
            "gives as a coloured bar. One probability moves all five intervals by the same distance, so none fits all four countries: "
            "the Kyrgyz register needs a far lower one than the Kazakh and Uzbek registers. Source: Osmonaliev 2005, 1.1 footnotes 18 and 19."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=ROWS,
        model=model,
        draw=draw,
        table_columns={
            "place": ("Where", ""),
            "registered": ("On the register", ",.0f"),
            "low": ("Yours per 100,000, low", ",.0f"),
            "high": ("Yours per 100,000, high", ",.0f"),
            "range_low": ("Assessment per 100,000, low", ",.0f"),
            "range_high": ("Assessment per 100,000, high", ",.0f"),
            "lies": ("Yours", ""),
        },
        source=(
            "Osmonaliev 2005, 1.1 with fn. 18 and fn. 19, and 3.2.1; ranges are estimates over populations, so that the Tajik upper rate is "
            f"{tajik_rate['held_high']:,.0f} and not the misprinted {tajik_rate['value_high']:,.0f}"
        ),
        leaves_out=(
            "The chance of being registered differs by drug, sex, age and town, and with the law: a person who fears the police or the loss of "
            "a job avoids the register. The register is of early 2003, the estimates of 2000 to 2002, and the two need not count the same people. "
            "The assessment's ranges are themselves estimates, so meeting one is agreement, not proof."
        ),
    )

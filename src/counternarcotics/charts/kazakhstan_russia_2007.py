"""Charts of the reading of 2007: the Kazakh register, what multiplies it, and figures of part of a year."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.models.growth import compound
from counternarcotics.registers import ONE_USERS, START, register, scenario_range
from counternarcotics.steps import in_steps

HORIZON = 5
MONTHS_COVERED = (7, 6)  # what a report of July can cover, our judgement; see the check crimes-of-part-of-2007
COUNTED, BOUND = "counted", "at least"
TOTAL, YEARLY = "Scenario One in total", "Scenario One a year"


def _registers() -> pd.DataFrame:
    found = tables.figures().query(
        "place == 'kazakhstan' and measure in ['registered-users', 'registered-users-at-least']"
    )
    years = found["period"].str[:4].astype(int)
    kinds = found["qualifier"].map(lambda q: BOUND if q == "over" else COUNTED)
    frame = pd.DataFrame({"year": years, "people": found["value_low"], "kind": kinds, "source": found["source"]})
    return frame.sort_values(["year", "people"]).reset_index(drop=True)


def kazakh_register_and_scenario() -> NamedChart:
    """Every count of the Kazakh register in our tables, beside the two readings of Scenario One."""
    counts = _registers()
    start, (low, high) = tables.value(register("kazakhstan", START)), scenario_range(ONE_USERS)
    bands = pd.DataFrame(
        {
            "reading": reading,
            "year": START + t,
            "low": compound(start, low, t, period),
            "high": compound(start, high, t, period),
        }
        for reading, period in ((TOTAL, HORIZON), (YEARLY, 1))
        for t in range(HORIZON + 1)
    )
    x = alt.X("year:Q").title(None).scale(domain=[1998, 2024], nice=False).axis(format="d", tickCount=6)
    scale = alt.Scale(domain=[0, 75_000], nice=False)
    colour = alt.Color("reading:N").scale(domain=[TOTAL, YEARLY], range=[figure.COLOURS[2], figure.COLOURS[1]])
    area = (
        alt.Chart(bands)
        .mark_area(opacity=0.5)
        .encode(
            x=x,
            y=alt.Y("low:Q", scale=scale, title="people on the register").axis(tickCount=4, format=",.0f"),
            y2="high:Q",
            color=colour.legend(symbolOpacity=1),
        )
    )
    points = (
        alt.Chart(counts)
        .mark_point(filled=True, size=90, opacity=1, color=figure.ACCENT)
        .encode(
            x=x,
            y=alt.Y("people:Q", scale=scale),
            shape=alt.Shape("kind:N")
            .scale(domain=[COUNTED, BOUND], range=["circle", "triangle-up"])
            .legend(symbolFillColor=figure.ACCENT, symbolStrokeWidth=0),
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("people:Q", title="People", format=",.0f"),
                alt.Tooltip("kind:N", title="Kind"),
            ],
        )
    )
    said = " ".join(f"{r.year}: {r.people:,.0f}{' or more' if r.kind == BOUND else ''}." for r in counts.itertuples())
    ends = bands[bands["year"] == START + HORIZON].set_index("reading")
    bands_read = (area.transform_filter(alt.datum.reading == reading) for reading in (YEARLY, TOTAL))
    chart = in_steps(*bands_read, points).properties(
        height=300,
        description=(
            f"Dot chart of people on the Kazakh register by year. {said} Two bands show Scenario One from early 2003 to 2008: in total {ends.low[TOTAL]:,.0f} to {ends.high[TOTAL]:,.0f}, "
            f"yearly {ends.low[YEARLY]:,.0f} to {ends.high[YEARLY]:,.0f}. In 2007 the bound lies under both bands, and a count of June between the two; later counts fall far below. Sources named in the table."
        ),
    )
    names = tables.lookup("sources", "short")
    table = pd.DataFrame(
        {
            "Year": counts["year"].astype(str),
            "People on the register": counts["people"].map("{:,.0f}".format),
            "Kind": counts["kind"],
            "Source": counts["source"].map(names),
        }
    )
    return NamedChart(
        "The Kazakh register and Scenario One",
        chart,
        table,
        "Osmonaliev 2005, 1.1 and 1.2; Jamestown Foundation 2007, par. 8; later counts as in the table",
    )


def kazakh_multipliers() -> NamedChart:
    """How many people use drugs in Kazakhstan, by estimate and by multiplied register."""
    five, six = (computed.value(f"kazakh-users-five-times{name}") for name in ("", "-higher"))
    records = [
        ("Register, early 2003", *tables.bounds(register("kazakhstan", START)), "register"),
        ("Assessment, 2000 to 2002", *tables.bounds("users-estimated-kazakhstan-2002"), "estimate"),
        ("Register of 2007, or more", *tables.bounds(register("kazakhstan", 2007)), "register"),
        ("Five times it, or six", five, six, "register multiplied"),
        ("Ten to fifteen times it", *computed.get("kazakh-users-by-regional-multiplier").ends(), "register multiplied"),
    ]
    frame = pd.DataFrame(records, columns=["label", "low", "high", "kind"])
    frame["shown"] = [tables.number(r.low, r.high) for r in frame.itertuples()]
    x = alt.X("low:Q").title("people, thousands").scale(domain=[0, 800_000], nice=False)
    x = x.axis(tickCount=4, labelExpr="format(datum.value / 1000, ',.0f')")
    y = alt.Y("label:N").sort(None).title(None)
    colour = alt.Color("kind:N").scale(
        domain=["register", "estimate", "register multiplied"], range=[figure.MUTED, figure.ACCENT, figure.CONTRAST]
    )
    tooltip = [alt.Tooltip("label:N", title="Figure"), alt.Tooltip("shown:N", title="People")]
    base = alt.Chart(frame)
    ranges = base.mark_rule(strokeWidth=9, strokeCap="round").encode(
        x=x, x2="high:Q", y=y, color=colour, tooltip=tooltip
    )
    points = base.mark_point(filled=True, size=90, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip)
    said = " ".join(f"{r.label}: {r.shown}." for r in frame.itertuples())
    chart = alt.layer(ranges, points).properties(
        height=200,
        description=(
            f"Range chart of people who use drugs in Kazakhstan, in persons, by kind of figure. {said} The multiplied register of 2007 lies above the assessment of five years before, "
            "and the regional multiplier far above both. Sources: Jamestown Foundation 2007, par. 8; Osmonaliev 2005, 1.1 and 3.2.1."
        ),
    )
    table = frame[["label", "shown", "kind"]].copy()
    table.columns = ["Figure", "People", "Kind"]
    return NamedChart(
        "One country, five numbers",
        chart,
        table,
        "Jamestown Foundation 2007, par. 8; Osmonaliev 2005, 1.1 and 3.2.1",
    )


def kazakh_part_year() -> NamedChart:
    """Figures of part of 2007 as printed and rescaled to a year, in percent of an earlier full year."""
    compared = [
        ("Registered offences", "offences-kazakhstan-2007-part-year", "offences-kazakhstan-2002", 1, "2002"),
        ("All drugs seized", "drugs-seized-kazakhstan-2007-part-year", "drugs-seized-kazakhstan-2003", 1000, "2003"),
        (
            "Heroin, the monograph’s year",
            "heroin-seized-kazakhstan-2007-part-year",
            "heroin-seized-kazakhstan-2003",
            1,
            "2003",
        ),
        (
            "Heroin, the UN’s year",
            "heroin-seized-kazakhstan-2007-part-year",
            "heroin-seized-second-count-kazakhstan-2003",
            1,
            "2003",
        ),
    ]
    records = []
    for label, part, reference, scale, year in compared:
        printed = 100 * scale * tables.value(part) / tables.value(reference)
        low, high = (printed * 12 / months for months in MONTHS_COVERED)
        records.append((f"{label}, of {year}", printed, low, high, tables.shown(part), tables.shown(reference)))
    frame = pd.DataFrame(records, columns=["label", "printed", "low", "high", "part", "year"])
    y = alt.Y("label:N").sort(None).title(None)
    scale = alt.Scale(domain=[0, 430], nice=False)
    axis = alt.Axis(labelExpr="datum.value + '%'", values=[0, 100, 200, 300, 400])
    x = alt.X("low:Q", scale=scale, axis=axis, title="of that full year")
    tooltip = [
        alt.Tooltip("label:N", title="Quantity"),
        alt.Tooltip("part:N", title="Part of 2007"),
        alt.Tooltip("year:N", title="Earlier full year"),
        alt.Tooltip("low:Q", title="Rescaled, least, %", format=".0f"),
        alt.Tooltip("high:Q", title="Rescaled, most, %", format=".0f"),
    ]
    domain = ["as printed", "rescaled"]
    colour = alt.Color("what:N").scale(domain=domain, range=[figure.MUTED, figure.ACCENT])
    base = alt.Chart(frame)
    ranges = (
        base.transform_calculate(what=f"'{domain[1]}'")
        .mark_rule(strokeWidth=10, strokeCap="round")
        .encode(x=x, x2="high:Q", y=y, color=colour, tooltip=tooltip)
    )
    points = (
        base.transform_calculate(what=f"'{domain[0]}'")
        .mark_point(filled=True, size=110, opacity=1)
        .encode(x=alt.X("printed:Q", scale=scale), y=y, color=colour, tooltip=tooltip)
    )
    rule = alt.Chart(pd.DataFrame({"same": [100]})).mark_rule(strokeDash=[4, 4]).encode(x=alt.X("same:Q", scale=scale))
    said = " ".join(
        f"{r.label}: as printed {r.printed:.0f}%, rescaled {r.low:.0f} to {r.high:.0f}%." for r in frame.itertuples()
    )
    chart = alt.layer(rule, ranges, points).properties(
        height=230,
        description=(
            f"Range chart of Kazakh figures of part of 2007 in percent of an earlier full year, as printed and rescaled to twelve months. {said} Offences and all drugs lie below the earlier year, "
            "heroin far above the monograph’s figure of 2003 and below that of the United Nations. Six or seven months covered are our judgement. Sources: Jamestown Foundation 2007, par. 7; Osmonaliev 2005, 1.1; BBC News 2005."
        ),
    )
    table = pd.DataFrame(
        {
            "Quantity": frame["label"],
            "Part of 2007, printed": frame["part"],
            "Earlier full year": frame["year"],
            "Rescaled, % of it": [f"{r.low:.0f}\N{EN DASH}{r.high:.0f}" for r in frame.itertuples()],
        }
    )
    return NamedChart(
        "Part of 2007 beside earlier years",
        chart,
        table,
        "Jamestown Foundation 2007, par. 7; Osmonaliev 2005, 1.1; BBC News 2005 for the UN’s figure",
    )

"""Forecast: what the rates of section 1.2 do to the registers of early 2003, beside the reader's own."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.growth import annual_rate, compound, split
from counternarcotics.numberlike import NumberLike, element, known, maximum, minimum, span, text, where

START = 2003
FORECASTABLE_YEARS = 5  # section 1.2 calls 1-5 years short-term and holds longer forecasts impossible
LONGEST_YEARS = 10

PLACES = ("Region", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
QUANTITIES = (
    "Registered users",
    "Estimated users",
    "Trafficking offences",
    "Other drug offences",
    "All drug offences",
)

REGISTERED = tuple(
    tables.value(f"registered-users-{c}-2003") for c in ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
)
# Tajikistan's offences are not printed: 0 stands for "no figure" and is never drawn.
OFFENCES = (
    tables.value("offences-kazakhstan-2002"),
    tables.value("offences-kyrgyzstan-2003"),
    0.0,
    tables.value("offences-uzbekistan-2003"),
)
USERS_BY_PLACE = (sum(REGISTERED), *REGISTERED)
OFFENCES_BY_PLACE = (sum(OFFENCES), *OFFENCES)

YOURS = "Your forecast"
TREND = "Observed trend"
RATES = ("users", "trafficking", "other")


def _percent(identifier: str) -> tuple[float, float]:
    low, high = tables.bounds(identifier)
    return low / 100, high / 100


def _decrease(identifier: str) -> tuple[float, float]:
    low, high = _percent(identifier)
    return -high, -low


@dataclass(frozen=True)
class Scenario:
    """The rates that one scenario prints, as fractions (low, high); None where it prints none."""

    label: str
    users: tuple[float, float] | None
    trafficking: tuple[float, float] | None
    other: tuple[float, float] | None


def scenarios() -> tuple[Scenario, ...]:
    """Return the three scenarios of section 1.2 and the trend that its own figures imply."""
    least = _percent("scenario-three-change-in-offences-central-asia-2005-2008")
    observed_users = (
        annual_rate(tables.value("registered-users-central-asia-1990"), sum(REGISTERED), START - 1990),
        tables.value("users-growth-central-asia-1990-2002") ** (1 / (2002 - 1990)) - 1,
    )
    observed_offences = (
        tables.value("change-in-offences-uzbekistan-2002-2003") / 100,
        tables.value("change-in-offences-kyrgyzstan-2002-2003") / 100,
    )
    return (
        Scenario(
            "Scenario One", _percent("scenario-one-change-in-registered-users-central-asia-2005-2010"), None, None
        ),
        Scenario(
            "Scenario Two",
            _decrease("scenario-two-decrease-in-users-central-asia-2005-2008"),
            _percent("scenario-two-change-in-trafficking-offences-central-asia-2005-2008"),
            _decrease("scenario-two-decrease-in-non-trafficking-offences-central-asia-2005-2008"),
        ),
        Scenario("Scenario Three", None, least, least),
        Scenario(TREND, observed_users, observed_offences, observed_offences),
    )


def _rows() -> pd.DataFrame:
    """One row a line and year: the reader's line (rates left to the reader) and one line a scenario."""
    lines = [Scenario(YOURS, (0, 0), (0, 0), (0, 0)), *scenarios()]
    records = []
    for line in lines:
        given = {rate: getattr(line, rate) for rate in RATES}
        rates = {
            f"{rate}_{end}": (bounds or (0, 0))[position]
            for rate, bounds in given.items()
            for position, end in enumerate(("low", "high"))
        }
        prints = {f"prints_{rate}": int(bounds is not None) for rate, bounds in given.items()}
        for t in range(LONGEST_YEARS + 1):
            records.append(
                {
                    "line": line.label,
                    "t": t,
                    "year": START + t,
                    "yours": int(line.label == YOURS),
                    "trend": int(line.label == TREND),
                    **rates,
                    **prints,
                }
            )
    return pd.DataFrame(records)


def _projected(a, low: dict, high: dict, t: NumberLike) -> dict[str, tuple[NumberLike, NumberLike]]:
    """Return (low, high) of every quantity after `t` years, given low and high rates by name."""
    users = element(USERS_BY_PLACE, a.place)
    other, trafficking = split(element(OFFENCES_BY_PLACE, a.place), a.non_trafficking_share)

    def band(base: NumberLike, rate: str, period: NumberLike) -> tuple[NumberLike, NumberLike]:
        ends = compound(base, low[rate], t, period), compound(base, high[rate], t, period)
        return minimum(*ends), maximum(*ends)

    registered = band(users, "users", a.users_period)
    trafficked = band(trafficking, "trafficking", a.offences_period)
    others = band(other, "other", a.offences_period)
    return {
        "registered": registered,
        "estimated": (registered[0] * a.multiplier, registered[1] * a.multiplier),
        "trafficking": trafficked,
        "other": others,
        "offences": (trafficked[0] + others[0], trafficked[1] + others[1]),
    }


def _shown(bands: dict, end: int, quantity: NumberLike) -> NumberLike:
    return element([band[end] for band in bands.values()], quantity)


def model(a, row, keep: Keep) -> Outcome:
    """Project every quantity along the reader's line and the scenarios'; see :func:`compound`."""
    reader_low = {rate: minimum(getattr(a, f"{rate}_low"), getattr(a, f"{rate}_high")) for rate in RATES}
    reader_high = {rate: maximum(getattr(a, f"{rate}_low"), getattr(a, f"{rate}_high")) for rate in RATES}
    is_reader = row["yours"] == 1
    low = {rate: where(is_reader, reader_low[rate], row[f"{rate}_low"]) for rate in RATES}
    high = {rate: where(is_reader, reader_high[rate], row[f"{rate}_high"]) for rate in RATES}
    bands = _projected(a, low, high, row["t"])
    prints_offences = row["prints_trafficking"] * row["prints_other"]
    prints = [row["prints_users"], row["prints_users"], row["prints_trafficking"], row["prints_other"], prints_offences]
    base = element([*[element(USERS_BY_PLACE, a.place)] * 2, *[element(OFFENCES_BY_PLACE, a.place)] * 3], a.quantity)
    has_offences = element(OFFENCES_BY_PLACE, a.place) > 0
    columns = {
        "low": _shown(bands, 0, a.quantity),
        "high": _shown(bands, 1, a.quantity),
        "printed": element(prints, a.quantity) * where(base > 0, 1, 0) * where(row["trend"] > a.comparison, 0, 1),
    }

    ends = {
        name: (keep(f"{name}_low_end", b[0]), keep(f"{name}_high_end", b[1]))
        for name, b in _projected(a, reader_low, reader_high, a.horizon).items()
    }
    labels = dict(zip(ends, QUANTITIES, strict=True))
    counted = dict.fromkeys(("registered", "estimated"), True) | dict.fromkeys(
        ("trafficking", "other", "offences"), has_offences
    )
    results = {name: Result(labels[name], *(known(counted[name], end) for end in band)) for name, band in ends.items()}
    # The share of other offences is lowest when they grow least and trafficking grows most.
    results["share"] = Result(
        "Offences without intent to traffic, share of all",
        known(has_offences, _share(ends["other"][0], ends["trafficking"][1])),
        known(has_offences, _share(ends["other"][1], ends["trafficking"][0])),
        ".1%",
    )
    now = where(a.quantity == 0, base, _shown(_projected(a, reader_low, reader_high, 0), 0, a.quantity))
    said = text(
        "{place}, {quantity}: {now:,.0f} in early 2003, {end} in {year:.0f}{caution}",
        place=element(PLACES, a.place),
        quantity=element([q.lower() for q in QUANTITIES], a.quantity),
        now=now,
        end=span(_shown(ends, 0, a.quantity), _shown(ends, 1, a.quantity), ",.0f"),
        year=START + a.horizon,
        caution=where(a.horizon > FORECASTABLE_YEARS, ", beyond what the author holds forecastable.", "."),
    )
    silence = text(
        "{place}, {quantity}: the monograph prints no figure to start from.",
        place=element(PLACES, a.place),
        quantity=element([q.lower() for q in QUANTITIES], a.quantity),
    )
    return Outcome(columns, results, where(base > 0, said, silence))


def _share(other: NumberLike, trafficking: NumberLike) -> NumberLike:
    return other / maximum(other + trafficking, 1)  # the 1 keeps "no offences printed" from dividing by nothing


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the reader's band and line beside the scenarios' dashed lines."""
    visible = source.transform_filter("datum.printed == 1 && datum.t <= horizon").transform_calculate(
        middle="(datum.low + datum.high) / 2"
    )
    lines = [YOURS, *(s.label for s in scenarios())]
    colour = (
        alt.Color("line:N")
        .scale(domain=lines, range=list(figure.COLOURS))
        .legend(columns=2, symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    x = (
        alt.X("year:Q")
        .title(None)
        .axis(format="d", tickMinStep=1)
        .scale(domain=[START, alt.ExprRef(f"{START} + horizon")], nice=False)
    )
    y = alt.Y("low:Q").title(None).axis(format="~s", tickCount=5).scale(zero=True)
    tooltip = [
        alt.Tooltip("line:N", title="Line"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("low:Q", title="Low", format=",.0f"),
        alt.Tooltip("high:Q", title="High", format=",.0f"),
    ]
    ours = visible.transform_filter("datum.yours == 1")
    band = ours.mark_area(opacity=0.25).encode(x=x, y=y, y2="high:Q", color=colour)
    mine = ours.mark_line(strokeWidth=3.5, point={"size": 45}).encode(
        x=x, y=alt.Y("middle:Q"), color=colour, tooltip=tooltip
    )
    theirs = (
        visible.transform_filter("datum.yours == 0")
        .mark_line(strokeDash=[5, 4], strokeWidth=2, point={"size": 22})
        .encode(x=x, y=alt.Y("middle:Q"), color=colour, tooltip=tooltip)
    )
    beyond = alt.Chart(
        pd.DataFrame({"year": [START + FORECASTABLE_YEARS], "note": ["beyond the author's horizon"]})
    ).transform_filter(f"horizon > {FORECASTABLE_YEARS}")
    rule = beyond.mark_rule(strokeDash=[2, 3]).encode(x="year:Q")
    note = beyond.mark_text(align="left", dx=5, baseline="top", opacity=0.8).encode(
        x="year:Q", y=alt.value(2), text="note:N"
    )
    return alt.layer(band, mine, theirs, rule, note).properties(height=340)


def _rate(name: str, label: str, default: float, group: str, source: str) -> Assumption:
    return Assumption(
        name=name,
        label=label,
        default=default,
        minimum=-0.2,
        maximum=0.3,
        step=0.001,
        format="+.1%",
        why="Wide enough for every rate printed in 1.2 and for the trend its own figures imply",
        source=source,
        group=group,
    )


def build() -> Explorer:
    """Return the forecast explorer."""
    one, two, three, trend = scenarios()
    users, trafficking, other = "Rates: registered users", "Rates: trafficking offences", "Rates: other drug offences"
    open_text = "1.2 prints no rate for this in Scenario One (a decrease or an insignificant increase); no change is our assumption"
    period = dict(
        minimum=1,
        maximum=5,
        step=1,
        why="1 reads a printed percentage as yearly, 5 as a total over the author's longest horizon",
    )
    assumptions = (
        Choice(name="quantity", label="Show", default=0, options=QUANTITIES, why="What section 1.2 forecasts", source="1.2", group="What to show"),
        Choice(name="place", label="Where", default=0, options=PLACES, why="Countries whose register is printed; Tajikistan prints no offences, Turkmenistan nothing", source="1.1 fn. 18; 1.1 fn. 30; 1.1 fn. 31", group="What to show"),
        Choice(name="comparison", label="Compare with", default=0, options=("the three scenarios", "the scenarios and the observed trend"), why="The trend since 1990 is so steep that it flattens every other line", source="our computation from 1.1 and 1.1 fn. 18", group="What to show"),
        Assumption(name="horizon", label="Years ahead", default=5, minimum=1, maximum=LONGEST_YEARS, step=1, unit="years", why="The author forecasts 1 to 5 years and holds more impossible; 6 to 10 are marked", source="1.2", group="What to show"),
        _rate("users_low", "Low", one.users[0], users, "1.2 (Scenario One)"),
        _rate("users_high", "High", one.users[1], users, "1.2 (Scenario One)"),
        Assumption(name="users_period", label="Years in which the rate accrues", default=1, source="1.2 leaves the period of Scenario One open; Scenario Two says per year", group=users, **period),
        _rate("trafficking_low", "Low", 0, trafficking, open_text),
        _rate("trafficking_high", "High", 0, trafficking, open_text),
        _rate("other_low", "Low", 0, other, open_text),
        _rate("other_high", "High", 0, other, open_text),
        Assumption(name="offences_period", label="Years in which rates of offences accrue", default=1, source="1.2 leaves the period of Scenario Two open; Scenario Three says annual", group=other, **period),
        Assumption(name="non_trafficking_share", label="Share without intent to traffic, early 2003", default=tables.value("scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010") / 100, minimum=0.5, maximum=0.95, step=0.01, format=".0%", why="1.2 expects over 70% and prints no count of either kind", source="1.2 (Scenario One)", group="Where the count starts"),
        Assumption(name="multiplier", label="Estimated users per registered user", default=4, minimum=1, maximum=15, step=0.5, format=".1f", why="1 is the register itself; the printed tables give about 3 to 18 by country, section 3.2.1 speaks of 10 to 15", source="1.1 fn. 18 and fn. 19; 3.2.1", group="Where the count starts"),
    )  # fmt: skip
    presets = tuple(
        Preset(
            name=scenario.label.lower().replace(" ", "-"), label=scenario.label, settings=_settings(scenario), why=why
        )
        for scenario, why in (
            (one, "Extrapolation: registered users grow; offences hardly move"),
            (
                two,
                "Everything improves: fewer users and fewer other offences, more trafficking cases found, for three years",
            ),
            (
                three,
                "Everything worsens: all registered offences grow by at least this much a year, for two to three years",
            ),
            (trend, "Our computation from the printed figures: users since 1990, offences in the last year"),
        )
    )
    return Explorer(
        name="forecast",
        title="Forecast the registers",
        question="How far apart are three scenarios after three years, and where does your own forecast run?",
        description=(
            "Line chart of the chosen count (people or offences) by year from 2003: the reader's forecast as a line in a band from its low to its "
            "high rate, and dashed lines for Scenarios One, Two and Three of section 1.2 and for the observed trend. "
            "The lines part slowly: after three years the scenarios for registered users differ by about a quarter of the register. "
            "Source: Osmonaliev 2005, sections 1.1 and 1.2."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={"line": ("Line", ""), "year": ("Year", "d"), "low": ("Low", ",.0f"), "high": ("High", ",.0f")},
        table_filter="printed",
        source="Osmonaliev 2005, 1.1 fn. 18, fn. 30, fn. 31 and 1.2",
        leaves_out=(
            "A constant rate has no saturation, no policy response and no change of definition; a register also moves when "
            "more people come forward or when the law changes, with no change in use."
        ),
    )


def _settings(scenario: Scenario) -> dict[str, float]:
    settings: dict[str, float] = {}
    for rate in RATES:
        bounds = getattr(scenario, rate)
        if bounds:
            # The page's controls move in steps: a computed rate is set to the nearest one.
            settings[f"{rate}_low"], settings[f"{rate}_high"] = (round(b, 3) for b in sorted(bounds))
    return settings | _shows(scenario)


def _shows(scenario: Scenario) -> dict[str, float]:
    """Return what to show with a scenario: a count that it forecasts, so that choosing it is seen to do something."""
    if scenario.label == TREND:
        return {"comparison": 1}
    if not scenario.trafficking:
        return {"quantity": QUANTITIES.index("Registered users")}
    return {} if scenario.users else {"quantity": QUANTITIES.index("All drug offences")}

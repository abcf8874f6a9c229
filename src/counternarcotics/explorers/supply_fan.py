"""Supply fan: Afghan opium carried on from 2004 as a random walk, and what the later surveys found."""

from __future__ import annotations

from statistics import NormalDist

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.fan import inside, interval_score
from counternarcotics.models.random_walk import band, mean_change, volatility
from counternarcotics.numberlike import NumberLike, element, exp, known, log, summed, text, where

FIRST, LAST, END = 1994, 2004, 2025
BAN = 2001
LONGEST = END - LAST
SERIES = ("poppy area", "opium output")
UNITS = ("ha", "t")
MEASURES = ("poppy-area", "opium-output")
LAST_IDS = ("poppy-area-afghanistan-2004", "opium-production-afghanistan-2004")
WIDTHS = (0.5, 0.8, 0.95)
QUANTILES = tuple(NormalDist().inv_cdf(0.5 + width / 2) for width in WIDTHS)
PAST, FAN, LATER = range(3)
LINES = ("known in 2004", "the fan", "counted later")
LONE = 0.0  # stands for "no figure"; never drawn and never scored
THOUSAND = 1000


def known_values(series: int) -> dict[int, float]:
    """Return the figures of one of :data:`SERIES` by year, as first published; a range counts as its middle."""
    rows = tables.chosen("outcomes", f"id.str.fullmatch('{MEASURES[series]}-afghanistan-[0-9]{{4}}')")
    found = {int(row.period): tables.value(row.id) for row in rows.itertuples()}
    return dict(sorted((found | {LAST: tables.value(LAST_IDS[series])}).items()))


VALUES = tuple(map(known_values, range(len(SERIES))))


def yearly_changes(series: int) -> dict[int, float]:
    """Return the change of the logarithm from the year before, by year to 2004."""
    values = VALUES[series]
    return {year: log(values[year] / values[year - 1]) for year in values if year - 1 in values and year <= LAST}


CHANGES = tuple(map(yearly_changes, range(len(SERIES))))


def _segment(series: int, year: int) -> int:
    """Return a number that years in an unbroken run share, so that no line crosses a gap."""
    return summed(y not in VALUES[series] for y in range(FIRST, year))


def _rows() -> pd.DataFrame:
    records = []
    for year in range(FIRST, END + 1):
        record = {"year": year, "t": year - LAST}
        for series, name in enumerate(("area", "output")):
            value = VALUES[series].get(year)
            record |= {
                name: value or LONE,
                f"has_{name}": int(value is not None),
                f"run_{name}": _segment(series, year),
            }
        if year <= LAST:
            records.append(record | {"kind": PAST})
        else:
            records.append(record | {"kind": LATER})
        if year >= LAST:
            records.append(record | {"kind": FAN})
    return pd.DataFrame(records)


def _fit(a, keep: Keep, series: int) -> tuple[NumberLike, NumberLike, NumberLike]:
    """Return drift, volatility and the number of yearly changes used, for one series."""
    changes = CHANGES[series]
    ban = {BAN, BAN + 1}
    weights = [
        where(a.first < year, 1, 0) * (where(a.ban == 0, 1, 0) if year in ban else 1) for year in changes
    ]  # fmt: skip
    steps = list(changes.values())
    drift = keep(f"drift_{series}", where(a.drift == 0, mean_change(steps, weights), 0))
    spread = keep(f"spread_{series}", volatility(steps, weights, drift, where(a.drift == 0, 1, 0)))
    return drift, spread, summed(weights)


def model(a, row, keep: Keep) -> Outcome:
    """Fit the walk to the changes before 2005, carry it on and hold the later figures against it; see :func:`band`."""
    fits = [_fit(a, keep, series) for series in range(len(SERIES))]
    drift, spread, used = (
        keep(name, element([fit[part] for fit in fits], a.series))
        for part, name in enumerate(("fitted_drift", "fitted_spread", "changes_used"))
    )
    start = keep("start", element([values[LAST] for values in VALUES], a.series))
    before = keep("before", element([values[LAST - 1] for values in VALUES], a.series))
    quantile, miss = element(QUANTILES, a.coverage), keep("miss", 1 - element(WIDTHS, a.coverage))
    revealed = a.reveal == 1

    compared = inside_years = fan_score = idle_score = trend_score = escape = 0
    step = keep("last_step", log(start / before))
    for t in range(LONGEST, 0, -1):  # backwards, so that the first escape is the one that stays
        year = LAST + t
        value = element([values.get(year, start) for values in VALUES], a.series)
        has = element([int(year in values) for values in VALUES], a.series)
        counts = keep(f"counts_{t}", where(a.horizon >= t, has, 0))
        low, _, high = band(start, drift, spread, t, quantile)
        low, high = keep(f"low_{t}", low), keep(f"high_{t}", high)
        hit = keep(f"hit_{t}", inside(low, high, value))
        compared = compared + counts
        inside_years = inside_years + counts * hit
        escape = where((counts == 1) & (hit == 0), year, escape)
        fan_score = fan_score + counts * interval_score(low, high, value, miss)
        idle_score = idle_score + counts * interval_score(start, start, value, miss)
        trended = start * exp(step * t)
        trend_score = trend_score + counts * interval_score(trended, trended, value, miss)
        compared, inside_years, escape = (
            keep(f"{name}_{t}", sum_)
            for name, sum_ in (("compared", compared), ("inside", inside_years), ("escape", escape))
        )
        fan_score, idle_score, trend_score = (
            keep(f"{name}_{t}", sum_)
            for name, sum_ in (("paid_fan", fan_score), ("paid_idle", idle_score), ("paid_trend", trend_score))
        )
    share = keep("share", inside_years / compared)
    per_year = 100 / (compared * start)

    low, middle, high = band(start, drift, spread, where(row["t"] > 0, row["t"], 0), quantile)
    value = element([row["area"], row["output"]], a.series)
    has = element([row["has_area"], row["has_output"]], a.series)
    is_fan = row["kind"] == FAN
    shown_later = where(revealed & (a.horizon >= row["t"]), has, 0)
    columns = {
        "low": where(is_fan, low, value),
        "middle": where(is_fan, middle, value),
        "high": where(is_fan, high, value),
        "run": element([row["run_area"], row["run_output"]], a.series),
        "line": element(LINES, row["kind"]),
        "shown": where(is_fan, where(a.horizon >= row["t"], 1, 0), where(row["kind"] == PAST, has, shown_later)),
    }
    end_low, end_middle, end_high = (
        keep(name, end)
        for name, end in zip(("end_low", "end_middle", "end_high"), band(start, drift, spread, a.horizon, quantile), strict=True)
    )  # fmt: skip
    results = {
        "used": Result("Yearly changes used", used),
        "drift": Result("Drift a year", exp(drift) - 1, format="+.1%"),
        "spread": Result("Standard deviation of a yearly change, in logarithms", spread, format=".2f"),
        "median": Result("Median of the fan at the horizon, thousand ha or t", end_middle / THOUSAND, format=",.1f"),
        "fan": Result("Fan at the horizon, thousand ha or t", end_low / THOUSAND, end_high / THOUSAND, format=",.1f"),
        "compared": Result("Later years compared (after the reveal)", known(revealed, compared)),
        "share": Result("Share of them inside the fan", known(revealed, share), format=".0%"),
        "escape": Result("First year outside (none: no figure)", known(revealed & (escape > 0), escape), format=".0f", exact=True),
        "fan_score": Result("Interval score of the fan, % of 2004 (less is better)", known(revealed, fan_score * per_year)),
        "idle_score": Result("Interval score of “no change”, % of 2004", known(revealed, idle_score * per_year)),
        "trend_score": Result("Interval score of “the last change goes on”, % of 2004", known(revealed, trend_score * per_year)),
    }  # fmt: skip
    said = text(
        "From {used:.0f} yearly changes the fan for the {series} of {year:.0f} runs from {low:~,.1f} to {high:~,.1f} thousand {unit}.",
        used=used,
        series=element(SERIES, a.series),
        year=LAST + a.horizon,
        low=end_low / THOUSAND,
        high=end_high / THOUSAND,
        unit=element(UNITS, a.series),
    )
    seen = text(
        " Of {compared:.0f} later years with a figure {share:.0%} lie inside, where {width:.0%} were promised{escape}.",
        compared=compared,
        share=share,
        width=element(WIDTHS, a.coverage),
        escape=where(escape > 0, text("; the first outside is {escape:.0f}", escape=escape), ""),
    )
    return Outcome(columns, results, said + where(revealed, seen, " The later figures are hidden."))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the past as a line, the fan as a band with its median, and the later figures once revealed."""
    shown = source.transform_filter("datum.shown == 1")
    x = (
        alt.X("year:Q")
        .title(None)
        .axis(format="d", tickCount=6)
        .scale(domain=[FIRST, alt.ExprRef(f"{LAST} + max(horizon, 5)")], nice=False, zero=False)
    )
    domain = [alt.ExprRef("series == 0 ? 1000 : 30"), alt.ExprRef("series == 0 ? 5000000 : 150000")]
    y = (
        alt.Y("low:Q")
        .title("hectares or tons, ratio scale")
        .axis(format="~s", values=[100, 1000, 10_000, 100_000, 1_000_000])
        .scale(type="log", domain=domain, nice=False)
    )
    colour = (
        alt.Color("line:N")
        .scale(domain=list(LINES), range=[figure.ACCENT, figure.MUTED, figure.CONTRAST])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    fan = shown.transform_filter(f"datum.kind == {FAN}")
    tooltip = [
        alt.Tooltip("line:N", title="What"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("low:Q", title="Low", format=",.0f"),
        alt.Tooltip("high:Q", title="High", format=",.0f"),
    ]
    area = fan.mark_area(opacity=0.35, clip=True).encode(x=x, y=y, y2="high:Q", color=colour)
    median = fan.mark_line(strokeDash=[5, 4], strokeWidth=2, clip=True).encode(x=x, y=alt.Y("middle:Q"), color=colour)
    layers = []
    for kind in (PAST, LATER):
        counted = shown.transform_filter(f"datum.kind == {kind}")
        layers.append(counted.mark_line(strokeWidth=1.8).encode(x=x, y=y, color=colour, detail="run:N"))
        layers.append(counted.mark_point(size=45, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip))
    return alt.layer(area, median, *layers).properties(height=340)


def build() -> Explorer:
    """Return the explorer of the supply fan."""
    fit, ahead = "What the fan learns from", "What it promises"
    assumptions = (
        Choice(name="series", meaning="Whether the fan forecasts the area under poppy or the opium that it gives", label="Series", default=0, options=SERIES, why="Area is measured; output is area times an estimated yield", source="UN surveys as first published; Osmonaliev 2005, 1.2 for 2004", group=fit),
        Assumption(name="first", meaning="The first year whose changes teach the fan how wide to be", label="First year of the window", default=FIRST, minimum=FIRST, maximum=2002, step=1, format=".0f", why="Output is known from 1994, area from 1997; 2002 leaves two changes", source="years for which the tables hold a figure", group=fit),
        Choice(name="ban", meaning="Whether the fall of 2001 and the return after it belong to what may happen again", label="The ban of 2001", default=0, options=("kept", "left out as exceptional"), why="Its fall and rebound decide how wide the fan is; whoever leaves them out says that it cannot recur", source="illustrative assumption: a judgement the forecaster has to make", group=fit),
        Choice(name="drift", meaning="Whether the middle of the fan goes on rising as in the past or stays where it was", label="Drift", default=0, options=("mean of past changes", "none"), why="A trend from few changes is mostly chance; without drift the median stays at 2004", source="illustrative assumption; both are common benchmarks", group=fit),
        Choice(name="coverage", meaning="How many of a hundred later years the fan should hold", label="Width of the fan", default=1, options=tuple(f"{width:.0%}" for width in WIDTHS), why="The share of later years that the fan should hold, three common choices", source="illustrative assumption", group=ahead),
        Assumption(name="horizon", meaning="How far ahead the fan is drawn and read", label="Years ahead", default=5, minimum=1, maximum=LONGEST, step=1, unit="years", why="The author forecasts one to five years; growers were given ten to fifteen; figures reach 2025", source="Osmonaliev 2005, 1.2", group=ahead),
        Choice(name="reveal", meaning="Shows the later years beside the fan", label="What happened", default=0, options=("1994-2004 only", "reveal"), why="A forecast tests its maker only if it stands before the outcome is seen", source="later surveys, in the tables of what happened later", group=ahead),
    )  # fmt: skip
    start = {"series": 0, "first": FIRST, "ban": 0, "drift": 0, "coverage": 1, "horizon": 5, "reveal": 0}
    presets = (
        Preset(name="in-2004", label="As in 2004", settings=start, why="All that was known, five years ahead, the outcome hidden"),
        Preset(name="five-years", label="Five years on", settings=start | {"reveal": 1}, why="The same fan against the years 2005 to 2009"),
        Preset(name="calm", label="Without the ban", settings=start | {"ban": 1, "reveal": 1}, why="A sharper fan, by leaving out the fall and the rebound"),
        Preset(name="growers", label="Time for the growers", settings=start | {"ban": 1, "drift": 1, "horizon": 16, "reveal": 1}, why="To 2020, the end of the span in which growers were to be won over"),
        Preset(name="to-2025", label="To the second ban", settings=start | {"ban": 1, "drift": 1, "coverage": 2, "horizon": LONGEST, "reveal": 1}, why="A wide calm fan, to the last figure"),
        Preset(name="output", label="Output, five years on", settings=start | {"series": 1, "ban": 1, "reveal": 1}, why="Output adds the weather and the method of measuring yields"),
    )  # fmt: skip
    return Explorer(
        name="supply-fan",
        title="Afghan opium as seen from 2004",
        question="How wide must a fan be to hold what came, and what is such a fan worth?",
        description=(
            "Fan chart on a logarithmic scale of Afghan poppy area (hectares) or opium output (tons) by year: a line for the figures known in 2004, "
            "a grey band and a dashed median for a random walk carried on from 2004, and a second line, broken at missing years, for the later figures once revealed. "
            "With the ban of 2001 kept, the band soon spans everything; without it, it is narrower and the collapse of 2023 falls far below. "
            "Source: UN surveys as first published; Osmonaliev 2005, 1.2, for 2004."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={"line": ("What", ""), "year": ("Year", "d"), "low": ("Low", ",.0f"), "high": ("High", ",.0f")},
        table_filter="shown",
        source="Osmonaliev 2005, 1.2, for 2004; UN surveys as first published, listed with each figure in the catalogue; our random walk",
        plays="horizon",
        first=("ban", "coverage", "horizon", "reveal"),
        leaves_out=(
            "A random walk knows no government, no price and no weather: it treats a ban as one more draw. The errors in the fitted drift and spread are left out, "
            "so the fan is too narrow, and later surveys used better methods than early ones. The figures of the years to 2004 are those we hold today; "
            "output is missing for 2012, 2019 and 2024, and the frame cuts the widest fans."
        ),
    )

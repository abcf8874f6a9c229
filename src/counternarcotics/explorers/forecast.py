"""Forecast: what the rates of section 1.2 do to the registers of early 2003, beside the reader's own.

What was counted later stays hidden until the reader commits to a range, which is then scored.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.fan import fan, interval_score, widened
from counternarcotics.models.growth import annual_rate, compound, split
from counternarcotics.numberlike import (
    ABOUT,
    NumberLike,
    code,
    element,
    known,
    maximum,
    minimum,
    span,
    summed,
    text,
    where,
)

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
COVERS = ("every count", "registered users alone", "all offences together")
# Which of the quantities each option of COVERS forecasts; the estimate follows the register.
COVERED = {
    "registered": (1, 1, 0),
    "estimated": (1, 1, 0),
    "trafficking": (1, 0, 0),
    "other": (1, 0, 0),
    "offences": (1, 0, 1),
}
AXIS_TITLES = ("people on the register", "people, estimated", *["registered offences"] * 3)

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
USERS_BY_PLACE = (summed(REGISTERED), *REGISTERED)
OFFENCES_BY_PLACE = (summed(OFFENCES), *OFFENCES)

YOURS = "Your forecast"
TREND = "Observed trend"
RATES = ("users", "trafficking", "other")

COUNTED = "Counted later"
OWN = "Your own range"
LINE_ROW, COUNT_ROW, OWN_ROW = 0, 1, 2
NOT_KNOWN = 1e15  # a score that no range reaches stands for "cannot be scored" when the best one is looked for
HIDDEN, COMMITTED = "Hidden", "I commit: show it"


def later_counts() -> tuple[dict[int, float], ...]:
    """Return the full-year register counts by year for each of :data:`PLACES`, to the explorer's last year.

    Lower bounds ("more than") are left out; the region has a count where all four countries have one.
    """
    outcomes = tables.chosen("outcomes", "measure == 'registered-users' and qualifier == ''")
    years = outcomes["period"].str[:4].astype(int)
    outcomes = outcomes[(years > START) & (years <= START + LONGEST_YEARS)]
    countries = [
        {int(r.period[:4]): r.value_low for r in outcomes[outcomes["place"] == place.lower()].itertuples()}
        for place in PLACES[1:]
    ]
    common = sorted(set.intersection(*map(set, countries)))
    return {year: summed(counts[year] for counts in countries) for year in common}, *countries


COUNTS = later_counts()
# Two counts up to 2003 make a trend.  The region's count of 1990 is a lower bound for five republics, so it makes none.
TRENDS = (
    None,
    annual_rate(tables.value("registered-users-kazakhstan-1999"), REGISTERED[0], START - 1999),
    None,
    annual_rate(tables.value("registered-users-tajikistan-2001"), REGISTERED[2], START - 2001),
    None,
)


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
    by_kind: bool = True  # whether it forecasts each kind of offence, or only all of them together


def scenarios() -> tuple[Scenario, ...]:
    """Return the three scenarios of section 1.2 and the trend that its own figures imply."""
    least = _percent("scenario-three-change-in-offences-central-asia-2005-2008")
    observed_users = (
        annual_rate(tables.value("registered-users-central-asia-1990"), summed(REGISTERED), START - 1990),
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
        Scenario("Scenario Three", None, least, least, by_kind=False),
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
                    "by_kind": int(line.by_kind),
                    "kind": LINE_ROW,
                    "counted_place": -1,
                    "count": 0.0,
                }
            )
    blank = {key: 0 for key in records[0] if key not in {"line", "t", "year"}}
    for place, counts in enumerate(COUNTS):
        for year, count in sorted(counts.items()):
            own = {"kind": COUNT_ROW, "counted_place": place, "count": count}
            records.append(blank | {"line": COUNTED, "t": year - START, "year": year} | own)
    for t in range(1, LONGEST_YEARS + 1):
        records.append(blank | {"line": OWN, "t": t, "year": START + t, "kind": OWN_ROW, "counted_place": -1})
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


def latest(counts: dict[int, float], target: NumberLike, what: int) -> NumberLike:
    """Return the year (`what` = 0) or the count (1) of the latest entry not after `target`, or 0 if there is none."""
    found = 0
    for entry in sorted(counts.items()):
        found = where(target >= entry[0], entry[what], found)
    return found


def _found(a) -> NumberLike:
    """Return the year of the latest full count of the register up to the year to be scored, or 0 without one."""
    return element([latest(counts, a.target, 0) for counts in COUNTS], a.place)


def _is_scored(a, found: NumberLike) -> NumberLike:
    """Return, as a condition, whether the reader's range meets a count."""
    return (a.happened == 1) & (a.quantity == 0) & (found > 0)


def _offences_move(a) -> NumberLike:
    """Return, as a condition, whether any rate of offences that is seen differs from no change."""
    rates = [getattr(a, f"{kind}_{end}") for kind in ("trafficking", "other") for end in ("low", "high")]
    moved = summed(rate * rate for rate in rates) > 0
    covered = (a.covers == COVERS.index("every count")) | (a.covers == COVERS.index("all offences together"))
    shown = a.quantity >= QUANTITIES.index("Trafficking offences")
    return (element(OFFENCES_BY_PLACE, a.place) > 0) & (shown | (moved & covered))


_SHOWS_USERS = QUANTITIES.index("Estimated users")  # the last of the quantities that are people


def _covers_users(a) -> NumberLike:
    """Return, as a condition, whether the reader's rates say anything about users."""
    return a.covers < COVERS.index("all offences together")


def _splits_offences(a) -> NumberLike:
    """Return, as a condition, whether offences of the start are printed, and shown or forecast."""
    spoken = (a.quantity > _SHOWS_USERS) | (a.covers == COVERS.index("every count"))
    return (element(OFFENCES_BY_PLACE, a.place) > 0) & (spoken | (a.covers == COVERS.index("all offences together")))


_USERS_RATE = dict(
    matters=lambda s: _covers_users(s) | (s.quantity <= _SHOWS_USERS),
    idle="show users, or let the rates forecast them.",
)
_OFFENCES_RATE = dict(
    matters=_splits_offences,
    idle="show offences, where they are printed, or let the rates forecast them.",
)


@dataclass(frozen=True)
class Scored:
    """The reader's own range and, once it is committed, what was counted and what each forecast pays."""

    shown: NumberLike  # committed, and a comparable count was found
    year: NumberLike
    low: NumberLike
    high: NumberLike
    results: dict[str, Result]
    sentence: NumberLike


def _scored(a, now: NumberLike, has_base: NumberLike, keep: Keep) -> Scored:
    """Score the reader's own range, two naive benchmarks and the scenarios; see :func:`interval_score`."""
    found = keep("found_year", _found(a))
    counted = keep("found_count", element([latest(counts, a.target, 1) for counts in COUNTS], a.place))
    shown = _is_scored(a, found)
    year = keep("own_year", where(shown, found, a.target))
    t = year - START
    low, high = (
        keep(name, end)
        for name, end in zip(("own_low_end", "own_high_end"), fan(now, *widened(a.own_low, a.own_high), t), strict=True)
    )
    one, two, _, _ = scenarios()
    has_trend = shown & (element([0 if g is None else 1 for g in TRENDS], a.place) == 1)
    trended = compound(now, element([g or 0 for g in TRENDS], a.place), t)
    ranges = {
        "own": ("you", "your range", shown, (low, high)),
        "no_change": ("no change", "“no change”", shown, (now, now)),
        "trend": ("the last trend", "the last trend", has_trend, (trended, trended)),
        "one": ("Scenario One", "Scenario One", shown, fan(now, *one.users, t, a.users_period)),
        "two": ("Scenario Two", "Scenario Two", shown, fan(now, *two.users, t, a.users_period)),
    }
    scores = {
        key: keep(f"paid_{key}", where(condition, interval_score(*ends, counted, a.miss), NOT_KNOWN))
        for key, (_, _, condition, ends) in ranges.items()
    }
    best = NOT_KNOWN
    for score in scores.values():
        best = minimum(best, score)
    best = keep("paid_best", best)
    nearest = ""
    for key in reversed(scores):  # of equals the first is named: the reader
        nearest = where(scores[key] <= best, ranges[key][0], nearest)
    results = {
        "own": Result("Your own range, for the year that you set", known(has_base, low), known(has_base, high)),
        "counted": Result("Counted in the year scored (after you commit)", known(shown, counted), exact=True),
    }
    results |= {
        f"score_{key}": Result(f"Score of {label} (after you commit)", known(condition, scores[key]))
        for key, (_, label, condition, _) in ranges.items()
    }
    verdict = text(
        " Committed: in {year:.0f} the register held {counted:,.0f}, and {nearest} came nearest, "
        "with a score of {best:~,.0f}{yours}; less is better.",
        year=year,
        counted=counted,
        nearest=nearest,
        best=best,
        yours=where(scores["own"] <= best, "", text(" against your {own:~,.0f}", own=scores["own"])),
    )
    nothing = text(
        " Committed, but nothing is scored: our tables hold no full count that means the same from 2004 to {target:.0f}.",
        target=a.target,
    )
    return Scored(shown, year, low, high, results, where(a.happened == 1, where(shown, verdict, nothing), ""))


def model(a, row, keep: Keep) -> Outcome:
    """Project every quantity along the reader's line and the scenarios'; see :func:`compound`."""
    reader_low = {rate: minimum(getattr(a, f"{rate}_low"), getattr(a, f"{rate}_high")) for rate in RATES}
    reader_high = {rate: maximum(getattr(a, f"{rate}_low"), getattr(a, f"{rate}_high")) for rate in RATES}
    is_reader = row["yours"] == 1
    low = {rate: where(is_reader, reader_low[rate], row[f"{rate}_low"]) for rate in RATES}
    high = {rate: where(is_reader, reader_high[rate], row[f"{rate}_high"]) for rate in RATES}
    bands = _projected(a, low, high, row["t"])
    covered = [keep(f"covers_{name}", element(flags, a.covers)) for name, flags in COVERED.items()]
    offences = row["prints_trafficking"] * row["prints_other"]
    by_kind = [row["by_kind"] * row[f"prints_{kind}"] for kind in ("trafficking", "other")]
    prints = [
        where(is_reader, mine, theirs)
        for mine, theirs in zip(covered, [row["prints_users"]] * 2 + by_kind + [offences], strict=True)
    ]
    base = element([*[element(USERS_BY_PLACE, a.place)] * 2, *[element(OFFENCES_BY_PLACE, a.place)] * 3], a.quantity)
    has_offences = element(OFFENCES_BY_PLACE, a.place) > 0
    now = keep("now", where(a.quantity == 0, base, _shown(_projected(a, reader_low, reader_high, 0), 0, a.quantity)))
    scored = _scored(a, now, base > 0, keep)
    line_printed = element(prints, a.quantity) * where(base > 0, 1, 0) * where(row["trend"] > a.comparison, 0, 1)
    was_counted = (a.happened == 1) & (a.quantity == 0) & (row["counted_place"] == a.place) & (row["year"] <= a.target)
    is_own = scored.shown & (row["year"] == scored.year)

    def by_kind(line: NumberLike, count: NumberLike, own: NumberLike) -> NumberLike:
        return where(row["kind"] == LINE_ROW, line, where(row["kind"] == COUNT_ROW, count, own))

    printed = by_kind(line_printed, where(was_counted, 1, 0), where(is_own, 1, 0))
    columns = {
        "low": by_kind(_shown(bands, 0, a.quantity), row["count"], scored.low),
        "high": by_kind(_shown(bands, 1, a.quantity), row["count"], scored.high),
        "printed": printed,
        "shown": printed * where(row["t"] <= _reach(a), 1, 0),
    }

    ends = {
        name: (keep(f"{name}_low_end", b[0]), keep(f"{name}_high_end", b[1]))
        for name, b in _projected(a, reader_low, reader_high, a.horizon).items()
    }
    labels = dict(zip(ends, QUANTITIES, strict=True))
    counted = {
        name: (flag == 1) if name in ("registered", "estimated") else (flag == 1) & has_offences
        for name, flag in zip(ends, covered, strict=True)
    }
    results = {name: Result(labels[name], *(known(counted[name], end) for end in band)) for name, band in ends.items()}
    # The share of other offences is lowest when they grow least and trafficking grows most.
    results["share"] = Result(
        "Offences without intent to traffic, share of all",
        known(counted["other"], _share(ends["other"][0], ends["trafficking"][1])),
        known(counted["other"], _share(ends["other"][1], ends["trafficking"][0])),
        ".1%",
    )
    results |= scored.results
    printed = (a.quantity == QUANTITIES.index("Registered users")) | (
        a.quantity == QUANTITIES.index("All drug offences")
    )
    at_start = where(printed, text("{now:,.0f}", now=now), text("{now:~,.0f}", now=now))
    said = text(
        "{place}, {quantity}: {now} in early 2003, {end} in {year:.0f}{caution}",
        place=element(PLACES, a.place),
        quantity=element([q.lower() for q in QUANTITIES], a.quantity),
        now=at_start,
        end=span(_shown(ends, 0, a.quantity), _shown(ends, 1, a.quantity), ABOUT),
        year=START + a.horizon,
        caution=where(a.horizon > FORECASTABLE_YEARS, ", beyond what the author holds forecastable.", "."),
    )
    silence = text(
        "{place}, {quantity}: the monograph prints no figure to start from.",
        place=element(PLACES, a.place),
        quantity=element([q.lower() for q in QUANTITIES], a.quantity),
    )
    unsaid = text(
        "{place}, {quantity}: {now} in early 2003; these rates forecast {covered} and say nothing of it.",
        place=element(PLACES, a.place),
        quantity=element([q.lower() for q in QUANTITIES], a.quantity),
        now=at_start,
        covered=element(COVERS, a.covers),
    )
    told = where(element(covered, a.quantity) == 1, said, unsaid) + scored.sentence
    return Outcome(columns, results, where(base > 0, told, silence))


def _reach(a) -> NumberLike:
    """Return the years that are drawn: as far as the horizon, or the year of a commitment where it lies later."""
    return maximum(a.horizon, where(a.happened == 1, a.target - START, 0))


def _share(other: NumberLike, trafficking: NumberLike) -> NumberLike:
    return other / maximum(other + trafficking, 1)  # the 1 keeps "no offences printed" from dividing by nothing


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the reader's band and line beside the scenarios' dashed lines, and what a commitment reveals."""
    reach = code(_reach(SimpleNamespace(**{a.name: alt.param(name=a.name) for a in explorer.assumptions})))
    visible = source.transform_filter("datum.shown == 1").transform_calculate(middle="(datum.low + datum.high) / 2")
    lines = [YOURS, *(s.label for s in scenarios())]
    colour = (
        alt.Color("line:N")
        .scale(domain=lines, range=list(figure.COLOURS))
        .legend(values=_named(), symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    x = (
        alt.X("year:Q")
        .title(None)
        .axis(format="d", tickMinStep=1)
        .scale(domain=[START, alt.ExprRef(f"{START} + {reach}")], nice=False)
    )
    y = (
        alt.Y("low:Q")
        .title(figure.told(f"{list(AXIS_TITLES)}[quantity]"))
        .axis(format="~s", tickCount=5)
        .scale(zero=True)
    )
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
        visible.transform_filter(f"datum.yours == 0 && datum.kind == {LINE_ROW}")
        .mark_line(strokeDash=[5, 4], strokeWidth=2, point={"size": 22})
        .encode(x=x, y=alt.Y("middle:Q"), color=colour, tooltip=tooltip)
    )
    beyond = alt.Chart(
        pd.DataFrame({"year": [START + FORECASTABLE_YEARS], "note": ["beyond\nthe author's\nhorizon"]})
    ).transform_filter(f"{reach} > {FORECASTABLE_YEARS}")
    rule = beyond.mark_rule(strokeDash=[2, 3]).encode(x="year:Q")
    note = beyond.mark_text(**figure.beside("year"), baseline="top", opacity=0.8, lineBreak="\n").encode(
        x="year:Q", y=alt.value(2), text="note:N"
    )
    counts = visible.transform_filter(f"datum.kind == {COUNT_ROW}")
    points = counts.mark_point(shape="diamond", size=130, fill="currentColor", stroke=None, opacity=1).encode(
        x=x, y=y, tooltip=tooltip[:3]
    )
    amounts = counts.mark_text(align="right", dx=-8, dy=14).encode(x=x, y=y, text=alt.Text("low:Q", format=",.0f"))
    own = visible.transform_filter(f"datum.kind == {OWN_ROW}")
    span_rule = own.mark_rule(strokeWidth=5, opacity=0.55).encode(x=x, y=y, y2="high:Q", tooltip=tooltip)
    own_name = own.mark_text(text="your range", align="right", dx=-8, dy=-7).encode(x=x, y=alt.Y("high:Q"))
    return alt.layer(band, mine, theirs, rule, note, span_rule, own_name, points, amounts).properties(height=340)


def _named() -> alt.ExprRef:
    """Return the lines that the legend names: those that forecast the count shown."""
    one, two, three, trend = (scenario.label for scenario in scenarios())
    kinds = [YOURS, two]
    shown = [[YOURS, one, two], [YOURS, one, two], kinds, kinds, [YOURS, two, three]]
    return alt.ExprRef(f"comparison == 1 ? {[[*lines, trend] for lines in shown]}[quantity] : {shown}[quantity]")


def _rate(name: str, label: str, default: float, group: str, source: str, meaning: str, **idle: Any) -> Assumption:
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
        meaning=meaning,
        **idle,
    )


def build() -> Explorer:
    """Return the forecast explorer."""
    one, two, three, trend = scenarios()
    users, trafficking, other = "Rates: registered users", "Rates: trafficking offences", "Rates: other drug offences"
    own = "Your own forecast"
    yours_text = "illustrative assumption: a place to start, for you to replace before you commit"
    open_text = "1.2 prints no rate for this in Scenario One (a decrease or an insignificant increase); no change is our assumption"
    period = dict(
        minimum=1,
        maximum=5,
        step=1,
        why="1 reads a printed percentage as yearly, 5 as a total over the author's longest horizon",
    )
    assumptions = (
        Choice(name="quantity", meaning="The count that chart and sentence show", label="Show", default=0, options=QUANTITIES, why="What section 1.2 forecasts", source="1.2", group="What to show"),
        Choice(name="place", meaning="The country, or the four together, whose count is carried forward", kept=True, label="Where", default=0, options=PLACES, why="Countries whose register is printed; Tajikistan prints no offences, Turkmenistan nothing", source="1.1 fn. 18; 1.1 fn. 30; 1.1 fn. 31", group="What to show"),
        Choice(name="comparison", meaning="Which lines stand beside yours", label="Compare with", default=0, options=("the scenarios that forecast it", "these and the observed trend"), why="The trend since 1990 is so steep that it flattens every other line", source="our computation from 1.1 and 1.1 fn. 18", group="What to show"),
        Choice(name="covers", meaning="Which of the counts your rates are taken to say anything about", label="The rates forecast", default=0, options=COVERS, why="Scenario One prints a rate for registered users alone, Scenario Three for all offences together; yours may cover every count", source="1.2 (Scenario One); 1.2 (Scenario Three)", group="What to show"),
        Assumption(name="horizon", meaning="How far ahead the lines are drawn and read", kept=True, label="Years ahead", default=5, minimum=1, maximum=LONGEST_YEARS, step=1, unit="years", why="The author forecasts 1 to 5 years and holds more impossible; 6 to 10 are marked", source="1.2", group="What to show"),
        _rate("users_low", "Low", one.users[0], users, "1.2 (Scenario One)", "The slowest pace at which the register grows in your forecast", **_USERS_RATE),
        _rate("users_high", "High", one.users[1], users, "1.2 (Scenario One)", "The fastest pace at which the register grows in your forecast", **_USERS_RATE),
        Assumption(name="users_period", matters=lambda s: (s.quantity <= _SHOWS_USERS) | (_covers_users(s) & (s.users_low**2 + s.users_high**2 > 0)), idle="let the rates forecast registered users, at a rate other than no change.", meaning="The years in which registered users grow by the whole of your rate", label="Years in which the rate accrues", default=1, source="1.2 leaves the period of Scenario One open; Scenario Two says per year", group=users, **period),
        _rate("trafficking_low", "Low", 0, trafficking, open_text, "The slowest pace at which trafficking offences grow in your forecast", **_OFFENCES_RATE),
        _rate("trafficking_high", "High", 0, trafficking, open_text, "The fastest pace at which trafficking offences grow in your forecast", **_OFFENCES_RATE),
        _rate("other_low", "Low", 0, other, open_text, "The slowest pace at which other offences grow in your forecast", **_OFFENCES_RATE),
        _rate("other_high", "High", 0, other, open_text, "The fastest pace at which other offences grow in your forecast", **_OFFENCES_RATE),
        Assumption(name="offences_period", meaning="The years in which offences grow by the whole of your rate", matters=_offences_move, idle="show offences, where they are printed, or give them a rate other than no change.", label="Years in which rates of offences accrue", default=1, source="1.2 leaves the period of Scenario Two open; Scenario Three says annual", group=other, **period),
        Assumption(name="non_trafficking_share", matters=_splits_offences, idle="show offences, where they are printed, or let the rates forecast them.", meaning="How the offences of the start divide into those without and those with intent to traffic", label="Share without intent to traffic, early 2003", default=tables.value("scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010") / 100, minimum=0.5, maximum=0.95, step=0.01, format=".0%", why="1.2 expects over 70% and prints no count of either kind", source="1.2 (Scenario One)", group="Where the count starts"),
        Assumption(name="multiplier", matters=lambda s: _covers_users(s) | (s.quantity == QUANTITIES.index("Estimated users")), idle="show estimated users, or let the rates forecast registered users.", meaning="How many people who use drugs stand behind each one on the register", label="Estimated users per registered user", default=4, minimum=1, maximum=15, step=0.5, format=".1f", why="1 is the register itself; the printed tables give about 3 to 18 by country, section 3.2.1 speaks of 10 to 15", source="1.1 fn. 18 and fn. 19; 3.2.1", group="Where the count starts"),
        _rate("own_low", "My forecast, low", -0.02, own, yours_text, "The smallest yearly growth of the register that you commit to"),
        _rate("own_high", "My forecast, high", 0.02, own, yours_text, "The largest yearly growth of the register that you commit to"),
        Assumption(name="target", meaning="The latest year whose count may score your forecast", label="Year to be scored", default=2011, minimum=START + 1, maximum=START + LONGEST_YEARS, step=1, format=".0f", why="Any year that the explorer reaches; scored is the latest full count up to it", source="2011 is our choice: the one later year for which we hold a count of all four countries", group=own),
        Assumption(name="miss", meaning="How often you expect a count to fall outside your range; it sets the price of a miss", matters=lambda s: _is_scored(s, _found(s)), idle="commit to your forecast of registered users, in a place and year with a later count.", label="Chance I leave for a count outside my range", default=0.2, minimum=0.05, maximum=0.5, step=0.05, format=".0%", why="A range that should hold four times in five is a common custom; the smaller the chance, the dearer a miss", source="illustrative assumption; formula of Gneiting and Raftery 2007", group=own),
        Choice(name="happened", meaning="Commits you to your range and shows what was counted", label="What happened", default=0, options=(HIDDEN, COMMITTED), why="A forecast tests its author only if it stands before the outcome is seen", source="later counts: the tables of what happened later", group=own),
    )  # fmt: skip
    presets = tuple(
        Preset(
            name=scenario.label.lower().replace(" ", "-"), label=scenario.label, settings=_settings(scenario), why=why
        )
        for scenario, why in (
            (one, "Extrapolation: registered users grow; offences hardly move"),
            (
                two,
                "Everything improves: fewer people on registers and fewer other offences, more trafficking cases found, for three years",
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
        question="How far apart do the scenarios run in the years that you choose, and where does your own forecast run?",
        description=(
            "Line chart of the chosen count (people or offences) by year from 2003: the reader's forecast as a line in a band from its low to its "
            "high rate, and dashed lines for those of the Scenarios One, Two and Three of section 1.2 that forecast this count and, if asked for, for the observed trend. "
            "The lines part slowly: after three years the scenarios for registered users differ by about a quarter of the register. "
            "Once the reader commits to a range of growth, it appears as a bar and the counts published later as diamonds. "
            "Source: Osmonaliev 2005, sections 1.1 and 1.2; later publications."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={"line": ("Line", ""), "year": ("Year", "d"), "low": ("Low", ",.0f"), "high": ("High", ",.0f")},
        table_filter="shown",
        source="Osmonaliev 2005, 1.1 fn. 18, fn. 30, fn. 31 and 1.2; after a commitment, later publications listed with each figure in the catalogue",
        first=("horizon", "users_low", "users_high", "users_period"),
        plays="horizon",
        leaves_out=(
            "A constant rate has no saturation, no policy response and no change of definition; a register also moves when "
            "more people come forward or when the law changes, with no change in use. A score rests on one count, whose day is not stated, and cannot tell skill from luck."
        ),
    )


def _settings(scenario: Scenario) -> dict[str, float]:
    settings: dict[str, float] = {}
    for rate in RATES:
        bounds = getattr(scenario, rate)
        if bounds:
            # The page's controls move in steps: a computed rate is set to the nearest one.
            settings[f"{rate}_low"], settings[f"{rate}_high"] = (round(b, 3) for b in sorted(bounds))
    return settings | _shows(scenario) | {"covers": _covers(scenario)}


def _covers(scenario: Scenario) -> int:
    """Return the position in :data:`COVERS` of what a scenario forecasts."""
    if scenario.users is None:
        return COVERS.index("all offences together")
    return COVERS.index("registered users alone" if scenario.trafficking is None else "every count")


def _shows(scenario: Scenario) -> dict[str, float]:
    """Return what to show with a scenario: a count that it forecasts, so that choosing it is seen to do something."""
    if scenario.label == TREND:
        return {"comparison": 1}
    if not scenario.trafficking:
        return {"quantity": QUANTITIES.index("Registered users")}
    return {} if scenario.users else {"quantity": QUANTITIES.index("All drug offences")}

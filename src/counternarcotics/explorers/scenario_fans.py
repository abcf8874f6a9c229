"""Scenario fans: the three scenarios of section 1.2 carried on to the years of the later counts, one series at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.fan import fan, inside, widened
from counternarcotics.models.growth import annual_rate
from counternarcotics.numberlike import ABOUT, NumberLike, element, known, span, summed, text, where

PLACES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
QUANTITIES = ("Registered users", "Drug offences")
SCENARIOS = ("Scenario One", "Scenario Two", "Scenario Three")
PERIODS = {"a rate a year": 1, "a total over five years": 5}
HORIZON_YEARS = 5  # the longest span that section 1.2 holds forecastable

# What a mark stands for.  Only a count of the same kind as the start is held against the fan.
NOTHING, COUNT, OTHER_CODE = 0, 1, 2
KINDS = {COUNT: "count", OTHER_CODE: "after a new code"}
NEW_CODE = {"kazakhstan": 2015, "kyrgyzstan": 2019}


@dataclass(frozen=True)
class Series:
    """The counts of one country: where the fan starts, and what was counted later (year, value, kind, figure)."""

    start_year: int = 2003
    base: float = 0.0
    start_figure: str = ""
    later: list[tuple[int, float, int, str]] = field(default_factory=list)

    @property
    def counted(self) -> list[tuple[int, float]]:
        """Return the later counts that mean the same as the first."""
        return [(year, value) for year, value, kind, _ in self.later if kind == COUNT]

    @property
    def last_year(self) -> int:
        """Return the year up to which the fan is drawn: that of the last mark."""
        return max((year for year, *_ in self.later), default=self.start_year + HORIZON_YEARS)


def _series(measure: str, place: str, start: str) -> Series:
    """Return a country's series; `start` is the figure that the monograph prints."""
    first = tables.figure(start)
    start_year = int(first["period"][:4])
    outcomes = tables.chosen("outcomes", f"measure == {measure!r} and place == {place!r}")
    later = []
    for row in outcomes.itertuples():
        year = int(row.period[:4])
        if year > start_year:
            new_code = measure == "offences" and year >= NEW_CODE.get(place, year + 1)
            kind = OTHER_CODE if new_code else COUNT
            later.append((year, float(row.value_low), kind, row.id))
    return Series(start_year, tables.value(start), start, sorted(later))


def series() -> tuple[tuple[Series, ...], tuple[Series, ...]]:
    """Return the series by quantity and place; Tajikistan's offences are not printed and stay empty."""
    places = [place.lower() for place in PLACES]
    registers = tuple(_series("registered-users", p, f"registered-users-{p}-2003") for p in places)
    years = {"kazakhstan": 2002, "kyrgyzstan": 2003, "uzbekistan": 2003}
    offences = tuple(_series("offences", p, f"offences-{p}-{years[p]}") if p in years else Series() for p in places)
    return registers, offences


SERIES = series()
ALL = [one for quantity in SERIES for one in quantity]  # in the order of 4 * quantity + place


def _fractions(identifier: str, sign: int = 1) -> tuple[float, float]:
    low, high = sorted(sign * end / 100 for end in tables.bounds(identifier))
    return low, high


ONE_USERS = _fractions("scenario-one-change-in-registered-users-central-asia-2005-2010")
TWO_USERS = _fractions("scenario-two-decrease-in-users-central-asia-2005-2008", -1)
TWO_TRAFFICKING = _fractions("scenario-two-change-in-trafficking-offences-central-asia-2005-2008")
TWO_OTHER = _fractions("scenario-two-decrease-in-non-trafficking-offences-central-asia-2005-2008", -1)
THREE_OFFENCES = _fractions("scenario-three-change-in-offences-central-asia-2005-2008")
SHARE = tables.value("scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010") / 100

# Rates by 3 * quantity + scenario.  A second part is there for Scenario Two's offences, of which two kinds are forecast.
NONE = (0.0, 0.0)
FIRST_PART = (ONE_USERS, TWO_USERS, NONE, NONE, TWO_OTHER, THREE_OFFENCES)
SECOND_PART = (ONE_USERS, TWO_USERS, NONE, NONE, TWO_TRAFFICKING, THREE_OFFENCES)
PRINTS = (1, 1, 0, 0, 1, 1)


def _rows() -> pd.DataFrame:
    """One row a series and year, with what was counted in that year."""
    records = []
    for number, one in enumerate(ALL):
        if not one.base:
            continue
        marks = {one.start_year: (one.base, COUNT, one.start_figure)}
        marks |= {year: (value, kind, identifier) for year, value, kind, identifier in one.later}
        for year in range(one.start_year, one.last_year + 1):
            value, kind, identifier = marks.get(year, (0.0, NOTHING, ""))
            records.append(
                {
                    "series": number,
                    "year": year,
                    "t": year - one.start_year,
                    "base": one.base,
                    "count": value,
                    "status": 0 if year == one.start_year else kind,
                    "mark": KINDS.get(kind, ""),
                    "printed": tables.shown(identifier) if identifier else "\N{EN DASH}",
                }
            )
    return pd.DataFrame(records)


def model(a, row, keep: Keep) -> Outcome:
    """Draw one scenario's fan from the first count and ask of every later count whether it lies inside."""
    number = keep("number", 4 * a.quantity + a.place)
    case = keep("scenario_case", 3 * a.quantity + a.scenario)
    period = keep("period", element(list(PERIODS.values()), a.reading))
    prints = element(PRINTS, case) == 1
    has_series = keep("has_series", element([1 if one.base else 0 for one in ALL], number)) == 1
    share = keep("share_other", where(a.quantity == 1, a.non_trafficking_share, 1))

    def rates(part: tuple[tuple[float, float], ...], name: str) -> tuple[NumberLike, NumberLike]:
        low, high = (element([ends[position] for ends in part], case) for position in (0, 1))
        low, high = widened(low, high, a.spread)
        return keep(f"{name}_slowest", low), keep(f"{name}_fastest", high)

    first, second = rates(FIRST_PART, "first"), rates(SECOND_PART, "second")

    def ends(base: NumberLike, t: NumberLike) -> tuple[NumberLike, NumberLike]:
        one, other = fan(base * share, *first, t, period), fan(base * (1 - share), *second, t, period)
        return one[0] + other[0], one[1] + other[1]

    low, high = ends(row["base"], row["t"])
    shown = where(row["series"] == number, 1, 0)
    columns = {"low": low, "high": high, "shown": shown, "fanned": shown * where(prints, 1, 0)}

    def hits(one: Series, within: int) -> NumberLike:
        total = 0
        for year, value in one.counted:
            if year - one.start_year <= within:  # known when the model is built, so Python's own "if" is right
                total = total + inside(*ends(one.base, year - one.start_year), value)
        return total

    drawn = keep("drawn", where(prints & has_series, 1, 0)) == 1
    points = keep("points", element([len(one.counted) for one in ALL], number))
    early = keep("early", element([_early(one) for one in ALL], number))
    within = keep("within", element([hits(one, 100) for one in ALL], number))
    within_early = keep("within_early", element([hits(one, HORIZON_YEARS) for one in ALL], number))
    last = [one.counted[-1] if one.counted else (one.last_year, 0.0) for one in ALL]
    last_year = keep("last_year", element([year for year, _ in last], number))
    last_count = keep("last_count", element([count for _, count in last], number))
    reach = last_year - element([one.start_year for one in ALL], number)
    end_low, end_high = ends(element([one.base for one in ALL], number), reach)
    end_low, end_high = keep("end_low", end_low), keep("end_high", end_high)
    hitting = keep(
        "hitting_rate",
        element([annual_rate(o.base, o.counted[-1][1], o.counted[-1][0] - o.start_year) if o.counted else 0 for o in ALL], number),
    )  # fmt: skip
    has_points = points > 0
    scored = drawn & has_points
    results = {
        "inside": Result("Later counts inside the fan", known(scored, within)),
        "points": Result("Later counts of the same kind", known(has_series, points)),
        "inside_early": Result("Inside, of those within five years of the start", known(drawn & (early > 0), within_early)),
        "early": Result("Later counts within five years of the start", known(has_series, early)),
        "fan": Result("The fan in the year of the last count", known(scored, end_low), known(scored, end_high)),
        "last": Result("The last count", known(has_points, last_count), exact=True),
        "hitting": Result("Yearly growth that would have hit it", known(has_points, hitting), format="+.1%"),
    }  # fmt: skip
    return Outcome(columns, results, _sentence(a, has_series, prints, has_points, points, within, end_low, end_high, last_year, last_count, hitting))  # fmt: skip


def _early(one: Series) -> int:
    return summed(year - one.start_year <= HORIZON_YEARS for year, _ in one.counted)


def _sentence(a, has_series, prints, has_points, points, within, low, high, year, count, hitting) -> NumberLike:
    names = {
        "place": element(PLACES, a.place),
        "quantity": element([q.lower() for q in QUANTITIES], a.quantity),
        "scenario": element(SCENARIOS, a.scenario),
    }
    verdict = text(
        "{place}, {quantity}: {within:.0f} of {points:.0f} later counts lie inside the fan of {scenario}. "
        "In {year:.0f} it reached from {reach} and {count:,.0f} were counted, which is growth of {hitting:~+.1%} a year.",
        within=within,
        points=points,
        year=year,
        reach=span(low, high, ABOUT),
        count=count,
        hitting=hitting,
        **names,
    )
    no_count = text(
        "{place}, {quantity}: every later count found came after a new criminal code, so none is held against {scenario}.",
        **names,
    )
    no_rate = text("{place}, {quantity}: {scenario} prints no rate for this, so there is no fan to test.", **names)
    no_series = text("{place}, {quantity}: the monograph prints no count to start from.", **names)
    return where(has_series, where(prints, where(has_points, verdict, no_count), no_rate), no_series)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the fan as a band and every count as a mark of its own: no line joins two counts."""
    visible = source.transform_filter("datum.shown == 1")
    fanned = visible.transform_filter("datum.fanned == 1")
    starts = [one.start_year for one in ALL]
    lasts = [one.last_year for one in ALL]
    number = "4 * quantity + place"
    first, end = alt.ExprRef(f"{starts}[{number}]"), alt.ExprRef(f"{lasts}[{number}] + 0.3")
    x = alt.X("year:Q").title(None).axis(format="d", tickMinStep=1, tickCount=6).scale(domain=[first, end], nice=False)
    tooltip = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("low:Q", title="Fan, low", format=",.0f"),
        alt.Tooltip("high:Q", title="Fan, high", format=",.0f"),
    ]

    titles = figure.told("['people on the register', 'registered offences'][quantity]")

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title(titles).axis(format="~s", tickCount=5).scale(zero=True)

    band = fanned.mark_area(opacity=0.3, color=figure.ACCENT).encode(x=x, y=y("low"), y2="high:Q")
    edges = [
        fanned.mark_line(strokeWidth=1.8, color=figure.ACCENT).encode(x=x, y=y(side), tooltip=tooltip)
        for side in ("low", "high")
    ]
    kinds = list(KINDS.values())
    marks = (
        visible.transform_filter("datum.count > 0")
        .mark_point(size=95, opacity=1, filled=True, stroke="currentColor", strokeWidth=1)
        .encode(
            x=x,
            y=y("count"),
            shape=alt.Shape("mark:N").scale(domain=kinds, range=["circle", "square"]).legend(symbolSize=95),
            color=alt.Color("mark:N").scale(domain=kinds, range=[figure.CONTRAST, figure.MUTED]),
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("printed:N", title="Counted"),
                alt.Tooltip("mark:N", title="Kind"),
            ],
        )
    )
    limit = visible.transform_filter(f"datum.t == {HORIZON_YEARS}")
    rule = limit.mark_rule(strokeDash=[2, 3]).encode(x="year:Q")
    note = limit.mark_text(
        **figure.beside("year"),
        baseline="bottom",
        dy=-30,  # the first of three lines, above the axis: counts and fans stand higher
        opacity=0.85,
        text="beyond\nthe author's\nhorizon",
        lineBreak="\n",
    ).encode(x="year:Q", y=alt.value(alt.ExprRef("height")))
    return alt.layer(band, *edges, rule, note, marks).properties(height=330)


def build() -> Explorer:
    """Return the explorer of the fans."""
    shown, read = "What to show", "How the scenario is read"
    assumptions = (
        Choice(name="place", meaning="The country whose counts are compared with the fan", label="Country", default=1, options=PLACES, why="The four countries with a printed register; none is printed for Turkmenistan", source="1.1 fn. 18", group=shown),
        Choice(name="quantity", meaning="The count that the fan forecasts", label="Show", default=0, options=QUANTITIES, why="The two counts of the scenarios with later full-year figures", source="1.1 fn. 18, fn. 30 and fn. 31; later publications", group=shown),
        Choice(name="scenario", meaning="The printed rates from which the fan opens", label="Scenario", default=0, options=SCENARIOS, why="The three scenarios of section 1.2; one prints no rate for users, one none for offences", source="1.2", group=shown),
        Choice(name="reading", meaning="Whether a printed percentage is the growth of one year or of five together", label="Read the percentage as", default=0, options=tuple(PERIODS), why="Section 1.2 leaves the period of several rates open", source="1.2; the total over five years is the author's longest horizon", group=read),
        Assumption(name="spread", meaning="How many times wider than printed the range of rates is taken", label="Width of the fan, printed range = 1", default=1, minimum=0, maximum=10, step=0.5, format=".1f", unit="times", why="0 is a single line through the middle; 10 is ten times the printed range", source="1 is the range as 1.2 prints it; any other is an illustrative assumption", group=read),
        Assumption(name="non_trafficking_share", meaning="How many offences at the start are without intent to traffic, which Scenario Two forecasts apart from the others", matters=lambda s: (s.quantity == 1) & (s.scenario == 1), idle="show offences and choose Scenario Two.", label="Share without intent to traffic at the start (Scenario Two, offences)", default=SHARE, minimum=0.5, maximum=0.95, step=0.01, format=".0%", why="1.2 expects over 70% and prints no count of either kind", source="1.2 (Scenario One)", group=read),
    )  # fmt: skip

    def preset(name: str, label: str, why: str, **settings: float) -> Preset:
        start = {"place": 0, "quantity": 0, "scenario": 0, "reading": 0, "spread": 1}
        return Preset(name=name, label=label, settings=start | settings, why=why)

    presets = (
        preset("kazakhstan", "Kazakhstan, Two", "A register that held and then fell by more than half", scenario=1),
        preset("kyrgyzstan", "Kyrgyzstan, One", "The only register that rose", place=1),
        preset("tajikistan", "Tajikistan, One in total", "The slower reading of Scenario One", place=2, reading=1),
        preset("uzbekistan", "Uzbekistan, Two", "A decline at first as Scenario Two says, then faster", place=3, scenario=1),
        preset("uzbek-offences", "Uzbek offences, Three", "The only offences counted before and after with no new code between", place=3, quantity=1, scenario=2),
        preset("kazakh-offences", "Kazakh offences, Three", "Later counts that a new code has cut off from the first", quantity=1, scenario=2),
    )  # fmt: skip
    return Explorer(
        name="scenario-fans",
        title="Three scenarios and the later counts",
        question="Which later counts lie inside a scenario's fan, and which growth would have hit the last one?",
        description=(
            "Fan chart of the chosen country's register (people) or drug offences (counts) by year, from the count that the monograph prints to the last "
            "later count: a band between the scenario's two rates, and every count of our tables as a separate mark, with no line between marks. "
            "Circles are counts of the same kind, squares counts after a new criminal code. For Kyrgyzstan under Scenario One the counts "
            "of 2011 and 2013 lie at or near the band; the other registers end far below it. Source: Osmonaliev 2005, 1.1 and 1.2, and later publications."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "year": ("Year", "d"),
            "low": ("Fan, low", ",.0f"),
            "high": ("Fan, high", ",.0f"),
            "printed": ("Counted", ""),
            "mark": ("Kind", ""),
        },
        table_filter="shown",
        source="Osmonaliev 2005, 1.1 fn. 18, fn. 30, fn. 31 and 1.2; later publications, listed with each figure in the catalogue",
        first=("place", "scenario", "reading", "spread"),
        leaves_out=(
            "A fan of two rates has no stated chance of holding the count. Carrying it past the author's five years is our doing. The model knows neither how "
            "registers are cleaned nor who dares to come forward, and Scenario Three's range is a minimum, so its upper edge is no limit."
        ),
    )

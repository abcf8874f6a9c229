"""HIV calibration: the model of section 1.1 held against the surveys of 2011 to 2018, country by country.

The points and the needles come from rows; every rate is an illustrative assumption, moved until the course comes near
the points.  The points are never joined: each is a survey of its own.
"""

from __future__ import annotations

import functools

import altair as alt
import numpy as np
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.calibration import best, covered, flat_error, grid_errors, squared_errors, typical_error
from counternarcotics.models.epidemic import course, reduced, reproduction_number, staying
from counternarcotics.numberlike import element, text, where

START, END = 2000, 2018
YEARS = END - START
COUNTRIES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
NONE, FROM_ROWS, EVERYBODY = range(3)
COVERAGE = ("Nobody is reached", "As the needles in the rows say", "Everybody is reached")
YEAR_ROW, POINT_ROW = 0, 1

PREVALENCE = "prevalence-among-people-who-inject"
NEEDLES = "needles-per-person-who-injects"

MODELLED, UNPREVENTED, SURVEYED = "Model", "Model, nobody reached", "Surveys"
ILLUSTRATIVE = "illustrative assumption"

# What the presets and the lab search; on the steps of the controls.
INITIAL_GRID = tuple(round(0.005 * n, 3) for n in range(1, 61))
TRANSMISSION_GRID = tuple(round(0.01 * n, 2) for n in range(2, 151))
DEFAULTS = {
    "effectiveness": 0.5,
    "enough": 200,
    "before": 0.3,
    "since": 2005,
    "injecting_years": 10,
    "mortality": 0.03,
}


@functools.lru_cache
def by_year(measure: str) -> tuple[dict[int, float], ...]:
    """Return for each country the values of a measure of the UNAIDS data of 2019, by calendar year."""
    rows = tables.chosen("outcomes", f"measure == {measure!r} and source == 'unaids-2019'")
    return tuple(
        {int(r.period): float(r.value_low) for r in rows[rows["place"] == country.lower()].itertuples()}
        for country in COUNTRIES
    )


def points(country: int) -> dict[int, float]:
    """Return the surveyed prevalence of a country as shares, by years from START."""
    return {year - START: percent / 100 for year, percent in by_year(PREVALENCE)[country].items()}


def reached(country: int, enough=200, before=0.3, since=2005) -> list:
    """Return the share reached in each year from START to END - 1: from the needles where a row has them."""
    found = []
    for year in range(START, END):
        needles = by_year(NEEDLES)[country].get(year)
        found.append(where(since <= year, before, 0) if needles is None else covered(needles, enough))
    return found


def fitted(country: int, *, prevention: bool = True, **chosen: float) -> tuple[float, float, float]:
    """Return start, transmission and typical error of the best fit on the grids, other settings as in DEFAULTS."""
    values = DEFAULTS | chosen
    coverage = reached(country, values["enough"], values["before"], values["since"]) if prevention else [0.0] * YEARS
    return best(
        INITIAL_GRID,
        TRANSMISSION_GRID,
        coverage,
        values["effectiveness"],
        values["injecting_years"],
        values["mortality"],
        points(country),
    )


def _rows() -> pd.DataFrame:
    """One row a year, then one row a survey."""
    records = [
        {"key": t, "kind": YEAR_ROW, "place": -1, "t": t, "year": START + t, "surveyed": 0.0} for t in range(YEARS + 1)
    ]
    for country in range(len(COUNTRIES)):
        for t, share in sorted(points(country).items()):
            records.append(
                {"key": len(records), "kind": POINT_ROW, "place": country, "t": t, "year": START + t, "surveyed": share}
            )
    return pd.DataFrame(records)


def model(a, row, keep: Keep) -> Outcome:
    """Follow prevalence from START and measure its distance from the surveys; see :mod:`counternarcotics.models.calibration`."""
    stay = keep("stay", staying(a.injecting_years, a.mortality))
    by_country = [reached(country, a.enough, a.before, a.since) for country in range(len(COUNTRIES))]
    coverage = []
    for t in range(YEARS):
        from_rows = element([shares[t] for shares in by_country], a.country)
        coverage.append(keep(f"reached{t}", where(a.needles == NONE, 0, where(a.needles == FROM_ROWS, from_rows, 1))))
    rates = [reduced(a.transmission, share, a.effectiveness) for share in coverage]
    with_it, _ = course(a.initial, rates, stay, lambda name, value: keep(f"with_{name}", value))
    without, _ = course(a.initial, [a.transmission] * YEARS, stay, lambda name, value: keep(f"without_{name}", value))

    def over_countries(value) -> object:
        return element([value(country) for country in range(len(COUNTRIES))], a.country)

    def squares(prevalence: list):
        return over_countries(
            lambda country: squared_errors([prevalence[t] for t in points(country)], list(points(country).values()))
        )

    number = keep("number", over_countries(lambda country: len(points(country))))
    error = keep("error", typical_error(squares(with_it), number))
    error_without = keep("error_without", typical_error(squares(without), number))
    flat = keep("flat", over_countries(lambda country: flat_error(list(points(country).values()))))
    last = keep("last", over_countries(lambda country: points(country)[max(points(country))]))
    last_modelled = keep("last_modelled", over_countries(lambda country: with_it[max(points(country))]))

    is_year = row["kind"] == YEAR_ROW
    mine = where(row["place"] == a.country, 1, 0)
    modelled = element(with_it, row["t"])
    columns = {
        "modelled": modelled,
        "unprevented": element(without, row["t"]),
        "reached": element([0, *coverage], row["t"]),
        "drawn": where(is_year, 1, mine),
        "off": where(is_year, 0, row["surveyed"] - modelled),
    }
    squared = 10_000 * error**2 * number  # shares to percentage points, squared
    results = {
        "squares": Result("Sum of squared errors, in squared percentage points", squared, format=",.2f"),
        "error": Result("Typical error of the model (root mean square)", 100 * error, format=",.2f", unit="points"),
        "error_without": Result(
            "The same rates with nobody reached, typical error", 100 * error_without, format=",.2f", unit="points"
        ),
        "flat": Result(
            "A flat line at the mean of the surveys, typical error", 100 * flat, format=",.2f", unit="points"
        ),
        "number": Result("Surveys compared", number, format=".0f"),
        "last": Result("Last survey", last, format=".1%"),
        "last_modelled": Result("Modelled for that year", last_modelled, format=".1%"),
        "reproduction": Result(
            "Infections that follow from one while HIV is rare, nobody reached",
            reproduction_number(a.transmission, stay),
            format=".2f",
        ),
        "remaining": Result(
            f"The same with the reach of {END - 1}", reproduction_number(rates[-1], stay), format=".2f"
        ),
        "gap": Result(
            f"Prevalence in {END} if nobody had been reached, less the model’s",
            100 * (without[-1] - with_it[-1]),
            format="+.1f",
            unit="points",
        ),
    }
    sentence = text(
        "{country}: the model is off by {error:~.2f} percentage points as a rule, a flat line by {flat:~.2f}; {verdict}.",
        country=element(COUNTRIES, a.country),
        error=100 * error,
        flat=100 * flat,
        verdict=where(error < flat, "the model is nearer", "the flat line is at least as near"),
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the modelled course, the same without prevention, and the surveys as points that no line joins."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[MODELLED, UNPREVENTED, SURVEYED], range=[figure.ACCENT, figure.MUTED, figure.CONTRAST])
        .legend(symbolType="circle", symbolOpacity=1)
    )
    x = (
        alt.X("year:Q")
        .title(None)
        .axis(format="d", values=[2000, 2004, 2008, 2012, 2016])
        .scale(domain=[START, END + 0.4], nice=False)
    )

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("prevalence").axis(format=".0%", tickCount=5).scale(domain=[0, 0.4])

    years = source.transform_filter(f"datum.kind == {YEAR_ROW}")
    tooltip = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("modelled:Q", title=MODELLED, format=".1%"),
        alt.Tooltip("unprevented:Q", title=UNPREVENTED, format=".1%"),
        alt.Tooltip("reached:Q", title="Reached in the year before", format=".0%"),
    ]
    lines = [
        years.transform_calculate(line=f"'{name}'")
        .mark_line(strokeWidth=width, strokeDash=dash, clip=True)
        .encode(x=x, y=y(column), color=colour, tooltip=tooltip)
        for column, name, width, dash in (
            ("unprevented", UNPREVENTED, 2, [5, 4]),
            ("modelled", MODELLED, 3, [1, 0]),
        )
    ]
    surveyed = source.transform_filter(f"datum.kind == {POINT_ROW} && datum.drawn == 1").transform_calculate(
        line=f"'{SURVEYED}'"
    )
    marks = surveyed.mark_point(filled=True, size=90, opacity=1).encode(
        x=x,
        y=y("surveyed"),
        color=colour,
        tooltip=[
            alt.Tooltip("year:Q", title="Survey of", format="d"),
            alt.Tooltip("surveyed:Q", title="Surveyed", format=".1%"),
            alt.Tooltip("modelled:Q", title=MODELLED, format=".1%"),
        ],
    )
    return alt.layer(*lines, marks).properties(height=320)


def _assumptions() -> tuple[Assumption, ...]:
    place, epidemic, prevention = "Country", "Epidemic and turnover", "Prevention"
    start, rate, _ = fitted(1)
    return (
        Choice(name="country", meaning="Whose surveys the model is held against", kept=True, label="Country", default=1, options=COUNTRIES, group=place,
            why="The four countries with reported surveys; Turkmenistan has none", source="UNAIDS 2019, reported by the countries"),
        Assumption(name="transmission", meaning="To how many people one person with HIV passes it on in a year while nearly nobody else has it", label="People one person with HIV infects in a year, at first", default=rate, minimum=0.02, maximum=1.5, step=0.01, format=".2f", group=epidemic,
            why="From an epidemic that dies out to one that fills the population", source=f"{ILLUSTRATIVE}; the start is the best fit for Kyrgyzstan"),
        Assumption(name="initial", meaning="The part of people who inject that lived with HIV when the model begins", label=f"Prevalence in {START}", default=start, minimum=0.005, maximum=0.3, step=0.005, format=".1%", group=epidemic,
            why="From a first cluster to an epidemic that was old already", source=f"{ILLUSTRATIVE}; no survey of {START} stands in our rows for a whole country"),
        Assumption(name="injecting_years", meaning="How long people stay among those who inject before they stop", label="Years for which people inject, on average", default=DEFAULTS["injecting_years"], minimum=2, maximum=25, step=1, unit="years", group=epidemic,
            why="From a short episode to half a working life", source=ILLUSTRATIVE),
        Assumption(name="mortality", meaning="Deaths in a year that HIV adds among people who live with it", label="Extra deaths among people with HIV, a year", default=DEFAULTS["mortality"], minimum=0, maximum=0.15, step=0.01, format=".0%", group=epidemic,
            why="From full treatment to late care with other illnesses", source=ILLUSTRATIVE),
        Choice(name="needles", meaning="Whether prevention reaches nobody, everybody, or those whom the reported needles could serve", label="Who is reached", default=FROM_ROWS, options=COVERAGE, group=prevention,
            why="Nobody and everybody are the ends between which the rows lie", source="needles and syringes a person a year, UNAIDS 2019"),
        Assumption(name="enough", matters=lambda s: s.needles == FROM_ROWS, idle="choose “As the needles in the rows say”.", meaning="How many needles a year make one person who injects count as reached", label="Needles a year at which everybody counts as reached", default=DEFAULTS["enough"], minimum=50, maximum=400, step=10, format=",.0f", unit="needles", group=prevention,
            why="From one a week to more than one a day", source="illustrative assumption; guidance of WHO, UNODC and UNAIDS (2012) calls 200 a year high coverage"),
        Assumption(name="before", matters=lambda s: s.needles == FROM_ROWS, idle="choose “As the needles in the rows say”.", meaning="The part reached in years for which no needles are reported", label="People reached in years without a row", default=DEFAULTS["before"], minimum=0, maximum=1, step=0.05, format=".0%", group=prevention,
            why="From nobody to everybody; the years before 2011 have no row", source=ILLUSTRATIVE),
        Assumption(name="since", matters=lambda s: (s.needles == FROM_ROWS) & (s.before > 0), idle="choose “As the needles in the rows say”, and let somebody be reached in years without a row.", meaning="The year before which nobody is taken to be reached", label="First year with any reach", default=DEFAULTS["since"], minimum=START, maximum=2011, step=1, format=".0f", group=prevention,
            why="From the first year modelled to the first year with rows", source=f"{ILLUSTRATIVE}; the Kyrgyz programme began in 2000 by the article of 2013"),
        Assumption(name="effectiveness", matters=lambda s: s.needles > NONE, idle="let somebody be reached.", meaning="By how much the risk of a person who is reached falls", label="Risk avoided by a person who is reached", default=DEFAULTS["effectiveness"], minimum=0.1, maximum=0.9, step=0.01, format=".0%", group=prevention,
            why="Reviews of observational studies associate needle and syringe programmes with 34% less risk (all studies; the interval includes no effect) or 58% (better studies)",
            source=f"{ILLUSTRATIVE} within Aspinall et al. 2014"),
    )  # fmt: skip


def _presets() -> tuple[Preset, ...]:
    def settings(country: int, *, prevention: bool = True, **chosen: float) -> dict[str, float]:
        start, rate, _ = fitted(country, prevention=prevention, **chosen)
        way = {"needles": FROM_ROWS if prevention else NONE}
        return DEFAULTS | chosen | way | {"country": country, "initial": start, "transmission": rate}

    how = "Least squares over start and transmission, all else as at the start"
    return (
        *(
            Preset(name=name.lower(), label=name, settings=settings(country), why=f"{how}, with the needles of the rows")
            for country, name in enumerate(COUNTRIES)
        ),
        Preset(name="tajikistan-nobody-reached", label="Tajikistan, best fit with no prevention", settings=settings(2, prevention=False),
            why=f"{how}, with nobody reached: it comes as near as the fit with the needles"),
        Preset(name="tajikistan-other-rates", label="Tajikistan, other rates, as near", settings=settings(2, injecting_years=20, mortality=0.06, effectiveness=0.58),
            why="Least squares over start and transmission with injecting twice as long, more deaths and a stronger effect"),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of calibration."""
    return Explorer(
        name="hiv-calibration",
        title="Holding the model against the surveys",
        question="Which rates bring the model near the surveys, and can the surveys tell these rates from others?",
        description=(
            f"Line chart of modelled HIV prevalence among people who inject drugs (per cent) from {START} to {END} for one country, solid with the chosen reach of "
            "prevention and dashed with nobody reached, and the surveys of 2011 to 2018 as points that no line joins. At the best fits the solid line passes among "
            "the points; very different rates do so as well. Points and needles: UNAIDS 2019; rates are illustrative."
        ),
        assumptions=_assumptions(),
        presets=_presets(),
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "year": ("Year", "d"),
            "modelled": (MODELLED, ".1%"),
            "unprevented": (UNPREVENTED, ".1%"),
            "reached": ("Reached in the year before", ".0%"),
            "surveyed": ("Survey (0: none in this line)", ".1%"),
            "off": ("Survey less model", "+.1%"),
        },
        table_filter="drawn",
        source=(
            "surveys and needles as countries reported them to UNAIDS (2019); the model of section 1.1 after Anderson and May 1991 and Keeling and Rohani 2008; "
            "effects after Aspinall et al. 2014"
        ),
        first=("country", "transmission", "initial", "needles"),
        leaves_out=(
            "No sexual transmission, no substitution treatment, no antiretroviral treatment, no prison, no migration, and a population that keeps its size. Needles "
            "handed out are taken as people protected, although a few people may take many; the number a person rests on an estimate of how many inject. Surveys "
            "reach the people whom services and friends can name, and their methods and cities change between rounds, so a jump between two points may be a change "
            "of sample. Least squares treats every survey as equally exact. A good fit is not a proof: few points, many rates."
        ),
    )


def error_surface(country: int, **chosen: float) -> np.ndarray:
    """Return the typical errors over INITIAL_GRID (rows) and TRANSMISSION_GRID (columns), as shares, other settings as in DEFAULTS."""
    values = DEFAULTS | chosen
    coverage = reached(country, values["enough"], values["before"], values["since"])
    stay = staying(values["injecting_years"], values["mortality"])
    return grid_errors(INITIAL_GRID, TRANSMISSION_GRID, coverage, values["effectiveness"], stay, points(country))

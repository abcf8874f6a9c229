"""HIV and injecting: what the start, the reach and the effect of prevention do to an epidemic.

No source of the book prints a rate of transmission or of turnover, so the rates are illustrative assumptions.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.epidemic import course, reduced, reproduction_number, staying, stopping_coverage
from counternarcotics.numberlike import element, summed, text, where

YEARS = 15
PEOPLE = 10_000  # infections are counted for so many people who inject at any one time

WITHOUT, WITH = "Without prevention", "With your prevention"
ILLUSTRATIVE = "illustrative assumption"


def model(a, row, keep: Keep) -> Outcome:
    """Follow the epidemic with and without prevention, all else equal; see :mod:`counternarcotics.models.epidemic`."""
    stay = keep("stay", staying(a.injecting_years, a.mortality))
    prevented = keep("prevented", reduced(a.transmission, a.coverage, a.effectiveness))
    rates = [where(a.start <= year, prevented, a.transmission) for year in range(YEARS)]
    without, new_without = course(
        a.initial, [a.transmission] * YEARS, stay, lambda name, value: keep(f"without_{name}", value)
    )
    with_it, new_with = course(a.initial, rates, stay, lambda name, value: keep(f"with_{name}", value))
    columns = {
        "without": element(without, row["t"]),
        "with_prevention": element(with_it, row["t"]),
        "new_without": PEOPLE * element([0.0, *new_without], row["t"]),
        "new_with": PEOPLE * element([0.0, *new_with], row["t"]),
    }

    total_without = keep("total_without", PEOPLE * summed(new_without))
    total_with = keep("total_with", PEOPLE * summed(new_with))
    averted = keep("averted", total_without - total_with)
    reproduction = keep("reproduction", reproduction_number(a.transmission, stay))
    remaining = keep("remaining", reproduction_number(prevented, stay))
    counted = f"New infections in {YEARS} years per {PEOPLE:,} people"
    results = {
        "end_without": Result(f"Prevalence in year {YEARS}, without prevention", without[-1], format=".1%"),
        "end_with": Result(f"Prevalence in year {YEARS}, with your prevention", with_it[-1], format=".1%"),
        "total_without": Result(f"{counted}, without prevention", total_without),
        "total_with": Result(f"{counted}, with your prevention", total_with),
        "averted": Result(f"Infections averted per {PEOPLE:,} people", averted),
        "averted_share": Result("Infections averted, share of all", averted / total_without, format=".1%"),
        "reproduction": Result(
            "Infections that follow from one while HIV is rare, without prevention", reproduction, format=".1f"
        ),
        "remaining": Result(
            "Infections that follow from one while HIV is rare, with your prevention", remaining, format=".1f"
        ),
        "stopping": Result(
            "Coverage that would stop the growth (above 100%: out of reach)",
            stopping_coverage(reproduction, a.effectiveness),
            format=".0%",
        ),
    }
    said = text(
        "Prevention that reaches {coverage:.0%} from year {start:.0f} averts {averted:~,.0f} of {total:~,.0f} infections "
        "per {people:,.0f} people who inject in {years:.0f} years; prevalence ends at {end:~.1%} instead of {end_without:~.1%}.",
        coverage=a.coverage,
        start=a.start,
        averted=averted,
        total=total_without,
        people=PEOPLE,
        years=YEARS,
        end=with_it[-1],
        end_without=without[-1],
    )
    nothing = text(
        "Without prevention, {total:~,.0f} infections follow per {people:,.0f} people who inject in {years:.0f} years, "
        "and prevalence goes from {initial:.1%} to {end:~.1%}.",
        total=total_without,
        people=PEOPLE,
        years=YEARS,
        initial=a.initial,
        end=without[-1],
    )
    return Outcome(columns, results, where(a.coverage > 0, said, nothing))


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return prevalence with and without prevention, the band between them, and the year prevention starts."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[WITHOUT, WITH], range=[figure.CONTRAST, figure.ACCENT])
        .legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    x = (
        alt.X("t:Q")
        .title("years since the start")
        .axis(format="d", values=[0, 3, 6, 9, 12, YEARS])
        .scale(domain=[0, YEARS], nice=False)
    )
    share = alt.Scale(domain=[0, 1])

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("prevalence").axis(format=".0%", tickCount=5).scale(share)

    tooltip = [
        alt.Tooltip("t:Q", title="Year", format="d"),
        alt.Tooltip("without:Q", title=WITHOUT, format=".1%"),
        alt.Tooltip("with_prevention:Q", title=WITH, format=".1%"),
    ]

    def line(column: str, name: str, dash: list[int]) -> alt.Chart:
        named = source.transform_calculate(line=f"'{name}'")
        return named.mark_line(strokeWidth=3, strokeDash=dash, point={"size": 32}).encode(
            x=x, y=y(column), color=colour, tooltip=tooltip
        )

    band = source.mark_area(opacity=0.18, color=figure.ACCENT).encode(x=x, y=y("with_prevention"), y2="without:Q")
    started = source.transform_filter("datum.t == start && coverage > 0")
    rule = started.mark_rule(strokeDash=[2, 3], opacity=0.7).encode(x="t:Q")
    note = started.mark_text(
        text="prevention\nstarts", lineBreak="\n", baseline="top", opacity=0.85, **figure.beside("t")
    ).encode(x="t:Q", y=alt.value(2))
    lines = [line("without", WITHOUT, [5, 4]), line("with_prevention", WITH, [1, 0])]
    return alt.layer(band, *lines, rule, note).properties(height=320)


def _assumptions() -> tuple[Assumption, ...]:
    before, jump = tables.shown("hiv-rate-central-asia-1990-1996"), tables.shown("hiv-rate-central-asia-1997")
    prevention, epidemic = "Prevention", "Epidemic and turnover"
    return (
        Assumption(name="coverage", meaning="The part of people who inject whom prevention reaches", label="People reached", default=0.4, minimum=0, maximum=1, step=0.05, format=".0%", group=prevention,
            why="From nobody to everybody who injects", source=f"{ILLUSTRATIVE}; 1.1 prints no coverage"),
        Assumption(name="effectiveness", meaning="By how much the risk of a person who is reached falls", label="Risk avoided by a person who is reached", default=0.5, minimum=0.1, maximum=0.9, step=0.01, format=".0%", group=prevention,
            why="Reviews of observational studies associate opioid substitution treatment with 54% less risk, needle and syringe programmes with 34% (all studies; the interval includes no effect) or 58% (better studies)",
            source=f"{ILLUSTRATIVE} within MacArthur et al. 2012 and Aspinall et al. 2014"),
        Assumption(name="start", matters=lambda s: s.coverage > 0, idle="let prevention reach somebody.", meaning="The year of the model from which prevention reaches people", label="Year in which prevention starts", default=5, minimum=0, maximum=YEARS - 1, step=1, group=prevention,
            why="From the first year to the last one modelled", source=ILLUSTRATIVE),
        Assumption(name="transmission", meaning="To how many people one person with HIV passes it on in a year while nearly nobody else has it", label="People one person with HIV infects in a year, at first", default=0.6, minimum=0.05, maximum=1.5, step=0.05, format=".2f", group=epidemic,
            why="From an epidemic that dies out to one that fills the population within the years shown",
            source=f"{ILLUSTRATIVE}; 1.1 prints a jump of recorded cases from {before} to {jump}, and no rate can be read from it"),
        Assumption(name="initial", meaning="The part of people who inject that lives with HIV when the model begins", label="Prevalence in year 0", default=0.01, minimum=0.001, maximum=0.2, step=0.001, format=".1%", group=epidemic,
            why="From a first cluster to an outbreak that was noticed late", source=f"{ILLUSTRATIVE}; 1.1 names outbreaks of 2000 in three cities without a prevalence"),
        Assumption(name="injecting_years", meaning="How long people stay among those who inject before they stop", label="Years for which people inject, on average", default=10, minimum=2, maximum=25, step=1, unit="years", group=epidemic,
            why="From a short episode to half a working life", source=ILLUSTRATIVE),
        Assumption(name="mortality", meaning="Deaths in a year that HIV adds among people who live with it", label="Extra deaths among people with HIV, a year", default=0.04, minimum=0, maximum=0.15, step=0.01, format=".0%", group=epidemic,
            why="From full treatment to late care with other illnesses", source=ILLUSTRATIVE),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of HIV among people who inject drugs."""
    presets = (
        Preset(name="no-prevention", label="No prevention", settings={"coverage": 0, "effectiveness": 0.5, "start": 5},
            why="Illustrative: nobody is reached"),
        Preset(name="late-and-thin", label="Late and thin", settings={"coverage": 0.2, "effectiveness": 0.34, "start": 10},
            why="Illustrative: one person in five from year 10, with the lower of the reviewed effects"),
        Preset(name="late-and-broad", label="Late and broad", settings={"coverage": 0.8, "effectiveness": 0.54, "start": 10},
            why="Illustrative: as broad as the next preset, but from year 10"),
        Preset(name="early-and-broad", label="Early and broad", settings={"coverage": 0.8, "effectiveness": 0.54, "start": 2},
            why="Illustrative: four people in five from year 2, with the effect reviewed for substitution treatment"),
    )  # fmt: skip
    return Explorer(
        name="hiv-injecting",
        title="HIV among people who inject drugs",
        question="Which matters more for prevention: an early start, a wide reach, or a stronger effect?",
        description=(
            f"Line chart of HIV prevalence among people who inject drugs (per cent) over {YEARS} years: a dashed line without prevention, a solid "
            "line with the prevention that the reader sets, and the band between them. Without prevention the line climbs in an S-shape; "
            "prevention bends it, and the sooner it starts the wider the band. Illustrative rates; a standard two-compartment model "
            "(Anderson and May 1991; Keeling and Rohani 2008)."
        ),
        assumptions=_assumptions(),
        presets=presets,
        rows=pd.DataFrame({"t": range(YEARS + 1)}),
        model=model,
        draw=draw,
        table_columns={
            "t": ("Year", "d"),
            "without": ("Prevalence without", ".1%"),
            "with_prevention": ("Prevalence with", ".1%"),
            "new_without": (f"New infections without, per {PEOPLE:,}", ",.0f"),
            "new_with": (f"New infections with, per {PEOPLE:,}", ",.0f"),
        },
        source=(
            "our model after Anderson and May 1991 and Keeling and Rohani 2008; effects of prevention after MacArthur et al. 2012 "
            "and Aspinall et al. 2014; setting after Osmonaliev 2005, 1.1 and fn. 21"
        ),
        leaves_out=(
            "Everybody runs the same risk and meets everybody else; there is no sexual transmission, no network of friends, no prison, "
            "no antiretroviral treatment, and the number of people who inject stays the same. Coverage comes in a single step and stays. "
            "The reviewed effects come from observational studies, in which people who are reached may differ in other ways. "
            "The result compares policies; it does not forecast any country."
        ),
    )

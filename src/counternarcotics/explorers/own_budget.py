"""Own budget: how many years lead from donors' money to a country's own.

Section 2.2 asks for full self-financing and prints no sum; section 3.2.1 prints budgets of projects.  Rates, own
funds and the need are illustrative assumptions.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.budget import donor_money, shares, sufficient_growth, years_to_own
from counternarcotics.models.growth import compound
from counternarcotics.numberlike import maximum, summed, text, where

START = 2004
YEARS = tuple(range(21))
END = START + YEARS[-1]
TARGET = 2014  # the year asked about in the results: ten years after the book

PROJECT = tables.value("budget-drug-control-agency-tajikistan-1999")
PROJECT_YEARS = START - 1999  # the source prints no duration: from its start to the writing of the book
DONORS = round(PROJECT / PROJECT_YEARS, 1)

PARTS = ("Own funds", "Donors", "Not covered")
ILLUSTRATIVE = "illustrative assumption; no budget of a state is printed"


def model(a, row, keep: Keep) -> Outcome:
    """Follow own funds, donors' money and the need by year; see :mod:`counternarcotics.models.budget`."""
    stop = a.donor_end - START
    own_start = keep("own_start", a.own_share * a.need)

    def money(t):
        own = compound(own_start, a.own_growth, t)
        donors = donor_money(a.donors, a.donor_fall, t, stop)
        return own, donors, compound(a.need, a.need_growth, t)

    own_row, donors_row, need_row = money(row["t"])
    from_own, from_donors, uncovered = shares(own_row, donors_row, need_row)
    columns = {
        "amount": where(row["part"] == 0, from_own, where(row["part"] == 1, from_donors, uncovered)),
        "needed": need_row,
        "own_part": own_row / need_row,
    }
    by_year = [
        tuple(keep(f"{name}{t}", value) for name, value in zip(("own", "donor", "need"), money(t), strict=True))
        for t in YEARS
    ]
    paid = [tuple(keep(f"paid{t}_{part}", value) for part, value in enumerate(shares(*by_year[t]))) for t in YEARS]
    waiting = keep("waiting", years_to_own([year[0] for year in by_year], [year[2] for year in by_year]))
    gaps = [keep(f"gap{t}", year[2]) for t, year in enumerate(paid)]
    worst = gaps[0]
    for t, gap in enumerate(gaps[1:], start=1):
        worst = keep(f"worst{t}", maximum(worst, gap))
    gap_total = keep("gap_total", summed(gaps))
    donor_total = keep("donor_total", summed(year[1] for year in paid))
    columns["first_year"] = 0 * row["t"] + START + waiting
    ten = TARGET - START
    results = {
        "first_year": Result(
            f"First year paid from own funds alone ({END + 1}: none up to {END})",
            START + waiting,
            format=".0f",
            exact=True,
        ),
        "own_part": Result(f"Own funds in {END}, share of the need", by_year[-1][0] / by_year[-1][2], format=".0%"),
        "donor_total": Result(f"Donors’ money used, {START} to {END}", donor_total, format=",.1f", unit="US$ million"),
        "gap_total": Result(f"Not covered by anybody, {START} to {END}", gap_total, format=",.1f", unit="US$ million"),
        "worst": Result("Not covered in the worst year", worst, format=",.1f", unit="US$ million"),
        "even_growth": Result(
            f"Growth of own funds that would pay for all by {TARGET}",
            sufficient_growth(a.own_share, a.need_growth, ten),
            format="+.1%",
            unit="a year",
        ),
    }
    reached = text(
        "Own funds pay for everything from {year:.0f} on, after {waiting:.0f} years; ",
        year=START + waiting,
        waiting=waiting,
    )
    never = text(
        "Own funds do not reach the need by {end:.0f}: they cover {part:~.0%} of it then; ",
        end=END,
        part=by_year[-1][0] / by_year[-1][2],
    )
    short = text("up to {end:.0f}, US$ {gap:~,.1f} million in all are covered by nobody.", end=END, gap=gap_total)
    # Below half of the last printed digit the sum would read as 0.0.
    ending = where(gap_total > 0.05, short, "nothing stays uncovered on the way.")
    return Outcome(columns, results, where(waiting > YEARS[-1], never, reached) + ending)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return who pays by year as stacked areas under the need, and a rule at the first self-financed year."""
    named = source.transform_calculate(payer=f"{list(PARTS)}[datum.part]")
    colour = (
        alt.Color("payer:N")
        .scale(domain=list(PARTS), range=[figure.COLOURS[3], figure.COLOURS[0], figure.COLOURS[1]])
        .legend(symbolType="square", symbolOpacity=0.75)
    )
    highest = f"1.08 * need * pow(1 + max(0, need_growth), {YEARS[-1]})"
    x = (
        alt.X("year:Q")
        .title(None)
        .axis(format="d", values=list(range(START, END + 1, 4)))
        .scale(domain=[START, END], nice=False)
    )
    y_scale = alt.Scale(domain=[0, alt.ExprRef(highest)], nice=False)
    y = alt.Y("amount:Q").title("US$ million a year").axis(format="~g", tickCount=5).scale(y_scale).stack("zero")
    tooltip = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("payer:N", title="Who pays"),
        alt.Tooltip("amount:Q", title="US$ million", format=".2f"),
        alt.Tooltip("needed:Q", title="Needed, US$ million", format=".2f"),
    ]
    areas = named.mark_area(opacity=0.75, line=False).encode(
        x=x, y=y, color=colour, order=alt.Order("part:Q"), tooltip=tooltip
    )
    once = source.transform_filter("datum.part == 0")
    need = once.mark_line(strokeWidth=2.5, color="currentColor", strokeDash=[6, 4]).encode(
        x=x, y=alt.Y("needed:Q").scale(y_scale)
    )
    first = source.transform_filter(f"datum.t == 0 && datum.part == 0 && datum.first_year <= {END}")
    rule = first.mark_rule(strokeWidth=2).encode(x=alt.X("first_year:Q").scale(domain=[START, END], nice=False))
    middle = (START + END) // 2
    notes = [
        first.transform_filter(side)
        .transform_calculate(note="'own funds\u00a0alone from\u00a0' + datum.first_year")
        .mark_text(align=align, dx=dx, baseline="top", fontWeight=600, lineBreak=figure.NARROW_BREAK)
        .encode(x=alt.X("first_year:Q").scale(domain=[START, END], nice=False), y=alt.value(3), text="note:N")
        for side, align, dx in (
            (f"datum.first_year <= {middle}", "left", 5),
            (f"datum.first_year > {middle}", "right", -5),
        )
    ]
    return alt.layer(areas, need, rule, *notes).properties(height=320)


def _assumptions() -> tuple[Assumption, ...]:
    start, own, donors = f"Where {START} stands", "Own side", "Donors"
    return (
        Assumption(name="need", meaning="What the country’s counter-narcotics work costs in the first year", label="Needed a year", default=4, minimum=0.5, maximum=30, step=0.1, format=",.1f", unit="US$ million", group=start,
            why="From the smallest printed project to more than all five announced in 2003 together", source=ILLUSTRATIVE),
        Assumption(name="own_share", meaning="The part of the need that the country pays itself in the first year", label="Own funds, share of the need", default=0.3, minimum=0.05, maximum=0.95, step=0.01, format=".0%", group=start,
            why="From almost nothing to almost everything", source=ILLUSTRATIVE),
        Assumption(name="donors", meaning="What comes from abroad in the first year", label="Donors’ money a year", default=DONORS, minimum=0, maximum=20, step=0.1, format=",.1f", unit="US$ million", group=start,
            why="From none to more than the largest printed project pays in a year on any reading",
            source=f"3.2.1: {tables.shown('budget-drug-control-agency-tajikistan-1999')} for the Tajik agency, begun in 1999; spread over five years by our assumption, since no duration is printed"),
        Assumption(name="own_growth", meaning="How fast the country’s own money for this work grows from year to year", label="Growth of own funds", default=0.08, minimum=-0.05, maximum=0.3, step=0.01, format="+.0%", unit="a year", group=own,
            why="From a shrinking budget to one that doubles in under three years", source=ILLUSTRATIVE),
        Assumption(name="need_growth", meaning="How fast the cost of the work grows from year to year", label="Growth of the need", default=0.03, minimum=-0.05, maximum=0.15, step=0.01, format="+.0%", unit="a year", group=own,
            why="From needs that fall to needs that double in five years", source=ILLUSTRATIVE),
        Assumption(name="donor_fall", meaning="How fast the money from abroad shrinks from year to year", label="Fall of donors’ money", default=0.05, minimum=0, maximum=0.5, step=0.01, format=".0%", unit="a year", group=donors,
            why="From lasting aid to one that halves every year; the text says only that it is not endless", source=ILLUSTRATIVE),
        Assumption(name="donor_end", meaning="The last year with money from abroad", label="Year in which donors stop", default=END + 1, minimum=START + 1, maximum=END + 1, step=1, format=".0f", group=donors,
            why=f"From the next year on; {END + 1} lets them fade without a stop", source=ILLUSTRATIVE),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of the own budget."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="gradual-handover", label="Gradual handover", settings=start | {"own_growth": 0.12, "donor_fall": 0.1},
            why="Illustrative: own funds grow about as fast as donors’ money fades"),
        Preset(name="sudden-end", label="Sudden end", settings=start | {"donor_fall": 0, "donor_end": 2009},
            why="Illustrative: donors pay in full for five years and then nothing"),
        Preset(name="growth-first", label="Growth first", settings=start | {"own_growth": 0.15, "need_growth": 0, "donor_fall": 0.05},
            why="After 2.2: development frees own funds and keeps the need from growing; the rates are illustrative"),
        Preset(name="growing-need", label="A need that outruns", settings=start | {"own_growth": 0.05, "need_growth": 0.08},
            why="Illustrative: the need grows faster than own funds, so that dependence lasts"),
    )  # fmt: skip
    return Explorer(
        name="own-budget",
        title="From donors to an own budget",
        question="In which year can a country pay for its counter-narcotics work from its own funds alone?",
        description=(
            f"Stacked area chart of who pays (US$ million a year) from {START} to {END}: own funds at the bottom, donors above them, what nobody covers on top, "
            "under a dashed line for the need; a rule marks the first year that own funds cover alone. At the start own funds grow "
            "slowly into the need while donors fade, and a gap opens between them. "
            "Donors’ money from Osmonaliev 2005, 3.2.1, spread over five years; the rest is illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame(
            [(t, START + t, part, name) for t in YEARS for part, name in enumerate(PARTS)],
            columns=["t", "year", "part", "part_name"],
        ),
        model=model,
        draw=draw,
        table_columns={
            "year": ("Year", "d"),
            "part_name": ("Who pays", ""),
            "amount": ("US$ million", ",.2f"),
            "needed": ("Needed, US$ million", ",.2f"),
        },
        source="Osmonaliev 2005, 2.2 (self-financing) and 3.2.1 (the budget of the Tajik project); our model, with illustrative rates",
        first=("own_share", "own_growth", "donor_fall", "donor_end"),
        leaves_out=(
            "No state’s counter-narcotics budget is printed, so the start is an example of one agency and no country. Rates are constant, where budgets "
            "jump; donors answer to need and to politics, and own effort may fall because aid is there. Money does not say what is done with it: "
            "training, equipment and trust that aid brought can be lost while sums stay equal. Prices and exchange rates are left out."
        ),
    )

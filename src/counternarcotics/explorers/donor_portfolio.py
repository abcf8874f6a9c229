"""Donor portfolio: the printed budgets of section 3.2 under the reader's own way of counting, and a move of money.

The budgets are printed; what a dollar for an institution serves is not.  So the shares that count as supply are
levers, and so are the cost of reaching a person and its spread, which no source of this book gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, projects, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.portfolio import (
    SMALLEST,
    after_move,
    coverage,
    fragmentation,
    move_needed,
    reached_between,
    sides,
    supply_per_demand,
)
from counternarcotics.numberlike import NumberLike, element, maximum, minimum, span, summed, text, where

PURPOSES = ("supply", "institutions", "information", "several", "demand")
PURPOSE_LABELS = ("Supply reduction", "Institution building", "Information", "Several purposes", "Demand reduction")
SIDES = ("counted as supply", "neither", "counted as demand")
DONORS = ("All donors", "UNODC", "European Union", "United States")
COUNTRIES = ("All", "Region or several countries", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")  # fmt: skip
SELECTIONS = ("Begun", "Begun, without the Tajik agency", "Begun and announced")
PEOPLE = ("Four countries", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
BEGUN_WITHOUT_LARGEST, WITH_ANNOUNCED = 1, 2
FIRST, LAST = 1994, 2003
ESTIMATES = tuple(f"users-estimated-{country.lower()}-2002" for country in PEOPLE[1:])
THOUSAND = 1000
LARGEST = "unodc-tajik-dca-1999"
ILLUSTRATIVE = "illustrative assumption; no source of this book gives it"


@dataclass(frozen=True)
class Budget:
    """A printed budget in millions, with positions in PURPOSES, DONORS and COUNTRIES."""

    usd: float
    eur: float
    purpose: int
    donor: int
    country: int
    year: int
    announced: bool = False
    largest: bool = False


def _budget(row: pd.Series) -> Budget:
    country = row["recipients"].capitalize()
    return Budget(
        usd=0.0 if pd.isna(row["amount_usd"]) else float(row["amount_usd"]) / projects.MILLION,
        eur=0.0 if pd.isna(row["amount_eur"]) else float(row["amount_eur"]) / projects.MILLION,
        purpose=PURPOSES.index(row["purpose"]),
        donor=DONORS.index(row["donor_name"]),
        country=COUNTRIES.index(country) if country in COUNTRIES else 1,
        year=int(row["year"]),
        announced=bool(row["announced"]),
        largest=row["id"] == LARGEST,
    )


def budgets() -> tuple[Budget, ...]:
    """Return every printed budget, and the remainder of the money announced in 2003 for all five new projects."""
    printed = [_budget(row) for _, row in projects.priced().iterrows()]
    rest = Budget(computed.value("new-projects-remainder"), 0.0, PURPOSES.index("supply"), 1, 1, LAST, announced=True)
    return (*printed, rest)


BUDGETS = budgets()


def _people_bounds() -> tuple[tuple[float, ...], tuple[float, ...]]:
    ends = [tables.bounds(identifier) for identifier in ESTIMATES]
    low, high = ([end[side] for end in ends] for side in (0, 1))
    return (summed(low), *low), (summed(high), *high)


PEOPLE_LOW, PEOPLE_HIGH = _people_bounds()


def _counts(budget: Budget, a) -> NumberLike:
    """Return 1 where the reader's selection holds the budget, else 0."""
    first, last = minimum(a.first, a.last), maximum(a.first, a.last)
    donor = (a.donor == 0) | (a.donor == budget.donor)
    country = (a.country == 0) | (a.country == budget.country)
    years = (first <= budget.year) & (last >= budget.year)
    counted = where(donor & country & years, 1, 0)
    if budget.announced:
        return counted * where(a.projects == WITH_ANNOUNCED, 1, 0)
    return counted * where(a.projects == BEGUN_WITHOUT_LARGEST, 0, 1) if budget.largest else counted


def _sum(a, **wanted: int) -> NumberLike:
    """Return million US dollars of the selected budgets whose fields are as `wanted`."""
    found = [b for b in BUDGETS if all(getattr(b, field) == value for field, value in wanted.items())]
    return summed((b.usd + b.eur * a.euro_rate if b.eur else b.usd) * _counts(b, a) for b in found)


def _at_side(row, supply: NumberLike, neither: NumberLike, demand: NumberLike) -> NumberLike:
    """Return the value that belongs to the side of a row; unlike `element`, it takes columns as well as numbers."""
    return where(row["side"] == 0, supply, where(row["side"] == 1, neither, demand))


def model(a, row, keep: Keep) -> Outcome:
    """Sum the selected budgets by purpose, count their sides, move money; see :mod:`counternarcotics.models.portfolio`."""
    totals = [keep(f"total_{name}", _sum(a, purpose=position)) for position, name in enumerate(PURPOSES)]
    total = keep("total", summed(totals))
    supply_shares = (1, a.institutions, a.information, a.several, 0)
    rest_shares = (0, a.rest, a.rest, a.rest, 1)
    counted = [sides(*one) for one in zip(totals, supply_shares, rest_shares, strict=True)]
    supply = keep("supply", summed(parts[0] for parts in counted))
    demand = keep("demand", summed(parts[1] for parts in counted))
    supply_after, demand_after = after_move(supply, demand, a.moved)
    supply_after, demand_after = keep("supply_after", supply_after), keep("demand_after", demand_after)

    printed = element(totals, row["purpose"])
    own = sides(printed, element(supply_shares, row["purpose"]), element(rest_shares, row["purpose"]))
    left = own[0] * (1 - a.moved)
    gained = where(row["purpose"] == PURPOSES.index("demand"), supply * a.moved, 0)
    won = own[1] + gained
    columns = {
        "printed": printed,
        "after": left + own[2] + won,
        "amount": _at_side(row, left, own[2], won),
        "start": _at_side(row, 0 * left, left, left + own[2]),
        "end": _at_side(row, left, left + own[2], left + own[2] + won),
    }

    fewest, most = reached_between(demand_after * projects.MILLION, a.cost, a.factor, a.years)
    fewest, most = keep("fewest", fewest), keep("most", most)
    covered = (
        keep("least_covered", coverage(fewest, element(PEOPLE_HIGH, a.people))),
        keep("most_covered", coverage(most, element(PEOPLE_LOW, a.people))),
    )
    ratio = keep("ratio", supply_per_demand(supply, demand))
    million = {"format": ",.2f", "unit": "million"}
    results = {
        "total": Result("Budgets in your selection, US$", total, **million),
        "supply": Result("Counted as supply before the move, US$", supply, **million),
        "demand": Result("Counted as demand before the move, US$", demand, **million),
        "neither": Result("Counted as neither, US$", total - supply - demand, **million),
        "ratio": Result("Dollars for supply to each dollar for demand, before the move", ratio, format=",.1f"),
        "ratio_after": Result("The same after the move", supply_per_demand(supply_after, demand_after), format=",.2f"),
        "even": Result(
            "Share of the supply money that would have to move for equal sums",
            move_needed(supply, demand, 1),
            format=".0%",
        ),
        "reached": Result(
            "People whom the demand money could pay for",
            fewest / THOUSAND,
            most / THOUSAND,
            format=",.1f",
            unit="thousand",
        ),
        "covered": Result("The same as a share of the people estimated to use drugs", *covered, format=".1%"),
        "fragmentation": Result(
            "Fragmentation among the donors with printed budgets (0 one donor, near 1 many small ones)",
            fragmentation([_sum(a, donor=position) for position in range(1, len(DONORS))]),
            format=".2f",
        ),
    }
    said = text(
        "Of US$ {total:~,.1f} million you count US$ {supply:~,.2f} million as supply and US$ {demand:~,.2f} million as demand, "
        "{ratio}. With {moved:.0%} of the supply money moved, US$ {after:~,.2f} million for demand could pay for {reached} thousand people "
        "for {years:.0f} {word}, {covered} of those estimated to use drugs in {people}.",
        total=total,
        supply=supply,
        demand=demand,
        ratio=where(demand > SMALLEST, text("{ratio:~,.1f} to one", ratio=ratio), "so that no ratio can be formed"),
        moved=a.moved,
        after=demand_after,
        reached=span(fewest / THOUSAND, most / THOUSAND, "~,.1f"),
        years=a.years,
        word=where(a.years > 1, "years", "year"),
        covered=span(*covered, "~.1%"),
        people=element((PEOPLE[0].lower(), *PEOPLE[1:]), a.people),
    )
    return Outcome(columns, results, where(total > SMALLEST, said, "The section prints no budget for this selection."))


def _widest(purpose: str, *, announced: bool, field: str = "usd") -> str:
    """Return the widest sums of a purpose for every donor and country as a Vega list, indexed by both settings."""
    sums = [
        summed(
            getattr(b, field)
            for b in BUDGETS
            if b.purpose == PURPOSES.index(purpose)
            and b.announced == announced
            and donor in (0, b.donor)
            and country in (0, b.country)
        )
        for donor in range(len(DONORS))
        for country in range(len(COUNTRIES))
    ]
    return f"[{','.join(f'{one:.4g}' for one in sums)}][donor * {len(COUNTRIES)} + country]"


def _frame() -> alt.Scale:
    """Return a scale that holds every bar of the chosen donor and country, so that moving money is seen as a move."""
    announced = f"(projects == {WITH_ANNOUNCED}) * {_widest('supply', announced=True)}"
    supply = f"({_widest('supply', announced=False)} + {announced})"
    institutions, information, demand = (
        _widest(one, announced=False) for one in ("institutions", "information", "demand")
    )
    several = f"euro_rate * {_widest('several', announced=False, field='eur')}"
    moves = f"({supply} + institutions * {institutions} + information * {information} + several * {several})"
    bars = f"max(0.1, {supply}, {institutions}, {information}, {several}, {demand} + moved * {moves})"
    return alt.Scale(domain=[0, alt.ExprRef(f"1.03 * {bars}")], nice=False)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return a bar for each purpose, in the colours of the sides that its money counts for, and a mark for the printed sum."""
    labels = dict(enumerate(PURPOSE_LABELS))
    named = source.transform_calculate(
        name=f"{list(labels.values())}[datum.purpose]",
        counted=f"{list(SIDES)}[datum.side]",
        change="abs(datum.after - datum.printed) < 0.005 ? '' : ' → ' + format(datum.after, ',.2f')",
    ).transform_calculate(note="datum.name + ':\u00a0US$ ' + format(datum.printed, ',.2f') + datum.change + ' million'")
    # The names stand above the bars, so that a phone has the whole width for the money.
    y = alt.Y("purpose:O").title(None).axis(None).sort(list(labels))
    x = alt.X("start:Q").title("million US dollars").axis(format="~g", tickCount=5).scale(_frame())
    colour = (
        alt.Color("counted:N")
        .scale(domain=list(SIDES), range=[figure.CONTRAST, figure.MUTED, figure.ACCENT])
        .legend(symbolType="square", symbolOpacity=1)
    )
    tooltip = [
        alt.Tooltip("name:N", title="Purpose"),
        alt.Tooltip("counted:N", title="Side"),
        alt.Tooltip("amount:Q", title="Million US$ after the move", format=",.2f"),
        alt.Tooltip("printed:Q", title="Million US$ printed, all sides", format=",.2f"),
    ]
    low = {"yOffset": figure.narrow(13, 9)}  # two lines of a name stand above a bar on a phone
    bars = named.mark_bar(height=figure.narrow(9, 16), **low).encode(
        x=x, x2="end:Q", y=y, color=colour, tooltip=tooltip
    )
    once = named.transform_filter("datum.side == 0")
    before = once.mark_tick(size=figure.narrow(11, 18), thickness=2, color="currentColor", **low).encode(
        x=alt.X("printed:Q").scale(_frame()), y=y
    )
    notes = once.mark_text(
        align="left", baseline="bottom", dy=figure.narrow(-5, -3), lineBreak=figure.NARROW_BREAK, lineHeight=12
    ).encode(x=alt.value(0), y=y, text="note:N")
    return alt.layer(bars, before, notes).properties(height=300)


def _assumptions() -> tuple[Assumption, ...]:
    what, how, reach = "What is counted", "How you count it and what you move", "What it would reach"
    ours = "our lever; the source files no project under a purpose, so the filing is ours as well"
    return (
        Assumption(name="institutions", meaning="The part of the money for agencies and ministries that is read as control of supply", label="Institution building that counts as supply", default=0, minimum=0, maximum=1, step=0.05, format=".0%", group=how,
            why="Agencies enforce the law and also write policy: none to all is arguable", source=ours),
        Assumption(name="information", meaning="The part of the money for surveys and data that is read as control of supply", label="Information that counts as supply", default=0, minimum=0, maximum=1, step=0.05, format=".0%", group=how,
            why="A crop survey helped a police operation, and counting also serves health", source=ours),
        Assumption(name="several", meaning="The part of projects with several purposes that is read as control of supply", label="Several purposes that count as supply", default=0, minimum=0, maximum=1, step=0.05, format=".0%", group=how,
            why="The first phase of CADAP mixes detection equipment, training and information", source=ours),
        Assumption(name="rest", meaning="What the remainder of institutions, information and mixed projects counts as: nothing, or work on demand", label="Of the rest of these three, counted as demand", default=0, minimum=0, maximum=1, step=0.05, format=".0%", group=how,
            why="0% leaves the rest on neither side; 100% is the reading kindest to demand", source=ours),
        Assumption(name="moved", meaning="The part of the supply money that you would spend on demand in its place", label="Supply money moved to demand", default=0.1, minimum=0, maximum=1, step=0.05, format=".0%", group=how,
            why="From the portfolio as printed to one without any supply money", source=f"{ILLUSTRATIVE}; the section asks for more, not how much"),
        Choice(name="projects", meaning="Which of the printed projects are added up", label="Projects", default=0, options=SELECTIONS, group=what,
            why="Announced sums are lower bounds of 2003; the Tajik agency is the largest printed budget", source="3.2.1; 3.2.4; 3.2.5"),
        Choice(name="donor", meaning="Whose money is added up", label="Donor", default=0, options=DONORS, group=what,
            why="Donors with at least one printed budget; for WHO, OSCE and the Soros Foundation none is printed", source="3.2.1; 3.2.4; 3.2.5"),
        Choice(name="country", meaning="Where the money is spent", label="Recipient", default=0, options=COUNTRIES, group=what,
            why="A sum for several countries is never split, since no split is printed", source="3.2.1; 3.2.4; 3.2.5"),
        Assumption(name="first", meaning="The first year of a project’s beginning that is counted", label="From year", default=FIRST, minimum=FIRST, maximum=LAST, step=1, format=".0f", group=what,
            why="Years in which printed budgets begin; some years are our judgement", source="3.2; the notes of the figures say which years are judged"),
        Assumption(name="last", meaning="The last year of a project’s beginning that is counted", label="To year", default=LAST, minimum=FIRST, maximum=LAST, step=1, format=".0f", group=what,
            why="Years in which printed budgets begin; some years are our judgement", source="3.2; the notes of the figures say which years are judged"),
        Assumption(name="euro_rate", meaning="How sums printed in euros are turned into dollars", label="Dollars for one euro", default=1.13, minimum=0.82, maximum=1.37, step=0.01, format=".2f", unit="US$ per €", group=what,
            why="From about the lowest to about the highest rate of the euro before 2005", source=f"{ILLUSTRATIVE}; about the average rate of 2003, the year judged for CADAP-1"),
        Choice(name="people", meaning="The people who use drugs, as estimated, beside whom the number reached is set", label="People to be reached", default=0, options=PEOPLE, group=reach,
            why="The four countries with an estimate; choosing one spends all the money there", source="1.1 fn. 19, UNODC rapid assessment of 2000-2002, as a range"),
        Assumption(name="cost", meaning="What it costs to reach one person with prevention or care for a year", label="Cost of reaching one person for a year", default=100, minimum=20, maximum=1000, step=10, unit="US$", group=reach,
            why="From a needle and syringe programme at a low price to a year of substitution treatment", source="illustrative assumption; Wilson and others (2015) review unit costs of tens of dollars for the one and hundreds for the other"),
        Assumption(name="factor", meaning="How wrong the cost may be either way; it makes the range of people reached", label="The cost may be this many times larger or smaller", default=2, minimum=1, maximum=5, step=0.5, format=".1f", unit="times", group=reach,
            why="1 takes the cost as known; unit costs differ several times between places", source=ILLUSTRATIVE),
        Assumption(name="years", meaning="For how long each person is reached before the money is spent", label="Years for which each person is reached", default=1, minimum=1, maximum=10, step=1, unit="years", group=reach,
            why="One year to the decade over which the budgets are spread", source=ILLUSTRATIVE),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of the donors' budgets."""
    assumptions = _assumptions()
    printed = {a.name: a.default for a in assumptions} | {"moved": 0}
    presets = (
        Preset(name="as-printed", label="As printed", settings=printed,
            why="Budgets under the purpose we file them by; institutions and information on neither side, nothing moved"),
        Preset(name="institutions-as-supply", label="Institutions counted as supply", settings=printed | {"institutions": 1},
            why="The largest institutions enforce the law, so all their money is put on the side of supply"),
        Preset(name="half-moved", label="Half moved to demand", settings=printed | {"moved": 0.5},
            why="Illustrative: every second dollar filed under supply goes to demand instead"),
        Preset(name="without-the-largest", label="Without the largest project", settings=printed | {"institutions": 1, "projects": BEGUN_WITHOUT_LARGEST},
            why="Institutions as supply, but without the Tajik agency: how much rests on one project"),
        Preset(name="kindest-to-demand", label="Kindest to demand", settings=printed | {"rest": 1},
            why="Institutions, information and mixed projects all counted as demand, the opposite extreme"),
    )  # fmt: skip
    rows = pd.DataFrame(
        [
            {"purpose": p, "side": s, "purpose_name": PURPOSE_LABELS[p], "side_name": SIDES[s]}
            for p in range(len(PURPOSES))
            for s in range(len(SIDES))
        ]
    )
    return Explorer(
        name="donor-portfolio",
        title="The donors' portfolio",
        question="How much of the printed money goes to supply and to demand, and what would a move of some of it reach?",
        description=(
            "Bar chart of printed donor budgets (million US dollars) by purpose, each bar divided by the side it counts for, supply, neither or demand, "
            "with a tick at the sum before any money is moved. At the start supply and institution building hold nearly everything and the bar of demand is "
            "hardly visible until money is moved. Budgets from Osmonaliev 2005, 3.2.1, 3.2.4 and 3.2.5; sides, move and costs are the reader's."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=rows,
        model=model,
        draw=draw,
        table_columns={
            "purpose_name": ("Purpose", ""),
            "side_name": ("Side", ""),
            "amount": ("After the move (million US$)", ",.2f"),
            "printed": ("Printed, all sides (million US$)", ",.2f"),
        },
        source="Osmonaliev 2005, 3.2.1, 3.2.4 and 3.2.5, and 1.1 fn. 19 for people; our model, with illustrative costs",
        low=295,
        first=("institutions", "moved", "projects", "cost"),
        leaves_out=(
            "Most projects print no budget, among them the Kyrgyz agency, BOMCA, CADAP-2, the HIV services and the Soros Foundation's harm reduction, "
            "so both sides are incomplete. Budgets are promises of different years at current prices, some may overlap, and what governments "
            "pay themselves is missing. Money moved does not turn into services at once: staff, law, trust and supply of medicines set the pace. "
            "Not everybody who uses drugs wants or needs a service, and what supply work loses by the move is not counted."
        ),
    )

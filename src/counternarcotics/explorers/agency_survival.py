"""Agency survival: how long an agency lasts that donors pay, beside the few life spans that are dated.

No source prints a chance of being abolished, so the rates are illustrative assumptions; the dates of the bodies are
rows, and the curve drawn from them is the estimate of Kaplan and Meier (1958).
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.bodies import COUNTED, GROUPS, chosen, lives, steps
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.survival import hazard, rate, share_at, survival, uncovered, unlike_twins, years_above
from counternarcotics.numberlike import element, minimum, summed, text, where

YEARS = 15
AGES = (5, 10, 15)
YEAR_ROW, STEP_ROW, SEEN_ROW = 0, 1, 2
VARIANTS = [(group, counted) for group in range(len(GROUPS)) for counted in range(len(COUNTED))]

STAYS, LEAVES, DATED = "Donors stay", "Donors leave", "Dated bodies"
ILLUSTRATIVE = "illustrative assumption; no source prints a chance of being abolished"


def _rows() -> pd.DataFrame:
    """One row a year of age; then, for each choice of bodies and of ends, the corners of the step curve and the last sights."""
    records: list[dict] = []

    def add(kind: int, variant: int, age: float, height: float, name: str = "") -> None:
        year = int(age) if kind == YEAR_ROW else 0
        by_variant = {f"dated{v}": share_at(steps(*choice), age) for v, choice in enumerate(VARIANTS)}
        at_risk = {f"seen{v}": summed(life >= age for life, _ in lives(*choice)) for v, choice in enumerate(VARIANTS)}
        records.append(
            {
                "key": len(records),
                "kind": kind,
                "variant": variant,
                "t": year,
                "age": age,
                "height": height,
                "body": name,
            }
            | by_variant
            | at_risk
        )

    for t in range(YEARS + 1):
        add(YEAR_ROW, -1, t, 1.0)
    for variant, choice in enumerate(VARIANTS):
        add(STEP_ROW, variant, 0, 1.0)
        for step in steps(*choice):
            if step.age <= YEARS:
                add(STEP_ROW, variant, step.age, step.share)
        add(STEP_ROW, variant, YEARS, share_at(steps(*choice), YEARS))
        for life, (age, ended) in zip(chosen(choice[0]), lives(*choice), strict=True):
            if not ended and age <= YEARS:
                add(SEEN_ROW, variant, age, share_at(steps(*choice), age), life.label)
    return pd.DataFrame(records)


def _rates(a, stop) -> list:
    """Return the rate of being abolished in each year of age, when donors pay up to the year `stop`."""
    found = []
    for t in range(YEARS):
        own = minimum(1, a.own_share * (1 + a.own_growth) ** t)
        donors = where(stop > t, a.donor_share, 0)
        found.append(hazard(a.base, uncovered(own, donors), a.money_ratio, a.turnover, a.turnover_ratio))
    return found


def model(a, row, keep: Keep) -> Outcome:
    """Follow an agency whose donors stay and one whose donors leave; see :mod:`counternarcotics.models.survival`."""
    stays = survival(_rates(a, YEARS + 1), lambda name, value: keep(f"stays_{name}", value))
    leaving = [keep(f"rate{t}", value) for t, value in enumerate(_rates(a, a.donor_end))]
    leaves = survival(leaving, lambda name, value: keep(f"leaves_{name}", value))
    variant = keep("variant", len(COUNTED) * a.bodies + a.counted)

    def of_variant(column: str):
        return element([row[f"{column}{v}"] for v in range(len(VARIANTS))], variant)

    is_year = row["kind"] == YEAR_ROW
    columns = {
        "stays": where(is_year, element(stays, row["t"]), 0),
        "leaves": where(is_year, element(leaves, row["t"]), 0),
        "dated": of_variant("dated"),
        "seen": of_variant("seen"),
        "drawn": where(is_year, 1, where(row["variant"] == variant, 1, 0)),
        "in_table": where(is_year, 1, 0),
    }
    at_fifteen = keep("at_fifteen", leaves[YEARS])
    results = {}
    for age in AGES:
        results[f"stays{age}"] = Result(f"Still there after {age} years, donors stay", stays[age], format=".0%")
        results[f"leaves{age}"] = Result(f"Still there after {age} years, donors leave", leaves[age], format=".0%")
        results[f"dated{age}"] = Result(
            f"Still there after {age} years, dated bodies (estimate)",
            element([share_at(steps(*choice), age) for choice in VARIANTS], variant),
            format=".0%",
        )
    results |= {
        "first_rate": Result("Rate of being abolished in the first year", leaving[0], format=".1%", unit="a year"),
        "last_rate": Result(f"Rate in year {YEARS}, donors gone", leaving[-1], format=".1%", unit="a year"),
        "dated_rate": Result(
            "Rate of ending among the dated bodies, ends over years seen",
            element([rate(lives(*choice)) for choice in VARIANTS], variant),
            format=".1%",
            unit="a year",
        ),
        "median": Result(
            f"Whole years for which more than half are still there, donors leave ({YEARS}: to the end shown)",
            years_above(leaves, 0.5),
            format=".0f",
        ),
        "twins": Result(
            f"Chance that exactly one of two equal agencies lasts {YEARS} years, donors leave",
            unlike_twins(at_fifteen),
            format=".0%",
        ),
    }
    sentence = text(
        "With donors to the end {stays:.0%} of such agencies last {years:.0f} years, with donors up to year {stop:.0f} {leaves:.0%}; "
        "of two equal ones that lose their donors, exactly one lasts with a chance of {twins:.0%}.",
        stays=stays[YEARS],
        years=YEARS,
        stop=a.donor_end,
        leaves=at_fifteen,
        twins=unlike_twins(at_fifteen),
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return two model curves, the step curve of the dated bodies, a mark where a body was last seen, and the year donors leave."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[STAYS, LEAVES, DATED], range=[figure.ACCENT, figure.CONTRAST, figure.MUTED])
        .legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=3)
    )
    x = (
        alt.X("age:Q")
        .title("age of the body, years")
        .axis(format="d", values=[0, 3, 6, 9, 12, YEARS])
        .scale(domain=[0, YEARS], nice=False)
    )

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q").title("still there").axis(format=".0%", tickCount=5).scale(domain=[0, 1])

    years = source.transform_filter(f"datum.kind == {YEAR_ROW}")
    tooltip = [
        alt.Tooltip("t:Q", title="Age", format="d"),
        alt.Tooltip("stays:Q", title=STAYS, format=".0%"),
        alt.Tooltip("leaves:Q", title=LEAVES, format=".0%"),
        alt.Tooltip("dated:Q", title=DATED, format=".0%"),
    ]
    lines = [
        years.transform_calculate(line=f"'{name}'")
        .mark_line(strokeWidth=3, strokeDash=dash, point={"size": 30, "filled": True})
        .encode(x=x, y=y(column), color=colour, tooltip=tooltip)
        for column, name, dash in (("stays", STAYS, [1, 0]), ("leaves", LEAVES, [6, 4]))
    ]
    corners = (
        source.transform_filter(f"datum.kind == {STEP_ROW} && datum.drawn == 1")
        .transform_calculate(line=f"'{DATED}'")
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(x=x, y=y("height"), color=colour, order=alt.Order("key:Q"))
    )
    sights = (
        source.transform_filter(f"datum.kind == {SEEN_ROW} && datum.drawn == 1")
        .transform_calculate(line=f"'{DATED}'")
        .mark_point(shape="cross", size=60, filled=True, opacity=1)
        .encode(
            x=x,
            y=y("height"),
            color=colour,
            tooltip=[alt.Tooltip("body:N", title="Last seen"), alt.Tooltip("age:Q", title="At age", format=".1f")],
        )
    )
    gone = years.transform_filter(f"datum.t == donor_end && donor_end < {YEARS}")
    rule = gone.mark_rule(strokeDash=[2, 3], opacity=0.7).encode(x=x)
    # Beside the right edge the note stands on the left of its rule.
    notes = [
        gone.transform_filter(side)
        .mark_text(text="donors leave", align=align, dx=dx, baseline="top", opacity=0.85)
        .encode(x=x, y=alt.value(2))
        for side, align, dx in ((f"datum.t <= {YEARS - 5}", "left", 5), (f"datum.t > {YEARS - 5}", "right", -5))
    ]
    return alt.layer(corners, sights, *lines, rule, *notes).properties(height=320)


PAID = 1 - 1e-9  # a need that two shares cover but for rounding


def _assumptions() -> tuple[Assumption, ...]:
    money, politics, data = "Money", "Politics", "Dated bodies to compare with"
    return (
        Assumption(name="donor_share", matters=lambda s: (s.money_ratio > 1) & (s.own_share < 1), idle="let the rate depend on money, and the state’s own budget leave something to pay.", meaning="The part of what the agency needs that comes from abroad while donors stay", label="Donors’ share of the need", default=0.7, minimum=0, maximum=1, step=0.05, format=".0%", group=money,
            why="From none to all of it; section 3.2.5 speaks of complete support for the Kyrgyz agency", source="illustrative assumption within 3.2.1 and 3.2.5, which print no share"),
        Assumption(name="donor_end", meaning="The agency’s age when money from abroad stops", label="Year in which donors leave", default=6, minimum=0, maximum=YEARS, step=1, format=".0f", group=money,
            why="From the first year to the end of the span shown", source="illustrative assumption; the sources print no end of the support"),
        Assumption(name="own_share", matters=lambda s: (s.money_ratio > 1) & ((s.donor_share < 1) | (s.donor_end < YEARS)), idle="let the rate depend on money, and donors not pay all to the end.", meaning="The part of what the agency needs that its own state pays in the first year", label="Own budget, share of the need at first", default=0.3, minimum=0, maximum=1, step=0.05, format=".0%", group=money,
            why="From nothing to an agency that its own state pays", source="illustrative assumption; no state budget is printed"),
        Assumption(name="own_growth", matters=lambda s: (s.money_ratio > 1) & (s.own_share > 0) & ((s.own_share + s.donor_share < PAID) | ((s.donor_end < YEARS) & (s.own_share < PAID))), idle="let the rate depend on money, and a part of the need unpaid in some year.", meaning="How fast the state’s own part grows, until it pays for all", label="Growth of that share", default=0.04, minimum=0, maximum=0.2, step=0.01, format="+.0%", unit="a year", group=money,
            why="From a frozen share to one that doubles in four years", source="illustrative assumption; section 2.2 asks for gradual self-financing"),
        Assumption(name="money_ratio", matters=lambda s: (s.own_share + s.donor_share < PAID) | ((s.donor_end < YEARS) & (s.own_share * (1 + s.own_growth) ** s.donor_end < PAID)), idle="leave a part of the need unpaid in some year.", meaning="How many times likelier an agency is to be abolished when nothing is paid than when all is", label="Rate with nothing paid, times the rate with all paid", default=5, minimum=1, maximum=20, step=0.5, format=".1f", group=money,
            why="From money without influence to an agency that hardly outlives its funds", source=ILLUSTRATIVE),
        Assumption(name="base", meaning="The chance of being abolished in a year in which all is paid and power stays where it is", label="Rate of being abolished, all paid and no change of power", default=0.02, minimum=0.005, maximum=0.1, step=0.005, format=".1%", unit="a year", group=politics,
            why="Around the rate of the dated bodies, which the results show", source=ILLUSTRATIVE),
        Assumption(name="turnover", matters=lambda s: s.turnover_ratio > 1, idle="set “Rate in a year of change” above 1.", meaning="How likely a change of those in power is in any year", label="Chance that power changes hands", default=0.15, minimum=0, maximum=0.5, step=0.05, format=".0%", unit="a year", group=politics,
            why="From one ruler throughout to a change every second year", source="illustrative assumption; two Kyrgyz governments fell in ten years, by the texts of 2010 and 2013"),
        Assumption(name="turnover_ratio", matters=lambda s: s.turnover > 0, idle="set “Chance that power changes hands” above 0%.", meaning="How many times likelier an agency is to be abolished in a year in which power changes hands", label="Rate in a year of change, times the rate in another", default=4, minimum=1, maximum=15, step=0.5, format=".1f", group=politics,
            why="From no effect to a clean sweep; Lewis 2002 finds that agencies of the United States are likelier to end when power turns over", source="illustrative assumption; Lewis 2002 gives the direction"),
        Choice(name="bodies", meaning="The real bodies whose dates draw the grey curve; the model does not read them", label="Which bodies", default=1, options=GROUPS, group=data,
            why="Drug control alone is few; all dated bodies mix kinds", source="rows of institutions, later events and memberships, named below"),
        Choice(name="counted", meaning="Whether a body that became another one has ended or lives on, in the grey curve", label="What counts as an end", default=0, options=COUNTED, group=data,
            why="A body that lives on under another name may count either way", source="our reading of the rows"),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of agency survival."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions if a.group != "Dated bodies to compare with"}
    presets = (
        Preset(name="steady-power", label="One ruler, donors stay", settings=start | {"turnover": 0, "donor_end": 15, "donor_share": 0.7},
            why="Illustrative, with the Tajik case in mind: no change of power, donors to the end"),
        Preset(name="turnover-and-exit", label="Change of power, donors leave", settings=start | {"turnover": 0.25, "donor_share": 0.9, "own_share": 0.1, "donor_end": 5},
            why="Illustrative, with the Kyrgyz case in mind: nearly all from abroad, and changes of power"),
        Preset(name="money-only", label="Only money matters", settings=start | {"money_ratio": 12, "turnover_ratio": 1},
            why="Illustrative: the explanation by donors alone"),
        Preset(name="politics-only", label="Only politics matters", settings=start | {"money_ratio": 1, "turnover_ratio": 10},
            why="Illustrative: the explanation by changes of power alone, under which both curves are one"),
        Preset(name="own-budget", label="Own budget from the start", settings=start | {"own_share": 0.95, "donor_share": 0.05, "donor_end": 5},
            why="Illustrative: what section 2.2 asks for, reached at once"),
    )  # fmt: skip
    return Explorer(
        name="agency-survival",
        title="How long does an agency last?",
        question="How much longer does an agency live when donors stay, and could two life spans tell you so?",
        description=(
            f"Line chart of the share of agencies still there (per cent) by age over {YEARS} years: a solid curve when donors stay, a dashed one when they "
            "leave in a year that the reader sets, and a grey step curve of the dated bodies with a cross where a body was last seen. The curves part after "
            "the donors leave; the grey one rests on a handful of ends. Dates from the book’s rows; Kaplan and Meier 1958; illustrative rates."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "t": ("Age, years", "d"),
            "stays": (STAYS, ".1%"),
            "leaves": (LEAVES, ".1%"),
            "dated": (f"{DATED}, estimate", ".1%"),
            "seen": ("Dated bodies seen at that age", "d"),
        },
        table_filter="in_table",
        source=(
            "our model, in the form of Cox 1972; step curve after Kaplan and Meier 1958, from the dates of institutions and later events in our tables "
            "(Osmonaliev 2005; RFE/RL 2005; UNODC Central Asia 2009; ECO 2013 and 2023; 24.kg 2016; US State Department 2018; CARICC, CSTO and Lingua Sinica 2024)"
        ),
        first=("donor_end", "own_share", "money_ratio", "turnover"),
        leaves_out=(
            "The rates are invented: no number of ends in our rows could fix them. Money and politics are taken as independent, although donors leave because "
            "of politics and governments fall for lack of money. An agency has more than two fates: it may be merged, renamed, halved or left as a nameplate. "
            "Bodies enter our rows because somebody wrote about them, and are last seen when somebody last did; "
            "the estimate takes it that bodies which we lose from sight fare like the others, which nobody can check here."
        ),
    )

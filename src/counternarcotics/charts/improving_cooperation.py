"""Charts of section 3.3, cooperation in the region: articles of an agreement and results of an operation."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart

SOURCE = "Osmonaliev 2005, 3.3"
GROUPS, DAYS = "joint-groups-kanal-2003", "operation-days-kanal-2003"
HEROIN, OPIUM, HERB, DRUGS = (f"{drug}-seized-kanal-2003" for drug in ("heroin", "opium", "cannabis-herb", "drugs"))
PARTICIPANTS = ("kazakhstan", "kyrgyzstan", "tajikistan")  # the three of the six states whose year 2003 is printed
AGREEMENT = "trilateral-agreement-1996"
NOT_CARRIED_OUT, NOT_JUDGED = "discussed: not carried out", "not discussed"
COLUMNS = 11  # two rows of tiles for an agreement of at least 22 articles

SUBJECTS = {
    10: "changes in national lists",
    11: "changes in national lists",
    12: "exchange on drug laws",
    13: "harmonised laws",
    18: "training and research",
    22: "joint operational groups",
}


def kg(identifier: str) -> float:
    """Return a seizure in kilograms, whatever unit it is printed in."""
    return {"kg": 1, "t": 1000}[tables.figure(identifier)["unit"]] * tables.value(identifier)


def ordinary_week(drug: str, countries: tuple[str, ...]) -> float:
    """Return the kilograms of a drug seized in as many average days of 2003 as the operation lasted."""
    return sum(kg(f"{drug}-seized-{country}-2003") for country in countries) * tables.value(DAYS) / 365


def agreement_articles() -> NamedChart:
    """One tile an article of the agreement of 1996, up to the last that section 3.3 discusses."""
    discussed = tables.load("articles").query("instrument == @AGREEMENT").astype({"article": int}).set_index("article")
    last = int(discussed.index.max())
    tiles = pd.DataFrame({"article": range(1, last + 1)})
    tiles["status"] = [NOT_CARRIED_OUT if n in discussed.index else NOT_JUDGED for n in tiles["article"]]
    tiles["subject"] = [SUBJECTS.get(n, "not said in 3.3") for n in tiles["article"]]
    tiles["column"], tiles["line"] = (tiles["article"] - 1) % COLUMNS, (tiles["article"] - 1) // COLUMNS
    base = alt.Chart(tiles).encode(
        x=alt.X("column:O").axis(None).scale(paddingInner=0.08), y=alt.Y("line:O").axis(None).scale(paddingInner=0.08)
    )
    boxes = base.mark_rect(cornerRadius=4).encode(
        color=alt.Color("status:N").scale(domain=[NOT_CARRIED_OUT, NOT_JUDGED], range=[figure.CONTRAST, figure.MUTED]),
        opacity=alt.condition(f"datum.status == '{NOT_CARRIED_OUT}'", alt.value(1), alt.value(0.3)),
        tooltip=[
            alt.Tooltip("article:Q", title="Article"),
            alt.Tooltip("subject:N", title="Subject"),
            alt.Tooltip("status:N", title="Status"),
        ],
    )
    judged = base.transform_filter(f"datum.status == '{NOT_CARRIED_OUT}'")
    others = base.transform_filter(f"datum.status == '{NOT_JUDGED}'")
    numbers = [
        judged.mark_text(fontSize=13, fontWeight=700, fill="white").encode(text="article:Q"),
        others.mark_text(fontSize=13).encode(text="article:Q"),
    ]
    count = len(discussed)
    listed = ", ".join(f"{n} ({SUBJECTS[n]})" for n in discussed.index)
    chart = alt.layer(boxes, *numbers).properties(
        height=120,
        description=(
            f"Tile chart of articles 1 to {last} of the agreement of 1996. The {count} articles that section 3.3 discusses are marked as not carried out: {listed}. "
            f"The other {last - count} tiles are pale: the section says nothing of them, nor how many articles follow. Source: {SOURCE}."
        ),
    )
    table = pd.DataFrame(
        {
            "Article": [str(n) for n in discussed.index],
            "Obliges the parties to": discussed["obliges"].to_list(),
            "Finding of 3.3": discussed["outcome_detail"].to_list(),
        }
    )
    return NamedChart(f"What section 3.3 judges of the agreement of 1996, articles 1 to {last}", chart, table, SOURCE)


def kanal_per_hundred_groups() -> NamedChart:
    """What the operation of 2003 reports, for each hundred of its joint groups."""
    counted = [
        ("Administrative penalties", "persons-administrative-penalty-kanal-2003", "people"),
        ("Crimes of other types", "other-offences-kanal-2003", "crimes and cases"),
        ("Drug crimes", "drug-offences-kanal-2003", "crimes and cases"),
        ("of organised groups", "drug-offences-organised-groups-kanal-2003", "crimes and cases"),
        ("Criminal cases opened", "criminal-cases-kanal-2003", "crimes and cases"),
        ("People prosecuted", "persons-prosecuted-kanal-2003", "people"),
        ("Firearms seized", "firearms-seized-kanal-2003", "firearms"),
    ]
    results = pd.DataFrame(
        {
            "result": label,
            "each": 100 * tables.value(identifier) / tables.value(GROUPS),
            "printed": tables.shown(identifier),
            "counts": kind,
        }
        for label, identifier, kind in counted
    )
    results["shown"] = results["each"].map("{:.0f}".format)
    base = alt.Chart(results).encode(
        x=alt.X("each:Q").title("for each 100 joint groups").scale(domain=[0, 190]).axis(tickCount=5, format="d"),
        y=alt.Y("result:N").sort(None).title(None),
    )
    bars = base.mark_bar(height=15, cornerRadiusEnd=3).encode(
        color=alt.Color("counts:N").scale(
            domain=["crimes and cases", "people", "firearms"], range=list(figure.COLOURS[:3])
        ),
        tooltip=[
            alt.Tooltip("result:N", title="Result"),
            alt.Tooltip("printed:N", title="Printed"),
            alt.Tooltip("each:Q", title="For each 100 groups", format=".1f"),
        ],
    )
    labels = base.mark_text(align="left", dx=5).encode(text="shown:N")
    said = " ".join(f"{r.result}: {r.each:.0f}." for r in results.itertuples())
    chart = alt.layer(bars, labels).properties(
        height=260,
        description=(
            f"Bar chart of the results of operation Kanal 2003 for each hundred joint groups. {said} "
            f"Administrative penalties and crimes without drugs lead; the results count different things and do not add up. Source: computed from {SOURCE}."
        ),
    )
    table = results[["result", "printed", "each"]].assign(each=results["each"].map("{:.1f}".format))
    table.columns = ["Result", "As printed", "For each 100 groups, at most"]
    return NamedChart("Operation Kanal 2003, for each hundred joint groups", chart, table, f"computed from {SOURCE}")


def kanal_in_ordinary_weeks() -> NamedChart:
    """The operation's seizures as a multiple of an ordinary week of the states whose year 2003 is printed."""
    compared = [
        ("Heroin", HEROIN, "heroin", PARTICIPANTS),
        ("Marijuana", HERB, "cannabis-herb", PARTICIPANTS[:1]),
        ("All drugs", DRUGS, "drugs", PARTICIPANTS),
    ]
    weeks = pd.DataFrame(
        {
            "drug": label,
            "operation": kg(seized),
            "ordinary": ordinary_week(drug, states),
            "base": ", ".join(map(str.capitalize, states)),
        }
        for label, seized, drug, states in compared
    )
    weeks["times"] = weeks["operation"] / weeks["ordinary"]
    weeks["shown"] = weeks["times"].map(lambda x: f"{x:.1f} weeks" if x < 10 else f"{x:.0f} weeks")
    weeks["one"] = 1
    x = (
        alt.X("times:Q")
        .title("ordinary weeks, ratio scale")
        .scale(type="log", domain=[0.7, 120], nice=False)
        .axis(values=[1, 2, 5, 10, 20, 50], format="d")
    )
    base = alt.Chart(weeks).encode(y=alt.Y("drug:N").sort(None).title(None))
    stems = base.mark_rule(strokeWidth=3, color=figure.ACCENT).encode(x=x, x2="one:Q")
    dots = base.mark_point(filled=True, size=150, opacity=1, color=figure.ACCENT).encode(
        x=x,
        tooltip=[
            alt.Tooltip("drug:N", title="Drug"),
            alt.Tooltip("operation:Q", title="Operation, kg", format=",.0f"),
            alt.Tooltip("ordinary:Q", title="Average week, kg", format=",.0f"),
            alt.Tooltip("base:N", title="Average week of"),
            alt.Tooltip("times:Q", title="Weeks", format=".1f"),
        ],
    )
    labels = base.mark_text(align="left", dx=11).encode(x=x, text="shown:N")
    rule = alt.Chart(pd.DataFrame({"times": [1]})).mark_rule(strokeDash=[4, 4]).encode(x=x)
    said = " ".join(
        f"{r.drug}: {r.operation:,.0f} kg against {r.ordinary:,.0f} kg in an average week of {r.base}, {r.times:.1f} times as much."
        for r in weeks.itertuples()
    )
    chart = alt.layer(rule, stems, dots, labels).properties(
        height=170,
        description=(
            f"Dot chart on a ratio scale: seizures of operation Kanal 2003 as a multiple of an average week of 2003. {said} "
            "Heroin stands at an ordinary week, all drugs far above it; the operation counts six states, the average week at most three. "
            f"Source: computed from {SOURCE}, and 1.1."
        ),
    )
    table = pd.DataFrame(
        {
            "Drug": weeks["drug"],
            "Operation, kg": weeks["operation"].map("{:,.0f}".format),
            "Average week of 2003, kg": weeks["ordinary"].map("{:,.0f}".format),
            "Average week of": weeks["base"],
            "Weeks": weeks["times"].map("{:.1f}".format),
        }
    )
    return NamedChart(
        "A week of the operation in ordinary weeks", chart, table, f"computed from {SOURCE} and 1.1 fn. 26, 29 and 30"
    )


def kanal_drugs_named() -> NamedChart:
    """What the total of drugs seized in the operation is made of, as far as the report says."""
    parts = {"Heroin": kg(HEROIN), "Opium": kg(OPIUM), "Marijuana": kg(HERB)}
    parts["Not named"] = kg(DRUGS) - sum(parts.values())
    drugs = pd.DataFrame({"drug": list(parts), "kg": list(parts.values())})
    drugs["shown"] = drugs["kg"].map("{:,.0f} kg".format)
    base = alt.Chart(drugs).encode(
        x=alt.X("kg:Q").title("kg").scale(domain=[0, 21_000]).axis(tickCount=4, format="~s"),
        y=alt.Y("drug:N").sort(None).title(None),
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=3).encode(
        color=alt.condition("datum.drug == 'Not named'", alt.value(figure.MUTED), alt.value(figure.ACCENT)),
        tooltip=[alt.Tooltip("drug:N", title="Drug"), alt.Tooltip("kg:Q", title="kg", format=",.0f")],
    )
    outside = base.transform_filter("datum.kg < 10000").mark_text(align="left", dx=5).encode(text="shown:N")
    inside = (
        base.transform_filter("datum.kg >= 10000")
        .mark_text(align="right", dx=-6, fill="white", fontWeight=600)
        .encode(text="shown:N")
    )
    said = " ".join(f"{r.drug}: {r.kg:,.0f} kg." for r in drugs.itertuples())
    chart = alt.layer(bars, outside, inside).properties(
        height=160,
        description=(
            f"Bar chart of the drugs seized in operation Kanal 2003 in kilograms, {tables.shown(DRUGS)} in all. {said} "
            f"Nine tenths of the total are not named, and heroin is hardly visible. Source: computed from {SOURCE}."
        ),
    )
    table = drugs.assign(share=(100 * drugs["kg"] / drugs["kg"].sum()).map("{:.1f}%".format))
    table = table[["drug", "shown", "share"]].set_axis(["Drug", "Seized", "Share of all"], axis=1)
    return NamedChart("What the drugs of the operation were", chart, table, f"computed from {SOURCE}")

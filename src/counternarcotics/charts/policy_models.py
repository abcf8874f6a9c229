"""Charts of section 2.1, models of policy."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.explorers.policy_model import CRITERIA, MODELS, READINGS, WEIGHTINGS, scores
from counternarcotics.models.multi_criteria import even_weightings, first_place, shares_won, weighted_sum

SOURCE = "Osmonaliev 2005, 2.1"
CODED = "our coding of Osmonaliev 2005, 2.1, and of later research (table of policy scores)"
LABELS = {model: label for model, (label, _) in MODELS.items()}
SHORT = {criterion: label for criterion, (label, _) in CRITERIA.items()}
READING_LABELS = {"monograph": "as the monograph argues", "later": "as later research reads it"}


def national_documents() -> NamedChart:
    """The strategies, plans and programmes of national policy that section 2.1 names, by the years they cover."""
    documents = tables.chosen(
        "instruments",
        "level == 'national' and locator == '2.1' and kind in ['strategy', 'plan', 'programme'] and starts != ''",
    )
    shown = pd.DataFrame(
        {
            "country": documents["places"].map(tables.lookup("places", "name")),
            "kind": documents["kind"],
            "starts": documents["starts"].astype(int),
            "ends": documents["ends"].astype(int),
            "approved": documents["adopted"].where(documents["adopted"] != "", "not printed"),
            "title": documents["title"],
        }
    ).sort_values("country", kind="stable")
    shown["until"] = shown["ends"] + 1  # the last year counts in full
    shown["years"] = (shown["starts"].astype(str) + "\N{EN DASH}" + shown["ends"].astype(str)).where(
        shown["starts"] < shown["ends"], shown["starts"].astype(str)
    )
    countries = [*shown["country"], "Turkmenistan"]
    missing = pd.DataFrame({"country": ["Turkmenistan"], "note": ["no document named"]})
    y = alt.Y("country:N").sort(sorted(countries)).title(None)
    x = alt.X("starts:Q").title(None).axis(format="d", tickMinStep=1, tickCount=6).scale(domain=[2000, 2006])
    bars = (
        alt.Chart(shown)
        .mark_bar(height=20, cornerRadius=3)
        .encode(
            x=x,
            x2="until:Q",
            y=y,
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("title:N", title="Document"),
                alt.Tooltip("years:N", title="Covers"),
                alt.Tooltip("approved:N", title="Approved"),
            ],
        )
    )
    names = (
        alt.Chart(shown)
        .mark_text(align="left", dx=4, fontSize=figure.narrow(10, 12), fill="white", fontWeight=600)
        .encode(x=x, y=y, text="kind:N")
    )
    note = alt.Chart(missing).mark_text(align="left", dx=6, opacity=0.85).encode(x=alt.XDatum(2000), y=y, text="note:N")
    said = "; ".join(f"{r.country}, {r.kind}, {r.years}" for r in shown.itertuples())
    chart = alt.layer(bars, names, note).properties(
        height=190,
        description=(
            f"Timeline bars of the years that national drug policy documents cover: {said}. For Turkmenistan no document is named. "
            f"Three of the four end with 2005, and one covers a single year. Source: {SOURCE}."
        ),
    )
    table = shown[["country", "title", "years", "approved"]].set_axis(
        ["Country", "Document", "Covers", "Approved"], axis=1
    )
    return NamedChart("National documents and the years they cover", chart, table, SOURCE)


def policy_scores() -> NamedChart:
    """The score of every model on every criterion under both readings, and the change from one to the other."""
    coded = scores().pivot(index=["model", "criterion"], columns="reading", values="score").reset_index()
    coded["change"] = coded["later"] - coded["monograph"]
    coded["pair"] = (
        coded["monograph"].map("{:g}".format) + " \N{RIGHTWARDS ARROW}\u00a0" + coded["later"].map("{:g}".format)
    )
    coded.loc[coded["change"] == 0, "pair"] = coded["monograph"].map("{:g}".format)
    coded["name"] = coded["model"].map(LABELS)
    coded["aim"] = coded["criterion"].map(SHORT)
    base = alt.Chart(coded).encode(
        x=alt.X("name:N").sort(list(LABELS.values())).title(None).axis(labelAngle=0, labelExpr="room < 480 ? split(datum.label, ' ') : datum.label", ticks=False),
        y=alt.Y("aim:N").sort(list(SHORT.values())).title(None).axis(ticks=False),
    )  # fmt: skip
    cells = base.mark_rect(stroke="white", strokeOpacity=0.5).encode(
        color=alt.Color("change:Q")
        .scale(domain=[-6, 0, 6], range=["#b0480f", "#6b737a", "#0d7084"], interpolate="rgb")
        .legend(title="change, points", direction="horizontal", gradientLength=150),
        tooltip=[
            alt.Tooltip("name:N", title="Model"),
            alt.Tooltip("aim:N", title="Criterion"),
            alt.Tooltip("monograph:Q", title="As the monograph argues"),
            alt.Tooltip("later:Q", title="As later research reads it"),
        ],
    )
    words = base.mark_text(
        fill="white", fontWeight=600, lineBreak=figure.NARROW_BREAK, lineHeight=12, dy=figure.narrow(-6, 0)
    ).encode(text="pair:N")
    moved = coded.reindex(coded["change"].abs().sort_values(ascending=False, kind="stable").index).head(3)
    said = "; ".join(
        f"{r.name}, {r.aim.lower()}, {r.monograph:g} to {r.later:g}" for r in moved.itertuples(index=False)
    )
    chart = alt.layer(cells, words).properties(
        height=290,
        description=(
            "Heat map of our scores (0 to 10) for four policy models on six criteria: each cell gives the score as the monograph argues and, where it differs, "
            f"as later research reads it, coloured by the change in points. The largest changes are {said}. "
            f"The war on drugs hardly moves. Source: {CODED}."
        ),
    )
    wide = scores().assign(model=lambda d: d["model"].map(LABELS), criterion=lambda d: d["criterion"].map(SHORT))
    wide["reading"] = wide["reading"].map(READING_LABELS)
    table = wide[["model", "criterion", "reading", "score", "reason"]].astype({"score": str})
    table = table.set_axis(["Model", "Criterion", "Reading", "Score", "Reason"], axis=1)
    return NamedChart("Two readings of the evidence, in scores", chart, table, CODED)


def _won(reading: str, doubt: float, weightings: list[tuple[float, ...]]) -> list[float]:
    """Return the share of `weightings` that each model wins when `doubt` points are taken off the liberal scores."""
    coded = scores().query("reading == @reading").set_index(["model", "criterion"])["score"]
    rows = [[coded[model, criterion] for criterion in CRITERIA] for model in MODELS]
    shifts = [-doubt if model == "liberal" else 0 for model in MODELS]
    winners = [
        first_place([weighted_sum(w, row, shift) for row, shift in zip(rows, shifts, strict=True)]) for w in weightings
    ]
    return shares_won(winners, len(MODELS))


def policy_robustness() -> NamedChart:
    """The share of all weightings under which each model comes first, as the doubt about one model's scores grows."""
    weightings = even_weightings(WEIGHTINGS, len(CRITERIA))
    doubts = [step / 4 for step in range(-4, 13)]
    records = [
        {"doubt": doubt, "reading": reading, "model": LABELS[model], "share": share}
        for reading in READINGS
        for doubt in doubts
        for model, share in zip(MODELS, _won(reading, doubt, weightings), strict=True)
    ]
    everything = pd.DataFrame(records)
    restrictive = everything[everything["model"] == LABELS["restrictive"]].assign(
        line=lambda d: d["reading"].map(READING_LABELS)
    )
    x = (
        alt.X("doubt:Q")
        .title("points taken off each score of the liberal model")
        .axis(tickCount=5, format="~g")
        .scale(domain=[-1, 3], nice=False)
    )
    lines = (
        alt.Chart(restrictive)
        .mark_line(strokeWidth=3, point={"size": 30, "filled": True})
        .encode(
            x=x,
            y=alt.Y("share:Q").title("weightings that it wins").axis(format=".0%", tickCount=5).scale(domain=[0, 1]),
            color=alt.Color("line:N").scale(
                domain=list(READING_LABELS.values()), range=[figure.CONTRAST, figure.ACCENT]
            ),
            tooltip=[
                alt.Tooltip("line:N", title="Evidence read"),
                alt.Tooltip("doubt:Q", title="Points taken off", format="~g"),
                alt.Tooltip("share:Q", title="Weightings that the restrictive model wins", format=".0%"),
            ],
        )
    )
    rule = alt.Chart(pd.DataFrame({"doubt": [0]})).mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x="doubt:Q")
    later = restrictive[restrictive["reading"] == "later"].set_index("doubt")["share"]
    chart = alt.layer(rule, lines).properties(
        height=270,
        description=(
            "Line chart of the share of all weightings (per cent) under which the restrictive model comes first, by the points taken off each score of the "
            f"liberal model. As the monograph argues, the share stays near 100%. As later research reads the evidence it is {later[0.0]:.0%} with the scores as coded, "
            f"{later[1.0]:.0%} with one point taken off and {later[2.0]:.0%} with two. Source: computed from {CODED}."
        ),
    )
    table = everything.assign(
        reading=everything["reading"].map(READING_LABELS),
        doubt=everything["doubt"].map("{:g}".format).str.replace("-", "\N{MINUS SIGN}"),
        share=everything["share"].map("{:.0%}".format),
    )
    table = table[["reading", "doubt", "model", "share"]].set_axis(
        ["Evidence read", "Points taken off the liberal scores", "Model", "First in this share of weightings"], axis=1
    )
    return NamedChart("How much doubt the ranking bears", chart, table, f"computed from {CODED}")


def substitution_treatment() -> NamedChart:
    """People in opioid substitution treatment in Kyrgyzstan: the trial of the monograph and three later counts."""
    later = (f"substitution-patients-kyrgyzstan-{year}" for year in (2015, 2016, 2017))
    given = ["methadone-patients-kyrgyzstan-2004", *later]
    counts = pd.DataFrame(
        {
            "year": tables.figure(identifier)["period"],
            "people": tables.value(identifier),
            "shown": tables.shown(identifier).removesuffix(" people"),
            "source": tables.lookup("sources", "short")[tables.figure(identifier)["source"]],
        }
        for identifier in given
    )
    base = alt.Chart(counts).encode(y=alt.Y("year:N").sort(list(counts["year"])).title(None))
    bars = base.mark_bar(height=22, cornerRadius=3).encode(
        x=alt.X("people:Q").title("people in treatment").axis(format=",d", tickCount=4).scale(domain=[0, 1800]),
        tooltip=[
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip("shown:N", title="People"),
            alt.Tooltip("source:N", title="Source"),
        ],
    )
    labels = base.mark_text(align="left", dx=6).encode(x="people:Q", text="shown:N")
    said = ", ".join(f"{row.shown} in {row.year}" for row in counts.itertuples())
    chart = alt.layer(bars, labels).properties(
        height=170,
        description=(
            f"Bar chart of people in opioid substitution treatment in Kyrgyzstan: {said}. The years between are not shown because our tables hold no count, "
            "so the growth cannot be dated. Sources: Osmonaliev 2005, 2.1 footnote 83, undated there, and Global Health Economics and Sustainability 2024."
        ),
    )
    table = counts[["year", "shown", "source"]].set_axis(["Year", "People in treatment", "Source"], axis=1)
    return NamedChart(
        "Substitution treatment in Kyrgyzstan",
        chart,
        table,
        "Osmonaliev 2005, 2.1 fn. 83 (undated; 2004 is our judgement); Global Health Economics and Sustainability 2024",
    )


PENALTY_ENDS = ("death-penalty-ends-", "abolished")
PENALTY_SUSPENDED = ("moratorium-", "suspended")


def capital_punishment_dates() -> NamedChart:
    """When five states suspended executions or abolished the death penalty, each date a mark."""
    events = tables.load("later_events")
    places = tables.lookup("places", "name")
    records = []
    for prefix, kind in (PENALTY_SUSPENDED, PENALTY_ENDS):
        for row in events[events["id"].str.startswith(prefix)].itertuples():
            year, *month = (int(part) for part in row.date.split("-")[:2])
            when = year + (month[0] - 0.5) / 12 if month else year + 0.5
            records.append(
                {"state": places[row.places], "time": when, "date": row.date, "kind": kind, "title": row.title}
            )
    dates = pd.DataFrame(records).sort_values(["state", "time"])
    kinds = [PENALTY_SUSPENDED[1], PENALTY_ENDS[1]]
    x = alt.X("time:Q").title(None).axis(format="d", tickCount=6).scale(domain=[1997.5, 2023], nice=False)
    base = alt.Chart(dates).encode(x=x, y=alt.Y("state:N").title(None).axis(grid=True))
    marks = base.mark_point(filled=True, size=140, opacity=1).encode(
        color=alt.Color("kind:N").scale(domain=kinds, range=[figure.CONTRAST, figure.ACCENT]),
        shape=alt.Shape("kind:N").scale(domain=kinds, range=["circle", "square"]),
        tooltip=[
            alt.Tooltip("state:N", title="State"),
            alt.Tooltip("date:N", title="Date"),
            alt.Tooltip("title:N", title="What happened"),
        ],
    )
    written = pd.DataFrame({"time": [2005.0], "name": ["the monograph"]})
    rule = alt.Chart(written).mark_rule(strokeDash=[4, 4], opacity=0.7).encode(x=x)
    name = (
        alt.Chart(written)
        .mark_text(align="left", baseline="bottom", dx=4, dy=-3)
        .encode(x=x, y=alt.value(0), text="name:N")
    )
    said = "; ".join(f"{r.state}, {r.kind} {r.date}" for r in dates.itertuples())
    chart = alt.layer(rule, marks, name).properties(
        height=190,
        description=(
            f"Dot chart of the dates at which five states suspended or abolished the death penalty: {said}. A dashed line "
            "marks 2005, the year of the monograph. Sources: associations against the death penalty and news reports."
        ),
    )
    table = dates[["state", "date", "kind", "title"]].set_axis(["State", "Date", "Step", "What happened"], axis=1)
    return NamedChart(
        "Capital punishment in five states", chart, table, "Dated events after the monograph, listed in the records"
    )

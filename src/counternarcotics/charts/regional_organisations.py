"""Charts of section 3.1, the regional organisations."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import cartography, computed, figure, memberships, tables
from counternarcotics.charts import NamedChart
from counternarcotics.dates import decimal_year
from counternarcotics.explorers import soft_law
from counternarcotics.models.soft_law import binomial, log_factorials

SOURCE = "Osmonaliev 2005, 3.1.1 to 3.1.4"
END = 2005  # where an open bar ends: the monograph's own year

ORGANISATION, UNIT, TREATY = "Organisation", "Unit for drugs", "Treaty without an organisation"
DONE, OPEN, NOT_DONE = "Carried out", "Not said, or planned", "Not carried out"


def regional_bodies_spans() -> NamedChart:
    """When each organisation of 3.1 and each of its units for drugs existed, by the printed dates."""
    listed = (
        ("ECO", "economic-cooperation-organization", ORGANISATION),
        ("ECO: DCCU", "dccu", UNIT),
        ("Treaty of 1992", "collective-security-treaty-1992", TREATY),
        ("CSTO", "collective-security-treaty-organization", ORGANISATION),
        ("CAEC", "central-asian-economic-community", ORGANISATION),
        ("CAEC: IDCC", "idcc", UNIT),
        ("CAC", "central-asian-community", ORGANISATION),
        ("Shanghai Five", "shanghai-five", ORGANISATION),
        ("SCO", "shanghai-cooperation-organization", ORGANISATION),
    )
    records = []
    for label, identifier, kind in listed:
        row = tables.row(identifier)
        if kind == TREATY:  # the treaty goes on, as the basis of the organisation; its bar ends where that starts
            begin, end = row["adopted"], tables.row("collective-security-treaty-organization")["founded"]
        else:
            begin, end = row["founded"], row["ended"]
        records.append({"body": label, "kind": kind, "begin": begin, "end": end})
    spans = pd.DataFrame(records)
    spans["starts"] = spans["begin"].map(decimal_year)
    # An end that is only a year is drawn at its middle, so that a bar neither vanishes nor fills the year.
    spans["ends"] = [decimal_year(end) + 0.5 * (len(end) == 4) if end else float(END) for end in spans["end"]]
    spans["until"] = spans["end"].replace("", "no end printed")
    x = alt.X("starts:Q").title(None).axis(format="d", tickCount=5).scale(domain=[1984, END], nice=False)
    y = alt.Y("body:N").sort(list(spans["body"])).title(None).axis(ticks=False)
    bars = (
        alt.Chart(spans)
        .mark_bar(height=13, cornerRadius=3)
        .encode(
            x=x,
            x2="ends:Q",
            y=y,
            color=alt.Color("kind:N").scale(
                domain=[ORGANISATION, UNIT, TREATY], range=[figure.ACCENT, figure.CONTRAST, figure.MUTED]
            ),
            tooltip=[
                alt.Tooltip("body:N", title="Body"),
                alt.Tooltip("begin:N", title="From"),
                alt.Tooltip("until:N", title="Until"),
            ],
        )
    )
    said = " ".join(f"{row.body}: {row.begin} to {row.end or 'the time of writing'}." for row in spans.itertuples())
    chart = bars.properties(
        height=24 * len(spans),
        description=(
            f"Bar chart of the years in which the bodies of section 3.1 existed, 1985 to 2005, by kind. {said} "
            f"Two units for drugs start in one year and one of them ends with its host. Source: {SOURCE}."
        ),
    )
    table = spans[["body", "kind", "begin", "until"]].set_axis(["Body", "Kind", "From", "Until"], axis=1)
    return NamedChart("Regional bodies and their units for drugs, by printed dates", chart, table, SOURCE)


# Organisation, its short name, and the dates at which its members are drawn; none where no start is printed.
DRAWN = (
    ("shanghai-five", "Shanghai Five", "1996"),
    ("shanghai-cooperation-organization", "SCO", "2001-06"),
    ("economic-cooperation-organization", "ECO", "1985"),
    ("economic-cooperation-organization", "ECO", "1992"),
    ("central-asian-community", "CAC", "2002-04-28"),
    ("collective-security-treaty-organization", "CSTO", ""),
)
ON_MAP = ("KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG", "IRN", "PAK")


def members_on_maps() -> NamedChart:
    """Return six small maps: who belonged to each organisation at each printed date."""
    held, places = tables.load("memberships"), tables.load("places").set_index("place")
    frames = cartography.panels(len(DRAWN), 3, 3800, 3500, (65.0, 40.6), on_phone=2)
    layers, heads, records = [], [], []
    for frame, (body, short, date) in zip(frames, DRAWN, strict=True):
        rows = held[
            (held["institution"] == body)
            & (not date or held["starts"].map(lambda s, d=date: bool(s) and s[:4] <= d[:4]))
        ]
        members = sorted(rows["member"].unique())
        codes = places.loc[members, "iso3"]
        when = date[:4] or "by 2005"
        layers += cartography.shaded(
            frame, {code: 0.55 if code in set(codes) else 0.04 for code in ON_MAP}, figure.ACCENT
        )
        beyond = [places.loc[member, "name"] for member, code in codes.items() if code not in ON_MAP]
        heads.append(f"{short}, {when}\n" + (f"and {', '.join(beyond)}" if beyond else " "))
        records.append((short, when, ", ".join(places.loc[members, "name"])))
    table = pd.DataFrame(records, columns=["Organisation", "Date", "Members"])
    said = " ".join(f"{row.Organisation}, {row.Date}: {row.Members}." for row in table.itertuples())
    chart = cartography.drawn(
        [*layers, *cartography.headings(frames, heads)],
        frames[-1],
        f"Six small maps of Central Asia, Afghanistan, Iran and Pakistan with the members of an organisation filled; members beyond the map are named above it. {said} "
        f"The date for CSTO is the time of writing, since no start is printed. Source: {SOURCE}; {cartography.CREDIT}.",
    )
    return NamedChart("Members by date", chart, table, f"{SOURCE}; {cartography.CREDIT}", still=True)


def shared_bodies() -> NamedChart:
    """How many of the four organisations each pair of the five states shares at the end of 2004."""
    names = tables.lookup("places", "name")
    pairs = pd.DataFrame(
        [
            {"one": names[one], "other": names[other], "shared": number}
            for (one, other), number in memberships.shared_bodies().items()
        ]
    )
    order = [names[state] for state in memberships.FIVE]
    base = alt.Chart(pairs).encode(
        x=alt.X("one:N").sort(order).title(None).axis(labelAngle=0, ticks=False, domain=False, labelExpr=_SHORT),
        y=alt.Y("other:N").sort(order).title(None).axis(ticks=False, domain=False),
        tooltip=[
            alt.Tooltip("one:N", title="State"),
            alt.Tooltip("other:N", title="State"),
            alt.Tooltip("shared:Q", title="Organisations shared"),
        ],
    )
    cells = base.mark_rect(cornerRadius=4, stroke=figure.MUTED, strokeOpacity=0.6).encode(
        color=alt.value(figure.ACCENT),
        opacity=alt.Opacity("shared:Q").scale(domain=[0, 4], range=[0, 0.85]).legend(None),
    )
    numbers = base.mark_text(fontSize=16, fontWeight=700).encode(text="shared:Q")
    said = " ".join(f"{row.one} and {row.other}: {row.shared}." for row in pairs.itertuples())
    chart = alt.layer(cells, numbers).properties(
        height=210,
        description=(
            f"Heat map of the number of organisations, out of four, that each pair of Central Asian states shares at the end of 2004. "
            f"{said} Every pair with Turkmenistan shares only ECO. Source: {SOURCE}."
        ),
    )
    table = pairs.astype({"shared": str}).set_axis(["State", "State", "Organisations shared"], axis=1)
    table.columns = ["First state", "Second state", "Organisations shared"]
    return NamedChart("Organisations shared by pairs of states, end of 2004", chart, table, SOURCE)


# Whole names do not fit side by side on a telephone.
_SHORT = "width < 380 ? slice(datum.label, 0, 3) + '.' : datum.label"


def decided_and_done() -> NamedChart:
    """What the regional bodies decided on drugs, and what the monograph says became of it."""
    outcomes = {"not implemented": NOT_DONE}
    decisions = [
        (f"1996 agreement, article {row.article}", 1996, outcomes[row.outcome])
        for row in soft_law.judged().itertuples()
    ]
    # Two entries carry no date of their own: the officers stand at the first session, the planned body at the time of writing.
    decisions += [
        ("ECO: unit for drugs", 1996, DONE),
        ("IDCC: bulletin", 1999, DONE),
        ("IDCC: yearly sessions", 1999, OPEN),
        ("IDCC: communication officers", 1999, NOT_DONE),
        ("CSTO: operation Kanal", 2003, DONE),
        ("CSTO: body in Dushanbe", 2004, OPEN),
        ("SCO: agreement on drugs", 2004, OPEN),
    ]
    frame = pd.DataFrame(decisions, columns=["decision", "year", "outcome"])
    counts = frame["outcome"].value_counts()
    kinds = [DONE, OPEN, NOT_DONE]
    shades = [figure.COLOURS[3], figure.MUTED, figure.CONTRAST]
    chart = (
        alt.Chart(frame)
        .mark_point(size=120, filled=True, opacity=1)
        .encode(
            x=alt.X("year:Q")
            .title("year of the decision")
            .axis(format="d", values=[1996, 2000, 2004])
            .scale(domain=[1995.5, 2004.5], nice=False),
            y=alt.Y("decision:N").sort(list(frame["decision"])).title(None).axis(ticks=False, grid=True),
            color=alt.Color("outcome:N").scale(domain=kinds, range=shades).legend(symbolOpacity=1),
            shape=alt.Shape("outcome:N").scale(domain=kinds, range=["circle", "diamond", "cross"]),
            tooltip=[
                alt.Tooltip("decision:N", title="Decision"),
                alt.Tooltip("year:Q", title="Decided", format="d"),
                alt.Tooltip("outcome:N", title="By the monograph"),
            ],
        )
        .properties(
            height=24 * len(frame),
            description=(
                f"Dot plot of {len(frame)} decisions of regional bodies on drugs by year and outcome as the monograph tells it: "
                f"{counts[DONE]} carried out, {counts[NOT_DONE]} not carried out, {counts[OPEN]} not said or only planned. "
                "All six articles of the agreement of 1996 that are judged were not carried out. Source: Osmonaliev 2005, 3.1 and 3.3."
            ),
        )
    )
    table = frame.astype({"year": str}).set_axis(["Decision", "Decided", "Outcome by the monograph"], axis=1)
    return NamedChart(
        "Decided and done, as the monograph tells it", chart, table, "Osmonaliev 2005, 3.1.1 to 3.1.4, 3.3"
    )


def duties_kept() -> NamedChart:
    """How many of eighteen duties are kept: each alone, and with one circumstance that often decides on all."""
    duties, kept, common = int(computed.value("judged-duties")), 0.8, 0.8
    alone, together = "Each duty alone", "Mostly one circumstance for all"
    table = log_factorials(duties)
    records = []
    for count in range(duties + 1):
        single = binomial(count, duties, kept, table)
        ends = {0: 1 - kept, duties: kept}.get(count, 0.0)
        records.append({"count": count, "way": alone, "probability": single})
        records.append({"count": count, "way": together, "probability": (1 - common) * single + common * ends})
    frame = pd.DataFrame(records)
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("count:O")
            .title(f"duties kept, of {duties}")
            .axis(labelAngle=0, values=list(range(0, duties + 1, 3))),
            xOffset=alt.XOffset("way:N").sort([alone, together]),
            y=alt.Y("probability:Q").title("probability").axis(format=".0%", tickCount=5),
            color=alt.Color("way:N").scale(domain=[alone, together], range=[figure.ACCENT, figure.CONTRAST]),
            tooltip=[
                alt.Tooltip("way:N", title="How"),
                alt.Tooltip("count:O", title="Duties kept"),
                alt.Tooltip("probability:Q", title="Probability", format=".2%"),
            ],
        )
        .properties(
            height=280,
            description=(
                f"Bar chart of the probability that a number of {duties} duties is kept, each with a chance of {kept:.0%}. "
                "If each stands alone, the bars gather around fourteen and fifteen and nearly vanish at both ends; if one circumstance decides "
                "in four cases of five, most of the chance moves to nothing and to everything. The mean is the same. "
                "Duties from Osmonaliev 2005, 3.3; probabilities are illustrative."
            ),
        )
    )
    wide = frame.pivot(index="count", columns="way", values="probability")[[alone, together]].reset_index()
    shown = pd.DataFrame(
        {
            "Duties kept": wide["count"].astype(str),
            alone: wide[alone].map("{:.2%}".format),
            together: wide[together].map("{:.2%}".format),
        }
    )
    return NamedChart(
        "One mean, two distributions",
        chart,
        shown,
        "our model, with illustrative probabilities; duties from Osmonaliev 2005, 3.3",
    )

"""Soft law: how much of an agreement is carried out when every article needs every party.

Section 3.3 judges six articles of the agreement of 1996 and finds none carried out.  No probability is printed
anywhere: those are illustrative assumptions.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.soft_law import (
    all_kept,
    expected_kept,
    highest_compatible,
    none_kept,
    variance_kept,
    watched,
)
from counternarcotics.numberlike import maximum, minimum, sqrt, text, where

AGREEMENT = "trilateral-agreement-1996"
ONE_IN_TWENTY = 0.05
FLOOR = 1e-6  # the lower edge of the chart: one in a million

ALL, PLAIN, NONE = "Everything is kept", "Everything, base case", "Nothing is kept"
ILLUSTRATIVE = "illustrative assumption; no source gives such a probability"


def judged() -> pd.DataFrame:
    """Return the articles of the agreement of 1996 on which section 3.3 passes a verdict, one row an article."""
    articles = tables.load("articles")
    return articles[articles["instrument"] == AGREEMENT]


def parties() -> int:
    """Return the number of states that concluded the agreement of 1996."""
    return len(tables.row(AGREEMENT)["places"].split(";"))


def highest_article() -> int:
    """Return the highest number of an article that is mentioned: the agreement has at least as many."""
    return int(judged()["article"].astype(int).max())


def model(a, row, keep: Keep) -> Outcome:
    """Work out what becomes of an agreement; see :mod:`counternarcotics.models.soft_law`."""
    duties = keep("duties", a.articles * a.parties)
    under_watch = keep("under_watch", minimum(a.watched_articles, a.articles) * a.parties)
    better = keep("better", watched(a.kept, a.effect))
    everything = keep("everything", all_kept(duties, a.kept, under_watch, better, a.common))
    nothing = keep("nothing", none_kept(duties, a.kept, under_watch, better, a.common))
    expected = keep("expected", expected_kept(duties, a.kept, under_watch, better))
    deviation = sqrt(variance_kept(duties, a.kept, under_watch, better, a.common))
    alone = where((under_watch > 0) | (a.common > 0), 1, 0)

    # Below the chart's lower edge a line only has to leave it; a logarithm of nought would break it.
    def drawn(probability):
        return maximum(probability, FLOOR / 10)

    chance = row["chance"]
    chance_watched = watched(chance, a.effect)
    settings = (under_watch, chance_watched, a.common)
    columns = {
        "all_kept": all_kept(duties, chance, *settings),
        "none_kept": none_kept(duties, chance, *settings),
        "all_drawn": drawn(all_kept(duties, chance, *settings)),
        "none_drawn": drawn(none_kept(duties, chance, *settings)),
        "plain_drawn": drawn(chance**duties),
        "differs": 0 * chance + alone,
        "your_chance": 0 * chance + a.kept,
        "your_all": 0 * chance + drawn(everything),
        "your_none": 0 * chance + drawn(nothing),
    }
    results = {
        "duties": Result("Duties: articles times parties", duties, exact=True),
        "expected": Result("Duties expected to be kept", expected, format=",.1f"),
        "deviation": Result("Standard deviation of that number", deviation, format=",.1f"),
        "gained": Result("Duties gained by monitoring, expected", under_watch * (better - a.kept), format=",.1f"),
        "everything": Result("Probability that everything is kept", everything, format=".4%"),
        "nothing": Result("Probability that nothing is kept", nothing, format=".4%"),
        "bound": Result(
            "Highest probability per duty at which “nothing” still has one chance in twenty, each duty alone",
            highest_compatible(duties, ONE_IN_TWENTY),
            format=".1%",
        ),
    }
    sentence = text(
        "{duties:,.0f} duties, each kept with probability {kept:.0%}: {expected:~,.1f} are expected to be kept, "
        "everything with probability {everything:~.2%} and nothing with probability {nothing:~.2%}.",
        duties=duties,
        kept=a.kept,
        expected=expected,
        everything=everything,
        nothing=nothing,
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return two curves on a logarithmic axis, everything kept and nothing kept, with the reader's two points."""
    colour = (
        alt.Color("line:N")
        .scale(domain=[ALL, NONE, PLAIN], range=[figure.COLOURS[0], figure.COLOURS[1], figure.MUTED])
        .legend(
            symbolType="stroke",
            symbolOpacity=1,
            symbolStrokeWidth=3,
        )
    )

    def x(column: str) -> alt.X:
        return (
            alt.X(f"{column}:Q")
            .title("probability that one duty is kept")
            .axis(format=".0%", tickCount=6)
            .scale(domain=[0, 1], nice=False)
        )

    def y(column: str) -> alt.Y:
        return (
            alt.Y(f"{column}:Q")
            .title("probability (logarithmic scale)")
            .axis(values=[1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001], format="~%")
            .scale(type="log", domain=[FLOOR, 1.5], nice=False)
        )

    tooltip = [
        alt.Tooltip("chance:Q", title="One duty", format=".0%"),
        alt.Tooltip("all_kept:Q", title=ALL, format=".3%"),
        alt.Tooltip("none_kept:Q", title=NONE, format=".3%"),
    ]

    def line(column: str, name: str, dash: list[int]) -> alt.Chart:
        named = source.transform_calculate(line=f"'{name}'")
        return named.mark_line(strokeWidth=3, strokeDash=dash, clip=True).encode(
            x=x("chance"), y=y(column), color=colour, tooltip=tooltip
        )

    once = source.transform_filter("datum.row == 0")
    rule = once.mark_rule(opacity=0.5, strokeDash=[4, 4]).encode(x=x("your_chance"))
    rare = alt.Chart(pd.DataFrame({"chance": [ONE_IN_TWENTY], "note": ["one in twenty"]}))
    level = rare.mark_rule(opacity=0.45, strokeDash=[2, 3]).encode(y=alt.Y("chance:Q"))
    label = rare.mark_text(dy=-7, opacity=0.85).encode(
        x=alt.value(alt.ExprRef("width / 2")), y=alt.Y("chance:Q"), text="note:N"
    )
    points = [
        once.mark_point(size=110, clip=True, color=shade, opacity=1).encode(
            x=x("your_chance"),
            y=y(column),
            tooltip=[
                alt.Tooltip("your_chance:Q", title="Your probability per duty", format=".0%"),
                alt.Tooltip(f"{column}:Q", title=name, format=".4%"),
            ],
        )
        for column, name, shade in (("your_all", ALL, figure.COLOURS[0]), ("your_none", NONE, figure.COLOURS[1]))
    ]
    plain = line("plain_drawn", PLAIN, [2, 4]).transform_filter("datum.differs == 1")
    lines = [plain, line("none_drawn", NONE, [7, 4]), line("all_drawn", ALL, [1, 0])]
    return alt.layer(level, label, rule, *lines, *points).properties(height=340)


def _assumptions() -> tuple[Assumption, ...]:
    paper, keeping = "The agreement", "How it is kept"
    return (
        Assumption(name="articles", meaning="How many articles of the agreement ask somebody to do something", label="Articles that ask for action", default=len(judged()), minimum=1, maximum=highest_article(), step=1, unit="articles", group=paper,
            why=f"From one to {highest_article()}, the highest number of an article that 3.3 mentions", source="3.3: six articles of the agreement of 1996 receive a verdict"),
        Assumption(name="parties", meaning="How many parties must each keep an article before it counts as carried out", label="Parties that must each act", default=parties(), minimum=1, maximum=10, step=1, unit="parties", group=paper,
            why="1 judges an article once for all parties; 10 is the size of ECO", source="2.2 and 3.1.2: Kazakhstan, Kyrgyzstan and Uzbekistan concluded the agreement"),
        Assumption(name="kept", meaning="How likely one party does what one article asks", label="Probability that one duty is kept", default=0.8, minimum=0.01, maximum=0.99, step=0.01, format=".0%", group=keeping,
            why="From almost never to almost always; the start is a rather faithful party", source=ILLUSTRATIVE),
        Assumption(name="common", meaning="How often one and the same cause, such as political will, decides about everything at once", label="Chance that one circumstance decides on all duties", default=0, minimum=0, maximum=1, step=0.05, format=".0%", group=keeping,
            why="0: each duty stands alone; 100%: all stand and fall together, for instance with political will", source=ILLUSTRATIVE),
        Assumption(name="watched_articles", meaning="For how many articles somebody reports whether they are kept", label="Articles that are monitored", default=0, minimum=0, maximum=highest_article(), step=1, unit="articles", group=keeping,
            why="None by 3.3, which finds no mechanism of implementation; more than all counts as all", source="3.3: no proper mechanism; other values are illustrative assumptions"),
        Assumption(name="effect", meaning="How far reporting moves a duty from its present probability towards certainty", matters=lambda s: s.watched_articles > 0, idle="set “Articles that are monitored” above 0.", label="Part of the gap that monitoring closes", default=0.5, minimum=0, maximum=0.95, step=0.05, format=".0%", group=keeping,
            why="0: reports change nothing; near 100%: what is watched is nearly always kept", source=ILLUSTRATIVE),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of agreements without a mechanism."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="one-article", label="One article", settings=start | {"articles": 1},
            why="One duty for each of three parties, all else as at the start"),
        Preset(name="six-judged-articles", label="Six judged articles", settings=start | {"parties": 1, "kept": 0.39},
            why="Each article judged once for all parties, at the probability that leaves nothing one chance in twenty"),
        Preset(name="monitored", label="Monitored", settings=start | {"watched_articles": 6},
            why="Illustrative: all six articles are watched, which closes half of the gap"),
        Preset(name="one-will", label="One political will", settings=start | {"common": 0.8},
            why="Illustrative: one circumstance decides on everything four times in five"),
        Preset(name="ten-parties", label="Ten parties", settings=start | {"parties": 10},
            why="The same six articles among as many parties as ECO has members"),
    )  # fmt: skip
    return Explorer(
        name="soft-law",
        title="An agreement without a mechanism",
        question="How often is an agreement carried out in full, and what does it tell us that six articles were not?",
        description=(
            "Line chart on a logarithmic axis of two probabilities against the probability that one duty is kept (0 to 100 per cent): "
            "that everything in the agreement is kept, which rises to the right, and that nothing is kept, which falls. Dots mark the reader's setting, a dotted line the base case in which nothing is watched and each duty stands alone. "
            "With many duties both are small over most of the range. Articles and parties from Osmonaliev 2005, 3.1.2 and 3.3; probabilities are illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"row": range(99), "chance": [percent / 100 for percent in range(1, 100)]}).assign(
            tabulated=lambda rows: (rows["row"] % 10 == 9).astype(int)
        ),
        model=model,
        draw=draw,
        table_columns={
            "chance": ("Probability that one duty is kept", ".0%"),
            "all_kept": (ALL, ".4%"),
            "none_kept": (NONE, ".4%"),
        },
        table_filter="tabulated",
        source="Osmonaliev 2005, 3.1.2 and 3.3; our model, with illustrative probabilities",
        leaves_out=(
            "Articles differ: a report costs little, joint groups cost sovereignty, and one article can need another first. Keeping a duty in part, "
            "late or on paper counts as all or nothing here. The six articles were chosen because they show a failure, so they are no sample of the "
            "agreement. Parties do not answer to one another, where real ones keep what others keep; and monitoring has no cost and is never evaded."
        ),
    )

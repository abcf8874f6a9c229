"""Harmonisation: how alike the laws of five states are, as the text describes them, and where to begin.

The table of provisions says what sections 2.1 and 2.2 state, state by state.  Much of it is stated for several
states at once, and what is not described stays unknown.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.similarity import agreement, extreme, matched, mean, pairs, similarity
from counternarcotics.numberlike import NumberLike, element, maximum, summed, text, where

STATES = {
    "kazakhstan": "Kazakhstan",
    "kyrgyzstan": "Kyrgyzstan",
    "tajikistan": "Tajikistan",
    "turkmenistan": "Turkmenistan",
    "uzbekistan": "Uzbekistan",
}
NAMES = tuple(STATES.values())
FEWEST_STATES = 3  # a topic enters when so many of the five are described

GROUPS = ("Treaties", "Criminal law", "Prevention and care", "Organisation")
# Topic of the table of provisions: its name on the page and its group.
TOPICS = {
    "un-conventions": ("UN conventions", 0),
    "conventions-in-national-law": ("Treaties in own law", 0),
    "policy-model": ("Policy model", 1),
    "use": ("Use as such", 1),
    "possession-small": ("Small possession", 1),
    "personal-or-commercial": ("Personal or trade", 1),
    "sentencing": ("Sentencing", 1),
    "prevention": ("Prevention", 2),
    "rehabilitation": ("Rehabilitation", 2),
    "harm-reduction": ("Harm reduction", 2),
    "drug-control-body-powers": ("Agency’s powers", 3),
    "media-ownership": ("Media ownership", 3),
}
LABELS = tuple(label for label, _ in TOPICS.values())
GROUP_OF = tuple(group for _, group in TOPICS.values())
UNKNOWN = 3
CODES = ("one position", "another", "a third", "not described")
GAIN = "gain"  # the chart's last column
POINTS = 100  # a gain is told in percentage points


def described() -> pd.DataFrame:
    """Return the positions that the monograph states for a state by name, one row a topic and state."""
    rows = tables.load("provisions")
    rows = rows[rows["place"].isin(STATES) & (rows["source"] == "osmonaliev-2005")]
    enough = rows.groupby("topic")["place"].nunique() >= FEWEST_STATES
    return rows[rows["topic"].isin(enough[enough].index)]


def positions() -> list[list[str | None]]:
    """Return the position of every state by topic, in the order of ``TOPICS`` and ``STATES``; None: not described."""
    stated = described().set_index(["topic", "place"])["position"]
    return [[stated.get((topic, state)) for state in STATES] for topic in TOPICS]


def stated_jointly() -> list[int]:
    """Return 1 for every topic whose rows all rest on one sentence about several states, else 0."""
    joint = described()["note"].str.match("Said of|Stated for")
    by_topic = joint.groupby(described()["topic"]).all()
    return [int(by_topic[topic]) for topic in TOPICS]


POSITIONS = positions()
JOINT = stated_jointly()
PAIRS = pairs(len(STATES))
AGREEMENTS = [[agreement(row[one], row[other]) for one, other in PAIRS] for row in POSITIONS]


def codes(row: list[str | None]) -> list[int]:
    """Return 0 for the most common position of a topic, 1 and 2 for others, 3 for none described.

    >>> codes(["a", "b", "b", None, "c"])
    [1, 0, 0, 3, 2]
    """
    known = [position for position in row if position is not None]
    ranked = sorted(dict.fromkeys(known), key=lambda position: (-known.count(position), known.index(position)))
    return [UNKNOWN if position is None else ranked.index(position) for position in row]


def _rows() -> pd.DataFrame:
    """One row a topic and state, and one a topic for its gain."""
    records = []
    for topic, (label, stated) in enumerate(zip(LABELS, POSITIONS, strict=True)):
        for column, (name, position, code) in enumerate(zip(NAMES, stated, codes(stated), strict=True)):
            records.append((topic, column, label, name, position or "not described", code, 1))
        records.append((topic, len(NAMES), label, GAIN, "", UNKNOWN, 0))
    names = ["topic", "column", "topic_name", "state", "position", "printed_code", "cell"]
    return pd.DataFrame(records, columns=names)


def model(a, row, keep: Keep) -> Outcome:
    """Compare the states pair by pair before and after one topic is aligned; see :mod:`counternarcotics.models.similarity`."""
    groups = (a.treaties, a.criminal, a.care, a.organisation)
    weights = [
        keep(f"weight{topic}", groups[group] * where(a.joint == 1, 1 - JOINT[topic], 1))
        for topic, group in enumerate(GROUP_OF)
    ]
    aligned = [keep(f"aligned{topic}", where(a.align == topic + 1, 1, 0)) for topic in range(len(LABELS))]

    def sums(pair: int, changed: list[NumberLike]) -> tuple[NumberLike, NumberLike]:
        """Return matching and counted weight of a pair, where `changed` says which topics all states share."""
        cells = [by_pair[pair] for by_pair in AGREEMENTS]
        same = [1 if one else new for (one, _), new in zip(cells, changed, strict=True)]
        counted = [1 if known else maximum(a.unknown, new) for (_, known), new in zip(cells, changed, strict=True)]
        return matched(weights, same), matched(weights, counted)

    before = [keep(f"before{pair}", similarity(*sums(pair, [0] * len(LABELS)))) for pair in range(len(PAIRS))]
    same, counted = zip(
        *((keep(f"same{pair}", one), keep(f"counted{pair}", other)) for pair in range(len(PAIRS)) for one, other in [sums(pair, aligned)]),
        strict=True,
    )  # fmt: skip
    after = [keep(f"after{pair}", similarity(*both)) for pair, both in enumerate(zip(same, counted, strict=True))]
    now = keep("now", mean(after))

    def gain(topic: int) -> NumberLike:
        """Return what aligning one topic more adds to the mean similarity."""
        left = 1 - aligned[topic]
        would_be = []
        for pair, (one, known) in enumerate(AGREEMENTS[topic]):
            new_same = same[pair] + (1 - one) * left * weights[topic]
            new_counted = counted[pair] + (1 - known) * left * (1 - a.unknown) * weights[topic]
            would_be.append(similarity(new_same, new_counted))
        return POINTS * (mean(would_be) - now)

    gains = [keep(f"gain{topic}", gain(topic)) for topic in range(len(LABELS))]
    first = keep("first", extreme(gains, "first", keep))
    alike = keep("alike", extreme(after, "alike", keep))
    apart = keep("apart", extreme(after, "apart", keep, sign=-1))
    columns = {
        "code": where(a.align == row["topic"] + 1, 0, row["printed_code"]),
        "gain": element(gains, row["topic"]),
        "first": where(row["topic"] == first, 1, 0),
    }
    best = element(gains, first)
    results = {
        "before": Result("Mean similarity of the ten pairs, as described", mean(before), format=".1%"),
        "now": Result("Mean similarity with what you align", now, format=".1%"),
        "least": Result("Least similar pair", element(after, apart), format=".1%"),
        "most": Result("Most similar pair", element(after, alike), format=".1%"),
        "best": Result("Most that one topic more can add, in percentage points", best, format="+.1f", unit="points"),
    }
    names = [f"{NAMES[one]} and {NAMES[other]}" for one, other in PAIRS]
    said = text(
        "Weighed like this, two states agree on {now:.0%} on average, {pair} least ({least:.0%}). ",
        now=now,
        pair=element(names, apart),
        least=element(after, apart),
    )
    advice = text(
        "Aligning “{topic}” would add most: {best:~+.1f} percentage points.", topic=element(LABELS, first), best=best
    )
    total = keep("total", summed(weights))
    nothing = "Every weight is zero or its topics are left out, so there is nothing to compare."
    return Outcome(
        columns,
        results,
        where(total > 0, said + where(best > 1e-9, advice, "No further topic would add anything."), nothing),
    )


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return a matrix of topics by states, coloured by position, with the gain of each topic at the right."""
    coded = source.transform_calculate(meaning=f"{list(CODES)}[datum.code]")
    x = alt.X("state:N").sort([*NAMES, GAIN]).title(None).scale(paddingOuter=0.7)
    x = x.axis(orient="top", labelAngle=-60, domain=False, ticks=False, labelFontSize=12, labelOverlap=False)
    y = alt.Y("topic_name:N").sort(list(LABELS)).title(None).axis(domain=False, ticks=False, labelOverlap=False)
    colour = (
        alt.Color("meaning:N")
        .scale(domain=list(CODES), range=[figure.COLOURS[0], figure.COLOURS[1], figure.COLOURS[2], figure.MUTED])
        .legend(orient="bottom", symbolSize=110)
    )
    shape = (
        alt.Shape("meaning:N")
        .scale(domain=list(CODES), range=["circle", "square", "diamond", "cross"])
        .legend(orient="bottom")
    )
    tooltip = [
        alt.Tooltip("topic_name:N", title="Topic"),
        alt.Tooltip("state:N", title="State"),
        alt.Tooltip("position:N", title="As described"),
    ]
    cells = coded.transform_filter("datum.cell == 1").mark_point(size=190, opacity=1).encode(x, y, colour, shape)
    gains = source.transform_filter("datum.cell == 0").transform_calculate(note="format(datum.gain, '+.1f')")
    plain = gains.transform_filter("datum.first == 0").mark_text(opacity=0.75).encode(x, y, text="note:N")
    bold = gains.transform_filter("datum.first == 1").mark_text(fontWeight=700, fontSize=13).encode(x, y, text="note:N")
    return alt.layer(cells.encode(tooltip=tooltip), plain, bold).properties(height=12 * 27)


def _told_jointly(group: int) -> dict[str, Any]:
    """Return when the weight of a group matters: not without its topics, where one sentence states all of them."""
    if not all(joint for joint, its in zip(JOINT, GROUP_OF, strict=True) if its == group):
        return {}
    return dict(matters=lambda s: s.joint == 0, idle="count the topics that one sentence states for several states.")


def _silence_counts(a) -> NumberLike:
    """Return, as a condition, whether a topic on which some state is not described has a weight."""
    groups = (a.treaties, a.criminal, a.care, a.organisation)
    return (
        summed(
            groups[group] * where(a.joint == 1, 1 - JOINT[topic], 1) * where(a.align == topic + 1, 0, 1)
            for topic, group in enumerate(GROUP_OF)
            if None in POSITIONS[topic]
        )
        > 0
    )


def _assumptions() -> tuple[Assumption, ...]:
    weight = dict(
        default=1, minimum=0, maximum=3, step=0.5, format=".1f", group="Weight of a topic",
        source="illustrative assumption; 2.2 ranks no topics",
    )  # fmt: skip
    return (
        Choice(name="align", meaning="The topic on which all five states are supposed to take one position", label="Align in all five states", default=0, options=("nothing", *LABELS), group="What changes",
            why="One topic at a time, on whichever position; which one is not the question here", source="2.2 asks for harmonised law and one standard of amounts"),
        Assumption(name="treaties", **_told_jointly(0), meaning="How much agreement on treaties counts beside the other groups", label=f"{GROUPS[0]} (two topics)", why="From leaving the group out to counting each of its topics three times", **weight),
        Assumption(name="criminal", meaning="How much agreement on criminal law counts beside the other groups", label=f"{GROUPS[1]} (five topics)", why="From leaving the group out to counting each of its topics three times", **weight),
        Assumption(name="care", **_told_jointly(2), meaning="How much agreement on prevention and care counts beside the other groups", label=f"{GROUPS[2]} (three topics)", why="From leaving the group out to counting each of its topics three times", **weight),
        Assumption(name="organisation", meaning="How much agreement on the organisation of drug control counts beside the other groups", label=f"{GROUPS[3]} (two topics)", why="From leaving the group out to counting each of its topics three times", **weight),
        Choice(name="unknown", matters=_silence_counts, idle="count topics on which a state is not described, and give their group a weight.", meaning="What to make of a pair of states of which one is not described on a topic", label="Where a state is not described", default=0, options=("leave the pair out", "count as different"), group="How to read the text",
            why="Silence is no difference, but counting it so shows how much hangs on it", source="our choice; Gower 1971 leaves unknown pairs out"),
        Choice(name="joint", meaning="Whether topics that one sentence states for several states are compared at all", label="Topics stated for several states in one sentence", default=0, options=("count", "leave out"), group="How to read the text",
            why="Such topics are alike by the way they are told, not by a comparison of statutes", source="notes of the table of provisions; 2.1 and 2.2"),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of harmonisation."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="told-apart", label="Only what is told apart", settings=start | {"joint": 1},
            why="Leaves out the topics that one sentence states for several states together"),
        Preset(name="criminal-law", label="Criminal law only", settings=start | {"treaties": 0, "care": 0, "organisation": 0},
            why="The topics on which cooperation between police and courts depends"),
        Preset(name="silence-differs", label="Silence as difference", settings=start | {"unknown": 1},
            why="A lower bound: whatever is not described counts as different"),
        Preset(name="align-possession", label="Align small possession", settings=start | {"align": 1 + LABELS.index("Small possession")},
            why="The topic nearest to the one standard of amounts that 2.2 asks for"),
    )  # fmt: skip
    return Explorer(
        name="harmonisation",
        title="Harmonisation of law",
        question="How alike are the five states’ laws as described, and which topic would align them most?",
        description=(
            "Dot matrix of twelve legal topics (rows) by five Central Asian states (columns): a blue circle is one position on the topic (the commonest, or the first of equals), "
            "an orange square another, a purple diamond a third, a grey cross a state that is not described; the last column gives what aligning the topic adds to the mean "
            "similarity of all pairs, in percentage points. Most rows are of one colour; small possession and the agency's powers are split. "
            "Source: Osmonaliev 2005, 2.1 and 2.2, from the table of provisions."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={
            "topic_name": ("Topic", ""),
            "state": ("State", ""),
            "position": ("As described", ""),
            "gain": ("Gain if aligned, points", "+.1f"),
        },
        table_filter="cell",
        source="Osmonaliev 2005, 2.1 and 2.2, from the table of provisions; our coding and our index",
        low=240,
        first=("align", "criminal", "care", "joint"),
        leaves_out=(
            "These are the author’s descriptions, not statutes: many topics are stated for several states in one sentence, and one word can hide "
            "different rules and practice. Topics described for fewer than three states do not enter, nor do gaps stated for the region as a whole. "
            "Same or different knows no degrees, and alike is not good: five states may agree on a mistake. What aligning costs, who must move "
            "and whether courts follow is not counted, and a topic told apart by the author gains only because it was told apart."
        ),
    )

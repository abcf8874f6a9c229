"""Similarity: what is not known counts for nothing, and aligning a topic never drives states apart."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.explorers import harmonisation
from counternarcotics.models.similarity import agreement, extreme, matched, mean, pairs, similarity
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

POSITION = st.sampled_from(["a", "b", "c", None])
STATES = st.lists(POSITION, min_size=1, max_size=12)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("harmonisation")


def compared(one, other, weights):
    both = [agreement(*positions) for positions in zip(one, other, strict=True)]
    return similarity(matched(weights, [same for same, _ in both]), matched(weights, [known for _, known in both]))


def test_a_pair_worked_out_by_hand():
    assert compared(["a", "b", "a", None], ["a", "b", "c", "a"], [1, 1, 1, 1]) == pytest.approx(2 / 3)
    assert compared(["a", "b", "a", None], ["a", "b", "c", "a"], [1, 0, 3, 1]) == pytest.approx(1 / 4)
    assert compared([None], ["a"], [1]) == 0


@pytest.mark.slow
@given(st.data(), STATES)
def test_it_is_a_share_symmetric_and_one_for_twins(data, one):
    other = data.draw(st.lists(POSITION, min_size=len(one), max_size=len(one)))
    weights = data.draw(st.lists(st.floats(0.5, 3), min_size=len(one), max_size=len(one)))
    assert 0 <= compared(one, other, weights) <= 1 + 1e-12
    assert compared(one, other, weights) == compared(other, one, weights)
    if any(one):
        assert compared(one, one, weights) == pytest.approx(1)


@pytest.mark.slow
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_extremes_are_the_largest_and_the_smallest(values):
    assert values[extreme(values, "best")] >= max(values) - 1e-8
    assert values[extreme(values, "least", sign=-1)] <= min(values) + 1e-8


def test_the_formulas_stay_expressions():
    weight = alt.param(name="weight", value=1)
    same = matched([weight, 1], [1, Refusing("same")])
    assert is_expression(same)
    assert is_expression(similarity(same, Refusing("counted")))
    assert is_expression(mean([same, 1]))
    assert is_expression(extreme([same, Refusing("other")], "best"))


def test_pairs_of_five_states_are_ten():
    assert len(pairs(5)) == 10


def test_every_topic_described_for_three_states_is_in():
    assert set(harmonisation.TOPICS) == set(harmonisation.described()["topic"])
    assert [code.count(harmonisation.UNKNOWN) for code in map(harmonisation.codes, harmonisation.POSITIONS)].count(
        0
    ) == 10


def test_the_number_of_topics_in_a_group_is_as_its_label_says(explorer):
    words = {2: "two", 3: "three", 5: "five"}
    labels = [a.label for a in explorer.assumptions if a.group == "Weight of a topic"]
    for group, label in enumerate(labels):
        assert words[harmonisation.GROUP_OF.count(group)] in label


def plain_similarity(settings, *, aligned=()):
    """Return the mean similarity worked out without the model, from the table of provisions."""
    groups = [settings[name] for name in ("treaties", "criminal", "care", "organisation")]
    found = []
    for one, other in pairs(5):
        same = counted = 0.0
        for topic, row in enumerate(harmonisation.POSITIONS):
            weight = groups[harmonisation.GROUP_OF[topic]]
            if settings["joint"] and harmonisation.JOINT[topic]:
                weight = 0
            known = topic in aligned or (row[one] is not None and row[other] is not None)
            if known or settings["unknown"]:
                counted += weight
            if topic in aligned or (known and row[one] == row[other]):
                same += weight
        found.append(same / counted if counted else 0.0)
    return sum(found) / len(found)


@pytest.mark.slow
@given(st.tuples(*[st.integers(0, 6)] * 4), st.booleans(), st.booleans(), st.integers(0, 12))
def test_the_explorer_says_what_counting_by_hand_says(explorer, weights, unknown, joint, align):
    names = ("treaties", "criminal", "care", "organisation")
    chosen = {name: weight / 2 for name, weight in zip(names, weights, strict=True)}
    settings = explorer.settings(**chosen, unknown=int(unknown), joint=int(joint), align=align)
    evaluation = explorer.evaluate(**settings)
    aligned = (align - 1,) if align else ()
    assert evaluation.values["before"] == pytest.approx(plain_similarity(settings))
    assert evaluation.values["now"] == pytest.approx(plain_similarity(settings, aligned=aligned))
    gains = [
        100 * (plain_similarity(settings, aligned=(*aligned, topic)) - evaluation.values["now"]) for topic in range(12)
    ]
    assert evaluation.values["best"] == pytest.approx(max(gains), abs=1e-6)
    assert min(gains) > -1e-6, "no topic aligned drives states apart"
    shown = evaluation.table.query("column == 0")["gain"]
    assert list(shown) == pytest.approx(gains, abs=1e-6)


def test_small_possession_comes_first(explorer):
    for name in ("told-apart", "criminal-law", "silence-differs"):
        assert "“Small possession” would add most" in explorer.evaluate(**explorer.preset(name)).sentence
    assert "“Agency’s powers” would add most" in explorer.evaluate(**explorer.preset("align-possession")).sentence


def test_what_is_told_of_several_states_at_once_makes_them_alike(explorer):
    told_apart = explorer.evaluate(**explorer.preset("told-apart")).values["now"]
    assert told_apart < explorer.evaluate().values["now"]


def test_with_every_weight_at_zero_nothing_is_compared(explorer):
    evaluation = explorer.evaluate(treaties=0, criminal=0, care=0, organisation=0)
    assert "nothing to compare" in evaluation.sentence
    assert evaluation.values["now"] == 0

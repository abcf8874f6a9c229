"""The graph: every expression, every role and every reading is an edge of it."""

from __future__ import annotations

import re

import pytest

from counternarcotics import charts, computed, evaluate, explorers, graph, reads, sentences, tables
from counternarcotics.proofreading import Book
from pages import ROOT

ROLES = re.compile(r"\{(fact|computed|record)\}`(?:[^`<]*<)?([^`>:]+)")


@pytest.fixture(scope="module")
def whole() -> graph.Graph:
    """The graph of the book."""
    return graph.graph()


@pytest.mark.slow
def test_every_id_of_an_expression_is_an_edge(whole):
    for name in computed.names():
        if computed.get(name).expression:
            expression = evaluate.parse(computed.get(name).expression)
            named = {*map(graph.row_node, expression.rows), *(f"computed/{number}" for number in expression.numbers)}
            assert {node for node, sure in whole.below[f"computed/{name}"].items() if sure} >= named, name
    for table, kind in graph.CHECKED.items():
        for row in tables.load(table).to_dict("records"):
            for text in graph.expressions(row):
                named = set(map(graph.row_node, evaluate.parse(text).rows))
                assert {n for n, sure in whole.below[f"{kind}/{row['id']}"].items() if sure} >= named, row["id"]


@pytest.mark.slow
def test_every_role_of_the_prose_is_an_edge(whole):
    printed = {other for node, below in whole.below.items() if node.startswith("sentence/") for other in below}
    for path in Book(ROOT).pages:
        text = re.sub(r"(`{2,})(?!`)[^\n]*?(?<!`)\1(?!`)", "", path.read_text(encoding="utf-8"))
        for kind, identifier in ROLES.findall(text):
            assert graph.role_node(kind, identifier.strip()) in printed, f"{path.name}: {identifier}"


@pytest.mark.slow
def test_every_chart_and_explorer_has_its_reads(whole):
    read = reads.everything()
    assert {name for kind, name in read if kind == "chart"} == set(charts.names())
    assert {name for kind, name in read if kind == "explorer"} == set(explorers.names())
    assert read["explorer", "seizure-iceberg"]["rows"].count("heroin-seized-kazakhstan-2003") == 1
    assert "computed/register-total-2003" in whole.below["chart/registers-against-forecast"]


@pytest.mark.slow
def test_a_figure_carries_what_rests_on_it_over_several_steps(whole):
    carried = {one.node: one for one in whole.carries("heroin-seized-kazakhstan-2003")}
    assert carried["computed/ordinary-week-heroin"].steps == 1
    assert carried["computed/kanal-heroin-in-weeks"].steps == 2
    assert carried["check/kazakhstan-2003-sum"].sure
    assert carried["explorer/seizure-iceberg"].sure
    assert any(one.kind == "sentence" and "trends:" in one.name for one in carried.values())
    back = {one.node for one in whole.rests_on("kanal-heroin-in-weeks")}
    assert "figure/heroin-seized-kazakhstan-2003" in back
    assert not any(one.kind == "table" for one in carried.values())


@pytest.mark.slow
def test_reading_a_thing_afresh_leaves_the_book_as_it_was():
    before = charts.load("seizure-composition"), computed.value("km-ten-narrow"), explorers.load("supply-fan")
    reads.of("chart", "seizure-composition")
    assert computed.value("km-ten-narrow") == before[1]
    assert charts.load("seizure-composition").title == before[0].title
    assert type(explorers.load("supply-fan")) is type(before[2])


@pytest.mark.slow
def test_an_unknown_name_is_told_with_the_nearest(whole):
    with pytest.raises(KeyError, match="heroin-seized-kazakhstan-2003"):
        whole.carries("heroin-seized-kazakstan-2003")


def test_a_role_in_an_example_is_no_sentence():
    assert not any("`" in one.text for one in sentences.everything() if one.page == "book/how-to-use")


def test_a_sentence_has_numbers_where_its_roles_stand():
    said = [one.text for one in sentences.everything() if ("fact", "heroin-seized-kazakhstan-2003") in one.prints]
    assert any("123 kg" in text for text in said)
    assert not any("{fact}" in text or "{computed}" in text for one in sentences.everything() for text in [one.text])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (":::{check} In 2010 the area grew.", "In 2010 the area grew."),
        (
            "It needs $m^*$ of a half, {cite:t}`singer1971` warns {cite:p}`kim2014`.",
            "It needs m star of a half, Singer (1971) warns.",
        ),
        ("| With $x = 50\\%$ | [more](page.md) |", "With x = 50% · more"),
        ("At US\\$ 5 and $P(I \\mid H)$ of a third.", "At US\\$ 5 and the probability of I given H of a third."),
    ],
)
def test_a_sentence_is_read_without_the_marks_of_its_page(written, read):
    assert sentences.plain(written) == read


def test_no_mark_of_a_page_is_left_in_a_sentence():
    left = re.compile(r":::|\\[a-z]|[{}`]|(?<!US)\$|\w\*|\]\(")
    assert [one.text for one in sentences.everything() if left.search(one.text)] == []


def _sentences_that_print(identifier: str) -> list[sentences.Sentence]:
    return [one for one in sentences.everything() if ("fact", identifier) in one.prints]


@pytest.mark.slow
def test_a_card_says_what_rests_on_its_figure_and_leads_to_another_value(html):
    text = (html / "book/reference/figures.html").read_text(encoding="utf-8")
    card = text.partition('id="figure-heroin-seized-kazakhstan-2003"')[2].partition("</details>")[0]
    assert re.search(r'href="[^"]*evidence/what-if.html#what-if\?heroin-seized-kazakhstan-2003"', card)
    assert "#computed-ordinary-week-heroin" in card
    assert "#record-kazakhstan-2003-sum" in card
    assert "#record-claim-s1b" in card
    assert "kazakhstan-russia-2007.html#figure-kazakh-part-year" in card
    assert "over all steps" in card
    said = card.partition("Sentences")[2]
    assert re.search(r'Trends[^<]*: <a href="\.\./part-1/trends\.html#[a-z0-9-]+">[^<]+</a>', said)
    assert said.count("<a ") >= len(_sentences_that_print("heroin-seized-kazakhstan-2003"))

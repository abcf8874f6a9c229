"""The Markdown edition, read back by a Markdown parser and set beside the pages."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from counternarcotics import tables
from counternarcotics.editions import articles, markdown

pytestmark = [pytest.mark.edition, pytest.mark.slow]


@pytest.fixture(scope="module")
def pages(html):
    return articles.read(html)


@pytest.fixture(scope="module")
def written(html):
    return markdown.text(articles.read(html), "commit 1234567 of 2026-01-01")


@pytest.fixture(scope="module")
def tokens(written):
    return MarkdownIt("commonmark").enable("table").parse(written)


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip()


def inline(tokens, kind):
    """Return the words of every heading or paragraph: the text of its inline token without marks."""
    found = [tokens[n + 1] for n, token in enumerate(tokens) if token.type == kind]
    return ["".join(c.content for c in one.children if c.type != "html_inline") for one in found]


def test_its_headings_are_those_of_the_pages_in_their_order(pages, tokens):
    expected = []
    for page in pages:
        expected += [page.part] if page.part else []
        expected += [heading.get_text() for heading in articles.headings(page)]
    found = inline(tokens, "heading_open")
    assert "commit 1234567" in " ".join(inline(tokens, "paragraph_open")[:3])
    assert [plain(re.sub(r"\$.*?\$", "", one)) for one in found[1:]] == [plain(one) for one in expected]


def test_every_table_of_the_pages_is_a_table_with_as_many_rows(pages, tokens):
    rows = [0]
    for token in tokens:
        if token.type == "table_open":
            rows.append(0)
        rows[-1] += token.type == "tr_open"
    expected = []
    for table in (table for page in pages for table in page.content.find_all("table")):
        below_a_head = len(table.find_all("tr")) - len(table.select("thead tr"))
        expected.append(1 + below_a_head)  # a pipe table has one head, be it empty
    assert rows[1:] == expected


def test_every_figure_is_described(pages, written):
    words = plain(written)
    described = [plain(picture["alt"]) for page in pages for picture in page.content.find_all("img", alt=True)]
    assert len(described) > 150
    assert [one for one in described if one not in words] == []


def test_no_line_speaks_of_an_explorer_that_only_the_landing_page_shows(html, written):
    line = "The whole explorer"
    assert line in (html / "book" / "index.html").read_text(encoding="utf-8")
    assert line not in written


def test_every_inner_link_leads_to_an_anchor(written):
    anchors = re.findall(r'<a id="([^"]+)"></a>', written)
    assert len(anchors) == len(set(anchors))
    linked = set(re.findall(r"\]\(#([^)]+)\)", written))
    assert len(linked) > 300
    assert linked - set(anchors) == set()


def test_numbers_stand_as_printed_and_no_role_is_left(written):
    assert re.findall(r"\{(?:fact|computed|record|term|doc|cite:[tp]|move|ref)\}", written) == []
    assert f"Tajik register held {tables.shown('registered-users-tajikistan-2003')}" in written
    assert "![" not in written
    assert "$B = (f - o)^2" in written.replace("$$\n", "$").replace("\n$$", "$")

"""What stands on a page in Russian says so."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document

from counternarcotics.sphinx_extension import languages


def told(*children):
    document = new_document("page")
    document += nodes.paragraph("", "", *children)
    languages._tell(None, document)
    return document[0]


def test_an_element_that_is_russian_alone_says_so_itself():
    paragraph = told(nodes.emphasis("", "допущение (или предположение)"), nodes.Text(". Something taken for granted."))
    assert paragraph[0]["classes"] == [languages.RUSSIAN]
    assert paragraph["classes"] == []


def test_russian_words_in_an_english_line_are_taken_out():
    paragraph = told(nodes.Text("The word наркомания, or наркотическая зависимость, stands there."))
    russian = [piece.astext() for piece in paragraph if isinstance(piece, nodes.emphasis)]
    assert russian == ["наркомания", "наркотическая зависимость"]
    assert paragraph.astext() == "The word наркомания, or наркотическая зависимость, stands there."


def test_a_cell_says_so_for_all_that_it_holds():
    document = new_document("page")
    document += nodes.entry("", nodes.paragraph("", "СПИД"))
    languages._tell(None, document)
    assert document[0]["classes"] == [languages.RUSSIAN]
    assert document[0][0]["classes"] == []


@pytest.mark.slow
def test_no_russian_word_of_the_book_is_left_in_english(html):
    left = []
    for path in html.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search("[\u0400-\u04ff]", text):
            page = BeautifulSoup(text, "html.parser")
            for words in page.find_all(string=re.compile("[\u0400-\u04ff]")):
                if not words.find_parent(lang="ru") and words.parent.name not in ("script", "title"):
                    left.append(f"{path.name}: {words}")
    assert left == []

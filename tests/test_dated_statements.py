"""Dated statements: whatever a page says under "What happened later" with a year in it names its source."""

from __future__ import annotations

import re

import pytest

from pages import ROOT

HEADING = "## What happened later"
YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
ROLE = re.compile(r"\{(?P<name>[a-z:]+)\}`[^`]*`")
SOURCES = {"fact", "record", "computed"}
PAGES = sorted(
    page for page in (ROOT / "book").rglob("*.md") if HEADING in page.read_text(encoding="utf-8")
)  # fmt: skip


def unsourced(text: str) -> list[str]:
    """Return the sentences of the section that name a year and neither a row nor a work.

    A line is a sentence.  A caption describes a chart, which has a source of its own; a paragraph of gaps says what
    our tables do not hold; and a year in a sentence about the book itself ("section 1.2 of 2005") is no event.
    """
    found, fenced, gaps = [], False, False
    section = text.partition(HEADING)[2].partition("\n## ")[0]
    for line in section.splitlines():
        if line.startswith(("```", ":::")):
            fenced = not fenced
        if line.startswith("**"):
            gaps = line.startswith("**Gaps")
        if fenced or gaps or not YEAR.search(ROLE.sub("", line)):
            continue
        if not any(m["name"] in SOURCES or m["name"].startswith("cite") for m in ROLE.finditer(line)):
            found.append(line)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_sentence_with_a_year_names_its_source(page):
    assert unsourced(page.read_text(encoding="utf-8")) == []


def test_the_check_can_fail_and_knows_what_a_source_is():
    said = f"{HEADING}\n\nThe base closed in 2014.\nIt {{record}}`closed in 2014 <base>`.\nIt closed in 2014 {{cite:p}}`a`.\n\n**Gaps.**\nNothing for 2007.\n\n## Next\nIn 2014.\n"
    assert unsourced(said) == ["The base closed in 2014."]
    assert unsourced(f"{HEADING}\n\nA {{term}}`seizure` of 2014.\n") == ["A {term}`seizure` of 2014."]


def test_there_are_pages_to_check():
    assert len(PAGES) >= 15

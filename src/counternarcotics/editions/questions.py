"""Questions: the checks of all pages with their answers and feedback, numbers as the page prints them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bs4 import NavigableString, Tag

from counternarcotics.editions import SITE, articles


class Answer(NamedTuple):
    """An answer that is offered, whether it is right, and what the reader is told who chooses it (HTML)."""

    words: str
    right: bool
    feedback: str


class Question(NamedTuple):
    """A question of a page: the page's name and title, the question as HTML and as words, its answers."""

    page: str
    title: str
    asked: str
    words: str
    answers: list[Answer]


def plain(tag: Tag) -> str:
    r"""Return the inside of a tag as HTML that stands alone: no links, formulas as ``\(TeX\)``, which MathJax reads."""
    for link in tag.find_all("a"):
        link.unwrap()
    for formula in tag.find_all("math"):
        formula.replace_with(NavigableString(rf"\({formula['data-tex']}\)"))
    for one in tag.find_all(True):
        one.attrs = {}
        if one.name in ("span", "div"):
            one.unwrap()
    inside = re.sub(r"\s+", " ", tag.decode_contents(formatter="minimal")).strip()
    return re.sub(r"^<p>(.*)</p>$", r"\1", inside) if inside.count("<p>") == 1 else inside


def questions(site: Path = SITE) -> list[Question]:
    """Return the questions of all pages in reading order."""
    found = []
    for name in articles.listed():
        if 'class="cn-check"' not in articles.source(name, site):
            continue
        page = articles.page(name, site)
        for asked in page.content.select(".cn-check"):
            answers = [
                Answer(
                    plain(one.select_one("label > span")),
                    "cn-right" in one["class"],
                    plain(one.select_one(".cn-feedback")),
                )
                for one in asked.select(".cn-answer")
            ]
            words = plain(asked.find("legend"))
            found.append(Question(name, page.title, words, re.sub(r"<[^>]+>", "", words), answers))
    return found

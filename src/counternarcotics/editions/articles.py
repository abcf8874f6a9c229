"""Articles: the pages of the built site as editions need them, in reading order and without what needs a script.

An edition is made from the pages as they were written, so that every number, link and figure in it is the site's.
Folds stand open, questions carry their key below them, and an explorer is its start: what it asks, what it says, its
picture, its results, its assumptions as a list.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

import yaml
from bs4 import BeautifulSoup, Tag

from counternarcotics import explorers
from counternarcotics.assumptions import Choice
from counternarcotics.editions import ROOT, SITE, EditionError
from counternarcotics.sphinx_extension.page_text import ARTICLE

TITLE = "Counter-Narcotics Policy in Central Asia"
SUBTITLE = "an interactive textbook"
AUTHOR = "The textbook’s contributors"
LANGUAGE = "en"
# Lists of rows, thousands of cards, which the tables in data/ hold as well.
CATALOGUES = tuple(
    f"book/reference/{name}" for name in ("figures", "later-figures", "computed", "records", "lists", "checks")
)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# What acts, what only a script fills, and what stands twice for narrow columns.
_WITHOUT = (
    ".cn-narrow, .cn-view, .cn-presets, .cn-controls, .cn-more, .cn-actions, .cn-note, .cn-copied, "
    ".cn-walk, .cn-own, .cn-address, .cn-case, .cn-round, .cn-filter, .cn-hidden, .cn-needs-script, .cn-size, .toctree-wrapper, "
    ".cn-levels, .cn-second, .cn-compact, [hidden], button, form, input, textarea, select, output"
)
# What a student's edition leaves out, besides the keys of the checks.
_ANSWERS = ".cn-solution, .cn-predict details, .cn-outcomes"
_MARKS = ["tabindex", "aria-live", "aria-pressed", "aria-describedby", "for", "name", "open", "download"]


class Article(NamedTuple):
    """A page: its name in ``_toc.yml``, the part that it opens (else empty), its title, its content, its pictures (SVG)."""

    name: str
    part: str
    title: str
    content: Tag
    pictures: list[str]


def listed(root: Path = ROOT, *, without: tuple[str, ...] = CATALOGUES) -> dict[str, str]:
    """Return the pages in reading order; with each the caption of the part that begins there, or nothing."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found = {contents["root"]: ""}
    for part in contents["parts"]:
        pages = [chapter["file"] for chapter in part["chapters"] if chapter["file"] not in without]
        found |= dict.fromkeys(pages, "") | ({pages[0]: part["caption"]} if pages else {})
    return found


def read(site: Path = SITE, root: Path = ROOT, *, solutions: bool = True) -> list[Article]:
    """Return the articles of the site, still; raise EditionError for a page that is not built."""
    found = []
    for name, part in listed(root).items():
        article = page(name, site)._replace(part=part)
        _still(article.content, solutions=solutions)
        found.append(article)
    return found


def source(name: str, site: Path = SITE) -> str:
    """Return the HTML of a page's article as it was written; raise EditionError where it is not built."""
    path = site / f"{name}.html"
    written = ARTICLE.search(path.read_text(encoding="utf-8")) if path.exists() else None
    if not written:
        msg = f"{path}: no such page is built; run `make book` first."
        raise EditionError(msg)
    return written[1]


def title(name: str, site: Path = SITE) -> str:
    """Return the title of a page."""
    heading = re.search(r"<h1>(.*?)</h1>", source(name, site), re.DOTALL)
    text = BeautifulSoup(_HEADER_LINK.sub("", heading[1]), "html.parser").get_text() if heading else name
    return " ".join(text.split())


def page(name: str, site: Path = SITE) -> Article:
    """Return one page with its folds, controls and choices as they are."""
    pictures: list[str] = []

    def kept(svg: re.Match[str]) -> str:
        pictures.append(svg[0])
        return f'<img data-picture="{len(pictures) - 1}">'

    written = _HEADER_LINK.sub("", _SCRIPT.sub("", source(name, site)))
    content = BeautifulSoup(_SVG.sub(kept, written), "html.parser")
    return Article(name, "", title(name, site), content, pictures)


def _still(content: BeautifulSoup, *, solutions: bool) -> None:
    for explorer in content.select(".cn-explorer"):
        _list_assumptions(content, explorer)
    for question in content.select(".cn-check"):
        _print_question(content, question, solutions=solutions)
    for trainer in content.select(".cn-trainer"):
        _gather_outcomes(content, trainer)
    for fold in content.find_all("details"):
        # Rows as a file holds them, up to twenty columns wide: they are for a screen.
        if fold.find("summary").get_text().startswith("First rows of"):
            fold.decompose()
    for one in content.select(_WITHOUT if solutions else f"{_WITHOUT}, {_ANSWERS}"):
        one.decompose()
    for stage in content.select(".cn-stage"):
        if (picture := stage.find("img")) is None:
            stage.decompose()
            continue
        picture["alt"] = stage["aria-label"]
        stage.replace_with(picture.extract())
    for fold in content.find_all("details"):
        fold.name = "div"
        summary = fold.find("summary")
        summary.name, summary["class"] = "p", ["cn-summary"]
    for one in content.find_all(True):
        for mark in [name for name in one.attrs if name in _MARKS or _script_only(name)]:
            del one[mark]


def _script_only(name: str) -> bool:
    return name.startswith("data-") and name not in ("data-picture", "data-tex")


def _list_assumptions(content: BeautifulSoup, explorer: Tag) -> None:
    """Put a list in the place of the table of assumptions: on paper its five columns are narrower than their words."""
    assumptions = explorers.load(explorer["data-name"]).assumptions
    labels = [a.label for a in assumptions]
    for fold in explorer.select(".cn-fold"):
        if fold.select_one("thead th, summary").get_text() != "Assumptions and where they come from":
            continue
        items = content.new_tag("ul", attrs={"class": ["cn-assumptions"]})
        for a in assumptions:
            item, name = content.new_tag("li"), content.new_tag("strong")
            name.string = f"{a.group}: {a.label}" if labels.count(a.label) > 1 and a.group else a.label
            span = (
                f"one of {'; '.join(a.options)}"
                if isinstance(a, Choice)
                else f"from {a.show(a.minimum)} to {a.show(a.maximum)}"
            )
            said = f": {a.show(a.default)}, {span}. {a.why.rstrip('.')}. Source of the start: {a.source.rstrip('.')}."
            item.extend([name, said])
            items.append(item)
        fold.select_one(".cn-table").replace_with(items)


def _print_question(content: BeautifulSoup, question: Tag, *, solutions: bool) -> None:
    """Make a question one that is answered with a pencil: lettered answers, and the key below them."""
    answers, key = (content.new_tag("ul", attrs={"class": [css]}) for css in ("cn-answers", "cn-feedbacks"))
    for position, answer in enumerate(question.select(".cn-answer")):
        letter = f"({'abcdefgh'[position]}) "
        verdict = content.new_tag("strong")
        verdict.string = "Right." if "cn-right" in answer["class"] else "Not right."
        for listed_in, words, before in ((answers, "label > span", []), (key, ".cn-feedback", [verdict, " "])):
            item = content.new_tag("li")
            item.extend([letter, *before, *list(answer.select_one(words).contents)])
            listed_in.append(item)
        answer.decompose()
    legend = question.find("legend")
    question.name = "div"
    legend.name, legend["class"] = "div", ["cn-asked"]
    question.append(answers)
    if solutions:
        fold = content.new_tag("div", attrs={"class": ["cn-key"]})
        heading = content.new_tag("p", attrs={"class": ["cn-summary"]})
        heading.string = "Answers"
        fold.extend([heading, key])
        question.append(fold)


def _gather_outcomes(content: BeautifulSoup, trainer: Tag) -> None:
    """Move the outcomes of a trainer's questions behind the last question: below its question each would be seen at once."""
    outcomes, heading, answers = (content.new_tag(name) for name in ("div", "p", "ol"))
    outcomes["class"], heading["class"], heading.string = ["cn-outcomes"], ["cn-summary"], "The answers"
    for fold in trainer.select(".cn-asking details"):
        item = content.new_tag("li")
        item.append(fold.select_one(".cn-outcome").extract())
        answers.append(item)
        fold.decompose()
    outcomes.extend([heading, answers])
    trainer.append(outcomes)


def target(href: str, name: str) -> tuple[str, str] | None:
    """Return the page and the anchor that a link on page `name` leads to; None for a link out of the site's pages.

    >>> target("../part-1/forecast.html#figure-fans", "book/part-6/scoring-a-forecast")
    ('book/part-1/forecast', 'figure-fans')
    >>> target("#figure-fans", "book/index"), target("https://example.org/x.html", "book/index")
    (('book/index', 'figure-fans'), None)
    """
    if re.match(r"[a-z][a-z+.-]*:", href):
        return None
    path, anchor = urldefrag(href)
    if not path:
        return name, unquote(anchor)
    page, suffix = posixpath.splitext(posixpath.normpath(posixpath.join(posixpath.dirname(name), path)))
    return (page, unquote(anchor)) if suffix == ".html" else None


def outside(href: str) -> bool:
    """Tell whether a link leads to the open web or to a mail address."""
    return href.startswith(("https://", "http://", "mailto:"))


def relink(article: Article, anchors: dict[str, set[str]], address: Callable[[str, str], str]) -> None:
    """Rewrite every link of an article with ``address(page, anchor)``; words whose aim is not in the edition stay words.

    `anchors` holds, by page of the edition, the ids that stand there.
    """
    for link in article.content.find_all("a"):
        href = link.get("href", "")
        aim = target(href, article.name)
        if aim and aim[0] in anchors and (not aim[1] or aim[1] in anchors[aim[0]]):
            link["href"] = address(*aim)
        elif not outside(href):
            link.unwrap()


def ids(articles: list[Article]) -> dict[str, set[str]]:
    """Return, by page, the ids that stand on it."""
    return {a.name: {one["id"] for one in a.content.find_all(id=True)} for a in articles}


def headings(article: Article) -> Iterator[Tag]:
    """Yield the headings of an article in their order."""
    yield from article.content.find_all(re.compile(r"h[1-6]$"))

"""PDF edition: the book as one file, printed by Chromium from one page that joins all others.

``python -m counternarcotics.editions.pdf`` is what ``make pdf`` calls; with ``--student`` solutions and keys are left
out.  Because the book is printed at once, its tags, its language and its inner links hold across all parts.  Chromium's
outline loses the blank where a heading is broken into lines, and says a heading twice that moved to the next sheet, so
its entries are named anew from the headings.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from counternarcotics.editions import OUT, SITE, EditionError, articles, made_from, run, tool
from counternarcotics.editions.articles import Article
from counternarcotics.editions.chromium import browser

TARGET = OUT / "counter-narcotics-textbook.pdf"
STUDENT = OUT / "counter-narcotics-textbook-student.pdf"
LEVELS = 3  # of the outline: part, chapter, section
_STYLES = Path(__file__).with_name("pdf.css")
_SHEET = re.compile(r'<link rel="stylesheet"[^>]*?href="([^"?]+)|<link href="([^"?]+)[^>]*?rel="stylesheet"')


def anchor(page: str, inner: str = "") -> str:
    """Return the id that a place has in the joined page.

    >>> anchor("book/part-1/trends", "exercises")
    'book-part-1-trends--exercises'
    """
    return "--".join(part for part in (page.replace("/", "-"), inner) if part)


def joined(
    found: list[Article], folder: Path, site: Path, *, origin: str, solutions: bool
) -> tuple[str, list[str], set[str]]:
    """Return the book as one page, its headings down to the outline's level, and the words of its formulas.

    Its pictures are written into `folder`.
    """
    spoken: set[str] = set()
    anchors = articles.ids(found)
    for article in found:
        articles.relink(article, anchors, lambda page, inner: f"#{anchor(page, inner)}")
        for one in article.content.find_all(id=True):
            one["id"] = anchor(article.name, one["id"])
        for piece in article.content.select(".highlight span, .xref, a > .doc"):
            piece.unwrap()  # paper is black; every span would be an element of the PDF's structure
        spoken |= {_say_as_a_picture(formula) for formula in article.content.select('[role="math"]')}
        _place_pictures(article, folder, site)
    parts, begun = [_title_page(origin, solutions=solutions), _contents(found)], False
    for article in found:
        if article.part:
            begun = True
            parts.append(f'<h1 class="ed-part">{html.escape(article.part)}</h1>')
        for heading in articles.headings(article):
            heading.name = f"h{min(int(heading.name[1]) + begun, 6)}"
        css = "ed-page ed-opens" if article.part else "ed-page"
        parts.append(f'<section class="{css}" id="{anchor(article.name)}">{article.content.decode()}</section>')
    body = "\n".join(parts)
    sheets = "".join(f'<link rel="stylesheet" href="{(site / name).as_uri()}">' for name in _sheets(site))
    outlined = BeautifulSoup(body, "html.parser").find_all([f"h{level}" for level in range(1, LEVELS + 1)])
    page = (
        f'<!doctype html><html lang="{articles.LANGUAGE}" data-theme="light" data-mode="light"><head><meta charset="utf-8">'
        f"<title>{_title(solutions=solutions)}</title>{sheets}<style>{_STYLES.read_text(encoding='utf-8')}</style></head>"
        f'<body><main class="bd-main"><div class="bd-content"><article class="bd-article">{body}</article></div></main></body></html>'
    )
    return page, [" ".join(heading.get_text().split()) for heading in outlined], spoken


def _say_as_a_picture(formula: Tag) -> str:
    """Let a formula keep its words in print, and return them: Chromium tags a picture with its label, and no formula."""
    formula["role"] = "img"
    for part in formula.select("[aria-hidden]"):
        del part["aria-hidden"]  # what is hidden is not tagged, and what holds no tags loses its own
    return " ".join(formula["aria-label"].split())


def _title(*, solutions: bool) -> str:
    return f"{articles.TITLE}: {articles.SUBTITLE}{'' if solutions else ' (without solutions)'}"


def _title_page(origin: str, *, solutions: bool) -> str:
    made = f"<p>Made from {html.escape(origin)}.</p>" if origin else ""
    return (
        f'<section class="ed-title-page"><p class="ed-title">{articles.TITLE}</p><p class="ed-subtitle">{articles.SUBTITLE}</p>'
        f"<p>{html.escape(articles.AUTHOR)}</p>"
        f"<p>{'With solutions and keys.' if solutions else 'Without solutions and keys.'} Explorers are printed as they start, "
        "with their assumptions; on the site and in the labs they move. The catalogues of single rows are left out: they are "
        f"the tables that the site offers for download.</p>{made}<p>Text under CC BY 4.0, code under the BSD 3-Clause licence.</p></section>"
    )


def _contents(found: list[Article]) -> str:
    lines = []
    for article in found:
        if article.part:
            lines.append(f'<li class="ed-contents-part">{html.escape(article.part)}</li>')
        lines.append(f'<li><a href="#{anchor(article.name)}">{html.escape(article.title)}</a></li>')
    return f'<nav class="ed-contents"><p class="ed-subtitle">Contents</p><ol>{"".join(lines)}</ol></nav>'


def _place_pictures(article: Article, folder: Path, site: Path) -> None:
    for picture in article.content.find_all("img"):
        if "data-picture" in picture.attrs:
            number = int(picture.attrs.pop("data-picture"))
            path = folder / f"{anchor(article.name)}-{number}.svg"
            path.write_text(article.pictures[number], encoding="utf-8")
            picture["src"] = path.name
        elif not picture["src"].startswith("data:"):
            picture["src"] = ((site / f"{article.name}.html").parent / picture["src"]).resolve().as_uri()


def _sheets(site: Path) -> list[str]:
    page = (site / "book" / "index.html").read_text(encoding="utf-8")
    found = [first or second for first, second in _SHEET.findall(page)]
    return [name.removeprefix("../") for name in found]


def printed(page: Path) -> bytes:
    """Return `page` as Chromium prints it: tagged, with an outline of its headings."""
    with browser() as chromium:
        opened = chromium.new_context(offline=True, java_script_enabled=False).new_page()
        opened.set_default_timeout(600_000)
        opened.goto(page.as_uri(), wait_until="load")
        return opened.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)


def _name_outline(pdf: Any, headings: list[str]) -> None:
    """Give the outline the headings' own words and three levels; raise EditionError where it is not that of the headings."""
    waiting = iter(headings)

    def named(items: list[Any], level: int) -> None:
        for item in items:
            heading = next(waiting, "")
            said, wanted = (re.sub(r"\s", "", words) for words in (item.title, heading))
            if said not in (wanted, wanted * 2):
                msg = f"The outline that Chromium wrote has {item.title!r} where the page has {heading!r}; look at its headings."
                raise EditionError(msg)
            item.title, item.is_closed = heading, True
            if level == LEVELS:
                item.children.clear()
            else:
                named(item.children, level + 1)

    with pdf.open_outline(max_depth=8) as outline:
        named(outline.root, 1)


def _name_formulas(pdf: Any, spoken: set[str]) -> None:
    """Give the pictures that are formulas the tag of formulas."""
    name = tool("pikepdf").Name
    for element in pdf.objects:
        if (
            getattr(element, "_type_name", "") == "dictionary"
            and element.get("/S") == name.Figure
            and str(element.get("/Alt")) in spoken
        ):
            element.S = name.Formula


def finish(raw: bytes, target: Path, headings: list[str], spoken: set[str], *, title: str, origin: str) -> None:
    """Write the printed book with its outline, formulas, title and origin."""
    pikepdf = tool("pikepdf")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _name_outline(pdf, headings)
        _name_formulas(pdf, spoken)
        pdf.Root.Lang = articles.LANGUAGE
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = title
            about["dc:creator"] = [articles.AUTHOR]
            about["dc:language"] = {articles.LANGUAGE}
            about["dc:rights"] = "CC BY 4.0"
            if origin:
                about["dc:description"] = f"Made from {origin}"
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".half")
        pdf.save(half, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, linearize=True)
        half.replace(target)


def make(target: Path = TARGET, site: Path = SITE, *, solutions: bool = True) -> Path:
    """Print the book into `target` and return it."""
    tool("pikepdf")
    folder, origin = target.parent / ".print", made_from()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = articles.read(site, solutions=solutions)
    page, headings, spoken = joined(found, folder, site, origin=origin, solutions=solutions)
    (folder / "book.html").write_text(page, encoding="utf-8")
    finish(printed(folder / "book.html"), target, headings, spoken, title=_title(solutions=solutions), origin=origin)
    shutil.rmtree(folder)
    return target


if __name__ == "__main__":
    for_students = "--student" in sys.argv
    run(lambda: make(STUDENT if for_students else TARGET, solutions=not for_students))

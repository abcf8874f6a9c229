"""Beside: what stands beside the book and names its pages: the plans for instructors, and the queries that try the search."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from docutils.nodes import make_id

from counternarcotics import explorers, moves
from counternarcotics.proofreading.names import Book, nearest

QUERIES = "tests/search_queries.csv"
_LINK = re.compile(r"\]\((?P<page>[^)#?]*)(?:#(?P<anchor>[^)?]*)(?P<setting>\?[^)]*)?)?\)")
_HEADING = re.compile(r"(?m)^#{1,6} (.*)$")
_ROLE = re.compile(r"\{[\w:]+\}`([^`<]*)(?:<[^`]*>)?`")
_BUILT = re.compile(r"(?:predict|explorer)-")  # places that the build gives its predictions and explorers


def problems(book: Book) -> Iterator[str]:
    """Yield a sentence for every plan, and every link or query beside the book, that names a page or place which is not there."""
    chapters = {path.stem: path for path in book.pages}
    plans = sorted((book.root / "instructor/plans").glob("*.md"))
    for path in plans:
        if path.stem not in chapters:
            yield f"{book.place(path)}, line 1: found the plan of a chapter that does not exist; name it as its page: {nearest(path.stem, chapters)}."
    for path in [*plans, *sorted((book.root / "instructor").glob("*.md"))]:
        yield from _links(book, path, chapters.get(path.stem))
    if (book.root / QUERIES).exists():
        yield from _queries(book)


def _links(book: Book, path: Path, chapter: Path | None) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    for link in _LINK.finditer(text):
        where = f"{book.place(path)}, line {text[: link.start()].count(chr(10)) + 1}: found a link to {link[0][2:-1]!r}"
        if link["page"].startswith(("book/", "notebooks/")):
            if link["page"] not in book.documents:
                yield f"{where}, which is no page; {nearest(link['page'], book.documents)}."
                continue
            page = book.root / f"{link['page']}.md"
        elif link["page"]:  # another file of the volume, or an address
            continue
        else:
            page = chapter
        anchor = link["anchor"] or ""
        if anchor.startswith("explorer-"):
            yield from (f"{where}: {said}" for said in _unset(book, anchor.removeprefix("explorer-"), link["setting"]))
        elif anchor and page in book.texts and not _BUILT.match(anchor):
            places = book.labels | {make_id(_ROLE.sub(r"\1", words)) for words in _HEADING.findall(book.texts[page])}
            if anchor not in places:
                yield f"{where}, but {book.place(page)} has no place of that name; {nearest(anchor, places)}."


def _unset(book: Book, name: str, setting: str | None) -> Iterator[str]:
    """Yield why an explorer cannot be set so; of one that is broken the reason is told elsewhere."""
    if name in book.broken_explorers:
        return
    if name not in explorers.names():
        yield f"no explorer is called {name!r}; {nearest(name, explorers.names())}."
        return
    try:
        moves.read(f"{name}{setting or ''}")
    except (KeyError, ValueError) as error:
        yield str(error.args[0])


def _queries(book: Book) -> Iterator[str]:
    rows: dict[tuple[str, str], int] = {}
    with (book.root / QUERIES).open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), start=2):
            query, page = row.get("query") or "", row.get("page") or ""
            if not query.strip() or page not in book.documents:
                said = "no words" if not query.strip() else f"{page!r}, which is no page"
                yield f"{QUERIES}, row {number}: found {said}; write the words to be searched for, a comma and a page: {nearest(page, book.documents)}."
            elif (query, page) in rows:
                yield f"{QUERIES}, row {number}: found {query!r}, which row {rows[query, page]} has as well; keep one."
            rows.setdefault((query, page), number)

"""Usage: rows that say where they are used, held against the pages: computed numbers and other spellings of names."""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from counternarcotics import tables

TOPICS = "book/topics.csv"
FRONT = "front"  # numbers of the pages before the first part, and of several pages
_ASKED = re.compile(r"\{computed\}`([a-z0-9-]+)`|(?m:^:number: *([a-z0-9-]+))")


def problems(root: Path, pages: Mapping[str, str], documents: Collection[str]) -> Iterator[str]:
    """Yield what rows below `root` say wrongly of the pages, given the text of each page by its name, and all documents."""
    yield from _pages_of_numbers(pages)
    yield from _pages_of_topics(root, documents)
    yield from _names_of_spellings(root, pages.values())


def _pages_of_numbers(pages: Mapping[str, str]) -> Iterator[str]:
    shown: dict[str, set[str]] = {}
    for page, text in pages.items():
        for match in _ASKED.finditer(text):
            shown.setdefault(match[1] or match[2], set()).add(page)
    for position, row in enumerate(tables.load("computed_numbers").itertuples(), 2):
        where = f"data/computed_numbers.csv, row {position}, column page"
        if row.page not in {*pages, FRONT}:
            near = ", ".join(difflib.get_close_matches(row.page, pages, n=3, cutoff=0.5)) or "correct the name"
            yield f"{where}: found {row.page!r}, which is no page; the nearest are {near}."
        elif row.page != FRONT and row.page not in shown.get(row.id, {row.page}):
            others = ", ".join(sorted(shown[row.id]))
            yield f"{where}: found {row.page!r}, which does not show {row.id!r}; write the page that does ({others})."


def _pages_of_topics(root: Path, pages: Collection[str]) -> Iterator[str]:
    """Yield the topics of no page, which no search would find."""
    text = (root / TOPICS).read_text(encoding="utf-8", errors="replace")
    named = [row[0] for row in csv.reader(text.splitlines()) if row]
    for position, page in enumerate(named[1:], 2):
        if page not in pages:
            near = ", ".join(difflib.get_close_matches(page, pages, n=3)) or "correct the name"
            yield f"{TOPICS}, row {position}: found {page!r}, which is no page; the nearest are {near}."
        elif named.index(page) != position - 1:
            yield f"{TOPICS}, row {position}: found {page!r}, which has a row above; put the topics of both into one."


def _names_of_spellings(root: Path, pages: Iterable[str]) -> Iterator[str]:
    """Yield the spellings of a name that the book nowhere writes, so that a search for them finds nothing."""
    others = [path for path in (root / "data").glob("*.csv") if path.stem != "spellings"] + [
        root / "book/references.bib"
    ]
    texts = [*pages, *(path.read_text(encoding="utf-8", errors="replace") for path in others)]
    held = tables.load("spellings")
    written = _plain("\n".join([*texts, *held["spelling"]]))
    for position, name in enumerate(held["name"], 2):
        if _plain(name) not in written:
            near = ", ".join(difflib.get_close_matches(name, set(held["name"]) - {name}, n=3))
            yield f"data/spellings.csv, row {position}, column name: found {name!r}, which the book nowhere writes; {f'the nearest are {near}' if near else 'correct it, or take the row out'}."


def _plain(text: str) -> str:
    r"""Return a text in small letters, without hyphens and without what BibTeX writes for two dots.

    >>> _plain(r'Swanstr{\"o}m: Harm-reduction')
    'swanström: harm reduction'
    """
    return unicodedata.normalize("NFC", re.sub(r'\{\\"(\w)\}', "\\1\u0308", text)).lower().replace("-", " ")

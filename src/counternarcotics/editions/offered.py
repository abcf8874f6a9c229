"""Offered editions: what a reader can take along, for whom, how it is opened, and which command makes it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

_NAME = "counter-narcotics-textbook"
FOLDER = "editions"  # beside the site where they are made, inside it where they are offered


class Edition(NamedTuple):
    """An edition: its title, its file, whom it serves, how it is opened, the command that makes it."""

    title: str
    file: str
    whom: str
    opened: str
    command: str


EDITIONS = (
    Edition(
        "The site in one file",
        f"{_NAME}.zip",
        "For anyone who wants everything, explorers included, without a network",
        "unpack it and open HOW-TO-OPEN.html in a browser",
        "make zip",
    ),
    Edition(
        "The book as a PDF",
        f"{_NAME}.pdf",
        "For anyone who reads on paper or marks passages; screen readers find its headings, tables and descriptions",
        "any PDF reader; the outline leads to parts, chapters and sections",
        "make pdf",
    ),
    Edition(
        "The PDF without solutions and keys",
        f"{_NAME}-student.pdf",
        "For students who hand in the exercises",
        "any PDF reader",
        "make pdf STUDENT=1",
    ),
    Edition(
        "The book for reading devices",
        f"{_NAME}.epub",
        "For anyone who reads on a phone, a tablet or an e-reader, in letters of their own size",
        "any program for EPUB, such as Apple Books, Thorium, calibre or Foliate",
        "make epub",
    ),
    Edition(
        "The text in one file",
        f"{_NAME}.md",
        "For anyone who searches, compares or processes the text by program",
        "any editor; formulas are TeX between dollar signs",
        "make markdown",
    ),
    Edition(
        "Terms and questions as cards",
        f"{_NAME}.apkg",
        "For anyone who learns the words, English and Russian, a few a day",
        "Anki, on a computer or a phone: File, Import; a later deck changes cards in place",
        "make anki",
    ),
)


def made(site: Path) -> dict[str, Path]:
    """Return, by file name, the editions that stand beside a site, whole."""
    folder = site.parent / FOLDER
    return {one.file: folder / one.file for one in EDITIONS if (folder / one.file).is_file()}


def place(site: Path) -> None:
    """Put the editions that were made into the site, and take away those that are gone."""
    offered, found = site / FOLDER, made(site)
    for one in EDITIONS:
        there = offered / one.file
        if one.file not in found:
            there.unlink(missing_ok=True)
        elif not there.exists() or not there.samefile(found[one.file]):
            offered.mkdir(exist_ok=True)
            there.unlink(missing_ok=True)
            try:
                os.link(found[one.file], there)
            except OSError:  # another disk, or one that knows no links
                shutil.copyfile(found[one.file], there)


def without_links(page: str) -> str:
    """Return a page whose links to editions are words, for a copy of the site that holds none.

    >>> without_links('<a class="cn-edition" href="../../editions/x.pdf">The book</a><span class="cn-size">, 2 MB</span>')
    'The book'
    """
    return re.sub(r'<a class="cn-edition"[^>]*>(.*?)</a><span class="cn-size">.*?</span>', r"\1", page)

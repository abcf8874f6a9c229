"""Offered editions: what a reader can take along, for whom, how it is opened, and which command makes it."""

from __future__ import annotations

import functools
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

_NAME = "counter-narcotics-textbook"
LITE = "lite"
FOLDER = "editions"  # beside the site where they are made, inside it where they are offered


class Edition(NamedTuple):
    """An edition: its title, its file or folder, whom it serves, how it is opened, the command that makes it."""

    title: str
    file: str
    whom: str
    opened: str
    command: str
    start: str = ""  # the page of a folder that is opened


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
    Edition(
        "The labs in the browser",
        LITE,
        "For anyone who runs the labs and installs nothing; what is changed stays in that browser",
        "any browser, where the book stands on a web server; the first lab takes half a minute, and no other host is asked",
        "make lite",
        "lab/index.html",
    ),
)


def made(site: Path) -> dict[str, Path]:
    """Return, by file name, the editions that stand beside a site, whole."""
    folder = site.parent / FOLDER
    return {one.file: folder / one.file for one in EDITIONS if (folder / one.file / one.start).is_file()}


def place(site: Path) -> None:
    """Put the editions that were made into the site, and take away those that are gone."""
    offered, found = site / FOLDER, made(site)
    for one in EDITIONS:
        there = offered / one.file
        if (
            one.file in found
            and (there / one.start).exists()
            and (there / one.start).samefile(found[one.file] / one.start)
        ):
            continue
        shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)
        if one.file in found:
            offered.mkdir(exist_ok=True)
            copy = functools.partial(shutil.copytree, copy_function=_linked) if one.start else _linked
            copy(found[one.file], there)


def _linked(source: Path | str, target: Path | str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(source, target)


def without_links(page: str) -> str:
    """Return a page whose links to editions are words, for a copy of the site that holds none.

    >>> without_links('<a class="cn-edition" href="../../editions/x.pdf">The book</a><span class="cn-size">, 2 MB</span>')
    'The book'
    """
    return re.sub(r'<a class="cn-edition"[^>]*>(.*?)</a><span class="cn-size">.*?</span>', r"\1", page)

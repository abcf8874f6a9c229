"""Text of a page as a reader finds it: its passages, taken from the HTML that was written.

A passage is a section, a row of the catalogue, a term of the glossary, a figure or an exercise: what an address can
name.  Cells and blocks are set apart by blanks, so that no word is glued to the next one; a table or a piece of
code stands between two tabs, so that a quotation can tell a sentence from them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from html import unescape
from typing import NamedTuple

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("script", "style", "template", "nav", "noscript", "annotation", "button", "desc"))
_ROW = re.compile(r"(?:figure|record|computed|source|term|explorer|ex|data|table|checks)-")
ARTICLE = re.compile(r'<article class="bd-article"[^>]*>(.*)</article>', re.DOTALL)
# A comment, or a tag: whether it ends, its name, its attributes, whether it ends at once.
_TAG = re.compile(
    r"""<!--.*?-->|<(/?)([a-z][^\s/>]*)((?:[^>"'/]|"[^"]*"|'[^']*'|/(?!>))*)(/?)>""", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([^\s="'/]+)(?:="([^"]*)")?""")
# A number with its thousands, a number with its decimals or of a section, a word with its accents and apostrophes.
# `search-words.js` reads the same words in the browser.
_WORD = re.compile(
    r"[0-9]{1,3}(?:[,\u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*"
    r"|(?:[^\W\d_]|[\u0300-\u036f\u00ad])+(?:['\u2019](?:[^\W\d_]|[\u0300-\u036f\u00ad])+)*"
)
_POSSESSIVE = re.compile(r"['\u2019]s$")
_MARKS = re.compile(r"[\u0300-\u036f\u00ad'\u2019,\u00a0\u202f\u2009]")
_CELLS = frozenset(("table", "pre"))
_TABLE = "\t"  # before and behind them; what is read has none
HEADING_WORDS = 12  # of a row without a heading


class Passage(NamedTuple):
    """Words that stand under one address; `anchor` is empty for what comes before the first one."""

    anchor: str
    heading: str
    text: str
    headed: bool = True  # false where it is the line of a row, or only how the text begins


def words(text: str) -> list[str]:
    """Return the words of a text as they are looked up: without accents, capitals and commas between thousands.

    >>> words("Swanstr\u00f6m\u2019s 1,631 kg in section 1.2")
    ['swanstrom', '1631', 'kg', 'in', 'section', '1.2']
    """
    return [folded for word in _WORD.findall(text) if (folded := _folded(word))]


@functools.cache
def _folded(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word))).lower()


def passages(page: str) -> list[Passage]:
    """Return the passages of a page of the book in their order; raise ValueError for a page without an article."""
    article = ARTICLE.search(page)
    if not article:
        msg = 'a page of the book has no <article class="bd-article">; look at the theme\'s templates.'
        raise ValueError(msg)
    reader = _Reader()
    reader.read(re.sub(r"<(script|style|svg)\b.*?</\1>", " ", article[1], flags=re.DOTALL))
    return [passage for open_ in reader.found if (passage := open_.passage()).text or passage.heading]


class _Open:
    """A passage that is being read."""

    def __init__(self, anchor: str = "") -> None:
        self.anchor = anchor
        self.heading: list[str] = []
        self.text: list[str] = []
        self.headed = False

    def passage(self) -> Passage:
        heading, text = _plain(self.heading), _plain(self.text)
        begins = " ".join(text.split()[:HEADING_WORDS]) if self.anchor else ""
        return Passage(self.anchor, heading or begins, text, self.headed)


def _plain(parts: list[str]) -> str:
    told = [" ".join(piece.split()) for piece in "".join(parts).split(_TABLE)]
    while len(told) > 1 and not told[-1]:
        told.pop()
    return unicodedata.normalize("NFC", _TABLE.join(told))


class _Reader:
    """Goes through HTML as Sphinx writes it: whole tags, marks written as entities (a general parser takes thrice as long)."""

    def __init__(self) -> None:
        self.found = [_Open()]
        self.now = self.found[0]
        self.open: list[tuple[str, _Open]] = []  # elements that are open, each with the passage to go back to
        self.silent = 0  # how many open elements hold what is not read
        self.heading = ""  # the element whose text is the heading of the passage

    def read(self, html: str) -> None:
        done = 0
        for tag in _TAG.finditer(html):
            if tag.start() > done:
                self.handle_data(unescape(html[done : tag.start()]))
            done = tag.end()
            ends, name, more, alone = tag.groups()
            if ends:
                self.handle_endtag(name)
            elif name:
                self.handle_starttag(name, more)
                if alone:
                    self.handle_endtag(name)
        self.handle_data(unescape(html[done:]))

    def handle_starttag(self, tag: str, attributes: str) -> None:
        said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)} if attributes else {}
        css = said.get("class", "")
        if tag not in _INLINE or css.startswith("cn-"):
            self.handle_data(" ")
        if tag in _CELLS:
            self._mark_table()
        if tag in _VOID:
            return
        self.open.append((tag, self.now))
        # What is hidden in the HTML is shown by a script, such as the question before an explorer.
        hidden = tag in _SILENT or "headerlink" in css or "popover" in said
        if self.silent or hidden:
            self.silent += 1
            return
        anchor = said.get("id", "")
        if anchor and (tag == "section" or _ROW.match(anchor)):
            self.now = _Open(anchor)
            self.found.append(self.now)
        called = tag in _HEADINGS or tag == "summary" or css.startswith("cn-title") or (tag == "dt" and anchor)
        if called and not self.now.heading:
            self.heading = tag
            self.now.headed = tag != "summary"

    def handle_endtag(self, tag: str) -> None:
        if not (self.open and self.open[-1][0] == tag) and not any(name == tag for name, _ in self.open):
            return
        while True:
            name, before = self.open.pop()
            if self.silent:
                self.silent -= 1
            elif name != "dt":  # the definition of a term stands beside it, not inside
                self.now = before
            if name == self.heading:
                self.heading = ""
            if name == tag:
                break
        if tag in _CELLS:
            self._mark_table()
        if tag not in _INLINE:
            self.handle_data(" ")

    def _mark_table(self) -> None:
        if not self.silent:
            self.now.text.append(_TABLE)

    def handle_data(self, data: str) -> None:
        data = data.replace(_TABLE, " ")
        if not self.silent:
            (self.now.heading if self.heading else self.now.text).append(data)

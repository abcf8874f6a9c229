"""References: whatever a page names must be there: figures, records, terms, works, pages, labels, files and classes."""

from __future__ import annotations

import functools
import html as html_characters
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from counternarcotics import computed, moves, tables
from counternarcotics.proofreading.names import figures, nearest, plain

if TYPE_CHECKING:
    from counternarcotics.proofreading.reader import Reader

CITATIONS = {"cite", "cite:t", "cite:p", "cite:ts", "cite:ps", "cite:alp", "cite:author", "cite:year"}
KNOWN_ROLES = CITATIONS | {
    "fact", "computed", "record", "move", "term", "doc", "ref", "numref", "math", "download", "abbr", "sub", "sup", "eq",
}  # fmt: skip
TITLED_TARGET = re.compile(r"(?s)(?P<title>.*?)\s*<(?P<target>[^<>]*)>")
ELSEWHERE = re.compile(
    r"(?i)<(?:iframe|object|embed|style|form|meta|link|base)\b|\b(?:src|srcset|poster)\s*=\s*[\"']?(?:https?:)?//|<[^>]*\son\w+\s*=|\bhref\s*=\s*[\"']?javascript:"
)


def role(at: Reader, name: str, content: str, line: int) -> Iterator[str]:
    """Yield what is wrong with a role: a name that nothing has, or a form that it does not take."""
    titled = TITLED_TARGET.fullmatch(content)
    target = titled["target"] if titled else content
    where = f"{at.where(line)}: found {{{name}}}`{content}`"
    if content != content.strip():
        yield f"{where}, with a blank beside a backtick; take it out."
        return
    if name == "fact":
        identifier, _, form = content.partition(":")
        if identifier not in figures():
            yield f"{where}, but no figure has the id {identifier!r}; {nearest(identifier, figures())}."
        elif form not in {"", "value"}:
            yield f"{where}; after the id stands nothing or :value."
    elif name == "computed":
        if content not in computed.names():
            yield f"{where}, but no computed number is called {content!r}; {nearest(content, computed.names())}."
    elif name == "record":
        yield from _record(at, where, titled)
    elif name == "move" and target.partition("?")[0] not in at.book.broken_explorers:
        try:
            moves.read(target)
        except (KeyError, ValueError) as error:
            yield f"{where}: {error.args[0]}"
    elif name in CITATIONS:
        for key in (part.strip() for part in target.split(",")):
            at.used.citations.add(key)
            if key not in at.book.bibliography:
                yield f"{where}, but references.bib has no entry {key!r}; {nearest(key, at.book.bibliography)}."
    elif name == "term":
        if plain(target) not in at.book.terms:
            yield f"{where}, but the glossary has no term {target!r}; {nearest(plain(target), at.book.terms)}."
    elif name == "doc":
        document = target.lstrip("/") if target.startswith("/") else _relative(at, target)
        if document not in at.book.documents:
            yield f"{where}, but there is no page {document!r}; {nearest(document, at.book.documents)}."
    elif name == "download":
        yield from file(at, target, line)
    elif name in {"ref", "numref", "eq"}:
        if target not in at.book.labels:
            yield f"{where}, but no label is called {target!r}; {nearest(target, at.book.labels)}."
    elif name not in KNOWN_ROLES:
        yield f"{where}, but there is no role {name!r}; {nearest(name, KNOWN_ROLES)}."


def _relative(at: Reader, target: str) -> str:
    path = (at.folder / target).resolve()
    return path.relative_to(at.book.root.resolve()).as_posix() if at.book.root.resolve() in path.parents else target


def _record(at: Reader, where: str, titled: re.Match[str] | None) -> Iterator[str]:
    if not titled or not titled["title"].strip():
        yield f"{where}; write words and an id: {{record}}`words <id>`."
    elif titled["target"] not in tables.rows():
        yield f"{where}, but no row has the id {titled['target']!r}; {nearest(titled['target'], tables.rows())}."
    elif titled["target"] in figures():
        yield f"{where}, but {titled['target']!r} is a figure; write {{fact}}`{titled['target']}`."


def link(at: Reader, address: str, line: int) -> Iterator[str]:
    """Yield a link that leads nowhere."""
    if address in {"", "#", "mailto:"} or re.match(r"https?://(?:https?:|$)", address):
        yield f"{at.where(line)}: found a link to {address!r}, which leads nowhere; write the whole address once."
        return
    if scheme := re.match(r"([a-z][a-z0-9+.-]*):", address):
        if scheme[1] not in {"http", "https", "mailto"}:
            yield f"{at.where(line)}: found an address that begins with {scheme[0]}; write https:, http: or mailto:."
        return
    target, _, anchor = unquote(address).partition("#")
    if not target:
        if anchor and anchor not in at.book.labels:
            yield f"{at.where(line)}: found a link to #{anchor}, which no label names; {nearest(anchor, at.book.labels)}."
        return
    path = (at.folder / target).resolve()
    if not path.exists() and (path.suffix in {".md", ".ipynb"} or target not in at.book.labels):
        yield f"{at.where(line)}: found a link to {target!r}, which is no file; {nearest(target, at.book.documents)}."
    elif path.suffix == ".md" and anchor and anchor not in at.book.labels:
        yield f"{at.where(line)}: found a link to #{anchor} of {target}, which no label names; {nearest(anchor, at.book.labels)}."


def picture(at: Reader, address: str, words: str, line: int) -> Iterator[str]:
    """Yield a picture that is not in the book, or says nothing to those who do not see it."""
    if not words.strip():
        yield f"{at.where(line)}: found the picture {address!r} without words for those who do not see it; write ![what it shows]({address})."
    if address.startswith("attachment:"):
        yield f"{at.where(line)}: found a picture inside the notebook ({address}); put it beside the lab as a file."
    elif re.match(r"(?:https?:)?//", address):
        yield f"{at.where(line)}: found the picture {address!r}, which a reader's browser would load from elsewhere; put it into the book."
    elif not re.match(r"[a-z][a-z0-9+.-]*:", address) and not (at.folder / unquote(address)).exists():
        yield f"{at.where(line)}: found the picture {address!r}, but there is no such file; correct its name."


def file(at: Reader, name: str, line: int) -> Iterator[str]:
    """Yield a file that is not in the book."""
    if re.match(r"[a-z][a-z0-9+.-]*:", name) or not (at.folder / unquote(name)).exists():
        yield f"{at.where(line)}: found the file {name!r}, but there is no such file in the book; correct its name."


def classes(at: Reader, given: str, line: int) -> Iterator[str]:
    """Yield the classes that no style sheet knows."""
    for one in given.split():
        if one not in at.book.classes:
            yield f"{at.where(line)}: found the class {one!r}, which no style sheet knows; {nearest(one, at.book.classes)}."


def html(at: Reader, text: str, line: int) -> Iterator[str]:
    """Yield links, pictures, classes and scripts in HTML that a page cannot have."""
    for address in re.findall(r"""(?i)<a\s[^>]*href=["']([^"'#?:]+)(?=["'#?])""", text):
        written = [at.folder / unquote(re.sub(r"\.html$", ending, address)) for ending in (".md", ".ipynb", ".html")]
        if not any(path.exists() for path in written):
            yield f"{at.where(line)}: found a link to {address!r}, which is no page; correct its name."
    if image := re.search(r"(?i)<img\b[^>]*>", text):
        yield f"{at.where(line)}: found {image[0]}; write ![what it shows](file), by which the build finds the picture."
    for one in " ".join(re.findall(r"""(?i)\bclass=["']([^"']+)""", text)).split():
        yield from classes(at, one, line)
    for entity in re.findall(r"&(?:\w+|#\w+);", text):
        if html_characters.unescape(entity) == entity:
            yield f"{at.where(line)}: found {entity!r}, which HTML has no character for; write the character itself."
    if amiss := ELSEWHERE.search(text):
        yield f"{at.where(line)}: found {amiss[0]!r}, which loads from elsewhere or acts by itself; a page carries all that it shows: take it out."
    elif "<script" in text.lower():
        yield f"{at.where(line)}: found a script in the text; a page carries none of its own: take it out."
    elif "<!--" in text and "-->" not in text:
        yield f"{at.where(line)}: found a comment <!-- that is never closed, which hides the rest of the page; end it with -->."


def unit_behind(identifier: str) -> str:
    """Return the word or sign that stands behind a figure or computed number wherever it is printed, empty for none."""
    if identifier in computed.names():
        unit = computed.get(identifier).unit
    elif identifier in figures():
        unit = tables.figure(identifier)["unit"]
    else:
        return ""
    return re.match(r" ?([A-Za-z]+|%)?", _templates().get(unit, "{}").partition("{}")[2])[1] or ""


@functools.cache
def _templates() -> dict[str, str]:
    return tables.load("units").set_index("unit")["template"].to_dict()

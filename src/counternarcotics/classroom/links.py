"""Links: what a class handed in, read as the page reads an address, value by value.

The page that collects does the same in ``scripts/links.js``; a test holds the two together over random cases.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_plus

from counternarcotics import explorers
from counternarcotics.assumptions import AssumptionError, Choice
from counternarcotics.explorer import Explorer
from counternarcotics.markup import slug

LONGEST = 20_000  # characters of a link: more than every field of every explorer filled

# What JavaScript means by a blank.
_BLANKS = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_LOOSE = re.compile(rf"(^|[{_BLANKS}])(?=(?:https?|file|javascript|data|vbscript|ftp):)", re.IGNORECASE | re.ASCII)
_LINK = re.compile(
    r"(?P<scheme>https?|file)://(?P<host>[^/?#]*)(?P<folder>.*?)/(?P<page>(?:book|notebooks)/[a-z0-9/-]+)\.html(?:\?[^#]*)?#(?P<fragment>.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*(e-?\d+)?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)
_LOCAL = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.ASCII)


class LinkError(ValueError):
    """A link that is no hand-in: the message says why."""


@dataclass(frozen=True)
class HandIn:
    """A line of what came in: its number (counted from 1), whose it is, and its link (empty: none)."""

    line: int
    name: str
    link: str


@dataclass(frozen=True)
class Setting:
    """An explorer as a link sets it, with what was not taken from the link."""

    explorer: Explorer
    values: dict[str, float | str]
    remarks: list[str] = field(default_factory=list)


# -- lines ---------------------------------------------------------------------------------------------


def hand_ins(text: str) -> list[HandIn]:
    r"""Return the lines of a table, or of pasted text, that are not blank; a head without a link is left out.

    The cell that begins with a scheme is the link, the first other one the name.

    >>> hand_ins('name;link\nAnna;https://a.org/book/part-1/x.html#explorer-y')[0].name
    'Anna'
    """
    found = []
    for line, cells in records(text.removeprefix("\ufeff")):
        if not any(cells):
            continue
        at = next((place for place, cell in enumerate(cells) if _SCHEME.match(cell)), None)
        if at is None:  # a name and a link with a blank between them
            at = next((place for place, cell in enumerate(cells) if _LOOSE.search(cell)), None)
            if at is not None:
                cut = _LOOSE.search(cells[at]).end()
                cells[at : at + 1] = [_trimmed(cells[at][:cut]), _trimmed(cells[at][cut:])]
                at += 1
        name = next((cell for place, cell in enumerate(cells) if cell and place != at), "")
        if at is None and not found and line == 1:
            continue
        found.append(HandIn(line, name, "" if at is None else cells[at]))
    return found


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with the line that it begins on; commas, semicolons or tabs stand between them."""
    first = re.sub(r'"[^"]*"', "", text[: text.find("\n")] if "\n" in text else text)
    mark = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    cells, cell, quoted, line, start, place = [], "", False, 1, 1, 0
    while place < len(text):
        sign = text[place]
        if quoted and sign == '"' and text[place + 1 : place + 2] == '"':
            cell += sign
            place += 1
        elif sign == '"' and (quoted or not _trimmed(cell)):
            quoted = not quoted
        elif sign == mark and not quoted:
            cells.append(_trimmed(cell))
            cell = ""
        elif sign == "\n" and not quoted:
            yield start, [*cells, _trimmed(cell)]
            cells, cell, start = [], "", line + 1
        else:
            cell += sign
        line += sign == "\n"
        place += 1
    yield start, [*cells, _trimmed(cell)]


def _trimmed(text: str) -> str:
    return re.sub(f"^[{_BLANKS}]+|[{_BLANKS}]+$", "", text)


# -- links ---------------------------------------------------------------------------------------------


def site(link: str) -> str:
    """Return on which site a page stands: host and folder; empty for a copy on the student's own machine or no link."""
    match = _LINK.fullmatch(link)
    if not match or match["scheme"].lower() == "file" or _LOCAL.fullmatch(match["host"].lower()):
        return ""
    return match["host"].lower() + match["folder"]


def home(links: list[str], stated: list[str]) -> set[str]:
    """Return the sites that count as the book: the stated ones, else the one that most links share."""
    if stated:
        return {re.sub(r"^https?://|/+$", "", one.lower()) for one in stated}
    count = Counter(one for one in map(site, links) if one)
    return {max(count, key=count.__getitem__)} if count else set()


def settings(link: str, sites: set[str]) -> list[Setting]:
    """Return every explorer that a link sets; raise :class:`LinkError` for what is no link to an explorer of this book."""
    if reason := _refused(link, sites):
        raise LinkError(reason)
    parts = _parts(_LINK.fullmatch(link)["fragment"])
    named = {
        identifier.removeprefix("explorer-"): query for identifier, query in parts if identifier.startswith("explorer-")
    }
    if unknown := [name for name in named if name not in explorers.names()]:
        msg = f"no explorer of this book is called “{unknown[0]}”"
        raise LinkError(msg)
    if not named:
        msg = "the link names a place of the page and no explorer"
        raise LinkError(msg)
    return [followed(explorers.load(name), query) for name, query in named.items()]


def _refused(link: str, sites: set[str]) -> str:
    """Return why a link leads to no page of this book, or an empty text."""
    if not link:
        return "holds no link"
    if len(link) > LONGEST:
        return f"the link has {len(link)} characters, more than any setting needs"
    if not _LINK.fullmatch(link):
        scheme = _SCHEME.match(link)[0].lower()
        if scheme not in {"http:", "https:", "file:"}:
            return f"the link begins with {scheme} and leads to no page"
        return (
            "the link leads to no page of this book"
            if "#" in link
            else "the link ends before the setting: it holds no #explorer-…"
        )
    where = site(link)
    return f"the link leads to {where}, which is not this book's address" if where and where not in sites else ""


def _parts(fragment: str) -> list[tuple[str, str]]:
    """Return identifier and query of each part of a fragment, as ``settingsOf`` in address.js does."""
    raw = fragment if re.search(r"\?[^=]*=", fragment) else _plain(fragment)
    found: dict[str, str] = {}
    for part in re.split(r"&(?=explorer-)", raw):
        identifier, _, query = part.partition("?")
        found[identifier] = query
    return list(found.items())


def _plain(words: str) -> str:
    if re.search(r"%(?![0-9a-fA-F]{2})", words):
        return words
    try:
        return unquote(words, errors="strict")
    except UnicodeDecodeError:
        return words


def followed(explorer: Explorer, query: str) -> Setting:
    """Return what the page shows at an address: what is out of bounds stays at its start, what lies between steps is moved."""
    known = {a.name: a for a in explorer.assumptions}
    notes = {note.name: note for note in explorer.notes}
    values, remarks, taken = explorer.settings(), [], {}
    for name, asked in _asked(query):
        if name in notes:
            try:
                values[name] = notes[name].check(asked)
            except AssumptionError:
                remarks.append(f"{name} is too long or no text")
        elif name not in known:
            remarks.append(f"there is no assumption “{name}”")
        elif isinstance(known[name], Choice):
            slugs = [slug(option) for option in known[name].options]
            if asked in slugs:
                values[name] = float(slugs.index(asked))
            else:
                remarks.append(f"{name} has no option “{asked}”")
        else:
            a = known[name]
            value = number(asked, a.minimum, a.maximum)
            if a.minimum <= value <= a.maximum:
                values[name], taken[name] = stepped(value, a.minimum, a.maximum, a.step), value
            else:
                remarks.append(f"{name} is “{asked}”, outside its bounds")
    remarks += [f"{name} is taken at its nearest step" for name, value in taken.items() if abs(values[name] - value) > 1e-9]  # fmt: skip
    return Setting(explorer, values, remarks)


def _asked(query: str) -> list[tuple[str, str]]:
    """Return names and values as URLSearchParams gives them."""
    pairs = [part.partition("=") for part in query.removeprefix("?").split("&") if part]
    return [tuple(unquote_plus(side, errors="replace").removeprefix("\ufeff") for side in (key, value)) for key, _, value in pairs]  # fmt: skip


def number(text: str, least: float, most: float) -> float:
    """Return what a person means by a number, as ``read`` in numbers.js does; nan where it is none.

    >>> number("4,5", 0, 10), number("90,000", 0, 1e6), number("x", 0, 1)
    (4.5, 90000.0, nan)
    """
    bare = re.sub(rf"(?<=\d)[{_BLANKS}](?=\d{{3}}(?![0-9A-Za-z_]))", "", _trimmed(text).replace("\u2212", "-"), flags=re.ASCII)  # fmt: skip
    if not _NUMBER.fullmatch(bare):
        return math.nan
    if _THOUSANDS.fullmatch(bare):
        whole = float(bare.replace(",", ""))
        if "." in bare or bare.count(",") > 1 or least <= whole <= most:
            return whole
    try:
        return float(bare.replace(",", ".", 1))
    except ValueError:
        return math.nan


def stepped(value: float, minimum: float, maximum: float, step: float) -> float:
    """Return the step nearest to `value`, of two equally near ones the upper, as a slider has it.

    >>> stepped(0.123, 0, 1, 0.05)
    0.1
    """
    steps = math.floor(round((value - minimum) / step, 9) + 0.5)
    if minimum + steps * step > maximum + 1e-9:
        steps -= 1
    return float(f"{minimum + steps * step:.12g}")

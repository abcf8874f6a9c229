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
_INLINE = _BLANKS.replace("\n", "")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_LOOSE = re.compile(
    rf"(?:^|[{_BLANKS}])[<\"“„«]*(?=(?:https?|file|javascript|data|vbscript|ftp):)", re.IGNORECASE | re.ASCII
)
_BEHIND = re.compile(r"[>\"”“»,;]+$")  # what mail and typing leave behind a link
_DATED = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)", re.ASCII)  # a form puts the time before the name
_LINK = re.compile(
    r"(?P<scheme>https?|file)://(?P<host>[^/?#]*)(?P<folder>.*?)/(?P<page>(?:book|notebooks)/[a-z0-9/-]+)\.html(?:\?[^#]*)?#(?P<fragment>.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
# Mail and messengers lead through an address of their own, which holds the link in a part of its query.
_WRAPPED = re.compile(r"https?://[^#]*?[?&][a-z]+=(https?%3a[^&#]*%23explorer-[^&#]*)", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*(e-?\d+)?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)
_LOCAL = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.ASCII)


class LinkError(ValueError):
    """A link that is no hand-in: the message says why."""


@dataclass(frozen=True)
class HandIn:
    """A link of a line: the line's number (counted from 1), whose it is, the link (empty: none), and what is wrong with the line."""

    line: int
    name: str
    link: str
    fault: str = ""


@dataclass(frozen=True)
class Setting:
    """An explorer as a link sets it, with what was not taken from the link."""

    explorer: Explorer
    values: dict[str, float | str]
    remarks: list[str] = field(default_factory=list)


# -- lines ---------------------------------------------------------------------------------------------


UNCLOSED = "a quotation mark is opened and never closed; close it or take it away, and collect again"


def hand_ins(text: str) -> list[HandIn]:
    r"""Return the links of a table, or of pasted text, line by line; a line that is not blank and has none is one, too.

    The name is the first cell beside the links that is no date; a head, the first line where it has no link, is left out.

    >>> [(one.name, one.line) for one in hand_ins('name;link\nAnna;https://a.org/book/part-1/x.html#explorer-y')]
    [('Anna', 2)]
    """
    found, head = [], True
    for line, cells, whole in records(text.removeprefix("\ufeff")):
        if not any(cells) or (head and cells[0].startswith("sep=")):  # Excel's own line on what stands between cells
            continue
        beside, links = _told_apart(cells)
        name = next((cell for cell in beside if cell and not _DATED.match(cell)), next(filter(None, beside), ""))
        # A name with an empty cell behind it is somebody who handed nothing in.
        if not whole:
            found.append(HandIn(line, name, next(iter(links), ""), UNCLOSED))
        elif links or not head or (len(cells) > 1 and sum(map(bool, cells)) == 1):
            found += [HandIn(line, name, link) for link in links or [""]]
        head = False
    return found


def _told_apart(cells: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands beside the links of a row, and the links; a cell can hold a name and links with blanks between."""
    beside, links = [], []
    for cell in cells:
        starts = list(_LOOSE.finditer(cell))
        ends = [one.start() for one in starts[1:]] + [len(cell)]
        links += (
            [_BEHIND.sub("", _trimmed(cell[one.end() : end])) for one, end in zip(starts, ends, strict=True)]
            if starts
            else []
        )
        beside.append(_trimmed(cell[: starts[0].start()]) if starts else cell)
    if not links and (at := next((place for place, cell in enumerate(cells) if _SCHEME.match(cell)), None)) is not None:
        links.append(beside.pop(at))
    return beside, [unwrapped(link) for link in links]


def unwrapped(link: str) -> str:
    """Return the link to an explorer that a mail service or a messenger wrapped into an address of its own, or `link`.

    >>> unwrapped("https://mail.example/?url=https%3A%2F%2Fa.org%2Fbook%2Fpart-1%2Fx.html%23explorer-y&data=05")
    'https://a.org/book/part-1/x.html#explorer-y'
    """
    match = _WRAPPED.match(link)
    return _plain(match[1]) if match else link


def records(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the line on which each row begins, its cells, and whether every quotation mark in it is closed.

    Commas, semicolons or tabs stand between cells.  A mark that nothing closes is left out and its row ends with its
    line, so that it swallows no other.
    """
    text = re.sub(r"\r\n?", "\n", text)
    mark = _mark(text)
    cells, cell, whole, line, start, place = [], "", True, 1, 1, 0
    while place < len(text):
        sign = text[place]
        if sign == '"' and whole and not _trimmed(cell):
            inside, after = _quoted(text, place, mark)
            whole = after > place
            cell += inside
            line += inside.count("\n")
            place = max(after, place + 1)
            continue
        if sign == mark:
            cells.append(_trimmed(cell))
            cell = ""
        elif sign == "\n":
            yield start, [*cells, _trimmed(cell)], whole
            line += 1
            cells, cell, whole, start = [], "", True, line
        else:
            cell += sign
        place += 1
    yield start, [*cells, _trimmed(cell)], whole


def _mark(text: str) -> str:
    """Return what stands between cells, judged by the first line with a link, which may hold commas of its own."""
    lines = text.split("\n")
    line = next((one for one in lines if "://" in one), lines[0])
    bare = re.sub(
        rf'"[^"]*"|[a-z]+://[^{_BLANKS};"]*?(?=,[^,;]*$|[{_BLANKS};"]|$)', "", line, flags=re.IGNORECASE | re.ASCII
    )
    return "\t" if "\t" in bare else ";" if ";" in bare and bare.count(";") >= bare.count(",") else ","


def _quoted(text: str, place: int, mark: str) -> tuple[str, int]:
    """Return what a quotation mark at `place` encloses and where the text goes on: at `place` where nothing closes it.

    It is closed by a mark before the end of a cell.  What runs over a line and holds a link in a cell of its own was
    never closed; what is closed elsewhere in its line, as around a nickname, is taken as it stands.
    """
    strict = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?=[{_INLINE}]*(?:{mark}|\n|\Z))').match(text, place)
    swallowed = re.compile(rf'{mark}[{_INLINE}]*"*(?:https?|file):', re.IGNORECASE | re.ASCII)
    if strict and not ("\n" in strict[1] and swallowed.search(strict[1])):
        return strict[1].replace('""', '"'), strict.end()
    line = text[place + 1 :].partition("\n")[0]
    if line.count('"') % 2 == 0:
        return "", place
    inside = line.partition('"')[0]
    return inside, place + len(inside) + 2


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
        return {_stated(one) for one in stated}
    count = Counter(one for one in map(site, links) if one)
    return {max(count, key=count.__getitem__)} if count else set()


def _stated(address: str) -> str:
    """Return an address as :func:`site` names it, whether or not it names a page or a scheme."""
    bare = re.sub(
        r"(/(book|notebooks)/[^?#]*\.html?|/[^/?#]*\.html?)?/*([?#].*)?$",
        "",
        re.sub(r"^[a-z]+://", "", _trimmed(address), flags=re.IGNORECASE),
    )
    host, slash, folder = bare.partition("/")
    return host.lower() + slash + folder


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

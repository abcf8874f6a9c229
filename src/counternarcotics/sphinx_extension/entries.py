"""Entries: every row of the catalogue in one form, from which its line, its card and its reference are written.

An entry is a figure, a computed number, a record or a source check: what it says (its head), what stands behind it
(parts, in order), and by what a reader may look for it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from sphinx.application import Sphinx

from counternarcotics import computed, source_checks, tables
from counternarcotics.numberlike import formatted
from counternarcotics.sphinx_extension import addresses, resting
from counternarcotics.sphinx_extension.addresses import Address
from counternarcotics.sphinx_extension.facts import uses

# What stands behind the place of a check whose claim is not the text's own.
VOICES = {
    "author": "",
    "quoted": " (quoted or reported from somebody else)",
    "preface": " (another hand than the author's)",
}
_PLACES = ("place", "places", "member", "recipients")
_DATES = ("period", "date", "adopted", "starts", "founded", "ends", "ended")
_ID = re.compile(r"&#x27;[\w-]+&#x27;")
_SAID_ALREADY = {"id", "source", "locator", "note", "name", "title", "printed", "period"}


class Page:
    """The page that a catalogue stands on: links leave from it."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app = app
        self.docname = docname
        self.uses = uses(app.env)
        self.listed: list[Entry] = []

    def address(self, page: str) -> str:
        """Return the address of another page, seen from this one."""
        return self.app.builder.get_relative_uri(self.docname, page) if page != self.docname else ""

    def title(self, page: str) -> str:
        """Return the title of a page."""
        return self.app.env.titles[page].astext()

    def title_of(self, name: str) -> str:
        """Return the title of the page that is called `name`, in whatever folder it lies."""
        found = [page for page in self.app.env.titles if page.startswith("book/") and page.rpartition("/")[2] == name]
        return self.title(found[0]) if found else name

    def link(self, page: str, anchor: str, text: str) -> str:
        """Return a link to a place on a page."""
        return f'<a href="{self.address(page)}{f"#{anchor}" if anchor else ""}">{escape(text)}</a>'

    def used_on(self, anchor: str) -> list[str]:
        """Return the pages that speak of a row."""
        return [page for page in sorted(self.uses.get(anchor, ())) if page in self.app.env.titles]

    def file(self, name: str) -> str:
        """Return the address of a published table."""
        return f"{'../' * self.docname.count('/')}data/{name}"


@dataclass(frozen=True)
class Entry:
    """A row of the catalogue: texts in ``head``, ``what`` and ``source`` are plain, ``parts`` are HTML by term."""

    address: Address
    identifier: str
    table: str
    head: str
    what: str
    source: str
    parts: dict[str, str]
    css: str = ""
    group: str = ""  # the heading that it stands under: the name of a table, or words
    topic: str = ""
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    used_on: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


def of_tables(page: Page, names: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries of figures tables and of tables of records, table by table."""
    for name in names:
        write = _figure if name in tables.names() else _record
        for row in tables.load(name).to_dict("records"):
            yield write(page, row | {"table": name})


# -- figures and records -----------------------------------------------------------------------------


def _figure(page: Page, row: dict[str, Any]) -> Entry:
    address = addresses.of_row(row["id"])
    parts = {"Printed as": f"“{escape(row['printed'])}”" + (f" ({escape(row['reading'])})" if row["reading"] else "")}
    parts["Source"] = _source(page, row) + (
        f", crediting {escape(row['attributed_to'])}" if row["attributed_to"] else ""
    )
    if pd.notna(row["held_low"]):
        held = tables.lookup("units", "template")[row["unit"]].format(tables.number(row["held_low"], row["held_high"]))
        parts["We hold"] = f"{escape(held)}: {escape(row['correction'])}"
    return _with_uses(
        page,
        Entry(
            address,
            row["id"],
            row["table"],
            tables.shown(row["id"]),
            _what(row),
            _short(row),
            parts | _doubt(row),
            **_looked_for(row),
        ),
    )


def _what(row: dict[str, Any]) -> str:
    place = tables.lookup("places", "name")[row["place"]]
    return f"{measured(row)}, {place}, {row['period'].replace('/', '–')}"


def measured(row: dict[str, Any]) -> str:
    """Return in words what a figure measures: ``Seized: heroin``."""
    words = f"{row['measure']}: {row['item']}" if row["item"] else row["measure"]
    words = re.sub(r"\b(?:hiv|gdp)\b", lambda found: found[0].upper(), words.replace("-", " "))
    words = re.sub(r"\b(?:central asian|russia)\b", lambda found: found[0].title(), words)
    return words[0].upper() + words[1:]


def _record(page: Page, row: dict[str, Any]) -> Entry:
    parts = {
        column.replace("_", " ").capitalize(): _linked_cell(page, row[column])
        for column in (f["name"] for f in tables.fields(row["table"]))
        if column not in _SAID_ALREADY and _cell(row[column])
    }
    dates = "–".join(dict.fromkeys(str(row[c]) for c in _DATES if row.get(c)))
    what = ", ".join(part for part in (_kind(row), dates) if part)
    parts["Source"] = _source(page, row)
    address = addresses.of_row(row["id"])
    entry = Entry(
        address, row["id"], row["table"], words(row), what, _short(row), parts | _doubt(row), **_looked_for(row)
    )
    return _with_uses(page, entry)


def _kind(row: dict[str, Any]) -> str:
    kind = row.get("kind") or row.get("list") or tables.resource(row["table"])["title"]
    return f"{kind[0].upper()}{kind[1:]}"


def words(row: dict[str, Any]) -> str:
    """Return what a reader would call a record."""
    places, institutions = tables.lookup("places", "name"), tables.lookup("institutions", "name")
    match row["table"]:
        case "provisions":
            return f"{places[row['place']]}, {row['topic'].replace('-', ' ')}: {row['position']}"
        case "memberships":
            return f"{places[row['member']]} in {institutions[row['institution']]}"
        case "articles":
            return f"Article {row['article']} of {tables.row(row['instrument'])['title']}"
        case "route_chains":
            return f"{row['waypoint']} (chain {row['chain']}, step {row['step']})"
        case "policy_scores":
            return (
                f"{row['model'].replace('-', ' ').capitalize()}, {row['criterion'].replace('-', ' ')}: {row['score']:g}"
            )
        case _:
            return row.get("name") or row.get("title") or row.get("claim") or row["id"]


def _doubt(row: dict[str, Any]) -> dict[str, str]:
    return {"Reading": escape(row["note"])} if row["note"] else {}


def _short(row: dict[str, Any]) -> str:
    return f"{tables.lookup('sources', 'short')[row['source']]}, {row['locator']}"


def _source(page: Page, row: dict[str, Any]) -> str:
    short = tables.lookup("sources", "short")[row["source"]]
    return f"{page.link(*addresses.of_source(row['source']), short)}, {escape(row['locator'])}"


def _looked_for(row: dict[str, Any]) -> dict[str, Any]:
    table = row["table"]
    own = {"outcomes": lambda: measured(row | {"item": ""}), "list_items": lambda: row["list"]}.get(table)
    return {
        "topic": own() if own else tables.resource(table)["title"],
        "group": own() if own else table,
        "places": tuple(place for column in _PLACES for place in str(row.get(column) or "").split(";") if place),
        "sources": (row["source"],),
        "years": _years(row),
        "data": {key: None if _nothing(value) else value for key, value in row.items()},
    }


def _years(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(int(year) for column in _DATES for year in re.findall(r"\b\d{4}\b", str(row.get(column) or "")))


def _nothing(value: Any) -> bool:
    return value is None or value == "" or value != value


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return tables.number(value) if isinstance(value, float) else str(value)


def _linked_cell(page: Page, value: Any) -> str:
    """Return a cell, its ids written as what they stand for and linked to their rows."""
    text = _cell(value)
    parts = [part.strip() for part in text.split(";")]
    places = tables.lookup("places", "name")
    if all(part in places for part in parts):
        return escape(", ".join(places[part] for part in parts))
    if all(part in tables.rows() for part in parts):
        return ", ".join(row_link(page, part) for part in parts)
    return escape(text)


def row_link(page: Page, identifier: str) -> str:
    """Return a link to any row by its id, with the words that name it best."""
    row = tables.row(identifier)
    text = tables.shown(identifier) if row["table"] in tables.names() else words(row)
    return page.link(*addresses.of_row(identifier), text)


# -- what rests on a row -------------------------------------------------------------------------------


def _with_uses(page: Page, entry: Entry) -> Entry:
    """Return the entry with what rests on it (:mod:`resting`) and the pages that speak of it."""
    on_it, used = resting.on(page, entry), page.used_on(entry.address.anchor)
    if on_it:
        entry.parts["Rests on it"] = "; ".join(on_it)
    if said := resting.sentences_on(page, entry):
        entry.parts["Sentences"] = "; ".join(said)
    if used:
        entry.parts["Used on"] = ", ".join(page.link(name, "", page.title(name)) for name in used)
    entry.used_on.extend(used)
    return entry


# -- computed numbers ----------------------------------------------------------------------------------


def of_computed(page: Page) -> Iterator[Entry]:
    """Yield the entries of the computed numbers."""
    for name in computed.names():
        one = computed.get(name)
        spread = dict(zip(("Range", "Central range, 90%"), one.spread() or (), strict=False))
        # A value that is a range already need not be said again.
        parts = {term: escape(value) for term, value in spread.items() if value != one.shown()}
        if one.expression:
            parts["Worked out as"] = _expression(one.expression)
        parts["From"] = "; ".join(_inputs(page, one))
        if one.note:
            parts["Reading"] = escape(one.note)
        rows = [tables.row(identifier) for identifier in one.uses]
        found = [_looked_for(row) for row in rows]
        low, high = one.ends()
        data = {"id": name, "low": low, "high": high, "unit": one.unit, "how": one.how, "expression": one.expression}
        if one.inputs():
            data |= dict(zip(("range_low", "range_high"), one.range(), strict=True))
            data |= dict(zip(("central_90_low", "central_90_high"), one.central(), strict=True))
        entry = Entry(
            addresses.of_computed(name), name, "computed_numbers", one.shown(), one.how, "Worked out by this book", parts,
            group=page.title_of(_page_of(name)), topic=found[0]["topic"] if found else "",
            places=_all(found, "places"), sources=_all(found, "sources"), years=_all(found, "years"), data=data,
        )  # fmt: skip
        yield _with_uses(page, entry)


def _page_of(name: str) -> str:
    """Return the page that a computed number is worked out for: a column of its row, or the module of its function."""
    if computed.get(name).function:
        return computed.get(name).function.__module__.rpartition(".")[2].replace("_", "-")
    return _pages_of_numbers()[name]


@functools.lru_cache
def _pages_of_numbers() -> dict[str, str]:
    held = tables.load("computed_numbers")
    return dict(zip(held["id"], held["page"], strict=True))


def _expression(text: str) -> str:
    """Return an expression as code whose ids stay whole, so that it may have to be scrolled."""
    return f"<code tabindex='0'>{_ID.sub(lambda found: f'<span>{found[0]}</span>', escape(text))}</code>"


def _all(found: list[dict[str, Any]], key: str) -> tuple:
    return tuple(dict.fromkeys(part for one in found for part in one[key]))


def _inputs(page: Page, one: computed.Computed) -> list[str]:
    """Return links to what a number names itself: rows, other computed numbers, and the tables whose rows it counts."""
    rows = [page.link(*addresses.of_row(identifier), identifier) for identifier in one.named]
    numbers = [page.link(*addresses.of_computed(name), computed.get(name).how) for name in one.numbers]
    counts = [f"table {page.link(addresses.DATA_PAGE, f'data-{name}', name)}" for name in one.tables]
    return [*rows, *numbers, *counts]


def _named(page: Page, row: dict[str, Any]) -> str:
    """Return a link to a row that says what the row is, and for a figure its value."""
    address = addresses.of_row(row["id"])
    if row["table"] not in tables.names():
        return page.link(*address, words(row))
    return f"{page.link(*address, _what(row))}, {escape(tables.shown(row['id']))}"


# -- source checks ---------------------------------------------------------------------------------------


def of_checks(page: Page) -> Iterator[Entry]:
    """Yield the entries of the source checks, kind by kind."""
    checked = source_checks.results()
    kinds = next(f for f in tables.fields("source_checks") if f["name"] == "kind")["constraints"]["enum"]
    for kind in kinds:
        for row in checked[checked["kind"] == kind].to_dict("records"):
            yield _check(page, row)


def _check(page: Page, row: dict[str, Any]) -> Entry:
    """Return a check: verdict and title, then what was said, what follows and what it means."""
    claims = [part.strip() for part in row["claims"].split(";")]
    parts = {"Finding": escape(row["finding"])}
    parts["Claimed"] = f"{_range(row, 'claimed')} ({', '.join(row_link(page, part) for part in claims)})"
    if row["computed"]:
        parts["Worked out"] = f"{_range(row, 'computed')}, from {_expression(row['computed'])}"
    parts |= {"In this book": escape(row["use"]), "Lesson": escape(row["teaches"])}
    if row["note"]:
        parts["Note"] = escape(row["note"])
    parts["Source"] = _source(page, row) + VOICES[row["voice"]]
    found = [_looked_for(tables.row(part)) for part in claims]
    stored = ("id", "title", "kind", "voice", "claims", "claimed_low", "claimed_high", "computed_low", "computed_high", "unit", "verdict", "finding", "use", "teaches", "source", "locator", "note")  # fmt: skip
    entry = Entry(
        addresses.of_row(row["id"]), row["id"], "source_checks", row["title"], row["verdict"], _short(row), parts,
        css=f"cn-verdict cn-{row['verdict']}", group=row["kind"].capitalize(), topic=row["kind"].capitalize(), places=_all(found, "places"), sources=(row["source"],),
        years=_all(found, "years"), data={key: None if _nothing(row[key]) else row[key] for key in stored},
    )  # fmt: skip
    return _with_uses(page, entry)


def _range(row: dict[str, Any], which: str) -> str:
    low, high = row[f"{which}_low"], row[f"{which}_high"]
    if low is None or low != low:
        return "by reading"
    shown = dict.fromkeys(_rounded(end, row["unit"]) for end in (low, high))
    unit = "" if row["unit"] == "year" else f" {row['unit']}"
    return escape(f"{' to '.join(shown)}{unit}")


def _rounded(value: float, unit: str) -> str:
    """Return four figures that count, and years without a mark between thousands."""
    if unit == "year":
        return f"{value:.0f}"
    digits = 0 if abs(value) >= 1000 else 4 - len(f"{abs(value):.0f}".lstrip("0"))
    return formatted(value, f",.{max(digits, 0)}f").rstrip("0").rstrip(".") if digits > 0 else formatted(value, ",.0f")

"""Catalogues: the tables as the reader sees them, generated from the package for ``{catalogue}``.

``tables`` describes every table (columns, licence, preview, download); ``figures`` and ``records`` show every row with
its source and the pages that speak of it; ``computed``, ``checks`` and ``sources`` the rest; ``index`` lists every
figure and explorer with its page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
from sphinx.application import Sphinx

from counternarcotics import computed, source_checks, tables
from counternarcotics.numberlike import formatted
from counternarcotics.sphinx_extension import figures
from counternarcotics.sphinx_extension.facts import CHECKS_PAGE, FIGURES_PAGE, RECORDS_PAGE, uses

# What stands behind the place of a check whose claim is not the text's own.
VOICES = {
    "author": "",
    "quoted": " (quoted or reported from somebody else)",
    "preface": " (another hand than the author's)",
}
DATA_PAGE = "book/reference/data"
PREVIEW = 3  # rows: enough to see what a table looks like, short enough for a phone


class Page:
    """The page that a catalogue stands on: links leave from it."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app = app
        self.docname = docname
        self.uses = uses(app.env)

    def address(self, page: str) -> str:
        """Return the address of another page, seen from this one."""
        return self.app.builder.get_relative_uri(self.docname, page) if page != self.docname else ""

    def title(self, page: str) -> str:
        """Return the title of a page."""
        return self.app.env.titles[page].astext()

    def link(self, page: str, anchor: str, text: str) -> str:
        """Return a link to a place on a page."""
        return f'<a href="{self.address(page)}{f"#{anchor}" if anchor else ""}">{escape(text)}</a>'

    def used_on(self, anchor: str) -> str:
        """Return links to the pages that speak of a row."""
        pages = sorted(self.uses.get(anchor, ()))
        return ", ".join(self.link(page, "", self.title(page)) for page in pages if page in self.app.env.titles)

    def file(self, name: str) -> str:
        """Return the address of a published table."""
        return f"{'../' * self.docname.count('/')}data/{name}"


def _grid(label: str, heads: list[str], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    return (
        f'<div class="cn-table" tabindex="0" role="region" aria-label="{escape(label)}"><table class="cn-catalogue">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(anchor: str, name: str, cells: list[str]) -> str:
    """Return a row of ready HTML cells; `anchor` is empty where nothing links to it."""
    identifier = f' id="{anchor}"' if anchor else ""
    return f'<tr{identifier}><th scope="row">{name}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


# -- every table ---------------------------------------------------------------------------------


def _tables(page: Page) -> str:
    licence = tables.package()["licenses"][0]
    described = tables.package()["resources"]
    overview = _grid(
        "All tables",
        ["Table", "What it holds", "Rows", "Download"],
        [
            _row("", f'<a href="#data-{r["name"]}">{escape(r["title"])}</a>', [escape(r["description"]), f"{len(tables.load(r['name'])):,}", _download(page, r)])
            for r in described
        ],
    )  # fmt: skip
    terms = f'<p>Licence of every table: <a href="{licence["path"]}">{licence["name"]}</a>, {escape(licence["title"].partition("(")[2].rstrip(")"))}. '
    package = (
        f'<a href="{page.file("datapackage.json")}" download>datapackage.json</a> describes them all for a machine.</p>'
    )
    return overview + terms + package + "".join(_table(page, r) for r in described)


def _download(page: Page, described: dict[str, Any]) -> str:
    return f'<a href="{page.file(described["path"])}" download>{escape(described["path"])}</a>'


def _table(page: Page, described: dict[str, Any]) -> str:
    name, title = described["name"], described["title"]
    held = tables.load(name)
    columns = [
        _row("", _code(f["name"]), [escape(f["description"]), escape(_expected(f))]) for f in tables.fields(name)
    ]
    preview = [
        _row("", escape(_cell(first)), [escape(_cell(cell)) for cell in rest])
        for first, *rest in held.head(PREVIEW).itertuples(index=False, name=None)
    ]
    where = ""
    if name in tables.names():
        where = f" {page.link(FIGURES_PAGE, f'table-{name}', 'All its rows')}."
    elif name == "computed_numbers":
        where = f" {page.link(FIGURES_PAGE, 'computed-numbers', 'All its rows')}."
    elif name in tables.record_names() and name != "source_checks":
        where = f" {page.link(RECORDS_PAGE, f'table-{name}', 'All its rows')}."
    licence = tables.package()["licenses"][0]["name"]
    return (
        f'<section id="data-{name}"><h3>{escape(title)}</h3><p>{escape(described["description"])}{where} '
        f'<span class="cn-source">{_download(page, described)}, {len(held):,} rows, {licence}.</span></p>'
        f"<details class='cn-fold'><summary>Columns of “{escape(title)}”</summary>"
        f"{_grid(f'Columns of {title}', ['Column', 'Meaning', 'Expected'], columns)}</details>"
        f"<details class='cn-fold'><summary>First rows of “{escape(title)}”</summary>"
        f"{_grid(f'First rows of {title}', list(held.columns), preview)}</details></section>"
    )


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return tables.number(value) if isinstance(value, float) else str(value)


def _expected(field: dict[str, Any]) -> str:
    rules = field.get("constraints", {})
    parts = [field["type"]]
    if rules.get("required"):
        parts.append("always filled")
    if "enum" in rules:
        parts.append(f"one of {', '.join(map(str, rules['enum']))}")
    if "refersToAs" in field:
        parts.append(field["refersToAs"])
    return "; ".join(parts)


# -- every row -----------------------------------------------------------------------------------


def _source(row: dict[str, Any]) -> str:
    return f"{tables.lookup('sources', 'short')[row['source']]}, {row['locator']}"


def _figures(page: Page) -> str:
    heads = ["Figure", "Value", "Printed as", "Place, period", "Source", "Reading", "Used on"]
    return "".join(_section(page, name, heads, _figure) for name in tables.names())


def _figure(page: Page, row: dict[str, Any]) -> str:
    identifier = row["id"]
    reading = row["note"]
    if pd.notna(row["held_low"]):
        reading = f"We hold {tables.number(row['held_low'], row['held_high'])}: {row['correction']} {reading}"
    credited = f" (crediting {row['attributed_to']})" if row["attributed_to"] else ""
    cells = [
        tables.shown(identifier),
        row["printed"],
        f"{tables.lookup('places', 'name')[row['place']]}, {row['period'].replace('/', '–')}",
        f"{_source(row)}{credited}",
        reading,
    ]
    anchor = f"figure-{identifier}"
    return _row(anchor, _code(identifier), [*map(escape, cells), page.used_on(anchor)])


def _records(page: Page) -> str:
    parts = []
    for name in tables.record_names():
        if name == "source_checks":
            continue
        shown = [f["name"] for f in tables.fields(name) if f["name"] not in {"id", "source", "locator", "note"}]
        heads = ["Row", *(column.replace("_", " ") for column in shown), "source", "reading", "used on"]
        parts.append(_section(page, name, heads, _record_of(shown)))
    return "".join(parts)


def _record_of(shown: list[str]) -> Callable[[Page, dict[str, Any]], str]:
    def record(page: Page, row: dict[str, Any]) -> str:
        anchor = f"record-{row['id']}"
        cells = [_linked_cell(page, row[column]) for column in shown]
        return _row(anchor, _code(row["id"]), [*cells, escape(_source(row)), escape(row["note"]), page.used_on(anchor)])

    return record


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
    if row["table"] in tables.names():
        return page.link(FIGURES_PAGE, f"figure-{identifier}", tables.shown(identifier))
    return page.link(RECORDS_PAGE, f"record-{identifier}", _words(row))


def _words(row: dict[str, Any]) -> str:
    """Return what a reader would call a record."""
    places, institutions = tables.lookup("places", "name"), tables.lookup("institutions", "name")
    match row["table"]:
        case "provisions":
            return f"{places[row['place']]}, {row['topic'].replace('-', ' ')}: {row['position']}"
        case "memberships":
            return f"{places[row['member']]} in {institutions[row['institution']]}"
        case "articles":
            return f"Article {row['article']}"
        case "route_chains":
            return f"{row['waypoint']} (chain {row['chain']})"
        case _:
            return row.get("name") or row.get("title") or row["id"]


def _section(page: Page, name: str, heads: list[str], write: Callable[[Page, dict[str, Any]], str]) -> str:
    described = tables.resource(name)
    held = tables.load(name)
    rows = [write(page, row) for row in held.to_dict("records")]
    return (
        f'<section id="table-{name}"><h3>{escape(described["title"])}</h3><p>{escape(described["description"])} '
        f'<span class="cn-source">Table {_download(page, described)}, {len(held):,} rows.</span></p>'
        f"{_grid(described['title'], heads, rows)}</section>"
    )


# -- computed numbers, source checks, texts --------------------------------------------------------


def _computed(page: Page) -> str:
    rows = []
    for name in computed.names():
        one = computed.get(name)
        anchor = f"computed-{name}"
        cells = [_value(one), _how(one), _from(page, one), page.used_on(anchor)]
        rows.append(_row(anchor, _code(name), cells))
    return _grid("Computed numbers", ["Number", "Value", "How", "From", "Used on"], rows)


def _value(one: computed.Computed) -> str:
    """Return a number as it is printed, with its range and central 90 % where its inputs are ranges."""
    shown, spread = one.shown(), one.spread()
    if spread is None:
        return escape(shown)
    whole, central = spread
    ranges = [] if whole == shown else [f"range: {whole}"]
    return "<br>".join(map(escape, [shown, *ranges, f"central range (90%): {central}"]))


def _how(one: computed.Computed) -> str:
    """Return how a number is worked out: in words, as an expression, and with what was assumed."""
    parts = [escape(one.how), _code(one.expression) if one.expression else "", escape(one.note)]
    return "<br>".join(part for part in parts if part)


def _from(page: Page, one: computed.Computed) -> str:
    """Return links to what a number names itself: rows, other computed numbers, and the tables whose rows it counts."""
    rows = [_input(page, identifier) for identifier in one.named]
    numbers = [page.link(FIGURES_PAGE, f"computed-{name}", name) for name in one.numbers]
    counts = [f"table {page.link(DATA_PAGE, f'data-{name}', name)}" for name in one.tables]
    return ", ".join([*rows, *numbers, *counts])


def _input(page: Page, identifier: str) -> str:
    """Return a link to a row that a number rests on, called by its id."""
    table = tables.row(identifier)["table"]
    if table in tables.names():
        return page.link(FIGURES_PAGE, f"figure-{identifier}", identifier)
    return page.link(CHECKS_PAGE if table == "source_checks" else RECORDS_PAGE, f"record-{identifier}", identifier)


def _checks(page: Page) -> str:
    checked = source_checks.results()
    parts = []
    kinds = next(f for f in tables.fields("source_checks") if f["name"] == "kind")["constraints"]["enum"]
    for kind in kinds:
        found = checked[checked["kind"] == kind]
        cases = "".join(_check(page, row) for row in found.to_dict("records"))
        parts.append(
            f'<section id="checks-{kind.replace(" ", "-")}"><h3>{escape(kind.capitalize())}</h3>{cases}</section>'
        )
    return "".join(parts)


def _check(page: Page, row: dict[str, Any]) -> str:
    """Return a check as a line that opens: verdict and title, then what was said, what follows and what it means."""
    claims = ", ".join(row_link(page, part.strip()) for part in row["claims"].split(";"))
    parts = {"Finding": escape(row["finding"]), "Claimed": f"{_range(row, 'claimed')} ({claims})"}
    if row["computed"]:
        parts["Worked out"] = f"{_range(row, 'computed')}, from {_code(row['computed'])}"
    parts |= {"In this book": escape(row["use"]), "Lesson": escape(row["teaches"])}
    if row["note"]:
        parts["Note"] = escape(row["note"])
    parts["Where"] = escape(_source(row)) + VOICES[row["voice"]]
    inside = "".join(f"<dt>{term}</dt><dd>{words}</dd>" for term, words in parts.items())
    return (
        f'<details class="cn-fold cn-case" id="record-{row["id"]}"><summary><span class="cn-verdict cn-{row["verdict"]}">'
        f"{row['verdict']}</span> {escape(row['title'])}</summary><dl>{inside}</dl></details>"
    )


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


def _index(page: Page) -> str:
    """Return every figure and explorer in the order of the pages."""
    entered = figures.index(page.app.env)
    ordered = [name for name in page.app.env.collect_relations() if name in entered]
    rows = [
        _row("", f'<a href="{page.address(name)}#{anchor}">{title}</a>', [kind, page.link(name, "", page.title(name))])
        for name in ordered
        for kind, anchor, title in entered[name]
    ]
    return _grid("Figures and explorers", ["Title", "What it is", "Page"], rows)


def _sources(page: Page) -> str:
    counted = tables.figures()["source"].value_counts()
    rows = [
        _row(f"source-{row['source']}", escape(row["short"]), [_linked(row["citation"]), escape(row["standpoint"]), str(counted.get(row["source"], 0))])
        for row in tables.load("sources").to_dict("records")
    ]  # fmt: skip
    return _grid("Sources", ["Short", "Reference", "Standpoint", "Figures"], rows)


def _linked(citation: str) -> str:
    return re.sub(r"(https?://[^\s<]+?)(?=[.,;]?(?:\s|$))", r'<a href="\1">\1</a>', escape(citation))


CATALOGUES = {
    "tables": _tables,
    "figures": _figures,
    "records": _records,
    "computed": _computed,
    "checks": _checks,
    "sources": _sources,
    "index": _index,
}

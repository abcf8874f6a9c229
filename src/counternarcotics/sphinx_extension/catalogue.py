"""Catalogues: the tables as the reader sees them, generated from the package for ``{catalogue}``.

``figures``, ``later-figures``, ``computed``, ``records``, ``lists`` and ``checks`` list every row as a line that opens
to its card; ``tables`` describes every table (columns, licence, preview, download); ``sources`` the publications;
``index`` lists every figure and explorer with its page.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.metadata import version
from typing import Any

import pandas as pd

from counternarcotics import tables
from counternarcotics.sphinx_extension import addresses, cards, entries, figures
from counternarcotics.sphinx_extension.entries import Entry, Page

WHOLE = 36  # letters of an id that a phone shows in one line; a longer one is scrolled, by keyboard too
PREVIEW = 3  # rows: enough to see what a table looks like, short enough for a phone
_LATEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"})


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
    if name in {*tables.names(), *tables.record_names(), "computed_numbers"}:
        where = f" {page.link(addresses.page_of(name), f'table-{name}', 'All its rows')}."
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


def _listed(page: Page, kind: str) -> str:
    """Return every row of a catalogue as lines that open, and note the rows with the page."""
    found = list(_entries(page, kind))
    page.listed += found
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(entry.group, []).append(entry)
    sections = [_section(page, group, members) for group, members in groups.items()]
    anchors = "".join(f'<span id="table-{name}"></span>' for name in _tables_of(kind) if len(_tables_of(kind)) == 1)
    return f'{anchors}{_filters(page, found)}<div class="cn-entries">{"".join(sections)}</div>'


def _tables_of(kind: str) -> list[str]:
    names = [*tables.names(), *tables.record_names(), "computed_numbers"]
    return [name for name in names if addresses.page_of(name) == f"{addresses.REFERENCE}/{kind}"]


def _entries(page: Page, kind: str) -> Iterator[Entry]:
    if kind == "computed":
        return entries.of_computed(page)
    return entries.of_checks(page) if kind == "checks" else entries.of_tables(page, _tables_of(kind))


def _section(page: Page, group: str, members: list[Entry]) -> str:
    first = members[0]
    lines = "".join(line(entry) for entry in members)
    if group != first.table:
        return f'<section id="topic-{cards.slug(group)}"><h3>{escape(group)}</h3>{lines}</section>'
    described = tables.resource(group)
    return (
        f'<section id="table-{group}"><h3>{escape(described["title"])}</h3><p>{escape(described["description"])} '
        f'<span class="cn-source">Table {_download(page, described)}, {len(members):,} rows.</span></p>{lines}</section>'
    )


def line(entry: Entry) -> str:
    """Return a row as a line of head, what and source that opens to all that is known of it."""
    sought = {
        "topic": cards.slug(entry.topic),
        "place": " ".join(entry.places),
        "source": " ".join(entry.sources),
        "page": " ".join(cards.slug(name) for name in entry.used_on),
        "years": f"{min(entry.years)} {max(entry.years)}" if entry.years else "",
    }
    marks = "".join(f' data-{name}="{value}"' for name, value in sought.items() if value)
    return (
        f'<details class="cn-entry" id="{entry.address.anchor}"{marks}><summary>{_heads(entry)}'
        f"<small>{escape(entry.source)}</small></summary>{_parts(entry)}{_cited(entry)}</details>"
    )


def card(entry: Entry) -> str:
    """Return a row as a page shows it beside the line that speaks of it."""
    return f'<p class="cn-lookup-head">{_heads(entry)}</p>{_parts(entry)}'


def _heads(entry: Entry) -> str:
    if entry.css:
        return f'<b>{escape(entry.head)}</b> <span><i class="{entry.css}">{escape(entry.what)}</i></span> '
    return f"<b>{escape(entry.head)}</b> <span>{escape(entry.what)}</span> "


def _parts(entry: Entry) -> str:
    inside = "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in entry.parts.items())
    scrolled = ' tabindex="0"' if len(entry.identifier) > WHOLE else ""
    return f'<dl>{inside}<dt>Id</dt><dd class="cn-id"{scrolled}>{entry.identifier}</dd></dl>'


@functools.cache
def _version() -> str:
    return version("counternarcotics")  # it reads the metadata from disk, and every row says it


def _cited(entry: Entry) -> str:
    """Return how to cite a row: the publication first, since the fact is its own."""
    book = f"Counter-Narcotics Policy in Central Asia: an interactive textbook, version {_version()}"
    title = f"{entry.what}: {entry.head}" if entry.table in {*tables.names(), "computed_numbers"} else entry.head
    citations = tables.lookup("sources", "citation")
    printed = f"{citations[entry.sources[0]]} ({entry.data['locator']}). " if "locator" in entry.data else ""
    note = f"Row {entry.identifier} of {book}; {entry.source}"
    bibtex = (
        f"@misc{{{entry.identifier},\n  author = {{{{The textbook's contributors}}}},\n"
        f"  title = {{{{{title.translate(_LATEX)}}}}},\n  year = {{2026}},\n  note = {{{note.translate(_LATEX)}}}\n}}"
    )
    return (
        f'<details class="cn-cite"><summary>Cite</summary><p>{escape(printed)}“{escape(title)}”, row {entry.identifier} of '
        f"<cite>{book}</cite> (2026).</p><pre>{escape(bibtex)}</pre></details>"
    )


def _filters(page: Page, found: list[Entry]) -> str:
    """Return the choices by which rows are found, and the buttons that take them away; a script makes them work."""
    places, short = tables.lookup("places", "name"), tables.lookup("sources", "short")
    choices = {
        "topic": ("Topic", {cards.slug(entry.topic): entry.topic for entry in found if entry.topic}),
        "place": ("Place", {place: places[place] for entry in found for place in entry.places if place in places}),
        "source": ("Source", {source: short[source] for entry in found for source in entry.sources}),
        "page": ("Used on", {cards.slug(name): page.title(name) for entry in found for name in entry.used_on}),
    }
    selects = "".join(
        f'<label>{label}<select name="{name}"><option value="">Any</option>'
        + "".join(
            f'<option value="{key}">{escape(text)}</option>' for key, text in sorted(options.items(), key=_by_name)
        )
        + "</select></label>"
        for name, (label, options) in choices.items()
    )
    year = 'inputmode="numeric" maxlength="4" autocomplete="off"'  # a number field without a number is read out as 0
    name = page.docname.rpartition("/")[2]
    # Without this a choice of rows that happen to be plain numbers or years would be read as numbers: 1.10 becomes 1.1.
    texts = [column for column in ("printed", "period") if any(column in entry.data for entry in found)]
    types, classes = (", ".join(form % text for text in texts) for form in ('"%s": str', '%s = "character"'))
    code = {
        "Python": f'pandas.read_csv("{name}.csv"' + (f", dtype={{{types}}})" if texts else ")"),
        "R": f'read.csv("{name}.csv", encoding = "UTF-8"' + (f", colClasses = c({classes}))" if texts else ")"),
        "Spreadsheet": f"Data, From Text/CSV, {name}.csv, Unicode (UTF-8), comma"
        + (f"; columns {' and '.join(texts)} as text" if texts else ""),
    }
    shown = "".join(f"<dt>{how}</dt><dd><code>{escape(said)}</code></dd>" for how, said in code.items())
    return (
        f'<form class="cn-filter cn-needs-script" aria-label="Find rows" data-name="{name}">'
        '<label class="cn-words">Words<input type="search" name="words" autocomplete="off"></label><p class="cn-count"></p>'
        f'<details class="cn-choices"><summary>More choices, and download</summary><div>{selects}'
        f'<label>From year<input {year} name="from"></label><label>To year<input {year} name="to"></label>'
        '<div class="cn-actions"><button type="reset">Show all</button>'
        '<button type="button" data-as="csv">Download as CSV</button><button type="button" data-as="json">Download as JSON</button>'
        f"</div><details class='cn-fold'><summary>Read the downloaded file</summary><dl>{shown}</dl></details></div></details>"
        "</form>"
    )


def _by_name(option: tuple[str, str]) -> str:
    return option[1].casefold()


def _download_of(page: Page, found: Iterable[Entry]) -> dict[str, Any]:
    """Return the rows as the tables hold them, with what a file of them must say of itself."""
    rows = {entry.address.anchor: {"table": entry.table, **entry.data} for entry in found}
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    citations = tables.lookup("sources", "citation")
    licence = tables.package()["licenses"][0]
    used = sorted({source for entry in found for source in entry.sources})
    return {
        "title": f"{page.title(page.docname)}: {page.app.config.project}",
        "version": _version(),
        "licence": {key: licence[key] for key in ("name", "path", "title")},
        "sources": {source: citations[source] for source in used},
        "columns": columns,
        "rows": {anchor: [row.get(column) for column in columns] for anchor, row in rows.items()},
    }


# -- figures and explorers, publications -----------------------------------------------------------


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
    held = {source: "1 figure" if number == 1 else f"{number} figures" for source, number in counted.items()}
    return "".join(
        f'<details class="cn-entry" id="source-{row["source"]}"><summary><b>{escape(row["short"])}</b> '
        f"<span>{escape(row['kind'].capitalize())}</span> <small>{held.get(row['source'], 'no figure')}</small></summary>"
        f"<dl><dt>Reference</dt><dd>{_linked(row['citation'])}</dd><dt>Standpoint</dt><dd>{escape(row['standpoint'])}</dd></dl></details>"
        for row in tables.load("sources").to_dict("records")
    )


def _linked(citation: str) -> str:
    return re.sub(r"(https?://[^\s<]+?)(?=[.,;]?(?:\s|$))", r'<a href="\1">\1</a>', escape(citation))


def write_cards(page: Page) -> None:
    """Write the cards of the rows that a page lists, and the rows themselves for those who take them away."""
    if page.listed:
        cards.write(page.app, page.docname, {entry.address.anchor: card(entry) for entry in page.listed})
        cards.write_rows(page.app, page.docname, _download_of(page, page.listed))


LISTS = ("figures", "later-figures", "computed", "records", "lists", "checks")
CATALOGUES = {
    "tables": _tables,
    **{kind: functools.partial(_listed, kind=kind) for kind in LISTS},
    "sources": _sources,
    "index": _index,
}

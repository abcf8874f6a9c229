"""Validation: a malformed table is refused in one sentence that helps.

Each sentence names the file, row and column, what stands there, what was expected and what to do.  First the files
themselves are looked at (encoding, marks between cells, description); then Frictionless checks what
``datapackage.json`` can say of single columns and keys; then this module what rows say of each other (ids, places and
locators that exist, verdicts that fit), and :mod:`counternarcotics.plausibility` what a row cannot say.
"""

from __future__ import annotations

import contextlib
import csv
import difflib
import functools
import importlib.metadata
import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from counternarcotics import (
    coherence,
    describe,
    dimensions,
    evaluate,
    fair_questions,
    keeping,
    periods,
    plausibility,
    verdicts,
)

LOCATOR = re.compile(r"(?P<section>.+?)(?: fn\. (?P<footnote>\d+))?(?: \([^)]+\))?")
DESCRIPTION = "datapackage.json"
PATTERNS = {
    r"[a-z0-9]+(-[a-z0-9]+)*": "a name of lower-case words, digits and hyphens",
    r"\d{4}(-\d{2}(-\d{2})?)?": "a year, a month (2003-01) or a day (2003-01-31)",
    r"(18|19|20)\d\d(-\d\d)?(/(18|19|20)\d\d(-\d\d)?)?": "a year, a month (2003-01) or a span of them (1995/2000)",
    r"\+?,?\.\df": "a format such as ,.0f, .1f or +.0f",
    r"[A-Z]{3}": "three capital letters",
    r".*\{\}.*": "a text with {} where the number stands",
}
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
SPANS = (("starts", "ends"), ("founded", "ended"), ("date", "ends"))
NAMES = (  # columns that name a row to the reader, and so only one
    ("places", "name"), ("places", "iso3"), ("sources", "short"), ("institutions", "name"), ("instruments", "title"), ("source_checks", "title"),
    ("forecast_claims", "claim"), ("events", "title"), ("later_events", "title"), ("projects", "name"), ("projects", "budget"),
)  # fmt: skip
# What expressions rest on: a name, a number or a unit that is wrong.
_FOUNDING = re.compile(
    r"column (?:unit|kind|name|iso3|title|claim|budget|(?:held|value)_\w+): |column id: .* as well; rename"
)
_NAMED = re.compile(r"'([a-z0-9-]+)'")
MANY = 3  # expressions that do not hold and name one row: the slip is likelier there
SAME_FIGURE = ("measure", "item", "place", "period", "value_low", "value_high", "unit", "source")


def problems(folder: Path) -> Iterator[str]:
    """Yield one sentence for every place where the tables in `folder` break their description."""
    rows = functools.cache(_Rows)
    for part in (
        _file_problems,
        _description_problems,
        lambda folder: itertools.chain(_digit_problems(rows(folder)), _key_problems(rows(folder))),
        lambda folder: _meaning_problems(rows(folder)),
    ):
        found = list(part(folder))
        yield from found
        if found:
            return


def _file_problems(folder: Path) -> Iterator[str]:
    """Yield what keeps a file from being read: no UTF-8, no JSON, other marks than commas, a table nobody describes."""
    texts: dict[str, str] = {}
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.json")]):
        content = path.read_bytes()
        where = f"{folder.name}/{path.name}"
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield f"{where}: found text in UTF-16; save the file as UTF-8."
            continue
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            row = content[: error.start].count(b"\n") + 1
            yield f"{where}, row {row}: found a byte that is not UTF-8 (text saved in an older encoding); save the file as UTF-8."
            continue
        if text.startswith("\ufeff"):
            yield f"{where}, row 1: found a byte-order mark before the first word; save the file as UTF-8 without it."
        if "\r" in text:
            system = "Windows" if "\r\n" in text else "an old Mac"
            yield f"{where}, row {text.partition(chr(13))[0].count(chr(10)) + 1}: found the line ends of {system}, with which every row would count as changed; save the file with plain ones (LF)."
        texts[path.name] = text.replace("\r\n", "\n").replace("\r", "\n")
    for name, text in texts.items():
        if name.endswith(".json"):
            try:
                json.loads(text)
            except json.JSONDecodeError as error:
                yield f"{folder.name}/{name}, line {error.lineno}: found what is no JSON ({error.msg}); correct it."
    if DESCRIPTION not in texts:
        yield f"{folder.name}/{DESCRIPTION}: not found or not readable; every table is described there."
        return
    with contextlib.suppress(json.JSONDecodeError):
        description = json.loads(texts[DESCRIPTION])
        wrong = list(_shape_problems(folder, texts, description))
        yield from wrong or _table_files(folder, texts, description)


def _shape_problems(folder: Path, texts: Mapping[str, str], description: Any) -> Iterator[str]:
    """Yield what keeps the description from being read: a part that is missing, a reference to no table."""
    where = f"{folder.name}/{DESCRIPTION}"
    resources = description.get("resources") if isinstance(description, dict) else None
    if not isinstance(resources, list) or not resources:
        yield f"{where}: found no list of resources; describe each table there, with name, path and schema."
        return
    names = [one.get("name") for one in resources if isinstance(one, dict)]
    for number, one in enumerate(resources, 1):
        missing = [part for part in ("name", "path", "schema") if not (isinstance(one, dict) and one.get(part))]
        if missing:
            yield f"{where}, entry {number} of resources: found no {' and no '.join(missing)}; every table has a name, a path and a schema."
            continue
        if names.count(one["name"]) > 1:
            yield f"{where}, entry {number} of resources: found the name {one['name']!r} more than once; rename one of them."
        schema = one["schema"]
        if isinstance(schema, str):
            if schema not in texts:
                yield f"{where}, entry {number} of resources: found the schema {schema!r}, but there is no such file; correct its name."
                continue
            try:
                schema = json.loads(texts[schema])
            except json.JSONDecodeError:  # told already
                continue
        for key in schema.get("foreignKeys", []):
            target = key.get("reference", {}).get("resource")
            if target and target not in names:
                near = ", ".join(difflib.get_close_matches(target, filter(None, names), n=3)) or ", ".join(names[:6])
                yield f"{where}, entry {number} of resources: found a reference to the table {target!r}, which is not described; the nearest are {near}."


def _table_files(folder: Path, texts: dict[str, str], description: dict[str, Any]) -> Iterator[str]:
    described = {resource["path"] for resource in description["resources"]}
    for name in sorted(texts):
        if not name.endswith(".csv"):
            continue
        if name not in described:
            yield f"{folder.name}/{name}: found a table that {DESCRIPTION} does not describe; add it to its resources, or take the file away."
        if not texts[name].strip():
            yield f"{folder.name}/{name}: found an empty file; restore the table with its heading."
            continue
        where, heads = f"{folder.name}/{name}", texts[name].partition("\n")[0]
        starts = 1
        try:
            for cells in (lines := csv.reader(texts[name].splitlines(keepends=True), strict=True)):
                if any("\n" in cell for cell in cells):
                    yield f"{folder.name}/{name}, row {starts}: found a quotation mark that is never closed, so that the rows below run into its cell; close it, or take it out."
                    break
                starts = lines.line_num + 1
        except csv.Error as error:
            ends = "at the end of the file" if "end of data" in str(error) else f"before row {starts + 1}"
            yield f"{where}, row {starts}: found a quotation mark that does not close its cell {ends}; close it after the last letter, or write it twice inside a text."
        if not texts[name].endswith("\n"):
            yield f"{where}, row {texts[name].count(chr(10)) + 1}: found no line end after the last row, so that the next one would run into it; add one."
        yield from _heading_problems(where, heads, texts, description, name)
        for mark, word in (("\t", "tabs"), (";", "semicolons"), ("|", "bars")):
            if heads.count(mark) > heads.count(","):
                yield f"{folder.name}/{name}, row 1: found {word} between the cells; save the file with commas."
    for name in sorted(described - {path.name for path in folder.iterdir()}):
        yield f"{folder.name}/{DESCRIPTION}: found the table {name}, but there is no such file; restore it, or take its description out."


def _heading_problems(where: str, heads: str, texts: Mapping[str, str], description: Any, name: str) -> Iterator[str]:
    """Yield what is wrong with the heading of a table, on which everything that is said of its cells rests."""
    schema = next((one["schema"] for one in description["resources"] if one["path"] == name), None)
    with contextlib.suppress(json.JSONDecodeError):
        schema = json.loads(texts[schema]) if isinstance(schema, str) else schema
        columns = [field.get("name") for field in (schema or {}).get("fields", [])]
        found = next(csv.reader([heads]), [])
        others = [f"{one!r}" for one in found if one not in columns or found.count(one) > 1]
        missing = [f"no {one}" for one in columns if one not in found]
        if columns and found != columns and "," in heads:
            said = ", ".join([*dict.fromkeys(others), *missing][:4]) or "another order"
            yield f"{where}, row 1: found {said} in the heading, expected the columns {', '.join(map(str, columns))}."
            return
    rows = texts[name].splitlines()
    if len(rows) < 2:
        yield f"{where}, row 1: found a heading and no row; restore the rows, or take the table out with its description."
    elif heads in rows[1:]:
        yield f"{where}, row {rows.index(heads, 1) + 1}: found the heading once more; take it out."


def _description_problems(folder: Path) -> Iterator[str]:
    """Yield what breaks the description of a table; where results are kept, of a table that changed."""
    described = functools.cache(_described)
    for resource in json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))["resources"]:
        made_from = _rests_on(folder, resource)
        try:
            found = keeping.kept(
                "checked-table",
                made_from,
                lambda path=resource["path"]: json.dumps(list(_table_problems(folder, described(folder), path))),
            )
        except describe.DataError as error:  # of no table in particular
            yield str(error)
            return
        yield from json.loads(found)


def _rests_on(folder: Path, resource: dict[str, Any]) -> str:
    """Return what the check of a table depends on: its file and description, and the checker."""
    schema = resource["schema"]
    if isinstance(schema, str):
        schema = json.loads((folder / schema).read_text(encoding="utf-8"))
    text = (folder / resource["path"]).read_text(encoding="utf-8")
    return json.dumps([resource, schema, text, *_checker(), folder.name])


@functools.lru_cache
def _checker() -> tuple[str, str]:
    return importlib.metadata.version("frictionless"), Path(__file__).read_text(encoding="utf-8")


def _described(folder: Path) -> Any:
    """Return the tables as Frictionless knows them, its description checked."""
    import frictionless  # it takes a while to import, and only a check needs it

    try:
        with frictionless.system.use_context(trusted=True):
            package = frictionless.Package(str(folder / DESCRIPTION))
            package.to_descriptor()
    except frictionless.FrictionlessException as error:
        said = "; ".join(dict.fromkeys(one.note for one in (error.reasons or [error.error])))
        msg = f"{folder.name}/{DESCRIPTION}: found a column or a table that is described amiss ({said}); correct it."
        raise describe.DataError(msg) from error
    for resource in package.resources:
        resource.encoding = "utf-8"  # as was found of every file: nothing is left to guess
        resource.schema.foreign_keys = []  # see _key_problems: here the other table would be opened for each of them
    return package


def _table_problems(folder: Path, described: Any, path: str) -> Iterator[str]:
    import frictionless

    (table,) = (one for one in described.resources if one.path == path)
    with frictionless.system.use_context(trusted=True):
        report = table.validate()
    for task in report.tasks:
        # A cell too many stands for all that is said of its row, whose other cells it pushed into wrong columns.
        shifted = {error.row_number: error for error in reversed(task.errors) if error.type == "extra-cell"}
        for error in task.errors:
            if shifted.get(getattr(error, "row_number", None), error) is error:
                yield _sentence(folder, task.place, described, error)
    for error in report.errors:
        yield f"{folder.name}/{path}: {error.note}."


def _sentence(folder: Path, place: str, described: Any, error: Any) -> str:
    where = f"{folder.name}/{place}"
    if getattr(error, "row_number", None):
        where += f", row {error.row_number}"
    field = getattr(error, "field_name", None) or ", ".join(getattr(error, "field_names", None) or [])
    if field:
        where += f", column {field}"
    if error.type == "blank-row":
        return f"{where}: found an empty line between the rows; take it out."
    found = getattr(error, "cell", None)
    if error.type == "extra-cell":
        return f"{where}: found {found!r}, a cell too many for the heading; put a text that holds a comma in quotation marks, or take the cell out."
    if found is None and getattr(error, "field_cells", None):
        found = ", ".join(map(str, error.field_cells))
    expected = _expected(described, place, field, error)
    said = f"found {found!r}, expected {expected}" if found is not None else f"{error.note}; expected {expected}"
    return f"{where}: {said}."


def _expected(described: Any, place: str, field: str, error: Any) -> str:
    if error.type in {"unique-error", "primary-key"}:
        return "a value that no other row has (rename one of the two)"
    if error.type in {"missing-label", "incorrect-label", "extra-label", "missing-cell", "extra-cell", "blank-header"}:
        columns = [f.name for r in described.resources if r.path == place for f in r.schema.fields]
        return f"the columns {', '.join(columns)}"
    for one in described.resources:
        if one.path == place and field in one.schema.field_names:
            wanted = one.schema.get_field(field)
            return _wanted(wanted.type, wanted.constraints)
    return "what datapackage.json says of the column"


def _wanted(kind: str, rules: Mapping[str, Any]) -> str:
    """Return in words what a cell may hold."""
    if "enum" in rules:
        return f"one of the words {', '.join(map(str, rules['enum']))}"
    if "pattern" in rules:
        return PATTERNS.get(rules["pattern"], f"a text of the pattern {rules['pattern']}")
    words = {"number": "a number", "integer": "a whole number", "string": "a text"}[kind]
    if "minimum" in rules:
        words += f" of at least {rules['minimum']}"
    if "maximum" in rules:
        words += f" and at most {rules['maximum']}"
    return f"{words} (the cell is always filled)" if rules.get("required") else words


def _listed(fields: str | list[str]) -> list[str]:
    return [fields] if isinstance(fields, str) else fields


class _Rows:
    """All rows of a folder as texts, with what the descriptions say of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.figures = describe.names(folder)
        self.tables = {r["name"]: self._read(r["path"]) for r in describe.package(folder)["resources"]}
        self.fields = {name: describe.fields(name, folder) for name in self.tables}
        self.by_id = {
            row["id"]: row | {"table": name} for name, found in self.tables.items() for row in found if "id" in row
        }
        self.outline = {(row["source"], row["section"]): row for row in self.tables.get("outline", [])}

    @functools.cached_property
    def keys(self) -> dict[str, list[tuple[str, str, str]]]:
        """Return, by table, the columns that name rows of a table: column, table and its column."""
        return {
            name: [
                (column, key["reference"]["resource"], named)
                for key in describe.schema(name, self.folder).get("foreignKeys", [])
                for column, named in zip(_listed(key["fields"]), _listed(key["reference"]["fields"]), strict=True)
            ]
            for name in self.tables
        }

    def _read(self, path: str) -> list[dict[str, str]]:
        return pd.read_csv(self.folder / path, dtype=str, keep_default_na=False).to_dict("records")

    def scope(self) -> evaluate.Scope:
        """Return what expressions speak of."""
        return evaluate.Scope(
            self.by_id, {row["id"]: row["expression"] for row in self.tables.get("computed_numbers", [])}
        )

    @functools.cached_property
    def unit_kinds(self) -> dict[str, str]:
        """Return the kind of every unit."""
        return {row["unit"]: row["kind"] for row in self.tables.get("units", [])}

    @functools.cached_property
    def countries(self) -> list[str]:
        """Return the places that are countries."""
        return [row["place"] for row in self.tables.get("places", []) if row["kind"] == "country"]

    @functools.cached_property
    def sections(self) -> dict[str, list[str]]:
        """Return the sections of every source that has an outline."""
        found: dict[str, list[str]] = {}
        for source, section in self.outline:
            found.setdefault(source, []).append(section)
        return found

    def placed(self, name: str) -> list[plausibility.Placed]:
        """Return the rows of a table, each with "file, row"; none for a table that is not there."""
        place = f"{self.folder.name}/{name}.csv"
        return [(f"{place}, row {position}", row) for position, row in enumerate(self.tables.get(name, []), start=2)]

    def __iter__(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Yield table, "file, row" as an editor counts, and row."""
        for name, found in self.tables.items():
            for position, row in enumerate(found, start=2):
                yield name, f"{self.folder.name}/{name}.csv, row {position}", row


def _digit_problems(rows: _Rows) -> Iterator[str]:
    """Yield the cells that Frictionless takes for numbers and no other reader does (5_600, NaN, 5.)."""
    numbers = {name: [f["name"] for f in fields if f["type"] != "string"] for name, fields in rows.fields.items()}
    for name, where, row in rows:
        for column in numbers[name]:
            if row[column] and not PLAIN_NUMBER.fullmatch(row[column]):
                yield f"{where}, column {column}: found {row[column]!r}, which is no number in plain digits; write it like 5600 or 0.25."


def _key_problems(rows: _Rows) -> Iterator[str]:
    """Yield the cells that name a row of another table, as ``foreignKeys`` of the description say, and the table has none."""
    for name, keys in rows.keys.items():
        for column, target, named in keys:
            known = {row[named] for row in rows.tables[target]}
            for where, row in rows.placed(name):
                if row[column] and row[column] not in known:
                    yield f"{where}, column {column}: found {row[column]!r}, expected an entry of {target}.csv (add it there, or correct the spelling)."


def _meaning_problems(rows: _Rows) -> Iterator[str]:
    told = [*_record_problems(rows), *_plausibility_problems(rows)]
    yield from told
    if not any(map(_FOUNDING.search, told)):  # expressions would stumble over each of them many times
        yield from _expression_problems(rows)


def _record_problems(rows: _Rows) -> Iterator[str]:
    yield from plausibility.outline_problems(rows.placed("outline"))
    seen: dict[str, str] = {}
    same: dict[tuple[str, ...], str] = {}
    places = {row["place"]: row["kind"] for row in rows.tables.get("places", [])}
    for name, where, row in rows:
        if "id" in row:
            if row["id"] in seen:
                yield f"{where}, column id: found {row['id']!r}, which {seen[row['id']]} has as well; rename one of the two."
            seen.setdefault(row["id"], where.partition(", row")[0])
        if name in rows.figures:
            yield from _figure_problems(where, row)
            yield from _twin_problems(where, row, same)
        if "locator" in row:
            yield from _locator_problems(where, row, rows)
        yield from _span_problems(where, row)
        yield from _reference_problems(where, row, rows, rows.fields[name])
        if row.get("member") and places.get(row["member"]) != "country":
            yield f"{where}, column member: found {row['member']!r}, expected a country of places.csv (its kind must be country)."
        yield from (f"{where}, {said}" for said in _row_problems(name, row, rows))
    for name, column in NAMES:
        yield from plausibility.named_twice(rows.placed(name), column)
    for where, row in rows.placed("units"):
        if row["kind"] != (kind := dimensions.KINDS.get(row["unit"], row["kind"])):
            yield f"{where}, column kind: found {row['kind']!r} for {row['unit']!r}, expected {kind!r}."


def _twin_problems(where: str, row: dict[str, str], same: dict[tuple[str, ...], str]) -> Iterator[str]:
    """Yield a sentence for a figure that another row holds already: at the same locator, or with nothing to tell them apart."""
    claim = tuple(row[column] for column in SAME_FIGURE)
    there, told = (*claim, "at", row["locator"]), (*claim, "with", row["note"])
    if there in same:
        yield f"{where}, column id: {row['id']!r} says what {same[there]!r} says, of the same place and with the same locator; keep one."
    elif told in same:
        yield f"{where}, column id: {row['id']!r} says what {same[told]!r} says, with the same note and another locator; keep one, or let the note say what this locator adds."
    same.setdefault(there, row["id"])
    same.setdefault(told, row["id"])


def _row_problems(name: str, row: dict[str, str], rows: _Rows) -> Iterator[str]:
    yield from plausibility.cell_problems(row)
    yield from plausibility.date_problems(row)
    yield from periods.dated(name, row)
    lists = [field["name"] for field in rows.fields[name] if field.get("refersTo")]
    yield from plausibility.list_problems(row, ["items", "units"] if name == "measures" else lists)
    if name in rows.figures:
        yield from plausibility.figure_problems(row, rows.unit_kinds, rows.countries)
    elif name == "units":
        yield from plausibility.unit_problems(row)


def _plausibility_problems(rows: _Rows) -> Iterator[str]:
    figures = [placed for name in rows.figures for placed in rows.placed(name)]
    measures = {row["measure"]: row for row in rows.tables.get("measures", [])}
    if measures:
        yield from plausibility.vocabulary_problems(figures, measures)
        yield from plausibility.unused_measures(figures, rows.placed("measures"))
    yield from plausibility.neighbour_problems(figures)
    yield from plausibility.staff_problems(rows.placed("institutions"), rows.by_id)
    yield from plausibility.membership_problems(rows.placed("memberships"))
    yield from plausibility.before_problems(rows.placed("memberships"), rows.tables.get("institutions", []))
    yield from plausibility.source_problems(rows.placed("sources"))
    yield from plausibility.circle_problems(rows.placed("places"), "place", "within")
    yield from plausibility.twin_records(rows.placed("articles"), ("instrument", "article"))
    for name, fields in rows.fields.items():
        columns = tuple(field["name"] for field in fields if field["name"] != "id")
        if len(columns) < len(fields) and name not in rows.figures:
            yield from plausibility.copied_records(rows.placed(name), columns)
    yield from plausibility.whole_problems(rows.placed("drug_shares"))
    yield from plausibility.spelling_of_itself(rows.placed("spellings"))
    yield from (crooked := list(plausibility.line_problems(rows.placed("boundaries"))))
    if not crooked and "boundaries" in rows.tables:
        yield from plausibility.position_problems(rows.placed("places"), rows.tables.get("boundaries", []))
    yield from plausibility.successor_problems(rows.placed("institutions"))
    yield from plausibility.spelling_problems(rows.placed("provisions"), "topic")
    yield from plausibility.spelling_problems(rows.placed("provisions"), "position")
    yield from plausibility.order_problems(rows.placed("route_chains"), "chain", "step")
    yield from plausibility.order_problems(rows.placed("list_items"), "list", "position")
    yield from plausibility.grid_problems(rows.placed("policy_scores"), ("reading", "model", "criterion"), "score")
    yield from _coherence_problems(rows)


def _coherence_problems(rows: _Rows) -> Iterator[str]:
    years = {row["source"]: row["year"] for row in rows.tables.get("sources", [])}
    for name in rows.tables:
        dated = "period" if name in rows.figures else "date"
        if dated in {field["name"] for field in rows.fields[name]}:
            yield from coherence.older_sources(rows.placed(name), years, dated)
    yield from coherence.numbers_of_ids(rows.placed("articles"), "article")
    yield from coherence.numbers_of_ids(rows.placed("list_items"), "position")
    yield from coherence.numbers_of_ids(rows.placed("route_chains"), "step")
    yield from coherence.told_twice(rows.placed("list_items"), "list", "title")
    yield from coherence.one_place(rows.placed("route_chains"), "waypoint", "place")
    yield from coherence.footnotes_twice(rows.placed("outline"))
    places = rows.tables.get("places", [])
    names = {row["place"]: row["name"] for row in places if row["kind"] == "country"}
    yield from coherence.of_another_place(rows.placed("provisions"), "detail", names)
    yield from coherence.lonely_countries(rows.placed("boundaries"), {row["iso3"] for row in places})


def _figure_problems(where: str, row: dict[str, str]) -> Iterator[str]:
    if float(row["value_low"]) > float(row["value_high"]):
        yield f"{where}, column value_low: found {row['value_low']}, expected at most value_high, {row['value_high']}."
    if bool(row["held_low"]) != bool(row["held_high"]):
        yield f"{where}, column held_high: found {row['held_high']!r} beside held_low {row['held_low']!r}; fill both or neither."
    elif row["held_low"] and float(row["held_low"]) > float(row["held_high"]):
        yield f"{where}, column held_low: found {row['held_low']}, expected at most held_high, {row['held_high']}."
    elif row["held_low"] and all(float(row[f"held_{end}"]) == float(row[f"value_{end}"]) for end in ("low", "high")):
        yield f"{where}, column held_low: found {row['held_low']!r}, which is what the source prints; write what we hold instead, or leave held_low, held_high and correction empty."
    if bool(row["held_low"]) != bool(row["correction"]):
        yield f"{where}, column correction: found {row['correction']!r}; a held value and its reason go together, fill both or neither."


def _locator_problems(where: str, row: dict[str, str], rows: _Rows) -> Iterator[str]:
    sections = rows.sections.get(row["source"], [])
    if not sections:  # a publication without an outline: its locators are free text
        return
    match = LOCATOR.fullmatch(row["locator"])
    section = match["section"] if match else ""
    if section not in sections:
        near = ", ".join(difflib.get_close_matches(section, sections, n=3)) or ", ".join(sections[:6])
        yield f"{where}, column locator: found {row['locator']!r}, expected a section of {row['source']} as outline.csv lists them, such as {near}."
    elif match["footnote"]:
        first, last = (rows.outline[row["source"], section][end] for end in ("first_footnote", "last_footnote"))
        if first and int(last) < int(first):  # told in the outline
            return
        if not first or not int(first) <= int(match["footnote"]) <= int(last):
            printed = f"footnotes {first} to {last}" if first else "no footnote"
            yield f"{where}, column locator: found {row['locator']!r}, but section {section} has {printed} (outline.csv); correct the number or the section."


def _span_problems(where: str, row: dict[str, str]) -> Iterator[str]:
    adopted, starts = row.get("adopted"), row.get("starts")
    if adopted and starts and starts[:4] < adopted[:4]:
        yield f"{where}, column starts: found {starts} beside adopted {adopted}; nothing is in force before it is adopted: correct one of the two."
    spans = [(start, end, row.get(start), row.get(end)) for start, end in SPANS]
    if "period" in row:
        first, _, last = row["period"].partition("/")
        spans.append(("period", "period", first, last))
        if first == last:
            yield f"{where}, column period: found {row['period']!r}, a span from a time to itself; write {first}."
    for column, other, first, last in spans:
        shared = min(len(first or ""), len(last or ""))  # 2003 and 2003-06 are compared by the year
        if shared and last[:shared] < first[:shared]:
            if column == "period":
                found, remedy = row["period"], "write from/to"
            else:
                found, remedy = f"{first} beside {other} {last}", "correct one of the two"
            yield f"{where}, column {column}: found {found!r}, which ends before it starts; {remedy}."


def _reference_problems(where: str, row: dict[str, str], rows: _Rows, fields: list[dict[str, Any]]) -> Iterator[str]:
    for field in fields:
        target = field.get("refersTo")
        if not target:
            continue
        for found in filter(None, row[field["name"]].split(";")):
            if not _known(found, target, rows):
                yield f"{where}, column {field['name']}: found {found!r}, expected {field['refersToAs']} (add it, or correct the spelling)."


def _known(identifier: str, target: str, rows: _Rows) -> bool:
    if target == "places":
        return any(row["place"] == identifier for row in rows.tables["places"])
    if identifier not in rows.by_id:
        return False
    row = rows.by_id[identifier]
    if target == "budgets":
        units = {unit["unit"]: unit["kind"] for unit in rows.tables["units"]}
        return row["table"] in rows.figures and units[row["unit"]] == "currency"
    if target == "figures":
        return row["table"] in rows.figures
    return target in {"rows", row["table"]}


def _expression_problems(rows: _Rows) -> Iterator[str]:
    """Yield what is wrong with expressions; where most of them name one row, that row is the first to look at."""
    scope = rows.scope()
    units = dimensions.Units(
        scope, rows.unit_kinds, {r["id"]: r["unit"] for r in rows.tables.get("computed_numbers", [])}
    )
    yield from fair_questions.given_away(rows.placed("trainer_questions"))
    found: list[tuple[set[str], str]] = []
    for name, where, row in rows:
        texts = " ".join(row.get(column, "") for column in ("expression", "claimed", "computed"))
        found += [(set(_NAMED.findall(texts)), said) for said in _of_one_row(name, where, row, rows, scope, units)]
    named = Counter(identifier for names, _ in found for identifier in names)
    blamed, times = max(named.items(), key=lambda one: one[1], default=("", 0))
    if times >= MANY and times > len(found) / 2 and blamed in rows.by_id:
        where = next(where for _, where, row in rows if row.get("id") == blamed)
        first = next(said for names, said in found if blamed in names)
        yield f"{where}: found {times} expressions that do not hold and all name {blamed!r}; look at its value, its unit and its place first. One of them is {first}"
        found = [(names, said) for names, said in found if blamed not in names]
    yield from (said for _, said in found)


def _of_one_row(
    name: str, where: str, row: dict[str, str], rows: _Rows, scope: evaluate.Scope, units: dimensions.Units
) -> Iterator[str]:
    if name == "computed_numbers":
        try:
            ends = evaluate.work_out(row["expression"], scope)
            rests = evaluate.rests_on(row["expression"], scope) or evaluate.counts(row["expression"], scope)
        except evaluate.ExpressionError as error:
            mixed = list(_unit_problems(where, row, ("expression",), units)) if "circle" not in str(error) else []
            yield from mixed or [f"{where}, column expression: {error}; correct the expression."]
            return
        yield from _unit_problems(where, row, ("expression",), units)
        if not rests:
            yield f"{where}, column expression: {row['expression']!r} names no row, so nothing carries the number; name the rows it follows from."
        elif math.inf in map(abs, ends):
            yield f"{where}, column expression: {row['expression']!r} has one end only, which a claim may and a number may not; write a pair (lower, upper)."
        else:
            yield from (
                f"{where}, column expression: {said}." for said in periods.problems(row["expression"], rows.by_id)
            )
    elif name == "source_checks":
        yield from _check_problems(where, row, scope)
        yield from _unit_problems(where, row, ("claimed", "computed"), units)
    elif name == "forecast_claims":
        yield from _claim_problems(where, row, scope)
        yield from _unit_problems(where, row, ("claimed", "computed"), units)
    elif name == "trainer_questions":
        names = {place["place"]: place["name"] for place in rows.tables["places"]}
        yield from (f"{where}, {said}" for said in fair_questions.problems(row, scope, names))


def _unit_problems(where: str, row: dict[str, str], columns: tuple[str, ...], units: dimensions.Units) -> Iterator[str]:
    """Yield what an expression adds that is not alike, and a unit in which its value cannot stand."""
    for column in columns:
        for part in filter(None, row[column].split(";")):
            with contextlib.suppress(evaluate.ExpressionError):  # told where it is worked out
                yield from (f"{where}, column {column}: {said}." for said in units.problems(part, row["unit"]))


def _check_problems(where: str, row: dict[str, str], scope: evaluate.Scope) -> Iterator[str]:
    if bool(row["claimed"]) != bool(row["computed"]):
        yield f"{where}, column computed: found {row['computed']!r} beside claimed {row['claimed']!r}; fill both or neither."
        return
    if not row["claimed"]:
        return
    try:
        claimed, computed = (evaluate.work_out(row[c], scope) for c in ("claimed", "computed"))
    except evaluate.ExpressionError as error:
        yield f"{where}, columns claimed and computed: {error}; correct the expression."
        return
    yield from (f"{where}, {said}" for said in plausibility.check_problems(row, scope))
    agreed = verdicts.agree(claimed, computed, float(row["tolerance"] or 0))
    if not verdicts.fits(row["verdict"], agreed):
        found = "agree" if agreed else "do not agree"
        yield f"{where}, column verdict: found {row['verdict']!r}, but claimed {claimed} and computed {computed} {found}; correct the verdict, the expressions or the tolerance."


def _claim_problems(where: str, row: dict[str, str], scope: evaluate.Scope) -> Iterator[str]:
    """Hold the verdict on a forecast against its expressions, one for each part or place, separated by semicolons."""
    if bool(row["claimed"]) != bool(row["computed"]):
        yield f"{where}, column computed: found {row['computed']!r} beside claimed {row['claimed']!r}; fill both or neither."
        return
    if not row["claimed"]:
        if not row["note"]:
            yield f"{where}, column note: found nothing beside a verdict without expressions; say why it is given by reading alone."
        return
    try:
        claimed, computed = ([evaluate.work_out(e, scope) for e in row[c].split(";")] for c in ("claimed", "computed"))
    except evaluate.ExpressionError as error:
        yield f"{where}, columns claimed and computed: {error}; correct the expression."
        return
    spoken = {i for c in ("claimed", "computed") for e in row[c].split(";") for i in evaluate.rests_on(e, scope)}
    if unnamed := sorted(spoken - {*row["figures"].split(";")}):
        yield f"{where}, column figures: found no {unnamed[0]!r}, of which the expressions speak; name it there, or correct the expression."
    if len(claimed) not in {1, len(computed)}:
        yield f"{where}, column computed: found {len(computed)} parts beside {len(claimed)} of claimed; write as many, separated by semicolons, or one claim for all."
        return
    pairs = zip(claimed * (len(computed) // len(claimed)), computed, strict=True)
    outcomes = [verdicts.outcome(said, found, float(row["tolerance"] or 0)) for said, found in pairs]
    if row["verdict"] not in {verdicts.overall(outcomes), "undecidable"}:
        yield f"{where}, column verdict: found {row['verdict']!r}, but part by part the expressions give {', '.join(outcomes)}; correct the verdict or the expressions, or say undecidable and why they do not settle it."

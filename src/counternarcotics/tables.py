"""Tables: the figures of the sources, one row each, with unit, source and locator.

``data/datapackage.json`` describes the tables.  A malformed table is refused in one sentence that names the
file, row and column, what stands there, what was expected, and what to do.
"""

from __future__ import annotations

import difflib
import functools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

FIGURES_SCHEMA = "figures.schema.json"
# A place in the monograph: its summary, a section, a footnote, a named part of them.
MONOGRAPH = "osmonaliev-2005"
MONOGRAPH_LOCATOR = re.compile(r"(summary|introduction|[1-4](\.\d){0,2})( fn\. \d+)?( \([^)]+\))?")
_ACCEPTED: set[Path] = set()


def data_folder() -> Path:
    """Return the folder of the tables: ``data/`` of the repository, or where COUNTERNARCOTICS_DATA points."""
    chosen = os.environ.get("COUNTERNARCOTICS_DATA")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "data"


class DataError(ValueError):
    """A table that breaks its description; the message names file, row, column, what was found and expected."""


class UnknownFigureError(KeyError):
    """An id that no figure has; the message names the nearest ids."""

    def __str__(self) -> str:
        return str(self.args[0])


@functools.lru_cache
def package(folder: Path | None = None) -> dict[str, Any]:
    """Return the description of all tables (``datapackage.json``)."""
    return json.loads(((folder or data_folder()) / "datapackage.json").read_text(encoding="utf-8"))


def names(folder: Path | None = None) -> list[str]:
    """Return the names of the figures tables, in reading order."""
    return [r["name"] for r in package(folder)["resources"] if r["schema"] == FIGURES_SCHEMA]


def resource(name: str) -> dict[str, Any]:
    """Return the description of one table; raise :class:`DataError` for a name that no table has."""
    described = {r["name"]: r for r in package()["resources"]}
    if name not in described:
        msg = f"No table is called {name!r}; there are {', '.join(described)}."
        raise DataError(msg)
    return described[name]


def accept(folder: Path) -> None:
    """Note that the tables in `folder` have been checked and are as they were, so that loading need not check again."""
    _ACCEPTED.add(folder)


def _check_once(folder: Path) -> None:
    if folder in _ACCEPTED:
        return
    findings = list(problems(folder))
    if findings:
        raise DataError("\n".join(findings))
    accept(folder)


def load(name: str) -> pd.DataFrame:
    """Return one table, checked, as a fresh data frame with the columns of its schema.

    >>> load("units").loc[0, "unit"]
    'persons'
    """
    resource(name)
    _check_once(data_folder())
    return _read(name).copy()


@functools.lru_cache
def _read(name: str) -> pd.DataFrame:
    description = resource(name)
    schema = description["schema"]
    if isinstance(schema, str):
        schema = json.loads((data_folder() / schema).read_text(encoding="utf-8"))
    types = {f["name"]: {"number": "float64", "integer": "int64"}.get(f["type"], "str") for f in schema["fields"]}
    return pd.read_csv(data_folder() / description["path"], dtype=types, keep_default_na=False, na_values=_empty(types))


def _empty(types: dict[str, str]) -> dict[str, list[str]]:
    return {name: [""] for name, kind in types.items() if kind != "str"}


@functools.lru_cache
def lookup(name: str, column: str) -> dict[str, str]:
    """Return one column of a table of names (places, sources, units) by the name that figures use.

    >>> lookup("places", "name")["kazakhstan"]
    'Kazakhstan'
    """
    table = load(name)
    return dict(zip(table.iloc[:, 0], table[column], strict=True))


@functools.lru_cache
def figures() -> pd.DataFrame:
    """Return every figure of every table, indexed by id, with its ``table`` and the names of place and unit."""
    frames = [load(name).assign(table=name) for name in names()]
    everything = pd.concat(frames, ignore_index=True)
    return everything.assign(place_name=everything["place"].map(lookup("places", "name"))).set_index("id")


def figure(identifier: str) -> pd.Series:
    """Return one figure's row by its id; raise :class:`UnknownFigureError` with the nearest ids."""
    everything = figures()
    if identifier not in everything.index:
        near = difflib.get_close_matches(identifier, everything.index, n=3, cutoff=0.4)
        msg = f"No figure has the id {identifier!r}; the nearest are {', '.join(near) or 'none'}."
        raise UnknownFigureError(msg)
    return everything.loc[identifier]


def value(identifier: str) -> float:
    """Return a figure's value in its unit: what we hold right, else what is printed; the middle of a range.

    >>> value("registered-users-kazakhstan-2003")
    49736.0
    """
    low, high = bounds(identifier)
    return (low + high) / 2


def bounds(identifier: str) -> tuple[float, float]:
    """Return a figure's lower and upper value in its unit (equal for a point)."""
    row = figure(identifier)
    if pd.notna(row["held_low"]):
        return float(row["held_low"]), float(row["held_high"])
    return float(row["value_low"]), float(row["value_high"])


def number(low: float, high: float | None = None) -> str:
    """Return a value or a range in the book's notation.

    >>> number(9603), number(66.5), number(5, 7)
    ('9,603', '66.5', '5–7')
    """
    shown = f"{low:,.10g}".replace("-", "\N{MINUS SIGN}")
    return shown if high is None or high == low else f"{shown}\N{EN DASH}{number(high)}"


def shown(identifier: str, *, with_unit: bool = True) -> str:
    """Return a figure as prose prints it: hedge, value as printed in the source, unit.

    >>> shown("heroin-seized-tajikistan-2003")
    '5,600 kg'
    """
    row = figure(identifier)
    plain = number(row["value_low"], row["value_high"])
    hedge = {"": "", "over": "more than ", "under": "less than "}.get(row["qualifier"], f"{row['qualifier']} ")
    if not with_unit:
        return plain
    return hedge + lookup("units", "template")[row["unit"]].format(plain)


def problems(folder: Path) -> Iterator[str]:
    """Yield one sentence for every place where the tables in `folder` break their description."""
    found = False
    for sentence in _description_problems(folder):
        found = True
        yield sentence
    if not found:
        yield from _meaning_problems(folder)


def _description_problems(folder: Path) -> Iterator[str]:
    import frictionless  # half a second to import, and only a check needs it

    path = folder / "datapackage.json"
    if not path.exists():
        yield f"{path}: not found; every table is described there."
        return
    with frictionless.system.use_context(trusted=True):
        described = frictionless.Package(str(path))
        report = frictionless.validate(str(path))
    for task in report.tasks:
        for error in task.errors:
            yield _sentence(folder, task.place, described, error)
    for error in report.errors:
        yield f"{path}: {error.note}"


def _sentence(folder: Path, place: str, described: Any, error: Any) -> str:
    where = f"{folder.name}/{place}"
    if getattr(error, "row_number", None):
        where += f", row {error.row_number}"
    field = getattr(error, "field_name", None) or ", ".join(getattr(error, "field_names", None) or [])
    if field:
        where += f", column {field}"
    found = getattr(error, "cell", None)
    if found is None and getattr(error, "field_cells", None):
        found = ", ".join(map(str, error.field_cells))
    expected = _expected(described, place, field, error)
    said = f"found {found!r}, expected {expected}" if found is not None else f"{error.note}; expected {expected}"
    return f"{where}: {said}."


def _expected(described: Any, place: str, field: str, error: Any) -> str:
    if error.type == "foreign-key":
        target = error.reference_name or "its table"
        return f"an entry of {target}.csv (add it there, or correct the spelling)"
    if error.type in {"unique-error", "primary-key"}:
        return "a value that no other row has (rename one of the two)"
    if error.type in {"missing-label", "incorrect-label", "extra-label", "missing-cell", "extra-cell", "blank-header"}:
        columns = [f.name for r in described.resources if r.path == place for f in r.schema.fields]
        return f"the columns {', '.join(columns)}"
    for one in described.resources:
        if one.path == place and field in one.schema.field_names:
            wanted = one.schema.get_field(field)
            rules = "".join(f", {rule} {limit}" for rule, limit in wanted.constraints.items())
            return f"a {wanted.type}{rules}"
    return "what datapackage.json says of the column"


def _meaning_problems(folder: Path) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name in names(folder):
        place = f"{folder.name}/{name}.csv"
        table = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for position, row in enumerate(table.to_dict("records"), start=2):
            where = f"{place}, row {position}, column"
            identifier = row["id"]
            if identifier in seen:
                yield f"{where} id: found {identifier!r}, which {seen[identifier]} has as well; rename one of the two."
            seen[identifier] = place
            yield from _row_problems(where, row)


def _row_problems(where: str, row: dict[str, str]) -> Iterator[str]:
    if float(row["value_low"]) > float(row["value_high"]):
        yield f"{where} value_low: found {row['value_low']}, expected at most value_high, {row['value_high']}."
    if bool(row["held_low"]) != bool(row["held_high"]):
        yield f"{where} held_high: found {row['held_high']!r} beside held_low {row['held_low']!r}; fill both or neither."
    elif row["held_low"] and float(row["held_low"]) > float(row["held_high"]):
        yield f"{where} held_low: found {row['held_low']}, expected at most held_high, {row['held_high']}."
    if bool(row["held_low"]) != bool(row["correction"]):
        yield f"{where} correction: found {row['correction']!r}; a held value and its reason go together, fill both or neither."
    if row["source"] == MONOGRAPH and not MONOGRAPH_LOCATOR.fullmatch(row["locator"]):
        yield f"{where} locator: found {row['locator']!r}, expected a place in the monograph such as 1.1, 1.1 fn. 18 or 1.2 (Scenario Two)."
    start, _, end = row["period"].partition("/")
    if end and end[:4] < start[:4]:
        yield f"{where} period: found {row['period']!r}, which ends before it starts; write from/to."

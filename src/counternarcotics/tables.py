"""Tables: the figures of the sources, one row each, with unit, source and locator.

``data/datapackage.json`` describes the tables: figures tables, which share one schema, tables of records
(instruments, institutions, projects, events ...), and tables of names.  Loading refuses a malformed table; see
:mod:`counternarcotics.validation`.
"""

from __future__ import annotations

import difflib
import functools
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd

FIGURES_SCHEMA = "figures.schema.json"
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


def record_names(folder: Path | None = None) -> list[str]:
    """Return the names of the tables of records, whose rows have an id but are no figures, in reading order."""
    return [r["name"] for r in package(folder)["resources"] if r["name"] not in names(folder) and _has_id(r)]


def _has_id(described: dict[str, Any]) -> bool:
    return any(field["name"] == "id" for field in described["schema"]["fields"])


def fields(name: str) -> list[dict[str, Any]]:
    """Return the description of a table's columns, in order."""
    schema = resource(name)["schema"]
    if isinstance(schema, str):
        schema = json.loads((data_folder() / schema).read_text(encoding="utf-8"))
    return schema["fields"]


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


def accepted(folder: Path) -> bool:
    """Tell whether the tables in `folder` have been checked in this process."""
    return folder in _ACCEPTED


def _check_once(folder: Path) -> None:
    if accepted(folder):
        return
    from counternarcotics.validation import problems  # needs the descriptions of this module

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
    types = {f["name"]: _column_type(f) for f in fields(name)}
    path = data_folder() / resource(name)["path"]
    return pd.read_csv(path, dtype=types, keep_default_na=False, na_values=_empty(types))


def _column_type(field: dict[str, Any]) -> str:
    if field["type"] == "integer":
        return "int64" if field.get("constraints", {}).get("required") else "Int64"
    return "float64" if field["type"] == "number" else "str"


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


def figures() -> pd.DataFrame:
    """Return every figure of every table, indexed by id, with its ``table``."""
    return _figures().copy()


@functools.lru_cache
def _figures() -> pd.DataFrame:
    return pd.concat([load(name).assign(table=name) for name in names()], ignore_index=True).set_index("id")


def figure(identifier: str) -> pd.Series:
    """Return one figure's row by its id; raise :class:`UnknownFigureError` with the nearest ids."""
    everything = _figures()
    if identifier not in everything.index:
        near = difflib.get_close_matches(identifier, everything.index, n=3, cutoff=0.4)
        msg = f"No figure has the id {identifier!r}; the nearest are {', '.join(near) or 'none'}."
        raise UnknownFigureError(msg)
    return everything.loc[identifier]


@functools.lru_cache
def rows() -> dict[str, dict[str, Any]]:
    """Return every row that has an id, figure or record, by id, with the name of its ``table``."""
    return {
        row["id"]: row | {"table": name}
        for name in [*names(), *record_names()]
        for row in load(name).to_dict("records")
    }


def row(identifier: str) -> dict[str, Any]:
    """Return any row that has an id, with its ``table``; raise :class:`UnknownFigureError` with the nearest ids.

    >>> row("single-convention-1961")["table"]
    'instruments'
    """
    if identifier not in rows():
        near = difflib.get_close_matches(identifier, rows(), n=3, cutoff=0.4)
        msg = f"No row has the id {identifier!r}; the nearest are {', '.join(near) or 'none'}."
        raise UnknownFigureError(msg)
    return rows()[identifier]


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

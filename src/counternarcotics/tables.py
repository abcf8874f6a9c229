"""Tables: the figures of the sources, one row each, with unit, source and locator.

:mod:`counternarcotics.describe` says which tables there are; loading refuses a malformed one, see
:mod:`counternarcotics.validation`.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from counternarcotics import checked, evaluate
from counternarcotics.describe import (
    ACCEPTED,
    CHOSEN,
    EVERY_TABLE,
    LISTENERS,
    DataError,
    data_folder,
    fields,
    names,
    package,
    record_names,
    resource,
)

__all__ = [
    "DataError", "UnknownFigureError", "accept", "accepted", "bounds", "chosen", "data_folder", "fields", "figure", "figures", "load",
    "lookup", "names", "number", "package", "record_names", "replaced", "resource", "row", "rows", "scope", "shown", "tell", "value",
]  # fmt: skip


def tell(table: str = EVERY_TABLE, row: str = "") -> None:
    """Tell whoever listens that a table, or one row of it by its id, is read."""
    for listener in LISTENERS:
        listener(table, row)


class UnknownFigureError(KeyError):
    """An id that no figure has; the message names the nearest ids."""

    def __str__(self) -> str:
        return str(self.args[0])


def accept(folder: Path) -> None:
    """Note that the tables in `folder` have been checked and are as they were, so that loading need not check again."""
    ACCEPTED.add(folder)


def accepted(folder: Path) -> bool:
    """Tell whether the tables in `folder` have been checked in this process."""
    return folder in ACCEPTED


def _check_once(folder: Path) -> None:
    if accepted(folder):
        return
    findings = checked.problems(folder)
    if findings:
        raise DataError("\n".join(findings))
    accept(folder)


def load(name: str) -> pd.DataFrame:
    """Return one table, checked, as a fresh data frame with the columns of its schema.

    >>> load("units").loc[0, "unit"]
    'persons'
    """
    found = _REPLACED.get(name, _loaded(name)).copy()
    tell(name)
    return found


def _loaded(name: str) -> pd.DataFrame:
    resource(name)
    _check_once(data_folder())
    return _read(name)


def chosen(name: str, query: str) -> pd.DataFrame:
    """Return the rows of a table that a query of pandas finds: whoever asks rests on these, and not on all the others.

    >>> len(chosen("units", "unit == 'persons'"))
    1
    """
    found = _REPLACED.get(name, _loaded(name)).query(query, engine="python")
    tell(name, f"{CHOSEN}{query}")
    return found


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


def lookup(name: str, column: str) -> dict[str, str]:
    """Return one column of a table of names (places, sources, units) by the name that figures use.

    >>> lookup("places", "name")["kazakhstan"]
    'Kazakhstan'
    """
    tell(name)
    return _lookup(name, column)


@functools.lru_cache
def _lookup(name: str, column: str) -> dict[str, str]:
    table = load(name)
    return dict(zip(table.iloc[:, 0], table[column], strict=True))


def figures() -> pd.DataFrame:
    """Return every figure of every table, indexed by id, with its ``table``."""
    tell()
    return _figures().copy()


@functools.lru_cache
def _figures() -> pd.DataFrame:
    return pd.concat([load(name).assign(table=name) for name in names()], ignore_index=True).set_index("id")


def figure(identifier: str) -> pd.Series:
    """Return one figure's row by its id; raise :class:`UnknownFigureError` with the nearest ids."""
    found = _figure(identifier)
    tell(found["table"], identifier)
    return found.copy()


@functools.cache
def _figure(identifier: str) -> pd.Series:  # kept: explorers ask for the same rows thousands of times
    everything = _figures()
    if identifier not in everything.index:
        near = difflib.get_close_matches(identifier, everything.index, n=3, cutoff=0.4)
        msg = f"No figure has the id {identifier!r}; the nearest are {', '.join(near) or 'none'}."
        raise UnknownFigureError(msg)
    return everything.loc[identifier]


def rows() -> dict[str, dict[str, Any]]:
    """Return every row that has an id, figure or record, by id, with the name of its ``table``."""
    tell()
    return _rows()


@functools.lru_cache
def _rows() -> dict[str, dict[str, Any]]:
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
    everything = _rows()
    if identifier not in everything:
        near = difflib.get_close_matches(identifier, everything, n=3, cutoff=0.4)
        msg = f"No row has the id {identifier!r}; the nearest are {', '.join(near) or 'none'}."
        raise UnknownFigureError(msg)
    tell(everything[identifier]["table"], identifier)
    return everything[identifier]


def scope() -> evaluate.Scope:
    """Return what expressions speak of: every row, and the computed numbers by id."""
    tell()
    return _scope()


@functools.lru_cache
def _scope() -> evaluate.Scope:
    written = load("computed_numbers")
    return evaluate.Scope(rows(), dict(zip(written["id"], written["expression"], strict=True)))


@contextmanager
def replaced(ends: Mapping[str, tuple[float, float]]) -> Iterator[None]:
    """Let figures have other ends, as printed and as held, as long as the context lasts; the files stay as they are."""
    every = {name: _read(name) for name in names()}
    changed = {identifier: figure(identifier)["table"] for identifier in ends}
    frames = {name: every[name].copy() for name in set(changed.values())}
    for identifier, (low, high) in ends.items():
        frame = frames[changed[identifier]]
        at = frame.index[frame["id"] == identifier][0]
        frame.loc[at, ["value_low", "value_high"]] = low, high
        frame.loc[at, ["held_low", "held_high"]] = None
    _REPLACED.update(frames)
    _forget()
    try:
        yield
    finally:
        _REPLACED.clear()
        _forget()


_REPLACED: dict[str, pd.DataFrame] = {}


def _forget() -> None:
    for keeper in (_lookup, _figures, _figure, _bounds, _rows, _scope):
        keeper.cache_clear()


def value(identifier: str) -> float:
    """Return a figure's value in its unit: what we hold right, else what is printed; the middle of a range.

    >>> value("registered-users-kazakhstan-2003")
    49736.0
    """
    low, high = bounds(identifier)
    return (low + high) / 2


def bounds(identifier: str) -> tuple[float, float]:
    """Return a figure's lower and upper value in its unit (equal for a point)."""
    table, low, high = _bounds(identifier)
    tell(table, identifier)
    return low, high


@functools.cache
def _bounds(identifier: str) -> tuple[str, float, float]:
    row = _figure(identifier)
    ends = ("held_low", "held_high") if pd.notna(row["held_low"]) else ("value_low", "value_high")
    return (row["table"], *(float(row[end]) for end in ends))


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
    row = _figure(identifier)
    tell(row["table"], identifier)
    plain = number(row["value_low"], row["value_high"])
    hedge = {"": "", "over": "more than ", "under": "less than "}.get(row["qualifier"], f"{row['qualifier']} ")
    if not with_unit:
        return plain
    return hedge + lookup("units", "template")[row["unit"]].format(plain)

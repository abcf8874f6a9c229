"""Describe: what ``data/datapackage.json`` says of the tables, before a row of them is read.

There are figures tables, which share one schema, tables of records (instruments, institutions, projects, events ...)
and tables of names.  This is the first of five steps, each knowing only what stands before it: describe, evaluate
(:mod:`counternarcotics.evaluate`), validate (:mod:`counternarcotics.validation`), load (:mod:`counternarcotics.tables`)
and compare (:mod:`counternarcotics.source_checks`, :mod:`counternarcotics.computed`).
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

FIGURES_SCHEMA = "figures.schema.json"
PACKED = Path(__file__).resolve().parent / "data"

EVERY_TABLE = "*"  # the name of all of them

# Told the name of each table whenever it is read, and the id of the row where one row is asked for, the query behind CHOSEN
# where some rows are (else an empty text), so that a build knows what a figure rests on.
CHOSEN = "? "
LISTENERS: list[Callable[[str, str], None]] = []
# Folders whose tables have been checked and are as they were, so that loading need not check again: those in a wheel
# were checked before they were packed, so an installed package needs no validator.
ACCEPTED: set[Path] = {PACKED}


class DataError(ValueError):
    """A table that breaks its description; the message names file, row, column, what was found and expected."""


def data_folder() -> Path:
    """Return the folder of the tables: where COUNTERNARCOTICS_DATA points, else the package's, else the repository's.

    A wheel carries the tables inside the package; in the repository they stand at its top.
    """
    chosen = os.environ.get("COUNTERNARCOTICS_DATA")
    if chosen:
        return Path(chosen)
    return PACKED if PACKED.is_dir() else Path(__file__).resolve().parents[2] / "data"


@functools.lru_cache
def package(folder: Path | None = None) -> dict[str, Any]:
    """Return the description of all tables (``datapackage.json``)."""
    path = (folder or data_folder()) / "datapackage.json"
    if not path.exists():
        msg = f"{path}: not found; install the package from its repository, or set COUNTERNARCOTICS_DATA to the tables."
        raise DataError(msg)
    return json.loads(path.read_text(encoding="utf-8"))


def names(folder: Path | None = None) -> list[str]:
    """Return the names of the figures tables, in reading order."""
    return [r["name"] for r in package(folder)["resources"] if r["schema"] == FIGURES_SCHEMA]


def record_names(folder: Path | None = None) -> list[str]:
    """Return the names of the tables of records, whose rows have an id and a source but are no figures, in order."""
    figures = names(folder)
    return [r["name"] for r in package(folder)["resources"] if r["name"] not in figures and _is_record(r)]


def _is_record(described: dict[str, Any]) -> bool:
    return {"id", "source"} <= {field["name"] for field in described["schema"]["fields"]}


def fields(name: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """Return the description of a table's columns, in order."""
    return schema(name, folder)["fields"]


def schema(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return the description of a table's columns and keys, whether it stands with the table or is shared with others."""
    written = resource(name, folder)["schema"]
    return _shared_schema(folder or data_folder(), written) if isinstance(written, str) else written


@functools.lru_cache
def _shared_schema(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def resource(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return the description of one table; raise :class:`DataError` for a name that no table has."""
    described = {r["name"]: r for r in package(folder)["resources"]}
    if name not in described:
        msg = f"No table is called {name!r}; there are {', '.join(described)}."
        raise DataError(msg)
    return described[name]

"""Reads: which rows, computed numbers and tables a chart, an explorer or a function reads while it is made afresh.

A row that is asked for by its id is known as a row, and rows that a query finds by that query; of a table that is loaded
whole, what the code does with it is not known, so it is known as a table.  A thing that goes through the rows of all tables reads the table ``*``.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from counternarcotics import afresh, charts, computed, explorers, figure, standing, tables
from counternarcotics.describe import CHOSEN, LISTENERS

KINDS = ("chart", "explorer", "computed")
NUMBERS = "computed_numbers"
Reads = dict[str, list[Any]]


@contextmanager
def noted() -> Iterator[Reads]:
    """Note what is read as long as the context lasts: ``rows``, ``numbers`` and ``tables``, each once, sorted at the end.

    ``names`` are the tables that were read beside them and hold no figure; of ``tables`` those in ``whole`` were loaded
    whole, and ``chosen`` are the queries of the others, each with its table.
    """
    found: dict[str, set[Any]] = {"rows": set(), "numbers": set(), "tables": set(), "whole": set(), "chosen": set()}

    def listen(table: str, row: str) -> None:
        if not computed.WORKED_OUT:  # a number has its own reads, and the reader reads the number
            if row.startswith(CHOSEN):
                found["chosen"].add((table, row.removeprefix(CHOSEN)))
                found["tables"].add(table)
            elif row:
                found["numbers" if table == NUMBERS else "rows"].add(row)
            else:
                found["tables"].add(table)
                found["whole"].add(table)

    noted_in: Reads = {}
    LISTENERS.append(listen)
    try:
        yield noted_in
    finally:
        LISTENERS.remove(listen)
        noted_in.update({kind: sorted(names) for kind, names in found.items()})
        noted_in["tables"] = sorted(found["tables"] - _NAMES)
        noted_in["names"] = sorted(found["tables"] & _NAMES)


_NAMES = {"places", "sources", "units", "measures", NUMBERS}  # tables of names, which hold no figure
_MAKE: dict[str, Callable[[str], object]] = {
    "chart": lambda name: charts.load(name),
    "explorer": lambda name: explorers.load(name).evaluate(),
    "computed": lambda name: computed.registered(name).function(),
}


def of(kind: str, name: str, more: Callable[[str], Any] = lambda name: None) -> tuple[Reads, Reads, Any]:
    """Return what a chart, an explorer or the function behind a computed number reads: rows, numbers, tables by name.

    Beside it stands what is read until `more` has made something of it, and what `more` made.
    """
    tables.scope(), tables.figures(), computed.names()  # what fills the tables' own caches is nobody's reading
    module = module_of(kind, name)
    with figure.unchecked(), afresh.modules(), noted() as until_more:
        with noted() as found:
            importlib.import_module(f"{__package__}.{module}")
            _MAKE[kind](name)
        made = more(name)
    return found, until_more, made


def module_of(kind: str, name: str) -> str:
    """Return the module of a thing inside the package: ``charts.trends``."""
    if kind == "computed":
        return computed.get(name).function.__module__.partition(".")[2]
    return f"charts.{charts.modules()[name]}" if kind == "chart" else f"explorers.{name.replace('-', '_')}"


@functools.lru_cache
def everything() -> dict[tuple[str, str], Reads]:
    """Return the reads of every chart, every explorer and every function behind a computed number."""
    functions = [name for name in computed.names() if computed.get(name).function]
    named = {"chart": charts.names(), "explorer": explorers.names(), "computed": functions}
    return {(kind, name): standing.kept(kind, name) for kind in KINDS for name in named[kind]}

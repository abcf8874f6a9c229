"""Reads: which rows, computed numbers and tables a chart, an explorer or a function reads while it is made afresh.

A row that is asked for by its id is known as a row; of a table that is loaded whole, what the code does with it is not
known, so it is known as a table.  A thing that goes through the rows of all tables reads the table ``*``.
"""

from __future__ import annotations

import functools
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from counternarcotics import afresh, charts, computed, explorers, keeping, tables
from counternarcotics.describe import LISTENERS

KINDS = ("chart", "explorer", "computed")
NUMBERS = "computed_numbers"
Reads = dict[str, list[str]]


@contextmanager
def noted() -> Iterator[Reads]:
    """Note what is read as long as the context lasts: ``rows``, ``numbers`` and ``tables``, each once, sorted at the end."""
    found: dict[str, set[str]] = {"rows": set(), "numbers": set(), "tables": set()}

    def listen(table: str, row: str) -> None:
        if _inside_a_number():
            return
        kind = "tables" if not row else "numbers" if table == NUMBERS else "rows"
        found[kind].add(row or table)

    noted_in: Reads = {}
    LISTENERS.append(listen)
    try:
        yield noted_in
    finally:
        LISTENERS.remove(listen)
        noted_in.update({kind: sorted(names) for kind, names in found.items()})
        noted_in["tables"] = [name for name in noted_in["tables"] if name not in _NAMES and name != NUMBERS]


_NAMES = {"places", "sources", "units", "measures"}  # tables of names, which hold no figure


def _inside_a_number() -> bool:
    """Tell whether a computed number is being worked out: it has its own reads, and the reader reads the number."""
    frame = sys._getframe(3)
    while frame:
        if frame.f_code is computed.Computed.ends.__code__:
            return True
        frame = frame.f_back
    return False


_MAKE: dict[str, Callable[[str], object]] = {
    "chart": lambda name: charts.load(name),
    "explorer": lambda name: explorers.load(name).evaluate(),
    "computed": lambda name: computed.registered(name).function(),
}


def of(kind: str, name: str) -> Reads:
    """Return what a chart, an explorer or the function behind a computed number reads: rows, numbers, tables by name."""
    tables.scope(), tables.figures()  # what fills the tables' own caches is nobody's reading
    module = computed.get(name).function.__module__ if kind == "computed" else ""
    with afresh.modules(), noted() as found:
        if module:
            importlib.import_module(module)
        _MAKE[kind](name)
    return found


@functools.lru_cache
def everything() -> dict[tuple[str, str], Reads]:
    """Return the reads of every chart, every explorer and every function behind a computed number."""
    functions = [name for name in computed.names() if computed.get(name).function]
    named = {"chart": charts.names(), "explorer": explorers.names(), "computed": functions}
    return {(kind, name): _kept(kind, name) for kind in KINDS for name in named[kind]}


def _kept(kind: str, name: str) -> Reads:
    """Return the reads of one thing, from disk while every file that it was made from is as it was."""
    try:
        path = keeping.folder() / "reads" / f"{kind}-{name}.json"
    except LookupError:
        return of(kind, name)
    from counternarcotics.sphinx_extension import sources  # a lab keeps nothing, and needs no Sphinx

    if path.exists():
        made = json.loads(path.read_text(encoding="utf-8"))
        if all(sources.digests().get(key) == digest for key, digest in made["rests on"].items()):
            return made["reads"]
    found = of(kind, name)
    if kind == "computed":
        module = computed.get(name).function.__module__.partition(".")[2]
    else:
        module = f"{kind}s.{charts.modules()[name] if kind == 'chart' else name.replace('-', '_')}"
    keeping.write(path, json.dumps({"rests on": sources.of_figure(module), "reads": found}))
    return found

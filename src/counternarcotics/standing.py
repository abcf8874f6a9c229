"""Standing: figures, and what they read, kept on disk while what they rest on stands: code, libraries, rows, tables.

Kept figures need no tables: what reads tables, and so needs pandas, is imported when something has changed.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counternarcotics import keeping

# What works a figure out and draws it.
LIBRARIES = ("altair", "mini-racer", "numpy", "pandas", "scipy", "vl-convert-python")


def kept(kind: str, name: str, make: Callable[[str], dict[str, str]] | None = None) -> Any:
    """Return what `make` makes of a chart or an explorer, texts by name; without `make` what :mod:`reads` notes of it.

    Both come from disk while the code of the thing, and the rows, numbers and tables that it read, are as they were.
    """
    wanted = "made" if make else "reads"
    try:
        path = keeping.folder() / "figures" / f"{kind}-{name}.json"
    except LookupError:  # a lab keeps nothing, and needs no Sphinx
        return _anew(kind, name, make)[wanted]
    if path.exists():
        held = json.loads(path.read_text(encoding="utf-8"))
        if wanted in held and _stands(path, held):
            return held[wanted]
    held = _anew(kind, name, make)
    keeping.write(path, json.dumps({**_rests_on(kind, name, held.pop("all")), **held}))
    return held[wanted]


def _anew(kind: str, name: str, make: Callable[[str], dict[str, str]] | None) -> dict[str, Any]:
    from counternarcotics import reads

    if not make:
        found, everything, _ = reads.of(kind, name)
        return {"reads": found, "all": everything}
    found, everything, made = reads.of(kind, name, make)
    return {"reads": found, "all": everything, "made": made}


def _rests_on(kind: str, name: str, read: dict[str, list[str]]) -> dict[str, Any]:
    from counternarcotics import reads
    from counternarcotics.sphinx_extension import sources

    return {
        "files": sources.of_figure(reads.module_of(kind, name), read["whole"]),
        "rows": {row: _row(row) for row in read["rows"]},
        "chosen": [[table, query, _chosen(table, query)] for table, query in read["chosen"]],
        "numbers": {number: _number(number) for number in read["numbers"]},
        "evidence": sources.evidence(),
        "libraries": _libraries(),
    }


def _stands(path: Path, held: dict[str, Any]) -> bool:
    from counternarcotics.sphinx_extension import sources

    if held.get("libraries") != _libraries() or any(
        sources.digests().get(key) != digest for key, digest in held["files"].items()
    ):
        return False
    if held["evidence"] == sources.evidence():
        return True
    try:
        same = (
            all(_row(row) == digest for row, digest in held["rows"].items())
            and all(_chosen(table, query) == digest for table, query, digest in held["chosen"])
            and all(_number(number) == digest for number, digest in held["numbers"].items())
        )
    except (LookupError, ValueError, ArithmeticError):  # a row or a number that is gone, or has no value any more
        return False
    if same:
        keeping.write(path, json.dumps(held | {"evidence": sources.evidence()}))
    return same


@functools.cache
def _libraries() -> str:
    return repr((sys.version, [importlib.metadata.version(name) for name in LIBRARIES]))


@functools.cache
def _row(name: str) -> str:
    from counternarcotics import tables

    return keeping.digest(repr(tables.row(name)))


@functools.cache
def _chosen(table: str, query: str) -> str:
    from counternarcotics import tables

    return keeping.digest(tables.chosen(table, query).to_csv())


@functools.cache
def _number(name: str) -> str:
    from counternarcotics import computed

    one = computed.get(name)
    return keeping.digest(repr((one.ends(), one.unit, one.format, one.how, one.note, one.uses, one.expression)))

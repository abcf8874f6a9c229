"""Bindings: every column that a drawing names is a column of its data, for Vega draws a misspelt one as nothing at all.

A specification of Vega-Lite is read from the outside in: data, then what transforms add, then what each layer names.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAMED = re.compile(r"\bdatum(?:\.([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|\"([^\"]*)\")\s*\])")
_OF_VEGA = {"datum", "label", "value", "index", "count"}  # what an axis label or a mark calls its own
_TEXTS = {"calculate", "filter", "expr", "test"}


def problems(specification: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence part for every column that a chart names and its data do not have, each once.

    >>> drawn = {"data": {"values": [{"year": 1999}]}, "mark": "line", "encoding": {"x": {"field": "yeer"}}}
    >>> list(problems(drawn))
    ["the column 'yeer', which its data do not have; the nearest are year"]
    """
    told: dict[str, None] = {}
    for name, known in _missing(specification, specification.get("datasets", {}), frozenset()):
        near = ", ".join(difflib.get_close_matches(name, sorted(known), n=3)) or ", ".join(sorted(known)[:6])
        told[f"the column {name!r}, which its data do not have; the nearest are {near}"] = None
    yield from told


def _missing(
    part: Mapping[str, Any], datasets: Mapping[str, Any], known: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    if (data := part.get("data")) is not None:
        rows = data.get("values", datasets.get(data.get("name", "")))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not rows:
            return  # a shape, or a table that the page hands in
        known = frozenset().union(*rows)
    for transform in part.get("transform", []):
        yield from ((name, known) for name in _spoken(transform) - known)
        made = [transform.get("as", [])] + [one.get("as", []) for kind in ("window", "aggregate", "joinaggregate") for one in transform.get(kind, [])]  # fmt: skip
        known |= {name for one in made for name in ([one] if isinstance(one, str) else one)}
    own = {key: value for key, value in part.items() if key in {"encoding", "mark", "facet"}}
    if known:
        yield from ((name, known) for name in _spoken(own) - known)
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for inner in part.get(key, []):
            yield from _missing(inner, datasets, known)
    if "spec" in part:
        yield from _missing(part["spec"], datasets, known)


def _spoken(part: Any, key: str = "") -> set[str]:
    """Return the columns that a part of a specification names: as a field, or in an expression."""
    if isinstance(part, dict):
        field = {part["field"]} if isinstance(part.get("field"), str) and part["field"] else set()
        return field | {
            name
            for inner, value in part.items()
            if inner not in {"title", "description"}
            for name in _spoken(value, inner)
        }
    if isinstance(part, list):
        return {name for value in part for name in _spoken(value, key)}
    if isinstance(part, str) and (key in _TEXTS or "datum" in part):
        return {name for found in _NAMED.findall(part) for name in found if name} - _OF_VEGA
    return set()

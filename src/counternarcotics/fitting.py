"""Fitting: how a figure takes the width of its column, from a phone to a wide screen.

Every figure gets a signal ``room``, the width of its drawing in pixels.  From it follow where titles and names break,
how many entries a legend has in a line, and how much higher the drawing becomes for the lines that this costs.
Widths are estimated, because a figure does not know its reader's font: the estimates suit a broad one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from counternarcotics.numberlike import formatted

Specification = dict[str, Any]

ROOM = "room"
SPOKEN = "expression: "  # begins an axis title that the page works out
LETTER = 7  # pixels: a broad font's average letter at the size of labels
BOLD_LETTER = 9  # the same at the size of a title
LINE, TITLE_LINE = 14, 19  # pixels
SMALLEST = 10  # pixels: no type is smaller
SMALL_LETTER, SMALL_LINE = 5.8, 11.5  # pixels: a letter and a line of the smallest type
MANY = 12  # names beside a plot: more than these stand closer
SYMBOL = 36  # pixels: a legend's mark with the space before and after an entry
NAMES_PART = 0.38  # of the drawing's width that names beside a plot may take
USUAL = 700  # pixels: the width for which a chart states its height
NARROWER = (270, 300, 345, 420, 520, 620)  # pixels: below each of these the height is worked out anew

_LEGENDS_BELOW_EACH_OTHER = {
    side: {"direction": "vertical", "anchor": "start", "margin": 6} for side in ("top", "bottom")
}
LABEL = "datum.label"
UNKNOWN_WORDS = " " * 10  # as long as the words that only the page works out

_ID = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+")
_WITHIN = ("line", "area", "bar", "rect", "rule", "trail")
_LEGENDS = ("color", "fill", "stroke", "shape", "opacity", "strokeDash", "size")


def fitted(specification: Specification) -> Specification:
    """Return a Vega-Lite specification (one view or layers, as wide as its container) that fits every width.

    A specification that already has the signal, or that states its own width, is returned as it is.
    """
    known = [parameter["name"] for parameter in specification.get("params", [])]
    if ROOM in known or specification.get("width") != "container":
        return specification
    done = json.loads(json.dumps(specification))
    figure = _Figure(done)
    figure.fit()
    heights = figure.heights()
    # Several legends stand one below the other; Altair has no word for it.
    legend = done.setdefault("config", {}).setdefault("legend", {})
    legend["layout"] = _LEGENDS_BELOW_EACH_OTHER
    legend.setdefault("symbolBaseFillColor", "currentColor")  # marks of a legend of shapes are black otherwise
    done["params"] = [
        # The width of the container, worked out anew whenever the width of the plot is.
        {"name": ROOM, "expr": f"(isFinite(containerSize()[0]) ? containerSize()[0] : {USUAL}) + 0 * width"},
        *([{"name": "height", "expr": heights}] if heights else []),
        *done.get("params", []),
    ]
    return done


def sized(specification: Specification, width: int) -> Specification:
    """Return `specification` for a drawing `width` pixels wide, where there is no container to measure."""
    if specification.get("width") != "container":
        return specification
    parameters = [
        {"name": ROOM, "value": width} if parameter["name"] == ROOM else parameter
        for parameter in specification.get("params", [])
    ]
    return specification | {"width": width, "params": parameters}


class _Figure:
    """One specification on its way to fitting."""

    def __init__(self, specification: Specification) -> None:
        self.specification = specification
        self.units = list(_units(specification, specification.get("data")))
        self.names = self._names("y")
        self.columns = self._names("x")
        many = len(self.names) > MANY
        self.type, self.line, self.gap = (11, 12, 4) if many else (12, LINE, 6)  # pixels: of the names, between rows
        self.legends = self._legends()
        title = specification.get("title") or {}
        self.title = {"text": title} if isinstance(title, (str, list)) else dict(title)
        self.height = self._stated_height()

    # -- what takes room -------------------------------------------------------------------------

    def _names(self, channel: str) -> list[str]:
        """Return the names beside the plot (``y``) or below it (``x``): none where the axis counts."""
        found: list[str] = []
        for unit, data in self.units:
            encoding = unit.get("encoding", {}).get(channel, {})
            if encoding.get("type") in ("nominal", "ordinal") and encoding.get("axis", {}) is not None:
                found += self._values(encoding, data)
        return list(dict.fromkeys(found))

    def _values(self, encoding: Specification, data: Any) -> list[str]:
        domain = (encoding.get("scale") or {}).get("domain")
        if isinstance(domain, list) and all(isinstance(value, (str, int, float)) for value in domain):
            return [str(value) for value in domain]
        if isinstance(encoding.get("sort"), list):
            return [str(value) for value in encoding["sort"]]
        field = encoding.get("field")
        return list(dict.fromkeys(str(row[field]) for row in self._rows(data) if row.get(field) is not None))

    def _rows(self, data: Any) -> list[Specification]:
        return self.specification.get("datasets", {}).get((data or {}).get("name"), (data or {}).get("values", []))

    def _legends(self) -> dict[tuple[str, ...], list[str]]:
        """Return the entries of the legends above the plot, each legend once."""
        found: dict[tuple[str, ...], list[str]] = {}
        for encoding, data in self._with_legend():
            entries = self._values(encoding, data)
            if (encoding.get("legend") or {}).get("orient", "top") == "top" and entries:
                found[tuple(entries)] = entries
        return found

    def _with_legend(self) -> Iterator[tuple[Specification, Any]]:
        for unit, data in self.units:
            for channel in _LEGENDS:
                encoding = unit.get("encoding", {}).get(channel)
                shown = isinstance(encoding, dict) and "field" in encoding and encoding.get("legend", {}) is not None
                if shown and encoding.get("type") in ("nominal", "ordinal"):
                    yield encoding, data

    def _stated_height(self) -> float | None:
        stated = self.specification.get("height")
        if isinstance(stated, (int, float)):
            return stated
        return 60 + 26 * len(self.names) if self.names else 260  # room for names of two lines is added to either

    def _below(self) -> float:
        """Return the pixels that the names of columns take below the plot beyond one line, where they stand upright."""
        axes = [unit.get("encoding", {}).get("x", {}).get("axis") or {} for unit, _ in self.units]
        upright = any(axis.get("labelAngle") in (90, -90, 270) for axis in axes)
        return max((len(name) for name in self.columns), default=0) * LETTER if upright else 0

    def beside(self, room: float | None = None) -> Any:
        """Return the pixels beside the plot: a number for a `room` in pixels, else an expression."""
        longest = max((len(name) for name in self.names), default=0) * LETTER
        if not longest:
            return 70
        return 15 + min(longest, NAMES_PART * room) if room else f"(15 + min({longest}, {NAMES_PART} * {ROOM}))"

    # -- fitting ---------------------------------------------------------------------------------

    def fit(self) -> None:
        """Break titles and names, fold legends, and keep marks within the plot."""
        self.specification["height"] = self.height
        self._reserve_for_labels()
        for unit, data in self.units:
            _keep_within(unit, self._rows(data))
            self._fit_words(unit, self._rows(data))
            for channel in ("x", "y"):
                self._fit_axis(unit.get("encoding", {}).get(channel), channel)
        for encoding, data in self._with_legend():
            self._fit_legend(encoding, self._values(encoding, data))
        if self.title:
            texts = {
                part: {"expr": broken(_literal(self.title[part]), f"({ROOM} - 10) / {letter}")}
                for part, letter in (("text", BOLD_LETTER), ("subtitle", LETTER))
                if isinstance(self.title.get(part), str)
            }
            self.specification["title"] = self.title | texts

    def _fit_axis(self, encoding: Any, channel: str) -> None:
        if not isinstance(encoding, dict) or encoding.get("axis", {}) is None:
            return
        axis = encoding.get("axis") or {}
        title = axis.get("title", encoding.get("title"))
        if isinstance(title, str) and title:
            room = f"({ROOM} - {self.beside()}) / {LETTER}" if channel == "x" else f"{(self.height - 60) / LETTER:.0f}"
            axis["title"] = {"expr": broken(_literal(title), room)}
        if (encoding.get("scale") or {}).get("type") == "log":  # powers of ten are many, and not alike in length
            axis.setdefault("labelOverlap", "greedy")
        if encoding.get("type") in ("nominal", "ordinal") and "labelExpr" not in axis:
            names = self.names if channel == "y" else self.columns
            label = _in_words(names)
            if channel == "y":
                label = self._fit_names(label, axis)
                axis["labelLimit"] = 0  # what is broken into lines is not cut as well
            if label != LABEL:
                axis["labelExpr"] = label
            if channel == "x" and axis.get("labelAngle") == 0 and names and not axis.get("labelOverlap"):
                axis.setdefault("labelFontSize", self._size_in_cell(max(map(len, names))))
        if axis:
            encoding["axis"] = axis

    def _fit_names(self, label: str, axis: Specification) -> str:
        """Return the expression `label` broken where rows are high enough, and let type be as large as it fits."""
        names = _spelt(self.names)
        longest = max(map(len, names), default=1)
        word = max((len(word) for name in names for word in name.split()), default=1)
        size = f"{NAMES_PART * 12 / LETTER:.3g} * {ROOM}"
        if longest > word:
            # Where a layout gives too little height for a second line, type becomes smaller, and at last names stay whole.
            low, lowest = (f"height < {line * len(names)}" for line in (2 * self.line, 2 * SMALL_LINE))
            letters = f"{NAMES_PART} * {ROOM} / ({low} ? {SMALL_LETTER} : {LETTER})"
            label = broken(label, f"({lowest} ? {longest} : {letters})")
            axis.setdefault(
                "labelFontSize", {"expr": f"clamp({size} / ({low} ? {longest} : {word}), {SMALLEST}, {self.type})"}
            )
            # The first of several lines stands at the row's middle unless all are moved up.
            line = f"({low} ? {SMALL_LINE} : {self.line})"
            axis |= {"labelLineHeight": {"expr": line}, "labelOffset": {"expr": f"{line} / 2 * (1 - length({label}))"}}
        elif word * LETTER > 95:
            axis.setdefault("labelFontSize", {"expr": f"clamp({size} / {word}, {SMALLEST}, {self.type})"})
        return label

    def _fit_words(self, unit: Specification, rows: list[Specification]) -> None:
        """Let words in the cells of a matrix be no broader than a cell."""
        encoding = unit.get("encoding", {})
        x, said = encoding.get("x", {}), encoding.get("text", {})
        stated = isinstance(unit.get("mark"), dict) and {"lineBreak", "fontSize"} & unit["mark"].keys()
        if _kind(unit) != "text" or stated or x.get("type") not in ("nominal", "ordinal") or "y" not in encoding:
            return
        shown = [row[said["field"]] for row in rows if row.get(said.get("field")) is not None]
        texts = [one if isinstance(one, str) else formatted(one, said.get("format", ".1f")) for one in shown]
        if texts and self.columns:
            mark = unit["mark"] if isinstance(unit["mark"], dict) else {"type": "text"}
            unit["mark"] = mark | {
                "fontSize": self._size_in_cell(
                    max(len(text) + sum(text.count(sign) for sign in "%+→") for text in texts)
                )
            }

    def _size_in_cell(self, letters: int) -> Specification:
        """Return the size of type at which `letters` fill a column of the plot."""
        cell = f"({ROOM} - {self.beside()} - 10) / {len(self.columns) * letters}"
        return {"expr": f"clamp({cell} * {12 / LETTER:.2f}, {SMALLEST}, 12)"}

    def _fit_legend(self, encoding: Specification, entries: list[str]) -> None:
        legend = encoding.get("legend") or {}
        width = max((len(entry) for entry in entries), default=12) * LETTER + SYMBOL
        if legend.get("orient", "top") in ("top", "bottom"):
            plot = f"({ROOM} - {self.beside()})"
            number = max(len(entries), 1)
            # Rows of one length: none of them is left with a single entry for want of a little room.
            rows = f"ceil({number} / clamp(floor({plot} / {width}), 1, {number}))"
            legend["columns"] = {"expr": f"ceil({number} / {rows})"}
            label = _in_words(entries)
            if any(" " in entry or _ID.fullmatch(entry) for entry in entries):
                label = broken(label, f"({plot} - {SYMBOL - 10}) / {LETTER}")
            if label != LABEL:
                legend.setdefault("labelExpr", label)
        if isinstance(legend.get("title"), str):
            legend["title"] = {"expr": broken(_literal(legend["title"]), f"({ROOM} - {self.beside()}) / {LETTER}")}
        encoding["legend"] = legend

    def _reserve_for_labels(self) -> None:
        """Let a counting axis reach as far as the words that stand to the right of its marks."""
        counted = [(unit, data) for unit, data in self.units if _counts(unit)]
        ends, words = [], []
        for unit, data in counted:
            rows, encoding = self._rows(data), unit["encoding"]
            if any("aggregate" in encoding[c] or encoding[c].get("stack") for c in ("x", "x2") if c in encoding):
                return
            ends += [row.get(encoding[c].get("field")) for c in ("x", "x2") if c in encoding for row in rows]
            mark = unit.get("mark")
            chosen = any("filter" in step for step in unit.get("transform", []))  # its author has chosen a side
            if isinstance(mark, dict) and mark.get("type") == "text" and mark.get("align") == "left" and not chosen:
                said = encoding.get("text", {})
                for row in rows:
                    text = said.get("value", row.get(said.get("field"), UNKNOWN_WORDS))
                    length = len(text) if isinstance(text, str) else len(formatted(text, said.get("format", ".1f")))
                    words.append((row.get(encoding["x"].get("field")), length * LETTER + mark.get("dx", 0)))
        ends = [end for end in ends if isinstance(end, (int, float)) and end == end]
        words = [(end, width) for end, width in words if isinstance(end, (int, float)) and end == end and end > 0]
        scale = {k: v for unit, _ in counted for k, v in (unit["encoding"]["x"].get("scale") or {}).items()}
        # Without bars or a stated domain the axis need not begin at 0.
        if not words or not (scale.get("domain") or any(_kind(unit) == "bar" for unit, _ in counted)):
            return
        domain = scale.get("domain") or [
            0 if scale.get("type") != "log" else min(ends, default=1),
            max(ends, default=1),
        ]
        if not all(isinstance(end, (int, float)) for end in domain) or domain[0] < 0:
            return
        plot = f"({ROOM} - {self.beside()} - 10)"
        start = domain[0]
        reach = [f"{start:g} + {end - start:g} / {_part(width, plot)}" for end, width in _foremost(words)]
        if scale.get("type") == "log":
            reach = [f"{start:g} * pow({end / start:g}, 1 / {_part(width, plot)})" for end, width in _foremost(words)]
        end = {"expr": f"max({', '.join([f'{domain[1]:g}', *reach])})"}
        if start == 0:  # said so that bars know where to begin
            scale.pop("domain", None)
            done = scale | {"zero": True, "domainMin": 0, "domainMax": end, "nice": False}
        else:
            done = scale | {"domain": [start, end], "nice": False}
        for unit, _ in counted:
            unit["encoding"]["x"]["scale"] = done

    # -- height ----------------------------------------------------------------------------------

    def heights(self) -> str:
        """Return the expression of the height, empty where one height suits every width."""
        stated = self._lines_of(USUAL, most=1)
        wanted = [(width, self.height + max(0, round(self._lines_of(width - 15) - stated))) for width in NARROWER]
        widest = self.height + max(0, round(self._lines_of(USUAL) - stated))
        expression = f"{widest:g}"
        for width, height in reversed(wanted):
            expression = f"{ROOM} < {width} ? {height:g} : {expression}"
        return "" if all(height == self.height for height in (widest, *(h for _, h in wanted))) else expression

    def _lines_of(self, room: float, *, most: float = math.inf) -> float:
        """Return the pixels of height that titles, legend and names, of at `most` so many lines, take in a `room`."""
        plot = room - self.beside(room)
        above = TITLE_LINE * _count(self.title.get("text"), room / BOLD_LETTER)
        above += LINE * _count(self.title.get("subtitle"), room / LETTER)
        for entries in map(_spelt, self.legends.values()):
            longest = max(map(len, entries))
            rows = -(-len(entries) // max(1, min(len(entries), int(plot / (longest * LETTER + SYMBOL)))))
            above += rows * LINE * 1.4 * max(_count(entry, (plot - SYMBOL + 10) / LETTER) for entry in entries)
        lines = max((_count(name, NAMES_PART * room / LETTER) for name in _spelt(self.names)), default=0)
        row = lines * self.line + self.gap if lines <= most else 0
        pitch = (self.height - 60 - self._below()) / max(len(self.names), 1)
        return above + len(self.names) * max(row, pitch)


def broken(text: str, letters: str) -> str:
    """Return an expression that breaks the expression `text` into lines of at most `letters`, between words."""
    pattern = f"regexp('(.{{1,' + max(8, floor({letters})) + '}})(?: +|$)', 'g')"
    return f"split(slice(replace({text}, {pattern}, '$1\\n'), 0, -1), '\\n')"


def _in_words(names: list[str]) -> str:
    """Return the expression of a label: an id of a table as words, and no word that looks like a slip of the script."""
    label = LABEL
    if any(_ID.fullmatch(name) for name in names):
        label = f"(test(regexp('^{_ID.pattern}$'), {LABEL}) ? replace({LABEL}, regexp('-', 'g'), ' ') : {LABEL})"
    if "undefined" in names:
        label = f"({LABEL} == 'undefined' ? 'not defined' : {label})"
    return label


def _spelt(names: list[str]) -> list[str]:
    return [name.replace("-", " ") if _ID.fullmatch(name) else name for name in names]


def _literal(text: str) -> str:
    """Return `text` as the expression language writes it, or the expression that it spells out."""
    if text.startswith(SPOKEN):
        return text.removeprefix(SPOKEN)
    return json.dumps(text, ensure_ascii=False)


def _count(text: Any, letters: float) -> int:
    """Return the number of lines that `text` takes when broken as :func:`broken` breaks it."""
    if not isinstance(text, str) or not text:
        return len(text) if isinstance(text, list) else 0
    lines, length = 1, 0
    for word in text.split():
        if length and length + 1 + len(word) > max(8, int(letters)):
            lines, length = lines + 1, len(word)
        else:
            length += len(word) + (length > 0)
    return lines


def _kind(unit: Specification) -> str:
    mark = unit.get("mark", "")
    return mark["type"] if isinstance(mark, dict) else mark


def _counts(unit: Specification) -> bool:
    x = unit.get("encoding", {}).get("x")
    return isinstance(x, dict) and "field" in x and x.get("type") == "quantitative"


def _part(width: float, plot: str) -> str:
    """Return the part of a plot that words `width` pixels wide leave to the marks, never less than 0.4."""
    return f"max(0.4, 1 - {width:g} / {plot})"


def _foremost(words: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the ends and widths that no other reaches beyond in both."""
    return [
        (end, width)
        for end, width in sorted(set(words))
        if not any((other, wide) != (end, width) and other >= end and wide >= width for other, wide in words)
    ]


def _units(view: Specification, data: Any) -> Iterator[tuple[Specification, Any]]:
    """Yield every unit of a specification with its data; an encoding that layers share stands in a unit of its own."""
    data = view.get("data", data)
    if "layer" not in view:
        yield view, data
        return
    if "encoding" in view:
        yield view, data
    for layer in view["layer"]:
        yield from _units(layer, data)


def _keep_within(unit: Specification, rows: list[Specification]) -> None:
    """Draw nothing beyond a stated end of an axis, which would take its room from the plot.

    A mark with an extent is clipped; a point or a word, which a clip would cut in half at the very end, is left out.
    """
    mark, encoding, kind = unit.get("mark"), unit.get("encoding", {}), _kind(unit)
    for channel in ("x", "y"):
        one = encoding.get(channel)
        domain = ((one or {}).get("scale") or {}).get("domain") or ()
        field = (one or {}).get("field")
        if len(domain) != 2 or not field or one.get("type") != "quantitative" or one.get("aggregate"):
            continue
        if not any(isinstance(end, dict) for end in domain) and not _beyond(rows, field, domain):
            continue
        if kind in _WITHIN:
            unit["mark"] = (mark if isinstance(mark, dict) else {"type": mark}) | {"clip": True}
        else:
            low, high = (f"({end['expr']})" if isinstance(end, dict) else f"{end:g}" for end in domain)
            inside = f"datum[{json.dumps(field)}] >= {low} && datum[{json.dumps(field)}] <= {high}"
            unit["transform"] = [*unit.get("transform", []), {"filter": inside}]


def _beyond(rows: list[Specification], field: str, domain: list[float]) -> bool:
    values = [row[field] for row in rows if isinstance(row.get(field), (int, float))]
    numbers = [end for end in domain if isinstance(end, (int, float))]
    return len(numbers) == 2 and any(not min(numbers) <= value <= max(numbers) for value in values)

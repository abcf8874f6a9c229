"""Figures: the look that every chart shares, and its faces (specification, picture, table).

A chart without a description is refused: the description is what a reader who does not see the chart gets.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import vl_convert
from altair.utils import schemapi

from counternarcotics import drawing, keeping, web
from counternarcotics.fitting import SPOKEN, fitted, sized
from counternarcotics.lighter import lighter

FIGURE_MIME = "application/vnd.counternarcotics.figure+json"

# Middle tones: each keeps a contrast of 3.7:1 or more on the white page and on the dark one.
COLOURS = ("#0d8299", "#d9480f", "#8c62c9", "#2b8a3e", "#c42fae")
ACCENT = COLOURS[0]
CONTRAST = COLOURS[1]
MUTED = "#868e96"

COUNTRY_COLOURS = {
    "Kazakhstan": COLOURS[0],
    "Kyrgyzstan": COLOURS[1],
    "Tajikistan": COLOURS[2],
    "Turkmenistan": COLOURS[4],
    "Uzbekistan": COLOURS[3],
}

# Words that break at a no-break space where the drawing is narrow, and run on where it is wide.  Broken at "\\n" they would
# stay unbroken where a live drawing becomes narrow: Vega joins the lines with it to see whether the text has changed.
NARROW_BREAK = alt.ExprRef("room < 345 ? '\\u00a0' : ''")


def narrow(small: float, usual: float, below: int = 345) -> alt.ExprRef:
    """Return a number for drawings narrower than `below` pixels and another for the rest."""
    return alt.ExprRef(f"room < {below} ? {small} : {usual}")


def beside(field: str, gap: int = 5) -> dict[str, Any]:
    """Return how a note stands beside its mark at column `field` of the horizontal axis: on the side that has room."""
    late = f"scale('x', datum['{field}']) > width / 2"
    return {"align": alt.ExprRef(f"{late} ? 'right' : 'left'"), "dx": alt.ExprRef(f"{late} ? -{gap} : {gap}")}


def told(expression: str) -> str:
    """Return an axis title that the settings of an explorer decide, given as an expression of their names."""
    return f"{SPOKEN}{expression}"


# Where a kernel runs in the browser, nothing but the page draws (see counternarcotics.editions.lite).
DRAWS = hasattr(vl_convert, "vegalite_to_png")

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

# ``currentColor`` lets the page's light, dark and print styles colour every label without a script.
_TEXT = {"labelColor": "currentColor", "titleColor": "currentColor"}
_CONFIG = {
    "background": "transparent",
    "font": _FONT,
    "view": {"stroke": None},
    "title": {
        "color": "currentColor",
        "subtitleColor": "currentColor",
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 15,
        "fontWeight": 600,
        "subtitleFontSize": 12.5,
        "offset": 12,
    },
    "axis": {
        **_TEXT,
        "domainColor": "currentColor",
        "domainOpacity": 0.45,
        "tickColor": "currentColor",
        "tickOpacity": 0.45,
        "gridColor": "currentColor",
        "gridOpacity": 0.1,
        "labelFontSize": 12,
        "labelLimit": 0,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "titleLimit": 0,
        "titlePadding": 8,
        "labelPadding": 5,
    },
    "axisX": {"labelOverlap": "parity", "labelSeparation": 4},
    # At the ends of an axis that counts; Vega would move the name of a first column as well, half into the next.
    "axisXQuantitative": {"labelFlush": 14},
    "axisXTemporal": {"labelFlush": 14},
    "legend": {
        **_TEXT,
        "orient": "top",
        "labelFontSize": 12,
        "labelLimit": 0,
        "titleFontSize": 12,
        "title": None,
    },
    "header": {**_TEXT, "labelFontSize": 12.5, "labelFontWeight": 600},
    "text": {"fill": "currentColor", "fontSize": 12},
    "rule": {"color": "currentColor"},
    "line": {"strokeWidth": 2.5, "color": ACCENT},
    "area": {"color": ACCENT},
    "bar": {"color": ACCENT},
    "point": {"filled": True, "size": 60, "color": ACCENT},
    "range": {"category": list(COLOURS)},
}


def finished(chart: alt.TopLevelMixin, description: str = "") -> alt.TopLevelMixin:
    """Return `chart` with the book's look, filling the width it is given.

    Raises ValueError when neither `description` nor the chart says what it shows.
    """
    chart = chart.copy(deep=True)
    if description:
        chart.description = description
    if not isinstance(chart._get("description"), str) or len(chart.description.split()) < 8:
        msg = "This chart has no description: say its type, its variables with units, the pattern and the source."
        raise ValueError(msg)
    chart = chart.configure(**_CONFIG)
    if isinstance(chart, (alt.Chart, alt.LayerChart)):
        chart = chart.properties(
            width="container", autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True)
        )
    return chart


@contextlib.contextmanager
def unchecked() -> Iterator[None]:
    """Make charts without what takes Altair longer than making them: asking its schema at every step, copying what no step changes, listing its classes anew for every channel, and writing help for every property.

    A build does; the tests ask the schema, once for every chart and explorer, and compare what is made.
    """
    nothing = classmethod(lambda cls, *_, **__: None)
    instead = [
        (alt.SchemaBase, "validate", nothing),
        (alt.SchemaBase, "validate_property", nothing),
        (alt.SchemaBase, "from_dict", classmethod(_from_dict)),
        (schemapi._PropertySetter, "__get__", _bound),
        (schemapi, "_deep_copy", _copied),
    ]
    asked = [(owner, name, vars(owner)[name]) for owner, name, _ in instead]
    with schemapi.debug_mode(False):
        try:
            for owner, name, method in instead:
                setattr(owner, name, method)
            yield
        finally:
            for owner, name, method in asked:
                setattr(owner, name, method)


_whole_copy = schemapi._deep_copy


def _copied(part: Any, by_ref: set[str]) -> Any:
    """Copy a chart with the charts and the parameters in it; what else it holds is never changed, but replaced."""
    changed = isinstance(part, (alt.TopLevelMixin, alt.Parameter, alt.VariableParameter, alt.TopLevelParameter))
    return _whole_copy(part, by_ref) if changed or not isinstance(part, alt.SchemaBase) else part


def _from_dict(cls: type[alt.SchemaBase], given: dict[str, Any], validate: bool = True) -> alt.SchemaBase:
    return _converter(cls._default_wrapper_classes.__func__).from_dict(given, cls)


def _bound(setter: schemapi._PropertySetter, channel: alt.SchemaBase, kind: type) -> schemapi._PropertySetter:
    setter.obj, setter.cls = channel, kind
    return setter


@functools.cache
def _converter(classes: Callable[[type], Iterator[type]]) -> schemapi._FromDict:
    return schemapi._FromDict(classes(alt.SchemaBase))


def svg(drawn: dict[str, Any], *, width: int) -> str:
    """Return a picture `width` pixels wide as SVG text that follows the page's text colour."""
    return picture(web.compiled(fitted(drawn)), width=width)


def picture(vega: dict[str, Any], *, width: int, height: float | None = None) -> str:
    """Return the picture of a figure that :func:`counternarcotics.web.compiled` compiled (see :func:`svg`)."""
    drawn = lighter(drawing.svg(vega, width, height))
    # Several pictures stand in one page: their internal names must not meet.
    prefix = "c" + hashlib.sha256(json.dumps([vega, width, height]).encode()).hexdigest()[:8]
    drawn = re.sub(r'(id="|url\(#)(clip|gradient)', rf"\1{prefix}-\2", drawn)
    return drawn.replace("<svg", '<svg aria-hidden="true"', 1)  # the description stands beside it


def png(drawn: dict[str, Any], *, width: int = 640) -> str:
    """Return a picture as base64 text of a PNG on white, for viewers that draw neither our type nor a widget."""
    text = (
        json.dumps(sized(fitted(drawn), width)).replace("currentColor", "#212529").replace('"transparent"', '"white"')
    )
    made_from = f"{vl_convert.__version__}, {text}"
    return keeping.kept(
        "images", made_from, lambda: base64.b64encode(vl_convert.vegalite_to_png(text, scale=1.5)).decode()
    )


def specification(chart: alt.TopLevelMixin, description: str = "") -> dict[str, Any]:
    """Return the Vega-Lite specification of `chart` with the book's look, fitting every width (see :func:`finished`)."""
    return fitted(finished(chart, description).to_dict())


def faces(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return a chart's faces by MIME type: specification, picture, description."""
    done = finished(chart)
    plain = done.to_dict()  # what a lab stores is fitted where it is shown
    if not DRAWS:
        from counternarcotics.widget import FigureWidget  # it needs what this module says

        faces, _ = FigureWidget(fitted(plain))._repr_mimebundle_()
        return faces | {"text/plain": done.description}
    return {FIGURE_MIME: plain, "image/png": png(plain), "text/plain": done.description}


def enable() -> None:
    """Let every Altair chart of a notebook show itself as the book shows it (see :func:`faces`)."""

    def renderer(plain: dict[str, Any], **_: Any) -> dict[str, Any]:
        return faces(alt.Chart.from_dict(plain))

    alt.renderers.register("counternarcotics", renderer)
    alt.renderers.enable("counternarcotics")

"""The sheet: every figure of the book at three widths, light and dark, on one page that a person looks through.

``python -m counternarcotics.sheet [WORD ...]`` is what ``make sheet`` calls; words choose the figures whose names hold one.
A test measures what can be measured; whether a figure is clear and pleasant, only somebody who looks can tell.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counternarcotics import charts, explorers, figure

WIDTHS = (290, 480, 760)  # pixels of the drawing: a phone's column, a narrow window's, a wide one's
TARGET = Path("_build") / "sheet.html"

_STYLE = """
body { margin: 1rem; font: 14px system-ui, sans-serif; background: #fff; color: #212529; }
h2 { font-size: 15px; margin: 1.6rem 0 .3rem; } p { margin: 0; color: #55606b; }
.row { display: flex; gap: 1.2rem; align-items: start; padding: .5rem; }
.dark { background: #14181c; color: #ced6dd; zoom: .6; }
.row > div { outline: 1px dotted #999; }
"""


def figures() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every figure's name and specification: charts, explorers at their start, charts of the labs."""
    for name in charts.names():
        yield f"chart {name}", figure.specification(charts.load(name).chart)
    for name in explorers.names():
        yield f"explorer {name}", explorers.load(name).drawn()
    for path in sorted(Path("notebooks").glob("*.ipynb")):
        outputs = [o for c in json.loads(path.read_text(encoding="utf-8"))["cells"] for o in c.get("outputs", [])]
        drawn = [o["data"][figure.FIGURE_MIME] for o in outputs if figure.FIGURE_MIME in o.get("data", {})]
        for position, plain in enumerate(drawn, start=1):
            yield f"lab {path.stem}, chart {position}", plain


def page(words: list[str]) -> str:
    """Return the sheet as one page that asks for nothing else."""
    parts = []
    for name, drawn in figures():
        if words and not any(word in name for word in words):
            continue
        pictures = []
        for width in WIDTHS:
            mark = f"picture-{len(parts)}-{width}"
            picture = figure.svg(drawn, width=width).replace("<svg", f'<svg id="{mark}"', 1)
            pictures.append((mark, picture))
        light = "".join(f"<div>{picture}</div>" for _, picture in pictures)
        # The dark ones are the same pictures again: their letters take the colour of the place they stand in.
        dark = "".join(
            f'<div><svg style="{_size(picture)}"><use href="#{mark}"/></svg></div>' for mark, picture in pictures
        )
        parts.append(f'<h2>{html.escape(name)}</h2><div class="row">{light}</div><div class="row dark">{dark}</div>')
    return f'<!doctype html><meta charset="utf-8"><title>All figures</title><style>{_STYLE}</style>{"".join(parts)}'


def _size(picture: str) -> str:
    head = picture[: picture.index(">")]
    width, height = (head.split(f' {side}="')[1].split('"')[0] for side in ("width", "height"))
    return f"width:{width}px;height:{height}px"


def main() -> None:
    """Write the sheet of the figures that the command line chooses, or of all."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page(sys.argv[1:]), encoding="utf-8")
    print("Look through", TARGET.resolve().as_uri())


if __name__ == "__main__":
    main()

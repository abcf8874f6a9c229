"""Assets: the book's styles and scripts, joined from their sources into what a page loads.

Styles.  Every ``assets/styles/*.css`` becomes a part of the one ``_static/textbook.css``: ``base`` first, ``print``
last, the others between them in the order of their names.  A new kind of thing on a page (cards, maps, search) gets a
file of its own there and is found without being listed.  Rules for paper that belong to one thing may stand in its
file, inside ``@media print``.

Scripts.  Every ``assets/scripts/*.js`` is written to ``_static/`` as it is.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

ASSETS = Path(__file__).resolve().parents[1] / "assets"
_FIRST, _LAST = "base", "print"


def style_sheet() -> str:
    """Return the one style sheet of the pages."""
    sources = sorted(
        (ASSETS / "styles").glob("*.css"), key=lambda path: (path.stem != _FIRST, path.stem == _LAST, path.stem)
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in sources)


def _write(app: Sphinx) -> None:
    target = Path(app.outdir) / "_static"
    target.mkdir(parents=True, exist_ok=True)
    written = {"textbook.css": style_sheet()}
    written |= {path.name: path.read_text(encoding="utf-8") for path in (ASSETS / "scripts").glob("*.js")}
    for name, text in written.items():
        (target / name).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write the book's own styles and scripts, and load them on every page."""
    app.connect("builder-inited", _write)
    app.add_css_file("textbook.css", priority=900)
    app.add_js_file("textbook.js", priority=900, loading_method="defer")

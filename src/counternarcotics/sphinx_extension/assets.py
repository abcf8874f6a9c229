"""Assets: writes into the site what :mod:`counternarcotics.web` joins from the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from counternarcotics import web


def _write(app: Sphinx) -> None:
    target = Path(app.outdir) / "_static"
    target.mkdir(parents=True, exist_ok=True)
    as_written = {
        name: (web.ASSETS / "scripts" / name).read_text(encoding="utf-8")
        for name in ("page-mode.js", "first-screen.js")
    }
    files = {
        "textbook.css": web.style_sheet(),
        "textbook.js": web.page_script(),
        "what-if.js": web.scoped("what-if"),
        "search.js": web.scoped("search"),
        "trainer.js": web.scoped("trainer"),
        "collect.js": web.scoped("collect"),
        **as_written,
        "vega.js": web.runtime(),
    }
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8")
    _write_icon(target)


def _write_icon(target: Path) -> None:
    """Write the sign of the book in a tab, and a picture of it for browsers that draw none."""
    drawn = (web.ASSETS / "icons" / "favicon.svg").read_text(encoding="utf-8")
    (target / "favicon.svg").write_text(drawn, encoding="utf-8")
    picture = target / "favicon.png"
    if not picture.exists():
        from vl_convert import svg_to_png  # needed once, in the first build

        picture.write_bytes(svg_to_png(drawn))


def load_with(app: Sphinx, kind: type[nodes.Element], script: str) -> None:
    """Load a script of the site on the pages that hold a node of this kind, and on no other."""

    def load(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any) -> None:
        if doctree is not None and next(doctree.findall(kind), None) is not None:
            app.add_js_file(script, priority=901, loading_method="defer")

    app.connect("html-page-context", load)


def setup(app: Sphinx) -> None:
    """Write the book's own styles and scripts, and load them on every page; a figure asks for the runtime itself."""
    app.connect("builder-inited", _write)
    app.add_css_file("textbook.css", priority=900)
    app.add_js_file(
        "textbook.js", priority=100, loading_method="defer"
    )  # before the theme's: it brings figures to life

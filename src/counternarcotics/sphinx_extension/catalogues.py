"""``{catalogue}``: the place of a catalogue on a page, filled when all pages have been read.

:mod:`counternarcotics.sphinx_extension.catalogue` says which there are.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from counternarcotics.describe import data_folder
from counternarcotics.sphinx_extension import freshness

# The catalogues themselves need pandas, and most builds write none: hence the late imports.


class catalogue(nodes.General, nodes.Element):
    """The place of a catalogue; it is filled when all pages have been read."""


class CatalogueDirective(SphinxDirective):
    """A catalogue by name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the place of the catalogue."""
        from counternarcotics.sphinx_extension.catalogue import CATALOGUES

        if self.arguments[0] not in CATALOGUES:
            msg = f"catalogue: found {self.arguments[0]!r}, expected one of {', '.join(CATALOGUES)}."
            raise self.error(msg)
        freshness.store(self.env, "catalogues")[self.env.docname] = True
        return [catalogue(kind=self.arguments[0])]


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    places = list(doctree.findall(catalogue))
    if not places:
        return
    from counternarcotics.sphinx_extension.catalogue import CATALOGUES, write_cards
    from counternarcotics.sphinx_extension.entries import Page

    page = Page(app, docname)
    for node in places:
        node.replace_self(nodes.raw("", CATALOGUES[node["kind"]](page), format="html"))
    write_cards(page)


def _publish(app: Sphinx, exception: Exception | None) -> None:
    """Put the tables beside the pages, so that a reader can download them from disk too."""
    if exception is None:
        target = Path(app.outdir) / "data"
        target.mkdir(exist_ok=True)
        held = {path.name: path for path in data_folder().iterdir() if path.suffix in {".csv", ".json"}}
        for old in target.iterdir():
            if old.name not in held:
                old.unlink()
        for name, path in held.items():
            shutil.copyfile(path, target / name)


def setup(app: Sphinx) -> None:
    """Register the directive, the step that fills it, and the tables that the pages offer."""
    freshness.by_page("catalogues")
    app.add_directive("catalogue", CatalogueDirective)
    app.add_node(catalogue, override=True)
    app.connect("doctree-resolved", _resolve)
    app.connect("build-finished", _publish)

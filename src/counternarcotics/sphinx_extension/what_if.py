"""``{what-if}``: the place where a reader gives a figure another value; ``{most-carrying}``: the figures that carry most.

Both are filled when all pages have been read, since they speak of the sentences of all pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics import keeping, sentences
from counternarcotics.sphinx_extension import freshness

# The graph needs pandas and Altair, and most builds write neither page: hence the late imports.


class graph_part(nodes.General, nodes.Element):
    """The place of the tool or of the table."""


class _GraphDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        """Return the place, and note that the page is to be written again when rows, numbers or sentences change."""
        freshness.store(self.env, "catalogues")[self.env.docname] = True
        freshness.store(self.env, "graph")[self.env.docname] = True
        return [graph_part(kind=self.name)]


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(graph_part)):
        from counternarcotics.sphinx_extension.entries import Page
        from counternarcotics.sphinx_extension.what_if_graph import KINDS

        node.replace_self(nodes.raw("", KINDS[node["kind"]](Page(app, docname)), format="html"))


def _updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that show the graph when a sentence of any page changed."""
    state = freshness.store(env, "state")
    before, now = state.get("sentences"), keeping.digest(repr(sentences.roles(Path(app.srcdir))))
    state["sentences"] = now
    return sorted(freshness.store(env, "graph")) if before != now else []


def setup(app: Sphinx) -> None:
    """Register the two directives and the step that fills them."""
    freshness.by_page("graph")
    for name in ("what-if", "most-carrying"):
        app.add_directive(name, _GraphDirective)
    app.add_node(graph_part, override=True)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-get-updated", _updated, priority=901)

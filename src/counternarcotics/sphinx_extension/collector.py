"""``{collector}``: the place where a class's links are read, with the models of all explorers beside it.

Its script is loaded on the page that holds it alone, and reads the models from the page: nothing is asked of anybody.
"""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics import explorers
from counternarcotics.sphinx_extension import assets, figures, freshness

SCRIPT = "collect.js"


class collector(nodes.General, nodes.Element):
    """The place; it is written when the page is."""


def _models(env: BuildEnvironment, name: str) -> list[str]:
    return [figures.drawn("model", name) for name in explorers.names()]


class CollectorDirective(SphinxDirective):
    """The tool that reads the links of a class."""

    def run(self) -> list[nodes.Node]:
        """Return its place on the page."""
        return [collector(models=freshness.said(self.env, "collector", ""))]


def _visit(translator: Any, node: collector) -> None:
    from counternarcotics import markup

    builder = translator.builder
    # The root of the site, wherever this page stands: the scripts make addresses from it.
    root = "../" * builder.get_target_uri(builder.current_docname).count("/") or "./"
    models = markup.inert_json([json.loads(one) for one in node["models"]])
    translator.body.append(
        f'<div class="cn-collector" data-root="{root}"><div class="cn-collecting cn-needs-script"></div>{models}</div>\n'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directive, how it is written, and its script."""
    freshness.kind("collector", _models)
    app.add_directive("collector", CollectorDirective)
    app.add_node(collector, html=(_visit, None), override=True)
    assets.load_with(app, collector, SCRIPT)

"""``{chart}`` and ``{explorer}``: a figure on a page, by name."""

from __future__ import annotations

import difflib

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from counternarcotics import charts, explorers
from counternarcotics.figure import finished
from counternarcotics.sphinx_extension import markup


def _nearest(name: str, known: list[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.3) or known)


class ChartDirective(SphinxDirective):
    """A chart of :mod:`counternarcotics.charts` by name; the content is its caption."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the figure with its caption, its source and its data one click away."""
        name = self.arguments[0]
        if name not in charts.NAMES:
            msg = f"No chart is called {name!r}; the nearest are {_nearest(name, list(charts.NAMES))}."
            raise self.error(msg)
        if not self.content:
            msg = f"The chart {name!r} needs a caption: write a sentence inside the directive."
            raise self.error(msg)
        one = charts.load(name)
        specification = finished(one.chart).to_dict()
        caption = nodes.container(classes=["cn-caption"])
        self.state.nested_parse(self.content, self.content_offset, caption)
        data = markup.folded("Data behind this figure", markup.table(one.table, one.title), css="cn-data")
        opening = f'<div class="cn-figure" role="figure" id="figure-{name}" aria-label="{markup.escape(one.title)}"><p class="cn-title">{markup.escape(one.title)}</p>{markup.live_chart(specification)}'
        closing = f'<p class="cn-source">Source: {markup.escape(one.source)}.</p>{data}</div>'
        return [nodes.raw("", opening, format="html"), caption, nodes.raw("", closing, format="html")]


class ExplorerDirective(SphinxDirective):
    """An explorer of :mod:`counternarcotics.explorers` by name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the explorer, complete without a script and live with one."""
        name = self.arguments[0]
        if name not in explorers.NAMES:
            msg = f"No explorer is called {name!r}; the nearest are {_nearest(name, list(explorers.NAMES))}."
            raise self.error(msg)
        return [nodes.raw("", markup.explorer(explorers.load(name)), format="html")]


def setup(app: Sphinx) -> None:
    """Register the two directives."""
    app.add_directive("chart", ChartDirective)
    app.add_directive("explorer", ExplorerDirective)

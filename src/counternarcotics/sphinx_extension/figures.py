"""``{chart}`` and ``{explorer}``: a figure on a page, by name."""

from __future__ import annotations

import difflib

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from counternarcotics import charts, explorers
from counternarcotics.sphinx_extension.freshness import kept

_CAPTION = "<!-- caption -->"


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
        figure, source = kept(self.env, f"chart-{name}", lambda: _chart(name)).split(_CAPTION)
        caption = nodes.container(classes=["cn-caption"])
        self.state.nested_parse(self.content, self.content_offset, caption)
        return [nodes.raw("", figure, format="html"), caption, nodes.raw("", source, format="html")]


# Drawing needs Altair, which takes a while to import, and a kept figure needs no drawing: hence the late imports.


def _chart(name: str) -> str:
    from counternarcotics.figure import finished
    from counternarcotics.sphinx_extension import markup

    one = charts.load(name)
    title = markup.escape(one.title)
    data = markup.folded("Data behind this figure", markup.table(one.table, one.title), css="cn-data")
    return (
        f'<div class="cn-figure" role="figure" id="figure-{name}" aria-label="{title}"><p class="cn-title">{title}</p>'
        f"{markup.live_chart(finished(one.chart).to_dict())}{_CAPTION}"
        f'<p class="cn-source">Source: {markup.escape(one.source)}.</p>{data}</div>'
    )


def _explorer(name: str) -> str:
    from counternarcotics.sphinx_extension import markup

    return markup.explorer(explorers.load(name))


class ExplorerDirective(SphinxDirective):
    """An explorer of :mod:`counternarcotics.explorers` by name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the explorer, complete without a script and live with one."""
        name = self.arguments[0]
        if name not in explorers.NAMES:
            msg = f"No explorer is called {name!r}; the nearest are {_nearest(name, list(explorers.NAMES))}."
            raise self.error(msg)
        drawn = kept(self.env, f"explorer-{name}", lambda: _explorer(name))
        return [nodes.raw("", drawn, format="html")]


def setup(app: Sphinx) -> None:
    """Register the two directives."""
    app.add_directive("chart", ChartDirective)
    app.add_directive("explorer", ExplorerDirective)

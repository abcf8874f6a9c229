"""``{chart}`` and ``{explorer}``: a figure on a page, by name."""

from __future__ import annotations

import difflib
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics import charts, explorers
from counternarcotics.sphinx_extension.freshness import kept

_CAPTION = "<!-- caption -->"


def index(env: BuildEnvironment) -> dict[str, list[tuple[str, str, str]]]:
    """Return, by page, its figures and explorers in order: what each is, its anchor, its title (HTML)."""
    if not hasattr(env, "counternarcotics_index"):
        env.counternarcotics_index = {}
    return env.counternarcotics_index


def _enter(env: BuildEnvironment, kind: str, drawn: str) -> None:
    anchor, title = (re.search(pattern, drawn)[1] for pattern in (r'\bid="([^"]+)"', r'<p class="cn-title">(.*?)</p>'))
    index(env).setdefault(env.docname, []).append((kind, anchor, title))


def _nearest(name: str, known: list[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.3) or known)


class ChartDirective(SphinxDirective):
    """A chart of :mod:`counternarcotics.charts` by name; the content is its caption."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the figure with its caption, its source and its data one click away."""
        name = self.arguments[0]
        if name not in charts.names():
            msg = f"No chart is called {name!r}; the nearest are {_nearest(name, charts.names())}."
            raise self.error(msg)
        if not self.content:
            msg = f"The chart {name!r} needs a caption: write a sentence inside the directive."
            raise self.error(msg)
        figure, source = kept(self.env, f"chart-{name}", lambda: _chart(name)).split(_CAPTION)
        _enter(self.env, "Figure", figure)
        caption = nodes.container(classes=["cn-caption"])
        self.state.nested_parse(self.content, self.content_offset, caption)
        return [nodes.raw("", figure, format="html"), caption, nodes.raw("", source, format="html")]


# Drawing needs Altair, which takes a while to import, and a kept figure needs no drawing: hence the late imports.


def _chart(name: str) -> str:
    from counternarcotics.figure import specification
    from counternarcotics.sphinx_extension import markup

    one = charts.load(name)
    title = markup.escape(one.title)
    data = markup.folded("Data behind this figure", markup.table(one.table, one.title), css="cn-data")
    return (
        f'<div class="cn-figure" role="figure" id="figure-{name}" aria-label="{title}"><p class="cn-title">{title}</p>'
        f"{markup.live_chart(specification(one.chart))}{_CAPTION}"
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
        if name not in explorers.names():
            msg = f"No explorer is called {name!r}; the nearest are {_nearest(name, explorers.names())}."
            raise self.error(msg)
        drawn = kept(self.env, f"explorer-{name}", lambda: _explorer(name))
        _enter(self.env, "Explorer", drawn)
        return [nodes.raw("", drawn, format="html")]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    index(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: Any) -> None:
    index(env).update(index(other))


def setup(app: Sphinx) -> None:
    """Register the two directives and the index that they fill."""
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.add_directive("chart", ChartDirective)
    app.add_directive("explorer", ExplorerDirective)

"""``{chart}`` and ``{explorer}``: a figure on a page, by name."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics import charts, explorers, keeping, standing
from counternarcotics.sphinx_extension import freshness

_CAPTION = "<!-- caption -->"


def index(env: BuildEnvironment) -> dict[str, list[tuple[str, str, str]]]:
    """Return, by page, its figures and explorers in order: what each is, its anchor, its title (HTML)."""
    return freshness.store(env, "index")


def _enter(env: BuildEnvironment, kind: str, drawn: str) -> None:
    anchor, title = (re.search(pattern, drawn)[1] for pattern in (r'\bid="([^"]+)"', r'<p class="cn-title">(.*?)</p>'))
    index(env).setdefault(env.docname, []).append((kind, anchor, title))


def drawn(what: str, name: str) -> str:
    """Return a chart or an explorer as HTML, or an explorer's model as JSON: as it was kept, while all that it rests on is as it was.

    Raises ValueError when it cannot be drawn, naming its module and the reason.
    """
    kind = "chart" if what == "chart" else "explorer"
    try:
        return standing.kept(kind, name, _MAKE[kind])[what]
    except Exception as error:
        path = f"charts/{charts.modules()[name]}" if kind == "chart" else f"explorers/{name.replace('-', '_')}"
        msg = f"The {kind} {name!r} cannot be drawn: {path}.py says {type(error).__name__}: {error}"
        raise ValueError(msg) from error


def _said(what: str) -> Callable[[BuildEnvironment, str], str]:
    return lambda env, name: keeping.digest(drawn(what, name))


class _FigureDirective(SphinxDirective):
    required_arguments = 1

    def drawn(self, what: str, names: list[str]) -> str:
        """Return the HTML of a figure, and note it in the index and as printed on this page."""
        name = self.arguments[0]
        if name not in names:
            near = ", ".join(difflib.get_close_matches(name, names, n=3, cutoff=0.3) or names)
            msg = f"No {what} is called {name!r}; the nearest are {near}."
            raise self.error(msg)
        try:
            freshness.said(self.env, what, name)
            html = drawn(what, name)
        except ValueError as error:
            raise self.error(str(error)) from error
        _enter(self.env, "Figure" if what == "chart" else "Explorer", html)
        return html


class ChartDirective(_FigureDirective):
    """A chart of :mod:`counternarcotics.charts` by name; the content is its caption."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the figure with its caption, its source and its data one click away."""
        figure, source = self.drawn("chart", charts.names()).split(_CAPTION)
        if not self.content:
            msg = f"The chart {self.arguments[0]!r} needs a caption: write a sentence inside the directive."
            raise self.error(msg)
        caption = nodes.container(classes=["cn-caption"])
        self.state.nested_parse(self.content, self.content_offset, caption)
        return [nodes.raw("", figure, format="html"), caption, nodes.raw("", source, format="html")]


# Drawing needs Altair, which takes a while to import, and a kept figure needs no drawing: hence the late imports.


def _chart(name: str) -> dict[str, str]:
    from counternarcotics import markup
    from counternarcotics.figure import specification

    one = charts.load(name)
    title = markup.escape(one.title)
    data = markup.folded("Data behind this figure", markup.table(one.table, one.title), css="cn-data")
    made = (markup.still_chart if one.still else markup.live_chart)(specification(one.chart))
    html = (
        f'<div class="cn-figure" role="figure" id="figure-{name}" aria-label="{title}"><p class="cn-title">{title}</p>'
        f"{made}{_CAPTION}"
        f'<p class="cn-source">Source: {markup.escape(one.source)}.</p>{data}</div>'
    )
    return {"chart": html}


def _explorer(name: str) -> dict[str, str]:
    from counternarcotics import markup

    one = explorers.load(name)
    return {"explorer": markup.explorer(one), "model": json.dumps(markup.model(one), ensure_ascii=False)}


_MAKE = {"chart": _chart, "explorer": _explorer}


class ExplorerDirective(_FigureDirective):
    """An explorer of :mod:`counternarcotics.explorers` by name."""

    def run(self) -> list[nodes.Node]:
        """Return the explorer, complete without a script and live with one."""
        return [nodes.raw("", self.drawn("explorer", explorers.names()), format="html")]


def setup(app: Sphinx) -> None:
    """Register the two directives and the index that they fill."""
    freshness.by_page("index")
    for what in _MAKE:
        freshness.kind(what, _said(what))
    app.add_directive("chart", ChartDirective)
    app.add_directive("explorer", ExplorerDirective)

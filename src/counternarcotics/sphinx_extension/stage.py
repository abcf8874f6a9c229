"""``{stage}``: an explorer in short, for a page that invites to it: its picture, its sentence and the controls that are named.

::

    ```{stage} seizure-iceberg northern_share
    ```

It is the whole explorer, of which the style sheet shows a part: one mechanism draws both, and its own place in the book
stays the one that links lead to.
"""

from __future__ import annotations

import json
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics import explorers, figure, markup
from counternarcotics.sphinx_extension import figures, freshness

SMALL = (300, 192)  # pixels: the chart of a stage on a phone (see landing.css)


def shortened(html: str, name: str, controls: list[str]) -> str:
    """Return the HTML of an explorer as a stage that shows the controls named; raise ValueError for one that it has not."""
    html = html.replace(
        f'class="cn-explorer" id="explorer-{name}"', f'class="cn-explorer cn-compact" id="stage-{name}"', 1
    )
    # The picture of the whole explorer, scaled down to a stage, could not be read.
    vega = json.loads(re.search(r'class="cn-specification">(.*?)</script>', html)[1])
    width, height = SMALL
    small = markup.picture("narrow", figure.picture(vega, width=width, height=height))
    html = re.sub(
        r'(?<=<div class="cn-pictures">).*?(?=</div><div class="cn-view">)',
        lambda _: small,
        html,
        count=1,
        flags=re.DOTALL,
    )
    for control in controls:
        pattern = rf'class="(cn-control[^"]*)"(?=>(?:(?!class="cn-control).)*? name="{re.escape(control)}")'
        html, found = re.subn(pattern, r'class="\1 cn-shown"', html, count=1, flags=re.DOTALL)
        if not found:
            msg = f"the explorer {name!r} has no control {control!r}."
            raise ValueError(msg)
    return html


def _stage(env: BuildEnvironment, asked: str) -> str:
    name, *controls = asked.split()
    return shortened(figures.drawn("explorer", name), name, controls)


class StageDirective(SphinxDirective):
    """An explorer's name, and the names of the controls that are shown."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the stage, with a link to the whole explorer."""
        name = self.arguments[0].split()[0]
        if name not in explorers.names():
            msg = f"No explorer is called {name!r}."
            raise self.error(msg)
        try:
            html = freshness.said(self.env, "stage", self.arguments[0])
        except ValueError as error:
            raise self.error(str(error)) from error
        return [nodes.raw("", html, format="html")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    freshness.kind("stage", _stage)
    app.add_directive("stage", StageDirective)

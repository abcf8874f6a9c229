"""Formulas as MathML, written at build time: no script, no fonts from elsewhere, readable aloud."""

from __future__ import annotations

import html

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def _formula(node: nodes.Element, display: str) -> str:
    """Return a formula that also carries what was typed, for the editions that write it as text."""
    typed = html.escape(" ".join(node.astext().split()), quote=True)
    return convert(node.astext(), display=display).replace("<math ", f'<math data-tex="{typed}" ', 1)


def _inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(_formula(node, "inline"))
    raise nodes.SkipNode


def _block(translator: HTML5Translator, node: nodes.math_block) -> None:
    number = f'<span class="eqno">({node["number"]})</span>' if node["number"] else ""
    translator.body.append(f'<div class="math" tabindex="0">{number}{_formula(node, "block")}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name that ``html_math_renderer`` asks for."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))

"""Formulas, written at build time: MathML for the eye, one phrase in words for the ear.

A screen reader would stop at every sign of a fraction.  So a formula carries its words as a label, and its MathML is
hidden from the accessibility tree; the page's script hands the MathML to readers that can walk it.  Letters and
numbers with a sign of relation between them are text like any other.
"""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from counternarcotics import formulas

_LOGGER = logging.getLogger(__name__)
_REFERENCE = re.compile(r"&#x0*([0-9A-Fa-f]+);")
_SIGN = re.compile(r"\\[a-zA-Z]+|[^\s{}_^\\]")
SIGNS = 28  # of a formula in a line: with more it may be wider than a phone
_ONE_ROW = re.compile(r"(<math[^>]*>)<mrow>(?!.*<mrow>)(.*)</mrow></math>")


def _formulas(document: nodes.document) -> list[nodes.Element]:
    return list(document.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))))


def _refuse_the_unspoken(app: Sphinx, document: nodes.document) -> None:
    """Tell page and line of each formula that has no words, when the page is read."""
    for node in _formulas(document):
        try:
            formulas.words(node.astext())
        except formulas.UnspokenError as error:
            _LOGGER.warning(
                "The formula $%s$ cannot be read out: %s",
                _one_line(node),
                error,
                location=(app.env.docname, _line(node)),
            )


def _line(node: nodes.Element) -> int | None:
    """Return the line of a formula, or of the paragraph around it."""
    while node is not None and not node.line:
        node = node.parent
    return node and node.line


def _one_line(node: nodes.Element) -> str:
    return " ".join(node.astext().split())


def _capitals(translator: HTML5Translator) -> frozenset[str]:
    """Return the letters that the page uses in both sizes."""
    if not hasattr(translator, "both_sizes"):
        translator.both_sizes = formulas.in_both_sizes(node.astext() for node in _formulas(translator.document))
    return translator.both_sizes


def _words(translator: HTML5Translator, node: nodes.Element) -> str:
    return escape(formulas.words(node.astext(), _capitals(translator)))


def _mathml(node: nodes.Element, display: str) -> str:
    """Return the picture of a formula, which also carries what was typed, for the editions that write it as text."""
    written = convert(node.astext(), display=display).replace(' display="inline"', "", 1)
    marks = f' aria-hidden="true" data-tex="{escape(_one_line(node))}"'
    written = written.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', marks, 1)
    return _REFERENCE.sub(lambda found: escape(chr(int(found[1], 16))), _ONE_ROW.sub(r"\1\2</math>", written))


def _inline(translator: HTML5Translator, node: nodes.math) -> None:
    latex, capitals = node.astext(), _capitals(translator)
    parts = formulas.plain(latex)
    if parts and capitals.isdisjoint(parts):
        shown = (f"<var>{part}</var>" if part.isalpha() else escape(part) for part in parts)
        written = "\N{NO-BREAK SPACE}".join(shown)
    elif parts and len(parts) == 1:
        written = f'<var role="math" aria-label="{_words(translator, node)}">{latex}</var>'
    else:
        # No browser breaks a formula: one that may be wider than a phone is moved within itself, by keyboard too.
        long = ' class="cn-long" tabindex="0"' if len(_SIGN.findall(latex)) > SIGNS else ""
        written = f'<span role="math" aria-label="{_words(translator, node)}"{long}>{_mathml(node, "inline")}</span>'
    translator.body.append(written)
    raise nodes.SkipNode


def _block(translator: HTML5Translator, node: nodes.math_block) -> None:
    number = f'<span class="eqno">({node["number"]})</span>' if node["number"] else ""
    said = _words(translator, node) + (f", equation {node['number']}" if number else "")
    translator.body.append(
        f'<div class="math" role="math" aria-label="{said}" tabindex="0">{number}{_mathml(node, "block")}</div>'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name that ``html_math_renderer`` asks for."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("doctree-read", _refuse_the_unspoken)

"""Languages: what stands on a page in Russian says so, since a screen reader would spell it out with English sounds."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

RUSSIAN = "language-ru"  # the class from which docutils makes the attribute ``lang``
_WORDS = re.compile(r"[\u0400-\u04FF]+(?:[\s,()-]+[\u0400-\u04FF]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_MAY_SAY_SO = (nodes.Inline, nodes.paragraph, nodes.entry)


def _tell(app: Sphinx | None, doctree: nodes.document) -> None:
    for text in list(doctree.findall(nodes.Text)):
        if not _WORDS.search(text):
            continue
        whole = _outermost(text)
        if whole is None:
            text.parent.replace(text, _pieces(text))
        elif RUSSIAN not in whole["classes"]:
            whole["classes"].append(RUSSIAN)


def _outermost(text: nodes.Text) -> nodes.Element | None:
    """Return the largest element of a line or a cell that holds nothing but Russian around `text`, if there is one."""
    found, node = None, text.parent
    while isinstance(node, _MAY_SAY_SO) and not _LATIN.search(node.astext()):
        found, node = node, node.parent
    return found


def _pieces(text: nodes.Text) -> list[nodes.Node]:
    # Foreign words stand in italics; Chromium also keeps the language of emphasis in a PDF, and that of a span not.
    pieces: list[nodes.Node] = []
    end = 0
    for words in _WORDS.finditer(text):
        pieces += [nodes.Text(text[end : words.start()]), nodes.emphasis("", words[0], classes=[RUSSIAN])]
        end = words.end()
    return [piece for piece in (*pieces, nodes.Text(text[end:])) if piece.astext()]


def setup(app: Sphinx) -> None:
    """Tell the language of words when a page has been read."""
    app.connect("doctree-read", _tell)

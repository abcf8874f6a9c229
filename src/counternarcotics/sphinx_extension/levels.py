"""Levels: a line above the exercises of a page that shows those of one level alone.

The levels are the sections below "Exercises".  The style sheet does the choosing, so that no script is needed, and
without the line, or on a page that a link opened at an exercise of another level, all are shown.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node

HEADING = "Exercises"


def _choice(position: int, label: str, *, checked: bool = False) -> str:
    mark = " checked" if checked else ""
    return f'<label><input type="radio" name="level" value="{position}"{mark}> {escape(label)}</label>'


def _offer(app: Sphinx, doctree: nodes.document) -> None:
    for section in doctree.findall(nodes.section):
        if section.children[0].astext() != HEADING:
            continue
        levels = [child for child in section.children if isinstance(child, nodes.section)]
        if len(levels) < 2:
            continue
        choices = [_choice(0, "All", checked=True)]
        for position, level in enumerate(levels, 1):
            level["classes"].append(f"cn-level-{position}")
            count = sum(isinstance(node, (exercise_node, exercise_enumerable_node)) for node in level.findall())
            choices.append(_choice(position, f"{level.children[0].astext()} ({count})"))
        line = f'<fieldset class="cn-levels"><legend>Show exercises</legend>{"".join(choices)}</fieldset>'
        section.insert(1, nodes.raw("", line, format="html"))


def setup(app: Sphinx) -> None:
    """Offer the levels when a page has been read."""
    app.connect("doctree-read", _offer)

"""Solutions of exercises, folded by the browser itself: no script, and the line that opens them is always there."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, solution_node


def _fold(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for solution in list(doctree.findall(solution_node)):
        content = [child for child in solution.children if not isinstance(child, nodes.title)]
        opening = nodes.raw("", '<details class="cn-fold cn-solution"><summary>Solution</summary>', format="html")
        solution.replace_self([opening, *content, nodes.raw("", "</details>", format="html")])
        # docutils hands the classes and ids of what is replaced to the first new node, which is a mere tag
        opening["classes"], opening["ids"], opening["names"] = [], [], []
        _without_ids(content)
    for kind in (exercise_node, exercise_enumerable_node):
        for exercise in doctree.findall(kind):
            _without_ids(exercise.children)


def _without_ids(content: list[nodes.Node]) -> None:
    """Take away the ids of inner sections, which sphinx-exercise gives to every exercise alike."""
    for child in content:
        if isinstance(child, nodes.section):
            child["ids"] = []


def setup(app: Sphinx) -> None:
    """Fold solutions when a page is about to be written."""
    app.connect("doctree-resolved", _fold, priority=900)

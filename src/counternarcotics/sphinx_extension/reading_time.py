"""Reading time: how long a page takes, worked out from what stands on it, and noted when the page is read.

Words of the running text at 200 a minute; a figure or a question of a check is half a minute more, an explorer three.
Exercises, solutions and lists of references are left out: they are work of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, solution_node
from sphinxcontrib.bibtex.nodes import bibliography

from counternarcotics.sphinx_extension import freshness
from counternarcotics.sphinx_extension.questions import check_question

WORDS_A_MINUTE, FIGURE, CHECK, EXPLORER = 200, 0.5, 0.5, 3.0
STEP = 5  # minutes: nobody reads more evenly than that
_WORK = (exercise_node, exercise_enumerable_node, solution_node, bibliography, check_question)


def minutes(words: int, figures: int = 0, checks: int = 0, explorers: int = 0) -> int:
    """Return how many minutes a page takes, in steps of five and at least five.

    >>> minutes(4000, figures=10, checks=5, explorers=3)
    35
    """
    taken = words / WORDS_A_MINUTE + figures * FIGURE + checks * CHECK + explorers * EXPLORER
    return max(STEP, STEP * round(taken / STEP))


def in_words(taken: int) -> str:
    """Return minutes as a reader says them.

    >>> in_words(35), in_words(60), in_words(95)
    ('35 min', '1 h', '1 h 35 min')
    """
    hours, rest = divmod(taken, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


def of_pages(env: BuildEnvironment) -> dict[str, int]:
    """Return the minutes of every page that has been read."""
    return freshness.store(env, "minutes")


def counted(doctree: nodes.document) -> dict[str, int]:
    """Return what stands on a page: its words, figures, checks and explorers."""
    drawn = " ".join(raw.astext()[:300] for raw in doctree.findall(nodes.raw))
    return {
        "words": _words(doctree),
        "figures": drawn.count('id="figure-'),
        "checks": sum(1 for _ in doctree.findall(check_question)),
        "explorers": drawn.count('id="explorer-'),
    }


def _words(node: nodes.Node) -> int:
    if isinstance(node, (*_WORK, nodes.raw, nodes.comment)):
        return 0
    if isinstance(node, nodes.Text):
        return len(node.astext().split())
    return sum(_words(child) for child in node.children)


def _note(app: Sphinx, doctree: nodes.document) -> None:
    of_pages(app.env)[app.env.docname] = minutes(**counted(doctree))


def _updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that list minutes when those of any page changed."""
    state, now = freshness.store(env, "state"), sorted(of_pages(env).items())
    before, state["minutes"] = state.get("minutes"), now
    return sorted(freshness.store(env, "lists_minutes")) if before != now else []


def setup(app: Sphinx) -> None:
    """Count the pages as they are read."""
    freshness.by_page("minutes", "lists_minutes")
    app.connect("doctree-read", _note)
    app.connect("env-get-updated", _updated, priority=902)

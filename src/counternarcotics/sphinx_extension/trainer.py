"""``{trainer}``: the questions of the trainer, each with its answer folded below it.

Without a script the page is this list.  With one, ``trainer.js`` asks the questions one by one; it reads them from the
list, so that they stand on the page once, and it is loaded on the pages that hold a trainer alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics.sphinx_extension import addresses, assets, freshness

SCRIPT = "trainer.js"
KINDS = {"larger": "Which is larger?", "rise": "Did it rise?", "interval": "A range of 90%"}


class trainer(nodes.General, nodes.Element):
    """The questions, each a dictionary; they are written when the page is."""


def _questions(env: BuildEnvironment, name: str) -> list[dict[str, Any]]:
    from counternarcotics.trainer import questions  # it needs pandas, and most pages do not

    return [dataclasses.asdict(question) for question in questions()]


class TrainerDirective(SphinxDirective):
    """All questions of the trainer."""

    def run(self) -> list[nodes.Node]:
        """Return their place on the page."""
        return [trainer(questions=freshness.said(self.env, "trainer", ""))]


def _visit(translator: Any, node: trainer) -> None:
    builder = translator.builder

    def address(identifier: str) -> str:
        page, anchor = addresses.of_row(identifier)
        return f"{builder.get_relative_uri(builder.current_docname, page)}#{anchor}"

    listed = "".join(_item(question, address) for question in node["questions"])
    translator.body.append(
        f'<div class="cn-trainer"><div class="cn-round cn-needs-script"></div><ol class="cn-questions">{listed}</ol></div>\n'
    )
    raise nodes.SkipNode


def _item(question: dict[str, Any], address: Callable[[str], str]) -> str:
    data = {"kind": question["kind"], "unit": question["unit"], "right": question["right"], "value": question["value"]}
    attributes = "".join(f' data-{key}="{escape(str(said))}"' for key, said in data.items() if said is not None)
    if question["options"]:
        first, second = map(escape, question["options"])
        choice = f'<p class="cn-options"><span>{first}</span> or <span>{second}</span>?</p>'
        answer = escape(question["options"][question["right"]])
    else:
        choice = f'<p class="cn-options">A range in {escape(question["unit"])} that holds with a chance of 90%.</p>'
        answer = escape(question["evidence"][0]["shown"])
    rows = "".join(
        f'<li><a href="{address(row["id"])}">{escape(row["shown"])}</a> ({escape(row["about"])})</li>'
        for row in question["evidence"]
    )
    note = f"<p>{escape(question['note'])}</p>" if question["note"] else ""
    return (
        f'<li class="cn-asking" id="{question["id"]}"{attributes}><p class="cn-asked">{escape(question["text"])}</p>'
        f'<p class="cn-counted">{escape(question["counted"])}</p>{choice}'
        f'<details class="cn-key"><summary>The answer</summary><div class="cn-outcome"><p><strong>{answer}.</strong></p>'
        f"<ul>{rows}</ul>{note}</div></details></li>"
    )


def setup(app: Sphinx) -> None:
    """Register the directive, how it is written, and its script."""
    freshness.kind("trainer", _questions)
    app.add_directive("trainer", TrainerDirective)
    app.add_node(trainer, html=(_visit, None), override=True)
    assets.load_with(app, trainer, SCRIPT)

"""What lets a reader act in the middle of the text: links that move an explorer, predictions, figures in steps.

``{move}`words <explorer?setting=value&...>` `` sets the explorer and brings it into view; without a script it is a link
to it.  ``{predict}`` asks for a number before it is shown::

    :::{predict} How many people were on the four registers in early 2003?
    :number: register-total-2003
    :from: 0
    :to: 200000
    :step: 1000
    Said with the answer.
    :::

``:explorer: name?settings`` with ``:result: key`` asks for a result of a model instead of a ``:number:``, the id of a
figure or of a computed number.  ``{steps}`` with a chart's name and a numbered list builds the chart up, one caption a
step (see :mod:`counternarcotics.steps`).
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from counternarcotics import explorers, moves
from counternarcotics.moves import Move
from counternarcotics.sphinx_extension import figures, freshness, specifications
from counternarcotics.sphinx_extension.facts import row_reference

logger = logging.getLogger(__name__)

Nodes = tuple[list[nodes.Node], list[nodes.system_message]]


def _move(env: BuildEnvironment, target: str) -> Move:
    return moves.read(target)


class moving_link(nodes.Inline, nodes.TextElement):
    """Words that move an explorer."""


class MoveRole(ReferenceRole):
    """Words of the text that set an explorer."""

    def run(self) -> Nodes:
        """Return the link, or a message that says what the explorer does not know."""
        try:
            if not self.has_explicit_title:
                msg = (
                    f"found {{move}}`{self.text}`, expected words and a setting: {{move}}`words <explorer?name=value>`."
                )
                raise ValueError(msg)
            move = Move(*freshness.said(self.env, "move", self.target))
        except (KeyError, ValueError) as error:
            message = self.inliner.reporter.error(f"{{move}}: {error.args[0]}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [moving_link("", self.title, explorer=move.explorer, query=move.query)], []


def _visit_link(translator: Any, node: moving_link) -> None:
    builder = translator.builder
    here, anchor = builder.current_docname, f"explorer-{node['explorer']}"
    pages = [page for page, entries in figures.index(builder.env).items() if any(a == anchor for _, a, _ in entries)]
    if not pages:
        logger.warning("the explorer %r stands on no page, but a text moves it", node["explorer"], location=node)
    page = here if here in pages or not pages else min(pages)
    # On its own page the link works without a script; on another one the script there reads the setting.
    fragment = anchor if page == here or not node["query"] else f"{anchor}?{node['query']}"
    address = ("" if page == here else builder.get_relative_uri(here, page)) + f"#{fragment}"
    attributes = {"href": address, "data-settings": node["query"]}
    translator.body.append(translator.starttag(node, "a", "", CLASS="cn-move reference internal", **attributes))


def _depart_link(translator: Any, node: moving_link) -> None:
    translator.body.append("</a>")


class prediction(nodes.General, nodes.Element):
    """A question whose number the reader expects before it is shown; its children are the answer."""


def _answer(env: BuildEnvironment, identifier: str) -> tuple[float, float]:
    """Return the ends of a figure or of a computed number."""
    from counternarcotics import computed, tables

    return computed.get(identifier).ends() if identifier in computed.names() else tables.bounds(identifier)


def _result(env: BuildEnvironment, asked: str) -> tuple[float, float, str, str, str]:
    """Return the ends of a model's result, as the reader sees it, its format and unit; `asked`: ``explorer?… result``."""
    from counternarcotics.explorer import show

    target, _, key = asked.rpartition(" ")
    move = moves.read(target)
    results = explorers.load(move.explorer).evaluate(**move.settings).results
    if key not in results:
        msg = f"{move.explorer} has no result {key!r}; there are {', '.join(results)}."
        raise ValueError(msg)
    one = results[key]
    return one.low, one.low if one.high is None else one.high, show(one), one.format, one.unit


class PredictDirective(SphinxDirective):
    """A number to expect before it is shown."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {  # noqa: RUF012
        "number": directives.unchanged_required,
        "explorer": directives.unchanged_required,
        "result": directives.unchanged_required,
        "from": float,
        "to": float,
        "step": float,
        "format": directives.unchanged_required,
        "unit": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the question, with the answer behind a line that opens it."""
        asked = self.options
        if ("number" in asked) == ("explorer" in asked) or not {"from", "to", "step"} <= asked.keys():
            msg = "a prediction needs :from:, :to:, :step:, and either :number: or :explorer: with :result:."
            raise self.error(msg)
        try:
            low, high, words, form, unit = self._number() if "number" in asked else self._result()
        except (LookupError, ValueError) as error:
            raise self.error(str(error.args[0])) from error
        if not asked["from"] <= low <= high <= asked["to"]:
            msg = f"the answer, {low:g} to {high:g}, lies outside :from: {asked['from']:g} and :to: {asked['to']:g}."
            raise self.error(msg)
        node = prediction(
            name=f"predict-{self.env.new_serialno('predict')}",
            data={
                "low": f"{low:.10g}",
                "high": f"{high:.10g}",
                "least": f"{asked['from']:.10g}",
                "most": f"{asked['to']:.10g}",
                "step": f"{asked['step']:.10g}",
                "format": asked.get("format", form),
                "unit": asked.get("unit", unit),
            },
        )
        self.set_source_info(node)
        question = nodes.container()
        self.state.nested_parse([self.arguments[0]], self.content_offset, question)
        node += question.children
        node += nodes.paragraph("", "", words)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]

    def _number(self) -> tuple[float, float, nodes.Node, str, str]:
        from counternarcotics import computed

        identifier = self.options["number"]
        low, high = freshness.said(self.env, "answer", identifier)
        said = freshness.said(self.env, "computed" if identifier in computed.names() else "fact", identifier)
        words = row_reference("", said[2], page=said[0], anchor=said[1], css="cn-number")
        return low, high, words, ",.0f", ""

    def _result(self) -> tuple[float, float, nodes.Node, str, str]:
        target = self.options["explorer"]
        low, high, words, form, unit = freshness.said(self.env, "result", f"{target} {self.options.get('result', '')}")
        name, _, query = target.partition("?")
        return low, high, moving_link("", words, explorer=name, query=query), form, unit


def _visit_prediction(translator: Any, node: prediction) -> None:
    data = {f"data-{key}": value for key, value in node["data"].items()}
    translator.body.append(translator.starttag(node, "div", "", CLASS="cn-predict", ids=[node["name"]], **data))
    question, *answer = node.children
    question.walkabout(translator)
    translator.body.append('<details class="cn-key"><summary>The answer</summary>')
    for child in answer:
        child.walkabout(translator)
    translator.body.append("</details></div>\n")
    raise nodes.SkipNode


def _steps(env: BuildEnvironment, name: str) -> int:
    """Return in how many steps a chart is built up; raise ValueError when it is not."""
    _, drawn = specifications.parted(figures.drawn("chart", name))
    value = next((s.get("value") for one in drawn for s in one.get("signals", []) if s["name"] == "step"), None)
    if not value:
        msg = f"The chart {name!r} has no steps: build it with counternarcotics.steps.in_steps."
        raise ValueError(msg)
    return value


class StepsDirective(figures.ChartDirective):
    """A chart that is built up; the content is a numbered list, one caption a step."""

    def run(self) -> list[nodes.Node]:
        """Return the whole chart with its captions as a list; the script shows one after the other."""
        before, caption, after = super().run()
        listed = list(caption.findall(nodes.list_item))
        try:
            wanted = freshness.said(self.env, "steps", self.arguments[0])
        except ValueError as error:
            raise self.error(str(error)) from error
        if len(listed) != wanted or len(caption.children) != 1:
            msg = f"the chart {self.arguments[0]!r} is built in {wanted} steps; found {len(listed)} numbered captions."
            raise self.error(msg)
        buttons = '<div class="cn-walk"><button type="button">Back</button><button type="button">Next</button><span></span></div>'
        caption["classes"] = ["cn-caption", "cn-steps"]
        caption += nodes.raw("", buttons, format="html")
        return [before, caption, after]


def setup(app: Sphinx) -> None:
    """Register the role and the two directives."""
    freshness.kind("move", _move)
    freshness.kind("answer", _answer)
    freshness.kind("result", _result)
    freshness.kind("steps", _steps)
    app.add_role("move", MoveRole())
    app.add_directive("predict", PredictDirective)
    app.add_directive("steps", StepsDirective, override=True)  # another extension of the stack has one of that name
    app.add_node(moving_link, html=(_visit_link, _depart_link), override=True)
    app.add_node(prediction, html=(_visit_prediction, None), override=True)

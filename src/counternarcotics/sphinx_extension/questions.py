"""Questions with an answer at once: ``{check}`` makes a list of answers into choices, with no script at all.

```{check} Which of the two rates is a stock?
- [ ] New registrations in 2002
  : No: those are a flow, counted over a year.
- [x] People on the register in early 2003
  : Yes: a stock is counted at one moment.
```
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_ANSWER = re.compile(r"- \[(?P<mark>[ x])\] (?P<answer>.*)")
_FEEDBACK = re.compile(r"\s+: (?P<feedback>.*)")
_VERDICT = re.compile(r"(?:Yes|No)[:,.] +(?P<first>.)")


class check_question(nodes.General, nodes.Element):
    """A question; its children are answers."""


class check_answer(nodes.General, nodes.Element):
    """An answer with the feedback it earns: two paragraphs."""


class CheckDirective(SphinxDirective):
    """A question with one right answer and a sentence of feedback for every answer."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the question, or raise a one-line error that says what an answer looks like."""
        question = check_question(name=f"check-{self.env.new_serialno('check')}")
        question += self._inline(self.arguments[0])
        answers = self._answers()
        right = sum(mark == "x" for mark, _, _ in answers)
        if right != 1 or any(not feedback for _, _, feedback in answers):
            msg = f"a check needs exactly one [x] answer (found {right}) and an indented line '  : feedback' below every answer."
            raise self.error(msg)
        for mark, answer, feedback in answers:
            item = check_answer(right=mark == "x")
            item += [self._inline(answer), self._inline(_without_verdict(feedback))]
            question += item
        return [question]

    def _answers(self) -> list[tuple[str, str, str]]:
        answers: list[tuple[str, str, str]] = []
        for line in self.content:
            if match := _ANSWER.match(line):
                answers.append((match["mark"], match["answer"], ""))
            elif line.strip() and (not answers or line.startswith("-")):
                msg = f"a check found {line!r}, expected an answer: '- [ ] words', or '- [x] words' for the right one."
                raise self.error(msg)
            elif match := _FEEDBACK.match(line):
                mark, answer, feedback = answers.pop()
                answers.append((mark, answer, f"{feedback} {match['feedback']}".strip()))
            elif line.strip():
                mark, answer, feedback = answers.pop()
                grown = (
                    (mark, answer, f"{feedback} {line.strip()}") if feedback else (mark, f"{answer} {line.strip()}", "")
                )
                answers.append(grown)
        return answers

    def _inline(self, text: str) -> nodes.paragraph:
        paragraph = nodes.paragraph()
        self.state.nested_parse([text], self.content_offset, paragraph)
        inner = (
            paragraph.children[0] if paragraph.children and isinstance(paragraph.children[0], nodes.paragraph) else None
        )
        return inner if inner is not None else paragraph


def _without_verdict(feedback: str) -> str:
    """Return feedback without the yes or no that it begins with: the page says “Right” or “Not this one” before it.

    >>> _without_verdict("No: those are a flow.")
    'Those are a flow.'
    """
    return (
        _VERDICT.sub(lambda found: found["first"].upper(), feedback, count=1) if _VERDICT.match(feedback) else feedback
    )


def _visit_question(translator, node: check_question) -> None:
    translator.body.append('<fieldset class="cn-check"><legend>')


def _depart_question(translator, node: check_question) -> None:
    translator.body.append('<p class="cn-hidden" role="status"></p></fieldset>\n')


def _visit_answer(translator, node: check_answer) -> None:
    parent = node.parent
    if parent.index(node) == 1:
        translator.body.append("</legend>")
    verdict = "right" if node["right"] else "wrong"
    answer, feedback = node.children
    translator.body.append(
        f'<div class="cn-answer cn-{verdict}"><label><input type="radio" name="{parent["name"]}"/> <span>'
    )
    for child in answer.children:
        child.walkabout(translator)
    translator.body.append('</span></label><p class="cn-feedback">')
    for child in feedback.children:
        child.walkabout(translator)
    translator.body.append("</p></div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directive and how its nodes are written."""
    app.add_directive("check", CheckDirective)
    app.add_node(check_question, html=(_visit_question, _depart_question), override=True)
    app.add_node(check_answer, html=(_visit_answer, None), override=True)

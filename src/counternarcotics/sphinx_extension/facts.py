"""``{fact}``, ``{computed}`` and ``{record}``: words in prose that come from a row and link to its card.

``{fact}`id` `` prints a figure as the source does, with hedge and unit; ``{fact}`id:value` `` the number alone.
``{computed}`name` `` prints a number that :mod:`counternarcotics.computed` works out from figures.
``{record}`words <id>` `` links words of the text to the row of an instrument, an institution, a project or an event.
A range of numbers is written with "to" in a sentence, since some voices are silent about a dash; a table keeps the short form.
An unknown name is reported with the page, the line and the nearest names.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import ReferenceRole, SphinxRole

from counternarcotics.sphinx_extension import addresses, freshness

Nodes = tuple[list[nodes.Node], list[nodes.system_message]]


class row_reference(nodes.Inline, nodes.TextElement):
    """Words in prose, to be linked to their row when the page is written."""


class Said(NamedTuple):
    """What a role prints: the anchor of its row on its page, and the words (empty: those of the text)."""

    page: str
    anchor: str
    words: str


# Tables need pandas, and a page whose words are known already does not: hence the late imports.


def _fact(env: BuildEnvironment, text: str) -> Said:
    from counternarcotics import tables

    identifier, _, form = text.partition(":")
    tables.figure(identifier)
    if form not in {"", "value"}:
        msg = f"{{fact}}`{text}`: found :{form}, expected nothing or :value."
        raise ValueError(msg)
    return Said(*addresses.of_row(identifier), tables.shown(identifier, with_unit=not form))


def _computed(env: BuildEnvironment, text: str) -> Said:
    from counternarcotics import computed

    known = computed.names()
    if text not in known:
        near = ", ".join(difflib.get_close_matches(text, known, n=3, cutoff=0.4)) or "none"
        msg = f"no computed number is called {text!r}; the nearest are {near}."
        raise ValueError(msg)
    return Said(*addresses.of_computed(text), computed.get(text).shown())


def _record(env: BuildEnvironment, identifier: str) -> Said:
    from counternarcotics import tables

    if tables.row(identifier)["table"] not in tables.record_names():
        msg = f"{identifier!r} is a figure; write {{fact}}`{identifier}`."
        raise ValueError(msg)
    return Said(*addresses.of_row(identifier), "")


class _RowRole(SphinxRole):
    css = "cn-number"

    def linked(self, what: str, identifier: str, words: str = "") -> Nodes:
        """Return the words linked to their row, or a message when there is no such row."""
        try:
            said = Said(*freshness.said(self.env, what, identifier))
        except (LookupError, ValueError) as error:
            return self.refused(str(error))
        shown = words or said.words
        return [row_reference("", shown, page=said.page, anchor=said.anchor, css=self.css)], []

    def refused(self, why: str) -> Nodes:
        """Return a message that stands in the text and is told at the end of the build, with page and line."""
        message = self.inliner.reporter.error(why, line=self.lineno)
        return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]


class FactRole(_RowRole):
    """A figure by id, as the source prints it."""

    def run(self) -> Nodes:
        """Return the number linked to its row."""
        return self.linked("fact", self.text)


class ComputedRole(_RowRole):
    """A number worked out from figures, by name."""

    def run(self) -> Nodes:
        """Return the number linked to how it was worked out."""
        return self.linked("computed", self.text)


class RecordRole(_RowRole, ReferenceRole):
    """Words of the text linked to the row that they rest on."""

    css = "cn-record"

    def run(self) -> Nodes:
        """Return the words linked to their row."""
        if not self.has_explicit_title:
            return self.refused(f"found {{record}}`{self.text}`, expected words and an id: {{record}}`words <id>`.")
        return self.linked("record", self.target, self.title)


def uses(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return, by anchor of a row, the pages that speak of it."""
    pages: dict[str, set[str]] = {}
    for docname, keys in freshness.prints(env).items():
        for what, name in keys:
            if what in _KINDS and (said := freshness.known(env, what, name)):
                pages.setdefault(said.anchor, set()).add(docname)
    return pages


_KINDS: dict[str, Callable[[BuildEnvironment, str], Said]] = {"fact": _fact, "computed": _computed, "record": _record}


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(row_reference)):
        uri = f"{app.builder.get_relative_uri(docname, node['page'])}#{node['anchor']}"
        words = _in_sentence(node) if node["css"] == _RowRole.css else node.astext()
        node.replace_self(nodes.reference("", words, refuri=uri, internal=True, classes=[node["css"]]))


def _in_sentence(number: row_reference) -> str:
    """Return the words of a number, with its range as a sentence says it unless it stands in a table."""
    at = number.parent
    while at is not None and not isinstance(at, nodes.entry):
        at = at.parent
    return number.astext() if at is not None else spoken_range(number.astext())


def spoken_range(words: str) -> str:
    """Return the words with "to" for the dash between the two numbers of a range.

    >>> spoken_range("US$ 1,200–1,300 per kg")
    'US$ 1,200 to 1,300 per kg'
    """
    return re.sub(r"(?<=\d)–(?=\d)", " to ", words)


def setup(app: Sphinx) -> None:
    """Register roles and the step that links words to their rows."""
    for what, said in _KINDS.items():
        freshness.kind(what, said)
    app.add_role("fact", FactRole())
    app.add_role("computed", ComputedRole())
    app.add_role("record", RecordRole())
    app.add_node(row_reference, override=True)
    app.connect("doctree-resolved", _resolve)

"""``{fact}``, ``{computed}`` and ``{record}``: words in prose that come from a row, link to it and name its source.

``{fact}`id` `` prints a figure as the source does, with hedge and unit; ``{fact}`id:value` `` the number alone.
``{computed}`name` `` prints a number that :mod:`counternarcotics.computed` works out from figures.
``{record}`words <id>` `` links words of the text to the row of an instrument, an institution, a project or an event.
An unknown name stops the build with the page and the nearest names.
"""

from __future__ import annotations

import difflib

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import ReferenceRole, SphinxRole

from counternarcotics import computed, tables

FIGURES_PAGE = "book/reference/figures"
RECORDS_PAGE = "book/reference/records"
CHECKS_PAGE = "book/evidence/checking-the-sources"


class row_reference(nodes.Inline, nodes.TextElement):
    """Words in prose, to be linked to their row when the page is written."""


class FactRole(SphinxRole):
    """A figure by id, as the source prints it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number linked to its row; stop the build when no row has the id."""
        identifier, _, form = self.text.partition(":")
        try:
            row = tables.figure(identifier)
        except tables.UnknownFigureError as error:
            msg = f"{self.env.docname}, line {self.lineno}: {error}"
            raise ExtensionError(msg) from None
        if form not in {"", "value"}:
            msg = f"{self.env.docname}, line {self.lineno}: {{fact}}`{self.text}`: found :{form}, expected nothing or :value."
            raise ExtensionError(msg)
        shown = tables.shown(identifier, with_unit=not form)
        source = tables.lookup("sources", "short")[row["source"]]
        hint = f"{source}, {row['locator']}: printed as “{row['printed']}”"
        return [_reference(self.env, FIGURES_PAGE, f"figure-{identifier}", shown, hint, "cn-number")], []


class ComputedRole(SphinxRole):
    """A number worked out from figures, by name."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number linked to how it was worked out; stop the build for an unknown name."""
        known = computed.names()
        if self.text not in known:
            near = ", ".join(difflib.get_close_matches(self.text, known, n=3, cutoff=0.4)) or "none"
            msg = f"{self.env.docname}, line {self.lineno}: no computed number is called {self.text!r}; the nearest are {near}."
            raise ExtensionError(msg)
        one = computed.get(self.text)
        hint = f"Computed: {one.how}"
        return [_reference(self.env, FIGURES_PAGE, f"computed-{self.text}", one.shown(), hint, "cn-number")], []


class RecordRole(ReferenceRole):
    """Words of the text linked to the row that they rest on."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words linked to their row; stop the build when no row has the id or no words are given."""
        where = f"{self.env.docname}, line {self.lineno}"
        if not self.has_explicit_title:
            msg = f"{where}: found {{record}}`{self.text}`, expected words and an id: {{record}}`words <id>`."
            raise ExtensionError(msg)
        try:
            row = tables.row(self.target)
        except tables.UnknownFigureError as error:
            msg = f"{where}: {error}"
            raise ExtensionError(msg) from None
        if row["table"] not in tables.record_names():
            msg = f"{where}: {self.target!r} is a figure; write {{fact}}`{self.target}`."
            raise ExtensionError(msg)
        hint = f"{tables.lookup('sources', 'short')[row['source']]}, {row['locator']}"
        page = CHECKS_PAGE if row["table"] == "source_checks" else RECORDS_PAGE
        return [_reference(self.env, page, f"record-{self.target}", self.title, hint, "cn-record")], []


def _reference(env: BuildEnvironment, page: str, anchor: str, shown: str, hint: str, css: str) -> row_reference:
    uses(env).setdefault(anchor, set()).add(env.docname)
    return row_reference("", shown, page=page, anchor=anchor, hint=hint, css=css)


def uses(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return, by anchor of a row, the pages that speak of it."""
    if not hasattr(env, "counternarcotics_uses"):
        env.counternarcotics_uses = {}
    return env.counternarcotics_uses


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(row_reference)):
        uri = f"{app.builder.get_relative_uri(docname, node['page'])}#{node['anchor']}"
        link = nodes.reference(
            "", node.astext(), refuri=uri, internal=True, classes=[node["css"]], reftitle=node["hint"]
        )
        node.replace_self(link)


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    for pages in uses(env).values():
        pages.discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    for anchor, pages in uses(other).items():
        uses(env).setdefault(anchor, set()).update(pages)


def setup(app: Sphinx) -> None:
    """Register roles and the step that links words to their rows."""
    app.add_role("fact", FactRole())
    app.add_role("computed", ComputedRole())
    app.add_role("record", RecordRole())
    app.add_node(row_reference, override=True)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)

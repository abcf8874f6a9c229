"""``{fact}`` and ``{computed}``: a number in prose that comes from its row, links to it and names its source.

``{fact}`id` `` prints the figure as the source does, with hedge and unit; ``{fact}`id:value` `` the number alone.
``{computed}`name` `` prints a number that :mod:`counternarcotics.computed` works out from figures.
An unknown name stops the build with the page and the nearest names.
"""

from __future__ import annotations

import difflib
import re
from html import escape
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from counternarcotics import computed, tables

CATALOGUE = "book/reference/figures"


class number_reference(nodes.Inline, nodes.TextElement):
    """A number in prose, to be linked to its row when the page is written."""


class number_catalogue(nodes.General, nodes.Element):
    """The place of the catalogue of figures or of computed numbers."""


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
        return [_number(self.env, f"figure-{identifier}", shown, hint)], []


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
        return [_number(self.env, f"computed-{self.text}", one.shown(), f"Computed: {one.how}")], []


def _number(env: BuildEnvironment, anchor: str, shown: str, hint: str) -> number_reference:
    _uses(env).setdefault(anchor, set()).add(env.docname)
    return number_reference("", shown, anchor=anchor, hint=hint)


def _uses(env: BuildEnvironment) -> dict[str, set[str]]:
    if not hasattr(env, "counternarcotics_uses"):
        env.counternarcotics_uses = {}
    return env.counternarcotics_uses


class CatalogueDirective(SphinxDirective):
    """The catalogue of every figure (``figures``), every computed number (``computed``) or every text (``sources``)."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the place of the catalogue; it is filled when all pages have been read."""
        if self.arguments[0] not in CATALOGUES:
            msg = f"catalogue: found {self.arguments[0]!r}, expected one of {', '.join(CATALOGUES)}."
            raise self.error(msg)
        return [number_catalogue(kind=self.arguments[0])]


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    builder = app.builder
    for node in list(doctree.findall(number_reference)):
        uri = f"{builder.get_relative_uri(docname, CATALOGUE)}#{node['anchor']}"
        link = nodes.reference(
            "", node.astext(), refuri=uri, internal=True, classes=["cn-number"], reftitle=node["hint"]
        )
        node.replace_self(link)
    for node in list(doctree.findall(number_catalogue)):
        content = CATALOGUES[node["kind"]](app, docname)
        node.replace_self(nodes.raw("", content, format="html"))


def _used_on(app: Sphinx, docname: str, anchor: str) -> str:
    pages = sorted(_uses(app.env).get(anchor, ()))
    titles = app.env.titles
    return ", ".join(
        f'<a href="{app.builder.get_relative_uri(docname, page)}">{escape(titles[page].astext())}</a>'
        for page in pages
        if page in titles
    )


def _figures(app: Sphinx, docname: str) -> str:
    parts = []
    for name in tables.names():
        described = tables.resource(name)
        rows = "".join(_figure_row(app, docname, row) for row in tables.load(name).to_dict("records"))
        parts.append(
            f'<section id="table-{name}"><h3>{escape(described["title"])}</h3><p>{escape(described["description"])} '
            f'<span class="cn-source">Table <code>{name}</code>, {len(tables.load(name))} rows.</span></p>'
            f'<div class="cn-table" tabindex="0" role="region" aria-label="{escape(described["title"])}"><table class="cn-catalogue"><thead><tr>'
            '<th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Printed as</th><th scope="col">Place, period</th>'
            f'<th scope="col">Source</th><th scope="col">Reading</th><th scope="col">Used on</th></tr></thead><tbody>{rows}</tbody></table></div></section>'
        )
    return "".join(parts)


def _figure_row(app: Sphinx, docname: str, row: dict[str, Any]) -> str:
    identifier = row["id"]
    place = tables.figure(identifier)["place_name"]
    reading = row["note"]
    if pd.notna(row["held_low"]):
        reading = f"We hold {tables.number(row['held_low'], row['held_high'])}: {row['correction']} {reading}"
    source = tables.lookup("sources", "short")[row["source"]]
    credited = f" (crediting {row['attributed_to']})" if row["attributed_to"] else ""
    cells = [
        tables.shown(identifier),
        row["printed"],
        f"{place}, {row['period'].replace('/', '–')}",
        f"{source}, {row['locator']}{credited}",
        reading,
    ]
    return (
        f'<tr id="figure-{identifier}"><th scope="row"><code>{identifier}</code></th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + f"<td>{_used_on(app, docname, f'figure-{identifier}')}</td></tr>"
    )


def _computed(app: Sphinx, docname: str) -> str:
    rows = "".join(
        f'<tr id="computed-{name}"><th scope="row"><code>{name}</code></th><td>{escape(one.shown())}</td><td>{escape(one.how)}</td>'
        f'<td>{", ".join(f"""<a href="#figure-{i}">{i}</a>""" for i in one.uses)}</td><td>{_used_on(app, docname, f"computed-{name}")}</td></tr>'
        for name, one in ((name, computed.get(name)) for name in computed.names())
    )
    return (
        '<div class="cn-table" tabindex="0" role="region" aria-label="Computed numbers"><table class="cn-catalogue"><thead><tr>'
        '<th scope="col">Number</th><th scope="col">Value</th><th scope="col">How</th><th scope="col">From</th><th scope="col">Used on</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _sources(app: Sphinx, docname: str) -> str:
    counted = tables.figures()["source"].value_counts()
    rows = "".join(
        f'<tr id="source-{row["source"]}"><th scope="row">{escape(row["short"])}</th><td>{_linked(row["citation"])}</td>'
        f"<td>{escape(row['standpoint'])}</td><td>{counted.get(row['source'], 0)}</td></tr>"
        for row in tables.load("sources").to_dict("records")
    )
    return (
        '<div class="cn-table" tabindex="0" role="region" aria-label="Sources of the figures"><table class="cn-catalogue"><thead><tr>'
        '<th scope="col">Short</th><th scope="col">Reference</th><th scope="col">Standpoint</th><th scope="col">Figures</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _linked(citation: str) -> str:
    return re.sub(r"(https?://[^\s<]+?)(?=[.,;]?(?:\s|$))", r'<a href="\1">\1</a>', escape(citation))


CATALOGUES = {"figures": _figures, "computed": _computed, "sources": _sources}


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    for pages in _uses(env).values():
        pages.discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    for anchor, pages in _uses(other).items():
        _uses(env).setdefault(anchor, set()).update(pages)


def setup(app: Sphinx) -> None:
    """Register roles, directive and the step that links numbers to their rows."""
    app.add_role("fact", FactRole())
    app.add_role("computed", ComputedRole())
    app.add_directive("catalogue", CatalogueDirective)
    app.add_node(number_reference, override=True)
    app.add_node(number_catalogue, override=True)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)

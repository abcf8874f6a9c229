"""Remembered: what libraries look up or work out anew each time, although the answer stands still.

- Plug-ins of pybtex are found by reading the metadata of every installed package, hundreds of times a build.
- Citations are formatted on every build, for every page; they change with the bibliography and with what is cited.
- Figures are numbered by loading every page; numbers change with the pages' numbered things and their order.
- Exercises are kept with the whole page around each, and written and read with it on every build; titles are enough.
- The contents beside a page are made by copying the headings of all pages, to throw away what is no title; titles are enough.
- A work is put into words anew for every list that names it, and again for its tooltip.
- Who cites a work is asked of every single citation, for every work and every list; once a page is enough.
- Nodes of a page are found by a generator for every node inside those of all nodes above it; one for the page is enough.
"""

from __future__ import annotations

import ast
import contextlib
import functools
from collections.abc import Iterable, Iterator
from typing import Any

import pybtex.plugin
from docutils import nodes
from pybtex.database import Entry
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinxcontrib.bibtex.domain import BibtexDomain

from counternarcotics import keeping
from counternarcotics.sphinx_extension import freshness

_CACHED = "counternarcotics_cached"


def _remember(owner: Any, name: str) -> None:
    """Let a function of a module answer from memory where it was asked the same before in this process."""
    function = getattr(owner, name)
    if not hasattr(function, _CACHED):
        cached = functools.cache(function)
        setattr(cached, _CACHED, True)
        setattr(owner, name, cached)


class _Citations(BibtexDomain):
    """Citations, formatted again only when the bibliography or what is cited has changed."""

    def env_updated(self) -> Iterable[str]:
        # A page that was read again stands last; in a first build pages are read in the order of their names.
        ordered = sorted(self.bibliographies.items(), key=lambda item: item[0].docname)
        self.bibliographies.clear()
        self.bibliographies.update(ordered)
        self.citation_refs.sort(key=lambda ref: ref.docname)
        refs = [(ref.docname, [target.key for target in ref.targets]) for ref in self.citation_refs]
        lists = [
            (
                key,
                ast.dump(one.filter_),
                one.list_,
                [(cited, node["ids"]) for cited, node in one.citation_nodes.items()],
            )
            for key, one in self.bibliographies.items()
        ]
        state = freshness.store(self.env, "state")
        order = sorted(self.env.toctree_includes.items())
        seen = keeping.digest(state.get("frame", ""), repr(refs), repr(lists), repr(order))
        if state.get("cited") == seen:
            self.data["citations"] = list(state["citations"])
            return []
        every, self.data["citation_refs"] = self.citation_refs, _once_a_page(self.citation_refs)
        try:
            with _each_work_once():
                found = super().env_updated()
        finally:
            self.data["citation_refs"] = every
        state.update(cited=seen, citations=list(self.citations))
        return found


def _once_a_page(refs: list[Any]) -> list[Any]:
    """Return citations as one for each page, which cites each of its works once, in their order."""
    cited: dict[str, dict[str, Any]] = {}
    for ref in refs:
        targets = cited.setdefault(ref.docname, {})
        for target in ref.targets:
            targets.setdefault(target.key, target)
    first = {ref.docname: ref for ref in reversed(refs)}
    return [first[docname]._replace(targets=list(targets.values())) for docname, targets in cited.items()]


@contextlib.contextmanager
def _each_work_once() -> Iterator[None]:
    """Let a style put a work into words once; what differs from list to list is the label alone."""
    whole, worded = BaseStyle.format_entry, {}

    def format_entry(style: BaseStyle, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        key = (type(style), id(entry))
        if key not in worded:
            worded[key] = whole(style, label, entry, bib_data)
        return FormattedEntry(worded[key].key, worded[key].text, label)

    BaseStyle.format_entry = format_entry
    try:
        yield
    finally:
        BaseStyle.format_entry = whole


_number_anew = TocTreeCollector.assign_figure_numbers


def _numbers(collector: TocTreeCollector, env: BuildEnvironment) -> list[str]:
    numbered, state = freshness.store(env, "numbered"), freshness.store(env, "state")
    seen = keeping.digest(
        repr(sorted(numbered.items())), repr(sorted(env.toctree_includes.items())), repr(env.toc_secnumbers)
    )
    if state.get("numbers_of") == seen:
        env.toc_fignumbers = dict(state["numbers"])
        return []
    changed = _number_anew(collector, env)
    state.update(numbers_of=seen, numbers=dict(env.toc_fignumbers))
    return changed


def _titles_alone(app: Sphinx, env: BuildEnvironment) -> None:
    """Let go of the pages that the exercises hang on: other pages ask for their titles, numbers and kinds alone."""
    for held in getattr(env, "sphinx_exercise_registry", {}).values():
        whole = held["node"]
        held["node"] = light = whole.copy()
        light += whole.children[0].deepcopy()
        for node in light.findall():
            node.document = None


def _titles_beside_pages(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any) -> None:
    """Let the contents beside a page be made from the titles of pages where nothing else is asked for."""
    whole, env = context["toctree"], app.env

    def toctree(**asked: Any) -> str:
        if not asked.get("titles_only"):
            return whole(**asked)
        if not hasattr(app, "counternarcotics_titles"):
            app.counternarcotics_titles = _of_titles(env)
        every, env.tocs = env.tocs, app.counternarcotics_titles
        try:
            return whole(**asked)
        finally:
            env.tocs = every

    context["toctree"] = toctree


def _of_titles(env: BuildEnvironment) -> dict[str, nodes.bullet_list]:
    """Return the contents of every page without its sections: its title, and the contents that stand on it."""
    found = {}
    for name, contents in env.tocs.items():
        found[name] = contents.copy()
        for entry in contents.children:
            found[name] += (title := entry.copy())
            title += entry.children[0].deepcopy()
            if further := list(entry.findall(addnodes.toctree)):
                title += entry.children[1].copy()
                title[1].extend(one.copy() for one in further)
    return found


def _found(node: nodes.Node, kind: type) -> Iterator[nodes.Node]:
    """Yield `node` and what stands in it, of a kind, in order."""
    if isinstance(node, kind):
        yield node
    levels = [iter(node.children)]
    while levels:
        for child in levels[-1]:
            if isinstance(child, kind):
                yield child
            if child.children:
                levels.append(iter(child.children))
                break
        else:
            levels.pop()


def _note_numbered(app: Sphinx, doctree: nodes.document) -> None:
    standard, domains = app.env.domains["std"], list(app.env.domains.values())
    found = [
        (kind, node["ids"], bool(standard.get_numfig_title(node)))
        for node in doctree.findall(nodes.Element)
        for kind in filter(None, (domain.get_enumerable_node_type(node) for domain in domains))
    ]
    freshness.store(app.env, "numbered")[app.env.docname] = found


def setup(app: Sphinx) -> None:
    """Let Sphinx and its extensions remember."""
    freshness.by_page("numbered")
    app.setup_extension("sphinxcontrib.bibtex")
    _remember(pybtex.plugin, "_load_entry_point")
    TocTreeCollector.assign_figure_numbers = _numbers
    nodes.Node._fast_findall = _found
    app.add_domain(_Citations, override=True)
    app.connect("doctree-read", _note_numbered)
    app.connect("env-updated", _titles_alone, priority=950)
    app.connect("html-page-context", _titles_beside_pages, priority=100)

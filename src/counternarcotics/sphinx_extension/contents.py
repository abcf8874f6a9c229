"""Contents: the directive that shows the parts of the book as cards, from ``_toc.yml``, so that their order stands there alone."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from counternarcotics.sphinx_extension import freshness, reading_time

LABS = "notebooks/"
LOOKED_UP = "book/reference/"  # pages that nobody reads from end to end


class contents_of_parts(nodes.General, nodes.Element):
    """Where the parts will stand, once the titles of all pages are known."""


class ContentsOfParts(SphinxDirective):
    """``{contents-of-parts}``: every part with its pages, their minutes and the number of its labs, in the order of ``_toc.yml``."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the cards, and note that they name the minutes of other pages."""
        freshness.store(self.env, "lists_minutes")[self.env.docname] = True
        return [contents_of_parts()]


def _list_parts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(contents_of_parts)):
        parts = app.env.external_site_map.root.subtrees
        cards = "".join(_card(app, docname, part.caption or "", [str(item) for item in part.items]) for part in parts)
        place.replace_self(nodes.raw("", f'<div class="cn-parts">{cards}</div>', format="html"))


def _card(app: Sphinx, docname: str, caption: str, files: list[str]) -> str:
    """Return a part: what it is called, how long it takes, its pages; labs are counted."""
    pages = [file for file in files if not file.startswith(LABS)]
    taken = {
        page: reading_time.of_pages(app.env)[page]
        for page in pages
        if not page.startswith(LOOKED_UP) and page in reading_time.of_pages(app.env)
    }
    labs = len(files) - len(pages)
    said = [reading_time.in_words(sum(taken.values())), f"{labs} lab{'s' if labs > 1 else ''}" if labs else ""]
    summary = " · ".join(filter(None, said)) or f"{len(pages)} pages to look things up"
    listed = "".join(
        f'<li><a href="{app.builder.get_relative_uri(docname, page)}">{escape(app.env.titles[page].astext())}</a>'
        f"{f' <small>{reading_time.in_words(taken[page])}</small>' if page in taken else ''}</li>"
        for page in pages
    )
    return f'<div class="cn-part"><h3>{escape(caption)}</h3><p class="cn-minutes">{summary}</p><ul>{listed}</ul></div>'


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(contents_of_parts)
    app.add_directive("contents-of-parts", ContentsOfParts)
    app.connect("doctree-resolved", _list_parts)

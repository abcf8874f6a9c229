"""Contents: the directive that lists the parts of the book from ``_toc.yml``, so that their order stands there alone."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

LABS = "notebooks/"


class contents_of_parts(nodes.General, nodes.Element):
    """Where the parts will stand, once the titles of all pages are known."""


class ContentsOfParts(SphinxDirective):
    """``{contents-of-parts}``: every part with its pages by title, in the order of ``_toc.yml``; labs are left out."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        return [contents_of_parts()]


def _list_parts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(contents_of_parts)):
        place.replace_self(_parts(app, docname))


def _parts(app: Sphinx, docname: str) -> nodes.definition_list:
    listed = nodes.definition_list(classes=["cn-contents"])
    for part in app.env.external_site_map.root.subtrees:
        pages = [str(item) for item in part.items if not str(item).startswith(LABS)]
        bullets = nodes.bullet_list()
        for page in pages:
            address = app.builder.get_relative_uri(docname, page)
            link = nodes.reference("", app.env.titles[page].astext(), internal=True, refuri=address)
            bullets += nodes.list_item("", nodes.paragraph("", "", link))
        item = nodes.definition_list_item("", nodes.term("", part.caption or ""))
        item += nodes.definition("", bullets)
        listed += item
    return listed


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(contents_of_parts)
    app.add_directive("contents-of-parts", ContentsOfParts)
    app.connect("doctree-resolved", _list_parts)

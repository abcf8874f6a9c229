"""``{editions}``: the editions of the book, linked where they were made; the build puts them into the site."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from counternarcotics.editions import offered, size
from counternarcotics.sphinx_extension import freshness


def _listing(app: Sphinx) -> dict[str, str]:
    return {file: size(path) for file, path in offered.made(Path(app.outdir)).items()}


class EditionsDirective(SphinxDirective):
    """The list of editions."""

    def run(self) -> list[nodes.Node]:
        """Return the list; an edition that was not made stands there without a link."""
        from counternarcotics.markup import escape

        known = _listing(self.env.app)
        freshness.store(self.env, "editions")[self.env.docname] = known
        up = "../" * self.env.docname.count("/")
        listed = []
        for one in offered.EDITIONS:
            title, held = escape(one.title), known.get(one.file)
            if held:
                title = f'<a class="cn-edition" href="{up}{offered.FOLDER}/{one.file}{one.start and "/"}{one.start}">{title}</a><span class="cn-size">, {held}</span>'
            said = f"<dd>{escape(one.whom)}.</dd><dd>To open it: {escape(one.opened)}.</dd><dd>Made by <code>{one.command}</code>.</dd>"
            listed.append(f"<dt>{title}</dt>{said}")
        return [nodes.raw("", f'<dl class="cn-editions">{"".join(listed)}</dl>', format="html")]


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    known = _listing(app)
    return [page for page, was in freshness.store(env, "editions").items() if was != known and page in env.found_docs]


def _place(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        offered.place(Path(app.outdir))


def setup(app: Sphinx) -> None:
    """Register the directive, and put the editions into the site when it is written."""
    freshness.by_page("editions")
    app.add_directive("editions", EditionsDirective)
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _place, priority=950)

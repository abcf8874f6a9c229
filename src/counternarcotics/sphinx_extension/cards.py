"""Cards: what a page shows beside a line that speaks of a row, a term or a publication, without leaving the page.

A page that others link into (the catalogue, the glossary, the sources) writes its cards beside the site's scripts, in a
few files that a browser loads from disk when a reader asks for the first card in them.  So pages that only speak of a
row carry nothing of it but the link, and are as they were when the row's note changes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from counternarcotics.sphinx_extension import facts, freshness

FILES = 16  # a page: small enough to come at once, few enough to lie in a folder; cards.js counts with the same number
_ROWS = "rows"
_logger = logging.getLogger(__name__)


def slug(text: str) -> str:
    """Return a text as a word for attributes.

    >>> slug("HIV, by injection")
    'hiv-by-injection'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def file_of(anchor: str) -> int:
    """Return in which file of its page a card lies: spread evenly, and known to the script without a list.

    >>> file_of("a"), file_of("ab")
    (1, 3)
    """
    return sum(map(ord, anchor)) % FILES


def _folder(app: Sphinx, docname: str) -> Path:
    return Path(app.outdir) / "_static" / "cards" / docname


def write(app: Sphinx, docname: str, cards: Mapping[str, str]) -> None:
    """Write the cards of a page, HTML by anchor; links in them are as on the page."""
    folder = _folder(app, docname)
    folder.mkdir(parents=True, exist_ok=True)
    spread: list[dict[str, str]] = [{} for _ in range(FILES)]
    for anchor, html in cards.items():
        spread[file_of(anchor)][anchor] = html
    for number, held in enumerate(spread):
        _script(folder / f"{number}.js", "counternarcoticsCards", f"{docname}/{number}", held)


def write_rows(app: Sphinx, docname: str, rows: Mapping[str, Any]) -> None:
    """Write the rows of a page as the tables hold them, for those who take them away."""
    folder = _folder(app, docname)
    folder.mkdir(parents=True, exist_ok=True)
    _script(folder / f"{_ROWS}.js", "counternarcoticsCards", f"{docname}/{_ROWS}", rows)


def _script(path: Path, function: str, key: str, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"{function}({json.dumps(key)},{text});\n", encoding="utf-8")


def held(app: Sphinx, docname: str) -> set[str]:
    """Return the anchors of the cards that a page has written."""
    found: set[str] = set()
    for number in range(FILES):
        path = _folder(app, docname) / f"{number}.js"
        if path.exists():
            text = path.read_text(encoding="utf-8")
            found.update(json.loads(text[text.index(",") + 1 : text.rindex(")")]))
    return found


# -- terms and publications --------------------------------------------------------------------------


def _page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Take the cards of a glossary and of a list of publications from the page as it is written."""
    body = context.get("body", "")
    if doctree is None or ('class="citation"' not in body and 'id="term-' not in body):
        return
    page = BeautifulSoup(body, "html.parser")
    found = {}
    for term in page.select("dl.glossary > dt[id]"):
        for extra in term.select(".headerlink"):
            extra.decompose()
        meaning = term.find_next_sibling("dd")
        if meaning is not None:
            found[term["id"]] = (
                f'<p class="cn-lookup-head"><b>{term.decode_contents()}</b></p>{meaning.decode_contents()}'
            )
    for work in page.select("div.citation[id]"):
        work.select_one(".label").decompose()
        found[work["id"]] = f'<div class="cn-lookup-head">{work.decode_contents().strip()}</div>'
    if found:
        write(app, pagename, found)


def _plain(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take away the hints that only a pointer can open: the card says more, and to everybody."""
    for link in doctree.findall(nodes.reference):
        if link.get("internal"):
            link.attributes.pop("reftitle", None)


def _missing(app: Sphinx) -> list:
    """Warn of every link to a card that is not there, with its page; runs when all pages have been written."""
    known: dict[str, set[str]] = {}
    for docname, keys in sorted(freshness.prints(app.env).items()):
        for what, name in sorted(keys):
            said = freshness.known(app.env, what, name)
            if isinstance(said, facts.Said) and said.page in app.env.found_docs:
                if said.page not in known:
                    known[said.page] = held(app, said.page)
                if said.anchor not in known[said.page]:
                    _logger.warning(
                        "%s of %r: the card %s is missing on %s; put the catalogue that lists its table there, or correct addresses.py.",
                        what, name, said.anchor, said.page, location=docname,
                    )  # fmt: skip
    return []


def _clear_away(app: Sphinx, exception: Exception | None) -> None:
    """Delete the cards of pages that are gone."""
    top = _folder(app, "")
    if exception is None and top.exists():
        for path in {path.parent for path in top.rglob("*.js")}:
            if path.relative_to(top).as_posix() not in app.env.found_docs:
                shutil.rmtree(path)


def setup(app: Sphinx) -> None:
    """Write the cards of glossary and sources with their pages, and look for missing ones at the end."""
    app.connect("doctree-resolved", _plain, priority=900)
    app.connect("html-page-context", _page, priority=950)
    app.connect("html-collect-pages", _missing)
    app.connect("build-finished", _clear_away)

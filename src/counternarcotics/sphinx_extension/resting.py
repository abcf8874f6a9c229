"""Resting: what a card says of everything that rests on its row or number.

What names it comes first, each with a link; then how much rests on it over all steps, on how many pages that is said,
and the way to the page where another value can be tried.  The sentences that print it follow, each by its beginning,
with a link to its section.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from counternarcotics import computed, graph, sentences, tables
from counternarcotics.sphinx_extension import addresses, figures

if TYPE_CHECKING:
    from counternarcotics.sphinx_extension.entries import Entry, Page

LONGEST = 72  # characters of a sentence on a card: enough to know it by
_COUNTED = {"computed": "number", "check": "check", "claim": "forecast claim", "chart": "chart", "explorer": "explorer"}


def on(page: Page, entry: Entry) -> list[str]:
    """Return, as HTML, what rests on an entry: links to what names it, and a sentence on all the rest."""
    node, whole = _node(entry), graph.graph()
    if node not in whole.above:
        return []
    direct = [other for other, sure in whole.above[node].items() if sure and not other.startswith("sentence/")]
    links = [link for other in sorted(direct, key=_order) if (link := _link(page, other))]
    sure = [one for one in whole.carries(node) if one.sure]
    counted = Counter(one.kind for one in sure)
    parts = [_count(counted[kind], noun) for kind, noun in _COUNTED.items() if counted[kind]]
    pages = {name for one in sure if one.kind in ("computed", "check", "claim") for name in page.used_on(_anchor(one))}
    said = f", said on {_count(len(pages), 'page')}" if pages else ""
    links += [f"<em>over all steps {', '.join(parts)}{said}</em>"] if parts else []
    if node.startswith("figure/") and addresses.WHAT_IF_PAGE in page.app.env.titles:
        where = f"what-if?{entry.identifier}"
        links.append(f"{page.link(addresses.WHAT_IF_PAGE, where, 'What if it is wrong?')}")
    return links


def sentences_on(page: Page, entry: Entry) -> list[str]:
    """Return, as HTML, the sentences that print an entry: title of the page and beginning, linked to the section."""
    found = [_sentences().get(other) for other in graph.graph().above.get(_node(entry), {})]
    said = sorted(
        (one for one in found if one and one.page in page.app.env.titles), key=lambda one: (one.page, one.line)
    )
    return [
        f"{escape(page.title(name))}: "
        + " · ".join(page.link(name, one.section, _beginning(one.text)) for one in together)
        for name, together in itertools.groupby(said, key=lambda one: one.page)
    ]


@functools.lru_cache
def _sentences() -> dict[str, sentences.Sentence]:
    return {f"sentence/{one.page}:{one.line}": one for one in sentences.everything()}


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rpartition(' ')[0]}…"


def _node(entry: Entry) -> str:
    return f"computed/{entry.identifier}" if entry.table == "computed_numbers" else graph.row_node(entry.identifier)


def _order(node: str) -> tuple[int, str]:
    return graph.KINDS.index(node.partition("/")[0]) if node.partition("/")[0] in graph.KINDS else 99, node


def _anchor(one: graph.Carried) -> str:
    return f"computed-{one.name}" if one.kind == "computed" else f"record-{one.name}"


def _link(page: Page, node: str) -> str:
    """Return a link to a number, a check, a claim, a chart or an explorer; nothing for what stands on no page."""
    kind, _, name = node.partition("/")
    if kind == "computed":
        return page.link(*addresses.of_computed(name), computed.get(name).how)
    if kind in graph.CHECKED.values():
        row = tables.row(name)
        return page.link(*addresses.of_row(name), row.get("title") or row["claim"])
    place = drawn(page).get(f"{'figure' if kind == 'chart' else kind}-{name}")
    return f'{kind} <a href="{place[0]}">{place[1]}</a>' if place else ""


def drawn(page: Page) -> dict[str, tuple[str, str]]:
    """Return, by anchor, address and title (HTML) of every chart and explorer, seen from a page."""
    if not hasattr(page, "drawn"):
        page.drawn = {
            anchor: (f"{page.address(name)}#{anchor}", title)
            for name, entered in sorted(figures.index(page.app.env).items())
            for _, anchor, title in entered
        }
    return page.drawn


def _count(number: int, noun: str) -> str:
    return escape(f"{number} {noun}" if number == 1 else f"{number} {noun}s")

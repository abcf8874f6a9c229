"""Terms: every lesson links a word of the glossary where it first stands, without being asked.

``{term}`` links a word by hand: where it stands in another form, and where everyday language has the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

from counternarcotics.sphinx_extension.lessons import moving_link

LESSON = re.compile(r"book/(part-\d+|evidence)/")
# Words that a sentence may well use in another sense: only a person can tell.
EVERYDAY = {"coverage", "flow", "schedule", "stock", "yield"}
_OTHERS_WORDS = {"references", "further-reading"}  # sections that are made of titles
_NOT_INSIDE = (
    nodes.reference, nodes.title, nodes.caption, nodes.literal, nodes.literal_block, nodes.raw, nodes.table, nodes.math,
    nodes.math_block, nodes.citation, nodes.term, moving_link,
)  # fmt: skip


def pattern(terms: list[str]) -> re.Pattern[str]:
    """Return what finds any of the terms, in singular and regular plural, as whole words.

    >>> [found[1] for found in pattern(["seizure", "opium", "heroin"]).finditer("Seizures of opiums, heroin-free")]
    ['Seizure', 'opium']
    """
    longest_first = "|".join(re.escape(term).replace("'", "['’]") for term in sorted(terms, key=lambda t: (-len(t), t)))
    return re.compile(rf"(?<![\w-])({longest_first})s?(?![\w-])", re.IGNORECASE)


def _link_first(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    known = app.env.domaindata["std"].get("terms", {})
    if not LESSON.match(docname) or not known:
        return
    sought = {name.lower().replace("’", "'"): place for name, place in known.items() if name.lower() not in EVERYDAY}
    find, met = pattern(list(sought)), set()
    for node in list(doctree.findall(lambda n: isinstance(n, nodes.Text | nodes.reference))):
        if isinstance(node, nodes.reference):
            met.update(name for name, (_, anchor) in sought.items() if node.get("refuri", "").endswith(f"#{anchor}"))
        elif not _inside(node):
            pieces = list(_pieces(app, docname, str(node), find, sought, met))
            if len(pieces) > 1:
                node.parent.replace(node, pieces)


def _inside(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, _NOT_INSIDE) or (isinstance(node, nodes.section) and _OTHERS_WORDS & set(node["ids"])):
            return True
    return False


def _pieces(
    app: Sphinx, docname: str, text: str, find: re.Pattern[str], sought: dict[str, tuple[str, str]], met: set[str]
) -> Iterator[nodes.Node]:
    """Yield a text in pieces: the first mention of each term linked, all else as it stands."""
    done = 0
    for found in find.finditer(text):
        name = found[1].lower().replace("’", "'")
        if name in met:
            continue
        met.add(name)
        page, anchor = sought[name]
        yield nodes.Text(text[done : found.start()])
        word = nodes.inline("", found[0], classes=["xref", "std", "std-term"])
        yield nodes.reference(
            "", "", word, refuri=f"{app.builder.get_relative_uri(docname, page)}#{anchor}", internal=True
        )
        done = found.end()
    yield nodes.Text(text[done:])


def setup(app: Sphinx) -> None:
    """Link the terms when a page is written: it is written again whenever the glossary gains or loses one."""
    app.connect("doctree-resolved", _link_first, priority=950)

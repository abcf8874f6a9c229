"""Search index: in a second build as in a first one.

Sphinx takes over the words and titles of pages that it does not write again, but loses their index entries, among
them every term of the glossary, and keeps words that no page has any more.  So entries are kept beside the environment and
given back before the index is written, and words without a page are taken out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from counternarcotics import keeping


def _give_back(app: Sphinx) -> Iterator[tuple]:
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        path = Path(app.doctreedir) / "index-entries.json"
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        known |= indexer._index_entries
        # In the order of names, as a first build writes its pages.
        entries = {
            docname: [tuple(entry) for entry in known[docname]]
            for docname in sorted(known)
            if docname in app.env.found_docs
        }
        indexer._index_entries.clear()
        indexer._index_entries.update(entries)
        for mapping in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in mapping.items() if not pages]:
                del mapping[word]
        keeping.write(path, json.dumps(entries))
    return iter(())


def setup(app: Sphinx) -> None:
    """Give back what the index knew of pages that are not written again."""
    app.connect("html-collect-pages", _give_back)

"""Proofreading: pages and labs read as text, and everything said at once that a build would refuse or let pass.

A page is parsed by the parser that builds it, so what is a role, a formula or a fence here is one there.  Each
sentence names file and line (in a lab: cell and line), what was found and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from counternarcotics import configuration, loose, usage
from counternarcotics.proofreading import beside, notebooks, numbering, reader, whole
from counternarcotics.proofreading.names import Book, Used

__all__ = ["Book", "problems"]


def problems(root: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the pages and labs below `root`."""
    book, used = Book(root), Used()
    yield from configuration.problems(root)
    yield from whole.bibliography(book)
    yield from (f"{said}." for said in book.broken_explorers.values())
    for path in book.pages:
        yield from reader.page(book, used, path)
    for path in book.labs:
        yield from notebooks.problems(book, used, path)
    if not any(configuration.contents_problems(root)):
        amiss = list(whole.contents(book))
        yield from amiss or numbering.problems(root, configuration.contents(root))
    yield from whole.labels_twice(book)
    yield from whole.glossary(book)
    yield from beside.problems(book)
    yield from whole.unused(book, used)
    yield from usage.problems(book.root, {path.stem: text for path, text in book.texts.items()}, book.documents)
    yield from loose.problems(book.root)

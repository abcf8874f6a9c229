"""Whole: what no single page shows: the contents, the bibliography, the glossary, labels twice, and what nothing uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pybtex.exceptions import PybtexError

from counternarcotics import charts, checks, discovery, drafts, explorers
from counternarcotics.proofreading import works
from counternarcotics.proofreading.names import BIBLIOGRAPHY, LABEL, OPTION, Book, Used, nearest, plain

GLOSSARY = "book/reference/glossary.md"
KINDS_OF_WORKS = {"article", "book", "booklet", "inbook", "incollection", "inproceedings", "manual", "mastersthesis", "misc", "online", "phdthesis", "proceedings", "techreport", "unpublished"}  # fmt: skip
ENTRY = re.compile(r"(?m)^@(?P<kind>\w+)\{(?P<key>[^,\s]+),")


def contents(book: Book) -> Iterator[str]:
    """Yield the pages that the contents name in vain, twice or not at all."""
    counted = Counter(book.contents)
    for document, times in counted.items():
        if document not in book.documents:
            yield f"_toc.yml: found {document}, which is no page; {nearest(document, book.documents)}."
        if times > 1:
            yield f"_toc.yml: found {document} {times} times; keep one."
    for document in sorted(book.documents - set(counted)):
        path = next(path for path in [*book.pages, *book.labs] if book.place(path.with_suffix("")) == document)
        yield f"{book.place(path)}: found a page that _toc.yml does not list, so no reader finds it; add 'file: {document}' to its part."


def labels_twice(book: Book) -> Iterator[str]:
    """Yield the labels that stand in more than one place, of which a link would find one."""
    places: dict[str, list[str]] = {}
    for path in book.pages:
        text = book.texts[path]
        labels = [(m.start(), m["label"]) for m in LABEL.finditer(text)]
        labels += [(m.start(), m["value"].strip()) for m in OPTION.finditer(text) if m["name"] == "label"]
        for start, label in sorted(labels):
            places.setdefault(label, []).append(f"{book.place(path)}, line {text[:start].count(chr(10)) + 1}")
    for label, found in places.items():
        for place in found[1:]:
            yield f"{place}: found the label {label!r}, which {found[0]} has as well; rename one of the two."


def glossary(book: Book) -> Iterator[str]:
    """Yield the terms of the glossary that stand twice, out of order, or without a definition."""
    lines = book.texts.get(book.root / GLOSSARY, "").splitlines()
    opened = next((number for number, line in enumerate(lines) if "{glossary}" in line), len(lines))
    closed = next((number for number, line in enumerate(lines) if number > opened and line == "```"), opened)
    terms: dict[str, int] = {}
    before = ""
    for number in range(opened + 1, closed):
        if not (term := lines[number]) or term[0] in " \t:":
            continue
        where = f"{GLOSSARY}, line {number + 1}: found the term {term!r}"
        if not lines[number + 1].strip():
            yield f"{where} without a definition; write one below it, behind two blanks."
        if plain(term) in terms:
            yield f"{where}, which line {terms[plain(term)]} has as well; keep one."
        elif plain(term) < plain(before):
            yield f"{where} after {before!r}; keep the terms in the order of the alphabet."
        terms.setdefault(plain(term), number + 1)
        before = term


def bibliography(book: Book) -> Iterator[str]:
    """Yield what keeps the bibliography from being read; the pages are then read without it."""
    keys = Counter(match["key"] for match in ENTRY.finditer(book.bibliography_text))
    for match in ENTRY.finditer(book.bibliography_text):
        if match["kind"].lower() not in KINDS_OF_WORKS:
            yield f"{BIBLIOGRAPHY}, entry {match['key']}: found the kind @{match['kind']}, which no style knows; {nearest(match['kind'].lower(), KINDS_OF_WORKS)}."
    for match in re.finditer(r"\byear *= *[{\"]?([^,}\"\n]*)", book.bibliography_text):
        if not re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]?|n\.d\.|forthcoming", match[1].strip()):
            line = book.bibliography_text[: match.start()].count("\n") + 1
            yield f"{BIBLIOGRAPHY}, line {line}: found the year {match[1]!r}; write four digits."
    for key, times in keys.items():
        if times > 1:
            yield f"{BIBLIOGRAPHY}, entry {key}: found {times} times; keep one."
    try:
        entries = book.bibliography
    except PybtexError as error:
        book.bibliography = {key: set() for key in keys}
        if max(keys.values(), default=0) < 2:
            yield f"{BIBLIOGRAPHY}: found what no bibliography may hold ({error}); correct the entry."
        return
    for key, said in [*works.problems(book.bibliography_text), *works.beside_each_other(book.works)]:
        yield f"{BIBLIOGRAPHY}, entry {key}: found {said}."
    for key, fields in entries.items():
        for wanted in (("author", "editor", "organization", "institution"), ("title",), ("year", "date")):
            if not fields & set(wanted):
                yield f"{BIBLIOGRAPHY}, entry {key}: found no {' or '.join(wanted[:2])}; add it."


def unused(book: Book, used: Used) -> Iterator[str]:
    """Yield what is written and nowhere used: works, charts, explorers, tasks; and exercises without a solution."""
    for label, where in used.exercises.items():
        if label not in used.solutions:
            yield f"{where}: found the exercise {label!r}, which has no solution; add {{solution}} with its label."
    for key in book.bibliography:
        if key not in used.citations:
            yield f"{BIBLIOGRAPHY}, entry {key}: found a work that no page cites; cite it or take it out."
    package = "src/counternarcotics"
    for name, module in charts.modules().items():
        if name not in used.charts:
            yield f"{package}/charts/{module}.py: found the chart {name!r}, which no page shows; place it with {{chart}} or take it out."
    pages = {path.stem for path in book.pages}
    for module in sorted(set(charts.modules().values()) | set(discovery.modules(charts.__path__))):
        if discovery.key(module) not in pages:
            yield f"{package}/charts/{module}.py: found charts of a page that does not exist; name the module as its page: {nearest(discovery.key(module), pages)}."
    for name in explorers.names():
        draft = drafts.is_draft(book.root / package / "explorers" / f"{name.replace('-', '_')}.py")
        if name not in used.explorers and not draft:  # what `make explorer` laid is told as a draft
            yield f"{package}/explorers/{name.replace('-', '_')}.py: found an explorer that no page shows; place it with {{explorer}} or take it out."
    labs = {path.stem for path in book.labs}
    for name in checks.labs():
        if name not in labs:
            yield f"{package}/checks/{name.replace('-', '_')}.py: found tasks of a lab that does not exist; {nearest(name, labs)}."
        elif name not in used.tasks:
            yield f"{package}/checks/{name.replace('-', '_')}.py: found tasks that the lab never checks; add check({name!r}, 1, answer_1) to it."
        elif unasked := [number for number in checks.tasks(name) if (name, number) not in used.checked]:
            yield f"notebooks/{name}.ipynb: found no cell with check({name!r}, {unasked[0]}, answer_{unasked[0]}), a task of checks/{name.replace('-', '_')}.py; add it, or take the task out."

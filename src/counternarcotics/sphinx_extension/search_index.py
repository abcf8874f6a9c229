"""Search index: written from the pages as they were written, so that every word of every page finds its page.

Sphinx indexes what it read, which leaves out raw HTML or glues its cells together, and keeps words that no page has any
more; its index is not written.  Ours is a script, since a page from disk may load nothing else:

- ``_static/search/index.js``: pages with what readers seek them for, passages, words with the passages that hold them,
  rows by their numbers, names with more than one spelling;
- ``_static/search/text/PAGE.js``: the passages of a page, loaded for the hits that are shown.
"""

from __future__ import annotations

import csv
import functools
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from counternarcotics import keeping
from counternarcotics.describe import data_folder
from counternarcotics.sphinx_extension import page_text, sources
from counternarcotics.sphinx_extension.page_text import Passage

ABBREVIATIONS = "book/reference/abbreviations"
GLOSSARY = "book/reference/glossary"
TOPICS = "book/topics.csv"
# A reader looks for what a chapter says before what a lab repeats and a table lists; some pages of reference are prose.
_PROSE = ("accessibility", "corrections", "train-your-probabilities")
WEIGHTS = {
    "notebooks/": 0.75,
    **{f"book/reference/{name}": 1.0 for name in _PROSE},
    "book/reference/data": 0.8,
    GLOSSARY: 0.8,
    ABBREVIATIONS: 0.7,
    "book/reference/": 0.5,
}
# A term of the glossary, and below it what others write for it in Russian.
_TERM = re.compile(r"^(\w.*)\n  \*(.+)\*\.$", re.MULTILINE)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#"
_NOT_A_NAME = re.compile(r"^(?:—|Not spelled out.*|Glossed.*|)$")


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    order = [name for name in app.env.collect_relations() if (Path(app.outdir) / f"{name}.html").exists()]
    found = {name: _read(Path(app.outdir) / f"{name}.html") for name in order}
    pages = {name: page.passages for name, page in found.items()}
    folder = Path(app.outdir) / "_static" / "search"
    shutil.rmtree(folder, ignore_errors=True)
    titles = {name: app.env.titles[name].astext() for name in order}
    root = Path(app.srcdir)
    others = {"names": _names(root), "translated": _translated(root), "numbers": _numbers(pages)}
    _script(folder / "index.js", index(found, titles, topics(root)) | others)
    for name, passages in pages.items():
        _script(folder / "text" / f"{name}.js", {"page": name, "passages": passages})


class Read(NamedTuple):
    """A page for the index: passages, words in each, and of each word the passages that hold it, counted from 0.

    Of those the first and the last stand as numbers, and the way from one to the next as it will stand in the index.
    """

    passages: list[Passage]
    lengths: list[int]
    held: dict[str, tuple[int, str, int]]


def _read(path: Path) -> Read:
    page = path.read_text(encoding="utf-8")
    code = Path(page_text.__file__).read_text(encoding="utf-8") + Path(__file__).read_text(encoding="utf-8")
    found = keeping.kept("page-text", f"{code}\n{page}", lambda: json.dumps(read(page_text.passages(page))))
    passages, lengths, held = json.loads(found)
    return Read([Passage(*passage) for passage in passages], lengths, held)


def read(passages: list[Passage]) -> Read:
    """Return what the index needs of a page, so that a page that did not change is not gone through again."""
    lengths: list[int] = []
    held: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        found = page_text.words(f"{passage.heading} {passage.text}")
        lengths.append(len(found))
        for word in dict.fromkeys(found):
            held.setdefault(word, []).append(number)
    runs = {word: (numbers[0], _packed(_steps(numbers)[1:]), numbers[-1]) for word, numbers in held.items()}
    return Read(passages, lengths, runs)


def _script(path: Path, content: dict[str, Any]) -> None:
    keeping.write(path, f"counternarcoticsFound({json.dumps(content, ensure_ascii=False, separators=(',', ':'))});\n")
    path.chmod(0o644)


def topics(root: Path) -> dict[str, str]:
    """Return what readers seek each page for, in words that need not stand on it: `a; b`, as an index of subjects has them.

    Raises ValueError for a page that does not exist.
    """
    with (root / TOPICS).open(encoding="utf-8", newline="") as file:
        rows = {row["page"]: row["topics"] for row in csv.DictReader(file)}
    for number, name in enumerate(rows, 2):
        if not any((root / f"{name}{kind}").exists() for kind in (".md", ".ipynb")):
            msg = f"{TOPICS}:{number}: there is no page {name!r}; write its new name, or take the row away."
            raise ValueError(msg)
    return rows


def index(pages: dict[str, Read], titles: dict[str, str], sought: dict[str, str]) -> dict[str, Any]:
    """Return what the search page loads: passages are counted through all pages, in the order of the pages."""
    held: dict[str, tuple[str, int]] = {}  # the steps so far, and the passage in which they end
    described, lengths = [], []
    for name, page in pages.items():
        headings = [passage.heading if passage.headed else "" for passage in page.passages]
        described.append([name, titles[name], _weight(name), headings, sought.get(name, "")])
        start = len(lengths)
        lengths += page.lengths
        for word, (first, steps, last) in page.held.items():
            before, end = held.get(word, ("", 0))
            held[word] = (f"{before}{_letters(start + first - end)}{steps}", start + last)
    # A word that only a topic has stands on no passage.
    held = dict.fromkeys(page_text.words(" ".join(sought.values())), ("", 0)) | held
    ordered = sorted(held)
    return {
        "pages": described,
        "lengths": _packed(lengths),
        "words": " ".join(ordered),
        "held": " ".join(held[word][0] for word in ordered),
    }


def _weight(name: str) -> float:
    return next((weight for start, weight in WEIGHTS.items() if name.startswith(start)), 1.0)


def _steps(numbers: list[int]) -> list[int]:
    """Return how far each number lies above the one before it.

    >>> _steps([3, 4, 9])
    [3, 1, 5]
    """
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


def _packed(numbers: Iterable[int]) -> str:
    """Return numbers as text, five bits a letter; all letters of a number but its last stand in the upper half.

    >>> _packed([1, 31, 32])
    '1VW1'
    """
    return "".join(map(_letters, numbers))


@functools.cache
def _letters(number: int) -> str:
    more = ""
    while number >= 32:
        more += _DIGITS[32 + number % 32]
        number //= 32
    return more + _DIGITS[number]


def _names(root: Path) -> list[list[str]]:
    """Return names that mean the same: spellings of the table, and abbreviations with what they stand for."""
    with (data_folder() / "spellings.csv").open(encoding="utf-8", newline="") as file:
        spelled: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            spelled.setdefault(row["name"], [row["name"]]).append(row["spelling"])
    shortened = []
    for line in (root / f"{ABBREVIATIONS}.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 4 and cells[0] not in {"Short", "---"}:
            forms = [re.split(r"[;,(]", re.sub(r" ?\([^)]*\)", "", cell))[0].strip() for cell in cells[:3]]
            shortened.append([form for form in forms if not _NOT_A_NAME.match(form)])
    return _merged(_folded([*spelled.values(), *shortened]))


def _merged(names: list[list[str]]) -> list[list[str]]:
    """Return names that share a form as one: what an abbreviation stands for has other spellings, too.

    >>> _merged([["people who inject", "injecting user"], ["idu", "injecting user"], ["aids", "spid"]])
    [['people who inject', 'injecting user', 'idu'], ['aids', 'spid']]
    """
    merged: list[list[str]] = []
    for forms in names:
        shared = [one for one in merged if set(one) & set(forms)]
        merged = [one for one in merged if one not in shared]
        merged.append(list(dict.fromkeys([form for one in [*shared, forms] for form in one])))
    return merged


def _translated(root: Path) -> list[list[str]]:
    """Return the terms of the glossary, each with what is written for it in Russian."""
    glossary = (root / f"{GLOSSARY}.md").read_text(encoding="utf-8")
    return _folded([[term, *_translations(russian)] for term, russian in _TERM.findall(glossary)])


def _folded(names: list[list[str]]) -> list[list[str]]:
    known = [[" ".join(page_text.words(form)) for form in forms] for forms in names]
    return [list(dict.fromkeys(forms)) for forms in known if len(set(forms)) > 1]


def _translations(russian: str) -> list[str]:
    """Return the words of the glossary for a term: what stands in brackets is another word, or a part that may be left out.

    >>> _translations("изъятие"), _translations("чистота (содержание вещества)")
    (['изъятие'], ['чистота', 'содержание вещества'])
    """
    return [form for part in re.split(r"[(),;]", russian) if (form := part.strip()) and form.lower() != "или"]


def _numbers(pages: dict[str, list[Passage]]) -> list[list[Any]]:
    """Return, for every number that a row holds, the places of these rows among the passages."""
    anchors = [passage.anchor for passages in pages.values() for passage in passages]
    place = {anchor: number for number, anchor in enumerate(anchors)}
    made_from = json.dumps([sources.of_tables(), Path(__file__).read_text(encoding="utf-8")], sort_keys=True)
    held = json.loads(keeping.kept("numbers-of-rows", made_from, lambda: json.dumps(_values())))
    found: dict[str, list[int]] = {}
    for anchor, numbers in held:
        for number in numbers:
            if anchor in place:
                found.setdefault(number, []).append(place[anchor])
    return [[number, _packed(_steps(sorted(found[number])))] for number in sorted(found)]


def _values() -> list[tuple[str, list[str]]]:
    """Return, by anchor of a row, its numbers: as printed, as read, and as held."""
    from counternarcotics import computed, tables  # they need pandas, and a kept answer does not

    rows = [
        (f"figure-{row['id']}", [row["printed"], *(tables.number(row[c]) for c in _VALUES if row[c] == row[c])])
        for row in tables.figures().reset_index().to_dict("records")
    ]
    rows += [(f"computed-{name}", [computed.get(name).shown()]) for name in computed.names()]
    return [
        (anchor, sorted({word for text in texts for word in page_text.words(text) if word[0].isdigit()}))
        for anchor, texts in rows
    ]


_VALUES = ("value_low", "value_high", "held_low", "held_high")


def _only_ours(app: Sphinx) -> None:
    """Let Sphinx write the search page and the stems of English, but no index of its own."""
    builder = app.builder
    if getattr(builder, "search", False):
        builder.index_page = lambda *page: None
        builder.dump_search_index = lambda: None
        builder.load_indexer = lambda docnames: None  # there is none to go on from
        (Path(app.outdir) / "searchindex.js").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Write the index when all pages are written."""
    app.connect("builder-inited", _only_ours)
    app.connect("build-finished", _write, priority=800)

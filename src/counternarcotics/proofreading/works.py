"""Works: what an entry of the bibliography says of its year, its pages and its DOI, lacks, or has of another one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pybtex.database import Entry

_ENTRY = re.compile(r"(?m)^@\w+\{([^,\s]+),")
_FIELD = re.compile(r"\b(doi|pages|year) ?= ?\{([^{}]*)\}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_WHERE = {"article": "journal", "book": "publisher", "incollection": "booktitle", "inproceedings": "booktitle", "phdthesis": "school", "techreport": "institution"}  # fmt: skip
_FIELDS = {
    "address", "author", "booktitle", "chapter", "date", "doi", "edition", "editor", "howpublished", "institution", "isbn", "issn",
    "journal", "key", "month", "note", "number", "organization", "pages", "publisher", "school", "series", "title", "type", "url",
    "urldate", "volume", "year",
}  # fmt: skip
_OF_KEY = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def problems(text: str) -> Iterator[tuple[str, str]]:
    """Yield key and sentence part for every field that contradicts its key or itself.

    >>> list(problems("@book{nash1950, year={1905}, pages={20--10}, doi={https://doi.org/10.1000/1}}"))
    [('nash1950', 'the year 1905 under a key that names 1950; correct one of the two'), ('nash1950', 'the pages 20--10, which end before they begin; correct them'), ('nash1950', "the DOI 'https://doi.org/10.1000/1'; write it as 10.1000/number, without an address")]
    """
    entries = list(_ENTRY.finditer(text))
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        key = entry[1]
        for kind, said in _FIELD.findall(text[entry.end() : following.start() if following else len(text)]):
            named = _OF_KEY.findall(key)
            if kind == "year" and named and said not in named:
                yield key, f"the year {said} under a key that names {named[0]}; correct one of the two"
            elif (
                kind == "pages"
                and (ends := re.fullmatch(r"(\d+)--(\d+)", said))
                and len(ends[1]) == len(ends[2])
                and ends[1] > ends[2]
            ):
                yield key, f"the pages {said}, which end before they begin; correct them"
            elif kind == "doi" and not _DOI.fullmatch(said):
                yield key, f"the DOI {said!r}; write it as 10.1000/number, without an address"


def beside_each_other(works: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Yield key and sentence part for every entry that does not say where it appeared, has a field that no style reads, or is another one again.

    >>> from pybtex.database import Entry, Person
    >>> one = Entry("article", {"title": "Costs", "jurnal": "Law"}, {"author": [Person("Nash, John")]})
    >>> [said.partition(";")[0] for _, said in beside_each_other({"nash1950": one, "nash1951": Entry("misc", {"title": "Costs"}, one.persons)})]
    ['no journal, which every @article has', "the field 'jurnal', which no style reads", 'the title of nash1950']
    """
    seen: dict[tuple[str, ...], str] = {}
    for key, work in works.items():
        fields = {name.lower(): text for name, text in work.fields.items()}
        if (where := _WHERE.get(work.type, "title")) not in fields:
            yield key, f"no {where}, which every @{work.type} has; add it"
        for name in sorted({*fields, *map(str.lower, work.persons)} - _FIELDS):
            near = ", ".join(difflib.get_close_matches(name, _FIELDS, n=3)) or "note"
            yield key, f"the field {name!r}, which no style reads; the nearest are {near}"
        people = tuple(map(str, (one for role in work.persons.values() for one in role)))
        for what, told in (("doi", (fields.get("doi", ""),)), ("title", (fields.get("title", "").lower(), *people))):
            if told[0] and (other := seen.setdefault((what, *told), key)) != key:
                yield key, f"the {what} of {other}; correct one of the two, or keep one"

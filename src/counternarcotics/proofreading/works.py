"""Works: what an entry of the bibliography says of its year, its pages and its DOI, read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENTRY = re.compile(r"(?m)^@\w+\{([^,\s]+),")
_FIELD = re.compile(r"\b(doi|pages|year) ?= ?\{([^{}]*)\}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
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

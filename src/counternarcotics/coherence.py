"""Coherence: what is said twice must be said alike: by an id and its row, by a source and what it dates, by two rows.

Each function takes rows as texts, each with its place, and yields sentences, as :mod:`counternarcotics.plausibility` does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from counternarcotics.plausibility import Placed

COMING = re.compile(r"(?i)\b(?:planned|due|announced|expected|foreseen|future)\b")


def numbers_of_ids(rows: list[Placed], column: str) -> Iterator[str]:
    """Yield a sentence for every row whose id ends in another number than its `column`.

    >>> list(numbers_of_ids([("a.csv, row 2", {"id": "list-02", "position": "3"})], "position"))
    ["a.csv, row 2, column position: found 3 for the id 'list-02'; correct one of the two."]
    """
    for where, row in rows:
        ending = re.search(r"(\d+)$", row["id"])
        if ending and int(ending[1]) != int(row[column]):
            yield f"{where}, column {column}: found {row[column]} for the id {row['id']!r}; correct one of the two."


def older_sources(rows: list[Placed], years: Mapping[str, str], column: str) -> Iterator[str]:
    """Yield a sentence for every row that is dated, in `column`, after its source, if it does not say that it speaks of what is to come.

    >>> rows = [("a.csv, row 2", {"source": "un-1997", "date": "1998", "note": ""}), ("a.csv, row 3", {"source": "un-1997", "date": "1998", "note": "Planned."})]
    >>> [said.partition(" in a")[0] for said in older_sources(rows, {"un-1997": "1997"}, "date")]
    ['a.csv, row 2, column date: found 1998']
    """
    for where, row in rows:
        year, dated = years.get(row.get("source", ""), ""), row[column][:4]
        if year.isdigit() and dated > year and not COMING.search(f"{row.get('title', '')} {row.get('note', '')}"):
            yield f"{where}, column {column}: found {row[column]} in a source of {year} ({row['source']!r}), which cannot tell it; correct the date or the source, or let the note say that it was announced or planned."


def told_twice(rows: list[Placed], group: str, column: str) -> Iterator[str]:
    """Yield a sentence for every row of a `group` that has in `column` what a row above it has."""
    seen: dict[tuple[str, str], str] = {}
    for where, row in rows:
        if (row[group], row[column]) in seen:
            yield f"{where}, column {column}: found {row[column]!r}, which the row {seen[row[group], row[column]]!r} of the {group} {row[group]!r} has as well; correct one of the two, or keep one."
        seen.setdefault((row[group], row[column]), row["id"])


def one_place(rows: list[Placed], name: str, column: str) -> Iterator[str]:
    """Yield a sentence for every row that puts a `name` into another place than most rows of it do.

    >>> rows = [("a.csv, row 2", {"waypoint": "Osh", "place": "kyrgyzstan"}), ("a.csv, row 3", {"waypoint": "Osh", "place": "tajikistan"})]
    >>> list(one_place(rows, "waypoint", "place"))
    ["a.csv, row 3, column place: found 'tajikistan' for 'Osh', which other rows put into 'kyrgyzstan'; correct one of the two."]
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for _, row in rows:
        counted[row[name]][row[column]] += 1
    for where, row in rows:
        ((usual, _),) = counted[row[name]].most_common(1)
        if row[column] != usual:
            yield f"{where}, column {column}: found {row[column]!r} for {row[name]!r}, which other rows put into {usual!r}; correct one of the two."


def footnotes_twice(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every section that holds a footnote of another section of its source.

    >>> rows = [("a.csv, row 2", {"source": "x", "section": "1", "first_footnote": "1", "last_footnote": "5"})]
    >>> rows += [("a.csv, row 3", {"source": "x", "section": "2", "first_footnote": "5", "last_footnote": "9"})]
    >>> list(footnotes_twice(rows))
    ['a.csv, row 3, column first_footnote: found footnotes 5 to 9, of which section 1 has number 5 as well; correct one of the two.']
    """
    seen: dict[tuple[str, int], str] = {}
    for where, row in rows:
        first, last = row["first_footnote"], row["last_footnote"]
        for number in range(int(first), int(last) + 1) if first and last else ():
            if (row["source"], number) in seen:
                yield f"{where}, column first_footnote: found footnotes {first} to {last}, of which section {seen[row['source'], number]} has number {number} as well; correct one of the two."
                break
            seen[row["source"], number] = row["section"]


def of_another_place(rows: list[Placed], column: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for every text that begins with the name of another place than its row's, given the names of places.

    >>> rows = [("a.csv, row 2", {"place": "kazakhstan", "detail": detail}) for detail in ("Kyrgyzstan has joined.", "Kazakhstan, too.", "The border with Kyrgyzstan is open.")]
    >>> list(of_another_place(rows, "detail", {"kazakhstan": "Kazakhstan", "kyrgyzstan": "Kyrgyzstan"}))
    ["a.csv, row 2, column detail: found a text that begins with Kyrgyzstan in a row of 'kazakhstan'; correct one of the two."]
    """
    for where, row in rows:
        own = names.get(row["place"], "")
        spoken = next((name for name in names.values() if row[column].startswith(f"{name} ")), own)
        if own and spoken != own:
            yield f"{where}, column {column}: found a text that begins with {spoken} in a row of {row['place']!r}; correct one of the two."


def lonely_countries(rows: list[Placed], known: set[str]) -> Iterator[str]:
    """Yield a sentence for every code of a country that one line has and no place: a border has two ends, and only an island one coast.

    >>> rows = [(f"a.csv, row {n}", {"kind": kind, "left": "", "right": code}) for n, (kind, code) in enumerate([("edge", "SAX"), ("coast", "BHR"), ("edge", "KAZ")], 2)]
    >>> list(lonely_countries(rows, {"KAZ"}))
    ["a.csv, row 2, column right: found 'SAX', which no other line and no place has; correct the code."]
    """
    sides = [(where, row, side) for where, row in rows for side in ("left", "right") if row[side]]
    counted = Counter(row[side] for _, row, side in sides)
    for where, row, side in sides:
        if counted[row[side]] == 1 and row[side] not in known and row["kind"] != "coast":
            yield f"{where}, column {side}: found {row[side]!r}, which no other line and no place has; correct the code."

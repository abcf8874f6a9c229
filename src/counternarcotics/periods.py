"""Periods: an expression that compares two times names the earlier first, and counts the years that lie between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_COMPARED = re.compile(
    r"\b(change|annual_rate)\((?:held|printed)\('([\w-]+)'\), (?:held|printed)\('([\w-]+)'\)(?:, (\d{4}) - (\d{4})\))?"
)
# A record whose id names a year began, or was adopted, in that year; so was what has ended since.
_DATED = {"instruments": ("adopted", "starts", "ends"), "events": ("date", "ends"), "later_events": ("date", "ends"), "operations": ("date", "starts", "ends"), "projects": ("starts", "ends")}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def problems(expression: str, rows: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield what is wrong with the times that an expression compares; `rows` are the figures by id.

    >>> rows = {"a": {"period": "1999"}, "b": {"period": "2004-06"}}
    >>> list(problems("change(held('b'), held('a'))", rows))
    ["found 'b' of 2004-06 before 'a' of 1999 in change; name the earlier one first"]
    >>> list(problems("annual_rate(held('a'), held('b'), 2004 - 1998)", rows))
    ["found 1998 in annual_rate for 'a', whose period is 1999; correct the year"]
    """
    for match in _COMPARED.finditer(expression):
        function, first, second, last_year, first_year = match.groups()
        before, after = (rows.get(one, {}).get("period", "") for one in (first, second))
        if not before or not after:
            continue
        if _ends(before)[0] > _ends(after)[1]:
            yield f"found {first!r} of {before} before {second!r} of {after} in {function}; name the earlier one first"
        for year, identifier, period in ((first_year, first, before), (last_year, second, after)):
            if year and not _ends(period)[0] <= int(year) <= _ends(period)[1]:
                yield f"found {year} in {function} for {identifier!r}, whose period is {period}; correct the year"


def _ends(period: str) -> tuple[int, int]:
    years = [int(part[:4]) for part in period.split("/")]
    return min(years), max(years)


def dated(table: str, row: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for a record whose id names a year that none of its dates has.

    >>> list(dated("events", {"id": "seminar-1999", "date": "1998-05", "ends": ""}))
    ["column date: found '1998-05' for the id 'seminar-1999', which names another year; correct one of the two."]
    """
    columns = [column for column in _DATED.get(table, ()) if row.get(column)]
    named = set(_YEAR.findall(row.get("id", "")))
    held = {year for column in columns for year in _YEAR.findall(row[column])}
    if columns and held and named and not named & held:
        column = columns[0]
        yield f"column {column}: found {row[column]!r} for the id {row['id']!r}, which names another year; correct one of the two."

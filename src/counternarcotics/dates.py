"""Dates: the years, months and days that the tables print, as numbers."""

from __future__ import annotations


def decimal_year(date: str) -> float:
    """Return a year, month or day as a year with decimals; a year alone is its beginning.

    >>> decimal_year("2003-07"), decimal_year("1999")
    (2003.5, 1999.0)
    """
    year, month, day = [*(int(part) for part in date.split("-")), 1, 1][:3]
    return year + (month - 1) / 12 + (day - 1) / 365

"""Spreadsheet: tables of a class as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


def cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula; a plain number stays one.

    >>> cell("=1+1"), cell("-0.05"), cell("Osh")
    ("'=1+1", '-0.05', 'Osh')
    """
    said = str(value)
    return f"'{said}" if _FORMULA.match(said) and not _NUMBER.fullmatch(said) else said


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table; the mark at its start tells a spreadsheet that it is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *([cell(value) for value in row] for row in rows)])

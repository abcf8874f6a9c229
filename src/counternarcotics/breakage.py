"""Breakage: what stopped a check, in one sentence with the file and the line that a contributor would look at."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = "src/counternarcotics"
_OF_CONTRIBUTORS = re.compile(r"/(charts|explorers|checks|computed|models)/(?!__init__)")
LEFT = "the rest is looked at when this is mended"


def guarded(part: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Yield what a part of a check says; where it cannot go on, one sentence in place of a traceback."""
    try:
        yield from part()
    except Exception as error:
        yield f"{sentence(error)}; {LEFT}."


def sentence(error: BaseException) -> str:
    """Return where an error arose, in the files that contributors write if it passed one, and what it says.

    >>> try:
    ...     compile("x = (1,", "charts/trends.py", "exec")
    ... except SyntaxError as error:
    ...     sentence(error)
    "charts/trends.py, line 1: found code that Python cannot read ('(' was never closed); correct it"
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_place(error.filename)}, line {error.lineno}: found code that Python cannot read ({error.msg}); correct it"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f"/{PLACE}/" in f.filename]
    written = [f for f in frames if _OF_CONTRIBUTORS.search(f.filename)] or frames
    where = f"{_place(written[-1].filename)}, line {written[-1].lineno}" if written else PLACE
    return f"{where}: found what cannot be run ({said(error)}); correct it"


def said(error: BaseException) -> str:
    """Return the kind of an error and its words, in one line of bounded length."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(ROOT).as_posix() if ROOT in path.parents else filename

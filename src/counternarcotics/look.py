"""Look: style sheets and scripts read as texts, for a browser passes over what it cannot read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from counternarcotics import scripts, web

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_GIVEN = re.compile(r"--cn-[\w-]+(?=\s*[:\"'`])")  # in a sheet, in a style that a page writes, or set by a script
_ASKED = re.compile(r"var\(\s*(--cn-[\w-]+)\s*\)")
_ENTRIES = ("page", "widget", "what-if", "search", "trainer", "collect")


def problems(root: Path) -> Iterator[str]:
    """Yield what is wrong with the style sheets and scripts of the package below `root`."""
    package = root / "src/counternarcotics"
    sheets = sorted((package / "assets/styles").glob("*.css"))
    texts = {path: path.read_text(encoding="utf-8") for path in sheets}
    writers = [*(package / "assets/scripts").glob("*.js"), *package.rglob("*.py")]
    given = {name for text in [*texts.values(), *(p.read_text(encoding="utf-8") for p in writers)] for name in _GIVEN.findall(text)}  # fmt: skip
    for path, text in texts.items():
        where = path.relative_to(root).as_posix()
        plain = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        yield from (f"{where}, {said}" for said in _unpaired(plain))
        for match in _ASKED.finditer(plain):
            if match[1] not in given:
                line = plain[: match.start()].count("\n") + 1
                near = ", ".join(difflib.get_close_matches(match[1], given, n=3))
                yield f"{where}, line {line}: found {match[1]}, to which nothing gives a value; the nearest are {near}."
    amiss = list(scripts.problems(root))
    yield from amiss
    for entry in () if amiss else _ENTRIES:
        try:
            web.script(entry)
        except ValueError as error:
            yield f"src/counternarcotics/{error}"


def _unpaired(sheet: str) -> Iterator[str]:
    r"""Yield the first brace of a sheet that has no partner.

    >>> list(_unpaired("a {\n  b: c;\n"))
    ['line 1: found a brace { that is never closed; end its rules with }.']
    """
    opened: list[int] = []
    for number, line in enumerate(sheet.splitlines(), 1):
        for brace in re.findall(r"[{}]", re.sub(r"\"[^\"]*\"|'[^']*'", "", line)):
            if brace == "{":
                opened.append(number)
            elif opened:
                opened.pop()
            else:
                yield f"line {number}: found a brace }} that closes nothing; take it out."
                return
    if opened:
        yield f"line {opened[-1]}: found a brace {{ that is never closed; end its rules with }}."

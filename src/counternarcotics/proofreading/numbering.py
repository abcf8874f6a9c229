"""Numbering: a chapter's number is that of its part and its place in it, and a lab has the number of the chapter before it.

``_toc.yml`` orders parts, chapters and labs; the folder of a page and the first heading of each say the same in numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PART = re.compile(r"Part (\d+)\. ")
_FOLDER = re.compile(r"book/part-(\d+)/")
_CHAPTER = re.compile(r"# (Reading \d+|\d+(?:\.\d+)?)[: ]")
_LAB = re.compile(r"# Lab (Reading \d+|\d+(?:\.\d+)?)([a-z]?): ")
_ENOUGH = 4_000  # characters of a lab that hold its title


def problems(root: Path, contents: Any) -> Iterator[str]:
    """Yield a sentence for every part, chapter and lab below `root` whose number is not the one of its place in `contents`."""
    numbered = 0
    for part in contents["parts"]:
        said = _PART.match(part["caption"])
        number = int(said[1]) if said else 0
        numbered += bool(said)
        if said and number != numbered:
            yield f"_toc.yml: found {part['caption']!r} as the {_ordinal(numbered)} numbered part; number the parts in their order."
            return
        yield from _of_part(root, part, number)


def _of_part(root: Path, part: Any, number: int) -> Iterator[str]:
    place, chapter, labs = 0, "", 0
    for file in [one["file"] for one in part["chapters"] if isinstance(one, dict) and "file" in one]:
        if (folder := _FOLDER.match(file)) and int(folder[1]) != number:
            yield f"_toc.yml: found {file} under {part['caption']!r}; list it under part {folder[1]}, or move its file to the folder of the part."
            continue
        where, title = _title(root, file)
        if folder and (found := _CHAPTER.match(title)):
            place, labs = place + 1, 0
            chapter = f"Reading {place}" if found[1].startswith("Reading") else f"{number}.{place}"
            if found[1] not in {chapter, str(number)}:
                yield f"{where}: found the number {found[1]}, but _toc.yml lists it as {chapter}; correct the number, or the order in _toc.yml."
            chapter = found[1]
        elif found := _LAB.match(title):
            labs += 1
            letter = "abcdefgh"[labs - 1]
            if found[1] != chapter or found[2] not in {letter, "" if labs == 1 else letter}:
                yield f"{where}: found the number {found[1]}{found[2]}, but _toc.yml lists it as lab {letter} of {chapter or 'no chapter'}; correct the number, or the order in _toc.yml."


def _title(root: Path, file: str) -> tuple[str, str]:
    """Return where the first heading of a page or lab stands, and its words."""
    page, lab = root / f"{file}.md", root / f"{file}.ipynb"
    if page.exists():
        lines = page.read_text(encoding="utf-8").splitlines()
        at = next((n for n, line in enumerate(lines) if line.startswith("# ")), 0)
        return f"{file}.md, line {at + 1}", lines[at] if lines else ""
    with lab.open(encoding="utf-8") as handle:
        found = re.search(r'"(# [^"\\]*)', handle.read(_ENOUGH))
    return f"{file}.ipynb, cell 1", found[1] if found else ""


def _ordinal(number: int) -> str:
    return ("first", "second", "third", *(f"{n}th" for n in range(4, 30)))[number - 1]

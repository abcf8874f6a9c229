"""Drafts: what `make chapter` and `make explorer` laid as an example, and nobody has replaced yet.

Every example carries one mark.  A page, lab or module that holds it is a draft: it builds and passes the tests in a
working copy, where the rules on length and number wait for it, but it is not published.
``python -m counternarcotics.drafts`` says what is left; with PUBLISH set it refuses.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(r"replace[-_]this", re.IGNORECASE)
_BEGINS = b"replace"
LOOKED_AT = (
    "_toc.yml",
    "book/**/*.md",
    "book/*.bib",
    "notebooks/*.ipynb",
    "data/*.csv",
    "instructor/**/*.md",
    "tests/test_models_*.py",
)
MODULES = "src/counternarcotics/**/*.py"
ABOUT_DRAFTS = {"starters", "drafts.py", "scaffold.py"}  # these speak of the mark and are no drafts


def is_draft(path: Path) -> bool:
    """Tell whether a file holds the mark."""
    return path.exists() and MARK.search(path.read_text(encoding="utf-8")) is not None


def files(root: Path = ROOT) -> Iterator[Path]:
    """Yield every file of the book in which a mark would reach a reader."""
    for pattern in LOOKED_AT:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())
    for path in sorted(root.glob(MODULES)):
        if ABOUT_DRAFTS.isdisjoint(path.relative_to(root).parts):
            yield path


def marks(root: Path = ROOT) -> Iterator[str]:
    """Yield a sentence for every file that holds the mark, naming its lines."""
    for path in files(root):
        held = path.read_bytes()
        if _BEGINS not in held.lower():  # as of most files, and told at once
            continue
        found = [n for n, line in enumerate(held.decode().splitlines(), start=1) if MARK.search(line)]
        if found:
            lines = ", ".join(map(str, found[:8])) + (" ..." if len(found) > 8 else "")
            place = path.relative_to(root).as_posix()
            yield f"{place}, line{'s' if len(found) > 1 else ''} {lines}: found an example that is marked REPLACE-THIS; put your own in its place, without the mark."


def note(found: list[str]) -> str:
    """Return the one line that a working copy is told of its drafts."""
    return f"{len(found)} files hold REPLACE-THIS and will not be published; `make check PUBLISH=1` lists the places."


def main() -> None:
    """Say what is left in the folder that this runs in; stop with 1 when the book is to be published with a mark."""
    found = list(marks(Path.cwd()))
    if found and os.environ.get("PUBLISH"):
        print("\n".join([*found, f"Not published: {len(found)} files hold REPLACE-THIS."]), file=sys.stderr)
        raise SystemExit(1)
    if found:
        print(note(found))


if __name__ == "__main__":
    main()

"""Editions: the book in other forms, each made by one command from the pages, rows and labs that the site is made of.

One module an edition: ``python -m counternarcotics.editions.NAME`` is what ``make NAME`` calls, and its product stands in
``_build/editions/``, from where the next ``make book`` offers it.  This module holds what all of them share: the folder,
from which commit an edition was made, and the one line that is said when something is missing.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "_build" / "editions"
SITE = ROOT / "_build" / "html"


class EditionError(Exception):
    """What keeps an edition from being made: one sentence that says what was found and what to do."""


def tool(name: str) -> ModuleType:
    """Return a module that only editions need; raise EditionError where it is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] != name.partition(".")[0]:
            raise
        msg = f"The Python package {name.partition('.')[0]!r} is not installed: run `make editions-ready`."
        raise EditionError(msg) from error


def made_from(root: Path = ROOT) -> str:
    """Return from which commit the files in `root` are, as words for a reader; empty where git cannot tell.

    A copy that lies inside another repository is not of that repository's commit.
    """
    if Path(_git(root, "rev-parse", "--show-toplevel") or "/nowhere").resolve() != root.resolve():
        return ""
    commit = _git(root, "show", "--no-patch", "--format=%h of %cs", "HEAD")
    if not commit:
        return ""
    changed = _git(root, "status", "--porcelain")
    return f"commit {commit}{', with uncommitted changes' if changed else ''}"


def _git(root: Path, *asked: str) -> str:
    try:
        done = subprocess.run(["git", "-C", root, *asked], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def size(path: Path) -> str:
    """Return how large a file is, or all files of a folder, in words."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    count = sum(file.stat().st_size for file in files)
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def run(make: Callable[[], Path]) -> None:
    """Make an edition and say where it is and how large; or say in one line why not, and stop with 1."""
    try:
        made = make()
    except EditionError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from error
    print(f"{made} ({size(made)}; {made_from() or 'no commit is known'})")

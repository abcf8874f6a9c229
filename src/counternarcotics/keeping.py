"""Keeping: the results of pure functions on disk, found again by all that they were made from.

A picture is drawn from its specification alone, so it is drawn once, in whatever build, page or lab it stands.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

MOST_KEPT = 2_000  # files of a kind; the oldest go, and would be made again if they were asked for
# Beside the site that was built in this checkout, if one was: a lab and a test take what the build has made.
BUILT = Path(__file__).resolve().parents[2] / "_build" / ".kept"
_folders: list[Path] = []


def keep_in(folder: Path) -> None:
    """Keep results in `folder` from now on, and not beside the site of this checkout."""
    _folders[:] = [folder]


def folder() -> Path:
    """Return where results are kept; raise LookupError before :func:`keep_in` was called."""
    if not _folders:
        msg = "Nothing is kept yet: call keep_in(folder) first."
        raise LookupError(msg)
    return _folders[0]


def digest(*parts: str | bytes) -> str:
    """Return what tells these texts apart from any others.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        whole.update(f"{len(content)}:".encode() + content)
    return whole.hexdigest()


def kept(kind: str, made_from: str, make: Callable[[], str]) -> str:
    """Return what `make` gives, from disk when the same was made of `made_from` before.

    `made_from` must say everything that the result depends on, versions of libraries included.
    """
    where = _folders[0] if _folders else BUILT
    if not _folders and not BUILT.is_dir():
        return make()
    path = where / kind / f"{digest(made_from)}.txt"
    with contextlib.suppress(OSError):
        return path.read_text(encoding="utf-8")
    made = make()
    with contextlib.suppress(OSError):  # a checkout that cannot be written keeps nothing more
        write(path, made)
    return made


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as half:
        half.write(text)
    Path(half.name).replace(path)


def forget_the_oldest() -> None:
    """Delete what was made longest ago where more is kept than a book needs."""
    for kind in _folders[0].iterdir() if _folders and _folders[0].exists() else ():
        files = sorted(kind.iterdir(), key=lambda path: path.stat().st_mtime) if kind.is_dir() else []
        for path in files[:-MOST_KEPT]:
            path.unlink(missing_ok=True)

"""Freshness: pages are built again when tables or package change, and never from a malformed table.

Sphinx follows the pages' own files only; a figure also depends on its table and on the code that draws it.
As long as neither changes, a drawn figure is kept, so that a page is rebuilt as fast as its text is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from counternarcotics import tables, validation

PACKAGE = Path(__file__).resolve().parents[1]


def _fingerprint() -> str:
    digest = hashlib.sha256()
    files = [*PACKAGE.rglob("*.py"), *tables.data_folder().glob("*.csv"), *tables.data_folder().glob("*.json")]
    for path in sorted(files):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    fingerprint = _fingerprint()
    if getattr(env, "counternarcotics_fingerprint", None) == fingerprint:
        tables.accept(tables.data_folder())
        return []
    problems = [] if tables.accepted(tables.data_folder()) else list(validation.problems(tables.data_folder()))
    if problems:
        msg = "Nothing was built: the tables need correction.\n" + "\n".join(problems)
        raise ExtensionError(msg)
    tables.accept(tables.data_folder())
    env.counternarcotics_fingerprint = fingerprint
    return sorted(env.found_docs)


def kept(env: BuildEnvironment, name: str, draw: Callable[[], str]) -> str:
    """Return the HTML that `draw` gives, from the last build when tables and package are as they were."""
    folder = Path(env.doctreedir).parent / ".figures"
    path = folder / f"{name}-{env.counternarcotics_fingerprint[:16]}.html"
    if not path.exists():
        drawn = draw()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{name}-{'[0-9a-f]' * 16}.html"):
            old.unlink()
        path.write_text(drawn, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Ask, before pages are read, whether what they rest on has changed."""
    app.connect("env-get-outdated", _outdated)

"""Freshness: pages are built again when tables or package change, and never from a malformed table.

Sphinx follows the pages' own files only; a figure also depends on its table and on the code that draws it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from counternarcotics import tables

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
    problems = list(tables.problems(tables.data_folder()))
    if problems:
        msg = "Nothing was built: the tables need correction.\n" + "\n".join(problems)
        raise ExtensionError(msg)
    tables.accept(tables.data_folder())
    env.counternarcotics_fingerprint = fingerprint
    return sorted(env.found_docs)


def setup(app: Sphinx) -> None:
    """Ask, before pages are read, whether what they rest on has changed."""
    app.connect("env-get-outdated", _outdated)

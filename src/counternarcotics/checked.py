"""Checked: what validation says of the tables, told again from disk while they and the code that checks them stand.

Whoever asks needs neither pandas nor the validator as long as nothing has changed: a build, a lab, a test, and what
each of them starts.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
from pathlib import Path

from counternarcotics import keeping

_PACKAGE = Path(__file__).resolve().parent
_LIBRARIES = ("frictionless", "numpy", "pandas")


def problems(folder: Path) -> list[str]:
    """Return the sentences of :func:`counternarcotics.validation.problems` on the tables in `folder`."""
    return json.loads(keeping.kept("checked", _made_from(folder), lambda: json.dumps(_anew(folder))))


def _anew(folder: Path) -> list[str]:
    from counternarcotics import validation

    return list(validation.problems(folder))


def _made_from(folder: Path) -> str:
    """Return what the check depends on: the files of the folder, and the code that reads and evaluates them."""
    files = [path for path in folder.iterdir() if path.suffix in {".csv", ".json"}]
    files += [*_PACKAGE.glob("*.py"), *_PACKAGE.glob("models/*.py")]
    versions = [sys.version, *(importlib.metadata.version(name) for name in _LIBRARIES)]
    # A table's other files are known by their names: one that is described must be there.
    names = sorted(path.name for path in folder.iterdir())
    texts = [(path.name, keeping.digest(path.read_bytes())) for path in sorted(files)]
    return json.dumps([folder.name, names, texts, versions])

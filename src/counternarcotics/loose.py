"""Loose: modules that nothing uses, since code that no page, lab or command reaches is kept right for nobody.

Charts, explorers, tasks and computed numbers are found by their names (:mod:`counternarcotics.discovery`) and told when
nothing shows them (:mod:`counternarcotics.proofreading`); every other module is imported, run by a command or named
in the project's description.  Its own test does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from counternarcotics import drafts

PACKAGE = "src/counternarcotics"
_BY_NAME = {"charts", "explorers", "checks", "computed", "starters"}
_USERS = (
    "src/**/*.py",
    "notebooks/*.ipynb",
    "book/**/*.md",
    "Makefile",
    "pyproject.toml",
    "_config.yml",
    ".ci/*",
    ".github/workflows/*",
)
# Each begins with plain letters, and looks back from there: so a search leaps through the pictures that a lab stores.
_FROM = re.compile(r"from (?<=\bfrom )(counternarcotics[\w.]*) import (\([^)]*\)|[^\n\\\"]+)")
_NAMED = re.compile(r"counternarcotics(?<=\bcounternarcotics)(?:\.\w+)+")
_IMPORTED = re.compile(r"^ *import (counternarcotics(?:\.\w+)+)", re.MULTILINE)
_DOT = re.compile(r"\.")


def problems(root: Path) -> Iterator[str]:
    """Yield a sentence for every module of the package below `root` that nothing uses."""
    users = {path: _used(path) for pattern in _USERS for path in sorted(root.glob(pattern)) if path.is_file()}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root / PACKAGE).with_suffix("").parts
        if parts[0] in _BY_NAME or path.stem.startswith("_") or drafts.is_draft(path):
            continue
        name = ".".join(("counternarcotics", *parts))
        if not any(name in used for user, used in users.items() if user != path):
            place = path.relative_to(root).as_posix()
            yield f"{place}: found a module that nothing imports or runs; use it in an explorer, a chart, a number or a lab, or take it out with its test."


def _used(path: Path) -> set[str]:
    """Return the modules that a file imports, and whatever it takes out of them; of a command, those that it names."""
    text = path.read_text(encoding="utf-8", errors="replace")  # a page that is no UTF-8 is told elsewhere
    if "counternarcotics" not in text:
        return set()
    found = set((_IMPORTED if path.suffix == ".py" else _NAMED).findall(text))
    for module, names in _FROM.findall(text):
        found.add(module)
        found.update(f"{module}.{name}" for name in re.findall(r"\w+", re.sub(r"\bas \w+|#[^\n]*", "", names)))
    return found | {whole[: at.start()] for whole in found for at in _DOT.finditer(whole)}

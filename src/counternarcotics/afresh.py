"""Afresh: the book's content made again in this process, as if no module of it had been imported yet.

Charts, explorers and functions read tables when their modules are imported and keep what they worked out.  Inside
:func:`modules` they are imported and worked out anew; afterwards everything is as it was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from counternarcotics import charts, computed, explorers

_INSIDE = f"{__package__}."
# The book's machinery: it keeps nothing that it read, or says so itself.
_STAY = {"afresh", "assumptions", "charts", "checked", "checks", "computed", "dates", "describe", "discovery", "drafts", "evaluate", "explorer", "explorers", "figure", "graph", "keeping", "labs", "markup", "models", "moves", "numberlike", "plausibility", "proofreading", "quick_check", "reading", "reads", "scaffold", "sentences", "source_checks", "sphinx_extension", "standing", "steps", "tables", "validation", "verdicts", "web", "whatif", "widget"}  # fmt: skip
_STAY_WHOLE = ("models.", "proofreading.", "sphinx_extension.")


def goes(module: str) -> bool:
    """Tell whether a module, by its full name, is imported anew: all do that may keep what they read of the tables."""
    if not module.startswith(_INSIDE):
        return False
    inside = module.removeprefix(_INSIDE)
    return inside not in _STAY and not inside.startswith(_STAY_WHOLE)


@contextmanager
def modules() -> Iterator[None]:
    """Import the modules of charts, explorers, functions and what they share anew as long as the context lasts."""
    held = {name: module for name, module in sys.modules.items() if goes(name)}
    _forget(held)
    with computed.functions_afresh():
        _clear()
        try:
            yield
        finally:
            _forget([name for name in sys.modules if goes(name)])
            _clear()
            for name, module in held.items():
                sys.modules[name] = module
                parent, _, child = name.rpartition(".")
                setattr(sys.modules[parent], child, module)


def _clear() -> None:
    for keeper in (charts.load, explorers.load):
        keeper.cache_clear()


def _forget(names: list[str] | dict) -> None:
    for name in list(names):
        del sys.modules[name]
        parent, _, child = name.rpartition(".")
        if hasattr(sys.modules.get(parent), child):
            delattr(sys.modules[parent], child)

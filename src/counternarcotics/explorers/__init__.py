"""The explorers of the book, one module each, named as the explorer; its ``build()`` returns the :class:`Explorer`."""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING

from counternarcotics import discovery

if TYPE_CHECKING:
    from counternarcotics.explorer import Explorer


@functools.lru_cache
def names() -> list[str]:
    """Return the names of all explorers."""
    return [discovery.key(module) for module in discovery.modules(__path__)]


@functools.lru_cache
def load(name: str) -> Explorer:
    """Return an explorer by name; raise KeyError naming the explorers there are."""
    if name not in names():
        msg = f"No explorer is called {name!r}; there are {', '.join(names())}."
        raise KeyError(msg)
    built = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").build()
    if built.name != name:
        msg = f"found the name {built.name!r} in explorers/{name.replace('-', '_')}.py; write {name!r}, for pages find an explorer by its file"
        raise ValueError(msg)
    return built

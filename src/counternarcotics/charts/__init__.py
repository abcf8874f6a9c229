"""Charts: the named figures of the chapters, each with its title, its source and the table behind it.

A module is named as the page that its charts belong to; a chart is a public function that returns a
:class:`NamedChart`, and its name on a page is the function's in kebab-case.
"""

from __future__ import annotations

import ast
import functools
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counternarcotics import discovery

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


@dataclass(frozen=True)
class NamedChart:
    """A figure of the book: ``chart`` carries a description, ``table`` is what a reader sees one click away."""

    title: str
    chart: alt.TopLevelMixin
    table: pd.DataFrame
    source: str
    still: bool = False  # a picture with nothing to move or to point at, such as a map: it never becomes live


@functools.lru_cache
def modules() -> dict[str, str]:
    """Return, by chart, the module that draws it."""
    found = discovery.functions(__path__, returning="NamedChart")
    return {discovery.key(function): module for function, module in found.items()}


def names() -> list[str]:
    """Return the names of all charts."""
    return list(modules())


@functools.lru_cache
def built_up() -> frozenset[str]:
    """Return the charts that are built up in steps, as their functions say."""
    found = set()
    for module in set(modules().values()):
        tree = ast.parse((Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        found |= {
            discovery.key(f.name)
            for f in functions
            if "in_steps" in {n.id for n in ast.walk(f) if isinstance(n, ast.Name)}
        }
    return frozenset(found)


@functools.lru_cache
def load(name: str) -> NamedChart:
    """Return a chart by name; raise KeyError naming the charts there are."""
    if name not in modules():
        msg = f"No chart is called {name!r}; there are {', '.join(names())}."
        raise KeyError(msg)
    module = importlib.import_module(f"{__name__}.{modules()[name]}")
    return getattr(module, name.replace("-", "_"))()

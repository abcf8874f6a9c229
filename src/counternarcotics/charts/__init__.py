"""Charts: the named figures of the chapters, each with its title, its source and the table behind it.

A module is named as the page that its charts belong to; a chart is a public function that returns a
:class:`NamedChart`, and its name on a page is the function's in kebab-case.
"""

from __future__ import annotations

import ast
import functools
import importlib
from collections.abc import Callable
from dataclasses import dataclass
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
    return {discovery.key(function): module for function, (module, _) in _functions().items()}


@functools.lru_cache
def _functions() -> dict[str, tuple[str, ast.FunctionDef]]:
    return discovery.functions(__path__, returning="NamedChart")


def names() -> list[str]:
    """Return the names of all charts."""
    return list(modules())


@functools.lru_cache
def built_up() -> frozenset[str]:
    """Return the charts that are built up in steps, as their functions say."""
    return _that_hold(lambda node: isinstance(node, ast.Name) and node.id == "in_steps")


def pictures() -> frozenset[str]:
    """Return the charts that are pictures with nothing to move, such as maps, as their functions say."""
    return _that_hold(lambda node: isinstance(node, ast.keyword) and node.arg == "still")


def _that_hold(wanted: Callable[[ast.AST], bool]) -> frozenset[str]:
    return frozenset(
        discovery.key(name) for name, (_, written) in _functions().items() if any(map(wanted, ast.walk(written)))
    )


@functools.lru_cache
def load(name: str) -> NamedChart:
    """Return a chart by name; raise KeyError naming the charts there are."""
    if name not in modules():
        msg = f"No chart is called {name!r}; there are {', '.join(names())}."
        raise KeyError(msg)
    module = importlib.import_module(f"{__name__}.{modules()[name]}")
    return getattr(module, name.replace("-", "_"))()

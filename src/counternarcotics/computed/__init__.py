"""Computed numbers: what the book works out from the figures, each with its formula and the figures it uses.

Prose prints them with the ``{computed}`` role, so no number in the text can drift from the tables.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from counternarcotics import discovery, tables
from counternarcotics.numberlike import formatted

_NUMBERS: dict[str, Computed] = {}
PERCENT = 100


@dataclass(frozen=True)
class Computed:
    """A number worked out from figures: ``how`` in words, ``uses`` the ids it rests on, ``unit`` a row of units."""

    function: Callable[[], float | tuple[float, float]]
    unit: str
    format: str
    how: str
    uses: tuple[str, ...]

    def ends(self) -> tuple[float, float]:
        """Return the lower and upper value (equal for a point)."""
        value = self.function()
        return value if isinstance(value, tuple) else (value, value)

    def shown(self) -> str:
        """Return the number as prose prints it, with its unit."""
        low, high = (formatted(end, self.format) for end in self.ends())
        plain = low if low == high else f"{low}\N{EN DASH}{high}"
        if not self.unit:
            return plain
        return tables.lookup("units", "template")[self.unit].format(plain)


def computed(*, how: str, uses: tuple[str, ...], unit: str = "", format: str = ",.0f", name: str = ""):  # noqa: A002
    """Register the decorated function as a computed number.

    Its `name` is the function's in kebab-case, unless one is given: for numbers that every country has, say.
    """

    def register(function: Callable[[], float | tuple[float, float]]):
        called = name or function.__name__.replace("_", "-")
        if called in _NUMBERS:
            msg = f"{function.__module__}: a computed number is called {called!r} already; give this one a name of its own."
            raise ValueError(msg)
        _NUMBERS[called] = Computed(function, unit, format, how, uses)
        return function

    return register


def names() -> list[str]:
    """Return the names of all computed numbers, module by module."""
    for module in discovery.modules(__path__):
        importlib.import_module(f"{__name__}.{module}")
    return list(_NUMBERS)


def get(name: str) -> Computed:
    """Return a computed number by name; raise KeyError naming what there is."""
    if name not in names():
        msg = f"No computed number is called {name!r}; there are {', '.join(_NUMBERS)}."
        raise KeyError(msg)
    return _NUMBERS[name]

"""Computed numbers: what the book works out from the figures, each with its formula and what it rests on.

Most are rows of ``computed_numbers``: an expression over rows, in the language of :mod:`counternarcotics.evaluate`.
What no expression can say (a calibration, a survival curve) is a function in a module named after its page.
Prose prints both with the ``{computed}`` role, so no number in the text can drift from the tables.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from counternarcotics import discovery, evaluate, tables
from counternarcotics.numberlike import formatted
from counternarcotics.verdicts import Range

PERCENT = 100
WORKED_OUT: list[Computed] = []  # the numbers that are being worked out at this moment


@dataclass(frozen=True)
class Computed:
    """A number worked out: ``how`` in words, ``unit`` a row of units (or empty), ``format`` as in format strings.

    ``uses`` are the ids of all rows that it rests on, ``tables`` the tables whose rows it counts, ``numbers`` the
    computed numbers that it names itself.  ``expression`` is None for a number that a function works out.
    """

    unit: str
    format: str
    how: str
    uses: tuple[str, ...]
    expression: str | None = None
    note: str = ""
    function: Callable[[], float | Range] | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of the rows that the expression names itself, each once; for a function all that it uses."""
        return evaluate.parse(self.expression).rows if self.expression else self.uses

    @property
    def numbers(self) -> tuple[str, ...]:
        """The computed numbers that the expression names, each once."""
        return evaluate.parse(self.expression).numbers if self.expression else ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose rows the expression counts, each once."""
        return evaluate.counts(self.expression, tables.scope()) if self.expression else ()

    def ends(self) -> Range:
        """Return the lower and upper value that the page prints (equal for a point)."""
        WORKED_OUT.append(self)
        try:
            if self.expression:
                return evaluate.work_out(self.expression, tables.scope())
            value = self.function()
            return value if isinstance(value, tuple) else (value, value)
        finally:
            WORKED_OUT.pop()

    def inputs(self) -> tuple[str, ...]:
        """Return the ids of the rows whose ranges the number takes in the middle."""
        return evaluate.inputs(self.expression, tables.scope()) if self.expression else ()

    def range(self) -> Range:
        """Return the lowest and highest value over the ranges of the inputs (equal to the point where there are none)."""
        return evaluate.spread(self.expression, tables.scope()) if self.expression else self.ends()

    def central(self) -> Range:
        """Return the central 90 % where each input lies anywhere in its range with equal chance, independently."""
        return evaluate.central(self.expression, tables.scope()) if self.expression else self.ends()

    def spread(self) -> tuple[str, str] | None:
        """Return range and central 90 % as a page prints them, or None where no input is a range.

        The central range is rounded to a hundredth of the range: more digits would be those of the sample.
        """
        if not self.inputs():
            return None
        low, high = self.range()
        step = 10.0 ** math.floor(math.log10((high - low) / 100)) if high > low else 1.0
        inner = [round(end / step) * step for end in self.central()]
        return self.show((low, high)), self.show((inner[0], inner[1]))

    def show(self, ends: Range) -> str:
        """Return a value or a range in the number's format, with its unit."""
        low, high = (formatted(end, self.format) for end in ends)
        plain = low if low == high else f"{low}\N{EN DASH}{high}"
        if not self.unit:
            return plain
        return tables.lookup("units", "template")[self.unit].format(plain)

    def shown(self) -> str:
        """Return the number as prose prints it, with its unit."""
        return self.show(self.ends())


_FUNCTIONS: dict[str, Computed] = {}


def computed(*, how: str, uses: tuple[str, ...], unit: str = "", format: str = ",.0f", name: str = ""):  # noqa: A002
    """Register the decorated function as a computed number: for what no expression can say, with the reason.

    Its `name` is the function's in kebab-case, unless one is given: for numbers that every country has, say.
    """

    def register(function: Callable[[], float | Range]):
        called = name or discovery.key(function.__name__)
        if called in _FUNCTIONS:
            msg = f"{function.__module__}: a computed number is called {called!r} already; give this one a name of its own."
            raise ValueError(msg)
        _FUNCTIONS[called] = Computed(unit, format, how, uses, function=function)
        return function

    return register


@functools.lru_cache
def _written() -> dict[str, Computed]:
    scope = tables.scope()
    return {
        row["id"]: Computed(
            row["unit"],
            row["format"],
            row["how"],
            evaluate.rests_on(row["expression"], scope),
            expression=row["expression"],
            note=row["note"],
        )
        for row in tables.load("computed_numbers").to_dict("records")
    }


@functools.lru_cache
def _all() -> dict[str, Computed]:
    for module in discovery.modules(__path__):
        importlib.import_module(f"{__name__}.{module}")
    twice = _written().keys() & _FUNCTIONS.keys()
    if twice:
        msg = f"{', '.join(sorted(twice))}: stands in computed_numbers.csv and as a function in computed/; keep one."
        raise ValueError(msg)
    return _written() | _FUNCTIONS


def registered(name: str) -> Computed:
    """Return a number that a function works out, from a module that is imported already; raise KeyError."""
    return _FUNCTIONS[name]


@contextmanager
def functions_afresh() -> Iterator[None]:
    """Register the functions anew, from modules that are imported anew, as long as the context lasts."""
    held = dict(_FUNCTIONS)
    _FUNCTIONS.clear()
    _all.cache_clear()
    try:
        yield
    finally:
        _FUNCTIONS.clear()
        _FUNCTIONS.update(held)
        _all.cache_clear()


def names() -> list[str]:
    """Return the names of all computed numbers: the rows page by page, then the functions."""
    tables.tell("computed_numbers")
    return list(_all())


def get(name: str) -> Computed:
    """Return a computed number by name; raise KeyError with the nearest names."""
    tables.tell("computed_numbers", name)
    if name in _written():
        return _written()[name]
    if name not in _all():
        near = ", ".join(difflib.get_close_matches(name, _all(), n=3, cutoff=0.4)) or "none"
        msg = f"No computed number is called {name!r}; the nearest are {near}."
        raise KeyError(msg)
    return _all()[name]


def value(name: str) -> float:
    """Return the value of a computed number in its unit, the middle of a range; raise KeyError as :func:`get` does.

    >>> value("hemp-found-by-survey") > 0
    True
    """
    low, high = get(name).ends()
    return (low + high) / 2

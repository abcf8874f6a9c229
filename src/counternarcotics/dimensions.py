"""Dimensions: what an expression measures, so that kilograms are not added to tons, nor a share to a count.

An expression is read as a physicist would: what is added, compared or set side by side must be of one kind and in one
unit; what is multiplied or divided makes another kind.  A plain number that multiplies may bring one unit to another,
so what stands behind it is known by its kind alone.  A duration counts as a plain number beside other kinds, and so do
pieces below the line (kilograms an offence are kilograms).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from counternarcotics import evaluate

# Sizes of units within their kind; a kind that is not listed has one unit.  What is seized in a year is a mass, and a
# mass a year, so a year has the size 1.
_SIZES = {
    "g": 0.001, "kg": 1.0, "t": 1000.0, "usd": 1.0, "usd-million": 1e6, "usd-billion": 1e9, "day": 1 / 365, "days": 1 / 365,
}  # fmt: skip
KINDS = {"g": "mass", "kg": "mass", "t": "mass", "usd": "currency", "usd-million": "currency", "usd-billion": "currency", "ha": "area", "day": "duration", "days": "duration"}  # fmt: skip
_SHARES = {
    "percent": 0.01, "farmers-percent": 0.01, "percent-per-year": 0.01, "times": 1.0,
    "per-100000": 1e-5, "per-100000-per-year": 1e-5,
}  # fmt: skip
_ALIKE = frozenset({"min", "max", "median", "mean"})
_AS_GIVEN = frozenset({"abs", "round", "floor", "compound"})
_OF_TWO = {"share": 0.01, "change": 0.01, "annual_rate": 1.0, "per_100000": 1e-5}


class MixedError(ValueError):
    """An expression that adds or compares what is not alike; the message names both."""


@dataclass(frozen=True)
class Measure:
    """Of what kind a value is (powers of kinds), its size within it (None: not known), and the words for it."""

    kinds: tuple[tuple[str, int], ...] = ()
    size: float | None = None
    words: str = "a plain number"

    def beside(self, other: Measure, power: int) -> Measure:
        """Return what a product (`power` 1) or a quotient (-1) of the two measures."""
        powers = dict(self.kinds)
        for kind, times in other.kinds:
            powers[kind] = powers.get(kind, 0) + power * times
        known = self.size is not None and other.size is not None
        kinds = tuple(sorted((kind, times) for kind, times in powers.items() if times))
        return Measure(
            kinds,
            self.size * other.size**power if known else None,
            f"{self.words} {'times' if power > 0 else 'over'} {other.words}",
        )

    @property
    def compared(self) -> tuple[tuple[str, int], ...]:
        """Return the kinds by which a value is compared: without durations and pieces that others stand beside."""
        alone = len(self.kinds) == 1
        return tuple((k, n) for k, n in self.kinds if alone or k not in {"duration", "count"})

    def may_stand_in(self, declared: Measure) -> bool:
        """Tell whether a value may stand in the unit that is `declared`: what is left above the line is of its kind."""
        above, wanted = ({k for k, times in one.kinds if times > 0 and k != "duration"} for one in (self, declared))
        if {kind for kind, _ in declared.kinds} & {"duration", "rank"}:
            return True
        if wanted == {"count"}:
            return not above or "count" in above
        sized = self.kinds == declared.kinds and self.size is not None and declared.size is not None
        return above == wanted and not (sized and abs(self.size / declared.size - 1) > 1e-9)


def of_unit(unit: str, kinds: Mapping[str, str]) -> Measure | None:
    """Return what a figure in `unit` measures, given the kinds of ``units.csv``; None where the name does not tell.

    >>> kinds = {"t": "mass", "usd": "currency", "kg": "mass", "percent": "share"}
    >>> of_unit("t", kinds).size, of_unit("percent", kinds).kinds, of_unit("usd-per-kg", kinds).kinds
    (1000.0, (), (('currency', 1), ('mass', -1)))
    """
    if unit in _SHARES:
        return Measure((), _SHARES[unit], f"'{unit}'")
    above, *below = unit.split("-per-")
    measure = _simple(above, kinds)
    for part in below:
        divided = _simple(part, kinds)
        measure = measure.beside(divided, -1) if measure and divided else None
    return measure and replace(measure, words=f"'{unit}'")


def _simple(unit: str, kinds: Mapping[str, str]) -> Measure | None:
    kind = "euro" if unit.startswith("eur") else "duration" if unit in {"day", "year"} else kinds.get(unit, "")
    if kind in {"mass", "area", "length", "currency", "euro", "count", "duration", "rank"}:
        return Measure(((kind, 1),), _SIZES.get(unit, 1.0))
    return None


class Units:
    """What units and computed numbers are called, and so what an expression over them measures."""

    def __init__(self, scope: evaluate.Scope, units: Mapping[str, str], numbers: Mapping[str, str]) -> None:
        """Take the kinds of units by name, and the units of the computed numbers by id."""
        self.scope, self.kinds, self.numbers = scope, units, numbers

    def problems(self, text: str, unit: str) -> Iterator[str]:
        """Yield what is wrong with an expression whose value stands in `unit` (empty: a plain number).

        >>> figures = {"a": {"unit": "kg", "value_low": 1}, "b": {"unit": "t", "value_low": 1}}
        >>> units = Units(evaluate.Scope(figures), {"kg": "mass", "t": "mass"}, {})
        >>> list(units.problems("held('a') + 1000 * held('b')", "kg")), list(units.problems("held('a')", "t"))
        ([], ["found the unit 't', but the expression gives 'kg'; correct the unit, or bring the expression to it"])
        """
        try:
            found, declared = self.of(evaluate.parse(text).tree), self.unit(unit)
        except MixedError as error:
            yield str(error)
            return
        if found in {None, Measure()} or declared is None:
            return
        if not found.may_stand_in(declared):
            yield f"found the unit {unit!r}, but the expression gives {found.words}; correct the unit, or bring the expression to it"

    def unit(self, name: str) -> Measure | None:
        """Return what a figure in the unit of this name measures."""
        return of_unit(name, self.kinds)

    def of(self, tree: evaluate.Tree) -> Measure | None:
        """Return what a node measures: None where it is not known, a measure without a size for a plain number."""
        if not isinstance(tree, list):
            return Measure()
        kind, *parts = tree
        if kind in {"year", "ends", "date", "how_many", "count"}:
            return None
        if kind == "number":
            own = self.numbers.get(parts[0], "")
            return self.unit(own) if own else self.of(evaluate.parse(self.scope.numbers[parts[0]]).tree)
        if kind in evaluate.READERS:
            return self.alike([self.unit(str(self.scope.find(one).get("unit", ""))) for one in parts])
        if kind == "call":
            return self._called(parts[0], [self.of(part) for part in parts[1:]])
        inner = [self.of(part) for part in parts]
        if kind in {"+", "-", "pair"}:
            return self.alike(inner)
        if kind in {"*", "/"}:
            left, right = inner
            return None if left is None or right is None else left.beside(right, 1 if kind == "*" else -1)
        return inner[0] if kind in {"negative", "between", "or_more", "or_less"} else None

    def _called(self, name: str, given: list[Measure | None]) -> Measure | None:
        if name in _ALIKE:
            return self.alike(given)
        if name in _OF_TWO:
            of_both = given[:2]
            if name != "per_100000":  # that divides pieces by people
                self.alike(of_both)
            return Measure((), _OF_TWO[name], f"the result of {name}")
        return given[0] if name in _AS_GIVEN else None

    @staticmethod
    def alike(given: list[Measure | None]) -> Measure | None:
        """Return what all of `given` measure; raise :class:`MixedError` where two of them differ."""
        known = [one for one in given if one is not None and one != Measure()]
        if not known:
            return None if None in given else Measure()
        first = known[0]
        for other in known[1:]:
            if first.compared != other.compared or (
                first.size is not None and other.size is not None and abs(first.size / other.size - 1) > 1e-9
            ):
                msg = f"found {first.words} beside {other.words}, added or compared as if they were alike; bring both to one unit, or correct the id"
                raise MixedError(msg)
        return (
            None
            if None in given
            else replace(first, size=next((one.size for one in known if one.size is not None), None))
        )

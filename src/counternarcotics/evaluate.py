"""Evaluate: one small language for what follows from rows, spoken by source checks, claims and computed numbers.

An expression is arithmetic (``+ - * / **`` and brackets) over numbers and calls:

- readers of rows by id: ``held`` (what the book holds right), ``printed`` (both the middle of a range), their ends
  ``held_low``, ``held_high``, ``low``, ``high``; several ids give their sum; ``how_many`` counts the ids in its
  brackets; ``year`` and ``ends`` give the first and the last year of a row, ``date`` its first day as a year with
  decimals;
- ``count('table', column='value')``, the rows of a table; ``number('id')``, another computed number;
- the functions of :data:`FUNCTIONS`, among them the models that the text's formulas name;
- a pair in brackets is a range, ``between(...)`` around the whole is the range over the ranges of its inputs, and
  ``or_more(...)`` and ``or_less(...)`` are open ranges, for what a claim allows.

Every expression ends: there are no loops, no names to assign, and no powers in an exponent.  What an expression rests
on is read off its tree, which is made of lists, texts and numbers, so that another evaluator can take it as JSON.
"""

from __future__ import annotations

import ast
import difflib
import functools
import importlib.metadata
import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from counternarcotics import keeping, numberlike
from counternarcotics.dates import decimal_year
from counternarcotics.models import (
    conditional,
    fan,
    growth,
    hidden_population,
    membership,
    portfolio,
    rounding,
    scoring,
)
from counternarcotics.numberlike import NumberLike, summed
from counternarcotics.verdicts import Range

Tree = list[Any] | float
Row = Mapping[str, Any]

LONGEST_TEXT, LONGEST_LITERAL, MOST_PARTS, LARGEST_EXPONENT = 10_000, 20, 2_000, 400
CORNERS = 8  # inputs: up to here every corner of their ranges is tried
SAMPLE, SEED = 10, 2005  # the sample has 2**SAMPLE points
CENTRAL = (0.05, 0.95)

_STARTS = ("period", "date", "adopted", "founded", "starts")
_ENDS = ("period", "ends", "ended")


class ExpressionError(ValueError):
    """An expression that cannot be worked out; the message says which part of it and why."""


# -- the vocabulary ----------------------------------------------------------------------------------


def _rounded(value: NumberLike, digits: NumberLike = 0) -> NumberLike:
    """Return `value` to so many digits after the mark (below 0: before it); halves go away from zero, as in print."""
    unit = 10.0 ** abs(digits)
    scaled = np.abs(value) * unit if digits > 0 else np.abs(value) / unit
    whole = np.sign(value) * np.floor(scaled + 0.5)
    return whole / unit if digits > 0 else whole * unit


def _median(*values: NumberLike) -> NumberLike:
    return np.median(np.stack(np.broadcast_arrays(*values)), axis=0)


def _mean(*values: NumberLike) -> NumberLike:
    return summed(values) / len(values)


def _at_least(limit: NumberLike, *values: NumberLike) -> NumberLike:
    return summed(numberlike.where(np.asarray(value) >= limit, 1.0, 0.0) for value in values)


FUNCTIONS: dict[str, Callable[..., NumberLike]] = {
    "min": lambda *values: functools.reduce(numberlike.minimum, values),
    "max": lambda *values: functools.reduce(numberlike.maximum, values),
    "abs": abs,
    "round": _rounded,
    "floor": lambda value: np.floor(value),
    "sqrt": numberlike.sqrt,
    "log": numberlike.log,
    "exp": numberlike.exp,
    "median": _median,
    "mean": _mean,
    "at_least": _at_least,
    **{
        function.__name__: function
        for function in (
            growth.annual_rate, growth.change, growth.compound, growth.doubling_time, growth.share,
            fan.inside, fan.interval_score,
            scoring.beats_a_coin_up_to, scoring.brier, scoring.skill,
            hidden_population.per_100000, membership.pairs, portfolio.move_needed,
            rounding.quotient_bounds, rounding.relative_half_width,
            conditional.group_behind, conditional.overlap, conditional.prevalence_elsewhere,
        )
    },
}  # fmt: skip
# Each is monotone in every argument while the others stand still, so its extremes lie at the ends of the arguments.
_MONOTONE = frozenset(FUNCTIONS) - {
    "abs",
    "inside",
    "interval_score",
    "brier",
    "quotient_bounds",
    "relative_half_width",
}
_PAIRS = frozenset({"quotient_bounds"})
# Which arguments a function divides by (or, for the doubling time, whose sign it turns on), counted from 0.
_DIVISORS = {
    "annual_rate": (0, 2), "change": (0,), "doubling_time": (0,), "group_behind": (2,), "per_100000": (1,),
    "prevalence_elsewhere": (3,), "share": (1,), "skill": (1,),
}  # fmt: skip
_SUMMED = ("held", "held_low", "held_high", "printed", "low", "high")
READERS = (*_SUMMED, "how_many", "year", "ends", "date")
_OPEN = ("or_more", "or_less")
_WHOLE = ("between", *_OPEN)
NAMES = (*READERS, "count", "number", *_WHOLE, *FUNCTIONS)
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


# -- reading an expression ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Expression:
    """An expression that was read: its `text` and its `tree`.

    A node of the tree is a number or a list: ``["+", a, b]`` (also ``- * / **``), ``["negative", a]``,
    ``["held", id, ...]`` and the other readers, ``["number", id]``, ``["count", table, {column: value}]``,
    ``["call", function, a, ...]``, ``["pair", low, high]``, ``["between", a]``, ``["or_more", a]``, ``["or_less", a]``.
    """

    text: str
    tree: Tree

    @functools.cached_property
    def work(self) -> Callable[[Scope], Any]:
        """The expression as a function of a scope."""
        return _compiled(self.tree)

    @functools.cached_property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows that it names, each once."""
        return tuple(dict.fromkeys(i for node in self._named(*READERS) for i in node[1:]))

    @functools.cached_property
    def numbers(self) -> tuple[str, ...]:
        """The ids of the computed numbers that it names, each once."""
        return tuple(dict.fromkeys(node[1] for node in self._named("number")))

    def _named(self, *kinds: str) -> Iterator[list[Any]]:
        return (node for node in _nodes(self.tree) if node[0] in kinds)


def _nodes(tree: Tree) -> Iterator[list[Any]]:
    if isinstance(tree, list):
        yield tree
        for part in tree[1:]:
            yield from _nodes(part)


@functools.cache
def parse(text: str) -> Expression:
    """Read an expression; raise :class:`ExpressionError` for anything outside the language, in one sentence.

    >>> parse("100 * held('a', 'b') / count('events', kind='law')").tree
    ['/', ['*', 100.0, ['held', 'a', 'b']], ['count', 'events', {'kind': 'law'}]]
    """
    if len(text) > LONGEST_TEXT:
        msg = f"{_short(text)} has {len(text):,} characters, more than {LONGEST_TEXT:,}; split it with number('...')"
        raise ExpressionError(msg)
    literal = re.search(rf"[0-9_.]{{{LONGEST_LITERAL + 1},}}", text)
    if literal:
        msg = f"{_short(text)} writes a number of {len(literal[0])} characters, more than {LONGEST_LITERAL}"
        raise ExpressionError(msg)
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        msg = f"{_short(text)} is no expression: {getattr(error, 'msg', error)}"
        raise ExpressionError(msg) from None
    if sum(1 for _ in ast.walk(node)) > MOST_PARTS:
        msg = f"{_short(text)} has more than {MOST_PARTS:,} parts; split it with number('...')"
        raise ExpressionError(msg)
    return Expression(text, _whole(text, node))


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:77]}...")


def _refuse(text: str, what: str) -> ExpressionError:
    return ExpressionError(f"{_short(text)} {what}")


def _whole(text: str, node: ast.expr) -> Tree:
    """Return the tree of an expression: only here may a pair or another range stand."""
    if isinstance(node, ast.Tuple):
        if len(node.elts) != 2:
            raise _refuse(text, f"is a list of {len(node.elts)}; a range is a pair (lower, upper)")
        return ["pair", *(_part(text, end) for end in node.elts)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WHOLE:
        if len(node.args) != 1 or node.keywords:
            raise _refuse(text, f"calls {node.func.id}; expected one expression in its brackets")
        return [node.func.id, _part(text, node.args[0])]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PAIRS:
        return _call(text, node)
    return _part(text, node)


def _part(text: str, node: ast.expr) -> Tree:
    match node:
        case ast.Constant(value=bool() | complex() | str() | bytes() | None):
            raise _refuse(
                text, f"uses {node.value!r} as a number; an id stands in the brackets of {', '.join(READERS)}"
            )
        case ast.Constant(value=int() | float()):
            return float(node.value)
        case ast.UnaryOp(op=ast.USub()):
            return ["negative", _part(text, node.operand)]
        case ast.BinOp() if type(node.op) in _OPERATORS:
            if isinstance(node.op, ast.Pow) and any(
                isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow) for inner in ast.walk(node.right)
            ):
                raise _refuse(text, "has a power in an exponent, a tower that may never end")
            return [_OPERATORS[type(node.op)], _part(text, node.left), _part(text, node.right)]
        case ast.Call(func=ast.Name(id=name)) if name in _PAIRS or name in _WHOLE:
            raise _refuse(text, f"uses {name} inside an expression; it gives a range and stands around the whole")
        case ast.Call(func=ast.Name()):
            return _call(text, node)
        case ast.Name(id=name):
            raise _refuse(text, f"uses the {_unknown_name(name)}")
        case ast.Tuple():
            raise _refuse(text, "has a pair inside an expression; a range is the whole expression")
        case _:
            raise _refuse(text, f"uses {type(node).__name__}, which the language does not have")


def _unknown_name(name: str) -> str:
    if name in NAMES:
        return f"name {name!r} without brackets"
    near = difflib.get_close_matches(name, NAMES, n=3, cutoff=0.4)
    return f"unknown name {name!r}; the nearest are {', '.join(near) or 'none'}"


def _call(text: str, node: ast.Call) -> Tree:
    name = node.func.id  # type: ignore[attr-defined]
    if name not in NAMES:
        raise _refuse(text, f"uses the {_unknown_name(name)}")
    if name in FUNCTIONS:
        if node.keywords or not node.args:
            raise _refuse(text, f"calls {name}; expected numbers in its brackets")
        return ["call", name, *(_part(text, argument) for argument in node.args)]
    texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    where = {
        k.arg: k.value.value for k in node.keywords if isinstance(k.value, ast.Constant) and k.arg and name == "count"
    }
    several = name in _SUMMED or name == "how_many"
    if (
        len(texts) != len(node.args)
        or len(where) != len(node.keywords)
        or not texts
        or (len(texts) > 1 and not several)
    ):
        expected = "a table and conditions, column='value'" if name == "count" else "ids" if several else "one id"
        raise _refuse(text, f"calls {name}; expected {expected} in its brackets")
    return ["count", *texts, where] if name == "count" else [name, *texts]


# -- working it out ----------------------------------------------------------------------------------


def _compiled(tree: Tree) -> Callable[[Scope], Any]:
    if not isinstance(tree, list):
        return lambda scope: tree
    kind, *parts = tree
    if kind in _SUMMED:
        return lambda scope: summed(scope.read(kind, identifier) for identifier in parts)
    if kind == "how_many":
        return lambda scope: float(len([scope.find(identifier) for identifier in parts]))
    if kind in READERS:
        return lambda scope: scope.date(kind, parts[0])
    if kind == "number":
        return lambda scope: scope.number(parts[0])
    if kind == "count":
        return lambda scope: scope.count(*parts)
    if kind == "call":
        function, arguments = FUNCTIONS[parts[0]], [_compiled(part) for part in parts[1:]]
        divisors = _DIVISORS.get(parts[0], ())

        def called(scope: Scope) -> Any:
            values = [argument(scope) for argument in arguments]
            for position in divisors:
                if position < len(values):
                    _of_one_sign(values[position], "divides by")
            return function(*values)

        return called
    inner = [_compiled(part) for part in parts]
    if kind == "pair":
        return lambda scope: (inner[0](scope), inner[1](scope))
    if kind in _OPEN:
        return lambda scope: (inner[0](scope), math.inf) if kind == "or_more" else (-math.inf, inner[0](scope))
    if kind in {"between", "negative"}:
        return inner[0] if kind == "between" else lambda scope: -inner[0](scope)
    left, right = inner
    return {
        "+": lambda scope: left(scope) + right(scope),
        "-": lambda scope: left(scope) - right(scope),
        "*": lambda scope: left(scope) * right(scope),
        "/": lambda scope: left(scope) / _of_one_sign(right(scope), "divides by"),
        "**": lambda scope: _power(left(scope), right(scope)),
    }[kind]


def _power(base: NumberLike, exponent: NumberLike) -> NumberLike:
    if np.max(np.abs(exponent)) > LARGEST_EXPONENT:
        msg = f"an exponent is {np.max(np.abs(exponent)):,.15g}, and none above {LARGEST_EXPONENT} makes sense here"
        raise ExpressionError(msg)
    return _of_one_sign(base, "raises to a power") ** exponent


def _of_one_sign(value: NumberLike, verb: str) -> NumberLike:
    """Return `value`; refuse a column that passes 0, between whose ends a quotient has no bounds and a power turns."""
    if np.ndim(value) and np.min(value) < 0 < np.max(value):
        msg = f"it {verb} what is below 0 at one end of the inputs' ranges and above 0 at the other"
        raise ExpressionError(msg)
    return value


class Scope:
    """The rows and the computed numbers that expressions speak of, and where in its range each input is taken.

    `rows` are by id, each with the name of its ``table``, cells typed or as texts; `numbers` are expressions by id;
    `positions` say, for an id, where between the ends of its range (0 to 1, a number or a column) it is read: without
    one, in the middle.
    """

    def __init__(
        self,
        rows: Mapping[str, Row],
        numbers: Mapping[str, str] | None = None,
        positions: Mapping[str, NumberLike] | None = None,
    ) -> None:
        self.rows = rows
        self.numbers = numbers or {}
        self.positions = positions or {}
        self._worked: dict[str, NumberLike] = {}
        self._open: list[str] = []

    def at(self, positions: Mapping[str, NumberLike]) -> Scope:
        """Return the same rows and numbers with inputs read at `positions`."""
        moved = Scope(self.rows, self.numbers, positions)
        moved.__dict__["_by_table"] = self._by_table
        return moved

    @functools.cached_property
    def _by_table(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows.values():
            found.setdefault(row["table"], []).append(row)
        return found

    def find(self, identifier: str) -> Row:
        """Return a row by its id; raise :class:`ExpressionError` with the nearest ids."""
        if identifier not in self.rows:
            raise _no_such(identifier, self.rows, "row")
        return self.rows[identifier]

    def bounds(self, kind: str, identifier: str) -> Range:
        """Return the ends of a figure's printed range, or of the one that the book holds right."""
        row = self.find(identifier)
        if "value_low" not in row:
            msg = f"{identifier!r} is no figure and has no value_low; it is a row of {row['table']}"
            raise ExpressionError(msg)
        held = kind.startswith("held") and not _empty(row["held_low"])
        if held and _empty(row["held_high"]):
            msg = f"{identifier!r} has a held_low and no held_high; fill both or neither"
            raise ExpressionError(msg)
        return (
            (float(row["held_low"]), float(row["held_high"]))
            if held
            else (float(row["value_low"]), float(row["value_high"]))
        )

    def read(self, kind: str, identifier: str) -> NumberLike:
        """Return what a reader gives for one id, in the figure's unit."""
        low, high = self.bounds(kind, identifier)
        if kind in {"low", "held_low"}:
            return low
        if kind in {"high", "held_high"}:
            return high
        if identifier in self.positions:
            position = self.positions[identifier]
            return low * (1 - position) + high * position
        return (low + high) / 2

    def date(self, kind: str, identifier: str) -> float:
        """Return the first or the last year of a row, or its first day as a year with decimals."""
        row, columns, which = self.find(identifier), *((_ENDS, -1) if kind == "ends" else (_STARTS, 0))
        dates = [str(row[column]).split("/")[which] for column in columns if row.get(column)]
        if not dates:
            msg = f"{identifier!r} has no date in {', '.join(columns)}"
            raise ExpressionError(msg)
        return decimal_year(dates[0]) if kind == "date" else float(dates[0][:4])

    def count(self, table: str, where: Mapping[str, Any]) -> float:
        """Return the number of rows of a table whose cells are those of `where`."""
        if table not in self._by_table:
            near = difflib.get_close_matches(table, self._by_table, n=3, cutoff=0.4)
            msg = f"no row with an id stands in a table {table!r}; the nearest are {', '.join(near) or 'none'}"
            raise ExpressionError(msg)
        rows = self._by_table[table]
        unknown = [column for column in where if column not in rows[0]]
        if unknown:
            msg = f"{table} has no column {unknown[0]!r}"
            raise ExpressionError(msg)
        return float(sum(all(str(row[column]) == str(value) for column, value in where.items()) for row in rows))

    def number(self, identifier: str) -> NumberLike:
        """Return another computed number, the middle of a range; refuse one that rests on itself."""
        if identifier not in self.numbers:
            raise _no_such(identifier, self.numbers, "computed number")
        if identifier in self._open:
            circle = " -> ".join([*self._open[self._open.index(identifier) :], identifier])
            msg = f"the computed numbers rest on each other in a circle: {circle}"
            raise ExpressionError(msg)
        if identifier not in self._worked:
            self._open.append(identifier)
            try:
                value = parse(self.numbers[identifier]).work(self)
            finally:
                self._open.pop()
            self._worked[identifier] = (value[0] + value[1]) / 2 if isinstance(value, tuple) else value
        return self._worked[identifier]


def _empty(cell: Any) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))


def _no_such(identifier: str, known: Mapping[str, Any], what: str) -> ExpressionError:
    near = difflib.get_close_matches(identifier, known, n=3, cutoff=0.4)
    return ExpressionError(f"no {what} has the id {identifier!r}; the nearest are {', '.join(near) or 'none'}")


def work_out(text: str, scope: Scope) -> Range:
    """Return the lower and upper value of an expression (equal for a point); raise :class:`ExpressionError`.

    >>> work_out("(1, 2 * 3)", Scope({}))
    (1.0, 6.0)
    """
    expression = parse(text)
    if isinstance(expression.tree, list) and expression.tree[0] == "between":
        return spread(text, scope)
    return _point(expression, scope)


def _point(expression: Expression, scope: Scope) -> Range:
    """Return the ends of an expression with its inputs where the scope has them; refuse what is no number."""
    kind = expression.tree[0] if isinstance(expression.tree, list) else ""
    low, high = (float(end) for end in _ends(expression, scope))
    if math.isnan(low + high) or not (kind in _OPEN or (math.isfinite(low) and math.isfinite(high))):
        raise _refuse(expression.text, f"gives {low if not math.isfinite(low) else high}, which is no number")
    if low > high:
        raise _refuse(expression.text, f"is a range from {low:,.6g} down to {high:,.6g}; write the lower end first")
    return low, high


def _ends(expression: Expression, scope: Scope) -> tuple[NumberLike, NumberLike]:
    try:
        with np.errstate(all="ignore"):
            value = expression.work(scope)
    except ExpressionError as error:
        msg = f"{_short(expression.text)}: {error}"
        raise ExpressionError(msg) from None
    except (ArithmeticError, TypeError, ValueError, KeyError, RecursionError) as error:
        why = "it divides by zero" if isinstance(error, ZeroDivisionError) else error  # each Python words that anew
        raise _refuse(expression.text, f"cannot be worked out: {why}") from None
    low, high = value if isinstance(value, tuple) else (value, value)
    if np.iscomplexobj(low) or np.iscomplexobj(high):
        raise _refuse(expression.text, "takes a root of a number below 0")
    return low, high


# -- ranges ------------------------------------------------------------------------------------------


def rests_on(text: str, scope: Scope) -> tuple[str, ...]:
    """Return the ids of all rows that an expression rests on, through the computed numbers it names, each once."""
    return tuple(dict.fromkeys(identifier for _, identifier in _read(parse(text), scope) if identifier))


def counts(text: str, scope: Scope) -> tuple[str, ...]:
    """Return the names of the tables whose rows an expression counts, through the computed numbers it names, each once."""
    return tuple(dict.fromkeys(node[1] for node in _reached(parse(text), scope) if node[0] == "count"))


def _read(expression: Expression, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield each reading of a row as (reader, id), and each call of a function as (function, "")."""
    for kind, *parts in _reached(expression, scope):
        if kind in READERS:
            yield from ((kind, identifier) for identifier in parts)
        elif kind == "call":
            yield parts[0], ""


def _reached(expression: Expression, scope: Scope, above: tuple[str, ...] = ()) -> Iterator[list[Any]]:
    """Yield every node of an expression and of the computed numbers that it names."""
    for node in _nodes(expression.tree):
        yield node
        if node[0] == "number" and node[1] not in above:
            if node[1] not in scope.numbers:
                raise _no_such(node[1], scope.numbers, "computed number")
            yield from _reached(parse(scope.numbers[node[1]]), scope, (*above, node[1]))


def inputs(text: str, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the rows that an expression reads in the middle of a range, each once."""
    return tuple(dict.fromkeys(_ranges(parse(text), scope)))


def _ranges(expression: Expression, scope: Scope) -> list[str]:
    return [
        identifier
        for kind, identifier in _read(expression, scope)
        if kind in {"held", "printed"} and len(set(scope.bounds(kind, identifier))) == 2
    ]


def spread(text: str, scope: Scope) -> Range:
    """Return the lowest and highest value over the ranges of an expression's inputs.

    Exact where the expression is monotone in each input, which is known when it reads each once: then the extremes lie
    at the corners of the ranges.  Otherwise the corners and a fixed quasi-random sample are tried.
    """
    expression = parse(text)
    if not inputs(text, scope):
        return _point(expression, scope)
    points = [_corners(expression, scope)]
    if not _monotone(expression, scope) or len(points[0]) < 2 ** points[0].shape[1]:
        points.append(_sample(points[0].shape[1]))
    low, high = _tried(expression, scope, np.vstack(points))
    return float(np.min(low)), float(np.max(high))


def _monotone(expression: Expression, scope: Scope) -> bool:
    """Tell whether an expression is known to rise or fall with each input while the others stand still."""
    read = _ranges(expression, scope)
    functions = {name for name, identifier in _read(expression, scope) if not identifier}
    return len(read) == len(set(read)) and functions <= _MONOTONE


def central(text: str, scope: Scope) -> Range:
    """Return the ends of the central 90 % when each input lies anywhere in its range with equal chance, independently.

    Exact for one input in which the expression is monotone.  Otherwise the quantiles of a fixed scrambled Sobol
    sequence, the same in every run.
    """
    expression = parse(text)
    count = len(inputs(text, scope))
    if not count:
        return spread(text, scope)
    if count == 1 and _monotone(expression, scope):
        low, high = _tried(expression, scope, np.array(CENTRAL)[:, None])
        return float(np.min(low)), float(np.max(high))
    low, high = _tried(expression, scope, _sample(count))
    return float(np.quantile(low, CENTRAL[0])), float(np.quantile(high, CENTRAL[1]))


def _tried(expression: Expression, scope: Scope, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of an expression at points of the unit cube, one column an input."""
    positions = dict(zip(inputs(expression.text, scope), points.T, strict=True))
    low, high = (np.broadcast_to(end, len(points)) for end in _ends(expression, scope.at(positions)))
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise _refuse(expression.text, "has no number as its value somewhere in the ranges of its inputs")
    return low, high


def at_points(text: str, scope: Scope, positions: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of an expression where some inputs are read at `positions` in their ranges, one value a position.

    Raises :class:`ExpressionError` where it has no number as its value, or a lower end above the upper.
    """
    size = len(next(iter(positions.values())))
    low, high = (np.broadcast_to(np.asarray(end, dtype=float), size) for end in _ends(parse(text), scope.at(positions)))
    if np.isnan(low).any() or np.isnan(high).any() or not _finite(text, low, high):
        raise _refuse(text, "has no number as its value somewhere in the ranges of its inputs")
    if (low > high).any():
        raise _refuse(text, "has its lower end above the upper somewhere in the ranges of its inputs")
    return low, high


def _finite(text: str, low: np.ndarray, high: np.ndarray) -> bool:
    tree = parse(text).tree
    is_open = isinstance(tree, list) and tree[0] in _OPEN
    return is_open or bool(np.isfinite(low).all() and np.isfinite(high).all())


def _corners(expression: Expression, scope: Scope) -> np.ndarray:
    """Return the corners of the unit cube; where there are too many, those to which each input by itself points."""
    count = len(inputs(expression.text, scope))
    if count <= CORNERS:
        return np.array(list(itertools.product((0.0, 1.0), repeat=count)))
    alone = np.full((2 * count, count), 0.5)
    for column in range(count):
        alone[2 * column : 2 * column + 2, column] = 0.0, 1.0
    low, high = _tried(expression, scope, alone)
    rises = np.array([(low + high)[2 * c + 1] >= (low + high)[2 * c] for c in range(count)], dtype=float)
    return np.vstack([rises, 1 - rises])


@functools.lru_cache
def _sample(count: int) -> np.ndarray:
    try:
        made_from = repr((count, *sample_mark()))
        return np.array(json.loads(keeping.kept("samples", made_from, lambda: json.dumps(_drawn(count).tolist()))))
    except ImportError:
        msg = "the range needs scipy, which is not installed; install what requirements.in names, or run pip install scipy"
        raise ExpressionError(msg) from None


def sample_mark() -> tuple[Any, ...]:
    """Return what the sample depends on beside the number of inputs; raise ImportError without scipy."""
    return SAMPLE, SEED, np.__version__, importlib.metadata.version("scipy")


def _drawn(count: int) -> np.ndarray:
    from scipy.stats import qmc  # slow to import, and only ranges need it

    return qmc.Sobol(count, scramble=True, rng=np.random.default_rng(SEED)).random_base2(SAMPLE)

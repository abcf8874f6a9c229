"""Source checks: the claims of the sources recomputed from the rows, each with its verdict.

A row of ``source_checks`` holds two expressions, for what a source says (``claimed``) and for what follows from
other rows (``computed``).  Both speak of rows by id, so that a check moves when a row is corrected.
A check by reading alone has no expressions.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from counternarcotics import tables

DISAGREEING = frozenset({"error", "contradiction", "misprint"})
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.USub, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow,
    ast.Call, ast.keyword, ast.Name, ast.Load, ast.Constant, ast.Tuple,
)  # fmt: skip
_STARTS = ("period", "date", "adopted", "founded", "starts")
_ENDS = ("ends", "ended")

Range = tuple[float, float]


class ExpressionError(ValueError):
    """An expression that cannot be worked out; the message says which part of it and why."""


def _number(row: Mapping[str, Any], column: str) -> float:
    if column not in row:
        msg = f"{row['id']!r} is no figure and has no {column}"
        raise ExpressionError(msg)
    return float(row[column])


def _year(row: Mapping[str, Any], columns: tuple[str, ...], *, last: bool = False) -> float:
    dates = [str(row[column]).split("/")[-1 if last else 0] for column in columns if row.get(column)]
    if not dates:
        msg = f"{row['id']!r} has no date in {', '.join(columns)}"
        raise ExpressionError(msg)
    return float(dates[0][:4])


def vocabulary(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Callable[..., Any]]:
    """Return the names that expressions may use, over `rows` by id (each with its ``table``).

    ``printed``, ``low``, ``high``: the printed value (middle of a range) and its ends, in the figure's unit;
    ``held``: the value the book holds right; ``year``, ``ends``: first and last year of a row;
    ``count(table, column=value)``: the number of rows; and plain functions of numbers.
    """

    def find(identifier: str) -> Mapping[str, Any]:
        if identifier not in rows:
            msg = f"no row has the id {identifier!r}"
            raise ExpressionError(msg)
        return rows[identifier]

    def printed(identifier: str) -> float:
        return (low(identifier) + high(identifier)) / 2

    def low(identifier: str) -> float:
        return _number(find(identifier), "value_low")

    def high(identifier: str) -> float:
        return _number(find(identifier), "value_high")

    def held(identifier: str) -> float:
        row = find(identifier)
        known = row.get("held_low") not in (None, "") and not _missing(row["held_low"])
        return (_number(row, "held_low") + _number(row, "held_high")) / 2 if known else printed(identifier)

    def count(table: str, **where: str) -> float:
        found = [row for row in rows.values() if row["table"] == table]
        if not found:
            msg = f"no row with an id stands in a table {table!r}"
            raise ExpressionError(msg)
        return float(sum(all(str(row[c]) == str(v) for c, v in where.items()) for row in found))

    return {
        "printed": printed,
        "low": low,
        "high": high,
        "held": held,
        "year": lambda identifier: _year(find(identifier), _STARTS),
        "ends": lambda identifier: _year(find(identifier), ("period", *_ENDS), last=True),
        "count": count,
        **{function.__name__: function for function in (min, max, abs, round, math.sqrt, math.log, math.exp)},
    }


def _missing(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def work_out(expression: str, names: Mapping[str, Callable[..., Any]]) -> Range:
    """Return the lower and upper value of an expression (equal for a point); raise :class:`ExpressionError`.

    >>> work_out("(1, 2 * 3)", {})
    (1.0, 6.0)
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError as error:
        msg = f"{expression!r} is no expression: {error.msg}"
        raise ExpressionError(msg) from None
    for node in ast.walk(tree):
        called_by_name = not isinstance(node, ast.Call) or isinstance(node.func, ast.Name)
        if not isinstance(node, _ALLOWED) or not called_by_name:
            msg = f"{expression!r} uses {type(node).__name__}, which no check needs"
            raise ExpressionError(msg)
        if isinstance(node, ast.Name) and node.id not in names:
            msg = f"{expression!r} uses the unknown name {node.id!r}; there are {', '.join(names)}"
            raise ExpressionError(msg)
    try:
        # Only the operators and names allowed above can stand in the tree.
        value = eval(compile(tree, "expression", "eval"), {"__builtins__": {}}, dict(names))
        low, high = value if isinstance(value, tuple) else (value, value)
        return float(low), float(high)
    except ExpressionError:
        raise
    except (ArithmeticError, TypeError, ValueError, KeyError) as error:
        msg = f"{expression!r} cannot be worked out: {error}"
        raise ExpressionError(msg) from None


def agree(claimed: Range, computed: Range, tolerance: float) -> bool:
    """Tell whether two ranges overlap once rounding is allowed for.

    >>> agree((4, 5), (5.2, 6), 0.25), agree((4, 5), (5.3, 6), 0.25)
    (True, False)
    """
    return claimed[0] - tolerance <= computed[1] and computed[0] <= claimed[1] + tolerance


def fits(verdict: str, agreed: bool) -> bool:
    """Tell whether a verdict can stand beside the comparison: only right claims pass, only disagreeing ones fail."""
    if verdict == "passes":
        return agreed
    return not (agreed and verdict in DISAGREEING)


def results() -> pd.DataFrame:
    """Return every source check with its two expressions worked out, one row a check.

    The columns ``claimed_low``, ``claimed_high``, ``computed_low``, ``computed_high`` (in ``unit``) and ``agree``
    (True, False) are empty where a check is by reading alone.
    """
    names = vocabulary(tables.rows())
    checks = tables.load("source_checks")
    worked = pd.DataFrame([_worked(row, names) for row in checks.to_dict("records")], index=checks.index)
    return pd.concat([checks, worked], axis="columns")


def _worked(row: Mapping[str, Any], names: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    if not row["claimed"]:
        return dict.fromkeys(["claimed_low", "claimed_high", "computed_low", "computed_high", "agree"])
    claimed, computed = work_out(row["claimed"], names), work_out(row["computed"], names)
    tolerance = 0.0 if _missing(row["tolerance"]) else row["tolerance"]
    return {
        "claimed_low": claimed[0],
        "claimed_high": claimed[1],
        "computed_low": computed[0],
        "computed_high": computed[1],
        "agree": agree(claimed, computed, tolerance),
    }

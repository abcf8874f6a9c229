"""Checks, in the student's package: an answer is taken down and not judged, for no answer is held here.

``make assignments`` puts this module in the place of ``counternarcotics.checks``; the same copy runs when hand-ins are
marked, so that a hand-in finds no answer to import.  What was answered travels in the notebook's output, as data.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from numbers import Integral, Real
from pathlib import Path
from typing import Any

ANSWER_MIME = "application/vnd.counternarcotics.answer+json"
LONGEST = 1000  # values of a list, characters of a text
DEEPEST = 4  # lists within lists

_SAID = {
    "dots": "not filled in", "none": "missing", "bool": "a yes or a no", "int": "a number", "float": "a number",
    "text": "a text", "list": "a list", "tuple": "a tuple", "set": "a set", "array": "an array", "series": "a Series",
    "dict": "a dictionary", "table": "a table",
}  # fmt: skip
_FITS = {
    "a number": {"int", "float"},
    "a text": {"text"},
    "True or False": {"bool"},
    "a dictionary": {"dict", "series"},
    "a list": {"list", "tuple", "array", "series"},
}


def check(lab: str, number: int, answer: Any) -> None:
    """Take an answer down and say whether it is of the kind that the task asks for.

    Raises KeyError for a lab that does not exist, or a task that the lab does not have.
    """
    labs = json.loads(Path(__file__).with_name("tasks.json").read_text(encoding="utf-8"))
    if lab not in labs:
        msg = f"No lab is called {lab!r}; there are {', '.join(labs)}."
        raise KeyError(msg)
    if str(number) not in labs[lab]:
        msg = f"The lab {lab!r} has no task {number!r}; it has {', '.join(labs[lab])}."
        raise KeyError(msg)
    taken = encoded(answer)
    print(f"Task {number}: {_said(taken['is'], labs[lab][str(number)])}")
    if (shell := sys.modules.get("IPython")) is not None:
        record = {ANSWER_MIME: {"lab": lab, "task": int(number), "answer": taken}}
        shell.display.publish_display_data(record)


def _said(kind: str, wanted: str) -> str:
    if kind == "dots":
        return "put your answer in place of the three dots and run the cell again."
    fits = next(kinds for word, kinds in _FITS.items() if wanted.startswith(word))
    if kind not in fits:
        return f"your answer is {_SAID.get(kind, 'of another kind')}, and the task asks for {wanted}."
    return "taken down. It is checked once you have handed the notebook in."


def encoded(value: Any, depth: int = 0) -> dict[str, Any]:
    """Return a value as plain data: its kind and what is in it, so far as an answer can need it.

    >>> encoded([1, "Osh"])
    {'is': 'list', 'of': [{'is': 'int', 'of': '1'}, {'is': 'text', 'of': 'Osh'}]}
    """
    try:
        return _encoded(value, depth)
    except Exception as error:  # a value that breaks when it is looked at is an answer, too
        return {"is": "other", "of": type(error).__name__}


def _encoded(value: Any, depth: int) -> dict[str, Any]:
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and isinstance(value, (numpy.generic, numpy.ndarray)) and not numpy.ma.is_masked(value):
        if isinstance(value, numpy.ndarray) and value.ndim:
            return {"is": "array", "of": _several(value.tolist() if value.ndim == 1 else [None] * value.size, depth)}
        value = value.item()
    if pandas is not None:
        if value is pandas.NA or value is pandas.NaT:
            return {"is": "none"}
        if isinstance(value, pandas.DataFrame):
            return {"is": "table", "of": list(value.shape), "one": _one(value, depth)}
        if isinstance(value, pandas.Series):
            return {"is": "series", "of": _several(value.tolist(), depth), "at": _several(value.index.tolist(), depth)}
        if isinstance(value, pandas.Index):
            return {"is": "array", "of": _several(value.tolist(), depth)}
    if value is ...:
        return {"is": "dots"}
    if value is None:
        return {"is": "none"}
    if isinstance(value, bool):
        return {"is": "bool", "of": value}
    if isinstance(value, Integral):
        return {"is": "int", "of": str(int(value)) if abs(int(value)) < 10**300 else "1" + "0" * 300}
    if isinstance(value, Real) or type(value).__name__ == "Decimal":
        number = float(value)
        return {"is": "float", "of": number if math.isfinite(number) else str(number)}
    if isinstance(value, str):
        return {"is": "text", "of": value[:LONGEST]}
    if isinstance(value, Mapping):
        return {"is": "dict", "of": _several(list(value.values()), depth), "at": _several(list(value), depth)}
    for kind, types in {"list": (list, range), "tuple": tuple, "set": (set, frozenset)}.items():
        if isinstance(value, types):
            return {"is": kind, "of": _several(list(value[:LONGEST] if kind != "set" else value), depth)}
    return {"is": "other", "of": type(value).__name__}


def _several(values: list[Any], depth: int) -> list[dict[str, Any]]:
    return [encoded(value, depth + 1) for value in values[:LONGEST]] if depth < DEEPEST else []


def _one(table: Any, depth: int) -> dict[str, Any] | None:
    return encoded(table.iloc[0, 0], depth + 1) if table.size == 1 else None

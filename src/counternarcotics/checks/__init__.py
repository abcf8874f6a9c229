"""Checks: a lab's tasks answer at once, without giving the answer away in the notebook.

Each lab has a module here with ``TASKS``, a dictionary from the task's number to a :class:`Task`.
Whatever a cell holds, the answer is one sentence: right, not yet with a hint, or what kind of value was given in place
of the kind that the task asks for.
"""

from __future__ import annotations

import functools
import importlib
import math
import numbers
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from counternarcotics import discovery

TOLERANCE = 0.01
DIFFERENT = ""  # of the kind that was asked for, but another value


@dataclass(frozen=True)
class Task:
    """A task of a lab: what is expected (worked out from the tables), what to say when it is right, and a hint.

    ``tolerance`` is relative; without one a whole number is met exactly, any other within one in a hundred.
    """

    expected: Callable[[], Any]
    right: str
    hint: str
    tolerance: float | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether an answer solves its task, and the sentence that says so."""

    right: bool
    sentence: str


@functools.lru_cache
def labs() -> list[str]:
    """Return the names of the labs that have tasks."""
    return [discovery.key(module) for module in discovery.modules(__path__)]


def check(lab: str, number: int, answer: Any) -> None:
    """Print whether `answer` solves the task; ``...`` (a cell not yet filled) is asked to be filled.

    Raises KeyError for a lab that does not exist, or a task that the lab does not have.
    """
    print(f"Task {number}: {verdict(task(lab, number), answer).sentence}")


def task(lab: str, number: int) -> Task:
    """Return a lab's task; raise KeyError naming the labs there are, or the tasks that the lab has."""
    if number not in tasks(lab):
        msg = f"The lab {lab!r} has no task {number!r}; it has {', '.join(map(str, tasks(lab)))}."
        raise KeyError(msg)
    return tasks(lab)[number]


def tasks(lab: str) -> dict[int, Task]:
    """Return the tasks of a lab by number; raise KeyError naming the labs there are."""
    if lab not in labs():
        msg = f"No lab is called {lab!r}; there are {', '.join(labs())}."
        raise KeyError(msg)
    return importlib.import_module(f"{__name__}.{lab.replace('-', '_')}").TASKS


def verdict(task: Task, answer: Any) -> Verdict:
    """Return whether `answer` solves `task`, in a sentence, whatever kind of value it is."""
    if answer is ...:
        return Verdict(False, "put your answer in place of the three dots and run the cell again.")
    expected = task.expected()
    try:
        amiss = mistake(answer, expected, task.tolerance)
    except Exception as error:  # a value that breaks when it is looked at is an answer, too
        amiss = f"Your answer cannot be read ({type(error).__name__}), and the task asks for {_wanted(expected)}."
    if amiss is None:
        return Verdict(True, f"right. {task.right}")
    return Verdict(False, f"not yet. {amiss or task.hint}")


def mistake(answer: Any, expected: Any, tolerance: float | None = None) -> str | None:
    """Return None for an answer that is right, :data:`DIFFERENT` for another value, else a sentence on its kind.

    Texts compare without regard to case and blanks, numbers within a relative `tolerance` (see :class:`Task`),
    lists item by item, dictionaries key by key.

    >>> mistake(100.5, 100.0), mistake(101, 100), mistake(" Osh", "osh")
    (None, '', None)
    >>> mistake(True, 1)
    'Your answer is True, a yes or a no, and the task asks for a number.'
    """
    if isinstance(expected, (bool, np.bool_)):
        return _same(answer, expected) if isinstance(answer, (bool, np.bool_)) else _other_kind(answer, expected)
    if isinstance(expected, str):
        return _same(_plain(answer), _plain(expected)) if isinstance(answer, str) else _other_kind(answer, expected)
    if isinstance(expected, Mapping):
        return _mistake_in_mapping(answer, expected, tolerance)
    if isinstance(expected, Sequence):
        return _mistake_in_list(answer, expected, tolerance)
    return _mistake_in_number(answer, expected, tolerance)


def _mistake_in_number(answer: Any, expected: Any, tolerance: float | None) -> str | None:
    if isinstance(answer, np.ndarray) and answer.ndim == 0 and not np.ma.is_masked(answer):
        answer = answer.item()
    if not _is_number(answer):
        return _other_kind(answer, expected)
    if tolerance is None:
        tolerance = 0 if isinstance(expected, numbers.Integral) else TOLERANCE
    try:
        value = float(answer)
    except OverflowError:  # larger than any number that a task expects
        return DIFFERENT
    if math.isnan(value):
        return "Your answer is not a number (nan): a value on the way is missing, or zero was divided by zero."
    if math.isinf(value):
        return "Your answer is infinite: look for a division by zero."
    # Binary fractions may miss a whole number by a hair.
    return None if math.isclose(value, float(expected), rel_tol=max(tolerance, 1e-9), abs_tol=1e-9) else DIFFERENT


def _mistake_in_list(answer: Any, expected: Sequence[Any], tolerance: float | None) -> str | None:
    flat = isinstance(answer, np.ndarray) and answer.ndim == 1
    if not flat and not isinstance(answer, (list, tuple, range, pd.Series, pd.Index)):
        return _other_kind(answer, expected)
    if len(answer) != len(expected):
        return f"Your answer has {_count(len(answer), 'value')}, and the task asks for {len(expected)}."
    found = [mistake(one, other, tolerance) for one, other in zip(answer, expected, strict=True)]
    return next((amiss for amiss in found if amiss is not None), None)


def _mistake_in_mapping(answer: Any, expected: Mapping[Any, Any], tolerance: float | None) -> str | None:
    if not isinstance(answer, (Mapping, pd.Series)):
        return _other_kind(answer, expected)
    given = dict(answer.items())
    if len(answer) != len(expected) or given.keys() != expected.keys():
        return DIFFERENT
    found = [mistake(given[key], expected[key], tolerance) for key in expected]
    return next((amiss for amiss in found if amiss is not None), None)


def _is_number(value: Any) -> bool:
    if isinstance(value, (bool, np.bool_, np.timedelta64)):
        return False
    return isinstance(value, (numbers.Real, Decimal))


def _same(one: Any, other: Any) -> str | None:
    return None if one == other else DIFFERENT


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _other_kind(answer: Any, expected: Any) -> str:
    """Say what was given, what is asked for, and how to get from one to the other."""
    said = f"Your answer is {_given(answer)}, and the task asks for {_wanted(expected)}"
    advice = _advice(answer, expected)
    return f"{said}: {advice}." if advice else f"{said}."


def _wanted(expected: Any) -> str:
    if isinstance(expected, (bool, np.bool_)):
        return "True or False"
    if isinstance(expected, str):
        return "a text"
    if isinstance(expected, Mapping):
        return "a dictionary"
    if isinstance(expected, Sequence):
        return f"a list of {_count(len(expected), 'value')}"
    return "a number"


def _given(answer: Any) -> str:
    if answer is None or answer is pd.NA or answer is pd.NaT or answer is ... or np.ma.is_masked(answer):
        return "missing" if answer is not ... else "not filled in"
    if isinstance(answer, (bool, np.bool_)):
        return f"{bool(answer)}, a yes or a no"
    if isinstance(answer, str):
        return "a text"
    if isinstance(answer, pd.DataFrame):
        return f"a table of {_count(len(answer), 'row')} and {_count(answer.shape[1], 'column')}"
    if isinstance(answer, np.ndarray):
        return f"an array of {_count(answer.size, 'value')}"
    if isinstance(answer, (pd.Series, pd.Index)):
        return f"{'a Series' if isinstance(answer, pd.Series) else 'an Index'} of {_count(len(answer), 'value')}"
    if isinstance(answer, Mapping):
        return "a dictionary"
    if isinstance(answer, (list, tuple, set, frozenset, range)):
        return f"a {type(answer).__name__} of {_count(len(answer), 'value')}"
    if _is_number(answer):
        return "a number"
    return f"of the type {type(answer).__name__}"


def _advice(answer: Any, expected: Any) -> str:
    one = not isinstance(expected, (Mapping, Sequence)) or isinstance(expected, str)
    if answer is None:
        return "a function without `return`, or `print` in place of a value, gives None"
    if one and isinstance(answer, pd.DataFrame):
        return "`.iloc[0, 0]` takes its value out" if answer.size == 1 else ""
    if one and isinstance(answer, (pd.Series, pd.Index, np.ndarray)):
        return "`.item()` takes its value out" if answer.size == 1 else ""
    if one and isinstance(answer, (list, tuple)) and len(answer) == 1:
        return "`[0]` takes its value out"
    if isinstance(answer, str) and _wanted(expected) == "a number":
        return "write it without quotation marks, words and units"
    if _is_number(answer) and isinstance(expected, str):
        return "write it in quotation marks"
    if isinstance(answer, (set, frozenset)):
        return "a set has no order"
    return "call it with its arguments in brackets" if callable(answer) else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""Checks: a lab's tasks answer at once, without giving the answer away in the notebook.

Each lab has a module here with ``TASKS``, a dictionary from the task's number to a :class:`Task`.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counternarcotics import discovery


@dataclass(frozen=True)
class Task:
    """A task of a lab: what is expected (worked out from the tables), what to say when it is right, and a hint."""

    expected: Callable[[], Any]
    right: str
    hint: str
    tolerance: float = 0.01


def labs() -> list[str]:
    """Return the names of the labs that have tasks."""
    return [discovery.key(module) for module in discovery.modules(__path__)]


def check(lab: str, number: int, answer: Any) -> None:
    """Print whether `answer` solves the task; ``...`` (a cell not yet filled) is asked to be filled.

    The task's tolerance is relative for numbers; texts compare without regard to case, sequences item by item.
    Raises KeyError for a lab that does not exist, or a task that the lab does not have.
    """
    if lab not in labs():
        msg = f"No lab is called {lab!r}; there are {', '.join(labs())}."
        raise KeyError(msg)
    tasks = importlib.import_module(f"{__name__}.{lab.replace('-', '_')}").TASKS
    if number not in tasks:
        msg = f"The lab {lab!r} has no task {number}; it has {', '.join(map(str, tasks))}."
        raise KeyError(msg)
    task = tasks[number]
    if answer is ...:
        print(f"Task {number}: put your answer in place of the three dots and run the cell again.")
    elif matches(answer, task.expected(), task.tolerance):
        print(f"Task {number}: right. {task.right}")
    else:
        print(f"Task {number}: not yet. {task.hint}")


def matches(answer: Any, expected: Any, tolerance: float) -> bool:
    """Tell whether an answer equals what is expected, numbers within a relative tolerance."""
    if isinstance(expected, str):
        return isinstance(answer, str) and answer.strip().lower() == expected.strip().lower()
    if isinstance(expected, Mapping):
        answer = dict(answer) if hasattr(answer, "items") else {}
        return answer.keys() == expected.keys() and all(matches(answer[k], expected[k], tolerance) for k in expected)
    if isinstance(expected, Sequence):
        try:
            answer = list(answer)
        except TypeError:
            return False
        return len(answer) == len(expected) and all(map(matches, answer, expected, [tolerance] * len(expected)))
    try:
        return math.isclose(float(answer), float(expected), rel_tol=tolerance, abs_tol=1e-9)
    except (TypeError, ValueError):
        return False

"""Classroom: what an instructor sets, collects and marks, made from the same pages, rows and labs as the book.

:mod:`assignments <counternarcotics.classroom.assignments>` writes labs without answers and a package that holds none,
:mod:`grading <counternarcotics.classroom.grading>` runs and marks what comes back,
:mod:`collecting <counternarcotics.classroom.collecting>` reads a class's scenario links, and
:mod:`questions <counternarcotics.classroom.questions>` takes the checks of the pages to other systems.
"""

from __future__ import annotations


class ClassroomError(Exception):
    """What an instructor can put right, said in one sentence."""


def counted(number: int, noun: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "hand-in"), counted(0, "task")
    ('1 hand-in', '0 tasks')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"

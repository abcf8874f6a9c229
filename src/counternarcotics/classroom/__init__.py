"""Classroom: what an instructor sets, collects and marks, made from the same pages, rows and labs as the book.

:mod:`assignments <counternarcotics.classroom.assignments>` writes labs without answers and a package that holds none,
:mod:`grading <counternarcotics.classroom.grading>` runs and marks what comes back,
:mod:`collecting <counternarcotics.classroom.collecting>` reads a class's scenario links, and
:mod:`questions <counternarcotics.classroom.questions>` takes the checks of the pages to other systems.
"""

from __future__ import annotations


class ClassroomError(Exception):
    """What an instructor can put right, said in one sentence."""

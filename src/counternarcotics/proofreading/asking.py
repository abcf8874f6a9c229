"""Asking: a lab's tasks are numbered as they are met, with words before the cell that checks its own answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

_ASKED = re.compile(r"(?:\*\*|#### |### )Task (\d+)\b")
_CHECKED = re.compile(r"\bcheck\([\"'][\w-]+[\"'], (\d+), answer_(\d+)\)")


def problems(cells: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Yield the cell's position and a sentence part for every task out of its turn, without words, or with another's answer.

    >>> text, code = {"cell_type": "markdown", "source": "**Task 1.** Which?"}, {"cell_type": "code", "source": "check('x', 1, answer_2)"}
    >>> list(problems([text, code])), list(problems([code]))[1:]
    ([(2, 'answer_2 in the check of task 1; write answer_1')], [(1, 'the check of task 1, which no text asks; begin its question with **Task 1.**')])
    >>> list(problems([text | {"source": "### Task 2"}, text]))
    [(2, 'task 1 after task 2; number the tasks in the order in which a reader meets them')]
    """
    asked: list[int] = []
    for position, cell in enumerate(cells, 1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for number in map(int, _ASKED.findall(source)):
                if number in asked:
                    yield position, f"task {number} a second time; give each task a number of its own"
                elif asked and number < asked[-1]:
                    yield (
                        position,
                        f"task {number} after task {asked[-1]}; number the tasks in the order in which a reader meets them",
                    )
                asked.append(number)
        else:
            for number, answer in _CHECKED.findall(source):
                if answer != number:
                    yield position, f"answer_{answer} in the check of task {number}; write answer_{number}"
                if re.search(rf"(?m)^answer_{number} = (?!\.\.\.$)", source):
                    yield (
                        position,
                        f"an answer to task {number}, which a reader is to give; write answer_{number} = ...",
                    )
                if int(number) not in asked:
                    yield (
                        position,
                        f"the check of task {number}, which no text asks; begin its question with **Task {number}.**",
                    )

"""Grading: a folder of handed-in labs becomes one table and a page a student, whatever the folder holds.

Each notebook runs in a fresh kernel, in an empty folder, with the students' package, which holds no answers (see
:mod:`counternarcotics.classroom.assignments`).  What it answered comes back as data and is judged here, in the
instructor's process.  A notebook that hangs, floods, eats memory, ends its kernel, or is none of ours, is one row.

The limits keep a class's mistakes apart; they are no prison.  A hand-in runs as you do and can read what you can read:
where you do not trust a class, grade in a container or under an account of its own.
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil

from counternarcotics import checks
from counternarcotics.classroom import (
    ClassroomError,
    assignments,
    counted,
    notebooks,
    report,
    running,
    spreadsheet,
)

HEAD = ("name", "lab", "task", "right", "seconds", "what went wrong")
LARGEST = 50  # MB of a notebook file, outputs included
_LOOK = 0.1  # seconds between two looks at a running notebook
_ANY_CHECK = re.compile(r"""\bcheck\(\s*["']([\w-]+)["']""")
# Files that systems leave in folders.
_NO_HAND_IN = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Limits:
    """What one notebook may take: `seconds` of time, megabytes of `memory` and of `output`."""

    seconds: float = 300
    memory: float = 1500
    output: float = 20

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value > 0:
                msg = f"--{name}: found {value:g}, expected a number above 0."
                raise ClassroomError(msg)


@dataclass(frozen=True)
class Row:
    """A line of the table: a task of a hand-in, or a hand-in that could not be marked (`task` is None)."""

    name: str
    lab: str
    task: int | None
    right: bool
    seconds: float
    wrong: str
    answer: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the row as the table shows it."""
        task = "" if self.task is None else str(self.task)
        return (self.name, self.lab, task, "right" if self.right else "not right", f"{self.seconds:.1f}", self.wrong)


@dataclass
class Ran:
    """What a run left behind: answers by task, errors by cell, how it ended and after how many seconds."""

    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    end: str = ""
    seconds: float = 0


def grade(folder: Path, out: Path | None, limits: Limits, jobs: int = 1) -> str:
    """Mark every hand-in below `folder`, write the table and the pages to `out`, and return a sentence on them."""
    if not folder.is_dir():
        msg = f"{folder}: no such folder; name the folder that holds the handed-in notebooks."
        raise ClassroomError(msg)
    found = hand_ins(folder)
    if not found:
        msg = f"{folder}: holds no file; put the handed-in notebooks there, one a student or a folder a student."
        raise ClassroomError(msg)
    out = out or folder.resolve().with_name(f"{folder.resolve().name}-grades")
    out.mkdir(parents=True, exist_ok=True)  # said before the marking, which may take an hour
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(max(jobs, 1)) as pool:
        assignments.student_package(Path(place))
        marked = list(pool.map(lambda path: mark(path, folder, Path(place), limits), found))
    rows = [row for rows in marked for row in rows]
    spreadsheet.write(out / "grades.csv", HEAD, (row.cells() for row in rows))
    pages = write_pages(out, rows)
    broken = sum(row.task is None for row in rows)
    return (
        f"{counted(len(found), 'hand-in')}: {counted(len(rows) - broken, 'task')}, of which "
        f"{sum(row.right for row in rows)} right, and {counted(broken, 'file')} that could not be marked; "
        f"see {out / 'grades.csv'} and {counted(pages, 'page')} beside it, one a student."
    )


def hand_ins(folder: Path) -> list[Path]:
    """Return what to mark: every notebook, what else was put where notebooks belong, and a student's empty folder."""
    return list(_below(folder, {folder.resolve()}))


def _below(folder: Path, above: set[Path]) -> Iterator[Path]:
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")))
    except PermissionError:
        return  # told as a folder that may not be opened
    beside = len(above) > 1 and any(_notebook(path) for path in inside)  # a student's own data beside the notebook
    for path in inside:
        if path.is_dir() and (real := path.resolve()) not in above:  # a link to a folder above leads round in a circle
            below = list(_below(path, above | {real}))
            yield from below or ([path] if len(above) == 1 else [])
        elif _notebook(path) or (path.is_file() and not beside and path.name.lower() not in _NO_HAND_IN):
            yield path


def _notebook(path: Path) -> bool:
    return path.suffix.lower() == ".ipynb" and not path.is_dir()


def student(path: Path, folder: Path) -> str:
    """Return whose hand-in a file is: the first folder below `folder`, else the file's name without the lab's.

    >>> student(Path("in/anna-seizures.ipynb"), Path("in")), student(Path("in/bek/seizures.ipynb"), Path("in"))
    ('anna', 'bek')
    """
    inside = path.relative_to(folder)
    if len(inside.parts) > 1:
        # Moodle and Canvas put numbers and their own words behind the name.
        return re.sub(r"_\d+_assignsubmission.*$", "", inside.parts[0])
    for lab in sorted(checks.labs(), key=len, reverse=True):
        shorter = re.sub(rf"[-_. ]*{lab}$", "", path.stem, flags=re.IGNORECASE)
        if shorter and shorter != path.stem:
            return shorter
    return path.stem


def mark(path: Path, folder: Path, package: Path, limits: Limits) -> list[Row]:
    """Return the rows of one hand-in: one a task, or one that says why it cannot be marked."""
    name, start = student(path, folder), time.monotonic()
    try:
        lab = lab_of(path)
    except notebooks.NotebookError as reason:
        return [Row(name, "", None, False, time.monotonic() - start, f"{path.name}: {reason}")]
    ran = run(path, lab, package, limits)
    if ran.end != "done":
        known = [
            str(n) for n, task in checks.tasks(lab).items() if n in ran.answers and _verdict(task, ran.answers[n]).right
        ]
        before = f" Right before that: task {', '.join(known)}." if known else ""
        return [Row(name, lab, None, False, ran.seconds, f"{path.name}: {_ended(ran.end, limits)}{before}")]
    return [_judged(name, lab, number, task, ran) for number, task in checks.tasks(lab).items()]


def _ended(end: str, limits: Limits) -> str:
    said = {
        "seconds": f"ran longer than {limits.seconds:g} seconds and was stopped.",
        "memory": f"needed more than {limits.memory:g} MB of memory and was stopped.",
        "output": f"printed or drew more than {limits.output:g} MB and was stopped.",
        "died": "ended its own kernel before the last cell.",
        "lost": "ended the process that ran it.",
    }
    return said.get(end, f"could not be run: {end}")


def lab_of(path: Path) -> str:
    """Return which lab a file is; raise :class:`~notebooks.NotebookError` with what it is in place of one."""
    if path.is_dir():
        opened = os.access(path, os.R_OK | os.X_OK)
        msg = f"is a folder {'without a file in it' if opened else 'that may not be opened'}; put the notebook there."
        raise notebooks.NotebookError(msg)
    if path.suffix.lower() != ".ipynb":
        msg = f"is no notebook but a file of the kind {path.suffix or 'without an ending'}; ask for the .ipynb file."
        raise notebooks.NotebookError(msg)
    if path.is_file() and (size := path.stat().st_size / 1e6) > LARGEST:
        msg = f"has {size:.0f} MB, more than {LARGEST}; clear its outputs and take that file."
        raise notebooks.NotebookError(msg)
    notebook = notebooks.read(path)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    known = checks.labs()
    own = notebook.metadata.get(assignments.MARK, {})
    named = [own.get("lab") if isinstance(own, dict) else None, *_ANY_CHECK.findall(code)]
    found = next((lab for lab in named if lab in known), None)
    if found is None:
        msg = (
            "is a notebook of another course: it asks for no check of a lab of this book; ask for the lab that was set."
        )
        raise notebooks.NotebookError(msg)
    return found


def run(path: Path, lab: str, package: Path, limits: Limits) -> Ran:
    """Run one notebook in a process of its own, and end it when it goes beyond a limit."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        events = Path(place) / "events.jsonl"
        events.touch()
        work = Path(place) / "work"
        work.mkdir()
        environment = os.environ | {
            "IPYTHONDIR": str(Path(place) / "ipython"), "JUPYTER_RUNTIME_DIR": place, "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        environment.pop("COUNTERNARCOTICS_DATA", None)
        runner = [sys.executable, "-P", "-m", running.__name__]  # -P: never a file of the hand-in
        start = time.monotonic()
        process = subprocess.Popen(
            [*runner, str(path.resolve()), str(events), str(limits.output), str(package)],
            cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = _watch(process, start, limits)
        ran = _told(events, lab)
    ran.seconds = time.monotonic() - start
    ran.end = end or ran.end or "lost"
    return ran


def _watch(process: subprocess.Popen, start: float, limits: Limits) -> str:
    """Wait for a process; end it with all that it started when it breaks a limit, and return which."""
    family: dict[psutil.Process, None] = {}  # all that was ever seen: what loses its parent is no child any more
    end = ""
    while process.poll() is None and not end:
        time.sleep(_LOOK)
        family |= dict.fromkeys(_family(process.pid))
        if time.monotonic() - start > limits.seconds:
            end = "seconds"
        elif sum(_memory(one) for one in family) > limits.memory * 1e6:
            end = "memory"
    for one in reversed([*family, *(_family(process.pid) if process.poll() is None else [])]):
        with contextlib.suppress(psutil.Error):
            one.kill()
    process.wait()
    return end


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def _memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _told(events: Path, lab: str) -> Ran:
    ran = Ran()
    for line in events.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            event = json.loads(line)
        except ValueError:  # the line that was being written when the process was ended
            continue
        answer = event.get("answer")
        if isinstance(answer, dict) and answer.get("lab") == lab and isinstance(answer.get("task"), int):
            ran.answers[answer["task"]] = answer.get("answer")
        if "error" in event:
            ran.errors.append(f"cell {event['cell'] + 1} stopped with {event['error']}")
        if "end" in event and not ran.end:  # a kernel that ends itself says why before it is found dead
            ran.end = event["end"] if event["end"] != "broken" else event["why"]
    return ran


def _judged(name: str, lab: str, number: int, task: checks.Task, ran: Ran) -> Row:
    if ran.answers.get(number) in (None, {"is": "dots"}):
        why = f"not answered; {ran.errors[0]}" if ran.errors else "not answered"
        return Row(name, lab, number, False, ran.seconds, why)
    found = _verdict(task, ran.answers[number])
    sentence = "" if found.right else found.sentence.removeprefix("not yet. ")
    return Row(name, lab, number, found.right, ran.seconds, sentence, _shown(ran.answers[number]))


def _verdict(task: checks.Task, answer: Any) -> checks.Verdict:
    try:
        return checks.verdict(task, decoded(answer))
    except Exception:  # an answer forged by hand can be any JSON
        return checks.Verdict(False, "the answer cannot be read.")


class _Other:
    """Stands for a value of a kind that no task asks for."""


def decoded(answer: dict[str, Any]) -> Any:
    """Return the value that :func:`student_checks.encoded` put down.

    >>> decoded({"is": "list", "of": [{"is": "int", "of": "1"}]})
    [1]
    """
    kind, held = answer["is"], answer.get("of")
    if kind in {"list", "tuple", "set", "array", "series", "dict"}:
        values = [decoded(one) for one in held]
        if kind == "dict":
            return dict(zip([decoded(one) for one in answer["at"]], values, strict=True))
        if kind == "series":
            return pd.Series(values, index=[decoded(one) for one in answer["at"]])
        made = {"list": list, "tuple": tuple, "set": lambda v: {str(one) for one in v}, "array": _array}
        return made[kind](values)
    if kind == "table":
        one = answer.get("one")
        return pd.DataFrame([[decoded(one)]]) if one else pd.DataFrame(np.zeros([min(int(n), 999) for n in held]))
    plain = {"dots": lambda _: ..., "none": lambda _: None, "bool": bool, "int": int, "float": float, "text": str}
    return plain[kind](held) if kind in plain else _Other()


def _array(values: list[Any]) -> np.ndarray:
    made = np.array(values)
    return made if made.ndim == 1 else np.array(values, dtype=object)


def _shown(answer: Any) -> str:
    try:
        value = decoded(answer)
    except Exception:
        return "?"
    if isinstance(value, pd.Series):
        value = value.to_dict()
    said = "another kind of value" if isinstance(value, _Other) else "…" if value is ... else repr(value)
    return said if len(said) <= 200 else f"{said[:200]}…"


# -- a page a student ----------------------------------------------------------------------------------


def write_pages(out: Path, rows: list[Row]) -> int:
    """Write one page a student and return how many there are; two names that make one file name keep apart."""
    taken: set[str] = set()
    for name in dict.fromkeys(row.name for row in rows):
        stem = re.sub(r"[^\w-]+", "-", name).strip("-").lower()[:60] or "student"
        file = next(one for one in _numbered(stem) if one not in taken)
        taken.add(file)
        own = [row for row in rows if row.name == name]
        sections = "".join(
            _section([row for row in own if row.lab == lab]) for lab in dict.fromkeys(r.lab for r in own)
        )
        (out / f"{file}.html").write_text(report.page(name, sections), encoding="utf-8")
    return len(taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in range(2, 10_000))


def _section(rows: list[Row]) -> str:
    title = rows[0].lab.replace("-", " ").capitalize() or "Not marked"
    marked = [row for row in rows if row.task is not None]
    body = "".join(f"<p>{html.escape(row.wrong)}</p>" for row in rows if row.task is None)
    if marked:
        right = sum(row.right for row in marked)
        head = ("Task", "Mark", "Your answer", "What to look at")
        lines = ((f"Task {r.task}", "right" if r.right else "not right", r.answer, r.wrong) for r in marked)
        body += report.table(f"{right} of {len(marked)} tasks are right.", head, lines)
    return f"<section><h2>{html.escape(title)}</h2>{body}</section>"

"""Assignments: the labs as a class gets them, and a package for the class that holds no answer.

``make assignments`` writes to ``_build/assignments``:

``plain/``
    the labs without outputs and solutions, to be handed out as they are;
``package/``
    the wheel that runs them.  It says of what kind an answer should be and not whether it is right;
``nbgrader/``
    a course for nbgrader: each lab with nbgrader's marks, a solution and a hidden test a task.

A number that a task asks for could be guessed back from any digest of it within a second, so the student's package
holds no digest either.  The answers are worked out from the tables when the hand-ins are marked.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from counternarcotics import checks, editions
from counternarcotics.classroom import ClassroomError, counted, notebooks, student_checks

PACKAGE = Path(__file__).resolve().parents[1]
MARK = "counternarcotics"  # in a notebook's metadata: which lab it is

CHECK = re.compile(r"""^check\(\s*["'](?P<lab>[\w-]+)["']\s*,\s*(?P<task>\d+)\s*,\s*(?P<answer>.+?)\s*\)\s*$""", re.MULTILINE)  # fmt: skip
_SOLUTION = re.compile(r"^[ \t]*### BEGIN SOLUTION.*?^[ \t]*### END SOLUTION[^\n]*\n?", re.DOTALL | re.MULTILINE)
# A folded solution of a page, should a lab ever hold one.
_FOLDED = re.compile(r"<details[^>]*>\s*<summary>\s*Solution.*?</details>\n?", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]]+)\]\((?!https?:)(?P<to>[^)]*)\)")
_LEFT_OUT = ("checks", "classroom", "sphinx_extension", "starters", "templates")

TASK_NOTE = (
    "**This lab is an assignment.**\n"
    "Replace the three dots of every task, run all cells from top to bottom, save the notebook and hand this file in.\n"
    "A check says whether your answer is of the kind that is asked for; whether it is right is found out afterwards."
)
_STUB = "# Put your answer in place of the three dots above."


def labs(folder: Path) -> list[Path]:
    """Return the notebooks of a folder that have tasks, sorted."""
    known = set(checks.labs())
    return [path for path in sorted(folder.glob("*.ipynb")) if path.stem in known]


def _read(path: Path) -> nbformat.NotebookNode:
    try:
        return notebooks.read(path)
    except notebooks.NotebookError as error:
        msg = f"{path}: {error}"
        raise ClassroomError(msg) from None


def student_version(notebook: nbformat.NotebookNode, lab: str, made: str = "") -> nbformat.NotebookNode:
    """Return a lab as a class gets it: tasks kept; outputs, solutions and what is tagged ``solution`` taken away.

    `made` says from which commit it was made.
    """
    student = copy.deepcopy(notebook)
    student.cells = [
        cell for cell in student.cells if not {"solution", "instructor"} & set(cell.metadata.get("tags", []))
    ]
    for cell in student.cells:
        if cell.cell_type == "code":
            cell.source = _SOLUTION.sub("", cell.source).rstrip("\n")
            cell.outputs, cell.execution_count = [], None
        else:
            # The file travels alone, so a link to a page beside it leads nowhere.
            cell.source = _LINK.sub(lambda link: link["words"], _FOLDED.sub("", cell.source))
    note = nbformat.v4.new_markdown_cell(f"{TASK_NOTE}\nMade from {made}." if made else TASK_NOTE, id="assignment")
    student.cells.insert(1, note)
    student.metadata[MARK] = {"lab": lab, "made": made}
    return student


def for_nbgrader(notebook: nbformat.NotebookNode, lab: str, made: str = "") -> nbformat.NotebookNode:
    """Return a lab as nbgrader's instructor version: a solution and a test of one point for every task."""
    graded = student_version(notebook, lab, made)
    cells = []
    for cell in graded.cells:
        asked = CHECK.search(cell.source) if cell.cell_type == "code" else None
        cells += _task_cells(cell, asked) if asked else [cell]
    graded.cells = cells
    return graded


def _task_cells(cell: nbformat.NotebookNode, asked: re.Match[str]) -> list[nbformat.NotebookNode]:
    lab, task, name = asked["lab"], int(asked["task"]), asked["answer"]
    given = CHECK.sub("", cell.source).strip("\n")
    solution = (
        f"{given}\n### BEGIN SOLUTION\nfrom counternarcotics.checks import task\n\n"
        f'{name} = task("{lab}", {task}).expected()\n### END SOLUTION'
    )
    test = (
        f"{asked[0].strip()}\n### BEGIN HIDDEN TESTS\nfrom counternarcotics.checks import task, verdict\n\n"
        f'found = verdict(task("{lab}", {task}), {name})\nassert found.right, found.sentence\n### END HIDDEN TESTS'
    )
    answer_cell = nbformat.v4.new_code_cell(solution, id=f"{cell.id}-answer")
    answer_cell.metadata["nbgrader"] = _marks(f"{lab}-answer-{task}", solution=True)
    test_cell = nbformat.v4.new_code_cell(test, id=f"{cell.id}-test")
    test_cell.metadata["nbgrader"] = _marks(f"{lab}-task-{task}", grade=True, locked=True, points=1)
    return [answer_cell, test_cell]


def _marks(name: str, **said: bool | int) -> dict[str, bool | int | str]:
    usual = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return usual | {"grade_id": name} | said


def kinds() -> dict[str, dict[str, str]]:
    """Return, by lab and task, the kind of answer that is asked for, such as ``a list of 3 values``."""
    return {
        lab: {str(number): checks._wanted(task.expected()) for number, task in checks.tasks(lab).items()}
        for lab in checks.labs()
    }


def student_package(folder: Path) -> None:
    """Write into `folder` the package without answers, ready to be imported from there, with the tables in it."""
    from counternarcotics import tables

    ignored = shutil.ignore_patterns("__pycache__", "data", *_LEFT_OUT)
    shutil.copytree(PACKAGE, folder / "counternarcotics", ignore=ignored)
    shutil.copytree(tables.data_folder(), folder / "counternarcotics" / "data")
    (folder / "counternarcotics" / "checks").mkdir()
    shutil.copy(student_checks.__file__, folder / "counternarcotics" / "checks" / "__init__.py")
    said = json.dumps(kinds(), indent=1)
    (folder / "counternarcotics" / "checks" / "tasks.json").write_text(said, encoding="utf-8")


def student_wheel(folder: Path) -> Path:
    """Write the wheel of the student's package into `folder` and return its path."""
    if importlib.util.find_spec("hatchling") is None:
        msg = "hatchling is missing, which builds the students' package: pip install hatchling, then run this again."
        raise ClassroomError(msg)
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place)
        student_package(tree / "src")
        (tree / "src" / "counternarcotics" / "data").rename(tree / "data")
        project = (editions.ROOT / "pyproject.toml").read_text(encoding="utf-8")
        project = re.sub(r'^version = "(.*)"', r'version = "\1+student"', project, count=1, flags=re.MULTILINE)
        project = re.sub(r"^\[project\.scripts\]\n(?:[^\[\n].*\n)*", "", project, flags=re.MULTILINE)
        (tree / "pyproject.toml").write_text(project, encoding="utf-8")
        for name in ("README.md", "LICENSE"):
            shutil.copy(editions.ROOT / name, tree)
        command = [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "--target",
            "wheel",
            "--directory",
            str(folder.resolve()),
        ]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"The students' package could not be built: {done.stderr.strip().splitlines()[-1]}"
        raise ClassroomError(msg)
    return next(folder.glob("*.whl"))


_CONFIG = f"""\
# nbgrader's settings for these labs. In this folder: `nbgrader generate_assignment seizures` makes what the class gets,
# `nbgrader autograde seizures` marks what came back, `nbgrader export` writes a table.
c = get_config()
c.CourseDirectory.course_id = "counter-narcotics"
c.ClearSolutions.code_stub = {{"python": "{_STUB}"}}
c.ExecutePreprocessor.timeout = 300
"""


def write(target: Path, notebooks: Path) -> str:
    """Write plain labs, nbgrader's course and the students' package below `target`; return a sentence on them."""
    found = labs(notebooks)
    if not found:
        msg = f"{notebooks}: found no lab with tasks; run this in the folder of the book."
        raise ClassroomError(msg)
    read = {path: _read(path) for path in found}
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("plain", "package", "nbgrader"):
        (target / folder).mkdir(parents=True)
    tasks, made = 0, editions.made_from()
    for path in found:
        notebook, lab = read[path], path.stem
        nbformat.write(student_version(notebook, lab, made), target / "plain" / path.name)
        course = target / "nbgrader" / "source" / lab
        course.mkdir(parents=True)
        nbformat.write(for_nbgrader(notebook, lab, made), course / path.name)
        tasks += len(checks.tasks(lab))
    (target / "nbgrader" / "nbgrader_config.py").write_text(_CONFIG, encoding="utf-8")
    wheel = student_wheel(target / "package")
    return (
        f"{counted(len(found), 'lab')} with {counted(tasks, 'task')}, in {target}: plain/ to hand out, package/{wheel.name} to run them, "
        "nbgrader/ as a course of nbgrader (with solutions: for you alone)."
    )

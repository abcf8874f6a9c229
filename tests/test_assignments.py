"""Labs for a class hold tasks and no answers; whatever comes back is marked, and nothing of it ends the marking."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from counternarcotics import checks, editions
from counternarcotics.__main__ import main
from counternarcotics.classroom import ClassroomError, assignments, grading, spreadsheet
from counternarcotics.classroom.student_checks import encoded
from pages import ROOT
from test_checks import COUNT, LIST, NAMED, NUMBER, ONE, TEXT, VALUES

LABS = assignments.labs(ROOT / "notebooks")
IMPORT = "from counternarcotics.checks import check"


# -- student versions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_a_student_version_keeps_every_task_and_holds_no_output_and_no_solution(path):
    lab, read = path.stem, nbformat.read(path, as_version=4)
    plain, graded = assignments.student_version(read, lab), assignments.for_nbgrader(read, lab)
    for made in (plain, graded):
        nbformat.validate(made)
        asked = [int(found["task"]) for cell in made.cells for found in assignments.CHECK.finditer(cell.source)]
        assert sorted(asked) == sorted(checks.tasks(lab))
        assert not any(cell.get("outputs") for cell in made.cells)
        assert "](../" not in "".join(cell.source for cell in made.cells), "a file that travels alone links to nothing"
    assert "SOLUTION" not in json.dumps(plain)
    marks = [cell.metadata["nbgrader"] for cell in graded.cells if "nbgrader" in cell.metadata]
    assert sum(mark.get("points", 0) for mark in marks) == len(checks.tasks(lab))
    assert len({mark["grade_id"] for mark in marks}) == 2 * len(checks.tasks(lab))


def test_what_an_instructor_marked_as_a_solution_is_taken_away():
    code = "answer_1 = ...\n### BEGIN SOLUTION\nanswer_1 = 7\n### END SOLUTION\ncheck('seizures', 1, answer_1)"
    tagged = new_code_cell("answer_1 = 7", metadata={"tags": ["solution"]})
    folded = nbformat.v4.new_markdown_cell("Think.\n<details><summary>Solution</summary>Seven.</details>\n")
    made = assignments.student_version(new_notebook(cells=[new_code_cell(code), tagged, folded]), "seizures")
    text = "\n".join(cell.source for cell in made.cells)
    assert "7" not in text
    assert "Seven" not in text
    assert "answer_1 = ...\ncheck(" in text
    assert "Think." in text


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("assignments") / "out"
    assert main(["assignments", "--notebooks", str(ROOT / "notebooks"), "--out", str(target)]) == 0
    return target


@pytest.mark.slow
def test_a_lab_says_from_which_commit_it_was_made(written):
    if not (made := editions.made_from()):
        pytest.skip("this copy is not kept by git")
    for path in (*(written / "plain").glob("*.ipynb"), *(written / "nbgrader").rglob("*.ipynb")):
        assert f"Made from {made}." in nbformat.read(path, as_version=4).cells[1].source


@pytest.mark.slow
def test_the_students_wheel_runs_a_check_and_holds_no_answer(written, tmp_path):
    wheel = zipfile.ZipFile(next((written / "package").glob("*.whl")))
    held = {name for name in wheel.namelist() if name.startswith("counternarcotics/checks/")}
    assert held == {"counternarcotics/checks/__init__.py", "counternarcotics/checks/tasks.json"}
    assert not [name for name in wheel.namelist() if "/classroom/" in name]
    wheel.extractall(tmp_path)

    def student(code: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    said = student(f"{IMPORT}\ncheck('seizures', 1, ...)\ncheck('seizures', 1, 'x')\ncheck('seizures', 1, 3)").stdout
    assert said.splitlines() == [
        "Task 1: put your answer in place of the three dots and run the cell again.",
        "Task 1: your answer is a text, and the task asks for a number.",
        "Task 1: taken down. It is checked once you have handed the notebook in.",
    ]
    for code in ("import counternarcotics.checks.seizures", "from counternarcotics.checks import task"):
        assert "Error" in student(code).stderr
    assert "students' copy" in student("from counternarcotics.__main__ import main\nmain(['grade', '.'])").stderr


# -- answers travel as data ----------------------------------------------------------------------------


@pytest.mark.parametrize("task", [NUMBER, COUNT, ONE, TEXT, LIST, NAMED])
def test_an_answer_that_travelled_is_judged_as_it_was(task):
    right = [task.expected(), np.float64(12.5), pd.Series([1.0, 2.0]), np.array([1.0, 2.0]), pd.Series({"a": 1.0, "b": 2.0}), np.int64(100), " TAJIKISTAN "]  # fmt: skip
    for value in [*VALUES, *right]:
        travelled = grading.decoded(json.loads(json.dumps(encoded(value))))
        assert checks.verdict(task, travelled).right == checks.verdict(task, value).right, repr(value)[:80]


@pytest.mark.parametrize("lab", checks.labs())
def test_the_right_answer_of_every_task_is_right_after_its_travel(lab):
    for task in checks.tasks(lab).values():
        assert checks.verdict(task, grading.decoded(json.loads(json.dumps(encoded(task.expected()))))).right


@pytest.mark.parametrize("forged", [{}, {"is": "list"}, {"is": "int", "of": "x"}, {"is": "series", "of": [], "at": 3}, {"is": "table", "of": ["a"]}, 3])  # fmt: skip
def test_an_answer_forged_by_hand_is_wrong_and_breaks_nothing(forged):
    assert not grading._verdict(NUMBER, forged).right


# -- marking -------------------------------------------------------------------------------------------


def answers(wrong: tuple[int, ...] = (), lab: str = "seizures") -> list[str]:
    said = {n: -1 if n in wrong else task.expected() for n, task in checks.tasks(lab).items()}
    return [IMPORT, *(f"answer_{n} = {value!r}\ncheck({lab!r}, {n}, answer_{n})" for n, value in said.items())]


def hand_in(folder: Path, name: str, cells: list[str], **metadata) -> None:
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    notebook.metadata.update(metadata)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / name)


BAD = {
    "hang.ipynb": ("ran longer than 60 seconds", [*answers()[:2], "while True: pass"]),
    "flood.ipynb": ("printed or drew more than 1 MB", [*answers()[:2], "while True: print('x' * 1000)"]),
    "eat.ipynb": ("needed more than 500 MB", [*answers()[:2], "held = [bytearray(10**8) for _ in range(15)]\nimport time; time.sleep(9)"]),
    "die.ipynb": ("ended its own kernel", [*answers()[:2], "import os; os._exit(1)"]),
    "other.ipynb": ("another course", ["import otter\ngrader = otter.Notebook()"]),
}  # fmt: skip


def files(folder: Path) -> None:
    for name, (_, cells) in BAD.items():
        hand_in(folder, name, cells)
    (folder / "junk.ipynb").write_text("{")
    (folder / "binary.ipynb").write_bytes(b"\xff\xfe\x00nothing")
    (folder / "essay.docx").write_text("no notebook")
    (folder / "list.ipynb").write_text("[]")
    (folder / "Thumbs.db").write_text("the system's")


def graded(folder: Path, *options: str) -> list[dict[str, str]]:
    limits = ["--seconds", "60", "--memory", "500", "--output", "1"]
    assert main(["grade", str(folder), "--out", str(folder.parent / "out"), *limits, *options]) == 0
    with (folder.parent / "out" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_a_hand_in_is_marked_task_by_task_and_one_that_breaks_off_is_one_row(tmp_path):
    folder = tmp_path / "in"
    hand_in(folder, "bek/seizures.ipynb", [*answers(wrong=(2,)), "1 / 0"])
    (folder / "bek" / "own-data.csv").write_text("x")
    # Answers cannot be imported, a kernel of another name is not asked for, and a later answer counts.
    peek = ["from counternarcotics.checks.seizures import heroin_share", IMPORT, "check('seizures', 2, heroin_share())"]
    hand_in(folder, "=1+1-seizures.ipynb", [*peek, "check('seizures', 1, 0)", answers()[1]], kernelspec={"name": "ir", "display_name": "R"})  # fmt: skip
    hand_in(folder, "flood.ipynb", BAD["flood.ipynb"][1])
    hand_in(folder, "lazy.ipynb", [IMPORT, "answer_1 = ...\ncheck('seizures', 1, answer_1)"])
    (folder / "junk.ipynb").write_text("{")
    rows = graded(folder)
    assert [tuple(row) for row in rows[:1]] == [grading.HEAD]
    marks = {name: [row["right"] for row in rows if row["name"] == name] for name in ("bek", "'=1+1")}
    assert marks == {"bek": ["right", "not right", *["right"] * 3], "'=1+1": ["right", *["not right"] * 4]}
    peeked = next(row for row in rows if row["name"] == "'=1+1" and row["task"] == "2")
    assert "No module named 'counternarcotics.checks.seizures'" in peeked["what went wrong"]
    assert {row["what went wrong"] for row in rows if row["name"] == "lazy"} == {"not answered"}
    flood, junk = ([row for row in rows if row["name"] == name] for name in ("flood", "junk"))
    assert [len(flood), len(junk)] == [1, 1]
    assert "printed or drew more than 1 MB" in flood[0]["what went wrong"]
    assert "Right before that: task 1." in flood[0]["what went wrong"]
    page = (tmp_path / "out" / "bek.html").read_text(encoding="utf-8")
    assert "4 of 5 tasks are right." in page
    assert '<td class="whole">-1</td>' in page
    assert f"{checks.tasks('seizures')[2].expected():.3f}"[:5] not in page, "a page shows no right answer"


@pytest.mark.long
def test_thirty_notebooks_of_every_bad_kind_are_marked_to_the_last(tmp_path):
    folder = tmp_path / "in"
    files(folder)
    whole = 30 - len(list(folder.glob("[!T]*")))
    for number in range(whole):
        hand_in(folder, f"student-{number:02d}.ipynb", answers(wrong=(1 + number % 5,)))
    rows = graded(folder, "--jobs", "2")
    for name, (said, _) in BAD.items():
        mine = [row for row in rows if row["name"] == Path(name).stem]
        assert len(mine) == 1
        assert said in mine[0]["what went wrong"], mine
    for name in ("junk", "binary", "essay", "list"):
        mine = [row for row in rows if row["name"] == name]
        assert len(mine) == 1
        assert "is no notebook" in mine[0]["what went wrong"]
    good = [row for row in rows if row["name"].startswith("student-")]
    assert len(good) == 5 * whole
    assert sum(row["right"] == "right" for row in good) == 4 * whole
    assert len(list((tmp_path / "out").glob("*.html"))) == 30


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grade", "nowhere"], "nowhere: no such folder; name the folder that holds the handed-in notebooks."),
        (["grade", "."], ".: holds no file; put the handed-in notebooks there"),
        (["grade", ".", "--seconds", "0"], "--seconds: found 0, expected a number above 0."),
        (["assignments", "--notebooks", "nowhere"], "nowhere: found no lab with tasks; run this in the folder of the book."),
    ],
)  # fmt: skip
def test_a_slip_is_told_in_one_sentence(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.count("\n") == 1


def test_a_table_holds_no_formula():
    for value in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-", "+"):
        assert spreadsheet.cell(value) == f"'{value}"
    for value in (-0.05, 3, "-12", "-1.5e-05", "Osh - Batken", ""):
        assert spreadsheet.cell(value) == str(value)


@pytest.mark.edition
@pytest.mark.long
def test_nbgrader_releases_marks_and_exports(written, tmp_path):
    pytest.importorskip("nbgrader", reason="run `make editions-ready`")
    course = tmp_path / "course"
    (written / "nbgrader").rename(course)

    # It calls a tool of its own by name.
    environment = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}

    def nbgrader(*words: str) -> str:
        command = [sys.executable, "-m", "nbgrader", *words]
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stderr

    nbgrader("generate_assignment", "seizures", "--create")
    released = nbformat.read(course / "release/seizures/seizures.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in released.cells)
    assert "expected()" not in text
    assert "verdict" not in text
    right = {n: task.expected() for n, task in checks.tasks("seizures").items()}
    for name, wrong in {"anna": (), "bek": (1, 4)}.items():
        made = nbformat.from_dict(json.loads(json.dumps(released)))
        for cell in made.cells:
            if found := re.match(r"answer_(\d) = \.\.\.", cell.source):
                number = int(found[1])
                cell.source = f"answer_{number} = {0 if number in wrong else right[number]!r}"
        place = course / "submitted" / name / "seizures"
        place.mkdir(parents=True)
        nbformat.write(made, place / "seizures.ipynb")
    nbgrader("autograde", "seizures")
    nbgrader("export")
    with (course / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert scores == {"anna": (5, 5), "bek": (3, 5)}


def test_limits_are_checked_when_they_are_made():
    with pytest.raises(ClassroomError, match="--memory: found -1"):
        grading.Limits(memory=-1)


def test_a_place_that_cannot_be_written_is_named_before_anything_is_marked(tmp_path, capsys, monkeypatch):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "anna.pdf").write_text("x")
    taken = tmp_path / "taken"
    taken.write_text("x")
    assert main(["grade", str(tmp_path / "class"), "--out", str(taken)]) == 1
    assert capsys.readouterr().err == f"{taken}: File exists; name another place.\n"
    monkeypatch.chdir(tmp_path / "class")
    assert main(["grade", "."]) == 0
    assert "anna.pdf: is no notebook" in (tmp_path / "class-grades" / "grades.csv").read_text(encoding="utf-8")

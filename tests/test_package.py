"""The package stands alone: a wheel carries the tables, declares what the labs need, and leaves nothing behind."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from counternarcotics import tables
from pages import ROOT

PACKAGE = ROOT / "src" / "counternarcotics"
# What builds, checks and stores the book; a lab needs none of it.
WORKSHOP = (
    "sphinx_extension",
    "book.py",
    "labs.py",
    "validation.py",
    "proofreading",
    "scaffold.py",
    "scripts.py",
    "drawing.py",
    "configuration.py",
    "editions",
    "classroom",
)
# Imported by the name of the module, declared by that of its distribution.
DISTRIBUTIONS = {"vl_convert": "vl-convert-python"}
SMALL_LAB = "notebooks/seizures.ipynb"


def run_time_modules() -> list[Path]:
    found = (path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in WORKSHOP)
    return [path for path in found if "starters" not in path.parts]


def imported(path: Path) -> set[str]:
    """Return the top-level modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_every_package_that_a_lab_needs_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}
    own = {*sys.stdlib_module_names, "counternarcotics"}
    needed = {name: path for path in run_time_modules() for name in imported(path) - own}
    missing = {name: path.name for name, path in needed.items() if DISTRIBUTIONS.get(name, name) not in declared}
    assert missing == {}, "declare these in pyproject.toml, or name their module a part of the workshop"
    assert declared == {DISTRIBUTIONS.get(name, name) for name in needed}, "declare only what is imported"


def test_without_tables_the_message_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTERNARCOTICS_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(tables.DataError, match=r"nowhere.datapackage.json: not found; install the package from"):
        tables.package()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel, built from a copy of what git tracks, so that a working copy's own files cannot hide a leak."""
    copy, built = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    before = {path for path in copy.rglob("*") if "__pycache__" not in path.parts}
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", built, "."]
    subprocess.run(command, cwd=copy, check=True)
    assert {path for path in copy.rglob("*") if "__pycache__" not in path.parts} == before, (
        "building leaves files behind"
    )
    return next(built.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_code_tables_pages_and_assets_and_nothing_else(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split(
        "\n"
    )
    wanted = {name.removeprefix("src/") for name in tracked if name.startswith("src/counternarcotics/")}
    wanted |= {f"counternarcotics/{name}" for name in tracked if name.startswith(("data/", "book/"))}
    assert held == {name for name in wanted if not name.endswith(".gitignore")}


@pytest.mark.slow
@pytest.mark.parametrize("name", [SMALL_LAB, "notebooks/what-if.ipynb"])  # the second reads the pages as well
def test_a_lab_runs_from_the_wheel_far_from_the_repository(wheel, tmp_path, name):
    """The environment's other packages serve; what is taken away is the repository."""
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    lab = tmp_path / "class" / "lab.ipynb"
    lab.parent.mkdir()
    lab.write_bytes((ROOT / name).read_bytes())
    script = (
        "import sys, nbclient, nbformat, counternarcotics\n"
        "lab = nbformat.read(sys.argv[1], as_version=4)\n"
        "nbclient.NotebookClient(lab, kernel_name='python3', timeout=300).execute()\n"
        "print(counternarcotics.__file__)\n"
        "print(sum(len(cell.get('outputs', [])) for cell in lab.cells))\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "COUNTERNARCOTICS_DATA"}
    environment["PYTHONPATH"] = str(installed)
    done = subprocess.run(
        [sys.executable, "-c", script, lab], cwd=lab.parent, env=environment, check=True, capture_output=True, text=True
    )
    place, outputs = done.stdout.split()
    assert Path(place).is_relative_to(installed)
    assert int(outputs) > 5


def test_binder_uses_the_versions_and_the_python_that_the_tests_use():
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["-r ../requirements.txt"]
    python = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    workflow = (ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8")
    assert f'python-version: "{python}"' in workflow
    assert f"PYTHONS := {python} " in (ROOT / "Makefile").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={python}"

"""What make does in places it was not written in: a folder with spaces, a folder that cannot be written, a bare path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

import browser
from pages import ROOT

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not on the path")


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """A folder with spaces that holds the Makefile and the tools of this environment."""
    folder = tmp_path / "a folder of one's own"
    (folder / ".venv").mkdir(parents=True)
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    shutil.copy(ROOT / "Makefile", folder)
    return folder


def make(
    folder: Path, *arguments: str, user: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(
        [MAKE, *arguments], cwd=folder, env=clean | environment, user=user, capture_output=True, text=True, check=False
    )


def test_the_zip_is_made_in_a_folder_with_spaces(elsewhere):
    (elsewhere / "_build" / "html").mkdir(parents=True)
    (elsewhere / "_build" / "html" / "index.html").write_text("<p>Book</p>", encoding="utf-8")
    done = make(elsewhere, "zip", "-o", "book", "-o", ".venv/ready", PYTHONPATH=str(ROOT / "src"))
    assert done.returncode == 0, done.stderr
    packed = zipfile.ZipFile(elsewhere / "_build" / "editions" / "counter-narcotics-textbook.zip")
    assert packed.read("counter-narcotics-textbook/html/index.html") == b"<p>Book</p>"


@pytest.mark.parametrize("target", ["book", "check", "notebooks", "lab", "zip", "clean"])
def test_in_a_folder_that_cannot_be_written_make_says_so_in_one_line(target):
    nobody = {"user": 65534} if os.geteuid() == 0 else {}  # root may write everywhere
    with tempfile.TemporaryDirectory() as folder:
        for name in ("Makefile", "requirements.txt", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        Path(folder).chmod(0o555)
        done = make(Path(folder), target, **nobody)
        Path(folder).chmod(0o755)
    assert done.returncode
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]
    assert len(said) == 1, said
    assert "cannot be written (see .): copy the book to a folder of your own" in said[0]


@pytest.mark.parametrize(
    ("tools", "said"),
    [
        ([], "No Python 3.11 or newer is on the path: install one, or name it"),
        (["python3"], "git is not on the path: install it and run make again."),
    ],
)
def test_a_tool_that_is_missing_is_named_in_one_line(tmp_path, tools, said):
    folder, path = tmp_path / "book", tmp_path / "bin"
    folder.mkdir()
    path.mkdir()
    for name in ("bash", "touch", "awk", "id", "make", "sed"):
        (path / name).symlink_to(shutil.which(name))
    for name in tools:
        (path / name).symlink_to(sys.executable)
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    done = make(folder, "book", PATH=str(path))
    told = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]
    assert done.returncode
    assert len(told) == 1
    assert said in told[0]


def test_a_python_that_makes_no_environments_is_named_in_one_line(tmp_path):
    folder, path = tmp_path / "book", tmp_path / "bin"
    folder.mkdir()
    path.mkdir()
    for name in ("bash", "touch", "awk", "id", "make", "sed", "git"):
        (path / name).symlink_to(shutil.which(name))
    without = path / "python3.11"  # as Debian ships it without python3-venv
    without.write_text('#!/bin/bash\n[[ "$*" != *venv* ]]\n', encoding="utf-8")
    without.chmod(0o755)
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    done = make(folder, "book", PATH=str(path))
    told = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]
    assert done.returncode
    assert told == [
        "python3.11 cannot make environments: install its venv module (Debian: apt-get install python3-venv)."
    ]


def test_a_browser_that_is_missing_is_named_in_one_line(monkeypatch, capfd):
    @contextmanager
    def none():
        raise browser.EditionError("Executable doesn't exist")
        yield

    monkeypatch.setattr(browser, "installed", lambda: None)
    monkeypatch.setattr(browser, "browser", none)
    monkeypatch.setattr(browser, "subprocess", SimpleNamespace(run=lambda *_, **__: SimpleNamespace(returncode=1)))
    with pytest.raises(SystemExit) as stopped:
        browser.ensure()
    assert stopped.value.code == 1
    said = capfd.readouterr().err
    assert said == "No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM=/path/to/chromium.\n"


def test_every_command_of_the_makefile_is_listed_and_explained():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split()) - {
        "writable",
        "browser",
        "help",
    }
    listed = make(ROOT, "help").stdout
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in phony:
        assert re.search(rf"^make {name} ", listed, flags=re.MULTILINE), name
        assert f"make {name}" in readme, name

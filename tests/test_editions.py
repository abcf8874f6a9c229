"""What all editions share: the commit that they name, and what they say when something is missing."""

from __future__ import annotations

import re
import subprocess

import pytest

from counternarcotics import editions
from pages import ROOT


def git(folder, *asked):
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *settings, *asked], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_an_edition_says_from_which_commit_it_was_made(tmp_path):
    git(tmp_path, "init", "-q")
    assert editions.made_from(tmp_path) == ""  # nothing was committed yet
    (tmp_path / "page.md").write_text("One", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "One")
    commit = git(tmp_path, "rev-parse", "--short", "HEAD").strip()
    assert re.fullmatch(rf"commit {commit} of \d{{4}}-\d\d-\d\d", editions.made_from(tmp_path))
    (tmp_path / "page.md").write_text("Two", encoding="utf-8")
    assert editions.made_from(tmp_path).endswith(", with uncommitted changes")


def test_a_copy_inside_another_repository_is_not_of_its_commit(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Another book")
    (tmp_path / "copy").mkdir()
    assert editions.made_from(tmp_path / "copy") == ""


def test_without_git_no_commit_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert editions.made_from(ROOT) == ""


def test_a_tool_that_is_missing_is_named_in_one_line(capsys):
    def make():
        editions.tool("no_such_tool.at_all")

    with pytest.raises(SystemExit):
        editions.run(make)
    said = capsys.readouterr().err
    assert said == "The Python package 'no_such_tool' is not installed: run `make editions-ready`.\n"

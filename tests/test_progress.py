"""The line of `make test` counts what has ended and says how long the rest may take."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from types import SimpleNamespace

import pytest

from pages import ROOT
from progress import Progress


def report(when, passed=True):
    return SimpleNamespace(when=when, passed=passed, failed=not passed)


def test_it_counts_tests_not_their_phases_and_says_the_time_left():
    now = [0.0]
    progress = Progress(io.StringIO(), clock=lambda: now[0])
    progress.pytest_xdist_node_collection_finished(None, ["test"] * 40)
    for passed in (True, False):
        now[0] += 30
        for when in ("setup", "call", "teardown"):
            progress.pytest_runtest_logreport(report(when, passed or when != "call"))
    assert progress.line() == "Test 2 of 40, 1 failed, about 19 min left"
    progress.done = 39
    assert progress.line() == "Test 39 of 40, 1 failed, about 2 s left"
    assert progress.out.getvalue().count("\r") == 2


@pytest.mark.parametrize("quiet", [True, False])
def test_it_speaks_to_a_terminal_and_is_quiet_in_ci(tmp_path, quiet):
    (tmp_path / "test_some.py").write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(5))\ndef test_it(n): pass\n"
    )
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "CI"} | ({"CI": "true"} if quiet else {})
    environment["PYTHONPATH"] = str(ROOT / "tests")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "progress",
        "-p",
        "no:xdist",
        "-p",
        "no:nbval",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run([*command, str(tmp_path)], stderr=theirs, stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path, check=False)  # fmt: skip
    os.close(theirs)
    try:
        said = os.read(ours, 65536).decode()
    except OSError:  # nothing was written, and the other end is closed
        said = ""
    os.close(ours)
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout
    assert ("Test 5 of 5, about 0 s left" in said) is not quiet
    assert ("....." in done.stdout) is quiet

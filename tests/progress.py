"""How far the tests are: one line with count and time left, as `make test` shows it; quiet in CI and without a terminal.

A plugin of pytest (`-p progress`, with `tests` on the path), silent in the workers that run the tests.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any, TextIO

import pytest


class Progress:
    """Counts the tests that have ended; the time left follows from the time that those took together."""

    def __init__(self, out: TextIO, clock: Any = time.monotonic) -> None:
        self.out, self.clock = out, clock
        self.total = self.done = self.failed = 0
        self.started = clock()

    def line(self) -> str:
        """Return the line, for example ``Test 120 of 1500, 1 failed, about 9 min left``."""
        left = (self.clock() - self.started) / max(self.done, 1) * (self.total - self.done)
        wait = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
        failed = f", {self.failed} failed" if self.failed else ""
        return f"Test {self.done} of {self.total}{failed}, about {wait} left"

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.total, self.started = len(session.items), self.clock()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: list[str]) -> None:
        self.total, self.started = len(ids), self.clock()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed += report.failed
        if report.when == "teardown":
            self.done += 1
            self.out.write(f"\r{self.line():<60}")
            self.out.flush()

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Say nothing of a test that passed: the line counts it."""
        return ("passed" if report.when == "call" else "", "", "PASSED") if report.passed else None

    @pytest.hookimpl(hookwrapper=True)
    def pytest_terminal_summary(self) -> Iterator[None]:
        self.out.write(f"\r{'':<60}\r")
        self.out.flush()
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Show the line where somebody looks at it."""
    if sys.stderr.isatty() and not os.environ.get("CI") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Progress(sys.stderr))

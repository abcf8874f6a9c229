"""What the editions weigh and what each costs to make: rows of `make bench ONLY=editions`."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from counternarcotics.editions import OUT, offered, size
from pages import ROOT


def show(row: Callable[..., None]) -> None:
    """Make every edition once, each in a process of its own, and print its seconds of processor time and its size."""
    for one in offered.EDITIONS:
        _, name, *settings = one.command.split()
        command = [sys.executable, "-m", f"counternarcotics.editions.{name}", *(["--student"] if settings else [])]
        before = _spent()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        said = size(OUT / one.file) if done.returncode == 0 else done.stderr.strip().splitlines()[-1]
        row(f"edition {one.file}: made, size", f"{_spent() - before:.1f} s", said)


def _spent() -> float:
    used: Any = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

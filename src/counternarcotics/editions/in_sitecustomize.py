"""Runs in the browser before the kernel starts: a module is looked for beside the lab last, and not first.

Beside the lab is the reader's drive, and a look there waits for the page to answer: some 130 of them before the first
cell.  ``counternarcotics.editions.bytecode`` puts this module into Python's library as ``sitecustomize``.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any

DRIVE = "/drive"


class Nothing:
    """Stands for the drive where Python looks first, and finds nothing there."""

    @staticmethod
    def find_spec(name: str, target: Any = None) -> None:
        """Find nothing."""


class Beside:
    """Finds a module in the lab's folder when no other place has one."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return the specification of a module; the blank end of the path keeps it apart from what stands for it above."""
        return None if path else PathFinder.find_spec(name, [f"{Path.cwd()}/"], target)


if sys.platform == "emscripten":
    sys.path_importer_cache[DRIVE] = Nothing
    sys.meta_path.append(Beside)

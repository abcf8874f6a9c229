"""Unrun labs: notebooks as a reader takes them along, without what their cells printed here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def unrun(path: Path) -> dict[str, Any]:
    """Return the notebook at `path` with its cells as they are before the first run."""
    lab = json.loads(path.read_text(encoding="utf-8"))
    for cell in lab["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return lab


def written(lab: dict[str, Any]) -> str:
    """Return a notebook as its file holds it."""
    return json.dumps(lab, ensure_ascii=False, indent=1) + "\n"

"""Every digit that the book works out, as one JSON file: what two versions of Python must agree on to the last place.

``python tests/digits.py`` prints it; ``tests/pythons.py`` compares it between versions.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from counternarcotics import checks, computed, explorers, keeping
from counternarcotics.explorer import show

TRIED = 5  # settings of each explorer, drawn from a fixed seed, beside its start and its presets


def drawn(explorer: explorers.Explorer, draw: random.Random) -> dict[str, float]:
    """Draw one value an assumption, on the steps of its control."""
    chosen = {}
    for a in explorer.assumptions:
        steps = round((a.maximum - a.minimum) / a.step)
        chosen[a.name] = min(a.minimum + draw.randint(0, steps) * a.step, a.maximum)
    return chosen


def settings(explorer: explorers.Explorer) -> list[dict[str, float]]:
    """Return the start, every preset and a few other settings."""
    draw = random.Random(2005)
    listed = [explorer.settings(), *(explorer.preset(p.name) for p in explorer.presets)]
    return listed + [drawn(explorer, draw) for _ in range(TRIED)]


def digits() -> dict[str, Any]:
    """Return the results, the sentence and the rows of every explorer, every computed number and every lab's answer."""
    found: dict[str, Any] = {}
    for name in explorers.names():
        explorer = explorers.load(name)
        for position, chosen in enumerate(settings(explorer)):
            evaluation = explorer.evaluate(**chosen)
            found[f"{name}, setting {position}"] = {
                "results": [repr(value) for value in evaluation.values.values()],
                "shown": [show(result) for result in evaluation.results.values()],
                "sentence": evaluation.sentence,
                "rows": evaluation.table.map(repr).to_dict("list"),
            }
    for name in computed.names():
        found[f"computed {name}"] = computed.get(name).shown()
    for lab in checks.labs():
        for number, task in checks.tasks(lab).items():
            found[f"{lab}, task {number}"] = repr(task.expected())
    return found


if __name__ == "__main__":
    keeping.BUILT = Path(os.devnull)  # no folder: or another Python would be told what this one has worked out
    json.dump(digits(), sys.stdout, indent=1)

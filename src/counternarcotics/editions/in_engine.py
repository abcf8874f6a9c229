"""Runs in Pyodide while the lite edition is made: imports what the labs import, and writes the bytecode of all that came.

``counternarcotics.editions.bytecode`` copies this module into the folder that is mounted here as ``/work``.
"""

from __future__ import annotations

import json
import py_compile
import site
import sys
from pathlib import Path

WORK = Path("/work")
OWN = "counternarcotics"
PLACES = {
    "stdlib": f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip",
    "site": site.getsitepackages()[0],
}


def _write(name: str, origin: str, source: bytes, place: str) -> None:
    passing = Path("/tmp/source.py")
    passing.write_bytes(source)
    target = WORK / place / f"{origin.removeprefix(PLACES[place]).lstrip('/')}c"
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(passing), str(target), origin, doraise=True, invalidation_mode=mode)


if __name__ == "__main__":
    for statement in json.loads((WORK / "imports.json").read_text(encoding="utf-8")):
        exec(statement, {})
    for name, module in sorted(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        origin = getattr(spec, "origin", None) or ""
        place = next((one for one, folder in PLACES.items() if origin.startswith(f"{folder}/")), None)
        if place and origin.endswith(".py") and name.partition(".")[0] != OWN:
            _write(name, origin, spec.loader.get_data(origin), place)

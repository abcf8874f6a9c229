"""Bytecode for the lite edition: what the labs import is compiled once, when it is made, and not by every reader's browser.

Pyodide compiles it itself, run by Node.js, so that it is the bytecode of its own Python; its archives are packed anew with
it in the place of the source, and wheels with Zstandard, which makes up for what bytecode weighs.  The modules of
the book stay as they are written, since a reader may ask for them with ``??``.  This halves the time to the first cell.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from counternarcotics.editions import EditionError, in_engine, in_sitecustomize, tool
from counternarcotics.editions.zip import entry

STDLIB = "python_stdlib.zip"
CHANGES = """The archives in this folder are those of Pyodide, of the packages that they are named after and of the textbook,
packed anew: modules that the labs import stand as bytecode, compiled from their source; tests and what belongs to a
desktop are left out; the library of Python has a sitecustomize.py of the textbook. Nothing else is changed.
"""
KERNEL = ("import micropip", "import piplite.piplite", "import pyodide_kernel")
_NODE = """
const [engine, work] = process.argv.slice(1);
const { pathToFileURL } = require("node:url");
const { readFileSync } = require("node:fs");
(async () => {
  const { loadPyodide } = await import(pathToFileURL(engine + "/pyodide.mjs"));
  const packages = Object.keys(JSON.parse(readFileSync(engine + "/pyodide-lock.json", "utf8")).packages);
  const pyodide = await loadPyodide({ indexURL: engine + "/" });
  await pyodide.loadPackage(packages, { messageCallback() {} });
  pyodide.FS.mkdirTree("/work");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: work }, "/work");
  pyodide.runPython(readFileSync(work + "/in_engine.py", "utf8"));
})().catch((error) => { console.error(String(error.message ?? error).trim().split("\\n").pop()); process.exit(1); });
"""


def imports(labs: Iterable[Path]) -> list[str]:
    """Return the statements by which labs import, each once, after those of the kernel."""
    found = set()
    for path in labs:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                tree = ast.parse("".join(cell["source"]))
                found |= {ast.unparse(one) for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)}
    return [*KERNEL, *sorted(found)]


def compiled(engine: Path, labs: Iterable[Path], work: Path) -> None:
    """Pack the archives in Pyodide's folder `engine` anew, with bytecode of what `labs` import; `work` is for what passes by.

    Raises EditionError where Node.js is missing, or Pyodide cannot import what a lab does.
    """
    work.mkdir()
    (work / "imports.json").write_text(json.dumps(imports(labs)), encoding="utf-8")
    shutil.copyfile(in_engine.__file__, work / "in_engine.py")
    try:
        done = subprocess.run(["node", "-e", _NODE, engine, work], check=False, capture_output=True, text=True)
    except FileNotFoundError as error:
        msg = "node is not on the path, and the lite edition needs it to let Pyodide compile: install Node.js 20 or newer."
        raise EditionError(msg) from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        msg = f"Pyodide could not compile what the labs import: {said[-1]}"
        raise EditionError(msg)
    _packed(engine / STDLIB, work / "stdlib", {"sitecustomize.py": Path(in_sitecustomize.__file__).read_bytes()})
    for wheel in sorted(engine.glob("*.whl")):
        _packed(wheel, work / "site")
    (engine / "CHANGES.txt").write_text(CHANGES, encoding="utf-8")


def _packed(archive: Path, bytecode: Path, more: dict[str, bytes] | None = None) -> None:
    """Pack an archive anew: bytecode for source where there is some, and without what only a desktop or a test reads."""
    packing = tool("backports.zstd.zipfile")
    method, level = (packing.ZIP_ZSTANDARD, 9) if archive.suffix == ".whl" else (packing.ZIP_DEFLATED, 9)
    files = dict(more or {})
    with packing.ZipFile(archive) as before:
        for name in before.namelist():
            if not (name.endswith("/") or "/tests/" in name or ".data/data/" in name):
                made = bytecode / f"{name}c"
                files |= {f"{name}c": made.read_bytes()} if made.is_file() else {name: before.read(name)}
    for record in [name for name in files if name.endswith(".dist-info/RECORD")]:
        files[record] = "".join(f"{name},,\n" for name in files).encode()
    half = archive.with_suffix(".half")
    with packing.ZipFile(half, "w") as after:
        for name, content in files.items():
            after.writestr(_entry(packing, name), content, method, level)
    half.replace(archive)


def _entry(packing: Any, name: str) -> Any:
    known = entry(name)
    same = packing.ZipInfo(name, known.date_time)
    same.external_attr = known.external_attr
    return same

"""What the labs in the browser weigh and how soon the first cell answers, beside a stock build of the same versions.

Rows of `make bench ONLY=lite PYODIDE=...`.  The stock build is what `jupyter lite build` writes with the same kernel:
Pyodide's own folder with its own lock served from the same place, the same wheels in its index of wheels.  There a
reader's first cell brings the packages; here the kernel has them.  Both are opened by turns in a fresh profile, and the
time runs from the opening of the lab to the first output of its first code cell.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lite as browsing
from counternarcotics.editions import lite, size
from counternarcotics.editions.unrun import unrun, written
from pages import ROOT

LAB = "seizures.ipynb"
AIM = 60e6
RUN_FIRST = """async () => {
  const app = window.jupyterapp;
  const notebook = app.shell.currentWidget;
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  notebook.content.activeCellIndex = notebook.content.widgets.findIndex((cell) => cell.model.type === "code");
  await app.commands.execute("notebook:run-cell");
  return notebook.content.activeCell.model.toJSON().outputs;
}"""
# What brings the packages where the kernel does not have them, and something to see.
BRING = "import piplite\nawait piplite.install({wheels!r}, deps=False)\n"
SEEN = "\nprint('ready')"


def stock(ours: Path, distribution: Path, work: Path) -> Path:
    """Write the site that JupyterLite builds by itself, with the wheels of `ours` as they came, and return its folder."""
    extensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    came = lite.brought(distribution, ROOT, work, extensions)
    wheels = sorted((path for path in came if path.name.endswith("-none-any.whl")), key=lambda path: path.name)
    brought = [path.name.split("-")[0].replace("_", "-") for path in wheels]
    brought = [
        name for name in brought if name not in ("micropip", "piplite", "pyodide-kernel", "python-dateutil", "six")
    ]
    shutil.copytree(ours / "files", work / "files")
    _first_cell(work / "files" / LAB, BRING.format(wheels=brought))
    chosen = {
        "lite_dir": str(work),
        "output_dir": str(work / "out"),
        "contents": [str(work / "files")],
        "apps": ["lab"],
    }
    config = {"LiteBuildConfig": chosen, "PipliteAddon": {"piplite_urls": [str(path) for path in wheels]}}
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    kernel = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True}
    settings = {
        "exposeAppInBrowser": True,
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
    }
    said = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    (work / "jupyter-lite.json").write_text(json.dumps(said), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    subprocess.run(command, cwd=work, check=True, capture_output=True)
    engine = work / "out" / "static" / "pyodide"
    shutil.copytree(distribution, engine, dirs_exist_ok=True)
    lock = json.loads((engine / "pyodide-lock.json").read_text(encoding="utf-8"))
    there = {name: one for name, one in lock["packages"].items() if (engine / one["file_name"]).exists()}
    for one in there.values():  # of a part of the distribution only what is there can be loaded
        one["depends"] = [name for name in one["depends"] if name in there]
    (engine / "pyodide-lock.json").write_text(json.dumps(lock | {"packages": there}), encoding="utf-8")
    return work / "out"


def _first_cell(path: Path, before: str) -> None:
    lab = unrun(path)
    cell = next(cell for cell in lab["cells"] if cell["cell_type"] == "code")
    cell["source"] = f"{before}{''.join(cell['source'])}{SEEN}"
    path.write_text(written(lab), encoding="utf-8")


def first_output(browser: Any, address: str) -> float:
    """Return the seconds from the opening of the lab to the first output of its first code cell."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(300_000)
        started = time.monotonic()
        browsing.opened(page, address, LAB, minutes=5)
        outputs = page.evaluate(RUN_FIRST)
        took = time.monotonic() - started
    finally:
        context.close()
    said = "".join("".join(one.get("text", "")) for one in outputs)
    if "ready" not in said:
        msg = f"the first cell of {address} said {str(outputs)[:500]}"
        raise RuntimeError(msg)
    return took


def show(row: Callable[..., None], browser: Any, runs: int) -> None:
    """Make the edition and its stock twin, and print size and seconds to the first cell of both, with their ratio."""
    named = os.environ.get("PYODIDE", "")
    if not named:
        print(
            "lite: not measured; name Pyodide's distribution, as in `make bench ONLY=lite PYODIDE=folder`.", flush=True
        )
        return
    ours = lite.make(ROOT, named)
    weight = sum(path.stat().st_size for path in ours.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix="lite-") as made:
        work = Path(made)
        copy = shutil.copytree(ours, work / "ours")
        _first_cell(copy / "files" / LAB, "")
        (work / "stock").mkdir()
        other = stock(ours, lite.distribution(named, work), work / "stock")
        row("labs in the browser: size, stock build beside it", size(ours), size(other), aim=f"<= {AIM / 1e6:.0f} MB")
        if weight > AIM:
            print(f"  {(weight - AIM) / 1e6:.1f} MB above the aim", flush=True)
        seconds: dict[Path, list[float]] = {copy: [], other: []}
        for _ in range(runs):
            for site, times in seconds.items():
                with browsing.served(site) as address:
                    times.append(first_output(browser, address))
    mine, theirs = (statistics.median(times) for times in seconds.values())
    row("labs in the browser: first cell, stock build beside it", f"{mine:.1f} s", f"{theirs:.1f} s", f"x {mine / theirs:.2f}", aim="<= 0.7 x")  # fmt: skip

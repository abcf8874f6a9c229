"""The lite edition in a browser: serves it, runs labs to their last cell, and returns what they say."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from counternarcotics.editions import lite

# Pyodide's own distribution cannot be fetched everywhere; this package on PyPI carries a part of it, wheels of the same
# SHA-256 as in the lock of Pyodide's package on npm.
PARTS = "open-webui==0.12.4"
RUN = """async () => {
  const app = window.jupyterapp;
  const notebook = app.shell.currentWidget;
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  const started = performance.now();
  await app.commands.execute("notebook:run-all-cells");
  return performance.now() - started;
}"""
SAID = "() => window.jupyterapp.shell.currentWidget.context.model.toJSON()"


def assembled(target: Path) -> Path:
    """Put together a distribution of Pyodide from npm and PyPI, and return its folder."""
    target.mkdir(parents=True)
    folder = target / "distribution"
    folder.mkdir()
    pack = subprocess.run(
        ["npm", "pack", "--silent", f"pyodide@{lite.PYODIDE}"], cwd=target, check=True, capture_output=True, text=True
    )
    subprocess.run(
        ["tar", "xzf", pack.stdout.split()[-1], "--strip-components=1", "-C", folder], cwd=target, check=True
    )
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(target), PARTS]
    subprocess.run(pip, check=True, capture_output=True)
    with zipfile.ZipFile(next(target.glob("*.whl"))) as packed:
        for name in packed.namelist():
            if "/pyodide/" in name and name.endswith(".whl"):
                (folder / name.rpartition("/")[2]).write_bytes(packed.read(name))
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".wasm": "application/wasm", ".mjs": "text/javascript"}  # fmt: skip

    def log_message(self, *_: Any) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine, and yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def opened(page: Any, address: str, lab: str, minutes: int = 1) -> None:
    """Open a lab, and wait until its kernel can run a cell."""
    page.goto(f"{address}/lab/index.html?path={lab}")
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context?.isReady", timeout=minutes * 60_000)


def run(page: Any, minutes: int = 5) -> dict[str, Any]:
    """Run all cells of the lab that is open, and return the notebook with its outputs and the milliseconds it took."""
    page.set_default_timeout(minutes * 60_000)
    took = page.evaluate(RUN)
    return {"notebook": page.evaluate(SAID), "took": took}


def differing(stored: Path, found: dict[str, Any]) -> Iterator[str]:
    """Yield where a lab that was run says something else than its stored outputs; pictures and widgets are not words.

    The engine counts in 32 bits where other machines count in 64, and pandas names that beside the same numbers.
    """
    cells = json.loads(stored.read_text(encoding="utf-8"))["cells"]
    if len(cells) != len(found["cells"]):
        yield f"has {len(found['cells'])} cells, not {len(cells)}"
        return
    for number, (before, after) in enumerate(zip(cells, found["cells"], strict=True), start=1):
        if "nbval-ignore-output" in before["metadata"].get("tags", ()):
            continue
        if before["cell_type"] == "code" and (was := list(_words(before))) != (now := list(_words(after))):
            yield f"cell {number}: says {now}, stored is {was}"


def _words(cell: dict[str, Any]) -> Iterator[str]:
    printed = ""
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            printed += "".join(output["text"])
        elif output["output_type"] == "error":
            yield f"{output['ename']}: {output['evalue']}"
        else:
            data = output["data"]
            yield "".join(data.get("text/html") or data.get("text/plain", "")).replace("int32", "int64")
    if printed:
        yield printed


def unmoved(page: Any) -> Iterator[str]:
    """Move the first control of each explorer that is in sight by a key, and yield those whose sentence stays silent."""
    for number, explorer in enumerate(page.query_selector_all(".cn-explorer")):
        explorer.scroll_into_view_if_needed()
        slider = explorer.query_selector("input[type=range]:visible")
        if not slider:
            continue
        before = slider.input_value()
        slider.focus()
        slider.press("ArrowRight" if float(before) < float(slider.get_attribute("max")) else "ArrowLeft")
        try:  # a page that is busy with the last cell takes the key when it has time
            page.wait_for_function(
                "([slider, before]) => slider.value !== before", arg=[slider, before], timeout=20_000
            )
        except PlaywrightTimeout:
            yield f"explorer {number + 1}: its first control does not move"
        if not explorer.query_selector(".cn-view svg"):
            page.wait_for_timeout(1_000)
            if not explorer.query_selector(".cn-view svg"):
                yield f"explorer {number + 1}: is not drawn"

"""An explorer in a real JupyterLab: keys reach its fields, and Python reads what the reader sets."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time

import nbformat
import pytest

from counternarcotics.labs import KERNEL

pytestmark = [pytest.mark.slow, pytest.mark.long]

CELLS = (
    "from counternarcotics import explorers\nw = explorers.load('concept').widget()\nw",
    "print(w.settings['target_change'])",
)
STARTS, RENDERS = 60, 60  # seconds, on a machine that does other things too


@pytest.fixture
def laboratory(tmp_path):
    """The address of a JupyterLab with one notebook."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    notebook.metadata["kernelspec"] = KERNEL  # without it JupyterLab asks which one
    nbformat.write(notebook, tmp_path / "explorer.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=", f"--ServerApp.root_dir={tmp_path}", "--LabApp.news_url=None"]  # fmt: skip
    own = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "RUNTIME")}
    with (tmp_path / "log").open("w") as log:
        lab = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *asked], stdout=log, stderr=log, env=os.environ | own
        )
    try:
        for _ in range(STARTS):
            time.sleep(1)
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield f"http://127.0.0.1:{port}/lab/tree/explorer.ipynb"
    finally:
        lab.terminate()
        lab.wait(30)


def test_keys_stay_in_the_explorer_and_python_reads_its_settings(laboratory, chromium):
    context = chromium.new_context(viewport={"width": 1366, "height": 900})
    page = context.new_page()
    page.set_default_timeout(RENDERS * 1000)
    page.goto(laboratory)
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    cells.first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    note = page.locator(".cn-widget textarea").first
    note.click()
    page.keyboard.type("because")
    page.keyboard.press("Enter")
    page.keyboard.type("a and b")  # letters that command mode takes for new cells
    assert note.input_value() == "because\na and b"
    slider = page.locator(".cn-widget input[name=target_change]")
    before = float(slider.input_value())
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert float(slider.input_value()) > before
    page.wait_for_timeout(1000)  # the setting goes to the kernel by itself
    assert cells.count() == len(CELLS)
    cells.nth(1).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    told = cells.nth(1).locator(".jp-OutputArea-output")
    told.wait_for()
    assert json.loads(told.inner_text()) == pytest.approx(float(slider.input_value()))
    context.close()

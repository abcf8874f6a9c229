#!/usr/bin/env bash
# JupyterLab 4.6.6 with ipykernel 7.4.0, in Chromium: a native slider in the output of a cell.
#
# The notebook's shortcuts are for the notebook: Lumino's attribute data-lm-suppress-shortcuts is to keep them from
# whatever stands inside an element that carries it.
# Expected: an arrow key on a focused <input type="range"> moves the slider, at least inside such an element.
# Seen: the key selects the next cell and the slider stays, with the attribute on the element around it as without it.
# The shortcut's selector ends in ":focus", which matches the slider itself before any ancestor is asked for the
# attribute.  Only with the attribute on the slider itself does the key move it.
# Why it matters to a textbook: whoever works by keyboard cannot move a model's assumptions in a notebook, and typing
# in a field may do something to the cells.
set -eu
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
server=
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install jupyterlab==4.6.6 ipykernel==7.4.0 playwright==1.65.2 2>/dev/null
mkdir "$folder/root"
cat > "$folder/root/n.ipynb" <<'NOTEBOOK'
{"cells": [
 {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, "outputs": [], "source":
  "from IPython.display import HTML\nHTML('<input type=range id=bare value=5 max=9><div data-lm-suppress-shortcuts=true><input type=range id=around value=5 max=9></div><input type=range id=itself value=5 max=9 data-lm-suppress-shortcuts=true>')"},
 {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": null, "outputs": [], "source": "1"}],
 "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}, "nbformat": 4, "nbformat_minor": 5}
NOTEBOOK
"$folder/venv/bin/jupyter" lab --no-browser --allow-root --port=0 --IdentityProvider.token=t --ServerApp.root_dir="$folder/root" \
  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate >"$folder/log" 2>&1 &
server=$!
until grep -qo 'http://127.0.0.1:[0-9]*' "$folder/log"; do kill -0 "$server"; sleep 0.5; done
"$folder/venv/bin/python" - "$(grep -o 'http://127.0.0.1:[0-9]*' "$folder/log" | head -1)" <<'SCRIPT'
import os, shutil, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{sys.argv[1]}/lab/tree/n.ipynb?token=t")
    page.wait_for_function("() => document.body.innerText.includes('| Idle')")
    while not page.locator("#itself").count():
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(3000)
    moved = {}
    for name in ("bare", "around", "itself"):
        page.locator(f"#{name}").focus()
        page.keyboard.press("ArrowDown")
        moved[name] = page.locator(f"#{name}").input_value() == "4"
    print("An arrow key moves a bare slider: {bare}; one inside an element with the attribute: {around}; one with the attribute itself: {itself}".format(**moved))
    sys.exit(moved != {"bare": False, "around": False, "itself": True})
SCRIPT

#!/usr/bin/env bash
# nbval 0.11.0 with nbclient 0.11.0, ipykernel 7.4.0 and nbformat 5.11.1.
#
# A notebook is run from its first cell to its last by nbclient, which stores what came out, and is compared at once by
# nbval, which runs the same cells in the same kernel.
# Expected: nothing has changed, so every cell passes.
# Seen: nbval sends each cell with store_history=False, as an editor sends what is not to be remembered, and IPython
# keeps no In and Out then.  A cell that ends in a semicolon, which hides its value in JupyterLab and from nbclient,
# "shows" the value after all, since IPython looks for the semicolon in the history; a cell that names a value as Out[1]
# ends in KeyError.  The last value by its name _ is there all the same.
# Why it matters to a textbook: a semicolon after the last line is how teachers keep a chart's return value out of sight.
# A correct lab fails its own test, the message says that the book's stored output is wrong, and running the notebook
# anew, which is the advice, changes nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install nbval==0.11.0 nbclient==0.11.0 ipykernel==7.4.0 nbformat==5.11.1 2>/dev/null
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON' 2>/dev/null
import subprocess
import sys

import nbformat
from nbclient import NotebookClient

new = nbformat.v4
labs = {
    "a value": ["20 + 3"],
    "a value hidden by a semicolon": ["20 + 3;"],
    "the last value by its name _": ["20 + 3", "print(_ * 2)"],
    "the value of the first cell": ["20 + 3", "print(Out[1] * 2)"],
}
passed = {}
for name, sources in labs.items():
    lab = new.new_notebook(cells=[new.new_code_cell(source) for source in sources])
    lab.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    NotebookClient(lab).execute()
    nbformat.write(lab, "lab.ipynb")
    run = [sys.executable, "-m", "pytest", "--nbval", "lab.ipynb", "-q", "-p", "no:cacheprovider"]
    said = subprocess.run(run, capture_output=True, text=True).stdout
    passed[name] = "failed" not in said
    print(f"{name}: {said.strip().splitlines()[-1].split(' in ')[0]}")
assert list(passed.values()) == [True, False, True, False]
PYTHON

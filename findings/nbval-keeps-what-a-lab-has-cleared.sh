#!/usr/bin/env bash
# nbval 0.11.0 with nbclient 0.11.0, ipykernel 7.4.0 and nbformat 5.11.1.
#
# clear_output() and the handle of a display are part of Jupyter's protocol: the first takes away what a cell has shown,
# the second puts something else in its place.  nbclient follows both and stores what a reader sees in the end.
# Expected: nbval, which compares what is stored with what the same kernel sends again, follows both as well.
# Seen: it passes over both messages.  What was cleared still counts as output, what was put in its place does not, and
# the notebook that nbclient stored a second before fails.  Text written over by carriage returns, which nbclient stores
# unresolved, passes.
# Why it matters to a textbook: a lab that shows how far a simulation has come, or redraws one table as it goes, can
# never pass a strict test, however often it is run anew.  It has to print each step or nothing.
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
    "written over by a carriage return": "print('half', end='\\r'); print('done')",
    "cleared": "from IPython.display import clear_output\nprint('half'); clear_output(); print('done')",
    "put in the place of another": "from IPython.display import display\nshown = display('half', display_id=True)\nshown.update('done')",
}
passed = {}
for name, source in labs.items():
    lab = new.new_notebook(cells=[new.new_code_cell(source)])
    lab.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    NotebookClient(lab).execute()
    nbformat.write(lab, "lab.ipynb")
    run = [sys.executable, "-m", "pytest", "--nbval", "lab.ipynb", "-q", "-p", "no:cacheprovider"]
    said = subprocess.run(run, capture_output=True, text=True).stdout
    passed[name] = "failed" not in said
    kept = [output.get("text") or output["data"]["text/plain"] for output in lab.cells[0].outputs]
    print(f"{name}: stored {kept}, {said.strip().splitlines()[-1].split(' in ')[0]}")
assert passed["written over by a carriage return"]
assert not passed["cleared"] and not passed["put in the place of another"]
PYTHON

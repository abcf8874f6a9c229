#!/usr/bin/env bash
# nbclient 0.11.0 with ipykernel 7.4.0, nbformat 5.11.1.
#
# Expected: exit() ends a notebook.  What stands below it does not run, and whoever ran the notebook is told that it ended there.
# Seen: nbclient sends the next cells to the kernel that was asked to end, and the kernel still runs what reaches it in
# the next tenth of a second, to the end of that cell however long it takes.  The cell with exit() has no error and no
# output.  If cells are left, "Kernel died" is raised at a later one; if exit() is the last cell, nothing is raised.
# Why it matters to a textbook: whoever marks labs by running them may count answers that stand below an exit(), on a slow
# machine fewer of them than on a fast one, and the error that is told belongs to a cell that is innocent.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install nbclient==0.11.0 ipykernel==7.4.0 nbformat==5.11.1 2>/dev/null
cd "$folder"
PATH="$folder/venv/bin:$PATH" "$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook


def run(*cells):
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    try:
        NotebookClient(notebook, timeout=60, allow_errors=True, kernel_name="python3").execute()
        raised = "nothing"
    except DeadKernelError as error:
        raised = f"DeadKernelError ({error})"
    return raised, [[out.get("text") or out.get("ename") for out in cell.outputs] for cell in notebook.cells]


last = run("a = 1", "exit()")
print("exit() as the last cell: raised", last[0], "outputs", last[1])
for attempt in range(5):  # the tenth of a second may pass on a busy machine
    below = run("a = 1", "exit()", "print('below', a)", "import time; time.sleep(1); print('still', a)", "print('end', a)")
    print("exit() in the middle: raised", below[0], "outputs", below[1])
    if below[1][2] == ["below 1\n"]:
        break
assert last == ("nothing", [[], []])
assert below[0].startswith("DeadKernelError") and below[1][1] == []
assert below[1][2] == ["below 1\n"]
PYTHON

"""Labs: run every notebook from top to bottom and store its outputs in one normal form.

``python -m counternarcotics.labs [NOTEBOOK ...]`` is what ``make notebooks`` calls.  Stored outputs carry no
machine's traces: no widget ids, no timings, no kernel of somebody's own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return `notebook` with numbered cells, stable ids and outputs that any viewer can show."""
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    )
    for position, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{position:02d}"
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k == "tags"})
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_MIME, None)
            output.pop("metadata", None) if output.output_type == "stream" else output.update(metadata={})
    count = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count
    return notebook


def execute(path: Path) -> None:
    """Run the notebook at `path` in its folder and store it back; an error in a cell is raised, nothing is stored."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    path.write_text(nbformat.writes(normalised(notebook)) + "\n", encoding="utf-8")
    print(f"{path}: {sum(c.cell_type == 'code' for c in notebook.cells)} cells run and stored.")


def main() -> None:
    """Run the notebooks named on the command line, or all of them."""
    named = [Path(name) for name in sys.argv[1:]]
    for path in named or sorted(Path("notebooks").rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            execute(path)


if __name__ == "__main__":
    main()

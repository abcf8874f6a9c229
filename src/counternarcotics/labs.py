"""Labs: run every notebook from top to bottom and store its outputs in one normal form.

``python -m counternarcotics.labs [NOTEBOOK ...]`` is what ``make notebooks`` calls.  Stored outputs carry no
machine's traces: no widget ids, no timings, no kernel of somebody's own.  What a person set on a cell (tags, slides,
folded inputs, a grader's marks) stays.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from counternarcotics.proofreading.notebooks import picture_digest

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

# Written by tools as they run, open or convert a notebook; whatever else stands in the metadata, a person put there.
CELL_TRACES = {
    "ExecuteTime", "colab", "collapsed", "execution", "executionInfo", "id", "outputId", "papermill", "pycharm",
    "scrolled", "trusted", "vscode",
}  # fmt: skip
NOTEBOOK_TRACES = {"colab", "kernelspec", "language_info", "orig_nbformat", "papermill", "toc", "varInspector", "vscode", "widgets"}  # fmt: skip


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return `notebook` with numbered cells, stable ids and outputs that any viewer can show."""
    notebook.metadata = nbformat.from_dict(
        _without(notebook.metadata, NOTEBOOK_TRACES)
        | {"kernelspec": KERNEL, "language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    )
    for position, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{position:02d}"
        cell.metadata = nbformat.from_dict(_without(cell.metadata, CELL_TRACES))
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_MIME, None)
            output.pop("metadata", None) if output.output_type == "stream" else output.update(metadata=_sealed(output))
    count = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count
    return notebook


def _sealed(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the metadata of an output: the digest of its picture, by which a later change of it is noticed."""
    picture = output.get("data", {}).get("image/png")
    return nbformat.from_dict({"image/png": {"sha256": picture_digest(picture)}} if picture else {})


def _without(metadata: dict, traces: set[str]) -> dict:
    return {key: value for key, value in metadata.items() if key not in traces}


def execute(path: Path) -> int:
    """Run the notebook at `path` in its folder, store it back and return how many cells ran.

    An error in a cell is raised and nothing is stored; a file is written whole or not at all.
    """
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    half = path.with_name(f".{path.name}")
    half.write_text(nbformat.writes(normalised(notebook)) + "\n", encoding="utf-8")
    half.replace(path)
    return sum(cell.cell_type == "code" for cell in notebook.cells)


def main() -> None:
    """Run the notebooks named on the command line, or all of them; an error is told and the others are still run."""
    named = [Path(name) for name in sys.argv[1:]]
    paths = [p for p in named or sorted(Path("notebooks").rglob("*.ipynb")) if ".ipynb_checkpoints" not in p.parts]
    broken, start = [], time.monotonic()
    for done, path in enumerate(paths, start=1):
        try:
            said = f"{execute(path)} cells run and stored"
        except (CellExecutionError, OSError, nbformat.ValidationError, ValueError) as error:
            broken.append(path)
            said = f"not stored:\n{error}"
        left = (time.monotonic() - start) / done * (len(paths) - done)
        said += f"; about {left:.0f} s left" if left >= 1 and not os.environ.get("CI") else ""
        print(f"[{done:{len(str(len(paths)))}}/{len(paths)}] {path}: {said}", flush=True)
    if broken:
        sys.exit(
            f"Not stored: {', '.join(map(str, broken))}. Correct the cells named above and run make notebooks again."
        )


if __name__ == "__main__":
    main()

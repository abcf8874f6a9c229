"""Labs: what storing keeps and strips, and where their links lead, in the book and in JupyterLab."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from counternarcotics import labs
from pages import ROOT, entries

LABS = [entry for entry in entries() if entry.startswith("notebooks/")]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_storing_keeps_what_a_person_set_and_strips_what_a_machine_wrote():
    kept = {"tags": ["hide-input"], "slideshow": {"slide_type": "slide"}, "jupyter": {"source_hidden": True}, "editable": False, "nbgrader": {"grade": True}}  # fmt: skip
    traces = {"execution": {"iopub.status.busy": "2026"}, "ExecuteTime": {}, "scrolled": True, "id": "x", "vscode": {"languageId": "python"}}  # fmt: skip
    shown = new_output(
        "display_data", {"text/plain": "x", labs.WIDGET_MIME: {"model_id": "1f"}}, metadata={"isolated": 1}
    )
    cells = [new_markdown_cell("# A", metadata=kept), new_code_cell("1", metadata=kept | traces, outputs=[shown], execution_count=7)]  # fmt: skip
    written = {
        "authors": [{"name": "A"}],
        "widgets": {"state": {}},
        "kernelspec": {"name": "mine", "display_name": "Mine"},
    }
    stored = labs.normalised(new_notebook(cells=cells, metadata=written))
    nbformat.validate(stored)
    assert [cell.metadata for cell in stored.cells] == [kept, kept]
    assert stored.metadata.authors == [{"name": "A"}]
    assert "widgets" not in stored.metadata
    assert stored.metadata.kernelspec == labs.KERNEL
    assert stored.cells[1].execution_count == 1
    assert stored.cells[1].outputs[0].data == {"text/plain": "x"}


@pytest.mark.parametrize("entry", LABS)
def test_a_stored_lab_is_in_its_normal_form(entry):
    path = ROOT / f"{entry}.ipynb"
    stored = nbformat.read(path, as_version=4)
    assert nbformat.writes(labs.normalised(stored)) + "\n" == path.read_text(encoding="utf-8"), "run make notebooks"


def test_a_lab_that_fails_is_named_and_left_as_it_was_and_the_others_run(tmp_path, monkeypatch, capsys):
    bad, good = tmp_path / "bad.ipynb", tmp_path / "good.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), bad)
    nbformat.write(new_notebook(cells=[new_code_cell("1 + 1")]), good)
    before = bad.read_bytes()
    monkeypatch.setattr("sys.argv", ["labs", str(bad), str(good)])
    with pytest.raises(SystemExit, match=r"Not stored: .*bad.ipynb. Correct"):
        labs.main()
    said = capsys.readouterr().out
    assert "[1/2]" in said
    assert "ZeroDivisionError" in said
    assert f"[2/2] {good}: 1 cells run and stored" in said
    assert bad.read_bytes() == before
    assert nbformat.read(good, as_version=4).cells[0].outputs[0].data["text/plain"] == "2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.ipynb", "good.ipynb"]


def relative_links(entry: str) -> list[str]:
    cells = nbformat.read(ROOT / f"{entry}.ipynb", as_version=4).cells
    found = [link for cell in cells if cell.cell_type == "markdown" for link in LINK.findall(cell.source)]
    return [link for link in found if not re.match(r"[a-z]+:|#", link)]


@pytest.mark.parametrize("entry", LABS)
def test_in_jupyterlab_a_link_opens_a_file_below_the_folder_that_make_lab_serves(entry):
    """JupyterLab resolves a link from the notebook's folder and cannot leave its root, the repository."""
    for link in relative_links(entry):
        target = (ROOT / entry).parent.joinpath(unquote(link.partition("#")[0])).resolve()
        assert target.is_relative_to(ROOT), link
        assert target.is_file(), link
    assert '--ServerApp.root_dir="$(CURDIR)"' in (ROOT / "Makefile").read_text(encoding="utf-8")


class Anchors(HTMLParser):
    """Collects the addresses that the text of a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag == "a" and dict(attributes).get("href"):
            self.found.append(dict(attributes)["href"])


@pytest.mark.slow
@pytest.mark.parametrize("entry", LABS)
def test_in_the_book_the_same_link_opens_a_page(html, entry):
    page = html / f"{entry}.html"
    anchors = Anchors()
    anchors.feed(page.read_text(encoding="utf-8"))
    reached = {page.parent.joinpath(unquote(href.partition("#")[0])).resolve() for href in anchors.found}
    for link in relative_links(entry):
        target = page.parent.joinpath(unquote(link.partition("#")[0])).resolve().with_suffix(".html")
        assert target.is_file(), link
        assert target in reached, link

"""What a class hands in by mistake is named, with what to do, in the command as in the page; and nothing else is lost."""

from __future__ import annotations

import csv
import json
import os
from urllib.parse import quote

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from counternarcotics.__main__ import main
from counternarcotics.classroom import collecting, grading, links, notebooks
from test_collecting import BAD, BOOK, ENTRY, FORECAST, random_link

A, B = f"{FORECAST}?own_low=-0.05", f"{FORECAST}?own_low=-0.01&horizon=4,6"
UNCLOSED = links.UNCLOSED


def wrapped(link: str, service: str = "https://safe.mail.example/?data=05&url={}&reserved=0") -> str:
    """Return a link as a mail service wraps it."""
    return service.format(quote(link, safe=""))


SEARCH = "https://www.search.example/url?q={}"

# -- tables of links -----------------------------------------------------------------------------------

# Name of each row that is read, and line and reason of each that is not.
TABLES = {
    "a quotation mark before a name": (f'Ann,{A}\n"Bek,{A}\nCy,{A}\nDi,{A}', ["Ann", "Cy", "Di"], [(2, "Bek", UNCLOSED)]),
    "the same with a quoted name behind it": (f'Ann,{A}\n"Bek,{A}\n"Cy, O.",{A}', ["Ann", "Cy, O."], [(2, "Bek", UNCLOSED)]),
    "the same with a quoted link behind it": (f'"Bek,{A}\nCy,"{A}"\nDi,{A}', ["Cy", "Di"], [(1, "Bek", UNCLOSED)]),
    "two of them": (f'"Ann,{A}\n"Bek,{A}\nCy,{A}', ["Cy"], [(1, "Ann", UNCLOSED), (2, "Bek", UNCLOSED)]),
    "a quotation mark before a link": (f'Ann,"{A}\nBek,{A}', ["Bek"], [(1, "Ann", UNCLOSED)]),
    "opened in one line and closed in the next": (f'Ann,"{A}\nBek,{A}"\nCy,{A}', ["Bek", "Cy"], [(1, "Ann", UNCLOSED)]),
    "between tabs": (f'Ann\t"{A}\nBek\t{A}"\nCy\t{A}', ["Bek", "Cy"], [(1, "Ann", UNCLOSED)]),
    "in the last line": (f'Ann,{A}\n"Bek,{A}', ["Ann"], [(2, "Bek", UNCLOSED)]),
    "a mark behind the name": (f'Ann",{A}\nBek,{A}', ['Ann"', "Bek"], []),
    "a nickname": (f'"Ann "the Lion" Osh",{A}\nBek "B" Osh,{A}', ['Ann the Lion" Osh"', 'Bek "B" Osh'], []),
    "a name over two lines": (f'"Ann\nOsh",{A}\nBek,{A}', ["Ann\nOsh", "Bek"], []),
    "nothing": ("", [], []),
    "blank lines": ("\n \n\ufeff\n", [], []),
    "a head alone": ("name,link\n", [], []),
    "a head after a blank line": (f"\nname,link\nAnn,{A}", ["Ann"], []),
    "a mark of byte order": (f"\ufeffname,link\r\nAnn,{A}\r\n", ["Ann"], []),
    "semicolons, and commas in the links": (f"Ann;{B}\nBek;{B}", ["Ann", "Bek"], []),
    "semicolons, as Excel says at the top": (f"sep=;\nname;link\nAnn;{B}", ["Ann"], []),
    "lines that end as on an old Macintosh": (f"name,link\rAnn,{A}\rBek,{A}\r", ["Ann", "Bek"], []),
    "a form's time before the name": (f"Timestamp,Name,Link\n2026/11/30 9:01:02 AM GMT+6,Ann,{A}", ["Ann"], []),
    "one name twice": (f"Ann,{A}\nAnn,{B}".replace(B, f'"{B}"'), ["Ann", "Ann"], []),
    "two links in a row": (f"Ann,{A},{A}&horizon=2", ["Ann", "Ann"], []),
    "two links in a cell": (f'Ann,"{A}\n{A}&horizon=2"\nBek,{A}', ["Ann", "Ann", "Bek"], []),
    "links as mail writes them": (f"Ann <{A}>\nBek “{A}”", ["Ann", "Bek"], []),
    "links that mail wrapped": (f"Ann,{wrapped(A)}\nBek,{wrapped(B, SEARCH)}\nCy <{wrapped(A)}>\nDi,{A}", ["Ann", "Bek", "Cy", "Di"], []),
    "a link to another book, wrapped": (f"Ann,{A}\nBek,{A}\nCy,{wrapped(A.replace('book.', 'other.'))}", ["Ann", "Bek"], [(3, "Cy", "the link leads to other.example/drugs, which is not this book's address")]),
    "a name with a colon": (f"Ann:,{A}", ["Ann:"], []),
    "somebody without a link in the first line": (f"Ann,\nBek,{A}", ["Bek"], [(1, "Ann", "holds no link")]),
}  # fmt: skip


def told(collected: collecting.Collected) -> tuple[list[str], list[tuple[int, str, str]]]:
    skipped = [(one.hand_in.line, one.hand_in.name, one.why) for one in collected.skipped]
    return [row.hand_in.name for row in collected.rows], skipped


@pytest.mark.parametrize("case", TABLES)
def test_a_table_loses_no_line_in_silence(case):
    text, names, skipped = TABLES[case]
    collected = collecting.read(text)
    assert told(collected) == (names, skipped)
    wanted = -0.01 if ";" in text else -0.05
    assert {row.setting.values["own_low"] for row in collected.rows[:1]} <= {wanted}
    assert not [row for row in collected.rows if any("own_low" in remark for remark in row.setting.remarks)]


def test_what_was_handed_in_twice_is_said():
    rows = collecting.read(f"Ann,{A}\nBek,{A}\nAnn,{A}").rows
    assert [row.setting.remarks for row in rows] == [[], [], ["line 1 holds the same name and link"]]


@pytest.mark.parametrize("site", [f"{BOOK}", f" {BOOK}/index.html", FORECAST, "book.example/drugs/", "HTTPS://BOOK.example/drugs"])  # fmt: skip
def test_an_address_of_the_book_may_name_any_of_its_pages(site):
    assert told(collecting.read(f"Ann,{A}\nBek,{A.replace('drugs', 'Drugs')}", [site])) == (
        ["Ann"],
        [(2, "Bek", "the link leads to book.example/Drugs, which is not this book's address")],
    )


def of_300(count: int = 300) -> str:
    import random

    draw, bad = random.Random(7), [link for link in BAD if link]
    lines = [f'S{n},"{random_link(draw, "forecast")}"' for n in range(count - 11)]
    for at, link in enumerate(bad[:9]):
        lines.insert(29 * at + 5, f'H{at},"{link}"')
    lines.insert(100, f'"Q,{A}')
    lines.insert(200, f"O,https://other.example/book/part-1/forecast.html#explorer-forecast?horizon={'9' * 50}")
    return "\n".join(lines)


def test_eleven_hostile_links_of_three_hundred_are_named_and_the_others_are_read():
    collected = collecting.read(of_300())
    assert [row.hand_in.name for row in collected.rows] == [f"S{n}" for n in range(289)]
    assert sorted(one.hand_in.name for one in collected.skipped) == [*(f"H{n}" for n in range(9)), "O", "Q"]


@pytest.mark.parametrize("text", ["", "name,link\n", "Ann,\nBek,\n", '{"cells": [\n1, 2\n]}'])
def test_a_file_without_a_link_is_told_in_one_sentence(text, tmp_path, capsys):
    path = tmp_path / "links.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["collect", str(path)]) == 1
    assert capsys.readouterr().err == f"{path}: {collecting.NOTHING}\n"


@pytest.mark.slow
def test_the_page_says_the_same_of_every_bad_table(html, page, tmp_path):
    page.goto((html / f"{ENTRY}.html").as_uri())
    page.wait_for_function("() => window.counternarcoticsCollector !== undefined")
    for text in [*(text for text, *_ in TABLES.values()), of_300(), f"Ann,{A}\nAnn,{A}", f'"{A}\n' * 3]:
        mine = collecting.read(text)
        theirs = page.evaluate("text => counternarcoticsCollector.collect(text, [])", text)
        assert theirs["skipped"] == [list(one) for one in told(mine)[1]], text
        assert theirs["cells"] == [list(row.cells()) for row in mine.rows], text
    for site in (f" {BOOK}/index.html", FORECAST, "HTTPS://BOOK.example/drugs"):
        rows = page.evaluate("([text, site]) => counternarcoticsCollector.collect(text, [site])", [f"Ann,{A}", site])
        assert [row[0] for row in rows["cells"]] == ["Ann"]
    said = page.locator(".cn-collecting .cn-told")
    for name, content, sentence in (
        ("head.csv", b"name,link\n", collecting.NOTHING),
        ("wide.csv", "Ann,x".encode("utf-16"), collecting.NOT_UTF8),
        ("open.csv", f'Ann,{A}\n"Bek,{A}'.encode(), None),
    ):
        (tmp_path / name).write_bytes(content)
        page.set_input_files("#collect-file", tmp_path / name)
        page.wait_for_function("start => document.querySelector('.cn-collecting .cn-told').textContent.startsWith(start)", arg=f"{name}: " if sentence else "1 setting read, 1 link skipped")  # fmt: skip
        assert said.inner_text() == (f"{name}: {sentence}" if sentence else said.inner_text())
    assert page.locator(".cn-skipped").inner_text() == f"line 2 (Bek): {UNCLOSED}."
    assert page.errors == []


# -- notebooks -----------------------------------------------------------------------------------------


def notebook(**other) -> dict:
    cell = {"cell_type": "code", "source": "check('seizures', 1, 3)", "metadata": {}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]} | other


SHAPES = {
    "": "is no notebook: it is empty",
    "{\n": "is no notebook: it is not written in JSON beyond line 2",
    "{": "is no notebook: it is not written in JSON beyond line 1",
    "[" * 100_000: "is no notebook: it is not written in JSON",
    "[]": "is no notebook: it is JSON of another kind",
    '"nbformat"': "is no notebook: it is JSON of another kind",
    "{}": "is no notebook: it is JSON of another kind",
    '{"name": "a package", "version": "1"}': "is no notebook: it is JSON of another kind",
    json.dumps(notebook(nbformat=3)): "is a notebook of format 3 and is not written in it",
    json.dumps(notebook(nbformat=3, worksheets=7)): "is a notebook of format 3 and is not written in it",
    json.dumps(notebook(nbformat=2)): "is a notebook of format 2 and is not written in it",
    json.dumps(notebook(nbformat=5)): "is a notebook of format “5”, and this book reads format 4",
    json.dumps(notebook(nbformat="4")): "is a notebook of format “4”",
    json.dumps(notebook(nbformat=None)): "is a notebook of format “None”",
    json.dumps(notebook(cells={"0": {}})): "is no whole notebook: its “cells” are no list",
    json.dumps(notebook(cells=None)): "is no whole notebook: its “cells” are no list",
    json.dumps({"nbformat": 4}): "is no whole notebook: its “cells” are no list",
    json.dumps(notebook(metadata=[])): "is no whole notebook: its “metadata” are no table",
    json.dumps(notebook(cells=["x"])): "is no whole notebook: cell 1 is no table",
    json.dumps(notebook(cells=[{"source": ""}])): "is no whole notebook: cell 1 is of no kind that Jupyter knows",
    json.dumps(notebook(cells=[{"cell_type": "code"}])): "is no whole notebook: the “source” of cell 1 is no text",
    json.dumps(notebook(cells=[{"cell_type": "raw", "source": [1]}])): "the “source” of cell 1 is no text",
    json.dumps(notebook(cells=[{"cell_type": "raw", "source": "", "metadata": 1}])): "the “metadata” of cell 1 are no",
    json.dumps(new_notebook(cells=[new_code_cell("import otter")])): "is a notebook of another course",
}
ODD = {  # and yet it can be marked
    "format 3": nbformat.v3.writes_json(nbformat.v4.downgrade(new_notebook(cells=[new_code_cell("check('seizures', 1, 3)")]))),
    "no metadata": json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": ["check('seizures',\n", " 1, 3)"]}]}),
    "outputs that are none": json.dumps(notebook(cells=[notebook()["cells"][0] | {"outputs": 3, "id": 7}])),
    "a later minor": json.dumps(notebook(nbformat_minor=99)),
    "a mark of byte order": "\ufeff" + json.dumps(notebook()),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_a_file_that_is_no_notebook_is_told_in_one_sentence_with_its_name_and_what_to_do(shape, tmp_path, capfd):
    path = tmp_path / "ann.ipynb"
    path.write_text(shape, encoding="utf-8")
    (row,) = grading.mark(path, tmp_path, tmp_path, grading.Limits())
    assert row.wrong.startswith("ann.ipynb: ")
    assert SHAPES[shape] in row.wrong
    assert row.wrong.endswith((f"; {notebooks.AGAIN}.", "; ask for the lab that was set."))
    assert "Error" not in row.wrong
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("shape", ODD)
def test_a_notebook_of_an_odd_shape_is_read(shape, tmp_path, capfd):
    path = tmp_path / "ann.ipynb"
    path.write_text(ODD[shape], encoding="utf-8")
    assert grading.lab_of(path) == "seizures"
    assert capfd.readouterr() == ("", "")


def test_a_folder_of_labs_that_holds_a_broken_one_is_told_in_one_sentence(tmp_path, capsys):
    (tmp_path / "seizures.ipynb").write_text("{}", encoding="utf-8")
    assert main(["assignments", "--notebooks", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert said == f"{tmp_path / 'seizures.ipynb'}: is no notebook: it is JSON of another kind, without “nbformat”; {notebooks.AGAIN}.\n"  # fmt: skip
    assert not (tmp_path / "out").exists(), "nothing is taken away before all is read"


# -- folders -------------------------------------------------------------------------------------------


def test_nothing_in_a_folder_is_passed_over_in_silence(tmp_path, capsys):
    folder, away = tmp_path / "in", tmp_path / "away"
    for name in ("in/dana", "in/eva", "in/fay.ipynb", "away"):
        (tmp_path / name).mkdir(parents=True)
    (folder / "ann.ipynb").symlink_to(tmp_path / "nowhere.ipynb")
    (folder / "bek").symlink_to(away)
    nbformat.write(new_notebook(cells=[new_markdown_cell("x")]), away / "lab.IPYNB")
    (away / "again").symlink_to(folder)  # round in a circle
    os.mkfifo(folder / "cy.ipynb")
    (folder / "eva" / "essay.odt").write_text("x")
    assert main(["grade", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("6 hand-ins: 0 tasks, of which 0 right, and 6 files that could not be marked; see ")  # fmt: skip
    with (tmp_path / "in-grades" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        said = {row["name"]: row["what went wrong"] for row in csv.DictReader(file)}
    assert said == {
        "ann": "ann.ipynb: is a link to a file that is not there; put the notebook itself in its place.",
        "bek": "lab.IPYNB: is a notebook of another course: it asks for no check of a lab of this book; ask for the lab that was set.",
        "cy": "cy.ipynb: is no file but a folder or a device; put the notebook itself in its place.",
        "dana": "dana: is a folder without a file in it; put the notebook there.",
        "eva": "essay.odt: is no notebook but a file of the kind .odt; ask for the .ipynb file.",
        "fay": "fay.ipynb: is a folder without a file in it; put the notebook there.",
    }


def test_one_of_a_kind_is_said_as_one(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ann.ipynb").write_text("{}")
    assert main(["grade", str(tmp_path / "in")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 hand-in: 0 tasks, of which 0 right, and 1 file that could not be marked; see ")
    assert said.rstrip().endswith("and 1 page beside it, one a student.")

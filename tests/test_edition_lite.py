"""The lite edition: the labs in a browser say what they say elsewhere, and ask no other host; bad input is one sentence."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import zipfile
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

import lite as browsing
from browser import browser
from counternarcotics.editions import EditionError, bytecode, in_sitecustomize, lite
from pages import ROOT

LABS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


# -- what is accepted ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """A distribution with one wheel, as small as can be."""
    whole = tmp_path / "pyodide"
    whole.mkdir()
    for name in lite.CORE:
        (whole / name).write_text("", encoding="utf-8")
    (whole / "numpy.whl").write_bytes(b"numpy")
    lock = {"info": {"python": "3.14.0"}, "packages": {"numpy": {"file_name": "numpy.whl", "sha256": hashlib.sha256(b"numpy").hexdigest()}}}  # fmt: skip
    (whole / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return whole


def test_a_folder_and_an_archive_are_taken(folder, tmp_path):
    assert lite.distribution(str(folder), tmp_path) == folder
    archive = shutil.make_archive(str(tmp_path / "packed"), "bztar", tmp_path, "pyodide")
    opened = lite.distribution(archive, tmp_path / "work")
    assert lite.accepted(opened, lite.locked(opened), "numpy").read_bytes() == b"numpy"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: "", "PYODIDE is not set"),
        (lambda folder: str(folder / "nowhere"), "no such folder or archive"),
        (lambda folder: (folder / "pyodide.mjs").unlink(), "pyodide.mjs is missing"),
        (lambda folder: (folder / "pyodide-lock.json").write_text("{"), "not a lock of Pyodide"),
        (lambda folder: (folder / "numpy.whl").write_bytes(b"other"), "another SHA-256"),
        (lambda folder: (folder / "numpy.whl").unlink(), "no wheel of numpy"),
        (lambda folder: str(folder / "numpy.whl"), "no whole archive"),
        (lambda folder: "http://127.0.0.1:9/pyodide.tar.bz2", "could not be fetched"),
    ],
)
def test_what_is_no_distribution_is_told_in_a_sentence(folder, tmp_path, spoil, says):
    named = spoil(folder)
    with pytest.raises(EditionError, match=re.escape(says)) as told:
        found = lite.distribution(named if isinstance(named, str) else str(folder), tmp_path)
        lite.accepted(found, lite.locked(found), "numpy")
    assert "\n" not in str(told.value)


def test_labs_go_without_outputs_and_without_links_that_lead_nowhere(tmp_path):
    names = lite.labs(ROOT, tmp_path / "files")
    assert names == LABS
    for name in names:
        cells = json.loads((tmp_path / "files" / name).read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)
        assert not any("](../" in "".join(cell["source"]) for cell in cells), name


def test_the_lock_lists_each_wheel_with_its_digest(folder):
    wheel = folder / "a_b-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    packages = lite.lock_of([wheel], {"python": "3.14.0"})["packages"]
    assert packages["a-b"]["sha256"] == hashlib.sha256(b"wheel").hexdigest()
    assert packages["a-b"]["file_name"] == wheel.name


# -- bytecode ----------------------------------------------------------------------------------------------


def test_what_the_kernel_and_any_lab_imports_is_compiled(tmp_path):
    lite.labs(ROOT, tmp_path / "files")
    found = bytecode.imports((tmp_path / "files").glob("*.ipynb"))
    assert {"import pyodide_kernel", "import altair as alt", "import pandas as pd", "import scipy"} <= set(found)
    assert len(found) == len(set(found))


def test_without_node_it_says_so_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EditionError, match="node is not on the path") as told:
        bytecode.compiled(tmp_path, [], tmp_path / "work")
    assert "\n" not in str(told.value)


def test_a_package_keeps_what_it_holds_with_bytecode_for_source_and_without_tests(tmp_path):
    packing = pytest.importorskip("backports.zstd.zipfile")
    wheel, made = tmp_path / "a-1-py3-none-any.whl", tmp_path / "site" / "a"
    files = ("a/__init__.py", "a/one.py", "a/chart.js", "a/tests/test_one.py", "a-1.data/data/share/a.js", "a-1.dist-info/RECORD")  # fmt: skip
    with zipfile.ZipFile(wheel, "w") as packed:
        for name in files:
            packed.writestr(name, name)
    made.mkdir(parents=True)
    (made / "one.pyc").write_bytes(b"bytecode")
    bytecode._packed(wheel, tmp_path / "site")
    with packing.ZipFile(wheel) as packed:
        held = {name: packed.read(name).decode() for name in packed.namelist()}
    record = "".join(f"{name},,\n" for name in held)
    assert held == {
        "a/__init__.py": "a/__init__.py", "a/one.pyc": "bytecode", "a/chart.js": "a/chart.js", "a-1.dist-info/RECORD": record
    }  # fmt: skip


def test_a_module_beside_the_lab_is_found_and_is_looked_for_last(tmp_path, monkeypatch):
    (tmp_path / "of_a_reader.py").write_text("", encoding="utf-8")
    (tmp_path / "json.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setitem(sys.path_importer_cache, str(tmp_path), in_sitecustomize.Nothing)
    assert PathFinder.find_spec("of_a_reader") is None
    assert Path(PathFinder.find_spec("json").origin).parent.name == "json"
    assert Path(in_sitecustomize.Beside.find_spec("of_a_reader").origin) == tmp_path / "of_a_reader.py"
    assert in_sitecustomize.Beside.find_spec("of_a_reader", ["/elsewhere"]) is None


# -- in a browser ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The edition, made from the distribution that PYODIDE names, or from its parts on npm and PyPI."""
    folder = os.environ.get("PYODIDE") or browsing.assembled(tmp_path_factory.mktemp("pyodide") / "parts")
    return lite.make(ROOT, str(folder))


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.edition
def test_every_lab_says_in_the_browser_what_is_stored_and_asks_no_other_host(site: Path):
    faults = []
    with browsing.served(site) as address, browser() as opened:
        for lab in LABS:
            context = opened.new_context(viewport={"width": 1366, "height": 900})
            page = context.new_page()
            asked = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            browsing.opened(page, address, lab)
            found = browsing.run(page)["notebook"]
            faults += [f"{lab}: asks {url}" for url in asked if not url.startswith((address, "data:", "blob:"))]
            faults += [f"{lab}, {fault}" for fault in browsing.differing(ROOT / "notebooks" / lab, found)]
            faults += [f"{lab}: {fault}" for fault in browsing.unmoved(page)]
            context.close()
    assert not faults, "\n".join(faults)
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= 60e6

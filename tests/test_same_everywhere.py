"""What would hang on the reader's machine: the order of rows that tie, and whole numbers that end at two thousand million.

numpy sorts ties in another order on each kind of processor, and counts in 32 bits in the browser (see findings/).
"""

from __future__ import annotations

import ast
import json
import re
import sys

import pytest

from pages import ROOT

SORTED = re.compile(r"sort_values\((?!\[)((?:[^()]|\([^()]*\))*)\)")


def sources() -> list[tuple[str, str]]:
    """Return every module and every lab with its code."""
    modules = [(path, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "src").rglob("*.py"))]
    labs = [(path, code(path)) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    return [(str(path.relative_to(ROOT)), text) for path, text in modules + labs]


def code(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.mark.parametrize(("name", "text"), sources(), ids=[name for name, _ in sources()])
def test_rows_that_tie_stand_in_one_order_everywhere(name, text):
    unstable = [m[0] for m in SORTED.finditer(text) if "stable" not in m[1]]
    assert unstable == [], f'{name}: write kind="stable", or ties stand in another order on another processor'


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_lab_counts_in_64_bits_in_the_browser_too(path):
    found = re.findall(r"astype\((?:int|\"int\"|'int')\)|dtype=int\b", code(path))
    assert found == [], f'{path.name}: write .astype("int64"), since int has 32 bits in the browser'


# What `make test-pythons` runs under other Pythons, in an environment without a browser, Sphinx or the labs' kernels.
CARRIED = {"altair", "counternarcotics", "hypothesis", "numberlike_probe", "numpy", "pandas", "pytest", "scipy"}


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "tests").glob("test_models_*.py")), ROOT / "tests/test_numberlike.py"],
    ids=lambda p: p.stem,
)
def test_a_test_of_models_needs_nothing_that_other_pythons_have_not(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in named} - sys.stdlib_module_names <= CARRIED

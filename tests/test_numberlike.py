"""Number-likes mean the same for a number, a column and an expression."""

from __future__ import annotations

import ast
from pathlib import Path

import altair as alt
import numpy as np
import pytest

from counternarcotics import checks, explorers, models
from counternarcotics import numberlike as nl
from numberlike_probe import Refusing, refusing_everywhere

X = alt.datum["x"]


@pytest.mark.parametrize(
    ("function", "numbers", "expected", "expression"),
    [
        (nl.minimum, (0.3, 1), 0.3, "min(datum['x'],1)"),
        (nl.maximum, (0.3, 1), 1, "max(datum['x'],1)"),
        (nl.exp, (0,), 1, "exp(datum['x'])"),
        (nl.log, (1,), 0, "log(datum['x'])"),
        (nl.sqrt, (9,), 3, "sqrt(datum['x'])"),
    ],
)
def test_functions_agree_in_both_worlds(function, numbers, expected, expression):
    assert function(*numbers) == pytest.approx(expected)
    assert isinstance(function(*numbers), (int, float)), "a number in gives a plain number out"
    assert function(np.array([numbers[0]] * 2), *numbers[1:]) == pytest.approx([expected] * 2)
    assert repr(function(X, *numbers[1:])) == expression


def test_where_picks_texts_and_columns():
    assert nl.where(1 > 2, "more", "fewer") == "fewer"
    assert list(nl.where(np.array([True, False]), 1, 2)) == [1, 2]
    assert repr(nl.where(X > 1, "more", "fewer")) == "if((datum['x'] > 1),'more','fewer')"


def test_element_picks_by_number_column_and_expression():
    assert nl.element(["a", "b"], 1.0) == "b"
    assert list(nl.element([10.0, 20.0], np.array([1, 0]))) == [20, 10]
    assert repr(nl.element([10, 20], X)) == "[10,20][datum['x']]"


def test_known_is_not_a_number_where_nobody_printed_one():
    assert np.isnan(nl.known(False, 5.0))
    assert nl.known(True, 5.0) == 5
    assert repr(nl.known(X > 0, 5)) == "if((datum['x'] > 0),5,NaN)"


def test_exact_halves_are_written_as_the_browser_writes_them():
    assert [nl.formatted(x, ",.0f") for x in (2450.5, 2451.5, -0.5, -0.4)] == ["2,451", "2,452", "−1", "0"]
    assert nl.formatted(0.125, ".0%") == "13%"


def test_text_formats_alike():
    assert nl.text("{n:,.0f} people, {p:+.1%}", n=5600.0, p=-0.021) == "5,600 people, −2.1%"
    assert repr(nl.text("{n:,.0f} people", n=X)) == "(format(datum['x'],',.0f') + ' people')"


@pytest.mark.parametrize(
    "mistake",
    [lambda x: 1 if x > 0 else 0, lambda x: 0 < x < 1, lambda x: max(x, 0), lambda x: x in [1, 2], lambda x: x and 1],
)
def test_the_probe_finds_what_python_would_get_wrong_in_silence(mistake, monkeypatch):
    mistake(X)  # without the probe: no error, and a wrong answer
    refusing_everywhere(monkeypatch)
    with pytest.raises(AssertionError, match="use where"):
        mistake(Refusing("datum['x']"))


def other_sums(path, *, tables=False):
    """Yield the line of every sum that another Python, NumPy or pandas may round otherwise; `tables` lets pandas add."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"sum", "fsum"}
        method = isinstance(node, ast.Attribute) and node.attr in {"sum", "fsum", "mean", "dot", "average", "cumsum"}
        product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)
        if named or (not tables and (method or product)):
            yield f"{path.name}, line {node.lineno}"


def test_models_explorers_and_answers_add_from_left_to_right():
    said = []
    for package in (models, explorers, checks):
        paths = list(Path(package.__file__).parent.glob("*.py"))
        assert len(paths) > 20
        said += [line for path in paths for line in other_sums(path, tables=package is checks)]
    assert said == [], "use numberlike.summed"


def test_the_test_of_sums_can_fail(tmp_path):
    for wrong in ("sum(x)", "math.fsum(x)", "x.sum()", "np.mean(x)", "a @ b"):
        (tmp_path / "model.py").write_text(wrong, encoding="utf-8")
        assert list(other_sums(tmp_path / "model.py")) == ["model.py, line 1"]


def test_a_sum_is_the_page_s_sum():
    assert nl.summed([0.1, 0.2, 0.3]) == (0.1 + 0.2) + 0.3
    assert repr(nl.summed([X, 2, X])) == "(((0 + datum['x']) + 2) + datum['x'])"
    assert list(nl.summed([np.array([1.0, 2.0]), np.array([0.5, 0.5])])) == [1.5, 2.5]

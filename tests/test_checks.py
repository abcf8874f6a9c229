"""A lab's check answers every value in a sentence, and says "right" to the right ones only."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from fractions import Fraction

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import checks
from counternarcotics.checks import Task

NUMBER = Task(lambda: 12.5, right="Well done.", hint="Divide.")
COUNT = Task(lambda: 100, right="Well done.", hint="Count.")
ONE = Task(lambda: 1, right="Well done.", hint="Count.")
TEXT = Task(lambda: "Tajikistan", right="Well done.", hint="Look east.")
LIST = Task(lambda: [1.0, 2.0], right="Well done.", hint="Sort.")
NAMED = Task(lambda: {"a": 1.0, "b": 2.0}, right="Well done.", hint="Name them.")


class Broken:
    """A value that breaks when it is looked at."""

    def __getattribute__(self, name):
        raise RuntimeError(name)


class Deceiving(float):
    """A number that breaks when it is read."""

    def __float__(self):
        raise ArithmeticError


VALUES = [
    None, True, False, np.True_, 10**400, -(10**400), 10**5000, float("nan"), float("inf"), -float("inf"), "12.5", "",
    "1", b"12.5", 1j, complex(12.5), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), [], [12.5], (12.5,), {12.5},
    {"a": 12.5}, {}, range(3), iter([12.5]), itertools.count(), np.array([12.5]), np.array([[12.5]]), np.array([]),
    np.ma.masked, np.datetime64("2003"), np.timedelta64(1, "D"), pd.Series([12.5]), pd.Series([12.5, 3]), pd.Series(),
    pd.DataFrame({"a": [12.5]}), pd.DataFrame(), pd.Index([12.5]), pd.NA, pd.NaT, pd.Timestamp("2003"), print, Task, ...,
    Deceiving(12.5), object(), alt.param(value=12.5), alt.Chart(), [...], np.array(["12.5"]), Exception("12.5"),
]  # fmt: skip


@pytest.mark.parametrize("task", [NUMBER, COUNT, ONE, TEXT, LIST, NAMED])
def test_no_value_breaks_a_check_or_passes_for_what_it_is_not(task):
    for value in VALUES:
        said = checks.verdict(task, value)
        assert not said.right, (task.expected(), type(value))
        assert re.fullmatch(r"(not yet|put your answer)\b.*\.", said.sentence), said.sentence
        assert "\n" not in said.sentence


@pytest.mark.parametrize(
    ("task", "answers"),
    [
        (NUMBER, [12.5, 12.55, Decimal("12.5"), Fraction(25, 2), np.float32(12.5), np.array(12.5), np.float64(12.5)]),
        (COUNT, [100, 100.0, np.int64(100), 99.99999999999999]),
        (ONE, [1, 1.0, np.uint8(1)]),
        (TEXT, ["Tajikistan", " tajikistan\n", np.str_("TAJIKISTAN")]),
        (LIST, [[1, 2], (1, 2.0), np.array([1, 2]), pd.Series([1.0, 2.0]), pd.Index([1, 2]), range(1, 3)]),
        (NAMED, [{"a": 1, "b": 2}, {"b": 2, "a": 1}, pd.Series({"a": 1, "b": 2})]),
    ],
)
def test_a_right_answer_is_right_in_every_form_a_lab_gives_it(task, answers):
    for answer in answers:
        assert checks.verdict(task, answer) == checks.Verdict(True, "right. Well done.")


@pytest.mark.parametrize(
    ("task", "answers"),
    [
        (NUMBER, [12.7, 0, -12.5, 1e308, 13]),
        (COUNT, [100.4, 101, 99]),  # a count is right or wrong
        (TEXT, ["Turkmenistan", "Tajik"]),
        (LIST, [[2, 1], [1, 3]]),
        (NAMED, [{"a": 1, "b": 3}, {"a": 1, "c": 2}, {"a": 1}, pd.Series([1, 1, 2], index=["a", "a", "b"])]),
    ],
)
def test_another_value_of_the_right_kind_gets_the_hint(task, answers):
    for answer in answers:
        assert checks.verdict(task, answer).sentence == f"not yet. {task.hint}"


@pytest.mark.parametrize(
    ("task", "answer", "said"),
    [
        (NUMBER, pd.Series([12.5]), "a Series of 1 value, and the task asks for a number: `.item()` takes its value out."),
        (NUMBER, pd.Series([1, 2]), "a Series of 2 values, and the task asks for a number."),
        (NUMBER, pd.DataFrame({"a": [12.5]}), "a table of 1 row and 1 column, and the task asks for a number: `.iloc[0, 0]`"),
        (NUMBER, [12.5], "a list of 1 value, and the task asks for a number: `[0]` takes its value out."),
        (NUMBER, "12.5", "a text, and the task asks for a number: write it without quotation marks"),
        (NUMBER, None, "missing, and the task asks for a number: a function without `return`"),
        (NUMBER, float("nan"), "not a number (nan)"),
        (NUMBER, float("-inf"), "infinite: look for a division by zero."),
        (NUMBER, print, "call it with its arguments in brackets"),
        (ONE, True, "True, a yes or a no, and the task asks for a number."),
        (TEXT, 5, "a number, and the task asks for a text: write it in quotation marks."),
        (TEXT, pd.Series(["Tajikistan"]), "`.item()` takes its value out."),
        (LIST, [1.0], "has 1 value, and the task asks for 2."),
        (LIST, {1.0, 2.0}, "a set has no order."),
        (NUMBER, 10**400, "not yet. Divide."),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_told_what_it_is_and_what_to_do(task, answer, said):
    assert said in checks.verdict(task, answer).sentence


def test_a_value_that_breaks_when_it_is_looked_at_is_told_so():
    said = checks.verdict(NUMBER, Broken()).sentence
    assert said == "not yet. Your answer cannot be read (RuntimeError), and the task asks for a number."


@given(st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.lists(st.floats()), st.complex_numbers()))
def test_right_means_within_the_tolerance(value):
    said = checks.verdict(NUMBER, value)
    close = isinstance(value, (int, float)) and not isinstance(value, bool) and 12.375 <= value <= 12.63
    assert said.right <= close
    assert said.sentence.endswith(".")

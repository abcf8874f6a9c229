"""The language of expressions: what it reads, what it refuses and in which words, and ranges worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import tables
from counternarcotics.evaluate import ExpressionError, Scope, central, counts, inputs, parse, rests_on, spread, work_out


def figure(low, high=None, held=("", ""), period="2003"):
    return {
        "table": "figures", "period": period, "value_low": low, "value_high": low if high is None else high,
        "held_low": held[0], "held_high": held[1],
    }  # fmt: skip


ROWS = {
    "point": figure(8),
    "range": figure(10, 30),
    "other-range": figure("4", "6", period="1999/2002"),
    "corrected": figure(100, held=("20", "40")),
    "law": {"table": "events", "date": "1999-06-05", "ends": "", "kind": "law"},
    "war": {"table": "events", "date": "1992", "ends": "1997-06", "kind": "conflict"},
}
NUMBERS = {
    "double": "2 * held('range')",
    "double-again": "2 * number('double')",
    "pair": "(held('point'), 3 * held('point'))",
    "egg": "number('hen') + 1",
    "hen": "number('egg') - 1",
    "itself": "number('itself')",
    "laws": "count('events', kind='law')",
}
SCOPE = Scope(ROWS, NUMBERS)


@pytest.mark.parametrize(
    ("expression", "ends"),
    [
        ("1 + 2 * 3 - -4 / 2 ** 2", (8, 8)),
        ("(1, 2 * 3)", (1, 6)),
        ("printed('range')", (20, 20)),
        ("(low('range'), high('range'))", (10, 30)),
        ("printed('corrected')", (100, 100)),
        ("held('corrected')", (30, 30)),
        ("(held_low('corrected'), held_high('corrected'))", (20, 40)),
        ("held_low('range')", (10, 10)),
        ("held('point', 'range', 'corrected')", (58, 58)),
        ("year('other-range')", (1999, 1999)),
        ("ends('other-range') - year('law')", (3, 3)),
        ("ends('war')", (1997, 1997)),
        ("date('law') - date('war')", (7 + 5 / 12 + 4 / 365,) * 2),
        ("count('events')", (2, 2)),
        ("count('events', kind='law')", (1, 1)),
        ("count('events', kind='law', date='1992')", (0, 0)),
        ("number('double-again')", (80, 80)),
        ("number('pair')", (16, 16)),
        ("min(3, 1, 2) + max(3, 1, 2) + abs(-5) + sqrt(16) + log(exp(2))", (15, 15)),
        ("how_many('point', 'range', 'law')", (3, 3)),
        ("at_least(8, held('point'), held('range'), 7.9) + floor(-0.5)", (1, 1)),
        ("median(1, 9, 2) + mean(1, 2, 6)", (5, 5)),
        ("round(2449.5, -2) + round(2.5) + round(-2.5) + round(0.125, 2)", (2400.13, 2400.13)),
        ("floor(1760.2) + floor(-0.5)", (1759, 1759)),
        ("share(1, 4) + change(50, 40)", (5, 5)),
        ("100 * annual_rate(100, 121, 2)", (10, 10)),
        ("doubling_time(1)", (1, 1)),
        ("brier(0.8, 0.5)", (0.34, 0.34)),
        ("interval_score(80, 100, 105, 0.2)", (70, 70)),
        ("quotient_bounds(10, 0, 4, 1)", (2, 10 / 3)),
        ("or_more(held('point'))", (8, float("inf"))),
        ("or_less(1)", (float("-inf"), 1)),
    ],
)
def test_an_expression_gives_what_a_hand_works_out(expression, ends):
    assert work_out(expression, SCOPE) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("held('rnage')", "no row has the id 'rnage'; the nearest are range"),
        ("held('law')", "'law' is no figure and has no value_low; it is a row of events"),
        ("year('nothing')", "no row has the id 'nothing'"),
        ("number('doubel')", "no computed number has the id 'doubel'; the nearest are double"),
        ("number('egg')", "rest on each other in a circle: egg -> hen -> egg"),
        ("1 + number('itself')", "in a circle: itself -> itself"),
        ("count('evnts')", "no row with an id stands in a table 'evnts'; the nearest are events"),
        ("count('events', kid='law')", "events has no column 'kid'"),
        ("__import__('os')", "unknown name '__import__'"),
        ("mim(1, 2)", "unknown name 'mim'; the nearest are min"),
        ("how_many('point', 'nothing')", "no row has the id 'nothing'"),
        ("(1).real", "uses Attribute"),
        ("[1][0]", "uses Subscript"),
        ("[x for x in (1, 2)]", "uses ListComp"),
        ("1 / 0", "it divides by zero"),
        ("log(0)", "is no number"),
        ("(-8) ** 0.5", "root of a number below 0"),
        ("1 +", "is no expression"),
        ("min", "without brackets"),
        ("held(1)", "calls held; expected ids"),
        ("year('law', 'war')", "calls year; expected one id"),
        ("sqrt(1, 2)", "takes 1 positional argument"),
        ("'point'", "uses 'point' as a number"),
        ("(1, 2, 3)", "a range is a pair"),
        ("(2, 1)", "write the lower end first"),
        ("1 + (1, 2)", "has a pair inside"),
        ("1 + between(1)", "uses between inside an expression"),
        ("2 * or_more(1)", "uses or_more inside an expression"),
        ("9 ** 9 ** 9", "a tower that may never end"),
        ("2 ** (1 + 3 ** 2)", "a tower that may never end"),
        ("((9 ** 300) ** 300) ** 300", "cannot be worked out"),
        ("2 ** 1e9", "an exponent is 1,000,000,000"),
        ("9" * 21, "writes a number of 21 characters"),
        ("1 + " * 3000 + "1", "more than 10,000"),
        ("-" * 9000 + "1", "is no expression"),
        ("1+" * 2000 + "1", "more than 2,000 parts"),
    ],
)
def test_what_the_language_does_not_have_is_refused_in_a_sentence(expression, message):
    with pytest.raises(ExpressionError) as refused:
        work_out(expression, SCOPE)
    assert message in str(refused.value)
    assert len(str(refused.value)) < 250


def test_what_an_expression_rests_on_is_read_off_its_tree():
    expression = parse("number('double-again') + held('point') * count('events', kind='law') / year('law')")
    assert expression.rows == ("point", "law")
    assert expression.numbers == ("double-again",)
    assert rests_on(expression.text, SCOPE) == ("range", "point", "law")
    assert counts(expression.text, SCOPE) == counts("2 * number('laws')", SCOPE) == ("events",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("expression", "ends"),
    [
        ("held('point')", (8, 8)),
        ("held('range')", (10, 30)),
        ("2 - held('range')", (-28, -8)),
        ("held('range') / held('other-range')", (10 / 6, 30 / 4)),
        ("held('range') - held('range')", (0, 0)),
        ("share(held('range'), held('range') + held('point'))", (1000 / 18, 3000 / 38)),
        ("number('double-again')", (40, 120)),
        ("number('double') - 2 * held('range')", (0, 0)),
        ("printed('corrected')", (100, 100)),
        ("held('corrected')", (20, 40)),
        ("(held('range'), 2 * held('range'))", (10, 60)),
        ("low('range')", (10, 10)),
    ],
)
def test_a_range_reaches_over_the_ranges_of_the_inputs_each_read_as_one(expression, ends):
    assert spread(expression, SCOPE) == pytest.approx(ends)


@pytest.mark.slow
def test_the_middle_of_a_range_is_found_where_its_ends_are_not_extreme():
    low, high = spread("abs(held('range') - 20) * -1", SCOPE)
    assert low == -10
    assert -0.1 < high <= 0


def test_between_shows_the_range_and_leaves_the_point_to_other_numbers():
    scope = Scope(ROWS, {"ratio": "between(held('range') / held('other-range'))"})
    assert work_out("between(held('range') / held('other-range'))", scope) == pytest.approx((10 / 6, 30 / 4))
    assert work_out("number('ratio')", scope) == (4, 4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("expression", "ends", "tolerance"),
    [
        ("held('point')", (8, 8), 0),
        ("held('range')", (11, 29), 0.02),  # uniform: a twentieth of 20 from each end
        ("held('range') + 10 * held('other-range')", (10 + 40 + 20 * 0.1**0.5, 30 + 60 - 20 * 0.1**0.5), 0.2),
    ],
)  # the last: two uniform variables of one width have a triangular sum, whose tail to x is (x / width)**2 / 2
def test_the_central_range_of_independent_inputs(expression, ends, tolerance):
    assert central(expression, SCOPE) == pytest.approx(ends, abs=tolerance)
    assert central(expression, SCOPE) == central(expression, Scope(ROWS, NUMBERS)), "the sample is fixed"


@pytest.mark.slow
@given(st.lists(st.floats(1, 1e6), min_size=2, max_size=12))
def test_many_inputs_are_summed_exactly_at_their_ends(lows):
    rows = {f"r{i}": figure(low, 2 * low) for i, low in enumerate(lows)}
    total = f"held({', '.join(map(repr, rows))})"
    low, high = spread(total, Scope(rows))
    assert (low, high) == pytest.approx((sum(lows), 2 * sum(lows)))
    assert low <= work_out(total, Scope(rows))[0] <= high


def test_rows_of_the_book_are_read():
    scope = tables.scope()
    assert work_out("printed('registered-users-kazakhstan-2003')", scope) == (49_736, 49_736)
    rate = "'users-estimated-per-100000-tajikistan-2002'"
    assert work_out(f"printed({rate})", scope)[0] == (734 + 991) / 2
    assert work_out(f"held({rate})", scope)[0] == (734 + 897) / 2
    assert inputs(f"held({rate})", scope) == ("users-estimated-per-100000-tajikistan-2002",)
    assert work_out("year('batken-events-1999')", scope)[0] == 1999
    assert work_out("ends('idcc-at-work-1999-2000')", scope)[0] == 2000
    founders = "count('memberships', institution='economic-cooperation-organization', role='founder')"
    assert work_out(founders, scope)[0] == 3

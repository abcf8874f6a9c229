"""Computed numbers: rows and functions under one roof, with ranges that follow from the printed ones."""

from __future__ import annotations

import pytest

from counternarcotics import computed, tables
from pages import entries


@pytest.fixture(scope="module")
def rows():
    return tables.load("computed_numbers").set_index("id")


def test_nearly_every_number_is_a_row(rows):
    assert len(rows) >= 0.85 * len(computed.names())


def test_the_rows_stand_page_by_page(rows):
    assert list(rows["page"].drop_duplicates()) == sorted(rows["page"].unique())
    assert set(rows["page"]) - {"front"} <= {entry.rpartition("/")[2] for entry in entries()}


@pytest.mark.slow
def test_every_number_lies_in_its_own_range():
    for name in computed.names():
        one = computed.get(name)
        (low, high), ends = one.range(), one.ends()
        assert low <= high, name
        assert low - 1e-9 * abs(low) <= ends[0] <= ends[1] <= high + 1e-9 * abs(high), name
        if not one.inputs():
            assert (low, high) == pytest.approx(ends), name


def test_what_a_number_rests_on_follows_from_its_expression():
    one = computed.get("demand-share-of-unodc-budgets")
    assert one.numbers == ("unodc-demand-total", "unodc-budgets-total")
    assert "budget-osh-knot-1997" in one.uses
    assert computed.get("forecast-claims-hit").tables == ("forecast_claims",)
    assert computed.get("fit-tajikistan-needles").expression is None


@pytest.mark.slow
def test_the_ranges_of_three_numbers_by_hand():
    # Demand budgets over the sum of four national estimates, which reach from low to high.
    spent = 1e6 * computed.value("unodc-demand-total")
    ends = [sum(tables.bounds(i)[side] for i in ESTIMATES) for side in (0, 1)]
    one = computed.get("demand-budget-per-person")
    assert one.range() == one.ends() == pytest.approx((spent / ends[1], spent / ends[0]))
    low, high = one.central()
    assert one.range()[0] < low < high < one.range()[1]
    # A rate of 5 to 7 percent over five years.
    assert computed.get("scenario-one-yearly-as-total").range() == pytest.approx((100 * (1.05**5 - 1), 100 * (1.07**5 - 1)))  # fmt: skip
    assert computed.get("scenario-one-yearly-as-total").central() == pytest.approx((100 * (1.051**5 - 1), 100 * (1.069**5 - 1)), abs=0.02)  # fmt: skip
    # A number without a range in its inputs is its own range.
    point = computed.get("poppy-wheat-income-ratio")
    assert point.range() == point.central() == point.ends()


ESTIMATES = tuple(f"users-estimated-{c}-2002" for c in ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan"))


def test_an_unknown_number_is_told_the_nearest():
    with pytest.raises(KeyError, match=r"the nearest are register-total-2011"):
        computed.get("register-total-2012")

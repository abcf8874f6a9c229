"""Source checks: every claim that can be recomputed is, its verdict fits, and right figures stay right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import charts, source_checks, tables
from counternarcotics.charts import checking_the_sources as evidence
from counternarcotics.evaluate import Scope, work_out
from counternarcotics.source_checks import results
from counternarcotics.verdicts import DISAGREEING, agree, fits

END = st.floats(-1e6, 1e6)


@pytest.fixture(scope="module")
def worked():
    return results()


def constraints(column: str) -> list[str]:
    return next(f for f in tables.fields("source_checks") if f["name"] == column)["constraints"]["enum"]


# -- the table ---------------------------------------------------------------------------------------


def test_there_are_enough_checks_and_many_recompute_something(worked):
    assert len(worked) >= 250
    assert (worked["claimed"] != "").sum() >= 180


def test_ids_carry_no_prefix_and_titles_are_short_and_unlike(worked):
    assert not worked["id"].str.startswith("check-").any()
    assert worked["title"].is_unique
    assert worked["title"].str.len().max() <= 80
    assert worked["title"].str[0].str.isupper().all()
    assert not worked["title"].str.endswith(".").any()


@pytest.mark.parametrize("column", ["kind", "verdict"])
def test_every_kind_and_every_verdict_occurs(worked, column):
    assert set(worked[column]) == set(constraints(column))


def test_every_check_with_expressions_works_out_and_fits_its_verdict(worked):
    for row in worked[worked["claimed"] != ""].to_dict("records"):
        assert row["claimed_low"] <= row["claimed_high"], row["id"]
        assert row["computed_low"] <= row["computed_high"], row["id"]
        assert row["unit"], row["id"]
        assert row["agree"] in (True, False), row["id"]
        assert fits(row["verdict"], row["agree"]), row["id"]


def test_a_check_by_reading_has_no_numbers(worked):
    reading = worked[worked["claimed"] == ""]
    assert len(reading) > 0
    assert reading[["claimed_low", "claimed_high", "computed_low", "computed_high", "agree"]].isna().all().all()
    assert (reading["unit"] == "").all()
    assert reading["tolerance"].isna().all()


def test_right_figures_are_recorded_as_such(worked):
    passing = worked[worked["verdict"] == "passes"]
    assert len(passing) > (worked["verdict"].isin(DISAGREEING)).sum()
    assert passing.loc[passing["claimed"] != "", "agree"].all()


def test_every_chapter_of_the_monograph_and_every_article_is_checked(worked):
    monograph = set(worked.loc[worked["source"] == "osmonaliev-2005", "locator"].str.split().str[0])
    assert {"1.1", "1.2", "2.1", "2.2", "2.2.5", "3.1.1", "3.2.1", "3.3", "4", "summary"} <= monograph
    assert {"iwpr-2000", "jamestown-2007", "barentsev-2010", "vice-2013"} <= set(worked["source"])


# -- cases worked out by hand ------------------------------------------------------------------------


def one(worked, identifier):
    return worked.set_index("id").loc[identifier]


def test_seven_bounds_pass_and_the_upper_tajik_rate_is_a_misprint(worked):
    rates = worked[worked["id"].str.startswith("estimated-rate-")]
    assert len(rates) == 8
    assert (rates["verdict"] == "passes").sum() == 7
    upper = one(worked, "estimated-rate-high-tajikistan")
    assert upper["verdict"] == "misprint"
    assert upper["claimed_low"] == 991
    assert upper["computed_low"] == pytest.approx(100_000 * 55_000 / 6_131_000)


def test_eighteen_times_the_register_is_no_percent(worked):
    row = one(worked, "eighteen-fold-against-one-percent")
    assert (row["claimed_low"], row["computed_low"]) == (1, pytest.approx(100 * 18 * 5_000 / 50_000_000))


def test_the_multiplier_does_not_give_the_total(worked):
    row = one(worked, "multiplier-total")
    registers = 49_736 + 5_600 + 8_813 + 21_360
    assert row["verdict"] == "error"
    assert (row["computed_low"], row["computed_high"]) == (10 * registers, 15 * registers)


# -- the rules ---------------------------------------------------------------------------------------


@pytest.mark.slow
@given(END, END, END, END, st.floats(0, 1e3))
def test_ranges_agree_when_they_meet_within_the_tolerance(a, b, c, d, tolerance):
    one_range, other = (min(a, b), max(a, b)), (min(c, d), max(c, d))
    apart = max(other[0] - one_range[1], one_range[0] - other[1])
    if apart <= tolerance * (1 - 1e-9) - 1e-9:
        assert agree(one_range, other, tolerance)
    if apart > tolerance * (1 + 1e-9) + 1e-9:
        assert not agree(one_range, other, tolerance)
    assert agree(one_range, one_range, tolerance)


def test_only_right_claims_pass_and_only_disagreeing_ones_fail():
    assert fits("passes", agreed=True)
    assert not fits("passes", agreed=False)
    for verdict in DISAGREEING:
        assert fits(verdict, agreed=False)
        assert not fits(verdict, agreed=True)
    for verdict in ("reconcilable", "undefined"):
        assert fits(verdict, agreed=True)
        assert fits(verdict, agreed=False)


def test_a_check_moves_when_a_row_is_corrected():
    rows = {i: dict(row) for i, row in tables.rows().items()}
    rows["users-estimated-per-100000-tajikistan-2002"]["value_high"] = 897
    check = rows["estimated-rate-high-tajikistan"]
    claimed, computed = (work_out(check[column], Scope(rows)) for column in ("claimed", "computed"))
    assert agree(claimed, computed, check["tolerance"])


# -- the charts --------------------------------------------------------------------------------------


def test_the_charts_count_every_check(worked):
    table = charts.load("verdicts-by-kind").table
    assert table.drop(columns="Kind").astype(int).to_numpy().sum() == len(worked)
    assert list(table["Kind"]) == evidence.kinds() == constraints("kind")


def test_a_ratio_is_taken_at_the_nearest_ends(worked):
    ratios = evidence.ratios().set_index("id")["ratio"]
    assert ratios["multiplier-total"] == pytest.approx(855_090 / 350_000)
    assert ratios["hiv-share-kazakhstan"] == pytest.approx(100 * 711 / 3257 / 82)
    passing = worked.loc[worked["verdict"] == "passes", "id"]
    assert ratios.reindex(passing).dropna().between(0.5, 2).all()
    assert source_checks.results()["unit"].eq("year").any(), "dates are checked too, and left out of the ratios"
    assert not set(worked.loc[worked["unit"] == "year", "id"]) & set(ratios.index)

"""Interdiction: an inferred flow, what is seized of it, and how far the rate moves with the inference."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers
from counternarcotics.models.interdiction import consumed, going_on, heroin_flow, interdiction_rate
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

OPIUM = st.floats(100, 10_000)
SHARE = st.floats(0.05, 1)
CONVERSION = st.floats(6, 15)
SEIZED = st.floats(0.1, 20)


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("seizure-iceberg")


def test_a_thousand_tonnes_of_opium():
    assert heroin_flow(1000, 1, 1, 10) == 100
    assert heroin_flow(1000, 0.25, 0.8, 10) == 20
    assert interdiction_rate(5, 20) == 0.25


@pytest.mark.slow
@given(OPIUM, SHARE, SHARE, CONVERSION)
def test_there_is_never_more_heroin_than_opium_goes_into_it(opium, route, heroin, conversion):
    assert 0 < heroin_flow(opium, route, heroin, conversion) <= opium / conversion


@pytest.mark.slow
@given(OPIUM, SHARE, SHARE, SHARE, CONVERSION, SEIZED)
def test_the_larger_the_share_the_lower_the_rate(opium, one, other, heroin, conversion, seized):
    least, most = sorted((one, other))
    rates = [interdiction_rate(seized, heroin_flow(opium, share, heroin, conversion)) for share in (least, most)]
    assert rates[0] >= rates[1]


@pytest.mark.slow
@given(st.floats(0.1, 1000), SEIZED, SHARE)
def test_the_parts_of_a_flow_add_up_or_nothing_goes_on(flow, seized, share):
    beyond = going_on(flow, seized, share)
    assert beyond >= 0
    if beyond > 0:
        assert consumed(flow, share) + seized + beyond == pytest.approx(flow)


def test_the_formulas_stay_expressions():
    flow = heroin_flow(Refusing("datum.opium"), alt.param(name="share", value=0.5), Refusing("h"), Refusing("c"))
    assert is_expression(flow, interdiction_rate(5, flow), consumed(flow, 0.3), going_on(flow, 5, 0.3))


def test_what_is_counted_is_what_the_tables_print(explorer):
    seized = {option: explorer.evaluate(counted=option).values["seized"] for option in explorer.assumptions[0].options}
    assert list(seized.values()) == pytest.approx([5.8275, 6.0838, 5.6, 5, 5, 3, 6.829])


def test_the_harvest_of_2004_is_the_monographs(explorer):
    assert explorer.evaluate(harvest="2004").values["opium"] == 4200
    assert explorer.evaluate(harvest="2001").values["opium"] == 185


def test_the_start_is_worked_out_by_hand(explorer):
    values = explorer.evaluate().values
    assert values["flow"] == pytest.approx(3600 * 0.45 * 0.9 / 13)
    assert values["flow_high"] == pytest.approx(3600 * 0.45 * 0.9 / 7)
    assert values["rate"] == pytest.approx(5.8275 / values["flow_high"])
    assert values["rate_high"] == pytest.approx(5.8275 / values["flow"])


def test_the_same_year_can_look_like_success_or_failure(explorer):
    highest, lowest = (explorer.evaluate(**explorer.preset(name)).values["rate"] for name in ("highest", "lowest"))
    assert highest > 10 * lowest


def test_the_readers_point_lies_on_the_band(explorer):
    table = explorer.evaluate(northern_share=0.3).table
    mine = table[table["yours"] == 1].iloc[0]
    same = table[(table["yours"] == 0) & (table["grid_share"].round(2) == 0.3)].iloc[0]
    assert (mine["low"], mine["high"]) == pytest.approx((same["low"], same["high"]))


def test_more_seized_than_flows_is_called_impossible(explorer):
    evaluation = explorer.evaluate(**(explorer.preset("ban") | {"northern_share": 0.1}))
    assert evaluation.values["rate_high"] > 1
    assert evaluation.values["beyond"] == 0
    assert "stocks of earlier harvests" in evaluation.sentence


def test_a_low_above_a_high_is_read_the_other_way_round(explorer):
    one = explorer.evaluate(conversion_low=8, conversion_high=12)
    assert explorer.evaluate(conversion_low=12, conversion_high=8).values == one.values


def test_the_axis_holds_the_lowest_rate_that_the_levers_give(explorer):
    chosen = {"counted": 5, "northern_share": 0.6, "heroin_share": 1, "conversion_low": 6, "conversion_high": 6}
    rates = [explorer.evaluate(harvest=year, **chosen).table["low"].min() for year in explorer.assumptions[1].options]
    assert min(rates) > 0.003

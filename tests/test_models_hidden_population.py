"""Hidden populations: the multiplier estimate, and what the printed registers and ranges make of it."""

from __future__ import annotations

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counternarcotics import explorers, tables
from counternarcotics.models.hidden_population import (
    ABOVE,
    BELOW,
    MEETS,
    WITHIN,
    detection_probability,
    hidden_population,
    per_100000,
    position,
)
from counternarcotics.numberlike import is_expression
from numberlike_probe import Refusing

PEOPLE = st.floats(1, 1e6)
PROBABILITY = st.floats(0.04, 1)
SHARE = st.floats(0, 0.5)
COUNTRIES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")


@pytest.fixture(scope="module")
def explorer():
    return explorers.load("hidden-population")


@pytest.mark.slow
@given(PEOPLE, PROBABILITY, SHARE)
def test_the_estimate_and_the_probability_undo_each_other(registered, probability, outdated):
    people = hidden_population(registered, probability, outdated)
    assert detection_probability(registered, people, outdated) == pytest.approx(probability)


@pytest.mark.slow
@given(PEOPLE, PROBABILITY, PROBABILITY, SHARE)
def test_the_less_likely_detection_is_the_more_people_there_are(registered, one, other, outdated):
    least, most = sorted((one, other))
    assert hidden_population(registered, least, outdated) >= hidden_population(registered, most, outdated)


@pytest.mark.slow
@given(PEOPLE, PROBABILITY, SHARE)
def test_names_that_no_longer_count_take_people_away(registered, probability, outdated):
    assert hidden_population(registered, probability, outdated) <= hidden_population(registered, probability)


def test_with_everybody_registered_the_register_is_the_population():
    assert hidden_population(5600, 1) == 5600


def test_one_person_in_twelve_makes_twelve_times_the_register():
    assert hidden_population(21360, 1 / 12) == pytest.approx(12 * 21360)


def test_the_registers_per_100000_are_those_that_the_notes_of_the_table_work_out():
    for country, rate in (("kazakhstan", 334), ("kyrgyzstan", 115), ("tajikistan", 144), ("uzbekistan", 86)):
        registered = tables.value(f"registered-users-{country}-2003")
        assert per_100000(registered, tables.value(f"population-{country}-2002")) == pytest.approx(rate, abs=0.6)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1, 4, BELOW), (1, 5, MEETS), (5, 9, WITHIN), (6, 7, WITHIN), (6, 10, MEETS), (1, 10, MEETS), (10, 11, ABOVE)],
)
def test_an_interval_lies_below_upon_within_or_above_a_range(low, high, expected):
    assert position(low, high, 5, 9) == expected


def test_the_formulas_stay_expressions():
    registered, probability = Refusing("datum.registered"), alt.param(name="p", value=0.5)
    people = hidden_population(registered, probability, Refusing("s"))
    assert is_expression(people, per_100000(people, 1e6), detection_probability(registered, people))
    assert is_expression(position(people, people, 5, 9))


def test_the_table_gives_one_person_in_four_or_five_for_the_four_countries_together(explorer):
    evaluation = explorer.evaluate(**explorer.preset("table"))
    assert evaluation.values["multiplier"] == pytest.approx(355_000 / 85_509, abs=0.02)
    assert evaluation.values["multiplier_high"] == pytest.approx(432_000 / 85_509, abs=0.02)
    assert "This lies within the assessment's 700 to 852" in evaluation.sentence


@pytest.mark.parametrize("country", ["Kazakhstan", "Kyrgyzstan"])
def test_fitted_to_a_country_the_estimate_is_the_assessments(explorer, country):
    fitted = {k: v for p in explorer.presets if p.label.endswith(country) for k, v in p.settings.items()}
    evaluation = explorer.evaluate(place=country, **fitted)
    assert f"{country}: " in evaluation.sentence
    assert "This lies within" in evaluation.sentence


def test_no_single_probability_meets_all_four_countries(explorer):
    implied = {c: explorer.evaluate(place=c).values for c in COUNTRIES}
    assert implied["Kyrgyzstan"]["implied_high"] < implied["Tajikistan"]["implied"]
    assert implied["Tajikistan"]["implied_high"] < min(implied[c]["implied"] for c in ("Kazakhstan", "Uzbekistan"))
    for percent in range(4, 101):
        table = explorer.evaluate(detection_low=percent / 100, detection_high=percent / 100).table.set_index("place")
        assert not (table.loc[list(COUNTRIES), "kind"] == "yours, meets it").all()


def test_ten_to_fifteen_times_overshoots_the_total_printed_beside_it(explorer):
    values = explorer.evaluate(**explorer.preset("multiplier")).values
    assert values["multiplier"] == pytest.approx(10)
    assert values["multiplier_high"] == pytest.approx(15, abs=0.1)
    assert values["people"] > 2 * tables.value("users-estimated-total-central-asia-2003")


def test_presets_keep_the_readers_place(explorer):
    assert all("place" not in preset.settings for preset in explorer.presets)


def test_a_low_above_a_high_is_read_the_other_way_round(explorer):
    one = explorer.evaluate(detection_low=0.1, detection_high=0.2)
    assert explorer.evaluate(detection_low=0.2, detection_high=0.1).values == one.values


@pytest.mark.slow
@given(low=st.integers(40, 1000), high=st.integers(40, 1000), outdated=st.integers(0, 50))
def test_every_interval_stays_on_the_axis(low, high, outdated):
    chosen = {"detection_low": low / 1000, "detection_high": high / 1000, "outdated_share": outdated / 100}
    table = explorers.load("hidden-population").evaluate(**chosen).table
    assert table["low"].min() > 40
    assert table["high"].max() < 10_000

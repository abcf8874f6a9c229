"""Presets: a scenario sets what it fixes, forecasts what it says, and says nothing of the rest."""

from __future__ import annotations

import pytest

from counternarcotics import explorers
from counternarcotics.explorer import NO_FIGURE, show
from counternarcotics.numberlike import ABOUT, formatted, text

# What section 1.2 of the monograph forecasts: registered users, each kind of offence, all offences together.
FORECAST = {
    "scenario-one": {"registered"},
    "scenario-two": {"registered", "trafficking", "other", "offences"},
    "scenario-three": {"offences"},
}


@pytest.mark.parametrize("name", FORECAST)
def test_a_count_that_a_scenario_does_not_forecast_reads_no_figure(name):
    forecast = explorers.load("forecast")
    results = forecast.evaluate(**forecast.preset(name)).results
    told = {key for key in ("registered", "trafficking", "other", "offences") if show(results[key]) != NO_FIGURE}
    assert told == FORECAST[name]


def test_a_scenario_that_is_silent_is_not_drawn():
    forecast = explorers.load("forecast")
    table = forecast.evaluate(quantity="Trafficking offences").table
    drawn = set(table.loc[table["shown"] == 1, "line"])
    assert drawn == {"Your forecast", "Scenario Two"}


def test_what_the_reader_shows_beyond_a_scenario_is_said_to_be_unsaid():
    forecast = explorers.load("forecast")
    said = forecast.evaluate(**forecast.preset("scenario-three") | {"quantity": 0}).sentence
    assert "these rates forecast all offences together and say nothing of it" in said


@pytest.mark.parametrize(
    ("value", "said"),
    [(356288, "356,000"), (431864.4, "432,000"), (999.6, "1,000"), (45.4, "45"), (0, "0"), (-72748, "−72,700"), (1005, "1,010")],
)  # fmt: skip
def test_an_estimate_keeps_three_figures(value, said):
    assert formatted(value, ABOUT) == said
    assert text("{value:~,.0f}", value=float(value)) == said

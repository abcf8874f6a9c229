"""The timeline holds every dated row once, in order, and tells which country each concerns."""

from __future__ import annotations

import pytest

from counternarcotics import explorers, tables
from counternarcotics.explorers.timeline import PERIODS
from counternarcotics.timeline import GROUPS, timeline


def test_every_dated_record_is_on_the_timeline():
    shown = timeline()
    assert len(shown) >= 150
    dated = {
        *tables.load("events")["id"],
        *tables.load("instruments").query("adopted != ''")["id"],
        *tables.load("institutions").query("founded != '' or ended != ''")["id"],
        *tables.load("memberships").query("starts != ''")["id"],
        *tables.load("projects").query("starts != ''")["id"],
    }
    assert set(shown["id"]) == dated


def test_the_timeline_runs_from_the_oldest_to_the_newest_and_knows_every_kind():
    shown = timeline()
    assert shown["date"].is_monotonic_increasing
    assert set(shown["group"]) == set(GROUPS)
    assert shown["title"].str.len().gt(0).all()
    assert shown["locator"].str.len().gt(0).all()


def test_an_institution_that_began_and_ended_has_two_dates():
    commission = timeline().query("id == 'kyrgyz-state-commission-on-drug-control'")
    assert list(commission["year"]) == [1993, 2003]


def test_a_caller_cannot_change_the_timeline_of_the_next():
    mine = timeline()
    mine["title"] = "spoiled"
    assert "spoiled" not in set(timeline()["title"])


@pytest.mark.parametrize(
    ("place", "kind"), [("Kyrgyzstan", "Institutions"), ("Turkmenistan", "Any kind"), ("Anywhere", "Meetings")]
)
def test_the_explorer_counts_the_rows_that_it_shows(place, kind):
    explorer = explorers.load("timeline")
    for label, first, last in PERIODS:
        evaluation = explorer.evaluate(place=place, kind=kind, period=label)
        assert evaluation.values["found"] == evaluation.table["shown"].sum()
        years = evaluation.table.query("shown > 0")["year"]
        assert years.between(first, last).all()


def test_an_event_of_the_region_concerns_each_of_its_states_and_a_convention_everybody():
    explorer = explorers.load("timeline")
    for place in ("Turkmenistan", "China"):
        shown = explorer.evaluate(place=place, period="All years").table.query("shown > 0")
        assert "Single Convention on Narcotic Drugs" in set(shown["title"])
    regional = set(timeline().query("places == 'central-asia'")["title"])
    shown = explorer.evaluate(place="Turkmenistan", period="All years").table.query("shown > 0")
    assert regional <= set(shown["title"])

"""What a build keeps: only what may be kept."""

from __future__ import annotations

import pytest

from counternarcotics import charts, describe, explorers, figure, keeping, tables
from counternarcotics.sphinx_extension import sources


@pytest.mark.slow
@pytest.mark.parametrize("name", charts.names())
def test_a_chart_made_without_the_schema_is_the_same_and_fits_it(name: str):
    charts.load.cache_clear()
    with figure.unchecked():
        unchecked = figure.specification(charts.load(name).chart)
    charts.load.cache_clear()
    assert figure.specification(charts.load(name).chart) == unchecked


@pytest.mark.slow
@pytest.mark.parametrize("name", explorers.names())
def test_an_explorer_made_without_the_schema_is_the_same_and_fits_it(name: str):
    with figure.unchecked():
        unchecked = explorers.load(name).drawn()
    explorers.load.cache_clear()
    assert explorers.load(name).drawn() == unchecked


def test_a_module_rests_on_what_it_imports_and_on_the_tables_that_its_code_reads(monkeypatch):
    monkeypatch.setattr(describe, "LISTENERS", [sources.listen])
    monkeypatch.setattr(tables, "LISTENERS", [sources.listen])
    charts.load.cache_clear()
    charts.load("heroin-around-incursions")
    files = sources.of_figure("charts.batken_2000")
    table = tables.row("heroin-seized-tajikistan-1999")["table"]
    assert {"package/charts/batken_2000.py", "package/models/bayes.py", f"data/{table}.csv"} <= files.keys()
    assert "package/charts/trends.py" not in files
    assert "data/memberships.csv" not in files
    assert all(files.values())


def test_whoever_takes_a_package_rests_on_all_of_it():
    assert "explorers.forecast_score" in sources.closure("charts.scoring_a_forecast")


def test_what_is_kept_is_made_once_and_found_by_what_it_was_made_from(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_folders", [tmp_path])
    made = []

    def make() -> str:
        made.append("made")
        return f"number {len(made)}"

    assert [keeping.kept("things", text, make) for text in ("a", "a", "b")] == ["number 1", "number 1", "number 2"]
    monkeypatch.setattr(keeping, "MOST_KEPT", 1)
    keeping.forget_the_oldest()
    assert len(list((tmp_path / "things").iterdir())) == 1

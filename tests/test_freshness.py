"""What a build keeps: only what may be kept."""

from __future__ import annotations

import json
import re

import pytest
from sphinx.locale import _TranslationProxy

from counternarcotics import charts, explorers, figure, keeping, standing, tables
from counternarcotics.sphinx_extension import freshness, sources
from pages import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("name", charts.names())
def test_a_chart_made_without_the_schema_is_the_same_and_fits_it(name: str):
    charts.load.cache_clear()
    with figure.unchecked():
        unchecked = figure.specification(charts.load(name).chart)
    charts.load.cache_clear()
    assert figure.specification(charts.load(name).chart) == unchecked
    assert charts.load(name).still == (name in charts.pictures())


@pytest.mark.slow
@pytest.mark.parametrize("name", explorers.names())
def test_an_explorer_made_without_the_schema_is_the_same_and_fits_it(name: str):
    with figure.unchecked():
        unchecked = explorers.load(name).drawn()
    explorers.load.cache_clear()
    assert explorers.load(name).drawn() == unchecked


def test_a_module_rests_on_what_it_imports_and_on_the_tables_that_it_reads_whole():
    files = sources.of_figure("charts.batken_2000", ["places"])
    assert {"package/charts/batken_2000.py", "package/models/bayes.py", "data/places.csv"} <= files.keys()
    assert "package/charts/trends.py" not in files
    assert "data/memberships.csv" not in files
    assert all(files.values())


@pytest.mark.slow
def test_a_kept_figure_stands_while_the_rows_that_it_read_stand(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_folders", [tmp_path])
    made = []

    def make(name: str) -> dict[str, str]:
        made.append(tables.value("heroin-seized-tajikistan-1999"))
        return {"chart": f"drawn {len(made)}"}

    def drawn() -> str:
        return standing.kept("chart", "heroin-around-incursions", make)["chart"]

    def changed(*rows: str) -> None:
        standing._row.cache_clear()
        monkeypatch.setattr(sources, "evidence", lambda: repr(rows))
        monkeypatch.setattr(tables, "_rows", lambda: held | {row: held[row] | {"note": "changed"} for row in rows})

    held = tables._rows()
    assert [drawn(), drawn()] == ["drawn 1", "drawn 1"]
    changed("opium-output-afghanistan-2000")
    assert drawn() == "drawn 1"
    changed("heroin-seized-tajikistan-1999")
    assert drawn() == "drawn 2"
    monkeypatch.setattr(standing, "_libraries", lambda: "of another version")
    assert [drawn(), drawn()] == ["drawn 3", "drawn 3"]
    standing._row.cache_clear()


def test_a_kept_figure_stands_while_the_rows_that_it_chose_stand(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_folders", [tmp_path])
    made = []

    def make(name: str) -> dict[str, str]:
        made.append(name)
        return {"chart": name}

    def drawn() -> str:
        return standing.kept("chart", "heroin-seized-later", make)["chart"]

    def changed(identifier: str) -> None:
        frame = tables._read("outcomes").copy()
        frame.loc[frame["id"] == identifier, "note"] = "changed"
        monkeypatch.setitem(tables._REPLACED, "outcomes", frame)
        monkeypatch.setattr(sources, "evidence", lambda: identifier)
        standing._chosen.cache_clear()

    drawn()
    rests_on = json.loads((tmp_path / "figures" / "chart-heroin-seized-later.json").read_text(encoding="utf-8"))
    assert "data/outcomes.csv" not in rests_on["files"]
    changed("heroin-seized-tajikistan-1999")
    drawn()
    assert len(made) == 1
    changed(tables.chosen(*rests_on["chosen"][0][:2])["id"].iloc[0])
    drawn()
    assert len(made) == 2
    standing._chosen.cache_clear()


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


def test_a_title_that_is_yet_to_be_translated_is_the_text_that_it_becomes():
    """Or all pages would be written again by `make live`, whose builds find Sphinx imported, and by the build after it."""
    late = _TranslationProxy("sphinx", "general", "Python Module Index")
    assert repr(late) != repr(str(late))
    assert freshness._told("py-modindex", ("py-modindex", "", late)) == freshness._told(
        "py-modindex", ("py-modindex", "", "Python Module Index")
    )


def test_a_build_begins_anew_with_another_version_of_whatever_pages_are_made_with():
    """The first two parts of the list are what makes the book; the workshop tries it."""
    needs = (ROOT / "requirements.in").read_text(encoding="utf-8").partition("# the workshop")[0]
    named = set(re.findall(r"^([A-Za-z][\w-]*)", needs, re.MULTILINE))
    assert len(named) > 12
    assert named <= set(freshness.LIBRARIES)

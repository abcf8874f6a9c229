"""The tables hold what they promise, and a malformed one is refused in a sentence that helps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from counternarcotics import tables

NAMES = tables.names()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small copy of the tables to break: a check of it takes a fraction of a second."""
    copy = Path(shutil.copytree(tables.data_folder(), tmp_path / "data"))
    description = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    kept = {"seizures", "crimes", "hiv", "places", "sources", "units"}
    description["resources"] = [r for r in description["resources"] if r["name"] in kept]
    (copy / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    return copy


def edit(folder: Path, name: str, row: int, column: str, text: str) -> None:
    """Write `text` into the cell of a table; `row` counts as an editor does, the heading is row 1."""
    path = folder / f"{name}.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[row - 2, column] = text
    table.to_csv(path, index=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_rows_and_every_row_a_locator(name):
    table = tables.load(name)
    assert len(table) > 0
    assert table["locator"].str.len().gt(0).all()


@pytest.mark.slow
def test_the_copy_is_valid_until_it_is_broken(folder):
    assert list(tables.problems(folder)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("unit", "stone", ["column unit", "'stone'", "units.csv"]),
        ("place", "atlantis", ["column place", "'atlantis'", "places.csv"]),
        ("source", "hearsay", ["column source", "'hearsay'", "sources.csv"]),
        ("value_low", "many", ["column value_low", "'many'", "number"]),
        ("value_low", "99999999", ["column value_low", "99999999", "at most value_high"]),
        ("qualifier", "roughly", ["column qualifier", "'roughly'", "enum"]),
        ("period", "2003/1999", ["column period", "'2003/1999'", "ends before it starts"]),
        ("locator", "somewhere", ["column locator", "'somewhere'"]),
        ("correction", "because", ["column correction", "'because'", "go together"]),
        ("held_low", "5", ["column held_high", "held_low '5'"]),
    ],
)
def test_a_bad_cell_is_named_with_file_row_column_found_and_expected(folder, column, text, said):
    edit(folder, "seizures", 4, column, text)
    sentence = "\n".join(tables.problems(folder))
    for part in ["data/seizures.csv", "row 4", *said]:
        assert part in sentence


@pytest.mark.slow
def test_an_id_twice_in_one_table_is_refused(folder):
    first = pd.read_csv(folder / "seizures.csv", dtype=str)["id"][0]
    edit(folder, "seizures", 5, "id", first)
    assert any("data/seizures.csv, row 5" in sentence and first in sentence for sentence in tables.problems(folder))


@pytest.mark.slow
def test_an_id_in_two_tables_is_refused(folder):
    first = pd.read_csv(folder / "seizures.csv", dtype=str)["id"][0]
    edit(folder, "crimes", 3, "id", first)
    sentence = "\n".join(tables.problems(folder))
    assert f"data/crimes.csv, row 3, column id: found '{first}', which data/seizures.csv has as well" in sentence


@pytest.mark.slow
def test_a_missing_column_is_refused(folder):
    path = folder / "hiv.csv"
    pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns="unit").to_csv(path, index=False)
    sentence = "\n".join(tables.problems(folder))
    assert "data/hiv.csv" in sentence
    assert "unit" in sentence


@pytest.mark.slow
def test_nothing_is_loaded_from_a_broken_folder(folder, monkeypatch):
    edit(folder, "hiv", 2, "value_low", "many")
    monkeypatch.setenv("COUNTERNARCOTICS_DATA", str(folder))
    for cached in (tables.package, tables._read, tables.figures, tables.lookup):
        monkeypatch.setattr(tables, cached.__name__, cached.__wrapped__)
    with pytest.raises(tables.DataError, match=r"data/hiv.csv, row 2, column value_low: found 'many'"):
        tables.load("hiv")


def test_an_unknown_figure_names_the_nearest():
    with pytest.raises(tables.UnknownFigureError, match="registered-users-kazakhstan-2003"):
        tables.figure("registered-users-kazakstan-2003")


def test_printed_forms_with_mixed_marks_are_read_as_meant():
    for identifier, printed, value in [
        ("opium-seized-kyrgyzstan-2003", "45, 6", 45.6),
        ("drugs-seized-russian-border-guards-2003", "5 320", 5320),
        ("population-kazakhstan-2002", "14.869.021", 14869021),
        ("drugs-seized-tajikistan-2003", "9,603", 9603),
        ("cannabis-resin-seized-kazakhstan-2003", "164 kg 274 g", 164.274),
        ("offences-kyrgyzstan-2003", "3.106", 3106),
    ]:
        row = tables.figure(identifier)
        assert (row["printed"], row["value_low"]) == (printed, value)


def test_a_held_value_is_used_and_the_printed_one_is_shown():
    row = tables.figure("users-estimated-per-100000-tajikistan-2002")
    assert tables.bounds(row.name)[1] == row["held_high"] != row["value_high"]
    assert "991" in tables.shown(row.name)

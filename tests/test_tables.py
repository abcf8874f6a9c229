"""The tables hold what they promise, and a malformed one is refused in a sentence that helps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from counternarcotics import keeping, tables, validation

NAMES = tables.names()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small copy of the tables to break: a check of it takes a fraction of a second."""
    copy = Path(shutil.copytree(tables.data_folder(), tmp_path / "data"))
    description = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    kept = {
        "seizures", "crimes", "hiv", "capacity", "places", "sources", "units", "outline",
        "instruments", "institutions", "memberships", "projects", "events",
    }  # fmt: skip
    description["resources"] = [r for r in description["resources"] if r["name"] in kept]
    (copy / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    for path in copy.glob("*.csv"):
        if path.stem not in kept:
            path.unlink()
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
    assert list(validation.problems(folder)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("unit", "stone", ["column unit", "'stone'", "units.csv"]),
        ("place", "atlantis", ["column place", "'atlantis'", "places.csv"]),
        ("source", "hearsay", ["column source", "'hearsay'", "sources.csv"]),
        ("value_low", "many", ["column value_low", "'many'", "number"]),
        ("value_low", "99999999", ["column value_low", "99999999", "at most value_high"]),
        ("qualifier", "roughly", ["column qualifier", "'roughly'", "one of the words"]),
        ("period", "2003/1999", ["column period", "'2003/1999'", "ends before it starts"]),
        ("locator", "9.9", ["column locator", "'9.9'", "outline.csv", "such as"]),
        ("locator", "1.1 fn. 120", ["column locator", "'1.1 fn. 120'", "section 1.1 has footnotes"]),
        ("correction", "because", ["column correction", "'because'", "go together"]),
        ("held_low", "5", ["column held_high", "held_low '5'"]),
    ],
)
def test_a_bad_cell_is_named_with_file_row_column_found_and_expected(folder, column, text, said):
    edit(folder, "seizures", 4, column, text)
    sentence = "\n".join(validation.problems(folder))
    for part in ["data/seizures.csv", "row 4", *said]:
        assert part in sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "changes", "said"),
    [
        (
            "institutions",
            {"founded": "2003", "ended": "1999"},
            ["column founded", "2003", "beside ended 1999", "ends before it starts", "correct one"],
        ),
        ("projects", {"starts": "1999-06", "ends": "1999-05"}, ["column starts", "ends before it starts"]),
        ("projects", {"budget": "heroin-seized-tajikistan-2003"}, ["column budget", "unit of currency"]),
        ("projects", {"donor": "nobody"}, ["column donor", "'nobody'", "institutions.csv"]),
        ("memberships", {"member": "central-asia"}, ["column member", "'central-asia'", "kind must be country"]),
        ("memberships", {"member": "atlantis"}, ["column member", "'atlantis'"]),
        ("events", {"places": "kyrgyzstan;atlantis"}, ["column places", "'atlantis'", "places.csv"]),
        ("instruments", {"kind": "hearsay"}, ["column kind", "'hearsay'"]),
        (
            "capacity",
            {"unit": "percent", "measure": "share-of-cases", "value_low": "101", "value_high": "101"},
            ["column value_high", "at most 100"],
        ),
    ],
)
def test_a_bad_record_is_named_with_file_row_column_and_remedy(folder, table, changes, said):
    for column, text in changes.items():
        edit(folder, table, 3, column, text)
    sentence = "\n".join(validation.problems(folder))
    for part in [f"data/{table}.csv", "row 3", *said]:
        assert part in sentence


@pytest.mark.slow
def test_one_figure_under_two_ids_is_refused(folder):
    table = pd.read_csv(folder / "crimes.csv", dtype=str, keep_default_na=False)
    again = table.iloc[[0]].assign(id="another-name", note="the same once more")
    pd.concat([table, again]).to_csv(folder / "crimes.csv", index=False)
    sentence = "\n".join(validation.problems(folder))
    assert f"row {len(table) + 2}, column id: 'another-name' says what '{table['id'][0]}' says" in sentence


SEIZED = "heroin-seized-tajikistan-2003"


def add_check(folder: Path, **cells: str) -> None:
    """Describe and write a table of one source check that passes, with `cells` changed."""
    whole = json.loads((tables.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    description = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = next(r for r in whole["resources"] if r["name"] == "source_checks")
    description["resources"].append(described)
    (folder / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    row = {f["name"]: "" for f in described["schema"]["fields"]} | {
        "id": "a-check", "title": "A check", "kind": "sum", "voice": "author", "claims": SEIZED, "claimed": f"printed('{SEIZED}')", "computed": f"low('{SEIZED}')",
        "unit": "kg", "tolerance": "0", "verdict": "passes", "finding": "It does.", "use": "As printed.", "teaches": "To check.",
        "source": "osmonaliev-2005", "locator": "1.1",
    } | cells  # fmt: skip
    pd.DataFrame([row]).to_csv(folder / "source_checks.csv", index=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"verdict": "error"}, ["column verdict", "'error'", "agree"]),
        ({"computed": "0"}, ["column verdict", "'passes'", "do not agree"]),
        ({"computed": ""}, ["column computed", "fill both or neither"]),
        ({"computed": "printed('no-such-row')"}, ["no row has the id 'no-such-row'"]),
        ({"computed": "().__class__"}, ["uses Attribute"]),
        ({"computed": "open('x')"}, ["unknown name 'open'"]),
        ({"computed": "1 / 0"}, ["divides by zero"]),
        ({"claims": "no-such-row"}, ["column claims", "'no-such-row'"]),
    ],
)
def test_a_source_check_must_be_workable_and_its_verdict_must_fit(folder, cells, said):
    add_check(folder, **cells)
    sentence = "\n".join(validation.problems(folder))
    for part in ["data/source_checks.csv, row 2", *said]:
        assert part in sentence


@pytest.mark.slow
def test_a_sound_source_check_is_accepted(folder):
    add_check(folder)
    assert list(validation.problems(folder)) == []


@pytest.mark.slow
def test_an_id_twice_in_one_table_is_refused(folder):
    first = pd.read_csv(folder / "seizures.csv", dtype=str)["id"][0]
    edit(folder, "seizures", 5, "id", first)
    assert any("data/seizures.csv, row 5" in sentence and first in sentence for sentence in validation.problems(folder))


@pytest.mark.slow
def test_an_id_in_two_tables_is_refused(folder):
    first = pd.read_csv(folder / "seizures.csv", dtype=str)["id"][0]
    edit(folder, "crimes", 3, "id", first)
    sentence = "\n".join(validation.problems(folder))
    assert f"data/crimes.csv, row 3, column id: found '{first}', which data/seizures.csv has as well" in sentence


@pytest.mark.slow
def test_a_missing_column_is_refused(folder):
    path = folder / "hiv.csv"
    pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns="unit").to_csv(path, index=False)
    sentence = "\n".join(validation.problems(folder))
    assert "data/hiv.csv" in sentence
    assert "unit" in sentence


@pytest.mark.slow
def test_nothing_is_loaded_from_a_broken_folder(folder, monkeypatch):
    edit(folder, "hiv", 2, "value_low", "many")
    monkeypatch.setenv("COUNTERNARCOTICS_DATA", str(folder))
    for cached in (tables.package, tables._read, tables._figures, tables._rows, tables._lookup):
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


@pytest.mark.slow
def test_an_empty_line_and_a_correction_of_nothing_are_named(folder):
    path = folder / "seizures.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:3], "\n", *lines[3:]]), encoding="utf-8")
    assert "data/seizures.csv, row 4: found an empty line" in "\n".join(validation.problems(folder))
    path.write_text("".join(lines), encoding="utf-8")
    row = tables.load("seizures").loc[2]
    for end in ("low", "high"):
        edit(folder, "seizures", 4, f"held_{end}", f"{row[f'value_{end}']:.10g}")
    edit(folder, "seizures", 4, "correction", "as printed")
    assert "row 4, column held_low" in "\n".join(validation.problems(folder))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"resources"', '"resource"', ["no list of resources"]),
        ('"path": "seizures.csv"', '"file": "seizures.csv"', ["entry 1 of resources", "no path"]),
        ('"schema": "figures.schema.json"', '"schema": "figure.schema.json"', ["entry 1", "no such file"]),
        ('"name": "crimes"', '"name": "seizures"', ["'seizures' more than once"]),
        ('"resource": "institutions"', '"resource": "institution"', ["'institution'", "the nearest are institutions"]),
        ('"type": "integer"', '"type": "whole"', ["described amiss", '"whole" is not supported']),
    ],
)
def test_a_description_that_cannot_be_read_is_named(folder, old, new, said):
    path = folder / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = "\n".join(validation.problems(folder))
    for part in ["data/datapackage.json", *said]:
        assert part in found


@pytest.mark.slow
def test_a_table_is_checked_again_when_it_has_changed_and_its_keys_always(folder, tmp_path, monkeypatch):
    checked: list[str] = []
    check = validation._table_problems
    monkeypatch.setattr(keeping, "_folders", [tmp_path / "kept"])
    monkeypatch.setattr(
        validation, "_table_problems", lambda folder, described, path: checked.append(path) or check(folder, described, path)
    )  # fmt: skip
    assert list(validation.problems(folder)) == []
    checked.clear()
    assert list(validation.problems(folder)) == []
    assert checked == []
    edit(folder, "hiv", 4, "unit", "stone")
    assert "'stone'" in "\n".join(validation.problems(folder))
    assert checked == ["hiv.csv"]
    edit(folder, "institutions", list(tables.load("institutions")["id"]).index("shanghai-five") + 2, "id", "renamed")
    said = "\n".join(validation.problems(folder))
    assert "data/memberships.csv" in said and "expected an entry of institutions.csv" in said
    assert checked == ["hiv.csv", "institutions.csv"]

"""The forecast against the record: a verdict follows from its expressions, or says why it is given by reading alone."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest

from counternarcotics import tables, validation
from counternarcotics.evaluate import work_out
from counternarcotics.verdicts import outcome, overall


@pytest.mark.parametrize(
    ("claimed", "observed", "tolerance", "verdict"),
    [
        ((5, 7), (6, 6), 0, "hit"),
        ((5, 7), (7.2, 7.2), 0.25, "hit"),
        ((5, 7), (7.2, 7.2), 0.1, "miss"),
        ((5, 7), (4, 9), 0, "split"),
        ((100, float("inf")), (120, 1e9), 0, "hit"),
        ((float("-inf"), 100), (99, 101), 0, "split"),
    ],
)
def test_a_part_is_a_hit_inside_a_miss_outside_and_split_across_an_end(claimed, observed, tolerance, verdict):
    assert outcome(claimed, observed, tolerance) == verdict


def test_a_claim_is_what_its_parts_are_or_split():
    assert overall(["miss", "miss"]) == "miss"
    assert overall(["hit", "hit", "miss"]) == "split"
    assert overall(["split", "split"]) == "split"


def parts(row, column):
    return [work_out(expression, tables.scope()) for expression in row[column].split(";")]


def test_the_parts_of_the_claim_on_registers_by_hand():
    claims = tables.load("forecast_claims").set_index("id")
    claimed, observed = (parts(claims.loc["claim-g3"], column) for column in ("claimed", "computed"))
    assert claimed == [(start, float("inf")) for start in (49_736, 5_600, 8_813, 21_360)]
    found = [outcome(said, seen, 0) for said, seen in zip(claimed, observed, strict=True)]
    assert found == ["miss", "hit", "miss", "miss"], "of the four registers only the Kyrgyz one grew to 2011"


@pytest.fixture
def folder(tmp_path):
    """The tables that the claims speak of, and no other."""
    copy = tmp_path / "data"
    shutil.copytree(tables.data_folder(), copy)
    description = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    claims = tables.load("forecast_claims")["figures"]
    named = {tables.row(i)["table"] for cell in claims for i in cell.split(";") if i}
    kept = {*named, "forecast_claims", "places", "sources", "units", "outline", "institutions"}
    description["resources"] = [r for r in description["resources"] if r["name"] in kept]
    (copy / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    for path in copy.glob("*.csv"):
        if path.stem not in kept:
            path.unlink()
    return copy


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"verdict": "hit"}, "column verdict: found 'hit', but part by part the expressions give miss, hit, miss, miss"),
        ({"claimed": "or_more(0)"}, "column verdict: found 'split', but part by part the expressions give hit, hit, hit, hit"),
        ({"claimed": "or_more(0); or_more(1)"}, "found 4 parts beside 2 of claimed"),
        ({"claimed": ""}, "fill both or neither"),
        ({"claimed": "", "computed": "", "note": ""}, "say why it is given by reading alone"),
        ({"computed": "printed('registered-users')"}, "no row has the id 'registered-users'"),
        ({"verdict": "undecidable"}, None),
    ],
)  # fmt: skip
def test_a_verdict_that_does_not_fit_is_refused(folder, cells, said):
    path = folder / "forecast_claims.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("id", drop=False)
    for column, text in cells.items():
        table.loc["claim-g3", column] = text
    table.to_csv(path, index=False)
    found = [sentence for sentence in validation.problems(folder) if "forecast_claims" in sentence]
    assert len(found) == (0 if said is None else 1)
    if said:
        assert said in found[0]
        assert f"row {list(table.index).index('claim-g3') + 2}," in found[0]

#!/usr/bin/env bash
# Altair 6.3.0 with pandas 3.1.1: a column of type object that holds numbers and None, as rows of dictionaries or records
# with mixed sources give it.
#
# Expected: the gap is written null, as it is for a column of floats, and the specification is JSON.
# Seen: the gap is written NaN, which JSON does not have.  Altair itself raises nothing; chart.json is refused by every
# strict reader, a browser's JSON.parse among them.  The same numbers as a column of floats are written with null.
# Why it matters to a textbook: a chart that a lab saves as JSON shows well in the notebook and is an empty place in the
# page.  pandas.to_numeric before the chart, or a test that reads the file with allow_nan forbidden, finds it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "altair==6.3.0" "pandas==3.1.1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import json

import altair as alt
import pandas as pd


def strict(text: str) -> bool:
    def refused(word: str) -> None:
        raise ValueError(word)

    try:
        json.loads(text, parse_constant=refused)
    except ValueError:
        return False
    return True


def is_json(values: pd.Series) -> bool:
    chart = alt.Chart(pd.DataFrame({"year": [2001, 2002], "kg": values})).mark_point().encode(x="year:O", y="kg:Q")
    return strict(chart.to_json())


gap = [pd.Series([1.5, None], dtype=kind) for kind in (object, float)]
found = [is_json(values) for values in gap]
print("JSON from a column of type object: {}; of type float: {}".format(*found))
raise SystemExit(0 if found == [False, True] else "gaps are written otherwise: changed")
PY

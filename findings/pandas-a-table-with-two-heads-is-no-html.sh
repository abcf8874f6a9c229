#!/usr/bin/env bash
# pandas 3.1.1, DataFrame.to_html: a table whose columns have two levels carries "halign", an attribute that HTML never had.
# Expected: the notebook's table is HTML, as that of one level is (its border="1" is an old attribute, but one of HTML).
# Seen: every spanning head of the upper level is written <th colspan="2" halign="left">.  HTML 4 knew align; no version
# knew halign, so no browser follows it, and the heads stand in the middle of their columns.
# Why it matters to a textbook: such tables come out of labs (an aggregation by two functions is enough) into pages; a
# browser passes over it, and the same page in an EPUB is refused by the publishers' checker, one error a head.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pandas==3.1.1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import pandas as pd

rows = pd.DataFrame({"place": ["a", "a", "b"], "kg": [1.0, 2.0, 4.0]})
table = rows.groupby("place").agg({"kg": ["min", "max"]})
one, two = rows.to_html().count("halign"), table.to_html().count("halign")
print(f"halign in a table of one level: {one}; of two levels: {two}; shown in a notebook: {table._repr_html_().count('halign')}")
raise SystemExit(0 if (one, two) == (0, 1) else "the attribute is written otherwise: changed")
PY

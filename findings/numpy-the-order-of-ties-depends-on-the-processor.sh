#!/usr/bin/env bash
# numpy 2.4.6 and pandas 3.1.1 on a processor with AVX-512 (or AVX2), and again with NPY_DISABLE_CPU_FEATURES, numpy's own
# switch for what another processor lacks.
#
# Expected: the same file, script and versions give the same table.  sort_values promises no order of rows that tie, but
# one that is the same for everybody who runs the same versions, in so short a table.
# Seen: numpy sorts by another network of comparisons on each kind of processor, so ten rows of which pairs tie come in
# one order on a machine with AVX-512 and in another without it, and the first row of a ranking is another year.
# kind="stable" gives one order on both.
# Why it matters to a textbook: the stored output of a lab, "the first five" of a table and the order of a chart's bars
# hang on the machine of whoever built the book.  The strict test of the labs passes at home and fails on a rented server.
set -eu
grep -qE 'avx2|avx512f' /proc/cpuinfo || { echo "needs a processor with AVX2 or AVX-512"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install numpy==2.4.6 pandas==3.1.1 2>/dev/null
cat > "$folder/rank.py" <<'PYTHON'
import pandas as pd

rows = pd.DataFrame({"year": range(1990, 2000), "cases": [(7 * i) % 5 for i in range(10)]})
for kind in ("quicksort", "stable"):
    print(kind, rows.sort_values("cases", ascending=False, kind=kind)["year"].tolist())
PYTHON
"$folder/venv/bin/python" "$folder/rank.py" > "$folder/here"
NPY_DISABLE_CPU_FEATURES="X86_V3 X86_V4 AVX512_ICL AVX512_SPR AVX2 AVX512F AVX512_SKX" "$folder/venv/bin/python" -W ignore "$folder/rank.py" > "$folder/there"
echo "with all that this processor has:"; cat "$folder/here"
echo "with what every processor has:"; cat "$folder/there"
[ "$(grep stable "$folder/here")" = "$(grep stable "$folder/there")" ]
[ "$(grep quicksort "$folder/here")" != "$(grep quicksort "$folder/there")" ]

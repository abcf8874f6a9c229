#!/usr/bin/env bash
# num2words 0.5.14, with pandas 2.3.3: a price in words (to="currency").
#
# A column of prices per kilogram, all whole, and the same column with one price that is not.
# Expected: 45000 and 45000.0 are the same amount of money.
# Seen: the whole number is taken for cents: 45000 is "four hundred and fifty dollars, zero cents", while 45000.0 is
# "forty-five thousand dollars, zero cents".  Whether a price is a hundredth of itself thus depends on its neighbours in
# the column, which make pandas choose whole or broken numbers.
# Why it matters to a textbook: prices written in words (for a listener, a brief, a certificate) are checked by nobody.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "num2words==0.5.14" "pandas==2.3.3" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import io

import pandas as pd
from num2words import num2words


def words(table):
    price = pd.read_csv(io.StringIO(table))["price"].tolist()[0]
    return num2words(price, to="currency", currency="USD")


whole, broken = words("price\n45000\n30000\n"), words("price\n45000\n30000.5\n")
print(f"beside whole prices, 45000 is {whole!r}; beside one that is not, {broken!r}")
seen = ("four hundred and fifty dollars, zero cents", "forty-five thousand dollars, zero cents")
raise SystemExit(0 if (whole, broken) == seen else "changed")
PY

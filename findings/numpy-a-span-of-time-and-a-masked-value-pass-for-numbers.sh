#!/usr/bin/env bash
# numpy 2.4.6.
#
# Expected: a span of time is no number (its unit is part of it), and a masked value has no value.
# Seen: numpy.timedelta64 is registered as numbers.Integral, so isinstance says "whole number", and in nanoseconds
# float() and math.isclose take its bare count: five nanoseconds are close to 5 (five days are refused by both).
# numpy.ma.masked.item() returns 0.0: what is missing turns into a zero without a warning.
# Why it matters to a textbook: a check of an answer that asks "is it a number?" accepts a span of time of one unit and
# fails with another, and a reader who follows the advice to take a value out with .item() gets 0 for "no figure".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install numpy==2.4.6 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import math
import numbers
import warnings

import numpy as np

span, days = np.timedelta64(5, "ns"), np.timedelta64(5, "D")
print("five nanoseconds are a whole number:", isinstance(span, numbers.Integral))
print("five nanoseconds are close to 5:", math.isclose(span, 5))
try:
    told = str(float(days))
except TypeError as error:
    told = f"refused ({error})"
print("five days as a float:", told)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    missing = np.ma.array([1.0, 2.0], mask=[False, True])[1].item()
print("a masked value, taken out with .item():", missing)
assert isinstance(span, numbers.Integral) and math.isclose(span, 5)
assert told.startswith("refused")
assert missing == 0.0
PYTHON

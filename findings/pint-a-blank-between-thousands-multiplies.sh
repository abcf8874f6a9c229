#!/usr/bin/env bash
# pint 0.25.3, Quantity from words.
#
# A weight whose thousands are set apart by a blank, as the International System of Units asks and Russian tables print it.
# Expected: "5 600 kg" is 5,600 kg, as "5,600 kg" and "5600 kg" are, or it is refused, as float("5 600") is.
# Seen: 3,000 kg, which is five times six hundred; "1 631 kg" is 631 kg and "10 000 000 ha" no land at all.  No warning.
# Why it matters to a textbook: labs read quantities from tables as their sources print them, and a product of two numbers
# is a plausible third.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pint==0.25.3" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import pint

units = pint.UnitRegistry()
for printed, seen in {"5600 kg": 5600, "5,600 kg": 5600, "5 600 kg": 3000, "1 631 kg": 631, "10 000 000 ha": 0}.items():
    value = units.Quantity(printed).magnitude
    print(f"pint {pint.__version__}: {printed!r} is {value}")
    if value != seen:
        raise SystemExit("changed")
PY

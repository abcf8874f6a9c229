#!/usr/bin/env bash
# country_converter 1.3.2 with pandas 2.3.3: names of regions in a column of countries.
#
# Expected: a name that is no country's is "not found", as it is for Badakhshan, Khatlon or Tatarstan.
# Seen: Karakalpakstan, a republic within Uzbekistan, is Pakistan (its last nine letters are an old way to write that name,
# and the expression looks for them anywhere in the word); Inner Mongolia, which is China's, is Mongolia.  Nothing warns.
# Why it matters to a textbook: seizures that a report gives by region are added to a country on the other side of
# Afghanistan.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "country_converter==1.3.2" "pandas==2.3.3" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import logging

import country_converter

logging.disable(logging.WARNING)
names = ["Badakhshan", "Khatlon", "Tatarstan", "Karakalpakstan", "Inner Mongolia"]
found = country_converter.convert(names, to="name_short", not_found="not found")
print(", ".join(f"{name}: {country}" for name, country in zip(names, found, strict=True)))
raise SystemExit(0 if found == ["not found"] * 3 + ["Pakistan", "Mongolia"] else "names are read otherwise: changed")
PY

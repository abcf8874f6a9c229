#!/usr/bin/env bash
# frictionless 5.21.0: a field of type "number" whose groups are set off by a comma (groupChar, as in 1,631).
#
# Expected: a comma sets off groups of three digits; "5,6", a decimal comma that slipped into the table, is refused.
# Seen: every comma is taken away wherever it stands: "5,6" is 56 and "1,63,1.5" is 1631.5, both valid.  An underscore is
# taken away even where no groupChar is named ("1_000" is 1000), since Python reads numbers so.
# Why it matters to a textbook: Russian and English reports are copied into one table, and a share of 5,6 per cent becomes
# one of 56.  A pattern beside the type, or plain digits in the table, finds it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "frictionless==5.21.0" 2>/dev/null
venv/bin/python - <<'PY'
import pathlib

from frictionless import Resource, Schema


def read(rows: list[str], **field: str) -> tuple[bool, list[float]]:
    pathlib.Path("kilograms.csv").write_text("kg\n" + "".join(f'"{row}"\n' for row in rows))
    schema = Schema.from_descriptor({"fields": [{"name": "kg", "type": "number", **field}]})
    table = Resource(path="kilograms.csv", schema=schema)
    return table.validate().valid, [float(row["kg"]) for row in table.read_rows()]


grouped, plain = read(["1,631", "5,6", "1,63,1.5"], groupChar=","), read(["1_000"])
print("with groups by comma:", grouped, "without:", plain)
raise SystemExit(0 if (grouped, plain) == ((True, [1631, 56, 1631.5]), (True, [1000])) else "numbers are read otherwise: changed")
PY

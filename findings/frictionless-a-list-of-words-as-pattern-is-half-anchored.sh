#!/usr/bin/env bash
# frictionless 5.21.0: the constraint "pattern" of a field whose expression has alternatives.
#
# Table Schema's pattern is an expression of XML Schema, which has to match the whole value; frictionless puts ^ before
# the expression and $ behind it.
# Expected: "kg|t" allows kg and t, and nothing else.
# Seen: the signs bind stronger than the bar, so ^kg|t$ asks for a value that begins with kg, or for t alone: "kgs" and
# "kg or more" are valid.  With the last alternative first ("t|kg") they are refused and "tons" is valid instead.  In
# brackets, "(kg|t)", it does what it says; a line feed at the end passes even so.
# Why it matters to a textbook: the check of a table of figures lets through the very slip against which the pattern was
# written, and which slip that is depends on the order of two words.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install frictionless==5.21.0 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from frictionless import Resource, Schema, validate

VALUES = ["kg", "t", "kgs", "kg or more", "tons", "lb", "t\n"]


def allowed(pattern):
    fields = [{"name": "id", "type": "string"}, {"name": "unit", "type": "string", "constraints": {"pattern": pattern}}]
    schema = Schema.from_descriptor({"fields": fields})
    return [v for v in VALUES if validate(Resource(data=[["id", "unit"], ["a", v]], schema=schema)).valid]


seen = {pattern: allowed(pattern) for pattern in ("kg|t", "t|kg", "(kg|t)")}
for pattern, values in seen.items():
    print(f"{pattern} allows {values}")
assert seen == {
    "kg|t": ["kg", "t", "kgs", "kg or more", "t\n"],
    "t|kg": ["kg", "t", "tons", "t\n"],
    "(kg|t)": ["kg", "t", "t\n"],
}
PYTHON

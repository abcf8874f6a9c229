#!/usr/bin/env bash
# frictionless 5.21.0: a field of type "date" whose format is "any" (Table Schema: any form that can be read as a date).
#
# Expected: what names no day is refused, or becomes the first of its year or month; one column is read by one rule.
# Seen: "2003" becomes the day and month of the machine's clock in 2003, "May" the clock's day in May of the clock's year,
# so that the same file, script and versions give other data tomorrow; all are valid.  "3/4/2003" is 4 March and
# "13/4/2003" in the next row is 13 April.
# Why it matters to a textbook: tables of events mix days, months and years; they pass validation, and a figure by month
# shows a heap in the month in which it was drawn.  Give the format, or use the type "year".
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "frictionless==5.21.0" 2>/dev/null
venv/bin/python - <<'PY'
import datetime
import pathlib

from frictionless import Resource, Schema

pathlib.Path("events.csv").write_text("event,day\na,2003\nb,May\nc,3/4/2003\nd,13/4/2003\n")
schema = Schema.from_descriptor({"fields": [{"name": "event", "type": "string"}, {"name": "day", "type": "date", "format": "any"}]})
table = Resource(path="events.csv", schema=schema)
before, valid = datetime.date.today(), table.validate().valid
days = [row["day"] for row in table.read_rows()]
print(f"On {before} the table is {'valid' if valid else 'refused'} and reads", ", ".join(str(day) for day in days))
year = days[0] is not None and (days[0].month, days[0].day) == (before.month, min(before.day, 28 if before.month == 2 else 31))
seen = valid and year and days[1].year == before.year and [day.month for day in days[2:]] == [3, 4]
raise SystemExit(0 if seen else "dates are read otherwise: changed")
PY

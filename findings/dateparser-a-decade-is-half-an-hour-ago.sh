#!/usr/bin/env bash
# dateparser 1.5.0: periods as reports name them.
#
# Expected: a period is a day within it, or is not understood (None), as "first half of 2003" and "1998/99" are.
# Seen, with the day of asking given as 1 June 2020: "1990s" is half an hour before that day, 1,990 seconds earlier;
# "11 months of 2008", the usual head of a column of seizures, is 1 July 2019, eleven months earlier; "9 months 2005" is
# in 2019, too.  Nothing says that the year was left aside.
# Why it matters to a textbook: a column of periods that is read this way loses decades without an empty cell.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "dateparser==1.5.0" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import datetime

import dateparser

asked = datetime.datetime(2020, 6, 1)
for period, seen in {
    "first half of 2003": None,
    "1998/99": None,
    "May 2003": "2003-05",
    "1990s": "2020-05-31 23:26:50",
    "11 months of 2008": "2019-07-01",
    "9 months 2005": "2019-09-01",
}.items():
    found = dateparser.parse(period, languages=["en"], settings={"RELATIVE_BASE": asked})
    print(f"{period!r} is {found}")
    if (found is None) != (seen is None) or not str(found).startswith(seen or "None"):
        raise SystemExit("changed")
PY

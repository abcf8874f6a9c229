#!/usr/bin/env bash
# dateparser 1.5.0: years as Russian and Kyrgyz reports write them, read in June 2026 (given to it, not the clock's).
#
# Expected: "1999 год", "в 1999 году" and "с 1999 года" (the year, in the year, since the year 1999) are the same year, and
# "12 месяцев 1999 года" (the twelve months of 1999, as statistics say) is that year or not a date.
# Seen: "1999 год" and "в 1999 г." are 1999; "в 1999 году" and "с 1999 года" are 1,999 years ago, the year 27; "2005 жыл" in
# Kyrgyz is the year 21; the twelve months of 1999 are the year 26, one more back.  In the sentence "В 1999 году изъято 151
# кг, а в 2000 году 1405 кг." the search for dates finds the years 27 and 26, in that order.
# Why it matters to a textbook: a series read out of reports has its years two thousand years early or not according to
# whether the author wrote "году" or "г."; the differences between such years look right but run backwards.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "dateparser==1.5.0" 2>/dev/null
"$work/venv/bin/python" -W ignore - <<'PY'
import datetime

import dateparser
from dateparser.search import search_dates

base = {"RELATIVE_BASE": datetime.datetime(2026, 6, 15)}
phrases = ["1999 год", "в 1999 г.", "в 1999 году", "с 1999 года", "12 месяцев 1999 года", "2005 жыл"]
years = [dateparser.parse(phrase, settings=base).year for phrase in phrases]
print(", ".join(f"{phrase}: {year}" for phrase, year in zip(phrases, years, strict=True)))
sentence = "В 1999 году изъято 151 кг, а в 2000 году 1405 кг."
found = [date.year for _, date in search_dates(sentence, languages=["ru"], settings=base)]
print("in the sentence:", found)
seen = (years, found) == ([1999, 1999, 27, 27, 26, 21], [27, 26])
raise SystemExit(0 if seen else "years are read otherwise: changed")
PY

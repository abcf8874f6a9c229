#!/usr/bin/env bash
# country_converter 1.3.2 with pandas 2.3.3: the members of the Commonwealth of Independent States.
#
# Expected: the classification "CIS" holds the five states of Central Asia that signed at Alma-Ata in December 1991, or
# those that ratified the Charter; Kyrgyzstan did both, Turkmenistan the first alone.
# Seen: Kazakhstan, Tajikistan and Uzbekistan are members, Kyrgyzstan and Turkmenistan are not.  The table gives no year and
# no note (for the OECD it has the year of entry).
# Why it matters to a textbook: a sum over "CIS" leaves out the country whose seizures a chapter is about, silently.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "country_converter==1.3.2" "pandas==2.3.3" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import country_converter

table = country_converter.CountryConverter().data
region = table[table.UNregion == "Central Asia"]
members = region[region.CIS.notna()].name_short.tolist()
print("Central Asia:", ", ".join(region.name_short), "- of these in CIS:", ", ".join(members))
raise SystemExit(0 if members == ["Kazakhstan", "Tajikistan", "Uzbekistan"] else "the list has changed")
PY

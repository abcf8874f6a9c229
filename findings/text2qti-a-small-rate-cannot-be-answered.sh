#!/usr/bin/env bash
# text2qti 0.8.0: a question with a numerical answer, turned into QTI for a learning platform.
#
# Expected: "= 0.00024 +- 1%" accepts 0.00024, and [0.00012, 0.00018] accepts what lies between the two.
# Seen: limits are written with four decimals.  The first becomes 0.0002 to 0.0002, so that the right answer is refused and
# 0.0002 is accepted; the second becomes 0.0001 to 0.0002.  Large numbers are as they should be.  No warning (below 0.0001
# there is one).
# Why it matters to a textbook: deaths or seizures per head are such numbers; a whole class is marked wrong by the
# platform, and the teacher's file shows no reason.  Ask per 100,000 instead.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "text2qti==0.8.0" 2>/dev/null
cat >quiz.txt <<'QUIZ'
Quiz title: Rates

1.  Twenty-four deaths among 100,000 people, as a share?
=   0.00024 +- 1%

2.  Between which shares?
=   [0.00012, 0.00018]

3.  How many kilograms?
=   5600 +- 10%
QUIZ
venv/bin/text2qti quiz.txt
venv/bin/python - <<'PY'
import re
import zipfile

with zipfile.ZipFile("quiz.zip") as package:
    text = next(package.read(name).decode() for name in package.namelist() if "/text2qti_assessment" in name)
limits = list(zip(re.findall("<vargte[^>]*>([^<]*)", text), re.findall("<varlte[^>]*>([^<]*)", text), strict=True))
print("limits in the package:", "; ".join(" to ".join(pair) for pair in limits))
seen = limits == [("0.0002", "0.0002"), ("0.0001", "0.0002"), ("5040.0", "6160.0")]
raise SystemExit(0 if seen else "limits are written otherwise: changed")
PY

#!/usr/bin/env bash
# scoringrules 0.10.0 with numpy 2.3.5 and scipy 1.17.1: the ranked probability score of a Poisson forecast, for counts.
#
# Expected: a score of 0 or more, the sum over all counts of the squared difference of the two distributions; the same for
# the whole number 20 and for 20.0.
# Seen: for whole numbers it is right up to 15; from 16 on it is negative (20 of 20 expected: -2.52 in place of 1.04), which
# no forecast can earn, and from 200 on it is no number.  Written 20.0 and 20.0 it is right; 300.0 is no number again.  The
# logarithmic score of 20 is no number, and of 40 infinite.  Where a score is wrong, the arithmetic of the two calls warns
# at least once, and the score is returned all the same.
# Why it matters to a textbook: low scores are good, so that a class which forecasts deaths or cases by whole numbers finds
# every forecast above fifteen better than a perfect one.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "scoringrules==0.10.0" "numpy==2.3.5" "scipy==1.17.1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import math
import warnings

import numpy as np
import scoringrules
from scipy import stats

counts = np.arange(2000)
found = {}
for came in (15, 16, 20, 20.0, 40, 200, 300.0):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        score = float(scoringrules.crps_poisson(came, came))
        logarithmic = float(scoringrules.logs_poisson(came, came))
    right = float(np.sum((stats.poisson.cdf(counts, came) - (counts >= came)) ** 2))
    found[came, type(came).__name__] = round(score, 2)
    print(f"{came!r} of {came!r} expected: {score:.2f}, by the sum {right:.2f}; logarithmic {logarithmic:.2f}; warnings {len(told)}")
values = list(found.values())
seen = values[:5] == [0.9, -2.25, -2.52, 1.04, -3.56] and all(math.isnan(value) for value in values[5:])
raise SystemExit(0 if seen else "scores are otherwise: changed")
PY

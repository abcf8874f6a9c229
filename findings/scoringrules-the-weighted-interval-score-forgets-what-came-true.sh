#!/usr/bin/env bash
# scoringrules 0.10.0 with numpy 2.3.5 and no numba, as pip installs it; beside it the same with numba 0.62.1.
#
# Expected: the weighted interval score as its documentation writes it: half the distance between the median and what came
# true, and alpha / 2 of each interval score, divided by K + 1/2.  A forecast of 200 (100 to 400 for nine in ten)
# that comes true scores 10, so does one of 900 (800 to 1,100), and one missed by 100 scores 43.33, whatever is installed.
# Seen: with numba it is so.  Without it the median itself is added in place of its distance: 200 scores 76.67 whether it
# comes true or is missed by 100, and 900 that comes true scores 310.  No warning.
# Why it matters to a textbook: classes rank their forecasts by such a score; on a laptop with numba and one without, the
# same forecasts have another winner, and the lesson learned is to forecast low.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >score.py <<'PY'
import numpy as np
import scoringrules

forecasts = {"200, right": (200, 200, 100, 400), "900, right": (900, 900, 800, 1100), "200, missed by 100": (300, 200, 100, 400)}
for name, (came, median, low, high) in forecasts.items():
    ends = np.array([float(low)]), np.array([float(high)]), np.array([0.1])
    score = float(scoringrules.weighted_interval_score(np.array(float(came)), np.array(float(median)), *ends))
    half = (abs(came - median) / 2 + 0.05 * float(scoringrules.interval_score(float(came), float(low), float(high), 0.1))) / 1.5
    print(f"{name}: {score:.2f} (by the formula {half:.2f})")
PY
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "scoringrules==0.10.0" "numpy==2.3.5" 2>/dev/null
venv/bin/python score.py | tee without
venv/bin/pip install --quiet --disable-pip-version-check "numba==0.62.1" 2>/dev/null
echo "with numba:"
venv/bin/python score.py | tee with
grep -q "200, right: 76.67 (by the formula 10.00)" without && grep -q "900, right: 310.00 " without && grep -q "200, missed by 100: 76.67 " without &&
    grep -q "200, right: 10.00 " with && grep -q "900, right: 10.00 " with && grep -q "200, missed by 100: 43.33 " with ||
    { echo "scores are otherwise: changed" >&2; exit 1; }

#!/usr/bin/env bash
# statsmodels 0.15.0: an interval of 95 % for a rate, where nothing was counted in ten years.
#
# Expected: an interval that holds the rate observed, 0, as every interval for a count of three does; the middle P from 0 to
# 0.30 a year.
# Seen: of nine methods two leave 0 out and give one point for an interval.  "midp-c" is 0.29957 to 0.29957, its lower end
# above its upper one in the ninth figure; "sqrt" is 0.09604 to 0.09604.  Six begin at 0; "jeff" begins just above it, as
# it is known to.  No warning.
# Why it matters to a textbook: no death, no case and no seizure in a district is an ordinary row; a chart draws the
# interval as a dot at a rate that was never seen, and whoever asks whether 0 is possible is told that it is not.  A count
# of nothing wants the exact method.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "statsmodels==0.15.0" "scipy==1.17.1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from statsmodels.stats.rates import confint_poisson

methods = ["wald", "waldccv", "score", "midp-c", "jeff", "sqrt", "sqrt-a", "sqrt-v", "exact-c"]
ends = {method: [float(end) for end in confint_poisson(0, 10, method=method)] for method in methods}
three = {method: [float(end) for end in confint_poisson(3, 10, method=method)] for method in methods}
for method, (low, high) in ends.items():
    print(f"{method}: none counted {low:.9f} to {high:.9f}; three counted {three[method][0]:.3f} to {three[method][1]:.3f}")
whole = all(low <= 0.3 <= high for low, high in three.values())
without = [method for method, (low, _) in ends.items() if low > 0.001]
points = [round(end, 5) for method in without for end in ends[method]]
seen = whole and without == ["midp-c", "sqrt"] and points == [0.29957, 0.29957, 0.09604, 0.09604] and ends["midp-c"][0] > ends["midp-c"][1]
raise SystemExit(0 if seen else "intervals are otherwise: changed")
PY

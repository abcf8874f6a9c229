#!/usr/bin/env bash
# mapclassify 2.10.0 (the classes of GeoPandas' maps) with numpy 2.3.5: eight districts, one of which has no figure.
#
# Expected: the district without a figure is refused, or in no class; the seven others fall into classes as without it.
# Seen: with limits of one's own (5, 30, 80) and with equal steps it is in the lowest class and counted there, as if it
# were the smallest.  Quantiles move 31 and 80, the two largest, into the lowest class as well; Fisher and Jenks put all
# eight into one.  Natural breaks alone refuse.  (GeoPandas' plot takes such rows out first; whoever asks for the classes,
# for a legend, a table or a page of one's own, has them in.)
# Why it matters to a textbook: "not held here" becomes the palest colour, which reads as "almost nothing was seized".
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "mapclassify==2.10.0" "numpy==2.3.5" 2>/dev/null
"$work/venv/bin/python" -W ignore - <<'PY'
import mapclassify

gap = [1, 2, float("nan"), 5, 9, 30, 31, 80]
whole = [value for value in gap if value == value]
ways = {"UserDefined": {"bins": [5, 30, 80]}, "EqualInterval": {"k": 3}, "Quantiles": {"k": 3}, "FisherJenks": {"k": 3}}
found = {}
for name, options in ways.items():
    way = getattr(mapclassify, name)
    found[name] = [[int(place) for place in way(values, **options).yb] for values in (whole, gap)]
    print(f"{name}: without the gap {found[name][0]}, with it {found[name][1]}")
seen = {
    "UserDefined": [[0, 0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 1, 1, 2, 2]],
    "EqualInterval": [[0, 0, 0, 0, 1, 1, 2], [0, 0, 0, 0, 0, 1, 1, 2]],
    "Quantiles": [[0, 0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 1, 1, 0, 0]],
    "FisherJenks": [[0, 0, 0, 0, 1, 1, 2], [0] * 8],
}
raise SystemExit(0 if found == seen else "districts are in other classes: changed")
PY

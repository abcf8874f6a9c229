#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1, `vegalite_to_svg` of one specification, twice in one process.
#
# A conversion is a function of a specification, so the same one is expected to give the same text.
# Seen: the names of clips are counted through all that the process has drawn: `clip1` in the first picture, `clip2` in
# the second, which is the same picture; in a page that holds both under one name, the wrong clip would cut.  The names
# of a figure therefore tell how many clipped ones were drawn before it.
# Why it matters to a textbook: figures that are kept, drawn in another order, or drawn by several processes differ from
# those of a clean build, so a second build is not the first one byte for byte, and two pictures in one page may share a
# name.  Names have to be given anew, from one, after each drawing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install vl-convert-python==1.9.0.post1
"$folder/venv/bin/python" - <<'PYTHON'
import re
import sys

import vl_convert

clipped = {
    "data": {"values": [{"x": 0, "y": 1}, {"x": 5, "y": 3}, {"x": 9, "y": 2}]},
    "mark": {"type": "line", "clip": True},
    "encoding": {
        "x": {"field": "x", "type": "quantitative", "scale": {"domain": [0, 5]}},
        "y": {"field": "y", "type": "quantitative"},
    },
}
first, second = vl_convert.vegalite_to_svg(clipped), vl_convert.vegalite_to_svg(clipped)
names = [re.findall(r'id="(clip\d+)"', picture) for picture in (first, second)]
print("the same specification twice gives the same text:", first == second)
print("names of the clips:", names)
print("without the numbers of the clips:", re.sub(r"clip\d+", "clip", first) == re.sub(r"clip\d+", "clip", second))
sys.exit(0 if first != second and names[0] != names[1] else 1)
PYTHON

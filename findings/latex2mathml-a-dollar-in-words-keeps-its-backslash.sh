#!/usr/bin/env bash
# latex2mathml 3.81.1, from LaTeX to MathML.
#
# Valid LaTeX with what money and condition need: \text{US\$}, \text{kg \& t} and \text{if $x>0$}.
# Expected: what TeX sets and MathJax shows: "US$", "kg & t", and a formula within the words.
# Seen: the words keep what was typed, "US\$", "kg \& t" and "if $x>0$", backslashes and dollars included.  Outside of
# \text the same signs are right.  No warning.
# Why it matters to a textbook: the MathML is written when a book is built, stands in the page where nobody sees the LaTeX
# beside it, and prices in US$ are what these formulas are about.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "latex2mathml==3.81.1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import re
from html import unescape

from latex2mathml.converter import convert


def shown(latex):
    return unescape(re.sub("<[^>]*>", "", convert(latex)))


for latex, seen in {
    r"\text{US\$}": r"US\$",
    r"\text{US}\$": "US$",
    r"\text{kg \& t}": "kg\u00a0\\&\u00a0t",
    r"\text{if $x>0$}": "if\u00a0$x>0$",
}.items():
    print(f"{latex} is shown as {shown(latex)}")
    if shown(latex) != seen:
        raise SystemExit("changed")
PY

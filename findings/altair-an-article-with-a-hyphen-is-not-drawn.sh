#!/usr/bin/env bash
# Altair 6.3.0 with pandas 3.1.1: a column of type object in which most entries are whole numbers and some are words, such
# as the articles of a criminal code, 244, 245 and 246-1.
#
# Expected: a column with a word in it holds names: an axis with three entries (type "nominal").
# Seen: the type is "quantitative": the axis runs from 244 to 245 as a measure, and the point of 246-1 is drawn at no place,
# without a warning.  Words alone ("244", "245", "246-1") are nominal, as they should be.
# Why it matters to a textbook: articles, sections and footnotes are such columns, and what is lost is the row that was
# added to the law later.  Name the type (":N").
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "altair==6.3.0" "pandas==3.1.1" "vl-convert-python==1.9.0.post1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import re

import altair as alt
import pandas as pd
import vl_convert


def drawn(articles: list[object], shorthand: str = "article") -> tuple[str, int]:
    chart = alt.Chart(pd.DataFrame({"article": articles})).mark_point().encode(x=shorthand)
    kind = chart.to_dict()["encoding"]["x"]["type"]
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    places = re.findall(r'aria-roledescription="point"[^>]*transform="translate\(([^,)]*)', svg)
    return kind, len(set(places))


words, named, texts = drawn([244, 245, "246-1"]), drawn([244, 245, "246-1"], "article:N"), drawn(["244", "245", "246-1"])
print(f"found: {words[0]}, {words[1]} places; named: {named[0]}, {named[1]}; as words alone: {texts[0]}, {texts[1]}")
raise SystemExit(0 if (words, named, texts) == (("quantitative", 2), ("nominal", 3), ("nominal", 3)) else 1)
PY

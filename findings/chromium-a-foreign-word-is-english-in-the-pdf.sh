#!/usr/bin/env bash
# Chromium 156, print to PDF with tags: the language of words in a line.
# Expected: <span lang="ru">, the usual way to name the language of a word (WCAG 2.2, 3.1.2), becomes an element of the
# PDF's structure with /Lang, as it does for a paragraph or a cell.
# Seen: span, i, b, q and cite lose their language without a trace; em, strong and a link keep it.  The class of element
# decides, not the attribute.
# Why it matters to a textbook: a glossary with words of another language passes every check of tags and document
# language, and a screen reader spells the words out with English sounds.  Mark them up as em, or say it of the cell.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium=${CHROMIUM:-$(command -v chromium || command -v google-chrome)}
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pikepdf==10.18.0" 2>/dev/null
seen() { # an inline element
  cat > "$work/page.html" <<HTML
<!doctype html><html lang="en"><meta charset="utf-8"><title>Book</title><p>One word is <$1 lang="fr">oui</$1>, as they say.</p></html>
HTML
  "$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$work/profile" \
    --print-to-pdf="$work/page.pdf" "file://$work/page.html" > /dev/null 2>&1
  "$work/venv/bin/python" - "$work/page.pdf" <<'PY'
import sys
import pikepdf

with pikepdf.open(sys.argv[1]) as book:
    elements = [one for one in book.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one]
    print("kept" if any(one.get("/Lang") == "fr" for one in elements) else "lost")
PY
}
for element in span i b q cite em strong; do
  told="${told:-}$element $(seen $element), "
done
echo "$told"
[ "$told" = "span lost, i lost, b lost, q lost, cite lost, em kept, strong kept, " ]

#!/usr/bin/env bash
# Chromium 156, print to PDF with tags and outline: a heading on top of a sheet stands twice in its own bookmark.
# Expected: a heading that a page break moves to the top of a sheet is one element of the structure, and its bookmark
# says it once, whatever its line height.
# Seen: where the letters are taller than the line (line-height 1 or less, as style sheets give large headings), the
# heading's text is tagged on the sheet before as well, where nothing of it is seen; the bookmark reads "A title A title"
# without the blank between.  With line-height 1.3 it stands once.
# Why it matters to a textbook: chapters begin on top of sheets.  The bookmarks by which a reader finds them are wrong, a
# screen reader reads such titles twice, and the printed page shows nothing of it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium=${CHROMIUM:-$(command -v chromium || command -v google-chrome)}
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pikepdf==10.18.0" 2>/dev/null
seen() { # line height
  cat > "$work/page.html" <<HTML
<!doctype html><html lang="en"><meta charset="utf-8"><title>Book</title>
<style>h2 { break-before: page; font: 24pt/$1 serif; margin: 0 }</style>
<h1>Part</h1><p>Text.</p><h2>A title</h2><p>More text.</p></html>
HTML
  "$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --generate-pdf-document-outline \
    --user-data-dir="$work/profile" --print-to-pdf="$work/page.pdf" "file://$work/page.html" > /dev/null 2>&1
  "$work/venv/bin/python" - "$work/page.pdf" <<'PY'
import sys
import pikepdf

def walk(items):
    for item in items:
        yield str(item.title)
        yield from walk(item.children)

with pikepdf.open(sys.argv[1]) as book, book.open_outline() as outline:
    print(" | ".join(walk(outline.root)))
PY
}
usual=$(seen 1.3)
tight=$(seen 1)
echo "line-height 1.3: $usual"
echo "line-height 1:   $tight"
[ "$usual" = "Part | A title" ] || { echo "the usual heading does not stand once: changed"; exit 1; }
[ "$tight" = "Part | A titleA title" ] || { echo "the tight heading does not stand twice: changed"; exit 1; }

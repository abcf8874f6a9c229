#!/usr/bin/env bash
# Chromium 156, print to PDF with tags: what is left of three accessible ways to write a formula.
# Expected: a formula with a label (role="math" and aria-label, with its MathML or with MathML hidden from the
# accessibility tree, as screen readers want it) becomes an element "Formula" of the PDF, or any element, with that label
# as its alternative text.
# Seen: with role="math" the label is lost and the letters are tagged one by one; where the MathML inside is aria-hidden,
# nothing at all is tagged, so that the sentence is read without its formula.  No element is called Formula.  Only
# role="img" keeps the words, as a Figure.
# Why it matters to a textbook: a page whose formulas are spoken well becomes a tagged PDF, checked for tags and language,
# in which every formula is silent.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium=${CHROMIUM:-$(command -v chromium || command -v google-chrome)}
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pikepdf==10.18.0" 2>/dev/null
cat > "$work/page.html" <<'HTML'
<!doctype html><html lang="en"><meta charset="utf-8"><title>Book</title>
<p><span role="math" aria-label="a over b"><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math></span></p>
<p>Here <span role="math" aria-label="c over d"><math aria-hidden="true"><mfrac><mi>c</mi><mi>d</mi></mfrac></math></span> is.</p>
<p><span role="img" aria-label="e over f"><math><mfrac><mi>e</mi><mi>f</mi></mfrac></math></span></p></html>
HTML
"$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$work/profile" \
  --print-to-pdf="$work/page.pdf" "file://$work/page.html" > /dev/null 2>&1
"$work/venv/bin/python" - "$work/page.pdf" <<'PY'
import sys
import pikepdf

with pikepdf.open(sys.argv[1]) as book:
    elements = [one for one in book.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one]
    said = sorted(f"{str(one.S)[1:]}: {one.Alt}" for one in elements if "/Alt" in one)
    kinds = {str(one.S)[1:] for one in elements}
    paragraphs = [one for one in elements if one.S == "/P"]
    pieces = [len(one.K) if isinstance(one.K, pikepdf.Array) else 1 for one in paragraphs]
print("elements with a text:", said, "| kinds of element:", ", ".join(sorted(kinds)))
print("pieces of the sentence with the hidden MathML:", pieces[1], "(the words before and after it)")
sys.exit(not (said == ["Figure: e over f"] and "Formula" not in kinds and pieces[1] == 2))
PY

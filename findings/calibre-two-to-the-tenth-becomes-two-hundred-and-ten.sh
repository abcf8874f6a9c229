#!/usr/bin/env bash
# calibre 6.13 (Debian's package), ebook-convert, from a valid EPUB 3 whose formula is MathML with an alttext.
#
# Expected: a formula is converted to the formula of the other format, or to its alttext, which is there for readers that
# cannot set formulas; or at least a warning says that it was left out.
# Seen: to DOCX (which has formulas) the letters and digits stand in a row without any sign of what they were: a fraction
# a/b reads "ab", and 2 to the power of 10 reads "210".  To TXT, FB2 and HTMLZ (which is HTML) the formula is gone, and
# its alttext too.  The captions of tables are gone in DOCX as well.  The conversion ends as a success and names none of
# it.  Ordinary superscripts of the text survive in DOCX.
# Why it matters to a textbook: readers and disability services convert a book to what their tools read.  A missing
# formula can be noticed; a number that has become another number cannot.
set -eu
command -v ebook-convert >/dev/null || { echo "needs calibre (Debian: apt-get install calibre)"; exit 2; }
export QTWEBENGINE_DISABLE_SANDBOX=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=$(ebook-convert --version)
echo "${version%%$'\n'*}"
python3 - <<'PYTHON'
import zipfile

container = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
package = """<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:11111111-1111-4111-8111-111111111111</dc:identifier>
<dc:title>A book</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml" properties="mathml"/></manifest><spine><itemref idref="one"/></spine></package>"""
head = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A book</title></head><body>'
nav = head + '<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav></body></html>'
one = head + """<h1>One</h1><p>Share <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a over b"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>,
power <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="two to the power of ten"><msup><mn>2</mn><mn>10</mn></msup></math>, text x<sup>3</sup>, end.</p>
<table><caption>Counted in kilograms</caption><tbody><tr><td>1999</td></tr></tbody></table></body></html>"""
with zipfile.ZipFile("book.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip")
    for name, text in {"META-INF/container.xml": container, "book.opf": package, "nav.xhtml": nav, "one.xhtml": one}.items():
        book.writestr(name, text)
PYTHON
for format in docx txt fb2 htmlz; do ebook-convert book.epub "book.$format" >"said.$format" 2>&1; done
python3 - <<'PYTHON'
import re
import zipfile

docx = zipfile.ZipFile("book.docx")
word, styles = (docx.read(f"word/{part}.xml").decode() for part in ("document", "styles"))
raised = styles.count('w:vertAlign w:val="superscript"')
texts = {
    "docx": word,
    "txt": open("book.txt", encoding="utf-8").read(),
    "fb2": open("book.fb2", encoding="utf-8").read(),
    "htmlz": zipfile.ZipFile("book.htmlz").read("index.html").decode(),
}
read = {}
for name, text in texts.items():
    plain = " ".join(re.sub("<[^>]*>", "", text).split())
    read[name] = re.search("Share.*?end", plain)[0]
    print(f"{name}: {read[name]!r}")
print("formulas of Word:", word.count("m:oMath"), "- styles that raise:", raised, "- caption kept:", "kilograms" in word)
assert read["docx"].startswith("Share ab, power 210, text x3")
assert word.count("m:oMath") == 0 and raised == 1 and "kilograms" not in word
for name in ("txt", "fb2", "htmlz"):
    assert "10" not in read[name] and "two to the" not in texts[name]
PYTHON

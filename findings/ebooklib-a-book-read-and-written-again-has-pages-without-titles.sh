#!/usr/bin/env bash
# EbookLib 0.20: a valid EPUB 3 is read and written again, with nothing changed in between.
#
# Expected: the pages are as they were: each has its title and style sheet, and the list of landmarks is there.
# Seen: the head of every page is empty (no title, which XHTML asks for, no style sheet), the landmarks are gone, and the
# spine names a table of contents ("ncx") that the package does not hold.  Text and list of pages stay.  No warning.
# Why it matters to a textbook: a teacher who adds a page or corrects a name of an edition in three lines of Python gives
# out a book without its design, and a reader's "go to the beginning" has nowhere to go.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "EbookLib==0.20" 2>/dev/null
venv/bin/python - <<'PY' 2>/dev/null
import zipfile

from ebooklib import epub

OPS, XHTML = "http://www.idpf.org/2007/ops", "http://www.w3.org/1999/xhtml"
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:example:1</dc:identifier>
<dc:title>A book</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/><item id="css" href="s.css" media-type="text/css"/></manifest>
<spine><itemref idref="one"/></spine></package>"""
CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def page(title: str, body: str) -> str:
    head = f'<head><title>{title}</title><link rel="stylesheet" type="text/css" href="s.css"/></head>'
    return f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="en" xml:lang="en">{head}<body>{body}</body></html>'


with zipfile.ZipFile("before.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip")
    contents = '<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav>'
    marks = '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="one.xhtml">Begin</a></li></ol></nav>'
    files = {"META-INF/container.xml": CONTAINER, "p.opf": PACKAGE, "s.css": "h1 { color: #333 }",
             "nav.xhtml": page("Contents", contents + marks), "one.xhtml": page("One", "<h1>One</h1><p>Text.</p>")}
    for name, text in files.items():
        book.writestr(name, text)
epub.write_epub("after.epub", epub.read_epub("before.epub"))


def counts(name: str) -> dict[str, int]:
    with zipfile.ZipFile(name) as book:
        text = {path: book.read(path).decode() for path in book.namelist()}
    one = next(content for path, content in text.items() if path.endswith("one.xhtml"))
    whole = "".join(text.values())
    return {"titles of the page": one.count("<title>"), "style sheets of the page": one.count("stylesheet"),
            "landmarks": whole.count('epub:type="landmarks"'), "text": one.count("<p>Text.</p>"),
            "spine's contents that are missing": int('toc="ncx"' in whole and 'id="ncx"' not in whole)}


before, after = counts("before.epub"), counts("after.epub")
print("; ".join(f"{what}: {before[what]} before, {after[what]} after" for what in before))
raise SystemExit(0 if list(before.values()) == [1, 1, 1, 1, 0] and list(after.values()) == [0, 0, 0, 1, 1] else 1)
PY

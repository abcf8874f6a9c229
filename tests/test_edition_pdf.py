"""The PDF edition, read back with pikepdf: tags, language, outline, links, fonts, and what the student's print leaves out."""

from __future__ import annotations

import contextlib
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from counternarcotics import editions
from counternarcotics.editions import EditionError, articles, pdf

pytestmark = [pytest.mark.edition, pytest.mark.slow]
# A part with chapter, labs and a reference page that they link to, so that the quick test prints a few sheets only.
FEW = ("book/index", "book/part-5/batken-2000", "notebooks/rival-explanations", "book/reference/glossary")


@pytest.fixture(scope="module")
def made(html, chromium, tmp_path_factory):
    """A print with solutions, the student's print, and the headings of both."""
    folder, whole = tmp_path_factory.mktemp("pdf"), articles.listed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(articles, "listed", lambda *_: {name: part for name, part in whole.items() if name in FEW})
        patch.setattr(pdf, "browser", lambda: contextlib.nullcontext(chromium))  # a thread has room for one only
        prints = pdf.make(folder / "book.pdf", html), pdf.make(folder / "student.pdf", html, solutions=False)
        return *prints, headings(html)


def outline(document):
    def walk(items, level):
        for item in items:
            yield level, item.title
            yield from walk(item.children, level + 1)

    with document.open_outline() as opened:
        return list(walk(opened.root, 1))


def words(path):
    told = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s+", " ", told)


def outside_the_margins(path):
    """Return the words of a print that reach into the margins of A4, of which a hanging number may take 2 of 16 mm."""
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    ends = re.findall(r'xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="[\d.-]+">(.*?)</word>', told)
    return [word for low, high, word in ends if float(low) < 40 or float(high) > 595 - 40]


def links(document):
    """Return the aims of all links: the addresses, and how many lead into the file."""
    import pikepdf

    addresses, inner = [], 0
    for page in document.pages:
        for note in page.get("/Annots", []):
            action = note.get("/A", {})
            if "/URI" in action:
                addresses.append(str(action["/URI"]))
            elif "/Dest" in note or action.get("/S") == pikepdf.Name.GoTo:
                inner += 1
    return addresses, inner


def check(path, expected):
    """Assert what holds of every print, the few pages and the whole book alike."""
    import pikepdf

    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.StructTreeRoot is not None
        assert document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        found = outline(document)
        assert [title for _, title in found] == expected
        assert {level for level, _ in found} == {1, 2, 3}
        addresses, inner = links(document)
        assert [one for one in addresses if not one.startswith(("https://", "http://", "mailto:"))] == []
        assert inner > 50
        with document.open_metadata() as about:
            assert articles.TITLE in about["dc:title"]
            if origin := editions.made_from():
                assert origin in about["dc:description"]
        fonts = [
            font
            for page in document.pages
            for font in page.get("/Resources", {}).get("/Font", {}).values()
            if font.Subtype != pikepdf.Name.Type3
        ]
        assert fonts
        for font in fonts:
            holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(holder.FontDescriptor.keys())
        pages = len(document.pages)
    assert outside_the_margins(path) == []
    return pages


def headings(html):
    """Return the headings of the pages down to the outline's third level, parts included."""
    found, begun = [], 0
    for article in articles.read(html):
        begun = begun or int(bool(article.part))
        found += [article.part] if article.part else []
        found += [
            " ".join(heading.get_text().split())
            for heading in articles.headings(article)
            if int(heading.name[1]) + begun <= pdf.LEVELS
        ]
    return found


def test_a_print_is_tagged_and_its_outline_links_and_fonts_hold(made):
    *prints, expected = made
    for path in prints:
        assert check(path, expected) > 15


def test_the_students_print_has_no_solution_and_no_key(made):
    whole, student = map(words, made[:2])
    assert "Solution" in whole
    assert "(a) Not right. Odds are multiplied by one" in whole
    assert "dds are multiplied by one" not in student
    assert whole.count(") Right. ") == whole.count("Answers (a)") > 0
    assert "It brings them closer to even." in student
    assert not re.search(r"\bSolution\b", student)
    assert "without solutions and keys" in student.lower()


def test_folds_are_open_and_explorers_list_their_assumptions(made):
    whole = words(made[0])
    assert "Assumptions and where they come from" in whole
    assert "Source of the start:" in whole
    assert "Data behind this figure" in whole
    assert "Back to the start" not in whole


def elements(document):
    """Return the elements of a print's structure, by their tag."""
    found = {}
    for one in document.objects:
        if isinstance(one, pdf.tool("pikepdf").Dictionary) and "/S" in one and "/P" in one:
            found.setdefault(str(one.S), []).append(one)
    return found


def test_formulas_are_read_as_on_the_page_and_russian_as_russian(made, html):
    import pikepdf

    with pikepdf.open(made[0]) as document:
        by_tag = elements(document)
        said = sorted(str(one.Alt) for one in by_tag["/Formula"])
        russian = [one for ones in by_tag.values() for one in ones if one.get("/Lang") == "ru"]
    on_pages = [
        " ".join(formula["aria-label"].split())
        for article in articles.read(html)
        if article.name in FEW
        for formula in article.content.select('[role="math"]')
    ]
    assert said == sorted(on_pages) != []
    assert len(russian) > 100


def test_an_outline_of_other_headings_is_refused(tmp_path):
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page()
    with document.open_outline() as opened:
        opened.root.append(pikepdf.OutlineItem("Fore word", 0))
    with pytest.raises(EditionError, match=r"has 'Fore word' where the page has 'Preface'"):
        pdf._name_outline(document, ["Preface"])


@pytest.mark.long
def test_the_whole_book_fits_in_700_pages_and_15_megabytes(html):
    with ThreadPoolExecutor(1) as aside:  # the browser of the other tests has this thread's loop
        path = aside.submit(pdf.make, site=html).result()
    assert check(path, headings(html)) <= 700
    assert path.stat().st_size <= 15e6

"""Cards: every number, record, term and reference says what it is beside the line, without leaving the page."""

from __future__ import annotations

import json
import re

import pytest

from counternarcotics import drafts
from counternarcotics.sphinx_extension import cards, terms
from pages import ROOT, chapters, entries

pytestmark = pytest.mark.slow

LINK = re.compile(r'<a class="cn-(?:number|record) [^>]*href="([^"#]*)#([^"]+)"([^>]*)>')
OTHER = re.compile(r'href="[^"#]*(glossary|sources)\.html#(term-[^"]+|id\d+)"([^>]*)>')
OPEN = ".cn-lookup:popover-open"


def held(html, page):
    """Return the cards of a page by anchor, as the browser would be given them."""
    found = {}
    for path in (html / "_static/cards" / page).glob("[0-9]*.js"):
        text = path.read_text(encoding="utf-8")
        inside = json.loads(text[text.index(",") + 1 : text.rindex(")")])
        assert all(cards.file_of(anchor) == int(path.stem) for anchor in inside)
        found.update(inside)
    return found


def test_every_link_to_a_row_a_term_or_a_work_has_its_card_and_no_hint(html):
    known = {}
    for entry in entries():
        text = (html / f"{entry}.html").read_text(encoding="utf-8")
        linked = [(page.rpartition("/")[2], anchor, rest) for page, anchor, rest in LINK.findall(text)]
        linked += [(f"{page}.html", anchor, rest) for page, anchor, rest in OTHER.findall(text)]
        for page, anchor, rest in linked:
            name = f"book/reference/{page.removesuffix('.html')}"
            assert anchor in known.setdefault(name, held(html, name)), f"{entry}: {anchor}"
            assert "title=" not in rest, f"{entry}: {anchor}"


@pytest.mark.parametrize("entry", chapters())
def test_a_term_is_linked_where_it_first_stands(html, entry):
    """A lesson names words of the glossary, and the first mention in its running text is a link."""
    words = re.findall(r'<dt id="term-[^"]+">([^<]+)<', (html / "book/reference/glossary.html").read_text("utf-8"))
    find = terms.pattern([word.lower().replace("’", "'") for word in words if word.lower() not in terms.EVERYDAY])
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    article = text[text.index("<h1>") : text.index('<section id="references">')]
    met = {found.lower() for found in re.findall(r"#term-([^\"]+)\"", article)}
    # Titles of other works, tables, and what an explorer says are no running text.
    others = r'<section id="further-reading">.*|<table.*?</table>|<section class="cn-explorer".*?</section>'
    article = re.sub(others, "", article, flags=re.DOTALL)
    assert len(met) >= 5 or drafts.is_draft(ROOT / f"{entry}.md"), "fewer than five words of the glossary are linked"
    for paragraph in re.findall(r"<p>(.*?)</p>", article, re.DOTALL):
        plain = re.sub(r"<(a|code|math|h\d|caption|td|th)\b.*?</\1>|<[^>]+>", " · ", paragraph, flags=re.DOTALL)
        for found in find.finditer(plain):
            assert found[1].lower().replace("'", "").replace("’", "").replace(" ", "-") in met, found[0]


def test_a_reader_looks_up_and_goes_on_reading(html, page):
    page.goto((html / "book/part-1/trends.html").as_uri())
    page.wait_for_function("() => window.counternarcotics !== undefined")
    for kind, said in {
        'a.cn-number[href*="#figure-heroin-seized-tajikistan-1996"]': ["6 kg", "Printed as", "“6”", "Osmonaliev 2005", "Rests on it"],
        'a.cn-number[href*="#computed-estimate-total-2002"]': ["Central range, 90%", "From"],
        "a.cn-record": ["Finding", "Claimed", "Lesson"],
        "a:has(> .std-term)": ["seizure"],
        'a[href*="sources.html#id"]': ["2005"],
    }.items():  # fmt: skip
        link = page.locator(kind).first
        link.focus()
        page.keyboard.press("Enter")
        page.locator(OPEN).wait_for()
        text = page.locator(OPEN).inner_text()
        assert [part for part in said if part not in text] == []
        # A screen reader is put into a dialog that is called by its head and described by its content.
        assert page.evaluate("document.activeElement.matches('.cn-lookup[role=dialog][aria-label][aria-describedby]')")
        assert page.locator(".cn-lookup-foot a").evaluate("a => a.href") == link.evaluate("a => a.href")
        page.keyboard.press("Escape")
        page.wait_for_function(f"() => !document.querySelector('{OPEN}')")
        page.wait_for_function("(sel) => document.activeElement === document.querySelector(sel)", arg=kind)
    # The card lies inside the window, whatever its length, and a press beside it closes it.
    for width, height in ((360, 650), (1366, 650), (320, 256)):  # the last is a laptop at 400%
        page.set_viewport_size({"width": width, "height": height})
        page.locator("a.cn-record").first.scroll_into_view_if_needed()
        page.locator("a.cn-record").first.click()
        page.locator(OPEN).wait_for()
        box = page.locator(OPEN).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height + 1  # a page scrolls by whole pixels
        page.mouse.click(3, height - 2)
        page.wait_for_function(f"() => !document.querySelector('{OPEN}')")
    page.locator("a.cn-number").first.click()
    page.locator(OPEN).wait_for()
    page.emulate_media(media="print")
    assert not page.locator(".cn-lookup").is_visible()
    assert page.errors == []


def test_without_its_file_a_card_is_the_link_that_it_was(html, page):
    page.route("**/_static/cards/**", lambda route: route.abort())
    page.goto((html / "book/part-1/trends.html").as_uri())
    page.wait_for_function("() => window.counternarcotics !== undefined")
    page.locator('a.cn-number[href*="#figure-heroin-seized-tajikistan-1996"]').first.click()
    page.wait_for_url("**/figures.html#figure-heroin-seized-tajikistan-1996")
    told(page, "the file _static/cards/book/reference/figures/")
    page.reload()
    page.wait_for_function("() => window.counternarcotics !== undefined")
    assert page.locator(OPEN).count() == 0


def test_a_link_to_a_row_that_has_no_card_says_so_on_the_page_that_it_opens(html, page):
    page.goto((html / "book/part-1/trends.html").as_uri())
    page.wait_for_function("() => window.counternarcotics !== undefined")
    link = page.locator('a.cn-number[href*="#figure-heroin-seized-tajikistan-1996"]').first
    link.evaluate("link => { link.id = 'changed'; link.hash = '#a-row-that-is-gone'; }")
    page.locator("#changed").click()
    page.wait_for_url("**/figures.html#a-row-that-is-gone")
    told(page, "has no card “a-row-that-is-gone”")
    assert page.errors == []


def told(page, reason):
    """Hold that the page says in one sentence why the link led there, and that the sentence goes away."""
    card = page.locator(OPEN)
    card.wait_for()
    sentence = card.locator("p").first.inner_text()
    assert sentence.startswith("Your link led to this page")
    assert reason in sentence
    assert sentence.count(". ") == 0
    page.keyboard.press("Escape")
    page.wait_for_function(f"() => !document.querySelector('{OPEN}')")

"""While a page arrives, far sections are left aside: soon all are laid out, and none has moved by that."""

from __future__ import annotations

import pytest

from pages import open_page

pytestmark = pytest.mark.slow

ARRIVED = "() => !document.documentElement.classList.contains('cn-arriving')"
# Where headings stand, and where they stand while they arrive: each section a box of its own, but none left aside.
HEADS = """() => {
    const heads = () => [...document.querySelectorAll('.bd-article > section > section')]
        .map((section) => Math.round(section.querySelector('h2, h3').getBoundingClientRect().top + scrollY));
    const laid = [...document.querySelectorAll('.cn-laid')], page = document.documentElement.classList;
    const arrived = heads(), boxes = new CSSStyleSheet();
    boxes.replaceSync(`.bd-article > section > section ~ section {
        content-visibility: visible !important; contain: layout paint style !important; }`);
    page.add('cn-arriving');
    for (const section of laid) section.classList.remove('cn-laid');
    document.adoptedStyleSheets.push(boxes);
    const arriving = heads();
    document.adoptedStyleSheets.pop();
    page.remove('cn-arriving');
    for (const section of laid) section.classList.add('cn-laid');
    return [arrived, arriving];
}"""


@pytest.mark.parametrize("entry", ["book/part-1/trends", "book/part-6/hiv-and-harm-reduction"])
def test_all_sections_are_laid_out_where_they_stood_while_they_arrived(html, page, entry):
    open_page(page, html, entry)
    page.wait_for_function(ARRIVED)
    assert page.locator(".cn-laid").count() > 10
    for width in (390, 1200):
        page.set_viewport_size({"width": width, "height": 740})
        arrived, arriving = page.evaluate(HEADS)
        assert arriving == arrived
    assert page.errors == []


def test_a_page_opened_at_a_place_or_without_its_script_is_laid_out_whole(html, page):
    page.goto((html / "book/part-1/trends.html").as_uri() + "#discuss")
    page.wait_for_function("() => window.counternarcotics !== undefined")
    assert page.locator(".cn-laid").count() == 0
    assert page.evaluate(ARRIVED)
    page.route("**/textbook.js*", lambda route: route.abort())
    page.goto("about:blank")
    page.goto((html / "book/part-1/trends.html").as_uri())
    page.wait_for_function(ARRIVED)
    assert page.locator(".cn-laid").count() == 0

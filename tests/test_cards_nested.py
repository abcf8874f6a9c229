"""Cards within cards, by hand and by key, before and after a way back: one card at a time, and the line is found again."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

CHAPTER = "book/part-1/trends"
OPEN = ".cn-lookup:popover-open"
CLOSED = f"() => !document.querySelector('{OPEN}')"


@pytest.fixture(params=["desk", "phone", "four times as large"])
def reader(request, new_page, html):
    """A chapter on a desk, on a phone by touch, and on a desk magnified to 400 %."""
    settings = {
        "desk": {"viewport": {"width": 1200, "height": 900}},
        "phone": {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True},
        "four times as large": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    }
    page = new_page(reduced_motion="reduce", **settings[request.param])
    page.goto((html / f"{CHAPTER}.html").as_uri())
    page.wait_for_function("() => window.counternarcotics !== undefined")
    page.touched = request.param == "phone"
    return page


def use(page, link):
    """Press a link or a button as this reader does: by a finger, or by a key."""
    if page.touched:
        link.tap()
    else:
        link.focus()
        page.keyboard.press("Enter")


def head(page, other_than=""):
    """Return what the open card is called, once it is another than the last one."""
    page.wait_for_function(
        "([open, last]) => { const card = document.querySelector(open); return card && card.getAttribute('aria-label') !== last; }",
        arg=[OPEN, other_than],
    )
    return page.locator(OPEN).get_attribute("aria-label")


def test_a_card_opens_a_card_in_its_place_and_the_line_is_found_again(reader):
    page = reader
    link = page.locator('a.cn-number[href*="#computed-"]').first
    link.scroll_into_view_if_needed()
    use(page, link)
    first = head(page)
    assert not page.locator(".cn-card-before").is_visible()
    use(page, page.locator(f"{OPEN} dd a[href*='#figure-']").first)
    second = head(page, first)
    assert page.locator(".cn-card-before").get_attribute("aria-label") == f"Back to {first}"
    use(page, page.locator(".cn-card-before"))
    assert head(page, second) == first
    assert not page.locator(".cn-card-before").is_visible()
    # The reader is where the way on began.
    page.wait_for_function("(open) => document.activeElement.matches(`${open} dd a[href*='#figure-']`)", arg=OPEN)
    use(page, page.locator(f"{OPEN} dd a[href*='#figure-']").first)
    assert head(page, first) == second
    assert page.locator(OPEN).count() == 1
    box, width = page.locator(OPEN).bounding_box(), page.evaluate("document.documentElement.clientWidth")
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.locator(OPEN).evaluate("card => card.scrollTop") == 0
    assert page.locator(".cn-card-close").is_visible()
    if page.touched:
        page.locator(".cn-card-close").tap()
    else:
        page.keyboard.press("Escape")
    page.wait_for_function(CLOSED)
    assert link.evaluate("link => document.activeElement === link")
    assert page.errors == []


def test_a_way_on_and_back_leaves_a_page_without_a_card(reader):
    page = reader
    use(page, page.locator("a.cn-number").first)
    head(page)
    use(page, page.locator(".cn-lookup-foot a"))
    page.wait_for_url("**/reference/*.html#*")
    page.go_back()
    page.wait_for_url(f"**/{CHAPTER}.html*")
    page.wait_for_function("() => window.counternarcotics !== undefined")
    page.wait_for_function(CLOSED)
    link = page.locator("a.cn-number").first
    use(page, link)
    assert head(page)
    assert page.errors == []

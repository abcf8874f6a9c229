"""What a page loads of its theme: the style sheets that it needs; scripts after the figures, and nothing pressed before them is lost."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.slow

PAGE = "book/part-1/trends.html"
MODE = "document.documentElement.dataset.mode"
SEARCHING = "() => document.activeElement?.matches('.search-button__search-container input, .bd-search input')"


@pytest.mark.parametrize("lost", ["", "**/vega.js*", "**/textbook.js*"])
def test_the_contents_follow_the_reader(html, page, lost):
    if lost:
        page.route(lost, lambda route: route.abort())
    page.goto((html / PAGE).as_uri())
    page.wait_for_function("() => window.bootstrap?.ScrollSpy.getInstance(document.body)")
    second = page.locator(".bd-toc-nav a[href^='#']").nth(3)
    page.evaluate("(place) => document.querySelector(place).scrollIntoView()", second.get_attribute("href"))
    page.wait_for_function("() => document.querySelector('.bd-toc-nav li.active > a.active')")


def test_what_is_pressed_before_the_scripts_of_the_theme_waits_for_them(html, page):
    pressed = """addEventListener("DOMContentLoaded", () => {
        window.early = window.bootstrap === undefined;
        document.querySelector(".theme-switch-button").click();
    }, true);"""
    page.add_init_script(pressed)
    page.goto((html / PAGE).as_uri())
    assert page.evaluate("window.early")
    page.wait_for_function(f"() => {MODE} === 'dark'")
    page.keyboard.press("Control+k")
    page.wait_for_function(SEARCHING)
    page.wait_for_timeout(100)  # pressed once, it happened once
    assert page.evaluate(MODE) == "dark"


@pytest.mark.parametrize("reader", ["keys", "wheel", "elsewhere"])
def test_contents_that_a_reader_is_in_stay_where_they_are(html, page, reader):
    """The theme scrolls them to the page's own entry, which may be long after the first Tab."""
    held = []
    page.route("**/pydata-sphinx-theme.js*", lambda route: held.append(route))
    page.set_viewport_size({"width": 1366, "height": 650})
    with page.expect_request("**/pydata-sphinx-theme.js*"):
        page.goto((html / "book/part-5/batken-2000.html").as_uri(), wait_until="commit")
    contents = page.locator(".bd-sidebar-primary")
    if reader == "keys":
        page.locator(".bd-sidebar-primary .navbar-brand").focus()
    elif reader == "wheel":
        contents.evaluate("e => { e.scrollTop = 40; }")
    page.wait_for_function("() => window.bootstrap !== undefined")
    held[0].continue_()
    page.wait_for_function("() => window.bootstrap.ScrollSpy.getInstance(document.body)")
    place = contents.evaluate("e => e.scrollTop")
    assert place == {"keys": 0, "wheel": 40}.get(reader, place)
    assert (place > 100) == (reader == "elsewhere"), "the theme scrolls where nobody is"


def test_the_search_opens_by_a_key_that_comes_early(html, page):
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true })));"""
    )
    page.goto((html / PAGE).as_uri())
    page.wait_for_function(SEARCHING)


@pytest.mark.parametrize(
    ("entry", "needed"),
    [
        ("book/reference/glossary", set()),
        ("book/index", {"sphinx-design"}),
        ("book/part-1/trends", {"exercise"}),
        ("book/how-to-use", {"pygments"}),
        ("notebooks/seizures", {"mystnb", "pygments"}),
    ],
)
def test_a_page_loads_the_style_sheets_of_what_it_holds(html, entry, needed):
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    sheets = re.findall(r'<link[^>]*href="[^"]*/([\w-]+)(?:\.\w+)*\.css[^>]*rel="stylesheet"', text)
    sheets += re.findall(r'<link rel="stylesheet"[^>]*href="[^"]*/([\w-]+)(?:\.\w+)*\.css', text)
    of_every_page = {"basic", "bootstrap", "pydata-sphinx-theme", "sphinx-book-theme", "icons", "textbook"}
    assert set(sheets) == of_every_page | needed

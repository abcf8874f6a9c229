"""With everything unfolded, no page is wider than a phone, and each field to type in shows its value with its unit."""

from __future__ import annotations

import pytest

from pages import PATIENCE, entries

pytestmark = pytest.mark.slow

WIDTHS = (1366, 768, 360)
UNFOLD = "() => document.querySelectorAll('details:not([open])').forEach((fold) => { fold.open = true; })"
WIDER = """() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    const scrolls = (e) => e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
    return [...document.querySelectorAll('.bd-article *')]
        .map((e) => [e, Math.max(e.getBoundingClientRect().right, scrolls(e) ? 0 : e.getBoundingClientRect().left + e.scrollWidth)])
        .filter(([e, end]) => end > most + 1 && !scrolls(e.parentElement))
        .slice(-3).map(([e, end]) => `${e.tagName}.${e.className} ends at ${Math.round(end)} of ${most} px: ${e.textContent.trim().slice(0, 60)}`)
        .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
}"""
CUT = """() => [...document.querySelectorAll('.cn-typed')].filter((field) => field.checkVisibility()).flatMap((field) => {
    const shown = field.value, found = [];
    for (const text of [shown, field.parentElement.dataset.longest]) {
        field.value = text;
        const { left, right } = field.getBoundingClientRect();
        if (field.scrollWidth > field.clientWidth) found.push(`“${text}” takes ${field.scrollWidth} of ${field.clientWidth} px`);
        const within = (field.closest('.cn-control') ?? document.body).getBoundingClientRect().right;
        if (right > within + 1) found.push(`“${text}” is ${Math.round(right - within)} px out of its control`);
        if (left < 0 || right > innerWidth) found.push(`“${text}” ends at ${Math.round(right)} of ${innerWidth} px`);
    }
    field.value = shown;
    return found;
})"""


@pytest.fixture(scope="module")
def narrow(chromium):
    """A page on which no chart becomes live: what folds hold is words, tables and fields."""
    context = chromium.new_context(offline=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route("**/vega.js", lambda route: route.abort())
    yield page
    context.close()


# The catalogue has thousands of cards, which nobody opens all at once: they are tried on a phone alone.
CATALOGUE = [entry for entry in entries() if entry.startswith("book/reference/")]
READ = [entry for entry in entries() if not entry.startswith("book/reference/")]
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))"


@pytest.mark.parametrize("entry", READ)
def test_nothing_is_wider_than_the_page_or_cut_in_its_field(html, narrow, entry):
    narrow.goto((html / f"{entry}.html").as_uri())
    narrow.wait_for_function("() => window.counternarcotics !== undefined")
    narrow.evaluate(UNFOLD)
    found = []
    for width in WIDTHS:
        narrow.set_viewport_size({"width": width, "height": 800})
        narrow.evaluate(SETTLED)
        found += [f"{width} px: {fault}" for fault in narrow.evaluate(CUT)]
    assert found + narrow.evaluate(WIDER) == []


@pytest.mark.parametrize("entry", CATALOGUE)
def test_no_card_of_the_catalogue_is_wider_than_a_phone(html, narrow, entry):
    narrow.set_viewport_size({"width": 360, "height": 800})
    narrow.goto((html / f"{entry}.html").as_uri())
    narrow.wait_for_function("() => window.counternarcotics !== undefined")
    narrow.evaluate(UNFOLD)
    narrow.evaluate(SETTLED)
    assert narrow.evaluate(WIDER) == []

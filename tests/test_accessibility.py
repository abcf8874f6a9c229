"""The book for everybody: what WCAG 2.2 AA asks, so far as a browser can be asked; the rest is said in the statement."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from counternarcotics import explorers
from pages import OF_COLOURS, ROOT, SHORTEN, chapters, entries, explorer_pages, faint, make_live, open_page, violations

CRITERIA = ROOT / "book" / "reference" / "accessibility-criteria.csv"
RESULTS = {"met", "met but for what is said", "does not arise"}
# One page of each kind; the others are written by the same code, and are tried by make test-long.
KINDS = [
    "book/index",
    "book/part-2/law-and-organisation",
    "book/reference/figures",
    "book/evidence/what-if",
    "notebooks/seizures",
]
OPEN = """
for (const fold of document.querySelectorAll('details')) fold.open = true;
for (const question of document.querySelectorAll('.cn-check')) question.querySelector('.cn-wrong input').click();
"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
# What is spoken by itself: every text that a live region is given.
LISTEN = """
window.spoken = [];
document.addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
  for (const { target } of changes) {
    const region = (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=status], [role=alert], [aria-live]');
    if (region && region.getAttribute("aria-live") !== "off" && region.textContent.trim()) window.spoken.push(region.textContent.trim());
  }
}).observe(document.body, { subtree: true, childList: true, characterData: true }));
"""


def criteria() -> list[dict[str, str]]:
    """Return the rows of the statement."""
    with CRITERIA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_statement_answers_each_criterion_once():
    rows = criteria()
    assert Counter(row["Level"] for row in rows) == {"A": 31, "AA": 24}
    numbers = [tuple(map(int, row["Criterion"].split()[0].split("."))) for row in rows]
    assert numbers == sorted(set(numbers))
    for row in rows:
        assert row["Result"] in RESULTS, row["Criterion"]
        assert all(row[column].strip() for column in ("Criterion", "How it was tested")), row["Criterion"]
        assert bool(row["What falls short"].strip()) == (row["Result"] == "met but for what is said"), row["Criterion"]


@pytest.mark.slow
@pytest.mark.parametrize("entry", [pytest.param(e, marks=[] if e in KINDS else pytest.mark.long) for e in entries()])
def test_axe_finds_nothing_with_folds_open_and_answers_given(html, page, entry):
    page.emulate_media(reduced_motion="reduce")
    open_page(page, html, entry)
    make_live(page)
    page.evaluate(SHORTEN)
    page.evaluate(OPEN)
    # A theme changes colours alone.
    found = violations(page, "light", rules={"target-size": {"enabled": True}})
    assert found + violations(page, "dark", runOnly=list(OF_COLOURS)) == []


# Words on grounds, with what is wrong about them: nothing, or the contrast that they have.
COLOURS = """<html lang="en"><head><title>Colours</title></head><body style="background: white; color: black"><main><h1>Colours</h1>
<p id="black">black</p><p id="grey" style="color: #777">4.48</p><p id="darker" style="color: #767676">4.54</p>
<p id="large" style="color: #888; font-size: 24px">large</p><p id="bold" style="color: #888; font: bold 19px serif">bold</p>
<p id="half" style="opacity: .5">half of black</p><p id="thin" style="color: rgb(0 0 0 / 40%)">two fifths of black</p>
<div style="background: #222"><div><p id="dark" style="color: #999">on dark</p><p id="darkest" style="color: #444">on dark</p></div></div>
<button id="off" disabled style="color: #ccc">off</button><p id="hidden" hidden style="color: #ccc">hidden</p>
<p id="mixed" style="color: color-mix(in srgb, black 30%, white)">mixed</p><input id="typed" aria-label="typed" style="color: #aaa; background: white" value="typed">
</main></body></html>"""


@pytest.mark.slow
def test_words_too_faint_for_their_ground_are_those_that_axe_finds(page):
    page.set_content(COLOURS)
    said = [one.partition(" has ")[0].rpartition(".")[2] for one in faint(page, "light")]
    assert said == ["typed", "grey", "half", "thin", "darkest", "mixed"]
    found = violations(page, "light", runOnly=["color-contrast"])
    assert sorted(one.partition("['#")[2].removesuffix("'])") for one in found) == sorted(said)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entry", "fragment"),
    [("book/part-1/forecast", "#explorer-poppy-or-wheat?price=300"), ("book/reference/figures", "#find?words=opium"), ("book/index", "")],
)  # fmt: skip
def test_nothing_speaks_at_load(html, page, entry, fragment):
    page.add_init_script(LISTEN)
    open_page(page, html, entry, fragment)
    make_live(page)
    page.wait_for_timeout(1500)
    assert page.evaluate("window.spoken") == []
    assert page.errors == []


@pytest.mark.slow
def test_an_explorer_speaks_when_a_slider_rests_and_then_only_what_is_new(html, page):
    page.add_init_script(LISTEN)
    open_page(page, html, explorer_pages(html)["poppy-or-wheat"])
    slider = page.locator("#explorer-poppy-or-wheat .cn-controls input[type=range]").first
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => window.spoken.length > 0")
    first = page.evaluate("window.spoken")
    assert first == [page.locator("#explorer-poppy-or-wheat .cn-sentence").inner_text()], "once, and the whole sentence"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => window.spoken.length > 1")
    second = page.evaluate("window.spoken[1]")
    assert len(second) <= len(first[0]) + 5
    assert explorers.load("poppy-or-wheat").evaluate().sentence not in page.evaluate("window.spoken")


@pytest.mark.slow
@pytest.mark.parametrize("entry", chapters()[:3])
def test_a_verdict_says_yes_or_no_once(html, entry):
    from bs4 import BeautifulSoup

    page = BeautifulSoup((html / f"{entry}.html").read_text(encoding="utf-8"), "html.parser")
    feedback = [one.get_text().strip() for one in page.select(".cn-feedback")]
    assert len(feedback) >= 15
    assert [one for one in feedback if one.lower().startswith(("no:", "no,", "no.", "yes:", "yes,", "yes."))] == []


@pytest.mark.slow
def test_a_line_can_be_spaced_and_a_page_magnified_four_times(html, page):
    """WCAG 1.4.10 and 1.4.12: nothing is cut, and nothing but tables and pictures scrolls sideways."""
    entry = "book/part-2/law-and-organisation"
    open_page(page, html, entry)
    make_live(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "at rest"
    page.evaluate("css => { const style = document.createElement('style'); style.textContent = css; document.head.append(style); }", SPACED)  # fmt: skip
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "spaced"
        cut = page.evaluate("""() => [...document.querySelectorAll('button, label, summary, p, li, th, td, legend, h1, h2, h3, output')]
            .filter((e) => e.checkVisibility() && getComputedStyle(e).overflow === 'hidden' && !e.closest('.cn-hidden, .sr-only, .visually-hidden'))
            .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1).map((e) => e.outerHTML.slice(0, 120))""")
        assert cut == []


@pytest.mark.slow
def test_forced_colours_keep_what_is_pressed_and_focused_apart(html, page):
    page.emulate_media(forced_colors="active")
    open_page(page, html, explorer_pages(html)["poppy-or-wheat"])
    presets = page.locator("#explorer-poppy-or-wheat .cn-presets button")
    presets.last.click()
    look = "e => { const s = getComputedStyle(e); return s.backgroundColor + s.color + s.borderColor; }"
    assert presets.last.evaluate(look) != presets.first.evaluate(look)
    page.keyboard.press("Tab")
    outline = page.evaluate("() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]; }")  # fmt: skip
    assert outline[0] != "none"
    assert outline[1] >= 1


@pytest.mark.slow
def test_the_keyboard_goes_through_a_chapter_in_order_sees_where_it_is_and_leaves(html, page):
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7 and 2.4.11: from the first control to the last and out of the page."""
    page.emulate_media(reduced_motion="reduce")  # else a stop is looked at while the page still scrolls to it
    open_page(page, html, "book/part-5/batken-2000")
    make_live(page)
    page.add_style_tag(content="* { transition: none !important }")  # nor while it slides in
    page.evaluate("window.stops = new Set()")
    at = """() => {
      const e = document.activeElement;
      if (!e || e === document.body || window.stops.has(e)) return null;
      const before = [...window.stops].pop();
      window.stops.add(e);
      const s = getComputedStyle(e), box = e.getBoundingClientRect();
      const seen = (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== "none";
      const inside = box.bottom > 0 && box.top < innerHeight;
      const onward = !before || Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
      return { name: e.outerHTML.slice(0, 90), seen, inside, onward };
    }"""
    found = []
    for _ in range(900):
        page.keyboard.press("Tab")
        stop = page.evaluate(at)
        if stop is None:
            break
        found.append(stop)
    assert 60 < len(found) < 900, "the way ends"
    assert [stop["name"] for stop in found if not stop["seen"]] == []
    assert [stop["name"] for stop in found if not stop["inside"]] == []
    assert [stop["name"] for stop in found if not stop["onward"]] == []
    text = page.evaluate("() => [...document.querySelectorAll('main :is(input, button, summary, select)')].filter((e) => e.checkVisibility() && !e.disabled && e.type !== 'radio' && !window.stops.has(e)).map((e) => e.outerHTML.slice(0, 90))")  # fmt: skip
    assert text == [], "a control that Tab does not reach"


@pytest.mark.slow
def test_a_formula_has_one_name_and_gives_its_signs_to_those_who_ask(html, page):
    open_page(page, html, "book/part-2/law-and-organisation")
    formula = page.locator("div.math[data-mathml]").first  # a moment after the page's first figure
    formula.wait_for()
    assert page.get_by_role("math", name="capital E sub 0 equals d c capital T").count() == 1
    assert formula.get_attribute("data-mathml").startswith('<math display="block">') or formula.get_attribute(
        "data-mathml"
    ).startswith("<math")
    assert "aria-hidden" not in formula.get_attribute("data-mathml")
    page.evaluate("localStorage.setItem('formulas', 'walk')")
    page.reload()
    page.wait_for_function("() => document.querySelector('[role=math] > math') === null")
    assert page.locator("div.math > math:not([aria-hidden])").count() > 0

"""The landing page: what the book is, a stage, a map and where to begin in one view; the parts with minutes."""

from __future__ import annotations

import re

import pytest

from counternarcotics.sphinx_extension import reading_time
from pages import ROOT

FIRST_VIEW = {
    "what the book is": ".cn-first > p",
    "begin reading": ".cn-begin a",
    "a map": ".cn-first .cn-still .cn-picture:not(.cn-wide) svg",
    "a live stage": ".cn-compact .cn-view svg",
    "its sentence": ".cn-compact .cn-sentence",
    "its control": ".cn-compact .cn-shown input[type=range]",
}


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1366, 650), (390, 740)])
def test_the_first_view_holds_what_the_book_is(html, page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto((html / "book/index.html").as_uri())
    page.wait_for_selector(".cn-compact .cn-live")
    page.wait_for_timeout(300)
    for what, selector in FIRST_VIEW.items():
        box = page.locator(selector).first.bounding_box()
        assert box, what
        assert box["x"] >= 0, what
        assert box["y"] >= 0, what
        assert box["x"] + box["width"] <= width, what
        assert box["y"] + box["height"] <= height, what
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


@pytest.mark.slow
def test_the_stage_is_alive_and_leaves_the_address_of_the_explorer_alone(html, page):
    page.goto((html / "book/index.html").as_uri())
    page.wait_for_selector(".cn-compact .cn-live")
    said = page.locator(".cn-compact .cn-sentence").inner_text()
    slider = page.locator(".cn-compact .cn-shown input[type=range]")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("(said) => document.querySelector('.cn-compact .cn-sentence').innerText !== said", arg=said)
    assert "explorer-" not in page.url
    assert page.locator(".cn-compact :is(.cn-presets, .cn-actions, .cn-fold):visible").count() == 0
    assert page.locator('[id^="explorer-"]').count() == 0
    assert page.errors == []


@pytest.mark.slow
def test_every_part_is_a_card_with_minutes_that_add_up(html):
    text = (html / "book/index.html").read_text(encoding="utf-8")
    cards = re.findall(r'<div class="cn-part"><h3>(.*?)</h3><p class="cn-minutes">(.*?)</p><ul>(.*?)</ul></div>', text)
    listed = re.findall(r"caption: (.+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    assert [caption for caption, _, _ in cards] == listed
    for caption, summary, pages in cards[:-1]:
        named = re.findall(r"<small>(?:(\d+) h ?)?(?:(\d+) min)?</small>", pages)
        taken = sum(int(hours or 0) * 60 + int(rest or 0) for hours, rest in named)
        assert summary.partition(" · ")[0] == reading_time.in_words(taken), caption


def test_the_page_says_how_minutes_are_worked_out():
    said = " ".join((ROOT / "book/index.md").read_text(encoding="utf-8").split())
    assert (reading_time.WORDS_A_MINUTE, reading_time.FIGURE, reading_time.CHECK, reading_time.EXPLORER) == (
        200,
        0.5,
        0.5,
        3,
    )
    assert (
        "two hundred words of text a minute, half a minute for a figure and for each question of a check, three for an explorer"
        in said
    )

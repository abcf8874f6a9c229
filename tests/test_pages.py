"""The built pages as a reader opens them: from a folder, in a browser, with the network cable out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from counternarcotics import drafts, explorers, tables
from counternarcotics.explorer import show
from counternarcotics.numberlike import formatted
from pages import (
    OF_COLOURS,
    ROOT,
    SHORTEN,
    chapters,
    entries,
    explorer_pages,
    explorers_by_page,
    faint,
    figures_weight,
    gzipped,
    make_live,
    open_page,
    script_weight,
    violations,
)
from test_geometry import MEASURE, seen_live, states

pytestmark = pytest.mark.slow

KB = 1000


# What stands in an explorer, from the page as it was written and from the page that a reader has before them.
READ = """(written) => {
    const of = (root) => Object.fromEntries(Array.from(root.querySelectorAll('section[id^=explorer-]'), (section) => [section.id, {
        sentence: section.querySelector('.cn-sentence').textContent,
        results: Array.from(section.querySelectorAll('.cn-results tr'), (row) => row.textContent.trim()),
        shown: Array.from(section.querySelectorAll('.cn-results td'), (cell) => cell.textContent.trim()),
        rows: Array.from(section.querySelectorAll('[data-columns] tbody tr'), (row) => Array.from(row.children, (cell) => cell.textContent)),
    }]));
    return [of(new DOMParser().parseFromString(written, 'text/html')), of(document)];
}"""
FOLD = """(open) => { for (const fold of document.querySelectorAll('section[id^=explorer-] .cn-data')) if (fold.open !== open) fold.firstElementChild.click(); }"""
# Dark changes colours alone: what has another box in it has lost its edges or its ground to a rule of the theme.
DARK = """() => {
    const inner = [...document.querySelectorAll('.bd-article *:not(svg *, math *)')];
    const boxes = (theme) => { document.documentElement.dataset.theme = theme; return inner.map((one) => [one.offsetWidth, one.offsetHeight]); };
    const [dark, light] = [boxes('dark'), boxes('light')];
    return inner.filter((_, at) => String(dark[at]) !== String(light[at])).map((one) => `in dark another box: ${one.tagName} ${one.className}`).slice(0, 5);
}"""
# Of the page as it was written: a picture without words, and a figure without a table.
UNTOLD = """(written) => [...new DOMParser().parseFromString(written, 'text/html').querySelectorAll('.cn-figure, .cn-explorer')].flatMap((figure) => {
    const stage = figure.querySelector('[role=img][aria-label], [aria-label][role=group], .cn-chart [aria-label], svg[aria-label]');
    const said = stage?.getAttribute('aria-label').trim().split(/\\s+/) ?? [];
    const words = said.length > 5 ? [] : [`${figure.id} is described as “${said.join(' ')}”: say type, variables and pattern`];
    return figure.querySelector('table') || figure.dataset.table ? words : [...words, `${figure.id} has no table`];
})"""
COMPUTED = "(name) => counternarcotics.view(name).then((view) => view.signal('sentence'))"


@pytest.mark.parametrize("entry", entries())
def test_every_entry_of_the_contents_has_its_page(html, entry):
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    assert len(text) > 10 * KB
    assert "<h1>" in text


# Figures follow the width a moment later, and then the page is as wide as its window; five seconds are enough for any.
FITTED = """async (width) => {
    const end = performance.now() + 5000;
    while (document.documentElement.scrollWidth > width && performance.now() < end) await new Promise(requestAnimationFrame);
}"""
# The theme lets the keyboard reach what scrolls, a moment after the width has changed.
REACHED = "() => [...document.querySelectorAll('pre')].every((e) => e.tabIndex === 0 || e.scrollWidth <= e.clientWidth)"


@pytest.mark.parametrize("entry", entries())
def test_a_page_is_sound_on_one_visit(html, page, entry):
    """One load, read to its end: no error, no request, words and numbers of the build, phone width, whole figures, axe."""
    page.emulate_media(reduced_motion="reduce")
    open_page(page, html, entry)
    make_live(page)
    written = (html / f"{entry}.html").read_text(encoding="utf-8")
    faults = page.evaluate(UNTOLD, written)
    faults += otherwise_than_written(page, written)
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate(FITTED, 360)
    wide = page.evaluate("document.documentElement.scrollWidth")
    faults += [f"on a phone of 360 px it is {wide} px wide"] if wide > 360 else []
    if entry.startswith("book/reference/"):
        high = page.evaluate("document.documentElement.scrollHeight")
        faults += [f"on a phone it is {high} px high, which nobody scrolls through"] if high > 65_000 else []
    if entry in chapters():
        here = re.findall(r'id="explorer-([a-z-]+)"', written)
        page.evaluate(MEASURE)
        faults += seen_live(page, (320, 1280), lambda _: {f"explorer-{name}": states(name)[:1] for name in here})
    page.set_viewport_size({"width": 1200, "height": 900})
    faults += page.evaluate(DARK)
    page.wait_for_function(REACHED)
    faults += faint(page, "light") + faint(page, "dark")
    page.evaluate(SHORTEN)
    faults += violations(page, "light", rules=OF_COLOURS)
    faults += [f"error: {error}" for error in page.errors]
    faults += [f"it asks for {url}" for url in page.requests if not url.startswith(("file:", "data:", "blob:"))]
    assert faults == []


def otherwise_than_written(page, text):
    """Yield what an explorer says, live and before anything is moved, otherwise than the page says without a script."""
    page.evaluate(FOLD, True)  # a table is listed when it is opened
    written, said = page.evaluate(READ, text)
    for identifier, numbers in written.items():
        if not numbers["sentence"] or not numbers["results"]:
            yield f"{identifier} is written without a sentence or a result"
        yield from (
            f"{identifier} says {what} {said[identifier][what]}, was written with {numbers[what]}"
            for what in numbers
            if said[identifier][what] != numbers[what]
        )
        name = identifier.removeprefix("explorer-")
        computed = page.evaluate(COMPUTED, name)
        if computed != numbers["sentence"]:
            yield f"{identifier} computes “{computed}”, was written with “{numbers['sentence']}”"
        # The live page leaves the results as they were written until something moves: the model knows what they are.
        shown = [show(result) for result in explorers.load(name).evaluate().results.values()]
        if shown != numbers["shown"]:
            yield f"{identifier} was written with {numbers['shown']}, its model gives {shown}"
    page.evaluate(FOLD, False)


@pytest.mark.parametrize("entry", entries())
def test_a_page_carries_no_inline_script_and_a_strict_policy(html, entry):
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>", text)
    assert inline == []
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("entry", entries())
def test_a_page_is_light(html, entry):
    before = script_weight(html, entry)
    assert before <= 150 * KB, f"{entry} loads {before / KB:.0f} KB of scripts before its first figure"
    live = before + gzipped(html / "_static" / "vega.js") + figures_weight(html, entry)
    assert live <= 460 * KB, f"{entry} loads {live / KB:.0f} KB of scripts with live figures"


def test_a_figure_whose_specification_does_not_arrive_stays_a_picture_and_says_so(html, page):
    page.route("**/_static/figures/**", lambda route: route.abort())
    open_page(page, html, chapters()[0])
    page.evaluate("counternarcotics.ready().catch(() => 0)")
    note = page.locator(".cn-figure .cn-chart > .cn-note").first
    note.wait_for()
    assert "the file _static/figures/book/part-1/trends.js" in note.inner_text()
    assert page.locator(".cn-figure .cn-wide svg").first.is_visible()
    page.unroute("**/_static/figures/**")
    make_live(page)
    assert page.locator(".cn-figure .cn-chart > .cn-note").count() == 0


@pytest.mark.parametrize("entry", chapters())
def test_a_chapter_is_complete_without_scripts(html, new_page, entry):
    page = new_page(java_script_enabled=False)
    page.goto((html / f"{entry}.html").as_uri())
    charts = page.locator(".cn-chart")
    assert charts.count() > 0
    for position in range(charts.count()):
        assert charts.nth(position).locator(".cn-wide svg").is_visible()
    assert page.locator(".cn-sentence").first.inner_text()
    assert not page.locator(".cn-controls").first.is_visible(), "a control that cannot work is not shown"


def test_the_catalogue_offers_every_table_as_it_is(html):
    text = (html / "book/reference/data.html").read_text(encoding="utf-8")
    for described in tables.package()["resources"]:
        assert f'id="data-{described["name"]}"' in text
        assert f'href="../../data/{described["path"]}"' in text
        published = html / "data" / described["path"]
        assert published.read_bytes() == (tables.data_folder() / described["path"]).read_bytes()


def test_every_explorer_stands_on_a_page(html):
    folder = Path(explorers.__file__).parent
    finished = {name for name in explorers.names() if not drafts.is_draft(folder / f"{name.replace('-', '_')}.py")}
    assert finished <= set(explorer_pages(html)) <= set(explorers.names())
    assert sorted(name for names in explorers_by_page().values() for name in names) == sorted(explorer_pages(html))


def test_a_hand_written_address_cannot_leave_the_bounds(html, page):
    entry = explorer_pages(html)["forecast"]
    open_page(
        page, html, entry, "#explorer-forecast?users_high=9&horizon=8&place=kyrgyzstan&nonsense=1&quantity=moonshine"
    )
    note = page.locator("#explorer-forecast .cn-note")
    note.wait_for()
    for part in [
        "users_high is “9”, it must lie from -0.2 to 0.3",
        "no assumption “nonsense”",
        "no option “moonshine”",
    ]:
        assert part in note.inner_text()
    said = explorers.load("forecast").evaluate(horizon=8, place="Kyrgyzstan").sentence
    page.wait_for_function(
        "(said) => document.querySelector('#explorer-forecast .cn-sentence').textContent === said", arg=said
    )


@pytest.mark.parametrize(
    "asked", ["horizon=" + "9" * 10_000, "x" * 10_000 + "=1", "&".join(f"x{n}=1" for n in range(999))]
)
def test_an_endless_address_is_refused_in_a_sentence_of_a_few_words(html, page, asked):
    open_page(page, html, explorer_pages(html)["forecast"], f"#explorer-forecast?{asked}")
    note = page.locator("#explorer-forecast .cn-note")
    note.wait_for()
    said = note.inner_text()
    assert said.startswith("Not taken from the address: ")
    assert said.endswith("Those stay at their start.")
    assert len(said) < 300
    assert page.errors == []


def test_an_address_with_a_bare_percent_sign_is_refused_in_words(html, page):
    open_page(page, html, explorer_pages(html)["forecast"], "#explorer-forecast?users_high=5%")
    note = page.locator("#explorer-forecast .cn-note")
    note.wait_for()
    assert "users_high is “5%”" in note.inner_text()
    assert page.errors == []


def test_the_page_rounds_as_python_does(html, page):
    """Binary numbers near a half: a shortest decimal would round some of them up."""
    explorer = explorers.load("own-budget")
    open_page(page, html, explorer_pages(html)["own-budget"], "#explorer-own-budget?donors=1.1")
    page.locator("#explorer-own-budget .cn-data summary").click()
    body = page.locator("#explorer-own-budget [data-columns] tbody")
    page.wait_for_function("() => document.querySelector('#explorer-own-budget .cn-live') !== null")
    amounts = [formatted(value, ",.2f") for value in explorer.evaluate(donors=1.1).table["amount"]]
    column = list(explorer.table_columns).index("amount") + 1
    page.wait_for_function(
        "([n, said]) => document.querySelectorAll('#explorer-own-budget [data-columns] tbody tr')[n] !== undefined",
        arg=[len(amounts) - 1, amounts],
    )
    assert body.locator(f"tr > :nth-child({column})").all_inner_texts() == amounts


def test_without_the_runtime_the_controls_return_to_the_numbers_shown(html, page):
    page.route("**/vega.js", lambda route: route.abort())
    open_page(page, html, explorer_pages(html)["hidden-population"])
    section = page.locator("#explorer-hidden-population")
    slider = section.locator("input[type=range]").first
    section.scroll_into_view_if_needed()
    section.locator(".cn-chart > .cn-note").wait_for()
    before = slider.input_value()
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert slider.input_value() == before
    assert section.locator(".cn-sentence").inner_text() == explorers.load("hidden-population").evaluate().sentence
    page.unroute("**/vega.js")
    page.keyboard.press("ArrowRight")
    section.locator(".cn-chart.cn-live").wait_for()
    assert section.locator(".cn-chart > .cn-note").count() == 0


def test_scenario_three_is_one_press_away_and_its_button_says_so(html, page):
    open_page(page, html, explorer_pages(html)["forecast"])
    button = page.locator("#explorer-forecast .cn-presets button", has_text="Scenario Three")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("#explorer-forecast [name=trafficking_low]").input_value() == "0.04"
    page.wait_for_function(
        "() => document.querySelector('#explorer-forecast .cn-sentence').textContent.includes('all drug offences')"
    )


def test_a_wrong_and_a_right_answer_are_told_at_once(html, page):
    open_page(page, html, chapters()[0])
    check = page.locator(".cn-check").first
    wrong, right = check.locator(".cn-wrong").first, check.locator(".cn-right")
    assert not wrong.locator(".cn-feedback").is_visible()
    wrong.locator("input").check()
    assert wrong.locator(".cn-feedback").is_visible()
    right.locator("input").check()
    assert right.locator(".cn-feedback").is_visible()
    assert not wrong.locator(".cn-feedback").is_visible()


def test_searching_works_from_disk(html, page):
    page.goto((html / "search.html").as_uri() + "?q=methadone")
    page.locator("#search-results a", has_text="HIV and harm reduction").first.wait_for()
    assert page.errors == []


def test_a_screen_reader_hears_the_verdict(html, page):
    open_page(page, html, chapters()[0])
    check = page.locator(".cn-check").first
    check.locator(".cn-right input").check()
    said = check.locator("[role=status]").inner_text()
    assert said.startswith("Right. ")
    assert said.endswith(check.locator(".cn-right .cn-feedback").inner_text())


@pytest.mark.parametrize("entry", entries())
def test_an_id_stands_once_on_its_page(html, entry):
    identifiers = re.findall(r'\sid="([^"]+)"', (html / f"{entry}.html").read_text(encoding="utf-8"))
    doubled = {i for i in identifiers if identifiers.count(i) > 1} - {"search-input"}  # the theme's own
    assert doubled == set()


def test_a_range_has_its_word_in_a_sentence_and_its_dash_in_a_table(html):
    from bs4 import BeautifulSoup

    page = BeautifulSoup((html / "book/part-1/forecast.html").read_text(encoding="utf-8"), "html.parser")
    numbers = page.select(".bd-article a.cn-number")
    in_tables = [number.get_text() for number in numbers if number.find_parent("table")]
    in_sentences = [number.get_text() for number in numbers if not number.find_parent("table")]
    assert any(re.search(r"\d–\d", words) for words in in_tables)
    assert not any(" to " in words for words in in_tables)
    assert any(re.search(r"\d to \d", words) for words in in_sentences)
    assert not any(re.search(r"\d–\d", words) for words in in_sentences)


def test_a_solution_is_folded_and_opens(html, page):
    open_page(page, html, chapters()[0])
    solution = page.locator(".cn-solution").first
    answer = solution.locator("section")
    assert not answer.is_visible()
    solution.locator("summary").click()
    assert answer.is_visible()


def test_nothing_of_a_page_lies_outside_the_site(html):
    """An address that a page loads by itself (not a link to follow) is relative."""
    loaded = re.compile(r'<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)="(https?:)?//')
    for path in html.rglob("*.html"):
        found = [m[0] for m in loaded.finditer(path.read_text(encoding="utf-8")) if 'rel="canonical"' not in m[0]]
        assert found == [], path.relative_to(ROOT)

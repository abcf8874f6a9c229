"""The built pages as a reader opens them: from a folder, in a browser, with the network cable out."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from counternarcotics import drafts, explorers, tables
from counternarcotics.explorer import show
from counternarcotics.numberlike import formatted
from pages import ROOT, chapters, entries, explorer_pages, figures_weight, gzipped, script_weight

pytestmark = pytest.mark.slow

KB = 1000


def open_page(page, html, entry, fragment=""):
    page.goto((html / f"{entry}.html").as_uri() + fragment)
    page.wait_for_function("() => window.counternarcotics !== undefined")


def make_live(page):
    """Make every figure live, as reading the page to its end does."""
    page.evaluate("counternarcotics.ready().then(() => 0)")


@pytest.mark.parametrize("entry", entries())
def test_every_entry_of_the_contents_has_its_page(html, entry):
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    assert len(text) > 10 * KB
    assert "<h1>" in text


@pytest.mark.parametrize("entry", entries())
def test_a_page_asks_nothing_of_the_network_makes_no_error_and_fits_a_phone(html, page, entry):
    open_page(page, html, entry)
    make_live(page)
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(200)  # figures follow the width a moment later
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.errors == []
    assert [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("entry", entries())
def test_a_page_carries_no_inline_script_and_a_strict_policy(html, entry):
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>", text)
    assert inline == []
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy


# The rows of a long table and of the catalogue are written by one function each: a few stand for a thousand.
SHORTEN = """for (const row of document.querySelectorAll('.cn-catalogue tr:nth-child(n+4), .cn-entry:nth-of-type(n+4)')) row.remove()"""


@pytest.mark.parametrize("entry", entries())
def test_a_page_has_no_accessibility_violation(html, chromium, entry):
    # Without reduced motion the colours of the dark theme would be measured while they still change.
    context = chromium.new_context(
        offline=True, viewport={"width": 1200, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    open_page(page, html, entry)
    make_live(page)
    page.evaluate(SHORTEN)
    said = violations(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    said += violations(page, runOnly=["color-contrast"])
    context.close()
    assert said == []


def violations(page, **rules):
    """Return what axe finds, in sentences; what stands inside a picture is hidden from assistive technology."""
    scope = {"exclude": [[".cn-chart svg"]]}
    found = Axe().run(page, context=scope, options={"preload": False, **rules}).response["violations"]
    return [f"{v['id']}: {v['help']} ({v['nodes'][0]['target']}, {len(v['nodes'])} places)" for v in found]


@pytest.mark.parametrize("entry", entries())
def test_a_page_is_light(html, entry):
    before = script_weight(html, entry)
    assert before <= 150 * KB, f"{entry} loads {before / KB:.0f} KB of scripts before its first figure"
    live = before + gzipped(html / "_static" / "vega.js") + figures_weight(html, entry)
    assert live <= 460 * KB, f"{entry} loads {live / KB:.0f} KB of scripts with live figures"


def test_a_figure_whose_specification_does_not_arrive_stays_a_picture_and_says_so(html, context):
    page = context.new_page()
    page.route("**/_static/figures/**", lambda route: route.abort())
    open_page(page, html, chapters()[0])
    page.evaluate("counternarcotics.ready().catch(() => 0)")
    note = page.locator(".cn-figure .cn-chart > .cn-note").first
    note.wait_for()
    assert "the file _static/figures/book/part-1/trends.js" in note.inner_text()
    assert page.locator(".cn-figure .cn-wide svg").first.is_visible()
    page.unroute("**/_static/figures/**")
    page.evaluate("counternarcotics.ready().then(() => 0)")
    assert page.locator(".cn-figure .cn-chart > .cn-note").count() == 0


@pytest.mark.parametrize("entry", chapters())
def test_a_chapter_is_complete_without_scripts(html, chromium, entry):
    context = chromium.new_context(offline=True, java_script_enabled=False, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto((html / f"{entry}.html").as_uri())
    charts = page.locator(".cn-chart")
    assert charts.count() > 0
    for position in range(charts.count()):
        assert charts.nth(position).locator(".cn-wide svg").is_visible()
    assert page.locator(".cn-sentence").first.inner_text()
    assert not page.locator(".cn-controls").first.is_visible(), "a control that cannot work is not shown"
    context.close()


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


def random_settings(explorer, draw):
    chosen = {}
    for a in explorer.assumptions:
        steps = round((a.maximum - a.minimum) / a.step)
        chosen[a.name] = min(a.minimum + draw.randint(0, steps) * a.step, a.maximum)
    return chosen


@pytest.mark.parametrize("name", explorers.names())
def test_the_page_computes_what_python_computes(html, page, name):
    """Rule 1: the numbers in the page are those of the notebook and the tests."""
    explorer, draw = explorers.load(name), random.Random(2005)
    open_page(page, html, explorer_pages(html)[name])
    tried = [explorer.settings(), *(explorer.preset(p.name) for p in explorer.presets)]
    tried += [random_settings(explorer, draw) for _ in range(12)]
    moved = {a.name for a in explorer.assumptions}  # a reader's own words move nothing
    tried = [{name: value for name, value in chosen.items() if name in moved} for chosen in tried]
    signals = [f"result_{key}" for key in explorer.evaluate().values]
    for chosen in tried:
        evaluation = explorer.evaluate(**chosen)
        said = page.evaluate(
            """async ([name, chosen, signals]) => {
                const view = await counternarcotics.view(name);
                for (const [key, value] of Object.entries(chosen)) view.signal(key, value);
                await view.runAsync();
                const shown = (v) => (Number.isFinite(v) ? v : null);
                const rows = (await counternarcotics.rows(name)).map((row) =>
                    Object.fromEntries(Object.entries(row).filter(([, v]) => typeof v === "number")));
                return { results: signals.map((s) => shown(view.signal(s))), sentence: view.signal("sentence"), rows };
            }""",
            [name, chosen, signals],
        )
        results = [math.nan if value is None else value for value in said["results"]]
        expected = list(evaluation.values.values())
        assert results == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True), chosen
        assert said["sentence"] == evaluation.sentence, chosen
        compare_rows(explorer, evaluation, said["rows"])


def compare_rows(explorer, evaluation, rows):
    """Compare every computed column of every row that the chart shows."""
    computed = [c for c in evaluation.table.columns if c not in explorer.rows.columns]
    keys = list(explorer.rows.select_dtypes("number").columns)
    known = {tuple(row[k] for k in keys): row for row in evaluation.table.to_dict("records")}
    listed = evaluation.table.query(f"{explorer.table_filter} > 0") if explorer.table_filter else evaluation.table
    assert len(rows) == len(listed), "the page lists other rows than Python"
    for row in rows:
        mine = known[tuple(row[k] for k in keys)]
        for column in computed:
            if isinstance(mine[column], (int, float)) and not math.isnan(mine[column]):
                assert row[column] == pytest.approx(mine[column], rel=1e-9, abs=1e-9), (column, row)


@pytest.mark.parametrize("name", explorers.names())
def test_a_reader_moves_a_control_and_sends_the_link(html, page, name):
    explorer = explorers.load(name)
    open_page(page, html, explorer_pages(html)[name])
    section = page.locator(f"#explorer-{name}")
    section.scroll_into_view_if_needed()
    control = section.locator(".cn-controls :is(input[type=range], select):visible").first
    key, before = control.get_attribute("name"), float(control.input_value())
    control.focus()
    assumption = next(a for a in explorer.assumptions if a.name == key)
    page.keyboard.press("ArrowRight" if before < assumption.maximum else "ArrowLeft")
    value = float(control.input_value())
    assert value != before
    evaluation = explorer.evaluate(**{key: value})
    page.wait_for_function(
        "([id, said]) => document.querySelector(id + ' .cn-sentence').textContent === said",
        arg=[f"#explorer-{name}", evaluation.sentence],
    )
    shown = section.locator(".cn-results td").all_inner_texts()
    assert shown == [show(result) for result in evaluation.results.values()]
    page.wait_for_function(f"() => location.hash.startsWith('#explorer-{name}?')")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function(
        "([id, said]) => document.querySelector(id + ' .cn-sentence').textContent === said",
        arg=[f"#explorer-{name}", evaluation.sentence],
    )
    assert float(page.locator(f"#explorer-{name} [name={key}]").input_value()) == value


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

"""Explorers as a reader works with them: seen whole while moved, typed into, undone, compared, linked, saved."""

from __future__ import annotations

import random

import pytest

from agreement import differing
from counternarcotics import explorers
from counternarcotics.explorer import STAGE, show
from pages import explorer_pages, explorers_by_page, open_page
from test_geometry import states

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 740}
LAPTOPS = ({"width": 1366, "height": 650}, {"width": 1280, "height": 720})

# Every control in turn is brought into view as focus brings it; what then is not within the window, or lies over another.
OUT_OF_VIEW = """async (name) => {
    const section = document.querySelector(`#explorer-${name}`);
    const more = section.querySelector('.cn-more');
    if (more) more.open = true;
    const top = document.querySelector('.bd-header-article').getBoundingClientRect().bottom;
    const frame = () => new Promise(requestAnimationFrame);
    const found = [];
    const edge = section.getBoundingClientRect().right + 1;
    for (const part of section.querySelectorAll('.cn-results, .cn-control, .cn-typed, button'))
        if (part.getBoundingClientRect().right > edge) found.push(`${part.className || part.textContent} ends right of the explorer`);
    const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    const faults = (block, control) => {
        const boxes = [control, section.querySelector('.cn-sentence'), section.querySelector('.cn-stage')].map((e) => e.getBoundingClientRect());
        const [c, s, p] = boxes;
        const lost = ['control', 'sentence', 'chart'].filter((_, i) => boxes[i].top < top - 1 || boxes[i].bottom > innerHeight + 1)
            .map((what) => `${block} ${control.name}: ${what} is out of view, control from ${Math.round(c.top)} to ${Math.round(c.bottom)}`);
        return apart(c, s) && apart(c, p) ? lost : [...lost, `${block} ${control.name} lies under what it changes`];
    };
    for (const block of ['start', 'center', 'end']) for (const control of section.querySelectorAll('.cn-control [name]')) {
        let last = [];
        for (let tries = 0; tries < 5; tries += 1) {  // a page that follows its own link may scroll a moment later
            control.scrollIntoView({ block, behavior: 'instant' });
            await frame();
            last = faults(block, control);
            if (last.length === 0) break;
            await new Promise((done) => setTimeout(done, 100));
        }
        found.push(...last);
    }
    return found;
}"""


def open_explorer(page, html, name, fragment=""):
    page.goto((html / f"{explorer_pages(html)[name]}.html").as_uri() + fragment)
    page.evaluate("async (name) => { await counternarcotics.view(name) }", name)
    return page.locator(f"#explorer-{name}")


@pytest.mark.parametrize("entry", explorers_by_page())
def test_explorers_are_seen_moved_linked_and_compute_what_python_computes(html, page, entry):
    """Two loads of a page for all its explorers: on a phone as they start, on a laptop by the link that a reader sends."""
    names = explorers_by_page()[entry]
    page.set_viewport_size(PHONE)
    open_page(page, html, entry)
    for name in names:
        assert page.locator(f"#explorer-{name} .cn-controls .cn-control").count() <= STAGE, name
    faults = list(out_of_view(page, names))
    moved = {name: move(page, name) for name in names}
    address = page.url
    page.goto("about:blank")
    page.set_viewport_size(LAPTOPS[0])
    page.goto(address)
    for name, (key, to, sentence) in moved.items():
        sentence_is(page, name, sentence)
        assert value(page.locator(f"#explorer-{name}"), key) == to, f"{name}: {key} by its link"
    for size in LAPTOPS:
        page.set_viewport_size(size)
        faults += out_of_view(page, names)
    for name in names:
        # Rule 1: the numbers in the page are those of the notebook and the tests.
        tried = states(name) + random_settings(name)
        faults += differing(
            lambda body, *given: page.evaluate(f"async (given) => {{{body}}}", given), name, tried, rows=True
        )
    assert faults + page.errors == []


def out_of_view(page, names):
    """Yield what a reader would lose from sight, at the window as it is, while moving any control."""
    size = page.viewport_size
    for name in names:
        page.evaluate("async (name) => { await counternarcotics.view(name) }", name)
        yield from (
            f"{size['width']} x {size['height']}, {name}: {fault}" for fault in page.evaluate(OUT_OF_VIEW, name)
        )


def move(page, name):
    """Move the first control of an explorer by a key; return its name, its value then, and the sentence that is said."""
    explorer, section = explorers.load(name), page.locator(f"#explorer-{name}")
    control = section.locator(".cn-controls :is(input[type=range], select):visible").first
    key, before = control.get_attribute("name"), float(control.input_value())
    control.focus()
    assumption = next(a for a in explorer.assumptions if a.name == key)
    page.keyboard.press("ArrowRight" if before < assumption.maximum else "ArrowLeft")
    after = float(control.input_value())
    assert after != before, f"{name}: {key} does not move"
    evaluation = explorer.evaluate(**{key: after})
    sentence_is(page, name, evaluation.sentence)
    assert section.locator(".cn-results td").all_inner_texts() == [show(r) for r in evaluation.results.values()], name
    page.wait_for_function("(said) => location.hash.includes(said)", arg=f"explorer-{name}?")
    return key, after, evaluation.sentence


def random_settings(name):
    """Return twelve settings of an explorer, each control somewhere on its steps; a reader's own words move nothing."""
    draw, found = random.Random(2005), []
    for number in range(12):
        chosen = {}
        for a in explorers.load(name).assumptions:
            steps = round((a.maximum - a.minimum) / a.step)
            chosen[a.name] = min(a.minimum + draw.randint(0, steps) * a.step, a.maximum)
        found.append((f"drawn {number + 1}: {chosen}", chosen))
    return found


def sentence_is(page, name, said):
    page.wait_for_function(
        "([id, said]) => document.querySelector(id + ' .cn-sentence').textContent === said",
        arg=[f"#explorer-{name}", said],
    )


def value(section, key):
    return float(section.locator(f"[name={key}]").input_value())


def test_a_reader_types_undoes_pins_and_saves(html, page):
    """One walk through one explorer: each step begins where the last one ended."""
    name, explorer = "own-budget", explorers.load("own-budget")
    section = open_explorer(page, html, name)
    start = explorer.settings()
    slider = section.locator(".cn-controls input[type=range]").first
    key = slider.get_attribute("name")
    assumption = next(a for a in explorer.assumptions if a.name == key)
    typed = section.locator(f".cn-control:has([name={key}]) .cn-typed")

    # Typed values: a decimal comma, a step that rounds, a bound that clamps, no number at all.
    written = assumption.show(assumption.maximum)
    typed.fill(written)
    typed.press("Enter")
    assert value(section, key) == assumption.maximum
    sentence_is(page, name, explorer.evaluate(**{key: assumption.maximum}).sentence)
    typed.fill("999999999")
    typed.press("Enter")
    assert "Taken as" in section.locator(".cn-note").inner_text()
    typed.fill("many")
    typed.press("Enter")
    assert "“many” is no number" in section.locator(".cn-note").inner_text()
    assert typed.input_value() == written

    # Undo and redo.
    section.locator("button.cn-undo").click()
    assert value(section, key) == start[key]
    sentence_is(page, name, explorer.evaluate().sentence)
    section.locator("button.cn-redo").click()
    assert value(section, key) == assumption.maximum

    # Help: by keyboard, tied to the control.
    ask = section.locator(f".cn-control:has([name={key}]) .cn-ask")
    ask.focus()
    page.keyboard.press("Enter")
    described = section.locator(f"[name={key}]").get_attribute("aria-describedby").split()[0]
    assert page.locator(f"#{described}").inner_text() == assumption.help()
    assert section.locator("[title]").count() == 0

    # Pin, then compare.
    section.locator("button.cn-pin").click()
    section.locator("button.cn-reset").click()
    assert explorer.evaluate(**{key: assumption.maximum}).sentence in section.locator(".cn-pinned").inner_text()
    assert assumption.label in section.locator(".cn-differs").inner_text()
    assert section.locator(".cn-was").count() == len(explorer.evaluate().results)
    section.locator(".cn-pinned button").click()
    assert value(section, key) == assumption.maximum
    section.locator("button.cn-pin").click()
    assert section.locator(".cn-pinned").count() == 0

    # Saved with title, source and a link that opens this setting.
    for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"# ")):
        with page.expect_download() as saving:
            section.locator(f"button.cn-{kind}").click()
        content = saving.value.path().read_bytes()
        assert saving.value.suggested_filename == f"{name}.{kind}"
        assert content.startswith(begins)
        if kind != "png":
            flat = " ".join(content.decode().split())
            assert explorer.source.split()[0] in flat
            assert f"#explorer-{name}?{key}=" in flat.replace("</text>", "") or kind == "svg"
    assert page.errors == []


def test_all_explorers_of_a_page_share_one_address_and_back_returns(html, page):
    by_page = {}
    for name, entry in explorer_pages(html).items():
        by_page.setdefault(entry, []).append(name)
    one, other = next(names for names in by_page.values() if len(names) > 1)[:2]
    sections = [open_explorer(page, html, name) for name in (one, other)]
    moved = []
    for name, section in zip((one, other), sections, strict=True):
        control = section.locator(".cn-controls :is(input[type=range], select)").first
        control.focus()
        page.keyboard.press("ArrowRight")
        key = control.get_attribute("name")
        moved.append((name, key, value(section, key)))
        page.wait_for_function(f"() => location.hash.startsWith('#explorer-{name}?')")
    assert all(f"explorer-{name}?" in page.url for name, _, _ in moved)
    page.reload()
    for (_, key, expected), section in zip(moved, sections, strict=True):
        assert value(section, key) == expected
    # A link within the page, then Back: what was set is there again.
    page.evaluate("location.hash = '#discuss'")
    page.wait_for_timeout(100)
    page.go_back()
    page.wait_for_timeout(100)
    for (_, key, expected), section in zip(moved, sections, strict=True):
        assert value(section, key) == expected
    assert page.errors == []


def test_a_link_in_the_text_moves_its_explorer_and_back_undoes_it(html, page):
    entry = explorer_pages(html)["forecast"]
    page.goto((html / f"{entry}.html").as_uri())
    link = page.locator("a.cn-move[href='#explorer-forecast']").last
    before = value(page.locator("#explorer-forecast"), "users_period")
    link.click()
    assert value(page.locator("#explorer-forecast"), "users_period") == 5 != before
    assert "users_period=5" in page.url
    sentence_is(page, "forecast", explorers.load("forecast").evaluate(users_period=5).sentence)
    in_view = "() => { const { top } = document.querySelector('#explorer-forecast .cn-stage').getBoundingClientRect(); return 0 <= top && top < innerHeight / 2; }"
    page.wait_for_function(in_view)  # the way there takes its time
    page.go_back()
    page.wait_for_function("() => document.querySelector('#explorer-forecast [name=users_period]').value !== '5'")


def test_a_prediction_says_the_gap_and_a_figure_is_built_up(html, page):
    entry = explorer_pages(html)["forecast"]
    page.goto((html / f"{entry}.html").as_uri())
    block = page.locator(".cn-predict").first
    assert not block.locator("details a").first.is_visible()
    block.locator(".cn-typed").fill("100,000")
    block.locator(".cn-typed").press("Enter")
    block.locator("button").click()
    said = block.locator(".cn-gap").inner_text()
    assert said.startswith("You expected 100,000")
    assert "too low" in said
    assert block.locator("details a").first.is_visible()
    steps = page.locator(".cn-steps").first
    steps.scroll_into_view_if_needed()
    captions = steps.locator("li")
    page.wait_for_function("() => document.querySelector('.cn-walk span').textContent === 'Step 1 of 3'")
    assert [captions.nth(n).is_visible() for n in range(3)] == [True, False, False]
    steps.locator("button", has_text="Next").click()
    assert [captions.nth(n).is_visible() for n in range(3)] == [False, True, False]
    assert page.errors == []


def test_a_vertical_swipe_over_a_slider_leaves_it_where_it_was(html, new_page):
    page = new_page(has_touch=True, viewport=PHONE)
    section = open_explorer(page, html, "hidden-population")
    slider = section.locator("input[type=range]").first
    slider.evaluate("(e) => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    before, box = slider.input_value(), slider.bounding_box()
    devtools = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2

    def touch(kind, *points):
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})

    scrolled = page.evaluate("scrollY")
    touch("touchStart", (x, y))
    for step in range(1, 12):
        touch("touchMove", (x, y - 12 * step))
    touch("touchEnd")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > scrolled
    assert slider.input_value() == before


def test_blocked_storage_and_a_lost_script_leave_the_page_whole(html, page):
    entry = explorer_pages(html)["forecast"]
    blocked = "for (const n of ['localStorage', 'sessionStorage']) Object.defineProperty(window, n, { configurable: true, get() { throw new DOMException('blocked') } })"
    page.add_init_script(blocked)
    page.goto((html / f"{entry}.html").as_uri())
    before = page.evaluate("document.documentElement.dataset.mode")
    page.locator(".theme-switch-button").first.click()
    page.wait_for_function("before => document.documentElement.dataset.mode !== before", arg=before)
    assert page.errors == []
    page.route("**/textbook.js*", lambda route: route.abort())
    page.reload()
    section = page.locator("#explorer-forecast")
    assert not section.locator(".cn-controls").is_visible()
    assert section.locator(".cn-sentence").is_visible()
    assert "did not arrive" in section.evaluate("(e) => getComputedStyle(e, '::before').content")


def test_a_result_appears_with_its_figure_and_leaves_with_it(html, page):
    section = open_explorer(page, html, "forecast")
    scored = section.locator("[data-result=counted], [data-result^=score_]")
    start = section.locator("[data-result]").evaluate_all("(rows) => rows.filter((r) => r.checkVisibility()).length")
    assert start == 7
    assert "no figure" not in section.locator(".cn-results").inner_text()
    section.locator(".cn-more > summary").click()
    section.locator("[name=happened]").select_option("1")
    page.wait_for_function("() => document.querySelector('#explorer-forecast [data-result=counted]').checkVisibility()")
    shown = scored.evaluate_all("(rows) => rows.filter((r) => r.checkVisibility()).length")
    assert shown == 5  # the count and four scores: the region has no last trend
    # What a pinned setting has a figure for stays to be compared with.
    section.locator("button.cn-pin").click()
    section.locator(".cn-pinned").wait_for()
    section.locator("[name=happened]").select_option("0")
    page.wait_for_function(
        "() => document.querySelector('#explorer-forecast [data-result=counted] td').textContent === 'no figure'"
    )
    assert section.locator("[data-result=counted] .cn-was").is_visible()
    section.locator("button.cn-pin").click()
    page.wait_for_function(
        "() => !document.querySelector('#explorer-forecast [data-result=counted]').checkVisibility()"
    )
    assert page.errors == []


def test_one_is_said_in_the_singular_and_read_back(html, page):
    section = open_explorer(page, html, "soft-law")
    typed = section.locator(".cn-control:has([name=parties]) .cn-typed")
    for written in ("1", "1 party"):
        typed.fill(written)
        typed.press("Enter")
        assert typed.input_value() == "1 party"
        assert value(section, "parties") == 1
        assert not section.locator(".cn-note").is_visible()


def test_a_control_that_a_preset_leaves_without_effect_says_so_and_what_gives_it_one(html, page):
    explorer = explorers.load("closing-a-crossing")
    section = open_explorer(page, html, explorer.name)
    section.locator(".cn-presets button", has_text="Osh, and no other way").click()
    detour = section.locator("[name=detour]")
    page.wait_for_function("() => document.querySelector('#control-closing-a-crossing-detour').closest('.cn-idle')")
    idle = explorer.idle(**explorer.preset("as-invited"))
    assert set(idle) == {"detour", "elasticity"}
    block = section.locator(".cn-control:has([name=detour])")
    assert "no effect now" in block.locator("label").evaluate("(e) => getComputedStyle(e, '::after').content")
    said = block.locator(".cn-without-effect")
    assert said.get_attribute("id") in detour.get_attribute("aria-describedby").split()
    assert idle["detour"] in said.text_content()
    assert not said.is_visible()
    height = block.bounding_box()["height"]
    section.locator("button.cn-reset").click()
    page.wait_for_function("() => !document.querySelector('#control-closing-a-crossing-detour').closest('.cn-idle')")
    assert block.bounding_box()["height"] == height  # nothing below moves
    section.locator(".cn-presets button", has_text="Osh, and no other way").click()
    block.locator(".cn-ask").click()
    assert said.is_visible()


def test_what_a_whole_group_changes_is_said_once(html, page):
    section = open_explorer(page, html, "concept")
    section.locator(".cn-more > summary").click()
    hints = section.locator(".cn-more .cn-changes").all_inner_texts()
    budget = [hint for hint in hints if "Organisation and money" in hint]
    assert len(budget) == 1
    for control in section.locator(".cn-control [name]").all():
        described = control.get_attribute("aria-describedby").split()
        assert all(page.locator(f"[id='{identifier}']").count() == 1 for identifier in described)


def test_time_plays_step_by_step_where_motion_is_unwelcome(html, page):
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    section = open_explorer(page, html, "forecast")
    before = value(section, "horizon")
    section.locator("button.cn-play").click()
    assert value(section, "horizon") == before + 1
    assert section.locator("button.cn-play").inner_text() == "Play"
    sentence_is(page, "forecast", explorers.load("forecast").evaluate(horizon=before + 1).sentence)
    # In forced colours the pressed preset looks otherwise than the rest.
    section.locator(".cn-presets button").first.click()
    colours = section.locator(".cn-presets button").evaluate_all(
        "(all) => all.map((b) => getComputedStyle(b).backgroundColor)"
    )
    assert colours[0] not in colours[1:]


def test_playing_ends_where_a_hand_takes_over_and_is_one_step_to_undo(html, page):
    section = open_explorer(page, html, "who-sits-where", "#explorer-who-sits-where?year=1990")
    play, undo = section.locator("button.cn-play"), section.locator("button.cn-undo")
    later = "section => +section.querySelector('[name=year]').value > 1991"

    def played() -> None:
        play.click()
        page.wait_for_function(later, arg=section.element_handle())

    played()
    undo.click()
    assert (value(section, "year"), play.inner_text()) == (1990, "Play")
    played()
    section.locator("[name=year]").evaluate(
        "(year) => { year.value = 2001; year.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    assert (value(section, "year"), play.inner_text()) == (2001, "Play")
    undo.click()
    played()
    preset = section.locator(".cn-presets button").first
    preset.click()
    assert (preset.get_attribute("aria-pressed"), play.inner_text()) == ("true", "Play")
    undo.click()
    played()
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true }); document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert play.inner_text() == "Play"


TYPED = (
    ("0,5", 0.5, "Taken as 50%: “0,5” without a percent sign is a share of one."),
    (".85", 0.85, "Taken as 85%: “.85” without a percent sign is a share of one."),
    ("0.4%", 0, "Taken as 0%: “People reached” moves in steps of 5%."),
    (" 70 % ", 0.7, ""),
    ("\u221210", 0, "Taken as 0%: “People reached” goes from 0% to 100%."),
    (" ", 0.4, "Type a number from 0% to 100%."),
    ("1/2", 0.4, "“1/2” is no number; type one from 0% to 100%."),
)


def test_what_a_reader_types_for_a_share_is_taken_as_meant(html, page):
    section = open_explorer(page, html, "hiv-injecting")
    field, note = section.locator(".cn-control:has([name=coverage]) .cn-typed"), section.locator(".cn-note")
    for typed, taken, said in TYPED:
        section.locator("button.cn-reset").click()
        field.fill(typed)
        field.press("Enter")
        assert (value(section, "coverage"), "" if note.is_hidden() else note.inner_text()) == (taken, said)


def test_a_tap_on_a_mark_says_its_numbers_until_the_page_scrolls(html, new_page):
    page = new_page(has_touch=True, viewport=PHONE)
    section = open_explorer(page, html, "closing-a-crossing")
    section.locator(".cn-view").scroll_into_view_if_needed()
    bar = section.locator(".cn-view .mark-rect path").first
    box = bar.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.locator(".cn-tooltip")
    told.wait_for(state="visible")
    assert "Flow before" in told.inner_text()
    page.mouse.wheel(0, 200)
    told.wait_for(state="hidden")

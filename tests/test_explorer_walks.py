"""Explorers under a hand that presses everything: what is seen follows from the values alone, whatever came before."""

from __future__ import annotations

import pytest

from counternarcotics import explorers
from counternarcotics.explorer import NO_FIGURE, show
from pages import explorer_pages, explorers_by_page, open_page

pytestmark = pytest.mark.slow

# Presses, moves and undoes in one explorer; returns each state that a reader comes to, and what went wrong on the way.
WALK = """async (name) => {
    const section = document.querySelector(`#explorer-${name}`);
    const controls = [...section.querySelectorAll('.cn-control [name]')];
    const presets = [...section.querySelectorAll('.cn-presets button')];
    const button = (kind) => section.querySelector(`button.cn-${kind}`);
    const states = [], faults = [];
    const values = () => Object.fromEntries(controls.map((c) => [c.name, +c.value]));
    const seen = async (label) => {
        const view = await counternarcotics.settled(name);
        states.push({
            label, values: values(), sentence: view.signal('sentence'),
            results: [...section.querySelectorAll('[data-result]')].map((row) => [row.dataset.result, row.cells[1].textContent, row.hidden]),
            pressed: presets.map((p) => p.getAttribute('aria-pressed') === 'true'),
        });
        return JSON.stringify(values());
    };
    const move = async (control, to) => {
        control.value = to;
        for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true }));
        return seen(`${control.name} = ${to}`);
    };
    const press = (p) => { p.click(); return seen(`preset ${presets.indexOf(p)}`); };
    const came = [await seen('start')];
    for (const order of [presets, [...presets].reverse()]) for (const p of order) came.push(await press(p));
    for (const [at, control] of controls.entries()) {
        const ends = control.tagName === 'SELECT' ? [...control.options].map((o) => +o.value) : [control.min, control.max];
        for (const to of ends) came.push(await move(control, to));
        if (presets.length) came.push(await press(presets[at % presets.length]));
    }
    const last = came.at(-1);
    let steps = 0;
    for (; !button('undo').disabled && steps <= came.length; steps += 1) button('undo').click();
    if (await seen('undone') !== came[0]) faults.push(`undone: ${JSON.stringify(values())}`);
    for (; !button('redo').disabled && steps >= 0; steps -= 1) button('redo').click();
    if (await seen('redone') !== last || steps) faults.push(`redone, ${steps} steps left: ${JSON.stringify(values())}`);
    button('pin').click();
    await seen('pinned');
    await counternarcotics.settled(name);
    const pinned = section.querySelector('.cn-pinned-sentence')?.textContent;
    if (pinned !== states.at(-1).sentence) faults.push(`pinned: ${pinned}`);
    button('reset').click();
    await seen('reset beside the pinned');
    section.querySelector('.cn-pinned button').click();
    if (await seen('pinned again') !== last) faults.push(`back to the pinned: ${JSON.stringify(values())}`);
    button('pin').click();
    if (section.querySelector('.cn-pinned, .cn-was')) faults.push('what was pinned stays');
    return [states, faults];
}"""


def wrong(explorer, state):
    """Yield what a state shows that does not follow from its values."""
    evaluation = explorer.evaluate(**state["values"])
    if state["sentence"] != evaluation.sentence:
        yield f"“{state['sentence']}”, not “{evaluation.sentence}”"
    shown = [[key, show(result), show(result) == NO_FIGURE] for key, result in evaluation.results.items()]
    if "pinned" not in state["label"] and state["results"] != shown:
        yield f"results {state['results']}, not {shown}"
    pressed = [same(explorer.pressed(p.name, **state["values"]), state["values"]) for p in explorer.presets]
    if state["pressed"] != pressed:
        yield f"pressed is {state['pressed']}, not {pressed}"


def same(one, other):
    return all(one[name] == pytest.approx(value) for name, value in other.items())


def walked(states, explorer):
    """Yield what a walk came to see that is not what its presses and the values say."""
    for before, state in zip([None, *states], states, strict=False):
        yield from (f"{explorer.name}, {state['label']}: {fault}" for fault in wrong(explorer, state))
        if state["label"].startswith("preset "):
            named = explorer.presets[int(state["label"].removeprefix("preset "))].name
            if not same(expected := explorer.pressed(named, **before["values"]), state["values"]):
                yield f"{explorer.name}, {named} after {before['label']}: {state['values']}, not {expected}"


# Those with most presets and controls each time, all others when there are minutes.
OFTEN = {"book/part-1/forecast", "book/part-4/conclusion"}


@pytest.mark.parametrize(
    "entry", [pytest.param(one, marks=[] if one in OFTEN else pytest.mark.long) for one in explorers_by_page()]
)
def test_what_is_seen_follows_from_the_values_alone(html, page, entry):
    open_page(page, html, entry)
    faults, names = [], explorers_by_page()[entry]
    for name in names:
        states, found = page.evaluate(WALK, name)
        faults += [*(f"{name}, {fault}" for fault in found), *walked(states, explorers.load(name))]
    # What is left, the last setting of each, stands in the address: for a reload, and for whoever opens it elsewhere.
    left = {name: page.evaluate(VALUES, name) for name in names}
    for name in names:
        page.locator(f"#explorer-{name} button.cn-link").click()
        page.locator(f"#explorer-{name} .cn-copied:not(:empty)").wait_for()
    address = page.url
    for opened in ([], ["about:blank", address]):
        for one in opened:
            page.goto(one)
        if not opened:
            page.reload()
        page.wait_for_function("() => window.counternarcotics !== undefined")
        found = {name: page.evaluate(VALUES, name) for name in names}
        faults += [
            f"{name}, by its address: {found[name]}, not {left[name]}"
            for name in names
            if not same(found[name], left[name])
        ]
    assert faults + page.errors == []


VALUES = """(name) => Object.fromEntries([...document.querySelectorAll(`#explorer-${name} .cn-control [name]`)].map((c) => [c.name, +c.value]))"""


def test_what_an_address_asks_in_vain_is_told_and_the_page_stays_whole(html, page):
    entry, name = explorer_pages(html)["forecast"], "forecast"
    open_page(page, html, entry, "#explorer-forcast?horizon=8")
    note = page.locator(".bd-article > .cn-note")
    assert note.inner_text() == "This page has no explorer “forcast”: look for it in the contents or by the search."
    assert page.evaluate(VALUES, name) == {a.name: a.default for a in explorers.load(name).assumptions}
    assert page.locator(f"#explorer-{name} .cn-note").is_hidden()
    # The one that is there opens with its setting, and what is missing is told above it.
    page.evaluate("location.hash = '#explorer-forecast?horizon=8&explorer-old-one?x=1'")
    told = page.locator(f".cn-note:has(+ #explorer-{name})")
    told.wait_for()
    assert "no explorer “old-one”" in told.inner_text()
    assert page.locator(".bd-article .cn-note:visible").count() == 1
    assert page.evaluate(VALUES, name)["horizon"] == 8
    # A sound address takes the note away.
    page.evaluate("location.hash = '#explorer-forecast?horizon=9'")
    told.wait_for(state="detached")
    assert page.evaluate(VALUES, name)["horizon"] == 9
    page.evaluate("location.hash = '#' + Array.from({ length: 999 }, (_, n) => `explorer-x${n}?y=1`).join('&')")
    note.wait_for()
    assert len(note.inner_text()) < 200
    page.goto((html / f"{entry}.html").as_uri() + "?explorer=forecast&horizon=8")
    note.wait_for()
    assert "stands behind “#”" in note.inner_text()
    assert page.errors == []

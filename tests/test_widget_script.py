"""The explorer of a notebook, in a browser and with a stand-in for the kernel: what is typed reaches the kernel."""

from __future__ import annotations

import pytest

from counternarcotics import explorers, markup, web

pytestmark = pytest.mark.slow
SHOW = """async ([script, html, settings]) => {
    const { default: widget } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    const held = { html, settings };
    window.heard = [];
    const save_changes = () => heard.push(held.settings);
    const model = { get: (key) => held[key], set: (key, value) => { held[key] = value; }, save_changes, on() {}, off() {} };
    widget.render({ model, el: document.body.appendChild(document.createElement("div")) });
}"""


def test_words_reach_the_kernel_when_the_reader_pauses_and_when_the_field_is_left(page):
    one = explorers.load("concept")
    note = one.notes[0].name
    page.goto("about:blank")
    page.evaluate(SHOW, [web.widget_script(), markup.explorer(one, pictures=False), one.settings()])
    page.wait_for_selector(".cn-live svg")
    field = page.locator(f"textarea[name={note}]")
    field.click()
    field.type("Because")
    page.wait_for_function("note => heard.at(-1)?.[note] === 'Because'", arg=note)
    assert one.settings(**page.evaluate("heard.at(-1)"))[note] == "Because"
    # Left before the pause is over: told in the next task, while the pause would still last.
    told = page.evaluate(
        """note => new Promise((resolve) => {
            const field = document.activeElement;
            document.execCommand("insertText", false, " so");
            field.blur();
            setTimeout(() => resolve(heard.at(-1)[note]), 50);
        })""",
        note,
    )
    assert told == "Because so"
    assert page.errors == []

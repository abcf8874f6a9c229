"""Chromium's console stays empty on every page, from disk, with every figure live and every fold open.

Every explorer is moved to its presets and to both ends of its controls.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from counternarcotics import explorers
from pages import entries, explorer_pages

pytestmark = [pytest.mark.slow, pytest.mark.long]
BESIDE_THE_CONTENTS = ["search"]
READ = """async () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    await window.counternarcotics?.ready();
}"""
MOVE = """async ([name, settings]) => {
    const view = await counternarcotics.settled(name);
    for (const values of settings) {
        for (const [signal, value] of Object.entries(values)) view.signal(signal, value);
        await view.runAsync();
    }
}"""


def _settings(name: str) -> list[dict[str, float]]:
    """The start, every preset, and both ends of every control from the start."""
    one = explorers.load(name)
    ends = [{a.name: end} for a in one.assumptions for end in (a.minimum, a.maximum)]
    chosen = [one.settings(**given) for given in ({}, *(preset.settings for preset in one.presets), *ends)]
    return [{a.name: values[a.name] for a in one.assumptions} for values in chosen]


def test_no_page_warns(html: Path, chromium: Browser):
    context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"warning", "error"}:
            said.append(f"{page.url.partition('/html/')[2]}: {message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(f"{page.url.partition('/html/')[2]}: {error}"))
    for entry in [*entries(), *BESIDE_THE_CONTENTS]:
        page.goto((html / f"{entry}.html").as_uri())
        page.evaluate(READ)
        for name in (one for one, place in explorer_pages(html).items() if place == entry):
            page.evaluate(MOVE, [name, _settings(name)])
    context.close()
    assert said == []

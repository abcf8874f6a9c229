"""Chromium's console stays empty of warnings and errors on every page, from disk, with every figure live and every fold open."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from pages import entries

pytestmark = [pytest.mark.slow, pytest.mark.long]
BESIDE_THE_CONTENTS = ["search"]
READ = """async () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    await window.counternarcotics?.ready();
}"""


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
    context.close()
    assert said == []

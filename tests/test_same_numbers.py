"""The numbers written at build are the numbers of the live page, before a reader has moved anything."""

from __future__ import annotations

import pytest

from counternarcotics import explorers
from counternarcotics.explorer import show
from pages import explorer_pages

pytestmark = pytest.mark.slow

READ = """(sections) => Object.fromEntries(sections.map((section) => [section.id, {
    sentence: section.querySelector('.cn-sentence').textContent,
    results: Array.from(section.querySelectorAll('.cn-results tr'), (row) => row.textContent.trim()),
    shown: Array.from(section.querySelectorAll('.cn-results td'), (cell) => cell.textContent.trim()),
    rows: Array.from(section.querySelectorAll('[data-columns] tbody tr'),
        (row) => Array.from(row.children, (cell) => cell.textContent)),
}]))"""
EXPLORERS = "section[id^=explorer-]"
SIGNALS = "(name) => counternarcotics.view(name).then((view) => view.signal('sentence'))"


def test_what_was_written_at_build_is_what_the_live_page_says(html, chromium):
    """Every explorer of the book, each page opened twice: without script, and live."""
    still = chromium.new_context(offline=True, java_script_enabled=False)
    live = chromium.new_context(offline=True)
    written_page, live_page = still.new_page(), live.new_page()
    compared = 0
    for entry in sorted(set(explorer_pages(html).values())):
        address = (html / f"{entry}.html").as_uri()
        written_page.goto(address)
        written = written_page.locator(EXPLORERS).evaluate_all(READ)
        live_page.goto(address)
        live_page.wait_for_function("() => window.counternarcotics !== undefined")
        live_page.evaluate("counternarcotics.ready().then(() => 0)")
        live_page.locator(f"{EXPLORERS} .cn-data:not([open]) > summary").evaluate_all(
            "(summaries) => summaries.forEach((summary) => summary.click())"  # a table is listed when it is opened
        )
        for name in [identifier.removeprefix("explorer-") for identifier in written]:
            assert live_page.evaluate(SIGNALS, name) == written[f"explorer-{name}"]["sentence"], entry
        said = live_page.locator(EXPLORERS).evaluate_all(READ)
        for identifier, numbers in written.items():
            shown = [
                show(one) for one in explorers.load(identifier.removeprefix("explorer-")).evaluate().results.values()
            ]
            assert numbers["shown"] == shown, (entry, identifier)  # the live page leaves them until something moves
            assert numbers["sentence"]
            assert numbers["results"]
            assert said[identifier]["sentence"] == numbers["sentence"], (entry, identifier)
            assert said[identifier]["results"] == numbers["results"], (entry, identifier)
            assert said[identifier]["rows"] == numbers["rows"], (entry, identifier)
            compared += 1
    still.close()
    live.close()
    assert compared >= len(explorer_pages(html))

"""The browser that prints editions and runs page tests: a Chromium that is installed, or else Playwright's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

from counternarcotics.editions import EditionError

# Without the background flags Chromium calls home, which the offline tests would count as a request.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
MISSING = "No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM=/path/to/chromium."


def installed() -> str | None:
    """Return the path of an installed Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))
    return named or next((path for path in found if path), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium; raise EditionError where there is none."""
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        except Error as error:
            raise EditionError(MISSING) from error
        try:
            yield opened
        finally:
            opened.close()

"""The browser of the page tests: a Chromium that is installed, or else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

# Without the background flags Chromium calls home, which the offline tests would count as a request.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip


def installed() -> str | None:
    """Return the path of an installed Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))
    return named or next((path for path in found if path), None)


@contextmanager
def browser() -> Browser:
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


def ensure() -> None:
    """Make sure that a browser is there; say in one line what to do when none can be had."""
    if installed():
        return
    try:
        with browser():
            return
    except Error:
        done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if done.returncode:
        print(
            "No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM=/path/to/chromium.",
            file=sys.stderr,
        )
        raise SystemExit(1)


if __name__ == "__main__":
    ensure()

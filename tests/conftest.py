"""Fixtures of the page tests: the built book and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page

from browser import browser
from counternarcotics import tables, validation

# No test asserts a time, and the same examples are tried everywhere: a slow machine is not a wrong model.
settings.register_profile("book", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("book")

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Check the tables once, before anything loads them: a bad one is told in its sentences, not in a hundred errors."""
    problems = list(validation.problems(tables.data_folder()))
    if problems:
        pytest.exit("The tables need correction.\n" + "\n".join(problems), returncode=1)
    tables.accept(tables.data_folder())


@pytest.fixture(scope="session")
def html() -> Path:
    """The folder of the built pages."""
    if not (HTML / "index.html").exists():
        pytest.fail("The book is not built: run `make book`, or `make test`, which builds it first.")
    return HTML


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser, one a worker."""
    with browser() as opened:
        yield opened


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile with the network cable out."""
    opened = chromium.new_context(offline=True, viewport={"width": 1200, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that collects its errors in ``page.errors`` and its requests in ``page.requests``."""
    opened = context.new_page()
    opened.errors, opened.requests = [], []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: opened.requests.append(request.url))
    return opened

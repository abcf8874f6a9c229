"""Fixtures of the page tests: the built book and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page

from browser import browser
from counternarcotics import checked, tables
from pages import PATIENCE

# No test asserts a time, and the same examples are tried everywhere: a slow machine is not a wrong model.
settings.register_profile("book", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("book")

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Check the tables once, before anything loads them: a bad one is told in its sentences, not in a hundred errors."""
    problems = checked.problems(tables.data_folder())
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


@pytest.fixture(scope="session")
def profiles(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Profiles with the network cable out, one for each kind of settings: a new one costs more than a page does."""
    made: dict[str, BrowserContext] = {}

    def profile(**settings: Any) -> BrowserContext:
        key = repr(sorted(settings.items()))
        if key not in made:
            made[key] = chromium.new_context(**{"offline": True, "viewport": {"width": 1200, "height": 900}} | settings)
            made[key].set_default_timeout(PATIENCE)
            made[key].keeper = made[key].new_cdp_session(made[key].new_page())
        return made[key]

    yield profile
    for context in made.values():
        context.close()


@pytest.fixture
def new_page(profiles: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open pages that collect errors and requests: ``new_page(has_touch=True)``; nothing of them is left afterwards."""
    made: list[Page] = []

    def opened(**settings: Any) -> Page:
        page = profiles(**settings).new_page()
        made.append(page)
        page.errors, page.requests = [], []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: page.requests.append(request.url))
        return page

    yield opened
    for page in made:
        page.close()
    for context in {page.context for page in made}:
        context.keeper.send("Storage.clearDataForOrigin", {"origin": "file://", "storageTypes": "all"})


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page that collects its errors in ``page.errors`` and its requests in ``page.requests``."""
    return new_page()

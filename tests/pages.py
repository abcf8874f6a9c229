"""What the page tests and the benchmark both ask of a built page.

What is kept (``cache``) is read once a process: nobody changes what is returned.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180_000  # milliseconds: what comes late on a busy machine still comes
SCRIPT = re.compile(r'<script[^>]*\bsrc="([^"?]+)')


@cache
def entries() -> list[str]:
    """Return every document of ``_toc.yml``, in reading order."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [contents["root"], *(c["file"] for part in contents["parts"] for c in part["chapters"])]


TOOLS = {"book/evidence/what-if"}  # pages beside the lessons, which teach nothing in order


@cache
def chapters() -> list[str]:
    """Return the lessons among the documents: chapters, readings, and the chapter on the evidence."""
    return [entry for entry in entries() if re.match(r"book/(part-\d|evidence)/", entry) and entry not in TOOLS]


@cache
def explorer_pages(html: Path) -> dict[str, str]:
    """Return for every explorer the first page that holds it."""
    found: dict[str, str] = {}
    for entry in entries():
        for name in re.findall(r'id="explorer-([a-z-]+)"', (html / f"{entry}.html").read_text(encoding="utf-8")):
            found.setdefault(name, entry)
    return found


@cache
def explorers_by_page() -> dict[str, list[str]]:
    """Return for every page that is the first with an explorer the names of these, from the sources: no build is needed."""
    found: dict[str, list[str]] = {}
    known: set[str] = set()
    for entry in entries():
        path = ROOT / f"{entry}.md"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        names = [n for n in re.findall(r"^[`:]{3,}\{explorer\} (\S+)", text, flags=re.MULTILINE) if n not in known]
        known.update(names)
        if names:
            found[entry] = list(dict.fromkeys(names))
    return found


def script_weight(html: Path, entry: str) -> int:
    """Return the gzipped bytes of the scripts that a page loads before a figure comes near."""
    page = html / f"{entry}.html"
    return sum(gzipped((page.parent / source).resolve()) for source in SCRIPT.findall(page.read_text(encoding="utf-8")))


def figures_weight(html: Path, entry: str) -> int:
    """Return the gzipped bytes of what makes the figures of a page live, the runtime apart."""
    path = html / "_static" / "figures" / f"{entry}.js"
    return gzipped(path) if path.exists() else 0


@cache
def gzipped(path: Path) -> int:
    """Return the bytes of a file as a server sends it."""
    return len(gzip.compress(path.read_bytes(), 9))


def open_page(page: Page, html: Path, entry: str, fragment: str = "") -> None:
    """Open a page and wait for its script."""
    page.goto((html / f"{entry}.html").as_uri() + fragment)
    page.wait_for_function("() => window.counternarcotics !== undefined")


def make_live(page: Page) -> None:
    """Make every figure live, as reading the page to its end does."""
    page.evaluate("counternarcotics.ready().then(() => 0)")


# The rows of a long table and of the catalogue are written by one function each: a few stand for a thousand.  What
# stands inside a picture is hidden from assistive technology.
SHORTEN = """() => {
    for (const row of document.querySelectorAll('.cn-catalogue tr:nth-child(n+4), .cn-entry:nth-of-type(n+4)')) row.remove();
    for (const picture of document.querySelectorAll('.cn-chart svg')) picture.replaceChildren();
}"""
CONTRAST = (ROOT / "tests" / "contrast.js").read_text(encoding="utf-8")
# What follows from the colours of the style sheets takes axe two thirds of its time: pages of each kind are asked for it,
# and all pages what `faint` finds.
OF_COLOURS = {name: {"enabled": False} for name in ("color-contrast", "link-in-text-block")}


def faint(page: Page, theme: str) -> list[str]:
    """Return the words of a page that are too faint for their ground in a theme, in sentences."""
    return page.evaluate(CONTRAST, theme)


def violations(page: Page, theme: str, **options: Any) -> list[str]:
    """Return what axe finds in a theme, in sentences; what stands inside a picture is hidden from assistive technology.

    The page is one of reduced motion: colours are else measured while they still change.
    """
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    # What passes is listed once a rule and not once an element, which is half of the work.
    options = {"preload": False, "resultTypes": ["violations"]} | options
    found = Axe().run(page, context={"exclude": [[".cn-chart svg"]]}, options=options).response["violations"]
    return [f"{theme}, {v['id']}: {v['help']} ({node['target']})" for v in found for node in v["nodes"]]

"""What the page tests and the benchmark both ask of a built page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = re.compile(r'<script[^>]*\bsrc="([^"?]+)')


def entries() -> list[str]:
    """Return every document of ``_toc.yml``, in reading order."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [contents["root"], *(c["file"] for part in contents["parts"] for c in part["chapters"])]


TOOLS = {"book/evidence/what-if"}  # pages beside the lessons, which teach nothing in order


def chapters() -> list[str]:
    """Return the lessons among the documents: chapters, readings, and the chapter on the evidence."""
    return [entry for entry in entries() if re.match(r"book/(part-\d|evidence)/", entry) and entry not in TOOLS]


def explorer_pages(html: Path) -> dict[str, str]:
    """Return for every explorer the first page that holds it."""
    found: dict[str, str] = {}
    for entry in entries():
        for name in re.findall(r'id="explorer-([a-z-]+)"', (html / f"{entry}.html").read_text(encoding="utf-8")):
            found.setdefault(name, entry)
    return found


def script_weight(html: Path, entry: str) -> int:
    """Return the gzipped bytes of the scripts that a page loads before a figure comes near."""
    page = html / f"{entry}.html"
    return sum(gzipped((page.parent / source).resolve()) for source in SCRIPT.findall(page.read_text(encoding="utf-8")))


def figures_weight(html: Path, entry: str) -> int:
    """Return the gzipped bytes of what makes the figures of a page live, the runtime apart."""
    path = html / "_static" / "figures" / f"{entry}.js"
    return gzipped(path) if path.exists() else 0


def gzipped(path: Path) -> int:
    """Return the bytes of a file as a server sends it."""
    return len(gzip.compress(path.read_bytes(), 9))

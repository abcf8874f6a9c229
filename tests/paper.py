"""Sheets of paper: a page turned to PDF by a browser, and what a reader would see on its sheets."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

DOTS = 30  # an inch, for looking at sheets: enough to tell paper from print
DARK = 200  # a dot that is darker has been printed on


def missing() -> str:
    """Return what this machine lacks to look at a PDF, or nothing."""
    lacks = [tool for tool in ("pdftoppm", "pdftotext") if not shutil.which(tool)]
    return f"{' and '.join(lacks)} not installed (Debian: apt-get install poppler-utils)." if lacks else ""


def by_chromium(page: Any, target: Path) -> Path:
    """Print an open page of Chromium on the sheets that its style sheet asks for."""
    page.pdf(path=target, prefer_css_page_size=True)
    return target


def by_firefox(client: Any, target: Path) -> Path:
    """Print the open page of Firefox on A4 with the margins of its style sheet's sheets, in centimetres."""
    asked = {"page": {"width": 21.0, "height": 29.7}, "margin": {"top": 1.3, "bottom": 1.3, "left": 1.6, "right": 1.6}}
    told = client._send_message("WebDriver:Print", {**asked, "shrinkToFit": False}, key="value")
    target.write_bytes(base64.b64decode(told))
    return target


def text(pdf: Path, *, sheet: int | None = None) -> str:
    """Return the words of a PDF, or of one of its sheets, in the order of the page, with single blanks."""
    chosen = [] if sheet is None else ["-f", str(sheet), "-l", str(sheet)]
    said = subprocess.run(
        ["pdftotext", "-raw", *chosen, str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(said.split())


def squeezed(words: str) -> str:
    """Return words without blanks and hyphens, which a line that breaks adds or takes away."""
    return "".join(words.split()).replace("-", "").replace("\N{HYPHEN}", "").replace("\N{SOFT HYPHEN}", "")


def sheets(pdf: Path, dots: int = DOTS) -> list[np.ndarray]:
    """Return every sheet as an array of greys, 0 black to 255 white, of shape (rows, columns)."""
    drawn = subprocess.run(["pdftoppm", "-gray", "-r", str(dots), str(pdf)], capture_output=True, check=True).stdout
    found = []
    while drawn:
        kind, size, _, rest = drawn.split(b"\n", 3)
        assert kind == b"P5"
        width, height = map(int, size.split())
        found.append(np.frombuffer(rest[: width * height], np.uint8).reshape(height, width))
        drawn = rest[width * height :]
    return found


def largest_gap(sheet: np.ndarray) -> float:
    """Return the largest band without print, margins included, as a share of the sheet's height."""
    printed = np.flatnonzero((sheet < DARK).any(axis=1))
    edges = np.concatenate(([-1], printed, [sheet.shape[0]]))
    return float((np.diff(edges) - 1).max() / sheet.shape[0])

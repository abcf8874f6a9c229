"""Notebooks: a file read as a notebook before its first run, or one sentence on what it is in place of one.

A file that a class hands in can hold anything, so its shape is looked at here and nowhere else: what this module
returns can be marked, run and written.
"""

from __future__ import annotations

import contextlib
import json
import logging
import warnings
from pathlib import Path
from typing import Any

import nbformat

AGAIN = "open the notebook in JupyterLab, save it and take that file"


class NotebookError(Exception):
    """A file that is no notebook; the message goes on from the file's name and says what to do."""


def read(path: Path) -> nbformat.NotebookNode:
    """Return the notebook at `path` in format 4, without outputs; raise :class:`NotebookError` for anything else."""
    if path.is_symlink() and not path.exists():
        msg = "is a link to a file that is not there; put the notebook itself in its place."
        raise NotebookError(msg)
    if not path.is_file():
        msg = "is no file but a folder or a device; put the notebook itself in its place."
        raise NotebookError(msg)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        msg = f"cannot be read ({error.strerror}); allow it to be read, or copy it."
        raise NotebookError(msg) from None
    except UnicodeDecodeError:
        msg = f"is no notebook: it is not written in UTF-8; {AGAIN}."
        raise NotebookError(msg) from None
    held = _held(text)
    if fault := _fault(held):
        msg = f"{fault}; {AGAIN}."
        raise NotebookError(msg)
    for cell in held["cells"]:
        cell.setdefault("metadata", {})
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    held.setdefault("metadata", {})
    with _quietly():
        return nbformat.reads(json.dumps(held | {"nbformat": 4, "nbformat_minor": _minor(held)}), as_version=4)


def _held(text: str) -> Any:
    """Return what a file holds; one of an older format is brought to this one."""
    if not text.strip():
        msg = f"is no notebook: it is empty; {AGAIN}."
        raise NotebookError(msg)
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" beyond line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        msg = f"is no notebook: it is not written in JSON{where}; {AGAIN}."
        raise NotebookError(msg) from None
    written = held.get("nbformat") if isinstance(held, dict) else None
    if written not in (1, 2, 3):
        return held
    try:
        with _quietly():
            return json.loads(json.dumps(nbformat.convert(nbformat.reader.reads(text), 4)))
    except Exception:  # converters trip in many ways over what is none of their formats
        msg = f"says that it is a notebook of format {written} and is not written in it; {AGAIN}."
        raise NotebookError(msg) from None


def _fault(held: Any) -> str:
    """Return what keeps JSON from being a notebook, or an empty text."""
    if not isinstance(held, dict) or "nbformat" not in held:
        return "is no notebook: it is JSON of another kind, without “nbformat”"
    if held["nbformat"] != 4 or isinstance(held["nbformat"], bool):
        return f"is a notebook of format “{str(held['nbformat'])[:20]}”, and this book reads format 4"
    if not isinstance(held.get("cells"), list):
        return "is no whole notebook: its “cells” are no list"
    if not isinstance(held.get("metadata", {}), dict):
        return "is no whole notebook: its “metadata” are no table of names and values"
    for number, cell in enumerate(held["cells"], start=1):
        if not isinstance(cell, dict):
            return f"is no whole notebook: cell {number} is no table of names and values"
        if cell.get("cell_type") not in ("code", "markdown", "raw"):
            return f"is no whole notebook: cell {number} is of no kind that Jupyter knows"
        source = cell.get("source")
        if not isinstance(source, str) and not (isinstance(source, list) and all(isinstance(one, str) for one in source)):  # fmt: skip
            return f"is no whole notebook: the “source” of cell {number} is no text"
        if not isinstance(cell.get("metadata", {}), dict):
            return f"is no whole notebook: the “metadata” of cell {number} are no table of names and values"
    return ""


def _minor(held: dict[str, Any]) -> int:
    minor = held.get("nbformat_minor")
    return minor if isinstance(minor, int) and 0 <= minor <= nbformat.v4.nbformat_minor else nbformat.v4.nbformat_minor


@contextlib.contextmanager
def _quietly():
    """Keep back what nbformat says of a file that it then reads: a missing id, a field of a newer editor."""
    log = logging.getLogger("traitlets")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(None):
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)

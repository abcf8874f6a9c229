"""Names: the files of the book and every name that a page may speak of, and what the pages do speak of."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pybtex.database import Entry, parse_file

from counternarcotics import breakage, configuration, explorers, tables

LABEL = re.compile(r"(?m)^\((?P<label>[^)\s]+)\)=\s*$")
OPTION = re.compile(r"(?m)^:(?P<name>[\w-]+): *(?P<value>.*)$")
BIBLIOGRAPHY = "book/references.bib"
THEME_CLASSES = {"dropdown", "sd-row", "full-width", "margin", "tip", "note", "warning"}


@dataclass
class Book:
    """The files of the book and every name that a page may speak of."""

    root: Path
    pages: list[Path] = field(init=False)
    labs: list[Path] = field(init=False)

    def __post_init__(self) -> None:
        # JupyterLab leaves a checkpoint beside every file that it opens.
        self.pages = sorted(p for p in (self.root / "book").rglob("*.md") if ".ipynb_checkpoints" not in p.parts)
        self.labs = sorted(p for p in (self.root / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)

    @functools.cached_property
    def texts(self) -> dict[Path, str]:
        """Return the text of every page; one that is no UTF-8 is told where it is read, and here its other words count."""
        return {path: path.read_text(encoding="utf-8", errors="replace") for path in self.pages}

    def place(self, path: Path) -> str:
        """Return the path of a file as a contributor would type it."""
        return path.relative_to(self.root).as_posix()

    @functools.cached_property
    def documents(self) -> set[str]:
        """Return every document that a page may link to, without its ending."""
        return {self.place(path.with_suffix("")) for path in [*self.pages, *self.labs]}

    @functools.cached_property
    def bibliography(self) -> dict[str, set[str]]:
        """Return the names of the filled fields of every entry of the bibliography, by its key."""
        return {key: {*entry.fields, *entry.persons} for key, entry in self.works.items()}

    @functools.cached_property
    def works(self) -> dict[str, Entry]:
        """Return every entry of the bibliography, by its key."""
        return dict(parse_file(str(self.root / BIBLIOGRAPHY)).entries.items())

    @functools.cached_property
    def bibliography_text(self) -> str:
        """Return the bibliography as it is written."""
        return (self.root / BIBLIOGRAPHY).read_text(encoding="utf-8", errors="replace")

    @functools.cached_property
    def terms(self) -> set[str]:
        """Return the terms of the glossary, in lower case."""
        text = (self.root / "book/reference/glossary.md").read_text(encoding="utf-8")
        inside = re.search(r"(?s)```+\{glossary\}\n(.*?)\n```", text)
        lines = inside[1].splitlines() if inside else []
        return {plain(line.strip()) for line in lines if line and not line[0].isspace() and not line.startswith(":")}

    @functools.cached_property
    def labels(self) -> set[str]:
        """Return every label that ``{ref}`` and links may name."""
        texts = self.texts.values()
        named = {match["label"] for text in texts for match in LABEL.finditer(text)}
        return named | {m["value"] for text in texts for m in OPTION.finditer(text) if m["name"] in {"label", "name"}}

    @functools.cached_property
    def broken_explorers(self) -> dict[str, str]:
        """Return the explorers that cannot be built, each with what stops it: pages that move one say nothing of it."""
        found = {}
        for name in explorers.names():
            try:
                explorers.load(name)
            except Exception as error:
                found[name] = breakage.sentence(error)
        return found

    @functools.cached_property
    def classes(self) -> set[str]:
        """Return the classes that the style sheets of the book know."""
        sheets = (Path(__file__).parents[1] / "assets").rglob("*.css")
        return THEME_CLASSES | {c for s in sheets for c in re.findall(r"\.([a-z][\w-]*)", s.read_text("utf-8"))}

    @functools.cached_property
    def contents(self) -> list[str]:
        """Return every document of ``_toc.yml``, in order."""
        read = configuration.contents(self.root)
        return [read["root"], *(entry["file"] for part in read["parts"] for entry in part["chapters"])]


@dataclass
class Used:
    """What the pages speak of, so that what nothing speaks of can be told."""

    charts: set[str] = field(default_factory=set)
    explorers: set[str] = field(default_factory=set)
    citations: set[str] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)
    checked: set[tuple[str, int]] = field(default_factory=set)  # lab and number of a task
    exercises: dict[str, str] = field(default_factory=dict)  # where each stands, by label
    solutions: set[str] = field(default_factory=set)


@functools.lru_cache
def figures() -> frozenset[str]:
    """Return the ids of all figures."""
    return frozenset(tables.figures().index)


def plain(term: str) -> str:
    """Return a term as the glossary's are compared."""
    return term.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return what to do about a name that is not known: the nearest of those that are."""
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"the nearest are {', '.join(near)}" if near else "correct the name, or add what it names"

"""Sentences: what the pages say with a role in it, each with its page, its section and the rows and numbers it prints.

The pages hold one sentence a line; a line of a table is one, too.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

# Words of rows need pandas, and a build that changed none asks for the roles alone: hence the late imports.

_INSIDE, _REPOSITORY = (Path(__file__).resolve().parents[level] for level in (0, 2))
ROOT = _INSIDE if (_INSIDE / "book").is_dir() else _REPOSITORY  # a wheel carries the pages
ROLE = re.compile(r"\{(?P<kind>fact|computed|record)\}`(?P<text>[^`]+)`")
FORMULA = re.compile(r"(?<![\\$])\$(?P<latex>[^\s$](?:[^$]*[^\s$])?)\$(?!\d)")
CITATION = re.compile(r"\s*\{cite:p\}`[^`]+`|\{cite:t\}`(?P<author>[a-z]+)(?P<year>\d{4})[^`]*`")
OTHER_ROLE = re.compile(r"\{[a-z:]+\}`(?:(?P<title>[^`<]+?)\s*<[^`>]*>|(?P<plain>[^`]+))`")
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\([^)]*\)")
LITERAL = re.compile(r"(`{2,})(?!`).*?(?<!`)\1(?!`)")
FENCE = re.compile(r"^\s*(?P<mark>`{3,}|:{3,})\s*(?P<kind>\{[\w-]+\}|\w*)")
HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<title>.+)$")
_MARKS = re.compile(r"^\s*:{3,}\s*\{[\w-]+\}|\*\*|(?<!\w)\*|\*(?!\w)|^\s*(?:[-*:>]|\d+\.|\([a-z]\))\s+|^\s*\||\|\s*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a page: ``prints`` are the kind (fact, computed, record) and the id of each of its roles."""

    page: str
    line: int
    section: str
    text: str
    prints: tuple[tuple[str, str], ...]


@functools.lru_cache
def everything(root: Path = ROOT) -> tuple[Sentence, ...]:
    """Return every sentence with a role in it, page by page; none where the pages are not at hand."""
    return tuple(replace(one, text=plain(one.text)) for path in _pages(root) for one in _of_page(root, path))


def roles(root: Path = ROOT) -> list[tuple[str, str, str]]:
    """Return page, section and text with its roles of every sentence, wherever on the page it stands."""
    return [(one.page, one.section, one.text) for path in _pages(root) for one in _of_page(root, path)]


def _pages(root: Path) -> list[Path]:
    return sorted(path for path in (root / "book").rglob("*.md") if ".ipynb_checkpoints" not in path.parts)


def _of_page(root: Path, path: Path) -> list[Sentence]:
    """Return the sentences of one page, with their roles in the text."""
    name, section, found, code = path.relative_to(root).with_suffix("").as_posix(), "", [], ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fence = FENCE.match(line)
        if code:
            code = "" if fence and fence["mark"].startswith(code) and not fence["kind"] else code
            continue
        if fence and fence["mark"].startswith("`") and fence["kind"] and not fence["kind"].startswith("{"):
            code = fence["mark"]
            continue
        heading = HEADING.match(line)
        if heading:
            section = _anchor(heading["title"]) if len(heading["level"]) > 1 else ""
        said = LITERAL.sub("", line)
        prints = tuple(dict.fromkeys((m["kind"], _target(m["kind"], m["text"])) for m in ROLE.finditer(said)))
        if prints:
            found.append(Sentence(name, number, section, said, prints))
    return found


def _anchor(title: str) -> str:
    """Return the address of a section by its heading, as docutils makes it."""
    plain_title = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", plain_title))


def _target(kind: str, text: str) -> str:
    return text.rpartition("<")[2].rstrip(">") if kind == "record" else text.partition(":")[0]


def plain(line: str) -> str:
    """Return a line of a page as it is read: numbers in the place of their roles, formulas in words, no marks."""
    words = line
    for pattern, read in (
        (FORMULA, _formula),
        (CITATION, _cited),
        (ROLE, _said),
        (OTHER_ROLE, _other),
        (LINK, _linked),
    ):
        words = pattern.sub(read, words)
    return " ".join(_MARKS.sub("", words).replace("|", " · ").split())


def _formula(found: re.Match[str]) -> str:
    from counternarcotics import formulas

    parts = formulas.plain(found["latex"])
    return " ".join(parts) if parts else formulas.words(found["latex"])


def _cited(role: re.Match[str]) -> str:
    return f"{role['author'].capitalize()} ({role['year']})" if role["author"] else ""


def _linked(link: re.Match[str]) -> str:
    return link["words"]


def _other(role: re.Match[str]) -> str:
    return role["title"] or role["plain"]


def _said(role: re.Match[str]) -> str:
    from counternarcotics import computed, tables

    kind, text = role["kind"], role["text"]
    if kind == "record":
        return text.partition("<")[0].strip()
    if kind == "computed":
        return computed.get(text).shown()
    identifier, _, form = text.partition(":")
    return tables.shown(identifier, with_unit=not form)

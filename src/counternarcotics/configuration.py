"""Configuration: what keeps ``_toc.yml``, ``_config.yml``, ``pyproject.toml`` and the list of needs from being read as meant.

The tools that read these files stop with a traceback, or pass over a word that they do not know.
"""

from __future__ import annotations

import difflib
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

CONTENTS, SETTINGS, PROJECT, NEEDS, LOCK = "_toc.yml", "_config.yml", "pyproject.toml", "requirements.in", "requirements.txt"  # fmt: skip
NEEDED = (  # what the book cannot do without: place, value and reason
    ("only_build_toc_files", True, "drafts would be published"),
    ("execute.execute_notebooks", "off", "`make notebooks` runs the labs, and a build shows what they stored"),
)
EXTENSIONS = ("counternarcotics.sphinx_extension", "sphinx_exercise")
MARKUP = ("amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist")
OF_CONTENTS, OF_A_PART = ("format", "root", "parts"), ("caption", "chapters")


def problems(root: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the files of the project's configuration below `root`."""
    yield from contents_problems(root)
    yield from _settings_problems(root)
    try:
        tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        yield f"{PROJECT}: found what is no TOML ({error}); correct the line."
    yield from _needs_problems(root)


def _read(root: Path, name: str) -> tuple[Any, str]:
    """Return what a file of YAML holds, or what keeps it from being read."""
    try:
        return yaml.safe_load((root / name).read_text(encoding="utf-8")), ""
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, f"{name}, line {line}: found what is no YAML ({error.problem}); blanks, no tabs, make the levels, and what is opened is closed."  # fmt: skip
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        return None, f"{name}: found a file that cannot be read ({error}); restore it, or save it as UTF-8."


def contents_problems(root: Path) -> Iterator[str]:
    """Yield what keeps the contents from being read: no YAML, a word that is unknown, a part without caption or chapters."""
    read, broken = _read(root, CONTENTS)
    if broken:
        yield broken
        return
    if not isinstance(read, dict) or not isinstance(read.get("root"), str) or not isinstance(read.get("parts"), list):
        yield f"{CONTENTS}: found no root or no parts; root names the page that opens the book, and parts lists the others."
    if not isinstance(read, dict):
        return
    yield from _unknown(CONTENTS, read, OF_CONTENTS)
    for number, part in enumerate(read.get("parts") or [], 1):
        where = f"{CONTENTS}, entry {number} of parts"
        if not isinstance(part, dict):
            yield f"{where}: found {part!r}; a part has a caption and chapters."
            continue
        yield from _unknown(where, part, OF_A_PART)
        if not isinstance(part.get("caption"), str) or not isinstance(part.get("chapters"), list):
            yield f"{where}: found no {'caption' if not part.get('caption') else 'list of chapters'}; a part has both."
            continue
        if not part["chapters"]:
            yield f"{where}: found no chapters under {part['caption']!r}; list one, or take the part out."
        if [one.get("caption") for one in read["parts"] if isinstance(one, dict)].index(part["caption"]) != number - 1:
            yield f"{where}: found the caption {part['caption']!r}, which another part has as well; rename one of the two."
        for chapter in part["chapters"]:
            if not isinstance(chapter, dict) or list(chapter) != ["file"]:
                yield f"{where}: found {chapter!r} among the chapters; each is a line `- file: book/part-1/name`."


def _unknown(where: str, read: dict[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    for key in read:
        if key not in known:
            near = ", ".join(difflib.get_close_matches(str(key), known, n=3)) or ", ".join(known)
            yield f"{where}: found the word {key!r}, which means nothing here; the nearest are {near}."


def _settings_problems(root: Path) -> Iterator[str]:
    read, broken = _read(root, SETTINGS)
    if broken or not isinstance(read, dict):
        yield broken or f"{SETTINGS}: found no settings; restore the file."
        return
    from jupyter_book.config import get_validator  # it takes a while to import

    known = get_validator().schema["properties"]
    yield from _unknown(SETTINGS, read, (*known, "only_build_toc_files"))
    for section in {*read} & {*known}:
        if isinstance(read[section], dict) and (words := tuple(known[section].get("properties", ()))):
            yield from _unknown(f"{SETTINGS}, entry {section}", read[section], words)
    for error in get_validator().iter_errors(read):
        place = ".".join(map(str, error.path))
        yield f"{SETTINGS}: found what Jupyter Book does not take{f' under {place}' if place else ''} ({error.message[:200]}); correct it."
    yield from _needed(read)
    for bibliography in read.get("bibtex_bibfiles", []):
        if not (root / bibliography).exists():
            yield f"{SETTINGS}: found the bibliography {bibliography!r}, but there is no such file; correct its name."
    for extension in read.get("sphinx", {}).get("extra_extensions", []):
        try:
            there = importlib.util.find_spec(extension)
        except ImportError:
            there = None
        if not there:
            yield f"{SETTINGS}: found the extension {extension!r}, which nothing installed provides; correct its name, or install it."
    from myst_parser.config.main import MdParserConfig

    try:
        MdParserConfig(enable_extensions=set(read.get("parse", {}).get("myst_enable_extensions", [])))
    except ValueError as error:
        yield f"{SETTINGS}: found under myst_enable_extensions what the parser does not know ({error}); correct the name."


def _needed(read: dict[str, Any]) -> Iterator[str]:
    """Yield the settings without which the book would be another one."""
    for place, wanted, reason in NEEDED:
        found: Any = read
        for part in place.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if found != wanted:
            yield f"{SETTINGS}, entry {place}: found {found!r}, expected {wanted!r}, for else {reason}."
    listed = {
        "sphinx.extra_extensions": (EXTENSIONS, read.get("sphinx", {}).get("extra_extensions", [])),
        "parse.myst_enable_extensions": (MARKUP, read.get("parse", {}).get("myst_enable_extensions", [])),
    }
    for place, (wanted, found) in listed.items():
        for one in wanted:
            if one not in found:
                yield f"{SETTINGS}, entry {place}: found no {one}, in which pages are written; add it."


def _needs_problems(root: Path) -> Iterator[str]:
    """Yield the needs that the lock does not hold."""
    if not (root / NEEDS).exists() or not (root / LOCK).exists():
        return
    held = {_name(line) for line in (root / LOCK).read_text(encoding="utf-8").splitlines() if "==" in line}
    for number, line in enumerate((root / NEEDS).read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"[A-Za-z]", line) and _name(line) not in held:
            yield f"{NEEDS}, line {number}: found {_name(line)}, which {LOCK} does not hold; run `make lock`."


def _name(line: str) -> str:
    """Return the package that a line asks for.

    >>> _name("Fonttools[woff]>=4.50  # cuts"), _name("mini_racer==0.14.1")
    ('fonttools', 'mini-racer')
    """
    return re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("_", "-").replace(".", "-")

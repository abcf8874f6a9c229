"""Configuration: what keeps ``_toc.yml``, ``_config.yml``, ``pyproject.toml`` and the list of needs from being read as meant.

The tools that read these files stop with a traceback, or pass over a word that they do not know.
"""

from __future__ import annotations

import difflib
import functools
import importlib.metadata
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

CONTENTS, SETTINGS, PROJECT, NEEDS, LOCK = "_toc.yml", "_config.yml", "pyproject.toml", "requirements.in", "requirements.txt"  # fmt: skip
NEEDED = (  # what the book cannot do without: place, value and reason
    ("bibtex_bibfiles", ["book/references.bib"], "no citation finds its work"),
    ("sphinx.config.language", "en", "the frame of the pages speaks another language"),
    ("sphinx.config.html_math_renderer", "mathml", "formulas need a script from elsewhere"),
    ("sphinx.config.suppress_warnings", [], "a build hides what is wrong"),
    ("only_build_toc_files", True, "drafts would be published"),
    ("execute.execute_notebooks", "off", "`make notebooks` runs the labs, and a build shows what they stored"),
)
SAID = {
    "title": (r".*\w.*", "the book's title"),
    "author": (r".*\w.*", "who wrote it"),
    "copyright": (r"\d{4}", "a year"),
}
EXTENSIONS = ("counternarcotics.sphinx_extension", "sphinx_exercise")
MARKUP = ("amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist")
CITATION = "CITATION.cff"
VERSIONS = {  # where else the version stands, and how
    CITATION: r"(?m)^version: *[\"']?([^\s\"']+)",
    "README.md": r"\bVersion (\d[\w.]*\w)",
    "src/counternarcotics/__init__.py": r"__version__ = \"([^\"]+)\"",
}
# Whose settings stand under `sphinx: config:`, of which Sphinx says nothing when none reads them.
SPHINX = (
    "sphinx.config", "sphinx.builders.html.__init__", "sphinx.builders.linkcheck", "sphinx.ext.mathjax", "sphinx.highlighting",
    "sphinxcontrib.bibtex.__init__", "myst_nb.core.config", "myst_parser.config.main", "sphinx_exercise.__init__",
    "sphinx_copybutton.__init__", "sphinx_togglebutton.__init__",
)  # fmt: skip
THEMES = ("sphinx_book_theme", "pydata_sphinx_theme")
STYLES = (  # a setting, and who provides what it may name
    ("bibtex_default_style", "pybtex", "pybtex.style.formatting"),
    ("bibtex_reference_style", "sphinxcontrib-bibtex", "sphinxcontrib.bibtex.style.referencing"),
)
KINDS = ((r"\d+", int), (r"True|False", bool))  # what a setting of a theme may be, by how the theme begins
OF_CONTENTS, OF_A_PART = ("format", "root", "parts"), ("caption", "chapters")


def problems(root: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the files of the project's configuration below `root`."""
    yield from contents_problems(root)
    yield from _settings_problems(root)
    try:
        project = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        yield f"{PROJECT}: found what is no TOML ({error}); correct the line."
    else:
        if not project.get("project", {}).get("name"):
            yield f'{PROJECT}, entry project: found no name; write name = "counternarcotics".'
        yield from _version_problems(root, str(project.get("project", {}).get("version")))
    yield from _needs_problems(root)


def _read(root: Path, name: str) -> tuple[Any, str]:
    """Return what a file of YAML holds, or what keeps it from being read."""
    try:
        return _parsed(name, (root / name).read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, f"{name}, line {line}: found what is no YAML ({error.problem}); blanks, no tabs, make the levels, and what is opened is closed."  # fmt: skip
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        return None, f"{name}: found a file that cannot be read ({error}); restore it, or save it as UTF-8."


@functools.lru_cache
def _parsed(name: str, text: str) -> tuple[Any, str]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        if twice := _key_twice(node):
            return None, f"{name}, line {twice.start_mark.line + 1}: found the word {twice.value!r} a second time on its level, where it hides the first; keep one."  # fmt: skip
        return loader.construct_document(node) if node else None, ""
    finally:
        loader.dispose()


def _key_twice(node: yaml.Node | None) -> yaml.ScalarNode | None:
    """Return the first key that stands twice on its level."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and (key.value in seen or seen.add(key.value)):
                return key
            if found := _key_twice(value):
                return found
    elif isinstance(node, yaml.SequenceNode):
        return next(filter(None, map(_key_twice, node.value)), None)
    return None


def contents(root: Path) -> dict[str, Any]:
    """Return what ``_toc.yml`` says, where nothing keeps it from being read."""
    return _read(root, CONTENTS)[0]


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
    if read.get("format", "jb-book") != "jb-book":
        yield f"{CONTENTS}, entry format: found {read['format']!r}, expected 'jb-book'."
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
            if not isinstance(chapter, dict) or list(chapter) != ["file"] or not isinstance(chapter["file"], str):
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
    validator = _validator()
    known = validator.schema["properties"]
    yield from _unknown(SETTINGS, read, (*known, "only_build_toc_files"))
    for section in {*read} & {*known}:
        if isinstance(read[section], dict) and (words := tuple(known[section].get("properties", ()))):
            yield from _unknown(f"{SETTINGS}, entry {section}", read[section], words)
    for error in validator.iter_errors(read):
        place = ".".join(map(str, error.path))
        yield f"{SETTINGS}: found what Jupyter Book does not take{f' under {place}' if place else ''} ({error.message[:200]}); correct it."
    for entry, (pattern, said) in SAID.items():
        if not re.fullmatch(pattern, str(read.get(entry) or "")):
            yield f"{SETTINGS}, entry {entry}: found {read.get(entry)!r}; write {said}, which stands on every page."
    yield from _needed(read)
    yield from _sphinx_problems(read)
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


def _version_problems(root: Path, version: str) -> Iterator[str]:
    """Yield the places where the book calls itself another version than its project does."""
    for name, pattern in VERSIONS.items():
        if not (root / name).exists():
            continue
        text = (root / name).read_text(encoding="utf-8", errors="replace")
        if match := re.search(pattern, text):
            if match[1] != version:
                line = text[: match.start(1)].count("\n") + 1
                yield f"{name}, line {line}: found the version {match[1]}, while {PROJECT} says {version}; correct one of the two."
        else:
            yield f"{name}: found no version, which is {version} in {PROJECT}; add it."
    if (root / CITATION).exists() and (broken := _read(root, CITATION)[1]):
        yield broken


def _sphinx_problems(read: dict[str, Any]) -> Iterator[str]:
    """Yield the settings of Sphinx and of the theme that nobody reads, and bibliography styles that are not there."""
    given = read.get("sphinx", {}).get("config") or {}
    if not isinstance(given, dict):  # told by Jupyter Book's own schema
        return
    known = _settings_of(SPHINX)
    for setting in given:
        if setting not in known:
            yield from _unknown(f"{SETTINGS}, entry sphinx.config", {setting: None}, tuple(known))
    themes = [f"[options]\n{text.partition('[options]')[2]}" for text in map(_theme, THEMES)]
    options = dict(re.findall(r"(?m)^(\w+) *= *(.*?) *$", "\n".join(themes)))
    theme = given.get("html_theme_options")
    theme = theme if isinstance(theme, dict) else {}
    yield from _unknown(f"{SETTINGS}, entry html_theme_options", theme, tuple(sorted(options)))
    for setting, value in theme.items():
        kinds = [kind for pattern, kind in KINDS if re.fullmatch(pattern, options.get(setting, ""))]
        if kinds and not isinstance(value, kinds[0]):
            yield f"{SETTINGS}, entry html_theme_options: found {setting}: {value!r}, expected a value like {options[setting]}."
    for setting, package, group in STYLES:
        styles = [e.name for e in importlib.metadata.distribution(package).entry_points if e.group == group]
        if (found := given.get(setting)) and found not in styles:
            yield f"{SETTINGS}, entry {setting}: found {found!r}, expected one of {', '.join(styles)}."


def _validator() -> jsonschema.Validator:
    """Return what holds settings against Jupyter Book's description of them, read where it lies: the program takes a while to import."""
    folder = next(iter(importlib.util.find_spec("jupyter_book").submodule_search_locations or []))
    schema = json.loads(Path(folder, "config_schema.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@functools.lru_cache
def _settings_of(modules: tuple[str, ...]) -> list[str]:
    """Return the settings that these modules read, as their texts say, for importing them would take much longer."""
    found: set[str] = set()
    for name in modules:
        package, _, rest = name.partition(".")
        folder = importlib.util.find_spec(package).submodule_search_locations
        text = Path(next(iter(folder or [])), *rest.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        prefix = {"myst_nb": "nb_", "myst_parser": "myst_"}.get(package)
        if prefix:
            found.update(prefix + field for field in re.findall(r"(?m)^    (\w+):", text))
        else:
            found.update(re.findall(r"""(?m)(?:add_config_value\(\s*|^        )["'](\w+)["'](?:,|: _Opt)""", text))
    return sorted(found)


def _theme(name: str) -> str:
    """Return the description of a theme."""
    folder = next(iter(importlib.util.find_spec(name).submodule_search_locations or []))
    return Path(folder, "theme", name, "theme.conf").read_text(encoding="utf-8")


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

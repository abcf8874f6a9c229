"""Proofreading: pages and labs read as text, and everything said at once that a build would refuse or let pass.

A page is parsed by the parser that builds it, so what is a role, a formula or a fence here is one there.  Each
sentence names file and line (in a lab: cell and line), what was found and what to do.
"""

from __future__ import annotations

import ast
import difflib
import functools
import hashlib
import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from pybtex.database import parse_file
from pybtex.exceptions import PybtexError

from counternarcotics import (
    breakage,
    charts,
    checks,
    computed,
    configuration,
    discovery,
    drafts,
    elements,
    explorers,
    formulas,
    loose,
    moves,
    plausibility,
    tables,
    usage,
)

CITATIONS = {"cite", "cite:t", "cite:p", "cite:ts", "cite:ps", "cite:alp", "cite:author", "cite:year"}
PROSE = {"div", "grid", "grid-item-card", "card-footer", "exercise", "solution", "note", "warning", "tip", "admonition"}
CAPTIONED = {"chart"}
OPENING = re.compile(r"^\s*(`{3,}|:{3,})\s*(\S.*)?$")
FRONT_BELOW = re.compile(r"(?m)^---\n(?:[\w-]+:.*\n)+---$")
TITLED_TARGET = re.compile(r"(?s)(?P<title>.*?)\s*<(?P<target>[^<>]*)>")
LABEL = re.compile(r"(?m)^\((?P<label>[^)\s]+)\)=\s*$")
OPTION = re.compile(r"(?m)^:(?P<name>[\w-]+): *(?P<value>.*)$")
BIBLIOGRAPHY = "book/references.bib"
KINDS_OF_WORKS = {"article", "book", "booklet", "inbook", "incollection", "inproceedings", "manual", "mastersthesis", "misc", "online", "phdthesis", "proceedings", "techreport", "unpublished"}  # fmt: skip
ENTRY = re.compile(r"(?m)^@(?P<kind>\w+)\{(?P<key>[^,\s]+),")
TWO_ARGUMENTS = re.compile(r"\\[dt]?(?:frac|binom)(?![a-z])")
LAB_CHECK = re.compile(r"\bcheck\(\s*[\"'](?P<lab>[^\"']*)[\"']\s*,\s*(?P<number>\d+)")
ROLE_WITHOUT_BRACES = re.compile(
    r"(?<![\w{])[\[(:]?(?:fact|computed|record|term|move|doc|ref|cite(?::[a-z]+)?)[\])}:]?$"
)
NOTE_OF_PAGE = re.compile(r"(?m)^\[\^(?P<name>[^\]\s]+)\]:")
ROLE_WITH_BLANK = re.compile(r"\{[a-z:]+\}\s*$")
TAGS = {"nbval-ignore-output", "nbval-skip", "nbval-raises-exception", "hide-input", "hide-output", "hide-cell", "remove-input", "remove-output", "remove-cell", "raises-exception"}  # fmt: skip
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
        entries = parse_file(str(self.root / BIBLIOGRAPHY)).entries
        return {key: {*entry.fields, *entry.persons} for key, entry in entries.items()}

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
        return {_plain(line.strip()) for line in lines if line and not line[0].isspace() and not line.startswith(":")}

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
        sheets = (Path(__file__).parent / "assets").rglob("*.css")
        return THEME_CLASSES | {c for s in sheets for c in re.findall(r"\.([a-z][\w-]*)", s.read_text("utf-8"))}

    @functools.cached_property
    def contents(self) -> list[str]:
        """Return every document of ``_toc.yml``, in order."""
        read = configuration.contents(self.root)
        return [read["root"], *(entry["file"] for part in read["parts"] for entry in part["chapters"])]


@functools.lru_cache
def _parser() -> Any:
    extensions = {"amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"}
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML).disable("wordcount")


def problems(root: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the pages and labs below `root`."""
    book, used = Book(root), Used()
    yield from configuration.problems(root)
    yield from _bibliography_form(book)
    yield from (f"{said}." for said in book.broken_explorers.values())
    for path in book.pages:
        yield from _page(book, used, path)
    for path in book.labs:
        yield from _lab(book, used, path)
    if not any(configuration.contents_problems(root)):
        yield from _contents(book)
    yield from _twice(book)
    yield from _unused(book, used)
    yield from usage.problems(book.root, {path.stem: text for path, text in book.texts.items()})
    yield from loose.problems(book.root)


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


# -- one page -----------------------------------------------------------------------------------------


def _page(book: Book, used: Used, path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        yield f"{book.place(path)}, byte {error.start}: found text that is not UTF-8; save the file as UTF-8."
        return
    if text.startswith("\ufeff"):
        yield f"{book.place(path)}, line 1: found a byte-order mark before the first word; save the file as UTF-8 without it."
    if b"\r" in path.read_bytes():
        yield f"{book.place(path)}, line 1: found the line ends of Windows, with which every line would count as changed; save the file with plain ones (LF)."
    for match in MERGED.finditer(text):
        yield f"{book.place(path)}, line {text[: match.start()].count(chr(10)) + 1}: found {match[0]!r}, which a merge left; choose between the two texts, and take its three marks out."
    for pattern, what in ((CONTROL, "a character that nobody sees"), (RST_ROLE, "a role of reStructuredText")):
        if match := pattern.search(text):
            yield f"{book.place(path)}, line {text[: match.start()].count(chr(10)) + 1}: found {match[0]!r}, {what}; {'take it out' if pattern is CONTROL else 'write {role}`words`'}."
    if text.startswith("---\n") and not re.match(r"(?s)---\n(.*?\n)?---\n", text):
        yield f"{book.place(path)}, line 1: found front matter that is never closed; end it with a line of ---."
    if front := re.match(r"(?s)---\n(.*?\n)---\n", text):
        try:
            yaml.safe_load(front[1])
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            yield f"{book.place(path)}, line {(mark.line if mark else 0) + 2}: found front matter that is no YAML ({getattr(error, 'problem', error)}); close what is opened."
    body = re.sub(r"\A---\n.*?\n---\n", lambda front: "\n" * front[0].count("\n"), text, flags=re.DOTALL)
    for match in FRONT_BELOW.finditer(body):
        yield f"{book.place(path)}, line {body[: match.start()].count(chr(10)) + 1}: found front matter below the first line, where it shows as text; move it to the top of the page, or take it out."
    notes = [(match["name"], body[: match.start()].count("\n") + 1) for match in NOTE_OF_PAGE.finditer(body)]
    for position, (name, line) in enumerate(notes):
        if name in dict(notes[:position]):
            yield f"{book.place(path)}, line {line}: found the footnote [^{name}], which the page defines above as well; rename one of the two."
        elif not re.search(rf"\[\^{re.escape(name)}\](?!:)", body):
            yield f"{book.place(path)}, line {line}: found the footnote [^{name}], to which no text points; write [^{name}] where it belongs, or take it out."
    reader = _Reader(book, used, path.parent, lambda line: f"{book.place(path)}, line {line}")
    yield from reader.read(body, 0)
    yield from reader.headings(first=True)


def _slips(*rows: tuple[str, str, str]) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(pattern), what, remedy) for pattern, what, remedy in rows)


# Each pattern begins with the characters that betray it, so that a search passes quickly over all others.
SLIPS = _slips(
    (r"\[[^\]\[]+\]\[[^\]\[]*\]", "a link to a reference that the page does not define", "write [text](address)"),
    (r"\[\^[^\]]+\]", "a footnote that the page does not define", "add a line [^name]: text, or take it out"),
    (r"\]\(", "a link that does not close", "write [text](address)"),
    (r"\{[a-z:]+\}`", "a role that is never closed", "end it with a second `"),
    (
        r"\{(?:fact|computed|record|term|doc|ref|move)\}[\u2018\u2019\u201c\u201d'\"]",
        "a role with other marks than backticks",
        "write {role}`words`",
    ),
    (r"\b(?:the the|of of|a a|in in|and and|to to|is is)\b", "one word twice", "take one out"),
    (r"#(?<=^#)#{1,5}\w+", "a heading without a blank", "write a blank after the #"),
    (r"\|(?<=^\|).*\|$", "a table whose second line is no rule", "write | --- | with as many cells as the heading has"),
    (r"\.\.(?<=^\.\.) [\w-]+::", "a directive of reStructuredText", "write ```{name} and close it with ```"),
    (r"\*\*(?:(?=\S)|(?<=\S\*\*))", "bold print that is opened or closed alone", "write **words**"),
    (r"::(?<=^::)\{\w+\}", "a directive with two colons", "write three"),
    (r"\[@[\w-]+", "a citation of another kind of Markdown", "write {cite:t}`key`"),
    (r"(?:TODO|FIXME|XXX|[Ll]orem ipsum)\b", "a note to oneself", "write the text, or take it out"),
    (r" ,(?<=\w ,)|\.\.(?<!\.\.\.)(?!\.)", "a blank or a full stop too many", "take it out"),
    (r"`+", "a backtick that is never closed", "write `words`"),
)
# In letters that few texts have: those that are all of ASCII are passed over.
SLIPS_OF_LETTERS = _slips(
    (plausibility.MIXED.pattern, "a word of Latin and Cyrillic letters", "write all of them in one alphabet"),
    (r"\w*[\u00ad\u200b-\u200f\u2060\ufeff]\w*", "with a character that nobody sees", "write it anew"),
    (r"\ufffd|\u00e2\u20ac|\u00c3[\u00a0-\u00bf]", "text that was saved in two encodings", "write the words anew"),
)


class _Reader:
    """Reads Markdown, directives within directives, and yields what is wrong; `where` names a line."""

    def __init__(self, book: Book, used: Used, folder: Path, where: Callable[[int], str]) -> None:
        self.book, self.used, self.folder, self.where = book, used, folder, where
        self.levels: list[tuple[int, int]] = []  # line, level
        self.shown: dict[tuple[str, str], int] = {}  # the line of each chart and explorer

    def read(self, text: str, offset: int, *, nested: bool = False) -> Iterator[str]:
        lines, html = text.splitlines(), elements.Elements()
        tokens = _parser().parse(text)
        for position, token in enumerate(tokens):
            line = offset + (token.map[0] if token.map else 0) + 1
            if token.type in {"fence", "colon_fence"}:
                yield from self._fence(token, lines, line)
            elif token.type == "heading_open":
                if not tokens[position + 1].content.strip():
                    yield f"{self.where(line)}: found a heading without words; write them after the {token.markup}, or take it out."
                elif token.markup in {"-", "="}:
                    yield f"{self.where(line)}: found a line of {token.markup} under a text, which makes it a heading; begin a heading with #, or leave a line empty before the {token.markup}."
                if not nested:
                    self.levels.append((line, int(token.tag[1])))
            elif token.type == "code_block":
                yield f"{self.where(line)}: found a text that begins with four blanks or a tab, which shows as code; take them out, or set it in a fence."
            elif token.type in {"math_block", "amsmath"}:
                yield from self._formula(token.content, line)
            elif token.type == "html_block":
                html.piece(token.content, line)
                yield from self._html(token.content, line)
            elif token.type == "table_open":
                yield from self._cells(lines[token.map[0] : token.map[1]], line)
            elif token.type == "inline":
                yield from self._inline(token, line, html)
        for line, tag, said in html.problems():
            yield f"{self.where(line)}: found {tag}, which {said}."

    def _html(self, text: str, line: int) -> Iterator[str]:
        for address in re.findall(r"""(?i)<a\s[^>]*href=["']([^"'#?:]+)(?=["'#?])""", text):
            written = [
                self.folder / unquote(re.sub(r"\.html$", ending, address)) for ending in (".md", ".ipynb", ".html")
            ]
            if not any(path.exists() for path in written):
                yield f"{self.where(line)}: found a link to {address!r}, which is no page; correct its name."
        if image := re.search(r"(?i)<img\b[^>]*>", text):
            yield f"{self.where(line)}: found {image[0]}; write ![what it shows](file), by which the build finds the picture."
        for one in " ".join(re.findall(r"""(?i)\bclass=["']([^"']+)""", text)).split():
            yield from self._classes(one, line)
        if amiss := ELSEWHERE.search(text):
            yield f"{self.where(line)}: found {amiss[0]!r}, which loads from elsewhere or acts by itself; a page carries all that it shows: take it out."
        elif "<script" in text.lower():
            yield f"{self.where(line)}: found a script in the text; a page carries none of its own: take it out."
        elif "<!--" in text and "-->" not in text:
            yield f"{self.where(line)}: found a comment <!-- that is never closed, which hides the rest of the page; end it with -->."

    def headings(self, *, first: bool) -> Iterator[str]:
        tops = [line for line, level in self.levels if level == 1]
        if first and not tops:
            yield f"{self.where(1)}: found no title; begin the page with one line '# Title'."
        for line in tops[1:]:
            yield f"{self.where(line)}: found a second title (#) on the page; write ## for a part of it."
        for (_, above), (line, level) in zip(self.levels, self.levels[1:], strict=False):
            if level > above + 1:
                yield f"{self.where(line)}: found a heading of level {level} under one of level {above}; take one # away."

    def _cells(self, rows: list[str], line: int) -> Iterator[str]:
        """Yield the rows of a table that have more cells than its heading, of which a page shows none."""
        counted = [len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) for row in rows]
        for position, count in enumerate(counted):
            if count > counted[0]:
                yield f"{self.where(line + position)}: found {count + 1} cells under a heading of {counted[0] + 1}; take one out, or write \\| for a bar."
            elif count < counted[0]:
                yield f"{self.where(line + position)}: found {count + 1} cells under a heading of {counted[0] + 1}; add one, empty where there is nothing to say."
        if len(rows) < 3:
            yield f"{self.where(line)}: found a table with a heading and no row; add rows, or take it out."

    # -- directives

    def _fence(self, token: Token, lines: list[str], line: int) -> Iterator[str]:
        last = lines[token.map[1] - 1].strip() if token.map[1] <= len(lines) else ""
        if token.map[1] - token.map[0] < 2 or not re.fullmatch(
            rf"{re.escape(token.markup[0])}{{{len(token.markup)},}}", last
        ):
            yield f"{self.where(line)}: found {token.markup}{token.info.strip()!s} that is never closed; end it with a line of {token.markup}."
        match = re.fullmatch(r"\{(?P<name>[\w:-]+)\}\s*(?P<argument>.*)", token.info.strip(), flags=re.DOTALL)
        if not match:
            if token.type == "colon_fence" or token.info.strip().startswith("{"):
                yield f"{self.where(line)}: found {token.markup}{token.info.strip()}, expected a directive such as {token.markup}{{div}}."
            elif (word := re.match(r"[\[(<{]? ?([\w-]+)", token.info.strip())) and word[1] in OWN_DIRECTIVES:
                yield f"{self.where(line)}: found {token.markup}{token.info.strip()} without braces, which shows as code; write {token.markup}{{{word[1]}}}."
            return
        name, argument = match["name"], match["argument"].strip()
        content = token.content
        options = dict(OPTION.findall(content))
        first_line = line + 1
        if name not in KNOWN_DIRECTIVES:
            yield f"{self.where(line)}: found {token.markup}{{{name}}}, but there is no directive {name!r}; {_nearest(name, KNOWN_DIRECTIVES)}."
        leading = re.match(r"(?::[\w-]+:.*\n?)*", content)[0]
        for option in (match["name"] for match in OPTION.finditer(leading)):
            if name in OPTIONS and option not in OPTIONS[name]:
                yield f"{self.where(first_line)}: found the option :{option}:, which {{{name}}} does not have; {_nearest(option, OPTIONS[name])}."
        if name in FILLED and not re.sub(r"(?m)^:[\w-]+:.*$", "", content).strip():
            yield f"{self.where(line)}: found {{{name}}} with nothing inside; write its text, or take it out."
        if name in {"chart", "explorer", "steps"}:
            yield from self._figure("chart" if name == "steps" else name, argument, content, line)
            if name == "steps" and argument in charts.names() and argument not in charts.built_up():
                yield f"{self.where(line)}: found {{steps}} of the chart {argument!r}, which has no steps; write {{chart}}, or build it with in_steps."
        elif name == "math":
            yield from self._formula(OPTION.sub("", content), line)
            return
        if name in ARGUMENTS and argument not in ARGUMENTS[name]():
            known = ", ".join(filter(None, ARGUMENTS[name]()))
            yield (
                f"{self.where(line)}: found {{{name}}} {argument}".rstrip()
                + f", expected {f'one of {known}' if known else 'nothing after the name'}."
            )
        if name in {"code-block", "code", "bibliography", "toctree", "catalogue", "glossary", "code-cell"}:
            if name == "glossary":
                yield from self.read(_outdented(content), line, nested=True)
            return
        if name == "check":
            if not argument:
                yield f"{self.where(line)}: found {{check}} without a question; write it behind the name."
            yield from self._answers(content, first_line)
        elif name in {"div"}:
            yield from self._classes(argument, line)
        elif name == "solution" and argument not in self.book.labels:
            yield f"{self.where(line)}: found a solution of {argument!r}, but no exercise has that label; {_nearest(argument, self.book.labels)}."
        elif name in {"predict", "stage"}:
            yield from self._model(name, argument, options, line)
            if name == "predict":
                yield from self._ends_of_prediction(options, line)
        elif name in {"figure", "image"}:
            yield from self._file(argument, line)
        elif name == "exercise" and "label" not in options:
            yield f"{self.where(line)}: found an exercise without a label, so that no solution can name it; add a line :label: under its title."
        if name == "csv-table" and "file" in options:
            yield from self._file(options["file"], line)
        if name == "solution":
            self.used.solutions.add(argument)
        elif name == "exercise" and "label" in options:
            self.used.exercises.setdefault(options["label"].strip(), self.where(line))
        if "class" in options:
            yield from self._classes(options["class"], line)
        if argument and name not in {"chart", "explorer", "steps", "div", "solution", "grid"}:
            yield from self.read(argument, line - 1, nested=True)
        yield from self.read(OPTION.sub("", content) if options else content, line, nested=True)

    def _figure(self, kind: str, name: str, content: str, line: int) -> Iterator[str]:
        known = charts.names() if kind == "chart" else explorers.names()
        if name not in known:
            yield f"{self.where(line)}: found the {kind} {name!r}, which {'charts/' if kind == 'chart' else 'explorers/'} does not define; {_nearest(name, known)}."
        (self.used.charts if kind == "chart" else self.used.explorers).add(name)
        if (first := self.shown.setdefault((kind, name), line)) != line:
            yield f"{self.where(line)}: found the {kind} {name!r}, which stands in line {first} as well; keep one, for a page has one place of that name to link to."
        if kind in CAPTIONED and not content.strip():
            yield f"{self.where(line)}: found the chart {name!r} without a caption; write a sentence inside the directive."

    def _model(self, name: str, argument: str, options: dict[str, str], line: int) -> Iterator[str]:
        """Yield what a prediction or a stage asks of an explorer that does not have it, or of no figure."""
        asked_of = argument.partition(" ")[0] if name == "stage" else options.get("explorer", "").partition("?")[0]
        if asked_of in self.book.broken_explorers:
            return
        try:
            if name == "stage":
                target, *controls = argument.split() or [""]
                known = [one.name for one in explorers.load(target).assumptions]
                if unknown := [control for control in controls if control not in known]:
                    msg = f"{target} has no control {unknown[0]!r}; {_nearest(unknown[0], known)}."
                    raise ValueError(msg)
            elif "explorer" in options:
                move = moves.read(options["explorer"])
                results = self._results(move)
                if options.get("result") not in results:
                    msg = f"{move.explorer} has no result {options.get('result')!r}; there are {', '.join(results)}."
                    raise ValueError(msg)
                result = results[options["result"]]
                self._within(options, (result.low, result.low if result.high is None else result.high))
            elif asked := options.get("number"):
                if asked not in {*_figures(), *computed.names()}:
                    msg = f"no figure and no computed number is called {asked!r}; {_nearest(asked, [*_figures(), *computed.names()])}."
                    raise ValueError(msg)
                self._within(options, computed.get(asked).ends() if asked in computed.names() else tables.bounds(asked))
            elif name == "predict":
                msg = "it asks for no number; add :number: with an id, or :explorer: with :result:."
                raise ValueError(msg)
        except (KeyError, ValueError) as error:
            yield f"{self.where(line)}: found {{{name}}}: {error.args[0]}"

    @staticmethod
    def _results(move: moves.Move) -> dict[str, Any]:
        """Return what an explorer gives at a setting; say of a model that breaks where it does."""
        asked = explorers.load(move.explorer)
        try:
            return asked.evaluate(**move.settings).results
        except Exception as error:
            raise ValueError(breakage.sentence(error) + ".") from error

    @staticmethod
    def _within(options: dict[str, str], answer: tuple[float, float]) -> None:
        """Refuse a prediction whose answer nobody can set."""
        try:
            low, high = float(options["from"]), float(options["to"])
        except (KeyError, ValueError):  # told of the ends
            return
        if low < high and not low <= min(answer) <= max(answer) <= high:
            msg = f"the answer, {min(answer):g} to {max(answer):g}, lies outside :from: {low:g} and :to: {high:g}; widen them."
            raise ValueError(msg)

    def _ends_of_prediction(self, options: dict[str, str], line: int) -> Iterator[str]:
        try:
            low, high, step = (float(options[name]) for name in ("from", "to", "step"))
        except KeyError as error:
            yield f"{self.where(line)}: found {{predict}} without :{error.args[0]}:; add from, to and step, between which the reader guesses."
        except ValueError as error:
            yield f"{self.where(line)}: found {{predict}} whose :from:, :to: and :step: are not all numbers ({error}); correct them."
        else:
            if not 0 < step <= high - low:
                yield f"{self.where(line)}: found {{predict}} from {low:g} to {high:g} in steps of {step:g}, which nobody can set; correct :from:, :to: or :step:."

    def _file(self, name: str, line: int) -> Iterator[str]:
        if re.match(r"[a-z][a-z0-9+.-]*:", name) or not (self.folder / unquote(name)).exists():
            yield f"{self.where(line)}: found the file {name!r}, but there is no such file in the book; correct its name."

    def _answers(self, content: str, line: int) -> Iterator[str]:
        marks = re.findall(r"(?m)^- \[([ x])\] ", content)
        if marks.count("x") != 1:
            yield f"{self.where(line - 1)}: found a question with {marks.count('x')} right answers; mark exactly one with [x]."
        answers = re.findall(r"(?m)^- \[[ x]\] (.+)$", content)
        if (marks and len(set(answers)) < 2) or len(set(answers)) < len(answers):
            yield f"{self.where(line - 1)}: found answers that are too few or the same ({len(answers)}, of which {len(set(answers))} differ); write two or more that differ."
        told = re.findall(r"(?m)^\s+: \S", content)
        if len(told) != len(marks):
            yield f"{self.where(line - 1)}: found {len(marks)} answers and {len(told)} lines of feedback; write an indented line '  : why' below each answer."

    def _classes(self, given: str, line: int) -> Iterator[str]:
        for one in given.split():
            if one not in self.book.classes:
                yield f"{self.where(line)}: found the class {one!r}, which no style sheet knows; {_nearest(one, self.book.classes)}."

    # -- running text

    def _inline(self, token: Token, line: int, html: elements.Elements) -> Iterator[str]:
        shift, before = 0, ""
        for child in token.children or []:
            here = line + shift
            if child.type in {"softbreak", "hardbreak"}:
                shift += 1
            elif child.type == "myst_role":
                yield from self._role(child.meta["name"], child.content, here)
            elif child.type in {"math_inline", "math_inline_double"}:
                yield from self._formula(child.content, here)
            elif child.type == "code_inline" and ROLE_WITH_BLANK.search(before):
                yield f"{self.where(here)}: found a blank between {before.split()[-1]} and `{child.content}`; a role has none, write {before.split()[-1]}`{child.content}`."
            elif child.type == "code_inline" and (bare := ROLE_WITHOUT_BRACES.search(before)):
                name = bare[0].strip("[](){}:")
                yield f"{self.where(here)}: found {bare[0]}`{child.content}`, a role without its braces; write {{{name}}}`{child.content}`."
            elif (
                child.type == "code_inline"
                and (word := re.match(r"\{([\w-]+)\}\s", child.content))
                and word[1] in OWN_DIRECTIVES
            ):
                yield f"{self.where(here)}: found `{word[0].strip()} in the text, a directive with too few backticks; write ```{word[0].strip()} on a line of its own."
            elif child.type == "image":
                yield from self._picture(str(child.attrs.get("src", "")), child.content, here)
            elif child.type == "link_open":
                yield from self._link(str(child.attrs.get("href", "")), here)
            elif child.type == "text":
                yield from self._words(child.content, here)
            elif child.type == "html_inline":
                html.piece(child.content, here)
                yield from self._html(child.content, here)
            before = child.content if child.type == "text" else ""
            shift += child.content.count("\n")

    def _words(self, text: str, line: int) -> Iterator[str]:
        if "$" in text and re.search(r"(?<!US)(?<!\\)\$", text):
            yield f"{self.where(line)}: found a single $; close the formula with a second one, or write \\$ for a dollar."
        for pattern, what, remedy in SLIPS if text.isascii() else (*SLIPS, *SLIPS_OF_LETTERS):
            if pattern.search(text):
                for match in pattern.finditer(text):
                    yield f"{self.where(line)}: found {match[0]!r}, {what}; {remedy}."

    def _picture(self, address: str, words: str, line: int) -> Iterator[str]:
        if not words.strip():
            yield f"{self.where(line)}: found the picture {address!r} without words for those who do not see it; write ![what it shows]({address})."
        if address.startswith("attachment:"):
            yield f"{self.where(line)}: found a picture inside the notebook ({address}); put it beside the lab as a file."
        elif re.match(r"(?:https?:)?//", address):
            yield f"{self.where(line)}: found the picture {address!r}, which a reader's browser would load from elsewhere; put it into the book."
        elif not re.match(r"[a-z][a-z0-9+.-]*:", address) and not (self.folder / unquote(address)).exists():
            yield f"{self.where(line)}: found the picture {address!r}, but there is no such file; correct its name."

    def _link(self, address: str, line: int) -> Iterator[str]:
        if address in {"", "#", "mailto:"} or re.match(r"https?://(?:https?:|$)", address):
            yield f"{self.where(line)}: found a link to {address!r}, which leads nowhere; write the whole address once."
            return
        if scheme := re.match(r"([a-z][a-z0-9+.-]*):", address):
            if scheme[1] not in {"http", "https", "mailto"}:
                yield f"{self.where(line)}: found an address that begins with {scheme[0]}; write https:, http: or mailto:."
            return
        target, _, anchor = unquote(address).partition("#")
        if not target:
            if anchor and anchor not in self.book.labels:
                yield f"{self.where(line)}: found a link to #{anchor}, which no label names; {_nearest(anchor, self.book.labels)}."
            return
        path = (self.folder / target).resolve()
        if not path.exists() and (path.suffix in {".md", ".ipynb"} or target not in self.book.labels):
            yield f"{self.where(line)}: found a link to {target!r}, which is no file; {_nearest(target, self.book.documents)}."
        elif path.suffix == ".md" and anchor and anchor not in self.book.labels:
            yield f"{self.where(line)}: found a link to #{anchor} of {target}, which no label names; {_nearest(anchor, self.book.labels)}."

    # -- roles

    def _role(self, name: str, content: str, line: int) -> Iterator[str]:
        titled = TITLED_TARGET.fullmatch(content)
        target = titled["target"] if titled else content
        where = f"{self.where(line)}: found {{{name}}}`{content}`"
        if content != content.strip():
            yield f"{where}, with a blank beside a backtick; take it out."
            return
        if name == "fact":
            identifier, _, form = content.partition(":")
            if identifier not in _figures():
                yield f"{where}, but no figure has the id {identifier!r}; {_nearest(identifier, _figures())}."
            elif form not in {"", "value"}:
                yield f"{where}; after the id stands nothing or :value."
        elif name == "computed":
            if content not in computed.names():
                yield f"{where}, but no computed number is called {content!r}; {_nearest(content, computed.names())}."
        elif name == "record":
            yield from self._record(where, titled)
        elif name == "move" and target.partition("?")[0] not in self.book.broken_explorers:
            try:
                moves.read(target)
            except (KeyError, ValueError) as error:
                yield f"{where}: {error.args[0]}"
        elif name in CITATIONS:
            for key in (part.strip() for part in target.split(",")):
                self.used.citations.add(key)
                if key not in self.book.bibliography:
                    yield f"{where}, but references.bib has no entry {key!r}; {_nearest(key, self.book.bibliography)}."
        elif name == "term":
            if _plain(target) not in self.book.terms:
                yield f"{where}, but the glossary has no term {target!r}; {_nearest(_plain(target), self.book.terms)}."
        elif name == "doc":
            document = target.lstrip("/") if target.startswith("/") else self._relative(target)
            if document not in self.book.documents:
                yield f"{where}, but there is no page {document!r}; {_nearest(document, self.book.documents)}."
        elif name == "download":
            yield from self._file(target, line)
        elif name in {"ref", "numref", "eq"}:
            if target not in self.book.labels:
                yield f"{where}, but no label is called {target!r}; {_nearest(target, self.book.labels)}."
        elif name not in KNOWN_ROLES:
            yield f"{where}, but there is no role {name!r}; {_nearest(name, KNOWN_ROLES)}."

    def _relative(self, target: str) -> str:
        path = (self.folder / target).resolve()
        return (
            path.relative_to(self.book.root.resolve()).as_posix()
            if self.book.root.resolve() in path.parents
            else target
        )

    def _record(self, where: str, titled: re.Match[str] | None) -> Iterator[str]:
        if not titled or not titled["title"].strip():
            yield f"{where}; write words and an id: {{record}}`words <id>`."
        elif titled["target"] not in tables.rows():
            yield f"{where}, but no row has the id {titled['target']!r}; {_nearest(titled['target'], tables.rows())}."
        elif titled["target"] in _figures():
            yield f"{where}, but {titled['target']!r} is a figure; write {{fact}}`{titled['target']}`."

    # -- formulas

    def _formula(self, formula: str, line: int) -> Iterator[str]:
        if not formula.strip():
            yield f"{self.where(line)}: found an empty formula; write it, or take the dollars out."
            return
        broken = list(self._unpaired(formula, line))
        yield from broken
        try:
            formulas.words(formula)
        except formulas.UnspokenError as error:
            if not broken:
                yield f"{self.where(line)}: found the formula {_short(formula)}, which cannot be read out: {error}"
        except Exception as error:  # of the converter, in words of its own
            if not broken:
                yield f"{self.where(line)}: found the formula {_short(formula)}, which no converter reads ({breakage.said(error)}); correct it."

    def _unpaired(self, formula: str, line: int) -> Iterator[str]:
        if re.search(r"(?<!\\)%", formula):
            yield f"{self.where(line)}: found a % in the formula {_short(formula)}, which hides what follows; write \\%."
        plain = re.sub(r"\\[{}]", "", formula)
        depth = 0
        for character in plain:
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth < 0:
                break
        if depth:
            yield f"{self.where(line)}: found the formula {_short(formula)} with braces that do not pair; balance {{ and }}."
            return
        for match in TWO_ARGUMENTS.finditer(formula):
            if _arguments(formula[match.end() :]) < 2:
                yield f"{self.where(line)}: found {match[0]} with one part in the formula {_short(formula)}; write {match[0]}{{above}}{{below}}."
        begun, ended = (Counter(re.findall(rf"\\{word}\{{(\w+\*?)\}}", formula)) for word in ("begin", "end"))
        if begun != ended:
            yield f"{self.where(line)}: found a formula whose \\begin and \\end do not pair: {_short(formula)}; close what is begun."
        if len(re.findall(r"\\left(?![a-z])", formula)) != len(re.findall(r"\\right(?![a-z])", formula)):
            yield f"{self.where(line)}: found a formula whose \\left and \\right do not pair: {_short(formula)}; close what is begun."


FILLED = {
    "note",
    "warning",
    "tip",
    "important",
    "hint",
    "admonition",
    "dropdown",
    "exercise",
    "solution",
    "check",
}
KNOWN_DIRECTIVES = PROSE | {
    "chart", "explorer", "steps", "stage", "predict", "check", "math", "bibliography", "glossary", "catalogue", "collector",
    "contents-of-parts", "csv-table", "editions", "most-carrying", "trainer", "what-if", "code-block", "code", "code-cell",
    "toctree", "figure", "image", "table", "list-table", "important", "hint", "seealso", "dropdown",
}  # fmt: skip
OWN_DIRECTIVES = {"chart", "explorer", "steps", "stage", "predict", "check", "exercise", "solution", "catalogue", "div"}
OPTIONS = {
    "exercise": {"label", "class", "hidden", "nonumber"},
    "solution": {"label", "class", "hidden"},
    "predict": {"number", "explorer", "result", "from", "to", "step", "unit", "format", "label"},
}


def _catalogues() -> list[str]:
    """Return the names of the catalogues, read from their module, which takes a while to import."""
    text = (Path(__file__).parent / "sphinx_extension/catalogue.py").read_text(encoding="utf-8")
    assigned = {ast.unparse(n.targets[0]): n.value for n in ast.parse(text).body if isinstance(n, ast.Assign)}
    keys = [key.value for key in assigned["CATALOGUES"].keys if isinstance(key, ast.Constant)]
    return [*keys, *ast.literal_eval(assigned["LISTS"])]


ARGUMENTS: dict[str, Callable[[], list[str]]] = {
    "catalogue": _catalogues,
    **dict.fromkeys(
        ("collector", "contents-of-parts", "editions", "most-carrying", "trainer", "what-if"), lambda: [""]
    ),
}
ELSEWHERE = re.compile(
    r"(?i)<(?:iframe|object|embed|style|form|meta|link|base)\b|\b(?:src|srcset|poster)\s*=\s*[\"']?(?:https?:)?//|<[^>]*\son\w+\s*=|\bhref\s*=\s*[\"']?javascript:"
)
MERGED = re.compile(r"(?m)^(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
RST_ROLE = re.compile(r"(?m)^:(?:fact|computed|record|term|move|doc|ref|cite):`[^`\n]*`")

KNOWN_ROLES = CITATIONS | {
    "fact", "computed", "record", "move", "term", "doc", "ref", "numref", "math", "download", "abbr", "sub", "sup", "eq",
}  # fmt: skip


@functools.lru_cache
def _figures() -> frozenset[str]:
    return frozenset(tables.figures().index)


def _arguments(rest: str) -> int:
    """Return how many arguments, in braces or single characters, follow a LaTeX command (two at the most)."""
    count, position = 0, 0
    while count < 2 and position < len(rest):
        if rest[position].isspace():
            position += 1
            continue
        if rest[position] == "{":
            depth = 0
            for end in range(position, len(rest)):
                depth += {"{": 1, "}": -1}.get(rest[end], 0)
                if not depth:
                    break
            position = end + 1
        elif rest[position] in "}&$":
            return count
        else:
            position += 1
        count += 1
    return count


def _plain(term: str) -> str:
    return term.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _short(formula: str) -> str:
    words = " ".join(formula.split())
    return f"${words if len(words) <= 60 else words[:57] + '...'}$"


def _outdented(text: str) -> str:
    """Return a glossary's definitions as paragraphs, so that their roles are read."""
    return re.sub(r"(?m)^ +(?:: )?", "", text)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"the nearest are {', '.join(near)}" if near else "correct the name, or add what it names"


# -- labs ---------------------------------------------------------------------------------------------


def _lab(book: Book, used: Used, path: Path) -> Iterator[str]:
    place = book.place(path)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        yield f"{place}: found a file that is no notebook ({error}); restore it, or save it from JupyterLab."
        return
    if misshapen := list(_lab_shape(place, notebook, cells)):
        yield from misshapen
        return
    yield from _lab_form(place, notebook, cells)
    levels: list[tuple[int, int]] = []
    for position, cell in enumerate(cells, start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            reader = _Reader(book, used, path.parent, lambda line, p=position: f"{place}, cell {p}, line {line}")
            yield from reader.read(source, 0)
            levels += [(position, level) for _, level in reader.levels]
        elif cell["cell_type"] == "code":
            yield from _code(place, path, used, position, cell, source)
    tops = [position for position, level in levels if level == 1]
    if not tops:
        yield f"{place}, cell 1: found no title; begin the lab with one line '# Title'."
    for position in tops[1:]:
        yield f"{place}, cell {position}: found a second title (#); write ## for a part of the lab."


def _lab_shape(place: str, notebook: Any, cells: Any) -> Iterator[str]:
    """Yield what no notebook lacks, without which nothing else of it can be read."""
    kernel = notebook.get("metadata", {}) if isinstance(notebook.get("metadata"), dict) else {}
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("metadata"), dict):
        yield f"{place}: found the format {notebook.get('nbformat')!r} and {'metadata' if kernel else 'no metadata'}, expected a notebook of format 4; save it from JupyterLab."
    elif not isinstance(kernel.get("kernelspec", {}), dict):
        yield f"{place}: found the kernel {kernel['kernelspec']!r}, expected 'python3'; run `make notebooks`."
    elif (language := kernel.get("language_info", {}).get("name", "python")) != "python":
        yield f"{place}: found the language {language!r}, expected 'python'; run `make notebooks`."
    if not isinstance(cells, list) or not cells:
        yield f"{place}: found no list of cells; restore it, or save it from JupyterLab."
        return
    for position, cell in enumerate(cells, 1):
        where = f"{place}, cell {position}"
        wanted = {"cell_type": str, "metadata": dict, "source": (str, list)}
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            wanted |= {"outputs": list, "execution_count": (int, type(None))}
        wrong = [name for name, kind in wanted.items() if not isinstance(cell, dict) or not isinstance(cell.get(name, ...), kind)]  # fmt: skip
        if wrong:
            yield f"{where}: found no proper {' and no proper '.join(wrong)}; restore the cell, or save the lab from JupyterLab."
            continue
        if "id" in cell and not (isinstance(cell["id"], str) and re.fullmatch(r"[\w-]{1,64}", cell["id"])):
            yield f"{where}: found the cell id {cell['id']!r}, expected letters, digits and hyphens, 64 at most; run `make notebooks`."
        if not isinstance(cell["metadata"].get("tags", []), list):
            yield f"{where}: found the tags {cell['metadata']['tags']!r}, expected a list; write [{cell['metadata']['tags']!r}]."
        kinds = {one.get("output_type") for one in cell.get("outputs", []) if isinstance(one, dict)}
        if cell["cell_type"] == "markdown" and "outputs" in cell:
            yield f"{where}: found outputs of a text; save the lab from JupyterLab."
        elif unknown := kinds - {"stream", "display_data", "execute_result", "error"}:
            yield f"{where}: found an output of the kind {min(map(str, unknown))!r}, which no notebook has; run `make notebooks`."


def _lab_form(place: str, notebook: dict[str, Any], cells: list[dict[str, Any]]) -> Iterator[str]:
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"{place}: found the kernel {kernel!r}, expected 'python3'; run `make notebooks`."
    identifiers = [cell.get("id") for cell in cells]
    for position, identifier in enumerate(identifiers, start=1):
        if not identifier:
            yield f"{place}, cell {position}: found no cell id; run `make notebooks`."
        elif identifiers.index(identifier) != position - 1:
            yield f"{place}, cell {position}: found the id {identifier!r}, which cell {identifiers.index(identifier) + 1} has as well; run `make notebooks`."
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    for count, cell in enumerate(code, start=1):
        position = cells.index(cell) + 1
        if cell.get("execution_count") != count:
            yield f"{place}, cell {position}: found the count {cell.get('execution_count')}, expected {count}; run `make notebooks`, which stores one run from top to bottom."
            break
    for position, cell in enumerate(cells, start=1):
        if cell["cell_type"] not in {"code", "markdown"} or not "".join(cell["source"]).strip():
            yield f"{place}, cell {position}: found {'an empty cell' if cell['cell_type'] in {'code', 'markdown'} else 'a cell of raw text'}; take it out, or fill it."
        for tag in cell["metadata"].get("tags", []):
            if tag not in TAGS:
                yield f"{place}, cell {position}: found the tag {tag!r}, which nothing reads; {_nearest(tag, TAGS)}."
    if code and not any(cell.get("outputs") for cell in code):
        yield f"{place}: found no outputs; run `make notebooks`."


def _code(place: str, path: Path, used: Used, position: int, cell: dict[str, Any], source: str) -> Iterator[str]:
    where = f"{place}, cell {position}"
    try:
        ast.parse("\n".join("pass" if line.startswith(("%", "!")) else line for line in source.splitlines()))
    except SyntaxError as error:
        yield f"{where}, line {error.lineno}: found code that Python cannot read ({error.msg}); correct it."
    lab = path.stem
    if install := re.search(r"(?m)^[!%]\s*(?:pip|conda|mamba)\b.*", source):
        yield f"{where}, line {source[: install.start()].count(chr(10)) + 1}: found {install[0]!r}; a lab runs with what the package needs: name the need in requirements.in."
    if machine := re.search(r"(?:/home/|/Users/|[A-Z]:\\+Users)[^\s\"']*", source):
        yield f"{where}, line {source[: machine.start()].count(chr(10)) + 1}: found {machine[0]!r}, a path of one machine; read the tables through the package."
    for match in LAB_CHECK.finditer(source):
        line = source[: match.start()].count("\n") + 1
        if match["lab"] != lab:
            yield f"{where}, line {line}: found the check of {match['lab']!r}, expected that of this lab, check({lab!r}, ...)."
        elif lab in checks.labs() and int(match["number"]) not in checks.tasks(lab):
            yield f"{where}, line {line}: found task {match['number']}, which checks/{lab.replace('-', '_')}.py does not have; there are {', '.join(map(str, checks.tasks(lab)))}."
        elif lab not in checks.labs():
            yield f"{where}, line {line}: found a check, but checks/{lab.replace('-', '_')}.py is missing; add it with TASKS."
        used.tasks.add(match["lab"])
        used.checked.add((match["lab"], int(match["number"])))
    for output in cell.get("outputs", []):
        picture = output.get("data", {}).get("image/png")
        stored = output.get("metadata", {}).get("image/png", {}).get("sha256")
        if picture and stored and stored != picture_digest(picture):
            yield f"{where}: found a picture that is not the one this lab drew; run `make notebooks`."
        if output.get("name") == "stderr":
            yield f"{where}: found a stored warning ({_first_line(output.get('text'))}); write the cell so that Python gives none, and run `make notebooks`."
        if path_ := _machine(output):
            yield f"{where}: found the path {path_!r} of a machine in an output; print something else, and run `make notebooks`."
        if output.get("output_type") == "error":
            yield f"{where}: found a stored error ({output.get('ename')}); correct the cell and run `make notebooks`."


def _first_line(text: Any) -> str:
    said = "".join(text or "").strip()
    return said.splitlines()[0][:80] if said else "empty"


def picture_digest(picture: str | list[str]) -> str:
    """Return the digest of a stored picture (base64 text), by which a later change of it is noticed."""
    return hashlib.sha256(b64decode(picture if isinstance(picture, str) else "".join(picture))).hexdigest()


def _machine(output: dict[str, Any]) -> str:
    """Return the path of somebody's machine that an output shows, if it shows one."""
    text = json.dumps(
        [output.get("text"), output.get("data", {}).get("text/plain"), output.get("data", {}).get("text/html")]
    )
    found = re.search(r"(?:/home/|/Users/|[A-Z]:\\\\+Users)[^\s\"'\\]*", text)
    return found[0] if found else ""


# -- the book as a whole ------------------------------------------------------------------------------


def _twice(book: Book) -> Iterator[str]:
    """Yield the labels that stand in more than one place, of which a link would find one."""
    places: dict[str, list[str]] = {}
    for path in book.pages:
        text = book.texts[path]
        labels = [(m.start(), m["label"]) for m in LABEL.finditer(text)]
        labels += [(m.start(), m["value"].strip()) for m in OPTION.finditer(text) if m["name"] == "label"]
        for start, label in sorted(labels):
            places.setdefault(label, []).append(f"{book.place(path)}, line {text[:start].count(chr(10)) + 1}")
    for label, found in places.items():
        for place in found[1:]:
            yield f"{place}: found the label {label!r}, which {found[0]} has as well; rename one of the two."


def _contents(book: Book) -> Iterator[str]:
    counted = Counter(book.contents)
    for document, times in counted.items():
        if document not in book.documents:
            yield f"_toc.yml: found {document}, which is no page; {_nearest(document, book.documents)}."
        if times > 1:
            yield f"_toc.yml: found {document} {times} times; keep one."
    for document in sorted(book.documents - set(counted)):
        path = next(path for path in [*book.pages, *book.labs] if book.place(path.with_suffix("")) == document)
        yield f"{book.place(path)}: found a page that _toc.yml does not list, so no reader finds it; add 'file: {document}' to its part."


def _bibliography_form(book: Book) -> Iterator[str]:
    """Yield what keeps the bibliography from being read; the pages are then read without it."""
    keys = Counter(match["key"] for match in ENTRY.finditer(book.bibliography_text))
    for match in ENTRY.finditer(book.bibliography_text):
        if match["kind"].lower() not in KINDS_OF_WORKS:
            yield f"{BIBLIOGRAPHY}, entry {match['key']}: found the kind @{match['kind']}, which no style knows; {_nearest(match['kind'].lower(), KINDS_OF_WORKS)}."
    for match in re.finditer(r"\byear *= *[{\"]?([^,}\"\n]*)", book.bibliography_text):
        if not re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]?|n\.d\.|forthcoming", match[1].strip()):
            line = book.bibliography_text[: match.start()].count("\n") + 1
            yield f"{BIBLIOGRAPHY}, line {line}: found the year {match[1]!r}; write four digits."
    for key, times in keys.items():
        if times > 1:
            yield f"{BIBLIOGRAPHY}, entry {key}: found {times} times; keep one."
    try:
        entries = book.bibliography
    except PybtexError as error:
        book.bibliography = {key: set() for key in keys}
        if max(keys.values(), default=0) < 2:
            yield f"{BIBLIOGRAPHY}: found what no bibliography may hold ({error}); correct the entry."
        return
    for key, fields in entries.items():
        for wanted in (("author", "editor", "organization", "institution"), ("title",), ("year", "date")):
            if not fields & set(wanted):
                yield f"{BIBLIOGRAPHY}, entry {key}: found no {' or '.join(wanted[:2])}; add it."


def _unused(book: Book, used: Used) -> Iterator[str]:
    for label, where in used.exercises.items():
        if label not in used.solutions:
            yield f"{where}: found the exercise {label!r}, which has no solution; add {{solution}} with its label."
    for key in book.bibliography:
        if key not in used.citations:
            yield f"{BIBLIOGRAPHY}, entry {key}: found a work that no page cites; cite it or take it out."
    package = "src/counternarcotics"
    for name, module in charts.modules().items():
        if name not in used.charts:
            yield f"{package}/charts/{module}.py: found the chart {name!r}, which no page shows; place it with {{chart}} or take it out."
    pages = {path.stem for path in book.pages}
    for module in sorted(set(charts.modules().values()) | set(discovery.modules(charts.__path__))):
        if discovery.key(module) not in pages:
            yield f"{package}/charts/{module}.py: found charts of a page that does not exist; name the module as its page: {_nearest(discovery.key(module), pages)}."
    for name in explorers.names():
        draft = drafts.is_draft(book.root / package / "explorers" / f"{name.replace('-', '_')}.py")
        if name not in used.explorers and not draft:  # what `make explorer` laid is told as a draft
            yield f"{package}/explorers/{name.replace('-', '_')}.py: found an explorer that no page shows; place it with {{explorer}} or take it out."
    labs = {path.stem for path in book.labs}
    for name in checks.labs():
        if name not in labs:
            yield f"{package}/checks/{name.replace('-', '_')}.py: found tasks of a lab that does not exist; {_nearest(name, labs)}."
        elif name not in used.tasks:
            yield f"{package}/checks/{name.replace('-', '_')}.py: found tasks that the lab never checks; add check({name!r}, 1, answer_1) to it."
        elif unasked := [number for number in checks.tasks(name) if (name, number) not in used.checked]:
            yield f"notebooks/{name}.ipynb: found no cell with check({name!r}, {unasked[0]}, answer_{unasked[0]}), a task of checks/{name.replace('-', '_')}.py; add it, or take the task out."

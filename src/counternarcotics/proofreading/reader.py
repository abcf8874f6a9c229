"""Reader: a page's or a cell's Markdown, directives within directives, read by the parser that builds it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from counternarcotics import elements
from counternarcotics.proofreading import directives, references, slips, wording
from counternarcotics.proofreading.names import Book, Used

ROLE_WITH_BLANK = re.compile(r"\{[a-z:]+\}\s*$")
ROLE_WITHOUT_BRACES = re.compile(
    r"(?<![\w{])[\[(:]?(?:fact|computed|record|term|move|doc|ref|cite(?::[a-z]+)?)[\])}:]?$"
)


@functools.lru_cache
def _parser() -> Any:
    extensions = {"amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"}
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML).disable("wordcount")


class Reader:
    """Reads Markdown, directives within directives, and yields what is wrong; `where` names a line."""

    def __init__(self, book: Book, used: Used, folder: Path, where: Callable[[int], str]) -> None:
        self.book, self.used, self.folder, self.where = book, used, folder, where
        self.levels: list[tuple[int, int, str]] = []  # line, level and words of each heading
        self.shown: dict[tuple[str, str], int] = {}  # the line of each chart and explorer

    def read(self, text: str, offset: int, *, nested: bool = False) -> Iterator[str]:
        """Yield what is wrong with a text whose first line is the one after `offset`."""
        lines, html = text.splitlines(), elements.Elements()
        tokens = _parser().parse(text)
        for position, token in enumerate(tokens):
            line = offset + (token.map[0] if token.map else 0) + 1
            if token.type in {"fence", "colon_fence"}:
                yield from directives.problems(self, token, lines, line)
            elif token.type == "heading_open":
                if not tokens[position + 1].content.strip():
                    yield f"{self.where(line)}: found a heading without words; write them after the {token.markup}, or take it out."
                elif token.markup in {"-", "="}:
                    yield f"{self.where(line)}: found a line of {token.markup} under a text, which makes it a heading; begin a heading with #, or leave a line empty before the {token.markup}."
                if not nested:
                    self.levels.append((line, int(token.tag[1]), tokens[position + 1].content.strip()))
            elif token.type == "code_block":
                yield f"{self.where(line)}: found a text that begins with four blanks or a tab, which shows as code; take them out, or set it in a fence."
            elif token.type in {"math_block", "amsmath"}:
                yield from slips.placed(slips.formula(token.content), self.where(line))
            elif token.type == "html_block":
                html.piece(token.content, line)
                yield from references.html(self, token.content, line)
            elif token.type == "table_open":
                for row, said in slips.cells(lines[token.map[0] : token.map[1]]):
                    yield f"{self.where(line + row)}: {said}"
            elif token.type == "inline":
                yield from self._inline(token, line, html)
        for line, tag, said in html.problems():
            yield f"{self.where(line)}: found {tag}, which {said}."

    def headings(self, *, first: bool) -> Iterator[str]:
        """Yield what is wrong with the levels of the headings that were read; `first` asks for a title."""
        tops = [line for line, level, _ in self.levels if level == 1]
        if first and not tops:
            yield f"{self.where(1)}: found no title; begin the page with one line '# Title'."
        for line in tops[1:]:
            yield f"{self.where(line)}: found a second title (#) on the page; write ## for a part of it."
        for (_, above, _), (line, level, _) in pairwise(self.levels):
            if level > above + 1:
                yield f"{self.where(line)}: found a heading of level {level} under one of level {above}; take one # away."
        for line, said in slips.headings_twice((line, words) for line, _, words in self.levels):
            yield f"{self.where(line)}: {said.format(place='line')}"

    def _inline(self, token: Token, line: int, html: elements.Elements) -> Iterator[str]:
        shift, before = 0, ""
        for child in token.children or []:
            here = line + shift
            if child.type in {"softbreak", "hardbreak"}:
                shift += 1
            elif child.type == "myst_role":
                yield from references.role(self, child.meta["name"], child.content, here)
            elif child.type in {"math_inline", "math_inline_double"}:
                yield from slips.placed(slips.formula(child.content), self.where(here))
            elif child.type == "code_inline" and ROLE_WITH_BLANK.search(before):
                yield f"{self.where(here)}: found a blank between {before.split()[-1]} and `{child.content}`; a role has none, write {before.split()[-1]}`{child.content}`."
            elif child.type == "code_inline" and (bare := ROLE_WITHOUT_BRACES.search(before)):
                name = bare[0].strip("[](){}:")
                yield f"{self.where(here)}: found {bare[0]}`{child.content}`, a role without its braces; write {{{name}}}`{child.content}`."
            elif (
                child.type == "code_inline"
                and (word := re.match(r"\{([\w-]+)\}\s", child.content))
                and word[1] in directives.OWN_DIRECTIVES
            ):
                yield f"{self.where(here)}: found `{word[0].strip()} in the text, a directive with too few backticks; write ```{word[0].strip()} on a line of its own."
            elif child.type == "image":
                yield from references.picture(self, str(child.attrs.get("src", "")), child.content, here)
            elif child.type == "link_open":
                yield from references.link(self, str(child.attrs.get("href", "")), here)
            elif child.type == "text":
                yield from slips.placed(slips.words(child.content), self.where(here))
            elif child.type == "html_inline":
                html.piece(child.content, here)
                yield from references.html(self, child.content, here)
            before = child.content if child.type == "text" else ""
            shift += child.content.count("\n")


def page(book: Book, used: Used, path: Path) -> Iterator[str]:
    """Yield what is wrong with a page, and note what it speaks of."""
    place = book.place(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        yield f"{place}, byte {error.start}: found text that is not UTF-8; save the file as UTF-8."
        text = book.texts[path]  # what the rest of it speaks of is used all the same
    reader = Reader(book, used, path.parent, lambda line: f"{place}, line {line}")
    yield from (f"{reader.where(line)}: {said}" for line, said in slips.of_page(text, path.read_bytes()))
    text = slips.body(text)
    yield from (f"{reader.where(line)}: found {said}." for line, said in wording.problems(text, references.unit_behind))
    yield from reader.read(text, 0)
    yield from reader.headings(first=True)

"""Slips: how a page is written, whatever it speaks of: characters, marks of Markdown, tables, footnotes, formulas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import yaml

from counternarcotics import breakage, formulas, plausibility

FRONT_BELOW = re.compile(r"(?m)^---\n(?:[\w-]+:.*\n)+---$")
NOTE_OF_PAGE = re.compile(r"(?m)^\[\^(?P<name>[^\]\s]+)\]:")
MERGED = re.compile(r"(?m)^(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
RST_ROLE = re.compile(r"(?m)^:(?:fact|computed|record|term|move|doc|ref|cite):`[^`\n]*`")
TWO_ARGUMENTS = re.compile(r"\\[dt]?(?:frac|binom)(?![a-z])")


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
    (r"&(?:[A-Za-z]\w+|#\w+);", "which HTML has no character for", "write the character itself"),
    (r"`+", "a backtick that is never closed", "write `words`"),
)


# In letters that few texts have: those that are all of ASCII are passed over.
SLIPS_OF_LETTERS = _slips(
    (plausibility.MIXED.pattern, "a word of Latin and Cyrillic letters", "write all of them in one alphabet"),
    (r"\w*[\u00ad\u200b-\u200f\u2060\ufeff]\w*", "with a character that nobody sees", "write it anew"),
    (r"\ufffd|\u00e2\u20ac|\u00c3[\u00a0-\u00bf]", "text that was saved in two encodings", "write the words anew"),
)


def of_page(text: str, content: bytes) -> Iterator[tuple[int, str]]:
    """Yield line and sentence for what is wrong with a page's characters, front matter and footnotes; `content` is its file's."""
    if text.startswith("\ufeff"):
        yield 1, "found a byte-order mark before the first word; save the file as UTF-8 without it."
    if b"\r" in content:
        yield (
            1,
            "found the line ends of Windows, with which every line would count as changed; save the file with plain ones (LF).",
        )
    for match in MERGED.finditer(text):
        yield (
            _line(match),
            f"found {match[0]!r}, which a merge left; choose between the two texts, and take its three marks out.",
        )
    for pattern, what in ((CONTROL, "a character that nobody sees"), (RST_ROLE, "a role of reStructuredText")):
        if match := pattern.search(text):
            yield (
                _line(match),
                f"found {match[0]!r}, {what}; {'take it out' if pattern is CONTROL else 'write {role}`words`'}.",
            )
    if text.startswith("---\n") and not re.match(r"(?s)---\n(.*?\n)?---\n", text):
        yield 1, "found front matter that is never closed; end it with a line of ---."
    if front := re.match(r"(?s)---\n(.*?\n)---\n", text):
        try:
            yaml.safe_load(front[1])
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            yield (mark.line if mark else 0) + 2, f"found front matter that is no YAML ({getattr(error, 'problem', error)}); close what is opened."  # fmt: skip
    below = body(text)
    for match in FRONT_BELOW.finditer(below):
        yield (
            _line(match),
            "found front matter below the first line, where it shows as text; move it to the top of the page, or take it out.",
        )
    notes = [(match["name"], _line(match)) for match in NOTE_OF_PAGE.finditer(below)]
    for position, (name, line) in enumerate(notes):
        if name in dict(notes[:position]):
            yield line, f"found the footnote [^{name}], which the page defines above as well; rename one of the two."
        elif not re.search(rf"\[\^{re.escape(name)}\](?!:)", below):
            yield (
                line,
                f"found the footnote [^{name}], to which no text points; write [^{name}] where it belongs, or take it out.",
            )


def body(text: str) -> str:
    """Return a page without its front matter, its lines where they were."""
    return re.sub(r"\A---\n.*?\n---\n", lambda front: "\n" * front[0].count("\n"), text, flags=re.DOTALL)


def placed(sentences: Iterable[str], where: str) -> Iterator[str]:
    """Yield sentences with the place of which they speak."""
    return (f"{where}: {said}" for said in sentences)


def _line(match: re.Match[str]) -> int:
    """Return the line in which a match begins."""
    return match.string.count("\n", 0, match.start()) + 1


def words(text: str) -> Iterator[str]:
    """Yield the slips in running text, that is in what the parser left of a line: marks that never became what they should."""
    if "$" in text and re.search(r"(?<!US)(?<!\\)\$", text):
        yield "found a single $; close the formula with a second one, or write \\$ for a dollar."
    for pattern, what, remedy in SLIPS if text.isascii() else (*SLIPS, *SLIPS_OF_LETTERS):
        if pattern.search(text):
            for match in pattern.finditer(text):
                yield f"found {match[0]!r}, {what}; {remedy}."


def cells(rows: list[str]) -> Iterator[tuple[int, str]]:
    """Yield position and sentence for the rows of a table that have more or fewer cells than its heading."""
    counted = [len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) for row in rows]
    for position, count in enumerate(counted):
        if count > counted[0]:
            yield (
                position,
                f"found {count + 1} cells under a heading of {counted[0] + 1}; take one out, or write \\| for a bar.",
            )
        elif count < counted[0]:
            yield (
                position,
                f"found {count + 1} cells under a heading of {counted[0] + 1}; add one, empty where there is nothing to say.",
            )
    if not rows[0].strip(" |"):
        yield 0, "found a table whose heading is empty; name its columns, for those who hear the table cell by cell."
    if len(rows) < 3:
        yield 0, "found a table with a heading and no row; add rows, or take it out."


def headings_twice(headings: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield place and sentence for every heading whose words another has as well, given where each stands."""
    first: dict[str, int] = {}
    for at, heading in headings:
        if heading in first:
            yield (
                at,
                f"found the heading {heading!r}, which stands in {{place}} {first[heading]} as well, so that a link to it finds that one; rename one of the two.",
            )
        elif heading:
            first[heading] = at


def formula(formula: str) -> Iterator[str]:
    """Yield what keeps a formula from being shown or read out."""
    if not formula.strip():
        yield "found an empty formula; write it, or take the dollars out."
        return
    broken = list(_unpaired(formula))
    yield from broken
    try:
        formulas.words(formula)
    except formulas.UnspokenError as error:
        if not broken:
            yield f"found the formula {_short(formula)}, which cannot be read out: {error}"
    except Exception as error:  # of the converter, in words of its own
        if not broken:
            yield f"found the formula {_short(formula)}, which no converter reads ({breakage.said(error)}); correct it."


def _unpaired(formula: str) -> Iterator[str]:
    if re.search(r"(?<!\\)%", formula):
        yield f"found a % in the formula {_short(formula)}, which hides what follows; write \\%."
    plain = re.sub(r"\\[{}]", "", formula)
    depth = 0
    for character in plain:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            break
    if depth:
        yield f"found the formula {_short(formula)} with braces that do not pair; balance {{ and }}."
        return
    for match in TWO_ARGUMENTS.finditer(formula):
        if _arguments(formula[match.end() :]) < 2:
            yield f"found {match[0]} with one part in the formula {_short(formula)}; write {match[0]}{{above}}{{below}}."
    begun, ended = (Counter(re.findall(rf"\\{word}\{{(\w+\*?)\}}", formula)) for word in ("begin", "end"))
    if begun != ended:
        yield f"found a formula whose \\begin and \\end do not pair: {_short(formula)}; close what is begun."
    if len(re.findall(r"\\left(?![a-z])", formula)) != len(re.findall(r"\\right(?![a-z])", formula)):
        yield f"found a formula whose \\left and \\right do not pair: {_short(formula)}; close what is begun."


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


def _short(formula: str) -> str:
    words = " ".join(formula.split())
    return f"${words if len(words) <= 60 else words[:57] + '...'}$"

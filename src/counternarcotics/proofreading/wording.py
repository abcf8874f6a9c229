"""Wording: slips of writing that every kind of text may have, told line by line; code and formulas are passed over."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(\{?[\w-]*\}?)(.*)$")
_CODE = re.compile(r"`[^`]*`|\$[^$]*\$|<[^>]*>|\]\([^)]*\)")
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")
_LETTER = re.compile(r"[OolI](?<=\d.)(?=\d)")
_HERE = re.compile(r"\[(?:click )?(?:here|this link)\]\(", re.IGNORECASE)
_POINT = re.compile(r" [.;](?<=[a-z] .)(?!\S)")
_COMMAS = re.compile(r",,")
_YEARS = re.compile(r"\b((?:18|19|20)\d\d)(?:[-\u2013]| to )((?:18|19|20)\d\d)\b")
_HEADING = re.compile(r"^(#{2,3}) (.*)$")
_ITEM = re.compile(r"^(\d+)\. ")
_NUMBER = re.compile(r"\{(?:fact|computed)\}`([\w-]+)`( ?)(%|[A-Za-z]+)")
_NAMELESS = re.compile(r"^\s*[`:]{3,}\{exercise\}\s*$")


def problems(text: str, unit: Callable[[str], str] = lambda identifier: "") -> Iterator[tuple[int, str]]:
    r"""Yield line and sentence part for every slip of a page; `unit` tells the word or sign that a number shows behind it.

    >>> list(problems("Signed on 31 June ,\nin 2O03, they say .\n"))
    [(1, "'31 June', a day that no month has; correct the date"), (2, "'O', a letter among digits; write the digit"), (2, "' .', a mark with a blank before it; take the blank out")]
    """
    code, formula, expected = "", False, 0
    slips = [one for one in _SLIPS if one[0].search(text)]  # most pages have none
    dated, spans = _DAY.search(text), _YEARS.search(text)
    for number, line in enumerate(text.splitlines(), 1):
        if fence := _FENCE.match(line):
            if code:
                code = "" if fence[1].startswith(code) and not fence[2] else code
            elif fence[2] and (not fence[2].startswith("{") or fence[2] == "{math}"):
                code = fence[1]
            if _NAMELESS.match(line):
                yield (
                    number,
                    "an exercise without a title; write one after {exercise}, for the list of exercises names it",
                )
            expected = 0
            continue
        if line.startswith("$$"):
            formula = not formula and not line.rstrip().endswith("$$", 2)
            continue
        if code or formula:
            continue
        item = _ITEM.match(line)
        if item and expected and int(item[1]) not in {expected, 1}:
            yield number, f"'{item[1]}.' in a numbered list, where {expected}. follows; number its items in their order"
        expected = int(item[1]) + 1 if item else expected if line.startswith((" ", "\t")) else 0
        if heading := _HEADING.match(line):
            yield from ((number, said) for said in _of_heading(heading[2]))
        if "}`" in line:
            for role in _NUMBER.finditer(line):
                if role[3] == unit(role[1]):
                    yield (
                        number,
                        f"{role[3]!r} after {role[1]!r}, which shows its unit itself; take it out, or write `{role[1]}:value`",
                    )
        for pattern, said in slips:
            if pattern.search(line):
                yield from ((number, f"{match[0]!r}, {said}") for match in pattern.finditer(_CODE.sub("``", line)))
        for day in _DAY.finditer(line) if dated else ():
            if not 1 <= int(day[1]) <= calendar.monthrange(2000, _MONTHS[day[2]])[1]:
                yield number, f"{day[0]!r}, a day that no month has; correct the date"
        for span in _YEARS.finditer(_CODE.sub("``", line)) if spans else ():
            if span[1] > span[2]:
                yield number, f"{span[0]!r}, years that end before they begin; correct them"
        if "[](http" in line:
            yield number, "a link without words; write what stands there between the square brackets"
        if "](" in line and _HERE.search(line):
            yield number, "a link whose words do not say where it leads; name what stands there"


_SLIPS = (
    (_LETTER, "a letter among digits; write the digit"),
    (_POINT, "a mark with a blank before it; take the blank out"),
    (_COMMAS, "a mark too many; take it out"),
)


def _of_heading(words: str) -> Iterator[str]:
    if words.endswith((".", ":", ",")) and not words.endswith("..."):
        yield f"a heading that ends with {words[-1]!r}; take it out"
    if "{fact}" in words or "{computed}" in words:
        yield "a number in a heading, which the list of contents cannot show; say it in the text"

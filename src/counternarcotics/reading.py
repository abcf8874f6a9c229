"""Reading: what number a source printed, by rule, so that a value cannot drift from the text beside it.

A mark before three digits separates thousands, any other is a decimal mark (``14.869.021``, ``5 320``, ``45, 6``).
Words are read too: ``thirty-fold``, ``one third``, ``two dozen``.  What no rule reads is named in the row's column
``reading``, with the reason.
"""

from __future__ import annotations

import itertools
import math
import re

Range = tuple[float, float]

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
WORDS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: float(value) for word, value in _TENS.items()},
    **{f"{ten}-{one}": float(value + _UNITS.index(one)) for ten, value in _TENS.items() for one in _UNITS[1:10]},
    "first": 1, "second": 2, "fourth": 4, "annual": 1,
    "once": 1, "twice": 2, "thrice": 3, "doubled": 2, "tripled": 3, "threefold": 3, "fourfold": 4, "tenfold": 10,
    "decade": 10, "dozen": 12, "couple": 2, "double": 2, "triple": 3, "quadrupled": 4, "twofold": 2, "fivefold": 5,
}  # fmt: skip
SHARES = {"half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0, "thirds": 67.0, "quarters": 75.0}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "decades": 10,
    "million": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}
_JOINED = re.compile(r"(?:(?P<t>[\d.,]+) tons?)? ?(?:(?P<kg>[\d.,]+) kg)?(?: (?P<g>[\d.,]+) g)?")
_NUMBER = r"\d+(?:[.,' \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,] ?\d+)?"
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>[A-Za-z]+(?:-[a-z]+)?)|(?P<other>\S)")


def plain(digits: str) -> float:
    """Return the number that digits and marks write.

    >>> plain("14.869.021"), plain("5 320"), plain("9,603"), plain("45, 6"), plain("1,234.5"), plain("0.125")
    (14869021.0, 5320.0, 9603.0, 45.6, 1234.5, 0.125)
    """
    grouped = re.fullmatch(r"([1-9]\d{0,2}(?:[.,' \u00a0\u202f]\d{3})+)(?:[.,](\d{1,2}))?", digits)
    if grouped:
        whole = re.sub(r"\D", "", grouped[1])
        return float(f"{whole}.{grouped[2] or 0}")
    return float(re.sub(r"[.,] ?", ".", digits.replace(" ", "")))


def numbers(printed: str) -> list[float]:
    """Return the numbers that a text prints, in order, each with the scale that follows it.

    >>> numbers("over 14,000 cases"), numbers("US$ 1.2 billion"), numbers("10-14 years"), numbers("thirty-fold")
    ([14000.0], [1200000000.0], [10.0, 14.0], [30.0])
    """
    found: list[float] = []
    for match in _TOKEN.finditer(printed):
        if match["number"]:
            found.append(plain(match["number"]))
        elif match["word"]:
            word = match["word"].lower()
            first, _, second = word.partition("-")
            if word in WORDS or (second in {"fold", "year", "month", "day", "week"} and first in WORDS):
                found.append(WORDS.get(word, WORDS.get(first, math.nan)))
            elif second in WORDS and first in WORDS:
                found += [WORDS[first], WORDS[second]]
            elif word in SCALES and found:
                found[-1] *= SCALES[word]
    return found


def shares(printed: str) -> list[float]:
    """Return the shares that words print, in percent: "one third" is 33.

    >>> shares("two thirds"), shares("about a quarter")
    ([67.0], [25.0])
    """
    words = re.findall(r"[a-z]+", printed.lower())
    return [SHARES[word] for word in words if word in SHARES]


def candidates(printed: str, unit_scale: float = 1.0) -> set[Range]:
    """Return the values or ranges, lower end first, that a printed text can mean in a unit of `unit_scale`.

    Tons, kilograms and grams printed together are one mass in kilograms.

    >>> candidates("17 tons 300 kg")
    {(17300.0, 17300.0)}
    """
    joined = _JOINED.fullmatch(printed.strip())
    if joined and sum(part is not None for part in joined.groups()) > 1:
        tons, kilograms, grams = (plain(part) if part else 0.0 for part in joined.group("t", "kg", "g"))
        return {(1000 * tons + kilograms + grams / 1000,) * 2}
    read = numbers(printed)
    ends = [value / unit_scale for value in read] + read + shares(printed)
    pairs = set(itertools.pairwise(ends)) | {(value, value) for value in ends}
    return {(min(pair), max(pair)) for pair in pairs}


def agrees(printed: str, low: float, high: float, unit_scale: float = 1.0) -> bool:
    """Tell whether a row's value is what its text prints.

    >>> agrees("5,600", 5600, 5600), agrees("5,600", 56000, 56000), agrees("10 to 14", 10, 14)
    (True, False, True)
    """
    close = (
        math.isclose(low, one, rel_tol=1e-9) and math.isclose(high, other, rel_tol=1e-9)
        for one, other in candidates(printed, unit_scale)
    )
    return any(close)

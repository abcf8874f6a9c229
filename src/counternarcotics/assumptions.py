"""Assumptions and presets: what a model takes as given, declared once.

One declaration yields the control, with its help, in the page as in JupyterLab, the row of the assumptions table
and the bounds that the tests sweep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from counternarcotics.numberlike import NumberLike, formatted, is_format, with_unit

# A name becomes a signal of the page, which no word of its script language and none of the chart's own signals can be.
_RESERVED = re.compile(
    "break|case|catch|class|const|continue|debugger|default|delete|do|else|export|extends|false|finally|for|function|if|"
    "import|in|instanceof|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|"
    "width|height|padding|autosize|background"
)


class AssumptionError(ValueError):
    """A setting that no explorer accepts: an unknown name, or a value outside its bounds."""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A number that the reader may move.

    ``format`` is a format specification (``.0%`` shows the fraction 0.05 as 5%); ``unit`` stands with the
    formatted number as :func:`with_unit` has it.  ``meaning`` says in one sentence, without its full stop, what the
    control stands for, ``why`` why the range is what it is, ``source`` where the default comes from, with the word
    "assumption" where no source gives it.  A preset leaves a ``kept`` one, such as a place or a horizon, where the reader put it.
    ``matters(settings)`` is a number-like condition, true where moving this control changes anything; ``idle`` tells
    the reader what must be set otherwise before it does.  ``changes`` names what a move changes first: ``chart``,
    ``results`` or headings of the brief.
    """

    name: str
    label: str
    default: float
    minimum: float
    maximum: float
    step: float
    format: str = ",.0f"
    unit: str = ""
    why: str
    source: str
    meaning: str
    group: str = "Assumptions"
    kept: bool = False
    matters: Callable[[Any], NumberLike] | None = None
    idle: str = ""
    changes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.matters is None) != (not self.idle):
            msg = f"{self.name}: 'matters' and 'idle' belong together: the condition, and the sentence said when it fails."
            raise AssumptionError(msg)
        if _RESERVED.fullmatch(self.name) or not self.name.isidentifier():
            msg = f"{self.name}: found a word that a page cannot use as a name; choose another."
            raise AssumptionError(msg)
        if self.maximum < self.minimum or not 0 < self.step <= max(self.maximum - self.minimum, 1):
            msg = f"{self.name}: found a minimum of {self.minimum:g}, a maximum of {self.maximum:g} and a step of {self.step:g}; the minimum comes first, and the step lies between nought and their distance."
            raise AssumptionError(msg)
        for part in ("label", "meaning", "why", "source"):
            if not getattr(self, part).strip():
                msg = f"{self.name}: found no {part}; write it, for a reader sees it beside the control."
                raise AssumptionError(msg)
        if not is_format(self.format):
            msg = f"{self.name}: found the format {self.format!r}; write one such as ,.0f, .1f or .1%."
            raise AssumptionError(msg)
        self.check(self.default)
        if self.minimum < self.maximum and self.show(self.minimum) == self.show(self.minimum + self.step):
            msg = f"{self.name}: found the format {self.format!r}, in which a step of {self.step:g} shows nothing; give it more decimals."
            raise AssumptionError(msg)

    def check(self, value: float) -> float:
        """Return `value` as a float, or raise :class:`AssumptionError` naming the bound it breaks."""
        try:
            number = float(value)
        except (TypeError, ValueError):
            msg = f"{self.name}: found {value!r}, expected a number from {self.minimum} to {self.maximum}."
            raise AssumptionError(msg) from None
        if not self.minimum <= number <= self.maximum:
            side, bound = (
                ("below its minimum", self.minimum) if number < self.minimum else ("above its maximum", self.maximum)
            )
            msg = f"{self.name}: {number:g} is {side} of {bound:g}; choose a value from {self.minimum:g} to {self.maximum:g}."
            raise AssumptionError(msg)
        return number

    def show(self, value: float) -> str:
        """Return `value` as a reader sees it, with its unit."""
        return with_unit(formatted(value, self.format), self.unit)

    def help(self) -> str:
        """Return what the control means, why its range is what it is, and where its start comes from."""
        return " ".join(
            part if part.endswith((".", "?")) else f"{part}."
            for part in (self.meaning, self.why, f"Source of the start: {self.source}")
            if part
        )


@dataclass(frozen=True, kw_only=True)
class Choice(Assumption):
    """A pick from named options; its value is the option's position, counted from 0."""

    options: tuple[str, ...]
    minimum: float = 0
    maximum: float = field(default=0, init=False)
    step: float = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "maximum", len(self.options) - 1)
        super().__post_init__()

    def check(self, value: float) -> float:
        """Return the position of an option given by position or by name."""
        if value in self.options:
            return float(self.options.index(value))
        number = super().check(value)
        if number != int(number):
            msg = f"{self.name}: found {value!r}, expected one of {', '.join(self.options)}."
            raise AssumptionError(msg)
        return number

    def show(self, value: float) -> str:
        """Return the option's name."""
        return self.options[int(value)]


# Control characters, marks that turn the direction of what follows, halves of a pair, and what stands for an unreadable
# character: none of them is text.  The page's script has the same list.
_NO_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")


@dataclass(frozen=True, kw_only=True)
class Note:
    """Words of the reader's own beside a passage of the brief: text that no model reads.

    It stands after the passage headed ``after``; ``label`` is the question that it answers and its heading in the brief.
    """

    name: str
    label: str
    after: str
    limit: int = 400  # characters: seven of them still make an address that a message carries

    def check(self, words: str) -> str:
        """Return `words` as the brief holds them, or raise :class:`AssumptionError` where they are too long or no text."""
        if not isinstance(words, str):
            msg = f"{self.name}: found {words!r}, expected text of at most {self.limit} characters."
            raise AssumptionError(msg)
        kept = re.sub("\r\n?", "\n", words).replace("\t", " ").strip(" \n")
        if found := _NO_TEXT.search(kept):
            msg = f"{self.name}: found the character U+{ord(found[0]):04X}, which is no text; leave it out."
            raise AssumptionError(msg)
        if len(kept) > self.limit:
            msg = f"{self.name}: found {len(kept)} characters; shorten them to at most {self.limit}."
            raise AssumptionError(msg)
        return kept


def as_markdown(words: str) -> str:
    """Return a reader's words as Markdown that shows them as they are: no heading, link, role or element in them acts."""
    marked = re.sub(r"([\\`*_\[\]<>&#|~${}])", r"\\\1", words)
    marked = re.sub(r"^ +", "", marked, flags=re.MULTILINE)
    return re.sub(
        r"^([-+=:%]|[0-9]+(?=[.)]))",
        lambda m: m[1] + "\\" if m[1][0].isdigit() else "\\" + m[1],
        marked,
        flags=re.MULTILINE,
    )


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A named setting, such as a scenario of the monograph.

    Assumptions that it does not name go back to their defaults, but for the ``kept`` ones, which stay where they are.
    """

    name: str
    label: str
    settings: Mapping[str, float]
    why: str

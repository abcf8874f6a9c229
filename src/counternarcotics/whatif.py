"""What if: every number, verdict and sentence that changes when figures have another value.

:func:`whatif` gives figures another value, or a range, and works out anew whatever rests on them: computed numbers,
source checks and forecast claims.  The value takes the place of what is printed and of what the book holds right.
The page "What if this figure is wrong?" does the same in the browser, with the same trees and the same steps.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from counternarcotics import afresh, computed, evaluate, graph, sentences, tables
from counternarcotics.evaluate import ExpressionError, Scope
from counternarcotics.verdicts import Range, agree, fits, outcome, overall

MOST_RANGES = 4  # with the ranges that inputs have anyway no more than can be tried corner by corner
STEPS = {1: 33, 2: 9, 3: 5, 4: 3}  # values tried of each range, by the number of ranges
NOT_RECOMPUTED = "not recomputed here"
Given = float | tuple[float, float]


@dataclass(frozen=True)
class Change:
    """What becomes of a computed number, a source check or a forecast claim.

    ``before`` and ``after`` are as a page prints them; ``relative`` is the change of the number as a fraction of what it
    was, infinite where it becomes undefined, and 0 for a verdict.  ``why`` says why it has no value any more, or why the
    verdict would not fit.
    """

    kind: str
    name: str
    words: str
    before: str
    after: str
    relative: float = 0.0
    why: str = ""
    ends_before: Range | None = None
    ends_after: Range | None = None
    undefined: bool = False


@dataclass(frozen=True)
class Result:
    """What changes when `given` figures have other values: ``numbers`` largest first, then verdicts and sentences."""

    given: dict[str, Range]
    numbers: list[Change] = field(default_factory=list)
    verdicts: list[Change] = field(default_factory=list)
    functions: list[Change] = field(default_factory=list)
    drawn: list[graph.Carried] = field(default_factory=list)
    sentences: list[sentences.Sentence] = field(default_factory=list)

    @property
    def pages(self) -> list[str]:
        """The pages that print a figure that was changed, a number or a verdict that changes."""
        return sorted({sentence.page for sentence in self.sentences})

    def table(self) -> pd.DataFrame:
        """Return numbers and verdicts, one row each: kind, name, before, after, change in percent, why."""
        rows = [
            {"kind": one.kind, "name": one.name, "before": one.before, "after": one.after, "percent": 100 * one.relative, "why": one.why}
            for one in [*self.numbers, *self.functions, *self.verdicts]
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["kind", "name", "before", "after", "percent", "why"])


# -- another value ------------------------------------------------------------------------------------


def given(figures: Mapping[str, Given]) -> dict[str, Range]:
    """Return the ends of the values that figures are given; raise ValueError or KeyError in a sentence."""
    ends: dict[str, Range] = {}
    for identifier, value in figures.items():
        row = tables.figure(identifier)  # an unknown id is told with the nearest ones
        low, high = value if isinstance(value, tuple) else (value, value)
        if not (math.isfinite(low) and math.isfinite(high)):
            msg = f"{identifier}: found {value!r}, expected a number or a pair (lower, upper) in {row['unit']}."
            raise ValueError(msg)
        if low > high:
            msg = f"{identifier}: found a range from {low:g} down to {high:g}; write the lower end first."
            raise ValueError(msg)
        ends[identifier] = (float(low), float(high))
    ranges = [identifier for identifier, (low, high) in ends.items() if low < high]
    if len(ranges) > MOST_RANGES:
        msg = f"found {len(ranges)} ranges, expected at most {MOST_RANGES}; give the other figures one value each."
        raise ValueError(msg)
    return ends


def scope_with(ends: Mapping[str, Range]) -> Scope:
    """Return the scope of expressions in which figures have other values, as printed and as held."""
    before = tables.scope()
    rows = dict(before.rows)
    for identifier, (low, high) in ends.items():
        none = {"held_low": math.nan, "held_high": math.nan}
        rows[identifier] = {**rows[identifier], "value_low": low, "value_high": high, **none}
    return Scope(rows, before.numbers)


@contextmanager
def substituted(figures: Mapping[str, Given]) -> Iterator[None]:
    """Let every table, chart, explorer and function of the book see other values as long as the context lasts.

    >>> with substituted({"heroin-seized-kazakhstan-2003": 707}):
    ...     tables.value("heroin-seized-kazakhstan-2003")
    707.0
    """
    ends = given(figures)
    with tables.replaced(ends), afresh.modules():
        yield


# -- what it comes to ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """A scope, and the positions in the given ranges at which it is read: none, or as many as are tried."""

    scope: Scope
    positions: dict[str, np.ndarray]

    @classmethod
    def of(cls, ends: Mapping[str, Range]) -> _Case:
        ranges = [identifier for identifier, (low, high) in ends.items() if low < high]
        if not ranges:
            return cls(scope_with(ends), {})
        points = np.array(list(itertools.product(np.linspace(0, 1, STEPS[len(ranges)]), repeat=len(ranges))))
        return cls(scope_with(ends), dict(zip(ranges, points.T, strict=True)))

    def ends(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return lower and upper values of an expression, one for each position that is tried (one in all without)."""
        tree = evaluate.parse(text).tree
        spread = isinstance(tree, list) and tree[0] == "between"
        if spread or not self.positions.keys() & set(evaluate.rests_on(text, self.scope)):
            low, high = evaluate.work_out(text, self.scope)
            return np.array([low]), np.array([high])
        return evaluate.at_points(text, self.scope, self.positions)


def _whole(pair: tuple[np.ndarray, np.ndarray]) -> Range:
    low, high = float(pair[0].min()), float(pair[1].max())
    if math.isnan(low + high):
        msg = "it has no number as its value"
        raise ExpressionError(msg)
    return low, high


def _relative(before: Range, after: Range) -> float:
    return max(_grown(was, now) for was, now in zip(before, after, strict=True))


def _grown(was: float, now: float) -> float:
    if was == now:
        return 0.0
    return abs(now - was) / abs(was) if was else math.inf


def whatif(figures: Mapping[str, Given], *, functions: bool = True) -> Result:
    """Return everything that changes when figures have another value or, as a pair (lower, upper), a range.

    `functions` says whether numbers that no expression can say are worked out anew (some seconds); otherwise they are
    listed as not recomputed.  Raises KeyError for an id that no figure has, ValueError for what is no value.

    >>> result = whatif({"heroin-seized-kazakhstan-2003": 707}, functions=False)
    >>> result.numbers[0].name, result.numbers[0].before, result.numbers[0].after
    ('kazakh-heroin-share-2003', '0.7%', '4.1%')
    """
    ends = given(figures)
    before, after = _Case(tables.scope(), {}), _Case.of(ends)
    reached = {one.node for identifier in ends for one in graph.graph().carries(f"figure/{identifier}")}
    numbers, verdicts, left = [], [], []
    for name in computed.names():
        if f"computed/{name}" in reached:
            one = computed.get(name)
            if one.expression:
                numbers += _number(name, one, before, after)
            elif _function_reached(name, ends):
                left.append(name)
    for table, kind in graph.CHECKED.items():
        for row in tables.load(table).to_dict("records"):
            if row["claimed"] and f"{kind}/{row['id']}" in reached:
                verdicts += _verdict(kind, row, before, after)
    worked = _functions(left, figures) if functions else [_left(name) for name in left]
    result = Result(ends, sorted(numbers, key=_largest), verdicts, worked)
    return replace(result, drawn=_drawn(ends), sentences=_printing(result))


def _largest(change: Change) -> tuple[float, str]:
    return -change.relative, change.name


def _number(name: str, one: computed.Computed, before: _Case, after: _Case) -> Iterator[Change]:
    was = _whole(before.ends(one.expression))
    try:
        now = _whole(after.ends(one.expression))
    except ExpressionError as error:
        yield Change(
            "computed", name, one.how, one.show(was), "undefined", math.inf, str(error), was, None, undefined=True
        )
        return
    if now != was:
        yield Change("computed", name, one.how, one.show(was), one.show(now), _relative(was, now), "", was, now)


def _verdict(kind: str, row: dict, before: _Case, after: _Case) -> Iterator[Change]:
    words = row["title"] if kind == "check" else row["claim"]
    found = _found(kind, row, before)
    try:
        now = _found(kind, row, after)
    except ExpressionError as error:
        yield Change(kind, row["id"], words, " or ".join(found), "undefined", math.inf, str(error), undefined=True)
        return
    if now != found:
        fit = all(_fits(kind, row["verdict"], one) for one in now)
        why = "" if fit else f"the verdict “{row['verdict']}” would not fit any more"
        yield Change(kind, row["id"], words, " or ".join(found), " or ".join(now), 0.0, why)


def _fits(kind: str, verdict: str, found: str) -> bool:
    return fits(verdict, found == "agree") if kind == "check" else verdict in {found, "undecidable"}


def _found(kind: str, row: dict, case: _Case) -> list[str]:
    """Return how a comparison comes out, at each position that is tried, each outcome once and in order."""
    tolerance = 0.0 if math.isnan(row["tolerance"]) else row["tolerance"]
    claimed, worked = ([case.ends(text) for text in row[c].split(";")] for c in ("claimed", "computed"))
    claimed = claimed * (len(worked) // len(claimed))
    size = max(len(end) for pair in [*claimed, *worked] for end in pair)
    at = [[[(float(lo), float(hi)) for lo, hi in zip(*(np.broadcast_to(e, size) for e in pair), strict=True)] for pair in side] for side in (claimed, worked)]  # fmt: skip
    outcomes = set()
    for point in range(size):
        pairs = [(one[point], other[point]) for one, other in zip(*at, strict=True)]
        if kind == "check":
            outcomes.add("agree" if all(agree(*pair, tolerance) for pair in pairs) else "do not agree")
        else:
            outcomes.add(overall([outcome(*pair, tolerance) for pair in pairs]))
    return sorted(outcomes)


# -- what is not an expression -------------------------------------------------------------------------------


def _function_reached(name: str, ends: Mapping[str, Range]) -> bool:
    """Tell whether a number that a function works out may rest on one of the figures."""
    below = {one.node for one in graph.graph().rests_on(f"computed/{name}")}
    return any(f"figure/{identifier}" in below for identifier in ends)


def _left(name: str) -> Change:
    one = computed.get(name)
    return Change("computed", name, one.how, one.shown(), NOT_RECOMPUTED)


def _functions(names: list[str], figures: Mapping[str, Given]) -> list[Change]:
    """Work out anew the numbers that functions give, with the figures replaced; a range is read in its middle."""
    if not names:
        return []
    before = {name: computed.get(name) for name in names}
    was = {name: one.ends() for name, one in before.items()}
    changes = []
    with substituted(figures):
        for name, one in before.items():
            try:
                now = computed.get(name).ends()
            except (ArithmeticError, ValueError, LookupError, TypeError) as error:
                why = f"its function cannot be worked out: {error}"
                changes.append(Change("computed", name, one.how, one.show(was[name]), "undefined", math.inf, why, was[name], undefined=True))  # fmt: skip
                continue
            if now != was[name]:
                changes.append(Change("computed", name, one.how, one.show(was[name]), one.show(now), _relative(was[name], now), "", was[name], now))  # fmt: skip
    return sorted(changes, key=_largest)


def _drawn(ends: Mapping[str, Range]) -> list[graph.Carried]:
    """Return the charts and explorers that rest on the figures, sure ones first."""
    found: dict[str, graph.Carried] = {}
    for identifier in ends:
        for one in graph.graph().carries(f"figure/{identifier}"):
            if one.kind in {"chart", "explorer"} and (one.node not in found or (one.sure and not found[one.node].sure)):
                found[one.node] = one
    return sorted(found.values(), key=lambda one: (not one.sure, one.node))


def _printing(result: Result) -> list[sentences.Sentence]:
    """Return the sentences that print a changed figure or number, or speak of a verdict that changes."""
    names = {("fact", identifier) for identifier in result.given}
    names |= {
        ("computed", one.name)
        for one in [*result.numbers, *result.functions]
        if one.before != one.after and one.after != NOT_RECOMPUTED
    }
    names |= {("record", one.name) for one in result.verdicts}
    own = graph.OWN.rstrip(":")
    return [one for one in sentences.everything() if names & set(one.prints) and one.page != own]


def parse_case(text: str) -> dict[str, Given]:
    """Return the figures of an address, ``id=707`` or ``id=123..707``, several joined by ``&``; raise ValueError.

    >>> parse_case("heroin-seized-kazakhstan-2003=123..707")
    {'heroin-seized-kazakhstan-2003': (123.0, 707.0)}
    """
    case: dict[str, Given] = {}
    for part in filter(None, text.split("&")):
        name, _, value = part.partition("=")
        read = re.fullmatch(r"(?P<low>[-+.\deE]+?)(?:\.\.(?P<high>[-+.\deE]+))?", value)
        try:
            low, high = (float(read[end]) if read and read[end] else None for end in ("low", "high"))
        except ValueError:
            low = high = None
        if low is None:
            msg = f"{part!r} gives no value; write the id of a figure, =, and a number or a range such as 123..707."
            raise ValueError(msg)
        case[name] = low if high is None else (low, high)
    return case

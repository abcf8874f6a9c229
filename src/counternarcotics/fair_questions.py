"""Fair questions: what a question of the trainer must say, and what it must not show.

A question can be answered from the rows that it names, its two sides differ whatever lies in their ranges, and both
were counted alike.  It names every place and year that it asks about, and never shows the number that it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from counternarcotics import evaluate

Row = Mapping[str, str]

PLACEHOLDER = re.compile(r"\{(?P<id>[a-z0-9-]+)(?P<form>:value)?\}")
SIDES = {"larger": ("first", "second"), "rise": ("first", "second"), "interval": ("first",)}
# What must be equal on both sides; two things of one source may be compared where one measure covers only one of them.
_ALIKE = {"rise": ("measure", "item", "place", "unit"), "larger": ("unit",)}
_IDS = re.compile(r"'([a-z0-9-]+)'")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def asked(row: Row) -> tuple[str, ...]:
    """Return the columns whose numbers a question asks for: the later side of a rise, every side of the others."""
    return ("second",) if row["kind"] == "rise" else SIDES[row["kind"]]


def problems(row: Row, scope: evaluate.Scope, places: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for everything that makes a question unanswerable or unfair; `places` are names by place."""
    sides = SIDES[row["kind"]]
    for column in ("second", "first_label", "second_label"):
        wanted = column in sides or (row["kind"] == "larger" and column.endswith("label"))
        if bool(row[column]) != wanted:
            yield f"column {column}: found {row[column]!r} in a question of the kind {row['kind']!r}; {'fill it' if wanted else 'leave the cell empty'}."
            return
    try:
        ends = {side: evaluate.spread(row[side], scope) for side in sides}
        rests = {side: [scope.find(i) for i in evaluate.rests_on(row[side], scope)] for side in sides}
        shown = [scope.bounds("held", match["id"]) for match in PLACEHOLDER.finditer(row["question"])]
    except evaluate.ExpressionError as error:
        yield f"columns question, first and second: {error}; correct the expression or the id."
        return
    yield from _answer_problems(row, ends)
    yield from _row_problems(row, rests)
    yield from _text_problems(row, rests, places)
    if row["kind"] == "rise":
        known = {found["id"] for found in rests["first"]}
        for other in [m["id"] for m in PLACEHOLDER.finditer(row["question"]) if m["id"] not in known]:
            yield f"column question: found {other!r}, which is not what first rests on; show the number that the answer is compared with."
    for side in asked(row):
        named = {found["id"] for found in rests[side]} & {m["id"] for m in PLACEHOLDER.finditer(row["question"])}
        if named or ends[side] in shown:
            yield f"column question: found {min(named, default='a number equal to the answer')!r}, the number that it asks for; take it out."


def given_away(rows: Iterable[tuple[str, Row]]) -> Iterator[str]:
    """Yield a sentence for every range asked for whose figure another question shows; `rows` are (where, row)."""
    listed = list(rows)
    for where, row in listed:
        for other_where, other in listed:
            named = {m["id"] for m in PLACEHOLDER.finditer(other["question"])} | set(
                _IDS.findall(other["first"] + other["second"])
            )
            if row["kind"] == "interval" and other is not row and named & set(_IDS.findall(row["first"])):
                yield f"{where}, column first: found a figure that {other_where.partition(', ')[2]} ({other['id']}) shows, which gives the answer away; ask for another one."


def _answer_problems(row: Row, ends: Mapping[str, evaluate.Range]) -> Iterator[str]:
    if row["kind"] == "interval":
        low, high = ends["first"]
        if low != high or low <= 0:
            yield f"column first: found {low:g} to {high:g}, expected one number above 0, for a range is scored by how many times it is missed; ask for another figure."
        return
    (a, b), (c, d) = ends["first"], ends["second"]
    if a <= d and c <= b:
        yield f"column second: found {c:g} to {d:g} beside {a:g} to {b:g}, so nobody knows which is larger; compare figures that differ."


def _row_problems(row: Row, rests: Mapping[str, list[Row]]) -> Iterator[str]:
    for side, found in rests.items():
        for one in found or [None]:
            if one is None or "measure" not in one:
                yield f"column {side}: found {row[side]!r}, which rests on no figure; name the figure that answers."
                return
            if one["qualifier"]:
                yield f"column {side}: found {one['id']!r}, which is printed as {one['qualifier']!r} a number, so the outcome is not known; ask for another figure."
            if one["unit"] != row["unit"]:
                yield f"column unit: found {row['unit']!r}, but {one['id']!r} is in {one['unit']!r}; correct one of the two."
    every = [one for found in rests.values() for one in found]
    for column in _ALIKE.get(row["kind"], ()):
        if len({one[column] for one in every}) > 1:
            yield f"column second: found another {column} than in first; a comparison needs what was counted alike."
            break
    if row["kind"] == "larger" and all(len({one[c] for one in every}) > 1 for c in ("measure", "source")):
        yield "column second: found another measure of another source than in first; a comparison needs what was counted alike."


def _text_problems(row: Row, rests: Mapping[str, list[Row]], places: Mapping[str, str]) -> Iterator[str]:
    said = " ".join((PLACEHOLDER.sub("", row["question"]), row["first_label"], row["second_label"]))
    for digits in re.findall(r"\d[\d.,]*\d|\d", _YEAR.sub("", said)):
        yield f"column question: found the number {digits!r}, which no row carries; write the id of its row in braces."
    for one in [one for found in rests.values() for one in found]:
        missing = [year for year in _YEAR.findall(one["period"]) if year not in said]
        if places.get(one["place"], one["place"]) not in said:
            missing.append(places.get(one["place"], one["place"]))
        if missing:
            yield f"column question: found no {missing[0]!r}, which belongs to {one['id']!r}; say of which place and period the question is."

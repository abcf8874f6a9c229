"""Trainer: questions about figures whose outcome is known, for readers who practise their own probabilities.

The questions stand in ``data/trainer_questions.csv``; :mod:`counternarcotics.fair_questions` says what makes them fair.
An answer is scored by the functions that score a forecast: a probability by :func:`scoring.brier`, a range of 90 % by
:func:`fan.interval_score`.  Ranges in hectares and in dollars cannot be added, so a range is also scored on the
logarithm to base 2 of its ends and of the answer: the score stays proper, as any rising function of the quantity
leaves its quantiles where they are, and it counts doublings, whatever the unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from counternarcotics import evaluate, fair_questions, tables
from counternarcotics.models import fan

MISS = 0.1  # what a reader leaves outside a range of 90 %
ROSE_OR_FELL = ("It rose", "It fell")


@dataclass(frozen=True)
class Evidence:
    """A row that answers a question: its id, the number as printed, and whose it is."""

    id: str
    shown: str
    about: str


@dataclass(frozen=True)
class Question:
    """A question with its answer: `options` and the `right` one (0 or 1), or the `value` that a range should hold."""

    id: str
    kind: str
    text: str
    counted: str
    options: tuple[str, ...]
    right: int | None
    value: float | None
    unit: str
    evidence: tuple[Evidence, ...]
    note: str


def questions() -> list[Question]:
    """Return every question in the order of its table, with placeholders filled and answers worked out."""
    return [_question(row) for row in tables.load("trainer_questions").to_dict("records")]


def doublings(low: float, high: float, value: float) -> float:
    """Return the interval score of a 90 % range (0 < low <= high) on the logarithm to base 2, in doublings.

    A range from 100 to 400 that holds costs two doublings, whatever is counted; a miss by a factor of two costs twenty
    more.

    >>> round(doublings(100, 400, 250), 9), round(doublings(100, 400, 800), 9)
    (2.0, 22.0)
    """
    return fan.interval_score(math.log2(low), math.log2(high), math.log2(value), MISS)


def _question(row: dict[str, str]) -> Question:
    scope, kind = tables.scope(), row["kind"]
    sides = fair_questions.SIDES[kind]
    middles = [sum(evaluate.spread(row[side], scope)) / 2 for side in sides]
    named = dict.fromkeys(i for side in sides for i in evaluate.rests_on(row[side], scope))
    options = {"larger": (row["first_label"], row["second_label"]), "rise": ROSE_OR_FELL}.get(kind, ())
    right = None
    if options:
        right = int((middles[0] < middles[1]) == (kind == "larger"))
    return Question(
        id=row["id"],
        kind=kind,
        text=fair_questions.PLACEHOLDER.sub(
            lambda match: tables.shown(match["id"], with_unit=not match["form"]), row["question"]
        ),
        counted=row["counted"],
        options=options,
        right=right,
        value=None if options else middles[0],
        unit=tables.lookup("units", "plural_noun")[row["unit"]],
        evidence=tuple(_evidence(identifier) for identifier in named),
        note=row["note"],
    )


def _evidence(identifier: str) -> Evidence:
    row = tables.figure(identifier)
    source = f"{tables.lookup('sources', 'short')[row['source']]}, {row['locator']}"
    credited = f", crediting {row['attributed_to']}" if row["attributed_to"] else ""
    place = tables.lookup("places", "name")[row["place"]]
    what = f"{row['item'].replace('-', ' ')}, " if row["item"] else ""
    about = f"{what}{place}, {row['period'].replace('/', '–')}: {source}{credited}"
    return Evidence(identifier, tables.shown(identifier), about)

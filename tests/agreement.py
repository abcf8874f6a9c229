"""Whether an explorer computes in a page what it computes in Python: settings go in, what differs comes out in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from counternarcotics import explorers
from counternarcotics.explorer import Evaluation, Explorer

# The body of an async function of the page, whose ``given`` are the explorer's name, settings, signals, and whether
# the rows of its chart are asked for.
SWEEP = """
const [name, tried, signals, rows] = given, view = await counternarcotics.view(name), said = [];
const numbers = (row) => Object.fromEntries(Object.entries(row).filter(([, v]) => typeof v === "number"));
for (const values of tried) {
  for (const [key, value] of Object.entries(values)) view.signal(key, value);
  await view.runAsync();
  const results = signals.map((s) => (Number.isFinite(view.signal(s)) ? view.signal(s) : null));
  said.push([results, view.signal("sentence"), rows ? (await counternarcotics.rows(name)).map(numbers) : null]);
}
return said;
"""


def differing(
    run: Callable[..., Any], name: str, tried: Sequence[tuple[str, dict[str, float]]], *, rows: bool = False
) -> Iterator[str]:
    """Yield where a page computes other results, or says another sentence, than Python does, at each labelled setting.

    ``run(body, *given)`` runs the body of an async function in the page; `rows` compares the chart's rows as well.
    """
    explorer = explorers.load(name)
    signals = [f"result_{key}" for key in explorer.evaluate().values]
    answers = run(SWEEP, name, [values for _, values in tried], signals, rows)
    for (label, values), (numbers, sentence, listed) in zip(tried, answers, strict=True):
        expected = explorer.evaluate(**values)
        found = [math.nan if number is None else number for number in numbers]
        wanted = list(expected.values.values())
        if found != pytest.approx(wanted, rel=1e-9, abs=1e-9, nan_ok=True):
            yield f"{name}, {label}: {found}, not {wanted}"
        if sentence != expected.sentence:
            yield f"{name}, {label}: “{sentence}”, not “{expected.sentence}”"
        if rows:
            yield from (f"{name}, {label}: {fault}" for fault in differing_rows(explorer, expected, listed))


def differing_rows(explorer: Explorer, expected: Evaluation, listed: list[dict[str, float]]) -> Iterator[str]:
    """Yield every computed cell of the rows that the chart shows which is another in Python."""
    computed = [c for c in expected.table.columns if c not in explorer.rows.columns]
    keys = list(explorer.rows.select_dtypes("number").columns)
    known = {tuple(row[k] for k in keys): row for row in expected.table.to_dict("records")}
    shown = expected.table.query(f"{explorer.table_filter} > 0") if explorer.table_filter else expected.table
    if len(listed) != len(shown):
        yield f"the page lists {len(listed)} rows, not {len(shown)}"
        return
    for row in listed:
        mine = known[tuple(row[k] for k in keys)]
        for column in computed:
            value = mine[column]
            number = isinstance(value, (int, float)) and not math.isnan(value)
            if number and row.get(column) != pytest.approx(value, rel=1e-9, abs=1e-9):
                yield f"{column} is {row.get(column)}, not {value}, in the row {row}"

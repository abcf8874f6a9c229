"""The graph as the page "What if this figure is wrong?" takes it, and the tables that the page has without a script.

The page carries as inert JSON the figures, the trees of all expressions, the verdicts, and the sentences that print
them.  Formulas of models travel as the steps that they are made of, found by calling the model with placeholders, so
that the page computes with the book's own models.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
from altair.expr import core

from counternarcotics import computed, evaluate, graph, keeping, reads, sentences, tables, whatif
from counternarcotics.sphinx_extension import addresses, resting
from counternarcotics.sphinx_extension.entries import Page

EXAMPLE = "heroin-seized-kazakhstan-2003=707"
LONGEST = 34  # characters of a sentence in the page: enough to know it by, and the link leads to its section
_NATIVE = {"round", "floor", "median", "at_least"}  # functions of the page's own, which no placeholder passes through
_FOLDED = {"year", "ends", "date", "count", "how_many"}  # what no other value of a figure changes


# -- the graph as the page takes it ------------------------------------------------------------------------


class _Compact:
    """Numbers the figures and computed numbers that expressions name, and writes trees with these numbers."""

    def __init__(self) -> None:
        self.figures = {identifier: at for at, identifier in enumerate(tables.figures().index)}
        self.numbers = {name: at for at, name in enumerate(n for n in computed.names() if computed.get(n).expression)}
        self.models: dict[str, Any] = {}

    def tree(self, tree: Any) -> Any:
        if not isinstance(tree, list):
            return _short(tree)
        kind, *parts = tree
        if kind in _FOLDED:
            return _short(evaluate._compiled(tree)(tables.scope()))
        if kind in evaluate.READERS:
            return [kind, *(self.figures[identifier] for identifier in parts)]
        if kind == "number":
            return [kind, self.numbers[parts[0]]]
        if kind == "call":
            name, count = parts[0], len(parts) - 1
            self.models.setdefault(f"{name}:{count}", _model(name, count))
            return [kind, f"{name}:{count}", *map(self.tree, parts[1:])]
        return [kind, *map(self.tree, parts)]

    def expression(self, text: str) -> Any:
        return self.tree(evaluate.parse(text).tree)


def _short(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _model(name: str, count: int) -> dict[str, Any]:
    places = [alt.datum[at] for at in range(count)]
    if name in _NATIVE:
        made = [name, *(["arg", at] for at in range(count))]
    else:
        result = evaluate.FUNCTIONS[name](*places)
        made = ["pair", *map(_steps, result)] if isinstance(result, tuple) else _steps(result)
    return {"made": made, "divisors": evaluate._DIVISORS.get(name, ()), "monotone": name in evaluate._MONOTONE}


_OPERATORS = {"/": "div", "**": "pow"}


def _steps(made: Any) -> Any:
    """Return a formula of placeholders as a tree of the steps that the page knows."""
    match made:
        case core.GetItemExpression():
            return ["arg", made.name]
        case core.BinaryExpression():
            return [_OPERATORS.get(made.op, made.op), _steps(made.lhs), _steps(made.rhs)]
        case core.UnaryExpression(op="-"):
            return ["negative", _steps(made.val)]
        case core.FunctionExpression():
            return [made.name, *map(_steps, made.args)]
        case core.ConstExpression(name="NaN"):
            return ["nan"]
        case int() | float() | np.number():
            return _short(float(made))
        case _:
            msg = f"a model gives {made!r}, which the page has no step for; add it to STEPS in evaluator.js."
            raise TypeError(msg)


def _samples() -> dict[str, Any]:
    """Return what :func:`_sobol` does, by number of inputs; scipy is asked once."""
    made_from = repr((evaluate.CORNERS, *evaluate.sample_mark(), Path(__file__).read_text(encoding="utf-8")))
    counts = range(1, evaluate.CORNERS + 1)
    return json.loads(keeping.kept("sobol", made_from, lambda: json.dumps({count: _sobol(count) for count in counts})))


def _sobol(count: int) -> dict[str, Any]:
    """Return the scrambled numbers of the sample that ranges are tried with, for the page to draw the same."""
    from scipy.stats import qmc

    engine = qmc.Sobol(count, scramble=True, rng=np.random.default_rng(evaluate.SEED))
    directions = engine._sv[:, : evaluate.SAMPLE].tolist()
    return {
        "shift": engine._shift.tolist(),
        "directions": directions,
        "bits": engine.bits,
        "points": 2**evaluate.SAMPLE,
    }


@functools.lru_cache
def embedded() -> str:
    """Return the graph for the page, as JSON."""
    compact = _Compact()
    numbers = [computed.get(name) for name in compact.numbers]
    units = tables.lookup("units", "template")
    said = [one for one in sentences.everything() if one.page != graph.OWN.rstrip(":")]
    pages = list(dict.fromkeys(sentence.page for sentence in said))
    checks = tables.load("source_checks").to_dict("records")
    claims = tables.load("forecast_claims").to_dict("records")
    whole = {
        "figures": [_figure(identifier) for identifier in compact.figures],
        "numbers": [
            [name, one.how, compact.expression(one.expression), one.format, units.get(one.unit, "{}")]
            for name, one in zip(compact.numbers, numbers, strict=True)
        ],
        "checks": [_checked(compact, row, row["title"]) for row in checks if row["claimed"]],
        "claims": [_checked(compact, row, row["claim"]) for row in claims if row["claimed"]],
        "functions": [_function(compact, name) for name in computed.names() if computed.get(name).function],
        "drawn": [_drawn(compact, kind, name) for kind, name in reads.everything() if kind != "computed"],
        "sections": list(dict.fromkeys((s.page, s.section) for s in said)),
        "pages": pages,
        "sentences": [],
        "models": compact.models,
        "sobol": _samples(),
        "steps": whatif.STEPS,
    }
    section = {key: at for at, key in enumerate(whole["sections"])}
    whole["sections"] = [[pages.index(page), anchor] for page, anchor in whole["sections"]]
    worked = {one[0]: at for at, one in enumerate([*whole["checks"], *whole["claims"]])}
    kept = {"fact": compact.figures, "computed": compact.numbers, "record": worked}
    for one in said:
        marks = [f"{kind[0]}{kept[kind][name]}" for kind, name in one.prints if name in kept[kind]]
        if marks:
            whole["sentences"].append([section[one.page, one.section], _cut(one.text), " ".join(marks)])
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rpartition(' ')[0]}…"


def _figure(identifier: str) -> list[Any]:
    row = tables.figure(identifier)
    printed = [_short(row["value_low"]), _short(row["value_high"])]
    held = [] if row["held_low"] != row["held_low"] else [_short(row["held_low"]), _short(row["held_high"])]
    unit = tables.lookup("units", "template")[row["unit"]]
    return [
        identifier,
        printed[:1] if printed[0] == printed[1] else printed,
        unit,
        row["table"],
        *([held] if held else []),
    ]


def _checked(compact: _Compact, row: dict[str, Any], words: str) -> list[Any]:
    claimed, worked = ([compact.expression(text) for text in row[c].split(";")] for c in ("claimed", "computed"))
    tolerance = 0 if row["tolerance"] != row["tolerance"] else _short(row["tolerance"])
    return [row["id"], words, row["verdict"], claimed, worked, tolerance]


def _function(compact: _Compact, name: str) -> list[Any]:
    one = computed.get(name)
    below = [c.name for c in graph.graph().rests_on(f"computed/{name}") if c.kind == "figure"]
    sure = {compact.figures[i] for i in one.uses if i in compact.figures}
    read = reads.everything()["computed", name]
    whole, rows = set(read["tables"]), tables.rows()
    named = {compact.figures[i] for i in below if rows[i]["table"] not in whole}
    return [name, one.how, one.shown(), sorted(sure | named), sorted(whole & set(tables.names()))]


def _drawn(compact: _Compact, kind: str, name: str) -> list[Any]:
    read = reads.everything()[kind, name]
    every = tables.names() if "*" in read["tables"] else [t for t in read["tables"] if t in tables.names()]
    rows = [compact.figures[i] for i in read["rows"] if i in compact.figures]
    numbers = [compact.numbers[n] for n in read["numbers"] if n in compact.numbers]
    return [kind, name, rows, numbers, "*" if len(every) == len(tables.names()) else every]


# -- what stands on the page -------------------------------------------------------------------------------


def places(page: Page) -> str:
    """Return, as JSON, where the page's links lead: pages, figures drawn, and the catalogues of rows and numbers."""
    titles = page.app.env.titles
    said = {
        "pages": {
            s.page: [page.address(s.page), page.title(s.page)] for s in sentences.everything() if s.page in titles
        },
        "drawn": resting.drawn(page),
        "figures": {table: f"{page.address(addresses.page_of(table))}#figure-" for table in tables.names()},
        "computed": f"{page.address(addresses.COMPUTED_PAGE)}#computed-",
        "check": f"{page.address(addresses.page_of('source_checks'))}#record-",
        "claim": f"{page.address(addresses.page_of('forecast_claims'))}#record-",
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def tool(page: Page) -> str:
    """Return the tool: the worked example as a reader without script sees it, and the graph for the script."""
    result = whatif.whatif(whatif.parse_case(EXAMPLE), functions=False)
    data = {"what-if-graph": embedded(), "what-if-places": places(page)}
    inert = "".join(_inert(name, text) for name, text in data.items())
    script = f"{'../' * page.docname.count('/')}_static/what-if.js"
    return (
        f'<section class="cn-what-if" id="what-if" data-example="{EXAMPLE}" aria-label="What if this figure is wrong?">'
        f'<div class="cn-case"></div><div class="cn-outcome">{outcome(page, result)}</div></section>'
        f'{inert}<script defer src="{script}"></script>'
    )


def _inert(name: str, text: str) -> str:
    safe = text.replace("</", r"<\/")
    return f'<script type="application/json" id="{name}">{safe}</script>'


def outcome(page: Page, result: whatif.Result) -> str:
    """Return numbers, verdicts and pages of a result as tables, in the form that the script gives them."""
    numbers = [
        [page.link(*addresses.of_computed(one.name), one.words), escape(one.before), escape(one.after), growth(one)]
        for one in result.numbers
    ]
    verdicts = [
        [page.link(*addresses.of_row(one.name), one.words), escape(one.before), escape(one.after), escape(one.why or "the verdict still fits")]
        for one in result.verdicts
    ]  # fmt: skip
    counted = Counter(sentence.page for sentence in result.sentences)
    said = [
        [page.link(name, "", page.title(name)), str(count)]
        for name, count in sorted(counted.items())
        if name in page.app.env.titles
    ]
    return (
        _table("Numbers that change", ["Number", "Before", "After", "Change"], numbers)
        + _table("Comparisons that come out otherwise", ["Check or claim", "Before", "After", "Verdict"], verdicts)
        + _table("Pages that say one of them", ["Page", "Sentences"], said)
    )


def growth(change: whatif.Change) -> str:
    """Return how far a number moves, as the page writes it: in percent of what it was."""
    if change.undefined:
        return escape(change.why)
    return "from nought" if change.relative == float("inf") else f"{_percent(change.relative)}%"


def _percent(relative: float) -> str:
    from counternarcotics.numberlike import formatted

    return formatted(100 * relative, ",.0f" if relative >= 0.1 else ".1f")


def most_carrying(page: Page) -> str:
    """Return the twenty figures on which most of the book rests."""
    heads = ["Figure", "All", "Numbers", "Checks and claims", "Charts and explorers", "Sentences", "Pages"]
    rows = [
        [
            f'<a href="#what-if?{row.figure}">{escape(row.figure.replace("-", " "))}</a>: {page.link(*addresses.of_row(row.figure), tables.shown(row.figure))}',
            *map(str, (row.all, row.computed, row.check + row.claim, row.chart + row.explorer, row.sentence, row.pages)),
        ]
        for row in graph.most_carrying().itertuples()
    ]  # fmt: skip
    return _table("The twenty figures that carry the most", heads, rows)


def _table(caption: str, heads: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{c}</td>" for c in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="cn-table" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="cn-effects">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


KINDS = {"what-if": tool, "most-carrying": most_carrying}

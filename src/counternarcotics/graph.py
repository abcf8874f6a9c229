"""Graph: what rests on what, from a row of a table to the sentence that prints a number worked out from it.

A node is called by its kind and its name: ``figure/heroin-seized-kazakhstan-2003``, ``computed/ordinary-week-heroin``,
``check/...``, ``claim/...``, ``record/...``, ``table/...``, ``chart/...``, ``explorer/...``, ``sentence/<page>:<line>``.
Its edges are read off the expressions, off what charts, explorers and functions read while they are made
(:mod:`counternarcotics.reads`), and off the roles of the prose (:mod:`counternarcotics.sentences`).

An edge is *sure* where the one names the other.  It is not where only a table is known that was loaded whole, or a row
that was read beside others: then a change may reach it or not.
"""

from __future__ import annotations

import difflib
import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from counternarcotics import computed, evaluate, reads, sentences, tables
from counternarcotics.describe import EVERY_TABLE

KINDS = ("computed", "check", "claim", "chart", "explorer", "sentence")  # what a figure can carry
OWN = "book/evidence/what-if:"  # the page that shows the graph
CHECKED = {"source_checks": "check", "forecast_claims": "claim"}


@dataclass(frozen=True)
class Carried:
    """Something that rests on a figure: its node, whether surely, and over how many steps."""

    node: str
    sure: bool
    steps: int

    @property
    def kind(self) -> str:
        """The kind of the node."""
        return self.node.partition("/")[0]

    @property
    def name(self) -> str:
        """The name of the node within its kind."""
        return self.node.partition("/")[2]


@dataclass
class Graph:
    """Nodes with what each rests on: ``below[node][other]`` says whether `node` rests on `other` surely."""

    below: dict[str, dict[str, bool]] = field(default_factory=dict)
    above: dict[str, dict[str, bool]] = field(default_factory=dict)

    def add(self, node: str, *others: str, sure: bool = True) -> None:
        """Note that `node` rests on `others`; what is sure once stays so."""
        rests = self.below.setdefault(node, {})
        for other in others:
            rests[other] = sure or rests.get(other, False)
            self.above.setdefault(other, {})[node] = rests[other]

    def find(self, name: str) -> str:
        """Return the node of an id or of a node's whole name; raise KeyError with the nearest names."""
        if name in self.below or name in self.above:
            return name
        found = [f"{kind}/{name}" for kind in (*_ROWS, "computed") if self.has(f"{kind}/{name}")]
        if found:
            return found[0]
        known = [node.partition("/")[2] for node in {**self.above, **self.below} if not node.startswith("sentence/")]
        near = ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.4)) or "none"
        msg = f"Nothing in the graph is called {name!r}; the nearest are {near}."
        raise KeyError(msg)

    def has(self, node: str) -> bool:
        """Tell whether a node is known."""
        return node in self.below or node in self.above

    def rests_on(self, name: str) -> list[Carried]:
        """Return everything that a node rests on, nearest first."""
        return self._reached(self.find(name), self.below)

    def carries(self, name: str) -> list[Carried]:
        """Return everything that rests on a node, nearest first, sure things before others."""
        return self._reached(self.find(name), self.above)

    @staticmethod
    def _reached(start: str, edges: dict[str, dict[str, bool]]) -> list[Carried]:
        found: dict[str, Carried] = {}
        for wanted in (True, False):  # over sure edges first, so that a doubtful way never hides a sure one
            level, steps = [start, *(found if not wanted else ())], 0
            while level:
                steps += 1
                following = []
                for node in level:
                    for other, sure in edges.get(node, {}).items():
                        if other not in found and other != start and (sure or not wanted):
                            before = found[node].steps if node in found else 0
                            found[other] = Carried(other, wanted, before + 1)
                            following.append(other)
                level = following
        return [one for one in found.values() if one.kind != "table"]


_ROWS = ("figure", "record", *CHECKED.values())


def row_node(identifier: str) -> str:
    """Return the node of a row by its id."""
    table = tables.rows()[identifier]["table"]
    return f"{'figure' if table in tables.names() else CHECKED.get(table, 'record')}/{identifier}"


@functools.lru_cache
def graph() -> Graph:
    """Return the graph of the whole book."""
    made = Graph()
    for name in computed.names():
        one = computed.get(name)
        made.add(f"computed/{name}", *map(row_node, one.named), *(f"computed/{number}" for number in one.numbers))
        made.add(f"computed/{name}", *(f"table/{table}" for table in one.tables), sure=False)
    for table in CHECKED:
        for row in tables.load(table).to_dict("records"):
            _add_checked(made, row_node(row["id"]), row)
    for (kind, name), read in reads.everything().items():
        sure = (
            kind != "computed"
        )  # a function says itself what it uses; what its module reads beside that may not count
        made.add(f"{kind}/{name}", *map(row_node, read["rows"]), sure=sure)
        made.add(f"{kind}/{name}", *(f"computed/{number}" for number in read["numbers"]))
        made.add(f"{kind}/{name}", *(f"table/{table}" for table in _each(read["tables"])), sure=False)
    for table in [*tables.names(), *tables.record_names()]:
        node = f"table/{table}"
        if node in made.above:
            made.add(node, *map(row_node, tables.load(table)["id"]), sure=False)
    for sentence in sentences.everything():
        made.add(f"sentence/{sentence.page}:{sentence.line}", *(role_node(*said) for said in sentence.prints))
    return made


def _each(names: list[str]) -> list[str]:
    return [*tables.names(), *tables.record_names()] if EVERY_TABLE in names else names


def role_node(kind: str, identifier: str) -> str:
    """Return the node that a role speaks of."""
    return f"computed/{identifier}" if kind == "computed" else row_node(identifier)


def _add_checked(made: Graph, node: str, row: dict[str, str]) -> None:
    made.add(
        node,
        *map(row_node, filter(None, (i.strip() for i in (row.get("claims") or row.get("figures") or "").split(";")))),
    )
    for text in expressions(row):
        expression = evaluate.parse(text)
        made.add(node, *map(row_node, expression.rows), *(f"computed/{number}" for number in expression.numbers))
        made.add(node, *(f"table/{table}" for table in evaluate.counts(text, tables.scope())), sure=False)


def expressions(row: dict[str, str]) -> Iterator[str]:
    """Yield the expressions of a source check or a forecast claim: those of the claim, then those that follow."""
    for column in ("claimed", "computed"):
        yield from filter(None, map(str.strip, row[column].split(";")))


def most_carrying(count: int = 20, kinds: tuple[str, ...] = KINDS) -> pd.DataFrame:
    """Return the figures on which most rests, surely, over however many steps: one row a figure, most first.

    The columns are ``figure`` (the id), one for each of `kinds`, ``pages`` (with sentences) and ``all`` (the sum of the
    kinds).  Sentences of the page about the graph itself are left out.
    """
    rows = []
    for identifier in tables.figures().index:
        if graph().has(f"figure/{identifier}"):
            sure = [one for one in graph().carries(f"figure/{identifier}") if one.sure and not one.name.startswith(OWN)]
            counted = Counter(one.kind for one in sure)
            pages = {one.name.rpartition(":")[0] for one in sure if one.kind == "sentence"}
            numbers = {kind: counted[kind] for kind in kinds}
            rows.append({"figure": identifier, **numbers, "pages": len(pages), "all": sum(numbers.values())})
    return pd.DataFrame(rows).sort_values(["all", "figure"], ascending=[False, True], ignore_index=True).head(count)

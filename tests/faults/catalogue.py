"""The seeded faults: each is one slip that a contributor can make, with the words that a good answer holds.

A fault that nothing catches carries the reason why (``survives``); none survives without one.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Fault:
    """One slip: ``seed`` writes it into a copy of the repository; ``says`` is what a good sentence holds."""

    name: str
    group: str  # tables, pages, labs, code, models
    file: str
    seed: Callable[[Path], None]
    says: tuple[str, ...] = ()
    survives: str = ""


# -- ways to write a fault -----------------------------------------------------------------------------


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def _store(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def cell(table: str, key: str, column: str, text: str) -> Callable[[Path], None]:
    """Write `text` into the cell of the row whose first column is `key`."""

    def seed(root: Path) -> None:
        path = root / f"data/{table}.csv"
        rows = _rows(path)
        (row,) = [row for row in rows if row[0] == key]
        if row[rows[0].index(column)] == text:
            msg = f"{table} {key} {column} is {text!r} already"
            raise ValueError(msg)
        row[rows[0].index(column)] = text
        _store(path, rows)

    return seed


def changed_cells(table: str, key: str, **cells: str) -> Callable[[Path], None]:
    """Write several cells of one row."""

    def seed(root: Path) -> None:
        for column, text in cells.items():
            cell(table, key, column, text)(root)

    return seed


def copied_row(table: str, key: str, **cells: str) -> Callable[[Path], None]:
    """Add a copy of a row, with other cells."""

    def seed(root: Path) -> None:
        path = root / f"data/{table}.csv"
        rows = _rows(path)
        (row,) = [list(row) for row in rows if row[0] == key]
        for column, text in cells.items():
            row[rows[0].index(column)] = text
        _store(path, [*rows, row])

    return seed


def lost_row(table: str, key: str) -> Callable[[Path], None]:
    """Take a row away."""

    def seed(root: Path) -> None:
        path = root / f"data/{table}.csv"
        _store(path, [row for row in _rows(path) if row[0] != key])

    return seed


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Replace the first `old` of a text file."""

    def seed(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        if old not in text:
            msg = f"{file} does not hold {old!r}"
            raise ValueError(msg)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return seed


def appended(file: str, text: str) -> Callable[[Path], None]:
    """Add text at the end of a file."""

    def seed(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as handle:
            handle.write(text)

    return seed


def rewritten(file: str, rewrite: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Store a file otherwise: in another encoding, with other marks."""

    def seed(root: Path) -> None:
        path = root / file
        path.write_bytes(rewrite(path.read_bytes()))

    return seed


def new_file(file: str, text: str) -> Callable[[Path], None]:
    """Add a file."""

    def seed(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")

    return seed


def notebook(file: str, change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    """Change a notebook as data."""

    def seed(root: Path) -> None:
        path = root / file
        read = json.loads(path.read_text(encoding="utf-8"))
        change(read)
        path.write_text(json.dumps(read, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    return seed


# -- faults of the tables ------------------------------------------------------------------------------

FIGURE = "heroin-seized-tajikistan-2003"
FIGURES = (
    ("seizures", "heroin-seized-kazakhstan-2003"),
    ("drug_users", "registered-users-kazakhstan-2003"),
    ("opium_economy", "opium-production-afghanistan-2004"),
    ("outcomes", "poppy-area-afghanistan-2007"),
    ("capacity", "budget-institution-building-kyrgyzstan-1994"),
)


def _figure_faults() -> Iterator[Fault]:
    for table, key in FIGURES:
        file = f"data/{table}.csv"
        row = dict(
            zip(*(lambda rows: (rows[0], next(r for r in rows if r[0] == key)))(_rows(ROOT / file)), strict=True)
        )
        low = float(row["value_low"])

        def one(what: str, says: tuple[str, ...], table=table, key=key, file=file, **cells: str) -> Fault:
            return Fault(f"{table}: {what}", "tables", file, changed_cells(table, key, **cells), says)

        tenfold = f"{low * 10:.10g}"
        yield one("invisible character", ("nobody sees",), note="a\u00a0word\u200b")
        yield one(
            "correction of nothing",
            ("column held_low",),
            held_low=f"{low:.10g}",
            held_high=row["value_high"],
            correction="x",
        )
        yield one("value ten times too large", ("printed",), value_low=tenfold, value_high=tenfold)
        yield one("printed changed", ("printed",), printed=f"{row['printed']}7")
        yield one("printed a word", ("printed",), printed="many")
        yield one("low above high", ("at most value_high",), value_low=f"{low * 3 + 1:.10g}")
        yield one("value a word", ("expected a number",), value_low="many")
        yield one("unit unknown", ("units.csv",), unit="stone")
        yield one("unit known but wrong", ("column unit", "measure"), unit="dogs")
        yield one("place unknown", ("places.csv",), place="atlantis")
        yield one(
            "place known but wrong", ("column place",), place="uzbekistan" if "uzbek" not in key else "kazakhstan"
        )
        yield one("measure misspelt", ("measures.csv", "nearest"), measure=row["measure"][:-1])
        yield one("item misspelt", ("column item",), item=f"{row['item']}s")
        yield one("month impossible", ("period",), period=f"{row['period'][:4]}-13")
        yield one("31 February", ("a year, a month (2003-01)",), period=f"{row['period'][:4]}-02-31")
        yield one("year impossible", ("expected a year",), period="2039")
        yield one("period disagrees with the id", ("column id", "period"), period="1987")
        yield one("period backwards", ("ends before it starts",), period="2005/2001")
        yield one("source unknown", ("sources.csv",), source="hearsay")
        yield one("qualifier unknown", ("one of the words",), qualifier="roughly")
        yield one(
            "held without a reason", ("column correction",), held_low=row["value_low"], held_high=row["value_high"]
        )
        yield one("half a held value", ("column held_high",), held_low=row["value_low"])
        yield one("reason without a held value", ("go together",), correction="because")
        yield one("formula of a spreadsheet", ("spreadsheet",), printed="=1+1")
        yield one("script in a note", ("markup",), note="see <script>alert(1)</script>")
        yield one("cell of blanks", ("blanks",), note="   ")
        yield one("id not in kebab case", ("lower-case words",), id=key.replace("-", "_"))
        yield Fault(f"{table}: id twice", "tables", file, copied_row(table, key), ("no other row has",))
        yield Fault(
            f"{table}: the same figure under another id",
            "tables",
            file,
            copied_row(table, key, id=f"{key}-again"),
            ("keep one",),
        )


def _digit_faults() -> Iterator[Fault]:
    """Yield numbers that some readers of tables take and others do not."""
    for what, written in (
        ("an underscore between digits", "5_600"),
        ("a power of ten", "5.6e3"),
        ("a zero before the number", "05600"),
    ):
        cells = changed_cells("seizures", "heroin-seized-tajikistan-2003", value_low=written, value_high=written)
        yield Fault(f"seizures: {what}", "tables", "data/seizures.csv", cells, ("plain digits",))


def _negative_faults() -> Iterator[Fault]:
    yield Fault(
        "hiv: negative share", "tables", "data/hiv.csv",
        changed_cells("hiv", "hiv-share-by-injection-kazakhstan-2002", value_low="-82", value_high="-82", printed="-82 %"),
        ("cannot be negative",),
    )  # fmt: skip
    yield Fault(
        "hiv: share above 100", "tables", "data/hiv.csv",
        changed_cells("hiv", "hiv-share-by-injection-kazakhstan-2002", value_low="820", value_high="820", printed="820 %"),
        ("at most 100",),
    )  # fmt: skip
    yield Fault(
        "hiv: share as a fraction", "tables", "data/hiv.csv",
        changed_cells("hiv", "hiv-share-by-injection-kazakhstan-2002", value_low="0.82", value_high="0.82"), ("printed",),
    )  # fmt: skip
    yield Fault(
        "capacity: currency known but wrong", "tables", "data/capacity.csv",
        changed_cells("capacity", "budget-institution-building-kyrgyzstan-1994", unit="eur-million"), ("column unit",),
    )  # fmt: skip
    yield Fault(
        "seizures: tons for kilograms", "tables", "data/seizures.csv", changed_cells("seizures", FIGURE, unit="t"),
        ("its unit",),
    )  # fmt: skip
    yield Fault(
        "seizures: the same claim under another locator", "tables", "data/seizures.csv",
        copied_row("seizures", FIGURE, id=f"{FIGURE}-again", locator="1.1 fn. 30"), ("another locator",),
    )  # fmt: skip
    yield Fault(
        "seizures: no such section",
        "tables",
        "data/seizures.csv",
        changed_cells("seizures", FIGURE, locator="9.9"),
        ("outline.csv",),
    )
    yield Fault(
        "seizures: no such footnote",
        "tables",
        "data/seizures.csv",
        changed_cells("seizures", FIGURE, locator="1.1 fn. 120"),
        ("footnotes",),
    )


def _record_faults() -> Iterator[Fault]:
    def one(what: str, table: str, seed: Callable[[Path], None], *says: str, survives: str = "") -> Fault:
        return Fault(f"{table}: {what}", "tables", f"data/{table}.csv", seed, says, survives)

    yield one(
        "place twice in a list",
        "later_events",
        cell("later_events", "caricc-proposed-2002", "places", "russia;russia"),
        "twice in one list",
    )
    yield one(
        "trailing semicolon",
        "later_events",
        cell("later_events", "caricc-proposed-2002", "places", "russia;"),
        "spare semicolon",
    )
    yield one(
        "place unknown in a list",
        "later_events",
        cell("later_events", "caricc-proposed-2002", "places", "russia;atlantis"),
        "places.csv",
    )
    yield one(
        "institution unknown",
        "later_events",
        cell("later_events", "caricc-proposed-2002", "institution", "caric"),
        "caric",
    )
    yield one(
        "30 February",
        "later_events",
        cell("later_events", "caricc-proposed-2002", "date", "2002-02-30"),
        "no calendar has",
    )
    yield one(
        "membership twice",
        "memberships",
        copied_row("memberships", "shanghai-five-china", id="shanghai-five-china-again"),
        "at the same time",
    )
    yield one(
        "memberships overlap",
        "memberships",
        copied_row("memberships", "shanghai-five-china", id="shanghai-five-china-again", starts="1998", ends="2003"),
        "at the same time",
    )
    yield one(
        "member no country",
        "memberships",
        cell("memberships", "shanghai-five-china", "member", "central-asia"),
        "country",
    )
    yield one(
        "institution unknown",
        "memberships",
        cell("memberships", "shanghai-five-china", "institution", "shanghai-six"),
        "shanghai-six",
    )
    yield one(
        "span backwards",
        "memberships",
        cell("memberships", "shanghai-five-china", "ends", "1990"),
        "ends before it starts",
    )
    yield one(
        "its own successor",
        "institutions",
        cell("institutions", "kyrgyz-drug-control-agency", "successor", "kyrgyz-drug-control-agency"),
        "circle",
    )
    yield one(
        "successors in a circle",
        "institutions",
        cell("institutions", "kyrgyz-drug-control-agency", "successor", "kyrgyz-state-commission-on-drug-control"),
        "circle",
    )
    yield one(
        "successor unknown",
        "institutions",
        cell("institutions", "kyrgyz-drug-control-agency", "successor", "nobody"),
        "nobody",
    )
    yield one(
        "founded after its end",
        "institutions",
        cell("institutions", "kyrgyz-state-commission-on-drug-control", "founded", "2009"),
        "",
    )
    yield one(
        "staff no figure",
        "institutions",
        cell("institutions", "kyrgyz-drug-control-agency", "staff", "caricc-proposed-2002"),
        "staff",
    )
    yield one(
        "kind unknown",
        "institutions",
        cell("institutions", "kyrgyz-drug-control-agency", "kind", "ministri"),
        "one of the words",
    )
    yield one("gap in a chain", "route_chains", lost_row("route_chains", "chain-01-step-02"), "number the rows")
    yield one(
        "step twice in a chain", "route_chains", cell("route_chains", "chain-01-step-03", "step", "2"), "twice in chain"
    )
    yield one(
        "step not a number", "route_chains", cell("route_chains", "chain-01-step-03", "step", "third"), "whole number"
    )
    yield one(
        "list position twice",
        "list_items",
        cell("list_items", "conditions-of-legal-regulation-02", "position", "1"),
        "twice in list",
    )
    yield one(
        "list item lost", "list_items", lost_row("list_items", "conditions-of-legal-regulation-02"), "number the rows"
    )
    yield one(
        "score missing",
        "policy_scores",
        lost_row("policy_scores", "policy-score-monograph-war-on-drugs-demand"),
        "add the row",
    )
    yield one(
        "score twice",
        "policy_scores",
        copied_row("policy_scores", "policy-score-monograph-war-on-drugs-demand", id="policy-score-again"),
        "second score",
    )
    yield one(
        "score above ten",
        "policy_scores",
        cell("policy_scores", "policy-score-monograph-war-on-drugs-demand", "score", "11"),
        "at most 10",
    )
    yield one("budget no currency", "projects", cell("projects", "unodc-eco-dccu", "budget", FIGURE), "currency")
    yield one("donor unknown", "projects", cell("projects", "unodc-eco-dccu", "donor", "nobody"), "nobody")
    yield one(
        "ends before it starts",
        "projects",
        cell("projects", "unodc-eco-dccu", "ends", "1998-06"),
        "ends before it starts",
    )
    yield one(
        "recipient unknown", "projects", cell("projects", "unodc-eco-dccu", "recipients", "atlantis"), "places.csv"
    )
    yield one(
        "date without a century",
        "events",
        cell("events", "great-silk-road-seminar-1999", "date", "99-05-19"),
        "a year, a month",
    )
    yield one(
        "kind unknown", "events", cell("events", "great-silk-road-seminar-1999", "kind", "hearsay"), "one of the words"
    )
    yield one(
        "ends before it starts",
        "events",
        cell("events", "great-silk-road-seminar-1999", "ends", "1999-05-10"),
        "ends before it starts",
    )
    yield one("title missing", "events", cell("events", "great-silk-road-seminar-1999", "title", ""), "title")
    yield one(
        "instrument unknown",
        "articles",
        cell("articles", "bishkek-declaration-1999-article-6", "instrument", "bishkek-declaration"),
        "bishkek-declaration",
    )
    yield one(
        "article nought",
        "articles",
        cell("articles", "bishkek-declaration-1999-article-6", "article", "0"),
        "at least 1",
    )
    yield one(
        "place unknown",
        "provisions",
        cell("provisions", "un-conventions-kazakhstan", "place", "kazakstan"),
        "places.csv",
    )
    yield one(
        "topic misspelt",
        "provisions",
        cell("provisions", "un-conventions-kazakhstan", "topic", "un-convention"),
        "the same word for the same thing",
    )
    yield one("two pairs of braces", "units", cell("units", "kg", "template", "{} kg {}"), "one pair of braces")
    yield one("no braces", "units", cell("units", "kg", "template", "kg"), "{}")
    yield one("iso code misspelt", "places", cell("places", "kazakhstan", "iso3", "Kaz"), "three capital letters")
    yield one(
        "footnote not a number",
        "outline",
        replaced("data/outline.csv", "osmonaliev-2005,1.1,", "osmonaliev-2005,1.1a,"),
        "",
    )
    yield one("measure lost", "measures", lost_row("measures", "seized"), "measures.csv")


def _expression_faults() -> Iterator[Fault]:
    def check(what: str, column: str, text: str, *says: str) -> Fault:
        return Fault(
            f"source_checks: {what}",
            "tables",
            "data/source_checks.csv",
            cell("source_checks", "guiding-principles-summary", column, text),
            says,
        )

    yield check("unknown word", "claimed", "tally('list_items')", "tally")
    yield check("unknown id", "claimed", "printed('nothing-of-the-kind')", "nothing-of-the-kind")
    yield check("half an expression", "claimed", "", "fill both or neither")
    yield check("bracket left open", "claimed", "count('list_items'", "")
    yield check("a tower of powers", "claimed", "9**9**9**9", "power")
    yield check("code that is no expression", "claimed", "__import__('os')", "")
    yield check("a comprehension", "claimed", "sum(i for i in (1, 2))", "")
    yield check("division by nought", "claimed", "1 / 0", "")
    yield check("verdict unknown", "verdict", "wrong", "one of the words")
    yield check("tolerance under which anything passes", "tolerance", "900", "anything passes")
    yield check("tolerance negative", "tolerance", "-1", "at least 0")
    yield check("claims unknown", "claims", "guiding-principle-01", "guiding-principle-01")
    yield check("kind unknown", "kind", "feeling", "one of the words")
    for table, key, verdict in (
        ("source_checks", "estimate-total-300000", "passes"),
        ("source_checks", "kazakhstan-2003-without-precursors", "contradiction"),
    ):
        yield Fault(
            f"{table}: verdict {verdict} that does not fit",
            "tables",
            f"data/{table}.csv",
            cell(table, key, "verdict", verdict),
            ("column verdict",),
        )
    key = "supply-output-change-2004-2007"

    def number(what: str, column: str, text: str, *says: str) -> Fault:
        return Fault(
            f"computed_numbers: {what}",
            "tables",
            "data/computed_numbers.csv",
            cell("computed_numbers", key, column, text),
            says,
        )

    yield number(
        "unknown row", "expression", "change(held('opium-2004'), held('opium-output-afghanistan-2007'))", "opium-2004"
    )
    yield number("unknown function", "expression", "changes(1, 2)", "changes")
    yield number("rests on itself", "expression", f"number('{key}') + held('opium-output-afghanistan-2007')", "circle")
    yield number("rests on nothing", "expression", "1 + 1", "names no row")
    yield number("unit unknown", "unit", "stone", "units.csv")
    yield number("format unknown", "format", "d", "a format such as")
    yield number("an attribute", "expression", "held.__class__", "")
    yield number("a text for a number", "expression", "'twelve'", "")
    yield number("id of a row", "id", FIGURE, "")


def _file_faults() -> Iterator[Fault]:
    def one(what: str, file: str, seed: Callable[[Path], None], *says: str) -> Fault:
        return Fault(f"file: {what}", "tables", file, seed, says)

    seizures = "data/seizures.csv"
    yield one(
        "Latin-1",
        seizures,
        rewritten(seizures, lambda b: b.decode().replace("one cache", "één cache").encode("latin-1", "replace")),
        "UTF-8",
    )
    yield one("line ends of Windows", seizures, rewritten(seizures, lambda b: b.replace(b"\n", b"\r\n")), "LF")
    yield one("empty", seizures, rewritten(seizures, lambda b: b""), "empty file")
    yield one("empty line", seizures, replaced(seizures, f"\n{FIGURE},", f"\n\n{FIGURE},"), "empty line")
    described = "data/datapackage.json"
    for what, old, new, says in (
        ("reference to no table", '"resource": "institutions"', '"resource": "institution"', "not described"),
        ("table without a path", '"path": "seizures.csv"', '"file": "seizures.csv"', "no path"),
        ("kind of a column misspelt", '"type": "integer"', '"type": "whole"', "described amiss"),
    ):
        yield one(what, described, replaced(described, old, new), says)
    yield one("UTF-16", seizures, rewritten(seizures, lambda b: b.decode().encode("utf-16")), "UTF-16")
    yield one("byte-order mark", seizures, rewritten(seizures, lambda b: b"\xef\xbb\xbf" + b), "byte-order mark")
    yield one("tabs for commas", seizures, rewritten(seizures, lambda b: b.replace(b",", b"\t")), "tabs")
    yield one("semicolons for commas", seizures, rewritten(seizures, lambda b: b.replace(b",", b";")), "semicolons")
    yield one("column lost", seizures, rewritten(seizures, lambda b: re.sub(rb"(?m),[^,\n]*$", b"", b)), "columns")
    yield one("heading misspelt", seizures, replaced(seizures, "id,measure", "id,measures"), "columns")
    yield one("a cell too many", seizures, appended(seizures, "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s\n"), "row")
    yield one("broken JSON", "data/datapackage.json", replaced("data/datapackage.json", "{", "{,"), "JSON")
    yield one(
        "description lost",
        "data/datapackage.json",
        lambda root: (root / "data/datapackage.json").unlink(),
        "described there",
    )
    yield one("table lost", "data/units.csv", lambda root: (root / "data/units.csv").unlink(), "no such file")
    yield one("table not described", "data/extra.csv", new_file("data/extra.csv", "id\nx\n"), "does not describe")


# -- faults of the pages -------------------------------------------------------------------------------

PAGE = "book/part-1/trends.md"
SECOND = "book/part-2/policy-models.md"
WRONG_TEXTS = (
    ("unknown fact", "{fact}`users-kazakstan-2003`", "no figure has the id"),
    ("fact with a form", "{fact}`registered-users-kazakhstan-2003:size`", ":value"),
    ("unknown computed number", "{computed}`register-total-2004`", "the nearest are register-total-2003"),
    ("unknown record", "{record}`words <trilateral-agreement-1997>`", "no row has the id"),
    ("record without words", "{record}`trilateral-agreement-1996`", "words and an id"),
    ("record that is a figure", "{record}`words <registered-users-kazakhstan-2003>`", "is a figure"),
    ("unknown citation", "{cite:t}`osmonaliev2006`", "no entry"),
    ("unknown term", "{term}`seizzure`", "no term"),
    ("unknown page", "{doc}`forecasts`", "no page"),
    ("unknown label", "{ref}`nowhere-at-all`", "no label"),
    ("unknown role", "{facts}`registered-users-kazakhstan-2003`", "no role"),
    ("role with a blank", "{fact} `registered-users-kazakhstan-2003`", "a role has none"),
    ("unknown chart", "```{chart} registered-user\nA caption.\n```", "the nearest are registered-users"),
    ("chart without a caption", "```{chart} registered-users\n```", "without a caption"),
    ("unknown explorer", "```{explorer} forecasts\n```", "the nearest are forecast"),
    ("fence not closed", "```{chart} registered-users\nA caption.", "never closed"),
    ("exercise not closed", "````{exercise} Title\n:label: trends-new\n\nWords.", "never closed"),
    ("dollar not closed", "The share $p is small.", "single $"),
    ("fraction with one part", "The share is $\\frac{1}$.", "with one part"),
    ("braces do not pair", "The share is $x_{1$.", "braces"),
    ("begin without end", "$$\n\\begin{aligned} a &= b\n$$", "do not pair"),
    ("left without right", "The share is $\\left( x$.", "do not pair"),
    ("second title", "# Another title", "second title"),
    ("heading too deep", "## Part\n\n#### Deep", "heading of level"),
    ("undefined reference", "See [the text][undefined].", "does not define"),
    ("undefined footnote", "As said[^9].", "footnote"),
    ("misspelt class", ":::{div} cn-leed\nWords.\n:::", "no style sheet"),
    ("link to no file", "See [the page](forecasts.md).", "no file"),
    ("link to no anchor", "See [the place](#nowhere).", "no label"),
    ("script in the text", "<script>alert(1)</script>", "script"),
    ("two right answers", "```{check} Which?\n- [x] One\n  : Yes.\n- [x] Two\n  : Yes.\n```", "right answers"),
    ("answer without feedback", "```{check} Which?\n- [x] One\n- [ ] Two\n  : Not so.\n```", "feedback"),
    ("bare statistic", "Officers seized 5,600 kg.", ""),
    ("other marks than backticks", "{fact}\u2018registered-users-kazakhstan-2003\u2019", "other marks than backticks"),
    ("role never closed", "{fact}`registered-users-kazakhstan-2003 is a number.", "never closed"),
    ("heading without a blank", "##Heading", "without a blank"),
    ("label twice", "(trends-twice)=\nWords.\n\n(trends-twice)=\nWords.", "as well"),
    ("solution of no exercise", "```{solution} no-exercise\nWords.\n```", "no exercise has that label"),
    ("prediction of no result", ":::{predict} What?\n:explorer: seizure-iceberg\n:result: levels\n:from: 0\n:to: 9\n:step: 1\nWords.\n:::", "no result"),
    ("stage of no control", "```{stage} seizure-iceberg nothing\n```", "no control"),
    ("move to no control", "{move}`words <seizure-iceberg?northern=1>`", "no assumption"),
    ("picture of no file", "![A picture](nowhere.png)", "no such file"),
    ("picture without words", "![](nowhere.png)", "without words"),
    ("comment never closed", "<!-- left open", "never closed"),
    ("option misspelt", "````{exercise} Title\n:lable: trends-x\n\nWords.\n````", "the nearest are label"),
    ("directive misspelt", "````{exersise} Title\n\nWords.\n````", "no directive"),
    ("marks of a merge", "<<<<<<< HEAD\nWords.\n=======\nOthers.\n>>>>>>> branch", "a merge left"),
)  # fmt: skip


def _page_faults() -> Iterator[Fault]:
    for page in (PAGE, SECOND):
        for what, text, says in WRONG_TEXTS:
            yield Fault(f"{page}: {what}", "pages", page, appended(page, f"\n{text}\n"), (says,))
    yield Fault("page without a title", "pages", PAGE, replaced(PAGE, "# 1.1", "1.1"), ("no title",))
    yield Fault("page with a byte-order mark", "pages", PAGE, rewritten(PAGE, lambda b: b"\xef\xbb\xbf" + b), ("mark",))
    yield Fault(
        "page with line ends of Windows", "pages", PAGE, rewritten(PAGE, lambda b: b.replace(b"\n", b"\r\n")), ("LF",)
    )
    for what, file, old, new, says in (
        (
            "contents with a tab",
            "_toc.yml",
            "      - file: book/part-1/forecast\n",
            "\t- file: book/part-1/forecast\n",
            "no YAML",
        ),
        ("contents with a word misspelt", "_toc.yml", "chapters:", "chapter:", "means nothing here"),
        ("contents without a root", "_toc.yml", "root:", "rooot:", "no root"),
        ("configuration that is no YAML", "_config.yml", "title: Counter", "title: [Counter", "no YAML"),
        ("configuration with a word misspelt", "_config.yml", "only_build_toc_files", "only_build_tocfiles", "nearest"),
        ("bibliography elsewhere", "_config.yml", "book/references.bib", "book/reference.bib", "no such file"),
        ("project that is no TOML", "pyproject.toml", "[project]", "[project", "no TOML"),
        ("need that the lock lacks", "requirements.in", "scipy>=", "polars>=1\nscipy>=", "make lock"),
        ("number of no page", "data/computed_numbers.csv", ",scoring-a-forecast,", ",scoring-forecast,", "no page"),
    ):
        yield Fault(what, "pages", file, replaced(file, old, new), (says,))
    yield Fault("page in Latin-1", "pages", PAGE, rewritten(PAGE, lambda b: b + "é".encode("latin-1")), ("UTF-8",))
    yield Fault(
        "page nobody lists",
        "pages",
        "book/part-1/orphan.md",
        new_file("book/part-1/orphan.md", "# Orphan\n\nWords.\n"),
        ("_toc.yml",),
    )
    yield Fault(
        "contents name no page",
        "pages",
        "_toc.yml",
        replaced("_toc.yml", "book/part-1/trends", "book/part-1/trend"),
        ("no page",),
    )
    yield Fault(
        "contents name a page twice",
        "pages",
        "_toc.yml",
        replaced(
            "_toc.yml",
            "      - file: book/part-1/forecast\n",
            "      - file: book/part-1/forecast\n      - file: book/part-1/forecast\n",
        ),
        ("keep one",),
    )
    bib = "book/references.bib"
    yield Fault(
        "work without an author",
        "pages",
        bib,
        appended(bib, "@book{nobody2001, title={Nothing}, year={2001}}\n"),
        ("author",),
    )
    yield Fault(
        "work twice",
        "pages",
        bib,
        appended(bib, "@book{nash1950, author={Nash, J.}, title={Nothing}, year={2001}}\n"),
        ("times",),
    )
    yield Fault(
        "work that nobody cites",
        "pages",
        bib,
        appended(bib, "@book{nobody2001, author={Nobody, A.}, title={Nothing}, year={2001}}\n"),
        ("no page cites",),
    )
    charts = "src/counternarcotics/charts/trends.py"
    yield Fault(
        "chart nobody places",
        "pages",
        charts,
        appended(charts, "\n\ndef nowhere() -> NamedChart:\n    return registered_users()\n"),
        ("no page shows",),
    )
    yield Fault(
        "chart that cannot be drawn",
        "pages",
        charts,
        replaced(
            charts,
            "def registered_users() -> NamedChart:\n",
            "def registered_users() -> NamedChart:\n    raise KeyError('gone')\n",
        ),
        ("cannot be drawn",),
    )
    yield Fault(
        "module of no page",
        "pages",
        "src/counternarcotics/charts/prisons.py",
        new_file("src/counternarcotics/charts/prisons.py", '"""Charts of a page that is not there."""\n'),
        ("does not exist",),
    )
    yield Fault(
        "tasks of no lab",
        "pages",
        "src/counternarcotics/checks/prisons.py",
        new_file("src/counternarcotics/checks/prisons.py", '"""Tasks of a lab that is not there."""\n'),
        ("does not exist",),
    )
    yield Fault(
        "model nobody imports",
        "pages",
        "src/counternarcotics/models/prisons.py",
        new_file("src/counternarcotics/models/prisons.py", '"""A model that nothing computes with."""\n'),
        ("models/prisons.py: found a module that nothing imports",),
    )
    yield Fault(
        "explorer nobody places",
        "pages",
        "src/counternarcotics/explorers/prisons.py",
        new_file("src/counternarcotics/explorers/prisons.py", '"""An explorer that stands nowhere."""\n'),
        ("no page shows",),
    )


# -- faults of the labs --------------------------------------------------------------------------------

LABS = ("notebooks/seizures.ipynb", "notebooks/forecast.ipynb")


def _first_code(read: dict[str, Any]) -> dict[str, Any]:
    return next(c for c in read["cells"] if c["cell_type"] == "code" and c["outputs"])


def _lab_faults() -> Iterator[Fault]:
    for lab in LABS:
        name = Path(lab).stem

        def one(what: str, change: Callable[[dict[str, Any]], None], *says: str, lab=lab) -> Fault:
            return Fault(f"{lab}: {what}", "labs", lab, notebook(lab, change), says)

        def words(read: dict[str, Any], text: str) -> None:
            read["cells"][0]["source"] = [*read["cells"][0]["source"], f"\n\n{text}"]

        def check_of_another(read: dict[str, Any], name=name) -> None:
            cell_ = next(c for c in read["cells"] if f'check("{name}"' in "".join(c["source"]))
            cell_["source"] = [line.replace(f'check("{name}"', 'check("weakest-link"') for line in cell_["source"]]

        def picture(read: dict[str, Any]) -> None:
            data = next(
                o["data"] for c in read["cells"] for o in c.get("outputs", []) if "image/png" in o.get("data", {})
            )
            stored = "".join(data["image/png"])
            data["image/png"] = stored[:200] + ("A" if stored[200] != "A" else "B") + stored[201:]

        yield one("tag misspelt", lambda read: _first_code(read)["metadata"].update(tags=["nbval-ignore"]), "tag")
        yield one(
            "warning stored",
            lambda read: _first_code(read)["outputs"].append(
                {"output_type": "stream", "name": "stderr", "text": ["FutureWarning: gone soon\n"]}
            ),
            "stored warning",
        )
        yield one(
            "path of a machine",
            lambda read: _first_code(read)["outputs"].append(
                {"output_type": "stream", "name": "stdout", "text": ["/home/anna/textbook/data\n"]}
            ),
            "of a machine",
        )
        yield one("no kernel", lambda read: read["metadata"].pop("kernelspec"), "kernel")
        yield one("other kernel", lambda read: read["metadata"]["kernelspec"].update(name="my-env"), "kernel")
        yield one("cell id twice", lambda read: read["cells"][1].update(id=read["cells"][0]["id"]), "as well")
        yield one("cell id missing", lambda read: read["cells"][1].pop("id"), "no cell id")
        yield one("check of another lab", check_of_another, "check of")
        yield one("picture changed", picture, "picture")
        yield one("run out of order", lambda read: _first_code(read).update(execution_count=99), "count")
        yield one(
            "code that Python cannot read",
            lambda read: _first_code(read).update(source=["for x in\n"]),
            "cell",
            "line 1",
        )
        yield one("second title", lambda read: words(read, "# Another"), "second title")
        yield one("link to no file", lambda read: words(read, "[there](../book/part-1/nowhere.md)"), "no file")
        yield one("dollar not closed", lambda read: words(read, "The share $p is small."), "single $")
        yield one("fraction with one part", lambda read: words(read, "So $\\frac{1}$."), "with one part")
        yield one(
            "stored error",
            lambda read: _first_code(read)["outputs"].append(
                {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
            ),
            "stored error",
        )
        yield Fault(f"{lab}: no JSON", "labs", lab, rewritten(lab, lambda b: b[:-20]), ("no notebook",))
        yield Fault(f"{lab}: cut to nothing", "labs", lab, rewritten(lab, lambda b: b"{}"), ("no notebook",))


def faults() -> list[Fault]:
    """Return every seeded fault, in a fixed order."""
    makers = (
        _figure_faults,
        _negative_faults,
        _digit_faults,
        _record_faults,
        _expression_faults,
        _file_faults,
        _page_faults,
        _lab_faults,
    )
    from faults import beside, code, forms, further, meaning, models  # they take their ways to write a fault from here

    others = (module.faults for module in (further, forms, code, meaning, beside, models))
    return [fault for maker in (*makers, *others) for fault in maker()]

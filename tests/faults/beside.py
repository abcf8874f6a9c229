"""Seeded faults of what is said twice: by an id and its row, a source and its date, a work and another, a plan and its chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from faults.catalogue import PAGE, Fault, appended, cell, notebook, replaced
from faults.code import LAB

FIRST, SECOND = "conditions-of-legal-regulation-01", "conditions-of-legal-regulation-02"
PROVISION = "un-conventions-kazakhstan"


def _exchanged(root: Path) -> None:
    cell("list_items", FIRST, "position", "2")(root)
    cell("list_items", SECOND, "position", "1")(root)


IN_TABLES: tuple[tuple[str, str, Callable[[Path], None], str], ...] = (
    ("articles", "a number that the id does not have", cell("articles", "bishkek-declaration-1999-article-6", "article", "9"), "column article"),
    ("boundaries", "a country of no place", cell("boundaries", "1", "left", "SAX"), "'SAX'"),
    ("events", "a source older than the event", cell("events", "great-silk-road-seminar-1999", "source", "un-1997"), "in a source of 1997"),
    ("outcomes", "a source older than the figure", cell("outcomes", "poppy-area-afghanistan-2007", "source", "un-1999"), "in a source of 1999"),
    ("later_events", "a source older than the event", cell("later_events", "caricc-agreed-2004", "source", "un-1999"), "in a source of 1999"),
    ("list_items", "a title twice in a list", cell("list_items", SECOND, "title", "Capacity"), "column title"),
    ("list_items", "two positions exchanged", _exchanged, "column position"),
    ("outline", "a footnote in two sections", replaced("data/outline.csv", "national law,86,89", "national law,86,95"), "footnotes"),
    ("provisions", "a position misspelt", cell("provisions", PROVISION, "position", "party to al three"), "column position"),
    ("provisions", "a detail of another country", cell("provisions", PROVISION, "detail", "Kyrgyzstan has joined the conventions."), "Kyrgyzstan"),
    ("route_chains", "a waypoint in another country", cell("route_chains", "chain-01-step-01", "place", "kyrgyzstan"), "column place"),
)  # fmt: skip

GLOSSARY, WORKS = "book/reference/glossary.md", "book/references.bib"
PLAN, SYLLABI, QUERIES = "instructor/plans/forecast.md", "instructor/syllabi.md", "tests/search_queries.csv"
CHAPTER, TITLE = "      - file: book/part-1/trends\n", "title: Counter-Narcotics Policy in Central Asia"
IN_FILES: tuple[tuple[str, str, Callable[[Path], None], str], ...] = (
    (PAGE, "a table whose heading is empty", appended(PAGE, "\n|  |  |\n| - | - |\n| 1 | 2 |\n"), "heading is empty"),
    (PAGE, "a link without words", appended(PAGE, "\nSee [](https://example.org/a).\n"), "without words"),
    (PAGE, "years backwards", appended(PAGE, "\nFrom 2003 to 1999 it grew.\n"), "before they begin"),
    (GLOSSARY, "a term twice", replaced(GLOSSARY, "alternative development\n", "administrative offence\n  Words.\n\nalternative development\n"), "as well"),
    (GLOSSARY, "a term without a definition", replaced(GLOSSARY, "alternative development\n", "alternative\n\nalternative development\n"), "without a definition"),
    (GLOSSARY, "terms out of order", replaced(GLOSSARY, "alternative development\n", "zero\n  Words.\n\nalternative development\n"), "order of the alphabet"),
    (WORKS, "a DOI of another work", replaced(WORKS, "year={1968}}", "year={1968}, doi={10.1093/biomet/59.3.591}}"), "the doi of"),
    (WORKS, "a field misspelt", replaced(WORKS, "journal={Journal of Political", "jurnal={Journal of Political"), "jurnal"),
    (WORKS, "an article without a journal", replaced(WORKS, "journal={Journal of Political Economy}, ", ""), "no journal"),
    ("_toc.yml", "a page that is a number", replaced("_toc.yml", CHAPTER, "      - file: 1.1\n"), "1.1"),
    ("_config.yml", "no title", replaced("_config.yml", TITLE, "title:"), "entry title"),
    ("_config.yml", "a year that is none", replaced("_config.yml", 'copyright: "2026"', 'copyright: "2O26"'), "entry copyright"),
    ("_config.yml", "a depth that is a word", replaced("_config.yml", "show_navbar_depth: 2", "show_navbar_depth: two"), "show_navbar_depth"),
    (PLAN, "a lab that there is not", appended(PLAN, "\nSee [the lab](notebooks/forcast).\n"), "no page"),
    (PLAN, "a place that the chapter does not have", appended(PLAN, "\nSee [it](#three-scenaros).\n"), "three-scenaros"),
    (PLAN, "a setting of no assumption", replaced(PLAN, "?users_period=5", "?user_period=5"), "user_period"),
    (PLAN, "an explorer that there is not", replaced(PLAN, "#explorer-forecast?users_period=5", "#explorer-forcast"), "forcast"),
    ("instructor/plans/forcast.md", "a plan of no chapter", lambda root: (root / "instructor/plans/forcast.md").write_text("# forcast\n"), "does not exist"),
    (SYLLABI, "a chapter that there is not", appended(SYLLABI, "\nRead [4](book/part-4/concluson).\n"), "no page"),
    (QUERIES, "a page that there is not", appended(QUERIES, "words of no page,book/part-1/trend\n"), "no page"),
    (QUERIES, "a query without words", appended(QUERIES, ",book/part-1/trends\n"), "no words"),
    (QUERIES, "a query twice", appended(QUERIES, "registered drug users in Tajikistan,book/part-1/trends\n"), "as well"),
)  # fmt: skip


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    for table, what, seed, says in IN_TABLES:
        yield Fault(f"{table}: {what}", "tables", f"data/{table}.csv", seed, (says,))
    for file, what, seed, says in IN_FILES:
        yield Fault(f"{file}: {what}", "pages", file, seed, (says,))
    lower = notebook(LAB, lambda read: read.update(nbformat_minor=2))
    yield Fault(f"{LAB}: a format whose cells have no ids", "labs", LAB, lower, ("4.2",))

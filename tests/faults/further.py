"""Further seeded faults: slips in expressions, in the form of pages, in the configuration and in the code of figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from faults.catalogue import (
    PAGE,
    ROOT,
    Fault,
    appended,
    cell,
    changed_cells,
    copied_row,
    replaced,
    rewritten,
)

KG, TONS, SHARE = (
    "heroin-seized-kazakhstan-2003",
    "drugs-seized-kazakhstan-2002",
    "hiv-share-by-injection-kazakhstan-2002",
)
NUMBER = "heroin-in-incursion-years"  # in kg


def table_faults() -> Iterator[Fault]:
    """Yield slips of the tables that a row by itself does not show."""

    def number(what: str, expression: str, *says: str, unit: str = "kg") -> Fault:
        cells = {"expression": expression} | ({"unit": unit} if unit != "kg" else {})
        return Fault(
            f"computed_numbers: {what}",
            "tables",
            "data/computed_numbers.csv",
            changed_cells("computed_numbers", NUMBER, **cells),
            says,
        )

    both = f"held('heroin-seized-tajikistan-1999') + held('{KG}')"
    yield number("kilograms and tons added", f"held('{KG}') + held('{TONS}')", "'kg' beside 't'")
    yield number("kilograms and tons in one sum", f"held('{KG}', '{TONS}')", "'kg' beside 't'")
    yield number(
        "a share added to a count", f"held('{SHARE}') + held('hiv-infections-kazakhstan-2002')", "'percent' beside"
    )
    yield number(
        "the larger of a mass and an area",
        f"max(held('{KG}'), held('poppy-area-afghanistan-2004'))",
        "'kg' beside 'ha'",
    )
    yield number("a range from kilograms to tons", f"(held('{KG}'), held('{TONS}'))", "'kg' beside 't'")
    yield number(
        "change from an area to a mass",
        f"change(held('poppy-area-afghanistan-2004'), held('{KG}'))",
        "'ha' beside 'kg'",
        unit="percent",
    )
    yield number("tons declared for kilograms", both, "the unit 't'", unit="t")
    yield number(
        "a fraction declared as percent",
        f"held('{KG}') / (held('heroin-seized-tajikistan-1999') + held('{KG}'))",
        "the unit 'percent'",
        unit="percent",
    )
    yield number("dollars declared for a mass", both, "the unit 'usd'", unit="usd")
    yield number(
        "mixed at second hand", f"number('drug-share-of-prisoners-tajikistan-2013') + held('{KG}')", "beside 'kg'"
    )
    yield Fault(
        "source_checks: a mass held against an area", "tables", "data/source_checks.csv",
        cell("source_checks", "kanal-offences-ordinary-week", "computed", f"held('{KG}')"), ("the unit 'offences'",),
    )  # fmt: skip
    held = "users-estimated-per-100000-tajikistan-2002"
    yield Fault(
        "drug_users: held value a thousand times too large", "tables", "data/drug_users.csv",
        changed_cells("drug_users", held, held_high="897000"), ("column held_high",),
    )  # fmt: skip
    yield Fault(
        "drug_users: held values a thousand times too large", "tables", "data/drug_users.csv",
        changed_cells("drug_users", held, held_low="734000", held_high="897000"), ("column held_low",),
    )  # fmt: skip
    table = "data/seizures.csv"
    row = re.search(rf"(?m)^{KG},.*$", (ROOT / table).read_text(encoding="utf-8"))[0]
    yield Fault(
        "seizures: a row with one cell too many", "tables", table, replaced(table, row, f"{row},x"), ("too many",)
    )
    yield Fault(
        "seizures: a comma without quotation marks",
        "tables",
        table,
        replaced(table, row, re.sub(r",[^,]*$", ",one word, two words", row)),
        ("too many",),
    )
    yield Fault(
        "seizures: a row with one cell too few", "tables", table, replaced(table, row, row.rpartition(",")[0]), ("row",)
    )
    yield Fault(
        "seizures: a quotation mark left open",
        "tables",
        table,
        replaced(table, row, re.sub(r",[^,]*$", ',"one word', row)),
        ("quotation mark",),
    )
    yield Fault(
        "places: a name that hundreds of rows use is changed",
        "tables",
        "data/places.csv",
        replaced("data/places.csv", "\nkazakhstan,", "\nkazakstan,"),
        ("kazakhstan",),
    )
    yield Fault(
        "sources: an id that hundreds of rows use is changed",
        "tables",
        "data/sources.csv",
        replaced("data/sources.csv", "\nosmonaliev-2005,", "\nosmonaliev,"),
        ("osmonaliev-2005",),
    )
    yield Fault(
        "units: a unit that many rows use is changed",
        "tables",
        "data/units.csv",
        replaced("data/units.csv", "\nkg,", "\nkgs,"),
        ("'kg'",),
    )
    yield Fault(
        "measures: a unit misspelt",
        "tables",
        "data/measures.csv",
        replaced("data/measures.csv", "border-control,usd-million", "border-control,usd-milion"),
        ("usd-milion",),
    )
    yield Fault(
        "measures: a measure that no figure has",
        "tables",
        "data/measures.csv",
        appended("data/measures.csv", "wholly-new-measure,-,kg\n"),
        ("wholly-new-measure",),
    )
    yield Fault(
        "outline: footnotes backwards",
        "tables",
        "data/outline.csv",
        replaced("data/outline.csv", 'crime and corruption",5,43', 'crime and corruption",43,5'),
        ("last_footnote",),
    )
    yield Fault(
        "spellings: twice",
        "tables",
        "data/spellings.csv",
        appended("data/spellings.csv", "Kirgizia,Kyrgyzstan,place\n"),
        ("Kirgizia",),
    )
    yield Fault(
        "spellings: of itself",
        "tables",
        "data/spellings.csv",
        appended("data/spellings.csv", "Kyrgyzstan,Kyrgyzstan,place\n"),
        ("Kyrgyzstan",),
    )
    yield Fault(
        "places: a place within itself",
        "tables",
        "data/places.csv",
        cell("places", "kazakhstan", "within", "kazakhstan"),
        ("within",),
    )
    yield Fault(
        "boundaries: longitude and latitude exchanged",
        "tables",
        "data/boundaries.csv",
        replaced("data/boundaries.csv", "42.8 24 51.98 24", "24 42.8 24 51.98"),
        ("outline",),
    )
    for place, longitude, latitude in (("bishkek", "42.87", "74.59"), ("andijan", "40.78", "72.35"), ("samara", "53.21", "50.14"), ("siauliai", "55.93", "23.32"), ("kyrgyzstan", "41", "75")):  # fmt: skip
        yield Fault(
            f"places: longitude and latitude of {place} exchanged",
            "tables",
            "data/places.csv",
            changed_cells("places", place, longitude=longitude, latitude=latitude),
            ("longitude",),
        )
    yield Fault(
        "places: a town in another country",
        "tables",
        "data/places.csv",
        cell("places", "bishkek", "within", "tajikistan"),
        ("does not lie in Tajikistan",),
    )
    yield Fault(
        "spellings: of no name",
        "pages",
        "data/spellings.csv",
        replaced("data/spellings.csv", "Kirgizia,Kyrgyzstan", "Kirgizia,Kyrgyzzstan"),
        ("nowhere writes", "Kyrgyzstan"),
    )
    yield Fault(
        "boundaries: half a point",
        "tables",
        "data/boundaries.csv",
        replaced("data/boundaries.csv", "42.8 24 51.98 24", "42.8 24 51.98"),
        ("outline",),
    )
    yield Fault(
        "memberships: before the institution",
        "tables",
        "data/memberships.csv",
        cell("memberships", "shanghai-five-kazakhstan", "starts", "1989"),
        ("founded",),
    )
    yield Fault(
        "sources: an address that is none",
        "tables",
        "data/sources.csv",
        replaced("data/sources.csv", "https://iwpr.net", "htps://iwpr.net"),
        ("address",),
    )
    yield Fault(
        "sources: a year that the citation does not have",
        "tables",
        "data/sources.csv",
        cell("sources", "iwpr-2000", "year", "2001"),
        ("column year",),
    )
    yield Fault(
        "seizures: a Cyrillic letter among Latin ones",
        "tables",
        table,
        cell("seizures", KG, "note", "All of the h\u0435roin of one year."),
        ("Cyrillic",),
    )
    yield Fault(
        "computed_numbers: no page prints it",
        "pages",
        "data/computed_numbers.csv",
        copied_row("computed_numbers", NUMBER, id="heroin-of-nobody"),
        survives="the catalogue prints every computed number with its expression, so that a reader finds it there",
    )
    yield Fault(
        "computed_numbers: a page that does not print it",
        "pages",
        "data/computed_numbers.csv",
        cell("computed_numbers", NUMBER, "page", "conclusion"),
        ("column page",),
    )
    yield Fault(
        "computed_numbers: how it is worked out is missing",
        "tables",
        "data/computed_numbers.csv",
        cell("computed_numbers", NUMBER, "how", ""),
        ("how",),
    )
    yield Fault(
        "trainer_questions: asks for an unknown row",
        "tables",
        "data/trainer_questions.csv",
        cell("trainer_questions", "trainer-area-1999", "second", "held('poppy-area-afghanistan-1899')"),
        ("poppy-area-afghanistan-1899",),
    )
    yield Fault(
        "trainer_questions: kilograms against hectares",
        "tables",
        "data/trainer_questions.csv",
        cell("trainer_questions", "trainer-area-1999", "second", f"held('{KG}')"),
        ("column",),
    )
    yield Fault(
        "articles: the same article twice",
        "tables",
        "data/articles.csv",
        copied_row("articles", "trilateral-agreement-1996-article-10", id="trilateral-agreement-1996-article-10-again"),
        ("10",),
    )


FURTHER_TEXTS = (
    ("steps of a chart without steps", "```{steps} registered-users\n1. One.\n2. Two.\n```", "no steps"),
    ("captions that are not the steps", "```{steps} registered-users\nNo list.\n```", "steps"),
    ("picture from elsewhere", "![A map](https://example.org/map.png)", "from elsewhere"),
    ("frame from elsewhere", '<iframe src="https://example.org/"></iframe>', "from elsewhere"),
    ("picture from elsewhere in HTML", '<img src="https://example.org/map.png" alt="A map">', "from elsewhere"),
    ("style of its own", "<style>p {color: red}</style>", "style"),
    ("element of HTML never closed", "<div>\n\nWords.", "never closed"),
    ("element of HTML in a line never closed", "Words <b>and more words.", "never closed"),
    ("element of HTML closed twice", "<b>Words</b></b> and more.", "closes nothing"),
    ("directive in another one never closed", "::::{div} cn-lead\n:::{note}\nWords.\n::::", "never closed"),
    ("chart twice", "```{chart} registered-users\nA caption.\n```\n\n```{chart} registered-users\nA caption.\n```", "as well"),
    ("explorer twice", "```{explorer} seizure-iceberg\n```\n\n```{explorer} seizure-iceberg\n```", "as well"),
    ("unknown catalogue", "```{catalogue} figure\n```", "one of tables"),
    ("catalogue without a name", "```{catalogue}\n```", "one of tables"),
    ("argument that a directive does not take", "```{trainer} all\n```", "nothing after the name"),
    ("prediction below its answer", ":::{predict} What?\n:number: register-total-2003\n:from: 0\n:to: 9000\n:step: 1000\nWords.\n:::", "lies outside"),
    ("prediction above its answer", ":::{predict} What?\n:number: register-total-2003\n:from: 500000\n:to: 900000\n:step: 1000\nWords.\n:::", "lies outside"),
    ("prediction of a model's result beyond its ends", ":::{predict} What?\n:explorer: price-ladder?stage=kyrgyzstan\n:result: end\n:from: 0\n:to: 0.1\n:step: 0.1\nWords.\n:::", "lies outside"),
    ("prediction of nothing", ":::{predict} What?\n:from: 0\n:to: 9\n:step: 1\nWords.\n:::", "asks for no number"),
    ("front matter below the title", "---\norphan: true\n---", "front matter"),
    ("handler in HTML", '<p onclick="alert(1)">Words.</p>', "acts by itself"),
    ("address misspelt", "See [the report](htps://example.org/report).", "address"),
    ("address without a scheme", "See [the report](www.example.org/report).", "no file"),
    ("file to download that is not there", "{download}`the file <nowhere.csv>`", "no such file"),
    ("equation of no label", "See {eq}`nowhere`.", "no label"),
    ("table of no file", "```{csv-table}\n:file: nowhere.csv\n```", "no such file"),
    ("figure of no file", "```{figure} nowhere.png\nA caption.\n```", "no such file"),
    ("row with a cell too many", "| One | Two |\n| --- | --- |\n| 1 | 2 | 3 |", "cells"),
    ("exercise without a label", "````{exercise} Title\n\nWords.\n````", "label"),
    ("exercise without a solution", "````{exercise} Title\n:label: trends-alone\n\nWords.\n````", "no solution"),
    ("question without answers", "```{check} Which?\n```", "right answers"),
    ("answer with a large X", "```{check} Which?\n- [X] One\n  : Yes.\n- [ ] Two\n  : No.\n```", "right answers"),
    ("prediction backwards", ":::{predict} What?\n:number: register-total-2003\n:from: 90000\n:to: 9\n:step: 1\nWords.\n:::", "from"),
    ("prediction without a step", ":::{predict} What?\n:number: register-total-2003\n:from: 0\n:to: 900000\n:step: 0\nWords.\n:::", "step"),
    ("prediction of a word", ":::{predict} What?\n:number: register-total-2003\n:from: none\n:to: 9\n:step: 1\nWords.\n:::", "from"),
    ("move beyond a bound", "{move}`words <seizure-iceberg?northern_share=7>`", "above its maximum"),
    ("move that is no setting", "{move}`words <seizure-iceberg?northern_share>`", "seizure-iceberg"),
    ("formula never closed", "$$\na = b", "single $"),
    ("unknown command in a formula", "The share is $\\fracc{1}{2}$.", "fracc"),
    ("Cyrillic letter among Latin ones", "The h\u0435roin of one year.", "Cyrillic"),
    ("letters that nobody sees", "The her\u200boin of one year.", "nobody sees"),
    ("id with a blank", "{fact}` registered-users-kazakhstan-2003`", "blank"),
    ("the same word twice", "The register of the the country.", "twice"),
    ("works set apart by a semicolon", "{cite:p}`osmonaliev2005;becker1968`", "no entry"),
    ("fence inside a fence of the same length", "```{exercise} Title\n:label: trends-in\n\n```{chart} registered-users\nA caption.\n```\n\nMore.\n```", "never closed"),
)  # fmt: skip


def form_faults() -> Iterator[Fault]:
    """Yield slips in the form of a table: its line ends, quotation marks and heading."""
    file, key = "data/seizures.csv", KG.encode()
    for what, rewrite, says in (
        ("line ends of an old Mac", lambda b: b.replace(b"\n", b"\r"), "an old Mac"),
        ("line ends of two kinds", lambda b: b.replace(b"\n", b"\r\n", 3), "Windows"),
        ("no line end after the last row", lambda b: b.rstrip(b"\n"), "no line end"),
        ("a quotation mark before a row", lambda b: b.replace(b"\n" + key, b'\n"' + key, 1), "quotation mark"),
        ("the heading twice", lambda b: b.partition(b"\n")[0] + b"\n" + b, "once more"),
        ("a column twice", lambda b: b.replace(b",note\n", b",note,note\n", 1), "'note'"),
        (
            "columns exchanged",
            lambda b: b.replace(b"value_low,value_high", b"value_high,value_low", 1),
            "another order",
        ),
        ("a column in capitals", lambda b: b.replace(b"id,measure", b"Id,measure", 1), "'Id'"),
        ("a blank in the heading", lambda b: b.replace(b"id,measure", b"id, measure", 1), "' measure'"),
        ("a heading and no row", lambda b: b.partition(b"\n")[0] + b"\n", "no row"),
        ("cut in the middle", lambda b: b[: len(b) // 2], "row"),
        ("semicolons for commas", lambda b: b.replace(b",", b";"), "semicolons"),
        ("an empty row of commas", lambda b: b + b"," * 17 + b"\n", "row"),
        ("a tab in a cell", lambda b: b.replace(b"one cache", b"one\tcache", 1), "control character"),
    ):
        yield Fault(f"seizures: {what}", "tables", file, rewritten(file, rewrite), (says,))


def record_faults() -> Iterator[Fault]:
    """Yield slips of records that only show beside other rows."""

    def one(what: str, table: str, seed: Callable[[Path], None], *says: str) -> Fault:
        return Fault(f"{table}: {what}", "tables", f"data/{table}.csv", seed, says)

    agency, places = "kyrgyz-drug-control-agency", "places"
    yield one("a span from a year to itself", "seizures", cell("seizures", KG, "period", "2003/2003"), "to itself")
    yield one("founded in a year to come", "institutions", cell("institutions", agency, "founded", "2034-06"), "yet to come")  # fmt: skip
    yield one(
        "staff of another country",
        "institutions",
        cell("institutions", agency, "staff", "staff-tajik-drug-control-agency-2004"),
        "a figure of tajikistan",
    )
    yield one("the short name of another source", "sources", cell("sources", "irin-2005", "short", "RFE/RL 2007a"), "has as well")  # fmt: skip
    yield one(
        "the name of another one",
        "institutions",
        cell("institutions", agency, "name", "State Commission on Drug Control of Kyrgyzstan"),
        "has as well",
    )
    yield one("the name of another place", places, cell(places, "tajikistan", "name", "Kazakhstan"), "has as well")
    yield one("the code of another country", places, cell(places, "tajikistan", "iso3", "KAZ"), "column iso3")
    yield one("a longitude without a latitude", places, cell(places, "osh", "latitude", ""), "no latitude")
    yield one("a position from nowhere", places, cell(places, "osh", "position_source", ""), "no source")
    yield one("within no place", places, cell(places, "osh", "within", "kirgizia"), "no place of this table")
    yield one(
        "the budget of another project",
        "projects",
        cell("projects", "unodc-eco-dccu", "budget", "budget-institution-building-kyrgyzstan-1994"),
        "column budget",
    )
    yield one(
        "a member after the end", "memberships", cell("memberships", "idcc-kazakhstan", "starts", "2010"), "ended in"
    )
    yield one(
        "figures without one that the expression names",
        "forecast_claims",
        cell("forecast_claims", "claim-g1", "figures", "registered-users-kazakhstan-2003"),
        "column figures",
    )
    for verdict in ("hit", "miss"):
        yield one(
            f"verdict {verdict} that does not fit",
            "forecast_claims",
            cell("forecast_claims", "claim-g1", "verdict", verdict),
            "column verdict",
        )
    yield one(
        "an event twice",
        "events",
        copied_row("events", "great-silk-road-seminar-1999", id="great-silk-road-seminar-1999-again"),
        "keep one",
    )
    yield one(
        "a provision twice",
        "provisions",
        copied_row("provisions", "un-conventions-kazakhstan", id="un-conventions-kazakhstan-again"),
        "in every column",
    )
    yield one(
        "in force before it is adopted",
        "instruments",
        cell("instruments", "single-convention-1961", "starts", "1900"),
        "before it is adopted",
    )
    yield one(
        "shares above the whole",
        "drug_shares",
        changed_cells(
            "drug_shares", "opium-users-share-kazakhstan-2002", value_low="96.5", value_high="96.5", printed="96,5 %"
        ),
        "add up to",
    )
    yield one("a kind that the unit cannot be", "units", cell("units", "kg", "kind", "area"), "expected 'mass'")
    for what, expression, *says in (
        ("the id of a record", f"held('{agency}')", "is no figure"),
        ("a difference of nought below the line", f"held('{KG}') / (held('{KG}') - held('{KG}'))", "column expression"),
        ("the logarithm of nought", f"log(0 * held('{KG}'))", "column expression"),
        ("a power beyond all measure", f"held('{KG}') ** 9999", "column expression"),
        ("the root of a negative number", f"(-held('{KG}')) ** 0.5", "column expression"),
        ("brackets without end", "(" * 500 + f"held('{KG}')" + ")" * 500, "column expression"),
        ("a comparison", f"held('{KG}') > 3", "column expression"),
        ("a range backwards", f"(2 * held('{KG}'), held('{KG}'))", "column expression"),
    ):
        seed = changed_cells("computed_numbers", NUMBER, expression=expression)
        yield one(what, "computed_numbers", seed, *says)


def page_faults() -> Iterator[Fault]:
    """Yield slips in the form of a page, of the contents and of the configuration."""
    for what, text, says in FURTHER_TEXTS:
        yield Fault(f"{PAGE}: {what}", "pages", PAGE, appended(PAGE, f"\n{text}\n"), (says,))
    yield Fault(
        "front matter that is no YAML",
        "pages",
        PAGE,
        rewritten(PAGE, lambda b: b"---\nkey: [value\n---\n" + b),
        ("YAML",),
    )
    toc, line = "_toc.yml", "      - file: book/part-1/forecast\n"
    yield Fault(
        "contents with an ending",
        "pages",
        toc,
        replaced(toc, line, line.replace("forecast", "forecast.md")),
        ("forecast",),
    )
    yield Fault(
        "contents with another case", "pages", toc, replaced(toc, line, line.replace("part-1", "Part-1")), ("Part-1",)
    )
    yield Fault(
        "contents with a part without chapters",
        "pages",
        toc,
        appended(toc, "  - caption: Nothing\n    chapters: []\n"),
        ("chapters",),
    )
    yield Fault(
        "contents with a caption twice",
        "pages",
        toc,
        replaced(toc, "caption: Part 2. Policy, law and organisation", "caption: Part 1. The drug situation"),
        ("caption",),
    )
    yield Fault(
        "contents with another root",
        "pages",
        toc,
        replaced(toc, "root: book/index", "root: book/intro"),
        ("book/intro",),
    )
    config = "_config.yml"
    for what, old, new, says in (
        ("setting of Sphinx misspelt", "html_use_index:", "html_use_idnex:", "html_use_idnex"),
        ("setting of the theme misspelt", "use_fullscreen_button:", "use_fullscren_button:", "use_fullscren_button"),
        ("an extension of our own lost", "    - sphinx_exercise\n", "", "sphinx_exercise"),
        ("formulas read no more", "amsmath, attrs_inline", "attrs_inline", "amsmath"),
        ("labs run at every build", '"off"', '"force"', "execute_notebooks"),
        ("a citation of no style", "bibtex_reference_style: author_year", "bibtex_reference_style: author-year", "author-year"),
        ("setting of another extension misspelt", "nb_number_source_lines", "nb_number_sources_lines", "nb_number_source_lines"),
        ("a bibliography of no style", "bibtex_default_style: plain", "bibtex_default_style: plane", "plane"),
        ("pages outside of the contents built", "only_build_toc_files: true", "only_build_toc_files: false", "only_build_toc_files"),
        ("a level too many", "  config:\n", "   config:\n", "YAML"),
    ):  # fmt: skip
        yield Fault(f"configuration: {what}", "pages", config, replaced(config, old, new), (says,))
    yield Fault(
        "project: a version that the citation file does not have",
        "pages",
        "pyproject.toml",
        replaced("pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"'),
        ("version",),
    )
    yield Fault(
        "citation: a version that the project does not have",
        "pages",
        "CITATION.cff",
        replaced("CITATION.cff", "version: 0.1.0", "version: 0.1.1"),
        ("the version 0.1.1",),
    )


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    yield from table_faults()
    yield from form_faults()
    yield from record_faults()
    yield from page_faults()

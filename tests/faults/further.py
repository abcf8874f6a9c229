"""Further seeded faults: slips in expressions, in the form of pages, in the configuration and in the code of figures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from faults.catalogue import (
    PAGE,
    ROOT,
    Fault,
    appended,
    cell,
    changed_cells,
    copied_row,
    new_file,
    notebook,
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
        ("heroin-of-nobody",),
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
    ("chart twice on a page", "```{chart} registered-users\nA caption.\n```", "already"),
    ("picture from elsewhere", "![A map](https://example.org/map.png)", "from elsewhere"),
    ("frame from elsewhere", '<iframe src="https://example.org/"></iframe>', "from elsewhere"),
    ("picture from elsewhere in HTML", '<img src="https://example.org/map.png" alt="A map">', "from elsewhere"),
    ("style of its own", "<style>p {color: red}</style>", "style"),
    ("handler in HTML", '<p onclick="alert(1)">Words.</p>', "script"),
    ("address misspelt", "See [the report](htps://example.org/report).", "address"),
    ("address without a scheme", "See [the report](www.example.org/report).", "no file"),
    ("element never closed", "<div>\n\nWords.", "never closed"),
    ("file to download that is not there", "{download}`the file <nowhere.csv>`", "no such file"),
    ("equation of no label", "See {eq}`nowhere`.", "no label"),
    ("table of no file", "```{csv-table}\n:file: nowhere.csv\n```", "no such file"),
    ("figure of no file", "```{figure} nowhere.png\nA caption.\n```", "no such file"),
    ("catalogue of nothing", "```{catalogue} figurs\n```", "the nearest are figures"),
    ("row with a cell too many", "| One | Two |\n| --- | --- |\n| 1 | 2 | 3 |", "cells"),
    ("exercise without a label", "````{exercise} Title\n\nWords.\n````", "label"),
    ("exercise without a solution", "````{exercise} Title\n:label: trends-alone\n\nWords.\n````", "no solution"),
    ("question without answers", "```{check} Which?\n```", "right answers"),
    ("answer with a large X", "```{check} Which?\n- [X] One\n  : Yes.\n- [ ] Two\n  : No.\n```", "right answers"),
    ("prediction backwards", ":::{predict} What?\n:number: register-total-2003\n:from: 90000\n:to: 9\n:step: 1\nWords.\n:::", "from"),
    ("prediction without a step", ":::{predict} What?\n:number: register-total-2003\n:from: 0\n:to: 900000\n:step: 0\nWords.\n:::", "step"),
    ("prediction whose answer cannot be set", ":::{predict} What?\n:number: register-total-2003\n:from: 0\n:to: 9\n:step: 1\nWords.\n:::", "outside"),
    ("prediction of a word", ":::{predict} What?\n:number: register-total-2003\n:from: none\n:to: 9\n:step: 1\nWords.\n:::", "from"),
    ("move beyond a bound", "{move}`words <seizure-iceberg?northern_share=7>`", "above its maximum"),
    ("move that is no setting", "{move}`words <seizure-iceberg?northern_share>`", "seizure-iceberg"),
    ("formula never closed", "$$\na = b", "never closed"),
    ("unknown command in a formula", "The share is $\\fracc{1}{2}$.", "fracc"),
    ("Cyrillic letter among Latin ones", "The h\u0435roin of one year.", "Cyrillic"),
    ("letters that nobody sees", "The her\u200boin of one year.", "nobody sees"),
    ("id with a blank", "{fact}` registered-users-kazakhstan-2003`", "blank"),
    ("the same word twice", "The register of the the country.", "twice"),
    ("works set apart by a semicolon", "{cite:p}`osmonaliev2005;becker1968`", "no entry"),
    ("fence inside a fence of the same length", "```{exercise} Title\n:label: trends-in\n\n```{chart} registered-users\nA caption.\n```\n\nMore.\n```", "never closed"),
    ("front matter below the title", "---\nkey: value\n---", "line", ),
)  # fmt: skip


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


CHARTS, EXPLORER, TASKS, MODEL = (
    "src/counternarcotics/charts/trends.py",
    "src/counternarcotics/explorers/inverted_conditional.py",
    "src/counternarcotics/checks/seizures.py",
    "src/counternarcotics/models/growth.py",
)


def code_faults() -> Iterator[Fault]:
    """Yield slips in charts, explorers, tasks, style sheets and scripts."""

    def one(what: str, file: str, old: str, new: str, *says: str, survives: str = "") -> Fault:
        return Fault(f"{Path(file).stem}: {what}", "code", file, replaced(file, old, new), says, survives)

    for file in (CHARTS, EXPLORER, TASKS, MODEL, "src/counternarcotics/computed/__init__.py"):
        yield Fault(f"{file}: a bracket left open", "code", file, appended(file, "\n\nX = (1,\n"), ("cannot read",))
        yield one(
            "a name that is not there",
            file,
            "from __future__ import annotations\n",
            "from __future__ import annotations\n\nfrom counternarcotics.numberlike import sumed\n",
            "sumed",
        )
    yield one("a column misspelt", CHARTS, 'alt.X("people:Q").title', 'alt.X("poeple:Q").title', "poeple")
    yield one(
        "a kind of column misspelt", CHARTS, 'alt.X("people:Q").title', 'alt.X("people:C").title', "registered-users"
    )
    yield one("a figure misspelt", CHARTS, "seized-kazakhstan-2003", "seized-kazakstan-2003", "kazakstan")
    yield one("no rows left", CHARTS, "period == '2003-01'", "period == '2003-13'", "no row")
    yield one(
        "no description",
        CHARTS,
        '"Bar chart of people on the drug registers of four countries in early 2003: "',
        '""',
        "description",
        survives="the rest of the description is long enough",
    )
    yield one("no source", CHARTS, '"Osmonaliev 2005, 1.1 fn. 18")', '"")', "source")
    yield one("no title", CHARTS, 'NamedChart("People on the drug registers, early 2003"', 'NamedChart(""', "title")
    yield one("an axis that counts without a title", CHARTS, '.title("registered people")', "", "title")
    yield one("a title in words of the table", CHARTS, '"registered people"', '"registered-users"', "registered-users")
    yield one(
        "the type of what it returns lost",
        CHARTS,
        "def registered_users() -> NamedChart:",
        "def registered_users():",
        "registered-users",
    )
    yield one(
        "a domain that leaves marks out",
        CHARTS,
        'axis(format="~s", tickCount=5)',
        'axis(format="~s", tickCount=5).scale(domain=[0, 100])',
        "outside",
    )
    yield one(
        "a start beyond its bound", EXPLORER, "minimum=1000, maximum=150000", "minimum=1000, maximum=15000", "maximum"
    )
    yield one(
        "bounds exchanged", EXPLORER, "minimum=1, maximum=10, step=0.1", "minimum=10, maximum=1, step=0.1", "minimum"
    )
    yield one("a step of nought", EXPLORER, "minimum=1, maximum=10, step=0.1", "minimum=1, maximum=10, step=0", "step")
    yield one(
        "a step beyond the range", EXPLORER, "minimum=1, maximum=10, step=0.1", "minimum=1, maximum=10, step=20", "step"
    )
    yield one("a preset of no assumption", EXPLORER, '"injecting": OFFICIAL}', '"injectin": OFFICIAL}', "injectin")
    yield one("two presets of one name", EXPLORER, 'name="study"', 'name="official"', "official")
    yield one(
        "two assumptions of one name",
        EXPLORER,
        'Assumption(name="others"',
        'Assumption(name="prevalence"',
        "prevalence",
    )
    yield one(
        "a name that is not its module's",
        EXPLORER,
        'name="inverted-conditional"',
        'name="inverted-conditionals"',
        "inverted-conditional",
    )
    yield one("a table of a column that is not there", EXPLORER, '"hundredths": (', '"hundreths": (', "hundreths")
    yield one("a filter that is not there", EXPLORER, 'table_filter="first"', 'table_filter="fist"', "fist")
    yield one(
        "a result in a format that is none",
        EXPLORER,
        'a.prevalence, format=".1%"',
        'a.prevalence, format=".1%%"',
        "format",
    )
    yield one(
        "a share that shows as a number", EXPLORER, 'step=0.001, format=".1%"', 'step=0.001, format=".0f"', "format"
    )
    yield one("no meaning", EXPLORER, 'meaning="How many people in the country inject drugs"', 'meaning=""', "meaning")
    yield one("no source", EXPLORER, 'source="VICE 2013, par. 16"', 'source=""', "source")
    yield one("a sentence of a value that is not given", EXPLORER, "{prevalence:.1%}", "{prevalense:.1%}", "prevalense")
    yield one(
        "a model with max",
        EXPLORER,
        "both + overlap(population - a.injecting, others)",
        "max(both, overlap(population - a.injecting, others))",
        "max",
    )
    yield one(
        "a drawn column that the model does not give",
        EXPLORER,
        'alt.Tooltip("hundredths:Q"',
        'alt.Tooltip("hundreths:Q"',
        "hundreths",
    )
    yield one("a task that is not asked", TASKS, "TASKS = {", "TASKS = {9: None, ", "9")
    yield one("a task that asks for nothing", TASKS, "    1: Task(", "    11: Task(", "11")
    yield one(
        "a row misspelt",
        TASKS,
        "drugs-seized-tajikistan-2003",
        "drugs-seized-tadjikistan-2003",
        "drugs-seized-tadjikistan-2003",
    )
    yield one(
        "a brace left open",
        "src/counternarcotics/assets/styles/base.css",
        "  --pst-color-link: #0b6577;\n",
        "  --pst-color-link: #0b6577;\n  a {\n",
        "brace",
    )
    yield one(
        "a colour that is not defined",
        "src/counternarcotics/assets/styles/chapter.css",
        "var(--cn-",
        "var(--cn-x",
        "--cn-x",
    )
    yield one("a bracket left open", "src/counternarcotics/assets/scripts/page.js", "\n", "\n(\n", "page.js")
    yield one(
        "a name that another script has",
        "src/counternarcotics/assets/scripts/tooltip.js",
        "\n",
        "\nfunction slug() {}\nfunction slug() {}\n",
        "tooltip.js",
    )


class _Constant(ast.NodeTransformer):
    """Makes the first number of one function half as large again."""

    def __init__(self, function: str) -> None:
        self.function, self.inside, self.done = function, False, False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.inside = node.name == self.function
        node.body = [self.visit(part) for part in node.body]  # a default is a start, which callers set
        self.inside = False
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if self.inside and not self.done and type(node.value) in {int, float} and node.value:
            self.done = True
            return ast.copy_location(
                ast.Constant(node.value * 3 // 2 + 1 if type(node.value) is int else node.value * 1.5), node
            )
        return node


def model_faults() -> Iterator[Fault]:
    """Yield, for every function of the models that holds a number, that number changed."""
    for path in sorted((ROOT / "src/counternarcotics/models").glob("[!_]*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            changed = _Constant(node.name)
            written = ast.unparse(changed.visit(ast.parse(text)))
            if changed.done:
                file = path.relative_to(ROOT).as_posix()
                yield Fault(
                    f"{path.stem}.{node.name}: first number changed", "models", file, new_file(file, written + "\n")
                )


def lab_faults() -> Iterator[Fault]:
    """Yield slips of a lab that it still runs with, or that only its run shows."""
    lab = "notebooks/seizures.ipynb"

    def one(what: str, change, *says: str, survives: str = "") -> Fault:
        return Fault(f"{lab}: {what}", "labs", lab, notebook(lab, change), says, survives)

    def code(read, old: str, new: str) -> None:
        cell_ = next(c for c in read["cells"] if c["cell_type"] == "code" and old in "".join(c["source"]))
        cell_["source"] = "".join(cell_["source"]).replace(old, new, 1).splitlines(keepends=True)

    yield one("a name that nothing defines", lambda read: code(read, "check(", "chek("), "chek")
    yield one("a task checked twice", lambda read: code(read, 'check("seizures", 2', 'check("seizures", 1'), "task")
    yield one("a task that there is not", lambda read: code(read, 'check("seizures", 2', 'check("seizures", 22'), "22")
    yield one("a figure misspelt", lambda read: code(read, "tajikistan", "tadjikistan"), "tadjikistan")
    yield one(
        "a heading in code",
        lambda read: read["cells"].insert(
            2,
            {
                "cell_type": "code",
                "id": "x",
                "metadata": {},
                "source": ["## Heading"],
                "outputs": [],
                "execution_count": 3,
            },
        ),
        "count",
    )
    yield one(
        "a role misspelt",
        lambda read: read["cells"].append(
            {"cell_type": "markdown", "id": "y", "metadata": {}, "source": ["{facts}`heroin-seized-tajikistan-2003`"]}
        ),
        "no role",
    )
    yield one("an answer left in", lambda read: code(read, "...", "33.3"), "answer")
    yield one("code that was changed and not run", lambda read: code(read, "2003", "2002"), "run")


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    yield from lab_faults()
    yield from model_faults()
    yield from table_faults()
    yield from page_faults()
    yield from code_faults()

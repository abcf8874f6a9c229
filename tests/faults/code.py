"""Seeded faults of the code of figures and of the labs: slips in charts, explorers, tasks, style sheets, scripts, cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from faults.catalogue import Fault, appended, notebook, replaced

PACKAGE = "src/counternarcotics"
CHARTS = f"{PACKAGE}/charts/trends.py"
EXPLORER = f"{PACKAGE}/explorers/inverted_conditional.py"
TASKS = f"{PACKAGE}/checks/seizures.py"
STYLES, SCRIPTS = f"{PACKAGE}/assets/styles", f"{PACKAGE}/assets/scripts"
EVERYWHERE = (CHARTS, EXPLORER, TASKS, f"{PACKAGE}/models/growth.py", f"{PACKAGE}/computed/__init__.py")
FUTURE = "from __future__ import annotations\n"
POPULATION = "minimum=1, maximum=10, step=0.1"

# What, old, new, what a good sentence holds, and why nothing says anything where nothing does.
Slips = tuple[tuple[str, ...], ...]
IN_CHARTS: Slips = (
    ("a column misspelt", 'alt.X("people:Q").title', 'alt.X("poeple:Q").title', "poeple"),
    ("a kind of column misspelt", 'alt.X("people:Q").title', 'alt.X("people:C").title', "registered-users"),
    ("a figure misspelt", "seized-kazakhstan-2003", "seized-kazakstan-2003", "kazakstan"),
    ("no rows left", "period == '2003-01'", "period == '2003-13'", "no row"),
    ("no source", '"Osmonaliev 2005, 1.1 fn. 18")', '"")', "source"),
    ("no title", 'NamedChart("People on the drug registers, early 2003"', 'NamedChart(""', "title"),
    ("an axis that counts without a title", '.title("registered people")', "", "title"),
    ("a title in words of the table", '"registered people"', '"registered-users"', "registered-users"),
    ("the type of what it returns lost", "def registered_users() -> NamedChart:", "def registered_users():", "registered_users"),
    ("a domain that leaves marks out", 'axis(format="~s", tickCount=5)', 'axis(format="~s", tickCount=5).scale(domain=[0, 100])', "outside"),
    ("a description cut short", '"Bar chart of people on the drug registers of four countries in early 2003: "', '""', "description",
        "the rest of the description is long enough"),
)  # fmt: skip
IN_EXPLORERS: Slips = (
    ("a start beyond its bound", "minimum=1000, maximum=150000", "minimum=1000, maximum=15000", "maximum"),
    ("bounds exchanged", POPULATION, "minimum=10, maximum=1, step=0.1", "minimum"),
    ("a step of nought", POPULATION, "minimum=1, maximum=10, step=0", "step"),
    ("a step beyond the range", POPULATION, "minimum=1, maximum=10, step=20", "step"),
    ("a preset of no assumption", '"injecting": OFFICIAL}', '"injectin": OFFICIAL}', "injectin"),
    ("two presets of one name", 'name="study"', 'name="official"', "official"),
    ("two assumptions of one name", 'Assumption(name="others"', 'Assumption(name="prevalence"', "prevalence"),
    ("a name that is not its module's", 'name="inverted-conditional"', 'name="inverted-conditionals"', "inverted-conditional"),
    ("a table of a column that is not there", '"hundredths": (', '"hundreths": (', "hundreths"),
    ("a filter that is not there", 'table_filter="first"', 'table_filter="fist"', "fist"),
    ("a result in a format that is none", 'a.prevalence, format=".1%"', 'a.prevalence, format=".1%%"', "format"),
    ("a share that shows as a number", 'step=0.001, format=".1%"', 'step=0.001, format=".0f"', "format"),
    ("no meaning", 'meaning="How many people in the country inject drugs"', 'meaning=""', "meaning"),
    ("no source", 'source="VICE 2013, par. 16"', 'source=""', "source"),
    ("a sentence of a value that is not given", "{prevalence:.1%}", "{prevalense:.1%}", "prevalense"),
    ("a model with max", "both + overlap(population - a.injecting, others)", "max(both, overlap(population - a.injecting, others))", "max"),
    ("a drawn column that the model does not give", 'alt.Tooltip("hundredths:Q"', 'alt.Tooltip("hundreths:Q"', "hundreths"),
)  # fmt: skip
IN_TASKS: Slips = (
    ("a task that is not asked", "TASKS = {", "TASKS = {9: None, ", "9"),
    ("a task that asks for nothing", "    1: Task(", "    11: Task(", "11"),
    ("a row misspelt", "drugs-seized-tajikistan-2003", "drugs-seized-tadjikistan-2003", "drugs-seized-tadjikistan-2003"),
)  # fmt: skip
IN_BASE: Slips = (
    ("a brace left open", "  --pst-color-link: #0b6577;\n", "  --pst-color-link: #0b6577;\n  a {\n", "brace"),
)
IN_CHAPTERS: Slips = (("a colour that is not defined", "var(--cn-", "var(--cn-x", "--cn-x"),)
IN_TOOLTIP: Slips = (("a name twice", "\n", "\nfunction slug() {}\nfunction slug() {}\n", "tooltip.js"),)
IN_PAGE: Slips = (("a bracket left open", "\n", "\n(\n", "page.js"),)
PLACES: tuple[tuple[str, Slips], ...] = (
    (CHARTS, IN_CHARTS), (EXPLORER, IN_EXPLORERS), (TASKS, IN_TASKS), (f"{STYLES}/base.css", IN_BASE),
    (f"{STYLES}/chapter.css", IN_CHAPTERS), (f"{SCRIPTS}/tooltip.js", IN_TOOLTIP), (f"{SCRIPTS}/page.js", IN_PAGE),
)  # fmt: skip

LAB = "notebooks/seizures.ipynb"
HEADING = {"cell_type": "code", "id": "x", "metadata": {}, "source": ["## Heading"], "outputs": [], "execution_count": 3}  # fmt: skip
ROLE = {"cell_type": "markdown", "id": "y", "metadata": {}, "source": ["{facts}`heroin-seized-tajikistan-2003`"]}


def _code(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    """Replace `old` in the first cell of code that holds it."""

    def change(read: dict[str, Any]) -> None:
        cell = next(c for c in read["cells"] if c["cell_type"] == "code" and old in "".join(c["source"]))
        cell["source"] = "".join(cell["source"]).replace(old, new, 1).splitlines(keepends=True)

    return change


RUN = "only the run of the lab tells, which make test makes"
IN_LABS: tuple[tuple[Any, ...], ...] = (
    ("a name that nothing defines", _code("check(", "chek("), "chek"),
    ("a task checked twice", _code('check("seizures", 2', 'check("seizures", 1'), "task"),
    ("a task that there is not", _code('check("seizures", 2', 'check("seizures", 22'), "22"),
    ("a figure misspelt", _code("tajikistan", "tadjikistan"), "tadjikistan", RUN),
    ("a heading in code", lambda read: read["cells"].insert(2, HEADING), "count"),
    ("a role misspelt", lambda read: read["cells"].append(ROLE), "no role"),
    ("an answer left in", _code("answer_1 = ...", "answer_1 = 33.3"), "answer"),
    ("code that was changed and not run", _code("2003", "2002"), "run", RUN),
)


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    for file in EVERYWHERE:
        yield Fault(f"{file}: a bracket left open", "code", file, appended(file, "\n\nX = (1,\n"), ("cannot read",))
        name = f"{FUTURE}\nfrom counternarcotics.numberlike import sumed\n"
        yield Fault(f"{file}: a name that is not there", "code", file, replaced(file, FUTURE, name), ("sumed",))
    for file, slips in PLACES:
        for what, old, new, says, *why in slips:
            reason = why[0] if why else ""
            yield Fault(f"{Path(file).name}: {what}", "code", file, replaced(file, old, new), (says,), reason)
    for what, change, says, *why in IN_LABS:
        yield Fault(f"{LAB}: {what}", "labs", LAB, notebook(LAB, change), (says,), *why)

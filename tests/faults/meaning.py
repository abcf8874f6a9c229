"""Seeded faults of meaning: what is well formed, known and in range, and yet contradicts something beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from faults.catalogue import PAGE, Fault, appended, cell, changed_cells, copied_row, notebook, replaced
from faults.code import CHARTS, EXPLORER, LAB, PACKAGE, SCRIPTS, TASKS


def _both(*seeds: Callable[[Path], None]) -> Callable[[Path], None]:
    def seed(root: Path) -> None:
        for one in seeds:
            one(root)

    return seed


def _swapped(
    table: str, columns: tuple[str, ...], one: dict[str, str], other: dict[str, str]
) -> Callable[[Path], None]:
    """Write into two rows what the other one holds."""
    return _both(
        changed_cells(table, one["id"], **{c: other[c] for c in columns if one[c] != other[c]}),
        changed_cells(table, other["id"], **{c: one[c] for c in columns if one[c] != other[c]}),
    )


KAZAKH = {"id": "registered-users-kazakhstan-2003", "printed": "49736", "value_low": "49736", "value_high": "49736"}
KYRGYZ = {"id": "registered-users-kyrgyzstan-2003", "printed": "5600", "value_low": "5600", "value_high": "5600"}
COUNT = ("printed", "value_low", "value_high")
RISE, NUMBER = "trainer-area-1999", "supply-drift-with-ban"
BEFORE, AFTER = "held('poppy-area-afghanistan-1998')", "held('poppy-area-afghanistan-1999')"

IN_TABLES: tuple[tuple[str, str, Callable[[Path], None], str, str], ...] = (
    ("drug_users", "two countries' registers exchanged", _swapped("drug_users", COUNT, KAZAKH, KYRGYZ), "registered-users", ""),
    ("trainer_questions", "a question the wrong way round", changed_cells("trainer_questions", RISE, first=AFTER, second=BEFORE), "column", ""),
    ("trainer_questions", "a question that shows another year", replaced("data/trainer_questions.csv", "{poppy-area-afghanistan-1998} of", "{poppy-area-afghanistan-1997} of"), "column question", ""),
    ("trainer_questions", "a question that names another year", replaced("data/trainer_questions.csv", "poppy in 1998. Did", "poppy in 1997. Did"), "column question", ""),
    ("trainer_questions", "a question that gives the answer away", replaced("data/trainer_questions.csv", "Did the area of 1999 turn", "With {poppy-area-afghanistan-1999} in 1999 did it turn"), "column question", ""),
    ("computed_numbers", "a percentage in percent once more", cell("computed_numbers", "supply-output-change-2004-2007", "format", "+.0%"), "column format", ""),
    ("computed_numbers", "a change backwards", cell("computed_numbers", "supply-output-change-2004-2007", "expression", "change(held('opium-output-afghanistan-2007'), held('opium-production-afghanistan-2004'))"), "column expression", ""),
    ("computed_numbers", "years that are not those of the rows", cell("computed_numbers", NUMBER, "expression", "100 * annual_rate(held('poppy-area-afghanistan-1997'), held('poppy-area-afghanistan-2004'), 2004 - 1998)"), "column expression", ""),
    ("instruments", "two digits of a year exchanged", cell("instruments", "single-convention-1961", "adopted", "1691"), "column adopted", ""),
    ("instruments", "a year that the id does not have", cell("instruments", "single-convention-1961", "adopted", "1962"), "column adopted", ""),
    ("memberships", "a role misspelt", cell("memberships", "shanghai-five-china", "role", "fonder"), "column role", ""),
    ("projects", "a purpose misspelt", cell("projects", "unodc-eco-dccu", "purpose", "institution"), "column purpose", ""),
    ("spellings", "a kind misspelt", replaced("data/spellings.csv", "Kirgizia,Kyrgyzstan,place", "Kirgizia,Kyrgyzstan,plase"), "column kind", ""),
    ("policy_scores", "a reason copied from another row", copied_row("policy_scores", "policy-score-monograph-war-on-drugs-demand", id="policy-score-x", criterion="demands"), "", ""),
    ("outline", "a section twice", appended("data/outline.csv", 'osmonaliev-2005,2.2.2,Preventing use,,\n'), "the same as", ""),
    ("seizures", "a footnote without its full stop", cell("seizures", "heroin-seized-kazakhstan-2003", "locator", "1.1 fn 26"), "column locator", ""),
    ("seizures", "a period of the id moved by a year", changed_cells("seizures", "heroin-seized-kazakhstan-2003", period="2003/2004"), "period", "a season may begin in the year of its id and end in the next"),
    ("seizures", "a note that runs on without its stop", cell("seizures", "heroin-seized-kazakhstan-2003", "note", "see above , and below"), "blank", "notes are short and written as they come; a reader loses nothing"),
    ("events", "a date of a year that the id does not have", changed_cells("events", "great-silk-road-seminar-1999", date="1998-05-19", ends="1998-05-20"), "column date", ""),
    ("later_events", "a date of a year that the id does not have", cell("later_events", "caricc-proposed-2002", "date", "2003-12"), "column date", ""),
    ("units", "a unit whose words are another's", cell("units", "officers", "template", "{} people"), "column template", "two units may share their words, as counts of people do"),
    ("measures", "an item twice", replaced("data/measures.csv", "border-control;drug-control-agency", "border-control;border-control;drug-control-agency"), "twice", ""),
)  # fmt: skip

IN_PAGES: tuple[tuple[str, ...], ...] = (
    ("a list numbered wrongly", "Words.\n\n1. One.\n2. Two.\n2. Three.", "number"),
    ("a link that says here", "See [here](forecast.md).", "here"),
    ("a unit printed twice", "They seized {fact}`heroin-seized-tajikistan-2003` kg of it.", "kg"),
    ("a percent sign twice", "It is {fact}`hiv-share-by-injection-kazakhstan-2002` % of all.", "%"),
    ("a page that leads to itself", "See {doc}`/book/part-1/trends`.", "itself", "a chapter may name itself in a list of all"),
    ("a heading twice", "## What seizures show\n\nWords.", "as well"),
    ("a heading with a full stop", "## A heading.\n\nWords.", "ends with"),
    ("a quotation never closed", "They call it \u201ca war.", "never closed", "a quotation may run over several lines"),
    ("a bracket never closed", "A word (and another one.", "never closed", "a bracket may run over several lines, and a half one marks an item"),
    ("a day that no month has", "It was signed on 31 June 2003.", "31 June"),
    ("a link to a built page", "See [the page](forecast.html).", "forecast"),
    ("a link from the root of a disk", "See [the page](/book/part-1/forecast.md).", "forecast"),
    ("a move to a preset that there is not", "{move}`words <seizure-iceberg?preset=nothing>`", "preset"),
    ("a solution twice", "````{solution} ex-trends-rate\nWords.\n````", "as well", "each shows below its exercise, and nothing is lost"),
    ("a question with one answer", "```{check} Which?\n- [x] One\n  : Yes.\n```", "answers"),
    ("the same answer twice", "```{check} Which?\n- [x] One\n  : Yes.\n- [ ] One\n  : No.\n```", "the same"),
    ("a blank before a full stop", "Words and words .", "blank"),
    ("two commas", "Words,, and words.", "too many"),
    ("an exercise without a title", "````{exercise}\n:label: ex-trends-nameless\n\nWords.\n````\n\n````{solution} ex-trends-nameless\nWords.\n````", "title"),
    ("a chapter that there is not", "See chapter 7.3 for more.", "7.3", "numbers of sections are also those of the sources"),
    ("a figure of another chapter", "```{chart} opium-economy-nothing\nWords.\n```", "nearest"),
    ("a letter in a number", "In 2O03 the register grew.", "letter among digits"),
    ("a fact in a heading", "## {fact}`registered-users-kazakhstan-2003` people\n\nWords.", "heading"),
)  # fmt: skip

TRENDS, FORECAST = "      - file: book/part-1/trends\n", "      - file: book/part-1/forecast\n"
PART_2 = "      - file: book/part-2/policy-models\n"
IN_FILES: tuple[tuple[Any, ...], ...] = (
    ("_toc.yml", _both(replaced("_toc.yml", FORECAST, ""), replaced("_toc.yml", PART_2, FORECAST + PART_2)), "a chapter in another part", "part-1"),
    ("_toc.yml", _both(replaced("_toc.yml", FORECAST, ""), replaced("_toc.yml", TRENDS, FORECAST + TRENDS)), "two chapters exchanged", "1.1"),
    ("_toc.yml", replaced("_toc.yml", "Part 2. Policy", "Part 3. Policy"), "a part with another number", "Part 3"),
    ("_toc.yml", _both(replaced("_toc.yml", "      - file: notebooks/seizures\n", ""), replaced("_toc.yml", "      - file: notebooks/policy-models\n", "      - file: notebooks/policy-models\n      - file: notebooks/seizures\n")), "a lab in another part", "1.1a"),
    (PAGE, replaced(PAGE, "# 1.1 Trends", "# 1.2 Trends"), "a chapter with another's number", "1.2"),
    (PAGE, replaced(PAGE, "# 1.1 Trends", "# 2.1 Trends"), "a chapter with another part's number", "2.1"),
    ("book/references.bib", replaced("book/references.bib", "doi={10.1093", "doi={https://doi.org/10.1093"), "a DOI with an address", "doi"),
    ("book/references.bib", replaced("book/references.bib", "doi={10.1093", "doi={1O.1093"), "a DOI with a letter", "doi"),
    ("book/references.bib", replaced("book/references.bib", "pages={591--603}", "pages={603--591}"), "pages backwards", "pages"),
    ("book/references.bib", replaced("book/references.bib", "pages={591--603}, year={1972}", "pages={591--603}, year={1927}"), "a year that the key does not have", "year"),
    ("CITATION.cff", replaced("CITATION.cff", "license: CC-BY-4.0", "licence: CC-BY-4.0"), "a word misspelt", "licence", "the file is read by other services, whose validator is not among our needs"),
    ("CITATION.cff", replaced("CITATION.cff", "year: 2005", "year: 2006"), "another year than the bibliography", "year", "the file stands apart from the bibliography and changes with an edition only"),
)  # fmt: skip


def _text(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    """Replace `old` in the first cell of any kind that holds it."""

    def change(read: dict[str, Any]) -> None:
        one = next(c for c in read["cells"] if old in "".join(c["source"]))
        one["source"] = "".join(one["source"]).replace(old, new, 1).splitlines(keepends=True)

    return change


def _out_of_turn(read: dict[str, Any]) -> None:
    """Let the reader meet task 4 before task 3, each with its own cell."""
    cells = read["cells"]
    third, fourth = (
        next(n for n, c in enumerate(cells) if f"**Task {task}.**" in "".join(c["source"])) for task in (3, 4)
    )
    cells[third], cells[fourth] = cells[fourth], cells[third]
    cells[third + 1]["source"], cells[fourth + 1]["source"] = cells[fourth + 1]["source"], cells[third + 1]["source"]


def _unanswered(read: dict[str, Any]) -> None:
    next(c for c in read["cells"] if c.get("outputs"))["outputs"].clear()


IN_LABS: tuple[tuple[str, Callable[[dict[str, Any]], Any], str], ...] = (
    ("another lab's number", _text("# Lab 1.1a: Seizures", "# Lab 1.1b: Seizures"), "1.1b"),
    ("another chapter's number", _text("# Lab 1.1a: Seizures", "# Lab 2.1a: Seizures"), "2.1"),
    ("the answer of another task", _text('check("seizures", 2, answer_2)', 'check("seizures", 2, answer_1)'), "answer_1"),
    ("a task without its words", _text("**Task 2.** What", "What"), "Task 2"),
    ("two tasks of one number", _text("**Task 2.** What", "**Task 1.** What"), "Task"),
    ("two tasks out of their turn", _out_of_turn, "order"),
    ("a link to a built page", _text("../book/part-1/trends.md", "../book/part-1/trends.html"), "trends"),
    ("an empty cell", lambda read: read["cells"].append({"cell_type": "code", "id": "z", "metadata": {}, "source": [], "outputs": [], "execution_count": None}), "empty"),
    ("outputs lost", _unanswered, "output"),
)  # fmt: skip

IN_CODE: tuple[tuple[str, str, str, str, str], ...] = (
    (EXPLORER, "two presets of one label", 'label="Kyrgyzstan: 26,000"', 'label="Kyrgyzstan: 10,000"', "label"),
    (EXPLORER, "two results of one label", '"All people with HIV"', '"People who inject and have HIV: the same in both"', "label"),
    (EXPLORER, "a percent sign twice", 'a.prevalence, format=".1%"', 'a.prevalence, format=".1%", unit="%"', "%"),
    (EXPLORER, "a tooltip without a title", 'alt.Tooltip("name:N", title="One in a hundred")', 'alt.Tooltip("name:N")', "tooltip"),
    (EXPLORER, "a kind of mark that its colours lack", "domain=[BOTH, GROUP_ONLY, HIV_ONLY]", "domain=[BOTH, GROUP_ONLY]", "domain"),
    (EXPLORER, "a sentence without its full stop", "with HIV.\",", "with HIV\",", "full stop"),
    (EXPLORER, "a preset off the steps of its control", "OFFICIAL}", "OFFICIAL + 3}", "injecting"),
    (EXPLORER, "two columns of one heading", '"hundredths": ("Inject and have HIV", ".1f")', '"hundredths": ("Of a hundred", ".1f")', "heading"),
    (CHARTS, "a logarithm of nought", 'axis(format="~s", tickCount=5)', 'axis(format="~s", tickCount=5).scale(type="log", domain=[0, 60000])', "log"),
    (CHARTS, "a country that the axis does not list", 'alt.Y("country:N")', 'alt.Y("country:N").scale(domain=["Kazakhstan", "Uzbekistan"])', "Kyrgyzstan"),
    (CHARTS, "the title of another chart", '"People on the drug registers, early 2003"', '"Drugs seized in Kazakhstan, 2003"', "title"),
    (TASKS, "a tolerance under which anything passes", "        expected=share_of_others,\n", "        expected=share_of_others,\n        tolerance=2.0,\n", "tolerance"),
    (TASKS, "a hint that is empty", 'hint="The note says that one row is part of the other. Both are in totals.loc[:, \'2003\']."', 'hint=""', "hint"),
    (f"{SCRIPTS}/page.js", "a name that another script does not give", "import { save }", "import { saved }", "saved"),
    (f"{PACKAGE}/assets/styles/chapter.css", "a class misspelt", ".cn-lead", ".cn-leed", "cn-leed"),
)  # fmt: skip


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    for table, what, seed, says, why in IN_TABLES:
        yield Fault(f"{table}: {what}", "tables", f"data/{table}.csv", seed, (says,), why)
    for what, text, says, *why in IN_PAGES:
        yield Fault(f"{PAGE}: {what}", "pages", PAGE, appended(PAGE, f"\n{text}\n"), (says,), *why)
    for file, seed, what, says, *why in IN_FILES:
        yield Fault(f"{file}: {what}", "pages", file, seed, (says,), *why)
    for what, change, says in IN_LABS:
        yield Fault(f"{LAB}: {what}", "labs", LAB, notebook(LAB, change), (says,))
    for file, what, old, new, says in IN_CODE:
        yield Fault(f"{Path(file).name}: {what}", "code", file, replaced(file, old, new), (says,))

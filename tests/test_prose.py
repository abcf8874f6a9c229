"""The chapters keep the book's contract: every number has a row, every chapter its parts, every exercise its solution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from counternarcotics import checks, computed, drafts, tables
from pages import ROOT, chapters, entries

PAGES = [entry for entry in entries() if entry.startswith("book/")]
LABS = [entry for entry in entries() if entry.startswith("notebooks/")]

PARTS = [
    "What you will be able to do", "Key figures", "Source check", "Policy lens", "What happened later",
    "Check yourself", "Exercises", "Discuss", "Further reading", "The lab", "References",
]  # fmt: skip

# A reading is a shorter lesson than a chapter.
SHORTER = {"book/part-5": (1100, 6), "book/part-6": (1500, 9)}
CHAPTER = (2000, 9)


def least(entry: str) -> tuple[int, int]:
    """Return how many words of narrative and how many exercises a lesson has at least; a draft has one of each thing."""
    if is_draft(entry):
        return 1, 1
    return SHORTER.get(entry.rpartition("/")[0], CHAPTER)


# What may stand in prose as digits: years, dates, sections, footnotes, names of parts and labs.
ALLOWED = [
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    r"\b(?:1[89]|20)\d\d(?:[-–/]\d{2,4})?s?\b",
    r"\b[1-4]\.\d(?:\.\d)?[a-c]?\b",
    r"(?m)^# [1-4] |^# 6\.\d |\b[Ss]ection [1-4]\b",
    r"\bfootnotes? \d+(?:(?:, | and | or |–)\d+)*",
    r"\b(?:Part|Reading) \d\b",
    r"\bfn\. \d+",
]


def is_draft(entry: str) -> bool:
    """Tell whether a page or lab still holds a starter's example; the rules on number and length wait until it does not."""
    return any(drafts.is_draft(ROOT / f"{entry}{ending}") for ending in (".md", ".ipynb"))


def source(entry: str) -> str:
    return (ROOT / f"{entry}.md").read_text(encoding="utf-8")


NO_PROSE = {"{bibliography}", "{code-block}", "{toctree}", "{math}"}


def outside_code(lines: list[str]) -> Iterator[str]:
    """Yield the lines that stand in no block of code; directives such as {chart} hold prose."""
    code = ""  # the fence that ends the block of code
    open_directives: list[str] = []
    for line in lines:
        fence = re.match(r"\s*(`{3,})\s*(\S*)", line)
        if code:
            code = "" if fence and fence[1] == code and not fence[2] else code
        elif fence and open_directives and fence[1] == open_directives[-1] and not fence[2]:
            open_directives.pop()
        elif fence and fence[2].startswith("{") and fence[2] not in NO_PROSE:
            open_directives.append(fence[1])
        elif fence:
            code = fence[1]
        else:
            yield line


def prose(text: str) -> str:
    """Return the sentences of a page, without code, roles, formulas, options and addresses."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = "\n".join(outside_code(text.splitlines()))
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[\w:]+\}`[^`]*`", "", text)
    text = re.sub(r"`[^`\n]+`", "", text)
    text = re.sub(r"\]\([^)]*\)|<[^>\n]+>|https?://\S+", "", text)
    text = re.sub(r"^\s*:[\w-]+:.*$|^\s*[`:]{3,}.*$|^\(.*\)=$|^\s*\d+\. ", "", text, flags=re.MULTILINE)
    for allowed in ALLOWED:
        text = re.sub(allowed, "", text)
    return text


@pytest.mark.parametrize("entry", PAGES)
def test_no_statistic_stands_bare_in_the_text(entry):
    bare = [line.strip() for line in prose(source(entry)).splitlines() if re.search(r"\d", line)]
    assert bare == [], "write these numbers with {fact}`id` or {computed}`name`, or in $...$ when they are made up"


def test_the_test_of_bare_statistics_can_fail():
    assert "5,600" in prose("Tajik officers seized 5,600 kg in 2003.")
    chart = "```{chart} seizures\nA caption.\n```\n"
    assert "5,600" in prose(f"{chart}\nBare 5,600 kg.\n\n{chart}"), "a figure before it hides no number"
    assert "5,600" not in prose("```python\nkg = 5,600\n```")
    assert not re.search(r"\d", prose("In 2003 ({fact}`a-b-2003`, 1.1 footnote 18) suppose $p = 0.1$."))


@pytest.mark.parametrize("entry", chapters())
def test_a_chapter_has_every_part_in_order(entry):
    headings = re.findall(r"^## (.+)$", source(entry), flags=re.MULTILINE)
    assert [h for h in headings if h in PARTS] == PARTS


@pytest.mark.parametrize("entry", chapters())
def test_a_chapter_has_five_questions_nine_exercises_and_their_solutions(entry):
    text = source(entry)
    asked, wanted = len(re.findall(r"^[`:]{3,}\{check\}", text, flags=re.MULTILINE)), 1 if is_draft(entry) else 5
    assert asked == wanted, f"{entry}.md asks {asked} questions with {{check}}, and {wanted} are expected"
    labels = re.findall(r"\{exercise\}.*\n:label: (\S+)", text)
    solutions = re.findall(r"\{solution\} (\S+)\n:class: dropdown", text)
    fewest = least(entry)[1]
    assert len(labels) >= fewest, (
        f"{entry}.md has {len(labels)} exercises with a label, and at least {fewest} are expected"
    )
    assert solutions == labels, "every exercise is followed by its folded solution"
    for level in ("Warm-up", "Practice", "Challenge"):
        assert f"### {level}" in text, f"{entry}.md has no heading '### {level}' among its exercises"


@pytest.mark.parametrize("entry", chapters())
def test_a_chapter_is_a_whole_lesson_with_an_explorer(entry):
    text = source(entry)
    narrative = text[: text.index("## Check yourself")]
    words, fewest = len(prose(narrative).split()), least(entry)[0]
    assert words >= fewest, f"{entry}.md has {words} words before its questions, and at least {fewest} are expected"
    assert re.search(r"^[`:]{3,}\{explorer\}", text, flags=re.MULTILINE), f"{entry}.md shows no explorer"
    numbers, fewest = len(re.findall(r"\{(?:fact|computed)\}`", text)), 1 if is_draft(entry) else 20
    assert numbers >= fewest, f"{entry}.md prints {numbers} numbers by a role, and at least {fewest} are expected"


def test_every_computed_number_rests_on_rows_that_exist():
    for name in computed.names():
        one = computed.get(name)
        assert one.shown()
        assert one.uses or one.tables, f"{name} names no row it rests on"
        for identifier in one.uses:
            tables.row(identifier)


def cells(entry: str) -> list:
    return nbformat.read(Path(ROOT / f"{entry}.ipynb"), as_version=4).cells


def code_cells(entry: str) -> list:
    return [cell for cell in cells(entry) if cell.cell_type == "code"]


@pytest.mark.parametrize("entry", LABS)
def test_a_lab_is_made_of_short_cells_with_stored_outputs(entry):
    for position, cell in enumerate(code_cells(entry), start=1):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 12, f"cell {position} has {len(lines)} lines"
        assert cell.execution_count == position, "run `make notebooks`: outputs are stored from one run, top to bottom"
    assert any(cell.outputs for cell in code_cells(entry))


@pytest.mark.parametrize("entry", LABS)
def test_a_lab_asks_tasks_and_its_checks_know_the_answers(entry, capsys):
    lab = entry.removeprefix("notebooks/")
    asked = [int(n) for c in code_cells(entry) for n in re.findall(rf'check\("{lab}", (\d+)', c.source)]
    fewest = 1 if is_draft(entry) else 4
    assert len(asked) >= fewest, f"{entry}.ipynb checks {len(asked)} tasks, and at least {fewest} are expected"
    for number in asked:
        task = __import__(f"counternarcotics.checks.{lab.replace('-', '_')}", fromlist=["TASKS"]).TASKS[number]
        checks.check(lab, number, task.expected())
        assert "right." in capsys.readouterr().out
        checks.check(lab, number, ...)
        assert "three dots" in capsys.readouterr().out
        checks.check(lab, number, -12345.678)
        assert "not yet." in capsys.readouterr().out


def test_a_misspelt_lab_is_told_which_labs_exist():
    with pytest.raises(KeyError, match="No lab is called 'seizure'; there are afghan-supply"):
        checks.check("seizure", 1, 0)


# A search that ends is no evidence that the record does: say what is held here, and where to look.
BEYOND_OUR_SEARCH = [
    r"nobody (?:has |ever |had )?(?:publish|keep|kept|measured|count(?:s|ed)\b)",
    r"no ?one (?:has |ever |had )?(?:publish|keeps|kept|counts|counted)",
    r"(?:registers?|series|figures?|counts?|estimates?|statistics|data|these)(?: \w+){0,3} (?:never|not|nowhere) published",
    r"never published|unpublished (?:figures?|counts?|series)",
    r"no (?:\w+ )?(?:published )?(?:series|figures?|counts?|estimates?|statistics|data)(?: \w+){0,4} exists?\b",
    r"(?:series|figures?|counts?|estimates?|statistics|data)(?: \w+){0,3} do(?:es)? not exist",
    r"nothing (?:usable|useful)\b",
    r"(?:gaps?|silence|absence|lack of data)(?: \w+){0,3} (?:is|are) (?:itself )?(?:a|the) finding",
    r"the gaps? (?:is|are) (?:itself |themselves )?(?:a )?findings?",
    r"(?:least|fewest)(?: \w+){0,3} (?:was|were )?published|fewest published",
    r"no (?:\w+ ){0,5}(?:was|were|has been|have been) found\b(?! to)",
    r"nothing (?:\w+ ){0,3}(?:was|is) (?:found|published)",
    r"\bwe (?:have |had )?found (?:no|none|nothing)\b",
    r"no (?:\w+ )?(?:series|figures?|counts?|estimates?|statistics|data|prices?) (?:is|are|was|were) (?:known|available)",
    r"\bfor the years known\b|\byears (?:that )?are (?:known|published)\b",
]  # fmt: skip


def beyond_our_search(text: str) -> list[str]:
    """Return the places that take the end of our search for the end of the record."""
    text = re.sub(r'"\s*\n\s*f?"', "", text)  # a sentence that code breaks into lines
    text = re.sub(r"\s+", " ", re.sub(r"“[^”]*”", "", text))
    return [m[0] for pattern in BEYOND_OUR_SEARCH for m in re.finditer(pattern, text, flags=re.IGNORECASE)]


def spoken() -> dict[str, str]:
    """Return every text that a reader of the book may meet, by its path: pages, labs, notes of tables, code."""
    texts = {entry: source(entry) for entry in PAGES}
    texts |= {entry: "\n".join(cell.source for cell in cells(entry)) for entry in LABS}
    files = [*(ROOT / "data").glob("*.csv"), *(ROOT / "data").glob("*.md"), *(ROOT / "src").rglob("*.py")]
    return texts | {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}


def test_the_end_of_our_search_is_never_called_the_end_of_the_record():
    found = {path: places for path, text in spoken().items() if (places := beyond_our_search(text))}
    assert found == {}, "write what is held here (our tables hold no ...), and name the place to look first"


@pytest.mark.parametrize(
    "sentence",
    [
        "For others nobody published the later count.",
        "Nobody keeps a series of corruption.",
        "For Turkmenistan nothing usable is known after 1999.",
        "The gap is itself a finding.",
        "A gap is a finding too.",
        "Neither a figure for 2004 nor one for other crimes: no such figure exists.",
        "The years with the fewest published figures.",
        "No full year was found from 2004 to 2010.",
        "These counts were never published.",
        "We found no later audit.",
        "Averages of budgets; no figure is known for 2014.",
        'description=(\n    "Dashed lines join years that are "\n    f"published. The last values",',
    ],
)
def test_the_test_of_our_search_can_fail(sentence):
    assert beyond_our_search(sentence)


def test_what_is_held_here_may_be_said():
    assert not beyond_our_search("Our tables hold no count for 2005; the compendium of 2008 is the place to look.")
    assert not beyond_our_search("An earlier edition said that “nobody published the later count”.")
    assert not beyond_our_search("The survey found no poppy in 1998, and no harm was found to be lasting.")


WITH_THE_STANDPOINT = [
    "book/front/preface",
    "book/reference/sources",
    "book/part-2/policy-models",
    "book/part-2/law-and-organisation",
    "book/part-3/external-powers",
    "book/part-6/institutions",
]


@pytest.mark.parametrize("entry", WITH_THE_STANDPOINT)
def test_the_author_s_service_is_named_in_one_wording_where_a_reader_needs_it(entry):
    said = tables.lookup("sources", "standpoint")["osmonaliev-2005"].partition(". ")[0] + "."
    assert "Drug Control Agency" in said and said in source(entry)

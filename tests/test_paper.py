"""Pages on paper, as the browsers' own Print makes them: light, whole, without gaps, with what the reader asked for."""

from __future__ import annotations

import re

import numpy as np
import pytest

import engines
import paper
from counternarcotics import explorers
from counternarcotics.assumptions import Choice
from counternarcotics.markup import slug
from pages import entries

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(paper.missing()), reason=paper.missing())]

TRENDS, LAB, CATALOGUE = "book/part-1/trends", "notebooks/seizures", "book/reference/checks"
# One page of each kind; `make test-long` prints them all.
LOOKED_AT = ["book/index", TRENDS, "book/part-2/policy-models", "book/part-4/conclusion", LAB, CATALOGUE]
THIRD = 1 / 3


def titled(html, entry):
    """Return the title of a page, as it is printed."""
    found = re.search(
        r"<h1>(.*?)<a class=\"headerlink\"", (html / f"{entry}.html").read_text(encoding="utf-8"), re.DOTALL
    )
    return re.sub(r"<[^>]+>", "", found[1]).replace("&amp;", "&")


@pytest.fixture
def press(chromium, tmp_path, html):
    """Open pages and print them: ``press(entry, act)`` gives the PDF after `act` did something on the page."""
    made = []

    def printed(entry, act=lambda page: None, fragment="", **settings):
        context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 900}, **settings)
        made.append(context)
        page = context.new_page()
        page.goto((html / f"{entry}.html").as_uri() + fragment)
        act(page)
        return paper.by_chromium(page, tmp_path / f"{len(made)}.pdf")

    yield printed
    for context in made:
        context.close()


def faults(html, entry, pdf):
    """Yield what is wrong with the sheets of a page, whatever it holds."""
    sheets = paper.sheets(pdf)
    first = paper.squeezed(paper.text(pdf, sheet=1))
    if not first.startswith(paper.squeezed(titled(html, entry))):
        yield f"{entry} does not begin with its title: {first[:80]}"
    if "Onthispage" in first:
        yield f"{entry} begins with a list of links"
    for number, sheet in enumerate(sheets, 1):
        if number < len(sheets) and paper.largest_gap(sheet) > THIRD:
            yield f"{entry}, sheet {number} of {len(sheets)}: {paper.largest_gap(sheet):.0%} of it in one blank band"
        if np.median(sheet) < 250:
            yield f"{entry}, sheet {number}: not on white"


@pytest.mark.parametrize("entry", LOOKED_AT)
def test_a_page_begins_with_its_title_and_leaves_no_gap(html, press, entry):
    assert list(faults(html, entry, press(entry))) == []


@pytest.mark.long
def test_every_page_begins_with_its_title_and_leaves_no_gap(html, press):
    assert [fault for entry in entries() for fault in faults(html, entry, press(entry))] == []


def test_the_first_chapter_fits_on_twenty_four_sheets(press):
    assert len(paper.sheets(press(TRENDS))) <= 24


@pytest.mark.parametrize("entry", [TRENDS, LAB, CATALOGUE])
def test_dark_prints_as_light(press, entry):
    def live(page):  # both in the same state: explorers far down are set up one after the other
        page.evaluate("counternarcotics.ready().then(() => 0)")

    light, dark = (paper.sheets(press(entry, live, color_scheme=scheme)) for scheme in ("light", "dark"))
    assert len(light) == len(dark)
    for number, (one, other) in enumerate(zip(light, dark, strict=True), 1):
        assert np.abs(one.astype(int) - other).max() <= 8, f"sheet {number} differs"


def test_an_opened_table_prints_every_row_and_every_column(html, press):
    opened = []

    def act(page):
        page.evaluate("document.querySelectorAll('.cn-fold').forEach((fold) => { fold.open = true; })")
        cells = "[...document.querySelectorAll('.cn-fold table, .cell_output table')].flatMap((t) => [...t.querySelectorAll('th, td')].map((c) => c.textContent))"
        opened.extend(page.evaluate(cells))

    for entry in (TRENDS, "book/part-4/conclusion", LAB):
        opened.clear()
        said = paper.squeezed(paper.text(press(entry, act)))
        lost = [cell for cell in opened if paper.squeezed(cell) not in said]
        assert opened
        assert lost == [], entry


# What is wider than its sheet would be cut: asked of the laid-out page, where print and screen are alike.
CUT = """() => [...document.querySelectorAll('.bd-article :is(pre, table, math, p, svg)')].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || (one.matches('pre') && one.scrollWidth > one.clientWidth + 1));
}).map((one) => one.textContent.slice(0, 60))"""


@pytest.mark.parametrize("entry", [*LOOKED_AT, "book/reference/computed", "book/part-1/forecast"])
def test_nothing_is_cut_at_the_edge_of_the_sheet(html, page, entry):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 1000})  # 178 mm, the sheet without its margins
    page.goto((html / f"{entry}.html").as_uri())
    page.evaluate("document.querySelectorAll('.cn-fold').forEach((fold) => { fold.open = true; })")
    assert page.evaluate(CUT) == []


def test_code_prints_whole(press):
    lines = []

    def act(page):
        lines.extend(
            page.evaluate(
                "[...document.querySelectorAll('.cell_input pre')].flatMap((one) => one.innerText.split('\\n'))"
            )
        )

    said = paper.squeezed(paper.text(press(LAB, act)))
    assert len(lines) > 20
    assert [line for line in lines if paper.squeezed(line) not in said] == []


def test_the_assumptions_of_an_explorer_print_with_their_values(press):
    """Those at first as those behind a line, chosen from a list or set by a slider, moved or not."""
    for entry, name in ((TRENDS, "hidden-population"), ("book/part-4/conclusion", "concept")):
        one = explorers.load(name)
        moved = {a.name: a.options[-1] if isinstance(a, Choice) else a.maximum for a in one.assumptions[::2]}
        query = "&".join(f"{key}={slug(v) if isinstance(v, str) else f'{v:g}'}" for key, v in moved.items())
        values = one.settings(**moved)
        said = paper.squeezed(paper.text(press(entry, fragment=f"#explorer-{name}?{query}")))
        lost = [a.label for a in one.assumptions if paper.squeezed(f"{a.label}{a.show(values[a.name])}") not in said]
        assert lost == []


def test_no_control_is_printed(html, page):
    page.emulate_media(media="print")
    for entry in (TRENDS, "book/part-4/conclusion", CATALOGUE):
        page.goto((html / f"{entry}.html").as_uri())
        seen = "[...document.querySelectorAll('select, button, input:not(.cn-typed, .cn-answer input), textarea')].filter((c) => c.checkVisibility()).map((c) => c.outerHTML.slice(0, 80))"
        assert page.evaluate(seen) == []


SOLUTION, KEY = "Pills and capsules are counted in pieces", "One equation, two unknowns."
ANSWER, TRAINER = "The answer", "book/reference/train-your-probabilities"


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_chooses_solutions_and_keys_with_and_without_a_script(press, script):
    def choose(*boxes):
        return lambda page: [page.locator(f"#paper-{box}").check() for box in boxes]

    for boxes, solution, key in (((), False, False), (("solutions",), True, False), (("keys",), False, True)):
        said = paper.text(press(TRENDS, choose(*boxes), java_script_enabled=script))
        assert (SOLUTION in said, KEY in said, ANSWER in said) == (solution, key, key)
    without = paper.text(press(TRENDS, java_script_enabled=script))
    assert "Solution" not in without.split()


def test_an_answer_that_was_compared_prints_while_it_stands_open(press):
    def compare(*, closed):
        def act(page):
            page.locator(".cn-guess button").click()
            if closed:
                page.locator(".cn-predict summary").click()

        return paper.text(press(TRENDS, act))

    said = "You expected 25.0%; the answer is"
    assert [(ANSWER in text, said in text) for text in (compare(closed=False), compare(closed=True))] == [
        (True, True),
        (False, False),
    ]


def test_the_trainers_questions_print_with_answers_only_where_keys_are_wanted(press):
    plain, keyed = (
        paper.text(press(TRAINER, act)) for act in (lambda page: None, lambda page: page.locator("#paper-keys").check())
    )
    assert "A range in" in plain
    assert ANSWER not in plain
    assert keyed.count(ANSWER) > 50


def test_a_choice_is_remembered_on_the_device_and_on_every_page(html, page):
    page.goto((html / f"{TRENDS}.html").as_uri())
    page.locator("#paper-solutions").check()
    page.goto((html / "book/part-1/forecast.html").as_uri())
    assert page.locator("#paper-solutions").is_checked()
    assert not page.locator("#paper-keys").is_checked()
    page.locator("#paper-solutions").uncheck()
    page.reload()
    assert not page.locator("#paper-solutions").is_checked()
    assert page.errors == []


@pytest.mark.long
def test_firefox_prints_the_same_pages(html, tmp_path):
    try:
        opened = engines.firefox()
        firefox = opened.__enter__()
    except engines.EngineMissingError as lacks:
        pytest.skip(str(lacks))
    try:
        found = []
        for entry in LOOKED_AT:
            firefox.open((html / f"{entry}.html").as_uri())
            firefox.run("await counternarcotics.ready(); document.documentElement.dataset.theme = 'dark';")
            found += faults(html, entry, paper.by_firefox(firefox.client, tmp_path / "one.pdf"))
        assert found == []
        firefox.open((html / f"{TRENDS}.html").as_uri())
        firefox.run("document.querySelector('#paper-solutions').click();")
        said = paper.text(paper.by_firefox(firefox.client, tmp_path / "two.pdf"))
        assert (SOLUTION in said, KEY in said) == (True, False)
        assert len(paper.sheets(tmp_path / "two.pdf")) > 0
    finally:
        opened.__exit__(None, None, None)

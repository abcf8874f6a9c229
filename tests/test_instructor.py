"""The instructor's volume: every plan fits its chapter, keys and papers hold what they should, and students see none."""

from __future__ import annotations

import re
import shutil
from html import escape

import pytest
from bs4 import BeautifulSoup

from counternarcotics import drafts
from counternarcotics.editions import ROOT, EditionError
from counternarcotics.editions.instructor import (
    SITE,
    WRITTEN,
    Page,
    Volume,
    _syllabi,
    chapter_with_notes,
    key_page,
    labs_page,
    make,
    paper_page,
    plan_page,
)
from counternarcotics.editions.instructor import pages as in_order

pytestmark = pytest.mark.slow
CHAPTER = "book/part-1/trends"
ORDER = [CHAPTER, "notebooks/seizures", "notebooks/hidden-population"]


@pytest.fixture(scope="module")
def volume():
    return Volume()


@pytest.fixture
def written(tmp_path):
    """What is written for one chapter, in a copy to be spoilt."""
    (tmp_path / "plans").mkdir()
    shutil.copy(WRITTEN / "plans/trends.md", tmp_path / "plans")
    for name in ("syllabi.md", "rubrics.md"):
        shutil.copy(WRITTEN / name, tmp_path)
    return tmp_path


def test_every_chapter_has_a_plan_whose_links_lead_somewhere_and_whose_minutes_make_a_session(volume):
    assert len(volume.chapters) >= 18
    for page in volume.chapters:
        assert {"Ninety minutes", "On the board", "Expect to hear", "Leave out", "Homework", "Beside the text"} <= set(
            volume.plan(page)
        ), page.docname
        text = plan_page(volume, page)
        assert page.aims, page.docname
        assert f"key-{page.docname.rpartition('/')[2]}.html" in text


def test_a_key_holds_every_right_answer_and_every_solution_and_a_paper_none_of_them(volume):
    for page in volume.chapters:
        key, paper = key_page(page), paper_page(page)
        assert key.count("<li class=right>") == len(page.questions), page.docname
        assert len(page.questions) == 5 or drafts.is_draft(ROOT / f"{page.docname}.md"), page.docname
        assert key.count("<div class=solution>") == len(page.exercises)
        assert all(one.level for one in page.exercises), page.docname
        assert "class=right" not in paper
        assert "cn-feedback" not in paper
        assert "<a " not in paper
        assert paper.count("class=task") == len(page.exercises)


def test_homework_names_exercises_by_the_number_that_key_and_paper_give_them(volume):
    for page in volume.chapters:
        said = re.findall(r'#([a-z0-9-]+)">[^<]*</a> \(exercise (\d+)\)', plan_page(volume, page))
        assert len(said) >= 1, page.docname
        key, paper = key_page(page), paper_page(page)
        titles = {one.identifier: escape(one.title) for one in page.exercises}
        assert all(f"<h3>{number}. {titles[name]}" in text for name, number in said for text in (key, paper))


@pytest.mark.parametrize(("name", "weeks"), [("Fourteen weeks", 14), ("Seven weeks", 7), ("Three days", 3)])
def test_a_syllabus_has_as_many_weeks_or_days_as_it_says_and_sums_the_minutes_to_read(volume, name, weeks):
    soup = BeautifulSoup(_syllabi(volume), "html.parser")
    heading = next(one for one in soup.select("h2") if one.get_text() == name)
    table = heading.find_next("table")
    rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
    assert list(dict.fromkeys(row[0] for row in rows)) == [str(n + 1) for n in range(weeks)]
    assert len({len(row) for row in rows}) == 1
    heads = [one.get_text() for one in table.select("thead th")]
    assert len(heads) == len(rows[0])
    assert ("Minutes to read" in heads) == ("To read before" in heads)
    if "Minutes to read" in heads:
        read = [[volume.page(a["href"].removeprefix("../html/").partition(".html")[0]) for a in row.select("a")] for row in table.select("tbody tr")]  # fmt: skip
        minutes = [sum(page.minutes for page in pages if page.docname.startswith("book/")) for pages in read]
        assert [int(row[-1]) for row in rows] == minutes
        assert all(minutes)


def test_the_key_of_the_labs_has_what_each_task_asks_and_expects(volume):
    text = labs_page(volume)
    rows = [
        [cell.get_text() for cell in row.select("td")] for row in BeautifulSoup(text, "html.parser").select("tbody tr")
    ]
    assert all(len(row[1].split()) > 4 and row[2] for row in rows)
    assert "seized by somebody other than the Russian border guards?" in rows[0][1]
    assert "`" not in text
    assert len(re.findall(r"<h2>", text)) == len([name for name in in_order() if name.startswith("notebooks/")])
    assert "<td>44.6006</td>" in text  # all but the border guards' part of the Tajik catch of 2003


def test_notes_stand_after_the_heading_that_they_speak_of_and_the_chapter_stays_whole(volume):
    page = volume.page(CHAPTER)
    text = chapter_with_notes(volume, page)
    notes = list(re.finditer(r'<aside class="admonition note" aria-label="Instructor', text))
    assert len(notes) == volume.plan(page)["Beside the text"].count("<li>")
    assert re.search(r"Figures that fail<[^\n]*</h3><aside class=\"admonition note\"", text)
    assert 'src="../html/book/part-1/../../_static/' in text
    assert len(text) > len(page.text)


def test_the_whole_volume_is_written_or_nothing(written, tmp_path):
    out = tmp_path / "out"
    (written / "syllabi.md").write_text(
        "# Syllabi\n\n| Week | To read before |\n| --: | :-- |\n| 1 | [1.1](book/part-1/trends) |\n"
    )
    (written / "rubrics.md").write_text("# Rubrics\n\n(rubric-lab)=\n## A lab\n")
    make(out, Volume(written, order=ORDER))
    names = {path.name for path in out.iterdir()}
    assert {"index.html", "syllabi.html", "rubrics.html", "key-labs.html", "plan-trends.html"} <= names
    minutes = Page(CHAPTER).minutes
    assert re.search(rf"<td>{minutes}</td></tr>", (out / "syllabi.html").read_text())
    (written / "plans/trends.md").write_text("# trends\n\n[x](#no-such-place)\n")
    with pytest.raises(EditionError):
        make(out, Volume(written, order=ORDER))
    assert {path.name for path in out.iterdir()} == names


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("| 10 | Everybody", "| 15 | Everybody"), "the minutes of the session make 95"),
        (lambda text: text.replace("(#source-check)", "(#sauce)").replace("(#who-is-speaking)", "(#sauce)"), "has no place 'sauce'"),
        (lambda text: text.replace("(#explorer-hidden-population)", "(#explorer-hidden-population?hat=2)"), "has no assumption 'hat'"),
        (lambda text: text.replace("(notebooks/hidden-population)", "(notebooks/hats)"), "names no page of _toc.yml"),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_fit_is_refused_in_a_sentence(written, spoil, said):
    path = written / "plans/trends.md"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    one = Volume(written, order=ORDER)
    with pytest.raises(EditionError, match=re.escape(said)) as refused:
        one.plan(one.page(CHAPTER))
    assert "trends.md" in str(refused.value)


def test_a_chapter_without_a_plan_and_a_plan_without_a_chapter_are_named(written):
    (written / "plans/trends.md").rename(written / "plans/hats.md")
    with pytest.raises(EditionError, match=r"trends\.md is missing: write a plan for book/part-1/trends"):
        _ = Volume(written, order=ORDER).plans
    shutil.copy(WRITTEN / "plans/trends.md", written / "plans")
    with pytest.raises(EditionError, match="no chapter with a check is called 'hats'"):
        _ = Volume(written, order=ORDER).plans


def test_no_page_of_the_students_book_leads_into_the_volume():
    assert not [
        page
        for page in SITE.rglob("*.html")
        if re.search(r'(?:href|src)="[^"]*instructor/', page.read_text(encoding="utf-8"))
    ]


def test_the_figures_of_a_chapter_with_notes_live_as_in_the_book(volume, page):
    out = SITE.parent / "instructor-trial"
    out.mkdir(exist_ok=True)
    try:
        (out / "chapter.html").write_text(chapter_with_notes(volume, volume.page(CHAPTER)), encoding="utf-8")
        page.goto((out / "chapter.html").as_uri())
        page.locator("#explorer-hiv-injecting").scroll_into_view_if_needed()
        page.wait_for_selector("#explorer-hiv-injecting .cn-chart.cn-live")
        assert page.errors == []
    finally:
        shutil.rmtree(out)

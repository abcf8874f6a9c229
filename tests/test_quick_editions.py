"""The quick editions on every change: Markdown and slides of one chapter, and the whole deck of cards, read back plainly.

What each whole edition holds is read back by the tests of its own, every week.  A tool that is not installed is said in
one line, and its test is skipped.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sqlite3
import zipfile

import pytest
import yaml

from counternarcotics.editions import EditionError, anki, articles, epub, markdown, slides
from counternarcotics.editions.instructor import WRITTEN, Volume
from counternarcotics.editions.questions import questions

CHAPTER = "book/part-1/forecast"
pytestmark = pytest.mark.slow


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not importlib.util.find_spec(name), reason=f"{name} is not installed: run `make quick-editions-ready`")  # fmt: skip


@needs("markdownify")
def test_a_chapter_becomes_markdown_with_its_headings_tables_and_numbers(html, tmp_path):
    contents = {"root": "book/index", "parts": [{"caption": "Part 1", "chapters": [{"file": CHAPTER}]}]}
    (tmp_path / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf-8")
    pages = articles.read(html, tmp_path)
    text = markdown.text(articles.read(html, tmp_path), "commit 1234567 of 2026-01-01")
    assert "commit 1234567 of 2026-01-01" in text
    for page in pages:
        for heading in page.content.select("h2"):
            assert re.search(rf"^#+ .*{re.escape(' '.join(heading.get_text().split())[:30])}", text, re.MULTILINE), (
                heading
            )
    assert text.count("\n| --- ") >= sum(len(page.content.select("table")) for page in pages) - 2
    assert "85,509" in text
    assert not re.search(r"\{[a-z]+\}`", text)


@needs("genanki")
def test_every_term_and_question_is_a_card(html, tmp_path):
    made = anki.make(tmp_path / "deck.apkg", html)
    with zipfile.ZipFile(made) as packed:
        (tmp_path / "cards").write_bytes(packed.read("collection.anki2"))
    held = sqlite3.connect(tmp_path / "cards")
    tags = [tag.strip() for (tag,) in held.execute("select tags from notes")]
    assert tags.count("term") == len(anki.terms(html))
    assert tags.count("question") == len(questions(html))
    assert held.execute("select count(*) from cards").fetchone()[0] == 2 * tags.count("term") + tags.count("question")
    assert held.execute("select count(distinct guid) from notes").fetchone()[0] == len(tags)
    (decks,) = held.execute("select decks from col").fetchone()
    assert articles.TITLE in {deck["name"] for deck in json.loads(decks).values()}
    held.close()


@pytest.fixture(scope="module")
def volume(html, tmp_path_factory) -> Volume:
    """The instructor's volume of one chapter."""
    written = tmp_path_factory.mktemp("written")
    (written / "plans").mkdir()
    shutil.copy(WRITTEN / "plans" / "forecast.md", written / "plans")
    return Volume(written, html, [CHAPTER])


def test_a_chapter_becomes_a_deck_of_slides(volume):
    page = volume.page(CHAPTER)
    text = slides.deck(volume, page, [])
    shown = [figure["id"] for figure in page.article.select(".cn-figure[id]")] + [name for name, _ in page.explorers]
    assert len(shown) >= 8
    assert all(text.count(f'id="{name}"') == 1 for name in shown)
    assert text.count("class=asked") == len(page.questions)
    assert text.count('class="notes"') >= 4
    assert "script-src 'self'" in text


# What turns the slides comes from npm: here each slide stands below the one before, and nothing turns.
STILL = b"const Reveal = new Proxy({}, { get: () => () => undefined });"


def test_a_deck_asks_for_nothing_that_does_not_lie_beside_it(volume, tmp_path, monkeypatch, page):
    monkeypatch.setattr(slides, "fetched", lambda _: dict.fromkeys(slides.NEEDED, b"") | {"dist/reveal.js": STILL})
    page.goto((slides.make(tmp_path / "slides", volume) / "forecast.html").as_uri())
    page.locator(".cn-explorer").first.scroll_into_view_if_needed()
    page.wait_for_selector(".cn-explorer .cn-chart.cn-live", state="attached", timeout=20_000)
    assert page.errors == []
    assert page.requests
    assert all(url.startswith(tmp_path.as_uri()) for url in page.requests)


def test_another_package_than_the_pinned_one_and_a_missing_npm_are_refused_in_a_sentence(tmp_path, monkeypatch):
    archive = tmp_path / "reveal.js-6.0.2.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(EditionError, match=r"reveal.js-6.0.2.tgz has another SHA-512 than reveal.js@6.0.2: fetch it"):
        slides.unpacked(archive)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EditionError, match="npm is not on the path"):
        slides.fetched(tmp_path)


def test_the_cover_of_the_epub_shows_the_map_of_the_first_page(html, tmp_path):
    (tmp_path / "_toc.yml").write_text("root: book/index\nparts: []\n", encoding="utf-8")
    first = articles.read(html, tmp_path)
    assert all(place in epub.first_map(first) for place in ("Dushanbe", "Tashkent", "Kazakhstan"))
    assert epub.cover(first).startswith(b"\x89PNG")


def test_a_students_edition_answers_neither_predictions_nor_the_trainer_and_a_whole_one_answers_behind(html, tmp_path):
    trainer = "book/reference/train-your-probabilities"
    contents = {"root": CHAPTER, "parts": [{"caption": "Part 6", "chapters": [{"file": trainer}]}]}
    (tmp_path / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf-8")
    whole, students = (
        [page.content for page in articles.read(html, tmp_path, solutions=solutions)] for solutions in (True, False)
    )
    assert all("The answer" in page.get_text() for page in whole)
    assert not any("The answer" in page.get_text() for page in students)
    for pages in (whole, students):
        assert pages[0].select(".cn-predict p")
    asked, outcomes = (whole[1].select(rows) for rows in (".cn-questions > li", ".cn-outcomes > ol > li"))
    assert len(asked) == len(students[1].select(".cn-questions > li")) == len(outcomes) > 50
    assert not whole[1].select(".cn-questions .cn-outcome")
    kinds = [
        question.select_one(".cn-options").get_text() if question.select_one(".cn-options") else ""
        for question in asked
    ]
    answers = [outcome.get_text() for outcome in outcomes]
    assert all(
        kind != "It rose or It fell?" or re.match(r"It (rose|fell)\.", answer)
        for kind, answer in zip(kinds, answers, strict=True)
    )

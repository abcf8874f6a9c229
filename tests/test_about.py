"""The foot of a page: it cites the page, dates it, says where corrections go, and keeps progress only when asked."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
import yaml

from counternarcotics.sphinx_extension import about
from pages import ROOT, entries

TRENDS = "book/part-1/trends"


def commit(root, day, **files):
    for name, text in files.items():
        (root / "book").mkdir(exist_ok=True)
        (root / "book" / f"{name}.md").write_text(text, encoding="utf-8")
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}  # fmt: skip
    environment = os.environ | who | {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    for command in (["add", "-A"], ["commit", "-q", "-m", "A change"]):
        subprocess.run(["git", "-C", str(root), *command], check=True, env=environment)


def test_a_page_is_dated_by_the_last_commit_of_its_source(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    commit(tmp_path, "2026-01-02", one="first", zwei="Ä")
    commit(tmp_path, "2026-03-04", one="second")
    (tmp_path / "book" / "new.md").write_text("not committed", encoding="utf-8")
    assert about.changes(tmp_path, "book") == {"book/one.md": "2026-03-04", "book/zwei.md": "2026-01-02"}


def test_no_date_is_printed_where_git_does_not_know_it(tmp_path, monkeypatch):
    assert about.changes(tmp_path, "book") == {}
    subprocess.run(["git", "init", "-q", str(tmp_path / "far")], check=True)
    commit(tmp_path / "far", "2026-01-02", one="first")
    commit(tmp_path / "far", "2026-03-04", one="second")
    near = tmp_path / "near"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{tmp_path / 'far'}", str(near)], check=True)
    assert about.changes(near, "book") == {}, "a clone without its history would date every page alike"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert about.changes(tmp_path / "far", "book") == {}


def test_a_citation_names_page_and_book():
    words, bibtex = about.citation("The authors", "2026", "The book", "What if?", "1.0", "https://example.org/p.html")
    assert words == "The authors (2026). “What if?” In The book, version 1.0. https://example.org/p.html"
    assert bibtex.startswith("@incollection{counternarcotics-2026-what-if,\n  author = {{The authors}},")
    assert bibtex.count("{") == bibtex.count("}")
    assert about.citation("A", "2026", "The book", "", "1.0", "")[1].startswith("@book{counternarcotics-2026,")


def test_a_correction_leads_to_the_issues_where_the_repository_is_named():
    assert about.correction("", "A page", "book/a.md") == ""
    address = about.correction("https://example.org/book/", "A page", "book/a.md")
    assert address.startswith("https://example.org/book/issues/new?title=Correction%3A+A+page&body=Page%3A+A+page")


@pytest.mark.slow
def test_every_page_can_be_cited_and_corrected_as_the_book_says(html):
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    for entry in entries():
        text = (html / f"{entry}.html").read_text(encoding="utf-8")
        foot = text[text.index('id="about-this-page"') :]
        assert f"{cited['title']}, version {cited['version']}." in foot
        assert cited["authors"][0]["name"].replace("'", "&#39;") in foot
        assert "Something wrong?" in foot
        assert f"<code>{entry}." in foot


@pytest.mark.slow
def test_nothing_is_kept_before_it_is_asked_for(html, page):
    page.goto((html / f"{TRENDS}.html").as_uri())
    page.locator(".cn-check .cn-right input").first.check()
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(1800)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cn-'))") == []


@pytest.mark.slow
def test_progress_is_kept_on_the_device_shown_and_deleted(html, page):
    def foot():
        return page.locator(".cn-progress")

    page.goto((html / f"{TRENDS}.html").as_uri())
    foot().get_by_role("button", name="Remember my progress").click()
    page.locator(".cn-check").nth(0).locator(".cn-wrong input").first.check()
    page.locator(".cn-check").nth(0).locator(".cn-right input").check()
    page.locator(".cn-check").nth(1).locator(".cn-right input").check()
    foot().get_by_label("I have read this page").check()
    assert "1 page read; 2 questions of checks answered, 1 right at the first try" in foot().inner_text()
    page.locator("#hiv-and-injecting").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#hiv-and-injecting').scrollIntoView()")
    page.wait_for_timeout(1800)
    with page.expect_download() as saved:
        foot().get_by_role("button", name="Save as a file").click()
    kept = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert list(kept["read"]) == [f"{TRENDS}.html"]

    page.goto((html / "book/index.html").as_uri())
    begin = page.locator(".cn-begin a").first
    assert begin.inner_text() == "Go on reading: 1.1 Trends in the drug situation"
    assert page.locator(".cn-part a.cn-read").count() == 1
    begin.click()
    page.wait_for_url("**/book/part-1/trends.html*")
    assert page.locator(".cn-check").nth(0).locator(".cn-right input").is_checked()
    foot().get_by_role("button", name="Delete all of it").click()
    assert page.evaluate("localStorage.getItem('cn-progress')") is None
    page.goto((html / "book/index.html").as_uri())
    assert page.locator(".cn-begin a").first.inner_text() == "Begin reading"
    assert page.errors == []


@pytest.mark.slow
def test_a_store_that_is_closed_full_or_spoilt_does_no_harm(html, page):
    page.goto((html / f"{TRENDS}.html").as_uri())
    page.evaluate(
        "localStorage.setItem('cn-progress', '[1'); localStorage.setItem('cn-paper', '{}'); localStorage.removeItem('mode')"
    )
    page.reload()
    # The theme writes the mode a moment after the page has loaded, and knows no store that is full.
    page.wait_for_function("() => localStorage.getItem('mode') !== null")
    assert page.locator(".cn-progress button").count() == 1
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    page.locator(".cn-progress button").click()
    assert "keeps nothing" in page.locator(".cn-progress [role=status]").inner_text()
    page.locator("#paper-solutions").check()
    assert page.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_exercises_are_chosen_by_level_and_a_link_finds_every_one(html, new_page, script):
    page = new_page(java_script_enabled=script)
    address = (html / f"{TRENDS}.html").as_uri()
    page.goto(address)
    shown = page.locator("#exercises .exercise:visible")
    everything = shown.count()
    assert everything >= 9
    page.locator('.cn-levels [value="3"]').check()
    assert 0 < shown.count() < everything
    assert page.locator("#warm-up").is_hidden()
    page.goto(f"{address}#ex-trends-rate")
    assert page.locator("#ex-trends-rate").is_visible()
    page.locator('.cn-levels [value="0"]').check()
    assert shown.count() == everything

"""The page "Take it along": it links what was made, names every command, and the build puts the files into the site."""

from __future__ import annotations

import re

import pytest

from counternarcotics.editions import OUT, instructor, offered
from pages import ROOT

ZIP, PDF = offered.EDITIONS[0].file, offered.EDITIONS[1].file
PAGE = "book/front/take-it-along.html"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / ZIP).write_bytes(b"zip")
    (tmp_path / "editions" / "half.half").write_bytes(b"not whole")
    return tmp_path / "html"


def test_what_was_made_is_put_into_the_site_and_what_is_gone_is_taken_away(site):
    offered.place(site)
    assert [path.name for path in (site / "editions").iterdir()] == [ZIP]
    made = site.parent / "editions"
    (made / ZIP).unlink()
    (made / PDF).write_bytes(b"pdf")
    offered.place(site)
    assert {path.name: path.read_bytes() for path in (site / "editions").iterdir()} == {PDF: b"pdf"}
    (made / PDF).unlink()
    (made / PDF).write_bytes(b"a later pdf")
    offered.place(site)
    assert (site / "editions" / PDF).read_bytes() == b"a later pdf"


def test_a_folder_is_put_into_the_site_whole_and_again_when_it_was_made_anew(site):
    made = site.parent / "editions" / "lite" / "lab"
    made.mkdir(parents=True)
    offered.place(site)
    assert not (site / "editions" / "lite").exists()  # not whole: nothing to open
    for words in ("first", "second"):
        (made / "index.html").unlink(missing_ok=True)
        (made / "index.html").write_text(words)
        offered.place(site)
        assert (site / "editions" / "lite" / "lab" / "index.html").read_text() == words


def test_where_nothing_was_made_nothing_is_put_into_the_site(tmp_path):
    (tmp_path / "html").mkdir()
    offered.place(tmp_path / "html")
    assert list((tmp_path / "html").iterdir()) == []


def test_every_command_of_the_page_is_one_of_make_and_listed_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for one in offered.EDITIONS:
        assert one.command.split()[1] in targets
        assert re.search(rf"\| `{re.escape(one.command)}` \| `{re.escape(one.file)}` \|", readme), one


def test_the_teachers_page_names_the_folder_that_each_command_writes_to():
    rows = re.findall(
        r"^\| [^|]+ \| `(make [^`]+)`[^|]*, into `([^`]+)` \|",
        (ROOT / "book" / "teach-with-it.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    said = dict(rows)
    # Of the editions that travel with the site each is one file of its folder; the volume, kept apart, has its own.
    apart = {"make instructor": instructor.OUT, "make slides": OUT / "slides"}
    kept = {command: f"_build/{command.split()[1]}/" for command in ("make assignments", "make questions")}
    wanted = {command: f"{path.relative_to(ROOT).as_posix()}/" for command, path in apart.items()} | kept
    assert said == wanted | dict.fromkeys(set(said) - set(wanted), f"{OUT.relative_to(ROOT).as_posix()}/")
    assert set(wanted) < set(said)


@pytest.mark.slow
def test_the_page_links_the_editions_that_stand_beside_it_and_no_other(html):
    page = (html / PAGE).read_text(encoding="utf-8")
    linked = re.findall(r'class="cn-edition" href="([^"]+)"', page)
    assert sorted(name.partition(f"{offered.FOLDER}/")[2].split("/")[0] for name in linked) == sorted(
        offered.made(html)
    )
    for name in linked:
        assert (html / PAGE).parent.joinpath(name).resolve().is_file()
    assert 'class="cn-edition"' not in offered.without_links(page)
    for one in offered.EDITIONS:
        assert f"<code>{one.command}</code>" in page

"""A chapter or an explorer is laid whole or not at all, passes what a chapter must pass, and is not published as laid."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from counternarcotics import drafts, scaffold, validation
from counternarcotics.editions.instructor import SESSION, WRITTEN
from counternarcotics.scaffold import ScaffoldError
from pages import ROOT

COPIED = ("_toc.yml", "_config.yml", "Makefile", "README.md", "pyproject.toml", "requirements.txt", "book", "data", "notebooks", "src", "tests", "binder", "instructor", ".github")  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the book in which things can be laid."""
    folder = tmp_path_factory.mktemp("book")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def state(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if ".hypothesis" not in path.parts}


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("PUBLISH", "COUNTERNARCOTICS_DATA")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=clean | {"PYTHONPATH": "src"} | environment, capture_output=True, text=True, check=False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "title", "part", "said"),
    [
        ("Prisons", "", "2", "expected a name in kebab-case"),
        ("drug_courts", "", "2", "expected a name in kebab-case"),
        ("-prisons", "", "2", "expected a name in kebab-case"),
        ("2005-and-after", "", "2", "expected a name in kebab-case"),
        ("../prisons", "", "2", "expected a name in kebab-case"),
        ("p" * 41, "", "2", "at most 40 letters"),
        ("class", "", "2", "use this word already; choose another name, such as class-policy"),
        ("trends", "", "2", "the name is taken by book/part-1/trends.md; choose another"),
        ("glossary", "", "2", "the name is taken by book/reference/glossary.md"),
        ("seizures", "", "2", "the name is taken by src/counternarcotics/checks/seizures.py"),
        ("weakest-link", "", "2", "the name is taken by src/counternarcotics/checks/weakest_link.py"),
        ("soft-law", "", "2", "the name is taken by src/counternarcotics/models/soft_law.py"),
        ("laid-in-a-test", 'Prisons "and" more', "2", "expected words and simple punctuation"),
        ("laid-in-a-test", "Prisons `now`", "2", "found '`'; expected words and simple punctuation"),
        ("laid-in-a-test", "Drugs & crime", "2", "found '&'; expected words"),
        ("laid-in-a-test", "'Soft' law", "2", 'found "\'"; expected words'),
        ("laid-in-a-test", "one\ntwo", "2", "found '\\n'; expected words"),
        ("laid-in-a-test", "p" * 81, "2", "found 81 characters; expected words"),
        ("laid-in-a-test", "", "9", "_toc.yml has no such part; it has 1, 2, 3, 4, 5, 6"),
        ("laid-in-a-test", "", "two", "_toc.yml has no such part"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_in_one_sentence(name, title, part, said):
    with pytest.raises(ScaffoldError) as refused:
        scaffold.wanted(name, title, part)
    assert said in str(refused.value)
    assert str(refused.value).endswith(".") or str(refused.value).endswith(").")
    assert "\n" not in str(refused.value)


def test_the_command_says_in_a_sentence_what_is_missing_and_writes_nothing(copy):
    before = state(copy)
    for kind, given, said in [
        ("chapter", {}, "make chapter PART=2 NAME=prisons"),
        ("chapter", {"NAME": "prisons"}, "Say what to lay"),
        ("explorer", {}, "make explorer NAME=bed-days"),
        ("explorer", {"NAME": "forecast"}, "the name is taken by book/part-1/forecast.md"),
    ]:
        done = run(copy, "-m", "counternarcotics.scaffold", kind, **given)
        assert done.returncode
        assert done.stdout == ""
        assert done.stderr.startswith("Nothing was written. ")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert state(copy) == before


@pytest.mark.parametrize("broken", ["_with_entries", "_run", "_with_rows"])
def test_half_a_chapter_cannot_remain(copy, monkeypatch, broken):
    before = state(copy)

    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(scaffold, broken, fails)
    with pytest.raises(KeyboardInterrupt):
        scaffold.lay_chapter(scaffold.wanted("laid-in-a-test", "", "2", copy), copy)
    assert state(copy) == before


def test_a_chapter_may_be_called_after_a_year_or_a_country_and_two_may_be_laid_at_once(copy, monkeypatch):
    before, files = state(copy), {}
    monkeypatch.setattr(scaffold, "_run", lambda *_: None)
    for name, title in [("methadone-2006", "Метадон: что дальше?"), ("prisons-of-kazakhstan", "")]:
        files[name] = scaffold.lay_chapter(scaffold.wanted(name, title, "6", copy), copy)
        assert (
            (copy / f"book/part-6/{name}.md")
            .read_text(encoding="utf-8")
            .startswith(f"# {title or 'Prisons of kazakhstan'}\n")
        )
    assert list(validation.problems(copy / "data")) == []
    for name in {name for laid in files.values() for name in laid}:
        (copy / name).write_bytes(before[name]) if name in before else (copy / name).unlink()
    assert state(copy) == before


def test_an_example_that_does_not_run_is_told_in_one_sentence_and_nothing_is_written(copy):
    (copy / "data" / "places.csv").rename(copy / "data" / "places.away")
    before = state(copy)
    done = run(copy, "-m", "counternarcotics.scaffold", "chapter", PART="2", NAME="laid-in-a-test")
    assert state(copy) == before
    (copy / "data" / "places.away").rename(copy / "data" / "places.csv")
    assert done.returncode
    assert done.stderr.startswith("Nothing was written. ")
    assert done.stderr.count("\n") == 1
    assert "see what `make check` says" in done.stderr


def test_the_contents_are_added_to_and_otherwise_left_alone(copy):
    before = (copy / "_toc.yml").read_text(encoding="utf-8")
    for part in "123456":
        after = scaffold._with_entries(before, part, ["book/x", "notebooks/x"])
        assert [
            line for line in after.splitlines() if line not in ("      - file: book/x", "      - file: notebooks/x")
        ] == before.splitlines()
        at = next(one["chapters"] for one in yaml.safe_load(after)["parts"] if {"file": "book/x"} in one["chapters"])
        assert at[-2:] == [{"file": "book/x"}, {"file": "notebooks/x"}]
        assert f"book/part-{part}/" in at[0]["file"]


def test_nothing_that_is_published_holds_the_mark():
    """The book as it stands; in a working copy with a draft this test leaves the draft alone."""
    tracked = subprocess.run(["git", "grep", "-liE", drafts.MARK.pattern, "HEAD", "--"], cwd=ROOT, capture_output=True, text=True, check=False).stdout  # fmt: skip
    held = {line.partition(":")[2] for line in tracked.splitlines()}
    assert held & {path.relative_to(ROOT).as_posix() for path in drafts.files(ROOT)} == set()


def test_the_plan_as_laid_fits_the_page_as_laid():
    """The places that its links name are those that the page builds; no build is needed to tell."""
    laid = scaffold.Wanted("laid-in-a-test", "Prisons", "2")
    page, plan = (
        laid.filled((scaffold.STARTERS / "chapter" / name).read_text(encoding="utf-8"))
        for name in ("page.md", "plan.md")
    )
    headings = {re.sub(r"\W+", "-", line.lstrip("# ").lower()) for line in page.splitlines() if line.startswith("#")}
    built = headings | {"predict-0", f"explorer-{laid.name}", *re.findall(r":label: (\S+)", page)}
    linked = re.findall(r"\]\(#([^)]+)\)", plan)
    assert len(linked) >= 6
    assert set(linked) <= built
    known = (WRITTEN / "plans" / "trends.md").read_text(encoding="utf-8")
    assert re.findall(r"^## .*", plan, re.MULTILINE) == re.findall(r"^## .*", known, re.MULTILINE)
    assert sum(map(int, re.findall(r"^\| (\d+) \|", plan, re.MULTILINE))) == SESSION


def test_a_mark_is_named_by_file_and_line_wherever_it_stands(tmp_path):
    for name in (
        "book/part-1/a.md",
        "notebooks/a.ipynb",
        "data/a.csv",
        "src/counternarcotics/charts/a.py",
        "tests/test_models_a.py",
        "instructor/plans/a.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one\nreplace_this = 2\n", encoding="utf-8")
    (tmp_path / "src/counternarcotics/starters").mkdir()
    (tmp_path / "src/counternarcotics/starters/a.py").write_text("REPLACE-THIS", encoding="utf-8")
    said = list(drafts.marks(tmp_path))
    assert len(said) == 6
    assert all(", line 2: found an example that is marked REPLACE-THIS; put your own" in one for one in said)


@pytest.mark.slow
@pytest.mark.long
def test_a_chapter_as_laid_passes_the_checks_and_is_refused_for_publication(copy):
    laid = run(
        copy,
        "-m",
        "counternarcotics.scaffold",
        "chapter",
        PART="2",
        NAME="laid-in-a-test",
        TITLE="Prisons: a first look",
    )
    assert laid.returncode == 0, laid.stderr
    files = [line for line in laid.stdout.splitlines() if "/" in line and " " not in line]
    assert {"book/part-2/laid-in-a-test.md", "notebooks/laid-in-a-test.ipynb"} <= set(files)
    assert "instructor/plans/laid-in-a-test.md" in files
    for name in files:
        assert drafts.is_draft(copy / name) or name == "_toc.yml", f"{name} holds no example that is marked"
        assert "example-chapter" not in (copy / name).read_text(encoding="utf-8")
    quick = run(copy, "-c", "from counternarcotics import quick_check; print(list(quick_check.problems()))")
    assert quick.stdout.strip() == "[]", quick.stdout + quick.stderr
    tests = [
        "tests/test_prose.py",
        "tests/test_tables.py",
        "tests/test_computed.py",
        "tests/test_explorers.py",
        "tests/test_labs.py",
        "tests/test_models_laid_in_a_test.py",
    ]
    chosen = "laid_in_a_test or laid-in-a-test or test_tables or test_computed"
    tried = run(
        copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", "-p", "no:xdist", "-k", chosen, *tests
    )
    assert tried.returncode == 0, tried.stdout
    marks = run(copy, "-m", "counternarcotics.drafts")
    assert marks.returncode == 0
    assert "will not be published" in marks.stdout
    refused = run(copy, "-m", "counternarcotics.drafts", PUBLISH="1")
    assert refused.returncode
    for name in files:
        assert name == "_toc.yml" or f"{name}, line" in refused.stderr, name


@pytest.mark.slow
@pytest.mark.long
def test_an_explorer_as_laid_passes_its_tests_before_it_is_placed(copy):
    laid = run(copy, "-m", "counternarcotics.scaffold", "explorer", NAME="explorer-of-a-test")
    assert laid.returncode == 0, laid.stderr
    assert "Place it on a page: ```{explorer} explorer-of-a-test" in laid.stdout
    quick = run(copy, "-c", "from counternarcotics import quick_check; print(list(quick_check.problems()))")
    assert quick.stdout.strip() == "[]", quick.stdout + quick.stderr
    tests = ["tests/test_models_explorer_of_a_test.py", "tests/test_explorers.py", "tests/test_numberlike.py"]
    tried = run(
        copy,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        "-p",
        "no:xdist",
        "-k",
        "explorer_of_a_test or explorer-of-a-test or sums or left",
        *tests,
    )
    assert tried.returncode == 0, tried.stdout

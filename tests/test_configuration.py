"""The files of the project's configuration: what a tool would stop at with a traceback, or pass over, is named in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counternarcotics import configuration

ROOT = Path(__file__).resolve().parents[1]
FILES = ("_toc.yml", "_config.yml", "pyproject.toml", "requirements.in", "requirements.txt", "book/references.bib")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the configuration alone, to break."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_nothing_is_wrong_until_something_is(folder):
    assert list(configuration.problems(folder)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("_toc.yml", "      - file: book/part-1/forecast\n", "\t- file: book/part-1/forecast\n", ", line "),
        ("_toc.yml", "chapters:", "chapter:", "'chapter', which means nothing here; the nearest are chapters"),
        ("_toc.yml", "root:", "rooot:", "the nearest are root"),
        ("_toc.yml", "root:", "rooot:", "no root"),
        ("_toc.yml", "- file: book/part-1/forecast", "- book/part-1/forecast", "`- file: book/part-1/name`"),
        ("_toc.yml", "- caption: Part 3. Cooperation\n    chapters", "- chapters", "found no caption"),
        ("_config.yml", "title: Counter", "title: [Counter", "what is no YAML"),
        ("_config.yml", "book/references.bib", "book/reference.bib", "there is no such file"),
        ("_config.yml", "only_build_toc_files", "only_build_tocfiles", "the nearest are only_build_toc_files"),
        ("_config.yml", 'execute_notebooks: "off"', 'execute_notebooks: "of"', "under execute.execute_notebooks"),
        ("_config.yml", "home_page_in_navbar", "home_page_in_navba", "entry html"),
        ("_config.yml", "dollarmath", "dolarmath", "dolarmath"),
        (
            "_config.yml",
            "    - sphinx_exercise",
            "    - sphinx_exercises",
            "'sphinx_exercises', which nothing installed",
        ),
        ("pyproject.toml", "[project]", "[project", "what is no TOML"),
        ("requirements.in", "scipy>=", "polars>=1\nscipy>=", "polars, which requirements.txt does not hold"),
    ],
)
def test_a_slip_is_named_with_its_file(folder, file, old, new, said):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = list(configuration.problems(folder))
    assert any(sentence.startswith(file) and said in sentence for sentence in found), found

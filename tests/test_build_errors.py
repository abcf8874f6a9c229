"""What a contributor is told when a page names something that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

pytestmark = pytest.mark.slow

CONF = 'extensions = ["myst_nb", "sphinxcontrib.bibtex", "sphinx_exercise", "counternarcotics.sphinx_extension"]\n'
CONF += 'bibtex_bibfiles = []\nhtml_theme = "pydata_sphinx_theme"\nhtml_math_renderer = "mathml"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{fact}`users-kazakstan`", "index.md:3:No figure has the id 'users-kazakstan'; the nearest are"),
        ("{fact}`registered-users-kazakhstan-2003:size`", "expected nothing or :value"),
        ("{computed}`register-total-2004`", "the nearest are register-total-2003"),
        ("{record}`the agreement <trilateral-agreement-1997>`", "No row has the id 'trilateral-agreement-1997'; the nearest are trilateral"),
        ("{record}`trilateral-agreement-1996`", "expected words and an id"),
        ("{record}`some kilograms <heroin-seized-tajikistan-2003>`", "is a figure; write {fact}`heroin-seized-tajikistan-2003`"),
        ("```{catalogue} figure\n```", "expected one of tables, figures, later-figures"),
        ("```{chart} registered-user\nA caption.\n```", "No chart is called 'registered-user'; the nearest are registered-users"),
        ("```{chart} registered-users\n```", "needs a caption"),
        ("```{explorer} forecasts\n```", "No explorer is called 'forecasts'; the nearest are forecast"),
        (r"So {math}`\oint x`.", "index.md:3:The formula $\\oint x$ cannot be read out: no words are known for"),
        ("```{check} Which?\n- [ ] One\n  : No.\n```", "a check needs exactly one [x] answer (found 0)"),
        ("```{check} Which?\n- [] One\n  : No.\n```", "found '- [] One', expected an answer"),
        ("```{check} Which?\n  : No.\n- [x] One\n```", "expected an answer"),
    ],
)  # fmt: skip
def test_an_unknown_name_stops_the_build_and_names_page_and_nearest(tmp_path: Path, capsys, text: str, said: str):
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    # In this process, where the tables have been checked already.
    failed = build_main(["-W", "-q", "-b", "html", str(tmp_path), str(tmp_path / "out")])
    assert failed
    assert said in capsys.readouterr().err


def test_a_link_to_a_row_without_a_card_is_named_with_its_page(tmp_path: Path, capsys):
    (tmp_path / "conf.py").write_text(CONF.replace("pydata_sphinx_theme", "sphinx_book_theme"), encoding="utf-8")
    catalogue = tmp_path / "book" / "reference" / "figures.md"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("# Figures\n\nNo list stands here.\n", encoding="utf-8")
    text = "# Page\n\n{fact}`registered-users-kazakhstan-2003`\n\n```{toctree}\nbook/reference/figures\n```\n"
    (tmp_path / "index.md").write_text(text, encoding="utf-8")
    assert build_main(["-W", "-q", "-b", "html", str(tmp_path), str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert "index.md" in said
    assert (
        "fact of 'registered-users-kazakhstan-2003': the card figure-registered-users-kazakhstan-2003 is missing on"
        in said
    )
    assert "book/reference/figures; put the catalogue that lists its table there" in said

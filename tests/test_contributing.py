"""The walk of CONTRIBUTING: the commands for git do what the text says, typed as they stand there."""

from __future__ import annotations

import re
import subprocess

import pytest

from pages import ROOT

WALK = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LAID = {
    "book/part-2/prisons.md": "{fact}`replace-this-part-prisons`",
    "src/prisons.py": '"replace-this-part-prisons"',
    "notebooks/prisons.ipynb": "replace-this-part-prisons",
    "tests/test_models_prisons.py": "nothing",
}


def said(folder, command: str) -> str:
    return subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, check=True).stdout


def test_the_commands_of_the_walk_find_what_was_laid_and_take_it_away(tmp_path):
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "capacity.csv"
    table.write_text("id\n")
    said(tmp_path, "git init -q")
    said(tmp_path, "git add -A")
    said(tmp_path, "git -c user.name=a -c user.email=a@b commit -qm a")
    table.write_text("id\nreplace-this-part-prisons\n")
    for name, text in LAID.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    search, restore, clean = (re.search(f"`(git {word} [^`]*)`", WALK)[1] for word in ("grep", "restore", "clean"))
    found = {line.partition(":")[0] for line in said(tmp_path, search).splitlines()}
    assert found == {"data/capacity.csv", *(name for name, text in LAID.items() if "replace-this" in text)}
    said(tmp_path, restore)
    said(tmp_path, clean)
    assert said(tmp_path, "git status --porcelain") == ""


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "data/README.md"])
def test_every_place_that_a_guide_leads_to_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for address in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        target, _, anchor = address.partition("#")
        path = (ROOT / name).parent / target if target else ROOT / name
        assert path.exists(), f"{name} leads to {address}, and there is no {path}"
        if anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
            made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in made, f"{name} leads to {address}; the headings there are {', '.join(sorted(made))}"

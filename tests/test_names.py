"""Names of chapters and labs follow one rule: the chapter's own label, and a lab under the label of its chapter."""

from __future__ import annotations

import json
import re

import yaml

from counternarcotics import drafts
from pages import ROOT

# "1.1 Title", "4 Title" where a part has one chapter, "Reading 1: Title".
CHAPTER = re.compile(r"# (?P<label>\d(?:\.\d)?|Reading \d)(?::)? \w")
LAB = re.compile(r"# Lab(?: (?P<label>\d(?:\.\d)?|Reading \d)(?P<letter>[a-z])?)?: \w")


def parts():
    """Yield for every numbered part its number and its files, in order, without those of examples."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    for part in contents["parts"]:
        files = [chapter["file"] for chapter in part["chapters"]]
        number = re.match(r"Part (\d)\.", part["caption"])
        yield (
            number and number[1],
            [f for f in files if not any(drafts.is_draft(ROOT / f"{f}.{end}") for end in ("md", "ipynb"))],
        )


def title(file):
    """Return the first line of a page or of a lab."""
    if file.startswith("notebooks/"):
        return json.loads((ROOT / f"{file}.ipynb").read_text(encoding="utf-8"))["cells"][0]["source"][0].strip()
    return (ROOT / f"{file}.md").read_text(encoding="utf-8").partition("\n")[0]


def test_a_chapter_begins_with_its_number_and_the_numbers_run_on():
    for number, files in parts():
        labels = [CHAPTER.match(title(f)) for f in files if f.startswith("book/part-")]
        if number is None:
            assert labels == []
            continue
        assert all(labels), [title(f) for f in files]
        found = [label["label"] for label in labels]
        count = range(1, len(found) + 1)
        assert found in ([number], [f"{number}.{n}" for n in count], [f"Reading {n}" for n in count])


def test_a_lab_is_named_by_its_chapter_with_a_letter_where_there_are_several():
    faults = []
    for number, files in parts():
        chapter, labs = "", {}
        for file in files:
            if file.startswith("notebooks/"):
                labs.setdefault(chapter, []).append(title(file))
            elif file.startswith("book/part-"):
                chapter = CHAPTER.match(title(file))["label"]
        for label, titles in labs.items():
            letters = "abcdefgh" if len(titles) > 1 else [""]
            named = [LAB.match(one) for one in titles]
            said = [one and (one["label"] or "", one["letter"] or "") for one in named]
            if number is not None and said != [(label, letter) for letter, _ in zip(letters, titles, strict=False)]:
                faults.append((label, titles))
            if number is None and any(one is None or one["label"] for one in named):
                faults.append(titles)
    assert faults == []

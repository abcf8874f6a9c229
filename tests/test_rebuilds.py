"""A second build is a first build: the quick kinds of edits; `make rebuilds` tries them all, each alone."""

from __future__ import annotations

import pytest

import rebuilds

# Edits of different pages and parts go together: each would be missing from its own page if the build forgot it.
TOGETHER = (("text", "a fact more"), ("cell", "chart module", "explorer"), ("title", "style sheet"))


@pytest.mark.slow
def test_a_book_built_again_after_edits_equals_a_clean_build(tmp_path):
    folder = rebuilds.lay(tmp_path / "book")
    rebuilds.build(folder)
    first = rebuilds.site(folder)
    assert {"book/trial/one.html", "notebooks/trial.html", "_static/textbook.css"} <= first.keys()
    for names in TOGETHER:
        for name in names:
            rebuilds.QUICK[name](folder)
        rebuilds.build(folder)
    assert rebuilds.differences(rebuilds.site(folder), rebuilds.from_nothing(folder)) == []


def test_every_quick_kind_is_tried_once():
    assert sorted(name for names in TOGETHER for name in names) == sorted(rebuilds.QUICK)


def test_a_difference_between_two_sites_is_told():
    found = rebuilds.differences({"a": b"one", "b": b""}, {"a": b"two", "c": b""})
    assert [line.partition(":")[0] for line in found] == ["b", "c", "a"]


def test_every_edit_still_finds_what_it_changes(tmp_path, monkeypatch):
    class Built:
        returncode = 1

        def communicate(self):
            return "of-nothing", None

        def poll(self):
            return self.returncode

        def send_signal(self, signal):
            pass

    monkeypatch.setattr(rebuilds, "build", lambda *_, **__: Built())
    folder = rebuilds.lay(tmp_path / "book", whole=True)
    for edit in (rebuilds.QUICK | rebuilds.LONG).values():
        edit(folder)
    assert set(rebuilds.COMPARED) <= (rebuilds.QUICK | rebuilds.LONG).keys()
    assert rebuilds.COMPARED[-1] == list(rebuilds.LONG)[-1]

"""A second build is a first build: the quick kinds of edits; `make rebuilds` tries them all."""

from __future__ import annotations

import pytest

import rebuilds

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_a_book_built_again_after_each_edit_equals_a_clean_build(tmp_path):
    folder = rebuilds.lay(tmp_path / "book")
    rebuilds.build(folder)
    first = rebuilds.site(folder)
    assert {"book/trial/one.html", "notebooks/trial.html", "_static/textbook.css"} <= first.keys()
    for edit in rebuilds.QUICK.values():
        edit(folder)
        rebuilds.build(folder)
    assert rebuilds.differences(rebuilds.site(folder), rebuilds.from_nothing(folder)) == []


def test_a_difference_between_two_sites_is_told():
    found = rebuilds.differences({"a": b"one", "b": b""}, {"a": b"two", "c": b""})
    assert [line.partition(":")[0] for line in found] == ["b", "c", "a"]

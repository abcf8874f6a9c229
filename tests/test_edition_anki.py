"""The deck of cards, read back by Anki's own backend."""

from __future__ import annotations

import re
import time

import pytest

from counternarcotics.editions import anki as deck
from counternarcotics.editions.questions import questions

pytestmark = [pytest.mark.edition, pytest.mark.slow]


@pytest.fixture
def collection(tmp_path):
    opened = pytest.importorskip("anki.collection").Collection(str(tmp_path / "reader.anki2"))
    yield opened
    opened.close()


def imported(collection, path):
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    log = collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    ).log
    return {kind: len(getattr(log, kind)) for kind in ("new", "updated", "duplicate", "conflicting")}


def test_anki_reads_every_term_and_question_and_adds_nothing_the_second_time(html, collection, tmp_path):
    made = deck.make(tmp_path / "deck.apkg", html)
    terms, asked = deck.terms(html), questions(html)
    assert imported(collection, made)["new"] == len(terms) + len(asked)
    assert collection.card_count() == 2 * len(terms) + len(asked)
    assert imported(collection, made) == {
        "new": 0,
        "updated": 0,
        "duplicate": len(terms) + len(asked),
        "conflicting": 0,
    }
    assert len(asked) == sum(page.read_text().count('<fieldset class="cn-check">') for page in html.rglob("*.html"))
    shown = {note["Term"]: note for note in map(collection.get_note, collection.find_notes("tag:term"))}
    assert shown["administrative offence"]["Russian"] == "административное правонарушение"
    assert shown["flow"]["Definition"].startswith("A number over a period")
    assert all(note[name].strip() for note in shown.values() for name in ("Term", "Russian", "Definition", "Page"))
    front = [card for note in shown.values() for card in note.cards()][1].question()
    assert re.search("[а-я]", front)
    for identifier in collection.find_notes("tag:question"):
        answer = collection.get_note(identifier).cards()[0].answer()
        assert answer.count("class=right") == answer.count("<small>Right. ") == 1
        assert "<a " not in answer
        assert "<math" not in answer


def test_a_changed_definition_is_changed_in_place(html, collection, tmp_path, monkeypatch):
    first = deck.terms(html)
    made = deck.make(tmp_path / "first.apkg", html)
    imported(collection, made)
    identifier = collection.find_notes("Term:flow")[0]
    card = collection.get_note(identifier).cards()[0]
    card.ivl, card.type, card.queue = 30, 2, 2  # learnt
    collection.update_card(card)
    later = [t._replace(definition="Changed.") if t.word == "flow" else t for t in first]
    monkeypatch.setattr(deck, "terms", lambda site: later)
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 60)  # a minute later
    assert imported(collection, deck.make(tmp_path / "later.apkg", html))["new"] == 0
    assert collection.get_note(identifier)["Definition"] == "Changed."
    assert collection.get_card(card.id).ivl == 30

"""Deck of cards: the terms of the glossary and the questions of the checks, for Anki.

``python -m counternarcotics.editions.anki`` is what ``make anki`` calls.  A term makes two cards, from the word to its
definition and from the Russian to the word; a question makes one.  The id of a note follows from the term, or from the
page and the words of the question: who imports a later deck keeps what was learnt, and a changed definition is changed
in place.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any, NamedTuple

from counternarcotics.editions import OUT, articles, made_from, run, tool
from counternarcotics.editions.questions import Question, plain, questions

TARGET = OUT / "counter-narcotics-textbook.apkg"
GLOSSARY = "book/reference/glossary"
# Chosen once: Anki knows decks and kinds of notes by these numbers.
DECK, TERMS, QUESTIONS = 1835170911, 1418027305, 1209663872

_STYLE = """
.card { font: 20px/1.45 Georgia, serif; text-align: left; max-width: 34em; margin: 1em auto; padding: 0 1em; }
.front { font-size: 1.3em; } .page { font-size: .75em; opacity: .7; margin-top: 1.5em; }
ol { list-style: lower-alpha; } .right { font-weight: bold; }
"""


class Term(NamedTuple):
    """A word of the glossary; `page` is the first lesson or lab that uses it, by title."""

    word: str
    russian: str
    definition: str
    page: str


def terms(site: Path = articles.SITE) -> list[Term]:
    """Return the terms of the glossary in its order, definitions as HTML."""
    first: dict[str, str] = {}
    for name in articles.listed():
        if name != GLOSSARY:
            for anchor in re.findall(r'href="[^"]*glossary\.html#(term-[^"]+)"', articles.source(name, site)):
                first.setdefault(anchor, name)
    glossary = articles.page(GLOSSARY, site)
    titles = {name: articles.title(name, site) for name in {*first.values(), GLOSSARY}}
    found = []
    for word in glossary.content.select("dl.glossary > dt"):
        told = word.find_next_sibling("dd")
        russian = told.find("em").extract().get_text()
        definition = plain(told).lstrip(". \n")
        found.append(Term(word.get_text().strip(), russian, definition, titles[first.get(word["id"], GLOSSARY)]))
    return found


def _note(kind: Any, identity: tuple[str, ...], fields: list[str], tag: str) -> Any:
    genanki = tool("genanki")
    return genanki.Note(model=kind, fields=fields, guid=genanki.guid_for("counternarcotics", *identity), tags=[tag])


def _kinds() -> tuple[Any, Any]:
    genanki = tool("genanki")
    page = '<div class="page">{{Page}}</div>'
    terms = genanki.Model(
        TERMS,
        "Counter-narcotics term",
        fields=[{"name": name} for name in ("Term", "Russian", "Definition", "Page")],
        templates=[
            {
                "name": "Term to definition",
                "qfmt": '<div class="front">{{Term}}</div>',
                "afmt": f"{{{{FrontSide}}}}<hr id=answer>{{{{Definition}}}}<p><i lang='ru'>{{{{Russian}}}}</i></p>{page}",
            },
            {
                "name": "Russian to term",
                "qfmt": '<div class="front"><i lang="ru">{{Russian}}</i></div>',
                "afmt": f"{{{{FrontSide}}}}<hr id=answer><b>{{{{Term}}}}</b><p>{{{{Definition}}}}</p>{page}",
            },
        ],
        css=_STYLE,
    )
    asked = genanki.Model(
        QUESTIONS,
        "Counter-narcotics question",
        fields=[{"name": name} for name in ("Question", "Answers", "Key", "Page")],
        templates=[
            {
                "name": "Question",
                "qfmt": '<div class="front">{{Question}}</div>{{Answers}}',
                "afmt": '<div class="front">{{Question}}</div><hr id=answer>{{Key}}' + page,
            }
        ],
        css=_STYLE,
    )
    return terms, asked


def _key(question: Question) -> str:
    items = "".join(
        f"<li{' class=right' if answer.right else ''}>{answer.words}<br><small>{'Right' if answer.right else 'Not right'}. {answer.feedback}</small></li>"
        for answer in question.answers
    )
    return f"<ol>{items}</ol>"


def make(target: Path = TARGET, site: Path = articles.SITE) -> Path:
    """Write the deck and return its path."""
    genanki = tool("genanki")
    origin = made_from()
    deck = genanki.Deck(
        DECK,
        articles.TITLE,
        f"Terms and questions of the textbook {html.escape(articles.TITLE)}{f', made from {origin}' if origin else ''}. "
        "Text under CC BY 4.0.",
    )
    of_terms, of_questions = _kinds()
    for term in terms(site):
        deck.add_note(_note(of_terms, ("term", term.word), [html.escape(term.word), term.russian, term.definition, term.page], "term"))  # fmt: skip
    for one in questions(site):
        offered = f"<ol>{''.join(f'<li>{answer.words}</li>' for answer in one.answers)}</ol>"
        deck.add_note(_note(of_questions, ("question", one.page, one.words), [one.asked, offered, _key(one), one.title], "question"))  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    genanki.Package(deck).write_to_file(str(target))
    return target


if __name__ == "__main__":
    run(make)

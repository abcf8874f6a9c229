"""Questions elsewhere: the checks of the pages for Canvas, Moodle and whatever reads GIFT, with feedback for every answer.

```make questions``` writes to ``_build/questions``: ``moodle.xml``, ``questions.gift`` and, made by text2qti, a QTI 1.2
archive a chapter in ``canvas/`` with the text that it was made from.  They are read from the
built pages, so numbers stand there as the page prints them.
"""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from bs4 import BeautifulSoup, NavigableString, Tag

from counternarcotics import editions
from counternarcotics.classroom import ClassroomError
from counternarcotics.editions.questions import Question, questions

CATEGORY = "Counter-narcotics policy"

_FORMULA = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
_MARKS = {"em": "*", "strong": "**", "code": "`"}


def named(asked: list[Question]) -> dict[str, Question]:
    """Return the questions by a name that stays while the page keeps its order: ``trends-1``."""
    count: dict[str, int] = {}
    found = {}
    for question in asked:
        count[question.page] = count.get(question.page, 0) + 1
        found[f"{question.page.rpartition('/')[2]}-{count[question.page]}"] = question
    return found


def as_text(markup: str) -> str:
    """Return HTML as plain text, a formula as it is written."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def as_markdown(markup: str) -> str:
    r"""Return HTML as the Markdown of text2qti, one line, a formula between dollars.

    >>> as_markdown(r"US$ 5 &lt; 6_0, <em>so</em> \(a_1\)")
    'US\\$ 5 &lt; 6\\_0, *so* $a_1$'
    """
    return " ".join(_marked(BeautifulSoup(markup, "html.parser")).split())


def _marked(tag: Tag) -> str:
    parts = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            pieces = _FORMULA.split(str(child))  # words and formulas in turn
            parts += [f"${piece}$" if at % 2 else _literal(piece) for at, piece in enumerate(pieces)]
        elif child.name == "code":
            parts.append(f"`{child.get_text()}`")
        else:
            mark = _MARKS.get(child.name, "")
            parts.append(f"{mark}{_marked(child)}{mark}")
    return "".join(parts)


def _literal(words: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]$])", r"\\\1", words)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# -- the forms -----------------------------------------------------------------------------------------


def moodle(asked: dict[str, Question], made: str) -> str:
    """Return the questions as Moodle XML, a category a chapter."""
    quiz = ElementTree.Element("quiz")
    quiz.append(ElementTree.Comment(f" {made} "))
    chapter = None
    for name, question in asked.items():
        if question.title != chapter:
            chapter = question.title
            category = ElementTree.SubElement(quiz, "question", type="category")
            _worded(category, "category", _category(chapter))
        item = ElementTree.SubElement(quiz, "question", type="multichoice")
        _worded(item, "name", name)
        _worded(item, "questiontext", question.asked, format="html")
        settings = {"defaultgrade": "1", "single": "true", "shuffleanswers": "true", "answernumbering": "abc", "idnumber": name}  # fmt: skip
        for key, value in settings.items():
            ElementTree.SubElement(item, key).text = value
        for answer in question.answers:
            choice = _worded(item, "answer", answer.words, fraction="100" if answer.right else "0", format="html")  # fmt: skip
            _worded(choice, "feedback", answer.feedback, format="html")
    ElementTree.indent(quiz)
    return ElementTree.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def _worded(parent: ElementTree.Element, tag: str, words: str, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    ElementTree.SubElement(element, "text").text = words
    return element


def _category(chapter: str) -> str:
    return f"$course$/top/{CATEGORY}/{chapter.replace('/', '//')}"  # Moodle's way to write a stroke within a name


def gift(asked: dict[str, Question], made: str) -> str:
    """Return the questions in GIFT."""
    parts, chapter = [f"// {made}"], None
    for name, question in asked.items():
        if question.title != chapter:
            chapter = question.title
            parts.append(f"$CATEGORY: {_category(chapter)}")
        answers = "\n".join(
            f"{'=' if answer.right else '~'}{_gift(answer.words)}#{_gift(answer.feedback)}"
            for answer in question.answers
        )
        parts.append(f"::{_gift(name)}::[html]{_gift(question.asked)}{{\n{answers}\n}}")
    return "\n\n".join(parts) + "\n"


def _gift(markup: str) -> str:
    # A stroke stands first: \neq would be a new line and "eq".
    return re.sub(r"([\\~=#{}:])", r"\\\1", markup)


def canvas_text(asked: dict[str, Question], made: str) -> str:
    """Return the questions of one chapter in the language of text2qti."""
    lines = [f"Quiz title: {next(iter(asked.values())).title}", f"Quiz description: {made}", ""]
    for number, (name, question) in enumerate(asked.items(), start=1):
        lines += [f"Title: {name}", "Points: 1", f"{number}. {as_markdown(question.asked)}"]
        for letter, answer in zip("abcdefghijklmnopqrstuvwxyz", question.answers, strict=False):
            lines += [
                f"{'*' if answer.right else ''}{letter}) {as_markdown(answer.words)}",
                f"... {as_markdown(answer.feedback)}",
            ]
        lines.append("")
    return "\n".join(lines)


def canvas(folder: Path, asked: dict[str, Question], made: str) -> int:
    """Write a text and an archive a chapter for Canvas, and return how many chapters there are."""
    try:
        config = editions.tool("text2qti.config").Config()
        read, pack = editions.tool("text2qti.quiz").Quiz, editions.tool("text2qti.qti").QTI
    except editions.EditionError as error:
        msg = f"Moodle's and GIFT's files are written; those for Canvas are not: {error}"
        raise ClassroomError(msg) from error
    config.load()
    pages = dict.fromkeys(question.page for question in asked.values())
    for page in pages:
        own, stem = {name: one for name, one in asked.items() if one.page == page}, page.rpartition("/")[2]
        text = canvas_text(own, made)
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
        pack(read(text, config=config, source_name=f"{stem}.txt")).save(folder / f"{stem}.zip")
    return len(pages)


def write(target: Path) -> str:
    """Write every form below `target` and return a sentence on them."""
    try:
        asked = named(questions())
    except editions.EditionError as error:
        raise ClassroomError(str(error)) from error
    made = f"Counter-Narcotics Policy in Central Asia: an interactive textbook; {editions.made_from() or 'no commit is known'}"
    shutil.rmtree(target, ignore_errors=True)
    (target / "canvas").mkdir(parents=True)
    (target / "moodle.xml").write_text(moodle(asked, made), encoding="utf-8")
    (target / "questions.gift").write_text(gift(asked, made), encoding="utf-8")
    chapters = canvas(target / "canvas", asked, made)
    return f"{len(asked)} questions of {chapters} chapters are in {target}: moodle.xml, questions.gift, and canvas/ with an archive a chapter."

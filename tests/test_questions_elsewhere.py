"""The checks of the pages reach Canvas, Moodle and GIFT whole: each form is read back by another hand's parser."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree

import pytest

from counternarcotics.__main__ import main
from counternarcotics.classroom import questions
from counternarcotics.editions.questions import Answer, Question
from counternarcotics.editions.questions import questions as read_from_pages
from pages import ROOT

MADE = "commit abc"


@pytest.fixture(scope="module")
def asked(html) -> dict[str, Question]:
    return questions.named(read_from_pages(html))


def plain(markup: str) -> str:
    """Return the words of HTML, a formula as it is written, whatever marks it."""
    text = unescape(re.sub(r"<[^>]+>", "", markup))
    return " ".join(re.sub(r"\\[()]", "", text).split())


def expected(name: str, question: Question) -> tuple:
    return name, plain(question.asked), tuple((plain(a.words), plain(a.feedback), a.right) for a in question.answers)


def all_expected(asked: dict[str, Question]) -> list[tuple]:
    return [expected(*item) for item in asked.items()]


TRICKY = {
    "tricky-1": Question(
        "book/tricky",
        "A title: and/or {braces}",
        r"Is \(a \neq b\) and <em>x</em> = {y} ~ 1 # 2, at US$ 5 &lt; US$ 6_0 * [2]?",
        "",
        [
            Answer('<code>code</code> : no &amp; "no"', False, r"No: \(\nu = 1\) 3) \ goes on."),
            Answer("Yes -&gt; 5%", True, "Yes: ]]&gt; an <strong>agreement</strong>."),
        ],
    )
}


@pytest.mark.slow
def test_every_check_of_every_page_is_taken_with_its_numbers_resolved(asked):
    fences = sum(len(re.findall(r"^(?:`{3,}|:{3,})\{check\}", p.read_text(encoding="utf-8"), re.MULTILINE)) for p in ROOT.glob("book/**/*.md"))  # fmt: skip
    assert len(asked) == fences >= 90
    assert not re.search(r"\{\w+\}`", str(all_expected(asked)))
    assert all(sum(answer.right for answer in question.answers) == 1 for question in asked.values())
    assert all(answer.feedback for question in asked.values() for answer in question.answers)


def from_moodle(text: str) -> list[tuple]:
    found = []
    for item in ElementTree.fromstring(text).iterfind("question[@type='multichoice']"):
        answers = tuple(
            (plain(answer.findtext("text")), plain(answer.findtext("feedback/text")), answer.get("fraction") == "100")
            for answer in item.iterfind("answer")
        )
        assert item.findtext("idnumber") == item.findtext("name/text")
        assert item.findtext("single") == "true"
        assert {e.get("format") for e in [item.find("questiontext"), *item.iterfind("answer"), *item.iterfind("answer/feedback")]} == {"html"}  # fmt: skip
        found.append((item.findtext("name/text"), plain(item.findtext("questiontext/text")), answers))
    return found


def test_moodle_xml_keeps_what_is_tricky():
    written = questions.moodle(TRICKY, MADE)
    assert from_moodle(written) == all_expected(TRICKY)
    assert "A title: and//or {braces}" in written, "a stroke in a title makes no category below it"


@pytest.mark.slow
def test_moodle_xml_holds_every_question_with_feedback_for_every_answer(asked):
    written = questions.moodle(asked, MADE)
    assert from_moodle(written) == all_expected(asked)
    categories = ElementTree.fromstring(written).findall("question[@type='category']")
    assert len(categories) == len({question.page for question in asked.values()})


def unescaped(text: str) -> str:
    # As Moodle reads it, in its order: a doubled stroke first, then what a stroke protects, then the new line.
    text = text.replace("\\\\", "\0")
    text = re.sub(r"\\([~=#{}:])", r"\1", text).replace("\\n", "\n")
    return text.replace("\0", "\\")


@pytest.mark.slow
def test_gift_is_read_back_by_another_parser(asked):
    parser = pytest.importorskip("pygiftparser.parser", reason="run `make quick-editions-ready`")
    # This parser takes \\n for a new line even where the stroke is doubled; Moodle does not.
    tamed = {name: one._replace(asked=one.asked.replace("neq", "le")) for name, one in TRICKY.items()}
    for some in (asked, tamed):
        read = parser.parseFile(io.StringIO(questions.gift(some, MADE)))
        found = [
            (
                unescaped(item.title),
                plain(unescaped(item.text)),
                tuple((plain(unescaped(a.answer)), plain(unescaped(a.feedback)), a.fraction == 100) for a in item.answers.answers),
            )
            for item in read
        ]  # fmt: skip
        assert all(item.valid and item.markup == "html" for item in read)
        assert found == all_expected(some)


QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def from_qti(path) -> list[tuple]:
    """Read an archive as IMS' QTI 1.2 describes it: material, choices, the response that scores, feedback by ident."""
    archive = zipfile.ZipFile(path)
    manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    files = {element.get("href") for element in manifest.iter() if element.tag.endswith("}file")}
    assert files <= set(archive.namelist())
    name = next(n for n in archive.namelist() if n.endswith(".xml") and ElementTree.fromstring(archive.read(n)).tag == f"{QTI}questestinterop")  # fmt: skip
    found = []
    for item in ElementTree.fromstring(archive.read(name)).iter(f"{QTI}item"):
        choices = {c.get("ident"): plain(c.findtext(f"{QTI}material/{QTI}mattext")) for c in item.iter(f"{QTI}response_label")}  # fmt: skip
        feedback = {f.get("ident"): plain("".join(f.itertext())) for f in item.iter(f"{QTI}itemfeedback")}
        shown, right = {}, set()
        for condition in item.iter(f"{QTI}respcondition"):
            chosen = condition.findtext(f"{QTI}conditionvar/{QTI}varequal")
            for display in condition.iter(f"{QTI}displayfeedback"):
                shown[chosen] = feedback[display.get("linkrefid")]
            if condition.findtext(f"{QTI}setvar") == "100":
                right.add(chosen)
        text = plain(item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext"))
        answers = tuple((words, shown[ident], ident in right) for ident, words in choices.items())
        found.append((item.get("title"), text, answers))
    return found


@pytest.mark.slow
def test_canvas_archives_are_read_back_as_qti(tmp_path, asked):
    pytest.importorskip("text2qti", reason="run `make quick-editions-ready`")
    count = questions.canvas(tmp_path, asked, MADE)
    found = {question[0]: question for path in tmp_path.glob("*.zip") for question in from_qti(path)}
    assert len(list(tmp_path.glob("*.zip"))) == count == len({question.page for question in asked.values()})
    assert sorted(found) == sorted(asked)
    for name, question in asked.items():
        if "\\(" not in str(question):  # Canvas draws a formula as a picture
            assert found[name] == expected(name, question)
        assert [right for _, _, right in found[name][2]] == [answer.right for answer in question.answers]


@pytest.mark.slow
def test_canvas_keeps_what_is_tricky(tmp_path):
    pytest.importorskip("text2qti", reason="run `make quick-editions-ready`")
    questions.canvas(tmp_path, TRICKY, MADE)
    ((name, words, answers),) = from_qti(tmp_path / "tricky.zip")
    assert name == "tricky-1"
    assert words == "Is and x = {y} ~ 1 # 2, at US$ 5 < US$ 6_0 * [2]?"
    assert answers == (
        ("code : no & “no”", "No: 3) \\ goes on.", False),
        ("Yes -> 5%", "Yes: ]]> an agreement.", True),
    )


@pytest.mark.slow
def test_the_command_writes_all_forms(html, tmp_path, capsys):
    pytest.importorskip("text2qti", reason="run `make quick-editions-ready`")
    assert main(["questions", "--out", str(tmp_path / "q")]) == 0
    assert re.match(r"\d+ questions of \d+ chapters are in ", capsys.readouterr().out)
    assert {"moodle.xml", "questions.gift", "canvas"} == {path.name for path in (tmp_path / "q").iterdir()}

"""The trainer asks fair questions, scores as Python does, and keeps on the reader's device what it was asked to keep."""

from __future__ import annotations

import csv
import io
import json
import math
import random

import numpy as np
import pandas as pd
import pytest

from counternarcotics import fair_questions, tables, trainer, web
from counternarcotics.models import fan, scoring

ENTRY = "book/reference/train-your-probabilities"
QUESTIONS = {question.id: question for question in trainer.questions()}


def test_there_are_enough_questions_of_every_kind_and_guessing_one_side_does_not_pay():
    kinds = pd.Series([question.kind for question in QUESTIONS.values()]).value_counts()
    assert kinds.sum() >= 80
    assert kinds.min() >= 20
    for kind in ("larger", "rise"):
        right = [question.right for question in QUESTIONS.values() if question.kind == kind]
        assert 0.35 <= sum(right) / len(right) <= 0.65


def test_an_answer_is_what_its_rows_say():
    for question in QUESTIONS.values():
        values = [tables.value(row.id) for row in question.evidence]
        if question.kind == "interval":
            assert values == [question.value]
        else:
            first, second = values
            assert question.right == int(second < first if question.kind == "rise" else second > first)


def test_one_answer_worked_out_by_hand():
    assert QUESTIONS["trainer-heroin-tajikistan-2019"].right == 1, "282 kg in 2018, 172 kg in 2019: it fell"
    assert QUESTIONS["trainer-larger-heroin-2022"].options[1] == "Uzbekistan", "276.9 kg against 243.588 kg"
    assert QUESTIONS["trainer-larger-heroin-2022"].right == 1


RISE, LARGER, RANGE = "trainer-heroin-tajikistan-2019", "trainer-larger-heroin-2022", "trainer-interval-area-2013"


@pytest.mark.parametrize(
    ("identifier", "cells", "said"),
    [
        (RISE, {"second": "held('no-such-row')"}, "no row has the id 'no-such-row'"),
        (RISE, {"second": ""}, "column second: found '' in a question of the kind 'rise'; fill it."),
        (RISE, {"first_label": "More"}, "leave the cell empty"),
        (RISE, {"first": "1 +"}, "is no expression"),
        (RISE, {"first": "282"}, "rests on no figure"),
        (RISE, {"unit": "t"}, "column unit: found 't'"),
        (RISE, {"second": "held('heroin-seized-tajikistan-2018')"}, "nobody knows which is larger"),
        (RISE, {"second": "held('heroin-seized-uzbekistan-2019')"}, "found another place than in first"),
        (RISE, {"question": "Did the heroin seized in Tajikistan rise from 2018?"}, "found no '2019'"),
        (RISE, {"question": "Did the heroin seized rise from 2018 to 2019?"}, "found no 'Tajikistan'"),
        (RISE, {"question": "Tajikistan seized 282 kg in 2018. And in 2019?"}, "found the number '282'"),
        (RISE, {"question": "Tajikistan, 2018, 2019: {heroin-seized-tajikistan-2019}?"}, "the number that it asks for"),
        (RISE, {"question": "Tajikistan, 2018, 2019: {heroin-seized-tajikistan-2017}?"}, "heroin-seized-tajikistan-2017"),
        (LARGER, {"second": "held('heroin-seized-uzbekistan-2002')"}, "found no '2002'"),
        (LARGER, {"second": "held('drugs-seized-russian-border-guards-2003')"}, "is printed as 'over'"),
        (LARGER, {"second_label": ""}, "fill it"),
        (RANGE, {"first": "0 * held('poppy-area-afghanistan-2013')"}, "expected one number above 0"),
        (RANGE, {"first": "held('users-estimated-per-100000-kazakhstan-2002')"}, "expected one number above 0"),
        (RANGE, {"first": "held('registered-users-central-asia-1990')"}, "is printed as 'over' a number"),
    ],
)  # fmt: skip
def test_a_question_that_is_unanswerable_or_unfair_is_refused(identifier, cells, said):
    row = tables.load("trainer_questions").set_index("id", drop=False).loc[identifier].to_dict()
    names = tables.lookup("places", "name")
    assert list(fair_questions.problems(row, tables.scope(), names)) == []
    assert said in "\n".join(fair_questions.problems(row | cells, tables.scope(), names))


def test_a_question_that_another_one_gives_away_is_refused():
    rows = [("data/x.csv, row 2", {"id": "a", "kind": "interval", "question": "?", "first": "held('b-2003')", "second": ""}),
            ("data/x.csv, row 3", {"id": "c", "kind": "rise", "question": "{b-2003}?", "first": "held('d')", "second": "held('e')"})]  # fmt: skip
    assert "row 3 (c) shows" in "\n".join(fair_questions.given_away(rows))
    assert list(fair_questions.given_away(rows[:1])) == []


def test_the_scores_are_those_of_another_library():
    scoringrules = pytest.importorskip(
        "scoringrules", reason="run `make lock` and set up again: requirements.in names it"
    )
    draw = np.random.default_rng(2005)
    probability, outcome = draw.uniform(0, 1, 200), draw.integers(0, 2, 200)
    assert scoring.brier(probability, outcome) == pytest.approx(scoringrules.brier_score(outcome, probability))
    ends, value = np.sort(draw.uniform(1, 1e6, (2, 200)), axis=0), draw.uniform(1, 1e6, 200)
    assert fan.interval_score(*ends, value, trainer.MISS) == pytest.approx(
        scoringrules.interval_score(value, *ends, trainer.MISS)
    )
    for low, high, true in zip(*ends, value, strict=True):
        expected = scoringrules.interval_score(math.log2(true), math.log2(low), math.log2(high), trainer.MISS)
        assert trainer.doublings(low, high, true) == pytest.approx(expected)


def test_the_script_evaluates_no_text_and_asks_for_nothing():
    script = web.scoped("trainer")
    for forbidden in ("eval(", "new Function", "innerHTML", "fetch(", "XMLHttpRequest", "import "):
        assert forbidden not in script


# -- the page ------------------------------------------------------------------------------------------


@pytest.fixture
def opened(html, page):
    page.goto((html / f"{ENTRY}.html").as_uri())
    page.wait_for_function("() => window.counternarcoticsTrainer !== undefined")
    return page


def asked(page) -> trainer.Question:
    text = page.locator(".cn-card h3").inner_text()
    counted = page.locator(".cn-card .cn-counted").inner_text()
    options = tuple(page.locator(".cn-card .cn-option span").all_inner_texts())
    found = [q for q in QUESTIONS.values() if (q.text, q.counted, q.options) == (text, counted, options)]
    return found[0]


def answer(page, draw: random.Random) -> dict:
    """Answer the question that is asked, by keyboard alone, and go on; return what was said."""
    question = asked(page)
    if question.kind == "interval":
        low = round(question.value * draw.uniform(0.3, 1.2), 2)
        high = round(low * draw.uniform(1.1, 3), 2)
        page.locator("#trainer-low").focus()
        page.keyboard.type(f"{low}".replace(".", ","))  # a decimal comma
        page.keyboard.press("Tab")
        page.keyboard.type(f"{high}")
        said = {"id": question.id, "low": low, "high": high}
    else:
        choice, probability = draw.randint(0, 1), draw.randint(50, 100) / 100
        page.locator(".cn-card input[type=radio]").first.focus()
        page.keyboard.press("Space")
        if choice:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type(f"{probability * 100:.0f}")
        said = {"id": question.id, "choice": choice, "probability": probability}
    page.keyboard.press("Enter")
    return said


def expected(answers: list[dict]) -> dict:
    """Return the record of some answers as Python works it out."""
    choices = [a for a in answers if "choice" in a]
    ranges = [a for a in answers if "low" in a]
    briers = [scoring.brier(a["probability"], int(a["choice"] == QUESTIONS[a["id"]].right)) for a in choices]
    held = [int(fan.inside(a["low"], a["high"], QUESTIONS[a["id"]].value)) for a in ranges]
    widths = [trainer.doublings(a["low"], a["high"], QUESTIONS[a["id"]].value) for a in ranges]
    return {
        "brier": np.mean(briers),
        "said": np.mean([a["probability"] for a in choices]),
        "right": np.mean([a["choice"] == QUESTIONS[a["id"]].right for a in choices]),
        "held": sum(held),
        "doublings": np.mean(widths),
    }


@pytest.mark.slow
def test_the_page_scores_random_answers_as_python_does(opened):
    draw, answers = random.Random(2005), []
    for question in QUESTIONS.values():
        if question.kind == "interval":
            low = question.value * draw.uniform(0.2, 1.5)
            answers.append({"id": question.id, "low": low, "high": low * draw.uniform(1, 4)})
        else:
            answers.append({"id": question.id, "choice": draw.randint(0, 1), "probability": draw.uniform(0.5, 1)})
    record = opened.evaluate("(answers) => counternarcoticsTrainer.record(answers)", answers)
    said = expected(answers)
    assert record["choices"]["score"] == pytest.approx(said["brier"], rel=1e-12)
    assert record["choices"]["said"] == pytest.approx(said["said"], rel=1e-12)
    assert record["choices"]["right"] == pytest.approx(said["right"], rel=1e-12)
    assert record["ranges"]["held"] == said["held"]
    assert record["ranges"]["score"] == pytest.approx(said["doublings"], rel=1e-12)
    assert sum(b["number"] for b in record["bins"]) == record["choices"]["number"]
    for _ in range(200):
        probability, share, low, high, value, miss = (draw.uniform(0.01, 1) for _ in range(6))
        assert opened.evaluate(
            "([p, s, l, h, v, m]) => [counternarcoticsTrainer.brier(p, s), counternarcoticsTrainer.intervalScore(l, h, v, m)]",
            [probability, share, low, high, value, miss],
        ) == pytest.approx([scoring.brier(probability, share), fan.interval_score(low, high, value, miss)], rel=1e-12)


@pytest.mark.slow
def test_a_reader_answers_a_round_by_keyboard_and_keeps_the_record_when_asked(opened):
    page, draw, answers = opened, random.Random(12), []
    for position in range(10):
        before = page.locator(".cn-judged").inner_text()
        assert before == "", "the live region speaks after an answer alone"
        answers.append(answer(page, draw))
        said = page.locator(".cn-judged").inner_text()
        assert "score" in said
        assert page.evaluate("document.activeElement.textContent") == (
            "See your record" if position == 9 else "Next question"
        )
        links = page.locator(".cn-card .cn-outcome a")
        wanted = [f"#figure-{row.id}" for row in QUESTIONS[answers[-1]["id"]].evidence]
        assert [link.get_attribute("href").partition("#")[2] for link in links.all()] == [w[1:] for w in wanted]
        page.keyboard.press("Enter")
        if position < 9:
            assert page.evaluate("document.activeElement.tagName") == "H3"
    assert len({a["id"] for a in answers}) == 10, "no question comes twice"
    summary = page.locator(".cn-record-of details")
    assert summary.get_attribute("open") is not None
    said = expected(answers)
    cells = page.locator(".cn-scores").first.locator("tbody tr").first.locator("td").all_inner_texts()
    assert cells[:2] == [str(sum("choice" in a for a in answers)), f"{said['brier']:.2f}"]
    assert (
        page.locator(".cn-record-of svg circle").count()
        == page.locator(".cn-scores").nth(1).locator("tbody tr").count()
    )
    # Nothing is kept until it is asked for; then it is, and it can be taken back.
    assert page.evaluate("localStorage.getItem('counternarcotics-trainer')") is None
    page.get_by_label("Remember my answers on this device").check()
    assert len(json.loads(page.evaluate("localStorage.getItem('counternarcotics-trainer')"))["answers"]) == 10
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    assert [row["question"] for row in rows] == [a["id"] for a in answers]
    page.reload()
    assert "10 answers" in page.locator(".cn-record-of summary").inner_text()
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Delete 10 answers for good?").click()
    assert page.evaluate("localStorage.getItem('counternarcotics-trainer')") is None
    assert "0 answers" in page.locator(".cn-record-of summary").inner_text()
    assert page.errors == []


@pytest.mark.slow
def test_two_tabs_keep_the_answers_of_both_and_what_one_deletes_stays_deleted(html, opened):
    first, draw = opened, random.Random(7)
    first.get_by_label("Remember my answers on this device").check()
    second = first.context.new_page()
    second.goto(first.url)
    second.wait_for_function("() => window.counternarcoticsTrainer !== undefined")
    ids = {answer(page, draw)["id"] for page in (first, second)}
    kept = json.loads(first.evaluate("localStorage.getItem('counternarcotics-trainer')"))["answers"]
    assert {one["id"] for one in kept} == ids
    second.get_by_role("button", name="Delete my answers").click()
    second.get_by_role("button", name="for good?").click()
    first.keyboard.press("Enter")
    answer(first, draw)
    assert first.evaluate("localStorage.getItem('counternarcotics-trainer')") is None
    second.close()


@pytest.mark.slow
def test_what_cannot_be_an_answer_is_said_at_its_field(opened):
    kinds = set()
    for _ in range(60):
        question = asked(opened)
        if (question.kind == "interval") not in kinds:
            kinds.add(question.kind == "interval")
            opened.locator(".cn-send").click()
            assert opened.locator(".cn-wrong-entry").inner_text()
            assert opened.evaluate("document.activeElement.getAttribute('aria-describedby')") == "trainer-wrong"
            if question.kind == "interval":
                opened.locator("#trainer-low").fill("20")
                opened.locator("#trainer-high").fill("10")
                opened.locator(".cn-send").click()
                assert "exchange the two" in opened.locator(".cn-wrong-entry").inner_text()
            else:
                opened.locator(".cn-card input[type=radio]").first.check()
                opened.locator(".cn-typed").fill("30")
                opened.locator(".cn-send").click()
                assert "choose the other side" in opened.locator(".cn-wrong-entry").inner_text()
        if len(kinds) == 2:
            return
        opened.reload()
    pytest.fail("sixty questions were of one kind")


@pytest.mark.slow
@pytest.mark.parametrize(
    "blocked",
    [
        "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('no') } })",
        "Storage.prototype.setItem = () => { throw new DOMException('full') }",
    ],
)
def test_storage_that_throws_keeps_the_trainer_working(html, page, blocked):
    page.add_init_script(blocked)
    page.goto((html / f"{ENTRY}.html").as_uri())
    page.wait_for_function("() => window.counternarcoticsTrainer !== undefined")
    answer(page, random.Random(3))
    page.locator(".cn-keeping input").click()
    assert not page.locator(".cn-keeping input").is_checked()
    assert "keeps nothing" in page.locator(".cn-told").inner_text()
    page.get_by_role("button", name="Next question").click()
    answer(page, random.Random(4))
    assert "2 answers" in page.locator(".cn-record-of summary").inner_text()


@pytest.mark.slow
def test_what_stands_on_the_device_and_is_no_record_is_passed_over(html, page):
    broken = {
        "answers": [
            {"id": "no-such-question", "low": 1, "high": 2},
            {"id": LARGER, "choice": 7, "probability": 2},
            None,
        ]
    }
    page.add_init_script(f"localStorage.setItem('counternarcotics-trainer', {json.dumps(json.dumps(broken))});")
    page.goto((html / f"{ENTRY}.html").as_uri())
    page.wait_for_function("() => window.counternarcoticsTrainer !== undefined")
    answer(page, random.Random(3))
    assert page.errors == []


@pytest.mark.slow
def test_without_a_script_and_on_paper_the_page_is_the_list_of_questions(html, new_page, opened):
    page = new_page(java_script_enabled=False)
    page.goto((html / f"{ENTRY}.html").as_uri())
    shown = page.locator(".cn-asking:visible")
    assert shown.count() == len(QUESTIONS)
    assert not page.locator(".cn-round").is_visible()
    assert not page.locator(".cn-asking .cn-outcome").first.is_visible(), "answers are folded"
    page.locator(".cn-asking summary").first.click()
    assert page.locator(".cn-asking .cn-outcome").first.is_visible()
    assert opened.locator(".cn-asking:visible").count() == 0
    opened.emulate_media(media="print")
    assert opened.locator(".cn-asking:visible").count() == len(QUESTIONS)
    assert not opened.locator(".cn-round").is_visible()
    opened.emulate_media(media="screen")
    opened.set_viewport_size({"width": 320, "height": 700})
    opened.get_by_role("button", name="Show all questions as a list").click()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.slow
def test_the_script_is_loaded_where_the_trainer_stands_alone(html):
    assert "trainer.js" in (html / f"{ENTRY}.html").read_text(encoding="utf-8")
    assert "trainer.js" not in (html / "book/part-6/scoring-a-forecast.html").read_text(encoding="utf-8")

"""The text of a chapter moves its explorers, asks for an expectation, and shows an explorer early and a few controls first."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest

from counternarcotics import drafts, explorers
from counternarcotics.assumptions import Choice
from counternarcotics.explorer import STAGE, Explorer
from counternarcotics.markup import slug
from pages import ROOT, chapters

EARLY = 1200  # words of the argument before its first explorer
LINKS = 3
STEPS = 6
OPENING = ("What you will be able to do", "Key figures")

# What a chapter does without, with the reason in words.
WITHOUT: dict[tuple[str, str], str] = {}
PAGES = {entry: ROOT / f"{entry}.md" for entry in chapters()}
LESSONS = {entry: path.read_text(encoding="utf-8") for entry, path in PAGES.items() if not drafts.is_draft(path)}


def argument(text: str) -> str:
    """Return the sections between the key figures and the questions."""
    sections = re.split(r"^(?=## )", text[: text.index("## Check yourself")], flags=re.MULTILINE)[1:]
    return "".join(one for one in sections if not one.removeprefix("## ").startswith(OPENING))


def words(text: str) -> int:
    """Return how many words a reader has read: what a role shows, no formula, no option, no fence."""
    text = re.sub(r"^(`{3,})\{math\}.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^\s*:\w+:.*$|^\s*[`:]{3,}(?:\{\w+\} ?[\w-]*)?$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{[\w:]+\}`([^`<]*?)(?: ?<[^`]*>)?`", r"\1", text)
    return len(text.split())


def before_first_explorer(text: str) -> int:
    said = argument(text)
    return words(said[: re.search(r"^[`:]{3,}\{explorer\}", said, flags=re.MULTILINE).start()])


def placed(text: str) -> set[str]:
    return set(re.findall(r"^[`:]{3,}\{explorer\} (\S+)", text, flags=re.MULTILINE))


def moved(text: str) -> list[str]:
    """Return the explorers that links of the argument set, one entry a link."""
    return re.findall(r"\{move\}`[^`<]+<([\w-]+)[^`]*>`", argument(text))


def predictions(text: str) -> int:
    return len(re.findall(r"^:{3,}\{predict\}", argument(text), flags=re.MULTILINE))


@pytest.mark.parametrize("entry", LESSONS)
def test_a_chapter_moves_its_explorer_asks_once_and_shows_it_early(entry):
    text = LESSONS[entry]
    kept = {
        "links": sum(name in placed(text) for name in moved(text)) >= LINKS,
        "prediction": predictions(text) == 1,
        "early": before_first_explorer(text) <= EARLY,
    }
    missing = {what for what, holds in kept.items() if not holds}
    excused = {what for page, what in WITHOUT if page == entry}
    assert missing == excused, f"{entry}: three links, one prediction and an early explorer, or a reason in WITHOUT"


@pytest.mark.parametrize("name", explorers.names())
def test_an_explorer_begins_with_few_controls(name):
    assert 1 <= len(explorers.load(name).staged()) <= STAGE


def test_six_figures_are_built_up_in_steps():
    assert sum(len(re.findall(r"^[`:]{3,}\{steps\}", text, flags=re.MULTILINE)) for text in LESSONS.values()) >= STEPS


def test_the_measures_can_fail():
    late = (
        "## Key figures\n\n## Why\n\n" + "word " * (EARLY + 1) + "\n```{explorer} forecast\n```\n\n## Check yourself\n"
    )
    assert before_first_explorer(late) > EARLY
    assert moved(late) == []
    assert predictions(late) == 0
    assert words("{fact}`one-figure` and {move}`two words <forecast?horizon=4>`.\n:step: 1\n") == 4


def settings(query: str, explorer: Explorer) -> dict[str, float]:
    known = {a.name: a for a in explorer.assumptions}
    asked = dict(parse_qsl(query))
    return {
        key: [slug(option) for option in known[key].options].index(text)
        if isinstance(known[key], Choice)
        else float(text)
        for key, text in asked.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("entry", LESSONS)
def test_every_link_brings_what_python_computes_and_every_prediction_answers(html, page, entry):
    page.emulate_media(reduced_motion="reduce")  # a page that glides to each explorer is painted a hundred times
    page.goto((html / f"{entry}.html").as_uri())
    links = page.locator("a.cn-move[href^='#explorer-']")
    for position in range(links.count()):
        link = links.nth(position)
        name = link.get_attribute("href").removeprefix("#explorer-")
        explorer = explorers.load(name)
        expected = explorer.evaluate(**settings(link.get_attribute("data-settings"), explorer)).sentence
        link.evaluate("(one) => one.click()")
        page.wait_for_function(
            "([id, said]) => document.querySelector(`#${id} .cn-sentence`).textContent === said",
            arg=[f"explorer-{name}", expected],
        )
    block = page.locator(".cn-predict")
    least = block.get_attribute("data-least")
    block.locator(".cn-typed").fill(least)
    block.locator(".cn-typed").press("Enter")
    block.locator(".cn-guess button").click()
    assert re.search(
        r"^You expected .+; the answer is .+: you were .+ too low\.$", block.locator(".cn-gap").inner_text()
    )
    assert page.locator(".cn-steps").count() == len(re.findall(r"^`{3,}\{steps\}", LESSONS[entry], flags=re.MULTILINE))
    assert page.errors == []

"""The brief that an explorer writes: complete, moved by every choice, and the same on the page as in Python."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from counternarcotics import explorers
from counternarcotics.assumptions import AssumptionError, Choice, as_markdown
from counternarcotics.numberlike import ABOUT, formatted
from pages import explorer_pages

NAME = "concept"
SETTINGS = [
    {},
    {"place": 0, "indicator": 1, "scenario": 2, "target_change": -0.3, "target_year": 2012, "budget": 12.5},
    {"place": 3, "indicator": 1},
    {"place": 4, "indicator": 3, "scenario": 1, "period": 1, "model": 2, "law": 3, "aim": 1, "cooperation": 0, "weight_treatment": 0},
    {"place": 2, "indicator": 5, "scenario": 3, "own_low": 0.3, "own_high": -0.1, "target_change": 2, "cost": 300, "budget": 50, "weight_supply": 0},
]  # fmt: skip


# Words that a page, an address or Markdown could take for more than words.
HOSTILE = {
    "why_aim": "<img src=x onerror=\"document.title='taken'\"> & <script>document.title='taken'</script>",
    "why_indicator": "# A heading\n- a list\n1. one\n[a link](javascript:alert(1)) *bold* `code` {fact}`x` $z$",
    "why_target": "100% of it?&budget=50&explorer-concept?cost=300#top + %41",
    "why_law": "Чтобы лечить, а не сажать 🙂\n\n“Why?” ‘So’",
}


@pytest.fixture(scope="module")
def explorer():
    return explorers.load(NAME)


def other_value(a, value):
    return a.minimum if value > a.minimum else a.minimum + a.step


def page_settings(explorer, chosen):
    """Return the fragment of an address that opens `chosen`, as a reader would copy it."""

    def said(a, value):
        return slug(a.show(value)) if isinstance(a, Choice) else f"{value:g}"

    def slug(text):
        return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())

    by_name = {a.name: a for a in explorer.assumptions}
    written = {n: quote(v) if isinstance(v, str) else said(by_name[n], v) for n, v in chosen.items()}
    return f"#explorer-{NAME}?" + "&".join(f"{name}={value}" for name, value in written.items())


def test_the_brief_states_every_assumption_and_the_source(explorer):
    for chosen in SETTINGS:
        values, written = explorer.settings(**chosen), explorer.brief_markdown(**chosen)
        for a in explorer.assumptions:
            assert f"- {a.label}: {a.show(values[a.name])}\n" in written
        assert f"## Source\n\n{explorer.source}.\n" in written
        assert written.startswith(f"# {explorer.title}\n")
        assert "nan" not in written.lower().split()


def test_every_figure_in_the_brief_carries_its_source(explorer):
    for chosen in SETTINGS:
        lines = explorer.evaluate(**chosen).brief["Figures and their sources"].splitlines()
        assert len(lines) >= 7
        for line in lines[:-1]:
            assert "Osmonaliev 2005" in line or "no figure" in line or "writer’s own" in line


@pytest.mark.parametrize("name", [a.name for a in explorers.load(NAME).assumptions])
def test_the_markdown_follows_every_choice(explorer, name):
    assumption = next(a for a in explorer.assumptions if a.name == name)
    moved = {name: other_value(assumption, assumption.default)}
    assert explorer.brief_markdown(**moved) != explorer.brief_markdown()


def test_the_text_itself_follows_the_choices_that_decide_it(explorer):
    decisive = "place aim model law cooperation indicator target_change target_year scenario period budget weight_supply weight_treatment cost"
    for name in decisive.split():
        assumption = next(a for a in explorer.assumptions if a.name == name)
        moved = explorer.evaluate(**{name: other_value(assumption, assumption.default)}).brief
        assert moved != explorer.evaluate().brief, name


def test_the_brief_fills_about_two_pages(explorer):
    for chosen in [*SETTINGS, *(p.settings for p in explorer.presets)]:
        body = " ".join(explorer.evaluate(**chosen).brief.values())
        assert 700 <= len(body.split()) <= 1100


def test_the_brief_says_the_numbers_of_the_results(explorer):
    evaluation = explorer.evaluate()
    values, brief = evaluation.values, evaluation.brief
    said = {name: formatted(value, ABOUT) for name, value in values.items()}
    assert f"to {said['aimed']} in 2008" in brief["Indicator and target"]
    assert f"{said['expected']} to {said['expected_high']} in 2008" in brief["Forecast and risk"]
    assert f"pays for {said['treated']} people" in brief["Organisation and money"]


def test_without_a_count_the_brief_asks_for_one(explorer):
    evaluation = explorer.evaluate(place="Tajikistan", indicator="All drug offences")
    assert math.isnan(evaluation.values["aimed"])
    assert "The first task of the plan is therefore to count" in evaluation.brief["Indicator and target"]


def open_brief(page, html, fragment=""):
    page.goto("about:blank")
    page.goto((html / f"{explorer_pages(html)[NAME]}.html").as_uri() + fragment)
    page.wait_for_function("() => window.counternarcotics !== undefined")


@pytest.mark.slow
@pytest.mark.parametrize("chosen", SETTINGS)
def test_the_page_writes_the_brief_that_python_writes(html, page, explorer, chosen):
    open_brief(page, html, page_settings(explorer, chosen) if chosen else "")
    assert page.evaluate("(name) => counternarcotics.markdown(name)", NAME) == explorer.brief_markdown(**chosen)
    shown = page.locator(f"#explorer-{NAME} .cn-brief").inner_text()
    for heading, words in explorer.evaluate(**chosen).brief.items():
        assert heading in shown
        assert words.splitlines()[0] in shown
    assert page.errors == []


@pytest.mark.slow
def test_a_control_moved_by_hand_moves_the_brief(html, page, explorer):
    open_brief(page, html)
    page.locator(f"#explorer-{NAME} .cn-more > summary").click()
    page.locator(f"#explorer-{NAME} [name=budget]").fill("20")
    page.wait_for_function("() => document.querySelector('.cn-brief').textContent.includes('US$ 20.0 million a year')")
    assert "- Budget a year: US$ 20.0 million" in page.locator(".cn-settings").inner_text()
    assert page.evaluate("(name) => counternarcotics.markdown(name)", NAME) == explorer.brief_markdown(budget=20)


@pytest.mark.slow
def test_printing_shows_the_brief_and_nothing_else(html, page, tmp_path):
    open_brief(page, html)
    page.evaluate("window.print = () => {}")
    page.locator(f"#explorer-{NAME} .cn-print").click()
    page.wait_for_function("() => document.documentElement.classList.contains('cn-printing')")
    page.emulate_media(media="print")
    section = page.locator(f"#explorer-{NAME}")
    for kept in (".cn-title", ".cn-sentence", ".cn-brief", ".cn-settings", ".cn-address"):
        assert section.locator(kept).is_visible(), kept
    for gone in (".cn-controls", ".cn-chart", ".cn-results", ".cn-print", ".cn-question"):
        assert not section.locator(gone).is_visible(), gone
    for gone in ("h1", ".cn-check >> nth=0", ".cn-lead"):
        assert not page.locator(gone).first.is_visible(), gone
    assert f"#explorer-{NAME}" in section.locator(".cn-address").inner_text()
    pages = page.pdf(path=tmp_path / "brief.pdf", format="A4").count(b"/Type /Page\n")
    assert pages <= 3
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("h1").first.is_visible(), "after printing the page is itself again"


@pytest.mark.slow
def test_the_button_yields_a_markdown_file_with_the_address_of_the_setting(html, page, explorer):
    open_brief(page, html, page_settings(explorer, SETTINGS[1]))
    page.evaluate("(name) => counternarcotics.markdown(name)", NAME)
    with page.expect_download() as expected:
        page.locator(f"#explorer-{NAME} .cn-download").click()
    file = expected.value
    assert file.suggested_filename == f"{NAME}.md"
    text = Path(file.path()).read_text(encoding="utf-8")
    assert text.startswith(explorer.brief_markdown(**SETTINGS[1]))
    assert "## Link" in text
    assert f"#explorer-{NAME}?" in text


def test_a_default_never_aims_the_wrong_way(explorer):
    start = explorer.evaluate()
    assert start.values["aimed"] < start.values["base"]
    treated = explorer.evaluate(indicator="People in methadone treatment")
    assert treated.values["aimed"] > treated.values["base"]
    assert "to rise by 10%" in treated.brief["Indicator and target"]


@pytest.mark.parametrize(
    ("scenario", "indicator", "credited"),
    [
        ("Scenario One", "Registered users", True),
        ("Scenario One", "All drug offences", False),
        ("Scenario Two", "Trafficking offences", True),
        ("Scenario Three", "All drug offences", True),
        ("Scenario Three", "Trafficking offences", False),
        ("Scenario Three", "Registered users", False),
        ("Scenario Two", "HIV infections by injecting", False),
    ],
)
def test_a_scenario_is_credited_only_with_what_it_says(explorer, scenario, indicator, credited):
    said = explorer.evaluate(scenario=scenario, indicator=indicator).sentence
    assert (f"under {scenario}" in said) == credited
    assert (f"at your own rates, since {scenario} prints none for it" in said) != credited


def test_reasons_follow_the_order_of_the_chapter_and_stand_after_their_passage(explorer):
    words = {note.name: f"because of {note.after}" for note in explorer.notes}
    brief = explorer.evaluate(**words).brief
    headings = list(brief)
    assert [note.name.removeprefix("why_") for note in explorer.notes] == [
        "aim",
        "indicator",
        "target",
        "scenario",
        "money",
        "law",
        "cooperation",
    ]
    assert [h for h in headings if h in {note.label for note in explorer.notes}] == [n.label for n in explorer.notes]
    for note in explorer.notes:
        assert note.after in brief
        assert brief[note.label] == f"because of {note.after}"
        assert headings.index(note.after) < headings.index(note.label) <= headings.index(note.after) + 2
    assert explorer.brief_markdown(**words).count("because of ") == len(words)
    assert list(explorer.evaluate().brief) == [h for h in headings if h not in {n.label for n in explorer.notes}]
    groups = list(dict.fromkeys(a.group for a in explorer.assumptions))
    assert groups == ["Aim", "Indicator and target", "Scenario and rates", "Money", "Model, law and cooperation", "Only afterwards"]  # fmt: skip
    kept = explorer.pressed("hard-line", **words)
    assert all(kept[name] == said for name, said in words.items()), "a preset leaves the reader's words"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("x" * 401, "401 characters; shorten them to at most 400"),
        (7, "found 7, expected text"),
        ("a\x00b", r"U\+0000, which is no text"),
        ("a\u202eb", r"U\+202E, which is no text"),
        ("a\ud800b", r"U\+D800, which is no text"),
    ],
)
def test_what_is_too_long_or_no_text_is_refused_with_a_sentence(explorer, words, said):
    with pytest.raises(AssumptionError, match=f"concept: why_aim: .*{said}"):
        explorer.settings(why_aim=words)
    with pytest.raises(AssumptionError, match="why_aim"):
        explorer.widget().settings = {"why_aim": words}


def test_words_stay_words_in_markdown():
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    for words in HOSTILE.values():
        tokens = renderer.parse(as_markdown(words))
        assert {t.type for t in tokens} == {"paragraph_open", "inline", "paragraph_close"}
        children = [c for t in tokens for c in t.children or []]
        assert {c.type for c in children} <= {"text", "softbreak", "text_special"}
        plain = "\n".join("".join(c.content or "\n" for c in t.children) for t in tokens if t.type == "inline")
        assert plain.split() == words.split()


def test_a_control_says_which_parts_it_changes_and_does_change_them(explorer):
    chart = json.dumps({**explorer.drawn(), "params": []})

    def parts(chosen):
        evaluation = explorer.evaluate(**chosen)
        rows = evaluation.table[evaluation.table["shown"] > 0].round(6).to_csv()
        results = str({name: round(value, 6) for name, value in evaluation.values.items()})
        return {"chart": rows, "results": results} | evaluation.brief

    base = [{}, {"scenario": 3}, {"scenario": 1, "indicator": 2}, {"target_year": 2015}]
    start = [parts(chosen) for chosen in base]
    for a in explorer.assumptions:
        changed = {"chart"} if re.search(rf"\b{a.name}\b", chart) else set()
        for chosen, before in zip(base, start, strict=True):
            for value in (a.minimum, a.default, a.maximum):
                after = parts(chosen | {a.name: value})
                changed |= {part for part in after if after[part] != before[part]}
        assert a.changes, a.name
        assert set(a.changes) <= changed, a.name
        assert {"chart", "results"} & set(a.changes) == {"chart", "results"} & changed, a.name


@pytest.mark.slow
def test_words_reach_brief_link_markdown_paper_and_a_reload(html, page, explorer):
    open_brief(page, html)
    section = page.locator(f"#explorer-{NAME}")
    title = page.title()
    for note in explorer.notes:
        field = section.get_by_label(note.label)
        assert field.get_attribute("maxlength") == str(note.limit)
        assert field.get_attribute("aria-describedby")
    for name, words in HOSTILE.items():
        section.locator(f"[name={name}]").focus()
        page.keyboard.insert_text(words)
        page.keyboard.press("Tab")
    page.wait_for_function("() => location.hash.includes('why_law=')")
    wanted = explorer.brief_markdown(**HOSTILE)
    for _ in range(2):
        assert page.evaluate("(name) => counternarcotics.markdown(name)", NAME) == wanted
        for name, words in HOSTILE.items():
            own = section.locator(f".cn-own:has([name={name}])")
            assert own.locator("textarea").input_value() == words
            assert own.locator(".cn-words").evaluate("(e) => e.textContent") == words
            assert own.locator(".cn-words > *").count() == 0
        assert page.title() == title
        assert section.locator("[name=budget]").input_value() == "5"
        page.reload()
        page.wait_for_function("() => window.counternarcotics !== undefined")
    page.emulate_media(media="print")
    assert section.locator(".cn-own:has([name=why_aim]) .cn-words").is_visible()
    assert not section.locator(".cn-own:has([name=why_money])").is_visible()
    assert not section.locator("[name=why_aim]").is_visible()
    page.emulate_media(media="screen")
    section.locator(".cn-presets button").first.click()
    assert section.locator("[name=why_aim]").input_value() == HOSTILE["why_aim"]
    section.locator("button.cn-reset").click()
    assert section.locator("[name=why_aim]").input_value() == ""
    section.locator("button.cn-undo").click()
    assert section.locator("[name=why_aim]").input_value() == HOSTILE["why_aim"]
    for words, said in (
        ("x" * 401, "holds 401 characters and may hold 400"),
        ("a\x07b", "holds a character that is no text"),
    ):
        open_brief(page, html, f"#explorer-{NAME}?why_aim={quote(words)}&budget=7")
        assert f"why_aim {said}" in section.locator(".cn-note").inner_text()
        assert section.locator("[name=why_aim]").input_value() == ""
        assert section.locator("[name=budget]").input_value() == "7"
    assert page.errors == []
    assert page.requests == [] or all(request.startswith("file:") for request in page.requests)

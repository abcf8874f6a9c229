"""What if a figure were wrong: what changes in Python, and the same in the page."""

from __future__ import annotations

import gzip
import math
import re

import numpy as np
import pytest

from counternarcotics import computed, evaluate, tables
from counternarcotics.whatif import NOT_RECOMPUTED, given, parse_case, substituted, whatif

KAZAKH = "heroin-seized-kazakhstan-2003"
PAGE = "book/evidence/what-if"
CASES = 200


@pytest.mark.slow
def test_the_worked_example():
    result = whatif({KAZAKH: 707}, functions=False)
    changes = {change.name: change for change in result.numbers}
    assert result.numbers[0].name == "kazakh-heroin-share-2003"
    assert (changes["kazakh-heroin-share-2003"].before, changes["kazakh-heroin-share-2003"].after) == ("0.7%", "4.1%")
    assert changes["kazakh-heroin-share-2003"].relative == pytest.approx(707 / 123 - 1)
    turned = {change.name: change for change in result.verdicts}
    assert turned["kazakhstan-2003-sum"].why == "the verdict “passes” would not fit any more"
    assert turned["heroin-kazakhstan-2003-second-count"].why == ""  # reconcilable may stand beside agreement
    assert "book/part-1/trends" in result.pages
    assert [c.relative for c in result.numbers] == sorted((c.relative for c in result.numbers), reverse=True)


@pytest.mark.slow
def test_a_range_gives_ranges_and_both_outcomes():
    result = whatif({KAZAKH: (123, 707)}, functions=False)
    assert {c.name: c.after for c in result.numbers}["kazakh-heroin-share-2003"] == "0.7–4.1%"
    assert {c.name: c.after for c in result.verdicts}["kazakhstan-2003-sum"] == "agree or do not agree"


@pytest.mark.slow
def test_what_becomes_undefined_says_which_and_why():
    result = whatif({"registered-users-kazakhstan-2003": 0}, functions=False)
    undefined = [change for change in result.numbers if change.undefined]
    assert "kazakh-register-fall-2003-2011" in {change.name for change in undefined}
    assert all(change.why and change.after == "undefined" and math.isinf(change.relative) for change in undefined)
    assert result.numbers[: len(undefined)] == undefined


@pytest.mark.slow
def test_functions_are_worked_out_anew_or_said_not_to_be():
    area = {"poppy-area-afghanistan-2004": 100_000}
    left = whatif(area, functions=False).functions
    assert "supply-score-no-change" in {change.name for change in left}
    assert {change.after for change in left} == {NOT_RECOMPUTED}
    held = computed.get("supply-score-no-change").shown()
    anew = {change.name: change.after for change in whatif(area).functions}
    assert anew["supply-score-no-change"] != held == computed.get("supply-score-no-change").shown()


def test_a_substitution_ends_with_its_context():
    with substituted({KAZAKH: (100, 300)}):
        assert tables.value(KAZAKH) == 200
        assert tables.load("seizures").set_index("id").loc[KAZAKH, "value_high"] == 300
    assert tables.value(KAZAKH) == 123
    assert tables.load("seizures").set_index("id").loc[KAZAKH, "value_high"] == 123


@pytest.mark.parametrize(
    ("figures", "error", "said"),
    [
        ({"no-such-figure": 1}, KeyError, "No figure has the id"),
        ({KAZAKH: math.nan}, ValueError, "expected a number or a pair"),
        ({KAZAKH: (707, 123)}, ValueError, "write the lower end first"),
        (dict.fromkeys(tables.figures().index[:5], (1, 2)), ValueError, "at most 4"),
    ],
)
def test_what_is_no_value_is_refused_in_a_sentence(figures, error, said):
    with pytest.raises(error, match=said):
        given(figures)


def test_an_address_is_read():
    assert parse_case(f"{KAZAKH}=123..707&x=-1.5") == {KAZAKH: (123, 707), "x": -1.5}
    with pytest.raises(ValueError, match="gives no value"):
        parse_case(KAZAKH)


def cases() -> list[str]:
    """Return random cases as addresses: one to three figures that expressions read, other values, ranges, noughts."""
    rng = np.random.default_rng(2005)
    read = sorted(
        {
            i
            for n in computed.names()
            if (e := computed.get(n).expression)
            for i in evaluate.parse(e).rows
            if i in tables.figures().index
        }
    )
    found = []
    for _ in range(CASES):
        parts = []
        for identifier in rng.choice(read, size=rng.integers(1, 4), replace=False):
            value = tables.value(identifier)
            factor = rng.choice([0, -1, 0.5, 0.9, 1.1, 2, 10])
            low = round(value * float(factor), 3)
            high = round(low + abs(value) * float(rng.choice([0.1, 1])), 3)
            parts.append(f"{identifier}={low}..{high}" if rng.random() < 0.4 and high > low else f"{identifier}={low}")
        found.append("&".join(parts))
    return found


@pytest.mark.slow
def test_the_page_works_out_what_python_does(page, html):
    """Two hundred random cases in one page load: numbers, printed texts, verdicts, and what is not recomputed."""
    page.goto((html / f"{PAGE}.html").as_uri())
    asked = cases()
    answers = page.evaluate("(asked) => asked.map((query) => counternarcoticsWhatIf.worked(query))", asked)
    for query, answer in zip(asked, answers, strict=True):
        result = whatif(parse_case(query), functions=False)
        numbers = {name: (before, after, ends) for name, before, after, ends, _ in answer["numbers"]}
        assert numbers.keys() == {change.name for change in result.numbers}, query
        for change in result.numbers:
            before, after, ends = numbers[change.name]
            assert (before, after) == (change.before, change.after), f"{query}: {change.name}"
            if change.ends_after:
                assert ends == pytest.approx(change.ends_after, rel=1e-9), f"{query}: {change.name}"
        said = {name: (before, after, bool(why)) for name, before, after, why in answer["verdicts"]}
        assert said == {c.name: (c.before, c.after, bool(c.why)) for c in result.verdicts}, query
        assert set(answer["functions"]) == {change.name for change in result.functions}, query
        assert all(why for *_, after, _, why in answer["numbers"] if after == "undefined")
    assert not page.errors


@pytest.mark.slow
def test_the_page_reads_its_address_and_says_what_is_amiss_in_it(page, html):
    address = (html / f"{PAGE}.html").as_uri()
    page.goto(f"{address}#what-if?{KAZAKH}=123..707")
    row = page.locator(".cn-effects", has_text="Numbers that change").locator(
        "tr", has_text="Heroin over all drugs by weight, 2003"
    )
    assert "0.7–4.1%" in row.first.inner_text()
    page.evaluate(f"location.hash = '#what-if?{KAZAKH.replace('kazakhstan', 'kazakstan')}=5'")
    page.locator(".cn-amiss").wait_for()
    assert KAZAKH in page.locator(".cn-amiss").inner_text()
    for bad, said in {
        "=much": "expected a number",
        "=707..123": "lower end comes first",
        "=1..2..3": "expected a number",
    }.items():
        page.evaluate(f"location.hash = '#what-if?{KAZAKH}{bad}'")
        page.wait_for_function("(said) => document.querySelector('.cn-amiss').textContent.includes(said)", arg=said)
    assert not page.errors


@pytest.mark.slow
def test_a_reader_finds_a_figure_and_takes_the_case_along(page, html):
    page.goto((html / f"{PAGE}.html").as_uri())
    page.get_by_label("Leave heroin seized kazakhstan 2003 as it is").click()
    assert "No figure is changed" in page.locator(".cn-summed").inner_text()
    page.get_by_label("Find a figure").fill("registered users kazakhstan 2003")
    page.locator(".cn-offered button").first.click()
    page.get_by_label("registered users kazakhstan 2003, another value").fill("0")
    assert "it divides by 0" in page.locator(".cn-outcome").inner_text()
    assert page.url.endswith("#what-if?registered-users-kazakhstan-2003=0")
    assert page.locator(".cn-case-link").get_attribute("href") == "#what-if?registered-users-kazakhstan-2003=0"
    assert not page.errors
    assert all(url.startswith(("file:", "data:")) for url in page.requests)


@pytest.mark.slow
def test_the_graph_is_light_and_stands_on_its_page_alone(html):
    holding = [path for path in html.rglob("*.html") if 'id="what-if-graph"' in path.read_text(encoding="utf-8")]
    assert [path.relative_to(html).as_posix() for path in holding] == [f"{PAGE}.html"]
    text = holding[0].read_text(encoding="utf-8")
    graph = re.search(r'id="what-if-graph">(.*?)</script>', text, re.DOTALL)[1]
    assert len(gzip.compress(graph.encode(), 9)) <= 80_000


@pytest.mark.slow
def test_without_a_script_the_worked_example_stands_there(new_page, html):
    opened = new_page(java_script_enabled=False)
    opened.goto((html / f"{PAGE}.html").as_uri())
    text = opened.locator(".cn-outcome").inner_text()
    assert "4.1%" in text
    assert "would not fit any more" in text
    assert opened.locator(".cn-effects").count() == 4  # three of the example, and the twenty figures

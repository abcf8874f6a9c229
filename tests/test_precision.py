"""What an explorer works out is printed with no more figures than its assumptions are worth."""

from __future__ import annotations

import random
import re

import altair as alt
import nbformat
import pytest

from counternarcotics import explorers
from counternarcotics.explorer import Result, show
from counternarcotics.explorers import concept, forecast
from counternarcotics.numberlike import FIGURES, formatted, text
from pages import ROOT

NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w])")
YEAR = re.compile(r"(?:19|20)\d\d")
SOURCES = {"rounding-or-error"}  # its matter is the last digit that a source prints
LISTED = "Figures and their sources"  # a heading of the brief
PRINTED = {
    "concept": (
        *concept.USERS_BY_PLACE,
        *concept.OFFENCES_BY_PLACE,
        *concept.INFECTIONS_BY_PLACE,
        *concept.ASSESSED_LOW,
    ),
    "forecast": (*forecast.USERS_BY_PLACE, *forecast.OFFENCES_BY_PLACE),
}
TRIED = 10
# "year 1 averts" and "of 1 is" count nothing.
PLURAL_OF_ONE = re.compile(
    r"(?<!year )(?<![\w.,/\N{EN DASH}\N{MINUS SIGN}-])1 (?!is\b|has\b|was\b)(?:people|persons|\w*[^s\W]s)\b"
)


def _figures(number: str) -> int:
    digits = number.replace(",", "").lstrip("0.")
    return len(digits.replace(".", "") if "." in number else digits.rstrip("0"))


def _settings(one) -> list[dict[str, float]]:
    """The start, the presets, both ends of every control, and some settings at random."""
    draw = random.Random(one.name)
    tried = [{}, *(preset.settings for preset in one.presets)]
    tried += [{a.name: end} for a in one.assumptions for end in (a.minimum, a.maximum)]
    return tried + [
        {a.name: a.minimum + a.step * draw.randint(0, round((a.maximum - a.minimum) / a.step)) for a in one.assumptions}
        for _ in range(TRIED)
    ]


def _inside(one, settings) -> dict[str, float]:
    return {a.name: min(settings[a.name], a.maximum) for a in one.assumptions if a.name in settings}


def _said(one):
    """Yield the evaluation at every setting tried, and the numbers that the setting itself shows."""
    for settings in _settings(one):
        settings = _inside(one, settings)
        own = one.settings(**settings)
        yield settings, one.evaluate(**settings), " ".join(a.show(own[a.name]) for a in one.assumptions)


@pytest.mark.parametrize("name", sorted(set(explorers.names()) - SOURCES))
def test_nothing_that_was_worked_out_shows_more_figures_than_are_known(name):
    one = explorers.load(name)
    said = list(_said(one))
    known = {formatted(float(value), ",.0f") for column in one.rows.select_dtypes("number") for value in one.rows[column] if value == value}  # fmt: skip
    known |= {formatted(value, ",.0f") for value in PRINTED.get(name, ())}
    for _, evaluation, _ in said:
        known |= {n for r in evaluation.results.values() if r.exact for n in NUMBER.findall(show(r))}
    for settings, evaluation, own in said:
        rounded = [show(result) for result in evaluation.results.values() if not result.exact]
        brief = [words for heading, words in evaluation.brief.items() if heading != LISTED]
        for words in (evaluation.sentence, own, *map(show, evaluation.results.values()), *evaluation.brief.values()):
            assert not PLURAL_OF_ONE.search(words), f"{name} at {settings or 'its start'} counts one as many: {words}"
        for words in (evaluation.sentence, *rounded, *brief):
            for number in (found.rstrip(",") for found in NUMBER.findall(words)):
                fine = (
                    _figures(number) <= FIGURES or YEAR.fullmatch(number) or number in known | set(NUMBER.findall(own))
                )
                assert fine, f"{name} at {settings or 'its start'} prints {number}: {words}"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_lab_counts_one_as_one(path):
    for cell in nbformat.read(path, as_version=4).cells:
        shown = [cell.source] * (cell.cell_type == "markdown")
        for output in cell.get("outputs", []):
            shown += [
                output.get("text", ""),
                *(t for kind, t in output.get("data", {}).items() if kind.startswith("text/")),
            ]
        for words in shown:
            found = PLURAL_OF_ONE.search(re.sub(r"<[^>]+>", " ", words))
            assert not found, f"{path.name} says {found[0]!r}: {words[:200]}"


@pytest.mark.parametrize(
    ("value", "spec", "said"),
    [
        (8828.4, "~,.0f", "8,830"), (11576.6, "~,.1f", "11,600"), (15388507, "~,.0f", "15,400,000"), (128.5, "~,.1f", "129"),
        (18.05, "~,.2f", "18.1"), (43.394, "~.2f", "43.4"), (0.364, "~.2f", "0.36"), (0.004, "~.1f", "0.0"), (20.0, "~.2f", "20.0"),
        (9.994, "~.2f", "9.99"), (9.996, "~.2f", "10.0"), (99.96, "~.1f", "100"), (999.5, "~,.0f", "1,000"), (999.49, "~,.0f", "999"),
        (1.0, "~.1%", "100%"), (0.5120, "~.2%", "51.2%"), (0.018014, "~.4%", "1.80%"), (31.57, "~.0%", "3160%"),
        (-72748.0, "~+,.0f", "−72,700"), (0.9995, "~+.1%", "+100%"), (0.0, "~.2%", "0.00%"),
    ],
)  # fmt: skip
def test_three_figures_and_no_more_decimals_than_asked(value, spec, said):
    assert formatted(value, spec) == said
    assert text(f"{{value:{spec}}}", value=value) == said


def test_a_result_is_rounded_unless_it_is_declared_exact():
    assert show(Result("Infections", 8828.4)) == "8,830"
    assert show(Result("Infections", 8828, exact=True)) == "8,828"
    assert show(Result("Share", 0.4, 1.0, ".1%")) == "40.0% to 100%"


def test_the_page_chooses_between_decimals_and_figures():
    value = alt.datum.x
    assert repr(text("{value:~+,.1f}", value=value)) == (
        "if((abs(datum.x) < 99.95),format(datum.x,'+,.1f'),format(datum.x,'+,.3r'))"
    )
    assert repr(text("{value:~.1%}", value=value)).endswith("format(datum.x,'.1%'),format(datum.x,'.3p'))")

"""The built pages in Firefox and WebKitGTK: they open, compute what Python computes, follow links, and are whole."""

from __future__ import annotations

import math
from functools import cache

import pytest

import engines
from counternarcotics import explorers
from pages import entries, explorer_pages
from test_geometry import MEASURE, identifiers, states

pytestmark = [pytest.mark.slow, pytest.mark.long]

READY = "await counternarcotics.ready();"
SWEEP = """
const [name, tried, signals] = given, view = await counternarcotics.view(name), said = [];
for (const [, values] of tried) {
  for (const [key, value] of Object.entries(values)) view.signal(key, value);
  await view.runAsync();
  const numbers = signals.map((s) => (Number.isFinite(view.signal(s)) ? view.signal(s) : null));
  said.push([numbers, view.signal("sentence")]);
}
return said;
"""


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request):
    """One engine for the whole module; a machine that lacks it skips its tests with a sentence."""
    opened = getattr(engines, request.param)()
    try:
        found = opened.__enter__()
    except engines.EngineMissingError as missing:
        pytest.skip(str(missing))
    yield found
    opened.__exit__(None, None, None)


@cache
def expected(name: str) -> list[tuple[list[float], str]]:
    """Return the results and the sentence at the start, at every preset and at both ends of every control."""
    explorer = explorers.load(name)
    found = [explorer.evaluate(**values) for _, values in states(name, thorough=True)]
    return [(list(one.values.values()), one.sentence) for one in found]


def test_every_page_opens_computes_and_is_whole(engine, html):
    faults = []
    first = explorer_pages(html)
    for entry in entries():
        engine.open((html / f"{entry}.html").as_uri())
        text = (html / f"{entry}.html").read_text(encoding="utf-8")
        engine.run(READY)
        faults += [f"{entry}: {error}" for error in engine.errors()]
        if "cn-chart" in text:
            found = engine.run(f"{MEASURE}; return await geometry.live({{}}, new Set(given[0]));", identifiers())
            faults += [f"{entry}, {fault}" for fault in found]
        for name in (name for name, page in first.items() if page == entry):
            signals = [f"result_{key}" for key in explorers.load(name).evaluate().values]
            said = engine.run(SWEEP, name, states(name, thorough=True), signals)
            for (label, _), (numbers, sentence), (mine, told) in zip(
                states(name, thorough=True), said, expected(name), strict=True
            ):
                numbers = [math.nan if number is None else number for number in numbers]
                if numbers != pytest.approx(mine, rel=1e-9, abs=1e-9, nan_ok=True) or sentence != told:
                    faults.append(f"{entry}, {name}, {label}: {numbers} and “{sentence}” for {mine} and “{told}”")
    assert faults == []


def test_a_link_restores_a_setting(engine, html):
    for name, entry in explorer_pages(html).items():
        explorer = explorers.load(name)
        moved = next(a for a in explorer.assumptions if type(a).__name__ == "Assumption" or a.maximum)
        value = moved.maximum if moved.default < moved.maximum else moved.minimum
        said = value
        if hasattr(moved, "options"):
            said = "-".join("".join(c if c.isalnum() else " " for c in moved.show(value).lower()).split())
        engine.open((html / f"{entry}.html").as_uri() + f"#explorer-{name}?{moved.name}={said}")
        wanted = explorer.evaluate(**{moved.name: value}).sentence
        found = engine.run(
            """
            const [name, control, wanted] = given, section = document.querySelector(`#explorer-${name}`);
            const read = () => section.querySelector(".cn-sentence").textContent;
            for (let tries = 0; read() !== wanted && tries < 200; tries++) await new Promise((next) => setTimeout(next, 50));
            return [Number(section.querySelector(`[name="${control}"]`).value), read()];
            """,
            name,
            moved.name,
            wanted,
        )
        assert found == [pytest.approx(value), wanted], name

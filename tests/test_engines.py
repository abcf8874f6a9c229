"""The built pages in Firefox and WebKitGTK: they open, compute what Python computes, follow links, and are whole."""

from __future__ import annotations

import math

import pytest

import engines
from counternarcotics import explorers
from counternarcotics.assumptions import Choice
from counternarcotics.markup import slug
from pages import entries, explorer_pages
from test_geometry import MEASURE, identifiers, states

pytestmark = [pytest.mark.slow, pytest.mark.long]

WHOLE = f"{MEASURE}; return await geometry.live({{}}, new Set(given[0]));"
# Nothing waits for a time: a figure is asked for when it is live, a restored setting when the explorer has followed it.
OPENED = """
await counternarcotics.ready();
return heard;
"""
RESTORED = """
const [name, control] = given, section = document.querySelector(`#explorer-${name}`);
const view = await counternarcotics.settled(name);
return [Number(section.querySelector(`[name="${control}"]`).value), view.signal(control), view.signal("sentence")];
"""
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


def moved(name: str) -> tuple[str, float, str]:
    """Return a control of an explorer, another value of it, and how an address says that value."""
    one = next(a for a in explorers.load(name).assumptions if a.maximum > a.minimum)
    value = one.maximum if one.default < one.maximum else one.minimum
    return one.name, value, slug(one.show(value)) if isinstance(one, Choice) else f"{value:.10g}"


def test_every_page_opens_follows_its_address_computes_and_is_whole(engine, html, tmp_path):
    """Each page is opened once, by a link that moves every explorer that stands on it first."""
    copy = engines.listening(html, tmp_path)
    first, ids, faults = explorer_pages(html), identifiers(), []
    for entry in entries():
        names = [name for name, page in first.items() if page == entry]
        links = "&".join("explorer-{}?{}={}".format(name, *moved(name)[::2]) for name in names)
        engine.open(f"{(copy / entry).as_uri()}.html{'#' if links else ''}{links}")
        faults += [f"{entry}: {error}" for error in engine.run(OPENED)]
        for name in names:
            control, value, _ = moved(name)
            wanted = [value, value, explorers.load(name).evaluate(**{control: value}).sentence]
            if (found := engine.run(RESTORED, name, control)) != wanted:
                faults.append(f"{entry}, {name}: its link gives {found}, not {wanted}")
        if "cn-chart" in (html / f"{entry}.html").read_text(encoding="utf-8"):
            faults += [f"{entry}, {fault}" for fault in engine.run(WHOLE, ids)]
        for name in names:
            faults += [f"{entry}, {fault}" for fault in differing(engine, name)]
    assert faults == []


def differing(engine, name: str) -> list[str]:
    """Return where an engine computes other results, or says another sentence, than Python does."""
    explorer = explorers.load(name)
    tried = states(name, thorough=True)
    signals = [f"result_{key}" for key in explorer.evaluate().values]
    faults = []
    for (label, values), (numbers, sentence) in zip(tried, engine.run(SWEEP, name, tried, signals), strict=True):
        expected = explorer.evaluate(**values)
        numbers = [math.nan if number is None else number for number in numbers]
        if numbers != pytest.approx(list(expected.values.values()), rel=1e-9, abs=1e-9, nan_ok=True):
            faults.append(f"{name}, {label}: {numbers}, not {list(expected.values.values())}")
        if sentence != expected.sentence:
            faults.append(f"{name}, {label}: “{sentence}”, not “{expected.sentence}”")
    return faults

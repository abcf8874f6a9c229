"""The built pages in Firefox and WebKitGTK: they open, compute what Python computes, follow links, and are whole."""

from __future__ import annotations

import pytest

import engines
from agreement import differing
from counternarcotics import explorers
from counternarcotics.assumptions import Choice
from counternarcotics.markup import slug
from pages import entries, explorers_by_page
from test_geometry import MEASURE, identifiers, states

pytestmark = pytest.mark.slow

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


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request):
    """One engine for the whole module; a machine that lacks it skips its tests with a sentence."""
    opened = getattr(engines, request.param)()
    try:
        found = opened.__enter__()
    except engines.EngineMissingError as missing:
        pytest.skip(f"Not tried: {missing}")
    yield found
    opened.__exit__(None, None, None)


def moved(name: str) -> tuple[str, float, str]:
    """Return a control of an explorer, another value of it, and how an address says that value."""
    one = next(a for a in explorers.load(name).assumptions if a.maximum > a.minimum)
    value = one.maximum if one.default < one.maximum else one.minimum
    return one.name, value, slug(one.show(value)) if isinstance(one, Choice) else f"{value:.10g}"


@pytest.fixture(scope="module")
def listened(html, tmp_path_factory):
    """The built book in pages that keep what their scripts throw."""
    return engines.listening(html, tmp_path_factory.mktemp("listened"))


def opened(engine, listened, entry: str) -> list[str]:
    """Open a page from disk, by a link that moves every explorer that stands on it first; return its errors and warnings."""
    names = explorers_by_page().get(entry, [])
    links = "&".join("explorer-{}?{}={}".format(name, *moved(name)[::2]) for name in names)
    engine.open(f"{(listened / entry).as_uri()}.html{'#' if links else ''}{links}")
    return [f"{entry}: {error}" for error in [*engine.run(OPENED), *engine.warned()]]


@pytest.mark.engine
def test_every_page_opens_follows_its_address_and_computes(engine, html, listened):
    """Presets and both ends of every control, after the link is followed."""
    faults = []
    for entry in entries():
        faults += opened(engine, listened, entry)
        names = explorers_by_page().get(entry, [])
        for name in names:
            control, value, _ = moved(name)
            wanted = [value, value, explorers.load(name).evaluate(**{control: value}).sentence]
            if (found := engine.run(RESTORED, name, control)) != wanted:
                faults.append(f"{entry}, {name}: its link gives {found}, not {wanted}")
        for name in names:
            faults += [f"{entry}, {fault}" for fault in differing(engine.run, name, states(name, thorough=True))]
    assert faults == []


@pytest.mark.long
def test_every_figure_is_whole(engine, html, listened):
    """The geometry of every live figure, at the width of the engine's window."""
    ids, faults = identifiers(), []
    for entry in entries():
        if "cn-chart" in (html / f"{entry}.html").read_text(encoding="utf-8"):
            faults += opened(engine, listened, entry)
            faults += [f"{entry}, {fault}" for fault in engine.run(WHOLE, ids)]
    assert faults == []

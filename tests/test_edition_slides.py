"""Slides: every figure and question of a chapter is on its deck, explorers live there, and keys do what they should."""

from __future__ import annotations

import pytest

from counternarcotics.editions import slides
from counternarcotics.editions.instructor import Volume

pytestmark = [pytest.mark.slow, pytest.mark.edition]


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """All decks, made once."""
    return slides.make(tmp_path_factory.mktemp("decks") / "slides")


@pytest.fixture(scope="module")
def deck(decks, chromium):
    """The deck of 1.1 in a browser without a network; what the console says and asks for is kept on the page."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto((decks / "trends.html").as_uri())
    page.wait_for_function("() => Reveal.isReady()")
    yield page
    context.close()


def show(page, css):
    """Turn to the slide that holds `css`."""
    page.evaluate("css => Reveal.slide(Reveal.getSlides().findIndex((slide) => slide.querySelector(css)))", css)
    page.wait_for_function("css => Reveal.getCurrentSlide().querySelector(css)", arg=css)


def test_every_figure_explorer_and_question_of_a_chapter_is_on_its_deck(decks):
    volume = Volume()
    for page in volume.chapters:
        text = (decks / f"{page.docname.rpartition('/')[2]}.html").read_text(encoding="utf-8")
        figures = [figure["id"] for figure in page.article.select(".cn-figure[id]")]
        assert figures, page.docname
        for name in [*figures, *(name for name, _ in page.explorers)]:
            assert text.count(f'id="{name}"') == 1, (page.docname, name)
        assert text.count("class=asked") == len(page.questions)
        assert text.count('class="notes"') >= 4, page.docname  # opening, the text's notes, questions, homework


def test_a_deck_loads_from_disk_in_silence_and_asks_for_nothing_outside_its_folder(deck, decks):
    show(deck, ".cn-explorer")
    deck.wait_for_selector(".present .cn-chart.cn-live")
    assert deck.said == []
    assert all(url.startswith(decks.as_uri()) for url in deck.asked)


def test_an_explorer_on_a_slide_moves_and_the_keys_of_its_controls_do_not_turn_the_slide(deck):
    show(deck, "#explorer-hiv-injecting")
    at = deck.evaluate("Reveal.getIndices().h")
    said = deck.locator("#explorer-hiv-injecting .cn-sentence")
    before = said.text_content()
    deck.locator("#explorer-hiv-injecting input[type=range]").first.focus()
    deck.keyboard.press("ArrowRight")
    deck.wait_for_function("before => document.querySelector('#explorer-hiv-injecting .cn-sentence').textContent !== before", arg=before)  # fmt: skip
    preset = deck.locator("#explorer-hiv-injecting .cn-presets button").last
    preset.focus()
    deck.keyboard.press("Space")
    deck.wait_for_function("button => button.getAttribute('aria-pressed') === 'true'", arg=preset.element_handle())
    assert deck.evaluate("Reveal.getIndices().h") == at
    deck.evaluate("document.activeElement.blur()")
    deck.keyboard.press("ArrowRight")
    assert deck.evaluate("Reveal.getIndices().h") == at + 1


# What of the slide that is shown hangs over an edge, and words that the last row, or a phone, cannot read.
EDGES = """() => {
  const slide = Reveal.getCurrentSlide(), found = [];
  const over = (one, name) => { if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) found.push(`${name}: ${one.scrollWidth}x${one.scrollHeight} in ${one.clientWidth}x${one.clientHeight}`); };
  const narrow = document.documentElement.classList.contains("narrow");
  if (!narrow) { over(slide, "slide"); for (const one of slide.querySelectorAll(".cn-explorer")) over(one, "explorer"); }
  else if (slide.scrollWidth > slide.clientWidth + 1) found.push(`wider than the phone: ${slide.scrollWidth}`);
  for (const one of slide.querySelectorAll("h1, h2, p, li")) {
    if (!one.checkVisibility() || one.closest("aside, .cn-hidden") || one.matches(".cn-hidden") || !one.textContent.trim()) continue;
    const size = one.getBoundingClientRect().height / one.offsetHeight * parseFloat(getComputedStyle(one).fontSize);
    if (size < (one.matches(".cn-source, .cn-leaves-out, .cn-room, .cn-effect") ? 7.5 : 10)) found.push(`${one.className || one.tagName} is ${size.toFixed(1)} px high`);
  }
  return found;
}"""


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (390, 740)])
def test_nothing_on_any_slide_of_any_deck_hangs_over_its_edge_or_is_too_small_to_read(decks, chromium, width, height):
    context = chromium.new_context(viewport={"width": width, "height": height}, offline=True)
    page, found, seen = context.new_page(), [], 0
    for path in sorted(decks.glob("*.html")):
        if path.stem == "index":
            continue
        page.goto(path.as_uri())
        page.wait_for_function("() => Reveal.isReady()")
        for i in range(page.evaluate("Reveal.getTotalSlides()")):
            page.evaluate("i => Reveal.slide(i)", i)
            seen += page.evaluate("i => Reveal.getIndices().h === i", i)
            found += [f"{path.stem}, slide {i + 1}: {fault}" for fault in page.evaluate(EDGES)]
    context.close()
    assert not found, "\n".join(found)
    assert seen > 250


def test_a_deck_prints_a_sheet_a_slide(decks, page):
    page.goto(f"{(decks / 'trends.html').as_uri()}?print-pdf")
    page.wait_for_function("() => document.querySelectorAll('.pdf-page').length > 10")
    count = page.evaluate("document.querySelectorAll('.pdf-page').length")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == count  # a slide that hides more than it shows had an empty second sheet

"""Pictures lose their weight and nothing that is seen."""

from __future__ import annotations

import base64

import pytest

from counternarcotics import charts, explorers, figure
from counternarcotics.lighter import lighter

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="9" height="9"><g fill="none">{}</g></svg>'
# Both pictures on canvases, and the largest step between them: an edge that moves by a hundredth of a pixel is a quarter grey.
COMPARE = """async (pictures) => {
    const [one, other] = await Promise.all(pictures.map(async (picture) => {
        const image = new Image();
        image.src = `data:image/svg+xml;base64,${picture}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const brush = canvas.getContext("2d");
        brush.fillStyle = "white";
        brush.fillRect(0, 0, image.width, image.height);
        brush.drawImage(image, 0, 0);
        return brush.getImageData(0, 0, image.width, image.height);
    }));
    if (one.width !== other.width || one.height !== other.height) return [255, 0];
    const inked = one.data.filter((value) => value < 200).length;
    return [one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - other.data[at])), 0), inked];
}"""


def test_what_is_not_drawn_goes_and_the_plot_keeps_its_name():
    plot = '<g class="mark-group role-frame root" role="graphics-object"><g transform="translate(0,0)"><path class="background" d="M0,0h6v6h-6Z"/>{}</g></g>'
    hidden = '<g><path class="background" d="M0,0h0v0h0Z"/><text opacity="0">cut</text><path class="foreground" d="" display="none"/></g>'
    seen = '<path aria-label="kg: 5" role="graphics-symbol" d="M0,0h3.3333333v1h-3.3333333Z" fill="red" opacity="1"/>'
    made = lighter(DRAWN.format(plot.format(hidden + seen)))
    assert made == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g fill="none" class="mark-group role-frame root">'
        '<path class="background" d="M0,0h6v6h-6Z"/><path d="M0,0h3.33v1h-3.33Z" fill="red"/></g></svg>'
    )


def test_ticks_become_one_path_and_words_of_the_same_type_say_it_once():
    ticks = "".join(f'<line transform="translate({x},0)" x2="0" y2="5" stroke="red"/>' for x in (0, 40))
    words = "".join(
        f'<text font-family="serif" font-size="12px" fill="red">{word}</text>'
        for word in ("a & b", "<c>".replace("<", "&lt;"))
    )
    made = lighter(
        DRAWN.format(f'<g class="mark-rule role-axis-tick">{ticks}</g>{words}').replace("a & b", "a &amp; b")
    )
    assert '<path stroke="red" d="M0,0v5M40,0v5"/>' in made
    assert made.count("serif") == made.count("12px") == 1
    assert ">a &amp; b</text>" in made
    assert ">&lt;c&gt;</text>" in made


def test_a_clip_stays_over_what_it_cuts_and_is_numbered_from_one():
    clip = '<defs><clipPath id="clip{}"><rect width="4" height="4"/></clipPath></defs>'
    cut = '<g clip-path="url(#clip{})"><g transform="translate(3,0)"><path d="M0,0h9v9h-9Z" fill="red"/></g></g>'
    made = lighter(DRAWN.format(clip.format(97) + clip.format(98) + clip.format(99) + cut.format(97) + cut.format(98)))
    assert made.count("<clipPath") == 1
    assert made.count('<g clip-path="url(#clip1)"><g transform="translate(3,0)">') == 2


@pytest.mark.slow
def test_nobody_sees_the_difference(page):
    import vl_convert

    drawn = [explorers.load(name).drawn() for name in ("weakest-link", "price-ladder", "scenario-fans")]
    drawn += [figure.specification(charts.load(name).chart) for name in charts.names()[::9]]
    for one in drawn:
        whole = vl_convert.vegalite_to_svg({**one, "width": 500})
        light = lighter(whole)
        most, inked = page.evaluate(COMPARE, [base64.b64encode(p.encode()).decode() for p in (whole, light)])
        assert most <= 96, one["description"]
        assert inked > 500
        assert len(light) < len(whole) / 1.4

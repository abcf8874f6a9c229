"""The catalogue: every row can be read, found, cited and taken away."""

from __future__ import annotations

import csv
import html as html_module
import json
import re

import pandas as pd
import pybtex.database
import pytest

from counternarcotics import computed, tables
from counternarcotics.sphinx_extension import addresses
from pages import entries, gzipped

pytestmark = pytest.mark.slow

LISTS = ("figures", "later-figures", "computed", "records", "lists", "checks")
ROW = re.compile(r'<details class="cn-entry" id="([^"]+)"')
REFERENCE = "book/reference"


def text_of(html, name):
    return (html / REFERENCE / f"{name}.html").read_text(encoding="utf-8")


def test_every_row_stands_once_where_its_address_says(html):
    found = {(f"{REFERENCE}/{name}", anchor) for name in LISTS for anchor in ROW.findall(text_of(html, name))}
    rows = {addresses.of_row(identifier) for identifier in tables.rows()}
    assert found == rows | {addresses.of_computed(name) for name in computed.names()}


def test_a_source_says_how_many_figures_it_gave(html):
    text = text_of(html, "sources")
    held = tables.figures()["source"].value_counts()
    said = dict(re.findall(r'id="source-([^"]+)"><summary>.*?<small>([^<]+)</small>', text))
    assert "1 figure" in said.values()
    assert said == {
        row["source"]: f"{number} figure{'' if number == 1 else 's'}"
        if (number := held.get(row["source"], 0))
        else "no figure"
        for row in tables.load("sources").to_dict("records")
    }


def test_every_row_can_be_cited(html):
    for name in LISTS:
        text = text_of(html, name)
        entries = [html_module.unescape(entry) for entry in re.findall(r"<pre>(@misc\{.*?)</pre>", text, re.DOTALL)]
        parsed = pybtex.database.parse_string("\n".join(entries), "bibtex").entries
        assert len(parsed) == len(entries) == len(ROW.findall(text))
        assert all(
            {"author", "title", "year", "note"} == entry.fields.keys() | entry.persons.keys()
            for entry in parsed.values()
        )
    one = text_of(html, "figures").split('id="figure-heroin-seized-tajikistan-2003"')[1].split("</pre>")[0]
    assert "Osmonaliev, K. (2005)" in one
    assert "title = {{Seized: heroin, Tajikistan, 2003: 5,600 kg}}" in one


def test_a_page_of_the_catalogue_is_no_burden(html):
    """Nor is one long to scroll through on a phone: tests/test_pages.py looks at that on its visit."""
    for path in sorted((html / REFERENCE).glob("*.html")):
        assert gzipped(path) <= 300_000, path.name
        assert f"{REFERENCE}/{path.stem}" in entries()


def open_list(page, html, name, fragment=""):
    page.goto("about:blank")
    page.goto((html / REFERENCE / f"{name}.html").as_uri() + fragment)
    page.wait_for_function("() => window.counternarcotics !== undefined")


def test_a_linked_row_is_there_at_once_and_older_addresses_lead_to_it(html, page):
    page.set_viewport_size({"width": 390, "height": 800})
    for old, new, anchor in [
        ("reference/figures", "figures", "figure-heroin-seized-tajikistan-2003"),
        ("reference/figures", "later-figures", f"figure-{tables.load('outcomes')['id'].iloc[-1]}"),
        ("reference/figures", "computed", "computed-register-total-2003"),
        ("reference/records", "lists", f"record-{tables.load('list_items')['id'].iloc[-1]}"),
        ("evidence/checking-the-sources", "checks", "record-cannabis-resin-per-hectare"),
    ]:
        page.goto("about:blank")
        # The page leads on while it loads, so nobody may wait for the end of that.
        page.goto((html / f"book/{old}.html").as_uri() + f"#{anchor}", wait_until="commit")
        page.wait_for_url(f"**/reference/{new}.html#{anchor}")
        page.wait_for_function("(id) => document.getElementById(id)?.open", arg=anchor)
        page.wait_for_function(
            "(id) => { const { top } = document.getElementById(id).getBoundingClientRect(); return 0 <= top && top < 700; }",
            arg=anchor,
        )
        # A name is never broken over lines.
        assert page.locator(f"#{anchor} .cn-id").evaluate(
            "dd => dd.clientHeight < 2 * parseFloat(getComputedStyle(dd).lineHeight)"
        )
    assert page.errors == []


def test_rows_are_chosen_and_taken_away(html, page, tmp_path):
    open_list(page, html, "figures")
    page.select_option(".cn-filter [name=place]", "tajikistan")
    page.select_option(".cn-filter [name=topic]", "seizures")
    page.fill(".cn-filter [name=from]", "2003")
    held = tables.load("seizures")
    wanted = held[
        (held["place"] == "tajikistan") & (held["period"].str[-7:].str.extract(r"(\d{4})")[0].astype(int) >= 2003)
    ]
    rows = page.locator(".cn-entry:visible")
    assert {row.removeprefix("figure-") for row in rows.evaluate_all("all => all.map((row) => row.id)")} == set(
        wanted["id"]
    )
    assert page.locator(".cn-count").inner_text().startswith(f"{len(wanted)} of ")
    files = {}
    for kind in ("csv", "json"):
        with page.expect_download() as saved:
            page.click(f".cn-filter [data-as={kind}]")
        files[kind] = tmp_path / saved.value.suggested_filename
        saved.value.save_as(files[kind])
    with files["csv"].open(encoding="utf-8", newline="") as opened:
        taken = list(csv.DictReader(opened))
    assert {row["id"]: row["printed"] for row in taken} == dict(zip(wanted["id"], wanted["printed"], strict=True))
    assert {row["licence"] for row in taken} == {"CC-BY-4.0"}
    assert all(row["citation"] and re.fullmatch(r"\d{4}-\d\d-\d\d", row["taken"]) for row in taken)
    # What the page says of reading it keeps every column as the table holds it.
    page.click(".cn-filter .cn-fold summary")
    python, r, _ = page.locator(".cn-filter dd code").all_inner_texts()
    assert python == 'pandas.read_csv("figures.csv", dtype={"printed": str, "period": str})'
    assert 'colClasses = c(printed = "character", period = "character")' in r
    read = pd.read_csv(files["csv"], dtype={"printed": str, "period": str}).set_index("id")
    assert list(read["value_low"]) == list(wanted.set_index("id").loc[read.index, "value_low"])
    assert list(read["period"]) == list(wanted.set_index("id").loc[read.index, "period"])
    described = json.loads(files["json"].read_text(encoding="utf-8"))
    assert described["selection"] == {"place": "tajikistan", "topic": "seizures", "from": "2003"}
    assert described["licence"]["name"] == "CC-BY-4.0"
    assert {row["id"] for row in described["rows"]} == set(wanted["id"])
    assert set(described["sources"]) == set(wanted["source"])
    # The address keeps the choice; a choice that nothing fits says so and what to do; what is hidden is shown to a link.
    open_list(page, html, "figures", "#find?place=tajikistan&topic=seizures&from=2003")
    assert page.locator(".cn-entry:visible").count() == len(wanted)
    page.fill(".cn-filter [name=words]", "nothing of the kind <b>")
    assert page.locator(".cn-entry:visible").count() == 0
    assert "No row fits" in page.locator(".cn-count").inner_text()
    assert page.locator(".cn-filter [data-as=csv]").is_disabled()
    page.click(".cn-count button")
    page.wait_for_function("() => document.activeElement.name === 'words'")
    assert page.locator(".cn-entry[hidden]").count() == 0
    page.fill(".cn-filter [name=words]", "nothing of the kind <b>")
    page.evaluate("location.hash = '#figure-heroin-seized-tajikistan-1996'")
    page.wait_for_function("() => document.querySelector('#figure-heroin-seized-tajikistan-1996').open")
    assert page.locator("#figure-heroin-seized-tajikistan-1996").is_visible()
    assert page.errors == []


@pytest.mark.parametrize("name", ["figures", "later-figures", "computed", "records", "lists", "checks"])
def test_the_first_row_is_seen_on_the_first_screen_of_a_phone(html, page, name):
    page.set_viewport_size({"width": 390, "height": 740})
    open_list(page, html, name)
    page.wait_for_function("() => document.querySelector('.cn-count').textContent")
    assert page.locator(".cn-entry").first.bounding_box()["y"] < 740 - 44
    page.locator(".cn-choices > summary").click()
    page.locator(".cn-filter [name=from]").fill("2099")
    assert page.locator(".cn-count").inner_text().startswith("No row fits")
    # An address that chooses shows what was chosen.
    open_list(page, html, name, "#find?to=2003")
    page.wait_for_function("() => document.querySelector('.cn-choices').open")
    assert page.locator(".cn-filter [name=to]").is_visible()
    assert page.errors == []


def test_without_a_script_every_row_is_there(html, new_page):
    page = new_page(java_script_enabled=False)
    page.goto((html / REFERENCE / "figures.html").as_uri())
    assert not page.locator(".cn-filter").is_visible()
    row = page.locator("#figure-heroin-seized-tajikistan-2003")
    row.locator("summary").first.click()
    assert row.locator("dl").is_visible()

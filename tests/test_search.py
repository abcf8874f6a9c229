"""Search: every word finds its page, each question the page that answers it, from disk and without a word spoken at load."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from counternarcotics import tables
from counternarcotics.sphinx_extension import page_text, search_index
from pages import entries

ROOT = Path(__file__).parents[1]
QUERIES = Path(__file__).with_name("search_queries.csv")
CATALOGUE = "book/reference/"


# -- the text of a page --------------------------------------------------------------------------------


def passages(body: str) -> dict[str, tuple[str, str]]:
    found = page_text.passages(f'<article class="bd-article">{body}</article>')
    return {passage.anchor: (passage.heading, passage.text) for passage in found}


def test_cells_and_blocks_are_set_apart_and_words_stay_whole():
    body = '<section id="a"><h2>Head<a class="headerlink">#</a></h2><table><tr><td>Commonwealth</td><td>CIS</td></tr></table><p>un<em>ion</em></p></section>'
    assert passages(body) == {"a": ("Head", "\tCommonwealth CIS\tunion")}


def test_a_row_a_term_and_a_fold_are_passages_of_their_own():
    body = (
        '<section id="s"><h2>Rows</h2><p>before</p><tr id="figure-x"><th>x</th><td>5,600 kg</td></tr>'
        '<details id="record-y"><summary>Verdict</summary><p>found</p></details><p>after</p>'
        '<dl><dt id="term-bias">bias</dt><dd>an error</dd></dl></section><p>end</p>'
    )
    found = passages(body)
    assert found["figure-x"] == ("x 5,600 kg", "x 5,600 kg")
    assert found["record-y"] == ("Verdict", "found")
    assert found["term-bias"] == ("bias", "an error")
    assert found["s"] == ("Rows", "before after")
    assert found[""] == ("", "end")


def test_what_a_reader_does_not_see_is_not_read():
    assert passages(
        "<p>seen</p><script>no</script><template>no</template><p popover>no</p><svg><text>no</text></svg>"
    ) == {"": ("", "seen")}


def test_a_page_without_an_article_is_refused():
    with pytest.raises(ValueError, match="bd-article"):
        page_text.passages("<main></main>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Swanström’s", ["swanstrom"]),
        ("1,631 ha, US$ 45,000", ["1631", "ha", "us", "45000"]),
        ("1.2 and 2003. 3.1.3", ["1.2", "and", "2003", "3.1.3"]),
        ("12,34 1,2345", ["12", "34", "1", "2345"]),
        ("ЁЛКА и Й", ["елка", "и", "и"]),
        ("constructor __proto__ toString", ["constructor", "proto", "tostring"]),
        ("don’t drug-related seized_kg m²", ["dont", "drug", "related", "seized", "kg", "m2"]),
    ],
)
def test_words_are_folded(text, words):
    assert page_text.words(text) == words


def test_an_index_names_the_passages_of_a_word():
    passages = {"a": [page_text.Passage("", "", "one two")], "b": [page_text.Passage("x", "Two", "three")]}
    pages = {name: search_index.read(found) for name, found in passages.items()}
    asked = (pages, {"a": "A", "b": "B"}, {"b": "one; sought"})
    found = search_index.index(*asked)
    assert found["words"] == "one sought three two"
    assert found["held"] == "0  1 01"
    assert found["pages"][1][-1] == "one; sought"
    assert json.dumps(found) == json.dumps(search_index.index(*asked))


def test_no_two_pages_are_sought_for_the_same():
    found = search_index.topics(ROOT)
    assert len(found) > 40
    assert set(found) <= set(entries())
    sought = [" ".join(page_text.words(topic)) for topics in found.values() for topic in topics.split("; ")]
    assert [topic for topic in sought if not topic or sought.count(topic) > 1] == []


def test_a_topic_of_a_page_that_is_gone_is_refused(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "topics.csv").write_text("page,topics\nbook/gone,heroin\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"topics\.csv:2: there is no page 'book/gone'"):
        search_index.topics(tmp_path)


def test_terms_are_known_by_their_russian_words():
    known = {english: others for english, *others in search_index._translated(ROOT)}
    assert len(known) > 120
    assert known["seizure"] == ["изъятие"]
    assert known["cannabis"] == ["каннабис", "конопля"]


# -- other spellings ---------------------------------------------------------------------------------


def test_every_spelling_leads_to_a_name_that_the_book_writes():
    book = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "book").rglob("*.md"))
    tabled = " ".join(
        tables.load(name).to_csv() for name in [*tables.names(), *tables.record_names(), "places", "sources"]
    )
    written = set(page_text.words(f"{book} {tabled}"))
    spelled = tables.load("spellings")
    for row in spelled.to_dict("records"):
        assert set(page_text.words(row["name"])) <= written, f"spellings.csv: no page writes {row['name']!r}"
        assert page_text.words(row["spelling"]) != page_text.words(row["name"]), row["spelling"]


# -- the search page -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def searching(html: Path, chromium: Browser) -> Iterator[Page]:
    """The search page, opened once, with no storage to lean on."""
    context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 900})
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    opened = context.new_page()
    opened.goto((html / "search.html").as_uri())
    opened.wait_for_function("() => !!window.counternarcoticsSearch")
    yield opened
    context.close()


def asked(page: Page, *questions: str) -> list[list[dict]]:
    script = "async (all) => { const found = []; for (const one of all) found.push(await counternarcoticsSearch(one)); return found; }"
    return page.evaluate(script, list(questions))


def names(found: list[dict]) -> list[str]:
    return [hit["page"] for hit in found]


@pytest.mark.slow
def test_the_page_with_the_best_answer_is_among_the_first_three(searching):
    with QUERIES.open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))
    assert len(queries) >= 120
    assert {row["page"] for row in queries} <= set(entries())
    found = asked(searching, *(row["query"] for row in queries))
    missed = [
        f"{row['query']}: {names(hits)[:3]}, expected {row['page']}"
        for row, hits in zip(queries, found, strict=True)
        if row["page"] not in names(hits)[:3]
    ]
    assert not missed, "\n".join(missed)


@pytest.mark.slow
def test_every_word_that_a_reader_sees_finds_its_page(html, new_page):
    """Words are taken from the browser's own text of each page, not from ours; labels that scripts add are no text of it."""
    page = new_page(java_script_enabled=False)
    read = """() => {
      const article = document.querySelector("article.bd-article");
      for (const one of article.querySelectorAll("script, style, template, svg, nav, button, [hidden], .headerlink, desc, annotation")) one.remove();
      for (const one of article.querySelectorAll("details")) one.open = true;
      return article.innerText;
    }"""
    held = index_of(html)
    lost = []
    for entry in [
        "book/reference/timeline",
        "book/reference/glossary",
        "book/part-1/trends",
        "notebooks/seizures",
        "book/reference/sources",
    ]:
        page.goto((html / f"{entry}.html").as_uri())
        seen = set(page_text.words(page.evaluate(read)))
        assert len(seen) > 300
        lost += [f"{entry}: {word}" for word in sorted(seen) if entry not in held.get(word, ())]
    assert not lost, "\n".join(lost[:30])


def index_of(html: Path) -> dict[str, set[str]]:
    """Return the pages of each word, from the written index."""
    text = (html / "_static/search/index.js").read_text(encoding="utf-8")
    found = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    owner = [name for name, _, _, headings, _ in found["pages"] for _ in headings]
    digits = search_index._DIGITS
    held: dict[str, set[str]] = {}
    for word, packed in zip(found["words"].split(" "), found["held"].split(" "), strict=True):
        place, value, scale = 0, 0, 1
        for letter in packed:
            digit = digits.index(letter)
            value, scale = value + digit % 32 * scale, scale * 32
            if digit < 32:
                place, value, scale = place + value, 0, 1
                held.setdefault(word, set()).add(owner[place])
    return held


@pytest.mark.slow
def test_python_and_browser_read_the_same_words(html, searching):
    texts = [
        passage[2]
        for entry in entries()
        for passage in json.loads(
            re.search(r"\((.*)\);", (html / f"_static/search/text/{entry}.js").read_text(encoding="utf-8"))[1]
        )["passages"]
    ]
    words = searching.evaluate(
        "(texts) => texts.map((text) => counternarcoticsSearch.wordsOf(text).map((one) => one.word))", texts
    )
    differing = [text for text, read in zip(texts, words, strict=True) if read != page_text.words(text)]
    assert not differing, differing[:3]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("Kirgizia", "Kyrgyzstan"),
        ("Kirghizstan", "Kyrgyzstan"),
        ("Badakshan", "Badakhshan"),
        ("Swanstrom", "Swanström"),
        ("1,631", "1631"),
        ("45 000", "US$ 45,000"),
        ("organisation", "organization"),
        ("SCO", "Shanghai Cooperation Organization"),
        ("ШОС", "SCO"),
        ("ЦАРИКЦ", "CARICC"),
        ("IDUs", "people who inject drugs"),
        ("соглашения", "agreement"),
    ],
)
def test_two_ways_of_writing_find_the_same_pages(searching, question, same):
    one, other = asked(searching, question, same)
    assert one
    assert set(names(one)) & set(names(other)) >= set(names(other)[:3])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "row"),
    [
        ("1,631", "figure-poppy-area-kyrgyzstan-1999"),
        ("1631", "figure-poppy-area-kyrgyzstan-1999"),
        ("US$ 45,000", "figure-heroin-price-russia-2010"),
        ("85,509", "computed-register-total-2003"),
    ],
)
def test_a_number_leads_to_its_row(searching, number, row):
    (found,) = asked(searching, number)
    assert row in [passage["anchor"] for hit in found[:3] for passage in hit["passages"]]


@pytest.mark.slow
def test_the_number_of_a_section_leads_to_it(searching):
    for number, page in (
        ("1.2", "book/part-1/forecast"),
        ("2.2", "book/part-2/law-and-organisation"),
        ("3.2.5", "book/part-3/external-powers"),
    ):
        (found,) = asked(searching, number)
        assert names(found)[0] == page


@pytest.mark.slow
@pytest.mark.parametrize(
    "word", ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "__defineGetter__"]
)
def test_words_of_the_language_are_words(html, searching, word):
    (found,) = asked(searching, word)
    known = index_of(html)
    assert bool(found) == any(other.startswith(one) for one in page_text.words(word) for other in known)


@pytest.mark.slow
def test_cyrillic_finds_the_glossary(searching):
    (found,) = asked(searching, "конопля")
    assert (found[0]["page"], found[0]["passages"][0]["anchor"]) == ("book/reference/glossary", "term-cannabis")


@pytest.mark.slow
def test_a_russian_term_finds_the_pages_that_speak_of_it_in_english(searching):
    (russian,) = asked(searching, "метадон")
    assert names(russian)[0] == "book/reference/glossary"
    assert "book/part-6/hiv-and-harm-reduction" in names(russian)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("what is a dark figure?", "term-dark-figure"),
        ("Definition of prevalence", "term-prevalence"),
        ("mark-up meaning", "term-mark-up"),
    ],
)
def test_a_question_for_a_meaning_is_answered_by_the_glossary(searching, question, entry):
    (found,) = asked(searching, question)
    assert found[0]["page"] == "book/reference/glossary"
    assert entry in [passage["anchor"] for passage in found[0]["passages"]]


@pytest.mark.slow
def test_a_typed_question_is_answered_once_and_opens_at_the_passage(html, page):
    page.goto((html / "search.html").as_uri())
    page.wait_for_function("() => !!window.counternarcoticsSearch")
    page.evaluate("""() => { window.said = []; const status = document.querySelector(".cn-search [role=status]");
      new MutationObserver(() => status.textContent && said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true }); }""")
    field = page.locator(".cn-search input")
    field.fill("methadone")
    field.press("Enter")
    page.locator(".cn-hits > li").first.wait_for()
    page.wait_for_timeout(500)
    said = page.evaluate("said")
    assert len(said) == 1
    assert re.fullmatch(r"\d+ pages for “methadone”\.", said[0])
    assert page.locator(".cn-hits mark").first.inner_text().lower() == "methadone"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.cn-hits a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**found=methadone*")
    page.wait_for_function("() => CSS.highlights.has('cn-found')")
    page.wait_for_load_state("load")
    page.wait_for_timeout(200)
    marked = page.evaluate("""() => [...CSS.highlights.get('cn-found')].map((range) => {
      const live = new Range(); live.setStart(range.startContainer, range.startOffset); live.setEnd(range.endContainer, range.endOffset);
      const { top, bottom } = live.getBoundingClientRect(); return [live.toString().toLowerCase(), bottom > 0 && top < innerHeight]; })""")
    assert {word for word, _ in marked} == {"methadone"}
    assert any(seen for _, seen in marked)
    assert page.locator("mark").count() == 0
    assert page.errors == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("heroin seized in Tajikistan", "book/part-5/batken-2000"),
        ("opium price", "notebooks/afghan-supply"),
        ("needle exchange Kyrgyzstan", "book/part-1/trends"),
        ("registered users Kazakhstan", "book/part-1/trends"),
    ],
)
def test_a_sentence_is_quoted_before_the_cells_of_a_table_and_code(html, page, question, entry):
    page.goto((html / "search.html").as_uri() + f"?q={question.replace(' ', '+')}")
    quoted = page.locator(f'.cn-hits > li:has(> a[href*="{entry}"]) .cn-excerpt').inner_text()
    text = (html / f"_static/search/text/{entry}.js").read_text(encoding="utf-8")
    read = json.loads(re.search(r"\((.*)\);", text)[1])["passages"]
    prose = [piece for *_, told, _ in read for piece in told.split("\t")[::2]]
    assert any(quoted.strip("… ") in piece for piece in prose)


@pytest.mark.slow
def test_nothing_is_spoken_at_load(html, page):
    page.goto((html / "search.html").as_uri() + "?q=methadone")
    page.locator(".cn-hits > li").first.wait_for()
    assert page.locator(".cn-search [role=status]").inner_text() == ""
    assert page.locator(".cn-found-summary").inner_text().endswith("for “methadone”.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("   ", "Type a word"),
        ("heroin " * 1500, "shorten it"),
        ("<img src=x onerror=alert(1)>", "neither a word nor a number"),
        ("?!…", "neither a word nor a number"),
        ('"', "neither a word nor a number"),
        (".*+?^()|[]{}\\", "neither a word nor a number"),
        ("9" * 300, "No page has “999"),
        ("hreoyn", "No page has “hreoyn”."),
    ],
)
def test_a_question_without_an_answer_gets_one_sentence(searching, question, sentence):
    searching.locator(".cn-search input").evaluate(
        "(field, text) => { field.value = text; field.form.requestSubmit(); }", question
    )
    summary = searching.locator(".cn-found-summary", has_text=sentence)
    summary.wait_for()
    assert summary.inner_text().count(". ") == 0
    assert searching.locator(".cn-hits").count() == 0
    assert searching.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page keeps its width"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("heorin", "heroin"),
        ("opiod substitution", "opioid substitution"),
        ("forcasting", "forecasting"),
        ("prevelance", "prevalence"),
        ("afgan opium", "afghan opium"),
    ],
)
def test_a_slip_of_one_letter_is_looked_up_as_the_word_that_the_book_has_and_this_is_said(searching, typed, meant):
    slip, right = asked(searching, typed, meant)
    assert names(slip)[0] == names(right)[0]
    searching.locator(".cn-search input").fill(typed)
    word, better = typed.split()[0], meant.split()[0]
    searching.locator(".cn-found-summary", has_text=f"No page has “{word}”, so “{better}” was looked up.").wait_for()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("needle exchanges", "needle exchange"),
        ("Drug Control Agencies", "drug control agency"),
        ("harm minimization", "harm minimisation"),
        ("counternarcotics concepts", "counter-narcotics concept"),
        ("analyzing", "analysing"),
        ("drugfree", "drug-free"),
    ],
)
def test_plurals_halves_and_both_spellings_of_english_find_the_same_pages(searching, one, other):
    first, second = asked(searching, one, other)
    assert set(names(first)[:2]) == set(names(second)[:2])


@pytest.mark.slow
def test_an_abbreviation_is_no_plural(searching):
    marked = "() => [...document.querySelectorAll('.cn-hits mark')].map((one) => one.textContent.toLowerCase())"
    for typed in ("AIDS", "aid"):
        searching.locator(".cn-search input").fill(typed)
        searching.locator(".cn-found-summary", has_text=f"“{typed}”").wait_for()
        searching.locator(".cn-hits mark").first.wait_for()
        assert {"aids", "aid"} & set(searching.evaluate(marked)) == {typed.lower()}


@pytest.mark.slow
def test_an_empty_answer_says_where_to_look(searching):
    searching.locator(".cn-search input").fill("hreoyn")
    searching.locator(".cn-instead", has_text="heroin").first.wait_for()
    places = searching.locator("#search-results a").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    for name in ("figures", "glossary", "abbreviations", "timeline"):
        assert any(f"reference/{name}.html" in place for place in places)


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["spice", "quiz"])  # English words that no page has
def test_a_word_is_not_offered_for_itself(searching, typed):
    searching.locator(".cn-search input").fill(f"zzyzx {typed}")
    searching.locator(".cn-found-summary", has_text=typed).wait_for()
    offered = searching.locator(".cn-instead").all_inner_texts()
    assert typed not in offered

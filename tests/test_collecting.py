"""The links of a class: read as the page reads an address, scored by the model, and the same in Python and in the page."""

from __future__ import annotations

import csv
import io
import random
from urllib.parse import quote

import pytest

from counternarcotics import explorers
from counternarcotics.__main__ import main
from counternarcotics.assumptions import Choice
from counternarcotics.classroom import collecting, links, report
from counternarcotics.explorers import forecast as forecast_explorer
from counternarcotics.markup import slug
from counternarcotics.models.fan import interval_score

BOOK = "https://book.example/drugs"
FORECAST = f"{BOOK}/book/part-1/forecast.html#explorer-forecast"
ENTRY = "book/collect-links"


def only(text: str, *sites: str) -> collecting.Row:
    collected = collecting.read(text, sites)
    assert collected.skipped == []
    (row,) = collected.rows
    return row


# -- lines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"name,link\nAnna,{FORECAST}", [(2, "Anna", FORECAST)]),
        (f"Anna\t{FORECAST}\r\nBek\t{FORECAST}\r\n", [(1, "Anna", FORECAST), (2, "Bek", FORECAST)]),
        (f'"Petrova, Anna";{FORECAST};x', [(1, "Petrova, Anna", FORECAST)]),
        (f"Anna Petrova {FORECAST}", [(1, "Anna Petrova", FORECAST)]),
        (f"{FORECAST},Anna", [(1, "Anna", FORECAST)]),
        (f'"An\n""na""",{FORECAST}\nBek,', [(1, 'An\n"na"', FORECAST), (3, "Bek", "")]),
        (f"\ufeff{FORECAST}", [(1, "", FORECAST)]),
        ("name,link\n\n , \n", []),
    ],
)
def test_a_line_is_a_name_and_a_link_however_it_was_pasted(text, expected):
    assert [(one.line, one.name, one.link) for one in links.hand_ins(text)] == expected


# -- links ---------------------------------------------------------------------------------------------


BAD = {
    "javascript:alert(1)": "begins with javascript: and leads to no page",
    "data:text/html,<script>alert(1)</script>": "begins with data: and leads to no page",
    "https://other.example/drugs/book/part-1/forecast.html#explorer-forecast?horizon=3": "leads to other.example/drugs, which is not",
    f"{BOOK}@evil.example/book/part-1/forecast.html#explorer-forecast": "leads to book.example/drugs@evil.example",
    "https://en.wikipedia.org/wiki/Forecasting#History": "leads to no page of this book",
    f"{BOOK}/book/part-1/forecast.html": "ends before the setting",
    f"{BOOK}/book/part-1/forecast.html#the-registers": "names a place of the page and no explorer",
    f"{FORECAST}s?horizon=3": "no explorer of this book is called “forecasts”",
    f"{FORECAST}?horizon={'9' * 30000}": "more than any setting needs",
    "": "holds no link",
}


@pytest.mark.parametrize("link", BAD, ids=range(len(BAD)))
def test_a_link_that_is_no_hand_in_is_named_and_skipped_and_the_others_are_read(link):
    text = f'Anna,{FORECAST}?horizon=3\nAida,{FORECAST}?horizon=2\n"=Bek","{link}"\n'
    collected = collecting.read(text)
    assert [row.hand_in.name for row in collected.rows] == ["Anna", "Aida"]
    (skipped,) = collected.skipped
    assert str(skipped).startswith("line 3 (=Bek): ")
    assert BAD[link] in skipped.why


def test_a_stated_site_is_the_book_and_local_copies_always_are():
    here = "file:///home/anna/my%20book/book/part-1/forecast.html#explorer-forecast?horizon=3"
    other = "http://localhost:8000/book/part-1/forecast.html#explorer-forecast?horizon=2"
    collected = collecting.read(f"A,{here}\nB,{other}\nC,{FORECAST}\nD,{FORECAST}", ["https://elsewhere.example/"])
    assert [row.hand_in.name for row in collected.rows] == ["A", "B"]
    assert len(collecting.read(f"A,{FORECAST}", [f"{BOOK}/"]).rows) == 1


@pytest.mark.parametrize(
    ("query", "values", "remarks"),
    [
        ("place=kyrgyzstan&horizon=4,6", {"place": 2, "horizon": 5}, ["horizon is taken at its nearest step"]),
        ("horizon=99", {"horizon": 5}, ["horizon is “99”, outside its bounds"]),
        ("place=atlantis&x=1", {"place": 0}, ["place has no option “atlantis”", "there is no assumption “x”"]),
        ("own_low=%E2%88%920.05", {"own_low": -0.05}, []),
        ("horizon=nan&horizon=3", {"horizon": 3}, ["horizon is “nan”, outside its bounds"]),
    ],
)
def test_an_address_is_read_as_the_page_reads_it(query, values, remarks):
    row = only(f"A,{FORECAST}?{query}".replace("4,6", '4,6"').replace("A,https", 'A,"https') if "," in query else f"A,{FORECAST}?{query}")  # fmt: skip
    assert {name: row.setting.values[name] for name in values} == values
    assert row.setting.remarks == remarks


def test_a_link_with_two_explorers_gives_two_rows_and_a_messenger_may_have_encoded_it():
    link = f"{BOOK}/book/part-4/conclusion.html#explorer-concept?scenario=scenario-two&explorer-policy-model"
    rows = collecting.read(f"A,{link}\nB,{BOOK}/book/x.html#explorer-forecast%3Fhorizon%3D3").rows
    assert [row.setting.explorer.name for row in rows] == ["concept", "policy-model", "forecast"]
    assert rows[2].setting.values["horizon"] == 3


def test_a_brief_holds_the_students_own_words():
    note = explorers.load("concept").notes[0]
    words = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
    row = only(f"A,{BOOK}/book/part-4/conclusion.html#explorer-concept?{note.name}={quote(words)}")
    assert row.brief[note.label] == words
    assert set(explorers.load("concept").evaluate().brief) < set(row.brief)


# -- scores --------------------------------------------------------------------------------------------


def test_a_forecast_is_scored_against_the_count_and_the_benchmarks():
    row = only(f"A,{FORECAST}?place=tajikistan&own_low=0&own_high=0.05&miss=0.1&target=2008")
    one = row.forecast
    year, counted = max((y, c) for y, c in forecast_explorer.COUNTS[3].items() if y <= 2008)
    assert (one.place, one.counted) == ("Tajikistan", counted)
    start = forecast_explorer.REGISTERED[2]
    low, high = start, start * 1.05 ** (year - forecast_explorer.START)
    assert (one.low, one.high) == pytest.approx((low, high))
    assert one.score == pytest.approx(interval_score(low, high, counted, 0.1))
    assert one.benchmarks["no_change"] == pytest.approx(interval_score(start, start, counted, 0.1))
    assert one.held == (low <= counted <= high)


def test_a_setting_without_a_forecast_of_the_reader_is_not_scored():
    assert only(f"A,{FORECAST}?place=tajikistan").forecast is None
    unknown = only(f"A,{FORECAST}?own_low=-0.05&target=2004").forecast
    assert (unknown.counted, unknown.held, unknown.score) == (None, None, None)


def test_the_class_is_summed_up():
    text = "\n".join(f"S{n},{FORECAST}?own_low=-0.1&own_high=0.1&target=2011&miss={m}" for n, m in enumerate((0.05, 0.1, 0.5)))  # fmt: skip
    collected = collecting.read(f"{text}\nX,{FORECAST}?own_high=0.03&own_low=0.02&miss=0.2&target=2011")
    assert [one.held for one in collected.scored] == [True, True, True, False]
    bins = collecting.calibration(collected.scored)
    assert [(b["from"], b["number"], b["held"]) for b in bins] == [(50, 1, 1), (80, 1, 0), (90, 2, 1)]
    assert collecting.summary(collected) == (
        "4 settings read, 0 links skipped, 4 forecasts, 4 of them scored. "
        "The class gave its ranges a chance of 79% on average, and 75% of them held."
    )
    table = {label: (number, score) for label, number, score in collecting.scores(collected.scored)}
    assert table["The class"] == ("4", f"{sum(one.score for one in collected.scored) / 4:.0f}")


# -- the command ---------------------------------------------------------------------------------------


def test_the_command_writes_tables_a_page_and_a_chart_that_run_nothing(tmp_path, capsys):
    note = explorers.load("concept").notes[0].name
    hostile = [
        f"<script>alert(1)</script>,{FORECAST}?own_low=-0.05&happened=i-commit-show-it",
        f"=1+1,{BOOK}/book/part-4/conclusion.html#explorer-concept?{note}=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "@SUM(A1),javascript:alert(1)",
        f"Cy,{FORECAST}?own_low=nan",
    ]
    (tmp_path / "links.csv").write_text("name,link\n" + "\n".join(hostile), encoding="utf-8-sig")
    assert main(["collect", str(tmp_path / "links.csv")]) == 0
    said = capsys.readouterr().out
    assert "Skipped: line 4 (@SUM(A1)): the link begins with javascript: and leads to no page." in said
    out = tmp_path / "links-collected"
    page = (out / "class.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "<svg" in page
    assert "own_low is “nan”, outside its bounds" in page
    for name in ("settings.csv", "skipped.csv"):
        rows = list(csv.reader(io.StringIO((out / name).read_text(encoding="utf-8-sig"))))
        assert len(rows) > 1
        assert not [cell for row in rows[1:] for cell in row if cell[:1] in tuple("=+@") and cell]
    assert (out / "calibration.svg").exists()


@pytest.mark.slow
def test_no_number_of_a_report_is_broken_over_two_lines(page):
    long = "a sentence of a setting that says what it means in a good many words, as sentences of settings do"
    row = (
        "133.8019368947204",
        "Region",
        "2011",
        "not right",
        long,
        "100187",
        "70318",
        "108749",
        "151910",
        "580762",
        "5731",
        long,
    )
    page.set_viewport_size({"width": 800, "height": 600})
    page.set_content(report.page("Class", report.table("Every forecast", [*"abcdefghijkl"], [row])))
    lines = "[...document.querySelectorAll('td')].map((cell) => { const words = document.createRange(); words.selectNodeContents(cell); return words.getClientRects().length; })"
    assert [lines > 1 for lines in page.evaluate(lines)] == [text == long for text in row]


def test_a_report_shows_code_as_code_and_no_word_without_end():
    assert f"<td>{'9' * 40}… is outside its bounds</td>" in report.table(
        "", ["a"], [[f"{'9' * 5000} is outside its bounds"]]
    )
    shown = report.table("Tasks", ["Hint"], [["Take the table `heroin` & not `<b>`."]])
    assert "Take the table <code>heroin</code> &amp; not <code>&lt;b&gt;</code>." in shown


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "links.csv: no such file; name a table with a name and a link in every row."),
        (b"name,link\n", "links.csv: holds no line with a link; a line is a name and a link, with a comma between them."),
        ("Ünal,x".encode("latin-1"), "links.csv: is not written in UTF-8; save it as “CSV UTF-8” and run this again."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(content, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "links.csv").write_bytes(content)
    assert main(["collect", "links.csv"]) == 1
    assert capsys.readouterr().err == f"{said}\n"


# -- the page ------------------------------------------------------------------------------------------


def random_link(draw: random.Random, kind: str) -> str:
    name = kind or draw.choice(explorers.names())
    explorer = explorers.load(name)
    said = []
    for a in draw.sample(explorer.assumptions, k=draw.randint(0, min(5, len(explorer.assumptions)))):
        if isinstance(a, Choice):
            said.append(f"{a.name}={draw.choice([*map(slug, a.options), 'no-such'])}")
        else:
            value = draw.uniform(a.minimum - 0.1 * (a.maximum - a.minimum), a.maximum)
            shown = draw.choice([f"{value:.3f}", f"{value:g}", f"{value:.2f}".replace(".", ","), f"{value:,.0f}", "x"])
            said.append(f"{a.name}={draw.choice([shown, quote(shown), shown.replace('-', '−')])}")
    for note in explorer.notes:
        if draw.random() < 0.5:
            said.append(
                f"{note.name}={quote(draw.choice(['=1+1 <b>x</b>', 'Osh — Ош', 'a' * 500, ' two' + chr(10) + 'lines ']))}"
            )
    fragment = f"explorer-{name}{'?' if said else ''}{'&'.join(said)}"
    return f"{draw.choice([BOOK, BOOK, 'file:///x', 'http://localhost:8000'])}/book/part-1/x.html#{draw.choice([fragment, fragment, quote(fragment)])}"


def random_class(seed: int, size: int, kind: str = "") -> str:
    draw = random.Random(seed)
    bad = [link for link in BAD if len(link) < 1000]
    lines = ["name,link"]
    for _ in range(size):
        link = (
            draw.choice(bad)
            if draw.random() < 0.1
            else random_link(draw, kind or draw.choice(["", "forecast", "concept"]))
        )
        name = draw.choice(["Anna", '"Bek, O."', "=1+1", "-3", "Ünal", ""])
        lines.append(f'{name},"{link}"')
    return draw.choice(["\n", "\r\n"]).join(lines)


@pytest.fixture
def opened(html, page):
    page.goto((html / f"{ENTRY}.html").as_uri())
    page.wait_for_function("() => window.counternarcoticsCollector !== undefined")
    return page


@pytest.mark.slow
def test_page_and_command_give_the_same_rows_scores_and_table_over_random_classes(opened, tmp_path):
    compared = 0
    for seed, size, kind in ((1, 120, ""), (2, 60, "forecast"), (3, 20, "concept")):
        text = random_class(seed, size, kind)
        mine = collecting.read(text)
        theirs = opened.evaluate("text => counternarcoticsCollector.collect(text, [])", text)
        assert theirs["skipped"] == [[one.hand_in.line, one.hand_in.name, one.why] for one in mine.skipped]
        for ours, shown in zip([list(row.cells()) for row in mine.rows], theirs["cells"], strict=True):
            assert shown == ours
            compared += 1
        assert theirs["summary"] == collecting.summary(mine)
        assert theirs["scores"] == [list(row) for row in collecting.scores(mine.scored)]
        bins = [{"from": b["from"], "to": b["to"], "number": b["number"], "said": pytest.approx(b["said"]), "right": pytest.approx(b["held"])} for b in collecting.calibration(mine.scored)]  # fmt: skip
        assert theirs["bins"] == bins
        collecting.spreadsheet.write(tmp_path / "x.csv", collecting.HEAD, (row.cells() for row in mine.rows))
        assert theirs["csv"].encode() == (tmp_path / "x.csv").read_bytes()
    assert compared > 150
    assert opened.errors == []


@pytest.mark.slow
def test_what_the_page_says_is_what_the_explorer_says_at_that_link(opened, html, page):
    query = "place=kyrgyzstan&horizon=4&own_low=-0.05&own_high=0.02&target=2008&happened=i-commit-show-it"
    row = opened.evaluate("text => counternarcoticsCollector.collect(text, [])", f"A,{FORECAST}?{query}")["cells"][0]
    page.goto(f"{(html / 'book/part-1/forecast.html').as_uri()}#explorer-forecast?{query}")
    page.wait_for_function(
        "s => document.querySelector('#explorer-forecast .cn-sentence').textContent === s", arg=row[3]
    )


@pytest.mark.slow
def test_an_instructor_pastes_a_class_and_sees_table_chart_and_what_was_skipped(opened, tmp_path):
    page, before = opened, len(opened.requests)
    page.fill("#collect-links", f"<b>Anna</b>,{FORECAST}?own_low=-0.05&miss=0.1\nBek,javascript:alert(1)")
    page.get_by_role("button", name="Collect").press("Enter")
    page.wait_for_selector(".cn-collected svg")
    assert "1 setting read, 1 link skipped, 1 forecast, 1 of them scored." in page.locator(".cn-collecting .cn-told").inner_text()  # fmt: skip
    assert (
        page.locator(".cn-skipped").inner_text()
        == "line 2 (Bek): the link begins with javascript: and leads to no page."
    )
    assert page.locator(".cn-collected b").count() == 0, "a name is text"
    link = page.locator(".cn-collected a").get_attribute("href")
    assert link.startswith("file://"), "a row leads to this copy of the book"
    assert link.endswith("/book/part-1/forecast.html#explorer-forecast?own_low=-0.05&miss=0.1")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the settings as CSV").click()
    assert caught.value.suggested_filename == "settings.csv"
    (tmp_path / "bad.csv").write_bytes("Ünal".encode("latin-1"))
    page.set_input_files("#collect-file", tmp_path / "bad.csv")
    page.wait_for_function(
        "() => document.querySelector('.cn-collecting .cn-told').textContent.includes('not written in UTF-8')"
    )
    (tmp_path / "good.csv").write_text(f"Anna,{FORECAST}?own_low=-0.05", encoding="utf-8-sig")
    page.set_input_files("#collect-file", tmp_path / "good.csv")
    page.wait_for_function(
        "() => document.querySelector('.cn-collecting .cn-told').textContent.includes('1 setting read, 0 links')"
    )
    assert page.errors == []
    assert [r for r in page.requests[before:] if not r.startswith(("file:", "blob:"))] == []

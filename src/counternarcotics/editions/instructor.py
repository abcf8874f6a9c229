"""The instructor's volume: plans, syllabi, rubrics, keys, papers, and the chapters with notes beside the passages.

``make instructor`` writes it to ``_build/instructor/``, beside the site and never inside it, so that no
key goes out with the book.  What can be worked out comes from the pages as built (questions, exercises, solutions, aims,
words) and from the labs' tasks; what has to be written stands in ``instructor/``: a plan for each chapter, named like
the chapter's file, and the syllabi and rubrics.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt
from markdown_it.token import Token

from counternarcotics import checks, explorers, moves
from counternarcotics.editions import ROOT, SITE, EditionError, made_from, run

WRITTEN = ROOT / "instructor"
OUT = ROOT / "_build" / "instructor"
STUDENTS = "../html/"  # where the students' book stands, seen from the volume
SESSION = 90  # minutes
WORDS_A_MINUTE = 200  # of an attentive reader
LEVELS = {"warm-up": "Warm-up", "practice": "Practice", "challenge": "Challenge"}
_NOT_READ = ".exercise, details, fieldset, figure, section#references, section#further-reading, script, template"
_ARTICLE = re.compile(r'<article class="bd-article".*</article>', re.DOTALL)
_PICTURE = re.compile("<svg.*?</svg>", re.DOTALL)
_RELATIVE = re.compile(r'\b(href|src|name="cn-figures" content)="(?![a-z]+:|#)')
_LABEL = re.compile(r"^\(([a-z0-9-]+)\)=\n", re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """An exercise of a chapter: its id, level, title, task and solution, the last two as HTML."""

    identifier: str
    level: str
    title: str
    task: str
    solution: str


@dataclass(frozen=True)
class Answer:
    """An answer of a question: its words as HTML, whether it is right, and what the book says to it."""

    words: str
    right: bool
    said: str


class Page:
    """A page or lab of the students' book as it was built; `docname` is its path without a suffix."""

    def __init__(self, docname: str, site: Path = SITE) -> None:
        self.docname = docname
        path = site / f"{docname}.html"
        if not path.exists():
            msg = f"{path} is missing: run `make book` first, or correct the name {docname!r} in _toc.yml."
            raise EditionError(msg)
        self.text = path.read_text(encoding="utf-8")

    @cached_property
    def article(self) -> Tag:
        """The page without its frame and its pictures."""
        return BeautifulSoup(_PICTURE.sub("", _ARTICLE.search(self.text)[0]), "html.parser")

    @cached_property
    def whole(self) -> Tag:
        """The page without its frame, with its pictures."""
        return BeautifulSoup(_ARTICLE.search(self.text)[0], "html.parser")

    @cached_property
    def title(self) -> str:
        """The first heading."""
        return _words(self.article.h1)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Everything on the page that an address can name."""
        return frozenset(re.findall(r'\bid="([^"]+)"', self.text))

    @cached_property
    def minutes(self) -> int:
        """Minutes to read the text once, to the next five; what is folded, drawn or asked is left out."""
        text = BeautifulSoup(str(self.article), "html.parser")
        for aside in text.select(_NOT_READ):
            aside.decompose()
        return max(5, 5 * round(len(text.get_text(" ").split()) / WORDS_A_MINUTE / 5))

    @cached_property
    def aims(self) -> list[str]:
        """What the page says that one will be able to do, as HTML."""
        return [_inside(item) for item in self.article.select("#what-you-will-be-able-to-do li")]

    @cached_property
    def explorers(self) -> list[tuple[str, str]]:
        """Id and title of each explorer."""
        found = [section.get("id", "") for section in self.article.select("[id^=explorer-]")]
        names = dict.fromkeys(name for name in found if re.fullmatch(r"explorer-[a-z0-9-]+", name))
        return [(name, explorers.load(name.removeprefix("explorer-")).title) for name in names]

    @cached_property
    def labs(self) -> list[str]:
        """The labs named in the head of the page, by docname."""
        links = self.article.select(".cn-meta a[href*=notebooks]")
        return [f"notebooks/{Path(link['href'].partition('#')[0]).stem}" for link in links]

    @cached_property
    def questions(self) -> list[tuple[str, list[Answer]]]:
        """Each question of the check as HTML, with its answers."""
        return [
            (
                _inside(one.legend),
                [
                    Answer(_inside(a.label.span), "cn-right" in a["class"], _inside(a.select_one(".cn-feedback")))
                    for a in one.select(".cn-answer")
                ],
            )
            for one in self.article.select("fieldset.cn-check")
        ]

    @cached_property
    def exercises(self) -> list[Exercise]:
        """The exercises in their order."""
        return [self._exercise(one) for one in self.article.select("div.exercise")]

    @cached_property
    def numbered(self) -> dict[str, int]:
        """The number of each exercise, as key and paper count them, by its id."""
        return {one.identifier: number for number, one in enumerate(self.exercises, 1)}

    def asked(self, number: int) -> str:
        """Return what a task of a lab asks, as HTML: the words behind its number up to the cell to fill."""
        for mark in self.article.select("strong, h2, h3, h4"):
            if not re.fullmatch(rf"Task {number}\.?", _words(mark)):
                continue
            inline = mark.name == "strong"
            blocks = [mark.parent if inline else mark, *(mark.parent if inline else mark).find_next_siblings()]
            end = next((at for at, one in enumerate(blocks) if "cell" in one.get("class", [])), len(blocks))
            text = "".join(
                _inside(one) if at == 0 else f" {one}" for at, one in enumerate(blocks[:end]) if inline or at
            )
            return text.replace(str(mark), "", 1).strip()
        msg = f"{self.docname}: task {number} has no heading “Task {number}” in the lab: write one before its cell."
        raise EditionError(msg)

    def _exercise(self, one: Tag) -> Exercise:
        level = next((LEVELS[s["id"]] for s in one.find_parents("section") if s.get("id") in LEVELS), "")
        title = re.sub(r"^\S+ \d+\s*", "", _words(one.select_one(".admonition-title"))).strip("() ")
        solution = one.find_next("details", class_="cn-solution")
        if solution is None or solution.find_previous("div", class_="exercise") is not one:
            msg = f"{self.docname}: the exercise {one['id']!r} has no solution after it: write one in the page."
            raise EditionError(msg)
        return Exercise(one["id"], level, title, _inside(one.section), _inside(solution.section))


def _inside(tag: Tag | None) -> str:
    return "" if tag is None else tag.decode_contents().strip()


def _words(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text().replace("#", " ").split())


def pages(root: Path = ROOT) -> list[str]:
    """Return the docnames of the pages and labs in the order of `_toc.yml`."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]


class Volume:
    """The volume: what is written in `written`, what `site` holds, and the links between the two checked."""

    def __init__(self, written: Path = WRITTEN, site: Path = SITE, order: Iterable[str] | None = None) -> None:
        self.written, self.site = written, site
        self.order = list(order or pages())
        self._read: dict[str, Page] = {}

    def page(self, docname: str) -> Page:
        """Return a page of the students' book, read once."""
        if docname not in self._read:
            self._read[docname] = Page(docname, self.site)
        return self._read[docname]

    @cached_property
    def chapters(self) -> list[Page]:
        """The chapters: pages with a check."""
        read = (self.page(docname) for docname in self.order if docname.startswith("book/"))
        return [page for page in read if page.questions]

    @cached_property
    def plans(self) -> dict[str, Path]:
        """The plan of each chapter by docname; every chapter has one, and every plan a chapter."""
        found = {path.stem: path for path in sorted((self.written / "plans").glob("*.md"))}
        keys = {_key(page): page.docname for page in self.chapters}
        for missing in keys.keys() - found.keys():
            msg = (
                f"{self.written}/plans/{missing}.md is missing: write a plan for {keys[missing]}, like its neighbours."
            )
            raise EditionError(msg)
        for idle in found.keys() - keys.keys():
            msg = f"{found[idle]}: no chapter with a check is called {idle!r}: rename the plan like its chapter's file."
            raise EditionError(msg)
        return {docname: found[key] for key, docname in keys.items()}

    def html(self, path: Path, own: Page | None = None) -> str:
        """Return a written file without its title as HTML; its links are resolved, and raise EditionError where they lead nowhere."""
        text = _LABEL.sub(r'<a id="\1"></a>\n\n', path.read_text(encoding="utf-8").partition("\n")[2])
        reader = MarkdownIt("commonmark", {"html": True}).enable("table")
        tokens = reader.parse(text)
        for token in tokens:
            for at, inner in list(enumerate(token.children or []))[::-1]:
                if inner.type != "link_open":
                    continue
                target = str(inner.attrs["href"])
                inner.attrs["href"] = self.address(target, path, own)
                if own and (number := own.numbered.get(target.removeprefix("#"))):  # so that it is found on paper
                    close = next(i for i in range(at, len(token.children)) if token.children[i].type == "link_close")
                    said = Token("text", "", 0, content=f" (exercise {number})")
                    token.children.insert(close + 1, said)
        return reader.renderer.render(tokens, reader.options, {})

    def address(self, target: str, path: Path, own: Page | None = None) -> str:
        """Return where a link of a written file leads: into the chapter, another page, a lab, or the volume itself."""
        if re.match(r"https?:", target):
            return target
        name, _, anchor = target.partition("#")
        if name in ("rubrics", "syllabi"):
            if f"({anchor})=" not in (self.written / f"{name}.md").read_text(encoding="utf-8"):
                msg = f"{path}: {name}.md has no place ({anchor})= for the link {target!r}: correct one of the two."
                raise EditionError(msg)
            return f"{name}.html#{anchor}"
        if name and name not in self.order and name != "book/index":
            msg = f"{path}: the link {target!r} names no page of _toc.yml: write it as book/part-1/trends#anchor."
            raise EditionError(msg)
        page = self.page(name) if name else own
        if page is None:
            msg = f"{path}: the link {target!r} names no page, and this file belongs to no chapter: name the page."
            raise EditionError(msg)
        place, _, setting = anchor.partition("?")
        if place and place not in page.anchors:
            msg = f"{path}: {page.docname} has no place {place!r} (link {target!r}): take an id of the built page."
            raise EditionError(msg)
        if setting:
            try:
                moves.read(f"{place.removeprefix('explorer-')}?{setting}")
            except (KeyError, ValueError) as error:
                msg = f"{path}: the setting of the link {target!r} is refused: {error.args[0]}"
                raise EditionError(msg) from error
        return f"{STUDENTS}{page.docname}.html{'#' if anchor else ''}{anchor}"

    def plan(self, page: Page) -> dict[str, str]:
        """Return the sections of a chapter's plan as HTML by heading; the first, unnamed, is the aim of the session.

        Raises EditionError where the minutes do not make a session.
        """
        path = self.plans[page.docname]
        soup = BeautifulSoup(self.html(path, page), "html.parser")
        sections: dict[str, str] = {"": ""}
        heading = ""
        for node in soup.contents:
            if isinstance(node, Tag) and node.name == "h2":
                heading = _words(node)
                sections[heading] = ""
                continue
            sections[heading] += str(node)
        minutes = [int(row.td.get_text()) for row in soup.select("tbody tr")]
        if sum(minutes) != SESSION:
            msg = (
                f"{path}: the minutes of the session make {sum(minutes)}, and a session has {SESSION}: mend the table."
            )
            raise EditionError(msg)
        return sections


def _key(page: Page) -> str:
    return page.docname.rpartition("/")[2]


def _link(page: Page, anchor: str = "", words: str = "") -> str:
    place = f"#{anchor}" if anchor else ""
    return f'<a href="{STUDENTS}{page.docname}.html{place}">{words or escape(page.title)}</a>'


def _elsewhere(html: str, page: Page) -> str:
    """Return a piece of a page with its relative addresses leading into the students' book."""
    return _readdressed(html.replace('href="#', f'href="{_key(page)}.html#'), page)


def _readdressed(html: str, page: Page) -> str:
    """Return `html` with its relative addresses leading into the students' book; those of the page itself stay."""
    folder = (Path(STUDENTS) / page.docname).parent.as_posix()
    return _RELATIVE.sub(rf'\1="{folder}/', html)


def _paper(html: str) -> str:
    """Return a piece of a page as it stands on a printed paper: without links."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select("a, label, input"):
        tag.unwrap() if tag.name != "input" else tag.decompose()
    return str(soup)


def plan_page(volume: Volume, page: Page) -> str:
    """Return the lesson plan of a chapter: what is worked out from the page, then what is written."""
    sections = volume.plan(page)
    labs = [volume.page(docname) for docname in page.labs]
    aims = "".join(f"<li>{_elsewhere(aim, page)}</li>" for aim in page.aims)
    levels = [sum(one.level == level for one in page.exercises) for level in LEVELS.values()]
    facts = [
        ("Chapter", _link(page)),
        ("To read before", f"{page.minutes} minutes at {WORDS_A_MINUTE} words a minute"),
        ("Explorers", ", ".join(_link(page, name, escape(title)) for name, title in page.explorers) or "none"),
        ("Labs", ", ".join(f"{_link(lab)} ({len(_tasks(lab))} tasks)" for lab in labs) or "none"),
        ("Check", f"{len(page.questions)} questions"),
        ("Exercises", ", ".join(f"{n} {level.lower()}" for n, level in zip(levels, LEVELS.values(), strict=True))),
        ("Made ready", f'<a href="key-{_key(page)}.html">key</a>, <a href="paper-{_key(page)}.html">paper</a>, '
                       f'<a href="chapter-{_key(page)}.html">the chapter with notes</a>'),
    ]  # fmt: skip
    head = "".join(f"<tr><th scope=row>{name}</th><td>{value}</td></tr>" for name, value in facts)
    body = "".join(f"<h2>{escape(name)}</h2>{text}" for name, text in sections.items() if name)
    return f"{sections['']}<table class=facts>{head}</table><h2>Aims of the chapter</h2><ul>{aims}</ul>{body}"


def key_page(page: Page) -> str:
    """Return the key of a chapter: the right answers with what the book says to each, and every solution."""
    questions = "".join(
        f"<li>{_elsewhere(asked, page)}<ul>"
        + "".join(
            f"<li class={'right' if a.right else 'wrong'}>{_elsewhere(a.words, page)} "
            f"<span class=said>{_elsewhere(a.said, page)}</span></li>"
            for a in answers
        )
        + "</ul></li>"
        for asked, answers in page.questions
    )
    exercises = "".join(
        f"<section><h3>{i}. {escape(e.title)} <small>{e.level}</small></h3>{_elsewhere(e.task, page)}"
        f"<div class=solution>{_elsewhere(e.solution, page)}</div></section>"
        for i, e in enumerate(page.exercises, 1)
    )
    return f"<h2>Check</h2><ol>{questions}</ol><h2>Exercises</h2>{exercises}"


def paper_page(page: Page) -> str:
    """Return a printable paper of a chapter, without a solution, a verdict or a link."""
    questions = "".join(
        f"<li>{_paper(asked)}<ol class=answers>{''.join(f'<li>{_paper(a.words)}</li>' for a in answers)}</ol></li>"
        for asked, answers in page.questions
    )
    exercises = "".join(
        f"<section class=task><h3>{i}. {escape(e.title)}</h3>{_paper(e.task)}</section>"
        for i, e in enumerate(page.exercises, 1)
    )
    return (
        "<p class=name>Name <span></span> Date <span></span></p>"
        f"<h2>Part one: choose one answer each</h2><ol>{questions}</ol><h2>Part two</h2>{exercises}"
    )


def _tasks(lab: Page) -> dict[int, checks.Task]:
    name = _key(lab)
    return checks.tasks(name) if name in checks.labs() else {}


def labs_page(volume: Volume) -> str:
    """Return the key of all labs: what each task asks and expects, worked out from the tables now, and its two messages."""
    parts = []
    for lab in (volume.page(docname) for docname in volume.order if docname.startswith("notebooks/")):
        rows = "".join(
            f"<tr><td>{number}</td><td>{_paper(lab.asked(number))}</td><td>{escape(_shown(task.expected()))}</td>"
            f"<td>{_coded(task.right)}<span class=said>Hint: {_coded(task.hint)}</span></td></tr>"
            for number, task in _tasks(lab).items()
        )
        if rows:
            heads = "<tr><th>Task</th><th>Asked</th><th>Expected</th><th>Said when right</th></tr>"
            parts.append(f"<h2>{_link(lab)}</h2><table><thead>{heads}</thead><tbody>{rows}</tbody></table>")
    return "".join(parts)


def _coded(words: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words, quote=False))


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(one) for one in value)
    return str(value)


def chapter_with_notes(volume: Volume, page: Page) -> str:
    """Return the students' chapter, whole and live, with the notes of its plan beside the passages they speak of."""
    text = _readdressed(page.text, page)
    notes = BeautifulSoup(volume.plan(page).get("Beside the text", ""), "html.parser")
    for note in notes.select("li"):
        link = note.find("a")
        here = f"{STUDENTS}{page.docname}.html#"
        of_passage = link is not None and link["href"].startswith(here)
        place = link["href"].removeprefix(here).partition("?")[0] if of_passage else ""
        start = text.index(f'id="{place}"') if place else text.index('<article class="bd-article"')
        heading = re.compile("</h[1-6]>").search(text, start).end()
        text = f"{text[:heading]}{_NOTE.format(_inside(note).replace(here, '#'))}{text[heading:]}"
    return text


def overview(volume: Volume) -> str:
    """Return the first page: what the volume holds."""
    rows = "".join(
        f'<tr><td>{_link(page)}</td><td><a href="plan-{_key(page)}.html">plan</a></td>'
        f'<td><a href="chapter-{_key(page)}.html">with notes</a></td><td><a href="paper-{_key(page)}.html">paper</a></td>'
        f'<td><a href="key-{_key(page)}.html">key</a></td><td>{page.minutes}</td></tr>'
        for page in volume.chapters
    )
    heads = "<tr><th>Chapter</th><th>Lesson</th><th>Text</th><th>Without solutions</th><th>With solutions</th><th>Minutes to read</th></tr>"
    return (
        "<p>For whoever teaches with the book: keys stand in it, so keep it apart from what students can open.</p>"
        '<ul><li><a href="syllabi.html">Syllabi of fourteen weeks, seven weeks and three days</a></li>'
        '<li><a href="rubrics.html">Rubrics for source check, forecast, brief and lab</a></li>'
        '<li><a href="key-labs.html">Key of the labs</a></li></ul>'
        f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table>"
    )


def _syllabi(volume: Volume) -> str:
    """Return the syllabi; where pages are to be read before, each row has their minutes."""
    soup = BeautifulSoup(volume.html(volume.written / "syllabi.md"), "html.parser")
    for table in soup.select("table"):
        heads = table.thead.tr
        if "To read before" not in _words(heads):
            continue
        heads.append(soup.new_tag("th", string="Minutes to read"))
        for row in table.select("tbody tr"):
            linked = {re.sub(rf"^{re.escape(STUDENTS)}|\.html.*$", "", a["href"]) for a in row.select("a")}
            minutes = sum(volume.page(name).minutes for name in sorted(linked) if name.startswith("book/"))
            row.append(soup.new_tag("td", string=str(minutes)))
    return str(soup)


_NOTE = (
    '<aside class="admonition note" aria-label="Instructor’s note">'
    '<p class="admonition-title">For the instructor</p><p>{}</p></aside>'
)
STYLE = """
:root { color-scheme: light dark; --line: #8886; }
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2, h3 { font-family: "Iowan Old Style", Palatino, Georgia, serif; line-height: 1.2; margin: 2rem 0 .7rem; }
h1 { margin-top: 1rem; } h3 small { font: .8rem system-ui; opacity: .75; }
nav, footer, .said { font-size: .9rem; opacity: .8; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; } .wide { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
tr, li, .task { break-inside: avoid; } h2, h3, h2 + p:has(+ .wide) { break-after: avoid; }
.right { font-weight: 600; } .right::marker { content: "✓  "; } .wrong::marker { content: "–  "; }
.said { display: block; font-weight: 400; } .solution { border-left: 3px solid #0b7285; padding-left: 1rem; }
.answers { list-style: lower-alpha; } .task { border-bottom: 1px solid var(--line); padding-bottom: 5rem; }
.name span { display: inline-block; width: 14rem; border-bottom: 1px solid; margin-right: 1rem; }
.exercise, section { min-width: 0; } math { font-size: 1.05em; } svg, img { max-width: 100%; height: auto; }
@page { margin: 15mm; }
@media print { nav { display: none; } body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; } th, td { padding: .2rem .6rem; } .wide { overflow: visible; break-inside: avoid; } a { color: inherit; text-decoration: underline dotted; } }
"""


def sheet(title: str, body: str, made: str) -> str:
    """Return a page of the volume."""
    soup = BeautifulSoup(body, "html.parser")
    for table in soup.select("table"):
        table.wrap(soup.new_tag("div", attrs={"class": "wide"}))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<nav><a href="index.html">The instructor’s volume</a></nav><main><h1>{escape(title)}</h1>{soup}</main>'
        f"<footer>Counter-Narcotics Policy in Central Asia{f', {made}' if made else ''}</footer></body></html>"
    )


def make(out: Path = OUT, volume: Volume | None = None) -> Path:
    """Write the volume to `out`, whole or not at all, and return its folder."""
    volume = volume or Volume()
    made = made_from()
    files: dict[str, str] = {
        "index.html": sheet("The instructor’s volume", overview(volume), made),
        "syllabi.html": sheet("Syllabi", _syllabi(volume), made),
        "rubrics.html": sheet("Rubrics", volume.html(volume.written / "rubrics.md"), made),
        "key-labs.html": sheet("Key of the labs", labs_page(volume), made),
    }
    kinds: dict[str, tuple[str, Callable[[Page], str]]] = {
        "plan": ("Plan", lambda page: plan_page(volume, page)),
        "key": ("Key", key_page),
        "paper": ("Paper", paper_page),
    }
    for page in volume.chapters:
        for kind, (word, body) in kinds.items():
            files[f"{kind}-{_key(page)}.html"] = sheet(f"{word}: {page.title}", body(page), made)
        files[f"chapter-{_key(page)}.html"] = chapter_with_notes(volume, page)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")
    return out


if __name__ == "__main__":
    run(make)

"""Slides: a deck for each chapter from its own figures, explorers and questions, with the notes of its lesson plan.

``make slides`` writes them to ``_build/editions/slides/``: pages that work from disk under the site's policy.  reveal.js
is fetched with npm when the decks are made, accepted only with the digest below, and served from beside them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from counternarcotics.editions import OUT, SITE, EditionError, made_from, run
from counternarcotics.editions.instructor import Page, Volume

REVEAL = "reveal.js@6.0.2"
DIGEST = "JYIg5D9aoxoaLeb84O+OvAwsKWdIavVgEDScxtYEXFCT6t6TQrhNtSgogcjdCpdLsWglhJn3zyE3fUOwiH5KEg=="  # SHA-512
NEEDED = ("dist/reveal.js", "dist/reset.css", "dist/reveal.css", "LICENSE")
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' 'unsafe-inline' file:; img-src 'self' data: file:; "
    "font-src 'self' data: file:; connect-src 'self' file:; base-uri 'none'; form-action 'self' file:"
)
STYLES = ("styles/bootstrap.css", "styles/pydata-sphinx-theme.css", "textbook.css")
LATER = ("basic.css", "vega.js")  # what the styles and scripts fetch themselves
_SCRIPT = re.compile(r'<script\b[^>]*\bsrc="(?P<address>[^"?]*_static/(?P<name>[^"?]+))[^"]*"')
_OF_THE_THEME = re.compile(r"documentation_options|doctools|sphinx_highlight|scripts/|search|language_data")


def fetched(folder: Path) -> dict[str, bytes]:
    """Return the files of reveal.js by name; raise EditionError where npm cannot bring the release that is pinned."""
    try:
        packed = subprocess.run(
            ["npm", "pack", "--silent", REVEAL], cwd=folder, check=True, capture_output=True, text=True, timeout=120
        )
    except FileNotFoundError as error:
        msg = "npm is not on the path, and the slides need it to fetch reveal.js: install Node.js with npm."
        raise EditionError(msg) from error
    except (subprocess.SubprocessError, OSError) as error:
        msg = f"npm could not fetch {REVEAL}: {(getattr(error, 'stderr', '') or str(error)).strip().splitlines()[-1]}"
        raise EditionError(msg) from error
    return unpacked(folder / packed.stdout.split()[-1])


def unpacked(archive: Path) -> dict[str, bytes]:
    """Return the files that the decks need from a package; raise EditionError for another digest than the pinned one."""
    content = archive.read_bytes()
    found = base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != DIGEST:
        msg = f"{archive.name} has another SHA-512 than {REVEAL}: fetch it again, or pin the new release in slides.py."
        raise EditionError(msg)
    with tarfile.open(archive) as opened:
        return {name: opened.extractfile(f"package/{name}").read() for name in NEEDED}


def slides(volume: Volume, page: Page) -> Iterator[str]:
    """Yield the slides of a chapter in the order of its text, each with its notes for the presenter."""
    plan = volume.plan(page)
    notes = _notes(page, plan)
    lead = page.article.select_one(".cn-lead")
    opening = plan[""] + plan["Ninety minutes"] + plan["On the board"]
    yield _slide("", f"<h1>{escape(page.title)}</h1><p class=lead>{_plain(lead)}</p>", opening, css="cover")
    aims = "".join(f"<li>{_plain(BeautifulSoup(aim, 'html.parser'))}</li>" for aim in page.aims)
    shown = [(one, one.find_previous(["h2", "h3"])) for one in _shown(page)]
    places = [(heading.find_parent("section") or {}).get("id", "") for _, heading in shown]
    general = "".join(text for place, text in notes.items() if place not in places)
    yield _slide("What you will be able to do", f"<ul>{aims}</ul>", general)
    for (one, heading), place in zip(shown, places, strict=True):
        yield _of_page(one, _words(heading), notes.pop(place, ""))
    for i, (asked, answers) in enumerate(page.questions, 1):
        listed = "".join(
            f"<li class={'right' if a.right else 'wrong'}>{_plain(BeautifulSoup(a.words, 'html.parser'))}"
            f"<span class='said fragment'>{_plain(BeautifulSoup(a.said, 'html.parser'))}</span></li>"
            for a in answers
        )
        body = f"<p class=asked>{_plain(BeautifulSoup(asked, 'html.parser'))}</p><ol class=answers>{listed}</ol>"
        yield _slide(f"Question {i}", body, plan["Expect to hear"] if i == 1 else "")
    talk = page.article.select("#discuss li")
    if talk:
        yield _slide("Discuss", f"<ul>{''.join(f'<li>{_plain(one)}</li>' for one in talk)}</ul>", plan["Homework"])


def _notes(page: Page, plan: dict[str, str]) -> dict[str, str]:
    """Return the notes beside the text by the id of the section that they speak of."""
    found: dict[str, str] = {}
    for note in BeautifulSoup(plan["Beside the text"], "html.parser").select("li"):
        link = note.find("a")
        place = link["href"].partition("#")[2].partition("?")[0] if link else ""
        found[place] = found.get(place, "") + f"<p>{_plain(note)}</p>"
    return found


def _shown(page: Page) -> list[Tag]:
    """Return what of a page makes slides: predictions, figures, explorers, figures in steps; none inside another."""
    kinds = ".cn-predict, .cn-figure, .cn-explorer, .cn-steps"
    found = page.whole.select(kinds)
    return [one for one in found if not any(other in found for other in one.parents)]


def _of_page(one: Tag, heading: str, notes: str) -> str:
    """Return a slide of something that stands on the page; an explorer keeps its controls, a figure its picture."""
    classes = one.get("class", [])
    kind = next(name for name in ("cn-explorer", "cn-predict", "cn-steps", "cn-figure") if name in classes)
    for link in one.select("a"):
        link.unwrap()
    if kind == "cn-explorer":
        one.name, one["role"] = "div", "region"  # a section inside a slide is a slide of its own to reveal.js
        heading = ""  # it has a title of its own
    if kind != "cn-figure":
        one["data-prevent-swipe"] = ""  # a finger on a slider turns no slide
    return _slide(heading, str(one), notes, css=kind.replace("cn-", "of-"))


def _slide(title: str, body: str, notes: str, css: str = "") -> str:
    head = f"<h2>{escape(title)}</h2>" if title else ""
    aside = f'<aside class="notes">{notes}</aside>' if notes else ""
    return f'<section class="slide {css}">{head}{body}{aside}</section>'


def _words(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text().replace("#", " ").split())


def _plain(tag: Tag) -> str:
    """Return a piece of a page without links and blocks, as HTML: formulas and emphasis stay."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for link in copy.select("a, p, li, div, label"):
        link.unwrap()
    return str(copy).strip()


def deck(volume: Volume, page: Page, scripts: list[str]) -> str:
    """Return a deck as a page."""
    styles = "".join(f'<link rel="stylesheet" href="_static/{name}">' for name in ("reset.css", "reveal.css"))
    styles += "".join(f'<link rel="stylesheet" href="_static/{name}">' for name in (*STYLES, "slides.css"))
    loaded = "".join(f'<script defer src="_static/{name}"></script>' for name in (*scripts, "reveal.js", "slides.js"))
    made = made_from()
    source = f"Counter-Narcotics Policy in Central Asia, {page.title}{f', {made}' if made else ''}"
    return (
        '<!doctype html><html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="cn-figures" content="_static/figures/{page.docname}.js">'
        f"<title>{escape(page.title)}: slides</title>{styles}{loaded}</head><body>"
        f'<div class="reveal"><div class="slides bd-article">{"".join(slides(volume, page))}</div></div>'
        f'<p class="source">{escape(source)}</p></body></html>'
    )


def _scripts(page: Page) -> list[str]:
    """Return the names of the book's own scripts that a page loads, below `_static`."""
    names = [found["name"] for found in _SCRIPT.finditer(page.text)]
    return [name for name in dict.fromkeys(names) if not _OF_THE_THEME.search(name)]


def overview(volume: Volume) -> str:
    """Return the page that lists the decks."""
    rows = "".join(
        f'<li><a href="{name}.html">{escape(page.title)}</a> (<a href="{name}.html?notes">with notes</a>, '
        f'<a href="{name}.html?print-pdf">to print</a>)</li>'
        for page in volume.chapters
        for name in [page.docname.rpartition("/")[2]]
    )
    made = made_from()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Slides</title>'
        '<link rel="stylesheet" href="_static/slides.css"></head><body class="overview"><h1>Slides</h1>'
        "<p>A deck for each chapter. Arrow keys and Space turn the slides, and a button or a slider that has the focus "
        f"keeps its own keys; O shows all slides, F fills the screen, the full stop darkens it.</p><ul>{rows}</ul>"
        f"<p>{made}</p></body></html>"
    )


def make(out: Path = OUT / "slides", volume: Volume | None = None) -> Path:
    """Write the decks to `out`, whole or not at all, and return its folder."""
    volume = volume or Volume()
    with tempfile.TemporaryDirectory() as folder:
        parts = fetched(Path(folder))
    decks = {page.docname.rpartition("/")[2]: (page, _scripts(page)) for page in volume.chapters}
    pages = {f"{name}.html": deck(volume, page, scripts) for name, (page, scripts) in decks.items()}
    pages["index.html"] = overview(volume)
    if out.exists():
        shutil.rmtree(out)
    static = out / "_static"
    static.mkdir(parents=True)
    named = [name for _, scripts in decks.values() for name in scripts]
    figures = [f"figures/{page.docname}.js" for page, _ in decks.values()]
    for name in dict.fromkeys([*STYLES, *LATER, *named, *figures]):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SITE / "_static" / name, static / name)
    for name, content in parts.items():
        (static / name.rpartition("/")[2].replace("LICENSE", "reveal-license.txt")).write_bytes(content)
    for name in ("slides.css", "slides.js"):
        (static / name).write_text(files("counternarcotics").joinpath(f"editions/{name}").read_text(encoding="utf-8"))
    for name, text in pages.items():
        (out / name).write_text(text, encoding="utf-8")
    return out


if __name__ == "__main__":
    run(make)

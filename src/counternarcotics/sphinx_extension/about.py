"""About this page: at the foot of every page how to cite, print and correct it, and when its text last changed.

The date is that of the last commit of the page's source.  Where git does not know it (no git, a folder outside a
repository, a clone without its history) no date is printed.  A page whose date has changed is written again, so that a
second build is a first build.  The issues of the repository are named where ``html_theme_options`` in ``_config.yml``
holds a ``repository_url``.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from counternarcotics.sphinx_extension import freshness

KEY = "counternarcotics"


@dataclass(frozen=True)
class About:
    """What the foot of a page says; `changed` and `correct` are empty where nothing is known."""

    cited: str
    bibtex: str
    changed: str
    correct: str
    source: str
    solutions: bool
    keys: bool
    tables: bool


def changes(root: Path, *folders: str) -> dict[str, str]:
    """Return by path, from `root`, the day (2026-11-30) of the last commit of every file below `folders`."""

    def git(*arguments: str) -> str:
        asked = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
        return asked.stdout if asked.returncode == 0 else ""

    try:
        if git("rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        told = git("-c", "core.quotePath=off", "log", "--format=%x00%cs", "--name-only", "--relative", "--", *folders)
    except OSError:
        return {}
    found: dict[str, str] = {}
    for commit in told.split("\0")[1:]:
        day, *paths = commit.split("\n")
        for path in filter(None, paths):
            found.setdefault(path, day)
    return found


def day_in_words(day: str) -> str:
    """Return a day as the text writes it.

    >>> day_in_words("2026-11-03")
    '3 November 2026'
    """
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {date:%B %Y}"


def citation(author: str, year: str, book: str, title: str, version: str, address: str) -> tuple[str, str]:
    """Return how to cite a page, in words and as BibTeX; without a `title` the book as a whole.

    >>> citation("A", "2026", "Book", "1 Part", "0.1", "")[0]
    'A (2026). “1 Part.” In Book, version 0.1.'
    """
    ending = title[-1:] if title[-1:] in {"?", "!"} else "."
    inside = f"“{title.removesuffix(ending)}{ending}” In " if title else ""
    words = f"{author} ({year}). {inside}{book}, version {version}.{f' {address}' if address else ''}"
    slug = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split()[:5])
    fields = {"author": f"{{{author}}}", "title": title or book, "booktitle": book if title else "", "year": year}
    fields |= {"note": f"Version {version}", "url": address}
    inner = ",\n".join(f"  {name} = {{{said}}}" for name, said in fields.items() if said)
    return words, f"@{'incollection' if title else 'book'}{{{'-'.join(filter(None, (KEY, year, slug)))},\n{inner}\n}}"


def correction(repository: str, title: str, source: str) -> str:
    """Return the address at which a new issue of the repository begins, or nothing."""
    if not repository:
        return ""
    body = f"Page: {title} ({source})\n\nWhat stands there:\n\nWhat should stand there, and where its source says so:\n"
    return f"{repository.rstrip('/')}/issues/new?{urlencode({'title': f'Correction: {title}', 'body': body})}"


def _source(env: BuildEnvironment, docname: str) -> str:
    return Path(env.doc2path(docname)).relative_to(env.srcdir).as_posix()


def _changed(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Return the pages whose last commit is another one than when they were written."""
    known = changes(Path(app.srcdir), "book", "notebooks")
    before, now = freshness.store(env, "changes"), {}
    now = {name: known.get(_source(env, name), "") for name in env.found_docs}
    different = [name for name, day in now.items() if before.get(name) != day]
    before.clear()
    before.update(now)
    return sorted(different)


def _tell(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    if pagename not in app.env.found_docs:
        return
    config, body, whole = app.config, context.get("body", ""), pagename == app.config.root_doc
    title = app.env.titles[pagename].astext()
    source = _source(app.env, pagename)
    book = f"{config.html_title}: an interactive textbook"
    address = f"{config.html_baseurl.rstrip('/')}/{app.builder.get_target_uri(pagename)}" if config.html_baseurl else ""
    version = importlib.metadata.version("counternarcotics")
    cited, bibtex = citation(config.author, config.copyright, book, "" if whole else title, version, address)
    day = freshness.store(app.env, "changes").get(pagename, "")
    context["about"] = About(
        cited,
        bibtex,
        changed=day_in_words(day) if day else "",
        correct=correction((config.html_theme_options or {}).get("repository_url", ""), title, source),
        source=source,
        solutions="cn-solution" in body,
        keys='class="cn-check"' in body or 'class="cn-key"' in body,
        tables='class="cn-fold' in body,
    )


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    freshness.store(env, "changes").update(freshness.store(other, "changes"))


def setup(app: Sphinx) -> None:
    """Tell the template of every page what its foot says."""
    app.connect("env-get-outdated", _changed)
    app.connect("env-merge-info", _merge)
    app.connect("html-page-context", _tell)

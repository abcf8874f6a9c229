"""Freshness: a page is built again when something that it prints has changed, so that a second build is a first build.

What a page prints from tables and code (a figure, a number with its hint, words linked to a row) is noted under a
key, with what was printed.  When a table or a module changed, every key in use is worked out again, and the pages
that print something else are read again.  What a page sees of other pages (titles, contents, labels, citations, the
site's styles) is compared as a whole: when it changed, all pages are written again.  When the configuration, the
contents or the code that makes pages changed, all are read again.  A build that was broken off leaves a mark, and the
next one begins with nothing but the kept drawings, which are found by what they show.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import logging
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.logging import WarningLogRecordTranslator, WarningSuppressor

from counternarcotics import checked, keeping, sentences
from counternarcotics.describe import ACCEPTED, data_folder
from counternarcotics.editions import offered
from counternarcotics.sphinx_extension import sources

# Whose version a page may show: the direct dependencies of the book and its figures, and what these lay pages out with.
LIBRARIES = (
    "altair", "anywidget", "beautifulsoup4", "docutils", "fonttools", "frictionless", "ipywidgets", "jsonschema", "jupyter-book",
    "latex2mathml", "markdown-it-py", "mini-racer", "myst-nb", "myst-parser", "numpy", "pandas", "pydata-sphinx-theme", "Pygments",
    "scipy", "sphinx", "sphinx-book-theme", "sphinx-design", "sphinx-exercise", "sphinx-external-toc", "sphinxcontrib-bibtex",
    "vl-convert-python",
)  # fmt: skip
_MARK = "unfinished"
_STYLES = "styles"

Said = Any  # what a key prints: anything that can be pickled and compared

# How each kind of key is worked out: a fact by its id, a chart by its name.
_KINDS: dict[str, Callable[[BuildEnvironment, str], Said]] = {}


def kind(name: str, said: Callable[[BuildEnvironment, str], Said]) -> None:
    """Register how keys of a kind are worked out; `said` raises LookupError or ValueError for an unknown name."""
    _KINDS[name] = said


def said(env: BuildEnvironment, what: str, name: str) -> Said:
    """Return what a key prints, and note that the page being read prints it."""
    key = (what, name)
    if key not in _printed(env):
        _printed(env)[key] = _KINDS[what](env, name)
    prints(env).setdefault(env.docname, set()).add(key)
    return _printed(env)[key]


def known(env: BuildEnvironment, what: str, name: str) -> Said:
    """Return what a key prints, or None when it has gone."""
    return _printed(env).get((what, name))


def store(env: BuildEnvironment, name: str) -> dict:
    """Return a dictionary that is kept with the environment."""
    return env.__dict__.setdefault(f"counternarcotics_{name}", {})


def by_page(*names: str) -> None:
    """Register stores whose keys are pages: a page that is read again, or gone, leaves them; reading in parallel joins them."""
    _BY_PAGE.update(names)


_BY_PAGE = {"prints"}


def _printed(env: BuildEnvironment) -> dict[tuple[str, str], Said]:
    return store(env, "printed")


def prints(env: BuildEnvironment) -> dict[str, set[tuple[str, str]]]:
    """Return, by page, the keys that it prints."""
    return store(env, "prints")


# -- what has changed --------------------------------------------------------------------------------


def _frame(app: Sphinx) -> str:
    """Return a digest of what every page is made with: configuration, contents, bibliography, code and libraries."""
    root = Path(app.srcdir)
    files = [
        root / "_config.yml",
        root / "_toc.yml",
        root / "conf.py",
        *(root / bib for bib in app.config.bibtex_bibfiles),
    ]
    texts = [path.read_bytes() if path.exists() else b"" for path in files]
    return keeping.digest(*texts, json.dumps(sources.of_every_page()), *_versions())


@functools.lru_cache
def _versions() -> tuple[str, ...]:
    return (sys.version, *(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES))


def _evidence() -> str:
    return keeping.digest(json.dumps(sources.of_tables()))


def _styles(app: Sphinx) -> str:
    """Return a digest of the styles, scripts and templates of the site."""
    files = sorted(
        path for folder in ("assets", "templates") for path in (sources.PACKAGE / folder).rglob("*") if path.is_file()
    )
    return keeping.digest(*(part for path in files for part in (path.name, path.read_bytes())), *_versions())


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    before, now = store(env, "state"), {"frame": _frame(app), "evidence": _evidence()}
    outdated = set()
    if before.get("frame") != now["frame"]:
        outdated = set(env.found_docs)
        _printed(env).clear()
    elif before.get("evidence") != now["evidence"]:
        outdated = _pages_that_print_something_else(env)
    before.update(now)
    texts, old = (
        {name: keeping.digest(Path(env.doc2path(name)).read_bytes()) for name in env.found_docs},
        store(env, "texts"),
    )
    outdated |= {name for name in texts if texts[name] != old.get(name)}
    old.clear()
    old.update(texts)
    for docname in removed:
        prints(env).pop(docname, None)
    return sorted(outdated)


def _pages_that_print_something_else(env: BuildEnvironment) -> set[str]:
    used = {key for keys in prints(env).values() for key in keys}
    before, now = dict(_printed(env)), _printed(env)
    now.clear()
    for what, name in sorted(used):
        try:
            now[what, name] = _KINDS[what](env, name)
        except Exception:  # it is gone, or fails: the pages that name it say so when they are read
            continue
    different = {key for key in used if key not in now or now[key] != before.get(key)}
    return {docname for docname, keys in prints(env).items() if keys & different}


def _updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to be written again besides those that were read: all of them, when what they see changed."""
    state = store(env, "state")
    seen = keeping.digest(repr(_surroundings(env)), _styles(app))
    listed = keeping.digest(
        repr(sorted((page, sorted(keys)) for page, keys in prints(env).items())),
        repr(sorted(store(env, "index").items())),
        repr(sentences.roles(Path(app.srcdir))),
    )
    before = (state.get("seen"), state.get("listed"), state.get("catalogued"))
    state.update(seen=seen, listed=listed, catalogued=state["evidence"])
    if before[0] != seen:
        return sorted(env.found_docs)
    return sorted(store(env, "catalogues")) if before[1:] != (listed, state["evidence"]) else []


def _surroundings(env: BuildEnvironment) -> list[Any]:
    """Return what pages may show of others: titles, order, labels, terms, numbers of exercises, citations."""
    standard, cited = env.domaindata["std"], env.domaindata.get("cite", {})
    return [
        sorted((name, str(title)) for name, title in env.titles.items()),
        sorted(env.toctree_includes.items()),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        *(
            sorted(_told(*item) for item in standard[name].items())
            for name in ("labels", "anonlabels", "objects", "terms", "progoptions")
            if name in standard
        ),
        sorted(
            (label, node["docname"], str(node.get("title")))
            for label, node in getattr(env, "sphinx_exercise_registry", {}).items()
        ),
        [
            (c.citation_id, c.bibliography_key.docname, c.key, c.formatted_entry.label)
            for c in cited.get("citations", ())
        ],
    ]


def _told(name: Any, place: tuple[Any, ...]) -> str:
    """Return a label as text: Sphinx keeps some titles as translations to come, or not, by what was imported before."""
    return repr((name, *map(str, place)))


# -- from the start, or from where the last build ended ------------------------------------------------


def _start(app: Sphinx, config: Any) -> None:
    """Begin anew after a build that was broken off, and clear away styles and scripts that may be gone."""
    site, trees = Path(app.outdir), Path(app.doctreedir)
    keeping.keep_in(_folder(app))
    broken_off = (trees / _MARK).exists()
    if broken_off:
        shutil.rmtree(site)
        site.mkdir()
    if broken_off or not (site / ".buildinfo").exists():
        shutil.rmtree(trees, ignore_errors=True)
        trees.mkdir(parents=True)
    if not (trees / _STYLES).exists() or (trees / _STYLES).read_text(encoding="utf-8") != _styles(app):
        shutil.rmtree(site / "_static", ignore_errors=True)


def _folder(app: Sphinx) -> Path:
    """Return where drawings are kept: beside the site, shared by all sites of a project."""
    named = app.config.counternarcotics_kept
    return Path(named) if named else Path(app.doctreedir).parent / ".kept"


def _check_tables(app: Sphinx) -> None:
    """Refuse malformed tables before anything of the last build is touched."""
    folder = data_folder()
    if folder in ACCEPTED:
        return
    problems = checked.problems(folder)
    if problems:
        msg = "Nothing was built: the tables need correction.\n" + "\n".join(problems)
        raise ExtensionError(msg)
    ACCEPTED.add(folder)


def _mark(app: Sphinx) -> None:
    (Path(app.doctreedir) / _MARK).touch()


def _finished(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not hasattr(app, "env"):
        return
    trees = Path(app.doctreedir)
    warned = next(h for h in logging.getLogger("sphinx").handlers if isinstance(h, _Warned))
    for docname in warned.pages(app):  # a page that warned is read again, so that the next build warns as well
        (trees / f"{docname}.doctree").unlink(missing_ok=True)
    _clear_away(app)
    (trees / _STYLES).write_text(_styles(app), encoding="utf-8")
    (trees / _MARK).unlink(missing_ok=True)
    keeping.forget_the_oldest()


class _Warned(logging.Handler):
    """Remembers where the build warned."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.places: set[str] = set()
        self.addFilter(WarningSuppressor(app))
        self.addFilter(WarningLogRecordTranslator(app))

    def emit(self, record: logging.LogRecord) -> None:
        self.places.add(getattr(record, "location", None) or "")

    def pages(self, app: Sphinx) -> set[str]:
        """Return the pages that warned: all of them when a warning does not say where."""
        found = {app.env.path2doc(place.rpartition(":")[0]) or app.env.path2doc(place) for place in self.places}
        return set(app.env.found_docs) if found - app.env.found_docs else found


def _clear_away(app: Sphinx) -> None:
    """Delete what only an earlier build put into the site: pages, pictures and downloads that are gone."""
    site, env = Path(app.outdir), app.env
    written = _kept_pages(app) | set(env.found_docs)
    if "search" not in written:  # nothing was written, so nothing is gone
        return
    for path in site.rglob("*.html"):
        inside = path.relative_to(site)
        if inside.with_suffix("").as_posix() not in written and inside.parts[0] not in {"_static", offered.FOLDER}:
            path.unlink()
    for folder, used in (
        ("_images", {name for _, name in env.images.values()}),
        ("_downloads", {name for _, name in env.dlfiles.values()}),
    ):
        for path in (site / folder).rglob("*"):
            if path.is_file() and path.relative_to(site / folder).as_posix() not in used:
                path.unlink()
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _kept_pages(app: Sphinx) -> set[str]:
    return app.__dict__.setdefault("counternarcotics_pages", {"index"})


def _page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any) -> None:
    _kept_pages(app).add(pagename)


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    for name in _BY_PAGE:
        store(env, name).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    for name in _BY_PAGE:
        held = store(other, name)
        store(env, name).update({docname: held[docname] for docname in docnames if docname in held})
    _printed(env).update(_printed(other))


def setup(app: Sphinx) -> None:
    """Ask, before pages are read and again before they are written, what has changed."""
    logging.getLogger("sphinx").addHandler(_Warned(app))
    app.add_config_value("counternarcotics_kept", "", "")
    app.connect("config-inited", _start)
    app.connect("builder-inited", _check_tables, priority=100)
    app.connect("builder-inited", _mark, priority=101)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-get-updated", _updated, priority=900)
    app.connect("html-page-context", _page)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("build-finished", _finished, priority=900)

"""Book: builds the site as Jupyter Book does, tells how far it is, and says what is wrong in sentences before it ends.

``python -m counternarcotics.book`` builds into ``_build/html``; with ``--live`` it builds into a folder of its own,
shows that site, and builds again whenever a file is saved.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import importlib
import io
import logging
import os
import re
import sys
import time
import types
import webbrowser
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

# The package itself is imported by Sphinx alone: what shows the site stays up while the package is changed.

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"^(?P<path>[^\s:]+)(?::(?P<line>\d+))?: (?:WARNING|ERROR|CRITICAL|SEVERE): ")
# How Sphinx wraps an error of an extension: the sentence within says enough.
_HANDLED = re.compile(
    r"^Handler <[^>]*> for event '[^']*' threw an exception \(exception: (.*)\)\Z", re.DOTALL | re.MULTILINE
)
_REDIRECT = '\n<meta http-equiv="Refresh" content="0; url={page}" />\n'


class _Progress:
    """A line that says how many pages are done and how long the rest may take; silent without a terminal."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty() and not os.environ.get("CI")
        self.begin("", 0)

    def begin(self, doing: str, total: int) -> None:
        self.doing, self.total, self.done, self.started = doing, total, 0, time.monotonic()

    def step(self, *_: Any) -> None:
        self.done += 1
        if self.shown and self.total:
            left = (time.monotonic() - self.started) / self.done * (self.total - self.done)
            line = f"{self.doing} page {min(self.done, self.total)} of {self.total}, about {left:.0f} s left"
            print(f"\r{line:<60}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.shown:
            print(f"\r{'':<60}\r", end="", file=sys.stderr, flush=True)

    def follow(self, app: Any) -> None:
        """Count the pages that `app` reads and writes."""
        prepare = app.builder.prepare_writing

        def prepared(docnames: set[str]) -> None:
            prepare(docnames)
            self.begin("Writing", len(docnames))

        app.builder.prepare_writing = prepared
        app.connect("env-before-read-docs", lambda app, env, docnames: self.begin("Reading", len(docnames)))
        app.connect("doctree-read", self.step)
        app.connect("doctree-resolved", self.step)


def sentences(told: str, root: Path) -> list[str]:
    """Return what Sphinx told as sentences that begin with file and line, each once.

    >>> sentences("/b/page.md:3: ERROR: No chart is called 'x'.", Path("/b"))
    ["page.md, line 3: No chart is called 'x'."]
    >>> sentences("Handler <function f at 0x7f> for event 'e' threw an exception (exception: a.csv: no page 'b'.)", Path("/b"))
    ["a.csv: no page 'b'."]
    """
    found = []
    for line in _HANDLED.sub(r"\1", _COLOUR.sub("", told).strip()).splitlines():
        text = line.replace(f"{root}/", "")
        if match := _PLACE.match(text):
            place = f"{match['path']}, line {match['line']}" if match["line"] else match["path"]
            text = f"{place}: {text[match.end() :]}"
        if text.strip():
            found.append(text)
    return list(dict.fromkeys(found))


def _run_nothing() -> None:
    """Spare the import of what runs notebooks, kernels and a database among it: no build of stored outputs asks for it."""
    for name in ("cache", "direct", "inline"):
        module = types.ModuleType(f"myst_nb.core.execute.{name}")
        setattr(module, f"NotebookClient{name.title()}", None)
        sys.modules.setdefault(module.__name__, module)


def build(root: Path, site: Path, trees: Path, *, kept: Path | None = None) -> list[str]:
    """Build the site of the book in `root`, and return what is wrong with it, one sentence a fault (empty: nothing)."""
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils
    from sphinx_external_toc.parsing import MalformedError

    told, progress = io.StringIO(), _Progress()
    settings = {"external_toc_path": "_toc.yml", "latex_individualpages": False}
    if kept:
        settings["counternarcotics_kept"] = str(kept)
    try:
        config, _ = get_final_config(user_yaml=root / "_config.yml", cli_config=settings, sourcedir=root)
        if config.get("nb_execution_mode") == "off":
            _run_nothing()
        with patch_docutils(None), docutils_namespace():
            app = Sphinx(
                root, None, site, trees, "html", config, status=None, warning=told, warningiserror=True, keep_going=True
            )
            progress.follow(app)
            app.build()
        page = f"{app.config.root_doc}.html"
        (site / "index.html").write_text(_REDIRECT.format(page=page), encoding="utf-8")
    except (SphinxError, MalformedError) as error:
        return [*sentences(told.getvalue(), root), *sentences(str(error), root)]
    finally:
        progress.end()
    return sentences(told.getvalue(), root)


def _report(wrong: list[str]) -> None:
    print(*wrong, sep="\n", file=sys.stderr, flush=True)


def _look_seldom() -> None:
    """Look for dead objects after a million new ones: a build makes millions that stay until its process ends."""
    gc.set_threshold(1_000_000, 20, 100)


# -- live ------------------------------------------------------------------------------------------------


def _rebuild(root: Path, *, changed_paths: Sequence[Path] = ()) -> list[str]:
    """Build for reading along, report, and return the modules that this needed."""
    _look_seldom()
    started, live = time.monotonic(), root / "_build" / "live"
    wrong = build(root, live / "html", live / ".doctrees", kept=root / "_build" / ".kept")
    _report(wrong)
    print(f"{'Not right yet' if wrong else 'Built'} ({time.monotonic() - started:.1f} s).", flush=True)
    return [name for name in sys.modules if name.partition(".")[0] not in {"counternarcotics", "__main__"}]


def _in_a_process(work: Callable[[], Any]) -> Any:
    with ProcessPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()


def live(root: Path, port: int, *, browser: bool) -> None:
    """Show the site at `port` and build it again whenever a file of the book is saved."""
    import uvicorn
    from sphinx_autobuild.__main__ import _create_app
    from sphinx_autobuild.filter import IgnoreFilter

    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    rebuild = functools.partial(_rebuild, root)
    # Every build has a process of its own, which sees the package as it now is; libraries are loaded once, here.
    for name in _in_a_process(rebuild):
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    ignored = IgnoreFilter(
        [root / name for name in ("_build", ".venv", ".git", ".ruff_cache", ".pytest_cache")],
        [r"__pycache__", r"\.ipynb_checkpoints", r"~$", r"\.sw.$"],
    )
    address = f"127.0.0.1:{port}"
    print(f"The book is at http://{address}; it follows every file that you save. Ctrl+C ends.", flush=True)
    if browser:
        webbrowser.open(f"http://{address}")
    site = root / "_build" / "live" / "html"
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.run(
            _create_app([root], ignored, rebuild, site, address), host="127.0.0.1", port=port, log_level="warning"
        )


def main() -> int:
    """Build, or show and follow; return 1 when something is wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--live", action="store_true", help="show the site and build again on every save")
    asked.add_argument("--port", type=int, default=8000)
    asked.add_argument("--no-browser", action="store_true")
    asked.add_argument("--root", type=Path, default=Path.cwd(), help="the folder of _config.yml and _toc.yml")
    asked.add_argument("--out", type=Path, help="the folder of the site; _build/html when nothing is said")
    chosen = asked.parse_args()
    root = chosen.root.resolve()
    if chosen.live:
        live(root, chosen.port, browser=not chosen.no_browser)
        return 0
    _look_seldom()
    site = (chosen.out or root / "_build" / "html").resolve()
    wrong = build(root, site, site.parent / ".doctrees")
    if wrong:
        _report(wrong)
        return 1
    print(f"Open {(site / 'index.html').as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

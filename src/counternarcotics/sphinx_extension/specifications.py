"""Specifications: what makes the figures of a page live stands beside the page, in one script that comes with the runtime.

A figure is drawn with its specification behind it (:func:`counternarcotics.markup.inert_json`).  A reader without scripts,
and one who has not come near a figure, has no use for it, so the page is written without: each live figure carries its
number, and ``_static/figures/PAGE.js`` the list of specifications.  The page names that file with a digest of its
content, so a browser never pairs a page with an older list.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from counternarcotics import keeping

_HELD = re.compile(
    r'<div class="cn-chart"(?P<rest>(?:(?!<div class="cn-chart").)*?)<script type="application/json" class="cn-specification">'
    r"(?P<held>.*?)</script>",
    re.DOTALL,
)


def _folder(app: Sphinx) -> Path:
    return Path(app.outdir) / "_static" / "figures"


def parted(body: str) -> tuple[str, list[Any]]:
    """Return a page's HTML without specifications, each chart with its number, and the specifications.

    >>> parted('<div class="cn-chart"><svg/><script type="application/json" class="cn-specification">{"a":1}</script></div>')
    ('<div class="cn-chart" data-figure="0"><svg/></div>', [{'a': 1}])
    """
    held: list[Any] = []

    def without(match: re.Match[str]) -> str:
        held.append(json.loads(match["held"]))
        return f'<div class="cn-chart" data-figure="{len(held) - 1}"{match["rest"]}'

    return _HELD.sub(without, body), held


def _quoted(specification: Any) -> str:
    r"""Return a specification as a script's text, which a browser takes apart when its figure comes near.

    >>> _quoted({"a": "it's \n"})
    '\'{"a":"it\\\'s \\\\n"}\''
    """
    text = json.dumps(specification, ensure_ascii=False, separators=(",", ":"))
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _part(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any) -> None:
    """Write the specifications of a page beside it."""
    context["body"], held = parted(context.get("body", ""))
    path = _folder(app) / f"{pagename}.js"
    if not held:
        path.unlink(missing_ok=True)
        return
    text = f"counternarcoticsFigures([{','.join(map(_quoted, held))}]);\n"
    keeping.write(path, text)
    path.chmod(0o644)
    address = relative_uri(app.builder.get_target_uri(pagename), f"_static/figures/{pagename}.js")
    context["metatags"] = (
        f'{context.get("metatags", "")}\n<meta name="cn-figures" content="{address}?v={keeping.digest(text)[:8]}"/>'
    )


def _clear_away(app: Sphinx, exception: Exception | None) -> None:
    """Delete the specifications of pages that are gone."""
    if exception is None and hasattr(app, "env"):
        for path in _folder(app).rglob("*.js"):
            if path.relative_to(_folder(app)).with_suffix("").as_posix() not in app.env.found_docs:
                path.unlink()


def setup(app: Sphinx) -> None:
    """Part figures from their specifications before anything else looks at the page."""
    app.connect("html-page-context", _part, priority=100)
    app.connect("build-finished", _clear_away, priority=700)

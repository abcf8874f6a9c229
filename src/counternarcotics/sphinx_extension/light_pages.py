"""Light pages: the theme without what it does not use.

The theme's
icon scripts (half a megabyte) give way to its own icon font, cut down to the icons in use.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pydata_sphinx_theme
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

PACKAGE = Path(__file__).resolve().parents[1]
ICON_FONTS = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static/vendor/fontawesome/6.5.2"
ICONS = (
    "angle-left",
    "angle-right",
    "arrow-up",
    "bars",
    "circle-half-stroke",
    "circle-info",
    "list",
    "magnifying-glass",
    "moon",
    "sun",
)
# Scripts and styles that other extensions add to every page and that this book has no use for.
UNUSED = (
    "thebe",
    "togglebutton",
    "require.js",
    "html-manager",
    "mathjax",
    "design-tabs",
    "clipboard",
    "copybutton",
    "sphinx_highlight",
    "documentation_options.pagename",
    "toggleopen",
    "togglehint",
)
# Scripts of the theme that page-mode.js brings once the figures in view stand.
LATER = ("documentation_options.js", "doctools.js", "sphinx-book-theme.js")
# Style sheets of other extensions, and what the class of an element that they are for holds: a page without one does
# without the sheet.
FOR = {
    "mystnb": "cell",
    "sphinx-design": "sd-",
    "exercise": r"(?<![\w-])(exercise|solution)(?![\w-])",
    "pygments": "highlight",
}
FIRST_SCREEN = 6  # paragraphs that a first screen holds, at most
CLASSES = re.compile(r'class="([^"]*)"')
OWN = ("icons.css", "textbook.css", "textbook.js", "trainer.js", "collect.js", "page-mode.js")
CHECKSUM = re.compile(r"\?v=[0-9a-f]+")
THEBE = re.compile(r'<script type="text/x-thebe-config">.*?</script>\s*<script>kernelName = .*?</script>', re.DOTALL)


def _write_densely(app: Sphinx) -> None:
    """Leave out the blank lines and the indentation that the theme's conditions and loops write into every page."""
    if app.builder.format == "html":
        environment = app.builder.templates.environment
        environment.trim_blocks = environment.lstrip_blocks = True


def _write_icons(app: Sphinx) -> None:
    target = Path(app.outdir) / "_static"
    target.mkdir(parents=True, exist_ok=True)
    icons = target / "icons.css"
    if not icons.exists():
        icons.write_text(_icon_styles(target), encoding="utf-8")


def _icon_styles(target: Path) -> str:
    from fontTools import subset  # needed once, in the first build
    from fontTools.ttLib import TTFont

    styles = (ICON_FONTS / "css/all.min.css").read_text(encoding="utf-8")
    points = {}
    for name in ICONS:
        match = re.search(rf"\.fa-{name}:before[^{{]*{{content:\"\\([0-9a-f]+)\"", styles)
        if not match:
            msg = f"The theme's icon font has no icon {name!r}; correct ICONS in {Path(__file__).name}."
            raise ExtensionError(msg)
        points[name] = match[1]
    font = TTFont(ICON_FONTS / "webfonts/fa-solid-900.woff2", recalcTimestamp=False)
    options = subset.Options(flavor="woff2", layout_features=[])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[int(point, 16) for point in points.values()])
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(target / "icons.woff2")
    rules = "".join(f'.fa-{name}::before{{content:"\\{point}"}}' for name, point in points.items())
    return (
        '@font-face{font-family:Icons;font-display:block;src:url("icons.woff2") format("woff2")}'
        ".fa-solid,.fas,.fa{font:900 1em/1 Icons;display:inline-block;font-style:normal;-webkit-font-smoothing:antialiased}"
        + rules
    )


def _lighten(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    for key in ("script_files", "css_files"):
        wanted: dict[str, object] = {}
        for asset in context.get(key, []):
            said = f"{getattr(asset, 'filename', asset) or ''}{getattr(asset, 'attributes', {}).get('body', '')}"
            if not any(name in said.lower() for name in UNUSED + LATER):
                wanted.setdefault(said, asset)  # extensions add some of theirs twice
        context[key] = list(wanted.values())
    classes = " ".join(set(CLASSES.findall(context.get("body", ""))))
    for sheet, wearer in FOR.items():
        if not re.search(wearer, classes):
            context["css_files"] = [
                one for one in context["css_files"] if sheet not in str(getattr(one, "filename", one))
            ]
    for script in context["script_files"]:
        script.attributes.setdefault("defer", "defer")  # none holds up the page that it stands in
    for tag in ("css_tag", "js_tag"):
        context[tag] = _tagged(context[tag])
    if "body" in context:
        stop = f'<script src="{context["pathto"]("_static/first-screen.js", 1)}"></script>'
        context["body"] = _painted_early(_plain_links(_accessible(THEBE.sub("", context["body"]))), stop)


def _tagged(tag: Callable[[object], str]) -> Callable[[object], str]:
    """Keep in addresses the checksums of the book's own files only.

    Extensions copy theirs when the pages are written, so a first build would not know what a second one says.
    """

    def checked(asset: object) -> str:
        written = tag(asset)
        return written if any(f"/{name}?" in written for name in OWN) else CHECKSUM.sub("", written)

    return checked


def _accessible(body: str) -> str:
    """Take out what screen readers stumble over: withdrawn roles in bibliographies, empty headings in pandas tables."""
    for stale in (' role="doc-biblioentry"', ' role="doc-backlink"', 'role="list" '):
        body = body.replace(stale, "")
    return body.replace("<th></th>", "<td></td>")


def _plain_links(body: str) -> str:
    """Leave out the classes that Sphinx gives to every link, which no style and no script of the book asks for."""
    return body.replace(' class="reference internal"', "").replace(' reference internal"', '"')


def _painted_early(body: str, stop: str) -> str:
    r"""Put `stop` between two paragraphs below the first screen: a browser paints what it has before it waits for a script.

    Without it a long page is laid out to its end before its first words are seen.

    >>> _painted_early("<p>a</p>" * 5 + "<p>b</p>\n<p>c</p>", "!")[40:]
    '<p>b</p>\n!<p>c</p>'
    """
    ends = [match.end() for match in re.finditer("</p>", body)][FIRST_SCREEN - 1 :]
    below = next((end for end in ends if body.startswith("\n<p>", end)), None)
    return body if below is None else f"{body[: below + 1]}{stop}{body[below + 1 :]}"


def setup(app: Sphinx) -> None:
    """Write the icons, and take away what no page uses."""
    app.connect("builder-inited", _write_icons)
    app.connect("builder-inited", _write_densely)
    app.connect("html-page-context", _lighten, priority=900)
    app.connect("config-inited", _paths)
    app.add_css_file("icons.css", priority=700)


def _paths(app: Sphinx, config: Config) -> None:
    # A path from here, so that the digest of the configuration is the same wherever the repository lies.
    config.templates_path.insert(0, os.path.relpath(PACKAGE / "templates", app.confdir))

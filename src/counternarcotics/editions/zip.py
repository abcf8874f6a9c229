"""Zip edition: the whole site in one file, with a page beside it that says how to open it.

``python -m counternarcotics.editions.zip`` is what ``make zip`` calls.  The same site makes the same file, byte for byte.
"""

from __future__ import annotations

import html
import zipfile
from pathlib import Path

from counternarcotics.editions import ROOT, EditionError, made_from, offered, run

NAME = "counter-narcotics-textbook"
_NEVER = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How to open this book</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.55 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem; }}
.open {{ display: inline-block; padding: .6rem 1.2rem; border: 2px solid; border-radius: .4rem; font-weight: 600; }}
li {{ margin: .4rem 0; }}
</style>
</head>
<body>
<main>
<h1>How to open this book</h1>
<p>Counter-Narcotics Policy in Central Asia, an interactive textbook{origin}.</p>
<p><a class="open" href="html/index.html">Open the book</a></p>
<ol>
<li><strong>Unpack first.</strong> If the book looks bare, without colours and figures, it is being read inside the zip file:
close it, choose “Extract all” (Windows) or double-click the file (macOS), and open this page in the new folder.</li>
<li><strong>Use any browser of the last few years.</strong> Nothing is installed, and nothing is asked of a network: the
folder may lie on a memory stick.</li>
<li><strong>On a phone</strong>, unpack with the file manager. Where it shows one page at a time and no figures, put the
folder <code>html</code> on any web server, or read the EPUB edition.</li>
<li><strong>Keep the folder together.</strong> The page needs what lies beside it.</li>
</ol>
</main>
</body>
</html>
"""


def make(root: Path = ROOT) -> Path:
    """Pack ``_build/html`` below `root` and return the file; raise EditionError where nothing is built."""
    site = root / "_build" / "html"
    if not (site / "index.html").exists():
        msg = f"{site}: no book is built; run `make book` first."
        raise EditionError(msg)
    target = root / "_build" / "editions" / f"{NAME}.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    origin = made_from(root)
    page = _PAGE.format(origin=html.escape(f", made from {origin}" if origin else ""))
    half = target.with_suffix(".half")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(entry(f"{NAME}/HOW-TO-OPEN.html"), page)
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            if path.relative_to(site).parts[0] != offered.FOLDER:
                packed.writestr(entry(f"{NAME}/html/{path.relative_to(site).as_posix()}"), _content(path))
    half.replace(target)
    return target


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    return offered.without_links(content.decode()).encode() if b'class="cn-edition"' in content else content


def entry(name: str) -> zipfile.ZipInfo:
    """Return a file of a zip that says nothing of when it was written."""
    entry = zipfile.ZipInfo(name, _NEVER)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry


if __name__ == "__main__":
    run(lambda: make(Path.cwd()))

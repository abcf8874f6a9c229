"""Lab links: under the title of a lab's page, the notebook itself and where it runs without an installation.

The notebook always lies beside the page.  The labs in the browser are named where they were made (``make lite``); Binder
and Colab where ``html_theme_options`` in ``_config.yml`` holds a ``repository_url`` on GitHub, and a JupyterHub where
``launch_buttons`` holds its ``jupyterhub_url`` as well.  They are plain links, which ask for nothing before they are
followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from counternarcotics.editions import offered
from counternarcotics.editions.unrun import unrun, written
from counternarcotics.sphinx_extension import freshness

LABS = "notebooks/"


def elsewhere(lab: str, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield names and addresses of the services that run the notebook `lab` (a path) of a repository.

    >>> dict(elsewhere("notebooks/seizures.ipynb", {"repository_url": "https://github.com/a/book/"}))["Colab"]
    'https://colab.research.google.com/github/a/book/blob/HEAD/notebooks/seizures.ipynb'
    >>> list(elsewhere("notebooks/seizures.ipynb", {}))
    []
    """
    repository = (options.get("repository_url") or "").rstrip("/").removesuffix(".git")
    branch = options.get("repository_branch") or "HEAD"
    if github := re.fullmatch(r"https://github\.com/([^/]+/[^/]+)", repository):
        asked = urlencode({"urlpath": f"lab/tree/{lab}"})
        yield "Binder", f"https://mybinder.org/v2/gh/{github[1]}/{quote(branch, safe='')}?{asked}"
        yield "Colab", f"https://colab.research.google.com/github/{github[1]}/blob/{branch}/{lab}"
    hub = ((options.get("launch_buttons") or {}).get("jupyterhub_url") or "").rstrip("/")
    if repository and hub:
        asked = {"repo": repository, "urlpath": f"lab/tree/{repository.rpartition('/')[2]}/{lab}"}
        asked |= {} if branch == "HEAD" else {"branch": branch}
        yield "JupyterHub", f"{hub}/hub/user-redirect/git-pull?{urlencode(asked)}"


def line(lab: str, options: Mapping[str, Any], *, here: bool) -> str:
    """Return the line of links as HTML; `here` tells whether the labs in the browser are part of the site."""
    name = lab.rpartition("/")[2]
    links = [f'<a href="{escape(name)}" download>Download the notebook</a>']
    if here:
        address = f"../{offered.FOLDER}/{offered.LITE}/lab/index.html?path={quote(name)}"
        links.append(
            f'<a class="cn-edition" href="{address}">Run it in the browser</a>'
            '<span class="cn-size"> (on a web server, not from disk)</span>'
        )
    services = dict(elsewhere(lab, options))
    links += [f'<a href="{escape(address)}">Open in {service}</a>' for service, address in services.items()]
    said = ""
    if "Colab" in services:
        repository = options["repository_url"].rstrip("/").removesuffix(".git")
        said = f" In Colab, run <code>%pip install git+{escape(repository)}</code> in a first cell."
    return f'<p class="cn-lab-links">{" · ".join(links)}.{said}</p>'


def _is_made(app: Sphinx) -> bool:
    return offered.LITE in offered.made(Path(app.outdir))


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    known, now = freshness.store(env, "lab_links"), {"made": _is_made(app)}
    if known == now:
        return []
    known.update(now)
    return [name for name in env.found_docs if name.startswith(LABS)]


def _tell(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    if pagename.startswith(LABS) and pagename in app.env.found_docs:
        options = app.config.html_theme_options or {}
        said = line(f"{pagename}.ipynb", options, here=_is_made(app))
        context["body"] = context["body"].replace("</h1>", f"</h1>\n{said}", 1)


def _place(app: Sphinx, exception: Exception | None) -> None:
    """Put the notebooks beside their pages, and take away those of pages that are gone."""
    if exception is not None or app.builder.format != "html":
        return
    folder, labs = Path(app.outdir) / LABS, [name for name in app.env.found_docs if name.startswith(LABS)]
    for path in folder.glob("*.ipynb"):
        if f"{LABS}{path.stem}" not in labs:
            path.unlink()
    for name in labs:
        if (Path(app.outdir) / f"{name}.html").exists():
            lab = written(unrun(Path(app.env.doc2path(name))))
            (Path(app.outdir) / f"{name}.ipynb").write_text(lab, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Add the links to every lab's page, and the notebook beside it."""
    app.connect("env-get-outdated", _outdated)
    app.connect("html-page-context", _tell)
    app.connect("build-finished", _place, priority=950)

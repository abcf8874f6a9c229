"""Lab links: the notebook lies beside its page; services are named only where _config.yml says whose repository it is."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from counternarcotics.editions import offered
from counternarcotics.sphinx_extension.lab_links import elsewhere, line
from pages import ROOT

LAB = "notebooks/seizures.ipynb"
GITHUB = "https://github.com/someone/book"


def test_without_a_repository_no_service_is_named():
    assert list(elsewhere(LAB, {})) == []
    assert list(elsewhere(LAB, {"launch_buttons": {"jupyterhub_url": "https://hub.example.org"}})) == []
    assert "https:" not in line(LAB, {}, here=False)
    assert "browser" not in line(LAB, {}, here=False)
    assert 'href="../editions/lite/lab/index.html?path=seizures.ipynb"' in line(LAB, {}, here=True)


@pytest.mark.parametrize("repository", [GITHUB, f"{GITHUB}/", f"{GITHUB}.git"])
def test_with_a_repository_binder_and_colab_open_the_lab(repository):
    found = dict(elsewhere(LAB, {"repository_url": repository}))
    assert found["Colab"] == f"https://colab.research.google.com/github/someone/book/blob/HEAD/{LAB}"
    binder = urlsplit(found["Binder"])
    assert f"https://{binder.netloc}{binder.path}" == "https://mybinder.org/v2/gh/someone/book/HEAD"
    assert parse_qs(binder.query) == {"urlpath": [f"lab/tree/{LAB}"]}
    assert "JupyterHub" not in found
    assert f"%pip install git+{GITHUB}<" in line(LAB, {"repository_url": repository}, here=False)


def test_every_lab_opens_where_its_notebook_lies():
    options = {"repository_url": GITHUB, "launch_buttons": {"jupyterhub_url": "https://hub.example.org"}}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        lab = f"notebooks/{path.name}"
        found = dict(elsewhere(lab, options))
        assert found["Colab"].partition("/blob/HEAD/")[2] == lab
        assert parse_qs(urlsplit(found["Binder"]).query)["urlpath"] == [f"lab/tree/{lab}"]
        assert parse_qs(urlsplit(found["JupyterHub"]).query)["urlpath"] == [f"lab/tree/book/{lab}"]
        assert all(
            f'href="{address.replace("&", "&amp;")}"' in line(lab, options, here=False) for address in found.values()
        )


def test_with_a_hub_the_lab_is_pulled_there_from_any_repository():
    options = {
        "repository_url": "https://codeberg.org/someone/book",
        "repository_branch": "main",
        "launch_buttons": {"jupyterhub_url": "https://hub.example.org/"},
    }
    found = dict(elsewhere(LAB, options))
    assert list(found) == ["JupyterHub"]
    hub = urlsplit(found["JupyterHub"])
    assert f"https://{hub.netloc}{hub.path}" == "https://hub.example.org/hub/user-redirect/git-pull"
    asked = {"repo": [options["repository_url"]], "urlpath": [f"lab/tree/book/{LAB}"], "branch": ["main"]}
    assert parse_qs(hub.query) == asked


@pytest.mark.slow
def test_a_page_gives_its_notebook_unrun_and_names_what_was_made(html):
    page = (html / "notebooks" / "seizures.html").read_text(encoding="utf-8")
    assert page.count('class="cn-lab-links"') == 1
    assert ("lite/lab/index.html?path=" in page) == (offered.LITE in offered.made(html))
    given = json.loads((html / LAB).read_text(encoding="utf-8"))
    stored = json.loads((ROOT / LAB).read_text(encoding="utf-8"))
    assert [cell["source"] for cell in given["cells"]] == [cell["source"] for cell in stored["cells"]]
    assert not any(cell.get("outputs") for cell in given["cells"])

"""The hub: a simulated class signs in and runs a lab; the values for a faculty hold what the recipe says."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import subprocess
import sys

import pytest
import yaml

from pages import ROOT

HUB = ROOT / "deploy" / "jupyterhub"


@pytest.fixture
def simulate():
    specification = importlib.util.spec_from_file_location("simulate", HUB / "simulate.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules["simulate"] = module
    specification.loader.exec_module(module)
    return module


def test_the_values_for_a_faculty_keep_the_limits_of_the_recipe():
    values = yaml.safe_load((HUB / "zero-to-jupyterhub.yaml").read_text(encoding="utf-8"))
    assert values["singleuser"]["memory"] == {"guarantee": "450M", "limit": "1G"}
    assert values["singleuser"]["startTimeout"] == 300
    assert values["cull"]["timeout"] == 3600
    assert values["hub"]["concurrentSpawnLimit"] > 30  # what is beyond it is refused, not queued


def test_a_students_disk_gets_the_labs_once_and_keeps_what_was_written(tmp_path):
    values = (HUB / "zero-to-jupyterhub.yaml").read_text(encoding="utf-8")
    assert "--target-repo-dir /srv/textbook" in values  # outside of the home folder, which the disk hides
    hook = yaml.safe_load(values)["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]
    hook = [part.replace("/srv/textbook", str(ROOT)) for part in hook]
    lab = tmp_path / "textbook" / "notebooks" / "seizures.ipynb"
    for _ in range(2):
        subprocess.run(hook, check=True, env=os.environ | {"HOME": str(tmp_path)})
        assert (tmp_path / "textbook" / "book" / "part-1" / "trends.md").is_file()
        lab.write_text(lab.read_text(encoding="utf-8") + "mine", encoding="utf-8")
    assert lab.read_text(encoding="utf-8").endswith("minemine")


def test_what_a_class_saw_is_said_in_lines(simulate):
    seen = [simulate.Student("a", 10, 20, 30, 400_000_000), simulate.Student("b", 12, 26, 40, 500_000_000)]
    seen.append(simulate.Student("c", failed="HTTPClientError: HTTP 429: Too Many Requests"))
    assert simulate.report(seen).splitlines() == [
        "2 of 3 students ran the lab to its last cell",
        "server ready: 11.0 s, slowest 12.0 s",
        "first cell: 23.0 s, slowest 26.0 s",
        "last cell: 35.0 s, slowest 40.0 s",
        "memory: 450 MB a student; 30 need 14 GB, 300 need 135 GB",
        "c: HTTPClientError: HTTP 429: Too Many Requests",
    ]


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.edition
def test_a_class_runs_a_lab_on_the_hub_to_its_last_cell(simulate):
    students = asyncio.run(simulate.run_class(3, ROOT / "notebooks" / "seizures.ipynb"))
    assert [one.failed for one in students] == ["", "", ""]
    assert all(0 < one.ready < one.first < one.last and one.memory > 50_000_000 for one in students)

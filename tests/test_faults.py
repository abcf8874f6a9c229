"""Seeded faults are caught: a sample of them here, all of them by `make faults`."""

from __future__ import annotations

import subprocess
import sys

import pytest

from faults import catalogue
from pages import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.long]
ONE_IN = 17


def test_there_are_enough_faults_and_each_has_a_name_of_its_own():
    faults = catalogue.faults()
    assert len(faults) >= 250
    assert len({fault.name for fault in faults}) == len(faults)


def test_a_sample_of_the_faults_is_caught():
    asked = [sys.executable, "-m", "faults.harness", "--every", str(ONE_IN)]
    said = subprocess.run(asked, cwd=ROOT / "tests", capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "survived:" not in said.stdout

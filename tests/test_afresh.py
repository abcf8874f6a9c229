"""What stays imported while charts and explorers are made afresh holds nothing of the tables."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_ASKED = """
import importlib, json, pkgutil
import counternarcotics
from counternarcotics import afresh, charts, describe, explorers

read = {}
for found in pkgutil.walk_packages(counternarcotics.__path__, "counternarcotics."):
    name = found.name
    if not afresh.goes(name):
        described = lambda table, row, name=name: read.setdefault(name, f"{table} {row}")
        describe.LISTENERS.append(described)
        importlib.import_module(name)
        describe.LISTENERS.remove(described)

from counternarcotics import reads

named = [("chart", name) for name in charts.names()] + [("explorer", name) for name in explorers.names()]
first = {one: reads.of(*one)[0] for one in named}
again = {one: reads.of(*one)[0] for one in reversed(named)}
print(json.dumps([read, [" ".join(one) for one in named if first[one] != again[one]]]))
"""


@pytest.mark.slow
def test_the_machinery_keeps_no_table_from_whoever_asks_next():
    """What a chart or an explorer is seen to read is the same whatever was made before it.

    A module that stays and kept what it read for one figure would answer the next without a reading, and that one would
    stand when the row changes.
    """
    asked = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True)
    at_import, different = json.loads(asked.stdout)
    assert at_import == {}, "these modules of afresh._STAY read tables while they are imported"
    assert different == [], "these read otherwise when others were made before: a module of afresh._STAY keeps rows"

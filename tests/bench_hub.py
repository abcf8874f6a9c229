"""What a class costs on a JupyterHub: rows of `make bench ONLY=hub`, from a simulated class on this machine.

USERS students (5, unless the variable says otherwise) sign in at once and run a lab to its last cell.  What thirty and
three hundred need follows from what one took: memory grows with the students, and the processors are as many as run
everybody's work up to the last cell within MINUTES.
"""

from __future__ import annotations

import asyncio
import importlib.util
import math
import os
import statistics
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from counternarcotics.classroom import counted
from pages import ROOT

LAB = "seizures"
MINUTES = 3


def show(row: Callable[..., None]) -> None:
    """Run the class, and print how many were held, what they waited and took, and what larger classes need."""
    if not importlib.util.find_spec("jupyterhub"):
        print("hub: not measured; run `make hub-ready` first.", flush=True)
        return
    specification = importlib.util.spec_from_file_location("simulate", ROOT / "deploy" / "jupyterhub" / "simulate.py")
    simulate = importlib.util.module_from_spec(specification)
    sys.modules["simulate"] = simulate
    specification.loader.exec_module(simulate)
    users = int(os.environ.get("USERS", "5"))
    with ThreadPoolExecutor(1) as aside:  # the browser of the other rows has this thread's loop
        students = aside.submit(asyncio.run, simulate.run_class(users, ROOT / "notebooks" / f"{LAB}.ipynb")).result()
    held = [one for one in students if not one.failed]
    row(f"hub: students held, of {users} who came at once", str(len(held)))
    for one in students:
        if one.failed:
            print(f"  {one.name}: {one.failed}", flush=True)
    if not held:
        return
    for what, name in (("server ready", "ready"), ("first cell", "first"), ("last cell", "last")):
        seconds = [getattr(one, name) for one in held]
        row(f"hub: {what}, median and slowest", f"{statistics.median(seconds):.1f} s", f"{max(seconds):.1f} s")
    memory, work = (statistics.median(getattr(one, name) for one in held) for name in ("memory", "processor"))
    row("hub: a student's memory, and processor time to the last cell", f"{memory / 1e6:.0f} MB", f"{work:.1f} s")
    for size in (30, 300):
        need = f"{size * memory / 1e9:.0f} GB", counted(math.ceil(size * work / (60 * MINUTES)), "core")
        row(f"hub: what {size} need, for a last cell within {MINUTES} minutes", *need)

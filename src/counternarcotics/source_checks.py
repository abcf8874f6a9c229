"""Source checks: the claims of the sources recomputed from the rows, each with its verdict.

A row of ``source_checks`` holds two expressions, for what a source says (``claimed``) and for what follows from
other rows (``computed``).  Both speak of rows by id, so that a check moves when a row is corrected.
A check by reading alone has no expressions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from counternarcotics import tables
from counternarcotics.evaluate import Scope, work_out
from counternarcotics.verdicts import agree


def results() -> pd.DataFrame:
    """Return every source check with its two expressions worked out, one row a check.

    The columns ``claimed_low``, ``claimed_high``, ``computed_low``, ``computed_high`` (in ``unit``) and ``agree``
    (True, False) are empty where a check is by reading alone.
    """
    scope = tables.scope()
    checks = tables.load("source_checks")
    worked = pd.DataFrame([_worked(row, scope) for row in checks.to_dict("records")], index=checks.index)
    return pd.concat([checks, worked], axis="columns")


def _worked(row: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    if not row["claimed"]:
        return dict.fromkeys(["claimed_low", "claimed_high", "computed_low", "computed_high", "agree"])
    claimed, computed = work_out(row["claimed"], scope), work_out(row["computed"], scope)
    tolerance = 0.0 if math.isnan(row["tolerance"]) else row["tolerance"]
    return {
        "claimed_low": claimed[0],
        "claimed_high": claimed[1],
        "computed_low": computed[0],
        "computed_high": computed[1],
        "agree": agree(claimed, computed, tolerance),
    }

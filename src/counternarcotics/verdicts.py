"""Verdicts: whether two ranges agree, and which words may stand beside the comparison."""

from __future__ import annotations

Range = tuple[float, float]

DISAGREEING = frozenset({"error", "contradiction", "misprint"})


def agree(claimed: Range, computed: Range, tolerance: float) -> bool:
    """Tell whether two ranges overlap once rounding is allowed for.

    >>> agree((4, 5), (5.2, 6), 0.25), agree((4, 5), (5.3, 6), 0.25)
    (True, False)
    """
    return claimed[0] - tolerance <= computed[1] and computed[0] <= claimed[1] + tolerance


def fits(verdict: str, agreed: bool) -> bool:
    """Tell whether a verdict can stand beside the comparison: only right claims pass, only disagreeing ones fail."""
    if verdict == "passes":
        return agreed
    return not (agreed and verdict in DISAGREEING)

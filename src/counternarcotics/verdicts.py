"""Verdicts: whether ranges agree, and which words may stand beside the comparison of a check or of a forecast."""

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


def outcome(claimed: Range, observed: Range, tolerance: float) -> str:
    """Return how a forecast came out: a hit inside the claimed range, a miss outside, split where it is partly inside.

    >>> outcome((5, 7), (5.5, 6), 0), outcome((5, 7), (6, 8), 0), outcome((5, 7), (8, 9), 0.5)
    ('hit', 'split', 'miss')
    """
    if not agree(claimed, observed, tolerance):
        return "miss"
    inside = claimed[0] - tolerance <= observed[0] and observed[1] <= claimed[1] + tolerance
    return "hit" if inside else "split"


def overall(outcomes: list[str]) -> str:
    """Return the verdict on a claim of several parts, or places: theirs where they are alike, else split.

    >>> overall(["hit", "hit"]), overall(["hit", "miss"])
    ('hit', 'split')
    """
    return outcomes[0] if len(set(outcomes)) == 1 else "split"

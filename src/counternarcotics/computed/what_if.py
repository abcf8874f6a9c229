"""Computed numbers of the page What if this figure is wrong that no expression can say: quantiles over ranges."""

from __future__ import annotations

from counternarcotics import computed as numbers
from counternarcotics import evaluate, tables
from counternarcotics.computed import PERCENT, computed

ESTIMATES = tuple(
    f"users-estimated-{country}-2002" for country in ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
)


def _central() -> tuple[float, float]:
    expression = numbers.get("estimate-total-2002").expression
    return evaluate.central(expression, tables.scope())


@computed(
    unit="persons",
    how="Central 90 % of the sum of the four estimates, each anywhere in its range, independently; to thousands",
    uses=ESTIMATES,
)
def estimate_total_central_2002() -> tuple[float, float]:
    """Return the central range of the sum: a function, since a quantile needs the whole distribution."""
    low, high = _central()
    return round(low, -3), round(high, -3)


@computed(
    unit="percent",
    how="Width of that central range over the width from end to end",
    uses=ESTIMATES,
)
def estimate_total_central_share_2002() -> float:
    """Return the width of the central range as a percentage of the whole: a function, since a quantile is."""
    low, high = _central()
    lowest, highest = numbers.get("estimate-total-2002").ends()
    return PERCENT * (high - low) / (highest - lowest)

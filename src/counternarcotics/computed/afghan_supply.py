"""Computed numbers of the chapter on Afghan supply that no expression can say: they are what the explorer's fan gives.

A fan needs the mean and the spread of a list of changes, chosen years left out, and a search for the first escape.
"""

from __future__ import annotations

import math

from counternarcotics import explorers, tables
from counternarcotics.computed import PERCENT, computed

AREAS_BEFORE = tuple(f"poppy-area-afghanistan-{year}" for year in range(1997, 2005))
AREAS_LATER = tuple(f"poppy-area-afghanistan-{year}" for year in range(2005, 2026))
OUTPUTS = (
    *(f"opium-output-afghanistan-{year}" for year in range(1994, 2004)),
    "opium-production-afghanistan-2004",
    *(f"opium-output-afghanistan-{year}" for year in range(2005, 2010)),
)


def _fan(preset: str) -> dict[str, float]:
    explorer = explorers.load("supply-fan")
    return explorer.evaluate(**explorer.preset(preset)).values


def _ends(values: dict[str, float], digits: int) -> tuple[float, float]:
    return tuple(float(f"{1000 * values[end]:.{digits}g}") for end in ("fan", "fan_high"))


@computed(
    format=".2f",
    how="Standard deviation of seven yearly changes of the logarithm of area, 1997 to 2004",
    uses=AREAS_BEFORE,
)
def supply_spread_with_ban() -> float:
    """Return the volatility of the poppy area with the ban of 2001 kept."""
    return _fan("in-2004")["spread"]


@computed(format=".2f", how="The same without the changes into and out of 2001", uses=AREAS_BEFORE)
def supply_spread_without_ban() -> float:
    """Return the volatility of the poppy area without the ban of 2001."""
    return _fan("calm")["spread"]


@computed(
    unit="ha",
    how="Random walk with drift from 1997 to 2004, ban kept: four-in-five range for 2009, to two figures",
    uses=AREAS_BEFORE,
)
def supply_fan_2009_with_ban() -> tuple[float, float]:
    """Return the fan for the area of 2009 with the ban kept."""
    return _ends(_fan("in-2004"), 2)


@computed(unit="ha", how="The same with the changes into and out of 2001 left out, to two figures", uses=AREAS_BEFORE)
def supply_fan_2009_without_ban() -> tuple[float, float]:
    """Return the fan for the area of 2009 with the ban left out."""
    return _ends(_fan("calm"), 2)


@computed(
    unit="percent",
    how="Share of the areas of 2005 to 2009 inside the four-in-five fan without the ban",
    uses=(*AREAS_BEFORE, *AREAS_LATER[:5]),
)
def supply_share_inside_calm() -> float:
    """Return the share of five later years inside the calm fan, in percent."""
    return PERCENT * _fan("calm")["share"]


@computed(
    unit="percent",
    how="Interval score of the fan with the ban kept, years 2005 to 2009, over the area of 2004",
    uses=(*AREAS_BEFORE, *AREAS_LATER[:5]),
)
def supply_score_with_ban() -> float:
    """Return the mean interval score of the wide fan, in percent of the area of 2004."""
    return _fan("five-years")["fan_score"]


@computed(
    unit="percent",
    how="Interval score of the fan without the ban, years 2005 to 2009, over the area of 2004",
    uses=(*AREAS_BEFORE, *AREAS_LATER[:5]),
)
def supply_score_without_ban() -> float:
    """Return the mean interval score of the calm fan, in percent of the area of 2004."""
    return _fan("calm")["fan_score"]


@computed(
    unit="percent",
    how="Interval score of the area of 2004 carried on as a point, years 2005 to 2009, over that area",
    uses=(AREAS_BEFORE[-1], *AREAS_LATER[:5]),
)
def supply_score_no_change() -> float:
    """Return the mean interval score of "no change", in percent of the area of 2004."""
    return _fan("calm")["idle_score"]


@computed(
    unit="percent",
    how="Interval score of the change of 2003 to 2004 carried on as a point, years 2005 to 2009, over the area of 2004",
    uses=(*AREAS_BEFORE[-2:], *AREAS_LATER[:5]),
)
def supply_score_last_change() -> float:
    """Return the mean interval score of "the last change goes on", in percent of the area of 2004."""
    return _fan("calm")["trend_score"]


@computed(
    format=".0f",
    how="First area outside a 95% fan without drift, ban left out, carried on to 2025",
    uses=(*AREAS_BEFORE, *AREAS_LATER),
)
def supply_first_escape() -> float:
    """Return the first year that falls outside the widest calm fan."""
    return _fan("to-2025")["escape"]


@computed(
    unit="percent",
    how="Share of the outputs of 2005 to 2009 inside the four-in-five fan of output, ban left out",
    uses=OUTPUTS,
)
def supply_output_inside() -> float:
    """Return the share of five later outputs inside the fan, in percent."""
    return PERCENT * _fan("output")["share"]


@computed(
    format=".1f",
    how="Standard deviations of the calm fan's yearly change in the fall of the area from 2022 to 2023",
    uses=(*AREAS_BEFORE, *AREAS_LATER[17:19]),
)
def supply_fall_2023_in_deviations() -> float:
    """Return the fall of 2023 in standard deviations of the changes before 2005 without the first ban."""
    before, after = map(tables.value, AREAS_LATER[17:19])
    return math.log(before / after) / _fan("to-2025")["spread"]

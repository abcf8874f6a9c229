"""Computed numbers of the chapter on Afghan supply: the fan of 2004, area against yield, and two bans."""

from __future__ import annotations

import math

from counternarcotics import explorers, tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.random_walk import area_and_yield

AREA_2004, OUTPUT_2004 = "poppy-area-afghanistan-2004", "opium-production-afghanistan-2004"


def area_id(year: int) -> str:
    """Return the id of the poppy area of a year."""
    return f"poppy-area-afghanistan-{year}"


def output_id(year: int) -> str:
    """Return the id of the opium output of a year."""
    return OUTPUT_2004 if year == 2004 else f"opium-output-afghanistan-{year}"


def price_id(year: int) -> str:
    """Return the id of the farm-gate price of dry opium of a year."""
    return f"opium-farm-gate-price-dry-afghanistan-{year}"


AREAS_BEFORE = tuple(area_id(year) for year in range(1997, 2005))
AREAS_LATER = tuple(area_id(year) for year in range(2005, 2026))
GROWERS_YEARS = tuple(area_id(year) for year in range(2015, 2021))
OUTPUTS_BEFORE = tuple(output_id(year) for year in range(1994, 2005))
OUTPUTS_FIVE = tuple(output_id(year) for year in range(2005, 2010))


def ratio(later: str, earlier: str) -> float:
    """Return one figure over another, by their ids."""
    return tables.value(later) / tables.value(earlier)


def _fan(preset: str, **chosen: float) -> dict[str, float]:
    explorer = explorers.load("supply-fan")
    return explorer.evaluate(**explorer.preset(preset) | chosen).values


# -- the fan of 2004 ---------------------------------------------------------------------------------


@computed(
    unit="percent-per-year",
    format="+.0f",
    how="Mean yearly change of the logarithm of area, 1997 to 2004, as a growth rate",
    uses=AREAS_BEFORE,
)
def supply_drift_with_ban() -> float:
    """Return the drift of the poppy area with the ban of 2001 kept, in percent a year."""
    return PERCENT * _fan("in-2004")["drift"]


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


def _ends(values: dict[str, float], digits: int) -> tuple[float, float]:
    return tuple(float(f"{1000 * values[end]:.{digits}g}") for end in ("fan", "fan_high"))


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
    uses=(AREA_2004, *AREAS_LATER[:5]),
)
def supply_score_no_change() -> float:
    """Return the mean interval score of "no change", in percent of the area of 2004."""
    return _fan("calm")["idle_score"]


@computed(
    unit="percent",
    how="Interval score of the change of 2003 to 2004 carried on as a point, years 2005 to 2009, over the area of 2004",
    uses=(area_id(2003), AREA_2004, *AREAS_LATER[:5]),
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
    uses=(*OUTPUTS_BEFORE, *OUTPUTS_FIVE),
)
def supply_output_inside() -> float:
    """Return the share of five later outputs inside the fan, in percent."""
    return PERCENT * _fan("output")["share"]


# -- area against yield ------------------------------------------------------------------------------


def _parts(start: int, end: int) -> tuple[float, float]:
    return area_and_yield(*(tables.value(i) for i in (area_id(start), area_id(end), output_id(start), output_id(end))))


@computed(
    unit="percent",
    format="+.0f",
    how="Output of 2007 over output of 2004, minus one",
    uses=(OUTPUT_2004, output_id(2007)),
)
def supply_output_change_2004_2007() -> float:
    """Return the change of opium output from 2004 to 2007, in percent."""
    return PERCENT * (ratio(output_id(2007), OUTPUT_2004) - 1)


@computed(
    unit="percent",
    how="Logarithm of the area ratio over logarithm of the output ratio, 2004 to 2007",
    uses=(AREA_2004, area_id(2007), OUTPUT_2004, output_id(2007)),
)
def supply_area_part_2004_2007() -> float:
    """Return the part of area in the rise of output from 2004 to 2007, in percent."""
    area, harvest = _parts(2004, 2007)
    return PERCENT * area / (area + harvest)


@computed(
    unit="percent", format="+.0f", how="Area of 2010 over area of 2009, minus one", uses=(area_id(2009), area_id(2010))
)
def supply_area_change_2009_2010() -> float:
    """Return the change of area from 2009 to 2010, in percent."""
    return PERCENT * (ratio(area_id(2010), area_id(2009)) - 1)


@computed(
    unit="percent",
    format="+.0f",
    how="Output of 2010 over output of 2009, minus one",
    uses=(output_id(2009), output_id(2010)),
)
def supply_output_change_2009_2010() -> float:
    """Return the change of output from 2009 to 2010, in percent."""
    return PERCENT * (ratio(output_id(2010), output_id(2009)) - 1)


# -- the growers and the two bans --------------------------------------------------------------------


@computed(unit="ha", how="Least and greatest area of the years 2015 to 2020", uses=GROWERS_YEARS)
def supply_area_2015_2020() -> tuple[float, float]:
    """Return the range of the poppy area in the years by which growers were to be won over."""
    values = [tables.value(identifier) for identifier in GROWERS_YEARS]
    return min(values), max(values)


@computed(
    unit="percent",
    how="Eradicated area of 2005 over cultivated area of 2005",
    uses=("poppy-eradicated-afghanistan-2005", area_id(2005)),
)
def supply_eradicated_share_2005() -> float:
    """Return the eradicated area of 2005 in percent of what was left to be counted."""
    return PERCENT * ratio("poppy-eradicated-afghanistan-2005", area_id(2005))


@computed(
    unit="percent", format="+.0f", how="Area of 2001 over area of 2000, minus one", uses=(area_id(2000), area_id(2001))
)
def supply_area_fall_2001() -> float:
    """Return the change of area in the first ban, in percent."""
    return PERCENT * (ratio(area_id(2001), area_id(2000)) - 1)


@computed(
    unit="percent",
    format="+.0f",
    how="Output of 2001 over output of 2000, minus one",
    uses=(output_id(2000), output_id(2001)),
)
def supply_output_fall_2001() -> float:
    """Return the change of output in the first ban, in percent."""
    return PERCENT * (ratio(output_id(2001), output_id(2000)) - 1)


@computed(
    unit="percent",
    format="+.0f",
    how="Output of 2023 over output of 2022, minus one",
    uses=(output_id(2022), output_id(2023)),
)
def supply_output_fall_2023() -> float:
    """Return the change of output in the second ban, in percent."""
    return PERCENT * (ratio(output_id(2023), output_id(2022)) - 1)


@computed(
    unit="percent", how="Area of 2002 over area of 2000, the last before the ban", uses=(area_id(2000), area_id(2002))
)
def supply_rebound_2002() -> float:
    """Return how much of the area was back a year after the first ban, in percent."""
    return PERCENT * ratio(area_id(2002), area_id(2000))


@computed(
    unit="percent",
    format=".1f",
    how="Area of 2025 over area of 2022, the last before the ban",
    uses=(area_id(2022), area_id(2025)),
)
def supply_left_2025() -> float:
    """Return how much of the area was left in the third year of the second ban, in percent."""
    return PERCENT * ratio(area_id(2025), area_id(2022))


@computed(unit="times", how="Price of dry opium in 2001 over that of 2000", uses=(price_id(2000), price_id(2001)))
def supply_price_rise_2001() -> float:
    """Return the price reaction to the first ban, as a ratio."""
    return ratio(price_id(2001), price_id(2000))


@computed(
    unit="times",
    how="Price of dry opium in 2025 over that of 2020, the last full year known before the ban",
    uses=(price_id(2020), price_id(2025)),
)
def supply_price_rise_2025() -> float:
    """Return the price reaction to the second ban, as a ratio."""
    return ratio(price_id(2025), price_id(2020))


@computed(
    unit="usd-million",
    how="Output times price of dry opium at the farm gate, 2000 and 2001; our product, no published value",
    uses=(output_id(2000), output_id(2001), price_id(2000), price_id(2001)),
)
def supply_value_around_first_ban() -> tuple[float, float]:
    """Return the farm value of the harvest in the ban year and in the year before, in million US dollars."""
    values = [tables.value(output_id(y)) * tables.value(price_id(y)) * 1000 / 1e6 for y in (2001, 2000)]
    return values[0], values[1]


@computed(
    format=".1f",
    how="Standard deviations of the calm fan's yearly change in the fall of the area from 2022 to 2023",
    uses=(*AREAS_BEFORE, area_id(2022), area_id(2023)),
)
def supply_fall_2023_in_deviations() -> float:
    """Return the fall of 2023 in standard deviations of the changes before 2005 without the first ban."""
    return -math.log(ratio(area_id(2023), area_id(2022))) / _fan("to-2025")["spread"]

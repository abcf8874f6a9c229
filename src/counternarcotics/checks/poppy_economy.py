"""Tasks of Lab 1.2b, the poppy economy."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task

POPPY_INCOME = "poppy-income-per-ha-afghanistan-2003"
WHEAT_INCOME = "wheat-income-per-ha-afghanistan-2003"
AREA_GROWTH = "change-in-poppy-area-afghanistan-2003-2004"
HALF = 0.5
EXTRA_COST = 3000  # US dollars per hectare, an illustrative assumption that the task states


def growth_from_published_output() -> float:
    """Return the percent by which output grew from the survey's own figure for 2003 to 2004."""
    start = tables.value("opium-output-afghanistan-2003")
    return 100 * (tables.value("opium-production-afghanistan-2004") / start - 1)


def receipts_as_share_of_gdp() -> float:
    """Return income times implied area of 2003 as a percent of the legal GDP that the text implies."""
    area = tables.value("poppy-area-afghanistan-2004") / (1 + tables.value(AREA_GROWTH) / 100)
    value = 1e9 * tables.value("opium-production-value-afghanistan-2003")
    gdp = value / (tables.value("opium-value-gdp-share-afghanistan-2003") / 100)
    return 100 * tables.value(POPPY_INCOME) * area / gdp


def growth_of_the_enlarged_fields() -> float:
    """Return the percent by which farmers who said "increase" must enlarge equal fields to reach the printed growth."""
    increase, decrease = (
        tables.value(f"farmers-intending-{answer}-afghanistan-2004") for answer in ("increase", "decrease")
    )
    return 100 * (tables.value(AREA_GROWTH) + decrease) / increase


def break_even_at_half_the_sales() -> float:
    """Return the chance of eradication, in percent, at which halved sales less the extra cost equal wheat."""
    return 100 * (1 - (tables.value(WHEAT_INCOME) + EXTRA_COST) / (HALF * tables.value(POPPY_INCOME)))


def change_of_yield_2009_2010() -> float:
    """Return the percent change of output over area from 2009 to 2010."""
    before, after = (
        tables.value(f"opium-output-afghanistan-{year}") / tables.value(f"poppy-area-afghanistan-{year}")
        for year in (2009, 2010)
    )
    return 100 * (after / before - 1)


TASKS = {
    1: Task(
        expected=growth_from_published_output,
        right="The word before the printed percentage carries weight: the growth was clearly smaller.",
        hint="Divide output_2004 by the published output of 2003, subtract 1, and give the result in percent.",
    ),
    2: Task(
        expected=receipts_as_share_of_gdp,
        right="The growers' receipts are a smaller share than the printed one; what the printed value counts is left open.",
        hint="Divide the second entry of worth by the third and give percent.",
    ),
    3: Task(
        expected=growth_of_the_enlarged_fields,
        right="Their fields would nearly have to double, which suggests that farmers who were not asked took part in the growth.",
        hint="Start from 100 equal fields: the increasers' share times x, less the share that stops, must give the growth.",
    ),
    4: Task(
        expected=break_even_at_half_the_sales,
        right="With half the sales and these costs the break-even falls by about half.",
        hint="Call break_even_chance with half of income['poppy'], income['wheat'] and cost=3000, and give percent.",
    ),
    5: Task(
        expected=change_of_yield_2009_2010,
        right="The area was the same in both years, so the whole fall in output was a fall in yield.",
        hint="Take later.loc[2010, 'output over area'] over the value for 2009, subtract 1, and give percent.",
    ),
}

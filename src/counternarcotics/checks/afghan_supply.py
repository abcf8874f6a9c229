"""Tasks of the lab on Afghan supply."""

from __future__ import annotations

from counternarcotics import computed
from counternarcotics.checks import Task
from counternarcotics.explorers.supply_fan import CHANGES, QUANTILES, VALUES
from counternarcotics.models.fan import interval_score
from counternarcotics.models.random_walk import area_and_yield, band, mean_change, volatility
from counternarcotics.numberlike import summed

BAN = (2001, 2002)


def _calm() -> list[float]:
    return [change for year, change in CHANGES[0].items() if year not in BAN]


def spread_without_ban() -> float:
    """Return the standard deviation of the changes of log area to 2004 without those into and out of 2001."""
    calm = _calm()
    ones = [1] * len(calm)
    return volatility(calm, ones, mean_change(calm, ones))


def upper_end_2014() -> float:
    """Return the upper end of the four-in-five fan without drift for the area of 2014, ban left out."""
    return band(VALUES[0][2004], 0, spread_without_ban(), 10, QUANTILES[1])[2]


def share_inside_to_2014() -> float:
    """Return the percent of the areas of 2005 to 2014 inside that fan."""
    years = range(2005, 2015)
    hits = 0
    for year in years:
        low, _, high = band(VALUES[0][2004], 0, spread_without_ban(), year - 2004, QUANTILES[1])
        hits += low <= VALUES[0][year] <= high
    return 100 * hits / len(years)


def score_of_no_change() -> float:
    """Return the mean interval score of the area of 2004 carried on over 2005 to 2009, in hectares."""
    start = VALUES[0][2004]
    return summed(interval_score(start, start, VALUES[0][year], 0.2) for year in range(2005, 2010)) / 5


def yield_part_2022_2023() -> float:
    """Return the change of log yield from 2022 to 2023."""
    areas, outputs = VALUES
    return area_and_yield(areas[2022], areas[2023], outputs[2022], outputs[2023])[1]


def effect_of_the_second_ban() -> float:
    """Return the difference in differences of 2023, Myanmar being the control, in percent."""
    return computed.get("ban-effect-second").ends()[0]


TASKS = {
    1: Task(
        expected=spread_without_ban,
        right="Two changes of seven made up nearly all of the spread.",
        hint="Drop the years 2001 and 2002 from changes and take .std() of what is left.",
    ),
    2: Task(
        expected=upper_end_2014,
        right="Ten years widen the fan by the square root of ten, and by no more.",
        hint="start * exp(1.2816 * spread * sqrt(10)), with the spread of Task 1 and no drift.",
    ),
    3: Task(
        expected=share_inside_to_2014,
        right="One path inside its fan is a single trial, and no proof of calibration.",
        hint="Work out low and high for the years 2005 to 2014, then the share of areas between them, in percent.",
    ),
    4: Task(
        expected=score_of_no_change,
        right="Less than the calm fan with its drift; without the drift that fan pays less than half of this.",
        hint="A point has no width: 2 / 0.2 times the distance from the area of 2004, averaged over five years.",
    ),
    5: Task(
        expected=yield_part_2022_2023,
        right="Under the ban each remaining hectare gave a little more; the fall is all area.",
        hint="Change of log output minus change of log area; the output of 2022 and 2023 and the areas stand in the table supply.",
    ),
    6: Task(
        expected=effect_of_the_second_ban,
        right="Nearly the plain fall: beside a change of this size no control can matter much.",
        hint="100 * (np.exp(d) - 1) with d the difference of 2023; it is below zero.",
    ),
}

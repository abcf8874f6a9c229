"""Tasks of the lab on HIV and harm reduction."""

from __future__ import annotations

from counternarcotics import computed, tables
from counternarcotics.checks import Task
from counternarcotics.explorers import hiv_calibration
from counternarcotics.models.calibration import flat_error


def false_fall() -> float:
    """Return the fall in percent that joining two Kyrgyz rounds would show."""
    return computed.value("hiv-rounds-false-fall")


def country_with_most_needles_in_2018() -> str:
    """Return the country with the most needles a person in 2018."""
    return max(hiv_calibration.COUNTRIES, key=lambda c: tables.value(f"needles-per-person-{c.lower()}-2018"))


def flat_error_of_tajikistan() -> float:
    """Return the typical error of a flat line for Tajikistan, in percentage points."""
    return 100 * flat_error(list(hiv_calibration.points(2).values()))


def best_rate_with_needles() -> float:
    """Return the transmission rate of the best Tajik fit with the reported needles."""
    return hiv_calibration.fitted(2)[1]


def best_error_with_nobody() -> float:
    """Return the typical error of the best Tajik fit with nobody reached, in percentage points."""
    return computed.value("fit-tajikistan-nobody")


def near_fits() -> float:
    """Return how many pairs of the grid lie within a quarter of the least error for Tajikistan."""
    return computed.value("grid-cells-near-tajikistan")


TASKS = {
    1: Task(
        expected=false_fall,
        right="A fall by a change of method; the register went on growing.",
        hint="100 times one minus the estimate of the newer round (2016) over that of the older one (2011).",
    ),
    2: Task(
        expected=country_with_most_needles_in_2018,
        right="It stands exactly at the mark that guidance calls high.",
        hint="Look at the column 2018 of `table` and name the country with the largest number.",
    ),
    3: Task(
        expected=flat_error_of_tajikistan,
        right="Any model has to beat this before it may claim anything.",
        hint="Take the surveys of Tajikistan less their mean, square, average, and take the root.",
    ),
    4: Task(
        expected=best_rate_with_needles,
        right="The rate goes with its start: a higher one would fit with a lower start.",
        hint="`np.unravel_index(errors.argmin(), errors.shape)` gives the row and the column; the column picks from `rates`.",
    ),
    5: Task(
        expected=best_error_with_nobody,
        right="Nearer than with the needles. The surveys cannot tell the two stories apart.",
        hint="Call `search` with a list of zeros as reach, and take 100 times the least error.",
    ),
    6: Task(
        expected=near_fits,
        right="A ridge of settings and no peak: equifinality in one picture.",
        hint="Count the cells of `errors` that are at most 1.25 times its least value.",
    ),
}

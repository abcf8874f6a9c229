"""Computed numbers of the chapter on HIV that no expression can say: they are what a search over a grid finds."""

from __future__ import annotations

from counternarcotics.computed import PERCENT, computed
from counternarcotics.explorers.hiv_calibration import INITIAL_GRID, TRANSMISSION_GRID, error_surface, fitted

SURVEYS = tuple(f"hiv-prevalence-injecting-tajikistan-{year}" for year in (2011, 2012, 2014, 2018))
TAJIKISTAN = 2  # its place among the explorer's countries


@computed(
    format=".2f",
    how="Typical error of the best fit with the reported needles, in percentage points",
    uses=SURVEYS,
)
def fit_tajikistan_needles() -> float:
    """Return the typical error of the best Tajik fit with prevention, in percentage points."""
    return PERCENT * fitted(TAJIKISTAN)[2]


@computed(
    format=".2f",
    how="Typical error of the best fit with nobody reached, in percentage points",
    uses=SURVEYS,
)
def fit_tajikistan_nobody() -> float:
    """Return the typical error of the best Tajik fit without prevention, in percentage points."""
    return PERCENT * fitted(TAJIKISTAN, prevention=False)[2]


@computed(
    unit="percent",
    format=".0f",
    how="Prevalence in 2000 that the two best fits for Tajikistan need: with the reported needles, and with nobody reached",
    uses=SURVEYS,
)
def fit_tajikistan_starts() -> tuple[float, float]:
    """Return the starting prevalence of the two best Tajik fits, in percent."""
    return PERCENT * fitted(TAJIKISTAN)[0], PERCENT * fitted(TAJIKISTAN, prevention=False)[0]


@computed(how="Pairs of a start and a rate of transmission on the grid", uses=SURVEYS)
def grid_cells() -> float:
    """Return the size of the grid."""
    return len(INITIAL_GRID) * len(TRANSMISSION_GRID)


@computed(
    how="Pairs on the grid whose typical error for Tajikistan is at most a quarter above the least",
    uses=SURVEYS,
)
def grid_cells_near_tajikistan() -> float:
    """Return how many pairs fit Tajikistan nearly as well as the best."""
    errors = error_surface(TAJIKISTAN)
    return int((errors <= 1.25 * errors.min()).sum())

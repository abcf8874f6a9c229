"""Computed numbers of section 4: what the record came to, drawn together."""

from __future__ import annotations

import functools

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.computed.trends import COUNTRIES, REGISTERS
from counternarcotics.models.growth import annual_rate
from counternarcotics.verdicts import DISAGREEING

START, LATER = 2003, 2011
REGISTERS_LATER = tuple(f"registered-users-{country}-{LATER}" for country in COUNTRIES)
MONOGRAPH = "osmonaliev-2005"


@functools.lru_cache
def _figures_in(table: str, column: str) -> tuple[str, ...]:
    """Return the figures that a table of judgements names in a column of ids, each once."""
    known = set(tables.figures().index)
    rows = tables.load(table)
    if table == "source_checks":
        rows = rows[rows["source"] == MONOGRAPH]
    named = (identifier for cell in rows[column] for identifier in str(cell).split(";"))
    return tuple(dict.fromkeys(identifier for identifier in named if identifier in known))


CLAIM_FIGURES = _figures_in("forecast_claims", "figures")
CHECK_FIGURES = _figures_in("source_checks", "claims")


def _sum(identifiers: tuple[str, ...]) -> float:
    return sum(tables.value(identifier) for identifier in identifiers)


@computed(unit="persons", how="Sum of four registers counted for 2011", uses=REGISTERS_LATER)
def register_total_2011() -> float:
    """Return the people on four registers in 2011."""
    return _sum(REGISTERS_LATER)


@computed(
    unit="percent",
    format="+.0f",
    how="Sum of four registers in 2011 over the sum in early 2003, minus one",
    uses=(*REGISTERS, *REGISTERS_LATER),
)
def register_sum_change_2003_2011() -> float:
    """Return the change of the four registers together, in percent."""
    return PERCENT * (_sum(REGISTERS_LATER) / _sum(REGISTERS) - 1)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the sums of four registers in 2003 and 2011, 8 years apart",
    uses=(*REGISTERS, *REGISTERS_LATER),
)
def register_sum_rate_2003_2011() -> float:
    """Return the yearly change of the four registers together, in percent."""
    return PERCENT * annual_rate(_sum(REGISTERS), _sum(REGISTERS_LATER), LATER - START)


def _claims(verdict: str = "") -> float:
    verdicts = tables.load("forecast_claims")["verdict"]
    return float(len(verdicts) if not verdict else (verdicts == verdict).sum())


@computed(how="Rows of the table of forecast claims", uses=CLAIM_FIGURES)
def forecast_claims_counted() -> float:
    """Return how many claims of section 1.2 were held against the later record."""
    return _claims()


@computed(how="Forecast claims that the later record bears out", uses=CLAIM_FIGURES)
def forecast_claims_hit() -> float:
    """Return how many claims were hits."""
    return _claims("hit")


@computed(how="Forecast claims that the later record contradicts", uses=CLAIM_FIGURES)
def forecast_claims_missed() -> float:
    """Return how many claims were misses."""
    return _claims("miss")


@computed(how="Forecast claims that hold in one part or place and fail in another", uses=CLAIM_FIGURES)
def forecast_claims_split() -> float:
    """Return how many claims were half right."""
    return _claims("split")


@computed(how="Forecast claims that no later figure can decide", uses=CLAIM_FIGURES)
def forecast_claims_undecidable() -> float:
    """Return how many claims cannot be scored."""
    return _claims("undecidable")


@functools.lru_cache
def _verdicts() -> tuple[str, ...]:
    checks = tables.load("source_checks")
    own = (checks["source"] == MONOGRAPH) & (checks["voice"] == "author")
    return tuple(checks.loc[own, "verdict"])


@computed(how="Source checks of claims that the author of the monograph makes himself", uses=CHECK_FIGURES)
def monograph_checks_counted() -> float:
    """Return how many of the author's own claims were checked."""
    return float(len(_verdicts()))


def _share(wanted: frozenset[str]) -> float:
    return PERCENT * sum(verdict in wanted for verdict in _verdicts()) / len(_verdicts())


@computed(unit="percent", how="Checks of the author's own claims that pass, over all of them", uses=CHECK_FIGURES)
def monograph_checks_passing() -> float:
    """Return the share of checks that pass, in percent."""
    return _share(frozenset({"passes"}))


@computed(
    unit="percent",
    how="Checks of the author's own claims that end as error, contradiction or misprint, over all of them",
    uses=CHECK_FIGURES,
)
def monograph_checks_disagreeing() -> float:
    """Return the share of checks that find a fault, in percent."""
    return _share(DISAGREEING)


@computed(
    unit="percent",
    how="Checks of the author's own claims that nothing printed can decide, over all",
    uses=CHECK_FIGURES,
)
def monograph_checks_undefined() -> float:
    """Return the share of checks that cannot be decided, in percent."""
    return _share(frozenset({"undefined"}))


@computed(
    unit="percent",
    format=".0f",
    how="Kyrgyz register after five years of Scenario One, read as yearly, over nine tenths of the register of 2003, minus one",
    uses=("registered-users-kyrgyzstan-2003", "scenario-one-change-in-registered-users-central-asia-2005-2010"),
)
def concept_distance_kyrgyzstan_2008() -> tuple[float, float]:
    """Return how far the expected register of 2008 lies above a target one tenth below that of 2003, in percent."""
    rates = tables.bounds("scenario-one-change-in-registered-users-central-asia-2005-2010")
    return tuple(PERCENT * ((1 + rate / PERCENT) ** 5 / 0.9 - 1) for rate in rates)

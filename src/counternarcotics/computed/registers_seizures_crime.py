"""Computed numbers of the chapter on registers, seizures and crime after 2003 that count where one score beats another.

An expression does not compare, so these two stay functions.
"""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed
from counternarcotics.models.fan import fan, interval_score
from counternarcotics.registers import COUNTRIES, MISS, ONE_USERS, REGISTERS, START, TWO_USERS, register, scenario_range

LATER = 2011
BOTH = (*REGISTERS, *(register(country, LATER) for country in COUNTRIES))


def _score(country: str, growth: tuple[float, float]) -> float:
    ends = fan(tables.value(register(country, START)), *growth, LATER - START)
    return interval_score(*ends, tables.value(register(country, LATER)), MISS)


def _countries_lost(growth: tuple[float, float]) -> float:
    return sum(_score(country, growth) > _score(country, (0, 0)) for country in COUNTRIES)


_HOW = "Countries, of four, where {} has a higher interval score than “no change” for the register of 2011"


@computed(how=_HOW.format("Scenario One, read as yearly,"), uses=(*BOTH, ONE_USERS))
def register_countries_lost_by_one_2011() -> float:
    """Return in how many countries Scenario One does worse than "no change"."""
    return _countries_lost(scenario_range(ONE_USERS))


@computed(how=_HOW.format("Scenario Two"), uses=(*BOTH, TWO_USERS))
def register_countries_lost_by_two_2011() -> float:
    """Return in how many countries Scenario Two does worse than "no change"."""
    return _countries_lost(scenario_range(TWO_USERS, falls=True))

"""Computed numbers of the reading of 2007."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.growth import compound

KG_PER_T = 1000
MONTHS_A_YEAR = 12
MONTHS_COVERED = (6, 7)  # what a report of July can cover, our judgement; see the check crimes-of-part-of-2007
START, COUNTED = 2003, 2007
SCENARIOS_START = 2005

REGISTER_2003, REGISTER_2007, REGISTER_2011, REGISTER_2023 = (
    f"registered-users-kazakhstan-{year}" for year in (2003, 2007, 2011, 2023)
)
ESTIMATE = "users-estimated-kazakhstan-2002"
FIVE_TIMES, TEN_TO_FIFTEEN = "users-per-registered-user-kazakhstan-2007", "users-per-registered-user-central-asia-2003"
ONE_USERS = "scenario-one-change-in-registered-users-central-asia-2005-2010"
OFFENCES, OFFENCES_2002 = "offences-kazakhstan-2007-part-year", "offences-kazakhstan-2002"
DRUGS, DRUGS_2003 = "drugs-seized-kazakhstan-2007-part-year", "drugs-seized-kazakhstan-2003"
HEROIN, HEROIN_2003 = "heroin-seized-kazakhstan-2007-part-year", "heroin-seized-kazakhstan-2003"
VENUES = "drug-cases-in-venues-kazakhstan-2007"
PAVLODAR = "cannabis-herb-seized-pavlodar-kazakhstan-2007"
HUNDREDS = "; rounded to the nearest hundred"


def scenario_one(years: float, period: float = 1) -> tuple[float, float]:
    """Return the register after `years` of Scenario One from early 2003; its rate falls once in each `period` years."""
    start = tables.value(REGISTER_2003)
    low, high = (compound(start, rate / PERCENT, years, period) for rate in tables.bounds(ONE_USERS))
    return round(low, -2), round(high, -2)


def full_year(identifier: str) -> tuple[float, float]:
    """Return a figure of part of 2007 rescaled to twelve months, for seven and for six months covered."""
    part = tables.value(identifier)
    return part * MONTHS_A_YEAR / MONTHS_COVERED[1], part * MONTHS_A_YEAR / MONTHS_COVERED[0]


def relative(identifier: str, reference: str, scale: float = 1) -> tuple[float, float]:
    """Return a part year rescaled to twelve months as a percentage of a full year; `scale` joins the units."""
    low, high = (PERCENT * scale * end / tables.value(reference) for end in full_year(identifier))
    return low, high


@computed(
    how="Printed lower bound of 2007 over the count of early 2003, less one",
    uses=(REGISTER_2003, REGISTER_2007), unit="percent", format=".1f",
)  # fmt: skip
def kazakh_register_change_2003_2007() -> float:
    """Return the growth of the Kazakh register from 2003 to the bound of 2007, in percent (a minimum)."""
    return PERCENT * (tables.value(REGISTER_2007) / tables.value(REGISTER_2003) - 1)


@computed(
    how=f"Register of early 2003 raised once by the two ends of the rate{HUNDREDS}",
    uses=(REGISTER_2003, ONE_USERS), unit="persons",
)  # fmt: skip
def kazakh_register_2007_if_total() -> tuple[float, float]:
    """Return the register that Scenario One gives if its rate is a total reached by 2007."""
    return scenario_one(1)


@computed(
    how=f"Register of early 2003, growing for 4 years at the two ends of the rate read as yearly{HUNDREDS}",
    uses=(REGISTER_2003, ONE_USERS), unit="persons",
)  # fmt: skip
def kazakh_register_2007_if_yearly() -> tuple[float, float]:
    """Return the register of 2007 that Scenario One gives if its rate is yearly and holds from 2003."""
    return scenario_one(COUNTED - START)


@computed(
    how=f"Register of early 2003 unchanged to 2005, then growing for 2 years at the two ends of the rate{HUNDREDS}",
    uses=(REGISTER_2003, ONE_USERS), unit="persons",
)  # fmt: skip
def kazakh_register_2007_if_yearly_from_2005() -> tuple[float, float]:
    """Return the register of 2007 that Scenario One gives if its rate is yearly and begins in 2005."""
    return scenario_one(COUNTED - SCENARIOS_START)


@computed(how="Five times the printed lower bound", uses=(FIVE_TIMES, REGISTER_2007), unit="persons")
def kazakh_users_five_times() -> float:
    """Return the people who use drugs that the independent experts imply (a minimum)."""
    return tables.value(FIVE_TIMES) * tables.value(REGISTER_2007)


@computed(
    how="Six times the printed lower bound, the letter of “five times higher”",
    uses=(FIVE_TIMES, REGISTER_2007), unit="persons",
)  # fmt: skip
def kazakh_users_five_times_higher() -> float:
    """Return what “five times higher” gives to the letter (a minimum)."""
    return (tables.value(FIVE_TIMES) + 1) * tables.value(REGISTER_2007)


@computed(
    how="Regional ten to fifteen for each registered person, times the Kazakh lower bound of 2007",
    uses=(TEN_TO_FIFTEEN, REGISTER_2007), unit="persons",
)  # fmt: skip
def kazakh_users_by_regional_multiplier() -> tuple[float, float]:
    """Return what the regional multiplier of the monograph would give for Kazakhstan."""
    low, high = tables.bounds(TEN_TO_FIFTEEN)
    return low * tables.value(REGISTER_2007), high * tables.value(REGISTER_2007)


@computed(
    how="Estimate of the assessment of 2000-2002 over the register of early 2003",
    uses=(ESTIMATE, REGISTER_2003), unit="times", format=".1f",
)  # fmt: skip
def kazakh_multiplier_2003() -> tuple[float, float]:
    """Return the multiplier that estimate and register of section 1.1 imply."""
    low, high = tables.bounds(ESTIMATE)
    return low / tables.value(REGISTER_2003), high / tables.value(REGISTER_2003)


@computed(
    how="Estimate of 1999 over the register of 1999, both in one later report",
    uses=("users-estimated-kazakhstan-1999", "registered-users-kazakhstan-1999"),
    unit="times",
    format=".1f",
)
def kazakh_multiplier_1999() -> float:
    """Return the multiplier of an estimate and a register of 1999."""
    return tables.value("users-estimated-kazakhstan-1999") / tables.value("registered-users-kazakhstan-1999")


@computed(
    how="Offences of part of 2007 times 12/7, and times 12/6", uses=(OFFENCES,), unit="offences"
)  # fmt: skip
def kazakh_offences_2007_full_year() -> tuple[float, float]:
    """Return the offences of 2007 rescaled to a year (a minimum)."""
    low, high = full_year(OFFENCES)
    return round(low, -2), round(high, -2)


@computed(
    how="Rescaled offences of 2007 over those of 2002", uses=(OFFENCES, OFFENCES_2002), unit="percent"
)  # fmt: skip
def kazakh_offences_2007_of_2002() -> tuple[float, float]:
    """Return the rescaled offences of 2007 as a percentage of 2002."""
    return relative(OFFENCES, OFFENCES_2002)


@computed(how="Tonnes of part of 2007 times 12/7, and times 12/6", uses=(DRUGS,), unit="t", format=".1f")
def kazakh_drugs_2007_full_year() -> tuple[float, float]:
    """Return the drugs seized in 2007 rescaled to a year, in tonnes (a minimum)."""
    return full_year(DRUGS)


@computed(
    how="Kilograms of part of 2007 times 12/7, and times 12/6; rounded to tens", uses=(HEROIN,), unit="kg"
)  # fmt: skip
def kazakh_heroin_2007_full_year() -> tuple[float, float]:
    """Return the heroin seized in 2007 rescaled to a year, in kilograms."""
    low, high = full_year(HEROIN)
    return round(low, -1), round(high, -1)


@computed(how="Heroin over all drugs by weight, part of 2007", uses=(HEROIN, DRUGS), unit="percent", format=".1f")
def kazakh_heroin_share_2007() -> float:
    """Return heroin's share of the weight seized in part of 2007, in percent (a maximum)."""
    return PERCENT * tables.value(HEROIN) / (KG_PER_T * tables.value(DRUGS))


@computed(how="Heroin over all drugs by weight, 2003", uses=(HEROIN_2003, DRUGS_2003), unit="percent", format=".1f")
def kazakh_heroin_share_2003() -> float:
    """Return heroin's share of the weight seized in 2003, in percent."""
    return PERCENT * tables.value(HEROIN_2003) / tables.value(DRUGS_2003)


@computed(how="Cases in venues over all registered drug crimes of the same report", uses=(VENUES, OFFENCES), unit="percent", format=".1f")  # fmt: skip
def venue_cases_share_of_offences() -> float:
    """Return the cases in places of entertainment as a share of the crimes registered, in percent (a maximum)."""
    return PERCENT * tables.value(VENUES) / tables.value(OFFENCES)


@computed(how="The Pavlodar case over the six tons", uses=(PAVLODAR, DRUGS), unit="percent")
def pavlodar_share_of_drugs_2007() -> float:
    """Return the Pavlodar case as a share of the weight seized in part of 2007, in percent, if it lies within it."""
    return PERCENT * tables.value(PAVLODAR) / (KG_PER_T * tables.value(DRUGS))


@computed(how="One minus the register of 2023 over that of early 2003", uses=(REGISTER_2003, REGISTER_2023), unit="percent")  # fmt: skip
def kazakh_register_fall_2003_2023() -> float:
    """Return the fall of the Kazakh register from 2003 to 2023, in percent."""
    return PERCENT * (1 - tables.value(REGISTER_2023) / tables.value(REGISTER_2003))


@computed(how="One minus the register of 2011 over that of early 2003", uses=(REGISTER_2003, REGISTER_2011), unit="percent")  # fmt: skip
def kazakh_register_fall_2003_2011() -> float:
    """Return the fall of the Kazakh register from 2003 to 2011, in percent."""
    return PERCENT * (1 - tables.value(REGISTER_2011) / tables.value(REGISTER_2003))

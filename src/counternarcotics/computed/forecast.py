"""Numbers worked out for section 1.2, the forecast."""

from __future__ import annotations

import itertools
import math
import statistics

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.computed.trends import REGISTERS
from counternarcotics.models.growth import annual_rate, compound

START = 2003
HORIZON_YEARS = 5  # the longest horizon that section 1.2 holds forecastable
SCENARIO_TWO_YEARS = 3

ONE_USERS = "scenario-one-change-in-registered-users-central-asia-2005-2010"
ONE_SHARE = "scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010"
TWO_USERS = "scenario-two-decrease-in-users-central-asia-2005-2008"
TWO_TRAFFICKING = "scenario-two-change-in-trafficking-offences-central-asia-2005-2008"
TWO_OTHER = "scenario-two-decrease-in-non-trafficking-offences-central-asia-2005-2008"
THREE_OFFENCES = "scenario-three-change-in-offences-central-asia-2005-2008"
THREE_HORIZON = "scenario-three-horizon-central-asia-2005-2008"
SUMMARY_OFFENCES = "summary-change-in-offences-central-asia-2005-2010"
SUMMARY_HORIZON = "summary-horizon-central-asia-2005-2010"

AREA_2004 = "poppy-area-afghanistan-2004"
AREA_CHANGE = "change-in-poppy-area-afghanistan-2003-2004"
OUTPUT_2004 = "opium-production-afghanistan-2004"
OUTPUT_CHANGE = "change-in-opium-production-afghanistan-2003-2004"
POPPY_INCOME = "poppy-income-per-ha-afghanistan-2003"
WHEAT_INCOME = "wheat-income-per-ha-afghanistan-2003"
OPIUM_VALUE = "opium-production-value-afghanistan-2003"
GDP_SHARE = "opium-value-gdp-share-afghanistan-2003"
CONSUMER_SHARE = "profits-share-consumer-countries-2004"
CONSUMER_PROFITS = "profits-consumer-countries-2004"
INTENTIONS = tuple(f"farmers-intending-{answer}-afghanistan-2004" for answer in ("increase", "no-change", "decrease"))
PROVINCES = "provinces-total-afghanistan-1999"

HUNDREDS = "; rounded to the nearest hundred"


def fractions(identifier: str) -> tuple[float, float]:
    """Return a printed percentage as two fractions, low and high."""
    low, high = tables.bounds(identifier)
    return low / PERCENT, high / PERCENT


def register_total() -> float:
    """Return the people on the four printed registers of early 2003."""
    return sum(map(tables.value, REGISTERS))


def share_after(share: float, other: float, trafficking: float, years: float, period: float = 1) -> float:
    """Return the share of non-trafficking offences after `years`, all arguments as fractions.

    It starts at `share`; `other` and `trafficking` are the growth of the two kinds in `period` years.
    """
    others = compound(share, other, years, period)
    return others / (others + compound(1 - share, trafficking, years, period))


def _hundreds(low: float, high: float) -> tuple[float, float]:
    return round(low, -2), round(high, -2)


# -- growth and time ---------------------------------------------------------------------------------


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Constant growth from the 1990 register to the sum of the four registers of early 2003, over 13 years",
    uses=("registered-users-central-asia-1990", *REGISTERS),
)
def register_growth_1990_2003() -> float:
    """Return the yearly growth of the register that the monograph's own figures imply, in percent."""
    start = tables.value("registered-users-central-asia-1990")
    return PERCENT * annual_rate(start, register_total(), START - 1990)


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Constant growth that multiplies by the printed 18 in the 12 years from 1990 to 2002",
    uses=("users-growth-central-asia-1990-2002",),
)
def users_growth_1990_2002() -> float:
    """Return the yearly growth behind the printed multiplication, in percent."""
    return PERCENT * annual_rate(1, tables.value("users-growth-central-asia-1990-2002"), 2002 - 1990)


def _doubling(rate: float) -> float:
    return math.log(2) / math.log(1 + rate)


@computed(
    unit="years",
    format=".0f",
    how="ln 2 / ln(1 + g) for the two ends of the printed rate, read as yearly",
    uses=(ONE_USERS,),
)
def doubling_time_scenario_one() -> tuple[float, float]:
    """Return the doubling time of the registers under Scenario One, in years."""
    slow, fast = fractions(ONE_USERS)
    return _doubling(fast), _doubling(slow)


@computed(
    unit="years", format=".0f", how="ln 2 / ln(1 + g) for the two ends of the printed minimum", uses=(THREE_OFFENCES,)
)
def doubling_time_scenario_three() -> tuple[float, float]:
    """Return the doubling time of registered offences under Scenario Three, in years."""
    slow, fast = fractions(THREE_OFFENCES)
    return _doubling(fast), _doubling(slow)


@computed(
    unit="years",
    format=".0f",
    how="ln 2 / −ln(1 − d) for the two ends of the printed yearly decrease",
    uses=(TWO_USERS,),
)
def halving_time_scenario_two() -> tuple[float, float]:
    """Return the halving time of the number of users under Scenario Two, in years."""
    slow, fast = fractions(TWO_USERS)
    return math.log(2) / -math.log(1 - fast), math.log(2) / -math.log(1 - slow)


@computed(
    unit="years",
    format=".1f",
    how="ln 2 / ln(1 + g) for the growth that leads from the 1990 register to the four registers of early 2003",
    uses=("registered-users-central-asia-1990", *REGISTERS),
)
def doubling_time_observed() -> float:
    """Return the doubling time of the registers between 1990 and 2003, in years."""
    return _doubling(register_growth_1990_2003() / PERCENT)


# -- registers under the scenarios -------------------------------------------------------------------


@computed(
    unit="persons",
    how=f"Four registers of early 2003, growing for 5 years at the two ends of the rate read as yearly{HUNDREDS}",
    uses=(ONE_USERS, *REGISTERS),
)
def scenario_one_yearly_2008() -> tuple[float, float]:
    """Return registered users in early 2008 if the rate of Scenario One is yearly."""
    return _hundreds(*(compound(register_total(), rate, HORIZON_YEARS) for rate in fractions(ONE_USERS)))


@computed(
    unit="persons",
    how=f"Four registers of early 2003, raised once by the two ends of the rate read as a total over 5 years{HUNDREDS}",
    uses=(ONE_USERS, *REGISTERS),
)
def scenario_one_total_2008() -> tuple[float, float]:
    """Return registered users in early 2008 if the rate of Scenario One is a total."""
    return _hundreds(*(compound(register_total(), rate, HORIZON_YEARS, HORIZON_YEARS) for rate in fractions(ONE_USERS)))


@computed(
    unit="persons",
    how=f"Four registers of early 2003, falling for 3 years at the two ends of the yearly decrease{HUNDREDS}",
    uses=(TWO_USERS, *REGISTERS),
)
def scenario_two_2006() -> tuple[float, float]:
    """Return registered users in early 2006 under Scenario Two."""
    slow, fast = fractions(TWO_USERS)
    return _hundreds(*(compound(register_total(), -rate, SCENARIO_TWO_YEARS) for rate in (fast, slow)))


@computed(
    unit="persons",
    how=f"Four registers of early 2003, growing for 5 more years as they grew on average since 1990{HUNDREDS}",
    uses=("registered-users-central-asia-1990", *REGISTERS),
)
def observed_trend_2008() -> float:
    """Return registered users in early 2008 if the growth of 1990-2003 had gone on."""
    return round(compound(register_total(), register_growth_1990_2003() / PERCENT, HORIZON_YEARS), -2)


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Yearly growth that adds up to the printed rate in 5 years",
    uses=(ONE_USERS,),
)
def scenario_one_total_as_yearly() -> tuple[float, float]:
    """Return the yearly growth behind the rate of Scenario One read as a total over five years, in percent."""
    low, high = (PERCENT * annual_rate(1, 1 + rate, HORIZON_YEARS) for rate in fractions(ONE_USERS))
    return low, high


@computed(
    unit="percent",
    format=".0f",
    how="Total growth in 5 years at the two ends of the rate read as yearly",
    uses=(ONE_USERS,),
)
def scenario_one_yearly_as_total() -> tuple[float, float]:
    """Return the growth in five years behind the rate of Scenario One read as yearly, in percent."""
    low, high = (PERCENT * (compound(1, rate, HORIZON_YEARS) - 1) for rate in fractions(ONE_USERS))
    return low, high


@computed(
    unit="persons",
    how=f"Smallest and largest distance in early 2008 between the two readings of the rate of Scenario One{HUNDREDS}",
    uses=(ONE_USERS, *REGISTERS),
)
def scenario_one_gap_2008() -> tuple[float, float]:
    """Return how many people lie between the two readings of Scenario One in early 2008."""
    slow, fast = (compound(register_total(), rate, HORIZON_YEARS) for rate in fractions(ONE_USERS))
    low, high = (compound(register_total(), rate, HORIZON_YEARS, HORIZON_YEARS) for rate in fractions(ONE_USERS))
    return _hundreds(slow - high, fast - low)


@computed(
    unit="years",
    format=".1f",
    how="ln(estimate / four registers) over ln(1 + g), with the growth observed from 1990 to 2003",
    uses=("users-estimated-central-asia-2002", "registered-users-central-asia-1990", *REGISTERS),
)
def years_until_register_meets_estimate() -> float:
    """Return after how many years of the observed growth the registers would equal the regional estimate."""
    estimate = tables.value("users-estimated-central-asia-2002")
    return math.log(estimate / register_total()) / math.log(1 + register_growth_1990_2003() / PERCENT)


# -- offences under the scenarios --------------------------------------------------------------------


@computed(
    unit="percent",
    format=".0f",
    how="Total growth at the lower yearly rate for the shorter span and at the higher rate for the longer",
    uses=(THREE_OFFENCES, THREE_HORIZON),
)
def scenario_three_total() -> tuple[float, float]:
    """Return the growth of offences over the span of Scenario Three, in percent (a minimum)."""
    low, high = (
        PERCENT * (compound(1, rate, years) - 1)
        for rate, years in zip(fractions(THREE_OFFENCES), tables.bounds(THREE_HORIZON), strict=True)
    )
    return low, high


@computed(
    unit="percent",
    format=".0f",
    how="Total growth if the summary's rate is yearly: the lower rate for 3 years, the higher for 5",
    uses=(SUMMARY_OFFENCES, SUMMARY_HORIZON),
)
def summary_rise_if_yearly() -> tuple[float, float]:
    """Return the growth of offences over the summary's span if its rate is yearly, in percent."""
    low, high = (
        PERCENT * (compound(1, rate, years) - 1)
        for rate, years in zip(fractions(SUMMARY_OFFENCES), tables.bounds(SUMMARY_HORIZON), strict=True)
    )
    return low, high


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Yearly growth if the summary's rate is a total: the lower rate spread over 5 years, the higher over 3",
    uses=(SUMMARY_OFFENCES, SUMMARY_HORIZON),
)
def summary_yearly_if_total() -> tuple[float, float]:
    """Return the yearly growth behind the summary's rate read as a total, in percent."""
    (low, high), (shorter, longer) = fractions(SUMMARY_OFFENCES), tables.bounds(SUMMARY_HORIZON)
    return PERCENT * annual_rate(1, 1 + low, longer), PERCENT * annual_rate(1, 1 + high, shorter)


def _scenario_two_share(period: float) -> tuple[float, float]:
    share = fractions(ONE_SHARE)[0]
    (slow, fast), (low, high) = fractions(TWO_OTHER), fractions(TWO_TRAFFICKING)
    lowest = share_after(share, -fast, high, SCENARIO_TWO_YEARS, period)
    highest = share_after(share, -slow, low, SCENARIO_TWO_YEARS, period)
    return PERCENT * lowest, PERCENT * highest


@computed(
    unit="percent",
    format=".0f",
    how="Share of non-trafficking offences after 3 years of Scenario Two, rates read as yearly, from a share of 70%",
    uses=(ONE_SHARE, TWO_TRAFFICKING, TWO_OTHER),
)
def non_trafficking_share_yearly() -> tuple[float, float]:
    """Return the share after three years if the rates of Scenario Two are yearly, in percent."""
    return _scenario_two_share(1)


@computed(
    unit="percent",
    format=".0f",
    how="Share of non-trafficking offences after 3 years of Scenario Two, rates read as totals over 3 years, from a share of 70%",
    uses=(ONE_SHARE, TWO_TRAFFICKING, TWO_OTHER),
)
def non_trafficking_share_total() -> tuple[float, float]:
    """Return the share after three years if the rates of Scenario Two are totals, in percent."""
    return _scenario_two_share(SCENARIO_TWO_YEARS)


@computed(
    unit="percent",
    format=".0f",
    how="Starting share from which 3 years of Scenario Two, rates read as yearly, lead to exactly 70%: odds multiplied back",
    uses=(ONE_SHARE, TWO_TRAFFICKING, TWO_OTHER),
)
def starting_share_that_ends_at_seventy() -> tuple[float, float]:
    """Return the share that Scenario Two would lower to 70% in three years, in percent."""
    share = fractions(ONE_SHARE)[0]
    (slow, fast), (low, high) = fractions(TWO_OTHER), fractions(TWO_TRAFFICKING)
    odds = [
        share / (1 - share) * ((1 + traffic) / (1 - other)) ** SCENARIO_TWO_YEARS
        for other, traffic in ((slow, low), (fast, high))
    ]
    return PERCENT * odds[0] / (1 + odds[0]), PERCENT * odds[1] / (1 + odds[1])


@computed(
    unit="percent",
    format=".0f",
    how="First-year fall of all offences: the two rates weighted by 70% and 30%",
    uses=(ONE_SHARE, TWO_TRAFFICKING, TWO_OTHER),
)
def scenario_two_offences_first_year_fall() -> tuple[float, float]:
    """Return the fall of all offences in the first year of Scenario Two, rates read as yearly, in percent."""
    share = fractions(ONE_SHARE)[0]
    (slow, fast), (low, high) = fractions(TWO_OTHER), fractions(TWO_TRAFFICKING)
    return PERCENT * (slow * share - high * (1 - share)), PERCENT * (fast * share - low * (1 - share))


# -- the Afghan opium economy ------------------------------------------------------------------------


@computed(
    unit="usd-billion", format=".1f", how="Production value over its share of legal GDP", uses=(OPIUM_VALUE, GDP_SHARE)
)
def implied_afghan_gdp_2003() -> float:
    """Return the legal GDP that the value and its share imply, in billion US dollars."""
    return tables.value(OPIUM_VALUE) / fractions(GDP_SHARE)[0]


@computed(
    unit="times", format=".0f", how="Income per hectare of poppy over that of wheat", uses=(POPPY_INCOME, WHEAT_INCOME)
)
def poppy_wheat_income_ratio() -> float:
    """Return how many times the printed income of a hectare of poppy exceeds that of wheat."""
    return tables.value(POPPY_INCOME) / tables.value(WHEAT_INCOME)


@computed(unit="ha", how=f"Area of 2004 over one plus its growth{HUNDREDS}", uses=(AREA_2004, AREA_CHANGE))
def implied_poppy_area_2003() -> float:
    """Return the poppy area of 2003 that the figures of 2004 imply, in hectares."""
    return round(tables.value(AREA_2004) / (1 + fractions(AREA_CHANGE)[0]), -2)


@computed(
    unit="t",
    how=f"Output of 2004 over one plus its growth, taken as the full 20%{HUNDREDS}",
    uses=(OUTPUT_2004, OUTPUT_CHANGE),
)
def implied_opium_output_2003() -> float:
    """Return the opium output of 2003 that the figures of 2004 imply, in tons (a little more, as the growth is "almost" so)."""
    return round(tables.value(OUTPUT_2004) / (1 + fractions(OUTPUT_CHANGE)[0]), -2)


@computed(unit="kg-per-ha", format=".0f", how="Output of 2004 over the area of 2004", uses=(OUTPUT_2004, AREA_2004))
def implied_yield_2004() -> float:
    """Return the opium yield of 2004, in kilograms per hectare."""
    return 1000 * tables.value(OUTPUT_2004) / tables.value(AREA_2004)


@computed(
    unit="kg-per-ha",
    format=".0f",
    how="Implied output of 2003 over the implied area of 2003",
    uses=(OUTPUT_2004, OUTPUT_CHANGE, AREA_2004, AREA_CHANGE),
)
def implied_yield_2003() -> float:
    """Return the opium yield of 2003 that the figures of 2004 imply, in kilograms per hectare."""
    return 1000 * implied_opium_output_2003() / implied_poppy_area_2003()


@computed(
    unit="percent",
    format=".0f",
    how="One minus the growth factor of output over the growth factor of area",
    uses=(OUTPUT_CHANGE, AREA_CHANGE),
)
def implied_yield_fall_2004() -> float:
    """Return the fall of the yield from 2003 to 2004, in percent."""
    return PERCENT * (1 - (1 + fractions(OUTPUT_CHANGE)[0]) / (1 + fractions(AREA_CHANGE)[0]))


@computed(
    unit="usd-billion",
    format=".1f",
    how="Income per hectare of poppy times the implied area of 2003",
    uses=(POPPY_INCOME, AREA_2004, AREA_CHANGE),
)
def income_times_area_2003() -> float:
    """Return what all hectares together earned at the printed income, in billion US dollars."""
    return tables.value(POPPY_INCOME) * implied_poppy_area_2003() / 1e9


@computed(
    unit="usd",
    format=",.0f",
    how="Production value over the implied output of 2003, per kilogram",
    uses=(OPIUM_VALUE, OUTPUT_2004, OUTPUT_CHANGE),
)
def opium_price_from_value_2003() -> float:
    """Return the value of a kilogram of opium in 2003 behind the production value, in US dollars."""
    return tables.value(OPIUM_VALUE) * 1e9 / (1000 * implied_opium_output_2003())


@computed(
    unit="usd",
    format=",.0f",
    how="Income per hectare over the implied yield of 2003, per kilogram",
    uses=(POPPY_INCOME, OUTPUT_2004, OUTPUT_CHANGE, AREA_2004, AREA_CHANGE),
)
def opium_price_from_income_2003() -> float:
    """Return the value of a kilogram of opium in 2003 behind the income per hectare, in US dollars."""
    return tables.value(POPPY_INCOME) / implied_yield_2003()


@computed(
    unit="usd-billion",
    format=".1f",
    how="The rest beside 90%: of 25 billion if that is the whole, of 25/0.9 billion if it is the consumer countries' part",
    uses=(CONSUMER_SHARE, CONSUMER_PROFITS),
)
def profits_elsewhere() -> tuple[float, float]:
    """Return the profits earned outside consumer countries under both readings, in billion US dollars."""
    share, profits = fractions(CONSUMER_SHARE)[0], tables.value(CONSUMER_PROFITS)
    return (1 - share) * profits, (1 - share) * profits / share


@computed(unit="farmers-percent", format=".0f", how="Sum of the three printed answers", uses=INTENTIONS)
def farmers_answers_total() -> float:
    """Return the share of the farmers asked whose answer is printed, in percent."""
    return sum(map(tables.value, INTENTIONS))


@computed(unit="farmers-percent", format=".0f", how="100 minus the three printed answers", uses=INTENTIONS)
def farmers_answers_missing() -> float:
    """Return the share of the farmers asked whose answer is not printed, in percent."""
    return PERCENT - farmers_answers_total()


@computed(
    unit="percent",
    format=".0f",
    how="Provinces with poppy over all provinces",
    uses=("opium-provinces-afghanistan-1999", PROVINCES),
)
def opium_provinces_share_1999() -> float:
    """Return the share of provinces with poppy in 1999, in percent."""
    return PERCENT * tables.value("opium-provinces-afghanistan-1999") / tables.value(PROVINCES)


@computed(
    unit="percent",
    format=".0f",
    how="Provinces with poppy over all provinces",
    uses=("opium-provinces-afghanistan-2003", PROVINCES),
)
def opium_provinces_share_2003() -> float:
    """Return the share of provinces with poppy in 2003, in percent."""
    return PERCENT * tables.value("opium-provinces-afghanistan-2003") / tables.value(PROVINCES)


# -- Iran --------------------------------------------------------------------------------------------


@computed(
    unit="officers",
    format=".0f",
    how="Officers lost over two decades, per year",
    uses=("officers-lost-iran-1983-2003",),
)
def iran_officers_lost_a_year() -> float:
    """Return the yearly loss behind the figure of section 1.1."""
    return tables.value("officers-lost-iran-1983-2003") / (2003 - 1983)


@computed(
    unit="officers",
    format=".0f",
    how="Officers killed from 1979 to 2004, per year",
    uses=("officers-killed-iran-1979-2004",),
)
def iran_officers_killed_a_year() -> float:
    """Return the yearly loss behind the figure of section 1.2."""
    return tables.value("officers-killed-iran-1979-2004") / (2004 - 1979)


@computed(
    unit="usd",
    how=f"Yearly spending over the officers engaged{HUNDREDS}",
    uses=("counter-narcotics-spending-iran-2004", "counter-narcotics-staff-iran-2004"),
)
def iran_spending_per_officer() -> float:
    """Return Iran's yearly counter-narcotics spending per officer engaged, in US dollars."""
    spending = tables.value("counter-narcotics-spending-iran-2004") * 1e6
    return round(spending / tables.value("counter-narcotics-staff-iran-2004"), -2)


# -- base rates --------------------------------------------------------------------------------------

AREAS_TO_2004 = (*(f"poppy-area-afghanistan-{year}" for year in range(1997, 2004)), AREA_2004)


def _area_changes() -> list[float]:
    areas = [tables.value(identifier) for identifier in AREAS_TO_2004]
    return [PERCENT * (later / earlier - 1) for earlier, later in itertools.pairwise(areas)]


@computed(how="Yearly changes of the Afghan poppy area from 1997 to 2004: how many there are", uses=AREAS_TO_2004)
def poppy_area_changes_counted() -> float:
    """Return the number of yearly changes in the reference class."""
    return len(_area_changes())


@computed(how="Yearly changes of the Afghan poppy area from 1997 to 2004: how many are rises", uses=AREAS_TO_2004)
def poppy_area_rises_counted() -> float:
    """Return the number of years in which the area rose."""
    return sum(change > 0 for change in _area_changes())


@computed(
    unit="percent",
    format=".0f",
    how="Rises over all yearly changes of the Afghan poppy area from 1997 to 2004",
    uses=AREAS_TO_2004,
)
def poppy_area_base_rate() -> float:
    """Return the share of years in which the area rose, in percent."""
    return PERCENT * poppy_area_rises_counted() / poppy_area_changes_counted()


@computed(
    unit="percent",
    format="+.0f",
    how="Median of the yearly changes of the Afghan poppy area from 1997 to 2004",
    uses=AREAS_TO_2004,
)
def poppy_area_median_change() -> float:
    """Return the median yearly change of the area, in percent."""
    return statistics.median(_area_changes())


def _usual_area_changes() -> list[float]:
    changes = dict(zip(range(1998, 2005), _area_changes(), strict=True))
    return [change for year, change in changes.items() if year not in {2001, 2002}]


USUAL = (
    "yearly change of the Afghan poppy area from 1997 to 2004, leaving out the ban year 2001 and the rebound of 2002"
)


@computed(unit="percent", format="+.0f", how=f"Smallest {USUAL}", uses=AREAS_TO_2004)
def poppy_area_lowest_change() -> float:
    """Return the smallest yearly change apart from the ban and the rebound, in percent."""
    return min(_usual_area_changes())


@computed(unit="percent", format="+.0f", how=f"Largest {USUAL}", uses=AREAS_TO_2004)
def poppy_area_highest_change() -> float:
    """Return the largest yearly change apart from the ban and the rebound, in percent."""
    return max(_usual_area_changes())


# -- what happened later -----------------------------------------------------------------------------


def _register_change(country: str, year: int) -> float:
    start, end = f"registered-users-{country}-{START}", f"registered-users-{country}-{year}"
    return PERCENT * annual_rate(tables.value(start), tables.value(end), year - START)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the two register counts, 8 years apart",
    uses=("registered-users-kyrgyzstan-2003", "registered-users-kyrgyzstan-2011"),
)
def later_register_change_kyrgyzstan_2003_2011() -> float:
    """Return the yearly change of the Kyrgyz register, in percent."""
    return _register_change("kyrgyzstan", 2011)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the two register counts, 5 years apart",
    uses=("registered-users-tajikistan-2003", "registered-users-tajikistan-2008"),
)
def later_register_change_tajikistan_2003_2008() -> float:
    """Return the yearly change of the Tajik register, in percent."""
    return _register_change("tajikistan", 2008)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the two register counts, 8 years apart",
    uses=("registered-users-tajikistan-2003", "registered-users-tajikistan-2011"),
)
def later_register_change_tajikistan_2003_2011() -> float:
    """Return the yearly change of the Tajik register until 2011, in percent."""
    return _register_change("tajikistan", 2011)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the two register counts, 7 years apart",
    uses=("registered-users-uzbekistan-2003", "registered-users-uzbekistan-2010"),
)
def later_register_change_uzbekistan_2003_2010() -> float:
    """Return the yearly change of the Uzbek register, in percent."""
    return _register_change("uzbekistan", 2010)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the two register counts, 8 years apart",
    uses=("registered-users-kazakhstan-2003", "registered-users-kazakhstan-2011"),
)
def later_register_change_kazakhstan_2003_2011() -> float:
    """Return the yearly change of the Kazakh register, in percent."""
    return _register_change("kazakhstan", 2011)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth between the two yearly counts, 11 years apart",
    uses=("offences-uzbekistan-2003", "offences-uzbekistan-2014"),
)
def offences_change_uzbekistan_2003_2014() -> float:
    """Return the yearly change of registered drug offences in Uzbekistan, in percent."""
    return PERCENT * annual_rate(
        tables.value("offences-uzbekistan-2003"), tables.value("offences-uzbekistan-2014"), 2014 - 2003
    )


@computed(
    unit="percent",
    format="+.0f",
    how="Area of 2007 over area of 2004, minus one",
    uses=("poppy-area-afghanistan-2007", AREA_2004),
)
def poppy_area_change_2004_2007() -> float:
    """Return the change of the poppy area from 2004 to 2007, in percent."""
    return PERCENT * (tables.value("poppy-area-afghanistan-2007") / tables.value(AREA_2004) - 1)


@computed(
    unit="times",
    format=".1f",
    how="Area of 2017 over area of 2004",
    uses=("poppy-area-afghanistan-2017", AREA_2004),
)
def poppy_area_2017_over_2004() -> float:
    """Return how many times the area of 2004 the record area of 2017 was."""
    return tables.value("poppy-area-afghanistan-2017") / tables.value(AREA_2004)


@computed(
    unit="percent",
    format="+.0f",
    how="Area of 2023 over area of 2022, minus one",
    uses=("poppy-area-afghanistan-2023", "poppy-area-afghanistan-2022"),
)
def poppy_area_change_2022_2023() -> float:
    """Return the change of the poppy area after the ban of 2022, in percent."""
    return PERCENT * (tables.value("poppy-area-afghanistan-2023") / tables.value("poppy-area-afghanistan-2022") - 1)

"""Computed numbers of the reading of 2010."""

from __future__ import annotations

import math

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.models.network import passes

DAYS_A_YEAR = 365
MONTHS_A_YEAR = 12
KG_PER_T = 1000
DAYS_BETWEEN = 5  # from 1 April to the night of 6 April 2010
VARIANTS = (2, 3, 4, 5)  # chains that differ in one Russian city only

ROUTES, THROUGH_OSH = "heroin-routes-afghanistan-2010", "heroin-routes-through-osh-2010"
AFGHAN, KYRGYZ, RUSSIAN = (f"heroin-price-{place}-2010" for place in ("afghanistan", "kyrgyzstan", "russia"))
PAY, BRIBE = "pay-drug-control-officer-kyrgyzstan-2010", "bribe-offered-drug-control-officer-kyrgyzstan-2010"
SEIZED_OSH, SEIZED_2002, SEIZED_2003 = (
    "heroin-seized-osh-2010-04", "heroin-seized-kyrgyzstan-2002", "heroin-seized-kyrgyzstan-2003",
)  # fmt: skip
KYRGYZ_2020, RUSSIAN_2020 = "heroin-wholesale-price-kyrgyzstan-2020", "heroin-wholesale-price-russia-2020"
TYPICAL_2020 = "heroin-wholesale-price-typical-russia-2020"


def printed_chains() -> list[list[str]]:
    """Return the waypoints and places of each printed chain, in order."""
    table = tables.load("route_chains").sort_values(["chain", "step"])
    return [[*part["waypoint"], *part["place"]] for _, part in table.groupby("chain")]


def through(place: str) -> int:
    """Return how many printed chains pass a waypoint or place."""
    return sum(passes(printed_chains(), [place])[0])


@computed(how="Chains with a step in Osh, counted in the printed list", uses=(THROUGH_OSH,), unit="routes")
def chains_through_osh() -> float:
    """Return the chains that pass Osh."""
    return through("Osh")


@computed(how="Chains with a step in Moscow, counted in the printed list", uses=(ROUTES,), unit="routes")
def chains_through_moscow() -> float:
    """Return the chains that pass Moscow."""
    return through("Moscow")


@computed(how="Chains with a step in Gorno-Badakhshan, counted in the printed list", uses=(ROUTES,), unit="routes")
def chains_through_gorno_badakhshan() -> float:
    """Return the chains that pass Gorno-Badakhshan."""
    return through("Gorno-Badakhshan")


@computed(how="Chains with a step in Tajikistan, counted in the printed list", uses=(ROUTES,), unit="routes")
def chains_through_tajikistan() -> float:
    """Return the chains that pass Tajikistan."""
    return through("tajikistan")


@computed(how="Chains with a step in Russia, counted in the printed list", uses=(ROUTES,), unit="routes")
def chains_through_russia() -> float:
    """Return the chains that pass Russia."""
    return through("russia")


@computed(how="Chains with a step in Estonia, counted in the printed list", uses=(ROUTES,), unit="routes")
def chains_through_estonia() -> float:
    """Return the chains that pass Estonia."""
    return through("estonia")


@computed(how="Chains with a first step in Afghanistan, counted in the printed list", uses=(ROUTES,), unit="routes")
def chains_starting_in_afghanistan_counted() -> float:
    """Return the chains whose first step is in Afghanistan."""
    table = tables.load("route_chains")
    return int(((table["step"] == 1) & (table["place"] == "afghanistan")).sum())


@computed(
    how="Chains with a step in Kazakhstan or Turkmenistan, counted in the printed list", uses=(ROUTES,), unit="routes"
)
def chains_through_kazakhstan_or_turkmenistan() -> float:
    """Return the chains that pass Kazakhstan or Turkmenistan."""
    return through("kazakhstan") + through("turkmenistan")


@computed(how="Printed share: routes through Osh over all routes", uses=(THROUGH_OSH, ROUTES), unit="percent")
def chains_share_through_osh() -> float:
    """Return the share of the printed routes that cross Osh, in percent."""
    return PERCENT * tables.value(THROUGH_OSH) / tables.value(ROUTES)


@computed(how="Ten routes with chains 2 to 5 counted as one", uses=(ROUTES,), unit="routes")
def chains_distinct() -> float:
    """Return the printed routes when the four variants count as one."""
    return tables.value(ROUTES) - len(VARIANTS) + 1


@computed(how="Routes through Osh with chains 2 to 5 counted as one", uses=(THROUGH_OSH,), unit="routes")
def chains_distinct_through_osh() -> float:
    """Return the printed routes through Osh when the four variants count as one."""
    return tables.value(THROUGH_OSH) - len(VARIANTS) + 1


@computed(
    how="Routes through Osh over all routes, chains 2 to 5 counted as one", uses=(THROUGH_OSH, ROUTES), unit="percent"
)
def chains_distinct_share_through_osh() -> float:
    """Return the share through Osh when the four variants count as one, in percent."""
    return PERCENT * chains_distinct_through_osh() / chains_distinct()


def _times(later: str, earlier: str) -> tuple[float, float]:
    (low, high), (first, last) = tables.bounds(later), tables.bounds(earlier)
    return low / last, high / first


@computed(
    how="Kyrgyz over Afghan price, lowest to highest quotient of the printed ends",
    uses=(AFGHAN, KYRGYZ), unit="times", format=".1f",
)  # fmt: skip
def price_times_afghanistan_kyrgyzstan() -> tuple[float, float]:
    """Return how many times the price grows from Afghanistan to Kyrgyzstan."""
    return _times(KYRGYZ, AFGHAN)


@computed(
    how="Russian over Kyrgyz price, lowest to highest quotient of the printed ends",
    uses=(KYRGYZ, RUSSIAN), unit="times", format=".0f",
)  # fmt: skip
def price_times_kyrgyzstan_russia() -> tuple[float, float]:
    """Return how many times the price grows from Kyrgyzstan to Russia."""
    return _times(RUSSIAN, KYRGYZ)


@computed(
    how="Russian over Afghan price, lowest to highest quotient of the printed ends",
    uses=(AFGHAN, RUSSIAN), unit="times", format=".0f",
)  # fmt: skip
def price_times_afghanistan_russia() -> tuple[float, float]:
    """Return how many times the price grows from Afghanistan to Russia."""
    return _times(RUSSIAN, AFGHAN)


@computed(
    how="Rise from Kyrgyzstan to Russia over the rise from Afghanistan to Russia, at the printed ends",
    uses=(AFGHAN, KYRGYZ, RUSSIAN), unit="percent",
)  # fmt: skip
def price_rise_on_last_leg() -> tuple[float, float]:
    """Return the share of the whole rise of the price that the last leg adds, in percent."""
    final, (low, high), (first, last) = tables.value(RUSSIAN), tables.bounds(KYRGYZ), tables.bounds(AFGHAN)
    return PERCENT * (final - high) / (final - first), PERCENT * (final - low) / (final - last)


@computed(
    how="Russian over Kyrgyz wholesale price reported for 2020, lowest to highest quotient of the ranges",
    uses=(KYRGYZ_2020, RUSSIAN_2020), unit="times", format=".1f",
)  # fmt: skip
def price_times_kyrgyzstan_russia_2020() -> tuple[float, float]:
    """Return how many times the reported wholesale price grew from Kyrgyzstan to Russia in 2020."""
    return _times(RUSSIAN_2020, KYRGYZ_2020)


@computed(
    how="Heroin of the Osh case times the Kyrgyz price of the same article, in dollars",
    uses=(SEIZED_OSH, KYRGYZ), unit="usd",
)  # fmt: skip
def osh_heroin_at_kyrgyz_price() -> tuple[float, float]:
    """Return what the heroin seized in Osh was worth at the printed Kyrgyz price, in US dollars."""
    kilograms, (low, high) = tables.value(SEIZED_OSH), tables.bounds(KYRGYZ)
    return kilograms * low, kilograms * high


@computed(
    how="Heroin of the Osh case times the Afghan price of the same article: what buying it again would cost there",
    uses=(SEIZED_OSH, AFGHAN), unit="usd",
)  # fmt: skip
def osh_heroin_at_afghan_price() -> tuple[float, float]:
    """Return what the heroin seized in Osh cost at the printed Afghan price, in US dollars."""
    kilograms, (low, high) = tables.value(SEIZED_OSH), tables.bounds(AFGHAN)
    return kilograms * low, kilograms * high


@computed(
    how="Heroin of the Osh case times the Russian price of the same article", uses=(SEIZED_OSH, RUSSIAN), unit="usd"
)
def osh_heroin_at_russian_price() -> float:
    """Return what the heroin seized in Osh would have brought at the printed Russian price, in US dollars."""
    return tables.value(SEIZED_OSH) * tables.value(RUSSIAN)


@computed(
    how="Heroin of the Osh case over the heroin seized in Kyrgyzstan in 2002 and in 2003",
    uses=(SEIZED_OSH, SEIZED_2002, SEIZED_2003), unit="percent",
)  # fmt: skip
def osh_heroin_share_of_a_year() -> tuple[float, float]:
    """Return the Osh case as a share of a year's heroin seizures, in percent."""
    kilograms = tables.value(SEIZED_OSH)
    return PERCENT * kilograms / tables.value(SEIZED_2002), PERCENT * kilograms / tables.value(SEIZED_2003)


def _chance_after_a_catch(year: float) -> float:
    """Return the chance that a catch of this size lies in the days before any given day, in percent."""
    catches = year / tables.value(SEIZED_OSH)
    return PERCENT * (1 - math.exp(-catches * DAYS_BETWEEN / DAYS_A_YEAR))


@computed(
    how="1 − exp(−n × 5/365), n the catches of this size that would make up the heroin of 2003, or of 2002",
    uses=(SEIZED_OSH, SEIZED_2002, SEIZED_2003), unit="percent",
)  # fmt: skip
def chance_of_a_catch_in_five_days() -> tuple[float, float]:
    """Return how often five days would hold a catch of this size if all kilograms came in such catches, in percent."""
    return _chance_after_a_catch(tables.value(SEIZED_2003)), _chance_after_a_catch(tables.value(SEIZED_2002))


@computed(
    how="Offered bribe over twelve times the average pay, taken as monthly", uses=(BRIBE, PAY), unit="years"
)  # fmt: skip
def bribe_in_years_of_pay_2010() -> tuple[float, float]:
    """Return the bribe of the example in years of pay, if the pay is monthly."""
    (low, high), pay = tables.bounds(BRIBE), tables.value(PAY)
    return low / (MONTHS_A_YEAR * pay), high / (MONTHS_A_YEAR * pay)


@computed(
    how="Five tons less heroin and hashish, over five tons",
    uses=("drugs-seized-russia-2009-early", "heroin-seized-russia-2009-early", "cannabis-resin-seized-russia-2009-early"),
    unit="percent",
)  # fmt: skip
def five_tons_without_a_name() -> float:
    """Return the share of the five tons of early 2009 that the article does not name, in percent."""
    named = sum(tables.value(f"{drug}-seized-russia-2009-early") for drug in ("heroin", "cannabis-resin"))
    whole = KG_PER_T * tables.value("drugs-seized-russia-2009-early")
    return PERCENT * (whole - named) / whole


@computed(
    how="One minus the Afghan opium output of 2009 over that of 2008",
    uses=("opium-output-afghanistan-2008", "opium-output-afghanistan-2009"), unit="percent",
)  # fmt: skip
def opium_output_fall_2008_2009() -> float:
    """Return the fall of the Afghan opium output from 2008 to 2009, in percent."""
    return PERCENT * (1 - tables.value("opium-output-afghanistan-2009") / tables.value("opium-output-afghanistan-2008"))

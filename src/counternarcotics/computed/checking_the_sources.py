"""Computed numbers of the chapter on checking the sources."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed
from counternarcotics.computed.trends import REGISTERS
from counternarcotics.models.rounding import quotient_bounds, relative_half_width

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
PER_100000, PERCENT = 100_000, 100

# Half of the unit that a number is rounded to, by our reading of the print.
WHOLE, THOUSANDS, HUNDREDS_OF_TONS = 0.5, 500, 50

TAJIK_ESTIMATE, TAJIK_POPULATION = "users-estimated-tajikistan-2002", "population-tajikistan-2002"
TAJIK_RATE = "users-estimated-per-100000-tajikistan-2002"
INFECTIONS = tuple(f"hiv-infections-{c}-2002" for c in COUNTRIES)
BY_INJECTION = tuple(f"hiv-infections-injecting-users-{c}-2002" for c in COUNTRIES)
MULTIPLIER, ESTIMATE_TOTAL = "users-per-registered-user-central-asia-2003", "users-estimated-total-central-asia-2003"
REGISTER_1990 = "registered-users-central-asia-1990"
OFFENCES = ("offences-kyrgyzstan-2003", "offences-kyrgyzstan-2002")
OUTPUT_2003, OUTPUT_2004, AREA_2004 = (
    "opium-output-afghanistan-2003", "opium-production-afghanistan-2004", "poppy-area-afghanistan-2004",
)  # fmt: skip
AREA_THREE, AREA_TAJIK_SHARE = "poppy-area-central-asia-three-1999", "poppy-area-share-tajikistan-1999"
KYRGYZ_AREA, KYRGYZ_OUTPUT = "poppy-area-kyrgyzstan-1999", "opium-output-kyrgyzstan-1999"
TREATED_SHARE, US_PREVALENCE = (
    "hiv-treated-share-injecting-kyrgyzstan-2008", "hiv-prevalence-injecting-united-states-2013",
)  # fmt: skip
KYRGYZ_PREVALENCE = tuple(f"hiv-prevalence-injecting-kyrgyzstan-{year}" for year in (2013, 2011))
KYRGYZ_INFECTIONS_2011 = "hiv-infections-kyrgyzstan-2011"


def _total(identifiers: tuple[str, ...]) -> float:
    return sum(map(tables.value, identifiers))


@computed(how="Upper Tajik estimate, rounded to thousands, over the population, rounded to units: smallest and largest rate", uses=(TAJIK_ESTIMATE, TAJIK_POPULATION), unit="per-100000")  # fmt: skip
def tajik_upper_rate_within_rounding() -> tuple[float, float]:
    """Return the upper Tajik rates that rounding allows."""
    high = tables.bounds(TAJIK_ESTIMATE)[1]
    return quotient_bounds(high, THOUSANDS, tables.value(TAJIK_POPULATION), WHOLE, PER_100000)


@computed(how="Half a thousand over the upper Tajik estimate, plus half a person over the population", uses=(TAJIK_ESTIMATE, TAJIK_POPULATION), unit="percent", format=".1f")  # fmt: skip
def tajik_upper_rate_relative_rounding() -> float:
    """Return the percent by which rounding may move the upper Tajik rate."""
    high = tables.bounds(TAJIK_ESTIMATE)[1]
    return PERCENT * relative_half_width(high, THOUSANDS, tables.value(TAJIK_POPULATION), WHOLE)


@computed(how="The printed upper rate over the rate from estimate and population, less 1", uses=(TAJIK_RATE, TAJIK_ESTIMATE, TAJIK_POPULATION), unit="percent")  # fmt: skip
def tajik_upper_rate_excess() -> float:
    """Return the percent by which the printed upper Tajik rate exceeds the computed one."""
    right = PER_100000 * tables.bounds(TAJIK_ESTIMATE)[1] / tables.value(TAJIK_POPULATION)
    return PERCENT * (tables.figure(TAJIK_RATE)["value_high"] / right - 1)


@computed(how="Offences of 2003 over those of 2002, less 1, both counted to the unit: smallest and largest change", uses=OFFENCES, unit="percent", format=".2f")  # fmt: skip
def kyrgyz_growth_within_rounding() -> tuple[float, float]:
    """Return the changes of Kyrgyz offences that rounding allows, were the counts rounded to units."""
    return quotient_bounds(tables.value(OFFENCES[0]), WHOLE, tables.value(OFFENCES[1]), WHOLE, PERCENT, 1)


@computed(how="Afghan output of 2004 over that of 2003, less 1, both rounded to hundreds of tons: smallest and largest change", uses=(OUTPUT_2004, OUTPUT_2003), unit="percent", format=".1f")  # fmt: skip
def afghan_growth_within_rounding() -> tuple[float, float]:
    """Return the changes of Afghan output that rounding allows."""
    levels = tables.value(OUTPUT_2004), HUNDREDS_OF_TONS, tables.value(OUTPUT_2003), HUNDREDS_OF_TONS
    return quotient_bounds(*levels, PERCENT, 1)


@computed(how="Afghan output of 2004 over that of 2003, less 1", uses=(OUTPUT_2004, OUTPUT_2003), unit="percent", format=".1f")  # fmt: skip
def afghan_growth_from_levels() -> float:
    """Return the change of Afghan output from its published levels."""
    return PERCENT * (tables.value(OUTPUT_2004) / tables.value(OUTPUT_2003) - 1)


@computed(how="Output of 2004, rounded to hundreds of tons, over the area, rounded to thousands: smallest and largest yield", uses=(OUTPUT_2004, AREA_2004), unit="kg-per-ha", format=".1f")  # fmt: skip
def afghan_yield_within_rounding() -> tuple[float, float]:
    """Return the Afghan yields of 2004 that rounding allows."""
    return quotient_bounds(tables.value(OUTPUT_2004), HUNDREDS_OF_TONS, tables.value(AREA_2004), THOUSANDS, 1000)


@computed(how="Four registers of early 2003 over the register of 1990, rounded to thousands: smallest and largest factor", uses=(*REGISTERS, REGISTER_1990), unit="times", format=".1f")  # fmt: skip
def register_growth_within_rounding() -> tuple[float, float]:
    """Return the growth of the registers that rounding of the base allows."""
    return quotient_bounds(_total(REGISTERS), WHOLE, tables.value(REGISTER_1990), THOUSANDS)


@computed(how="Sum of the four registers of early 2003 times the two ends of the printed multiplier", uses=(*REGISTERS, MULTIPLIER), unit="persons")  # fmt: skip
def users_implied_by_multiplier() -> tuple[float, float]:
    """Return the people whom the printed multiplier and the registers imply."""
    low, high = tables.bounds(MULTIPLIER)
    return low * _total(REGISTERS), high * _total(REGISTERS)


@computed(how="The printed total over the sum of the four registers", uses=(ESTIMATE_TOTAL, *REGISTERS), unit="times", format=".1f")  # fmt: skip
def multiplier_implied_by_total() -> float:
    """Return the multiplier that the printed total implies."""
    return tables.value(ESTIMATE_TOTAL) / _total(REGISTERS)


@computed(how="All infections by injection over all infections, if every Uzbek infection had come by injection and none besides", uses=(*INFECTIONS[:3], *BY_INJECTION), unit="percent")  # fmt: skip
def hiv_injecting_share_at_most() -> float:
    """Return the largest regional share by injection that the footnote's other counts allow, in percent."""
    return PERCENT * _total(BY_INJECTION) / (_total(INFECTIONS[:3]) + tables.value(BY_INJECTION[3]))


@computed(how="New infections of 1990 to 1996 and of 1997 at the printed yearly rates, on the printed population", uses=("hiv-rate-central-asia-1990-1996", "hiv-rate-central-asia-1997", "population-central-asia-1990"), unit="infections")  # fmt: skip
def hiv_infections_implied_by_rates() -> float:
    """Return the infections from 1990 to 1997 that the printed rates imply."""
    years = 1996 - 1990 + 1
    early, late = (tables.value(f"hiv-rate-central-asia-{period}") for period in ("1990-1996", "1997"))
    return (early * years + late) * tables.value("population-central-asia-1990") / PER_100000


@computed(how="The area of 1999 in three countries less the Tajik share of it: what is left for the others", uses=(AREA_THREE, AREA_TAJIK_SHARE), unit="ha", format=".1f")  # fmt: skip
def poppy_area_left_in_1999() -> float:
    """Return the hectares that section 1.1 leaves for Kyrgyzstan at most."""
    return tables.value(AREA_THREE) * (PERCENT - tables.value(AREA_TAJIK_SHARE)) / PERCENT


@computed(how="The Kyrgyz harvest of 1999 over the Kyrgyz area of 1999", uses=(KYRGYZ_OUTPUT, KYRGYZ_AREA), unit="kg-per-ha", format=".1f")  # fmt: skip
def kyrgyz_poppy_yield_implied() -> float:
    """Return the yield that the printed Kyrgyz harvest and area imply."""
    return tables.value(KYRGYZ_OUTPUT) / tables.value(KYRGYZ_AREA)


@computed(how="Output over area, for the Kazakh claim of 1997 and for Afghanistan in 2004", uses=("opium-output-claimed-kazakhstan-1997", "poppy-area-claimed-kazakhstan-1997", OUTPUT_2004, AREA_2004), unit="kg-per-ha")  # fmt: skip
def poppy_yields_elsewhere() -> tuple[float, float]:
    """Return the two other yields that the monograph's figures imply."""
    claimed = tables.value("opium-output-claimed-kazakhstan-1997") / tables.value("poppy-area-claimed-kazakhstan-1997")
    return 1000 * claimed, 1000 * tables.value(OUTPUT_2004) / tables.value(AREA_2004)


@computed(how="Share injecting among people treated in Kyrgyzstan over the prevalence among people who inject in the United States", uses=(TREATED_SHARE, US_PREVALENCE), unit="times", format=".1f")  # fmt: skip
def inverted_comparison_ratio() -> float:
    """Return the ratio that the article invites, which compares two different conditionals."""
    return tables.value(TREATED_SHARE) / tables.value(US_PREVALENCE)


@computed(how="Prevalence among people who inject in Kyrgyzstan, 2013 and 2011, over the printed figure for the United States", uses=(*KYRGYZ_PREVALENCE, US_PREVALENCE), unit="times", format=".1f")  # fmt: skip
def right_comparison_ratio() -> tuple[float, float]:
    """Return the ratio of the two prevalences."""
    low, high = (tables.value(i) / tables.value(US_PREVALENCE) for i in KYRGYZ_PREVALENCE)
    return low, high


@computed(how="Infections registered by 2011 times the share injecting, over the prevalence among people who inject of 2011 and 2013; to the nearest thousand", uses=(KYRGYZ_INFECTIONS_2011, TREATED_SHARE, *KYRGYZ_PREVALENCE), unit="persons")  # fmt: skip
def injecting_users_implied_kyrgyzstan() -> tuple[float, float]:
    """Return the people who inject in Kyrgyzstan that Bayes' rule implies, rounded to thousands."""
    infected = tables.value(KYRGYZ_INFECTIONS_2011) * tables.value(TREATED_SHARE)
    low, high = sorted(round(infected / tables.value(i), -3) for i in KYRGYZ_PREVALENCE)
    return low, high


@computed(how="100 over the printed one in so many, for 1994 and 1960: people in prison and people convicted", uses=("drug-share-of-prisoners-one-in-united-states-1994", "drug-share-of-convicts-one-in-united-states-1960"), unit="percent")  # fmt: skip
def drug_shares_united_states() -> tuple[float, float]:
    """Return the two American shares, smaller first, in percent."""
    return tuple(
        sorted(
            PERCENT / tables.value(f"drug-share-of-{who}-one-in-united-states-{year}")
            for who, year in (("prisoners", 1994), ("convicts", 1960))
        )
    )


@computed(how="The printed Uzbek count of 2002 over the regional count of 2004", uses=("hiv-infections-uzbekistan-2002", "hiv-infections-central-asia-2004"), unit="times", format=".1f")  # fmt: skip
def uzbek_infections_over_region() -> float:
    """Return how many times the later regional total the printed Uzbek count is."""
    return tables.value("hiv-infections-uzbekistan-2002") / tables.value("hiv-infections-central-asia-2004")


@computed(how="The Uzbek count of 2002 without its last digit", uses=("hiv-infections-uzbekistan-2002",), unit="infections")  # fmt: skip
def uzbek_infections_without_last_digit() -> float:
    """Return the Uzbek infections of 2002 if the last digit is a slip."""
    return tables.value("hiv-infections-uzbekistan-2002") // 10


@computed(how="Infections by injection of 2009 less those of 2002, over all infections of 2009 less those of 2002, in Kazakhstan", uses=("hiv-infections-kazakhstan-2009", "hiv-share-by-injection-kazakhstan-2009", "hiv-infections-kazakhstan-2002", "hiv-infections-injecting-users-kazakhstan-2002"), unit="percent")  # fmt: skip
def kazakh_injecting_share_of_additions() -> float:
    """Return the percent of infections added from 2002 to 2009 that came by injection, if the counts of 2002 hold."""
    later = tables.value("hiv-infections-kazakhstan-2009")
    by_injection = later * tables.value("hiv-share-by-injection-kazakhstan-2009") / PERCENT
    added = by_injection - tables.value("hiv-infections-injecting-users-kazakhstan-2002")
    return PERCENT * added / (later - tables.value("hiv-infections-kazakhstan-2002"))

"""Computed numbers of the chapter on scoring a forecast: the verdicts on section 1.2, claim by claim, and what they cost."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.computed.conclusion import CLAIM_FIGURES
from counternarcotics.computed.trends import COUNTRIES, REGISTERS
from counternarcotics.models.fan import fan, interval_score
from counternarcotics.models.growth import annual_rate
from counternarcotics.models.scoring import beats_a_coin_up_to, brier

START = 2003
CONFIDENCE = 0.8  # illustrative: the monograph states no probability
HALF = 0.5  # illustrative: half a point for a claim that is half right
MISS = 0.2  # illustrative: a range that should hold four times in five

OUTPUT_2004 = "opium-production-afghanistan-2004"
OUTPUTS = tuple(f"opium-output-afghanistan-{year}" for year in range(2005, 2010))
TIME_TO_END = "time-to-end-poppy-afghanistan-2005-2020"
AREA_2004, AREA_2020, AREA_2023 = (f"poppy-area-afghanistan-{year}" for year in (2004, 2020, 2023))
KAZAKH_START, KAZAKH_LATER = "offences-kazakhstan-2002", "offences-kazakhstan-2007-part-year"
KAZAKH_MONTHS = 7  # our reading of the note in the table: counted up to the report
HEROIN_BEFORE, HEROIN_AFTER = (
    f"heroin-seized-yearly-central-asia-{span}" for span in ("2002-2006", "2007-2011")
)  # fmt: skip
KYRGYZ_STARTS = ("registered-users-second-count-kyrgyzstan-2003", "registered-users-kyrgyzstan-2003")
KYRGYZ_LATER = "registered-users-kyrgyzstan-2011"
METHADONE, SUBSTITUTION = "methadone-patients-kyrgyzstan-2004", "substitution-patients-kyrgyzstan-2015"
HIV_BEFORE, HIV_AFTER = (f"hiv-infections-central-asia-{year}" for year in (2000, 2004))
TAJIK_START, TAJIK_LATER = "registered-users-tajikistan-2003", "registered-users-tajikistan-2008"
TAJIK_EARLIER = "registered-users-tajikistan-2001"
ONE_USERS = "scenario-one-change-in-registered-users-central-asia-2005-2010"
TWO_USERS = "scenario-two-decrease-in-users-central-asia-2005-2008"


def verdicts() -> dict[str, int]:
    """Return how many claims of the table have each verdict."""
    return tables.load("forecast_claims")["verdict"].value_counts().to_dict()


def scenario_range(identifier: str, *, falls: bool = False) -> tuple[float, float]:
    """Return a printed yearly range as fractions (low, high); a fall is printed as a positive size."""
    low, high = (end / PERCENT for end in tables.bounds(identifier))
    return (-high, -low) if falls else (low, high)


def _rate(start: str, end: str, years: float) -> float:
    return PERCENT * annual_rate(tables.value(start), tables.value(end), years)


# -- the table of claims -----------------------------------------------------------------------------


@computed(unit="t", how="Lowest and highest potential output of the years 2005 to 2009", uses=OUTPUTS)
def claim_g1_output_2005_2009() -> tuple[float, float]:
    """Return the range of Afghan opium output in the five years after the forecast, in tons."""
    values = [tables.value(identifier) for identifier in OUTPUTS]
    return min(values), max(values)


@computed(
    format=".0f", how="2005 plus the printed span: the years in which growers were to be won over", uses=(TIME_TO_END,)
)
def claim_g2_years() -> tuple[float, float]:
    """Return the years by which the monograph expects growers to have turned away."""
    low, high = tables.bounds(TIME_TO_END)
    return 2005 + low, 2005 + high


@computed(unit="percent", format="+.0f", how="Area of 2020 over area of 2004, minus one", uses=(AREA_2004, AREA_2020))
def claim_g2_area_2004_2020() -> float:
    """Return the change of the poppy area over the longest span that the monograph gives, in percent."""
    return PERCENT * (tables.value(AREA_2020) / tables.value(AREA_2004) - 1)


def _register_rate(country: str) -> float:
    return _rate(f"registered-users-{country}-2003", f"registered-users-{country}-2011", 2011 - START)


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Constant growth of the Uzbek register from early 2003 to 2011, 8 years",
    uses=("registered-users-uzbekistan-2003", "registered-users-uzbekistan-2011"),
)
def claim_g3_uzbek_register() -> float:
    """Return the yearly change of the Uzbek register to 2011, in percent."""
    return _register_rate("uzbekistan")


def _kazakh_year() -> float:
    return tables.value(KAZAKH_LATER) * 12 / KAZAKH_MONTHS


@computed(
    unit="offences",
    how="Offences of the first seven months of 2007 (a lower bound, and the months are our reading) times 12 / 7, rounded to hundreds",
    uses=(KAZAKH_LATER,),
)
def claim_s1a_kazakh_offences_2007() -> float:
    """Return the Kazakh offences of part of 2007, stretched to a year."""
    return round(_kazakh_year(), -2)


@computed(
    unit="percent-per-year",
    format="+.0f",
    how="Constant change from the offences of 2002 to those of part of 2007 stretched to a year, 5 years",
    uses=(KAZAKH_START, KAZAKH_LATER),
)
def claim_s3a_kazakh_offences_rate() -> float:
    """Return the yearly change of Kazakh drug offences to 2007, in percent; it rests on a lower bound."""
    return PERCENT * annual_rate(tables.value(KAZAKH_START), _kazakh_year(), 2007 - 2002)


@computed(
    unit="percent",
    format="+.0f",
    how="Yearly average of heroin seized in 2007 to 2011 over that of 2002 to 2006, minus one",
    uses=(HEROIN_BEFORE, HEROIN_AFTER),
)
def claim_s1b_regional_heroin() -> float:
    """Return the change of the region's average heroin seizures, in percent."""
    return PERCENT * (tables.value(HEROIN_AFTER) / tables.value(HEROIN_BEFORE) - 1)


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Constant growth of the Kyrgyz register from each of two counts of 2003 to 2011, 8 years",
    uses=(*KYRGYZ_STARTS, KYRGYZ_LATER),
)
def claim_s1c_kyrgyz_register() -> tuple[float, float]:
    """Return the yearly growth of the Kyrgyz register, from either starting count, in percent."""
    low, high = (_rate(start, KYRGYZ_LATER, 2011 - START) for start in KYRGYZ_STARTS)
    return low, high


@computed(
    unit="times", how="Patients in substitution treatment in 2015 over those of 2004", uses=(METHADONE, SUBSTITUTION)
)
def claim_s3c_kyrgyz_patients() -> float:
    """Return the growth of substitution treatment in Kyrgyzstan, as a ratio."""
    return tables.value(SUBSTITUTION) / tables.value(METHADONE)


@computed(unit="times", how="Registered infections of 2004 over those of 2000", uses=(HIV_BEFORE, HIV_AFTER))
def claim_o1_hiv_growth() -> float:
    """Return the growth of registered HIV infections in the region in four years, as a ratio."""
    return tables.value(HIV_AFTER) / tables.value(HIV_BEFORE)


# -- what the verdicts come to -----------------------------------------------------------------------


@computed(how="Hits, splits and misses among the rows of the table of forecast claims", uses=CLAIM_FIGURES)
def claims_decided() -> float:
    """Return how many claims the later record decides."""
    found = verdicts()
    return found["hit"] + found["split"] + found["miss"]


def hit_rate(split: float = HALF) -> float:
    """Return the share of hits among the decided claims, when a split counts as `split` of a hit."""
    found = verdicts()
    return (found["hit"] + split * found["split"]) / claims_decided()


@computed(
    unit="percent",
    how="Hits plus half of the splits, over the claims that can be decided",
    uses=CLAIM_FIGURES,
)
def claims_hit_rate() -> float:
    """Return the share of the decided claims that came true, half a point for a split, in percent."""
    return PERCENT * hit_rate()


@computed(
    unit="percent",
    how="Share of hits among the decided claims when a split counts as nothing, and when it counts as a hit",
    uses=CLAIM_FIGURES,
)
def claims_hit_rate_range() -> tuple[float, float]:
    """Return the hit rate under the harshest and the kindest rule for splits, in percent."""
    return PERCENT * hit_rate(0), PERCENT * hit_rate(1)


@computed(
    unit="percent",
    format=".1f",
    how="Points of the decided claims over all claims, if none or if all of the undecidable ones had come true",
    uses=CLAIM_FIGURES,
)
def claims_hit_rate_bounds() -> tuple[float, float]:
    """Return the least and the most that the hit rate over all claims could be, in percent."""
    found = verdicts()
    total, points = sum(found.values()), hit_rate() * claims_decided()
    return PERCENT * points / total, PERCENT * (points + found["undecidable"]) / total


@computed(
    format=".3f",
    how="Mean Brier score of the decided claims at a confidence of 80% (illustrative), half a point for a split",
    uses=CLAIM_FIGURES,
)
def claims_brier_score() -> float:
    """Return the author's Brier score if every claim had been given four chances in five."""
    return brier(CONFIDENCE, hit_rate())


@computed(
    unit="percent",
    how="2h − ½ for the share h of hits: the confidence below which the Brier score stays under that of a coin",
    uses=CLAIM_FIGURES,
)
def claims_best_confidence() -> float:
    """Return the largest confidence at which the author would beat a coin flip, in percent."""
    return PERCENT * beats_a_coin_up_to(hit_rate())


# -- one register, four forecasts --------------------------------------------------------------------


def tajik_ranges() -> dict[str, tuple[float, float]]:
    """Return four forecasts of the Tajik register of 2008, made from its count of early 2003, as (low, high)."""
    start, years = tables.value(TAJIK_START), 2008 - START
    trend = start * (start / tables.value(TAJIK_EARLIER)) ** (years / (START - 2001))
    return {
        "no change": (start, start),
        "last trend": (trend, trend),
        "Scenario One": fan(start, *scenario_range(ONE_USERS), years),
        "Scenario Two": fan(start, *scenario_range(TWO_USERS, falls=True), years),
    }


def _tajik_score(name: str) -> float:
    return round(interval_score(*tajik_ranges()[name], tables.value(TAJIK_LATER), MISS), -1)


_SCORE = "; interval score of the Tajik register for 2008 with a miss charged as in an 80% range (illustrative), to the nearest ten"


@computed(
    unit="persons",
    how="Scenario One read as yearly, from early 2003 to 2008, to the nearest ten",
    uses=(ONE_USERS, TAJIK_START),
)
def scored_tajik_range_one() -> tuple[float, float]:
    """Return Scenario One's range for the Tajik register of 2008."""
    low, high = tajik_ranges()["Scenario One"]
    return round(low, -1), round(high, -1)


@computed(how=f"No change since early 2003{_SCORE}", uses=(TAJIK_START, TAJIK_LATER))
def scored_tajik_no_change() -> float:
    """Return what "no change" pays."""
    return _tajik_score("no change")


@computed(how=f"The growth of 2001 to 2003 carried on{_SCORE}", uses=(TAJIK_EARLIER, TAJIK_START, TAJIK_LATER))
def scored_tajik_trend() -> float:
    """Return what the last trend pays."""
    return _tajik_score("last trend")


@computed(how=f"Scenario One read as yearly{_SCORE}", uses=(ONE_USERS, TAJIK_START, TAJIK_LATER))
def scored_tajik_one() -> float:
    """Return what Scenario One pays."""
    return _tajik_score("Scenario One")


@computed(how=f"Scenario Two{_SCORE}", uses=(TWO_USERS, TAJIK_START, TAJIK_LATER))
def scored_tajik_two() -> float:
    """Return what Scenario Two pays."""
    return _tajik_score("Scenario Two")


@computed(
    unit="percent-per-year",
    format="+.1f",
    how="Mean over four countries of the yearly change that Scenario One forecasts (middle of the range) minus that of the register, 2003 to 2011",
    uses=(ONE_USERS, *REGISTERS, *(f"registered-users-{country}-2011" for country in COUNTRIES)),
)
def scenario_one_bias() -> float:
    """Return the bias of Scenario One on four registers, in percentage points a year."""
    middle = tables.value(ONE_USERS)
    return sum(middle - _register_rate(country) for country in COUNTRIES) / len(COUNTRIES)

"""Computed numbers of the reading of 2013."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed
from counternarcotics.models.conditional import group_behind, overlap, prevalence_elsewhere

PERCENT, HUNDRED_THOUSAND = 100, 100_000
OFFICIAL = "injecting-users-official-kyrgyzstan-2013"
STUDY = "injecting-users-estimated-kyrgyzstan-2006"
EXPERT = "users-estimated-kyrgyzstan-2013"
POPULATION = "population-kyrgyzstan-2013"
USERS_2002 = "users-estimated-kyrgyzstan-2002"
SURVEY_2009, SURVEY_2010 = (f"people-who-inject-estimated-survey-kyrgyzstan-{year}" for year in (2009, 2010))
TREATED = "hiv-treated-share-injecting-kyrgyzstan-2008"
US = "hiv-prevalence-injecting-united-states-2013"
PREVALENCE_2011, PREVALENCE_2013 = (f"hiv-prevalence-injecting-kyrgyzstan-{year}" for year in (2011, 2013))
INFECTIONS_2002, INFECTIONS_2011 = (f"hiv-infections-kyrgyzstan-{year}" for year in (2002, 2011))
METHADONE_2004, METHADONE_2016 = "methadone-patients-kyrgyzstan-2004", "substitution-patients-kyrgyzstan-2016"


def share(identifier: str) -> float:
    """Return a printed percentage as a fraction."""
    return tables.value(identifier) / PERCENT


def _per_hundred(identifier: str) -> float:
    return PERCENT * tables.value(identifier) / tables.value(POPULATION)


@computed(
    unit="percent", format=".1f", how="Official count over the population that VICE prints", uses=(OFFICIAL, POPULATION)
)
def vice_official_share_of_population() -> float:
    """Return the official count of people who inject, in percent of the population."""
    return _per_hundred(OFFICIAL)


@computed(
    unit="percent", format=".1f", how="Study of 2006 over the population that VICE prints", uses=(STUDY, POPULATION)
)
def vice_study_share_of_population() -> float:
    """Return the estimate of 2006 in percent of the population."""
    return _per_hundred(STUDY)


@computed(
    unit="percent",
    format=".1f",
    how="The expert's figure over the population that VICE prints",
    uses=(EXPERT, POPULATION),
)
def vice_expert_share_of_population() -> float:
    """Return the expert's figure in percent of the population."""
    return _per_hundred(EXPERT)


@computed(
    unit="per-100000",
    how="The expert's figure over the population that VICE prints, per 100,000",
    uses=(EXPERT, POPULATION),
)
def vice_expert_per_100000() -> float:
    """Return the expert's figure as a rate per 100,000."""
    return HUNDRED_THOUSAND * tables.value(EXPERT) / tables.value(POPULATION)


@computed(unit="times", format=".0f", how="Largest of the three numbers over the smallest", uses=(EXPERT, OFFICIAL))
def vice_three_numbers_spread() -> float:
    """Return how many times the largest of the three numbers exceeds the smallest."""
    return tables.value(EXPERT) / tables.value(OFFICIAL)


@computed(
    unit="percent",
    format=".1f",
    how="Study of 2006 over the two ends of the estimate of all who use drugs, 2000-2002",
    uses=(STUDY, USERS_2002),
)
def vice_injecting_among_users() -> tuple[float, float]:
    """Return which share of the people estimated to use drugs would inject, in percent."""
    low, high = tables.bounds(USERS_2002)
    return PERCENT * tables.value(STUDY) / high, PERCENT * tables.value(STUDY) / low


@computed(
    unit="percent",
    format=".0f",
    how="One minus the survey estimate of 2010 over that of 2009",
    uses=(SURVEY_2009, SURVEY_2010),
)
def vice_survey_gap() -> float:
    """Return by how much the later of two survey estimates is below the earlier, in percent."""
    return PERCENT * (1 - tables.value(SURVEY_2010) / tables.value(SURVEY_2009))


@computed(
    unit="times",
    format=".0f",
    how="Share of people who inject among those treated over the HIV prevalence printed for the United States",
    uses=(TREATED, US),
)
def vice_inverted_comparison() -> float:
    """Return the ratio that the article's comparison suggests; it divides unlike shares."""
    return tables.value(TREATED) / tables.value(US)


@computed(
    unit="times",
    format=".1f",
    how="HIV prevalence among people who inject in Kyrgyzstan, 2013 and 2011, over that printed for the United States",
    uses=(PREVALENCE_2013, PREVALENCE_2011, US),
)
def vice_right_comparison() -> tuple[float, float]:
    """Return the ratio of like shares: prevalence among people who inject in both countries."""
    low, high = sorted(tables.value(one) / tables.value(US) for one in (PREVALENCE_2013, PREVALENCE_2011))
    return low, high


@computed(
    unit="persons",
    how="Registered infections of 2011 times the treated share, over the prevalence of 2011 and of 2013; rounded to hundreds",
    uses=(INFECTIONS_2011, TREATED, PREVALENCE_2011, PREVALENCE_2013),
)
def vice_injecting_implied() -> tuple[float, float]:
    """Return how many people who inject the HIV figures imply."""
    ends = (
        group_behind(tables.value(INFECTIONS_2011), share(TREATED), share(one))
        for one in (PREVALENCE_2011, PREVALENCE_2013)
    )
    low, high = sorted(ends)
    return round(low, -2), round(high, -2)


def _with_hiv(identifier: str) -> float:
    return overlap(tables.value(identifier), share(PREVALENCE_2013))


@computed(unit="persons", how="Official count times the prevalence of 2013", uses=(OFFICIAL, PREVALENCE_2013))
def vice_hiv_if_official() -> float:
    """Return the people who inject and have HIV if the official count holds."""
    return _with_hiv(OFFICIAL)


@computed(unit="persons", how="Study of 2006 times the prevalence of 2013", uses=(STUDY, PREVALENCE_2013))
def vice_hiv_if_study() -> float:
    """Return the people who inject and have HIV if the study's count holds."""
    return _with_hiv(STUDY)


@computed(unit="persons", how="The expert's figure times the prevalence of 2013", uses=(EXPERT, PREVALENCE_2013))
def vice_hiv_if_expert() -> float:
    """Return the people who inject and have HIV if everybody in the expert's figure injects."""
    return _with_hiv(EXPERT)


@computed(
    unit="per-100000",
    format=".0f",
    how="Prevalence among all others at which the study's count and the prevalence of 2013 give the treated share",
    uses=(STUDY, POPULATION, PREVALENCE_2013, TREATED),
)
def hiv_elsewhere_implied() -> float:
    """Return the HIV prevalence among people who do not inject that makes the figures fit, per 100,000."""
    implied = prevalence_elsewhere(
        tables.value(POPULATION), tables.value(STUDY), share(PREVALENCE_2013), share(TREATED)
    )
    return HUNDRED_THOUSAND * implied


@computed(
    unit="times",
    format=".0f",
    how="Infections registered by 2011 over those printed for 2002",
    uses=(INFECTIONS_2002, INFECTIONS_2011),
)
def vice_infections_growth() -> float:
    """Return how many times the registered infections of 2002 the running total of 2011 is."""
    return tables.value(INFECTIONS_2011) / tables.value(INFECTIONS_2002)


@computed(
    unit="times",
    format=".0f",
    how="Patients in substitution treatment in 2016 over the methadone patients printed in 2005",
    uses=(METHADONE_2004, METHADONE_2016),
)
def vice_methadone_growth() -> float:
    """Return how many times the patients of the trial those of 2016 are."""
    return tables.value(METHADONE_2016) / tables.value(METHADONE_2004)

"""Tasks of the lab of Reading 4, three numbers for one population."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.conditional import group_behind, inverted, prevalence_elsewhere

OFFICIAL, EXPERT = "injecting-users-official-kyrgyzstan-2013", "users-estimated-kyrgyzstan-2013"
STUDY = "injecting-users-estimated-kyrgyzstan-2006"
POPULATION = "population-kyrgyzstan-2013"
TREATED = "hiv-treated-share-injecting-kyrgyzstan-2008"
PREVALENCE = "hiv-prevalence-injecting-kyrgyzstan-2013"


def share(identifier: str) -> float:
    """Return a printed percentage as a fraction."""
    return tables.value(identifier) / 100


def expert_rate() -> float:
    """Return the expert's figure per 100,000 inhabitants."""
    return 100_000 * tables.value(EXPERT) / tables.value(POPULATION)


def survey_gap() -> float:
    """Return by how many percent the survey estimate of 2010 is below that of 2009."""
    before, after = (f"people-who-inject-estimated-survey-kyrgyzstan-{year}" for year in (2009, 2010))
    return 100 * (1 - tables.value(after) / tables.value(before))


def number_behind_the_cases() -> float:
    """Return the people who inject that the cases of 2011 imply at the prevalence of 2013."""
    return group_behind(tables.value("hiv-infections-kyrgyzstan-2011"), share(TREATED), share(PREVALENCE))


def share_with_the_official_count() -> float:
    """Return the percent who inject among people with HIV if the official count holds and nothing else changes."""
    population, prevalence = tables.value(POPULATION), share(PREVALENCE)
    elsewhere = prevalence_elsewhere(population, tables.value(STUDY), prevalence, share(TREATED))
    return 100 * inverted(population, tables.value(OFFICIAL), prevalence, elsewhere)


def ratio_of_like_shares() -> float:
    """Return the prevalence among people who inject in Kyrgyzstan, 2013, over that printed for the United States."""
    return tables.value(PREVALENCE) / tables.value("hiv-prevalence-injecting-united-states-2013")


TASKS = {
    1: Task(
        expected=expert_rate,
        right="As a rate it lies inside the range that the monograph prints for ten years before.",
        hint="Divide the expert's figure by the population and multiply by 100,000.",
    ),
    2: Task(
        expected=survey_gap,
        right="The row's note says that the two used different methods; behaviour hardly changes so much in a year.",
        hint="Take one minus the estimate of 2010 over that of 2009, in percent.",
    ),
    3: Task(
        expected=number_behind_the_cases,
        right="It lies between the two survey estimates, with two assumptions that you can name.",
        hint="Multiply cases by share, then divide by the prevalence of 2013; all shares as fractions.",
    ),
    4: Task(
        expected=share_with_the_official_count,
        right="Prevalence among people who inject has not moved, and the other share has lost twenty points.",
        hint="Call inverted with the official count for n and the same p and q as before; give percent.",
    ),
    5: Task(
        expected=ratio_of_like_shares,
        right="Like against like, the gap is far smaller than the article makes it.",
        hint="Divide the Kyrgyz prevalence of 2013 by the printed American one.",
    ),
}

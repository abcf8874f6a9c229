"""Tasks of the lab on scoring a forecast."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.fan import fan, interval_score
from counternarcotics.models.scoring import beats_a_coin_up_to, brier
from counternarcotics.registers import MISS, ONE_USERS, START, register, scenario_range


def verdicts() -> dict[str, int]:
    """Return how many claims of the table have each verdict."""
    return tables.load("forecast_claims")["verdict"].value_counts().to_dict()


def score_of_a_cautious_forecaster() -> float:
    """Return the mean Brier score of 0.6 said of four claims of which one came true."""
    return (brier(0.6, 1) + 3 * brier(0.6, 0)) / 4


def uzbek_interval_score() -> float:
    """Return Scenario One's interval score for the Uzbek register of 2011, read as yearly, with a miss of 0.2."""
    low, high = fan(tables.value(register("uzbekistan", START)), *scenario_range(ONE_USERS), 2011 - START)
    return interval_score(low, high, tables.value(register("uzbekistan", 2011)), MISS)


def share_open_in_scenario_three() -> float:
    """Return the percent of Scenario Three's claims that cannot be told."""
    claims = tables.load("forecast_claims").query("scenario == 'three'")
    return 100 * (claims["verdict"] == "undecidable").mean()


def score_when_splits_are_misses() -> float:
    """Return the mean Brier score at a confidence of 0.8 when a split counts as a miss."""
    found = verdicts()
    return brier(0.8, found["hit"] / (found["hit"] + found["split"] + found["miss"]))


def hits_needed_for_seven_in_ten() -> float:
    """Return how many splits must become hits before a confidence of 0.7 beats a coin, half a point for the rest."""
    found = verdicts()
    decided = found["hit"] + found["split"] + found["miss"]
    moved = 0
    while beats_a_coin_up_to((found["hit"] + moved + 0.5 * (found["split"] - moved)) / decided) <= 0.7:
        moved += 1
    return moved


TASKS = {
    1: Task(
        expected=score_of_a_cautious_forecaster,
        right="Even mild confidence in the wrong direction costs more than a coin.",
        hint="Call brier with 0.6 and an array of outcomes [1, 0, 0, 0], and take the mean.",
    ),
    2: Task(
        expected=uzbek_interval_score,
        right="The width is the smaller part: the miss is charged ten times over.",
        hint="The range is start * (1 + rate) ** 8 for the two rates of Scenario One; the start and the count stand in the table registers.",
        tolerance=0.001,
    ),
    3: Task(
        expected=share_open_in_scenario_three,
        right="A worst case without dates and series is safe from refutation.",
        hint="Filter claims to scenario == 'three' and take the share of rows whose verdict is 'undecidable', in percent.",
    ),
    4: Task(
        expected=score_when_splits_are_misses,
        right="One rule for the doubtful cases moves the score more than any single verdict.",
        hint="Use mean_score with a split worth 0 and a confidence of 0.8.",
        tolerance=0.001,
    ),
    5: Task(
        expected=hits_needed_for_seven_in_ten,
        right="Count how many of those moves you could defend.",
        hint="Move k splits to hits: h = (hits + k + (splits - k) / 2) / decided, and ask for the smallest k with 0.7 < 2 h - 0.5.",
    ),
}

"""Tasks of Lab 2.1, policy models."""

from __future__ import annotations

import numpy as np
import pandas as pd

from counternarcotics import explorers
from counternarcotics.checks import Task
from counternarcotics.explorers.policy_model import CRITERIA, MODELS, scores

SEED = 2005
DRAWS = 20_000


def table(reading: str) -> pd.DataFrame:
    """Return the scores of one reading, one row a model and one column a criterion."""
    coded = scores().query("reading == @reading")
    return coded.pivot(index="model", columns="criterion", values="score").loc[list(MODELS), list(CRITERIA)]


def authors_values(reading: str) -> pd.Series:
    """Return the value of every model with the author's priorities as the explorer's preset has them."""
    preset = explorers.load("policy-model").preset("authors-priorities")
    weights = pd.Series({criterion: preset[f"weight_{criterion}"] for criterion in CRITERIA})
    return table(reading) @ (weights / weights.sum())


def restrictive_value() -> float:
    """Return the value of the restrictive model as the monograph argues, with the author's priorities."""
    return authors_values("monograph")["restrictive"]


def lead_on_the_later_reading() -> float:
    """Return by how many points the first model leads the second on the later reading, same weights."""
    first, second = authors_values("later").nlargest(2)
    return first - second


def share_with_a_point_of_doubt() -> float:
    """Return the percent of random weightings that the restrictive model wins when the liberal scores lose a point."""
    doubted = table("later").sub(pd.Series({"liberal": 1}), axis=0, fill_value=0).loc[list(MODELS)]
    weightings = np.random.default_rng(SEED).dirichlet(np.ones(len(CRITERIA)), DRAWS)
    winners = (weightings @ doubted.T.to_numpy()).argmax(axis=1)
    return 100 * (winners == list(MODELS).index("restrictive")).mean()


def health_score_that_ties() -> float:
    """Return the score on health at which the restrictive model draws level with equal weights, later reading."""
    later = table("later")
    return later.loc["restrictive", "health"] + later.loc["liberal"].sum() - later.loc["restrictive"].sum()


def weight_of_support_that_ties() -> float:
    """Return the weight of support, in percent, at which restrictive and liberal tie, the rest shared equally."""
    gap = table("later").loc["liberal"] - table("later").loc["restrictive"]
    others = gap.drop("support").mean()
    return 100 * others / (others - gap["support"])


TASKS = {
    1: Task(
        expected=restrictive_value,
        right="With these scores and these weights no other model comes near it.",
        hint="Take the row 'restrictive' of monograph and the shares of the author's weights: multiply and sum, or use @.",
    ),
    2: Task(
        expected=lead_on_the_later_reading,
        right="The same weights, another reading of the evidence, and several points of lead have shrunk to a fraction of one.",
        hint="Weigh the table later with the same shares, sort, and subtract the second value from the first.",
    ),
    3: Task(
        expected=share_with_a_point_of_doubt,
        right="One point of doubt, and the majority changes sides: report the doubt with the share.",
        hint="Copy later, take 1 off its row 'liberal', pass the copy to winners, and give the percentage of 'restrictive'.",
        tolerance=0.03,
    ),
    4: Task(
        expected=health_score_that_ties,
        right="Argue about that one cell: it is worth more than a debate on the total.",
        hint="With equal weights only the sums of the two rows matter: how much is missing, and what is the score now?",
    ),
    5: Task(
        expected=weight_of_support_that_ties,
        right="Well above an equal share: whoever prefers the restrictive model on this reading counts support heavily.",
        hint="Let support weigh w and the other five (1 - w) / 5 each; set the two values equal and solve for w, in percent.",
    ),
}

"""Tasks of Lab 2.2a, law and organisation."""

from __future__ import annotations

import pandas as pd

from counternarcotics import tables
from counternarcotics.checks import Task
from counternarcotics.models.budget import sufficient_growth
from counternarcotics.numberlike import summed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")


def instruments_naming_all_five() -> int:
    """Return the regional instruments with a printed date whose places name all five countries."""
    instruments = tables.load("instruments").query("level == 'regional' and adopted != ''")
    return summed(set(COUNTRIES) <= set(places.split(";")) for places in instruments["places"])


def years_of_the_kyrgyz_commission() -> float:
    """Return the years from the founding of the Kyrgyz commission to the founding of the agency, months counted."""
    institutions = tables.load("institutions").set_index("id")["founded"]
    first, last = (
        institutions[f"kyrgyz-{body}"].split("-")
        for body in ("state-commission-on-drug-control", "drug-control-agency")
    )
    return int(last[0]) - int(first[0]) + (int(last[1]) - int(first[1])) / 12


def matrix() -> pd.DataFrame:
    """Return the positions of sections 2.1 and 2.2, one row a topic and one column a country, empty where silent."""
    rows = tables.load("provisions")
    rows = rows[rows["place"].isin(COUNTRIES) & rows["locator"].str.match(r"2\.[12]")]
    return rows.pivot(index="topic", columns="place", values="position")


def silent_cells() -> float:
    """Return the percent of cells of the matrix in which the text says nothing."""
    return 100 * float(matrix().isna().to_numpy().mean())


def similarity_of_tajikistan_and_turkmenistan() -> float:
    """Return the share of topics described for both countries on which they agree."""
    both = matrix()[["tajikistan", "turkmenistan"]].dropna()
    return float((both["tajikistan"] == both["turkmenistan"]).mean())


def growth_from_a_quarter() -> float:
    """Return the percent a year that takes own funds from a quarter of a need growing by 2% to all of it in 12 years."""
    return 100 * sufficient_growth(0.25, 0.02, 12)


TASKS = {
    1: Task(
        expected=instruments_naming_all_five,
        right="Several come from the Economic Cooperation Organization, which reaches far beyond the region.",
        hint="Count the rows of `parties` in which all five columns are 1: the sum over the columns is then 5.",
    ),
    2: Task(
        expected=years_of_the_kyrgyz_commission,
        right="The text says only 1993 and 2003; the months come from the decrees.",
        hint="Take `start` of the Kyrgyz agency minus `start` of the Kyrgyz commission in the table `bodies`.",
    ),
    3: Task(
        expected=silent_cells,
        right="A matrix that looks like a comparison of laws is in large part a record of silence.",
        hint="`matrix.isna()` is True where nothing is said; its mean over all cells, times 100, is the answer.",
    ),
    4: Task(
        expected=similarity_of_tajikistan_and_turkmenistan,
        right="Topics described for only one of the two did not count, and could have gone either way.",
        hint="Call `similarity` with the two columns; it leaves out the topics that are empty for either.",
    ),
    5: Task(
        expected=growth_from_a_quarter,
        right="That pace, kept up for twelve years without a bad one, is the price of the phrase step by step.",
        hint="Turn the formula round: (1 + h) times share to the power -1/n, minus 1, in percent.",
    ),
}

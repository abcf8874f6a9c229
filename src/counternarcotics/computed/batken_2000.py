"""Computed numbers of the reading of 2000."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed

POPPY_1998, POPPY_1999 = (f"poppy-area-central-asia-three-{year}" for year in (1998, 1999))
HEROIN_1999, HEROIN_2000, HEROIN_2001, HEROIN_2003 = (f"heroin-seized-tajikistan-{y}" for y in (1999, 2000, 2001, 2003))
FIGHTERS, HOSTAGES = "fighters-tajikistan-2000", "foreign-hostages-kyrgyzstan-1999"


@computed(
    unit="percent",
    format=".0f",
    how="One minus the surveyed poppy area of 1999 over that of 1998",
    uses=(POPPY_1998, POPPY_1999),
)
def surveyed_poppy_fall_1998_1999() -> float:
    """Return the fall of the surveyed poppy area of three Central Asian states, in percent."""
    return PERCENT * (1 - tables.value(POPPY_1999) / tables.value(POPPY_1998))


@computed(
    unit="times",
    format=".1f",
    how="Heroin seized in Tajikistan in 2001 over that of 1999, both rounded figures of one UN source",
    uses=(HEROIN_1999, HEROIN_2001),
)
def tajik_heroin_2001_over_1999() -> float:
    """Return how many times as much heroin Tajikistan seized in 2001, the year after the incursions, as in 1999."""
    return tables.value(HEROIN_2001) / tables.value(HEROIN_1999)


@computed(
    unit="times",
    format=".1f",
    how="Heroin seized in Tajikistan in 2003 over that of 1999; the two figures have different sources",
    uses=(HEROIN_1999, HEROIN_2003),
)
def tajik_heroin_2003_over_1999() -> float:
    """Return how many times as much heroin Tajikistan seized in 2003 as in 1999."""
    return tables.value(HEROIN_2003) / tables.value(HEROIN_1999)

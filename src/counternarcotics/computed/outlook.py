"""Numbers worked out for section 1.2, the forecast."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed
from counternarcotics.computed.trends import REGISTERS
from counternarcotics.models.growth import annual_rate


@computed(
    unit="percent-per-year",
    format=".1f",
    how="Constant growth from the 1990 register to the sum of the four registers of early 2003, over 13 years",
    uses=("registered-users-central-asia-1990", *REGISTERS),
)
def register_growth_1990_2003() -> float:
    """Return the yearly growth of the register that the monograph's own figures imply, in percent."""
    start = tables.value("registered-users-central-asia-1990")
    return 100 * annual_rate(start, sum(map(tables.value, REGISTERS)), 2003 - 1990)

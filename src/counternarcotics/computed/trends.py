"""Numbers worked out for section 1.1, trends."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
REGISTERS = tuple(f"registered-users-{country}-2003" for country in COUNTRIES)


@computed(unit="persons", how="Sum of the four registers of early 2003", uses=REGISTERS)
def register_total_2003() -> float:
    """Return the registered users of the four countries with a printed register."""
    return sum(map(tables.value, REGISTERS))

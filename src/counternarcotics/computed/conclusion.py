"""Figures that the scored claims of the forecast name."""

from __future__ import annotations

from counternarcotics import tables

_NAMED = (identifier for cell in tables.load("forecast_claims")["figures"] for identifier in str(cell).split(";"))
CLAIM_FIGURES = tuple(dict.fromkeys(identifier for identifier in _NAMED if identifier in tables.figures().index))

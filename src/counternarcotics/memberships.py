"""Memberships: which states sit in the four organisations of section 3.1, and what any two of the five share."""

from __future__ import annotations

import itertools

from counternarcotics import tables

FOUR = ("shanghai-cooperation-organization", "collective-security-treaty-organization", "central-asian-community", "economic-cooperation-organization")  # fmt: skip
FIVE = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")


def members(institution: str) -> set[str]:
    """Return the states with a row of membership in an institution, whatever its dates."""
    rows = tables.load("memberships")
    return set(rows.loc[rows["institution"] == institution, "member"])


def shared_bodies() -> dict[tuple[str, str], int]:
    """Return, for each pair of the five states, the number of the four organisations that both belong to in 2004."""
    held = {state: {body for body in FOUR if state in members(body)} for state in FIVE}
    return {pair: len(held[pair[0]] & held[pair[1]]) for pair in itertools.combinations(FIVE, 2)}

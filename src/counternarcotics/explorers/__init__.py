"""The explorers of the book, one module each; the module's ``build()`` returns its :class:`Explorer`."""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counternarcotics.explorer import Explorer

NAMES = (
    "forecast",
    "hidden-population",
    "seizure-iceberg",
    "hiv-injecting",
    "poppy-or-wheat",
    "rounding-or-error",
    "policy-model",
    "deterrence-with-bribery",
    "price-of-honesty",
    "harmonisation",
    "own-budget",
    "who-sits-where",
    "soft-law",
    "donor-portfolio",
    "weakest-link",
    "concept",
    "rival-explanations",
    "closing-a-crossing",
    "price-ladder",
    "inverted-conditional",
    "forecast-score",
    "scenario-fans",
    "supply-fan",
    "hiv-calibration",
    "agency-survival",
    "timeline",
)


@functools.lru_cache
def load(name: str) -> Explorer:
    """Return an explorer by name; raise KeyError naming the explorers there are."""
    if name not in NAMES:
        msg = f"No explorer is called {name!r}; there are {', '.join(NAMES)}."
        raise KeyError(msg)
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}").build()

"""Charts: the named figures of the chapters, each with its title, its source and the table behind it."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_MODULES = {
    "trends": (
        "registered-users",
        "registered-and-estimated",
        "drug-shares",
        "heroin-seizures",
        "heroin-share-of-opiates",
        "seizure-composition",
        "kyrgyz-seizures",
        "uzbek-components",
        "hiv-injecting-shares",
        "cannabis-areas",
        "registers-later",
    ),
    "outlook": (
        "scenario-rates",
        "scenario-fans",
        "poppy-and-wheat",
        "opium-provinces",
        "farmers-intentions",
        "non-trafficking-share",
        "afghan-opium-later",
        "registers-against-forecast",
    ),
    "policy_models": ("national-documents", "policy-scores", "policy-robustness", "substitution-treatment"),
    "law_and_organisation": (
        "law-matrix",
        "agency-life-spans",
        "agencies-in-proportion",
        "institution-budgets",
    ),
    "regional_organisations": ("regional-bodies-spans", "shared-bodies", "decided-and-done", "duties-kept"),
    "external_powers": ("donor-budgets", "donor-time-line", "crops-expected-and-found", "supply-to-demand"),
    "cooperation": ("agreement-articles", "kanal-per-hundred-groups", "kanal-in-ordinary-weeks", "kanal-drugs-named"),
    "conclusion": ("evidence-by-part", "forecast-claims-scored", "hiv-prevalence-later"),
    "batken": ("heroin-around-incursions", "prior-and-posterior"),
    "kazakhstan_russia": ("kazakh-register-and-scenario", "kazakh-multipliers", "kazakh-part-year"),
    "routes_and_prices": ("ten-chains", "heroin-prices-2010-and-later"),
    "three_numbers": ("counts-by-definition", "shares-by-count"),
    "scoring": ("expected-brier-scores", "brier-by-confidence", "register-interval-scores"),
    "registers_later": ("register-years-found", "register-rates-later", "heroin-seized-later", "offences-and-codes"),
    "afghan_supply": ("two-bans", "opium-yields", "farm-gate-prices-dry"),
    "hiv_later": ("hiv-rounds", "needles-handed-out", "substitution-coverage", "hiv-money-from-abroad"),
    "institutions_later": ("bodies-at-three-dates", "lives-of-bodies", "programme-budgets"),
    "evidence": ("verdicts-by-kind", "claimed-and-computed"),
}
NAMES = tuple(name for names in _MODULES.values() for name in names)


@dataclass(frozen=True)
class NamedChart:
    """A figure of the book: ``chart`` carries a description, ``table`` is what a reader sees one click away."""

    title: str
    chart: alt.TopLevelMixin
    table: pd.DataFrame
    source: str


@functools.lru_cache
def load(name: str) -> NamedChart:
    """Return a chart by name; raise KeyError naming the charts there are."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name.replace("-", "_"))()
    msg = f"No chart is called {name!r}; there are {', '.join(NAMES)}."
    raise KeyError(msg)

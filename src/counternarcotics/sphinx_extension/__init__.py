"""The book's Sphinx extension: figures, explorers, facts and questions on pages that need nothing but themselves."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from counternarcotics.sphinx_extension import (
    about,
    assets,
    cards,
    catalogues,
    collector,
    contents,
    facts,
    figures,
    freshness,
    lab_links,
    languages,
    lessons,
    levels,
    light_pages,
    mathml,
    questions,
    reading_time,
    remembered,
    search_index,
    solutions,
    specifications,
    stage,
    take_along,
    terms,
    trainer,
    what_if,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every directive, role and page asset with Sphinx."""
    for part in (
        freshness,
        remembered,
        search_index,
        about,
        assets,
        figures,
        facts,
        catalogues,
        cards,
        contents,
        reading_time,
        lab_links,
        languages,
        lessons,
        levels,
        questions,
        solutions,
        specifications,
        stage,
        take_along,
        terms,
        trainer,
        collector,
        mathml,
        light_pages,
        what_if,
    ):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

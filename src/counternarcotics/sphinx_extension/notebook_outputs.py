"""Notebook outputs on book pages: a lab's charts and explorers are drawn as they are in a chapter."""

from __future__ import annotations

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.util import logging

from counternarcotics.sphinx_extension import figures, freshness

_LOGGER = logging.getLogger(__name__)

# The same as in counternarcotics.explorer and counternarcotics.figure, which need Altair, and few builds do.
EXPLORER_MIME = "application/vnd.counternarcotics.explorer+json"
FIGURE_MIME = "application/vnd.counternarcotics.figure+json"


class FigureOutput:
    """The MyST-NB plugin for the two output types of this package; they stand before every other face."""

    mime_priority_overrides = (("*", EXPLORER_MIME, 1), ("*", FIGURE_MIME, 2))

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the live figure or explorer of an output, or None for another type."""
        if inline:
            return None
        if data.mime_type == EXPLORER_MIME:
            env = renderer.renderer.sphinx_env
            try:
                freshness.said(env, "explorer", data.content["name"])
                return [nodes.raw("", figures.drawn("explorer", data.content["name"]), format="html")]
            except ValueError as error:
                _LOGGER.warning(str(error), location=(env.docname, data.line))
                return []
        if data.mime_type == FIGURE_MIME:
            from counternarcotics import markup
            from counternarcotics.fitting import fitted

            return [nodes.raw("", markup.live_chart(fitted(data.content)), format="html")]
        return None

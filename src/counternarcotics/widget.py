"""The explorer in JupyterLab, Notebook 7, VS Code or Colab: the page's own script as a widget.

A move of a control repaints in the browser, without a word to Python; the settings then follow, and Python may set
them.  One script and one style sheet serve page and notebook, so what a student learns in one holds in the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from counternarcotics import markup, web

if TYPE_CHECKING:
    from counternarcotics.explorer import Evaluation, Explorer


class FigureWidget(anywidget.AnyWidget):
    """A chart that the page draws, where no picture can be made of it."""

    _esm = web.widget_script()
    _css = web.style_sheet("base", "figures", "labs")
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, specification: Mapping[str, Any]) -> None:
        super().__init__(html=markup.live_chart(specification, pictures=False))


class ExplorerWidget(anywidget.AnyWidget):
    """An explorer with a reader in front of it.

    ``settings`` holds one value an assumption.  It may be set, whole or in part: what is left out goes to its default,
    and a value outside its bounds raises :class:`counternarcotics.assumptions.AssumptionError`.
    """

    _esm = web.widget_script()
    _css = web.style_sheet("base", "figures", "explorers", "labs")
    html = traitlets.Unicode().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)

    def __init__(self, explorer: Explorer, **traits: Any) -> None:
        self.explorer = explorer
        super().__init__(html=markup.explorer(explorer, pictures=False), settings=explorer.settings(), **traits)

    @traitlets.validate("settings")
    def _within_bounds(self, proposal: Mapping[str, Any]) -> dict[str, float]:
        return self.explorer.settings(**proposal["value"])

    def evaluate(self) -> Evaluation:
        """Return the model's numbers at the present settings."""
        return self.explorer.evaluate(**self.settings)

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


class _PageWidget(anywidget.AnyWidget):
    """What the page's script draws in a notebook, and in a page that ``ipywidgets.embed`` makes of it.

    Such a page knows no defaults, and script, style and the name of the view are defaults: they stay in the state.
    """

    html = traitlets.Unicode().tag(sync=True)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the whole state, whatever is to be dropped."""
        return super().get_state(key=key)


class FigureWidget(_PageWidget):
    """A chart that the page draws, where no picture can be made of it."""

    _esm = web.widget_script()
    _css = web.style_sheet("base", "figures", "labs")

    def __init__(self, specification: Mapping[str, Any]) -> None:
        super().__init__(html=markup.live_chart(specification, pictures=False))


class ExplorerWidget(_PageWidget):
    """An explorer with a reader in front of it.

    ``settings`` holds one value an assumption.  It may be set, whole or in part: what is left out goes to its default,
    and a value outside its bounds raises :class:`counternarcotics.assumptions.AssumptionError`.
    """

    _esm = web.widget_script()
    _css = web.style_sheet("base", "figures", "explorers", "labs")
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

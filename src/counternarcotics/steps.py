"""Steps: one chart that is built up, for ``{steps}`` on a page.

The picture on paper and without a script shows the last step, which is the whole chart.
"""

from __future__ import annotations

import altair as alt


def in_steps(*layers: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """Return the layers as one chart whose signal ``step`` shows the first, then the first two, and so on.

    Give the scales of all layers a domain and their legends a list of names: what is not shown yet must not move what is.
    """
    shown = [layer.transform_filter(f"step >= {position}") for position, layer in enumerate(layers, start=1)]
    return alt.layer(*shown).add_params(alt.param(name="step", value=len(layers)))

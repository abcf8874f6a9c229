"""Drawing: a picture of a figure, by the runtime that makes the figure live in its page.

The runtime is a script, so it runs in an engine without a page, with what ``assets/scripts/drawing.js`` gives it in place of
one: above all the widths of words, from a table of one font, so that every machine draws the same.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from counternarcotics import keeping, web

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer


def svg(vega: Mapping[str, Any], width: int, height: float | None = None) -> str:
    """Return a Vega specification (see :func:`counternarcotics.web.compiled`) as the SVG of a column `width` pixels wide.

    `height`, in pixels, is that of the plot and what stands around it where the page's layout decides it.
    Raises py_mini_racer.JSEvalException with the runtime's own words when it cannot be drawn.
    """
    asked = f"counternarcoticsDraw({json.dumps(vega)}, {width}, {json.dumps(height)})"
    return keeping.kept("pictures", f"{_mark()}{asked}", lambda: _drawn(asked))


def _drawn(asked: str) -> str:
    _engine().eval(asked)
    return _engine().eval("counternarcoticsDrawn()")


@functools.cache
def _mark() -> str:
    return keeping.digest(web.runtime_mark(), web.script("drawing"), importlib.metadata.version("mini-racer"))


@functools.cache
def _engine() -> MiniRacer:
    from py_mini_racer import MiniRacer  # a kept picture needs no engine

    engine = MiniRacer()
    engine.eval(web.scoped("drawing"))
    engine.eval(web.runtime(maps=True))
    return engine

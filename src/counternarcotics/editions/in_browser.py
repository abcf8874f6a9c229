"""What stands for vl-convert where the kernel runs in a browser: it compiles a specification, and the page draws it.

``counternarcotics.editions.lite`` puts this module into a wheel as ``vl_convert``, beside the two scripts that it reads.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

__version__ = "VERSION"


@functools.cache
def _compiler() -> Any:
    import js
    from pyodide.code import run_js

    run_js(Path(__file__).with_name("compiler.js").read_text(encoding="utf-8"))
    return js.counternarcoticsCompile


def vegalite_to_vega(specification: dict[str, Any] | str) -> dict[str, Any]:
    """Return the Vega specification of a Vega-Lite specification."""
    text = specification if isinstance(specification, str) else json.dumps(specification)
    return json.loads(_compiler()(text))


def javascript_bundle(snippet: str) -> str:
    """Return the book's runtime, the only bundle that is asked for here, as it was made with the wheel."""
    return Path(__file__).with_name("runtime.js").read_text(encoding="utf-8")

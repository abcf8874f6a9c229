"""What a page and JupyterLab load: the book's styles, its script, and the runtime that draws its figures.

Styles.  Every ``assets/styles/*.css`` becomes a part of the one style sheet: ``base`` first, ``print`` last, the others
between them in the order of their names.  A new kind of thing on a page (cards, maps, search) gets a file of its own
there and is found without being listed.  Rules for paper that belong to one thing may stand in its file, inside
``@media print``.

Script.  ``assets/scripts/`` holds ES modules that import each other by relative name.  A browser loads no module from
disk, so :func:`script` joins what an entry needs into one: each module before those that import it, the ``import``
lines and the word ``export`` taken away.  Hence two modules never declare the same top-level name.

Runtime.  Specifications are compiled by :func:`compiled` when the book is built, so a page needs of Vega only what
draws: no Vega-Lite, no embedding, and an interpreter in place of ``eval``.  vl-convert carries Vega's own modules and
bundles those that are named here; no node and no checked-in script is needed.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from counternarcotics import keeping

ASSETS = Path(__file__).resolve().parent / "assets"
_FIRST, _LAST = "base", "print"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |const |class |function ))", re.MULTILINE)
# A top-level declaration: names taken out of an object or a list, or a word and what follows it on its line.
_DECLARED = re.compile(
    r"^(?:(?:const|let|var) ([{\[][^}\]]*[}\]])|(?:async )?(const|let|var|class|function)\*? (.*))", re.MULTILINE
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|'[^']*'|\"[^\"]*\"|`[^`]*`")

# The versions that vl-convert 1.9.0.post1 carries; another release of it may need other ones.
_MODULES = {
    "vega-dataflow": "6.1.0",
    "vega-transforms": "5.1.0",
    "vega-view-transforms": "5.1.0",
    "vega-encode": "5.1.0",
    "vega-parser": "7.1.0",
    "vega-view": "6.1.0",
    "vega-interpreter": "2.0.0",
    "vega-geo": "5.1.0",
}
_SNIPPET = """
import { transforms } from "vega-dataflow";
import * as data from "vega-transforms";
import * as layout from "vega-view-transforms";
import * as scales from "vega-encode";
import { parse } from "vega-parser";
import { View } from "vega-view";
import { expressionInterpreter } from "vega-interpreter";
MAPS
Object.assign(transforms, data, layout, scales);
globalThis.counternarcoticsVega = { parse, View, expressionInterpreter, config: CONFIG };
"""
_MAPS = 'import * as geo from "vega-geo";\nObject.assign(transforms, geo);'


# Most of the runtime runs as soon as it has arrived: Chromium then compiles it while it comes, beside the page, and others
# skip the comment.
_ALL_AT_ONCE = "//# allFunctionsCalledOnLoad\n"


class RuntimeBundleError(RuntimeError):
    """The installed vl-convert cannot give the runtime."""


def style_sheet(*names: str) -> str:
    """Return the style sheet of the pages, or only the parts that are named."""
    sources = sorted((ASSETS / "styles").glob("*.css"), key=lambda p: (p.stem != _FIRST, p.stem == _LAST, p.stem))
    return "\n".join(path.read_text(encoding="utf-8") for path in sources if not names or path.stem in names)


def script(entry: str) -> str:
    """Return the module `entry` and all that it imports as one text without an import or export."""
    joined: dict[str, str] = {}

    def add(name: str) -> None:
        if name in joined:
            return
        text = (ASSETS / "scripts" / f"{name}.js").read_text(encoding="utf-8")
        for imported in _IMPORT.findall(text):
            add(imported)
        joined[name] = alone(text)

    add(entry)
    _refuse_same_names(joined)
    return "\n".join(joined.values())


def alone(module: str, instead: str = "") -> str:
    """Return the text of a module without the word export and with `instead` for each of its imports."""
    return _EXPORT.sub("", _IMPORT.sub(instead, module))


def _refuse_same_names(modules: Mapping[str, str]) -> None:
    """Raise ValueError where two modules of one script declare the same top-level name: the later would hide the other."""
    declared: dict[str, str] = {}
    for module, text in modules.items():
        for name in dict.fromkeys(_names(text)):
            if name in declared:
                msg = (
                    f"assets/scripts/{declared[name]}.js and {module}.js both declare {name} at the top level, where one "
                    "hides the other: rename one of the two."
                )
                raise ValueError(msg)
            declared[name] = module


def _names(text: str) -> Iterator[str]:
    r"""Yield the names that a module declares at its top level: its lines that begin without a space.

    >>> list(_names("const A = 4, B = f(c, d);\nlet { e, f: g } = h;\nasync function i(j) {\n  const k = 1;\n}\n"))
    ['A', 'B', 'e', 'g', 'i']
    """
    for taken_apart, kind, rest in _DECLARED.findall(text):
        if taken_apart:
            yield from re.findall(r"([\w$]+)(?=\s*(?:[,=}\]]))", taken_apart)
        elif kind in {"const", "let", "var"}:
            while (shorter := _BRACKETS.sub("", rest)) != rest:
                rest = shorter
            yield from re.findall(r"(?:^|, )([\w$]+)(?= =|[,;]|$)", re.split(r"[([{]", rest)[0])
        else:
            yield re.match(r"[\w$]+", rest)[0]


def page_script() -> str:
    """Return the script of the pages, in a scope of its own."""
    return scoped("page")


def scoped(entry: str) -> str:
    """Return the module `entry` and all that it imports in a scope of its own."""
    return f'(() => {{\n"use strict";\n{script(entry)}}})();\n'


def widget_script() -> str:
    """Return runtime and script as the ES module that anywidget expects: its default export renders a model into an element."""
    return f"{runtime()}{script('widget')}\nexport default {{ render }};\n"


# vl-convert and Altair take a while to import, and a kept runtime needs neither: hence the late imports.


def runtime_mark() -> str:
    """Return how to compile the runtime, and a comment that differs whenever it may: by this module, the look, and vl-convert."""
    digest = hashlib.sha256(importlib.metadata.version("vl-convert-python").encode())
    for path in (Path(__file__), Path(__file__).with_name("figure.py")):
        digest.update(path.read_bytes())
    return f"{_ALL_AT_ONCE}/* {digest.hexdigest()[:16]} */\n"


@functools.cache
def runtime(*, maps: bool = False) -> str:
    """Return the script that defines ``counternarcoticsVega``: Vega without its compiler, evaluation by interpreter.

    A page does without `maps`, which never become live.
    """
    # The bundle's top-level names would meet those of Sphinx's own scripts, so it gets a scope of its own.
    made_from = f"{runtime_mark()}{'and maps' * maps}"
    return keeping.kept("runtime", made_from, lambda: f"{runtime_mark()}(() => {{{bundled(maps=maps)}\n}})();\n")


def bundled(*, maps: bool = False) -> str:
    """Return what vl-convert makes of the modules that the runtime needs."""
    import vl_convert

    snippet = _SNIPPET.replace("CONFIG", json.dumps(_common_config(), sort_keys=True)).replace("MAPS", _MAPS * maps)
    for name, version in _MODULES.items():
        snippet = snippet.replace(f'"{name}"', f'"https://cdn.jsdelivr.net/npm/{name}@{version}/+esm.js"')
    try:
        return vl_convert.javascript_bundle(snippet)
    except BaseException as error:  # vl-convert panics where it misses a module, which is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        msg = (
            f"vl-convert-python {vl_convert.__version__} does not carry the Vega modules that {Path(__file__).name} names: "
            "install the version in requirements.txt, or correct the versions in _MODULES."
        )
        raise RuntimeBundleError(msg) from None


def compiled(specification: Mapping[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite specification as the Vega specification that the runtime draws.

    The look that all figures share stands once, in the runtime; the page's script sets the width.
    """
    made_from = f"{runtime_mark()}{json.dumps(specification)}"
    return json.loads(keeping.kept("compiled", made_from, lambda: json.dumps(_compiled(specification))))


def _compiled(specification: Mapping[str, Any]) -> dict[str, Any]:
    import vl_convert

    vega = vl_convert.vegalite_to_vega(dict(specification))
    for stated in ("$schema", "description"):  # the page says what a figure shows in a label of its own
        vega.pop(stated, None)
    if vega.get("config") == _common_config():
        del vega["config"]
    for signal in vega.get("signals", []):
        if signal["name"] == "width" and "init" in signal:
            signal.pop("on", None)
            signal["init"] = "containerSize()[0]"
    for scale in vega.get("scales", []):
        scale["domain"] = _of_what_is_left(scale, vega.get("data", []))
    for axis in vega.get("axes", []):
        if axis.get("format", "").endswith("s") and axis.get("labels", True):
            _write_nought_bare(axis)
    return vega


def _write_nought_bare(axis: dict[str, Any]) -> None:
    """Write 0 on an axis of thousands or millions, where Vega writes 0k or 0M."""
    labels = axis.setdefault("encode", {}).setdefault("labels", {}).setdefault("update", {})
    said = labels.get("text", {}).get("signal", "datum.label")
    labels["text"] = {"signal": said.replace("datum.label", "(datum.value === 0 ? '0' : datum.label)")}


def _of_what_is_left(scale: Mapping[str, Any], data: list[dict[str, Any]]) -> Any:
    """Return the domain of a scale of numbers as an expression where a setting may leave its rows empty.

    Vega warns of every field without a row, although other fields give the scale its ends.
    """
    domain = scale["domain"]
    if (
        scale["type"] not in {"linear", "log", "pow", "sqrt", "symlog"}
        or not isinstance(domain, dict)
        or "signal" in domain
    ):
        return domain
    listed = domain.get("fields", [domain.get("field")])
    fields = [one if isinstance(one, dict) else {"data": domain.get("data"), "field": one} for one in listed]
    if not all("data" in field for field in fields):  # an end that is stated stands beside the rows
        return domain
    sieved: set[str] = set()
    for one in data:
        if one.get("source") in sieved or any(step["type"] == "filter" for step in one.get("transform", [])):
            sieved.add(one["name"])
    if not sieved.intersection(field["data"] for field in fields):
        return domain
    each = (f"extent(pluck(data({json.dumps(field['data'])}), {json.dumps(field['field'])}))" for field in fields)
    return {"signal": f"extent([{', '.join(f'{one}[{end}]' for one in each for end in (0, 1))}])"}


@functools.cache
def _common_config() -> dict[str, Any]:
    import altair as alt
    import vl_convert

    from counternarcotics import figure

    nothing = alt.Chart(alt.Data(values=[])).mark_point()
    specification = figure.specification(nothing, "A chart of nothing, which stands for the look of every other one.")
    return vl_convert.vegalite_to_vega(specification)["config"]

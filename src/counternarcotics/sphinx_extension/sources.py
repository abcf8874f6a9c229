"""Sources: which files a thing on a page is made from, so that it is made again when one of them changed, and only then.

Code is followed by its imports; which rows and tables that code reads, :mod:`counternarcotics.reads` notes.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from counternarcotics import keeping
from counternarcotics.describe import EVERY_TABLE, data_folder

PACKAGE = Path(__file__).resolve().parents[1]
NAME = __package__.partition(".")[0]
_DRAWS = (
    "assets/scripts/drawing.js"  # pages see other scripts and styles by their addresses; this one made their pictures
)
# The import of names, maybe within brackets, and that of a module: to take a module apart as Python does takes long.
_IMPORT = re.compile(
    rf"^[ \t]*(?:from {NAME}\.?([\w.]*) import (\([^)]*\)|[^\n#]*)|import {NAME}\.([\w.]+))", re.MULTILINE
)
_BY_NAME = {"load", "get", "names"}  # what loads any module of its package


@functools.lru_cache
def digests() -> dict[str, str]:
    """Return a digest of every file that pages are made from besides their own text: code, templates and tables."""
    code = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html"} and path.is_file()]
    code.append(PACKAGE / _DRAWS)
    held = [path for path in data_folder().iterdir() if path.suffix in {".csv", ".json"}]
    return {_key(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted([*code, *held])}


def _key(path: Path) -> str:
    if path.is_relative_to(PACKAGE):
        return f"package/{path.relative_to(PACKAGE).as_posix()}"
    return f"data/{path.name}"


def of_every_page() -> dict[str, str]:
    """Return the digests of the code that makes every page: the extension, and the package's own modules."""
    return {
        key: digest
        for key, digest in digests().items()
        if key.startswith(("package/sphinx_extension/", "package/templates/", f"package/{_DRAWS}"))
        or (key.count("/") == 1 and key.endswith(".py"))
    }


def of_tables() -> dict[str, str]:
    """Return the digests of the tables and of all code that works something out from them."""
    return {key: digest for key, digest in digests().items() if not key.startswith("package/templates/")}


@functools.lru_cache
def evidence() -> str:
    """Return a digest of all that rows and computed numbers depend on: tables, and the code that works something out."""
    drawing = ("package/charts/", "package/explorers/", "package/sphinx_extension/", "package/templates/")
    return keeping.digest(json.dumps({key: one for key, one in digests().items() if not key.startswith(drawing)}))


def of_figure(module: str, tables: Iterable[str]) -> dict[str, str]:
    """Return the digests of the files that a figure of `module` rests on, which has read `tables` whole.

    `module` is the name inside the package: ``charts.trends``.
    """
    held = {f"data/{name}.csv" for name in tables} | {"data/datapackage.json", "data/figures.schema.json"}
    if f"data/{EVERY_TABLE}.csv" in held:
        held = {key for key in digests() if key.startswith("data/")}
    keys = {*of_every_page(), *held, *(_file(one) for one in closure(module))}
    return {key: digests().get(key, "") for key in sorted(keys)}


def _file(module: str) -> str:
    path = module.replace(".", "/")
    return f"package/{path}.py" if f"package/{path}.py" in digests() else f"package/{path}/__init__.py"


def closure(module: str) -> frozenset[str]:
    """Return a module and all modules of the package that it may run."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _imports(one)
    return frozenset(found)


@functools.lru_cache
def _imports(module: str) -> tuple[str, ...]:
    text = (PACKAGE / _file(module).removeprefix("package/")).read_text(encoding="utf-8")
    found = {f"{name.rpartition('.')[0]}" for name in [module] if "." in name}  # a package is run before its modules
    for inside, listed, whole in _IMPORT.findall(text):
        for name in filter(None, (one.split(" as ")[0].strip() for one in listed.strip("()").split(","))):
            found.update(_imported(inside, name))
        if whole:
            found.update(_whole(whole))
    return tuple(sorted(found))


def _imported(inside: str, name: str) -> Iterator[str]:
    """Yield the modules of ``from counternarcotics.<inside> import <name>``; whoever has a package may load any of it."""
    full = f"{inside}.{name}" if inside else name
    if _exists(full):
        yield from _whole(full)
    elif inside:
        yield from _whole(inside) if name in _BY_NAME else [inside]


def _exists(module: str) -> bool:
    path = f"package/{module.replace('.', '/')}"
    return f"{path}.py" in digests() or f"{path}/__init__.py" in digests()


def _whole(module: str) -> Iterable[str]:
    folder = f"package/{module.replace('.', '/')}/"
    inside = [key for key in digests() if key.startswith(folder) and key.endswith(".py")]
    names = [
        key.removeprefix("package/").removesuffix(".py").replace("/", ".").removesuffix(".__init__") for key in inside
    ]
    return {module, *names}

"""Discovery: modules of the package are found by their names, and what they offer by reading them, not by running them.

A page, its charts, its lab, the lab's tasks and an explorer share one name: ``hiv-and-harm-reduction`` as a page is
``hiv_and_harm_reduction`` as a module.  So nothing is listed, and a list cannot be forgotten.
"""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_SILENT = re.compile(r"^def [a-z]\w*\([^)]*\):", re.MULTILINE)


def key(module: str) -> str:
    """Return the name that pages use for a module or a function.

    >>> key("hiv_and_harm_reduction")
    'hiv-and-harm-reduction'
    """
    return module.replace("_", "-")


def modules(search_path: Iterable[str]) -> list[str]:
    """Return the names of the modules in a package's ``__path__``, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(search_path))


def functions(search_path: Iterable[str], returning: str) -> dict[str, tuple[str, ast.FunctionDef]]:
    """Return public functions of a package that are annotated to return a type: by name the module, and how it is written.

    Raises ValueError when two modules define a function of one name.
    """
    found: dict[str, tuple[str, ast.FunctionDef]] = {}
    for folder in search_path:
        for path in sorted(Path(folder).glob("[!_]*.py")):
            for function in _annotated(path, returning):
                if function.name in found:
                    msg = f"{path.name}: {function.name!r} stands in {found[function.name][0]}.py as well; rename one of the two."
                    raise ValueError(msg)
                found[function.name] = path.stem, function
    return found


def unsaid(search_path: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for every public function of a package's modules that does not say what it returns."""
    for folder in search_path:
        for path in sorted(Path(folder).glob("[!_]*.py")):
            text = path.read_text(encoding="utf-8")
            for node in ast.parse(text, filename=str(path)).body if _SILENT.search(text) else ():
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is None:
                    yield f"{path.name}, line {node.lineno}: found the function {node.name} without the type of what it returns, by which it is known; add it, or begin the name with _."


def _annotated(path: Path, returning: str) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and isinstance(node.returns, ast.Name)
        and node.returns.id == returning
    ]

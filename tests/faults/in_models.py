"""How a fault of a model is tried: its functions are changed in memory, so that what the tests need is loaded once.

What is not noticed that way is tried once more from the files, by every quick test: a number that another module took
over as it was loaded is changed only there.
"""

from __future__ import annotations

import gc
import importlib
import re
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

from faults.catalogue import ROOT, Fault

PACKAGE = "counternarcotics.models"


def load(copy: Path) -> None:
    """Import what the tests of all models need, and let Hypothesis name the first example that fails as it is."""
    import hypothesis

    from counternarcotics import checked, keeping, tables

    keeping.keep_in(copy / "kept")
    checked.problems(tables.data_folder())  # kept: the tests ask again
    sys.path.insert(1, str(copy / "tests"))
    importlib.import_module("conftest")
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("faults", hypothesis.settings.get_profile("book"), phases=phases)
    hypothesis.settings.load_profile("faults")
    for path in sorted((copy / "src/counternarcotics/models").glob("[!_]*.py")):
        importlib.import_module(f"{PACKAGE}.{path.stem}")
        own, others = tests_of(copy, path.stem)
        for test in [*own[1:], *others]:
            importlib.import_module(Path(test).stem)
    gc.freeze()  # what every fork shares is looked through by none


def tests_of(copy: Path, module: str) -> tuple[list[str], list[str]]:
    """Return the tests of a model: its examples and its own, and those that speak of it."""
    own = [f"src/counternarcotics/models/{module}.py", f"tests/test_models_{module}.py", "tests/test_models_worked.py"]
    spoken = re.compile(rf"\b(?:models[. ]\S*|import .*)\b{module}\b")
    others = [f"tests/{path.name}" for path in sorted((copy / "tests").glob("test_*.py")) if spoken.search(path.read_text("utf-8"))]  # fmt: skip
    return [path for path in own if (copy / path).exists()], [path for path in others if path not in own]


def problems(copy: Path, fault: Fault, failed: Callable[..., Iterator[str]]) -> Iterator[str]:
    """Yield what the tests say of a model, its own first; `failed` runs tests and yields a sentence for each failure."""
    module = Path(fault.file).stem
    loaded = sys.modules.get(f"{PACKAGE}.{module}")
    if loaded:
        changed_in_memory(loaded, (copy / fault.file).read_text(encoding="utf-8"))
        (copy / fault.file).write_bytes((ROOT / fault.file).read_bytes())  # the tables are as they were checked
    own, others = tests_of(copy, module)
    yield from (found := list(failed(*own)))
    if others and not found:
        yield from failed(*others)


def changed_in_memory(module: types.ModuleType, text: str) -> None:
    """Let the functions and numbers of a loaded module be those that `text` defines, wherever they are known."""
    written = types.ModuleType(module.__name__)
    exec(compile(text, module.__file__, "exec"), written.__dict__)
    for name, new in vars(written).items():
        old = getattr(module, name, None)
        if isinstance(new, type) and new.__module__ == module.__name__:
            for part, method in vars(new).items():
                _exchange(vars(old).get(part), method)
        elif not _exchange(old, new) and isinstance(new, (int, float, tuple, dict)):
            setattr(module, name, new)


def _exchange(old: object, new: object) -> bool:
    """Let one function do what another does; tell whether the two are functions."""
    old, new = getattr(old, "__wrapped__", old), getattr(new, "__wrapped__", new)
    if not (isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType)):
        return False
    if old.__module__ == new.__module__:
        old.__code__ = new.__code__
    return True

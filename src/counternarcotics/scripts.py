"""Scripts: each module is read by the engine that draws the pictures, for a page without its script says nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from counternarcotics import web

_IMPORTED = re.compile(r'^import \{ ?([^}]*?) ?\} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORTED = re.compile(
    r"^export (?:async )?(?:const|let|class|function\*?) (?:\{ ?([^}]*?) ?\}|([\w$]+))", re.MULTILINE
)


def problems(root: Path) -> Iterator[str]:
    """Yield a sentence for every script that no engine can read, and for every name that it takes from where it is not."""
    folder = root / "src/counternarcotics/assets/scripts"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    given = {name: _exported(text) for name, text in texts.items()}
    for name, (line, said) in zip(texts, unreadable(texts.values()), strict=True):
        where = f"src/counternarcotics/assets/scripts/{name}.js"
        for taken in _IMPORTED.finditer(texts[name]):
            place = f"{where}, line {texts[name][: taken.start()].count(chr(10)) + 1}"
            if taken[2] not in texts:
                yield f"{place}: found an import from {taken[2]}.js, where no such file is; correct its name."
                continue
            for one in taken[1].split(", "):
                if one.partition(" as ")[0] not in given[taken[2]]:
                    yield f"{place}: found the import of {one}, which {taken[2]}.js does not export; correct the name, or export it."
        if said:
            yield f"{where}, line {line}: found what no browser can read ({said}); correct it."


def _exported(text: str) -> set[str]:
    listed = (name for taken_apart, single in _EXPORTED.findall(text) for name in (taken_apart or single).split(", "))
    return {name.partition(": ")[2] or name for name in listed}


def unreadable(modules: Iterable[str]) -> Iterator[tuple[int, str]]:
    r"""Yield for each module the line where it cannot be read and why, "" where it can; nothing of it is run.

    >>> read = 'import { a } from "./b.js";\nexport const c = a;\n'
    >>> list(unreadable(["const a = 1;\nconst a = 2;\n", read]))
    [(2, "Identifier 'a' has already been declared"), (0, '')]
    """
    from py_mini_racer import JSEvalException, MiniRacer  # nothing else of a check needs an engine

    with MiniRacer() as engine:
        for text in modules:
            try:
                # The top level of a module is strict, knows await, and declares each name once, as a block does.
                engine.eval(f'(async () => {{ "use strict"; {{ {web.alone(text, instead=chr(10))}\n}} }}, 0)')
            except JSEvalException as error:
                found = re.search(r":(\d+): SyntaxError: (.*)", str(error))
                line, said = found.groups() if found else ("1", str(error)[:200])
                yield min(int(line), len(text.splitlines())), said
            else:
                yield 0, ""

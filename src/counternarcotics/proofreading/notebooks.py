"""Notebooks: a lab's cells, their shape and outputs, and the tasks that they check."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counternarcotics import checks
from counternarcotics.proofreading import asking, slips, wording
from counternarcotics.proofreading.names import Book, Used, nearest
from counternarcotics.proofreading.reader import Reader

LAB_CHECK = re.compile(r"\bcheck\(\s*[\"'](?P<lab>[^\"']*)[\"']\s*,\s*(?P<number>\d+)")
TELLING = {"check", "print", "display"}
# Calls that the labs end with, each of which gives a value to see; of others nobody knows.
SHOWING = {
    "round", "properties", "load", "rename", "astype", "head", "tail", "to_frame", "unstack", "assign", "pivot", "set_index", "fillna",
    "crosstab", "reset_index", "query", "rename_axis", "join", "merge", "agg", "dropna", "sort_values", "describe", "pivot_table", "groupby",
}  # fmt: skip
TAGS = {"nbval-ignore-output", "nbval-skip", "nbval-raises-exception", "hide-input", "hide-output", "hide-cell", "remove-input", "remove-output", "remove-cell", "raises-exception"}  # fmt: skip


def problems(book: Book, used: Used, path: Path) -> Iterator[str]:
    """Yield what is wrong with a lab, and note what it speaks of."""
    place = book.place(path)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        yield f"{place}: found a file that is no notebook ({error}); restore it, or save it from JupyterLab."
        return
    if misshapen := list(_shape(place, notebook, cells)):
        yield from misshapen
        return
    yield from _form(place, notebook, cells)
    yield from (f"{place}, cell {position}: found {said}." for position, said in asking.problems(cells))
    levels: list[tuple[int, int, str]] = []
    for position, cell in enumerate(cells, start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            reader = Reader(book, used, path.parent, lambda line, p=position: f"{place}, cell {p}, line {line}")
            yield from (f"{reader.where(line)}: found {said}." for line, said in wording.problems(source))
            yield from reader.read(source, 0)
            levels += [(position, level, words) for _, level, words in reader.levels]
        elif cell["cell_type"] == "code":
            yield from _code(place, path, used, position, cell, source)
    for position, said in slips.headings_twice((position, words) for position, _, words in levels):
        yield f"{place}, cell {position}: {said.format(place='cell')}"
    tops = [position for position, level, _ in levels if level == 1]
    if not tops:
        yield f"{place}, cell 1: found no title; begin the lab with one line '# Title'."
    for position in tops[1:]:
        yield f"{place}, cell {position}: found a second title (#); write ## for a part of the lab."


def _shape(place: str, notebook: Any, cells: Any) -> Iterator[str]:
    """Yield what no notebook lacks, without which nothing else of it can be read."""
    kernel = notebook.get("metadata", {}) if isinstance(notebook.get("metadata"), dict) else {}
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("metadata"), dict):
        yield f"{place}: found the format {notebook.get('nbformat')!r} and {'metadata' if kernel else 'no metadata'}, expected a notebook of format 4; save it from JupyterLab."
    elif notebook.get("nbformat_minor", 0) < 5:
        yield f"{place}: found the format 4.{notebook.get('nbformat_minor')}, in which cells have no ids; run `make notebooks`."
    elif not isinstance(kernel.get("kernelspec", {}), dict):
        yield f"{place}: found the kernel {kernel['kernelspec']!r}, expected 'python3'; run `make notebooks`."
    elif (language := kernel.get("language_info", {}).get("name", "python")) != "python":
        yield f"{place}: found the language {language!r}, expected 'python'; run `make notebooks`."
    if not isinstance(cells, list) or not cells:
        yield f"{place}: found no list of cells; restore it, or save it from JupyterLab."
        return
    for position, cell in enumerate(cells, 1):
        where = f"{place}, cell {position}"
        wanted = {"cell_type": str, "metadata": dict, "source": (str, list)}
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            wanted |= {"outputs": list, "execution_count": (int, type(None))}
        wrong = [name for name, kind in wanted.items() if not isinstance(cell, dict) or not isinstance(cell.get(name, ...), kind)]  # fmt: skip
        if wrong:
            yield f"{where}: found no proper {' and no proper '.join(wrong)}; restore the cell, or save the lab from JupyterLab."
            continue
        if "id" in cell and not (isinstance(cell["id"], str) and re.fullmatch(r"[\w-]{1,64}", cell["id"])):
            yield f"{where}: found the cell id {cell['id']!r}, expected letters, digits and hyphens, 64 at most; run `make notebooks`."
        if not isinstance(cell["metadata"].get("tags", []), list):
            yield f"{where}: found the tags {cell['metadata']['tags']!r}, expected a list; write [{cell['metadata']['tags']!r}]."
        kinds = {one.get("output_type") for one in cell.get("outputs", []) if isinstance(one, dict)}
        if cell["cell_type"] == "markdown" and "outputs" in cell:
            yield f"{where}: found outputs of a text; save the lab from JupyterLab."
        elif unknown := kinds - {"stream", "display_data", "execute_result", "error"}:
            yield f"{where}: found an output of the kind {min(map(str, unknown))!r}, which no notebook has; run `make notebooks`."


def _form(place: str, notebook: dict[str, Any], cells: list[dict[str, Any]]) -> Iterator[str]:
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"{place}: found the kernel {kernel!r}, expected 'python3'; run `make notebooks`."
    identifiers = [cell.get("id") for cell in cells]
    for position, identifier in enumerate(identifiers, start=1):
        if not identifier:
            yield f"{place}, cell {position}: found no cell id; run `make notebooks`."
        elif identifiers.index(identifier) != position - 1:
            yield f"{place}, cell {position}: found the id {identifier!r}, which cell {identifiers.index(identifier) + 1} has as well; run `make notebooks`."
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    for count, cell in enumerate(code, start=1):
        position = cells.index(cell) + 1
        if cell.get("execution_count") != count:
            yield f"{place}, cell {position}: found the count {cell.get('execution_count')}, expected {count}; run `make notebooks`, which stores one run from top to bottom."
            break
    for position, cell in enumerate(cells, start=1):
        if cell["cell_type"] not in {"code", "markdown"} or not "".join(cell["source"]).strip():
            yield f"{place}, cell {position}: found {'an empty cell' if cell['cell_type'] in {'code', 'markdown'} else 'a cell of raw text'}; take it out, or fill it."
        for tag in cell["metadata"].get("tags", []):
            if tag not in TAGS:
                yield f"{place}, cell {position}: found the tag {tag!r}, which nothing reads; {nearest(tag, TAGS)}."
    if code and not any(cell.get("outputs") for cell in code):
        yield f"{place}: found no outputs; run `make notebooks`."


def _code(place: str, path: Path, used: Used, position: int, cell: dict[str, Any], source: str) -> Iterator[str]:
    where = f"{place}, cell {position}"
    try:
        written = ast.parse("\n".join("pass" if line.startswith(("%", "!")) else line for line in source.splitlines()))
    except SyntaxError as error:
        yield f"{where}, line {error.lineno}: found code that Python cannot read ({error.msg}); correct it."
    else:
        if not cell.get("outputs") and _shows(written):
            yield f"{where}: found no output of a cell that shows something; run `make notebooks`."
    lab = path.stem
    if install := re.search(r"(?m)^[!%]\s*(?:pip|conda|mamba)\b.*", source):
        yield f"{where}, line {source[: install.start()].count(chr(10)) + 1}: found {install[0]!r}; a lab runs with what the package needs: name the need in requirements.in."
    if machine := re.search(r"(?:/home/|/Users/|[A-Z]:\\+Users)[^\s\"']*", source):
        yield f"{where}, line {source[: machine.start()].count(chr(10)) + 1}: found {machine[0]!r}, a path of one machine; read the tables through the package."
    for match in LAB_CHECK.finditer(source):
        line = source[: match.start()].count("\n") + 1
        if match["lab"] != lab:
            yield f"{where}, line {line}: found the check of {match['lab']!r}, expected that of this lab, check({lab!r}, ...)."
        elif lab in checks.labs() and int(match["number"]) not in checks.tasks(lab):
            yield f"{where}, line {line}: found task {match['number']}, which checks/{lab.replace('-', '_')}.py does not have; there are {', '.join(map(str, checks.tasks(lab)))}."
        elif lab not in checks.labs():
            yield f"{where}, line {line}: found a check, but checks/{lab.replace('-', '_')}.py is missing; add it with TASKS."
        used.tasks.add(match["lab"])
        used.checked.add((match["lab"], int(match["number"])))
    for output in cell.get("outputs", []):
        picture = output.get("data", {}).get("image/png")
        stored = output.get("metadata", {}).get("image/png", {}).get("sha256")
        if picture and stored and stored != picture_digest(picture):
            yield f"{where}: found a picture that is not the one this lab drew; run `make notebooks`."
        if output.get("name") == "stderr":
            yield f"{where}: found a stored warning ({_first_line(output.get('text'))}); write the cell so that Python gives none, and run `make notebooks`."
        if path_ := _machine(output):
            yield f"{where}: found the path {path_!r} of a machine in an output; print something else, and run `make notebooks`."
        if output.get("output_type") == "error":
            yield f"{where}: found a stored error ({output.get('ename')}); correct the cell and run `make notebooks`."


def _shows(written: ast.Module) -> bool:
    """Tell whether a cell surely shows something: it prints or checks, or ends in a value, or in a call that gives one."""
    spoken = [node.value for node in written.body if isinstance(node, ast.Expr)]
    if any(_called(one) in TELLING for one in spoken):
        return True
    if not spoken or not isinstance(written.body[-1], ast.Expr):
        return False
    last = spoken[-1]
    return not isinstance(last, ast.Call) or _called(last) in SHOWING


def _called(node: ast.AST) -> str:
    function = getattr(node, "func", None)
    return getattr(function, "attr", getattr(function, "id", ""))


def _first_line(text: Any) -> str:
    said = "".join(text or "").strip()
    return said.splitlines()[0][:80] if said else "empty"


def picture_digest(picture: str | list[str]) -> str:
    """Return the digest of a stored picture (base64 text), by which a later change of it is noticed."""
    return hashlib.sha256(b64decode(picture if isinstance(picture, str) else "".join(picture))).hexdigest()


def _machine(output: dict[str, Any]) -> str:
    """Return the path of somebody's machine that an output shows, if it shows one."""
    text = json.dumps(
        [output.get("text"), output.get("data", {}).get("text/plain"), output.get("data", {}).get("text/html")]
    )
    found = re.search(r"(?:/home/|/Users/|[A-Z]:\\\\+Users)[^\s\"'\\]*", text)
    return found[0] if found else ""

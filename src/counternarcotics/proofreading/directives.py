"""Directives: each known and closed, with the options, the words and the model that it needs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from counternarcotics import breakage, charts, computed, explorers, moves, tables
from counternarcotics.proofreading import references, slips
from counternarcotics.proofreading.names import OPTION, figures, nearest

if TYPE_CHECKING:
    from counternarcotics.proofreading.reader import Reader

PROSE = {"div", "grid", "grid-item-card", "card-footer", "exercise", "solution", "note", "warning", "tip", "admonition"}
CAPTIONED = {"chart"}
FILLED = {
    "note",
    "warning",
    "tip",
    "important",
    "hint",
    "admonition",
    "dropdown",
    "exercise",
    "solution",
    "check",
}
KNOWN_DIRECTIVES = PROSE | {
    "chart", "explorer", "steps", "stage", "predict", "check", "math", "bibliography", "glossary", "catalogue", "collector",
    "contents-of-parts", "csv-table", "editions", "most-carrying", "trainer", "what-if", "code-block", "code", "code-cell",
    "toctree", "figure", "image", "table", "list-table", "important", "hint", "seealso", "dropdown",
}  # fmt: skip
OWN_DIRECTIVES = {"chart", "explorer", "steps", "stage", "predict", "check", "exercise", "solution", "catalogue", "div"}
OPTIONS = {
    "exercise": {"label", "class", "hidden", "nonumber"},
    "solution": {"label", "class", "hidden"},
    "predict": {"number", "explorer", "result", "from", "to", "step", "unit", "format", "label"},
}


def _catalogues() -> list[str]:
    """Return the names of the catalogues, read from their module, which takes a while to import."""
    text = (Path(__file__).parents[1] / "sphinx_extension/catalogue.py").read_text(encoding="utf-8")
    assigned = {ast.unparse(n.targets[0]): n.value for n in ast.parse(text).body if isinstance(n, ast.Assign)}
    keys = [key.value for key in assigned["CATALOGUES"].keys if isinstance(key, ast.Constant)]
    return [*keys, *ast.literal_eval(assigned["LISTS"])]


ARGUMENTS: dict[str, Callable[[], list[str]]] = {
    "catalogue": _catalogues,
    **dict.fromkeys(
        ("collector", "contents-of-parts", "editions", "most-carrying", "trainer", "what-if"), lambda: [""]
    ),
}


def problems(at: Reader, token: Token, lines: list[str], line: int) -> Iterator[str]:
    """Yield what is wrong with a fence, which begins in `line`, and with all that it holds."""
    last = lines[token.map[1] - 1].strip() if token.map[1] <= len(lines) else ""
    if token.map[1] - token.map[0] < 2 or not re.fullmatch(
        rf"{re.escape(token.markup[0])}{{{len(token.markup)},}}", last
    ):
        yield f"{at.where(line)}: found {token.markup}{token.info.strip()!s} that is never closed; end it with a line of {token.markup}."
    match = re.fullmatch(r"\{(?P<name>[\w:-]+)\}\s*(?P<argument>.*)", token.info.strip(), flags=re.DOTALL)
    if not match:
        if token.type == "colon_fence" or token.info.strip().startswith("{"):
            yield f"{at.where(line)}: found {token.markup}{token.info.strip()}, expected a directive such as {token.markup}{{div}}."
        elif (word := re.match(r"[\[(<{]? ?([\w-]+)", token.info.strip())) and word[1] in OWN_DIRECTIVES:
            yield f"{at.where(line)}: found {token.markup}{token.info.strip()} without braces, which shows as code; write {token.markup}{{{word[1]}}}."
        return
    name, argument = match["name"], match["argument"].strip()
    content = token.content
    options = dict(OPTION.findall(content))
    first_line = line + 1
    if name not in KNOWN_DIRECTIVES:
        yield f"{at.where(line)}: found {token.markup}{{{name}}}, but there is no directive {name!r}; {nearest(name, KNOWN_DIRECTIVES)}."
    leading = re.match(r"(?::[\w-]+:.*\n?)*", content)[0]
    for option in (match["name"] for match in OPTION.finditer(leading)):
        if name in OPTIONS and option not in OPTIONS[name]:
            yield f"{at.where(first_line)}: found the option :{option}:, which {{{name}}} does not have; {nearest(option, OPTIONS[name])}."
    if name in FILLED and not re.sub(r"(?m)^:[\w-]+:.*$", "", content).strip():
        yield f"{at.where(line)}: found {{{name}}} with nothing inside; write its text, or take it out."
    if name in {"chart", "explorer", "steps"}:
        yield from _figure(at, "chart" if name == "steps" else name, argument, content, line)
        if name == "steps" and argument in charts.names() and argument not in charts.built_up():
            yield f"{at.where(line)}: found {{steps}} of the chart {argument!r}, which has no steps; write {{chart}}, or build it with in_steps."
    elif name == "math":
        yield from slips.placed(slips.formula(OPTION.sub("", content)), at.where(line))
        return
    if name in ARGUMENTS and argument not in ARGUMENTS[name]():
        known = ", ".join(filter(None, ARGUMENTS[name]()))
        yield (
            f"{at.where(line)}: found {{{name}}} {argument}".rstrip()
            + f", expected {f'one of {known}' if known else 'nothing after the name'}."
        )
    if name in {"code-block", "code", "bibliography", "toctree", "catalogue", "glossary", "code-cell"}:
        if name == "glossary":
            yield from at.read(_outdented(content), line, nested=True)
        return
    if name == "check":
        if not argument:
            yield f"{at.where(line)}: found {{check}} without a question; write it behind the name."
        yield from _answers(at, content, first_line)
    elif name == "list-table":
        yield from _uneven(at, content, line)
    elif name in {"div"}:
        yield from references.classes(at, argument, line)
    elif name == "solution" and argument not in at.book.labels:
        yield f"{at.where(line)}: found a solution of {argument!r}, but no exercise has that label; {nearest(argument, at.book.labels)}."
    elif name in {"predict", "stage"}:
        yield from _model(at, name, argument, options, line)
        if name == "predict":
            yield from _ends_of_prediction(at, options, line)
    elif name in {"figure", "image"}:
        yield from references.file(at, argument, line)
    elif name == "exercise" and "label" not in options:
        yield f"{at.where(line)}: found an exercise without a label, so that no solution can name it; add a line :label: under its title."
    if name == "csv-table" and "file" in options:
        yield from references.file(at, options["file"], line)
    if name == "solution":
        at.used.solutions.add(argument)
    elif name == "exercise" and "label" in options:
        at.used.exercises.setdefault(options["label"].strip(), at.where(line))
    if "class" in options:
        yield from references.classes(at, options["class"], line)
    if argument and name not in {"chart", "explorer", "steps", "div", "solution", "grid"}:
        yield from at.read(argument, line - 1, nested=True)
    yield from at.read(OPTION.sub("", content) if options else content, line, nested=True)


def _outdented(text: str) -> str:
    """Return a glossary's definitions as paragraphs, so that their roles are read."""
    return re.sub(r"(?m)^ +(?:: )?", "", text)


def _figure(at: Reader, kind: str, name: str, content: str, line: int) -> Iterator[str]:
    known = charts.names() if kind == "chart" else explorers.names()
    if name not in known:
        yield f"{at.where(line)}: found the {kind} {name!r}, which {'charts/' if kind == 'chart' else 'explorers/'} does not define; {nearest(name, known)}."
    (at.used.charts if kind == "chart" else at.used.explorers).add(name)
    if (first := at.shown.setdefault((kind, name), line)) != line:
        yield f"{at.where(line)}: found the {kind} {name!r}, which stands in line {first} as well; keep one, for a page has one place of that name to link to."
    if kind in CAPTIONED and not content.strip():
        yield f"{at.where(line)}: found the chart {name!r} without a caption; write a sentence inside the directive."


def _model(at: Reader, name: str, argument: str, options: dict[str, str], line: int) -> Iterator[str]:
    """Yield what a prediction or a stage asks of an explorer that does not have it, or of no figure."""
    asked_of = argument.partition(" ")[0] if name == "stage" else options.get("explorer", "").partition("?")[0]
    if asked_of in at.book.broken_explorers:
        return
    try:
        if name == "stage":
            target, *controls = argument.split() or [""]
            known = [one.name for one in explorers.load(target).assumptions]
            if unknown := [control for control in controls if control not in known]:
                msg = f"{target} has no control {unknown[0]!r}; {nearest(unknown[0], known)}."
                raise ValueError(msg)
        elif "explorer" in options:
            move = moves.read(options["explorer"])
            results = _results(move)
            if options.get("result") not in results:
                msg = f"{move.explorer} has no result {options.get('result')!r}; there are {', '.join(results)}."
                raise ValueError(msg)
            result = results[options["result"]]
            _within(options, (result.low, result.low if result.high is None else result.high))
        elif asked := options.get("number"):
            if asked not in {*figures(), *computed.names()}:
                msg = f"no figure and no computed number is called {asked!r}; {nearest(asked, [*figures(), *computed.names()])}."
                raise ValueError(msg)
            _within(options, computed.get(asked).ends() if asked in computed.names() else tables.bounds(asked))
        elif name == "predict":
            msg = "it asks for no number; add :number: with an id, or :explorer: with :result:."
            raise ValueError(msg)
    except (KeyError, ValueError) as error:
        yield f"{at.where(line)}: found {{{name}}}: {error.args[0]}"


def _results(move: moves.Move) -> dict[str, Any]:
    """Return what an explorer gives at a setting; say of a model that breaks where it does."""
    asked = explorers.load(move.explorer)
    try:
        return asked.evaluate(**move.settings).results
    except Exception as error:
        raise ValueError(breakage.sentence(error) + ".") from error


def _within(options: dict[str, str], answer: tuple[float, float]) -> None:
    """Refuse a prediction whose answer nobody can set."""
    try:
        low, high = float(options["from"]), float(options["to"])
    except (KeyError, ValueError):  # told of the ends
        return
    if low < high and not low <= min(answer) <= max(answer) <= high:
        msg = f"the answer, {min(answer):g} to {max(answer):g}, lies outside :from: {low:g} and :to: {high:g}; widen them."
        raise ValueError(msg)


def _ends_of_prediction(at: Reader, options: dict[str, str], line: int) -> Iterator[str]:
    try:
        low, high, step = (float(options[name]) for name in ("from", "to", "step"))
    except KeyError as error:
        yield f"{at.where(line)}: found {{predict}} without :{error.args[0]}:; add from, to and step, between which the reader guesses."
    except ValueError as error:
        yield f"{at.where(line)}: found {{predict}} whose :from:, :to: and :step: are not all numbers ({error}); correct them."
    else:
        if not 0 < step <= high - low:
            yield f"{at.where(line)}: found {{predict}} from {low:g} to {high:g} in steps of {step:g}, which nobody can set; correct :from:, :to: or :step:."


def _uneven(at: Reader, content: str, line: int) -> Iterator[str]:
    """Yield the rows of a list of rows that have another number of cells than the first."""
    rows: list[list[int]] = []  # line and number of cells
    for number, text in enumerate(content.splitlines(), line + 1):
        if text.startswith("* -"):
            rows.append([number, 1])
        elif rows and text.startswith("  -"):
            rows[-1][1] += 1
    for number, count in rows:
        if count != rows[0][1]:
            yield f"{at.where(number)}: found a row of {count} cells under a first one of {rows[0][1]}; give every row of {{list-table}} as many."


def _answers(at: Reader, content: str, line: int) -> Iterator[str]:
    marks = re.findall(r"(?m)^- \[([ x])\] ", content)
    if marks.count("x") != 1:
        yield f"{at.where(line - 1)}: found a question with {marks.count('x')} right answers; mark exactly one with [x]."
    answers = re.findall(r"(?m)^- \[[ x]\] (.+)$", content)
    if (marks and len(set(answers)) < 2) or len(set(answers)) < len(answers):
        yield f"{at.where(line - 1)}: found answers that are too few or the same ({len(answers)}, of which {len(set(answers))} differ); write two or more that differ."
    told = re.findall(r"(?m)^\s+: \S", content)
    if len(told) != len(marks):
        yield f"{at.where(line - 1)}: found {len(marks)} answers and {len(told)} lines of feedback; write an indented line '  : why' below each answer."

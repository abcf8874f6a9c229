"""Seeded faults of the models: each operator, comparison, number and function of a formula, changed alone.

A formula is proved by more than one test of its whole: a term that may be wrong unseen would be wrong in the book.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from faults.catalogue import ROOT, Fault, new_file

OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
COMPARISONS = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.Gt, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
FUNCTIONS = {"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max", "exp": "log", "log": "exp"}

# Why nothing notices, by the function or number that is changed and how.
TINY = "any number far below what is printed does"
NAME = "it only names a step of the recursion"
UNUSED = "it stands where the quotient is not used"
REASONS = {
    **{key: {"": TINY} for key in ("budget.TIE", "deterrence.TIE", "hidden_population.ROUNDING", "portfolio.SMALLEST", "similarity.TIE", "similarity.NOTHING")},
    "calibration.best": {"12 becomes 13": "the rounding only decides between equals"},
    "concept.budget_for_coverage": {"1 becomes 2": UNUSED},
    "multi_criteria.normalised": {"1 becomes 2": UNUSED},
    "multi_criteria.second_place": {"1 becomes 2": "any number below the lowest does"},
    "multi_criteria.even_weightings": {"2.0 becomes 3.0": "the series ends at the same number", "60 becomes 61": "the series has converged"},
    "epidemic.course": {"1 becomes 2": NAME},
    "survival.survival": {"1 becomes 2": NAME},
    "deterrence.largest": {"1 becomes 2": NAME},
}  # fmt: skip


def _changed(node: ast.AST) -> str:
    """Change a term of a formula in place and say how; nothing where it is no term."""
    match node:
        case ast.BinOp() if type(node.op) in OPERATORS and not _text(node):
            was, node.op = type(node.op), OPERATORS[type(node.op)]()
            return f"{was.__name__} becomes {type(node.op).__name__}"
        case ast.Compare() if type(node.ops[0]) in COMPARISONS:
            was, node.ops[0] = type(node.ops[0]), COMPARISONS[type(node.ops[0])]()
            return f"{was.__name__} becomes {type(node.ops[0]).__name__}"
        case ast.Constant() if type(node.value) in {int, float}:
            was, node.value = node.value, _other(node.value)
            return f"{was} becomes {node.value}"
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            node.func.id = FUNCTIONS[name]
            return f"{name} becomes {node.func.id}"
        case ast.UnaryOp(op=ast.USub()):
            node.op = ast.UAdd()
            return "a minus is lost"
    return ""


def _other(number: float) -> float:
    """Return another number: the next whole one, or one half as large again."""
    return number + 1 if type(number) is int else number * 1.5 or 0.5


def _text(node: ast.BinOp) -> bool:
    return any(isinstance(getattr(side, "value", None), str) or isinstance(side, ast.JoinedStr) for side in (node.left, node.right))  # fmt: skip


def _terms(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may be a term, with the name of the function or of the number of the module that it stands in."""
    for part in tree.body:
        if isinstance(part, ast.FunctionDef):
            inside = [child for statement in part.body for child in ast.walk(statement)]
            yield from ((part.name, node) for node in inside)
        elif isinstance(part, ast.ClassDef):
            for method in part.body:
                if isinstance(method, ast.FunctionDef):
                    yield from ((f"{part.name}.{method.name}", n) for s in method.body for n in ast.walk(s))
        elif isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            yield from ((part.targets[0].id, node) for node in ast.walk(part.value))


def faults() -> Iterator[Fault]:
    """Yield one fault a term, of all models in order."""
    for path in sorted((ROOT / "src/counternarcotics/models").glob("[!_]*.py")):
        text = path.read_text(encoding="utf-8")
        file = path.relative_to(ROOT).as_posix()
        for position, (where, _) in enumerate(list(_terms(ast.parse(text)))):
            tree = ast.parse(text)
            node = list(_terms(tree))[position][1]
            if said := _changed(node):
                where = f"{path.stem}.{where}"
                reason = next((why for how, why in REASONS.get(where, {}).items() if said.startswith(how)), "")
                name = f"{where}: {said} (term {position})"
                yield Fault(name, "models", file, new_file(file, ast.unparse(tree) + "\n"), survives=reason)

r"""A formula in words: what a reader hears where another sees signs.

:func:`words` walks the tree that ``latex2mathml`` makes of a formula, so that words and picture are of one reading.
The grammar knows what the book writes.  A command that it does not know is refused, rather than left out of the phrase.

>>> words(r"N_t = N_0\,(1+g)^{t/p}.")
'N sub t equals N sub 0 times open bracket 1 plus g close bracket to the power t over p'
>>> words(r"\tfrac12 \ln(1{,}000)")
'one half times the natural log of 1000'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from latex2mathml.exceptions import ExtraLeftOrMissingRightError, MissingEndError
from latex2mathml.walker import Node, walk

GREEK = {
    f"\\{name}": name.removeprefix("var")
    for name in (
        "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
        "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
        "Lambda", "Pi", "Sigma", "Phi", "Psi", "Omega",
    )
}  # fmt: skip
SIGNS = {
    "=": "equals", "+": "plus", "-": "minus", "/": "over", "<": "is less than", ">": "is greater than",
    "\\le": "is at most", "\\leq": "is at most", "\\ge": "is at least", "\\geq": "is at least",
    "\\ne": "is not", "\\approx": "is about", "\\sim": "is distributed as", "\\in": "in", "\\to": "tends to",
    "\\mid": "given", "\\times": "times", "\\cdot": "times", "\\pm": "plus or minus", "\\mp": "minus or plus", ":": "to",
}  # fmt: skip
SYMBOLS = {
    "\\%": "percent",
    "\\$": "dollars",
    "\\partial": "partial",
    "\\infty": "infinity",
    "\\ell": "ell",
    "\\dots": "and so on",
}
OPENING = {"(": "open bracket", "[": "open square bracket", "\\{": "open brace"}
CLOSING = {")": "close bracket", "]": "close square bracket", "\\}": "close brace"}
FUNCTIONS = {
    "\\ln": "the natural log of", "\\log": "the log of", "\\exp": "the exponential of",
    "\\max": "the maximum of", "\\min": "the minimum of",
}  # fmt: skip
RANGES = {"\\sum": "the sum", "\\prod": "the product", "\\int": "the integral"}
FRACTIONS = {"\\frac", "\\dfrac", "\\tfrac"}
PARTS = {("1", "2"): "one half", ("1", "3"): "one third", ("1", "4"): "one quarter", ("3", "4"): "three quarters"}
POWERS = {"2": "squared", "3": "cubed"}
MARKS = {"*": "star", "\\prime": "prime", "+": "plus part"}
BLANKS = {"\\,", "\\;", "\\ ", "\\!", "\\:", "~"}
PAUSES = {"\\quad", "\\qquad", ","}
SIZES = {"\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\big", "\\Big"}
NUMBER = re.compile(r"\d[\d.]*")
OPERAND = r"[A-Za-z]|(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?"
BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:\{,\}|\\,)(?=\d{3}(?!\d))")


class UnspokenError(ValueError):
    """A formula that the grammar cannot put into words; the message says which sign, and what to do."""


class Piece(NamedTuple):
    """Words, and what stands to their left and right, which says whether “times” belongs between two pieces."""

    words: str
    kind: str  # number, letter, scripted, fraction, open, close, sign, function, pause


def letters(latex: str) -> set[str]:
    r"""Return the letters of a formula by themselves, Greek ones by name.

    >>> sorted(letters(r"\Delta N = k\,n"))
    ['Delta', 'N', 'k', 'n']
    """
    without = re.sub(r"\\text\{[^}]*\}", "", latex)
    greek = {GREEK[name] for name in re.findall(r"\\[A-Za-z]+", without) if name in GREEK}
    return greek | set(re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", without)))


def in_both_sizes(formulas: Iterable[str]) -> frozenset[str]:
    """Return the capitals whose small letter is used as well: a listener must be told which of the two is meant.

    >>> sorted(in_both_sizes(["N = k n", "M"]))
    ['N']
    """
    used = set().union(*map(letters, formulas), set())
    return frozenset(letter for letter in used if letter[0].isupper() and letter[0].lower() + letter[1:] in used)


def words(latex: str, capitals: frozenset[str] = frozenset()) -> str:
    """Return a formula as one phrase; `capitals` are the letters to be called so.

    Raise :class:`UnspokenError` for a sign or a command that the grammar does not know.
    """
    return _Speaker(capitals).phrase(tree(latex)).strip(" ,.;")


def tree(latex: str) -> list[Node]:
    """Return the tree of a formula, or raise :class:`UnspokenError` for one that is not whole."""
    try:
        return walk(BETWEEN_DIGITS.sub("", latex))
    except (ExtraLeftOrMissingRightError, MissingEndError, IndexError, StopIteration) as error:
        msg = f"the formula {latex.strip()!r} is not whole: {type(error).__name__}."
        raise UnspokenError(msg) from None


def plain(latex: str) -> list[str] | None:
    r"""Return the parts of a formula that reads as text: numbers and Latin letters, with signs of relation between; else None.

    A minus, a stroke and letters side by side are left to words: voices skip the first two and read the last as a word.

    >>> plain("10{,}000"), plain(r"x = 50\%"), plain("1 + g > k"), plain("-1"), plain("kn")
    (['10,000'], ['x', '=', '50%'], ['1', '+', 'g', '>', 'k'], None, None)
    """
    text = re.sub(r"\s", "", BETWEEN_DIGITS.sub(",", latex).replace("\\%", "%"))
    parts = re.split(r"([=<>+])", text)
    return parts if all(re.fullmatch(OPERAND, part) for part in parts[::2]) else None


class _Speaker:
    """The grammar: each method puts one kind of node into words."""

    def __init__(self, capitals: frozenset[str]) -> None:
        self.capitals = capitals

    def phrase(self, nodes: Sequence[Node]) -> str:
        said: list[Piece] = []
        for piece in self.pieces(nodes):
            if said and _multiplied(said[-1].kind, piece.kind):
                said.append(Piece("times", "sign"))
            said.append(piece)
        text = re.sub(r"\s+([,;.])", r"\1", " ".join(piece.words for piece in said if piece.words))
        text = re.sub(r"[,;]*([,;])", r"\1", text).replace("; and;", ", and")
        # Where a bracket or the phrase itself ends, nobody needs to hear that what stands in it ends.
        return re.sub(r"(, end (power|fraction|root))+,?(?=$|\.$| close| of|, over|, end)", "", text)

    def pieces(self, nodes: Sequence[Node]) -> Iterator[Piece]:
        nodes = [node for node in nodes if node.token not in BLANKS and node.modifier != "\\limits"]
        functions = _functions(nodes)
        for place, node in enumerate(nodes):
            if place in functions:
                yield Piece("" if nodes[place - 1].token in FUNCTIONS else "of", "sign")
            elif place in functions.values():
                yield Piece("", "scripted")
            elif place + 1 in functions and node.token not in FUNCTIONS:
                yield Piece("the probability" if node.token == "P" else self.one(node).words, "function of")
            elif node.token == "\\cdot" and place and nodes[place - 1].token in OPENING:
                yield Piece("dot", "letter")
            else:
                yield from self.several(node)

    def several(self, node: Node) -> Iterator[Piece]:
        """Yield the pieces of a node that is no more than its content, or one piece."""
        if node.token == "{}":
            yield from self.pieces(node.children or ())
        elif node.token == "\\left":
            *inner, last = node.children
            yield self.bracket(node.delimiter, OPENING, "open")
            yield from self.pieces(inner)
            yield self.bracket(last.delimiter, CLOSING, "close")
        elif node.token in {"_", "^", "_^"} and node.children[0].token == "\\left":
            *before, last = self.several(node.children[0])
            yield from before
            yield last._replace(words=last.words + self.scripts(node))
        else:
            yield self.one(node)

    def one(self, node: Node) -> Piece:
        token = node.token
        for known, kind in ((SIGNS, "sign"), (OPENING, "open"), (CLOSING, "close"), (FUNCTIONS, "function")):
            if token in known:
                return Piece(known[token], kind)
        if token in RANGES:
            return Piece(f"{RANGES[token]} of", "range")
        if token in SYMBOLS:
            return Piece(SYMBOLS[token], {"\\%": "scripted", "\\$": "word", "\\partial": "mark"}.get(token, "letter"))
        if token in PAUSES or token in {";", "."}:
            return Piece({",": ",", ".": "."}.get(token, ";"), "pause")
        if token in SIZES:
            return self.bracket(node.text, {**OPENING, **CLOSING}, "open" if node.text in OPENING else "close")
        if NUMBER.fullmatch(token):
            return Piece(_grouped(token.rstrip(".")) + ("." if token.endswith(".") else ""), "number")
        if token in GREEK or re.fullmatch(r"[A-Za-z]", token):
            name = GREEK.get(token, token)
            called = name.lower() if token in GREEK else name
            return Piece(
                f"capital {called}" if name in self.capitals else called, "mark" if token == "\\Delta" else "letter"
            )
        return self.built(node)

    def built(self, node: Node) -> Piece:
        """Return the words of what has parts: scripts, fractions, roots."""
        makers: dict[str, Callable[[Node], Piece]] = {
            "_": self.script, "^": self.script, "_^": self.script, "\\sqrt": self.root, "\\binom": self.choice,
            "\\hat": self.hat, "\\text": self.text, "{}": lambda node: Piece(self.phrase(node.children or ()), "letter"),
            **dict.fromkeys(FRACTIONS, self.fraction),
        }  # fmt: skip
        if node.token not in makers:
            msg = f"no words are known for {node.token!r}; add them to {__name__.rpartition('.')[2]}.py, or write the formula with signs of the book."
            raise UnspokenError(msg)
        wanted = {"_": 2, "^": 2, "_^": 3, "\\sqrt": 1, "\\binom": 2, "\\hat": 1, **dict.fromkeys(FRACTIONS, 2)}
        if len(node.children or ()) < wanted.get(node.token, 0):
            msg = f"{node.token!r} lacks a part: found {len(node.children or ())}, expected {wanted[node.token]}."
            raise UnspokenError(msg)
        return makers[node.token](node)

    def bracket(self, sign: str, known: dict[str, str], kind: str) -> Piece:
        if sign not in known:
            msg = f"no words are known for the bracket {sign!r}; brackets are {' '.join((*OPENING, *CLOSING))}."
            raise UnspokenError(msg)
        return Piece(known[sign], kind)

    def inside(self, node: Node) -> str:
        return self.phrase(node.children or ()) if node.token == "{}" else self.phrase([node])

    def script(self, node: Node) -> Piece:
        base = node.children[0]
        if base.token in RANGES:
            return Piece(f"{RANGES[base.token]} {self.limits(node)} of", "range")
        inner = self.one(base)
        return Piece(inner.words + self.scripts(node), "close" if inner.kind == "close" else "scripted")

    def limits(self, node: Node) -> str:
        ends = [self.inside(part) for part in node.children[1:]]
        return f"from {ends[0]} to {ends[1]}" if len(ends) == 2 else f"over {ends[0]}"

    def scripts(self, node: Node) -> str:
        parts = node.children[1:]
        said = self.lowered(parts[0]) if "_" in node.token else ""
        return said + self.raised(parts[-1]) if "^" in node.token else said

    def lowered(self, below: Node) -> str:
        if below.token in MARKS:
            return f" {MARKS[below.token]}"
        return f" sub {self.inside(below)}{',' if _long(below) else ''}"

    def raised(self, above: Node) -> str:
        single = above.children[0] if above.token == "{}" and len(above.children) == 1 else above
        if single.token in MARKS:
            return f" {MARKS[single.token]}"
        if single.token in POWERS:
            return f" {POWERS[single.token]}"
        return f" to the power {self.inside(above)}{', end power,' if _long(above) else ''}"

    def fraction(self, node: Node) -> Piece:
        above, below = node.children[:2]
        top, bottom = self.inside(above), self.inside(below)
        if (top, bottom) in PARTS:
            return Piece(PARTS[top, bottom], "fraction")
        if all(map(_is_atom, _content(above))) and list(map(_is_atom, _content(below))) == [True]:
            return Piece(f"{top} over {bottom}", "fraction")
        return Piece(f"the fraction {top}, over {bottom}, end fraction,", "fraction")

    def root(self, node: Node) -> Piece:
        return Piece(
            f"the square root of {self.inside(node.children[0])}{', end root,' if _long(node.children[0]) else ''}",
            "root",
        )

    def choice(self, node: Node) -> Piece:
        above, below = node.children[:2]
        return Piece(f"{self.inside(above)} choose {self.inside(below)}", "root")

    def hat(self, node: Node) -> Piece:
        return Piece(f"{self.inside(node.children[0])} hat", "scripted")

    def text(self, node: Node) -> Piece:
        if found := re.search(r"\\.?|\$", node.text):  # latex2mathml shows both as they were typed
            msg = f"{found[0]!r} inside \\text would be seen as typed; write it outside, as in \\text{{US}}\\$."
            raise UnspokenError(msg)
        return Piece(f"{node.text.strip()}", "word")


def _content(node: Node) -> tuple[Node, ...]:
    return tuple(n for n in (node.children or () if node.token == "{}" else (node,)) if n.token not in BLANKS)


def _is_atom(node: Node) -> bool:
    """Return whether a node is one number or one letter, with an index or without."""
    base = node.children[0] if node.token == "_" else node
    return base.token in GREEK or base.token == "\\ell" or bool(re.fullmatch(r"[A-Za-z]|\d[\d.]*", base.token))


def _long(node: Node) -> bool:
    """Return whether an exponent, an index or a root holds signs, so that a listener must hear where it ends."""
    return any(n.token in SIGNS for n in _content(node)[1:])


def _closes(node: Node) -> bool:
    base = node.children[0] if node.token in {"^", "_", "_^"} else node
    return base.token == ")" or (base.token in SIZES and base.text in CLOSING)


def _functions(nodes: Sequence[Node]) -> dict[int, int]:
    """Return where brackets of a function open and close: those after a letter that hold nothing but letters."""
    found = {}
    for place, node in enumerate(nodes):
        if node.token != "(" or not place or not (name := _names_a_function(nodes[place - 1])):
            continue
        for end in range(place + 1, len(nodes)):
            if nodes[end].token in {")", "("} or _closes(nodes[end]):
                if nodes[end].token == ")":
                    found[place] = end
                break
            if not (_argument(nodes[end]) or (name in {"P", *FUNCTIONS} and _is_atom(nodes[end]))):
                break
    return found


def _names_a_function(node: Node) -> str:
    base = node.children[0] if node.token in {"_", "\\hat"} else node
    return base.token if re.fullmatch(r"[A-Za-z]", base.token) or base.token in FUNCTIONS else ""


def _argument(node: Node) -> bool:
    return bool(re.fullmatch(r"[A-Za-z,;]|\\mid|\\text|\\,", node.token) or node.token in GREEK)


def _multiplied(before: str, after: str) -> bool:
    """Return whether two pieces that stand side by side are multiplied in a way that must be said."""
    if before in {"sign", "range", "open", "function", "pause", "mark", "word"}:
        return False
    if after in {"sign", "close", "pause", "word"}:
        return False
    return before in {"close", "scripted", "fraction", "root"} or after not in {"letter", "scripted", "mark"}


def _grouped(number: str) -> str:
    """Return a number with commas between thousands: a bare year or a count of four digits stays as written."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole) > 4 else number

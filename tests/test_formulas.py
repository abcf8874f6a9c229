"""Formulas in words: each kind of sign that the book writes, what is refused, and every formula of every page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup

from counternarcotics import formulas
from pages import entries

PHRASES = {
    r"n_t": "n sub t",
    r"v_{mj}": "v sub m j",
    r"p_{t_i}": "p sub t sub i",
    r"R_{t+1} = R_t": "R sub t plus 1, equals R sub t",
    r"m^*": "m star",
    r"f'": "f prime",
    r"b^2 + o^3": "b squared plus o cubed",
    r"e^{-\lambda a}": "e to the power minus lambda a",
    r"(1+z)^{1/T} - 1": "open bracket 1 plus z close bracket to the power 1 over T, end power, minus 1",
    r"\frac{n}{d}": "n over d",
    r"\frac{1-q}{q}\,b": "the fraction 1 minus q, over q, end fraction, times b",
    r"\frac{D f}{c N_1}": "the fraction D f, over c N sub 1",
    r"\tfrac12 (a + b)": "one half times open bracket a plus b close bracket",
    r"\sqrt{Q/k}.": "the square root of Q over k",
    r"z \sigma \sqrt t": "z sigma times the square root of t",
    r"\binom{N}{x} p^x": "N choose x times p to the power x",
    r"\sum_{i=1}^{k} w_i": "the sum from i equals 1 to k of w sub i",
    r"\prod_{a_i \le a} x": "the product over a sub i is at most a of x",
    r"\int_0^l x": "the integral from 0 to l of x",
    r"\hat S(a)": "S hat of a",
    r"c(T)": "c of T",
    r"m(n/d - o)": "m times open bracket n over d minus o close bracket",
    r"P(I \mid H)": "the probability of I given H",
    r"P(\text{at least } 6)": "the probability of at least 6",
    r"\ln(2)/\ln(1+g)": "the natural log of 2 over the natural log of open bracket 1 plus g close bracket",
    r"A\,\max(0, w-u)": "A times the maximum of open bracket 0, w minus u close bracket",
    r"1 : 3 : 1": "1 to 3 to 1",
    r"v \to 0": "v tends to 0",
    r"\text{US}\$\,45{,}000": "US dollars 45,000",
    r"[\cdot]": "open square bracket dot close square bracket",
    r"a \approx 5\% \quad\text{and}\quad b \ge 2": "a is about 5 percent, and b is at least 2",
    r"25\,000\,000/100{,}000": "25,000,000 over 100,000",
    r"g = \left(\frac{N_t}{N_0}\right)^{2}": "g equals open bracket N sub t over N sub 0 close bracket squared",
}


@pytest.mark.parametrize(("latex", "said"), PHRASES.items())
def test_a_formula_is_one_phrase(latex: str, said: str):
    assert formulas.words(latex) == said


def test_a_capital_is_called_so_where_its_small_letter_is_used_as_well():
    capitals = formulas.in_both_sizes(["n", "N = 5", r"\Delta q", r"\delta", r"\text{N} + m"])
    assert capitals == {"N", "Delta"}
    assert formulas.words(r"N_t + n + \Delta q + M", capitals) == "capital N sub t plus n plus capital delta q plus M"


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"\oint x", "no words are known for"),
        (r"\frac{1}", "lacks a part: found 1, expected 2"),
        (r"\left\langle x \right\rangle", "no words are known for the bracket"),
        ("a & b", "no words are known for '&'"),
        (r"\text{US\$}", r"inside \text would be seen as typed"),
        (r"\text{if $x$}", r"inside \text would be seen as typed"),
    ],
)
def test_what_has_no_words_is_refused(latex: str, said: str):
    with pytest.raises(formulas.UnspokenError, match=re.escape(said)):
        formulas.words(latex)


@pytest.mark.slow
@pytest.mark.parametrize("entry", entries())
def test_every_formula_of_a_page_has_its_words(html, entry):
    text = (html / f"{entry}.html").read_text(encoding="utf-8")
    pictures = len(re.findall(r"<math\b", text))
    labels = re.findall(
        r'<(?:span|div class="math") role="math" aria-label="([^"]*)"[^>]*>(?:<span class="eqno">[^<]*</span>)?<math aria-hidden="true"',
        text,
    )
    assert len(labels) == pictures, "a formula stands without the words that stand for it"
    for label in map(unescape, labels):
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ,;.]*[A-Za-z0-9]", label), label


PARTS = {"mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


@pytest.mark.slow
def test_no_fraction_power_or_root_lacks_a_part(html):
    met, lacking = 0, []
    for entry in entries():
        text = (html / f"{entry}.html").read_text(encoding="utf-8")
        for formula in re.findall(r"<math\b.*?</math>", text):
            for element in BeautifulSoup(formula, "html.parser").find_all(list(PARTS)):
                met += 1
                if len(element.find_all(True, recursive=False)) != PARTS[element.name]:
                    lacking.append(f"{entry}: {element}")
    assert met > 500
    assert lacking == []

"""Seeded faults of form: how pages, labs, contents and configuration are written, beside what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from faults.catalogue import PAGE, Fault, appended, notebook, replaced, rewritten

TEXTS = (
    ("footnote to which nothing points", "[^7]: A note.", "no text points"),
    ("footnote twice", "As said[^7].\n\n[^7]: A note.\n\n[^7]: Another.", "above as well"),
    ("row with a cell too few", "| One | Two |\n| --- | --- |\n| 1 |", "add one"),
    ("table without a rule", "| One | Two |\n| 1 | 2 |", "no rule"),
    ("table without a row", "| One | Two |\n| --- | --- |", "no row"),
    ("heading without words", "##", "without words"),
    ("text with a line under it", "Words here\n---------", "makes it a heading"),
    ("bold print never closed", "Some **bold words.", "bold print"),
    ("code never closed", "Some `code words.", "never closed"),
    ("role in round brackets", "(fact)`registered-users-kazakhstan-2003`", "without its braces"),
    ("role in square brackets", "[fact]`registered-users-kazakhstan-2003`", "without its braces"),
    ("role of another language", ":fact:`registered-users-kazakhstan-2003`", "reStructuredText"),
    ("directive of another language", ".. chart:: registered-users\n\n   A caption.", "reStructuredText"),
    ("directive without braces", "```chart registered-users\nA caption.\n```", "without braces"),
    ("directive in brackets", "```[chart] registered-users\nA caption.\n```", "without braces"),
    ("directive of two backticks", "``{chart} registered-users\nA caption.\n``", "too few backticks"),
    ("directive of two colons", "::{div} cn-lead\nWords.\n::", "two colons"),
    ("link that leads nowhere", "[words]()", "leads nowhere"),
    ("address written twice", "[words](https://https://example.org)", "leads nowhere"),
    ("link to no heading of another page", "[words](forecast.md#no-such-heading)", "no label names"),
    ("question with one answer", "```{check} Which?\n- [x] One\n  : Yes.\n```", "too few or the same"),
    ("answer twice", "```{check} Which?\n- [x] One\n  : Yes.\n- [ ] One\n  : No.\n```", "too few or the same"),
    ("answers without a question", "```{check}\n- [x] One\n  : Yes.\n- [ ] Two\n  : No.\n```", "without a question"),
    ("note without words", ":::{note}\n:::", "nothing inside"),
    ("formula without anything", "$$\n$$", "formula"),
    ("formula with two indices", "$x_1_2$", "formula"),
    ("formula that a % hides", "$5 % of x$", "write \\%"),
    ("root of nothing", "$\\sqrt$", "formula"),
    ("citation of another kind", "As said [@osmonaliev2005].", "another kind of Markdown"),
    ("record of nothing but an id", "{record}`<trilateral-agreement-1996>`", "words and an id"),
    ("form in HTML", '<form action="https://example.org"></form>', "from elsewhere"),
    ("sheet in HTML", '<link rel="stylesheet" href="x.css">', "from elsewhere"),
    ("picture in HTML", '<img src="nowhere.png">', "which the build finds"),
    ("link in HTML to no page", '<a href="nowhere.html">words</a>', "no page"),
    ("class in HTML misspelt", '<p class="cn-leed">Words</p>', "no style sheet"),
    ("note to oneself", "TODO: write this.", "to oneself"),
    ("full stop twice", "Words..", "too many"),
    ("text that becomes code", "Words.\n\n    More words.", "shows as code"),
    ("control character", "A \x07 word.", "nobody sees"),
    ("half a merge", "=======", "a merge left"),
    ("heading twice", "## The same\n\nWords.\n\n## The same", "stands in line"),
    ("character that HTML does not have", "Words &nosuch; here.", "no character"),
    ("character in HTML that it does not have", "<p>Words &nosuch; here.</p>", "no character"),
    ("row of a list too short", "```{list-table}\n* - One\n  - Two\n* - 1\n```", "a row of 1 cells"),
    ("text saved in two encodings", "\u00e2\u20ac\u0153Words.", "two encodings"),
)

LAB = "notebooks/seizures.ipynb"


def _lab_changes() -> Iterator[tuple[str, Callable[[dict[str, Any]], Any], str]]:
    def code(read: dict[str, Any]) -> dict[str, Any]:
        return next(cell for cell in read["cells"] if cell["cell_type"] == "code")

    def code_that(read: dict[str, Any], says: str) -> dict[str, Any]:
        return next(c for c in read["cells"] if c["cell_type"] == "code" and says in "".join(c["source"]))

    def text(read: dict[str, Any]) -> dict[str, Any]:
        return next(cell for cell in read["cells"] if cell["cell_type"] == "markdown")

    yield "no metadata", lambda read: read.pop("metadata"), "no metadata"
    yield "another format", lambda read: read.update(nbformat=3), "format"
    yield "a cell without metadata", lambda read: read["cells"][1].pop("metadata"), "no proper metadata"
    yield "a cell without a source", lambda read: read["cells"][1].pop("source"), "no proper source"
    yield "a cell of no type", lambda read: read["cells"][1].pop("cell_type"), "no proper cell_type"
    yield "code without outputs", lambda read: code(read).pop("outputs"), "no proper outputs"
    yield "outputs of nothing", lambda read: code(read).update(outputs=None), "no proper outputs"
    yield "an output of no kind", lambda read: code(read).update(outputs=[{"output_type": "display"}]), "kind"
    yield "a text with outputs", lambda read: text(read).update(outputs=[]), "outputs of a text"
    yield "a cell id with a blank", lambda read: read["cells"][1].update(id="my cell"), "'my cell'"
    yield "a kernel that is a text", lambda read: read["metadata"].update(kernelspec="python3"), "kernel"
    yield "another language", lambda read: read["metadata"].update(language_info={"name": "R"}), "'R'"
    yield "tags that are a text", lambda read: code(read)["metadata"].update(tags="hide-input"), "expected a list"
    yield "cells that are no list", lambda read: read.update(cells={}), "no list of cells"
    yield "a need installed", lambda read: code(read)["source"].insert(0, "!pip install x\n"), "requirements.in"
    yield "a path of one machine", lambda read: code(read)["source"].insert(0, 'open("/home/anna/x")\n'), "one machine"
    yield "one output cleared", lambda read: code_that(read, "\ncheck(").update(outputs=[]), "shows something"
    yield "a heading twice", lambda read: text(read)["source"].extend(["\n\n## Same\n", "\n## Same"]), "stands in cell"
    yield "a picture inside", lambda read: text(read)["source"].append("\n\n![x](attachment:i.png)"), "inside the notebook"  # fmt: skip


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    for what, text, says in TEXTS:
        yield Fault(f"{PAGE}: {what}", "pages", PAGE, appended(PAGE, f"\n{text}\n"), (says,))
    for what, rewrite, says in (
        ("page with line ends of an old Mac", lambda b: b.replace(b"\n", b"\r"), "line"),
        ("front matter never closed", lambda b: b"---\nkey: value\n\n" + b, "never closed"),
    ):
        yield Fault(what, "pages", PAGE, rewritten(PAGE, rewrite), (says,))
    for what, change, says in _lab_changes():
        yield Fault(f"{LAB}: {what}", "labs", LAB, notebook(LAB, change), (says,))
    for what, file, old, new, says in (
        ("contents: a word twice", "_toc.yml", "root: book/index", "root: book/index\nroot: book/index", "a second time"),
        ("contents: another format", "_toc.yml", "format: jb-book", "format: jb-article", "jb-book"),
        ("configuration: a word twice", "_config.yml", "title: Counter", "title: Other\ntitle: Counter", "a second time"),
        ("configuration: no bibliography", "_config.yml", "bibtex_bibfiles: [book/references.bib]\n", "", "citation"),
        ("configuration: warnings hidden", "_config.yml", "suppress_warnings: []", "suppress_warnings: [myst.xref_missing]", "hides"),
        ("configuration: formulas from elsewhere", "_config.yml", "html_math_renderer: mathml", "html_math_renderer: mathjax", "mathml"),
        ("project without a name", "pyproject.toml", "\nname = ", "\nnam = ", "no name"),
        ("topics of no page", "book/topics.csv", "book/how-to-use,", "book/how-to,", "no page"),
        ("topics twice", "book/topics.csv", "book/how-to-use,", "book/index,", "a row above"),
        ("work of an unknown kind", "book/references.bib", "@article{", "@artcle{", "artcle"),
        ("work of an impossible year", "book/references.bib", "year={2006}", "year={20006}", "four digits"),
    ):  # fmt: skip
        yield Fault(what, "pages", file, replaced(file, old, new), (says,))

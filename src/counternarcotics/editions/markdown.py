"""Markdown edition: the whole text in one file, for readers without a browser and for machines.

``python -m counternarcotics.editions.markdown`` is what ``make markdown`` calls.  Numbers stand as the page prints them,
figures as their title, description, caption, source and data, formulas as TeX between dollars, tables as pipe tables.
The catalogues are left out: their rows are the tables in ``data/``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from counternarcotics.editions import OUT, articles, made_from, run, tool
from counternarcotics.editions.articles import Article

TARGET = OUT / "counter-narcotics-textbook.md"
_OPENS_A_BLOCK = re.compile(r"^(\s*)([-+#]|\d+\.)(?=\s)", re.MULTILINE)
_SPECIAL = re.compile(r"([\\*`$|<])|(?<![^\W_])(_)|(_)(?![^\W_])")


def _anchor(page: str, anchor: str) -> str:
    return "#" + "--".join(part for part in (page.replace("/", "-"), anchor) if part)


def _writer(wanted: set[str]) -> Any:
    """Return what turns HTML into Markdown; `wanted` are the addresses that some link leads to."""
    markdownify = tool("markdownify")

    class Writer(markdownify.MarkdownConverter):
        """markdownify with the book's formulas, figures and addresses."""

        page = ""

        def escape(self, text: str, parent_tags: set[str]) -> str:
            return _OPENS_A_BLOCK.sub(r"\1\\\2", _SPECIAL.sub(lambda m: f"\\{m[0]}", text or ""))

        def process_tag(self, node: Any, parent_tags: set[str] | None = None) -> str:
            written = super().process_tag(node, parent_tags=parent_tags)
            address = _anchor(self.page, node.get("id") or "")[1:]
            if not node.get("id") or f"#{address}" not in wanted:
                return written
            mark = f'<a id="{address}"></a>'
            return f"{mark}{written}" if node.name in ("span", "dt", "a") else f"\n\n{mark}\n\n{written.lstrip()}"

        def convert_math(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return f"\n\n$$\n{el['data-tex']}\n$$\n\n" if el.get("display") == "block" else f"${el['data-tex']}$"

        def convert_var(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return f"*{text}*"

        def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return f"\n\n*Description of the picture:* {self.escape(el.get('alt', ''), parent_tags)}\n\n"

        def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
            bold = {"cn-title", "cn-summary", "admonition-title"} & set(el.get("class", []))
            if bold and text.strip():
                text = f"**{' '.join(text.replace('**', '').split())}**"
            return super().convert_p(el, text, parent_tags)

        def convert_div(self, el: Any, text: str, parent_tags: set[str]) -> str:
            if "sd-card-title" in el.get("class", []):
                text = f"**{text.strip()}**"
            return super().convert_div(el, text, parent_tags)

        def convert_tr(self, el: Any, text: str, parent_tags: set[str]) -> str:
            written = super().convert_tr(el, text, parent_tags)
            # Every row counts as a body's first where a table has two heads; a pipe table has one.
            return written if el.find_parent("table").find("tr") is el else written.splitlines()[-1] + "\n"

    return Writer(heading_style="ATX", bullets="-", code_language_callback=_language, table_infer_header=False)


def _language(pre: Any) -> str:
    return "python" if "highlight-ipython3" in str(pre.parent.parent.get("class")) else "text"


def _one_head(table: Any) -> None:
    """Join the rows of a table's head, since a pipe table has one; pandas puts the names of an index into a second."""
    columns: list[list[str]] = []
    rows = table.select("thead tr")
    for row in rows:
        cells = [cell for cell in row.find_all(["th", "td"]) for _ in range(int(cell.get("colspan", 1)))]
        columns.append([cell.get_text(strip=True) for cell in cells])
    if len(rows) < 2 or len({len(texts) for texts in columns}) > 1:
        return
    for row in rows[1:]:
        row.decompose()
    rows[0].clear()
    for texts in zip(*columns, strict=True):
        head = BeautifulSoup("", "html.parser").new_tag("th")
        head.string = " ".join(filter(None, texts))
        rows[0].append(head)


def text(found: list[Article], origin: str) -> str:
    """Return the articles as one Markdown text that says where it comes from."""
    anchors = articles.ids(found)
    for article in found:
        for term in article.content.select(".std-term"):
            if term.parent.name == "a":
                term.parent.unwrap()  # a link at every technical word would hide the sentence
        for table in article.content.select("table:has(thead)"):
            _one_head(table)
        articles.relink(article, anchors, _anchor)
        for heading in articles.headings(article):
            heading.name = f"h{min(int(heading.name[1]) + 1, 6)}"
    writer = _writer({a["href"] for article in found for a in article.content.find_all("a", href=re.compile("^#"))})
    parts = [
        f"# {articles.TITLE}: {articles.SUBTITLE}",
        f"{articles.AUTHOR}. Text under CC BY 4.0, code under the BSD 3-Clause licence.",
        f"The Markdown edition{f', made from {origin}' if origin else ''}. Figures are described in words; the rows behind "
        "all numbers are the tables in the folder `data/` of the book, described there by `datapackage.json`.",
    ]
    for article in found:
        writer.page = article.name
        if article.part:
            parts.append(f"# {article.part}")
        mark = f'<a id="{_anchor(article.name, "")[1:]}"></a>'
        parts += [mark, re.sub(r"\n{3,}", "\n\n", writer.convert_soup(article.content)).strip()]
    return "\n\n".join(re.sub(r"[ \t]+$", "", part, flags=re.MULTILINE) for part in parts) + "\n"


def make(target: Path = TARGET) -> Path:
    """Write the edition and return its path."""
    written = text(articles.read(), made_from())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written, encoding="utf-8")
    return target


if __name__ == "__main__":
    run(make)

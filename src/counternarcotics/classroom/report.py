"""Report: pages for an instructor or a student that stand alone, ask for nothing and run nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}"
    "div{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #8886;overflow-wrap:anywhere}"
    "th,td:first-child,.whole{white-space:nowrap}td:not(.whole){min-width:12rem}svg{max-width:100%;height:auto;background:#fff}"
)


def page(title: str, body: str) -> str:
    """Return a page; `title` is text, `body` HTML."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{html.escape(title)}</h1>{body}</body></html>\n"
    )


_ENDLESS = re.compile(
    r"(\S{40})\S{40,}"
)  # a word that would push all others aside; the table beside the page has it whole
_CODE = re.compile("`([^`]+)`")
_WHOLE = 24  # characters of a cell that is not broken: a number, a name, a verdict


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts as HTML; what stands between backquotes is code."""
    heads = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in head)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<div><table><caption>{html.escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"


def _cell(text: str) -> str:
    whole = ' class="whole"' * (len(text) <= _WHOLE)
    shown = _CODE.sub(r"<code>\1</code>", html.escape(_ENDLESS.sub(r"\1…", text)))
    return f"<td{whole}>{shown}</td>"

"""HTML of figures and explorers: complete before any script runs, live in place afterwards."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from counternarcotics import figure, web
from counternarcotics.assumptions import Assumption, Choice
from counternarcotics.explorer import Evaluation, Explorer, show
from counternarcotics.numberlike import formatted

WIDE, NARROW = 700, 340  # pixels: a page's text column, and a phone's


def escape(text: Any) -> str:
    """Return `text` safe for HTML text and attributes."""
    return html.escape(str(text), quote=True)


def inert_json(content: Any) -> str:
    """Return `content` as a script element that no browser runs."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" class="cn-specification">{text}</script>'


def live_chart(specification: Mapping[str, Any], *, picture: Mapping[str, Any] | None = None) -> str:
    """Return a chart as two pictures, one for wide and one for narrow columns, with what makes it live."""
    drawn = dict(picture or specification)
    pictures = "".join(
        f'<div class="cn-picture cn-{name}">{figure.svg(drawn, width=width)}</div>'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    label = escape(specification["description"])
    return (
        f'<div class="cn-chart"><div class="cn-stage" role="img" aria-label="{label}">'
        f'<div class="cn-pictures">{pictures}</div><div class="cn-view"></div></div>{inert_json(web.compiled(specification))}</div>'
    )


def table(frame: pd.DataFrame, caption: str, *, index: bool = False) -> str:
    """Return a data frame of texts and numbers as a captioned table that scrolls by itself on a phone."""
    if index:
        frame = frame.reset_index()
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in frame.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in frame.itertuples(index=False, name=None))
    return (
        f'<div class="cn-table" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: Iterable[Any]) -> str:
    first, *rest = ("" if value is None or value != value else value for value in row)
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(value)}</td>" for value in rest)


def folded(summary: str, inside: str, *, css: str = "") -> str:
    """Return `inside` behind a line that opens it."""
    return f'<details class="cn-fold {css}"><summary>{escape(summary)}</summary>{inside}</details>'


def explorer(one: Explorer) -> str:
    """Return an explorer: question, presets, controls, sentence, chart, results, assumptions."""
    start = one.evaluate()
    name, title = f"explorer-{one.name}", escape(one.title)
    return (
        f'<section class="cn-explorer" id="{name}" data-name="{one.name}" aria-label="Explorer: {title}">'
        f'<p class="cn-kicker">Explorer</p><p class="cn-title">{title}</p><p class="cn-question">{escape(one.question)}</p>'
        f"{_presets(one)}<div class='cn-controls'>{_controls(one)}</div>"
        f'<p class="cn-note" role="alert" hidden></p>'
        f'<p class="cn-sentence" role="status">{escape(start.sentence)}</p>'
        f"{live_chart(one.specification, picture=one.drawn())}"
        f"{_results(one)}{_brief(one, start)}"
        '<div class="cn-actions"><button type="button" class="cn-link">Copy a link to this setting</button>'
        '<button type="button" class="cn-reset">Back to the start</button><span class="cn-copied" role="status"></span></div>'
        f"{folded('Data behind this chart', _data(one), css='cn-data')}"
        f"{folded('Assumptions and where they come from', table(one.assumptions_table(), f'Assumptions of “{one.title}”'))}"
        f"{folded('Results of every preset, from the start', table(one.presets_table(), f'Presets of “{one.title}”', index=True))}"
        f'<p class="cn-leaves-out"><strong>What this model leaves out.</strong> {escape(one.leaves_out)}</p>'
        f'<p class="cn-source" data-source="{escape(one.source)}">Source: {escape(one.source)}.</p></section>'
    )


def _presets(one: Explorer) -> str:
    if not one.presets:
        return ""
    buttons = "".join(
        f'<button type="button" aria-pressed="false" title="{escape(p.why)}" data-settings="{escape(json.dumps(dict(p.settings)))}">{escape(p.label)}</button>'
        for p in one.presets
    )
    return f'<div class="cn-presets" role="group" aria-label="Presets">{buttons}</div>'


def _controls(one: Explorer) -> str:
    groups: dict[str, list[Assumption]] = {}
    for assumption in one.assumptions:
        groups.setdefault(assumption.group, []).append(assumption)
    return "".join(
        f'<details class="cn-group"{" open" if position < 2 else ""}><summary>{escape(name)}</summary>'
        f'<div role="group" aria-label="{escape(name)}">{"".join(_control(one, a) for a in members)}</div></details>'
        for position, (name, members) in enumerate(groups.items())
    )


def _control(one: Explorer, a: Assumption) -> str:
    identifier = f"control-{one.name}-{a.name}"
    label = f'<label for="{identifier}" title="{escape(a.why)}">{escape(a.label)}</label>'
    if isinstance(a, Choice):
        options = "".join(
            f'<option value="{position}" data-slug="{_slug(option)}"{" selected" if position == a.default else ""}>{escape(option)}</option>'
            for position, option in enumerate(a.options)
        )
        return f'<div class="cn-control cn-choice">{label}<select id="{identifier}" name="{a.name}" data-default="{a.default:g}">{options}</select></div>'
    return (
        f'<div class="cn-control">{label}<input type="range" id="{identifier}" name="{a.name}" min="{a.minimum:g}" max="{a.maximum:g}" '
        f'step="{a.step:g}" value="{a.default:.10g}" data-default="{a.default:.10g}" data-format="{a.format}" data-unit="{escape(a.unit)}" '
        f'aria-valuetext="{escape(a.show(a.default))}"/><output for="{identifier}" aria-live="off">{escape(a.show(a.default))}</output></div>'
    )


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _results(one: Explorer) -> str:
    rows = "".join(
        f'<tr data-result="{name}" data-format="{r.format}" data-unit="{escape(r.unit)}"{" data-range" if r.high is not None else ""}>'
        f'<th scope="row">{escape(r.label)}</th><td>{escape(show(r))}</td></tr>'
        for name, r in one.evaluate().results.items()
    )
    return f'<table class="cn-results"><caption class="cn-hidden">Results of your setting</caption><tbody>{rows}</tbody></table>'


def _brief(one: Explorer, start: Evaluation) -> str:
    if not start.brief:
        return ""
    parts = "".join(
        f'<dt>{escape(heading)}</dt><dd data-brief="{position}">{escape(words)}</dd>'
        for position, (heading, words) in enumerate(start.brief.items())
    )
    settings = escape("\n".join(one.settings_lines()))
    return (
        f'<div class="cn-brief"><p class="cn-kicker">Your brief</p><dl>{parts}'
        f'<dt>Assumptions</dt><dd class="cn-settings">{settings}</dd></dl><p class="cn-address"></p><div class="cn-actions">'
        '<button type="button" class="cn-print">Print the brief</button>'
        '<button type="button" class="cn-download">Download as Markdown</button></div></div>'
    )


def _data(one: Explorer) -> str:
    evaluation = one.evaluate().table
    if one.table_filter:
        evaluation = evaluation[evaluation[one.table_filter] > 0]
    shown = pd.DataFrame(
        {
            heading: [formatted(value, spec) if spec else value for value in evaluation[column]]
            for column, (heading, spec) in one.table_columns.items()
        }
    )
    columns = {column: spec for column, (_, spec) in one.table_columns.items()}
    return f'<div data-columns="{escape(json.dumps(columns))}" data-filter="{one.table_filter}">{table(shown, f"Data of “{one.title}”")}</div>'

"""HTML of figures and explorers: complete before any script runs, live in place afterwards."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from counternarcotics import figure, fitting, web
from counternarcotics.assumptions import Assumption, Choice, Note
from counternarcotics.explorer import NO_FIGURE, Evaluation, Explorer, show
from counternarcotics.lighter import outline
from counternarcotics.numberlike import formatted

WIDE, NARROW = 700, 340  # pixels: a page's text column, and a phone's
_BESIDE, _ABOVE = 450, 290  # pixels: a drawing beside the controls of an explorer, and above them on a phone

_Sizes = Mapping[str, tuple[int, float | None]]  # of pictures by name, in pixels; without a height it follows the width
_BOTH: _Sizes = {"wide": (WIDE, None), "narrow": (NARROW, None)}


def escape(text: Any) -> str:
    """Return `text` safe for HTML text and attributes."""
    return html.escape(str(text), quote=True)


def inert_json(content: Any) -> str:
    """Return `content` as a script element that no browser runs."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" class="cn-specification">{text}</script>'


def live_chart(specification: Mapping[str, Any], *, pictures: bool = True) -> str:
    """Return a chart as two pictures, one for wide and one for narrow columns, with what makes it live."""
    return _chart(specification, _BOTH if pictures else {}, _heights(specification) if pictures else "")


def still_chart(specification: Mapping[str, Any]) -> str:
    """Return a chart as two pictures and nothing else: the page keeps no specification of it."""
    return _stage(specification, web.compiled(specification), _BOTH, "cn-chart cn-still")


def _explorer_chart(one: Explorer, *, pictures: bool) -> str:
    """Return the chart of an explorer, whose height the page's layout decides: lower on a phone, where it stays in view."""
    usual, wide, phone = (_height(one.specification, room) for room in (_BESIDE, WIDE, NARROW))
    low = min(phone, one.low + phone - wide)
    sizes = {"wide": (WIDE, wide), "narrow": (_ABOVE, low)} if pictures else {}
    return _chart(
        _of_height(one.specification, usual), sizes, style=f' style="--cn-height:{usual:g}px;--cn-low:{low:g}px"'
    )


def _height(specification: Mapping[str, Any], room: float) -> float:
    """Return the height that a fitted specification has in a drawing `room` pixels wide."""
    stated = next((p["expr"] for p in specification["params"] if p["name"] == "height"), "")
    heights = re.findall(rf"{fitting.ROOM} < (\d+) \? ([\d.]+)", stated)
    widest = stated.rpartition(": ")[2] or specification["height"]
    return next((float(height) for width, height in heights if room < float(width)), float(widest))


def _heights(specification: Mapping[str, Any]) -> str:
    """Return the heights that a live chart has in columns of every width, so that its picture takes the same place."""
    if all(parameter["name"] != fitting.ROOM for parameter in specification.get("params", [])):
        return ""
    widest, *narrower = (_height(specification, room) for room in (WIDE, *(room - 1 for room in fitting.NARROWER)))
    other = "".join(
        f";--cn-below-{room}:{height:g}px"
        for room, height in zip(fitting.NARROWER, narrower, strict=True)
        if height != widest
    )
    return f' style="--cn-height:{widest:g}px{other}"'


def _of_height(specification: Mapping[str, Any], height: float) -> dict[str, Any]:
    """Return `specification` with a height that does not follow its width."""
    parameters = [p for p in specification["params"] if p["name"] != "height"]
    return {**specification, "height": height, "params": parameters}


def _chart(specification: Mapping[str, Any], sizes: _Sizes, style: str = "") -> str:
    vega = web.compiled(specification)
    return _stage(specification, vega, sizes, "cn-chart", style).removesuffix("</div>") + inert_json(vega) + "</div>"


def _stage(specification: Mapping[str, Any], vega: dict[str, Any], sizes: _Sizes, css: str, style: str = "") -> str:
    pictures = "".join(
        picture(name, figure.picture(vega, width=width, height=height)) for name, (width, height) in sizes.items()
    )
    if "cn-still" in css:
        pictures = re.sub(r'(?<= d=")M[ML\d.,Z-]+(?=")', lambda path: outline(path[0]), pictures)
    label = escape(specification["description"])
    return (
        f'<div class="{css}"{style}><div class="cn-stage" role="img" aria-label="{label}">'
        f'<div class="cn-pictures">{pictures}</div><div class="cn-view"></div></div></div>'
    )


def picture(name: str, drawn: str) -> str:
    """Return a drawing in a box of its shape, so that a browser need not lay it out before it comes near."""
    width, height = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', drawn).groups()
    return f'<div class="cn-picture cn-{name}" style="--cn-across:{width};--cn-along:{height}">{drawn}</div>'


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


def explorer(one: Explorer, *, pictures: bool = True) -> str:
    """Return an explorer: its question; the sentence and the chart, with the controls beside or below them; what it rests on.

    The order is that of a phone, where sentence and chart stay in view above the controls; no script moves anything.
    """
    start = one.evaluate()
    title = escape(one.title)
    return (
        f'<section class="cn-explorer" id="explorer-{one.name}" data-name="{one.name}" aria-label="Explorer: {title}">'
        f'<p class="cn-kicker">Explorer</p><p class="cn-title">{title}</p><p class="cn-question">{escape(one.question)}</p>'
        f'<div class="cn-body"><div class="cn-result"><div class="cn-said" data-longest="{escape(one.longest_sentence)}">'
        f'<p class="cn-sentence">{escape(start.sentence)}</p></div>{_explorer_chart(one, pictures=pictures)}</div>'
        f'<div class="cn-side">{_presets(one)}{_controls(one)}</div>{_results(one)}<div class="cn-work">{_actions(one)}</div></div>'
        f"{_brief(one, start)}"
        f"{folded('Data behind this chart', _data(one), css='cn-data')}"
        f"{folded('Assumptions and where they come from', table(one.assumptions_table(), f'Assumptions of “{one.title}”'))}"
        f"{folded('Results of every preset, from the start', table(one.presets_table(), f'Presets of “{one.title}”', index=True))}"
        f'<p class="cn-leaves-out"><strong>What this model leaves out.</strong> {escape(one.leaves_out)}</p>'
        f'<p class="cn-source" data-source="{escape(one.source)}">Source: {escape(one.source)}.</p></section>'
    )


def model(one: Explorer) -> dict[str, Any]:
    """Return what a page needs to work out an explorer without its chart: its controls, its words and its whole model.

    Of the results only those of a forecast that is scored are kept.
    """
    assumptions = [
        {"name": a.name, "label": a.label, "default": a.default, "min": a.minimum, "max": a.maximum, "step": a.step}
        | {"format": a.format, "unit": a.unit}
        | ({"options": a.options, "slugs": [slug(option) for option in a.options]} if isinstance(a, Choice) else {})
        for a in one.assumptions
    ]
    start = one.evaluate()
    notes = [
        {"name": note.name, "label": note.label, "limit": note.limit, "after": list(start.brief).index(note.after)}
        for note in one.notes
    ]
    scored = ("result_own", "result_counted", "result_score_") if "score_own" in start.results else ("result_none",)
    signals = [
        {"name": signal["name"]} | ({"update": signal["expr"]} if "expr" in signal else {"value": signal["value"]})
        for signal in one.signals
        if not signal["name"].startswith(("result_", "matters_")) or signal["name"].startswith(scored)
    ]
    described = {"assumptions": assumptions, "notes": notes, "brief": list(start.brief), "signals": signals}
    return {"name": one.name, "title": one.title} | described


def _presets(one: Explorer) -> str:
    if not one.presets:
        return ""
    buttons = "".join(
        f'<button type="button" aria-pressed="false" data-settings="{escape(json.dumps(dict(p.settings)))}">{escape(p.label)}'
        f'<span class="cn-hidden">: {escape(p.why)}</span></button>'
        for p in one.presets
    )
    return f'<div class="cn-presets" role="group" aria-label="Presets">{buttons}</div>'


def _controls(one: Explorer) -> str:
    """Return the first controls, and the others in their groups behind one line that opens them."""
    first = one.staged()
    groups: dict[str, list[Assumption]] = {}
    for assumption in one.assumptions:
        if assumption not in first:
            groups.setdefault(assumption.group, []).append(assumption)
    shown = f'<div class="cn-controls">{"".join(_control(one, a) for a in first)}</div>'
    if not groups:
        return shown
    inside = "".join(_group(one, name, members) for name, members in groups.items())
    more = len(one.assumptions) - len(first)
    return f'{shown}<details class="cn-more"><summary>All assumptions ({more} more)</summary>{inside}</details>'


def _group(one: Explorer, name: str, members: list[Assumption]) -> str:
    """Return the controls of a group; what a move of any of them changes is said once, where it is the same."""
    said = members[0].changes if len(members) > 1 and len({a.changes for a in members}) == 1 else ()
    shared = f"group-{one.name}-{slug(name)}-changes" if said else ""
    hint = f'<p class="cn-changes" id="{shared}">{escape(_changes(members[0]))}</p>' if said else ""
    controls = "".join(_control(one, a, shared) for a in members)
    return f'<div class="cn-group" role="group" aria-label="{escape(name)}"><p>{escape(name)}</p>{hint}{controls}</div>'


def _control(one: Explorer, a: Assumption, shared: str = "") -> str:
    """Return a control; `shared` is the hint of its group on what a move changes."""
    identifier = f"control-{one.name}-{a.name}"
    hint = shared or (f"{identifier}-changes" if a.changes else "")
    described = f"{identifier}-help{f' {hint}' if hint else ''}"
    marks = f'name="{a.name}" data-default="{a.default:.10g}" aria-describedby="{described}"'
    if a.kept:
        marks += " data-kept"
    if a.idle:
        marks += f' data-idle="{escape(a.idle)}"'
    label = f'<label for="{identifier}">{escape(a.label)}</label>'
    help_text = f'<p class="cn-help" id="{identifier}-help" hidden>{escape(a.help())}</p>'
    if a.changes and not shared:
        help_text += f'<p class="cn-changes" id="{identifier}-changes">{escape(_changes(a))}</p>'
    if isinstance(a, Choice):
        options = "".join(
            f'<option value="{position}" data-slug="{slug(option)}"{" selected" if position == a.default else ""}>{escape(option)}</option>'
            for position, option in enumerate(a.options)
        )
        chosen = escape(a.show(a.default))  # what paper shows in place of the list
        return f'<div class="cn-control cn-choice">{label}<span class="cn-chosen">{chosen}</span><select id="{identifier}" {marks}>{options}</select>{help_text}</div>'
    return (
        f'<div class="cn-control">{label}<output for="{identifier}" aria-live="off">{escape(a.show(a.default))}</output>'
        f'<input type="range" id="{identifier}" {marks} min="{a.minimum:.10g}" max="{a.maximum:.10g}" step="{a.step:.10g}" '
        f'value="{a.default:.10g}" data-format="{a.format}" data-unit="{escape(a.unit)}"/>{help_text}</div>'
    )


def _changes(a: Assumption) -> str:
    """Say which part of the picture or the brief a move of this control changes first."""
    seen = [part for part in a.changes if part in ("chart", "results")]
    written = ", ".join(f"“{part}”" for part in a.changes if part not in seen)
    return f"Changes: {', '.join([*seen, *([f'{written} in the brief'] if written else [])])}"


def _actions(one: Explorer) -> str:
    """Return what a reader does with a setting; the page's script gives each button its work by its class."""
    buttons = {
        "undo": "Undo",
        "redo": "Redo",
        "reset": "Back to the start",
        **({"play": "Play"} if one.plays else {}),
        "pin": "Pin to compare",
        "link": "Copy a link to this setting",
        "png": "PNG",
        "svg": "SVG",
        "csv": "CSV",
    }
    made = "".join(f'<button type="button" class="cn-{name}">{words}</button>' for name, words in buttons.items())
    plays = f' data-plays="{one.plays}"' if one.plays else ""
    return (
        f'<p class="cn-note" role="alert" hidden></p><div class="cn-actions" role="group" aria-label="Work with this setting"{plays}>{made}</div>'
        '<p class="cn-copied" role="status"></p>'
    )


def slug(text: str) -> str:
    """Return an option as an address names it."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _results(one: Explorer) -> str:
    rows = "".join(
        f'<tr data-result="{name}" data-format="{r.format}" data-unit="{escape(r.unit)}"{" data-range" if r.high is not None else ""}{" hidden" if show(r) == NO_FIGURE else ""}>'
        f'<th scope="row">{escape(r.label)}</th><td>{escape(show(r))}</td></tr>'
        for name, r in one.evaluate().results.items()
    )
    return f'<table class="cn-results"><caption class="cn-hidden">Results of your setting</caption><tbody>{rows}</tbody></table>'


def _brief(one: Explorer, start: Evaluation) -> str:
    if not start.brief:
        return ""
    parts = "".join(
        f'<div><dt>{escape(heading)}</dt><dd data-brief="{position}">{escape(words)}</dd></div>'
        f"{''.join(_note(one, note) for note in one.notes_after(heading))}"
        for position, (heading, words) in enumerate(start.brief.items())
    )
    settings = escape("\n".join(one.settings_lines()))
    return (
        f'<div class="cn-brief"><p class="cn-kicker">Your brief</p><dl>{parts}'
        f'<div><dt>Assumptions</dt><dd class="cn-settings">{settings}</dd></div></dl><p class="cn-address"></p><div class="cn-actions">'
        '<button type="button" class="cn-print">Print the brief</button>'
        '<button type="button" class="cn-download">Download as Markdown</button></div></div>'
    )


def _note(one: Explorer, note: Note) -> str:
    """Return the field for the reader's own words; on paper the words stand in its place."""
    identifier = f"note-{one.name}-{note.name}"
    return (
        f'<div class="cn-own"><dt><label for="{identifier}">{escape(note.label)}</label></dt><dd>'
        f'<textarea id="{identifier}" name="{note.name}" rows="2" maxlength="{note.limit}" dir="auto" autocomplete="off" aria-describedby="{identifier}-room"></textarea>'
        f'<p class="cn-room" id="{identifier}-room">In your own words, up to {note.limit} characters. They stay in this page and in the link that you copy.</p>'
        '<p class="cn-words" dir="auto" hidden></p></dd></div>'
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

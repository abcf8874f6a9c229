"""Collecting: the scenario links of a class as one table, its forecasts scored, and the calibration of the class.

``counternarcotics collect links.csv`` and the book's page :doc:`Collect a class's links </book/collect-links>` give the
same rows; a test holds the two together.  A committed forecast of the registers is scored by the explorer's own model
against the count that came later, beside the benchmarks that the model knows.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from counternarcotics.classroom import ClassroomError, counted, links, report, spreadsheet
from counternarcotics.numberlike import formatted, summed

FORECAST = "forecast"
# What a forecast is read by: the reader's own range, whether it was committed, and the count that it is scored on.
OWN = ("own_low", "own_high", "happened")
SCORED = {"happened": 1.0, "quantity": 0.0}
BENCHMARKS = {"no_change": "No change", "trend": "Last trend", "one": "Scenario One", "two": "Scenario Two"}
BINS = ((50, 60), (60, 70), (70, 80), (80, 90), (90, 100))
NOTHING = "holds no line with a link; a line is a name and a link, with a comma between them."
NOT_UTF8 = "is not written in UTF-8; save it as “CSV UTF-8” and run this again."
HEAD = (
    "name", "explorer", "settings", "sentence", "brief", "place", "year", "low", "high", "chance", "counted", "held",
    "score", *(label.lower() for label in BENCHMARKS.values()), "remarks", "link",
)  # fmt: skip


@dataclass(frozen=True)
class Forecast:
    """A reader's range for a count of the register: `chance` that it holds it, and `counted` once it is known."""

    place: str
    year: float
    low: float
    high: float
    chance: float
    counted: float | None
    score: float | None
    benchmarks: dict[str, float | None]

    @property
    def held(self) -> bool | None:
        """Tell whether the count lies inside the range, None where nothing was counted."""
        return None if self.counted is None else self.low <= self.counted <= self.high


@dataclass(frozen=True)
class Row:
    """What one explorer of one link says."""

    hand_in: links.HandIn
    setting: links.Setting
    changed: list[str]
    sentence: str
    brief: dict[str, str]
    forecast: Forecast | None

    def cells(self) -> tuple[str, ...]:
        """Return the row of the table."""
        one = self.forecast
        scores = ("",) * 12
        if one:
            held = {None: "", True: "yes", False: "no"}[one.held]
            scores = (one.place, _plain(one.year, ".0f"), _plain(one.low), _plain(one.high), _plain(one.chance, ".0%"), _plain(one.counted), held, _plain(one.score), *(_plain(one.benchmarks[key]) for key in BENCHMARKS))  # fmt: skip
        brief = "\n".join(f"{heading}: {words}" for heading, words in self.brief.items())
        said = (self.setting.explorer.title, "; ".join(self.changed) or "as at the start", self.sentence, brief)
        return (self.hand_in.name, *said, *scores, "; ".join(self.setting.remarks), self.hand_in.link)


@dataclass(frozen=True)
class Skipped:
    """A hand-in that could not be read, and why."""

    hand_in: links.HandIn
    why: str

    def __str__(self) -> str:
        name = self.hand_in.name or "no name"
        return f"line {self.hand_in.line} ({name}): {self.why}."


@dataclass(frozen=True)
class Collected:
    """A class: its rows and what was skipped."""

    rows: list[Row] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Tell whether nothing that came in holds a link."""
        return not self.rows and not any(one.hand_in.link or one.hand_in.fault for one in self.skipped)

    @property
    def scored(self) -> list[Forecast]:
        """The forecasts for which a count is held."""
        return [row.forecast for row in self.rows if row.forecast and row.forecast.counted is not None]


def read(text: str, sites: Sequence[str] = ()) -> Collected:
    """Return what the links of a table or of pasted text say; `sites` are addresses of the book."""
    found = Collected()
    came = links.hand_ins(text)
    accepted = links.home([one.link for one in came], list(sites))
    lines: dict[tuple[str, str], int] = {}
    for one in came:
        try:
            set_here = _settings(one, accepted)
        except links.LinkError as reason:
            found.skipped.append(Skipped(one, str(reason)))
            continue
        before = lines.setdefault((one.name, one.link), one.line)
        for setting in set_here:
            if one.name and before != one.line:
                setting.remarks.append(f"line {before} holds the same name and link")
            found.rows.append(_row(one, setting))
    return found


def _settings(hand_in: links.HandIn, sites: set[str]) -> list[links.Setting]:
    if hand_in.fault:
        raise links.LinkError(hand_in.fault)
    return links.settings(hand_in.link, sites)


def _row(hand_in: links.HandIn, setting: links.Setting) -> Row:
    explorer, values = setting.explorer, setting.values
    evaluation = explorer.evaluate(**values)
    changed = [f"{a.label}: {a.show(values[a.name])}" for a in explorer.assumptions if _differs(values[a.name], a.default)]  # fmt: skip
    return Row(hand_in, setting, changed, evaluation.sentence, evaluation.brief, _forecast(setting))


def _differs(one: float, other: float) -> bool:
    return abs(one - other) > 1e-9


def _forecast(setting: links.Setting) -> Forecast | None:
    explorer, values = setting.explorer, setting.values
    start = {a.name: a.default for a in explorer.assumptions}
    if explorer.name != FORECAST or not any(_differs(values[name], start[name]) for name in OWN):
        return None
    held = explorer.evaluate(**(values | SCORED)).results
    place = next(a for a in explorer.assumptions if a.name == "place")
    low, high = sorted((held["own"].low, held["own"].high))
    benchmarks = {key: _known(held[f"score_{key}"].low) for key in BENCHMARKS}
    return Forecast(place.show(values["place"]), values["target"], low, high, 1 - values["miss"], _known(held["counted"].low), _known(held["score_own"].low), benchmarks)  # fmt: skip


def _known(value: float) -> float | None:
    return None if value != value else value


def _plain(value: float | None, spec: str = ".0f") -> str:
    return "" if value is None else formatted(value, spec).replace("\u2212", "-")


# -- the class -----------------------------------------------------------------------------------------


def calibration(scored: Sequence[Forecast]) -> list[dict[str, float]]:
    """Return, by stretch of stated chance, how many forecasts were made, what was said and how often they held."""
    found = []
    for low, high in BINS:
        own = [
            f for f in scored if low <= round(100 * f.chance, 9) and (round(100 * f.chance, 9) < high or high == 100)
        ]
        if own:
            found.append({"from": low, "to": high, "number": len(own), "said": _mean([f.chance for f in own]), "held": _mean([float(bool(f.held)) for f in own])})  # fmt: skip
    return found


def summary(collected: Collected) -> str:
    """Return what the class did, in a sentence or two."""
    rows, scored = collected.rows, collected.scored
    forecasts = sum(row.forecast is not None for row in rows)
    said = f"{counted(len(rows), 'setting')} read, {counted(len(collected.skipped), 'link')} skipped, {counted(forecasts, 'forecast')}, {len(scored)} of them scored."
    if scored:
        chance, held = _mean([f.chance for f in scored]), _mean([float(bool(f.held)) for f in scored])
        said += f" The class gave its ranges a chance of {formatted(chance, '.0%')} on average, and {formatted(held, '.0%')} of them held."
    return said


def scores(scored: Sequence[Forecast]) -> list[tuple[str, str, str]]:
    """Return the mean score of the class and of every benchmark, with the number of forecasts that have one; less is better."""
    columns = {"The class": [f.score for f in scored]}
    columns |= {label: [f.benchmarks[key] for f in scored] for key, label in BENCHMARKS.items()}
    known = {label: [value for value in values if value is not None] for label, values in columns.items()}
    return [(label, str(len(values)), _plain(_mean(values))) for label, values in known.items() if values]


def _mean(values: Sequence[float]) -> float:
    return summed(values) / len(values)


# -- the command ---------------------------------------------------------------------------------------


def collect(path: Path, out: Path | None, sites: Sequence[str]) -> str:
    """Read a file of links, write tables, a page and the chart to `out`, and return a sentence or more on the class."""
    if not path.is_file():
        msg = f"{path}: no such file; name a table with a name and a link in every row."
        raise ClassroomError(msg)
    try:
        collected = read(path.read_bytes().decode("utf-8-sig"), sites)
    except UnicodeDecodeError:
        msg = f"{path}: {NOT_UTF8}"
        raise ClassroomError(msg) from None
    if collected.empty:
        msg = f"{path}: {NOTHING}"
        raise ClassroomError(msg)
    out = out or path.with_name(f"{path.stem}-collected")
    out.mkdir(parents=True, exist_ok=True)
    spreadsheet.write(out / "settings.csv", HEAD, (row.cells() for row in collected.rows))
    skipped = [(str(one.hand_in.line), one.hand_in.name, one.why, one.hand_in.link) for one in collected.skipped]
    spreadsheet.write(out / "skipped.csv", ("line", "name", "why", "link"), skipped)
    chart = calibration_chart(collected.scored)
    (out / "class.html").write_text(report.page(f"The class of {path.name}", _body(collected, chart)), encoding="utf-8")
    if chart:
        (out / "calibration.svg").write_text(chart, encoding="utf-8")
    told = "".join(f"\nSkipped: {one}" for one in collected.skipped)
    return f"{summary(collected)} See {out / 'class.html'} and the tables beside it.{told}"


def calibration_chart(scored: Sequence[Forecast]) -> str:
    """Return how often ranges held over how sure their authors were, as SVG; empty without a scored forecast."""
    if not scored:
        return ""
    import altair as alt
    import pandas as pd

    from counternarcotics import figure

    data = pd.DataFrame(calibration(scored))
    x = alt.X("said:Q").title("How sure the class was").axis(format="%").scale(domain=[0.5, 1])
    y = alt.Y("held:Q").title("How often its ranges held").axis(format="%").scale(domain=[0, 1])
    line = alt.Chart(pd.DataFrame({"said": [0.5, 1], "held": [0.5, 1]})).mark_line(strokeDash=[5, 4], color="gray")
    dots = alt.Chart(data).mark_point(filled=True, opacity=1, size=90)
    drawn = alt.layer(line.encode(x=x, y=y), dots.encode(x=x, y=y)).properties(height=280)
    said = (
        "Dot chart of the share of ranges that held the later count, against the chance that their authors gave them; on "
        "the dashed line the two agree. Source: the forecasts that were handed in."
    )
    return figure.svg(figure.specification(drawn, said), width=420)


def _body(collected: Collected, chart: str) -> str:
    parts = [f"<p>{html.escape(summary(collected))}</p>"]
    if collected.skipped:
        parts += ["<h2>Skipped</h2><ul>", *(f"<li>{html.escape(str(one))}</li>" for one in collected.skipped), "</ul>"]
    if collected.scored:
        parts.append("<h2>Forecasts</h2>")
        parts.append(
            report.table(
                "Mean interval score; less is better", ("Forecast", "Scored", "Score"), scores(collected.scored)
            )
        )
        parts.append(chart)
        curve = [(f"{b['from']}–{b['to'] if b['to'] == 100 else b['to'] - 1}%", str(b["number"]), formatted(b["said"], ".0%"), formatted(b["held"], ".0%")) for b in calibration(collected.scored)]  # fmt: skip
        parts.append(report.table("The chart as a table", ("Stated chance", "Forecasts", "On average", "Held"), curve))
    head = ("Name", "Explorer", "Settings", "Sentence", "Brief", "Remarks")
    said = ((*row.cells()[:5], row.cells()[HEAD.index("remarks")]) for row in collected.rows)
    parts.append(f"<h2>Settings</h2>{report.table('Every explorer of every link', head, said)}")
    own = [row for row in collected.rows if row.forecast]
    if own:
        head = ("Name", "Place", "Year", "Low", "High", "Chance", "Counted", "Held", "Score", *BENCHMARKS.values())
        parts.append(report.table("Every forecast", head, ((row.cells()[0], *row.cells()[5:17]) for row in own)))
    return "".join(parts)

"""Explorers: assumptions + presets + model + chart, as one notebook output with several faces.

The model runs once in Python (numbers, tests, JupyterLab) and once as Vega expressions (the published
page).  Both come from the same function: :meth:`Explorer.evaluate` calls it with floats and columns,
:meth:`Explorer.specification` with ``alt.param`` and ``alt.datum``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, AssumptionError, Note, Preset, as_markdown
from counternarcotics.numberlike import NumberLike, code, formatted, is_expression, is_format, with_unit

if TYPE_CHECKING:
    from counternarcotics.widget import ExplorerWidget

EXPLORER_MIME = "application/vnd.counternarcotics.explorer+json"

NO_FIGURE = "no figure"

STAGE = 4  # controls that a reader meets at once
LOW = 270  # pixels

Keep = Callable[[str, NumberLike], NumberLike]


@dataclass(frozen=True)
class Result:
    """One line of an explorer's results table: number-likes from ``low`` to ``high`` (None for a point).

    ``format`` says the decimals.  What a model works out is printed with no more than three significant figures;
    ``exact`` is for what a source prints, what is counted one by one, and years.
    """

    label: str
    low: NumberLike
    high: NumberLike = None
    format: str = ",.0f"
    unit: str = ""
    exact: bool = False

    def __post_init__(self) -> None:
        if not is_format(self.format):
            msg = f"found the format {self.format!r} of the result {self.label!r}; write one such as ,.0f, .1f or .1%"
            raise ValueError(msg)
        if not self.exact and not self.format.startswith("~"):
            object.__setattr__(self, "format", f"~{self.format}")


@dataclass(frozen=True)
class Outcome:
    """What a model gives back.

    ``columns`` are computed beside the rows of the explorer, ``results`` are single values keyed by name,
    and ``sentence`` says the result in words (see :func:`counternarcotics.numberlike.text`).  ``brief`` is a
    document that the settings write, paragraphs by heading, which a reader can print and hand in.
    """

    columns: Mapping[str, NumberLike]
    results: Mapping[str, Result]
    sentence: NumberLike
    brief: Mapping[str, NumberLike] = field(default_factory=dict)


@dataclass(frozen=True)
class Evaluation:
    """An :class:`Outcome` in numbers: a table, a dictionary of floats and a sentence."""

    table: pd.DataFrame
    results: dict[str, Result]
    sentence: str
    brief: dict[str, str]

    @property
    def values(self) -> dict[str, float]:
        """Return the results as plain numbers, keyed as the page's signals are: ``share``, ``share_high``."""
        ends = {name: result.low for name, result in self.results.items()}
        return ends | {f"{name}_high": result.high for name, result in self.results.items() if result.high is not None}


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """A model that the reader moves.

    ``rows`` is what is known before any assumption.  ``model(settings, row, keep)`` returns an
    :class:`Outcome`; ``settings`` carries one attribute an assumption, ``row`` gives a column by name, and
    ``keep(name, value)`` names an intermediate value, so that a recursion over years stays one short
    expression a year and does not explode.  ``draw(source, explorer)`` returns the chart, given a chart whose
    data have the computed columns.  ``table_columns`` maps columns of
    the data table to their heading and format; rows whose ``table_filter`` column is 0 are left out of it.
    ``notes`` ask the reader for words beside the brief; no model reads them.
    """

    name: str
    title: str
    question: str
    description: str
    assumptions: tuple[Assumption, ...]
    presets: tuple[Preset, ...] = ()
    rows: pd.DataFrame
    model: Callable[[Any, Any, Keep], Outcome]
    draw: Callable[[alt.Chart, Explorer], alt.TopLevelMixin]
    table_columns: Mapping[str, tuple[str, str]]
    table_filter: str = ""
    source: str
    leaves_out: str
    first: tuple[str, ...] = ()
    plays: str = ""
    notes: tuple[Note, ...] = ()
    low: int = LOW

    def __post_init__(self) -> None:
        unknown = {*self.first, *([self.plays] if self.plays else [])} - {a.name for a in self.assumptions}
        if unknown or len(self.first) > STAGE:
            msg = f"{self.name}: 'first' and 'plays' name assumptions, 'first' {STAGE} at most; found {', '.join(sorted(unknown)) or len(self.first)}."
            raise AssumptionError(msg)
        for kind, named in (("assumptions", self.assumptions), ("presets", self.presets)):
            called = [one.name for one in named]
            if twice := next((name for name in called if called.count(name) > 1), ""):
                msg = f"{self.name}: found two {kind} called {twice!r}; rename one of them."
                raise AssumptionError(msg)
        for part in ("title", "question", "source", "leaves_out"):
            if not getattr(self, part).strip():
                msg = f"{self.name}: found no {part}; write it, for the page shows it."
                raise AssumptionError(msg)
        for preset in self.presets:
            self.settings(**preset.settings)

    # -- numbers ---------------------------------------------------------------------------------

    def settings(self, **chosen: Any) -> dict[str, Any]:
        """Return one value an assumption, the default where `chosen` is silent, and one text a note, at first empty.

        Raises :class:`AssumptionError` for an unknown name or a value outside its bounds.
        """
        names = [one.name for one in (*self.assumptions, *self.notes)]
        unknown = sorted(set(chosen) - set(names))
        if unknown:
            msg = f"{self.name}: no assumption is called {', '.join(unknown)}; there are {', '.join(names)}."
            raise AssumptionError(msg)
        try:
            numbers = {a.name: a.check(chosen.get(a.name, a.default)) for a in self.assumptions}
            return numbers | {note.name: note.check(chosen.get(note.name, "")) for note in self.notes}
        except AssumptionError as error:
            msg = f"{self.name}: {error}"
            raise AssumptionError(msg) from None

    def preset(self, name: str) -> dict[str, float]:
        """Return the settings of a preset by its name, every assumption that it leaves alone at its default."""
        for preset in self.presets:
            if preset.name == name:
                return self.settings(**preset.settings)
        msg = f"{self.name}: no preset is called {name!r}; there are {', '.join(p.name for p in self.presets)}."
        raise AssumptionError(msg)

    def pressed(self, preset: str, **before: float) -> dict[str, float]:
        """Return the settings after `preset` is pressed while the reader's setting is `before`: kept ones stay."""
        named = next((p.settings for p in self.presets if p.name == preset), {})
        stay = {a.name for a in self.assumptions if a.kept} - set(named) | {note.name for note in self.notes}
        return self.preset(preset) | {name: value for name, value in self.settings(**before).items() if name in stay}

    def staged(self) -> tuple[Assumption, ...]:
        """Return the assumptions that a reader meets at once, in order."""
        if not self.first:
            return self.assumptions[:STAGE]
        return tuple(a for a in self.assumptions if a.name in self.first)

    def idle(self, **chosen: float) -> dict[str, str]:
        """Return, by name, the assumptions that change nothing at this setting, with what to set before they do."""
        values = SimpleNamespace(**self.settings(**chosen))
        return {a.name: a.idle for a in self.assumptions if a.matters is not None and not a.matters(values)}

    @functools.cached_property
    def longest_sentence(self) -> str:
        """Return the longest sentence of the start, the presets and both ends of every control: a page keeps room for it."""
        tried = [{}, *(p.settings for p in self.presets)]
        tried += [{a.name: end} for a in self.assumptions for end in (a.minimum, a.maximum)]
        return max((str(self._outcome(self.settings(**chosen)).sentence) for chosen in tried), key=len)

    def _outcome(self, values: dict[str, Any]) -> Outcome:
        return self.model(SimpleNamespace(**values), self._columns, lambda name, value: value)

    @functools.cached_property
    def _columns(self) -> dict[str, np.ndarray]:
        """Return the columns of the rows as arrays: a model is tried a thousand times, and a frame takes long to compute with."""
        return {name: column.to_numpy() for name, column in self.rows.items()}

    def evaluate(self, **chosen: float) -> Evaluation:
        """Run the model in numbers; `chosen` are assumptions by name."""
        values = self.settings(**chosen)
        outcome = self._outcome(values)
        table = self.rows.assign(**outcome.columns)
        results = {
            name: replace(result, low=float(result.low), high=None if result.high is None else float(result.high))
            for name, result in outcome.results.items()
        }
        brief: dict[str, str] = {}
        for heading, words in outcome.brief.items():
            brief[heading] = str(words)
            brief |= {note.label: values[note.name] for note in self.notes_after(heading) if values[note.name]}
        return Evaluation(table, results, str(outcome.sentence), brief)

    def brief_markdown(self, **chosen: float) -> str:
        """Return the brief that the settings write, with the assumptions and the source, as Markdown.

        The page offers the same text for download.
        """
        evaluation = self.evaluate(**chosen)
        parts = [f"# {self.title}", evaluation.sentence]
        own = {note.label for note in self.notes}
        parts += [
            f"## {heading}\n\n{as_markdown(words) if heading in own else words}"
            for heading, words in evaluation.brief.items()
        ]
        listed = "\n".join(self.settings_lines(**chosen))
        return "\n\n".join([*parts, f"## Assumptions\n\n{listed}", f"## Source\n\n{self.source}."]) + "\n"

    def notes_after(self, heading: str) -> tuple[Note, ...]:
        """Return the notes that stand after the passage of the brief under `heading`."""
        return tuple(note for note in self.notes if note.after == heading)

    def settings_lines(self, **chosen: float) -> list[str]:
        """Return one line an assumption, ``- label: value``, as the brief lists them."""
        values = self.settings(**chosen)
        return [f"- {a.label}: {a.show(values[a.name])}" for a in self.assumptions]

    def assumptions_table(self) -> pd.DataFrame:
        """Return one row an assumption: what it is, its default, its range and why, its source."""
        return pd.DataFrame(
            {
                "assumption": a.label,
                "default": a.show(a.default),
                "range": f"{a.show(a.minimum)} to {a.show(a.maximum)}",
                "why this range": a.why,
                "source": a.source,
            }
            for a in self.assumptions
        )

    def presets_table(self) -> pd.DataFrame:
        """Return the results of every preset, one column a preset, as the reader sees them.

        A result without a figure in any of them is left out, as the page hides a result while it has none.
        """
        columns = {"Start": self.evaluate()} | {p.label: self.evaluate(**p.settings) for p in self.presets}
        labels = [result.label for result in columns["Start"].results.values()]
        shown = {
            label: [show(result) for result in evaluation.results.values()] for label, evaluation in columns.items()
        }
        table = pd.DataFrame(shown, index=pd.Index(labels, name="result"))
        return table[(table != NO_FIGURE).any(axis=1)]

    # -- the published page ----------------------------------------------------------------------

    @functools.cached_property
    def specification(self) -> dict[str, Any]:
        """Return the Vega-Lite specification that recomputes the chart in the browser.

        Its parameters are the assumptions, the kept values, ``result_<name>``, ``sentence``, ``brief_<position>``,
        and ``matters_<name>`` for an assumption that can be without effect.
        """
        parameters, outcome = self._modelled()
        source = alt.Chart(self.rows)
        for name, value in outcome.columns.items():
            source = source.transform_calculate(**{name: code(value)})
        return self._specified(source, parameters)

    @functools.cached_property
    def signals(self) -> list[dict[str, Any]]:
        """Return the parameters of :attr:`specification`: the whole model, without a chart."""
        return self._modelled()[0]

    def _modelled(self) -> tuple[list[dict[str, Any]], Outcome]:
        parameters = [{"name": a.name, "value": a.default} for a in self.assumptions]
        settings = SimpleNamespace(**{a.name: alt.param(name=a.name) for a in self.assumptions})

        def keep(name: str, value: NumberLike) -> NumberLike:
            if not is_expression(value):
                return value
            parameters.append(_signal(name, value))
            return alt.param(name=name)

        outcome = self.model(settings, alt.datum, keep)
        results = outcome.results.items()
        parameters += [_signal(f"result_{name}", result.low) for name, result in results]
        parameters += [_signal(f"result_{name}_high", r.high) for name, r in results if r.high is not None]
        parameters += [
            _signal(f"matters_{a.name}", a.matters(settings)) for a in self.assumptions if a.matters is not None
        ]
        parameters.append(_signal("sentence", outcome.sentence))
        parameters += [_signal(f"brief_{position}", words) for position, words in enumerate(outcome.brief.values())]
        return parameters, outcome

    def drawn(self, **chosen: float) -> dict[str, Any]:
        """Return the Vega-Lite specification of the numbers computed in Python, for a picture or a test."""
        values = self.settings(**chosen)
        source = alt.Chart(self.evaluate(**chosen).table)
        # Drawing may ask for an assumption (to mark the horizon, say), so the chart carries them, fixed.
        return self._specified(source, [{"name": a.name, "value": values[a.name]} for a in self.assumptions])

    def _specified(self, source: alt.Chart, parameters: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the specification of the chart with its parameters, which Altair would check one by one for seconds."""
        specification = figure.specification(self.draw(source, self), self.description)
        return specification | {"params": [*parameters, *specification.get("params", [])]}

    # -- JupyterLab ------------------------------------------------------------------------------

    def widget(self) -> ExplorerWidget:
        """Return the live explorer for JupyterLab: the page's own script, with ``settings`` that Python reads and sets."""
        from counternarcotics.widget import ExplorerWidget

        return ExplorerWidget(self)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        evaluation = self.evaluate()
        widget_face, metadata = self.widget()._repr_mimebundle_()
        widget_face.pop("text/plain", None)
        faces = {
            EXPLORER_MIME: {"name": self.name},
            "text/plain": f"{self.title}. {self.description}\n{evaluation.sentence}",
        }
        if figure.DRAWS:
            faces["image/png"] = figure.png(self.drawn())
        return widget_face | faces, metadata


def show(result: Result) -> str:
    """Return a result as a reader sees it, with its unit."""
    if result.low != result.low:
        return NO_FIGURE
    ends = [result.low] if result.high is None else [result.low, result.high]
    shown = dict.fromkeys(
        formatted(end, result.format) for end in ends
    )  # a range that rounds to one number is one number
    return with_unit(" to ".join(shown), result.unit)


def _signal(name: str, value: NumberLike) -> dict[str, Any]:
    return {"name": name, "expr": code(value)} if is_expression(value) else {"name": name, "value": value}

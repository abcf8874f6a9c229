"""Explorers: assumptions + presets + model + chart, as one notebook output with several faces.

The model runs once in Python (numbers, tests, JupyterLab) and once as Vega expressions (the published
page).  Both come from the same function: :meth:`Explorer.evaluate` calls it with floats and a table,
:meth:`Explorer.specification` with ``alt.param`` and ``alt.datum``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from types import SimpleNamespace
from typing import Any

import altair as alt
import ipywidgets
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, AssumptionError, Preset
from counternarcotics.numberlike import NumberLike, code, formatted, is_expression, with_unit

EXPLORER_MIME = "application/vnd.counternarcotics.explorer+json"

NO_FIGURE = "no figure"

Keep = Callable[[str, NumberLike], NumberLike]


@dataclass(frozen=True)
class Result:
    """One line of an explorer's results table: number-likes from ``low`` to ``high`` (None for a point)."""

    label: str
    low: NumberLike
    high: NumberLike = None
    format: str = ",.0f"
    unit: str = ""


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

    def __post_init__(self) -> None:
        for preset in self.presets:
            self.settings(**preset.settings)

    # -- numbers ---------------------------------------------------------------------------------

    def settings(self, **chosen: float) -> dict[str, float]:
        """Return one value an assumption, the default where `chosen` is silent.

        Raises :class:`AssumptionError` for an unknown name or a value outside its bounds.
        """
        names = [assumption.name for assumption in self.assumptions]
        unknown = sorted(set(chosen) - set(names))
        if unknown:
            msg = f"{self.name}: no assumption is called {', '.join(unknown)}; there are {', '.join(names)}."
            raise AssumptionError(msg)
        try:
            return {a.name: a.check(chosen.get(a.name, a.default)) for a in self.assumptions}
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

    def evaluate(self, **chosen: float) -> Evaluation:
        """Run the model in numbers; `chosen` are assumptions by name."""
        outcome = self.model(SimpleNamespace(**self.settings(**chosen)), self.rows, lambda name, value: value)
        table = self.rows.assign(**outcome.columns)
        results = {
            name: replace(result, low=float(result.low), high=None if result.high is None else float(result.high))
            for name, result in outcome.results.items()
        }
        brief = {heading: str(words) for heading, words in outcome.brief.items()}
        return Evaluation(table, results, str(outcome.sentence), brief)

    def brief_markdown(self, **chosen: float) -> str:
        """Return the brief that the settings write, with the assumptions and the source, as Markdown.

        The page offers the same text for download.
        """
        evaluation = self.evaluate(**chosen)
        parts = [f"# {self.title}", evaluation.sentence]
        parts += [f"## {heading}\n\n{words}" for heading, words in evaluation.brief.items()]
        listed = "\n".join(self.settings_lines(**chosen))
        return "\n\n".join([*parts, f"## Assumptions\n\n{listed}", f"## Source\n\n{self.source}."]) + "\n"

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
        """Return the results of every preset, one column a preset, as the reader sees them."""
        columns = {"Start": self.evaluate()} | {p.label: self.evaluate(**p.settings) for p in self.presets}
        labels = [result.label for result in columns["Start"].results.values()]
        shown = {
            label: [show(result) for result in evaluation.results.values()] for label, evaluation in columns.items()
        }
        return pd.DataFrame(shown, index=pd.Index(labels, name="result"))

    # -- the published page ----------------------------------------------------------------------

    @functools.cached_property
    def specification(self) -> dict[str, Any]:
        """Return the Vega-Lite specification that recomputes the chart in the browser.

        Its parameters are the assumptions, the kept values, ``result_<name>``, ``sentence`` and ``brief_<position>``.
        """
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
        parameters.append(_signal("sentence", outcome.sentence))
        parameters += [_signal(f"brief_{position}", words) for position, words in enumerate(outcome.brief.values())]
        source = alt.Chart(self.rows)
        for name, value in outcome.columns.items():
            source = source.transform_calculate(**{name: code(value)})
        return self._specified(source, parameters)

    def drawn(self, **chosen: float) -> dict[str, Any]:
        """Return the Vega-Lite specification of the numbers computed in Python, for a picture or a test."""
        values = self.settings(**chosen)
        source = alt.Chart(self.evaluate(**chosen).table)
        # Drawing may ask for an assumption (to mark the horizon, say), so the chart carries them, fixed.
        return self._specified(source, [{"name": name, "value": value} for name, value in values.items()])

    def _specified(self, source: alt.Chart, parameters: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the specification of the chart with its parameters, which Altair would check one by one for seconds."""
        specification = figure.specification(self.draw(source, self), self.description)
        return specification | {"params": [*parameters, *specification.get("params", [])]}

    # -- JupyterLab ------------------------------------------------------------------------------

    def widget(self) -> ipywidgets.Widget:
        """Return the live explorer for JupyterLab: the same assumptions, presets, model and chart."""
        controls = {a.name: a.widget() for a in self.assumptions}
        picture, sentence, results = (ipywidgets.HTML() for _ in range(3))
        choosing = False

        def refresh(*_: Any) -> None:
            if choosing:
                return
            chosen = {name: control.value for name, control in controls.items()}
            evaluation = self.evaluate(**chosen)
            sentence.value = f"<p aria-live='polite'><strong>{escape(evaluation.sentence)}</strong></p>"
            picture.value = figure.svg(self.drawn(**chosen), width=680)
            results.value = _results_html(evaluation.results) + _brief_html(evaluation.brief)

        def choose(chosen: Mapping[str, float]) -> Callable[[Any], None]:
            def apply(_: Any) -> None:
                nonlocal choosing
                choosing = True
                for name, value in chosen.items():
                    controls[name].value = value
                choosing = False
                refresh()

            return apply

        buttons = []
        for label, chosen in [("Start", self.settings()), *((p.label, p.settings) for p in self.presets)]:
            button = ipywidgets.Button(description=label, layout={"width": "auto"})
            button.on_click(choose(chosen))
            buttons.append(button)
        for control in controls.values():
            control.observe(refresh, "value")
        refresh()
        title = ipywidgets.HTML(f"<h3>{escape(self.title)}</h3><p>{escape(self.question)}</p>")
        rows = ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap"})
        return ipywidgets.VBox([title, rows, *self._grouped(controls), sentence, picture, results])

    def _grouped(self, controls: Mapping[str, ipywidgets.Widget]) -> Iterator[ipywidgets.Widget]:
        """Yield the controls in order, a heading before each group."""
        group = None
        for assumption in self.assumptions:
            if assumption.group != group:
                group = assumption.group
                yield ipywidgets.HTML(f"<strong>{escape(group)}</strong>")
            yield controls[assumption.name]

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        evaluation = self.evaluate()
        widget_face, metadata = _widget_face(self.widget())
        faces = {
            EXPLORER_MIME: {"name": self.name},
            "image/png": figure.png(self.drawn()),
            "text/plain": f"{self.title}. {self.description}\n{evaluation.sentence}",
        }
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


def _widget_face(widget: ipywidgets.Widget) -> tuple[dict[str, Any], dict[str, Any]]:
    bundle = widget._repr_mimebundle_()
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return {mime: content for mime, content in data.items() if mime != "text/plain"}, metadata


def _results_html(results: Mapping[str, Result]) -> str:
    rows = "".join(
        f"<tr><th style='text-align:left'>{escape(r.label)}</th><td>{show(r)}</td></tr>" for r in results.values()
    )
    return f"<table>{rows}</table>"


def _brief_html(brief: Mapping[str, str]) -> str:
    return "".join(
        f"<h4>{escape(heading)}</h4><p style='white-space:pre-line;max-width:48em;line-height:1.5'>{escape(words)}</p>"
        for heading, words in brief.items()
    )

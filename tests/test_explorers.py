"""Every explorer: one model, whole within its bounds, and refusing what lies outside."""

from __future__ import annotations

import math
import re
from types import SimpleNamespace

import altair as alt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counternarcotics import explorers, figure, markup, web
from counternarcotics.assumptions import Assumption, AssumptionError, Choice
from counternarcotics.explorer import EXPLORER_MIME
from numberlike_probe import RefusingRow, refusing_everywhere

NAMES = explorers.names()


def drawn_settings(explorer):
    """Draw one value an assumption, on the steps that the controls have."""

    def one(a: Assumption):
        steps = round((a.maximum - a.minimum) / a.step)
        return st.integers(0, steps).map(lambda n: min(a.minimum + n * a.step, a.maximum))

    return st.fixed_dictionaries({a.name: one(a) for a in explorer.assumptions})


@pytest.mark.parametrize("name", NAMES)
def test_the_model_never_asks_an_expression_for_its_truth(name, monkeypatch):
    explorer = explorers.load(name)
    refusing_everywhere(monkeypatch)
    parameters = SimpleNamespace(**{a.name: alt.param(name=a.name, value=a.default) for a in explorer.assumptions})
    outcome = explorer.model(parameters, RefusingRow(), lambda name, value: alt.param(name=name, expr=repr(value)))
    assert outcome.columns
    assert outcome.results


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_model_is_whole_within_its_bounds(name):
    explorer = explorers.load(name)

    @settings(max_examples=20)
    @given(drawn_settings(explorer))
    def whole(chosen):
        evaluation = explorer.evaluate(**chosen)
        assert evaluation.sentence
        assert not any(math.isinf(value) for value in evaluation.values.values())
        for result in evaluation.results.values():
            if result.high is not None and not math.isnan(result.low):
                assert result.low <= result.high + 1e-9 * abs(result.high)

    whole()


@pytest.mark.parametrize("name", NAMES)
def test_outside_a_bound_the_message_names_it(name):
    explorer = explorers.load(name)
    slider = next((a for a in explorer.assumptions if not isinstance(a, Choice)), explorer.assumptions[0])
    with pytest.raises(AssumptionError, match=f"{name}: {slider.name}: .* above its maximum of {slider.maximum:g}"):
        explorer.evaluate(**{slider.name: slider.maximum + slider.step})
    with pytest.raises(AssumptionError, match="below its minimum"):
        explorer.evaluate(**{slider.name: slider.minimum - slider.step})
    with pytest.raises(AssumptionError, match="no assumption is called no_such_thing"):
        explorer.evaluate(no_such_thing=1)


@pytest.mark.parametrize("name", NAMES)
def test_defaults_and_presets_lie_on_the_steps_of_the_controls(name):
    explorer = explorers.load(name)
    for values in [explorer.settings(), *(explorer.preset(p.name) for p in explorer.presets)]:
        for a in explorer.assumptions:
            steps = (values[a.name] - a.minimum) / a.step
            assert steps == pytest.approx(round(steps), abs=1e-6), f"{name}: {a.name}={values[a.name]}"


@pytest.mark.parametrize("name", NAMES)
def test_every_assumption_says_why_and_whence(name):
    for a in explorers.load(name).assumptions:
        assert len(a.why.split()) >= 3
        assert a.source


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_page_gets_a_specification_with_every_assumption(name):
    explorer = explorers.load(name)
    given = {parameter["name"] for parameter in explorer.specification["params"]}
    assert {a.name for a in explorer.assumptions} <= given
    assert {"sentence", *(f"result_{key}" for key in explorer.evaluate().values)} <= given


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_python_reads_and_sets_the_settings_of_a_widget(name):
    explorer = explorers.load(name)
    widget = explorer.widget()
    assert widget.settings == explorer.settings()
    moved = explorer.assumptions[0]
    widget.settings = {moved.name: moved.maximum}
    assert widget.settings == explorer.settings(**{moved.name: moved.maximum})
    assert widget.evaluate().sentence == explorer.evaluate(**{moved.name: moved.maximum}).sentence
    with pytest.raises(AssumptionError, match=f"{moved.name}: .* above its maximum"):
        widget.settings = {moved.name: moved.maximum + 100}
    assert all(f'name="{a.name}"' in widget.html for a in explorer.assumptions)


def test_a_page_that_ipywidgets_exports_holds_what_draws_the_explorer():
    from ipywidgets.embed import embed_data

    widget = explorers.load("forecast").widget()
    kept = embed_data(views=[widget])["manager_state"]["state"][widget.model_id]["state"]
    assert kept["_esm"] == web.widget_script()
    assert "cn-explorer" in kept["_css"]
    assert kept["_view_name"] == "AnyView"
    assert kept["settings"] == widget.settings


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_starts_anew_but_for_what_the_reader_keeps(name):
    explorer = explorers.load(name)
    moved = {a.name: a.maximum for a in explorer.assumptions}
    for preset in explorer.presets:
        pressed = explorer.pressed(preset.name, **moved)
        for a in explorer.assumptions:
            start = a.maximum if a.kept else a.default
            assert pressed[a.name] == a.check(preset.settings.get(a.name, start)), (preset.name, a.name)


def told(explorer, chosen):
    """Return all that a reader sees of a setting, to six digits: sums in another order are the same."""
    evaluation = explorer.evaluate(**chosen)
    values = tuple(f"{value:.6g}" for value in evaluation.values.values())
    return evaluation.sentence, values, evaluation.table.round(6).to_csv(), tuple(evaluation.brief.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_control_changes_something_unless_it_says_that_it_does_not(name):
    """At the start and at each preset every control; where the last options are chosen, those that declare when they matter."""
    explorer = explorers.load(name)
    chosen = {a.name: a.maximum for a in explorer.assumptions if isinstance(a, Choice)}
    start = explorer.settings()
    last = start | chosen
    for setting in [start, *(explorer.preset(p.name) for p in explorer.presets), last]:
        idle, before = explorer.idle(**setting), told(explorer, setting)
        for a in explorer.assumptions:
            if a.matters is None and setting is last:
                continue
            steps = round((a.maximum - a.minimum) / a.step)
            tried = [
                min(a.maximum, a.minimum + a.step * round(steps * part / 8)) for part in (0, 8, 2, 4, 6, 1, 3, 5, 7)
            ]
            if a.name in idle:
                assert all(told(explorer, setting | {a.name: value}) == before for value in tried), a.name
            else:
                assert any(told(explorer, setting | {a.name: value}) != before for value in tried), a.name


@pytest.mark.parametrize("name", NAMES)
def test_help_begins_with_one_sentence_on_what_a_control_means(name):
    for a in explorers.load(name).assumptions:
        assert a.help().startswith(f"{a.meaning}."), a.name
        assert len(a.meaning.split()) > 3, a.name
        assert not re.search(r"[.?!](\s|$)", a.meaning), a.name


@pytest.mark.parametrize(
    ("name", "idle"),
    [
        ("soft-law", {"effect"}),
        ("rounding-or-error", {"own_numerator", "own_denominator", "own_printed", "own_kind"}),
        ("scenario-fans", {"non_trafficking_share"}),
        ("concept", {"own_low", "own_high", "non_trafficking_share", "hindsight"}),
        ("forecast", {"offences_period", "miss"}),
    ],
)
def test_controls_that_wait_for_another_say_so_at_the_start(name, idle):
    assert set(explorers.load(name).idle()) == idle


@pytest.mark.parametrize("name", ["concept", "forecast", "soft-law"])
def test_a_result_without_a_figure_is_neither_shown_nor_listed(name):
    explorer = explorers.load(name)
    rows = re.findall(r'<tr data-result="(\w+)"[^>]*?( hidden)?><th', markup.explorer(explorer, pictures=False))
    evaluations = [explorer.evaluate(), *(explorer.evaluate(**p.settings) for p in explorer.presets)]
    assert {key: bool(hidden) for key, hidden in rows} == {
        k: math.isnan(r.low) for k, r in evaluations[0].results.items()
    }
    listed = {r.label for e in evaluations for r in e.results.values() if not math.isnan(r.low)}
    assert set(explorer.presets_table().index) == listed


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_one_output_has_every_face(name):
    faces, _ = explorers.load(name)._repr_mimebundle_()
    assert {EXPLORER_MIME, "image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= faces.keys()


def test_an_unknown_explorer_or_preset_is_named():
    with pytest.raises(KeyError, match=f"there are {NAMES[0]}"):
        explorers.load("nonsense")
    with pytest.raises(AssumptionError, match="no preset is called"):
        explorers.load("forecast").preset("scenario-nine")


def test_a_chart_without_a_description_is_refused():
    with pytest.raises(ValueError, match="no description"):
        figure.finished(alt.Chart().mark_point())


def test_the_scenarios_are_exactly_those_of_section_1_2():
    forecast = explorers.load("forecast")
    rates = {a.name for a in forecast.assumptions if a.name.endswith(("_low", "_high"))}
    chosen = {p.name: {k: v for k, v in p.settings.items() if k in rates} for p in forecast.presets}
    assert chosen["scenario-one"] == {"users_low": 0.05, "users_high": 0.07}
    assert chosen["scenario-two"] == {
        "users_low": -0.03, "users_high": -0.02,
        "trafficking_low": 0.05, "trafficking_high": 0.06,
        "other_low": -0.15, "other_high": -0.1,
    }  # fmt: skip
    assert chosen["scenario-three"] == {
        "trafficking_low": 0.04, "trafficking_high": 0.05, "other_low": 0.04, "other_high": 0.05,
    }  # fmt: skip


def test_choosing_a_scenario_shows_a_count_that_it_forecasts():
    forecast = explorers.load("forecast")
    for preset in forecast.presets:
        table = forecast.evaluate(**preset.settings).table
        assert table.loc[table["line"] == preset.label, "printed"].all()


def test_a_percentage_in_total_reaches_its_end_after_the_period():
    forecast = explorers.load("forecast")
    yearly = forecast.evaluate(users_low=0.05, users_high=0.05, horizon=5).values["registered"]
    total = forecast.evaluate(users_low=0.05, users_high=0.05, users_period=5, horizon=5).values["registered"]
    assert yearly == pytest.approx(85509 * 1.05**5)
    assert total == pytest.approx(85509 * 1.05)


def test_where_nothing_is_printed_nothing_is_shown():
    tajik = explorers.load("forecast").evaluate(place="Tajikistan", quantity="Trafficking offences")
    assert math.isnan(tajik.values["trafficking"])
    assert "prints no figure" in tajik.sentence
    assert not tajik.table["printed"].any()


@pytest.mark.parametrize("name", explorers.names())
def test_the_page_can_ask_whether_a_control_has_an_effect(name):
    explorer = explorers.load(name)
    signals = {p["name"] for p in explorer.specification["params"] if "expr" in p}
    assert {f"matters_{a.name}" for a in explorer.assumptions if a.matters is not None} <= signals

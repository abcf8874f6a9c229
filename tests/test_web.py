"""What pages load: joined from its sources, complete, in order."""

from __future__ import annotations

import re

import pytest

from counternarcotics import figure, fitting, web


def test_the_style_sheet_begins_with_its_ground_and_ends_with_paper():
    sources = {p.stem: p.read_text(encoding="utf-8") for p in (web.ASSETS / "styles").glob("*.css")}
    text = web.style_sheet()
    order = sorted(sources, key=lambda stem: text.index(sources[stem]))
    assert [order[0], order[-1]] == ["base", "print"]
    assert web.style_sheet("figures") == sources["figures"]


def test_a_class_has_its_look_from_one_sheet():
    # All sheets are one on a page: a name that two components use would give each the look of the other.
    looks: dict[str, set[str]] = {}
    for path in (web.ASSETS / "styles").glob("*.css"):
        if path.stem not in ("print", "no-script"):  # what they say is meant for all components
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            for _ in range(3):  # a list in brackets says where, not what
                text = re.sub(r"\([^()]*\)", "", text)
            for selector in re.findall(r"[^{}]+(?={)", text):
                for name in re.findall(
                    r"(?:^|, |html\.cn-scripted )\.(cn-[\w-]+)(?:::?(?!has\b)[\w-]+)*\s*(?=,|$)", selector.strip()
                ):
                    looks.setdefault(name, set()).add(path.stem)
    assert len(looks) > 100
    assert {name: sheets for name, sheets in looks.items() if len(sheets) > 1} == {}


def test_a_joined_script_names_a_module_before_its_user_and_each_name_once():
    text = web.page_script()
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))
    assert text.index("function shown(") < text.index("class Explorer")


def test_a_compiled_figure_leaves_the_common_look_to_the_runtime():
    import altair as alt

    plain = figure.finished(
        alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q"),
        "Points on a line, one a row, counted in units, made up for a test.",
    )
    vega = web.compiled(fitting.fitted(plain.to_dict()))
    assert "config" not in vega
    assert vega["marks"]
    own = web.compiled(plain.configure(background="red").to_dict())
    assert own.get("config") != vega.get("config", web._common_config())


@pytest.mark.slow
def test_the_runtime_evaluates_no_text_and_holds_no_compiler():
    text = web.runtime()
    assert text.startswith(web.runtime_mark())
    assert "vega-lite" not in text.lower()
    assert "expressionInterpreter" in text


def test_two_modules_that_declare_one_name_are_refused():
    modules = {"first": "const X = f(Y), SAME = 2;\n", "second": "import { X } from './first.js';\nlet a, SAME;\n"}
    with pytest.raises(ValueError, match=r"first\.js and second\.js both declare SAME .* rename one of the two\."):
        web._refuse_same_names(modules)
    web._refuse_same_names(modules | {"second": "function f(SAME) {\n  const X = SAME;\n}\n"})

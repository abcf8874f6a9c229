"""A module that nothing uses is named; one that a page, a lab, a command or another module uses is not."""

from __future__ import annotations

from counternarcotics import loose
from pages import ROOT


def lay(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_of_the_book_every_module_is_used():
    assert list(loose.problems(ROOT)) == []


def test_a_module_counts_as_used_by_an_import_a_lab_or_a_command_and_not_by_itself_its_test_or_a_mention(tmp_path):
    package = loose.PACKAGE
    lay(
        tmp_path,
        {
            f"{package}/__init__.py": "",
            f"{package}/models/__init__.py": "",
            f"{package}/models/of_a_chart.py": "",
            f"{package}/models/of_a_lab.py": "",
            f"{package}/models/of_nobody.py": "from counternarcotics.models import of_nobody\n",
            f"{package}/models/mentioned.py": "",
            f"{package}/models/laid.py": "# REPLACE-THIS\n",
            f"{package}/run.py": "import counternarcotics.imported_whole\n",
            f"{package}/imported_whole.py": "",
            f"{package}/charts/page.py": '"""See :mod:`counternarcotics.models.mentioned`."""\nfrom counternarcotics.models import (\n    of_a_chart as drawn,  # and more\n)\n',
            "notebooks/a.ipynb": '{"source": ["from counternarcotics.models.of_a_lab import price\\n"]}',
            "Makefile": "check:\n\tpython -m counternarcotics.run\n",
            "tests/test_models_of_nobody.py": "from counternarcotics.models import of_nobody\n",
        },
    )
    said = list(loose.problems(tmp_path))
    assert [line.partition(":")[0] for line in said] == [f"{package}/models/{n}.py" for n in ("mentioned", "of_nobody")]
    assert "found a module that nothing imports or runs; use it" in said[0]

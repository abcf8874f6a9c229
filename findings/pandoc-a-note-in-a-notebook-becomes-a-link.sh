#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17), from notebook to notebook, with nbformat 5.11.1.
#
# A cell holds a numbered list that goes on from another cell (it begins at 3, as CommonMark and JupyterLab allow) and a
# footnote in the syntax that pandoc itself reads and MyST shows.
# Expected: what goes out of a notebook comes back into a notebook: the list begins at 3, and the note is a note.
# Seen: the list begins at 1, so that "step 3" of the text is step 1; the note has become a link whose text is its mark and
# whose address is its sentence, [^1](Paoli%202009...), which leads nowhere.  No warning.
# Why it matters to a textbook: pandoc is what cleans up or converts labs for a course; sources vanish into dead links.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pypandoc_binary==1.17" "nbformat==5.11.1" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import nbformat
import pypandoc

cells = ["3. Read the table.\n4. Draw it.", "Seizures rose.[^1]\n\n[^1]: A report, page 12."]
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in cells])
nbformat.validate(book)
back = nbformat.reads(pypandoc.convert_text(nbformat.writes(book), "ipynb", format="ipynb"), as_version=4)
steps, note = (cell.source for cell in back.cells)
print(f"pandoc {pypandoc.get_pandoc_version()}: {steps!r}; {note!r}")
seen = steps.startswith("1.") and note == "Seizures rose.[^1](A%20report,%20page%2012.)"
raise SystemExit(0 if seen else "lists or notes are written otherwise: changed")
PY

#!/usr/bin/env bash
# anywidget 0.11.0 with ipywidgets 8.1.9: a widget whose script is a class attribute, as anywidget's guide writes it, and
# which ipywidgets.embed exports with its own defaults.
# Expected: the exported state holds the script (`_esm`) and the name of the view, without which the page draws nothing.
# Seen: both are missing. anywidget keeps the attribute as the default of a trait, and embed leaves defaults out; the page's
# manager knows no defaults of anywidget and says "Failed to initialize model". With drop_defaults=False all is there.
# Why it matters: a teacher exports an explorer to a page for a course, sees no error in Python, and the page stays empty.
set -eu
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check anywidget==0.11.0 ipywidgets==8.1.9
"$work/venv/bin/python" - <<'PY'
import sys

import anywidget
import traitlets
from ipywidgets.embed import embed_data


class Counter(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('count'); } };"
    count = traitlets.Int(0).tag(sync=True)


def kept(**how):
    widget = Counter(count=3)
    state = embed_data(views=[widget], **how)["manager_state"]["state"][widget.model_id]["state"]
    return {name: name in state for name in ("count", "_esm", "_view_name")}


usual, whole = kept(), kept(drop_defaults=False)
print("exported as usual:     ", usual)
print("with all that it holds:", whole)
sys.exit(usual != {"count": True, "_esm": False, "_view_name": False} or not all(whole.values()))
PY

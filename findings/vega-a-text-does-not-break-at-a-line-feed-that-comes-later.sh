#!/usr/bin/env bash
# Vega (vega-view 6.1.0) as vl-convert-python 1.9.0.post1 carries it, SVG renderer, in Chromium.
#
# A text mark whose lineBreak is a signal: "\n" where the drawing is narrow, empty where it is wide.
# Expected: when the signal changes, "one\ntwo" is drawn as two lines, and as one line again.
# Seen: it stays one line.  The renderer joins the lines with "\n" and compares the result with the text drawn before,
# which is the same string, so the element is left as it is.  With another break ("|", or a no-break space) it changes.
# Why it matters to a textbook: a note of a live figure runs out of the picture when a tablet is turned.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install vl-convert-python==1.9.0.post1 playwright==1.65.2 2>/dev/null
"$folder/venv/bin/python" - <<'SCRIPT'
import json, os, shutil, sys
import vl_convert
from playwright.sync_api import sync_playwright

MODULE = "https://cdn.jsdelivr.net/npm/{}/+esm.js"  # carried by vl-convert itself; nothing is fetched
bundle = vl_convert.javascript_bundle("".join(
    f'import * as m{n} from "{MODULE.format(name)}";' for n, name in enumerate((
        "vega-dataflow@6.1.0", "vega-view-transforms@5.1.0", "vega-encode@5.1.0", "vega-parser@7.1.0", "vega-view@6.1.0", "vega-transforms@5.1.0"))
) + "Object.assign(m0.transforms, m1, m2, m5); globalThis.vega = { parse: m3.parse, View: m4.View };")
DRAW = """async (sign) => {
  document.body.innerHTML = "<div></div>";
  const view = new vega.View(vega.parse({
    width: 200, height: 50, signals: [{ name: "narrow", value: false }],
    marks: [{ type: "text", encode: { update: { text: { value: `one${sign}two` }, lineBreak: { signal: `narrow ? '${sign === "\\n" ? "\\\\n" : sign}' : ''` }, y: { value: 20 } } } }],
  }), { renderer: "svg", container: document.querySelector("div") });
  await view.runAsync();
  await view.signal("narrow", true).runAsync();
  return document.querySelectorAll("svg tspan").length;
}"""
with sync_playwright() as playwright:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
    page.add_script_tag(content="(() => {" + bundle + "\n})();")
    lines = {name: page.evaluate(DRAW, sign) for name, sign in (("a line feed", "\n"), ("a bar", "|"))}
    print("Lines drawn once the break is asked for:", ", ".join(f"{count} with {name}" for name, count in lines.items()))
    sys.exit(lines != {"a line feed": 0, "a bar": 2})
SCRIPT

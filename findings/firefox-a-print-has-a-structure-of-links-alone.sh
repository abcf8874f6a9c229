#!/usr/bin/env bash
# Firefox ESR 153.8, print to PDF (WebDriver's command, by marionette_driver 3.7.0), read with pikepdf 10.18.0.
# Expected: a printed page is tagged, with headings, paragraphs, tables and a language, or it has no structure at all.
# Seen: the file has a tree of structure, and in it stand links and nothing else; it is not marked as tagged, has no
# language and no title.  The same page without a link has no tree.
# Why it matters to a textbook: a test that asks a PDF for its tree of structure passes, and a tool that reads by the tree
# finds two links in a page of text.  Ask for headings and paragraphs, and print with an engine that tags them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "pikepdf==10.18.0" "marionette_driver==3.7.0" 2>/dev/null
cat > "$work/page.html" <<'HTML'
<!doctype html><html lang="en"><meta charset="utf-8"><title>Book</title><h1>Seizures</h1>
<p>Some text with a <a href="#note">link inside</a> and <a href="https://example.org/">one outside</a>.</p>
<table><caption>Two countries</caption><tr><th scope="col">Country<th scope="col">kg<tr><td>A<td>6<tr><td>B<td>7</table>
<h2 id="note">A note</h2><p>More text.</p></html>
HTML
"$work/venv/bin/python" - "$work" "${FIREFOX:-$(command -v firefox-esr || command -v firefox)}" <<'PY'
import base64, collections, socket, subprocess, sys, time
from pathlib import Path
import pikepdf
from marionette_driver.marionette import Marionette

work, program = Path(sys.argv[1]), sys.argv[2]
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
profile = work / "profile"
profile.mkdir()
(profile / "user.js").write_text(f'user_pref("marionette.port", {port});')
firefox = subprocess.Popen([program, "--headless", "--marionette", "--profile", profile], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    browser = Marionette(host="127.0.0.1", port=port)
    for attempt in range(60):
        try:
            browser.start_session()
            break
        except Exception:
            time.sleep(1)
    version = browser.session_capabilities["browserVersion"]
    browser.navigate((work / "page.html").as_uri())
    (work / "page.pdf").write_bytes(base64.b64decode(browser._send_message("WebDriver:Print", {}, key="value")))
finally:
    firefox.kill()
    firefox.wait()

found = collections.Counter()

def walk(node):
    if isinstance(node, pikepdf.Array):
        for one in node:
            walk(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found[str(node.S)[1:]] += 1
        if "/K" in node:
            walk(node.K)

with pikepdf.open(work / "page.pdf") as book:
    walk(book.Root.StructTreeRoot)
    said = [name for name in ("/MarkInfo", "/Lang") if name in book.Root]
print(f"Firefox {version}: elements of the structure: {sorted(found)}; of marks and language the file has: {said or 'neither'}")
sys.exit(not (set(found) == {"Link"} and not said))
PY

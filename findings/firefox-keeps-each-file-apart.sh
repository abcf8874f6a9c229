#!/bin/bash
# Firefox ESR 153 (seen), driven by marionette_driver 3.4.0.
#
# Expected: two pages of one folder, opened from disk (file:), share one localStorage, as they do in Chromium and as the
# two pages would on any web server.
# Seen: Firefox gives each file a store of its own.  What one page wrote, the next page of the folder does not see, without
# an error; when the first page is opened again, the value is there.
# Why it matters to a textbook: a book that works from a folder or a memory stick keeps the reader's colours, choices and
# progress in localStorage.  In Firefox they hold for the page on which they were set and for no other, so a book must not
# promise more, and must not ask a second time as if nothing had been said.
set -eu

firefox=$(command -v firefox-esr || command -v firefox) || { echo "needs Firefox (Debian: apt-get install firefox-esr)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check marionette_driver==3.4.0 setuptools
mkdir "$work/book"
for page in one two; do echo "<!doctype html><title>$page</title><p>$page" > "$work/book/$page.html"; done

cat > "$work/see.py" << 'PY'
import sys
from marionette_driver.marionette import Marionette

binary, folder = sys.argv[1:]
client = Marionette(bin=binary, headless=True, gecko_log="/dev/null")
client.start_session()
found = {}
for step, page in enumerate(("one", "two", "one")):
    client.navigate(f"file://{folder}/{page}.html")
    if not step:
        client.execute_script("localStorage.setItem('kept', 'yes')", sandbox=None)
    found[step] = client.execute_script("return localStorage.getItem('kept')", sandbox=None)
version = client.session_capabilities["browserVersion"]
client.cleanup()
print(f"Firefox {version}: one.html reads {found[0]!r}, two.html {found[1]!r}, one.html again {found[2]!r}")
sys.exit(0 if found == {0: "yes", 1: None, 2: "yes"} else 1)
PY
"$work/env/bin/python" "$work/see.py" "$firefox" "$work/book" 2> "$work/log" || { status=$?; tail -5 "$work/log"; exit "$status"; }

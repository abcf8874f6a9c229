#!/usr/bin/env bash
# Sphinx 7.4.7, HTML builder: a second build forgets the index entries of every page that it does not write again.
# Expected: after a word was added to one page, searchindex.js holds the glossary's terms of the other page as before.
# Seen: "indexentries" of the untouched page are gone (its words and titles stay); a clean build brings them back.
# Why it matters to a textbook: a reader who searches for a term of the glossary is led to its definition after a
# clean build and not after the next one, and nothing warns.  An unneeded word stays in the index as an empty list.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "sphinx==7.4.7"
mkdir "$work/book"
cd "$work/book"
echo 'html_copy_source = False' > conf.py
printf 'Start\n=====\n\n.. toctree::\n\n   glossary\n\nA singular word.\n' > index.rst
printf 'Glossary\n========\n\n.. glossary::\n\n   seizure\n      What was taken.\n' > glossary.rst
build() { "$work/venv/bin/python" -m sphinx -q -b html . "$work/html"; }
seen() {
  "$work/venv/bin/python" - "$work/html/searchindex.js" <<'PY'
import json, sys
index = json.loads(open(sys.argv[1]).read()[len("Search.setIndex("):-1])
print("terms in the index:", sorted(index["indexentries"]), "- words without a page:", sorted(w for w, p in index["terms"].items() if p == []))
PY
}
build
first=$(seen)
echo "first build:  $first"
sleep 1
printf 'Start\n=====\n\n.. toctree::\n\n   glossary\n\nA plain word.\n' > index.rst
build
second=$(seen)
echo "second build: $second"
case "$first" in *seizure*) ;; *) echo "the first build has no terms: changed"; exit 1 ;; esac
case "$second" in *seizure*) echo "the second build keeps the term: changed"; exit 1 ;; *) ;; esac
case "$second" in *singular*) ;; *) echo "no word is left without a page: changed"; exit 1 ;; esac

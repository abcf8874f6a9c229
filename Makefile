# Two commands do everything: `make book` and `make test`. The rest is listed by `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The supported Pythons.  The first that the path offers builds the book: the oldest, which CI, Binder and the lock use
# as well, so that everybody sees the same numbers; `make test-pythons` tries the others.  PYTHON=... chooses another.
PYTHONS := 3.11 3.12 3.13 3.14
PYTHON ?= $(shell for p in $(PYTHONS:%=python%) python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/ready
EDITIONS := .venv/editions-ready
HTML := _build/html

.PHONY: help writable book test test-long test-engines test-pictures test-editions editions-ready check faults live serve lab notebooks bench sheet spoken rebuilds test-pythons chapter explorer lock markdown anki zip clean browser instructor slides lite hub hub-ready

help:  ## show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

writable:
	@for folder in . _build .venv; do \
		if [ -e "$$folder" ] && ! [ -w "$$folder" ]; then \
			echo "$(CURDIR) cannot be written (see $$folder): copy the book to a folder of your own and run make there." >&2; exit 1; fi; done

$(READY): requirements.txt pyproject.toml | writable
	@if [ -z "$(PYTHON)" ]; then echo "No Python 3.11 or newer is on the path: install one, or name it with 'make book PYTHON=/path/to/python3.11'." >&2; exit 1; fi
	@command -v git >/dev/null || { echo "git is not on the path: install it and run make again." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv module (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Setting up .venv (once; a few minutes)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $(READY)

# Order only: the tools are set up anew when their own list changes.
$(EDITIONS): requirements-editions.txt requirements-quick-editions.txt | $(READY)
	@echo "Setting up the tools of the editions (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-editions.txt
	@touch $(EDITIONS)

editions-ready: $(EDITIONS)  ## set up the tools that only editions need

.PHONY: quick-editions-ready
quick-editions-ready: $(READY)  ## set up the small tools with which make test also tries the quick editions (0.4 MB)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-quick-editions.txt

book: $(READY)  ## set up and build the book; the last line is the address to open
	@$(BIN)/python -m counternarcotics.book

test: book browser  ## set up, then every check: code, data, prose, labs, pages in a browser
	@$(BIN)/python -m counternarcotics.drafts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m pytest tests src --dist worksteal -n 2 -q -m "not long and not engine and not edition"
	@$(BIN)/python -m pytest notebooks --nbval --dist loadfile -n 2 -q

test-engines: book  ## every page from disk in Firefox and WebKitGTK, where they are installed: no error, links restored, numbers as in Python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-engines.txt
	@$(BIN)/python -m pytest tests/test_engines.py --dist worksteal -n 2 -q -rs -m engine

test-pictures: book browser  ## every figure at every width and setting, and every page in Firefox and WebKitGTK where they are installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-engines.txt
	@$(BIN)/python -m pytest tests/test_geometry.py tests/test_engines.py --dist worksteal -n 2 -q -rs -m "long or engine"

test-long: book browser  ## what takes minutes by itself: every figure at every width, further engines, second builds, seeded faults
	@$(BIN)/python -m pytest tests --dist worksteal -n 2 -q -m "(long or engine) and not edition"

test-editions: book browser $(EDITIONS) $(if $(LONG),.venv/hub-ready)  ## make the quick editions and read them back; LONG=1 the heavy ones, too
	@$(BIN)/python -m pytest tests --dist loadfile -n 2 -q -m "edition$(if $(LONG),, and not long)"

.PHONY: assignments questions
assignments: $(READY)  ## write the labs for a class, without answers, plain and for nbgrader
	@$(BIN)/python -m counternarcotics assignments

questions: book $(EDITIONS)  ## write the pages' questions for Canvas, Moodle and GIFT
	@$(BIN)/python -m counternarcotics questions

check: $(READY)  ## the fast checks: tables, pages, labs, style; charts and quick tests where code changed
	@$(BIN)/python -m counternarcotics.quick_check

faults: $(READY)  ## sow each known fault alone and tell what catches it (some minutes)
	@PYTHONPATH=tests $(BIN)/python -m faults.harness

browser: $(READY)
	@$(BIN)/python tests/browser.py

live: $(READY)  ## rebuild and reload the page in the browser whenever a file is saved (PORT=8000)
	@$(BIN)/python -m counternarcotics.book --live --port $(or $(PORT),8000)

serve: book  ## show the built book at http://localhost:8000
	@$(BIN)/python -m http.server 8000 --directory $(HTML)

lab: $(READY)  ## open JupyterLab on the labs
	@# The root is the repository, so that a lab's links to its chapter lead somewhere; binder/overrides.json shows them as text.
	@$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks \
		--LabApp.app_settings_dir="$(CURDIR)/binder" --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate \
		$(if $(filter 0,$(shell id -u)),--allow-root)

notebooks: $(READY)  ## run every lab and store its outputs; LAB=seizures runs one
	@$(BIN)/python -m counternarcotics.labs $(if $(LAB),"notebooks/$(LAB).ipynb")

rebuilds: $(READY)  ## make every kind of edit and compare a second build with a first one (some minutes; WHOLE=1 for the whole book, ONLY="broken off,title" chooses)
	@$(BIN)/python tests/rebuilds.py $(if $(WHOLE),--whole) --only "$(ONLY)"

bench: book browser  ## measure pages, builds and checks; OLD=/path/to/older/checkout beside it, ONLY=pages,clean chooses, RUNS=3
	@OLD="$(OLD)" ONLY="$(ONLY)" RUNS="$(or $(RUNS),3)" $(BIN)/python tests/bench.py

test-pythons: $(READY)  ## compare every number under the other Pythons that this machine offers
	@$(BIN)/python tests/pythons.py

# make gives PART, NAME, TITLE and PUBLISH to the commands as they are; quotation marks in them do no harm.
export PART NAME TITLE PUBLISH

chapter: $(READY)  ## lay a chapter: make chapter PART=2 NAME=prisons TITLE="Prisons"
	@$(BIN)/python -m counternarcotics.scaffold chapter

explorer: $(READY)  ## lay an explorer with its model: make explorer NAME=bed-days
	@$(BIN)/python -m counternarcotics.scaffold explorer

spoken: book browser  ## open pages with the screen reader Orca, press keys, and write down what is said (some minutes; Debian)
	@$(BIN)/python tests/spoken.py

sheet: $(READY)  ## draw every figure at three widths, light and dark, on one page to look through
	@$(BIN)/python -m counternarcotics.sheet

lock: $(READY)  ## compile requirements.txt from requirements.in
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt

markdown: book $(EDITIONS)  ## the whole text in one Markdown file
	@$(BIN)/python -m counternarcotics.editions.markdown

anki: book $(EDITIONS)  ## the terms and questions as a deck of cards for Anki
	@$(BIN)/python -m counternarcotics.editions.anki

instructor: book  ## the instructor's volume: plans, syllabi, rubrics, keys and papers, apart from the site
	@$(BIN)/python -m counternarcotics.editions.instructor

slides: book  ## a deck a chapter, with live explorers and the notes of its plan (needs npm)
	@$(BIN)/python -m counternarcotics.editions.slides

lite: $(EDITIONS)  ## the labs in the browser with nothing installed: PYODIDE=folder, archive or address of its distribution (needs Node.js)
	@PYODIDE="$(PYODIDE)" $(BIN)/python -m counternarcotics.editions.lite

HUB := .venv/hub-ready

$(HUB): deploy/jupyterhub/requirements.txt deploy/jupyterhub/package.json | $(READY)
	@command -v npm >/dev/null || { echo "npm is not on the path, and the hub needs it for its proxy: install Node.js with npm." >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement deploy/jupyterhub/requirements.txt
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix deploy/jupyterhub
	@touch $(HUB)

hub-ready: $(HUB)  ## set up JupyterHub and its proxy beside the labs' packages

hub: $(HUB)  ## try the labs on a JupyterHub of this machine: any name, no password
	@HUB_TRIAL=1 $(BIN)/jupyterhub --config deploy/jupyterhub/jupyterhub_config.py

.PHONY: pdf epub
pdf: book browser $(EDITIONS)  ## the book as one PDF, printed by Chromium; STUDENT=1 without solutions
	@$(BIN)/python -m counternarcotics.editions.pdf $(if $(STUDENT),--student)

epub: book $(EDITIONS)  ## the book for reading devices, as EPUB
	@$(BIN)/python -m counternarcotics.editions.epub

zip: book  ## the whole site as one file that works from a USB stick
	@PUBLISH=1 $(BIN)/python -m counternarcotics.drafts
	@$(BIN)/python -m counternarcotics.editions.zip

clean: | writable  ## remove what was built
	@rm -rf _build

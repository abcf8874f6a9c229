#!/usr/bin/env bash
# hatchling 1.33.0, pip's editable install (`pip install -e .`) of a project with a src layout.
#
# A wheel is to carry a folder that stands at the top of the repository (data/) inside the package, which the option
# `force-include = { data = "package/data" }` of the wheel target does.
# Expected: an editable install points to the working copy and copies nothing, so that an edited table is seen at once.
# Seen: the .pth file points to src/, and beside it a snapshot of data/ is copied into site-packages/package/data; it
# stays as it was when the table in the repository is edited.  The same wheel made with `only-include` and `sources`
# copies nothing into an editable install.
# Why it matters to a textbook: a correction in a table seems to have no effect, in whatever reads the copy.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip="$folder/venv/bin/python -m pip --disable-pip-version-check --quiet"
$pip install hatchling==1.33.0 editables 2>/dev/null

project() {  # project NAME OPTIONS: a package with a table at the top of its repository
  mkdir -p "$folder/$1/src/$1" "$folder/$1/data"
  touch "$folder/$1/src/$1/__init__.py"
  echo "printed" > "$folder/$1/data/table.csv"
  printf '%s\n' '[build-system]' 'requires = ["hatchling"]' 'build-backend = "hatchling.build"' \
    '[project]' "name = \"$1\"" 'version = "1"' '[tool.hatch.build.targets.wheel]' "$2" > "$folder/$1/pyproject.toml"
  $pip install --no-build-isolation --no-deps -e "$folder/$1" 2>/dev/null
  echo "corrected" > "$folder/$1/data/table.csv"
}

project forced "$(printf 'packages = ["src/forced"]\n[tool.hatch.build.targets.wheel.force-include]\ndata = "forced/data"')"
project mapped "$(printf 'only-include = ["src/mapped", "data"]\nsources = { "src/mapped" = "mapped", "data" = "mapped/data" }\ndev-mode-dirs = ["src"]')"

site=$("$folder/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
copied=$(cat "$site/forced/data/table.csv" 2>/dev/null || echo "no copy")
mapped=$(cat "$site/mapped/data/table.csv" 2>/dev/null || echo "no copy")
echo "force-include, editable, after the correction: site-packages holds '$copied'"
echo "only-include with sources, editable: site-packages holds '$mapped'"
[ "$copied" = "printed" ] && [ "$mapped" = "no copy" ]

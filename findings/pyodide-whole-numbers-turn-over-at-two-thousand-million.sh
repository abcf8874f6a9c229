#!/usr/bin/env bash
# Pyodide 314.0.3 (npm) in Node, with the wheels of numpy 2.4.3 and pandas 3.0.2 that open-webui 0.12.4 (PyPI) carries;
# beside it numpy 2.4.3 and pandas 3.0.2 for this machine.
#
# Expected: the same lines of a lab give the same numbers in the browser as in a notebook on a laptop.
# Seen: numpy's own whole numbers have 32 bits in the browser, and what is too large for them turns over without a
# warning.  A column of kilograms that pandas read from a file is squared rightly (it chose 64 bits itself); after
# .astype(int), which changes nothing on a laptop, 50,000 squared is -1,794,967,296.  5,000,000,000 as a whole number
# becomes 705,032,704; written as 5e9 first, it becomes 2,147,483,647.  The sum of an array of two counts is negative, and
# that of the same array as a column is right.  No error, no warning, and the type is named only where it is asked for.
# Why it matters to a textbook: a lab that runs in the reader's browser prints money and people, and a wrong sum of money
# looks like a number.  .astype("int64") is the same everywhere.
set -eu
command -v node >/dev/null || { echo "needs Node (Debian: apt-get install nodejs npm)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip --disable-pip-version-check --quiet download --no-deps --dest parts open-webui==0.12.4 2>/dev/null
npm pack --silent pyodide@314.0.3 >/dev/null
mkdir pyodide
tar xzf pyodide-314.0.3.tgz --strip-components=1 -C pyodide
venv/bin/python - <<'PYTHON'
import pathlib
import zipfile

with zipfile.ZipFile(next(pathlib.Path("parts").glob("*.whl"))) as packed:
    for name in packed.namelist():
        if "/pyodide/" in name and name.endswith(".whl"):
            pathlib.Path("pyodide", name.rpartition("/")[2]).write_bytes(packed.read(name))
PYTHON
cat > lab.py <<'PYTHON'
import io
import json
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("error")
np.seterr(all="raise")
read = pd.read_csv(io.StringIO("year,kg\n1999,50000\n2000,70000\n")).kg
counts = np.array([1_500_000_000, 1_500_000_000])
said = json.dumps(
    {
        "squares of a column that was read": (read**2).tolist(),
        "after .astype(int)": (read.astype(int) ** 2).tolist(),
        'after .astype("int64")': (read.astype("int64") ** 2).tolist(),
        "5,000,000,000 as int": pd.Series([5_000_000_000]).astype(int).tolist(),
        "5e9 as int": pd.Series([5e9]).astype(int).tolist(),
        "sum of an array": int(counts.sum()),
        "sum of the array as a column": int(pd.Series(counts).sum()),
    }
)
PYTHON
cat > run.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { loadPyodide } from "./pyodide/pyodide.mjs";
const py = await loadPyodide({ indexURL: "./pyodide/" });
await py.loadPackage(["numpy", "pandas"], { messageCallback: () => {} });
console.log(py.runPython(readFileSync("lab.py", "utf8") + "\nsaid"));
SCRIPT
node run.mjs > browser.json
venv/bin/python -m pip --disable-pip-version-check --quiet install numpy==2.4.3 pandas==3.0.2 2>/dev/null
{ cat lab.py; echo 'print(said)'; } | venv/bin/python - > laptop.json
venv/bin/python - <<'PYTHON'
import json

browser, laptop = (json.load(open(f"{name}.json")) for name in ("browser", "laptop"))
for what, number in laptop.items():
    print(f"{what}: {number} on a laptop, {browser[what]} in Pyodide")
differ = [what for what in laptop if laptop[what] != browser[what]]
assert differ == ["after .astype(int)", "5,000,000,000 as int", "5e9 as int", "sum of an array"]
assert browser["after .astype(int)"][0] == 50_000**2 - 2**32
assert browser["sum of an array"] == 3_000_000_000 - 2**32
PYTHON

"""Lite edition: the labs in the browser, with nothing installed and nothing asked of another host.

``make lite PYODIDE=...`` puts JupyterLite with Pyodide into ``_build/editions/lite``, from where the next ``make book``
serves it beside the site.  PYODIDE names Pyodide's distribution: a folder, an archive, or the address of one.

What is compiled (the engine, NumPy, pandas, SciPy) comes from the distribution, accepted by the SHA-256 of its own lock;
what is pure Python comes from ``requirements-lite.txt``, accepted by the SHA-256 there; the package's wheel is made here
and carries the tables.  What is accepted is then packed anew with bytecode for source (``bytecode.py``), and a new lock lists
all of it with its own SHA-256, so that the kernel loads them at once, compiles nothing and asks no index.  No browser has vl-convert: a wheel of the same name compiles specifications with the Vega-Lite that it carries, and the page draws.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

from counternarcotics import web
from counternarcotics.editions import ROOT, EditionError, bytecode, in_browser, made_from, offered, run, tool
from counternarcotics.editions.unrun import unrun, written
from counternarcotics.editions.zip import entry

PYODIDE = "314.0.3"
CORE = ("pyodide-lock.json", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
COMPILED = ("numpy", "pandas", "scipy", "micropip", "python-dateutil", "six")  # in the lock of the distribution
# What the kernel asks for by name and IPython does without: five megabytes that complete words from source code, beside
# those that are completed from what is there.  A wheel without content answers for it.
WITHOUT = {"jedi": "0.20.1"}
FROM_SOURCE = "markupsafe"  # whose wheels are all compiled; built without a compiler it is pure
LATER = {"what-if.ipynb": "scipy"}  # heavy, and asked for by one lab, whose first cell names it
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?:\.\./|[\w-]+\.ipynb)[^)]*\)")
_DRAWS = "globalThis.counternarcoticsCompile = (text) => JSON.stringify(compile(JSON.parse(text)).spec);"


# -- Pyodide's distribution ------------------------------------------------------------------------------


def distribution(named: str, work: Path) -> Path:
    """Return the folder of the distribution that was named: a folder, an archive or an address.

    Raises EditionError for anything that is none of these, or lacks a file of the engine.
    """
    if not named:
        msg = (
            f"PYODIDE is not set: name Pyodide {PYODIDE} as a folder, an archive or an address, as in "
            f"`make lite PYODIDE=pyodide-{PYODIDE}.tar.bz2`; its project publishes the archive with each release."
        )
        raise EditionError(msg)
    source = _brought(named, work) if re.match(r"https?://", named) else Path(named)
    if source.is_file():
        source = _opened(source, work / "distribution")
    if not source.is_dir():
        msg = f"PYODIDE={named}: there is no such folder or archive; name Pyodide {PYODIDE} as one of them."
        raise EditionError(msg)
    found = next((path.parent for path in sorted(source.rglob("pyodide-lock.json"))), source)
    missing = [name for name in CORE if not (found / name).is_file()]
    if missing:
        msg = f"{found} is not the whole of Pyodide: {', '.join(missing)} is missing; unpack it again."
        raise EditionError(msg)
    return found


def _brought(address: str, work: Path) -> Path:
    target = work / (address.rstrip("/").rpartition("/")[2] or "pyodide")
    try:
        with urllib.request.urlopen(address, timeout=60) as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except OSError as error:
        msg = f"{address} could not be fetched ({error}): fetch Pyodide {PYODIDE} by hand and name the file."
        raise EditionError(msg) from error
    return target


def _opened(archive: Path, target: Path) -> Path:
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        msg = f"{archive} is no whole archive ({str(error).splitlines()[0]}): fetch Pyodide {PYODIDE} again."
        raise EditionError(msg) from error
    return target


def locked(folder: Path) -> dict[str, Any]:
    """Return the lock of a distribution; raise EditionError where it cannot be read or is of another release."""
    try:
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
        lock["info"]["python"], lock["packages"]["numpy"]["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{folder / 'pyodide-lock.json'} is not a lock of Pyodide ({error}): unpack the distribution again."
        raise EditionError(msg) from error
    return lock


def accepted(folder: Path, lock: dict[str, Any], name: str) -> Path:
    """Return the wheel of a package in a distribution; raise EditionError unless it is there, with the lock's SHA-256."""
    said = lock["packages"].get(name)
    path = folder / said["file_name"] if said else folder / name
    if not said or not path.is_file():
        msg = f"{folder} has no wheel of {name}: take the full distribution of Pyodide {PYODIDE}, not its core alone."
        raise EditionError(msg)
    if hashlib.sha256(path.read_bytes()).hexdigest() != said["sha256"]:
        msg = f"{path} has another SHA-256 than pyodide-lock.json says: it is broken or not of this release; fetch it again."
        raise EditionError(msg)
    return path


# -- what the distribution does not hold -------------------------------------------------------------------


def pure(root: Path, work: Path) -> list[Path]:
    """Return the wheels of ``requirements-lite.txt`` and of the package itself, none of them compiled."""
    lines = (root / "requirements-lite.txt").read_text(encoding="utf-8").splitlines()
    from_source = [line for line in lines if line.startswith(FROM_SOURCE)]
    for name, chosen in (("wheels", [line for line in lines if line not in from_source]), ("source", from_source)):
        (work / f"{name}.txt").write_text("\n".join(chosen), encoding="utf-8")
    target = work / "wheels"
    only_pure = ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none"]
    listed = ["--no-deps", "--require-hashes", "--requirement"]
    _pip("download", *only_pure, "--python-version", "3.14", "--dest", target, *listed, work / "wheels.txt")
    _pip("wheel", "--no-binary", ":all:", "--wheel-dir", target, *listed, work / "source.txt", CC="false")
    _pip("wheel", "--no-deps", "--wheel-dir", target, root)
    wheels = sorted(target.glob("*.whl"))
    for path in wheels:
        if not path.name.endswith("-none-any.whl"):
            msg = f"{path.name} is compiled and cannot run in a browser: look at requirements-lite.txt."
            raise EditionError(msg)
    return wheels


def _pip(*asked: str | Path, **more: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, asked)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | more)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        msg = f"pip could not {asked[0]} what the lite edition needs: {said[0] if said else 'it said nothing'}"
        raise EditionError(msg)


def drawing_wheel(target: Path) -> Path:
    """Write the wheel that stands for vl-convert in the browser, and return it."""
    import vl_convert

    version = f"{vl_convert.__version__}+browser"
    compiler = vl_convert.javascript_bundle(f"import {{ compile }} from {json.dumps(_VEGA_LITE)};\n{_DRAWS}")
    files = {
        "vl_convert/__init__.py": Path(in_browser.__file__).read_text(encoding="utf-8").replace("VERSION", version),
        "vl_convert/compiler.js": compiler,
        "vl_convert/runtime.js": web.bundled(),
    }
    return _wheel(target, "vl_convert_python", version, files)


def _wheel(target: Path, name: str, version: str, files: dict[str, str]) -> Path:
    info = f"{name}-{version}.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: counternarcotics\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = target / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, text in files.items():
            packed.writestr(entry(file), text)
        packed.writestr(entry(f"{info}/RECORD"), "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD")))
    return path


_VEGA_LITE = "https://cdn.jsdelivr.net/npm/vega-lite@6.4.1/+esm.js"


# -- the site ----------------------------------------------------------------------------------------------


def lock_of(wheels: list[Path], info: dict[str, Any]) -> dict[str, Any]:
    """Return a lock of Pyodide that lists wheels; none depends on another, since the kernel loads all of them at once."""
    packages = {}
    for path in wheels:
        name, version = path.name.split("-")[:2]
        called = re.sub(r"[-_.]+", "-", name).lower()
        packages[called] = {
            "name": called,
            "version": version,
            "file_name": path.name,
            "install_dir": "site",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": [called] if called in LATER.values() else [],
            "depends": [],
        }
    return {"info": info, "packages": dict(sorted(packages.items()))}


def labs(root: Path, target: Path) -> list[str]:
    """Copy the labs without outputs, with their links to files of the repository as words; return their names."""
    target.mkdir(parents=True)
    asks = dict(LATER)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        lab = unrun(path)
        lab["metadata"]["kernelspec"] = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
        for cell in lab["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                cell["source"] = _LINK.sub(r"\1", text)
            elif path.name in asks and "import " in text:
                cell["source"] = f"import {asks.pop(path.name)}  # loaded when a cell names it\n{text}"
        (target / path.name).write_text(written(lab), encoding="utf-8")
    return [path.name for path in sorted(target.glob("*.ipynb"))]


def make(root: Path = ROOT, named: str = "") -> Path:
    """Make the edition and return its folder; raise EditionError where something is missing or not what it should be."""
    tool("jupyterlite_core")
    tool("jupyterlite_pyodide_kernel")
    with tempfile.TemporaryDirectory(prefix="lite-") as made:
        work = Path(made)
        folder = distribution(named, work)
        info = locked(folder)["info"]
        extensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
        wheels = brought(folder, root, work, extensions)
        labs(root, work / "site" / "files")
        settings = json.dumps(_settings(lock_of(wheels, info), root), indent=1)
        (work / "site" / "jupyter-lite.json").write_text(settings, encoding="utf-8")
        built = _lite(work / "site", extensions)
        engine = built / "static" / "pyodide"
        engine.mkdir(parents=True, exist_ok=True)
        for path in [*wheels, *(folder / name for name in CORE[1:])]:
            shutil.copyfile(path, engine / path.name)
        served = [engine / path.name for path in wheels]
        (engine / CORE[0]).write_text(json.dumps(lock_of(served, info)), encoding="utf-8")
        bytecode.compiled(engine, sorted((built / "files").glob("*.ipynb")), work / "bytecode")
        (engine / CORE[0]).write_text(json.dumps(lock_of(served, info)), encoding="utf-8")
        for path in _unread(built):
            path.unlink()
        target = root / "_build" / offered.FOLDER / offered.LITE
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built, target)
    return target


def brought(folder: Path, root: Path, work: Path, extensions: Path) -> list[Path]:
    """Return the wheels of the edition as they came: of the distribution, of the list, made here, and of the kernel."""
    lock = locked(folder)
    wheels = [accepted(folder, lock, name) for name in COMPILED]
    wheels += [*pure(root, work), drawing_wheel(work)]
    wheels += [_wheel(work, name, f"{version}+none", {}) for name, version in WITHOUT.items()]
    return [*wheels, *_of_the_kernel(extensions / EXTENSIONS[0])]


def _unread(built: Path) -> list[Path]:
    """Return what no browser that runs the labs asks for: what is of the makers, and icon fonts in the forms of older ones."""
    icons = [path for path in built.glob("build/fa-*") if path.suffix != ".woff2"]
    return [*built.rglob("*.map"), *built.glob("rspack.config*.js"), *icons]


def _of_the_kernel(extension: Path) -> list[Path]:
    """Return the wheels that the kernel brings along; the older of two that stand for one package is left out."""
    found = {path.name.split("-")[0]: path for path in sorted((extension / "static" / "pypi").glob("*.whl"))}
    return list(found.values())


def _settings(lock: dict[str, Any], root: Path) -> dict[str, Any]:
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [name for name in lock["packages"] if name not in LATER.values()]},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": f"Labs of the textbook{', ' * bool(made_from(root))}{made_from(root)}",
            "exposeAppInBrowser": True,
            "enableMemoryStorage": False,
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        },
    }


def _lite(site: Path, extensions: Path) -> Path:
    """Let JupyterLite write its site, and return the folder."""
    chosen = {
        "lite_dir": str(site),
        "output_dir": str(site / "out"),
        "contents": [str(site / "files")],
        "apps": ["lab"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(extensions / name) for name in EXTENSIONS],
    }
    (site / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": chosen}), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=site, check=False, capture_output=True, text=True)
    if done.returncode or not (site / "out" / "lab" / "index.html").exists():
        said = (done.stderr or done.stdout).strip().splitlines()
        msg = f"JupyterLite {importlib.metadata.version('jupyterlite-core')} could not write its site: {said[-1] if said else ''}"
        raise EditionError(msg)
    return site / "out"


if __name__ == "__main__":
    run(lambda: make(Path.cwd(), os.environ.get("PYODIDE", "")))

"""The same numbers under every Python that this machine offers: ``make test-pythons`` runs it.

Each version gets an environment of its own in ``_build/pythons`` with the locked versions of the packages, works out
every digit of the book, and runs the tests of the models.  A version that is not here is named and left out.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "_build" / "pythons"
PROBE = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:2])))"


def supported() -> list[str]:
    """Return the versions that the Makefile names."""
    return re.search(r"^PYTHONS := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)[
        1
    ].split()


def interpreter(version: str) -> str | None:
    """Return a Python of this version: on the path, of pyenv, or of uv."""
    candidates = [shutil.which(f"python{version}")]
    candidates += sorted(map(str, (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")), reverse=True)
    candidates += sorted(
        map(str, (Path.home() / ".local" / "share" / "uv" / "python").glob(f"cpython-{version}*/bin/python3"))
    )
    return next((path for path in candidates if path and _answers(path) == version), None)


def _answers(path: str) -> str:
    asked = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def environment(version: str, python: str) -> Path:
    """Return the Python of an environment that holds what the labs and the models' tests need."""
    folder = FOLDER / version
    made = folder / "ready"
    lock = ROOT / "requirements.txt"
    if not made.exists() or made.stat().st_mtime < lock.stat().st_mtime:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, "-m", "venv", folder], check=True)
        pinned = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("-e ")]
        (folder / "constraints.txt").write_text("\n".join(pinned) + "\n", encoding="utf-8")
        command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        packages = ["pytest", "hypothesis", "frictionless", "-e", ROOT]
        subprocess.run([*command, "--constraint", folder / "constraints.txt", *packages], check=True)
        made.touch()
    return folder / "bin" / "python"


def differences(one: dict, other: dict) -> list[str]:
    """Return a sentence for every place where two versions of Python disagree."""
    said = []
    for place in one.keys() | other.keys():
        if one.get(place) != other.get(place):
            said.append(f"{place}: {_first(one.get(place), other.get(place))}")
    return sorted(said)


def _first(one: object, other: object) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        part = next(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
        return f"{part}: {_first(one.get(part), other.get(part))}"
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return next(f"{a} and {b}" for a, b in zip(one, other, strict=True) if a != b)
    return f"{one} and {other}"


def worked_out(python: Path | str) -> dict:
    """Return every digit of the book as this Python works it out."""
    command = [python, ROOT / "tests" / "digits.py"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Try every supported version but the one that runs this, and stop with 1 when a digit or a test differs."""
    own = ".".join(map(str, sys.version_info[:2]))
    here = {v: interpreter(v) for v in supported() if v != own}
    missing = [version for version, python in here.items() if python is None]
    if missing:
        print(f"Not on this machine, and so not tried: Python {', '.join(missing)}.")
    found = {version: python for version, python in here.items() if python}
    if not found:
        print(f"No other Python is on the path, in pyenv or in uv: only {own} was tried.")
        return
    expected, wrong = worked_out(sys.executable), False
    for version, python in found.items():
        print(f"Python {version}: setting up its environment (once) and working out every number", flush=True)
        used = environment(version, python)
        said = differences(expected, worked_out(used))
        tests = [*sorted((ROOT / "tests").glob("test_models_*.py")), ROOT / "tests" / "test_numberlike.py"]
        options = ["-q", "-m", "not slow", "--noconftest", "-p", "no:cacheprovider"]
        failed = subprocess.run([used, "-m", "pytest", *options, *tests], cwd=ROOT, check=False).returncode
        wrong = wrong or bool(said) or bool(failed)
        print(f"Python {version}: {len(expected)} places compared with {own}, {len(said)} differ.")
        print("\n".join(said[:20]))
    sys.exit(wrong)


if __name__ == "__main__":
    main()

"""The browser of the page tests, the one that prints editions; ``make browser`` sees that there is one."""

from __future__ import annotations

import subprocess
import sys

from counternarcotics.editions import EditionError
from counternarcotics.editions.chromium import MISSING, browser, installed


def ensure() -> None:
    """Make sure that a browser is there; say in one line what to do when none can be had."""
    if installed():
        return
    try:
        with browser():
            return
    except EditionError:
        done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if done.returncode:
        print(MISSING, file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    ensure()

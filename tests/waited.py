"""Run a command, then wait for everything that it started and left behind: ``python -ISE waited.py COMMAND ...``.

The system adds the processor time of a process to its parent's when the parent waits for it.  Browsers and workers that
outlive whoever started them would be missed, so this process adopts them (on Linux) and waits until they have ended.
"""

import ctypes
import os
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
LONGEST = 60  # seconds: what has not ended then is a server that nobody ended


def main() -> int:
    """Return what the command returned."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    returned = subprocess.run(sys.argv[1:], check=False).returncode
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if not ended:
            time.sleep(0.05)
    return returned


if __name__ == "__main__":
    sys.exit(main())

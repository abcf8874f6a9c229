"""Running: one hand-in in a fresh kernel, told event by event to whoever started it.

``python -m counternarcotics.classroom.running NOTEBOOK EVENTS OUTPUT_MB PACKAGE`` is a process of its own, which
:mod:`counternarcotics.classroom.grading` watches and ends when it takes too long or too much.  The kernel, and it
alone, imports the students' package from the folder PACKAGE.  Every event is a line of JSON in the file EVENTS, written
as it happens, so that what was answered before an end is known.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from counternarcotics.classroom import notebooks
from counternarcotics.classroom.student_checks import ANSWER_MIME

ENOUGH = 8  # failing cells that are told

# Run in the kernel before the first cell.  A loop that prints fills the kernel's memory before a client sees a message,
# so the kernel counts what is printed, and ends itself.
_STARTUP = """\
def _count(stream, left=[{allowed}]):
    import os
    write = stream.write

    def counted(text):
        left[0] -= len(text)
        if left[0] < 0:
            with open({events!r}, "a") as file:
                file.write('{{"end": "output"}}\\n')
            os._exit(1)
        return write(text)

    stream.write = counted

import sys
_count(sys.stdout)
_count(sys.stderr)
del _count, sys
"""


class TooMuchOutputError(RuntimeError):
    """A hand-in printed or drew more than it may."""


class _Client(NotebookClient):
    """A client that counts what a notebook prints, takes answers down, and keeps nothing else."""

    def watch(self, events: Path, allowed: float) -> None:
        self.events, self.left = events, allowed

    def tell(self, **event: Any) -> None:
        with self.events.open("a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")

    def process_message(self, msg: dict, cell: Any, cell_index: int) -> Any:
        """Count one message; an answer in it is told, and its content goes no further."""
        content = msg["content"]
        if msg["msg_type"] in {"stream", "display_data", "execute_result", "update_display_data"}:
            data = content.get("data") or {"text": content.get("text", "")}
            self.left -= sum(len(part) if isinstance(part, str) else len(json.dumps(part)) for part in data.values())
            if self.left < 0:
                raise TooMuchOutputError
            if isinstance(answer := data.get(ANSWER_MIME), dict):
                self.tell(answer=answer, cell=cell_index)
            return None
        if msg["msg_type"] == "error":
            self.tell(error=f"{content.get('ename')}: {content.get('evalue')}"[:300], cell=cell_index)
        return super().process_message(msg, cell, cell_index)


def run(path: Path, events: Path, output: float, package: Path) -> None:
    """Run a notebook to its end, or until a limit; tell answers, errors and how it ended."""
    notebook = notebooks.read(path)
    startup = Path(os.environ["IPYTHONDIR"]) / "profile_default" / "startup"
    startup.mkdir(parents=True)
    written = _STARTUP.format(allowed=output * 1e6, events=str(events))
    (startup / "00-output.py").write_text(written, encoding="utf-8")
    client = _Client(notebook, timeout=None, allow_errors=True, kernel_name="python3", store_widget_state=False)
    client.watch(events, output * 1e6)
    try:
        client.execute(env=os.environ | {"PYTHONPATH": str(package)})
        client.tell(end="done")
    except TooMuchOutputError:
        client.tell(end="output")
    except DeadKernelError:
        client.tell(end="died")
    except Exception as error:
        client.tell(end="broken", why=f"{type(error).__name__}: {error}"[:300])


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
    sys.stdout.flush()
    os._exit(0)  # a kernel that does not answer must not keep this process

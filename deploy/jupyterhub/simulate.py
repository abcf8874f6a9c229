"""A simulated class: students who sign in at once, start a server each and run a lab from its first cell to its last.

    python deploy/jupyterhub/simulate.py --users 30 --lab seizures

starts the hub in trial mode on free ports, and prints for the class: how many finished, seconds until a server was
ready, until the first cell had run and until the last had (median and slowest), and memory for each student.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass
class Student:
    """What one student saw: seconds since the class began; what he or she took: bytes of memory, seconds of processor time.

    `failed` says why it did not go on.
    """

    name: str
    ready: float = 0.0
    first: float = 0.0
    last: float = 0.0
    memory: int = 0
    failed: str = ""
    processor: float = 0.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def hub(users: int):
    """Start the hub of this folder in trial mode; yield its address and a token for the simulation."""
    token, ports = secrets.token_hex(16), [free_port() for _ in range(3)]
    with tempfile.TemporaryDirectory() as state:
        settings = {
            "HUB_TRIAL": "1", "HUB_STATE": state, "HUB_USERS": str(users), "HUB_TOKEN": token, "HUB_PORT": str(ports[1]),
            "HUB_ADDRESS": f"http://127.0.0.1:{ports[0]}", "HUB_PROXY_API": f"http://127.0.0.1:{ports[2]}",
        }  # fmt: skip
        command = [sys.executable, "-m", "jupyterhub", "--config", str(HERE / "jupyterhub_config.py")]
        with (Path(state) / "hub.log").open("w") as log:
            running = subprocess.Popen(command, env={**os.environ, **settings}, cwd=state, stdout=log, stderr=log)
            try:
                yield f"http://127.0.0.1:{ports[0]}", token
            except Exception:
                print((Path(state) / "hub.log").read_text()[-3000:], file=sys.stderr)
                raise
            finally:
                family = psutil.Process(running.pid).children(recursive=True) if running.poll() is None else []
                running.terminate()
                try:
                    running.wait(20)
                except subprocess.TimeoutExpired:
                    running.kill()
                for one in family:
                    if one.is_running():
                        one.kill()


class Session:
    """Requests to the hub with the simulation's token."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token
        AsyncHTTPClient.configure(None, max_clients=1000)
        self.client = AsyncHTTPClient()

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Return the answer to a request, as JSON; raise HTTPClientError where the hub refuses."""
        request = HTTPRequest(
            f"{self.address}{path}", method=method, headers={"Authorization": f"token {self.token}"},
            body=json.dumps(body or {}) if method == "POST" else None, request_timeout=300, connect_timeout=60,
        )  # fmt: skip
        answer = await self.client.fetch(request)
        return json.loads(answer.body) if answer.body else None

    async def up(self) -> None:
        """Wait until the hub answers; raise TimeoutError after a minute."""
        for _ in range(120):
            try:
                await self.ask("GET", "/hub/api/")
                return
            except (HTTPClientError, OSError):
                await asyncio.sleep(0.5)
        msg = "The hub did not answer within a minute: see its log above."
        raise TimeoutError(msg)


def cells(lab: Path) -> list[str]:
    """Return the code of a lab, cell by cell."""
    notebook = json.loads(lab.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


async def study(session: Session, student: Student, code: list[str], start: float) -> None:
    """Let a student start a server and run a lab; whatever goes wrong is written to `failed`."""
    try:
        await session.ask("POST", f"/hub/api/users/{student.name}")
        await session.ask("POST", f"/hub/api/users/{student.name}/server")
        while not (await session.ask("GET", f"/hub/api/users/{student.name}"))["servers"].get("", {}).get("ready"):
            await asyncio.sleep(0.5)
        student.ready = time.monotonic() - start
        kernel = (await session.ask("POST", f"/user/{student.name}/api/kernels"))["id"]
        address = f"{session.address.replace('http', 'ws', 1)}/user/{student.name}/api/kernels/{kernel}/channels"
        request = HTTPRequest(address, headers={"Authorization": f"token {session.token}"})
        channel = await websocket_connect(request, max_message_size=100_000_000)
        for i, source in enumerate(code):
            await run_cell(channel, source)
            if i == 0:
                student.first = time.monotonic() - start
        student.last = time.monotonic() - start
        student.memory, student.processor = memory(student.name), processor(student.name)
        channel.close()
    except (HTTPClientError, RuntimeError, OSError, KeyError) as error:
        student.failed = f"{type(error).__name__}: {error}"


async def run_cell(channel: Any, source: str) -> None:
    """Run a cell and wait for its end; raise RuntimeError with the kernel's error."""
    asked = uuid.uuid4().hex
    header = {"msg_id": asked, "msg_type": "execute_request", "username": "", "session": asked, "version": "5.4"}
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}  # fmt: skip
    message = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }
    await channel.write_message(json.dumps(message))
    while True:
        text = await channel.read_message()
        if text is None:
            msg = "the connection to the kernel was closed"
            raise RuntimeError(msg)
        if isinstance(text, bytes):
            continue
        answer = json.loads(text)
        if answer["parent_header"].get("msg_id") != asked:
            continue
        if answer["msg_type"] == "error":
            msg = f"{answer['content']['ename']}: {answer['content']['evalue']}"
            raise RuntimeError(msg)
        if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
            return


def memory(name: str) -> int:
    """Return the bytes that a student's processes hold for themselves, shared ones divided (Linux's PSS)."""
    return summed(name, lambda one: one.memory_full_info().pss)


def processor(name: str) -> float:
    """Return the seconds of processor time that a student's processes took."""
    return summed(name, lambda one: sum(one.cpu_times()[:4]))


def summed(name: str, taken: Callable[[psutil.Process], float]) -> float:
    """Return what all processes of a student took together."""
    total = 0
    for one in psutil.process_iter():
        try:
            if one.environ().get("JUPYTERHUB_USER") == name:
                total += taken(one)
        except psutil.Error:
            continue
    return total


async def run_class(users: int, lab: Path) -> list[Student]:
    """Run a class of `users` students through a lab, all at once, and return what each saw."""
    students = [Student(f"student-{i:03}") for i in range(1, users + 1)]
    with hub(users) as (address, token):
        session = Session(address, token)
        await session.up()
        start = time.monotonic()
        await asyncio.gather(*(study(session, one, cells(lab), start) for one in students))
    return students


def report(students: list[Student]) -> str:
    """Return the figures of a class in lines."""
    held = [one for one in students if not one.failed]
    lines = [f"{len(held)} of {len(students)} students ran the lab to its last cell"]
    for word, name in (("server ready", "ready"), ("first cell", "first"), ("last cell", "last")):
        seconds = sorted(getattr(one, name) for one in held)
        if seconds:
            lines.append(f"{word}: {statistics.median(seconds):.1f} s, slowest {seconds[-1]:.1f} s")
    if held:
        each = statistics.median(one.memory for one in held) / 1e6
        lines.append(
            f"memory: {each:.0f} MB a student; 30 need {each * 30 / 1e3:.0f} GB, 300 need {each * 300 / 1e3:.0f} GB"
        )
    lines += [f"{one.name}: {one.failed}" for one in students if one.failed]
    return "\n".join(lines)


def main() -> None:
    """Run a class and print its figures; end with 1 when a student could not finish."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--users", type=int, default=30)
    asked.add_argument("--lab", default="seizures")
    given = asked.parse_args()
    lab = ROOT / "notebooks" / f"{given.lab}.ipynb"
    if not lab.exists():
        sys.exit(
            f"There is no lab {given.lab!r} in {lab.parent}: name one of {', '.join(sorted(p.stem for p in lab.parent.glob('*.ipynb')))}."
        )
    students = asyncio.run(run_class(given.users, lab))
    print(report(students))
    sys.exit(any(one.failed for one in students))


if __name__ == "__main__":
    main()

"""Two further engines for the built pages: Firefox by Marionette, WebKitGTK by its own driver on a screen of its own.

Each gives ``open(address)`` and ``run(body, *arguments)``: the body of an async function, run in the page, whose
``given`` are the arguments and whose result comes back as plain data.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1280, 900
PATIENCE = 120  # seconds that one call may take before the engine counts as hung

# Arguments and result travel as text, so that no engine has to carry an object of the page.
_WRAPPED = """
const done = arguments[arguments.length - 1];
(async (given) => {{ {body} }})(JSON.parse(arguments[0]))
  .then((said) => done(JSON.stringify({{ said: said ?? null }})), (error) => done(JSON.stringify({{ error: String(error) }})));
"""


# Neither driver tells what a page's scripts throw while it loads, so a copy of each page begins with a script that listens.
_LISTENER = """
window.heard = [];
addEventListener("error", (event) => {
  const { message, filename, lineno, target } = event;
  heard.push(message ? `${message} (${String(filename).split("/").pop()}, line ${lineno})` : `${target.src ?? target.href} did not load`);
}, true);
addEventListener("unhandledrejection", (event) => heard.push(`unhandled: ${event.reason}`));
addEventListener("securitypolicyviolation", (event) => heard.push(`${event.violatedDirective} forbids ${event.blockedURI}`));
"""


def listening(html: Path, copy: Path) -> Path:
    """Return a copy of the built book, in the folder `copy`, whose pages keep in ``heard`` what their scripts throw."""
    for path in html.iterdir():
        if path.name == "_static":
            (copy / path.name).symlink_to(path)
    (copy / "listener.js").write_text(_LISTENER, encoding="utf-8")
    for path in html.rglob("*.html"):
        kept = copy / path.relative_to(html)
        kept.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (len(kept.relative_to(copy).parts) - 1)
        text = path.read_text(encoding="utf-8")
        heard = re.sub(r"(<meta charset[^>]*>)", rf'\1<script src="{up}listener.js"></script>', text, count=1)
        kept.write_text(heard, encoding="utf-8")
    return copy


class EngineMissingError(RuntimeError):
    """What this machine lacks to run an engine, as a sentence."""


def _told(answer: str) -> Any:
    answer = json.loads(answer)
    if "error" in answer:
        raise AssertionError(answer["error"])
    return answer["said"]


# What Firefox has written into its console of files from disk: errors and warnings, and what a page's script logs.
# A formula of which half has arrived when Firefox first lays the page out lacks parts for that moment; whether one lacks
# them for good is tested in its HTML (tests/test_formulas.py).
_CONSOLE = """
const events = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
const written = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError)
  .map((one) => [one.sourceName, one.lineNumber, one.errorMessage]);
const logged = events.getEvents().map((one) => [one.filename, one.lineNumber, [...(one.arguments ?? [])].map(String).join(" ")]);
Services.console.reset();
events.clearEvents();
return [...written, ...logged].filter(([source, , words]) => source?.startsWith("file:") && !/Incorrect number of children for <m/.test(words))
  .map(([source, line, words]) => `${words} (${source.split("/").pop()}, line ${line})`);
"""


class Firefox:
    """Firefox without a window."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def open(self, address: str) -> None:
        """Open a page from nothing."""
        self.client.navigate("about:blank")
        self.client.navigate(address)

    def run(self, body: str, *given: Any) -> Any:
        """Return what the page's function gives."""
        script = _WRAPPED.format(body=body)
        return _told(self.client.execute_async_script(script, [json.dumps(given)], sandbox=None))

    def warned(self) -> list[str]:
        """Return what the console holds of pages from disk since the last call."""
        with self.client.using_context("chrome"):
            return self.client.execute_script(_CONSOLE)


class WebKit:
    """WebKitGTK in its small browser."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Open a page from nothing."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def run(self, body: str, *given: Any) -> Any:
        """Return what the page's function gives."""
        return _told(self.driver.execute_async_script(_WRAPPED.format(body=body), json.dumps(given)))

    def warned(self) -> list[str]:
        """Return nothing: its driver does not hand over the console."""
        return []


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Yield a Firefox; raise :class:`EngineMissingError` where there is none."""
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if not binary:
        msg = "Firefox is not installed (Debian: apt-get install firefox-esr)."
        raise EngineMissingError(msg)
    try:
        from marionette_driver.marionette import Marionette
    except ImportError:
        msg = "Firefox has no driver here: pip install -r requirements-engines.txt."
        raise EngineMissingError(msg) from None
    open_to_us = ["-remote-allow-system-access"]  # the console is part of the browser, not of the page
    prefs = {"app.update.enabled": False}
    client = Marionette(bin=binary, headless=True, gecko_log="-", prefs=prefs, app_args=open_to_us)
    try:
        client.start_session()
        client.timeout.script = client.timeout.page_load = PATIENCE
        client.set_window_rect(width=WIDTH, height=HEIGHT)
        yield Firefox(client)
    finally:
        client.cleanup()
        client.instance.profile.cleanup()  # else it is tried when the interpreter ends, which is too late


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Yield a WebKitGTK; raise :class:`EngineMissingError` where there is none."""
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    tools = [shutil.which("WebKitWebDriver"), shutil.which("Xvfb")]
    if not browsers or not all(tools):
        msg = "WebKitGTK is not installed (Debian: apt-get install webkit2gtk-driver xvfb)."
        raise EngineMissingError(msg)
    try:
        from selenium import webdriver
    except ImportError:
        msg = "WebKitGTK has no driver here: pip install -r requirements-engines.txt."
        raise EngineMissingError(msg) from None
    with _screen(tools[1]) as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(browsers[-1])
        options.add_argument("--automation")
        service = webdriver.WebKitGTKService(tools[0], env={**_environment(), "DISPLAY": display})
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            driver.set_script_timeout(PATIENCE)
            driver.set_page_load_timeout(PATIENCE)
            driver.set_window_size(WIDTH, HEIGHT)
            yield WebKit(driver)
        finally:
            driver.quit()


def _environment() -> dict[str, str]:
    # The sandbox and the graphics card are nothing that a test of pages needs, and both are missing in containers.
    calm = {
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "GDK_BACKEND": "x11",
    }
    return {**os.environ, **calm, "XDG_RUNTIME_DIR": tempfile.gettempdir()}


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """Yield the name of a screen that nobody sees; the program itself finds a free number and tells it."""
    run = subprocess.Popen(
        [program, "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield f":{run.stdout.readline().strip()}"
    finally:
        run.terminate()
        run.wait()

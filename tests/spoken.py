"""What a screen reader says: Orca and Firefox on a screen that nobody sees, walked through by keys (``make spoken``).

Orca writes each phrase that it would speak to its debug file, so that no voice and no sound card is needed.  What was
said goes to ``book/reference/spoken.csv``, which the page on accessibility prints.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
TABLE = ROOT / "book" / "reference" / "spoken.csv"
# Each program with the Debian package that brings it.
NEEDED = {
    "orca": "orca", "firefox-esr": "firefox-esr", "Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool",
    "dbus-run-session": "dbus-x11", "/usr/libexec/at-spi-bus-launcher": "at-spi2-core", "speech-dispatcher": "speech-dispatcher",
}  # fmt: skip
SAID = re.compile(r"SPEECH OUTPUT: (['\"])(.*)\1\s*\{")  # without braces: the page read out from its top, which we stop
PREFERENCES = {
    "accessibility.force_disabled": -1,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.proxy.type": 1,  # a proxy that is not there: nothing leaves the machine
    "network.proxy.http": "127.0.0.1",
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl_port": 9,
}
QUIET, LOADING = 4, 90  # seconds of silence after which nothing more is expected; most that a page is given
ECHOES = {"tab", "return", "space", "down", "right", "left control", "escape"}  # Orca's word for a key that was pressed


ARRIVED = "(arrived)"  # the last Tab of the way, whose words are reported


class Walk(NamedTuple):
    """A way through a page: from the element with an id by Tab to another, then keys of which each is reported."""

    what: str
    address: str
    to: str  # a selector; empty: the walk stays where the address leads
    keys: tuple[str, ...]
    lacking: str = ""  # a folder of the site that is not there


WALKS = (
    Walk("A chapter opened by a link to an explorer", "book/part-1/forecast.html#explorer-poppy-or-wheat", "", ()),
    Walk("Preset of an explorer", "book/part-1/forecast.html#explorer-poppy-or-wheat", ".cn-presets button", (ARRIVED, "Return")),
    Walk("Slider", "book/part-1/forecast.html#explorer-poppy-or-wheat", ".cn-controls input[type=range]", (ARRIVED, "Right", "Right Right Right Right")),
    Walk("Number and its card", "book/part-1/trends.html", "a.cn-number", (ARRIVED, "Return", "Escape")),
    Walk("Card in a card, and the way back", "book/part-1/trends.html", "a.cn-number", ("Return", "Tab Tab Tab", "Return", "Tab Tab Tab Tab Tab Tab Tab", "Tab", "Return", "Escape")),
    Walk("Number whose card is missing", "book/part-1/trends.html", "a.cn-number", (ARRIVED, "Return", "Escape"), lacking="_static/cards"),
    Walk("Assumptions that are not shown at first", "book/part-1/forecast.html#explorer-poppy-or-wheat", ".cn-more summary", (ARRIVED, "Return", "Tab")),
    Walk("Data table below a chart", "book/part-1/trends.html", ".cn-figure .cn-data summary", (ARRIVED, "Return", "Tab", "Down", "Down", "Down")),
    Walk("Formula in a display", "book/part-2/law-and-organisation.html", "div.math", (ARRIVED, "Down", "Down")),
    Walk("Formulas in a line", "book/part-2/law-and-organisation.html", "div.math", ("Down", "Down", "Down")),
    Walk("Question", "book/part-1/trends.html", ".cn-check .cn-wrong input", (ARRIVED, "space")),
    Walk("Search", "search.html", "", ("text:methadone", "Return", "Tab")),
    Walk("Filter of the catalogue", "book/reference/figures.html", ".cn-filter input", (ARRIVED, "text:opium", "text: zzz")),
    Walk("Filter without a row, and back", "book/reference/figures.html", ".cn-filter input", ("text:zzz", "Tab", "Return")),
)  # fmt: skip

# The stops that Tab makes after a place, as far as a target: links, controls, summaries, one stop a group of answers.
STOPS = """([place, to]) => {
  place ||= document.querySelector(to)?.closest("section[id]")?.id;
  const start = place ? document.getElementById(place) : null, groups = new Set();
  const all = [...document.querySelectorAll('a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length && e.tabIndex >= 0)
    .filter((e) => !start || start.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)
    .filter((e) => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name)));
  const targets = [...document.querySelectorAll(to)];
  return [place ?? "", all.findIndex((e) => targets.includes(e) || (e.type === "radio" && targets.some((t) => t.name === e.name)))];
}"""


def missing() -> list[str]:
    """Return the Debian packages that this machine lacks."""
    return sorted({package for program, package in NEEDED.items() if not shutil.which(program)})


@contextlib.contextmanager
def started(*command: str, log: Path, **environment: str) -> Iterator[subprocess.Popen]:
    """Run a program for as long as it is needed."""
    with log.open("ab") as told:
        run = subprocess.Popen(
            command, stdout=told, stderr=told, env={**os.environ, **environment}, start_new_session=True
        )
        try:
            yield run
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, 15)
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(5)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, 9)


class Listener:
    """What Orca has said since the last question."""

    def __init__(self, told: Path) -> None:
        self.told, self.read = told, 0

    def loaded(self) -> str:
        """Return what was said until the page had been announced and nothing more came."""
        for _ in range(int(LOADING)):
            if re.search(
                r"Page has \d", self.told.read_text(encoding="utf-8", errors="replace") if self.told.exists() else ""
            ):
                break
            time.sleep(1)
        return self.said(4)

    def said(self, patience: float = QUIET) -> str:
        """Return the phrases since the last call, parted by strokes, once nothing more is said."""
        size, quiet = -1, 0.0
        while quiet < patience:
            time.sleep(0.3)
            now = self.told.stat().st_size
            quiet = quiet + 0.3 if now == size else 0.0
            size = now
        with self.told.open(encoding="utf-8", errors="replace") as file:
            file.seek(self.read)
            phrases = [match[2].strip() for match in SAID.finditer(file.read())]
            self.read = file.tell()
        return " | ".join(
            phrase
            for phrase in phrases
            if len(phrase) > 1 and phrase not in ECHOES and not phrase.startswith("Finished loading New Tab")
        )


def press(keys: str) -> None:
    """Press keys of which each has time to be answered; ``text:`` types."""
    if keys.startswith("text:"):
        subprocess.run(["xdotool", "type", "--delay", "60", keys.removeprefix("text:")], check=True)
    else:
        for key in keys.split():
            subprocess.run(["xdotool", "key", key], check=True)
            time.sleep(0.25 if " " in keys else 0)


def site(walk: Walk, scratch: Path) -> Path:
    """Return a copy of the site without what the walk says is lacking."""
    left_out = (HTML / walk.lacking).resolve()
    return Path(
        shutil.copytree(
            HTML,
            scratch / "site",
            copy_function=os.link,
            ignore=lambda folder, names: [name for name in names if (Path(folder) / name).resolve() == left_out],
        )
    )


def heard(walk: Walk, start: str, stops: int, scratch: Path) -> Iterator[tuple[str, str, str]]:
    """Yield what was done, by which keys, and what was said; in a session with a screen and a bus of its own."""
    profile = scratch / "profile"
    profile.mkdir(exist_ok=True)
    written = (
        f'user_pref("{name}", {str(value).lower() if isinstance(value, bool) else repr(value)});\n'.replace("'", '"')
        for name, value in PREFERENCES.items()
    )
    (profile / "user.js").write_text("".join(written), encoding="utf-8")
    debug, log = scratch / "orca.txt", scratch / "log.txt"
    debug.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        for command in (
            ["openbox"],
            ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately", "--a11y=1", "--screen-reader=1"],
        ):
            stack.enter_context(started(*command, log=log))
        time.sleep(1)
        stack.enter_context(started("orca", "--replace", "--debug", f"--debug-file={debug}", log=log))
        time.sleep(4)
        folder = HTML.as_uri()
        if walk.lacking:  # from a server, since a browser may keep the pages of a folder apart
            served = ("-m", "http.server", "8765", "--bind", "localhost", "--directory", str(site(walk, scratch)))
            stack.enter_context(started(sys.executable, *served, log=log))
            folder = "http://localhost:8765"
        address = f"{folder}/{walk.address.partition('#')[0]}" + (f"#{start}" if start else "")
        listener = Listener(debug)
        stack.enter_context(
            started("firefox-esr", "--profile", str(profile), address, log=log, ACCESSIBILITY_ENABLED="1")
        )
        loaded = listener.loaded()
        if not walk.keys:
            yield walk.what, "", loaded
            return
        press("Control_L")  # stops the reading from the top
        arriving = walk.keys[0] == ARRIVED
        press(" ".join(["Tab"] * (stops - arriving)))
        listener.said()
        for keys in walk.keys:
            press("Tab" if keys == ARRIVED else keys)
            yield walk.what, "Tab" if keys == ARRIVED else keys.replace("text:", "typed "), listener.said()


def stops(walks: Sequence[Walk]) -> list[tuple[str, int]]:
    """Return for each walk the id where it begins and how often Tab is pressed from there, as Chromium counts."""
    from browser import browser

    counted = []
    with browser() as opened:
        for walk in walks:
            page = opened.new_page(viewport={"width": 1280, "height": 800})
            path, _, place = walk.address.partition("#")
            page.goto((HTML / path).as_uri())
            page.wait_for_function("() => window.counternarcotics !== undefined")
            start, found = page.evaluate(STOPS, [place, walk.to]) if walk.to else (place, -1)
            if walk.to and found < 0:
                sys.exit(
                    f"make spoken: {walk.address} has no {walk.to!r} that Tab reaches; correct WALKS in tests/spoken.py."
                )
            counted.append((start, found + 1))
            page.close()
    return counted


def versions() -> str:
    """Return what was used, in one line."""
    told = [
        subprocess.run([name, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        for name in ("orca", "firefox-esr")
    ]
    system = re.search(r'PRETTY_NAME="([^"]+)"', Path("/etc/os-release").read_text(encoding="utf-8"))[1]
    orca = re.search(r"[\d.]+", told[0])
    return f"Orca {orca[0] if orca else told[0]}, {told[1]}, {system}, {date.today():%-d %B %Y}"


def main() -> int:
    """Walk every way, print and write what was said; return 1 where something is missing."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inside", nargs=3, metavar=("WALK", "START", "STOPS"), help=argparse.SUPPRESS)
    asked.add_argument("--only", default="", help="walks whose name holds these words; prints and writes nothing")
    chosen = asked.parse_args()
    if lacking := missing():
        print(f"make spoken needs packages that are not here: apt-get install {' '.join(lacking)}.", file=sys.stderr)
        return 1
    if chosen.inside:
        walk, start, count = WALKS[int(chosen.inside[0])], chosen.inside[1], int(chosen.inside[2])
        with tempfile.TemporaryDirectory(prefix="spoken-") as scratch:
            csv.writer(sys.stdout).writerows(heard(walk, start, count, Path(scratch)))
        return 0
    rows = []
    for number, (walk, (start, count)) in enumerate(zip(WALKS, stops(WALKS), strict=True)):
        if chosen.only.lower() not in walk.what.lower():
            continue
        run = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24 -nolisten tcp", "dbus-run-session", "--", sys.executable, __file__, "--inside", str(number), start, str(count)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
        )  # fmt: skip
        found = list(csv.reader(run.stdout.splitlines()))
        # One row a walk: on a busy machine the words for a key come while the next one is pressed.
        keys, said = (sep.join(row[column] for row in found if row[column]) for column, sep in ((1, ", "), (2, " | ")))
        rows.append((walk.what, keys, re.sub(r"([$\[\]*_<`])", r"\\\1", said)))  # words, not Markdown
        print(*rows[-1], sep="\n  ", flush=True)
    if not chosen.only:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [("Where", "Keys", "Said"), *rows, ("Heard with", "", versions())]
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

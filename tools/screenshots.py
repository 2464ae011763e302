"""Pictures of the pages for the documents: a demo register in a home of its own, seen by Debian's Chromium.

Run by ``make screenshots``, in the clone's root: ``python -m tools.screenshots``. Everybody in them is invented.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seloste.engine import launcher
from seloste.engine.home import Home
from seloste.web import choices, tickets
from tests.web.browser import CHROMIUM, Browser, a_browser

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "screenshots"
PEOPLE = 1500
USE = "customer_care"
_READY_SECONDS = 300
_MOST_USES = """[...document.querySelectorAll('.people tbody tr')]
  .sort((one, other) => other.querySelectorAll('.uses i.y').length - one.querySelectorAll('.uses i.y').length)[0]
  .querySelector('a.who').getAttribute('href')"""
"""Of those on the list's first page, the one whose data may be used for most."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: where, how wide, which language and theme, and what to press first."""

    name: str
    address: str
    width: int = 1280
    height: int = 800
    language: str = "en"
    dark: bool = False
    press: str = ""


SHOTS = (
    Shot("people", "/people"),
    Shot("person", "{person}"),
    Shot("may", "{person}", press=".use-ask[value='newsletter.email']"),
    Shot("notice", "/notice", language="fi"),
    Shot("person-dark", "{person}", dark=True),
    Shot("notice-phone", "/notice", width=390, height=780, language="sv"),
)


@contextmanager
def a_demo(home: Path) -> Iterator[str]:
    """The demo, serving; its address. Its server and its engine are stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "seloste", "demo", "--people", str(PEOPLE), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"SELOSTE_HOME": str(home)})
    try:
        _wait(process, port)
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        launcher.stop(Home(home))


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the demo doesn't serve")


def _take(browser: Browser, site: str, shot: Shot, person: str) -> None:
    browser.cookie(site, choices.LANGUAGE, shot.language)
    browser.size(shot.width, shot.height, dark=shot.dark)
    browser.open(site + shot.address.format(person=person))
    if shot.press:
        browser.submit(shot.press)
    browser.picture(OUT / f"{shot.name}.png")
    print(f"{OUT.relative_to(ROOT)}/{shot.name}.png")


def main() -> int:
    if CHROMIUM is None:
        print("This needs Debian's chromium.", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="seloste-shots-") as folder:
        Path(folder).chmod(0o711)  # as root the engine runs under another account, which passes through here
        home = Path(folder) / "home"
        with a_demo(home) as site, a_browser(Path(folder) / "profile") as browser:
            browser.cookie(site, tickets.COOKIE, (home / "tickets" / "first").read_text().strip())
            browser.cookie(site, choices.USE, USE)
            browser.size(1280)
            browser.open(f"{site}/people")
            person = browser.run(_MOST_USES)
            for shot in SHOTS:
                _take(browser, site, shot, person)
    return 0


if __name__ == "__main__":
    sys.exit(main())

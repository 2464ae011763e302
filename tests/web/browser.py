"""Debian's Chromium, headless, driven over a pipe by its DevTools protocol. Nothing is downloaded."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-pipe", "--hide-scrollbars",
)  # fmt: skip
_PATIENCE = 30.0


class Browser:
    """One tab. Commands go down one pipe, answers and events come up the other."""

    def __init__(self, down: int, up: int) -> None:
        self._down, self._up, self._rest, self._number = down, up, b"", 0
        self.problems: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command to the tab."""
        return self._call(method, self._session, **parameters)

    def _call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._down, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._up], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser doesn't answer")
            self._rest += os.read(self._up, 1 << 16)
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        if found.get("method") == "Log.entryAdded":
            self.problems.append(found["params"]["entry"]["text"])
        return found

    def size(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """The window's size in CSS pixels, and which appearance the device prefers."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = "dark" if dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, address: str) -> None:
        """Go there, and wait until everything has loaded."""
        self.run("window.__before = true")
        self.call("Page.navigate", url=address)
        self.arrived()

    def arrived(self) -> None:
        """Wait for another document than the one marked, its end and its faces."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                if self.run("!window.__before && document.readyState === 'complete'"):
                    self.run("document.fonts.ready.then(() => true)")
                    return
            except RuntimeError:
                pass  # between two documents there is none to ask
            time.sleep(0.03)
        raise TimeoutError("the page doesn't load")

    def run(self, script: str) -> Any:
        """The value of a script in the page (a promise is waited for)."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def submit(self, selector: str) -> None:
        """Press a form's button, and wait for the page that answers."""
        self.run("window.__before = true")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self.arrived()

    def cookie(self, address: str, name: str, value: str) -> None:
        self.call("Network.setCookie", url=address, name=name, value=value)

    def overflow(self) -> list[str]:
        """What stands beyond the right edge, when the page can be scrolled sideways."""
        return list(self.run(_OVERFLOW))

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """What the tab shows, as a PNG."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))


_OVERFLOW = """(() => {
  const width = document.documentElement.clientWidth, needed = document.documentElement.scrollWidth;
  if (needed <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter((one) =>
    one.getBoundingClientRect().right > width + 0.5 || one.scrollWidth > one.clientWidth + 1);
  return [`${needed} in ${width}`, ...wide.map((one) => `${one.tagName}.${one.className}`).slice(0, 10)];
})()"""


@contextmanager
def a_browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own; ended, by its own process, afterwards."""
    assert CHROMIUM is not None
    down_read, down_write = os.pipe()
    up_read, up_write = os.pipe()
    command = f'exec "$0" "$@" 3<&{down_read} 4>&{up_write}'
    process = subprocess.Popen(
        ["/bin/bash", "-c", command, CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(down_read, up_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(down_read)
    os.close(up_write)
    try:
        yield Browser(down_write, up_read)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(down_write)
        os.close(up_read)

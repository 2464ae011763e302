"""``memory``: what the web and the worker take at rest, each in a process of its own.

A fresh register is set up by the command line, ``serve --no-worker`` and ``worker`` are started, each answers
or works once, rests, and is looked at: RSS, which counts shared pages whole, and PSS, which shares them out.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.filling import Filled
from bench.place import NOTICE, Place
from bench.results import Result
from seloste.engine import launcher
from seloste.engine.home import Home

AIM = 150.0
REST_SECONDS = 4.0


def measure(_place: Place, _filled: Filled) -> list[Result]:
    root = Path(tempfile.mkdtemp(prefix="seloste-bench-"))
    try:
        _run(root, "setup")
        _run(root, "notice", "publish", str(NOTICE))
        port = _free_port()
        with (
            _started(root, "serve", "--no-worker", "--port", str(port)) as web,
            _started(root, "worker") as worker,
        ):
            _answered(port)
            time.sleep(REST_SECONDS)
            return [_of("memory_web", web), _of("memory_worker", worker)]
    finally:
        launcher.stop(Home(root))
        shutil.rmtree(root)


def _environment(root: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
    return kept | {"SELOSTE_HOME": str(root)}


def _run(root: Path, *command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "seloste", *command],
        env=_environment(root), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def _started(root: Path, *command: str) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "seloste", *command],
        env=_environment(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _answered(port: int) -> None:
    """Three public pages, so that templates and words are loaded."""
    deadline = time.monotonic() + 30
    served = 0
    while served < 3:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                page.read()
            served += 1
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _of(name: str, pid: int) -> Result:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = {key: int(kb) / 1024 for key, kb in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
    return Result(name, 1, "MB", sizes["Rss"], AIM, extra={"rss_mb": sizes["Rss"], "pss_mb": sizes["Pss"]})


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

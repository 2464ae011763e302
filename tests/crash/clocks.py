"""A clock that tests move under the engine and the commands of a place, and under nothing else."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from seloste.engine import launcher, programs
from tests.crash.places import Place, a_place

DAY = 86_400


@dataclass(frozen=True)
class Clock:
    """The file of the offset, mapped by every process of the place."""

    path: Path

    def set(self, seconds: int) -> None:
        """From now on it is so much later, or earlier, for all of them at once."""
        with self.path.open("r+b") as file:
            file.write(struct.pack("=q", seconds))


@contextmanager
def a_clock(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Compiled for this machine; the test is skipped where that can't be. What is begun within sees it."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("a clock of its own needs a C compiler, on Linux")
    clock, library = Clock(folder / "offset"), folder / "clock.so"
    clock.path.write_bytes(bytes(8))
    clock.path.chmod(0o644)
    source = Path(__file__).with_name("clock.c")
    subprocess.run(
        [compiler, "-O2", "-shared", "-fPIC", f'-DOFFSET="{clock.path}"', "-o", str(library), str(source)],
        check=True,
    )
    library.chmod(0o755)

    def run(words: list[str], *, env: dict[str, str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # its caller says whether it checks
            words, env={**env, "LD_PRELOAD": str(library)}, **more
        )

    patch.setattr(programs, "subprocess", SimpleNamespace(run=run, DEVNULL=subprocess.DEVNULL))
    patch.setenv("LD_PRELOAD", str(library))
    yield clock


@contextmanager
def a_place_in_time() -> Iterator[tuple[Place, Clock]]:
    """A place whose engine runs by the clock already."""
    with pytest.MonkeyPatch.context() as patch, a_place() as place, a_clock(place.folder, patch) as clock:
        launcher.ensure_running(place.home)
        yield place, clock
        clock.set(0)

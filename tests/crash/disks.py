"""A disk of a fixed size for a home: to be filled up, freed, and mounted read-only. Needs root on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Disk:
    """Where it is mounted. What fills it is one file, put there and taken away."""

    path: Path

    @property
    def _filling(self) -> Path:
        return self.path / "filling"

    def fill(self, *, leave: int = 0) -> None:
        """Nothing can be written but so many bytes."""
        self.free()
        with self._filling.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.path).free - leave)
        assert shutil.disk_usage(self.path).free <= leave

    def free(self) -> None:
        """There is room again."""
        self._filling.unlink(missing_ok=True)

    def read_only(self, *, yes: bool) -> None:
        _mount("-o", f"remount,{'ro' if yes else 'rw'}", str(self.path))


@contextmanager
def a_disk(megabytes: int) -> Iterator[Disk]:
    """In memory. Skips the test where none can be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="sd-", dir="/tmp"))
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "seloste-test", str(folder))
    except (OSError, subprocess.CalledProcessError):
        folder.rmdir()
        pytest.skip("no disk of a fixed size can be mounted here: it needs root on Linux")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)

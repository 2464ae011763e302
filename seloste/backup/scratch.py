"""Copies of keys that live no longer than their command: what a restore unpacks, the scratch home of a drill.

A command that is killed leaves them behind, and whoever is erased after that would still open by them. They go with
the next restore, drill or backup, and when pages or a worker start; while a restore or drill runs they are its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seloste.backup.folder import BackupError
from seloste.engine import launcher
from seloste.engine.home import Home

BROUGHT = "keys.brought"
_DRILL, _LOCK = "drill", "copies.lock"


class AnotherRuns(BackupError):
    """Another backup, drill or restore of this register runs."""

    code = "another_runs"


def drill_home(home: Home) -> Home:
    """Where a drill restores: within the home, on its disk."""
    return Home(home.root / _DRILL)


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """One restore or drill at a time in a home; what one that was killed has left is cleared away first, and its own
    copies at the end. Raises AnotherRuns."""
    with _locked(home) as locked:
        if not locked:
            raise AnotherRuns(
                "A restore or a drill runs in this home.",
                help="Wait until it has ended, then run this again.",
            )
        _clear(home)
        try:
            yield
        finally:
            _clear(home)


def left(home: Home) -> list[Path]:
    """What a restore or drill that was killed has left; empty while one runs."""
    if not home.root.is_dir():
        return []
    with _locked(home) as locked:
        return _copies(home) if locked else []


def clear(home: Home) -> None:
    """Clear it away; nothing is touched while a restore or drill runs."""
    with _locked(home) as locked:
        if locked:
            _clear(home)


def _copies(home: Home) -> list[Path]:
    return sorted([*home.root.glob(f"{BROUGHT}*"), *home.root.glob(_DRILL)])


def _clear(home: Home) -> None:
    launcher.stop(drill_home(home))
    for copy in _copies(home):
        shutil.rmtree(copy)


@contextmanager
def _locked(home: Home) -> Iterator[bool]:
    handle = os.open(home.root / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

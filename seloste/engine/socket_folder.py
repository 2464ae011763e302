"""The folder of the engine's socket: ``run/``, or a short one where that path is too long."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from seloste.engine.account import Account, can_enter
from seloste.engine.errors import EngineError
from seloste.engine.home import Home
from seloste.engine.postmaster import PORT, last_socket

_LIMIT = 100
"""Bytes of a socket's path; the operating system's own limit is 103 to 107."""

_PREFIX = "seloste-"
_SOCKET = f".s.PGSQL.{PORT}"


def prepare(home: Home, account: Account) -> Path:
    """A folder for the engine's account alone, free of what a crash left behind.

    Called while no server runs. Raises EngineError when no folder is short enough.
    """
    if (last := last_socket(home.pg)) is not None:
        remove(last)
    _clear(home.run)
    return home.run if _fits(home.run) else _short(account)


def remove(folder: Path) -> None:
    """Remove a short folder that ``prepare`` made; any other folder is left alone.

    The name comes from a file that the engine's account could write, so nothing but a socket's
    own files goes, and only in a folder of our prefix in a temporary folder.
    """
    if folder.parent not in _temporary_folders() or not folder.name.startswith(_PREFIX):
        return
    if folder.is_symlink() or not folder.is_dir():
        return
    _clear(folder)
    try:
        folder.rmdir()
    except OSError:
        return  # something else lies in it: not ours to remove


def _clear(folder: Path) -> None:
    for name in (_SOCKET, f"{_SOCKET}.lock"):
        (folder / name).unlink(missing_ok=True)


def _short(account: Account) -> Path:
    for parent in _temporary_folders():
        if can_enter(account, parent) and _fits(parent / f"{_PREFIX}12345678"):
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            if account != Account.current():
                os.chown(folder, account.uid, account.gid)
            return folder
    raise EngineError(
        "The path of the home is too long for a socket, and so is that of the temporary folder.",
        help="Set SELOSTE_HOME to a shorter path.",
    )


def _temporary_folders() -> list[Path]:
    def candidates() -> Iterator[Path]:
        yield Path(tempfile.gettempdir())
        yield Path("/tmp")

    return [folder for folder in candidates() if folder.is_dir()]


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / _SOCKET)) <= _LIMIT

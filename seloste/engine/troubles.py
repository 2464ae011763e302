"""What a machine does to a command, told in one sentence: a full disk, a folder that can't be written, a lost server."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg

from seloste.engine.errors import DiskFull, EngineError, NoRegister, ServerGone, Unusable

LITTLE = 40_000_000
"""Bytes: PostgreSQL begins a file of 16 MB for its log, and another one to recover."""

NO_ROOM = "No space left on device"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
_AGAIN = "Make room and run the same command again: nothing is half done."
_WRITABLE = "When it can be written again, run the same command again: nothing is half done."


def told(error: BaseException, home: Path | None = None) -> EngineError | None:
    """The sentence for an error, or for what it came from; None where it is of another kind.

    ``home``: where to look for room when the database went away without a word.
    """
    for one in _chain(error):
        if isinstance(one, EngineError):
            return one
        if isinstance(one, psycopg.Error) and (found := _of_database(one, home)):
            return found
        if isinstance(one, OSError) and (found := _of_file(one)):
            return found
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what was being handled when it was raised: a rollback fails after the disk has."""
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__ or one.__context__


def _of_file(error: OSError) -> EngineError | None:
    where = error.filename2 or error.filename
    if error.errno in _FULL:
        return no_room(f" for {where}" if where else " where this command writes")
    if error.errno in _CLOSED and where:
        return Unusable(f"{where} can't be used: {error.strerror}.", help=_WRITABLE)
    return None


def no_room(where: str) -> DiskFull:
    """``where``: words that go on after "on the disk"."""
    return DiskFull(f"No room is left on the disk{where}.", help=_AGAIN)


def _of_database(error: psycopg.Error, home: Path | None) -> EngineError | None:
    """By the code of the error alone: its text may quote a value."""
    state = error.sqlstate or ""
    if state == "53100":
        return no_room(" of the database")
    if state == "25006":
        return Unusable("The database takes no writes: it is read-only.", help=_WRITABLE)
    if state.startswith(("58", "XX001", "XX002")):
        return Unusable(
            f"The database can't read or write its own files (code {state}).",
            help="Look at its disk and at its log before anything else; `seloste doctor` says more.",
        )
    if state in ("3F000", "42883", "42P01"):
        return NoRegister(
            f"The database holds no register, or one that this program doesn't know (code {state}).",
            help="If a restore was stopped, run the same `seloste restore` again; else `seloste setup`.",
        )
    if isinstance(error, psycopg.OperationalError) and (not state or state.startswith(("08", "57P", "53"))):
        return _gone(state, home)
    return None


def _gone(state: str, home: Path | None) -> EngineError:
    if home is not None and home.exists() and shutil.disk_usage(home).free < LITTLE:
        return no_room(" of the database")
    return ServerGone(
        "The database broke the connection off" + (f" (code {state})." if state else "."),
        help="Nothing is half done: run the same command again. `seloste doctor` says what is wrong with it.",
    )

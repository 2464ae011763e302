"""What the keys' archive holds: the key folder without the master key, and every wrapped key of the database."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seloste.backup.folder import BackupError, digest_of, half, settle
from seloste.engine.connect import Connection, connect
from seloste.protection import archive
from seloste.protection.archive import Content, Written
from seloste.protection.keys import KeyFile, Master

ROWS = "protection.key"
RECORD = 82
"""Bytes of a wrapped key with its head: person (16), fate (2), generation (4), wrapped (60)."""
_FILES = ("keyfile", "checkpoint", "rotation")
_FOLDERS = ("rows", "replay")
_BATCH = 8192


def write(path: Path, keys: KeyFile, owner_dsn: str) -> Written:
    """Replace the keys' archive by one of this moment, read back before it counts. Needs ``keys.alone()``."""
    master = Master.of(keys.folder).read()
    files = [(name, (keys.folder / name).read_bytes()) for name in names(keys.folder)]
    try:
        with _moment(owner_dsn) as owner:
            written = archive.write(half(path), _contents(files, owner), master)
        _read_back(half(path), keys, written, {name: _sha(content) for name, content in files})
    except BaseException:
        half(path).unlink(missing_ok=True)
        raise
    settle(path)
    return written


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _moment(owner_dsn: str) -> Iterator[Connection]:
    with connect(owner_dsn, autocommit=True) as owner:
        owner.execute("begin isolation level repeatable read read only")
        yield owner
        owner.execute("commit")


def _contents(files: list[tuple[str, bytes]], owner: Connection) -> Iterator[Content]:
    for name, content in files:
        yield name, len(content), [content]
    row = owner.execute("select count(*) from protection.key").fetchone()
    assert row is not None  # an aggregate
    yield ROWS, int(row[0]) * RECORD, _wrapped(owner)


def names(folder: Path) -> list[str]:
    """The files of a key folder that its archive holds: never the master key, a password or a lock."""
    found = [name for name in _FILES if (folder / name).exists()]
    for inner in _FOLDERS:
        if (folder / inner).is_dir():
            found += sorted(
                f"{inner}/{path.name}" for path in (folder / inner).iterdir() if path.name.isdigit()
            )
    return found


def _wrapped(owner: Connection) -> Iterator[bytes]:
    query = (
        "copy (select uuid_send(subject_id) || int2send(fate) || int4send(generation) || wrapped"
        " from protection.key order by subject_id, fate) to stdout (format binary)"
    )
    held = bytearray()
    with owner.cursor().copy(query) as rows:
        rows.set_types(["bytea"])
        for (record,) in rows.rows():
            held += record
            if len(held) >= _BATCH * RECORD:
                yield bytes(held)
                held.clear()
    yield bytes(held)


def _read_back(path: Path, keys: KeyFile, written: Written, meant: dict[str, str]) -> None:
    """The file is the one that was written, opens to its end, and holds what it was given."""
    if digest_of(path) != written.digest:
        raise BackupError(f"{path} was not written as it was meant.", help="Look at the disk.")
    seen = {}
    for name, _size, parts in archive.read(path, Master.of(keys.folder).read()):
        content = hashlib.sha256()
        for part in parts:
            content.update(part)
        seen[name] = content.hexdigest()
    if seen.pop(ROWS, None) is None or seen != meant:
        raise BackupError(f"{path} doesn't hold what it was given.", help="Run the backup again.")


def unpack(path: Path, master: Master, into: Path) -> Path:
    """The archive's files in a new folder (0700), the wrapped keys in its file ``protection.key``.

    Raises ArchiveUnreadable.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(mode=0o700, parents=True)
    for name, _size, parts in archive.read(path, master.read()):
        if name != ROWS and name not in _FILES and not _inner(name):
            raise BackupError(f"{path} holds a file that no key folder has: {name[:80]}.")
        (into / name).parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(into / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
    return into


def _inner(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder in _FOLDERS and file.isdigit()

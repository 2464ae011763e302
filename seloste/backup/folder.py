"""A folder of backups: data archives by their stamps, each with its manifest, and the one keys' archive."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from seloste.engine.errors import Exit, SelosteError

KEYS = "keys.archive"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"data-([0-9]{8}T[0-9]{6}Z)\.json")
_HALF = ".new"
_HALVES = re.compile(r"(data-[0-9]{8}T[0-9]{6}Z\.(dump|json)|keys\.archive)\.new")
_DUMP = re.compile(r"data-([0-9]{8}T[0-9]{6}Z)\.dump")


class BackupError(SelosteError):
    """A copy that could not be made, or is not what it says."""

    exit_code = Exit.CONFLICT
    code = "backup"


class NoBackup(BackupError):
    """There is no such backup in the folder."""

    exit_code = Exit.BAD_INPUT
    code = "no_backup"


class Tally(msgspec.Struct, frozen=True):
    """A table's rows: how many, and an order-free digest of them all."""

    rows: int
    digest: int


class Manifest(msgspec.Struct, frozen=True):
    """What a data archive holds, as the database had it in the very snapshot of the dump.

    ``replay_from``: the record of the replay list after which something may be missing from this data.
    ``prefix``: of the roles that its policies and grants name. ``register``: the public key of whose it is, as
    hexadecimal digits; empty in those of before it was told.
    ``files``: of the archive, by name, each with its
    SHA-256; an older archive is one file.
    """

    form: int
    seloste: str
    stamp: str
    server_version: int
    prefix: str
    migrations: list[str]
    notice: int | None
    ledger_size: int
    ledger_root: str
    replay_from: int
    bits: int
    index_generation: int
    tables: dict[str, Tally]
    file: str
    bytes: int
    sha256: str
    register: str = ""
    files: dict[str, str] = {}

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.stamp, _STAMP).replace(tzinfo=UTC)

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())


class _Known(msgspec.Struct, frozen=True):
    replay_from: int


def stamp_of(at: datetime) -> str:
    """A backup's name: its second, in UTC."""
    return at.astimezone(UTC).strftime(_STAMP)


@dataclass(frozen=True, slots=True)
class Backups:
    """The folder. Only what has a manifest counts: a half archive is cleared away by the next backup."""

    path: Path

    @property
    def keys(self) -> Path:
        return self.path / KEYS

    def dump(self, stamp: str) -> Path:
        return self.path / f"data-{stamp}.dump"

    def manifest(self, stamp: str) -> Path:
        return self.path / f"data-{stamp}.json"

    def make(self) -> None:
        """The folder, this account's alone. Raises BackupError."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unfit(error) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One backup at a time is written here. Raises BackupError."""
        handle = os.open(self.path, os.O_RDONLY)
        try:
            _lock(handle, self.path)
            yield
        finally:
            os.close(handle)

    def prepare(self) -> None:
        """Clear away what a stopped backup has left; of others' files none. Raises BackupError."""
        try:
            known = set(self.stamps())
            for path in list(self.path.iterdir()):
                dump = _DUMP.fullmatch(path.name)
                if _HALVES.fullmatch(path.name) or (dump and dump.group(1) not in known):
                    clear(path)
        except OSError as error:
            raise self._unfit(error) from None

    def _unfit(self, error: OSError) -> BackupError:
        return BackupError(
            f"{self.path} can't hold backups: {error.strerror}.",
            help="Name a folder that this account may write.",
        )

    def refuse_others(self, register: str) -> None:
        """Raises BackupError where backups of another register stand: its keys' archive would be replaced, and with
        it goes everybody's key."""
        for stamp in self.stamps():
            try:
                manifest, _ = self.read(stamp)
            except BackupError:
                continue  # damaged: whoever restores it is told
            if manifest.register not in ("", register):
                raise BackupError(
                    f"{self.path} holds backups of another register.",
                    help="Give each register a folder of its own.",
                )

    def stamps(self) -> list[str]:
        """The backups here, oldest first: by what each knows of the replay list, which only grows. Their names are
        of the clock, and a clock goes back."""
        if not self.path.is_dir():
            return []
        names = sorted(
            found.group(1) for path in self.path.iterdir() if (found := _NAME.fullmatch(path.name))
        )
        known, places = -1, []
        for stamp in names:
            known = self._known(stamp, known)
            places.append((known, stamp))
        return [stamp for _, stamp in sorted(places)]

    def _known(self, stamp: str, damaged: int) -> int:
        """How far the list had come; a manifest that can't be read keeps the place that its name gives it."""
        try:
            return msgspec.json.decode(self.manifest(stamp).read_bytes(), type=_Known).replay_from
        except (FileNotFoundError, msgspec.DecodeError):
            return damaged

    def read(self, stamp: str | None = None) -> tuple[Manifest, bytes]:
        """The manifest of a backup, the newest when none is named, and its bytes. Raises NoBackup."""
        stamps = self.stamps()
        if not stamps or (stamp is not None and stamp not in stamps):
            raise NoBackup(
                f"There is no backup {stamp or ''} in {self.path}.".replace("  ", " "),
                help=f"Here: {', '.join(stamps) or 'none'}.",
            )
        content = self.manifest(stamp or stamps[-1]).read_bytes()
        try:
            return msgspec.json.decode(content, type=Manifest), content
        except (msgspec.DecodeError, msgspec.ValidationError):
            raise BackupError(
                f"{self.manifest(stamp or stamps[-1])} is damaged.", help="Name another backup with --at."
            ) from None

    def past(self, days: int, now: datetime) -> list[str]:
        """Backups that the notice's ``keep.backups`` lets stand no longer; never the newest."""
        last = stamp_of(now - timedelta(days=days))
        return [stamp for stamp in self.stamps()[:-1] if stamp < last]

    def remove(self, stamp: str) -> None:
        """A backup, whole or half written; its manifest first, so that nothing counts without its data."""
        for path in (half(self.manifest(stamp)), self.manifest(stamp), self.dump(stamp)):
            clear(path)


def _lock(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BackupError(
            f"Another backup is being written into {path}.", help="Wait until it has ended."
        ) from None


def half(path: Path) -> Path:
    """Where a file is written before it is whole."""
    return path.with_name(path.name + _HALF)


def begin(path: Path) -> Path:
    """An empty half file, readable by this account alone from its making, for whichever program writes it."""
    os.close(os.open(half(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return half(path)


def clear(path: Path) -> None:
    """A file or a folder goes, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, or of the names and digests of a folder's files, as hexadecimal digits."""
    if path.is_dir():
        return digest_of_all(digests_in(path))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests_in(folder: Path) -> dict[str, str]:
    """The files of a folder by name, each with its digest; every byte is read."""
    return {path.name: digest_of(path) for path in sorted(folder.iterdir())}


def digest_of_all(files: dict[str, str]) -> str:
    listing = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()


def settle(path: Path) -> None:
    """The half file or folder is whole: synced, renamed, the folder synced."""
    for one in (half(path), path.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if one == half(path):
            one.replace(path)

"""The replay list: what a restore of older data must do again, sealed beside the key file and never rewritten.

``keys/replay`` holds segments, named by their first record's number. A segment is the tag of the record before
it, then records: length (4 bytes), nonce, ciphertext and tag (AES-256-GCM). Each is bound to its number and to the
tag of the one before, so that none can be changed, moved or left out unseen; only the end can be cut off.
The key is derived from the suppression key, which never changes.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seloste.protection.keyfile import KeyFile
from seloste.protection.master import KeysError

FOLDER = "replay"
_TAG = 16
_LONG = 1 << 20  # bytes of a segment after which another begins: whoever looks for the end reads one of them
_FIRST = bytes(_TAG)


class ReplayDamaged(KeysError):
    """A record of the list doesn't open: it was changed, or the list is another register's."""

    code = "replay_damaged"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to do again. ``body`` is what the outbox said: ``what``, ``person``, ``table``, ``detail``, ``at``."""

    seq: int
    body: dict[str, Any]


class ReplayList:
    """The list of one key folder, read from the disk each time: several processes add to it.

    ``beside``: a key folder that has lost its key file, read by these keys.
    """

    def __init__(self, keys: KeyFile, beside: Path | None = None) -> None:
        self.folder = (beside or keys.folder) / FOLDER
        derived = HKDF(SHA256(), 32, salt=None, info=b"seloste/replay/1").derive(keys.suppression_key)
        self._cipher = AESGCM(derived)

    @property
    def exists(self) -> bool:
        return bool(self._segments())

    def _segments(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.name.isdigit())

    def records(self, after: int = 0) -> Iterator[Record]:
        """The records from a number on, in order. Raises ReplayDamaged."""
        for found in self._walk(after):
            if found.seq > after:
                yield Record(found.seq, msgspec.json.decode(found.content))

    def last(self) -> int:
        """The number of the newest record; 0 without one."""
        return self._newest()[0]

    def first(self) -> int:
        """The number of the oldest record that is kept; 0 without one."""
        return next((found.seq for found in self._walk()), 0)

    def tags(self) -> dict[int, bytes]:
        """Each record's tag by its number: two lists with the same tag are one up to there."""
        return {found.seq: found.tag for found in self._walk()}

    def append(self, bodies: Iterable[dict[str, Any]]) -> int:
        """Add records; they are on disk when this returns. The number of the last one. Needs :meth:`alone`."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        seq, tag, end = self._mend()
        if end > _LONG:
            self.begin_segment()
            end = _TAG
        segments = self._segments()
        path = segments[-1] if segments else self.folder / f"{seq + 1:012d}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.seek(end)
            if end == 0:
                file.write(tag)
            for body in bodies:
                seq += 1
                sealed = self._sealed(seq, tag, msgspec.json.encode(body))
                tag = sealed[-_TAG:]
                file.write(struct.pack(">I", len(sealed)) + sealed)
            file.flush()
            os.fsync(file.fileno())
        _sync(self.folder)
        _sync(self.folder.parent)
        return seq

    def begin_segment(self) -> None:
        """What is added from now on goes into a file of its own, so that older ones can go. Needs :meth:`alone`."""
        seq, tag, end = self._mend()
        path = self.folder / f"{seq + 1:012d}"
        if end > _TAG and not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(tag)
                file.flush()
                os.fsync(file.fileno())
            _sync(self.folder)

    def forget(self, until: int) -> int:
        """Drop the segments all of whose records are of this number or older; how many. Needs :meth:`alone`."""
        segments, gone = self._segments(), 0
        for path, following in pairwise(segments):
            if int(following.name) - 1 <= until:
                path.unlink()
                gone += 1
        return gone

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One process at a time adds to the list."""
        handle = os.open(self.folder.parent / "replay.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    # -- bytes ------------------------------------------------------------------------------

    def _sealed(self, seq: int, before: bytes, content: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._cipher.encrypt(nonce, content, _bound(seq, before))

    def _walk(self, after: int = 0) -> Iterator[_Found]:
        """Every whole record of the segments that reach past a number; what a stop has left half written at the
        very end is passed over."""
        every = self._segments()
        begun = [number for number, path in enumerate(every) if int(path.name) <= after + 1]
        segments = every[begun[-1] if begun else 0 :]
        tag: bytes | None = None
        for number, path in enumerate(segments):
            data = path.read_bytes()
            newest = number == len(segments) - 1
            if len(data) < _TAG:
                if newest:
                    return
                raise _damaged(path)
            if tag is not None and data[:_TAG] != tag:
                raise _damaged(path)
            tag, place, seq = data[:_TAG], _TAG, int(path.name) - 1
            while place < len(data):
                found = self._one(data, place, seq + 1, tag)
                if found is None:
                    if newest:
                        return
                    raise _damaged(path)
                seq, tag, place = found.seq, found.tag, found.end
                yield found

    def _one(self, data: bytes, place: int, seq: int, before: bytes) -> _Found | None:
        """The record at a place; None where the data ends within it. Raises ReplayDamaged."""
        if place + 4 > len(data):
            return None
        size = int.from_bytes(data[place : place + 4], "big")
        end = place + 4 + size
        if size < 12 + _TAG or end > len(data):
            return None
        sealed = data[place + 4 : end]
        try:
            content = self._cipher.decrypt(sealed[:12], sealed[12:], _bound(seq, before))
        except InvalidTag:
            if end == len(data):  # the last bytes of a write that the disk never finished
                return None
            raise ReplayDamaged(
                f"Record {seq} of the replay list in {self.folder} doesn't open.",
                help="It was changed, or it is another register's. Bring the newest key folder back.",
            ) from None
        return _Found(seq, content, sealed[-_TAG:], end)

    def _newest(self) -> tuple[int, bytes, int]:
        """Number and tag of the newest record, and where the next one goes in the newest segment."""
        segments = self._segments()
        if not segments:
            return 0, _FIRST, 0
        seq, tag = int(segments[-1].name) - 1, segments[-1].read_bytes()[:_TAG]
        end = _TAG
        if len(tag) < _TAG:  # stopped while it was begun
            tag, end = self._before(segments), 0
        for found in self._walk(seq):
            seq, tag, end = found.seq, found.tag, found.end
        return seq, tag, end

    def _before(self, segments: list[Path]) -> bytes:
        """The tag of the last record before the newest segment."""
        if len(segments) == 1:
            return _FIRST
        return [found.tag for found in self._walk(int(segments[-2].name) - 1)][-1]

    def _mend(self) -> tuple[int, bytes, int]:
        """As :meth:`_newest`; what was left half written is cut off."""
        seq, tag, end = self._newest()
        if segments := self._segments():
            os.truncate(segments[-1], end)
        return seq, tag, end


@dataclass(frozen=True, slots=True)
class _Found:
    seq: int
    content: bytes
    tag: bytes
    end: int


def _bound(seq: int, before: bytes) -> bytes:
    return b"seloste/replay/1/" + struct.pack(">Q", seq) + before


def _damaged(path: Path) -> ReplayDamaged:
    return ReplayDamaged(
        f"{path} of the replay list is damaged.",
        help="Bring the newest key folder back, or the keys' archive of the newest backup.",
    )


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

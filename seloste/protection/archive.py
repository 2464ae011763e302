"""The keys' archive: one sealed file that holds what opens the data archives, under the master key.

Named entries, streamed: a header with a key of its own wrapped by the master key, then chunks (AES-256-GCM), each
bound to the header, to its number and to whether it is the last. The master key itself is never inside.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.protection import sealing
from seloste.protection.master import KeysError

MAGIC = b"seloste keys archive 1\n"
CHUNK = 1 << 20
_WRAPPED = 60
_BOUND = b"seloste/keys-archive/1"
Content = tuple[str, int, Iterable[bytes]]
"""A name, how many bytes, and the bytes in parts."""


class ArchiveUnreadable(KeysError):
    """The keys' archive is damaged, or under another master key."""

    code = "keys_archive_unreadable"


@dataclass(frozen=True, slots=True)
class Written:
    """``digest``: SHA-256 of the file, as hexadecimal digits."""

    size: int
    digest: str


def write(path: Path, contents: Iterable[Content], master: AESGCM) -> Written:
    """Write the archive at ``path`` (0600), on disk when this returns."""
    key = sealing.new_key()
    header = MAGIC + sealing.wrap(key, master, _BOUND)
    cipher, whole, size = AESGCM(key), sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        for part in chain((header,), _sealed(_plain(contents), cipher, header)):
            file.write(part)
            whole.update(part)
            size += len(part)
        file.flush()
        os.fsync(file.fileno())
    return Written(size, whole.hexdigest())


def _plain(contents: Iterable[Content]) -> Iterator[bytes]:
    for name, size, parts in contents:
        word = name.encode()
        yield struct.pack(">HQ", len(word), size) + word
        given = 0
        for part in parts:
            given += len(part)
            yield part
        if given != size:
            raise ArchiveUnreadable(
                f"{name} is of {given} bytes, not of {size}: it changed while it was read."
            )


def _sealed(parts: Iterator[bytes], cipher: AESGCM, header: bytes) -> Iterator[bytes]:
    number, held = 0, bytearray()
    for part in parts:
        held += part
        while len(held) > CHUNK:
            yield _chunk(cipher, header, number, last=False, content=bytes(held[:CHUNK]))
            del held[:CHUNK]
            number += 1
    yield _chunk(cipher, header, number, last=True, content=bytes(held))


def _chunk(cipher: AESGCM, header: bytes, number: int, *, last: bool, content: bytes) -> bytes:
    sealed = cipher.encrypt(struct.pack(">IQ", 0, number), content, _chunk_bound(header, number, last))
    return struct.pack(">I?", len(sealed), last) + sealed


def _chunk_bound(header: bytes, number: int, last: bool) -> bytes:
    return header + struct.pack(">Q?", number, last)


def read(path: Path, master: AESGCM) -> Iterator[tuple[str, int, Iterator[bytes]]]:
    """The entries in their order; each is to be read before the next. Raises ArchiveUnreadable."""
    with path.open("rb") as file:
        header = file.read(len(MAGIC) + _WRAPPED)
        if not header.startswith(MAGIC):
            raise ArchiveUnreadable(f"{path} is not a keys' archive.")
        try:
            key = sealing.unwrap(header[len(MAGIC) :], master, _BOUND)
        except sealing.NotOpened:
            raise ArchiveUnreadable(
                f"{path} doesn't open under this master key.",
                help="Set SELOSTE_MASTER_KEY_FILE to the master key that was in force when it was made.",
            ) from None
        stream = _Stream(_chunks(file, AESGCM(key), header, path), path)
        while head := stream.take(10, may_end=True):
            length, size = struct.unpack(">HQ", head)
            name = stream.take(length).decode()
            yield name, size, stream.parts(size)


def _chunks(file: IO[bytes], cipher: AESGCM, header: bytes, path: Path) -> Iterator[bytes]:
    number, last = 0, False
    while not last:
        head = file.read(5)
        if len(head) < 5:
            raise ArchiveUnreadable(f"{path} is cut off.")
        size, last = struct.unpack(">I?", head)
        if size > CHUNK + 16:
            raise ArchiveUnreadable(f"{path} is damaged.")
        try:
            yield cipher.decrypt(
                struct.pack(">IQ", 0, number), file.read(size), _chunk_bound(header, number, last)
            )
        except (InvalidTag, ValueError):
            raise ArchiveUnreadable(f"{path} is damaged.") from None
        number += 1
    if file.read(1):
        raise ArchiveUnreadable(f"{path} goes on after its end.")


class _Stream:
    """The plain bytes behind the chunks, by as many as are asked for."""

    def __init__(self, chunks: Iterator[bytes], path: Path) -> None:
        self._chunks, self._path, self._held = chunks, path, b""

    def take(self, size: int, *, may_end: bool = False) -> bytes:
        while len(self._held) < size:
            more = next(self._chunks, None)
            if more is None:
                if may_end and not self._held:
                    return b""
                raise ArchiveUnreadable(f"{self._path} is cut off.")
            self._held += more
        found, self._held = self._held[:size], self._held[size:]
        return found

    def parts(self, size: int) -> Iterator[bytes]:
        while size > 0:
            if not self._held:
                self._held = next(self._chunks, b"")
                if not self._held:
                    raise ArchiveUnreadable(f"{self._path} is cut off.")
            part, self._held = self._held[:size], self._held[size:]
            size -= len(part)
            yield part

"""The key file: bucket keys and the register's own keys, outside the database, under the master key.

A copy of the database without this file opens nobody; an older copy with today's file opens exactly
the living (spine 19, 20). The file is replaced whole (fsync, rename), never written in place.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.protection import sealing
from seloste.protection.master import KeyDestroyed, KeysError, Master, replace_file

NAME = "keyfile"
FEWEST_BITS = 12
_MASTER_TRIES = 40  # between the two files of a change of the master key there is an instant
_MASTER_WAIT = 0.01


class _Wrapped(msgspec.Struct, frozen=True, array_like=True):
    generation: int
    wrapped: bytes


class _Stored(msgspec.Struct):
    """The file's content; every key in it is wrapped by the master key."""

    form: int
    bits: int
    buckets: list[list[_Wrapped]]
    index: list[_Wrapped]
    suppression: bytes
    signing: bytes
    public: bytes


def _bound(what: str, generation: int = 0) -> bytes:
    return f"seloste/{what}/{generation}".encode()


class KeyFile:
    """The keys of one register, read lazily and read again when another process has replaced them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME
        self._stamp: tuple[int, int] | None = None
        self._load()

    # -- making and reading ------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path, bits: int = 12) -> KeyFile:
        """New keys in an empty folder. Raises KeysError when there are some already."""
        if (folder / NAME).exists():
            raise KeysError(f"{folder / NAME} exists already: keys are never made over older ones.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        master = Master.of(folder)
        if not master.path.exists():
            master.write(sealing.new_key())
        under = master.read()
        signing = Ed25519PrivateKey.generate()
        raw, public = signing.private_bytes_raw(), signing.public_key().public_bytes_raw()
        stored = _Stored(
            form=1,
            bits=bits,
            buckets=[[_fresh(under, f"bucket/{no}", 1)] for no in range(2**bits)],
            index=[_fresh(under, "index", 1)],
            suppression=sealing.wrap(sealing.new_key(), under, _bound("suppression")),
            signing=sealing.wrap(raw, under, _bound("signing")),
            public=public,
        )
        replace_file(folder / NAME, msgspec.msgpack.encode(stored))
        return cls(folder)

    def _load(self) -> None:
        try:
            with self.path.open("rb") as file:  # replaced by rename: content and stamp are of one file
                status, content = os.fstat(file.fileno()), file.read()
        except FileNotFoundError:
            raise KeysError(f"There is no key file at {self.path}.", help="Run `seloste setup`.") from None
        try:
            self._stored = msgspec.msgpack.decode(content, type=_Stored)
        except msgspec.DecodeError:
            raise KeysError(
                f"{self.path} is not a key file, or it is damaged: restore it from the keys' archive."
            ) from None
        self._master = self._master_in_force()
        self._open: dict[tuple[str, int], bytes] = {}
        self._ciphers: dict[tuple[int, int], AESGCM] = {}
        self._stamp = (status.st_mtime_ns, status.st_ino)

    def _master_in_force(self) -> AESGCM:
        """The master key that opens this file; a change of it that was stopped is finished."""
        for attempt in range(_MASTER_TRIES):
            master = Master.of(self.folder).read()
            try:
                sealing.unwrap(self._stored.suppression, master, _bound("suppression"))
            except sealing.NotOpened:
                if attempt == _MASTER_TRIES // 2:
                    finish_master(self.folder)
                time.sleep(_MASTER_WAIT)
                self._stored = msgspec.msgpack.decode(self.path.read_bytes(), type=_Stored)
            else:
                return master
        raise KeysError(
            f"The master key at {Master.of(self.folder).path} doesn't open {self.path}.",
            help="One of the two is older than the other: restore them together.",
        )

    def _refresh(self) -> None:
        status = self.path.stat()
        if (status.st_mtime_ns, status.st_ino) != self._stamp:
            self._load()

    def _unwrap(self, what: str, wrapped: _Wrapped) -> bytes:
        if (what, wrapped.generation) not in self._open:
            key = sealing.unwrap(wrapped.wrapped, self._master, _bound(what, wrapped.generation))
            self._open[what, wrapped.generation] = key
        return self._open[what, wrapped.generation]

    # -- bucket keys ------------------------------------------------------------------------

    @property
    def bits(self) -> int:
        return self._stored.bits

    def bucket_of(self, person: UUID) -> int:
        """The first bits of the person's random id."""
        return int.from_bytes(person.bytes[:3], "big") >> (24 - self._stored.bits)

    def bucket(self, no: int, generation: int) -> AESGCM:
        """The key of a bucket's generation. Raises KeysError when it was destroyed or is not here."""
        if (no, generation) not in self._ciphers:
            wrapped = self._find(no, generation)
            self._ciphers[no, generation] = AESGCM(self._unwrap(f"bucket/{no}", wrapped))
        return self._ciphers[no, generation]

    def of_person(self, person: UUID, generation: int) -> AESGCM:
        """The key of the bucket in which a person is now. Raises KeyDestroyed."""
        try:
            return self.bucket(self.bucket_of(person), generation)
        except KeyDestroyed:
            self._refresh()  # the buckets may have grown since this file was read
            return self.bucket(self.bucket_of(person), generation)

    def refresh(self) -> None:
        """Read the file again if another process has replaced it."""
        self._refresh()

    def grow(self) -> None:
        """Twice as many buckets: each splits in two by the next bit, and both halves begin with its keys."""
        self._refresh()
        old = self._stored

        def half(no: int, key: _Wrapped, new: int) -> _Wrapped:
            plain = sealing.unwrap(key.wrapped, self._master, _bound(f"bucket/{no}", key.generation))
            return _Wrapped(
                key.generation, sealing.wrap(plain, self._master, _bound(f"bucket/{new}", key.generation))
            )

        self._stored = _Stored(
            form=old.form,
            bits=old.bits + 1,
            buckets=[
                [half(no, key, 2 * no + side) for key in keys]
                for no, keys in enumerate(old.buckets)
                for side in (0, 1)
            ],
            index=old.index,
            suppression=old.suppression,
            signing=old.signing,
            public=old.public,
        )
        self._save()

    def sharing(self, no: int) -> set[int]:
        """The buckets that still have this one's key: itself, and the halves that it was parted from by a
        growth and that have not turned since. A key is destroyed only when all of them have turned."""
        self._refresh()
        newest = self._stored.buckets[no][-1]
        own = self._unwrap(f"bucket/{no}", newest)
        wide = max(0, self._stored.bits - FEWEST_BITS)
        first = no >> wide << wide
        return {
            other
            for other in range(first, first + 2**wide)
            for key in self._stored.buckets[other]
            if key.generation == newest.generation and self._unwrap(f"bucket/{other}", key) == own
        } | {no}

    def _find(self, no: int, generation: int) -> _Wrapped:
        for attempt in range(2):
            for wrapped in self._stored.buckets[no]:
                if wrapped.generation == generation:
                    return wrapped
            if attempt == 0:
                self._refresh()
        raise KeyDestroyed(
            f"The key of bucket {no}, generation {generation}, is not in the key file: "
            "it was destroyed, or the file is older than the database."
        )

    def generations(self, no: int) -> tuple[int, ...]:
        """Which keys a bucket has: one, or two while it turns."""
        return tuple(wrapped.generation for wrapped in self._stored.buckets[no])

    def half_turned(self) -> list[int]:
        """Buckets with two keys: a turn was stopped between its steps."""
        self._refresh()
        return [no for no, keys in enumerate(self._stored.buckets) if len(keys) > 1]

    def begin_turn(self, buckets: Sequence[int]) -> dict[int, tuple[int, int]]:
        """A new key beside each old one, on disk. Returns bucket -> (old, new) generation.

        A bucket that has two already goes on with the newer (spine 20).
        """
        self._refresh()
        for no in buckets:
            keys = self._stored.buckets[no]
            if len(keys) == 1:
                keys.append(_fresh(self._master, f"bucket/{no}", keys[0].generation + 1))
        self._save()
        return {
            no: (self._stored.buckets[no][0].generation, self._stored.buckets[no][1].generation)
            for no in buckets
        }

    def end_turn(self, buckets: Sequence[int], *, keep: dict[int, int]) -> None:
        """Destroys every key of these buckets but the one in force (``keep``: bucket -> generation)."""
        self._refresh()
        for no in buckets:
            self._stored.buckets[no] = [key for key in self._stored.buckets[no] if key.generation == keep[no]]
            if len(self._stored.buckets[no]) != 1:
                raise KeysError(f"Bucket {no} has no key of generation {keep[no]}: nothing was destroyed.")
        self._save()

    # -- index, suppression, signature ------------------------------------------------------

    def index_key(self, generation: int) -> bytes:
        """The key of a generation of the blind index."""
        for attempt in range(2):
            for wrapped in self._stored.index:
                if wrapped.generation == generation:
                    return self._unwrap("index", wrapped)
            if attempt == 0:
                self._refresh()
        raise KeysError(f"The index key of generation {generation} is not in the key file.")

    @property
    def index_generation(self) -> int:
        """The newest generation of the blind index's key."""
        return self._stored.index[-1].generation

    def next_index(self) -> int:
        """A new index key beside the old one; the newest generation."""
        self._refresh()
        if len(self._stored.index) == 1:
            self._stored.index.append(_fresh(self._master, "index", self._stored.index[0].generation + 1))
            self._save()
        return self._stored.index[-1].generation

    def index_keys(self) -> int:
        """How many index keys there are: one, or two while the index is renewed."""
        self._refresh()
        return len(self._stored.index)

    def drop_index(self, older_than: int) -> None:
        """Destroys the index keys of former generations."""
        self._refresh()
        self._stored.index = [wrapped for wrapped in self._stored.index if wrapped.generation >= older_than]
        self._save()

    @property
    def suppression_key(self) -> bytes:
        return sealing.unwrap(self._stored.suppression, self._master, _bound("suppression"))

    @property
    def public_key(self) -> bytes:
        """Ed25519, 32 bytes: stands in every checkpoint and export."""
        return self._stored.public

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""
        raw = sealing.unwrap(self._stored.signing, self._master, _bound("signing"))
        return Ed25519PrivateKey.from_private_bytes(raw).sign(message)

    # -- the file ---------------------------------------------------------------------------

    def _save(self) -> None:
        """What couldn't be written isn't so: then these keys are those of the file again."""
        try:
            replace_file(self.path, msgspec.msgpack.encode(self._stored))
        except OSError:
            self._load()
            raise
        status = self.path.stat()
        self._stamp = (status.st_mtime_ns, status.st_ino)
        self._ciphers = {
            (no, generation): cipher
            for (no, generation), cipher in self._ciphers.items()
            if no < len(self._stored.buckets) and generation in self.generations(no)
        }
        self._open = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One process at a time turns keys: a lock held over all steps (spine 20)."""
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self._refresh()
            yield
        finally:
            os.close(handle)

    def change_master(self, secret: bytes) -> None:
        """Every key under a new master key; the old master key is no good any more afterwards.

        Both files are written beside, the key file first; a stop in between is mended by
        :func:`finish_master`.
        """
        master = Master.of(self.folder)
        self._refresh()
        new = AESGCM(secret)
        replace_file(master.path.with_name(master.path.name + ".next"), secret.hex().encode() + b"\n")
        replace_file(self.path, msgspec.msgpack.encode(self._rewrapped(new)))
        finish_master(self.folder)
        self._load()

    def _rewrapped(self, new: AESGCM) -> _Stored:
        old = self._stored

        def again(what: str, wrapped: _Wrapped) -> _Wrapped:
            bound = _bound(what, wrapped.generation)
            return _Wrapped(
                wrapped.generation,
                sealing.wrap(sealing.unwrap(wrapped.wrapped, self._master, bound), new, bound),
            )

        def plain(what: str, wrapped: bytes) -> bytes:
            return again(what, _Wrapped(0, wrapped)).wrapped

        return _Stored(
            form=old.form,
            bits=old.bits,
            buckets=[[again(f"bucket/{no}", key) for key in keys] for no, keys in enumerate(old.buckets)],
            index=[again("index", key) for key in old.index],
            suppression=plain("suppression", old.suppression),
            signing=plain("signing", old.signing),
            public=old.public,
        )


def finish_master(folder: Path) -> bool:
    """Completes a change of the master key that was stopped: True when there was one.

    The key file tells which of the two master keys is in force: the one that opens it.
    """
    master = Master.of(folder)
    waiting = master.path.with_name(master.path.name + ".next")
    if not waiting.exists():
        return False
    stored = msgspec.msgpack.decode((folder / NAME).read_bytes(), type=_Stored)
    try:
        sealing.unwrap(
            stored.suppression, AESGCM(bytes.fromhex(waiting.read_text().strip())), _bound("suppression")
        )
    except sealing.NotOpened:
        waiting.unlink(missing_ok=True)
    else:
        with suppress(FileNotFoundError):  # another process has just done it
            waiting.replace(master.path)
    return True


def _fresh(under: AESGCM, what: str, generation: int) -> _Wrapped:
    return _Wrapped(generation, sealing.wrap(sealing.new_key(), under, _bound(what, generation)))

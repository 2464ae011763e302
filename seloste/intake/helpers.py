"""Processes that store new people while the next records are read: two cores do what one would do by turns.

Only people who are new go to a helper, whole batches at a time, and a batch that a door refuses stores
nothing: it comes back and is stored by the import itself, which finds the record. Small imports have none.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

import msgspec

from seloste.engine.connect import connect, redirect
from seloste.intake.deciding import Import
from seloste.protection.keys import KeyFile
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Person
from seloste.register.people import Origin
from seloste.terms.act import Act

WORTH_IT = 5000
"""Records from which on helpers are begun: each takes about a tenth of a second to begin."""

MOST_OPEN = 3
AT_WORK = 7103
"""A lock that every helper holds: the next import waits for what one that was killed left behind."""

_PROCESSES = 2
_LOOKS_EVERY = 0.2


packed = msgspec.msgpack.Encoder().encode
"""People on their way to a helper: as MessagePack, in which their contents are sealed too, so that nothing of
these is changed by going through it twice. Pickling costs five times as much."""

unpacked = msgspec.msgpack.Decoder(list[Person]).decode


class Helpers:
    """Stores batches of new people; each answers whether all of it was stored, else none of it was."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def add(self, batch: Sequence[Person]) -> Future[bool]:
        """Begins to store a batch (at most a thousand)."""
        return self._pool.submit(_add, packed(batch))


@contextmanager
def helpers(work: Import, records: int) -> Iterator[Helpers | None]:
    """The helpers of an import of so many records; None where they aren't worth it."""
    if records < WORTH_IT:
        yield None
        return
    connection = work.vault.connection
    address = redirect(connection.info.dsn, password=connection.info.password)
    # A fork has the keys and the registry of models already; its connection is its own.
    pool = ProcessPoolExecutor(
        _PROCESSES,
        multiprocessing.get_context("fork"),
        _begin,
        (os.getpid(), connection.fileno(), address, work.vault.keys, work.origin, work.act),
    )
    try:
        yield Helpers(pool)
    finally:
        pool.shutdown(cancel_futures=True)


_here: tuple[Vault, Origin, Act] | None = None


def _begin(parent: int, inherited: int, address: str, keys: KeyFile, origin: Origin, act: Act) -> None:
    """In the helper's process: a connection of its own, and what is the same for every batch.

    The socket of the import's own connection came along with the fork. It is put out of reach, or the
    server would take an import that was killed for one that is still running.
    """
    global _here
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, inherited)
    os.close(nothing)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    connection = connect(address, autocommit=True)
    connection.execute("select pg_advisory_lock_shared(%s)", (AT_WORK,))
    _here = (Vault(connection, keys), origin, act)


def _end_with(parent: int) -> None:
    """An import that was killed leaves no helper behind."""
    while os.getppid() == parent:
        time.sleep(_LOOKS_EVERY)
    os._exit(1)


def _add(batch: bytes) -> bool:
    assert _here is not None  # _begin ran before
    vault, origin, act = _here
    try:
        people.add(vault, unpacked(batch), origin, act)
    except Exception:  # noqa: BLE001 - the import meets it again, where it can be told
        return False
    return True

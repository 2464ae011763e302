"""Turning buckets: the step that makes an erasure reach every older copy (spine 19, 20).

line → new bucket key beside the old → one transaction (delete the erased, re-wrap the rest, line) →
the re-wrapped rows beside the key file, read back → the old key destroyed. A process that is stopped
between two steps loses nothing: the next turn, the start and ``doctor`` finish a half turn.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from uuid import UUID

import msgspec

from seloste.gate import bind
from seloste.protection import outbox, sealing
from seloste.protection.keyfile import FEWEST_BITS, KeyFile
from seloste.protection.master import KeysError
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

log = logging.getLogger(__name__)

AT_ONCE = 512
"""Buckets of one turn: their lines and locks are short, and readers never wait."""

LINE_SECONDS = 30
"""A line of 60 seconds is written anew when a turn had to wait for writers."""

Step = Callable[[str], None]


def _go_on(_step: str) -> None:
    """Where a test stops a turn; nothing otherwise."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A refusal that outlives an erasure: hashes of the address, and what it stands against."""

    hashes: tuple[UUID, ...] = field(repr=False)
    scope: int


@dataclass(frozen=True, slots=True)
class Turned:
    """``lines``: of the deletions, in the ledger; ``buckets``: whose old key no longer exists."""

    lines: tuple[int, ...]
    buckets: tuple[int, ...]


def turn(
    vault: Vault,
    act: Act,
    buckets: Sequence[int],
    erased: Sequence[UUID] = (),
    suppress: Sequence[Suppression] = (),
    *,
    step: Step = _go_on,
) -> Turned:
    """Turn these buckets, and with them destroy the keys of the erased. Needs the grant ``upkeep``.

    A bucket takes along those that share its key since the buckets grew: else the key would live on.
    """
    if strangers := {vault.keys.bucket_of(person) for person in erased} - set(buckets):
        raise KeysError(
            f"Erased people of {len(strangers)} other buckets: a turn erases in its own buckets alone."
        )
    lines: list[int] = []
    with vault.keys.alone():
        _must_be_grown(vault)
        _recover(vault, act)
        turning = {other for no in buckets for other in vault.keys.sharing(no)}
        for some in _portions(sorted(turning), _shared_bits(vault.keys)):
            gone = [person for person in erased if vault.keys.bucket_of(person) in set(some)]
            lines.append(_turn(vault, act, some, gone, suppress if not lines else (), step))
    return Turned(tuple(lines), tuple(sorted(turning)))


def recover(vault: Vault, act: Act) -> int:
    """Finish what a stopped turn has left: how many buckets."""
    if not vault.keys.half_turned():
        return 0
    with vault.keys.alone():
        _must_be_grown(vault)
        return _recover(vault, act)


def _must_be_grown(vault: Vault) -> None:
    """Raises KeysError while the key file has other buckets than the database."""
    row = vault.connection.execute("select gate.bucket_bits()").fetchone()
    if row is None or row[0] != vault.keys.bits:
        raise KeysError(
            "The buckets are half grown.", help="`seloste upkeep` finishes it; so does every start."
        )


def _portions(buckets: Sequence[int], shared_bits: int) -> Iterator[list[int]]:
    """Buckets that may share a key are never parted: their key is destroyed in one turn or in none."""
    some: list[int] = []
    for _, group in groupby(buckets, key=lambda no: no >> shared_bits):
        members = list(group)
        if some and len(some) + len(members) > AT_ONCE:
            yield some
            some = []
        some += members
    if some:
        yield some


def _shared_bits(keys: KeyFile) -> int:
    return max(0, keys.bits - FEWEST_BITS)


def _turn(
    vault: Vault,
    act: Act,
    buckets: list[int],
    erased: list[UUID],
    suppress: Sequence[Suppression],
    step: Step,
) -> int:
    line, written = _line(vault, act, buckets), time.monotonic()
    step("line")
    generations = vault.keys.begin_turn(buckets)
    step("key beside")
    done = _rewrap(vault, act, line, generations, erased, suppress)
    step("database")
    outbox.flush(vault, act)  # before the old key goes: whose key is gone must be known to have been erased
    if time.monotonic() - written > LINE_SECONDS:
        line = _line(vault, act, buckets)
    _finish(vault, act, line, {no: new for no, (_, new) in generations.items()}, step)
    return done


def _line(vault: Vault, act: Act, buckets: list[int]) -> int:
    with bind.use(vault.connection, UPKEEP, act):
        row = vault.connection.execute("select gate.rotate_line(%s)", (buckets,)).fetchone()
    assert row is not None  # a function of one row
    if vault.connection.info.server_version < 170000:
        bind.given(
            vault.connection, "select gate.confirm_line(%s, %s, 'rotate')", (row[0], act.ticket.secret)
        )
    return int(row[0])


def _rewrap(
    vault: Vault,
    act: Act,
    line: int,
    generations: dict[int, tuple[int, int]],
    erased: list[UUID],
    suppress: Sequence[Suppression],
) -> int:
    """One transaction: the erased go, everybody else's keys are wrapped under the new bucket key."""
    buckets = list(generations)
    leaving = set(erased)
    hashes = [(h, s.scope) for s in suppress for h in s.hashes]
    with bind.use(vault.connection, UPKEEP, act):
        taken = _taken(vault, act, line, buckets)
        kept = [row for row in taken if not (row[0] in leaving and row[1] == 0)]
        wrapped = [_under(vault.keys, generations, *row) for row in kept]
        if None in wrapped and not any(_opens(vault.keys, *row) for row in taken):
            raise KeysError(
                "No key of these buckets opens: nothing was turned.",
                help="The key file is of another register, or older than the database: restore the right one.",
            )
        wrapped = [
            one or _fresh(vault.keys, generations, *row[:2]) for one, row in zip(wrapped, kept, strict=True)
        ]
        done = vault.connection.execute(
            "select gate.turn(%s, %s, %s, %s, %s, %s::smallint[], %s, %s, %s::smallint[])",
            (
                buckets, [generations[no][0] for no in buckets], [generations[no][1] for no in buckets], sorted(erased),
                [row[0] for row in kept], [row[1] for row in kept], wrapped, [h for h, _ in hashes], [s for _, s in hashes],
            ),
        ).fetchone()  # fmt: skip
    assert done is not None  # a function of one row
    return int(done[0])


def _taken(vault: Vault, act: Act, line: int, buckets: list[int]) -> list[tuple[UUID, int, int, bytes]]:
    cursor = vault.connection.cursor(binary=True)
    return cursor.execute(
        "select * from gate.turn_take(%s, %s, %s)", (line, act.ticket.secret, buckets)
    ).fetchall()


def _under(
    keys: KeyFile,
    generations: dict[int, tuple[int, int]],
    person: UUID,
    fate: int,
    generation: int,
    wrapped: bytes,
) -> bytes | None:
    """A key wrapped under the new bucket key; None for one that opens nothing."""
    no = keys.bucket_of(person)
    new = generations[no][1]
    try:
        key = sealing.unwrap(
            wrapped, keys.bucket(no, generation), sealing.key_binding(person, fate, generation)
        )
    except sealing.NotOpened:
        return None
    return sealing.wrap(key, keys.bucket(no, new), sealing.key_binding(person, fate, new))


def _opens(keys: KeyFile, person: UUID, fate: int, generation: int, wrapped: bytes) -> bool:
    try:
        under = keys.bucket(keys.bucket_of(person), generation)
        sealing.unwrap(wrapped, under, sealing.key_binding(person, fate, generation))
    except sealing.NotOpened:
        return False
    return True


def _fresh(keys: KeyFile, generations: dict[int, tuple[int, int]], person: UUID, fate: int) -> bytes:
    """A new key in the place of one that opens nothing.

    Any writer may have stored a worthless key, and one would stop every erasure from then on.
    """
    no = keys.bucket_of(person)
    new = generations[no][1]
    log.warning("a key that opened nothing was replaced", extra={"person": person, "bucket": no})
    return sealing.wrap(sealing.new_key(), keys.bucket(no, new), sealing.key_binding(person, fate, new))


def _finish(vault: Vault, act: Act, line: int, in_force: dict[int, int], step: Step) -> None:
    """The bucket's re-wrapped rows also beside the key file, read back and unwrapped; then the old key goes."""
    rows = bind.given(
        vault.connection,
        "select * from gate.turned_rows(%s, %s, %s)",
        (line, act.ticket.secret, list(in_force)),
    )
    by_bucket: dict[int, list[tuple[bytes, int, int, bytes]]] = {no: [] for no in in_force}
    for no, person, fate, generation, wrapped in rows:
        by_bucket[no].append((person.bytes, fate, generation, wrapped))
    write_rows(vault.keys, by_bucket)
    _read_back(vault.keys, list(in_force))
    step("rows beside")
    vault.keys.end_turn(list(in_force), keep=in_force)
    step("old key gone")


def _recover(vault: Vault, act: Act) -> int:
    """Buckets with two keys: the database says which of them is in force."""
    half = vault.keys.half_turned()
    if not half:
        return 0
    rows = vault.connection.execute("select bucket, generation from gate.all_generations()").fetchall()
    current: dict[int, int] = dict(rows)
    for some in _portions(half, _shared_bits(vault.keys)):
        line = _line(vault, act, some)
        waiting = {
            no: (current[no], vault.keys.generations(no)[-1])
            for no in some
            if current[no] != vault.keys.generations(no)[-1]
        }
        if waiting:
            _rewrap(vault, act, line, waiting, [], ())
        outbox.flush(vault, act)
        _finish(vault, act, line, {no: vault.keys.generations(no)[-1] for no in some}, _go_on)
    return len(half)


# -- wrapped keys beside the key file -------------------------------------------------------------


def rows_folder(keys: KeyFile) -> Path:
    """``keys/rows``: the newest wrapped keys of each bucket that was ever turned."""
    return keys.folder / "rows"


def write_rows(
    keys: KeyFile, by_bucket: dict[int, list[tuple[bytes, int, int, bytes]]], folder: Path | None = None
) -> None:
    """Each bucket's file replaced whole; all are on disk when this returns."""
    folder = folder or rows_folder(keys)
    folder.mkdir(mode=0o700, exist_ok=True)
    for no, rows in by_bucket.items():
        beside = folder / f"{no}.new"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.msgpack.encode(rows))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / str(no))
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_rows(keys: KeyFile, no: int) -> list[tuple[UUID, int, int, bytes]]:
    """Person, fate, generation and wrapped key of a turned bucket; empty when it never turned."""
    path = rows_folder(keys) / str(no)
    if not path.exists():
        return []
    found = msgspec.msgpack.decode(path.read_bytes(), type=list[tuple[bytes, int, int, bytes]])
    return [(UUID(bytes=person), fate, generation, wrapped) for person, fate, generation, wrapped in found]


def split_rows(keys: KeyFile) -> None:
    """After the buckets have grown: the files of wrapped keys by the new numbers, in a folder that is swapped in.

    Done twice it changes nothing, so a stop in between loses nothing.
    """
    folder, fresh, former = rows_folder(keys), keys.folder / "rows.next", keys.folder / "rows.former"
    if not folder.exists():
        if not former.exists():
            return
        former.rename(folder)
    by_bucket: dict[int, list[tuple[bytes, int, int, bytes]]] = {}
    for path in folder.iterdir():
        for person, fate, generation, wrapped in (
            read_rows(keys, int(path.name)) if path.name.isdigit() else ()
        ):
            by_bucket.setdefault(keys.bucket_of(person), []).append((person.bytes, fate, generation, wrapped))
    shutil.rmtree(fresh, ignore_errors=True)
    write_rows(keys, by_bucket, fresh)
    shutil.rmtree(former, ignore_errors=True)
    folder.rename(former)
    fresh.rename(folder)
    shutil.rmtree(former)


def _read_back(keys: KeyFile, buckets: list[int]) -> None:
    for no in buckets:
        for person, fate, generation, wrapped in read_rows(keys, no):
            sealing.unwrap(
                wrapped, keys.bucket(no, generation), sealing.key_binding(person, fate, generation)
            )

"""``seloste backup``: data and keys apart, each verified before it counts."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from seloste.backup import dumping, keys
from seloste.backup.folder import Backups, Manifest, stamp_of
from seloste.backup.scratch import AnotherRuns
from seloste.engine.clients import Clients
from seloste.gate import bind, publishing
from seloste.protection import outbox, proof, rotation, turning
from seloste.protection.archive import Written
from seloste.protection.replay import ReplayList
from seloste.protection.vault import Vault
from seloste.register.installation import Installation
from seloste.retention import clock
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

Step = Callable[[str], None]


def go_on(_step: str) -> None:
    """Where a test stops a backup or a restore; nothing otherwise."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register as its copies need it: the owner's address, the worker's connection with the keys, who acts,
    and the prefix of its roles."""

    owner: str
    vault: Vault
    act: Act
    prefix: str


def register_of(installation: Installation) -> Register:
    """The register of an installation; the worker acts, with its own ticket."""
    return Register(
        installation.address("owner"), installation.vault("worker"), installation.act("worker", "upkeep"),
        installation.roles.prefix,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A backup that was made: its manifest, how many bytes stood in the former one already, the keys' archive's
    moment and digest, what went, how long it took."""

    manifest: Manifest
    reused: int
    archived_at: datetime
    keys_digest: str
    keys_bytes: int
    removed: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        return {
            "stamp": self.manifest.stamp, "tables": len(self.manifest.tables), "rows": self.manifest.rows,
            "bytes": self.manifest.bytes, "reused_bytes": self.reused, "sha256": self.manifest.sha256, "ledger_size": self.manifest.ledger_size,
            "keys_archived_at": self.archived_at, "keys_sha256": self.keys_digest, "keys_bytes": self.keys_bytes,
            "removed": list(self.removed), "seconds": round(self.seconds, 1),
        }  # fmt: skip


def back_up(register: Register, folder: Path, *, step: Step = go_on) -> Done:
    """A verified copy of the register in a folder. The same call after a stop makes a new one.

    Raises BackupError, and AnotherRuns while another backup is made, of this register or into this folder: the two
    would clear each other's files away. Nothing half made stays.
    """
    backups = Backups(folder)
    backups.make()
    with _alone(register.vault), backups.alone():
        return _backed_up(register, backups, step)


@contextmanager
def _alone(vault: Vault) -> Iterator[None]:
    """One backup of a register at a time, whichever its folder."""
    handle = os.open(vault.keys.folder / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherRuns(
                "Another backup of this register is being made.", help="Wait until it has ended."
            ) from None
        yield
    finally:
        os.close(handle)


def _backed_up(register: Register, backups: Backups, step: Step) -> Done:
    begun, vault, act = time.monotonic(), register.vault, register.act
    mine = vault.keys.public_key.hex()
    backups.refuse_others(mine)
    backups.prepare()
    clients = Clients.fit_for(vault.connection.info.server_version)
    _tidy(vault, act)
    step("tidy")
    replay_from = ReplayList(vault.keys).last()
    dumped = dumping.dump(
        backups, clients, register.owner, _stamp(vault, backups), register.prefix, replay_from, mine
    )
    manifest = dumped.manifest
    try:
        step("dump")
        content = dumping.write_manifest(backups, manifest)
        step("manifest")
        outbox.note(
            vault, act,
            {"what": "backup", "at": manifest.at.isoformat(),
             "detail": {"stamp": manifest.stamp, "manifest": hashlib.sha256(content).hexdigest()}},
        )  # fmt: skip
        step("noted")
        archived_at, written = _archive(register, backups, step)
    except BaseException:
        backups.remove(manifest.stamp)  # data that no keys' archive vouches for would only stand in the way
        raise
    _line(register, manifest, archived_at, written.digest)
    step("line")
    removed = _let_go(register, backups)
    seconds = time.monotonic() - begun
    return Done(manifest, dumped.reused, archived_at, written.digest, written.size, removed, seconds)


def _tidy(vault: Vault, act: Act) -> None:
    """No older copy; nothing half turned, nothing waiting for the list, no line without its leaf."""
    outbox.check(vault)
    rotation.finish_growth(vault, act)
    turning.recover(vault, act)
    outbox.flush(vault, act)
    proof.seal(vault)


def _stamp(vault: Vault, backups: Backups) -> str:
    """This second, which no other backup in the folder has."""
    while True:
        stamp = stamp_of(_now(vault))
        if stamp not in backups.stamps():
            return stamp
        time.sleep(0.2)


def _now(vault: Vault) -> datetime:
    row = vault.connection.execute("select gate.now()").fetchone()
    assert row is not None  # a function of one row
    found: datetime = row[0]
    return found


def _archive(register: Register, backups: Backups, step: Step) -> tuple[datetime, Written]:
    """The keys' archive, while no bucket turns: from its moment on it holds no key of whoever was erased before."""
    vault, listed = register.vault, ReplayList(register.vault.keys)
    with _whole_keys(vault, register.act), listed.alone():
        listed.begin_segment()
        archived_at = _now(vault)
        step("alone")
        written = keys.write(backups.keys, vault.keys, register.owner)
    step("archive")
    return archived_at, written


@contextmanager
def _whole_keys(vault: Vault, act: Act) -> Iterator[None]:
    """While no bucket turns, and none is half turned: a turn may have been stopped since the backup began, and left
    the old key of whoever it erased beside the new one."""
    while True:
        turning.recover(vault, act)
        with vault.keys.alone():
            if not vault.keys.half_turned():
                yield
                return


def _line(register: Register, manifest: Manifest, archived_at: datetime, digest: str) -> None:
    with bind.use(register.vault.connection, UPKEEP, register.act):
        register.vault.connection.execute(
            "select gate.note_copy('backup', %s, %s, %s, %s::jsonb)",
            (manifest.stamp, archived_at, digest, f'{{"data": "{manifest.sha256}"}}'),
        )
    proof.seal(register.vault)


# keeps: keep.backups by job; off: return ()
def _let_go(register: Register, backups: Backups) -> tuple[str, ...]:
    """Archives past the notice's ``keep.backups``, and the records that none of those left can need.

    Nor one in another folder, of which nothing is known here but that it is not past ``keep.backups`` either.
    """
    published = publishing.published(register.vault.connection)
    if published is None or not published.policy.backups_days or clock.look(register.vault).ahead:
        return ()
    now, days = _now(register.vault), published.policy.backups_days
    gone = backups.past(days, now)
    for stamp in gone:
        backups.remove(stamp)
    if gone:
        oldest, _ = backups.read(backups.stamps()[0])
        listed = ReplayList(register.vault.keys)
        with listed.alone():
            listed.forget(min(oldest.replay_from, _last_before(listed, now - timedelta(days=days + 1))))
    return tuple(gone)


def _last_before(listed: ReplayList, moment: datetime) -> int:
    """The number of the last record that came before a moment; 0 where none did."""
    last = 0
    for record in listed.records():
        if datetime.fromisoformat(record.body["at"]) >= moment:
            break
        last = record.seq
    return last

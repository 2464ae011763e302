"""``seloste backup``: data and keys apart, each verified before it counts."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from seloste.backup import dumping, keys
from seloste.backup.folder import Backups, Manifest, stamp_of
from seloste.engine.clients import Clients
from seloste.gate import bind, publishing
from seloste.protection import outbox, proof, rotation, turning
from seloste.protection.archive import Written
from seloste.protection.replay import ReplayList
from seloste.protection.vault import Vault
from seloste.register.installation import Installation
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
    """A backup that was made: its manifest, the keys' archive's moment and digest, what went, how long it took."""

    manifest: Manifest
    archived_at: datetime
    keys_digest: str
    keys_bytes: int
    removed: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        return {
            "stamp": self.manifest.stamp, "tables": len(self.manifest.tables), "rows": self.manifest.rows,
            "bytes": self.manifest.bytes, "sha256": self.manifest.sha256, "ledger_size": self.manifest.ledger_size,
            "keys_archived_at": self.archived_at, "keys_sha256": self.keys_digest, "keys_bytes": self.keys_bytes,
            "removed": list(self.removed), "seconds": round(self.seconds, 1),
        }  # fmt: skip


def back_up(register: Register, folder: Path, *, step: Step = go_on) -> Done:
    """A verified copy of the register in a folder. The same call after a stop makes a new one."""
    begun, backups, vault, act = time.monotonic(), Backups(folder), register.vault, register.act
    backups.prepare()
    clients = Clients.fit_for(vault.connection.info.server_version)
    _tidy(vault, act)
    step("tidy")
    replay_from = ReplayList(vault.keys).last()
    manifest = dumping.dump(
        backups, clients, register.owner, _stamp(vault, backups), register.prefix, replay_from
    )
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
    _line(register, manifest, archived_at, written.digest)
    step("line")
    removed = _let_go(register, backups)
    return Done(manifest, archived_at, written.digest, written.size, removed, time.monotonic() - begun)


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
    with vault.keys.alone(), listed.alone():
        listed.begin_segment()
        archived_at = _now(vault)
        step("alone")
        written = keys.write(backups.keys, vault.keys, register.owner)
    step("archive")
    return archived_at, written


def _line(register: Register, manifest: Manifest, archived_at: datetime, digest: str) -> None:
    with bind.use(register.vault.connection, UPKEEP, register.act):
        register.vault.connection.execute(
            "select gate.note_copy('backup', %s, %s, %s, %s::jsonb)",
            (manifest.stamp, archived_at, digest, f'{{"data": "{manifest.sha256}"}}'),
        )
    proof.seal(register.vault)


# keeps: keep.backups by job; off: return ()
def _let_go(register: Register, backups: Backups) -> tuple[str, ...]:
    """Archives past the notice's ``keep.backups``, and the records that none of those left can need."""
    published = publishing.published(register.vault.connection)
    if published is None or not published.policy.backups_days:
        return ()
    gone = backups.past(published.policy.backups_days, _now(register.vault))
    for stamp in gone:
        backups.remove(stamp)
    if gone:
        oldest, _ = backups.read(backups.stamps()[0])
        listed = ReplayList(register.vault.keys)
        with listed.alone():
            listed.forget(oldest.replay_from)
    return tuple(gone)

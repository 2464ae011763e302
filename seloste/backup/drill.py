"""``seloste backup drill``: a backup that was never restored is a hope. It is restored in a scratch place, looked at,
and thrown away."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from seloste.backup import choosing, dumping, restoring
from seloste.backup.backing import Register
from seloste.backup.folder import BackupError, Backups, Manifest
from seloste.backup.loading import Target
from seloste.backup.restoring import Restored
from seloste.engine import database, launcher
from seloste.engine.connect import connect
from seloste.engine.database import Roles
from seloste.engine.home import Home, alone
from seloste.gate import bind
from seloste.gate.bind import Query
from seloste.protection import outbox, proof
from seloste.protection.keys import KeyFile, Master
from seloste.protection.opening import look_and_open_all
from seloste.protection.replay import ReplayList
from seloste.protection.vault import Vault
from seloste.register import installing
from seloste.register.records import registry
from seloste.register.schema import table_of
from seloste.terms.act import Act
from seloste.terms.words import LEGAL, RIGHTS, UPKEEP

SAMPLE = 50
"""Rows of each table and fate that are opened."""

_ACTOR = "drill"


@dataclass(frozen=True, slots=True)
class Drilled:
    """What was tried: the backup and its age, rows compared, rows opened, whom it forgot, and how long it took."""

    restored: Restored
    made_at: datetime
    age: timedelta
    tables: int
    rows: int
    people: int
    opened: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        return {
            "stamp": self.restored.stamp, "made_at": self.made_at, "age_hours": round(self.age.total_seconds() / 3600, 1),
            "tables": self.tables, "rows": self.rows, "people": self.people, "opened": self.opened,
            "seconds": round(self.seconds, 1), "restored": self.restored.as_json(),
        }  # fmt: skip


def drill(
    folder: Path,
    home: Home,
    *,
    at: str | None = None,
    given: Path | None = None,
    register: Register | None = None,
) -> Drilled:
    """Restore a backup beside the home, on an engine of its own, with the newest keys; nothing of it stays.

    ``register``: the one that stands here, whose keys are the newest, and which keeps the day. Raises BackupError,
    KeysError: then the backup would not come back.
    """
    begun = time.monotonic()
    manifest, _ = Backups(folder).read(at)
    with _scratch(home) as scratch:
        if register is not None:
            outbox.check(register.vault)
            outbox.flush(register.vault, register.act)
            _same_keys(register.vault, scratch.keys)
        target = _target(scratch, manifest.prefix)
        restored = restoring.restore(
            target, folder, at=at, given=given, loaded=lambda owner: _compare(owner, manifest)
        )
        people, opened = _tried(target, restored)
    age = datetime.now(UTC) - manifest.at
    if register is not None:
        _note(register, manifest)
    return Drilled(
        restored, manifest.at, age, len(manifest.tables), manifest.rows, people, opened, time.monotonic() - begun
    )  # fmt: skip


@contextmanager
def _scratch(home: Home) -> Iterator[Home]:
    """A home within the home, on its disk; what a stopped drill has left is cleared away first."""
    home.prepare()
    scratch = Home(home.root / "drill")
    with alone(home, "drill.lock"):
        _clear(scratch)
        try:
            scratch.prepare()
            if not (scratch.keys / "master").exists():
                (scratch.keys / "master").symlink_to(Master.of(home.keys).path.absolute())
            yield scratch
        finally:
            _clear(scratch)


def _clear(scratch: Home) -> None:
    if scratch.root.exists():
        launcher.stop(scratch)
        shutil.rmtree(scratch.root)


def _same_keys(vault: Vault, into: Path) -> None:
    """The newest keys are those in force here, while no bucket turns."""
    with vault.keys.alone(), ReplayList(vault.keys).alone():
        choosing.copy_folder(vault.keys.folder, into)


def _target(scratch: Home, prefix: str) -> Target:
    server = launcher.ensure_running(scratch)
    passwords = {role: secrets.token_urlsafe(24) for role in database.LOGINS}
    return Target(server.superuser_dsn(), prefix, Roles(prefix), passwords, scratch)


def _compare(owner: str, manifest: Manifest) -> None:
    """Every table's rows, and their digest, are those that the database had. Raises BackupError."""
    with dumping.snapshot(owner) as moment:
        found = dumping.tallies(moment.connection)
    wrong = sorted(name for name, wanted in manifest.tables.items() if found.get(name) != wanted)
    if wrong:
        raise BackupError(
            f"What came back is not what was there: {len(wrong)} tables differ, {wrong[0]} first.",
            help="Make a new backup, and keep this one for whoever looks into it.",
        )


def _tried(target: Target, restored: Restored) -> tuple[int, int]:
    """How many people came back, and how many of their rows were opened. Raises BackupError.

    By the ordinary way, as an actor that only the scratch place knows: its looks are lines of the ledger there.
    """
    places = target.addresses
    with connect(places.owner, autocommit=True) as owner:
        owner.execute(
            "select gate.found_actor(%s, 'drill', %s, interval '1 hour')", (_ACTOR, [RIGHTS, LEGAL])
        )
        row = owner.execute("select count(*) from register.standing").fetchone()
        assert row is not None  # an aggregate
        back = owner.execute(
            "select count(*) from register.standing where subject_id = any (%s)", (restored.caught.erased,)
        ).fetchone()
    if back is None or back[0]:
        raise BackupError("People came back who were erased since.", help="Do not restore this backup.")
    act = Act(installing.sign_in(places.signin, _ACTOR, timedelta(hours=1)))
    with connect(places.app, autocommit=True) as app:
        vault = Vault(app, KeyFile(target.home.keys))
        opened = sum(_opened(vault, act, use, fates) for use, fates in ((RIGHTS, "= 0"), (LEGAL, "> 0")))
    if row[0] and not opened:
        raise BackupError("Nothing of what came back opens.", help="Do not rely on this backup.")
    return int(row[0]), opened


def _opened(vault: Vault, act: Act, use: str, fates: str) -> int:
    """A sample of every table, opened; how many rows."""
    looks = {
        table: Query(
            f"select subject_id, id from register.{table} where fate {fates} order by id limit {SAMPLE}".encode()
        )
        for table in map(table_of, registry())
    }
    seen = look_and_open_all(vault.connection, vault.keys, use, act, looks)
    return sum(len(rows) for rows in seen.rows.values())


def _note(register: Register, manifest: Manifest) -> None:
    """The day of the last drill, and its line in the ledger."""
    with bind.use(register.vault.connection, UPKEEP, register.act):
        register.vault.connection.execute(
            "select gate.note_copy('drill', %s, null, %s, '{}')", (manifest.stamp, manifest.sha256)
        )
    proof.seal(register.vault)

"""``seloste restore``: data of any age, made as new as the newest keys before anybody may read it."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from seloste.backup import choosing, leaving, loading, scratch
from seloste.backup.backing import Step, go_on
from seloste.backup.catching_up import Caught, catch_up, records_since
from seloste.backup.choosing import Chosen
from seloste.backup.finishing import Place, finish
from seloste.backup.folder import BackupError, Backups, Manifest, stamp_of
from seloste.backup.leaving import WORKER
from seloste.backup.loading import Target
from seloste.engine.connect import connect
from seloste.gate.errors import Restoring
from seloste.protection import outbox
from seloste.protection.keys import KeyFile
from seloste.protection.outbox import DatabaseOlder
from seloste.protection.replay import Record, ReplayList
from seloste.protection.vault import Vault
from seloste.register import installing
from seloste.terms.act import Act, Ticket

Loaded = Callable[[str], None]
"""Looks at what was loaded, as the owner, before it is changed."""

FIRST = "first"
_OWN_KEYS = "select subject_id, fate, generation, wrapped from protection.key order by subject_id, fate"
WORKER_DAYS, OTHERS_DAYS = 365, 30


@dataclass(frozen=True, slots=True)
class Left:
    """A register that stood here: the database's name by now, and whether all that it knew is in the list."""

    database: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``left``: the register that stood here and was moved aside."""

    stamp: str
    keys: str
    caught: Caught
    settled: int
    ledger_size: int
    tickets: tuple[str, ...]
    left: Left | None
    seconds: float

    def as_json(self) -> dict[str, Any]:
        return {
            "stamp": self.stamp, "keys": self.keys, **caught_json(self.caught), "settled": self.settled,
            "ledger_size": self.ledger_size, "tickets": list(self.tickets),
            "aside": self.left and self.left.database, "aside_told_all": self.left and self.left.carried,
            "seconds": round(self.seconds, 1),
        }  # fmt: skip


def caught_json(caught: Caught) -> dict[str, Any]:
    """What was caught up with, in numbers: it names nobody."""
    return {
        "erased_since": len(caught.erased), "erased_now": len(caught.waiting), "replayed": caught.replayed,
        "not_put_back": caught.not_put_back, "notices_since": caught.notices,
    }  # fmt: skip


def _trusting(_owner: str) -> None:
    """The archive's digest has been compared with its manifest's, and that with the sealed list."""


def restore(
    target: Target,
    folder: Path,
    *,
    at: str | None = None,
    given: Path | None = None,
    checkpoint: Path | None = None,
    over: bool = False,
    step: Step = go_on,
    loaded: Loaded = _trusting,
) -> Restored:
    """Bring a register back. Stopped anywhere, the same call begins anew and finishes.

    Raises OlderKeys, ReplayMissing, KeysIncomplete, Standing, BackupError: then nothing is served.
    """
    begun, backups = time.monotonic(), Backups(folder)
    manifest, content = backups.read(at)
    _fit(target, manifest)
    target.home.prepare()
    with scratch.alone(target.home):
        if not over:
            loading.refuse_standing(target)
        chosen = choosing.choose(target.home.keys, backups, given, target.home.root, checkpoint)
        _vouched(chosen, manifest, content)
        loading.verify(backups, manifest)
        step("chosen")
        left = _room(target, manifest, chosen, step)
        keys = KeyFile(target.home.keys)
        since = records_since(ReplayList(keys), manifest.replay_from)
        loading.load(target, backups.dump(manifest.stamp))
        step("loaded")
        loaded(target.addresses.owner)
        tickets = _tickets(target)
        caught = _caught_up(target, manifest, chosen, keys, since)
        step("caught up")
        settled, size = finish(_place(target, keys), manifest.stamp, step)
        loading.settled(target)
    seconds = time.monotonic() - begun
    return Restored(manifest.stamp, chosen.newest.name, caught, settled, size, tickets, left, seconds)


def _room(target: Target, manifest: Manifest, chosen: Chosen, step: Step) -> Left | None:
    """The newest keys in their place, and an empty database; what stood here has told the list what it knew."""
    standing = loading.stands(target)
    if standing:
        leaving.refuse_newer(target, chosen.newest)
    keep_former_checkpoint(target.home.keys, manifest.stamp)
    keys = choosing.put(chosen, target.home.keys)
    step("keys")
    carried = standing and leaving.carry_over(target, target.database, keys)
    aside = loading.make_room(target, datetime.now(UTC))
    step("room")
    if aside is None:
        return None
    # once more, now that nobody writes there
    return Left(aside, carried and leaving.carry_over(target, aside, keys))


def _fit(target: Target, manifest: Manifest) -> None:
    if manifest.prefix != target.roles.prefix:
        raise BackupError(
            f"The backup was made for the roles {manifest.prefix}_…; here they are {target.roles.prefix}_….",
            help=f"Name the database and its roles {manifest.prefix}, as they were.",
        )
    if unknown := set(manifest.migrations) - loading.known_migrations():
        raise BackupError(
            f"The backup is of Seloste {manifest.seloste}, which is newer: {sorted(unknown)[0]} is not known here.",
            help=f"Restore it with Seloste {manifest.seloste} or newer.",
        )


def _vouched(chosen: Chosen, manifest: Manifest, content: bytes) -> None:
    """The list reaches back to the data, and vouches for its manifest. Raises ReplayMissing, BackupError."""
    if chosen.archive is None:
        raise BackupError(
            "There is no keys.archive beside the data, so nobody's wrapped keys are known.",
            help="--keys names another one.",
        )
    records_since(chosen.newest.listed, manifest.replay_from)
    for listed in (chosen.newest.listed, chosen.archive.listed):
        noted = {
            one.body["detail"].get("manifest")
            for one in listed.records(after=manifest.replay_from)
            if one.body["what"] == "backup" and one.body["detail"].get("stamp") == manifest.stamp
        }
        if hashlib.sha256(content).hexdigest() not in noted:
            raise BackupError(
                f"The sealed list doesn't know the backup {manifest.stamp} as it stands here: "
                "its manifest was changed, or these keys are older than it.",
                help="Bring the keys' archive of this backup or of a later one.",
            )


def keep_former_checkpoint(folder: Path, stamp: str) -> None:
    """It attests to lines that older data lacks: kept for whoever asks what was lost."""
    former, kept = folder / "checkpoint", folder / f"checkpoint.before-{stamp}"
    if former.exists() and not kept.exists():
        shutil.copy2(former, kept)


def _caught_up(
    target: Target, manifest: Manifest, chosen: Chosen, keys: KeyFile, since: list[Record]
) -> Caught:
    places = target.addresses
    if set(manifest.migrations) != loading.known_migrations():
        installing.make_schema(places.owner, target.roles)
    installing.extend_schema(places.owner, target.roles)
    assert chosen.archive is not None  # _vouched has seen to it
    with connect(places.owner, autocommit=True) as owner:
        rows = choosing.openable(keys, choosing.archived_rows(chosen.archive.keys.folder))
        return catch_up(owner, _worker(target), keys, rows, since)


def _worker(target: Target) -> Act:
    secret = bytes.fromhex((target.home.tickets / WORKER).read_text().strip())
    return Act(Ticket(secret), "upkeep")


def _place(target: Target, keys: KeyFile) -> Place:
    vault = Vault(connect(target.addresses.worker, autocommit=True), keys)
    return Place(target.addresses.owner, vault, _worker(target))


def _tickets(target: Target) -> tuple[str, ...]:
    """No ticket is in a backup: whoever has one in this home is given a new one."""
    folder, signin = target.home.tickets, target.addresses.signin
    with connect(target.addresses.owner, autocommit=True) as owner:
        actors = {row[0] for row in owner.execute("select name from gate.actor").fetchall()}
    held = sorted(({path.name for path in folder.iterdir()} | {WORKER, FIRST}) & actors)
    for actor in held:
        lasts = timedelta(days=WORKER_DAYS if actor == WORKER else OTHERS_DAYS)
        installing.keep_ticket(folder / actor, installing.sign_in(signin, actor, lasts))
    return tuple(held)


def here(place: Place, *, step: Step = go_on) -> Caught:
    """A database that is older than its keys, by recovery to a point in time or by a copied data folder, is caught
    up where it stands; nothing is done where it lacks nothing. Raises ReplayMissing, KeysIncomplete; then nothing
    is served."""
    vault = place.vault
    try:
        outbox.check(vault)
    except (DatabaseOlder, Restoring):
        pass
    else:
        return Caught()
    row = vault.connection.execute("select seq from gate.replay_known()").fetchone()
    assert row is not None  # a function of one row
    since, stamp = records_since(ReplayList(vault.keys), int(row[0])), stamp_of(datetime.now(UTC))
    with connect(place.owner, autocommit=True) as owner, connect(place.owner, autocommit=True) as reader:
        owner.execute("delete from gate.whole")
        step("closed")
        keep_former_checkpoint(vault.keys.folder, stamp)
        own = reader.cursor(binary=True).stream(_OWN_KEYS)
        caught = catch_up(owner, place.act, vault.keys, choosing.openable(vault.keys, own), since)
    step("caught up")
    finish(place, stamp, step)
    return caught

"""From the database's outbox into the sealed replay list; and whether a database is as new as its list."""

from __future__ import annotations

from typing import Any

from psycopg.errors import InvalidSchemaName

from seloste.engine import database
from seloste.gate import bind
from seloste.gate.errors import Restoring
from seloste.protection import sealer
from seloste.protection.master import KeysError
from seloste.protection.replay import ReplayList
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

AT_ONCE = 1000


class ReplayMissing(KeysError):
    """What must be done again is not known, so nothing is served."""

    code = "replay_missing"


class DatabaseOlder(KeysError):
    """The database is a copy from before some erasures, prohibitions or withdrawals."""

    code = "database_older"


def flush(vault: Vault, act: Act) -> int:
    """Carry what waits into the list, on disk, and take it from the outbox; how many records. Needs ``upkeep``.

    A stop between the two leaves a record in both: done again it changes nothing. Raises DatabaseOlder, and writes
    nothing: else a database that came back under a running process would pass for one that knows the whole list.
    """
    if not _one(vault, "select gate.replay_waits()"):
        return 0
    total, listed = 0, ReplayList(vault.keys)
    with listed.alone():
        _must_know(vault, listed)
        while taken := _taken(vault, act):
            last = listed.append([body for _, body in taken])
            _done(vault, act, [number for number, _ in taken], last)
            total += len(taken)
    return total


def note(vault: Vault, act: Act, body: dict[str, Any]) -> int:
    """A record that stands in no outbox, such as a backup's; its number. Raises DatabaseOlder."""
    listed = ReplayList(vault.keys)
    with listed.alone():
        _must_know(vault, listed)
        last = listed.append([{"id": None, "person": None, "table": None, "detail": {}} | body])
        _done(vault, act, [], last)
    return last


def check(vault: Vault) -> None:
    """Raises Restoring, ReplayMissing or DatabaseOlder when this database may not be read with these keys."""
    try:
        whole = _one(vault, "select gate.is_whole()")
    except InvalidSchemaName:  # a restore that has made the database and not yet loaded it
        if not database.is_being_restored(vault.connection):
            raise
        whole = False
    if not whole:
        raise Restoring
    _must_know(vault, ReplayList(vault.keys))


def _must_know(vault: Vault, listed: ReplayList) -> None:
    """Raises ReplayMissing, DatabaseOlder."""
    known, _ = _known(vault)
    last = listed.last()
    if last < known:
        raise ReplayMissing(
            f"The replay list in {listed.folder} ends at {last}; this database knows of {known} records.",
            help="Bring the newest key folder back: without the list nobody knows what was erased or forbidden since.",
        )
    found = [record for record in listed.records(after=known) if record.body["id"]]
    known, waiting = _known(vault)  # once more: another process may just have carried some of them over
    if any(record.seq > known and record.body["id"] not in waiting for record in found):
        raise DatabaseOlder(
            f"This database knows {known} of {last} records of the replay list: it is an older copy.",
            help="`seloste restore --here` does again what it lacks, before anybody reads.",
        )


def _known(vault: Vault) -> tuple[int, set[str]]:
    """How far the list had come when this database last knew, and what it has not yet carried there."""
    row = vault.connection.execute("select seq, waiting from gate.replay_known()").fetchone()
    assert row is not None  # a function of one row
    return int(row[0]), set(row[1])


def _taken(vault: Vault, act: Act) -> list[tuple[int, dict[str, Any]]]:
    with bind.use(vault.connection, UPKEEP, act):
        row = vault.connection.execute("select gate.replay_line(%s)", (AT_ONCE,)).fetchone()
    if row is None or row[0] is None:
        return []
    found = bind.given(
        vault.connection,
        "select id, at, what, subject_id, tbl, detail from gate.replay_take(%s, %s)",
        (row[0], act.ticket.secret),
    )
    return [
        (
            number,
            {
                "id": f"{number}@{sealer.micros(at)}", "at": at.isoformat(), "what": what, "person": str(person) if person else None,
                "table": table, "detail": detail,
            },
        )
        for number, at, what, person, table, detail in found
    ]  # fmt: skip


def _done(vault: Vault, act: Act, ids: list[int], last: int) -> None:
    with bind.use(vault.connection, UPKEEP, act):
        vault.connection.execute("select gate.replay_done(%s::bigint[], %s)", (ids, last))


def _one(vault: Vault, query: Any) -> bool:
    row = vault.connection.execute(query).fetchone()
    return bool(row and row[0])

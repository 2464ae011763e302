"""Data of any age made as new as its keys: who was erased goes, and what happened since is done again.

All as the owner, in one transaction, while the database still answers nobody (``gate.whole`` is empty).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.errors import IntegrityError

from seloste.backup.choosing import Wrapped
from seloste.backup.folder import BackupError
from seloste.engine.connect import Connection
from seloste.gate.errors import NotPermitted
from seloste.protection.keys import KeyFile
from seloste.protection.outbox import ReplayMissing
from seloste.protection.replay import Record, ReplayList
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

AT_ONCE = 1000
_NOTES = ("backup", "restored", "published", "erasure")


class KeysIncomplete(BackupError):
    """People have no key, and no record says that they were erased."""

    code = "keys_incomplete"


@dataclass(slots=True)
class Caught:
    """What was done: who had been erased since, who waits for their turn, and how many records of which kind."""

    erased: list[UUID] = field(default_factory=list)
    waiting: list[UUID] = field(default_factory=list)
    replayed: dict[str, int] = field(default_factory=dict)
    not_put_back: int = 0
    notices: list[int] = field(default_factory=list)


def records_since(listed: ReplayList, known: int) -> list[Record]:
    """The records that data may lack which knows this many. Raises ReplayMissing when some of them are gone."""
    if not listed.exists or listed.last() < known or listed.first() > known + 1:
        raise ReplayMissing(
            f"The replay list in {listed.folder} doesn't reach back to record {known + 1}.",
            help="Without it nobody knows what was erased or forbidden since: nothing is restored, "
            "and nothing overrides this. Bring the newest key folder, or restore newer data.",
        )
    return list(listed.records(after=known))


def catch_up(
    owner: Connection, act: Act, keys: KeyFile, rows: Iterable[Wrapped], since: list[Record]
) -> Caught:
    """Keys, generations, erasures and the list, in one transaction. Raises KeysIncomplete; then nothing is changed."""
    caught = Caught()
    with owner.transaction():
        owner.execute("select ledger.restored()")
        _enter(owner, act)
        # whatever comes into the outbox from here on was done again and is forgotten: nobody else may note anything
        owner.execute("lock table gate.replay in exclusive mode")
        last = owner.execute("select coalesce(max(id), 0) from gate.replay").fetchone()
        _keys(owner, keys, rows)
        _forget(owner, since, caught)
        touched = _replay(owner, since, caught)
        for some in _portions(sorted(touched), AT_ONCE):
            owner.execute(
                "select gate.settle(array(select s.subject_id from register.standing s"
                " where s.subject_id = any (%s)))", (some,),
            )  # fmt: skip
        assert last is not None  # an aggregate
        _certifiable(owner, caught)
        _forget_outbox(owner, last[0], since)
    return caught


def _enter(owner: Connection, act: Act) -> None:
    row = owner.execute("select gate.enter(%s, %s, %s)", (UPKEEP, act.ticket.secret, act.reason)).fetchone()
    if row is None or row[0] is None:
        raise NotPermitted(
            "The worker's ticket or its grant has ended in this database.",
            help="`seloste user ticket worker`",
        )


def _certifiable(owner: Connection, caught: Caught) -> None:
    """Who was erased since has a line that can be certified; who was only asked for waits for their turn."""
    for some in _portions(caught.erased, AT_ONCE):
        owner.execute("select gate.erased_before(%s)", (some,))
    if caught.waiting:
        owner.execute("select gate.asked_before(%s)", (caught.waiting,))


def _forget_outbox(owner: Connection, last: int, since: list[Record]) -> None:
    """What was just done again stands in the list already, and so may what waited when the data was kept.

    From here on the database knows the list to its end.
    """
    listed = [record.body["id"] for record in since if record.body["id"]]
    owner.execute(
        "delete from gate.replay r where r.id > %s"
        " or r.id || '@' || (extract(epoch from r.at) * 1000000)::bigint = any (%s)",
        (last, listed),
    )
    if since:
        owner.execute("update gate.replay_state set seq = greatest(seq, %s)", (since[-1].seq,))


def _keys(owner: Connection, keys: KeyFile, rows: Iterable[Wrapped]) -> None:
    """The table of wrapped keys by the newest that are known; each bucket's generation by the key file."""
    owner.execute("create temporary table brought (subject_id uuid, fate smallint, generation int, wrapped bytea)"
                  " on commit drop")  # fmt: skip
    with owner.cursor().copy("copy brought from stdin (format binary)") as out:
        out.set_types(["uuid", "int2", "int4", "bytea"])
        for row in rows:
            out.write_row(row)
    owner.execute("delete from protection.key")
    owner.execute(
        "insert into protection.key select b.* from brought b join register.subject s on s.id = b.subject_id"
    )
    owner.execute("update protection.bucket_size set bits = %s", (keys.bits,))
    owner.execute("delete from protection.bucket")
    # a bucket that is half turned counts as not yet turned: recovery wraps all of it anew
    generations = [keys.generations(no)[0] for no in range(2**keys.bits)]
    owner.execute(
        "insert into protection.bucket (no, generation) select o - 1, g from unnest(%s::int[]) with ordinality u (g, o)",
        (generations,),
    )
    owner.execute("truncate protection.index_sentinel, protection.blind, protection.name_index")
    owner.execute("update protection.index_state set generation = %s", (keys.index_generation,))


def _forget(owner: Connection, since: list[Record], caught: Caught) -> None:
    keyless = [row[0] for row in owner.execute("select subject_id from gate.keyless()").fetchall()]
    asked = {row[0] for row in owner.execute("select subject_id from gate.erasure").fetchall()}
    recorded = {UUID(one.body["person"]) for one in since if one.body["what"] == "erasure"}
    if unknown := set(keyless) - recorded - asked:
        raise KeysIncomplete(
            f"{len(unknown)} people of this data have no key that opens, and no record says that they were erased.",
            help="These keys lack something: bring the newest key folder, or the newest keys' archive. "
            "Nobody is removed on a guess, and nothing overrides this.",
        )
    owner.execute("select set_config('seloste.settle', 'later', true)")
    owner.execute("select gate.drop_keyless_rows()")
    for some in _portions(keyless, AT_ONCE):
        owner.execute("select gate.forget(%s, gate.now())", (some,))
    owner.execute("select set_config('seloste.settle', '', true)")
    living = owner.execute(
        "select subject_id from protection.key where fate = 0 and subject_id = any (%s)", (list(recorded),)
    ).fetchall()
    done = owner.execute(
        "select subject_id from gate.erasure where done_at is not null and subject_id = any (%s)",
        (list(recorded),),
    ).fetchall()
    caught.waiting = sorted(row[0] for row in living)
    # also who came and went in between, of whom this data knows nothing: their erasure can be certified again
    caught.erased = sorted((recorded | set(keyless)) - set(caught.waiting) - {row[0] for row in done})


def _replay(owner: Connection, since: list[Record], caught: Caught) -> set[UUID]:
    """Record by record, in their order; whose standing must be derived anew."""
    touched: set[UUID] = set()
    for record in since:
        what, person = record.body["what"], record.body["person"]
        if what == "published":
            caught.notices.append(int(record.body["detail"]["version"]))
        if what in _NOTES:
            continue
        detail = record.body["detail"]
        row = owner.execute(
            "select gate.replay_one(%s, %s, %s::smallint, %s::jsonb)",
            (what, person, record.body["table"], json.dumps({k: v for k, v in detail.items() if k != "now"})),
        ).fetchone()
        if row is None or not row[0]:
            continue
        caught.replayed[what] = caught.replayed.get(what, 0) + 1
        if person:
            touched.add(UUID(person))
        caught.not_put_back += sum(
            not _put_back(owner, record.body["table"], one) for one in _instead(detail)
        )
    return touched


def _instead(detail: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows that stood in the place of one that went, when it went."""
    yield from detail.get("now", ())


def _put_back(owner: Connection, table: int, row: dict[str, Any]) -> bool:
    """False where the row names something that this older data doesn't have: it stays away, and is counted."""
    try:
        with owner.transaction():
            owner.execute("select gate.replay_rows(%s::smallint, %s::jsonb)", (table, json.dumps([row])))
    except IntegrityError:
        return False
    return True


def _portions(people: list[UUID], size: int) -> Iterator[list[UUID]]:
    for start in range(0, len(people), size):
        yield people[start : start + size]

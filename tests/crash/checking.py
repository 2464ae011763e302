"""Is a register whole? Rows against keys and facts, standing against grounds, the ledger, and what opens."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from seloste.engine.connect import Connection
from seloste.gate.bind import Query
from seloste.protection import outbox, proof
from seloste.protection.opening import look_and_open_all
from seloste.protection.vault import Vault
from seloste.register.records import registry
from seloste.register.schema import table_of
from seloste.terms.act import Act
from tests.crash.places import Place

People = Counter[str]
"""What is held of each person, without the ids and times that differ from run to run; how often."""

_AT_ONCE = 1000

_NEVER: dict[str, LiteralString] = {
    "keys of nobody": "select 1 from protection.key k left join register.subject s on s.id = k.subject_id"
    " where s.id is null",
    "people without a key": "select 1 from register.subject s left join protection.key k on k.subject_id = s.id"
    " where k.subject_id is null",
    "keys of another generation than their bucket": "select 1 from protection.key k"
    " join protection.bucket b on b.no = protection.bucket_of(k.subject_id) where b.generation <> k.generation",
    "people with a relation and no standing, or the other way round": "select 1 from"
    " (select distinct subject_id from register.relation) r full join register.standing s using (subject_id)"
    " where r.subject_id is null or s.subject_id is null",
    "grounds without their evidence": "select 1 from register.ground g left join register.evidence e"
    " on (e.subject_id, e.id) = (g.subject_id, g.evidence_id) where e.id is null",
    "hashes of rows that do not stand": "select 1 from protection.blind b left join register.contact c"
    " on (c.subject_id, c.id) = (b.subject_id, b.row_id) where c.id is null",
    "addresses that the whole index lacks": "select 1 from register.contact c left join protection.blind b"
    " on (b.subject_id, b.row_id) = (c.subject_id, c.id)"
    " where c.kind = 2 and c.fate = 0 and b.row_id is null and (select ready from gate.index_progress())",
    "people erased who still have an ordinary key": "select 1 from gate.erasure e"
    " join protection.key k on k.subject_id = e.subject_id and k.fate = 0 where e.done_at is not null",
}
"""Queries that find nothing in a register that is whole."""


@dataclass(frozen=True)
class Seen:
    """What is wrong with a register, each in a few words, and everybody in it, when they all open."""

    faults: list[str]
    people: People


def faults(place: Place) -> list[str]:
    """What is wrong with the register as it stands; empty when nothing is."""
    return look(place).faults


def look(place: Place) -> Seen:
    """Rows, standing, ledger, and every row opened."""
    with place.superuser() as superuser:
        found = [what for what, query in _NEVER.items() if superuser.execute(query).fetchone()]
        found += [
            f"rows of {table} without a key"
            for table in map(table_of, registry())
            if superuser.execute(
                f"select 1 from register.{table} r left join protection.key k on (k.subject_id, k.fate) ="
                " (r.subject_id, r.fate) where k.subject_id is null limit 1".encode()
            ).fetchone()
        ]
        found += _standing(superuser)
    everybody: People = Counter()
    found += _kept(place, everybody)
    return Seen(found, everybody)


def _standing(superuser: Connection) -> Iterator[str]:
    """Whether deriving everybody anew would change anything. It is rolled back."""
    with superuser.transaction(force_rollback=True):
        before = _derived(superuser)
        superuser.execute("select gate.settle(array(select subject_id from register.standing))")
        if _derived(superuser) != before:
            yield "masks that do not follow from the facts"


def _derived(superuser: Connection) -> list[Any]:
    rows = [
        superuser.execute(
            f"select id, lawful, visible_until::text, restricted from register.{table} where fate = 0 order by id".encode()
        ).fetchall()
        for table in map(table_of, registry())
    ]
    standing = (
        "select subject_id, masks, groups, prohibited, valid_until::text from register.standing order by 1"
    )
    return [*rows, superuser.execute(standing).fetchall()]


def _kept(place: Place, everybody: People) -> Iterator[str]:
    """The ledger verifies, the list fits, and every row opens."""
    vault = place.installation.vault()
    with vault.connection:
        try:
            outbox.check(vault)
            proof.seal(vault)
            if not proof.check(vault, place.installation.act(reason="verify")).intact:
                yield "a ledger that does not verify"
            everybody.update(people(place, vault))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told beside the others
            yield f"{type(error).__name__}: {error}"


def people(place: Place, vault: Vault | None = None) -> People:
    """Everybody, by what is held of them. Every row is opened, which a lost key would prevent."""
    if vault is None:
        with (vault := place.installation.vault()).connection:
            return people(place, vault)
    held: dict[UUID, list[Any]] = {}
    with place.superuser() as superuser:
        for person, *fact in superuser.execute(_FACTS).fetchall():
            held.setdefault(person, []).append(fact)
        for table in map(table_of, registry()):
            for person, content, header in _opened(superuser, vault, place.installation.act(), table):
                held.setdefault(person, []).append([table, *header, content])
    return Counter(
        json.dumps(sorted(json.dumps(one, default=str, sort_keys=True, ensure_ascii=False) for one in all_of))
        for all_of in held.values()
    )


_FACTS: LiteralString = """
select subject_id, 'relation', grp, source, (ended is null)::int from register.relation
union all select subject_id, 'ground', basis, use, incomplete::int from register.ground
union all select subject_id, 'prohibition', scope, use, complained::int from register.prohibition
union all select subject_id, 'standing', groups, prohibited, restricted::int from register.standing
"""


def _opened(
    superuser: Connection, vault: Vault, act: Act, table: str
) -> Iterator[tuple[UUID, Any, tuple[Any, ...]]]:
    query = f"select id, kind, fate, source, lawful from register.{table} where fate = 0 order by id"
    headers = {row[0]: row[1:] for row in superuser.execute(query.encode()).fetchall()}
    ids, seen = list(headers), 0
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        asked = f"select subject_id, id from register.{table} where id = any(%s::uuid[])"
        looks = {table: Query(asked, (part,))}
        for row in look_and_open_all(vault.connection, vault.keys, "rights", act, looks).rows[table]:
            seen += 1
            yield row.person, row.content.show(), headers[row.row]
    if seen != len(ids):
        raise AssertionError(f"{len(ids) - seen} rows of {table} don't open")

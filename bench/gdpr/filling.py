"""Users and records through the doors, so that the ledger tells of each; and their twins in the plain tables."""

from __future__ import annotations

from typing import Any

from bench.gdpr.plain import LOG, TABLE, columns
from bench.gdpr.plan import content, person_id, purpose_of, row_id
from bench.gdpr.terms import ALL
from bench.place import NAME, Place
from seloste.protection import indexing
from seloste.register import people
from seloste.register.facts import Person, Relation, Row
from seloste.register.people import Origin
from seloste.retention import certificates, erasures

PAPERS = 10
"""People who are erased beforehand; whether they are gone is what the regulator asks."""


def fill(place: Place, records: int) -> list[dict[str, Any]]:
    """Both sides filled with the same records; the certificates of those who are erased already."""
    users, vault = records // 10, place.vault()
    indexing.ensure(vault, place.act)
    everybody = (_person(user, range(user, records, users), users) for user in range(users))
    people.add(vault, everybody, Origin("self", ALL), place.act)
    gone = [
        _person(-1 - number, range(records + number, records + number + 1), users) for number in range(PAPERS)
    ]
    people.add(vault, gone, Origin("self", ALL), place.act)
    done = erasures.carry_out_many(vault, [person.id for person in gone], place.act)
    _twins(place, records, users)
    return [certificates.certify(vault, one, place.act) for one in done]


def settled(place: Place) -> None:
    """Every table as a quiet night leaves it."""
    place.superuser().execute("vacuum analyze")


def _person(user: int, numbers: range, users: int) -> Person:
    rows = tuple(
        Row("records", f"r{purpose_of(number, users):02d}", content(number, 0), id=row_id(number, 0))
        for number in numbers
    )
    return Person(relations=(Relation("customer"),), rows=rows, id=person_id(user))


def _twins(place: Place, records: int, users: int) -> None:
    superuser = place.superuser()
    superuser.execute("create schema plain")
    for statement in LOG:
        superuser.execute(statement.encode())
    for side in ("plain", "audited"):
        for statement in TABLE:
            superuser.execute(statement.format(side=side).encode())
        into = f"copy plain.{side} (key, pur, usr, obj, decided, acl, shr, src, cat, data, ttl) from stdin"
        with superuser.cursor().copy(into.encode()) as copy:
            for record in range(records):
                copy.write_row((*columns(record, 0, users), "2028-11-01"))
    # each record's coming in stands in the log, as it stands in ours
    superuser.execute(
        "insert into plain.log (actor, verb, reason, usr, pur)"
        " select gen_random_uuid(), 'create', 'work', usr, pur from plain.audited order by usr"
    )
    superuser.execute(f"grant usage on schema plain to {NAME}_app".encode())
    superuser.execute(f"grant all on all tables in schema plain to {NAME}_app".encode())

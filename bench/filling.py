"""People for the benches, in bulk.

The real doors take about 2,000 people a second, too slow for a million, so this loads by COPY as the
superuser, with triggers off, into the same tables. What it writes is what the doors would have written:
every key honestly wrapped under its bucket key, every row sealed under its person's key, nothing faked.
Masks are not written here: ``gate.settle_all`` derives them from the facts, then the tables are packed.

Everybody has a name and an e-mail address; half have given the newsletter their consent for that
address, a tenth of everybody has refused it; 1 of 100 is a job applicant, a quarter customers, the rest
prospects. Beside the many stand some people of 100 rows and some of 20 (a tenth of these rows e-mail
addresses, a tenth telephone numbers, the rest postal addresses).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.place import NAME, Place
from seloste.engine.connect import Connection
from seloste.protection import sealing
from seloste.protection.keys import KeyFile
from seloste.protection.opening import TABLES
from seloste.terms.words import Fate

BATCH = 10_000
GIVEN = (
    "Aino", "Alli", "Eero", "Elina", "Helmi", "Ilmari", "Juho", "Kerttu", "Lauri", "Lempi", "Martta", "Oiva", "Onni", "Rauha",
    "Saima", "Sylvi", "Taavi", "Toivo", "Veikko", "Venla",
)  # fmt: skip
STEMS = (
    "Aalto", "Aho", "Haapa", "Hauki", "Heinä", "Hiiden", "Ilves", "Jänis", "Järve", "Kaiku", "Kallio", "Kanerva", "Kivi", "Koivu",
    "Kurki", "Lehto", "Lumi", "Mänty", "Marja", "Myrsky", "Niitty", "Ojan", "Pihla", "Poro", "Rauta", "Sammal", "Suvanto", "Tuuli",
    "Vaahto", "Väri", "Ykkös", "Öljy",
)  # fmt: skip
ENDS = (
    "haara", "harju", "joki", "järvi", "kangas", "kari", "koski", "kumpu", "la", "lahti", "lampi", "luoto", "maa", "mäki", "neva",
    "niemi", "noro", "pelto", "polku", "puro", "ranta", "saari", "salmi", "suo", "vuori",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """Whom a bench may take: the people of 100 and of 20 rows, and some of the many, in random order."""

    hundred: list[UUID]
    twenty: list[UUID]
    many: list[UUID]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """One person's wrapped keys and sealed rows, and the values in the clear for the plain twin."""

    person: tuple[UUID, int, bytes, bytes | None]
    rows: list[tuple[UUID, UUID, int, bytes, str]]
    evidence: tuple[UUID, UUID, UUID, bytes] | None


def fill(place: Place) -> Filled:
    """The register and its plain twin (schema ``plain``)."""
    keys = KeyFile(place.keys)
    with place.superuser() as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute("set synchronous_commit = off")  # of the loading alone: its session ends here
        for statement in _STAGES:
            superuser.execute(statement)
        people = _people(place)
        for start in range(0, len(people), BATCH):
            _stage(superuser, [_sealed(keys, *one) for one in people[start : start + BATCH]])
        for statement in _SPREAD:
            superuser.execute(statement)
    with place.superuser() as superuser:
        superuser.execute("analyze")
        superuser.execute("select gate.settle_all(null)")
        for statement in (*_PACK, *_TWIN):
            superuser.execute(statement.encode())
    chosen = sorted(people, key=lambda one: one[0].bytes[8:])
    return Filled(*([person for person, _, size in chosen if size == wanted] for wanted in (100, 20, 2)))


def _people(place: Place) -> list[tuple[UUID, int, int]]:
    """Id, number and rows of everybody, by id."""
    sizes = place.sizes
    wanted = [100] * sizes.hundred + [20] * sizes.twenty + [2] * sizes.people
    return sorted((UUID(bytes=os.urandom(16), version=4), number, rows) for number, rows in enumerate(wanted))


def _values(number: int, rows: int) -> Iterator[tuple[int, Any, str]]:
    """Kind, value as it is sealed, and value as a plain column would hold it."""
    given = GIVEN[number % len(GIVEN)]
    family = STEMS[number // 20 % len(STEMS)] + ENDS[number // 640 % len(ENDS)]
    yield 1, {"given": given, "family": family}, f"{given} {family}"
    for row in range(rows - 1):
        mail = f"{given}.{family}.{number}.{row}@example.com".lower().replace("ä", "a").replace("ö", "o")
        if row % 10 == 0:
            yield 2, mail, mail
        elif row % 10 == 1:
            phone = f"+35850{number % 100_000:05d}{row:02d}"
            yield 3, phone, phone
        else:
            street = f"Esimerkkikatu {number % 900 + 1} A {row}"
            yield 4, {"street": street, "post_code": "00100", "city": "Helsinki"}, f"{street}, 00100 Helsinki"


def _sealed(keys: KeyFile, person: UUID, number: int, rows: int) -> _Sealed:
    key, wrapped = _new_key(keys, person, Fate.ORDINARY)
    sealed = []
    for kind, value, plain in _values(number, rows):
        row = UUID(bytes=os.urandom(16), version=4)
        bound = sealing.row_binding(TABLES["contact"], row, person, Fate.ORDINARY, sealing.FORM)
        sealed.append((person, row, kind, sealing.seal(value, key, bound), plain))
    if number % 2:
        return _Sealed((person, number, wrapped, None), sealed, None)
    claims, wrapped_claims = _new_key(keys, person, Fate.CLAIMS)
    row = UUID(bytes=os.urandom(16), version=4)
    bound = sealing.row_binding(TABLES["evidence"], row, person, Fate.CLAIMS, sealing.FORM)
    proof = sealing.seal({"text": "Tilaan uutiskirjeen.", "how": "lomake"}, claims, bound)
    mail = next(one[1] for one in sealed if one[2] == 2)
    return _Sealed((person, number, wrapped, wrapped_claims), sealed, (person, row, mail, proof))


def _new_key(keys: KeyFile, person: UUID, fate: int) -> tuple[AESGCM, bytes]:
    key = sealing.new_key()
    under = keys.bucket(keys.bucket_of(person), 1)
    return AESGCM(key), sealing.wrap(key, under, sealing.key_binding(person, fate, 1))


def _stage(superuser: Connection, batch: list[_Sealed]) -> None:
    tables: list[tuple[str, list[str], list[tuple[Any, ...]]]] = [
        ("person", ["uuid", "int4", "bytea", "bytea"], [one.person for one in batch]),
        ("row", ["uuid", "uuid", "int2", "bytea", "text"], [row for one in batch for row in one.rows]),
        ("proof", ["uuid", "uuid", "uuid", "bytea"], [one.evidence for one in batch if one.evidence]),
    ]
    for table, types, rows in tables:
        with superuser.cursor().copy(f"copy stage.{table} from stdin (format binary)".encode()) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


_STAGES = (
    "create schema stage",
    "create unlogged table stage.person (id uuid, no int, wrapped bytea, claims bytea)",
    "create unlogged table stage.row (subject_id uuid, id uuid, kind smallint, sealed bytea, value text)",
    "create unlogged table stage.proof (subject_id uuid, id uuid, mail uuid, sealed bytea)",
)
_SPREAD = (
    "insert into register.subject select id from stage.person",
    "insert into protection.key select id, 0, 1, wrapped from stage.person",
    "insert into protection.key select id, 2, 1, claims from stage.person where claims is not null",
    "insert into register.standing select id, '{}', 0, 0, false, 'infinity', 6 from stage.person",
    """insert into register.relation (subject_id, id, grp, source, notice, started, active_at)
       select p.id, gen_random_uuid(), g.no, s.no, v.policy, now() - p.no % 600 * interval '1 day', now() - p.no % 600 * interval '1 day'
         from stage.person p cross join gate.state v join gate.source_no s on s.name = 'mailchimp'
         join gate.group_no g on g.name = case when p.no % 100 = 7 then 'applicant' when p.no % 4 = 1 then 'customer' else 'prospect' end""",
    """insert into register.ground (subject_id, id, basis, use, row_id, evidence_id, incomplete, source, notice, started)
       select e.subject_id, gen_random_uuid(), 1, u.bit, e.mail, e.id, false, s.no, v.policy, now() - interval '90 days'
         from stage.proof e cross join gate.state v join gate.source_no s on s.name = 'mailchimp' join gate.use_bit u on u.name = 'newsletter.email'""",
    """insert into register.prohibition (subject_id, id, scope, source, notice, since, since_known)
       select p.id, gen_random_uuid(), 2, s.no, v.policy, now() - interval '30 days', true
         from stage.person p cross join gate.state v join gate.source_no s on s.name = 'mailchimp' where p.no % 10 = 4""",
    """insert into register.contact (subject_id, id, fate, form, source, obtained_at, notice, lawful, visible_until, expires_at, restricted,
         kind, label, state, sealed)
       select r.subject_id, r.id, 0, 1, s.no, now() - interval '90 days', v.policy, 0, 'infinity', 'infinity', false, r.kind, 0, 0, r.sealed
         from stage.row r cross join gate.state v join gate.source_no s on s.name = 'mailchimp'""",
    """insert into register.evidence (subject_id, id, fate, form, source, obtained_at, notice, lawful, visible_until, expires_at, restricted,
         kind, sealed)
       select e.subject_id, e.id, 2, 1, s.no, now() - interval '90 days', v.policy, 0, 'infinity', 'infinity', false, 5, e.sealed
         from stage.proof e cross join gate.state v join gate.source_no s on s.name = 'mailchimp'""",
)
_PACK = (
    "vacuum full register.standing", "vacuum full register.contact", "vacuum full register.evidence",
    "vacuum analyze",
)  # fmt: skip

_TWIN = (
    "create schema plain",
    # the very table without its policy: same rows, same indexes, same fill
    "create table plain.copy with (fillfactor = 90) as select * from register.contact",
    "alter table plain.copy add primary key (subject_id, id)",
    "create index on plain.copy (expires_at) where expires_at < 'infinity'",
    "create index on plain.copy (batch) where batch is not null",
    # what a competent person would have without Seloste: values in the clear, found by an index
    "create table plain.person as select id from register.subject",
    "alter table plain.person add primary key (id)",
    """create table plain.contact with (fillfactor = 90) as select c.subject_id, c.id, c.kind, c.label, c.state, c.source, c.obtained_at,
         c.lawful, c.visible_until, c.expires_at, r.value from register.contact c join stage.row r using (subject_id, id)
         order by c.subject_id, c.id""",
    "create table plain.evidence as select subject_id, id, source, obtained_at, ended, 'Tilaan uutiskirjeen.'::text value from register.evidence",
    "create table plain.relation as select * from register.relation",
    "create table plain.ground as select * from register.ground",
    "create table plain.prohibition as select * from register.prohibition",
    *(
        f"alter table plain.{table} add primary key (subject_id, id), add foreign key (subject_id) references plain.person"
        for table in ("contact", "evidence", "relation", "ground", "prohibition")
    ),
    "create index on plain.contact (kind, value)",
    "create index on plain.contact (expires_at) where expires_at < 'infinity'",
    # the least that any system must keep that can say who read what
    """create table plain.audit (id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
         actor uuid not null, use text not null, reason text not null, verb text not null, subject_id uuid, detail jsonb)""",
    "create index on plain.audit (subject_id, at)",
    f"grant usage on schema plain to {NAME}_app",
    f"grant all on all tables in schema plain to {NAME}_app",
    "drop schema stage cascade",
    "vacuum analyze",
    "checkpoint",
)

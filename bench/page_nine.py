"""``page_nine``: one person's page with data in all nine categories: header rows, and every value opened.

Ours, under ``rights``, in the one pipeline of the person's page: a look over all tables of personal rows, their
header rows, and what was looked at opened once that is committed. Baseline: one transaction with an
audit row and a SELECT from each of as many plain tables, header columns and values by primary key,
pipelined as ours is.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import cycle, islice
from uuid import UUID

import msgspec

from bench.filling import Filled
from bench.page import AUDIT
from bench.place import Place
from bench.results import Result, against
from bench.rounds import Pair, side_by_side
from seloste.cli import demo_dealings
from seloste.engine.connect import Connection
from seloste.gate.bind import Query
from seloste.protection.keys import KeyFile
from seloste.protection.opening import look_and_open_person
from seloste.register import showing
from seloste.register.records import registry
from seloste.register.schema import HEADER, table_of
from seloste.terms.words import RIGHTS

AIM = 3.0
PEOPLE = 40
SHOWN = (
    "select id, kind, fate, source, obtained_at, nullif(expires_at, 'infinity'), notice, value"
    " from plain.nine_{table} where subject_id = %s"
)


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, plain = place.vault(), place.connect()
    demo_dealings.bring(vault, place.act, datetime.now(UTC))
    tables = [table_of(model) for model in registry()]
    people = _many_sided(place, tables)
    rows = _twins(place, tables, people)
    ops = place.sizes.page_ops

    def audited(_round: int) -> None:
        for person in islice(cycle(people), ops):
            _audited(plain, tables, person)

    def page(_round: int) -> None:
        for person in islice(cycle(people), ops):
            _opened(place, vault.connection, vault.keys, person)

    pair = side_by_side(audited, page, place.sizes.rounds)
    each = Pair(pair.baseline / ops, pair.ours / ops, pair.spread)
    return [against("page_nine", round(rows / len(people)), each, AIM, pages=ops, tables=len(tables))]


def _many_sided(place: Place, tables: list[str]) -> list[UUID]:
    """People with rows in most tables."""
    union = " union all ".join(
        f"select distinct subject_id, '{table}' t from register.{table}" for table in tables
    )
    rows = place.superuser().execute(
        f"select subject_id from ({union}) x group by 1 order by count(*) desc, 1 limit {PEOPLE}".encode()
    ).fetchall()  # fmt: skip
    return [row[0] for row in rows]


def _twins(place: Place, tables: list[str], people: list[UUID]) -> int:
    """The same rows with their values in the clear, a plain table for each; how many rows."""
    superuser, vault = place.superuser(), place.vault()
    superuser.execute("create temp table value (id uuid, value text)")
    with superuser.cursor().copy("copy value from stdin") as copy:
        for person in people:
            for id_, value in _opened(place, vault.connection, vault.keys, person).items():
                copy.write_row((id_, msgspec.json.encode(value).decode()))
    rows = 0
    for table in tables:
        made = superuser.execute(
            f"create table plain.nine_{table} as select {HEADER}, v.value from register.{table} t join value v using (id)".encode()
        )
        rows += made.rowcount
        superuser.execute(f"alter table plain.nine_{table} add primary key (subject_id, id)".encode())
        superuser.execute(f"grant select on plain.nine_{table} to public".encode())
        superuser.execute(f"analyze plain.nine_{table}".encode())
    return rows


def _opened(place: Place, connection: Connection, keys: KeyFile, person: UUID) -> dict[UUID, object]:
    seen = look_and_open_person(
        connection, keys, RIGHTS, place.act, person, (Query(showing.HEADERS, (person,)),)
    )
    return {row.row: row.content.show() for rows in seen.rows.values() for row in rows}


def _audited(connection: Connection, tables: list[str], person: UUID) -> None:
    with connection.pipeline(), connection.transaction():
        connection.execute(AUDIT, (person,))
        found = [connection.execute(SHOWN.format(table=table).encode(), (person,)) for table in tables]
    for rows in found:
        rows.fetchall()

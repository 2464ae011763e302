"""``page``: one person's page. Header rows and 20 values opened; and the header rows alone.

Ours, in one pipeline and under one use, as the person's page does it: their header columns, their 20 rows
looked at, and opened once that is committed (``page_headers``: the header columns alone). Baseline: in one transaction an audit row and the same 20 rows, header
columns and values, out of a plain table by its primary key; pipelined as ours is, which makes it quicker.
For the header rows alone neither side is pipelined: each takes four round trips.
"""

from __future__ import annotations

from typing import LiteralString
from uuid import UUID

from bench.filling import Filled
from bench.place import Place
from bench.results import Result, against
from bench.rounds import Pair, side_by_side
from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.gate.bind import Query
from seloste.protection.opening import look_and_open_all

USE = "customer_care"
AIM, HEADERS_AIM = 3.0, 1.5
AUDIT: LiteralString = "insert into plain.audit (actor, use, reason, verb, subject_id) values (gen_random_uuid(), 'customer_care', 'work', 'open', %s)"
HEADERS: LiteralString = "select id, kind, label, state, source, obtained_at, nullif(expires_at, 'infinity') from register.contact where subject_id = %s"
PLAIN_HEADERS: LiteralString = "select id, kind, label, state, source, obtained_at, nullif(expires_at, 'infinity') from plain.contact where subject_id = %s"
ROWS: LiteralString = "select subject_id, id from register.contact where subject_id = %s limit 1000"
PLAIN: LiteralString = "select id, kind, label, state, source, obtained_at, nullif(expires_at, 'infinity'), value from plain.contact where subject_id = %s"


def measure(place: Place, filled: Filled) -> list[Result]:
    connection, vault, visible = place.connect(), place.vault(), _visible(place, filled)

    def each() -> list[UUID]:
        return [visible[number % len(visible)] for number in range(place.sizes.page_ops)]

    def audited(_round: int) -> None:
        for person in each():
            _audited(connection, person)

    def page(_round: int) -> None:
        for person in each():
            look_and_open_all(
                vault.connection, vault.keys, USE, place.act,
                {"contact": Query(ROWS, (person,))}, (Query(HEADERS, (person,)),),
            )  # fmt: skip

    def audited_headers(_round: int) -> None:
        for person in each():
            with connection.transaction():
                connection.execute(AUDIT, (person,))
                connection.execute(PLAIN_HEADERS, (person,)).fetchall()

    def headers(_round: int) -> None:
        for person in each():
            _headers(vault.connection, place, person)

    rounds, ops = place.sizes.rounds, place.sizes.page_ops
    whole, bare = side_by_side(audited, page, rounds), side_by_side(audited_headers, headers, rounds)
    return [
        against("page", 20, _per(whole, ops), AIM, pages=ops),
        against("page_headers", 20, _per(bare, ops), HEADERS_AIM, pages=ops),
    ]


def _per(pair: Pair, ops: int) -> Pair:
    return Pair(pair.baseline / ops, pair.ours / ops, pair.spread)


def _visible(place: Place, filled: Filled) -> list[UUID]:
    """People of 20 rows, all of which the use sees."""
    connection = place.connect()
    with bind.use(connection, USE, place.act):
        rows = connection.execute(
            "select subject_id from register.contact where subject_id = any(%s) group by 1 having count(*) = 20",
            (filled.twenty,),
        ).fetchall()
    return [row[0] for row in rows]


def _audited(connection: Connection, person: UUID) -> None:
    with connection.pipeline(), connection.transaction():
        connection.execute(AUDIT, (person,))
        rows = connection.execute(PLAIN, (person,))
    rows.fetchall()


def _headers(connection: Connection, place: Place, person: UUID) -> None:
    with bind.use(connection, USE, place.act):
        connection.execute(HEADERS, (person,)).fetchall()

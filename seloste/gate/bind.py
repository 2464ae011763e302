"""Binding: a use is entered for one transaction, and rows are opened only under a committed line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

import psycopg
from psycopg import pq

from seloste.engine.connect import Connection
from seloste.gate.errors import NestedUse, NotPermitted, translated
from seloste.terms.act import Act

ENTER: LiteralString = "select gate.enter(%s, %s, %s)"


@contextmanager
def use(connection: Connection, name: str, act: Act) -> Iterator[int]:
    """One transaction under one use; yields the number of its ledger line.

    Outermost: it refuses to be nested (spine 7). A refusal, the database's or the grant's, rolls
    everything back and leaves a line of its own.
    """
    if connection.info.transaction_status != pq.TransactionStatus.IDLE:
        raise NestedUse(f"{name}: a use is outermost; this connection is inside a transaction already.")
    try:
        with connection.transaction():
            line = _entered(connection, name, act)
            if line is not None:
                yield line
    except psycopg.Error as error:
        found = translated(error)
        if isinstance(found, NotPermitted):
            refuse(connection, name, act, error.sqlstate or "refused")
        raise found from (None if found is not error else error)
    if line is None:
        raise _no_grant(name)


def _entered(connection: Connection, name: str, act: Act) -> int | None:
    row = connection.execute(ENTER, (name, act.ticket.secret, act.reason)).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def _no_grant(name: str) -> NotPermitted:
    return NotPermitted(
        f"This ticket may not use {name}: its grant is missing or has ended, or the published notice has no such use.",
        help="`seloste user add NAME --uses …` gives grants; `seloste notice uses` lists the uses.",
    )


def refuse(connection: Connection, name: str, act: Act, code: str) -> None:
    """The line of a refusal, after the rollback."""
    if connection.closed or connection.info.transaction_status != pq.TransactionStatus.IDLE:
        return
    connection.execute("select gate.refused(%s, %s, %s)", (name, act.ticket.secret, code))


class SealedRow(NamedTuple):
    """Ciphertext and wrapped key of one row, as the gate hands them out together."""

    person: UUID
    row: UUID
    kind: int
    fate: int
    form: int
    sealed: bytes
    generation: int
    wrapped: bytes


class Query(NamedTuple):
    """A statement with its parameters, to be run under a use."""

    text: LiteralString | bytes
    parameters: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was handed out, by table; and the rows of each query that ran beside, in order."""

    rows: dict[str, list[SealedRow]]
    beside: list[list[tuple[Any, ...]]]


def take(
    connection: Connection,
    name: str,
    act: Act,
    table: str,
    query: LiteralString,
    parameters: Sequence[Any] = (),
) -> list[SealedRow]:
    """Look and open in one round trip: the line is committed before anything is handed out (spine 21).

    ``query`` selects ``subject_id, id`` of at most 1,000 rows of ``table`` and runs under the policy.
    """
    return take_all(connection, name, act, {table: Query(query, parameters)}).rows[table]


def take_all(
    connection: Connection, name: str, act: Act, looks: Mapping[str, Query], beside: Sequence[Query] = ()
) -> Taken:
    """As :func:`take`, for several tables under one use: a line for each table, and still one round trip.

    ``beside`` runs in the transaction of the looks, so its rows are of the same use and the same moment.
    """
    looked = [
        Query(
            f"select gate.look_{table}(array_agg(subject_id), array_agg(id)) from ({_words(query)}) rows".encode(),
            query.parameters,
        )
        for table, query in looks.items()
    ]
    opened = [
        Query(
            f"select * from gate.open_{table}(nullif(current_setting('seloste.look_{table}'), '')::bigint, %s)".encode(),
            (act.ticket.secret,),
        )
        for table in looks
    ]
    found, handed_out = _pipelined(connection, name, act, [*beside, *looked], opened)
    return Taken(
        {table: _sealed(rows) for table, rows in zip(looks, handed_out, strict=True)}, found[: len(beside)]
    )


def take_person(
    connection: Connection, name: str, act: Act, person: UUID, beside: Sequence[Query] = ()
) -> tuple[dict[int, list[SealedRow]], list[list[tuple[Any, ...]]]]:
    """As :func:`take_all`, whatever one person has in any table, under one line; by the code of the table."""
    look = Query("select gate.look_person(%s)", (person,))
    opened = Query(
        "select * from gate.open_person(nullif(current_setting('seloste.look_person'), '')::bigint, %s)",
        (act.ticket.secret,),
    )
    found, handed_out = _pipelined(connection, name, act, [*beside, look], [opened])
    rows: dict[int, list[SealedRow]] = {}
    for code, *row in handed_out[0]:
        rows.setdefault(code, []).append(SealedRow(*row))
    return rows, found[: len(beside)]


def take_keys(
    connection: Connection, name: str, act: Act, people: Sequence[UUID]
) -> list[tuple[UUID, int, int, bytes]]:
    """Person, fate, generation and wrapped key of whoever of these people is in the register, for writing.

    A thousand people at most; the keep line that names them is on disk before a key is handed out.
    """
    keep = Query("select gate.keep(%s)", (list(people),))
    keys = Query(
        "select * from gate.keep_keys(nullif(current_setting('seloste.keep'), '')::bigint, %s)",
        (act.ticket.secret,),
    )
    rows = _pipelined(connection, name, act, [keep], [keys])[1][0]
    return [(row[0], int(row[1]), int(row[2]), row[3]) for row in rows]


def _words(query: Query) -> str:
    return query.text.decode() if isinstance(query.text, bytes) else query.text


def take_names(
    connection: Connection,
    name: str,
    act: Act,
    buckets: Sequence[UUID],
    chosen: str = "{}",
    after: UUID | None = None,
) -> list[SealedRow]:
    """Names for sorting a list: a line of the verb sort, which shows nobody as looked at (spine 23).

    A thousand at most, of people after one. ``chosen``: what the list is narrowed to, as JSON.
    """
    opened = "select * from gate.open_sort(nullif(current_setting('seloste.look'), '')::bigint, %s)"
    sort = Query("select gate.sort_line(%s, %s, %s)", (list(buckets), chosen, after))
    return _sealed(_pipelined(connection, name, act, [sort], [Query(opened, (act.ticket.secret,))])[1][0])


def _sealed(rows: Sequence[tuple[Any, ...]]) -> list[SealedRow]:
    return [SealedRow(*row) for row in rows]


def _pipelined(
    connection: Connection, name: str, act: Act, under: Sequence[Query], after: Sequence[Query]
) -> tuple[list[list[tuple[Any, ...]]], list[list[tuple[Any, ...]]]]:
    """``under`` in one transaction of the use, ``after`` when that is committed."""
    if connection.info.transaction_status != pq.TransactionStatus.IDLE:
        raise NestedUse(f"{name}: opening takes transactions of its own.")
    try:
        with connection.pipeline():
            connection.execute("begin")
            connection.execute(ENTER, (name, act.ticket.secret, act.reason))
            found = [connection.execute(query.text, query.parameters) for query in under]
            connection.execute("commit")
            rows = [_handing(connection, query) for query in after]
    except psycopg.Error as error:
        _leave(connection)
        if error.sqlstate == NOT_ON_DISK:  # the lines stand: hand out once they are on disk
            return [cursor.fetchall() for cursor in found], [given(connection, *query) for query in after]
        translation = translated(error)
        if isinstance(translation, NotPermitted):
            refuse(connection, name, act, error.sqlstate or "refused")
            if error.sqlstate == "SL001":
                raise _no_grant(name) from None
        raise translation from (None if translation is not error else error)
    return [cursor.fetchall() for cursor in found], [cursor.fetchall() for cursor in rows]


def _handing(connection: Connection, query: Query) -> psycopg.Cursor[tuple[Any, ...]]:
    return connection.cursor(binary=True).execute(query.text, query.parameters)


NOT_ON_DISK = "SL007"
_NUDGES = 20


def handed(
    connection: Connection, query: LiteralString | bytes, parameters: Sequence[Any]
) -> list[SealedRow]:
    """Sealed rows under a committed line, as :func:`given` asks for them."""
    return _sealed(given(connection, query, parameters))


def given(connection: Connection, query: str | bytes, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a function that wants its line on disk, asked outside of any transaction.

    Servers before 17 can't be told to flush from inside a function: there, a commit of our own
    does it, and the function is asked again.
    """
    asked = query.encode() if isinstance(query, str) else query
    with refusing(connection):
        for _ in range(_NUDGES):
            try:
                return connection.cursor(binary=True).execute(asked, parameters).fetchall()
            except psycopg.Error as error:
                if error.sqlstate != NOT_ON_DISK:
                    raise
                connection.execute("select pg_logical_emit_message(true, 'seloste', '')")
        return connection.cursor(binary=True).execute(asked, parameters).fetchall()


def _leave(connection: Connection) -> None:
    if connection.info.transaction_status in (pq.TransactionStatus.INERROR, pq.TransactionStatus.INTRANS):
        connection.execute("rollback")


@contextmanager
def refusing(connection: Connection) -> Iterator[None]:
    """The gate's own errors for the database's, for calls outside a use (publishing, granting)."""
    try:
        yield
    except psycopg.Error as error:
        _leave(connection)
        found = translated(error)
        raise found from (None if found is not error else error)

"""Binding: a use is entered for one transaction, and rows are opened only under a committed line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString
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


@dataclass(frozen=True, slots=True)
class SealedRow:
    """Ciphertext and wrapped key of one row, as the gate hands them out together."""

    person: UUID
    row: UUID
    kind: int
    fate: int
    form: int
    sealed: bytes
    generation: int
    wrapped: bytes


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
    looked = f"select gate.look_{table}(array_agg(subject_id), array_agg(id)) from ({query}) rows"
    opened = f"select * from gate.open_{table}(nullif(current_setting('seloste.look'), '')::bigint, %s)"
    return _pipelined(connection, name, act, looked, parameters, opened)


def take_names(connection: Connection, name: str, act: Act, buckets: Sequence[UUID]) -> list[SealedRow]:
    """Names for sorting a list: a line of the verb sort, which shows nobody as looked at (spine 23)."""
    opened = "select * from gate.open_sort(nullif(current_setting('seloste.look'), '')::bigint, %s)"
    return _pipelined(connection, name, act, "select gate.sort_line(%s)", (list(buckets),), opened)


def _pipelined(
    connection: Connection, name: str, act: Act, looked: str, parameters: Sequence[Any], opened: str
) -> list[SealedRow]:
    if connection.info.transaction_status != pq.TransactionStatus.IDLE:
        raise NestedUse(f"{name}: opening takes transactions of its own.")
    rows = connection.cursor(binary=True)
    try:
        with connection.pipeline():
            connection.execute("begin")
            connection.execute(ENTER, (name, act.ticket.secret, act.reason))
            connection.execute(looked.encode(), parameters)
            connection.execute("commit")
            rows.execute(opened.encode(), (act.ticket.secret,))
    except psycopg.Error as error:
        _leave(connection)
        if error.sqlstate == NOT_ON_DISK:  # the line stands: hand out once it is on disk
            return handed(connection, opened, (act.ticket.secret,))
        found = translated(error)
        if isinstance(found, NotPermitted):
            refuse(connection, name, act, error.sqlstate or "refused")
            if error.sqlstate == "SL001":
                raise _no_grant(name) from None
        raise found from (None if found is not error else error)
    return [SealedRow(*row) for row in rows.fetchall()]


NOT_ON_DISK = "SL007"
_NUDGES = 20


def handed(connection: Connection, query: str, parameters: Sequence[Any]) -> list[SealedRow]:
    """Sealed rows under a committed line, as :func:`given` asks for them."""
    return [SealedRow(*row) for row in given(connection, query, parameters)]


def given(connection: Connection, query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a function that wants its line on disk, asked outside of any transaction.

    Servers before 17 can't be told to flush from inside a function: there, a commit of our own
    does it, and the function is asked again.
    """
    with refusing(connection):
        for _ in range(_NUDGES):
            try:
                return connection.cursor(binary=True).execute(query.encode(), parameters).fetchall()
            except psycopg.Error as error:
                if error.sqlstate != NOT_ON_DISK:
                    raise
                connection.execute("select pg_logical_emit_message(true, 'seloste', '')")
        return connection.cursor(binary=True).execute(query.encode(), parameters).fetchall()


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

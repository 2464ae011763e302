"""The baselines: one table with the record's data in the clear and its metadata beside it.

Indexes that a competent person would add: the key, purpose, user, and the end of the time to live. *Audited*
commits, with each operation and in its transaction, a row that says who did what to whom; the log that a
regulator reads has an index by user. *Plain* commits none and reads the same log. Both are pipelined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from bench.gdpr.plan import Op, content, purpose_of, row_id
from seloste.engine.connect import connect

Cursor = psycopg.Cursor[tuple[Any, ...]]
TABLE = (
    """create table plain.{side} (key bigint primary key, pur smallint not null, ttl timestamptz not null, usr int not null,
         obj smallint not null, decided boolean not null, acl smallint not null, shr smallint not null, src smallint not null,
         cat smallint not null, data text not null) with (fillfactor = 90)""",
    "create index on plain.{side} (pur)",
    "create index on plain.{side} (usr)",
    "create index on plain.{side} (ttl)",
)
LOG = (
    """create table plain.log (id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
         actor uuid not null, verb text not null, reason text not null, usr int, pur smallint)""",
    "create index on plain.log (usr, at)",
)
AUDIT: LiteralString = (
    "insert into plain.log (actor, verb, reason, usr, pur) values (gen_random_uuid(), %s, 'work', %s, %s)"
)


def columns(record: int, version: int, users: int) -> tuple[Any, ...]:
    """A record as these tables hold it, but for its time to live."""
    return (
        record, purpose_of(record, users), record % users, record % 100, record % 2 == 0, record % 10, record % 7,
        record % 9, record % 10, content(record, version),
    )  # fmt: skip


class Plain:
    """A client of one of the baselines: ``side`` is plain or audited, and the name of its table."""

    def __init__(self, dsn: str, side: str, users: int) -> None:
        self.connection, self.users, self.audited = connect(dsn, autocommit=True), users, side == "audited"
        self.side = side
        self._verbs: dict[str, Callable[[Op], Any]] = {
            "create": self._create, "delete": self._changing("delete from plain.{side} where key = %s", "record"),
            "correct": self._correct, "grant": self._marking("acl", "pur", "purpose"),
            "object": self._marking("obj", "usr", "user"), "read": self._reading("key", "record"),
            "own": self._reading("key", "record"), "metadata": self._metadata,
            "of_user": self._reading("usr", "user"), "of_purpose": self._reading("pur", "purpose"),
            "log": self._log, "erased": self._erased,
        }  # fmt: skip

    def do(self, op: Op) -> Any:
        """The operation's answer, for ``plan.right``."""
        return self._verbs[op.what](op)

    def close(self) -> None:
        self.connection.close()

    def _run(self, op: Op, text: str, parameters: tuple[Any, ...]) -> Cursor:
        query = text.format(side=self.side).encode()
        if not self.audited:
            return self.connection.execute(query, parameters)
        with self.connection.pipeline(), self.connection.transaction():
            self.connection.execute(AUDIT, (op.what, op.user, op.purpose))
            return self.connection.execute(query, parameters)

    def _create(self, op: Op) -> int:
        text = (
            "insert into plain.{side} (key, pur, usr, obj, decided, acl, shr, src, cat, data, ttl)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, now() + interval '2 years')"
        )
        return self._run(op, text, columns(op.record, op.version, self.users)).rowcount

    def _correct(self, op: Op) -> int:
        text = "update plain.{side} set data = %s where key = %s"
        return self._run(op, text, (content(op.record, op.version), op.record)).rowcount

    def _changing(self, text: str, name: str) -> Callable[[Op], int]:
        return lambda op: self._run(op, text, (getattr(op, name),)).rowcount

    def _marking(self, column: str, by: str, name: str) -> Callable[[Op], int]:
        """Metadata of all records of a purpose or of a user."""
        text = f"update plain.{{side}} set {column} = %s where {by} = %s"
        return lambda op: int(self._run(op, text, (op.flag, getattr(op, name))).rowcount > 0)

    def _reading(self, by: str, name: str) -> Callable[[Op], list[str]]:
        text = f"select key, data from plain.{{side}} where {by} = %s"
        return lambda op: [row[1] for row in self._run(op, text, (getattr(op, name),)).fetchall()]

    def _metadata(self, op: Op) -> set[UUID]:
        text = "select key, pur, ttl, usr, obj, decided, acl, shr, src, cat from plain.{side} where usr = %s"
        return {
            row_id(row[0], op.wanted.get(row[0], 0)) for row in self._run(op, text, (op.user,)).fetchall()
        }

    def _log(self, op: Op) -> bool:
        text = "select id, at, actor, verb, reason, pur from plain.log where usr = %s order by id desc limit 1000"
        return len(self._run(op, text, (op.user,)).fetchall()) > 0

    def _erased(self, op: Op) -> bool:
        text = "select count(*) from plain.{side} where usr = %s"
        return self._run(op, text, (-1 - op.flag,)).fetchone() == (0,)

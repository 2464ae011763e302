"""Seloste's side: each operation by the verb that a program would use, its ledger line on disk before the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

from bench.gdpr.models import CODE, FIRST_KIND
from bench.gdpr.plan import Op, content, person_id, row_id
from bench.gdpr.terms import ALL, use_of
from seloste.engine.connect import Connection, connect
from seloste.gate import bind
from seloste.gate.bind import Query
from seloste.protection.keys import KeyFile
from seloste.protection.opening import Opened, look_and_open
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Person, Prohibition, Row
from seloste.register.people import Origin
from seloste.rights.looks import who_looked
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, UPKEEP, Scope
from tools.verify_ledger import verify_certificate

ROW: LiteralString = "select subject_id, id from register.record where subject_id = %s and id = %s"
OF_USER: LiteralString = "select subject_id, id from register.record where subject_id = %s limit 1000"
OF_PURPOSE: LiteralString = (
    "select subject_id, id from register.record where kind = %s and (subject_id, id) > (%s, %s)"
    " order by subject_id, id limit 1000"
)
HEADERS: LiteralString = (
    "select id, kind, fate, source, obtained_at, nullif(visible_until, 'infinity'), nullif(expires_at, 'infinity'),"
    " restricted, lawful from register.record where subject_id = %s"
)
NOBODY = UUID(int=0)


class Gated:
    """A client with its connection and keys."""

    def __init__(self, dsn: str, folder: Path, act: Act, papers: Path, client: int) -> None:
        self.vault, self.act, self.client = Vault(connect(dsn, autocommit=True), KeyFile(folder)), act, client
        self._papers: list[dict[str, Any]] = json.loads(papers.read_text())
        self._objections: dict[tuple[int, int], UUID] = {}
        self._verbs: dict[str, Callable[[Op], Any]] = {
            "create": self._create, "delete": self._delete, "correct": self._correct, "object": self._object,
            "grant": self._grant, "read": self._read, "own": self._own, "metadata": self._metadata,
            "of_user": self._of_user, "of_purpose": self._of_purpose, "log": self._log, "erased": self._erased,
        }  # fmt: skip

    def do(self, op: Op) -> Any:
        """The operation's answer, for ``plan.right``."""
        return self._verbs[op.what](op)

    def close(self) -> None:
        self.vault.connection.close()

    def _create(self, op: Op) -> int:
        return people.extend(self.vault, [_with_row(op)], Origin("self", ALL), self.act)

    def _delete(self, op: Op) -> int:
        with bind.use(self.vault.connection, RIGHTS, self.act):
            return _remove(self.vault.connection, op.user, op.record, op.version)

    def _correct(self, op: Op) -> int:
        def beside(connection: Connection) -> None:
            _remove(connection, op.user, op.record, op.version - 1)

        return people.extend(self.vault, [_with_row(op)], Origin("self", RIGHTS), self.act, beside=beside)

    def _object(self, op: Op) -> int:
        place = op.user, op.purpose
        if op.flag:
            said = Prohibition(Scope.USE, use_of(op.purpose), id=uuid4())
            self._objections[place] = said.id
            who = Person(id=person_id(op.user), prohibitions=(said,))
            return people.extend(self.vault, [who], Origin("self", RIGHTS), self.act)
        with bind.use(self.vault.connection, RIGHTS, self.act):
            self.vault.connection.execute(
                "select gate.end_prohibitions(%s, %s)",
                ([person_id(op.user)], [self._objections.pop(place)]),
            )
        return 1

    def _grant(self, op: Op) -> int:
        with bind.refusing(self.vault.connection):
            self.vault.connection.execute(
                "select gate.add_actor(%s, %s, 'processor', %s, now() + interval '30 days')",
                (self.act.ticket.secret, f"processor-{self.client}-{op.flag}", [use_of(op.purpose)]),
            )
        return 1

    def _read(self, op: Op) -> list[str]:
        return self._opened(use_of(op.purpose), ROW, (person_id(op.user), row_id(op.record, op.version)))

    def _own(self, op: Op) -> list[str]:
        return self._opened(RIGHTS, ROW, (person_id(op.user), row_id(op.record, op.version)))

    def _metadata(self, op: Op) -> set[UUID]:
        beside = [Query(HEADERS, (person_id(op.user),))]
        taken = bind.take_all(self.vault.connection, RIGHTS, self.act, {}, beside)
        return {row[0] for row in taken.beside[0]}

    def _of_user(self, op: Op) -> list[str]:
        return self._opened(ALL, OF_USER, (person_id(op.user),))

    def _of_purpose(self, op: Op) -> list[str]:
        found: list[str] = []
        place = NOBODY, NOBODY
        while True:
            rows = self._rows(use_of(op.purpose), OF_PURPOSE, (FIRST_KIND + op.purpose, *place))
            found += _shown(rows)
            if len(rows) < people.BATCH:
                return found
            place = max((row.person, row.row) for row in rows)

    def _log(self, op: Op) -> bool:
        return len(who_looked(self.vault, person_id(op.user), self.act)) > 0

    def _erased(self, op: Op) -> bool:
        """The certificate holds, and the register says that it is done and that nothing is left."""
        paper = self._papers[op.flag]
        report = verify_certificate(json.loads(json.dumps(paper)), None, {paper["checkpoint"]["public_key"]})
        with bind.use(self.vault.connection, UPKEEP, self.act):
            row = self.vault.connection.execute(
                "select e.done_at is not null, (select count(*) from gate.count_rows_of(%s)) from gate.erasure_of(%s) e",
                (UUID(paper["subject"]),) * 2,
            ).fetchone()
        return not report.problems and row == (True, 0)

    def _opened(self, use: str, query: LiteralString, parameters: tuple[Any, ...]) -> list[str]:
        return _shown(self._rows(use, query, parameters))

    def _rows(self, use: str, query: LiteralString, parameters: tuple[Any, ...]) -> list[Opened]:
        return look_and_open(
            self.vault.connection, self.vault.keys, use, self.act, "record", query, parameters
        )


def _shown(rows: Iterable[Opened]) -> list[str]:
    return [row.content.show() for row in rows]


def _with_row(op: Op) -> Person:
    row = Row(
        "records", f"r{op.purpose:02d}", content(op.record, op.version), id=row_id(op.record, op.version)
    )
    return Person(id=person_id(op.user), rows=(row,))


def _remove(connection: Connection, user: int, record: int, version: int) -> int:
    row = connection.execute(
        "select gate.remove_rows(%s::smallint, %s, %s)",
        (CODE, [person_id(user)], [row_id(record, version)]),
    ).fetchone()
    return int(row[0]) if row else 0

"""A copy of everything that is held of a person: read under ``rights``, put together by pure functions.

The ledger's lines, of the copy (verb ``export``) and of each opening, are on disk before anything is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import UUID

from seloste.gate.bind import Query
from seloste.notice.policy import Policy
from seloste.protection.opening import look_and_open_all
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.register.records import registry
from seloste.register.schema import table_of
from seloste.register.showing import HEADERS, NotVisible
from seloste.rights import putting
from seloste.rights.document import Copy
from seloste.rights.held import Header, Held
from seloste.rights.looks import who_looked
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, Fate

AT_ONCE = 1000
_FACTS: LiteralString = "select gate.facts(%s, %s), gate.now()"
_EXPORT: LiteralString = "select gate.export_line(%s, %s)"
_VERSIONS: LiteralString = "select version, digest, published_at from gate.versions() order by version"
_NAMES: LiteralString = "select id, name from register.organisation where id = any(%s) union all select id, title from register.opening where id = any(%s)"


# keeps: right.access by door; off: return None
def export(vault: Vault, person: UUID, policy: Policy, act: Act, form: str = "json") -> Copy:
    """The copy of everything (GDPR 15(3), 20(1)), with the ledger line of it and of how it is written.

    Raises NotVisible when the register holds nobody of this id, NotPermitted without the grant ``rights``.
    """
    return putting.together(read(vault, person, act, form), policy, kind_names())


def read(vault: Vault, person: UUID, act: Act, form: str = "json") -> Held:
    """Every row of every table, the facts, and who looked. Raises NotVisible."""
    tables = [table_of(model) for model in registry()]
    beside = (Query(_EXPORT, (person, form)), Query(HEADERS, (person,)), Query(_FACTS, (person, RIGHTS)))
    looks = {table: _rows_after(table, person, UUID(int=0)) for table in tables}
    seen = look_and_open_all(vault.connection, vault.keys, RIGHTS, act, looks, beside)
    _, rows, ((facts, now),) = seen.beside
    if not rows and not facts["relations"]:
        raise NotVisible("The register holds no such person.", help="`seloste subject find` looks people up.")
    values = {one.row: one.content.show() for opened in seen.rows.values() for one in opened}
    headers = [Header(*row) for row in rows]
    values |= _further(vault, person, headers, act)
    return Held(
        person, now, headers, values, facts, _called(vault, headers), who_looked(vault, person, act),
        vault.connection.execute(_VERSIONS).fetchall(),
    )  # fmt: skip


def _rows_after(table: str, person: UUID, after: UUID) -> Query:
    """Ordinary rows: what is kept by law or for claims doesn't open under ``rights`` (spine 22)."""
    text = f"select subject_id, id from register.{table} where subject_id = %s and fate = 0 and id > %s order by id limit {AT_ONCE}"
    return Query(text.encode(), (person, after))


def _further(vault: Vault, person: UUID, headers: Sequence[Header], act: Act) -> dict[UUID, Any]:
    """Rows past the first thousand of a table, a thousand under each ledger line.

    By the headers, which tell how many there are: of the rows themselves one may be left out that doesn't open.
    """
    found: dict[UUID, Any] = {}
    for model in registry():
        kinds, table = set(model.holds.fields.values()), table_of(model)
        ids = sorted(one.id for one in headers if one.fate == Fate.ORDINARY and one.kind in kinds)
        for last in ids[AT_ONCE - 1 : -1 : AT_ONCE]:
            look = {table: _rows_after(table, person, last)}
            rows = look_and_open_all(vault.connection, vault.keys, RIGHTS, act, look).rows[table]
            found |= {one.row: one.content.show() for one in rows}
    return found


def _called(vault: Vault, headers: Sequence[Header]) -> dict[UUID, str]:
    """Names of the organisations and openings that rows speak of; neither is personal."""
    ids = [UUID(row.plain[name]) for row in headers for name in putting.CALLED if row.plain.get(name)]
    return dict(vault.connection.execute(_NAMES, (ids, ids)).fetchall()) if ids else {}

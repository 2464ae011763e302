"""Who looked at a person, for what, and to whom their data went: the ledger's lines that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS

AT_ONCE = 1000
_LINES: LiteralString = (
    "select line, at, verb, use, role, name, reason, rows, recipient, fields"
    " from gate.lines_naming(%s, %s, %s, %s)"
)


@dataclass(frozen=True, slots=True)
class Access:
    """One line: when, what was done, under which use, by what role; how many of the person's rows it names.

    ``name``: who it was, for the privacy contact alone (C-579/21: dates and purposes belong to the person,
    the names of staff as a rule don't). ``recipient`` and ``fields``: of a disclosure, else None and empty.
    """

    line: int
    at: datetime
    verb: str
    use: str | None
    role: str | None
    name: str | None
    reason: str | None
    rows: int
    recipient: str | None
    fields: Sequence[str]


def who_looked(vault: Vault, person: UUID, act: Act, *, since: datetime | None = None) -> list[Access]:
    """Every look at this person and every change, newest first; also of somebody erased since.

    Verbs that show nobody anything (sorting, keys, the index) are no looks (GDPR 15(1), C-579/21).
    Raises NotPermitted without the grant ``rights``.
    """
    found: list[Access] = []
    before: int | None = None
    with bind.use(vault.connection, RIGHTS, act):
        while True:
            rows = vault.connection.execute(_LINES, (person, since, before, AT_ONCE)).fetchall()
            found += [Access(*row) for row in rows]
            if len(rows) < AT_ONCE:
                return found
            before = found[-1].line

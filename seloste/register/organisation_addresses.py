"""An organisation's own addresses: no personal data, in plain columns, and only kinds that the notice declares.

What points to one person isn't kept here, whosever record it stands in (``terms.legal_persons``, L27).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from seloste.notice.policy import Policy
from seloste.protection.vault import Vault
from seloste.terms.legal_persons import is_its_own
from seloste.terms.refusals import refuse_identity_codes

KINDS: Final = {"email": 2, "phone": 3, "address": 4}
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Address:
    """``kind``: email, phone or address; ``value``: in its normal form, a postal address on one line."""

    organisation: UUID
    kind: str
    value: str
    source: str


# keeps: organisation.fields by door; off: kind in policy.organisation => True
def may_keep(policy: Policy, name: str, kind: str, value: str) -> bool:
    """Whether the notice declares this kind of organisations, and the address is this one's own."""
    return kind in policy.organisation and 0 < len(value) <= LONGEST and is_its_own(name, kind, value)


def keep(vault: Vault, found: Sequence[Address]) -> int:
    """Stores them in place of what the same source said before of the same kinds; how many are new.

    Raises IdentityCodeRefused.
    """
    for one in found:
        refuse_identity_codes(one.value, f"organisation.{one.kind}")
    rows = [(one.organisation, KINDS[one.kind], one.value, one.source) for one in found]
    with vault.connection.transaction():
        vault.connection.execute(
            "delete from register.organisation_address a using unnest(%s::uuid[], %s::smallint[], %s::text[]) u (o, k, s)"
            " where (a.organisation_id, a.kind, a.source) = (u.o, u.k, u.s)"
            " and not exists (select from unnest(%s::uuid[], %s::smallint[], %s::text[]) n (o, k, v)"
            " where (a.organisation_id, a.kind, a.value) = (n.o, n.k, n.v))",
            (*_columns(rows, 0, 1, 3), *_columns(rows, 0, 1, 2)),
        )
        done = vault.connection.execute(
            "insert into register.organisation_address (organisation_id, kind, value, source)"
            " select * from unnest(%s::uuid[], %s::smallint[], %s::text[], %s::text[]) on conflict do nothing",
            _columns(rows, 0, 1, 2, 3),
        )
    return done.rowcount


def _columns(rows: Iterable[tuple[object, ...]], *places: int) -> list[list[object]]:
    kept = list(rows)
    return [[row[place] for row in kept] for place in places]


def of(vault: Vault, policy: Policy, organisation: UUID) -> list[Address]:
    """Those of one organisation, of the kinds that the notice in force declares."""
    names = {number: kind for kind, number in KINDS.items() if kind in policy.organisation}
    rows = vault.connection.execute(
        "select kind, value, source from register.organisation_address where organisation_id = %s and kind = any(%s)"
        " order by kind, value",
        (organisation, list(names)),
    ).fetchall()
    return [Address(organisation, names[kind], value, source) for kind, value, source in rows]

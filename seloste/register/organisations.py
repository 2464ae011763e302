"""Organisations: in plain columns, for they are no people; they stay when their people go (R9.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from seloste.protection.vault import Vault
from seloste.terms.alphabet import sort_key
from seloste.terms.identity import business_id
from seloste.terms.refusals import refuse_identity_codes


@dataclass(frozen=True, slots=True)
class Organisation:
    """``business_id``: Finnish, with its check digit (R2.1a); ``industry``: a code of TOL 2008 with its set."""

    name: str
    business_id: str | None = None
    industry: str | None = None
    id: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        refuse_identity_codes(self.name, "organisation.name")
        if self.business_id is not None:
            object.__setattr__(self, "business_id", business_id(self.business_id))


def add(vault: Vault, organisation: Organisation) -> UUID:
    """Its id: of the one that has this business ID already, else of the new one.

    Organisations are joined by business ID and never silently by name.
    """
    known = by_business_id(vault, organisation.business_id) if organisation.business_id else None
    if known is not None:
        return known.id
    vault.connection.execute(
        "insert into register.organisation (id, name, business_id, industry, sort_key) values (%s, %s, %s, %s, %s)",
        (
            organisation.id,
            organisation.name,
            organisation.business_id,
            organisation.industry,
            sort_key(organisation.name),
        ),
    )
    return organisation.id


def by_business_id(vault: Vault, wanted: str) -> Organisation | None:
    """The organisation with this business ID. Raises BusinessIdError for one that can't be."""
    row = vault.connection.execute(
        "select name, business_id, industry, id from register.organisation where business_id = %s",
        (business_id(wanted),),
    ).fetchone()
    return Organisation(*row) if row else None


def in_order(vault: Vault, *, after: Organisation | None = None, most: int = 50) -> list[Organisation]:
    """Organisations by the Finnish alphabet, from the one after ``after``."""
    place = (sort_key(after.name), after.id) if after else ("", UUID(int=0))
    rows = vault.connection.execute(
        "select name, business_id, industry, id from register.organisation where (sort_key, id) > (%s, %s)"
        " order by sort_key, id limit %s",
        (*place, most),
    ).fetchall()
    return [Organisation(*row) for row in rows]

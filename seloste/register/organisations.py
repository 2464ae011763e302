"""Organisations: in plain columns, for they are no people; they stay when their people go (R9.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid4

from psycopg.errors import UniqueViolation

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.alphabet import ALPHABET, bucket_of, sort_key
from seloste.terms.identity import BusinessIdError, business_id
from seloste.terms.refusals import refuse_identity_codes

LONGEST: Final = 200
_FIRST: Final = UUID(int=0)
_LAST_SIGN: Final = "\U0010ffff"  # after every sign that a sort key may go on with


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


def by_business_ids(vault: Vault, wanted: Collection[str]) -> dict[str, UUID]:
    """The ids of those that are here, by business ID in its normal form."""
    rows = vault.connection.execute(
        "select business_id, id from register.organisation where business_id = any(%s)", (list(wanted),)
    ).fetchall()
    return dict(rows)


def unadd(vault: Vault, organisation: UUID, act: Act) -> bool:
    """Take back one that was added less than an hour ago; False when something names it already."""
    row = vault.connection.execute(
        "select gate.unadd_organisation(%s, %s)", (act.ticket.secret, organisation)
    ).fetchone()
    return bool(row and row[0])


def places(vault: Vault) -> dict[str, int]:
    """Where each letter of the alphabet begins in the list, from 0; letters that nobody has are left out."""
    rows = vault.connection.execute(
        "select l, (select count(*) from register.organisation where sort_key < l) from unnest(%s::text[]) l"
        " where exists (select from register.organisation where sort_key >= l and sort_key < l || %s)",
        ([bucket_of(letter) for letter in ALPHABET], _LAST_SIGN),
    ).fetchall()
    standing = {sign: int(place) for sign, place in rows}
    return {letter: standing[sign] for letter in ALPHABET if (sign := bucket_of(letter)) in standing}


def of_people(vault: Vault, people: Sequence[UUID], use: str, act: Act) -> dict[UUID, list[Organisation]]:
    """Where these people (at most 1,000), as far as the use sees them, have a living relation; by id and name."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select subject_id, id, name from gate.organisations_of(%s)", (list(people),)
        ).fetchall()
    found: dict[UUID, list[Organisation]] = {}
    for person, which, name in rows:
        found.setdefault(person, []).append(Organisation(name, id=which))
    return found


def in_order(vault: Vault, *, after: Organisation | None = None, most: int = 50) -> list[Organisation]:
    """Organisations by the Finnish alphabet, from the one after ``after``."""
    place = (sort_key(after.name), after.id) if after else ("", _FIRST)
    rows = vault.connection.execute(
        "select name, business_id, industry, id from register.organisation where (sort_key, id) > (%s, %s)"
        " order by sort_key, id limit %s",
        (*place, most),
    ).fetchall()
    return [Organisation(*row) for row in rows]


def one(vault: Vault, wanted: UUID) -> Organisation | None:
    """The organisation of this id."""
    row = vault.connection.execute(
        "select name, business_id, industry, id from register.organisation where id = %s", (wanted,)
    ).fetchone()
    return Organisation(*row) if row else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the alphabetical list; ``total`` counts everything that was sought."""

    lines: tuple[Organisation, ...]
    total: int


def page(vault: Vault, sought: str, start: int, size: int) -> Page:
    """By a business ID, else by words of the name; an empty search is everybody."""
    words = [f"%{_literal(word)}%" for word in sought.split()]
    sought = _as_business_id(sought)
    condition = "name ilike all(%s) or business_id = %s"
    row = vault.connection.execute(
        f"select count(*) from register.organisation where {condition}".encode(), (words, sought)
    ).fetchone()
    rows = vault.connection.execute(
        f"select name, business_id, industry, id from register.organisation where {condition}"
        " order by sort_key, id offset %s limit %s".encode(),
        (words, sought, start, size),
    ).fetchall()
    return Page(tuple(Organisation(*found) for found in rows), int(row[0]) if row else 0)


def rename(vault: Vault, wanted: UUID, name: str, industry: str | None) -> None:
    """Another name or industry; the business ID stays (``renumber``). Raises IdentityCodeRefused and ValueError."""
    found = Organisation(name.strip(), None, industry or None)
    if not found.name or len(found.name) > LONGEST:
        raise ValueError(f"a name has 1 to {LONGEST} characters")
    vault.connection.execute(
        "update register.organisation set name = %s, industry = %s, sort_key = %s where id = %s",
        (found.name, found.industry, sort_key(found.name), wanted),
    )


class NumberTaken(SelosteError):
    """Another organisation has this business ID: one number, one organisation."""

    exit_code = Exit.CONFLICT
    code = "business_id_taken"


def renumber(vault: Vault, wanted: UUID, number: str | None) -> None:
    """A business ID that came later, a corrected one, or none (R2.1a).

    Raises BusinessIdError for one that can't be, and NumberTaken for one that another organisation has.
    """
    found = business_id(number) if number else None
    try:
        vault.connection.execute(
            "update register.organisation set business_id = %s where id = %s", (found, wanted)
        )
    except UniqueViolation:
        raise NumberTaken(
            "Another organisation has this business ID.", help="Look at that one first."
        ) from None


def people_of(vault: Vault, wanted: UUID, use: str, act: Act, most: int = 200) -> tuple[list[UUID], int]:
    """People of an organisation whom the use sees, and how many stand for it no more."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select subject_id from gate.people_of(%s, %s)", (wanted, most)
        ).fetchall()
        gone = vault.connection.execute("select gate.former_people_of(%s)", (wanted,)).fetchone()
    return [row[0] for row in rows], int(gone[0]) if gone else 0


def _as_business_id(sought: str) -> str:
    try:
        return business_id(sought)
    except BusinessIdError:
        return sought


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

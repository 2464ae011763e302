"""An organisation's contracts, invoices and projects: they stay whole when the people go who stood for it (R9.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum, IntEnum
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from seloste.engine.connect import Connection
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Person, Row
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.refusals import refuse_identity_codes


class NoSuchDeal(SelosteError):
    """The register holds no deal of this id."""

    exit_code = Exit.REFUSED
    code = "no_such_deal"


class Kind(IntEnum):
    """What a deal is."""

    CONTRACT = 1
    INVOICE = 2
    PROJECT = 3


class State(IntEnum):
    """How a deal stands."""

    OPEN = 0
    DONE = 1
    VOID = 2


class Representative(Enum):
    """Whether somebody stands for the organisation in a deal; never who."""

    NONE = "none"
    STANDS = "stands"
    REMOVED = "removed"


REPRESENTATIVE = {
    Representative.NONE: {"fi": "ei edustajaa", "sv": "ingen företrädare", "en": "no representative"},
    Representative.STANDS: {"fi": "edustaja nimetty", "sv": "företrädare utsedd", "en": "representative named"},
    Representative.REMOVED: {
        "fi": "edustaja poistettu", "sv": "företrädaren raderad", "en": "representative erased",
    },
}  # fmt: skip
"""What a deal says of its representative, in the languages of the pages."""


@dataclass(frozen=True, slots=True)
class Deal:
    """``number``: capital letters, digits and ``. / -``, with a digit in it, so that no name fits in.

    ``amount`` and ``currency`` (ISO 4217) come together or not at all. ``source``: of the notice, empty for what
    was written here; ``represented``: somebody was once named as standing for the organisation in it.
    """

    organisation: UUID
    kind: Kind
    number: str
    at: date
    amount: Decimal | None = None
    currency: str | None = None
    due_on: date | None = None
    state: State = State.OPEN
    id: UUID = field(default_factory=uuid4)
    source: str = ""
    represented: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        refuse_identity_codes(self.number, "deal.number")


@dataclass(frozen=True, slots=True)
class Held:
    """A deal and what it says of its representative."""

    deal: Deal
    representative: Representative


def add(vault: Vault, deal: Deal) -> UUID:
    """Its id: of the organisation's deal of this kind and number, if there is one, else of the new one.

    Raises Rejected when a rule of the table refuses it, such as a number with words in it.
    """
    known = "select id from register.deal where (organisation_id, kind, number) = (%s, %s, %s)"
    with bind.refusing(vault.connection):
        vault.connection.execute(
            "insert into register.deal (id, organisation_id, kind, number, at, amount, currency, due_on, state, source)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (organisation_id, kind, number) do nothing",
            (
                deal.id, deal.organisation, int(deal.kind), deal.number, deal.at, deal.amount, deal.currency,
                deal.due_on, int(deal.state), deal.source or None,
            ),
        )  # fmt: skip
        row = vault.connection.execute(known, (deal.organisation, int(deal.kind), deal.number)).fetchone()
    assert row is not None  # there it is, whoever was first
    return UUID(str(row[0]))


def invoices_of(vault: Vault, organisations: Sequence[UUID]) -> dict[tuple[UUID, str], Deal]:
    """The invoices of these organisations, by organisation and number."""
    rows = vault.connection.execute(
        "select organisation_id, kind, number, at, amount, currency, due_on, state, id, source, represented"
        " from register.deal where organisation_id = any(%s) and kind = %s",
        (list(organisations), int(Kind.INVOICE)),
    ).fetchall()
    return {(row[0], row[2]): _deal(row[0], row[1:]) for row in rows}


def settle(vault: Vault, deal: UUID, state: State) -> None:
    """The deal is done, void, or open again."""
    vault.connection.execute("update register.deal set state = %s where id = %s", (int(state), deal))


def represent(vault: Vault, deal: UUID, person: UUID, origin: Origin, act: Act) -> UUID:
    """The person stands for the organisation in this deal: a row of theirs, that goes with them (R5.6b).

    Returns the row's id. Raises NoSuchDeal, and what ``people.extend`` raises.
    """
    row = vault.connection.execute(
        "select organisation_id, kind, number, at from register.deal where id = %s", (deal,)
    ).fetchone()
    if row is None:
        raise NoSuchDeal("The register holds no such deal.")
    organisation, kind, number, at = row
    columns = {"at": datetime.combine(at, time(12), UTC), "organisation": organisation, "deal": deal}
    what = "contract" if kind == Kind.CONTRACT else "dealing"
    stands = Row("events", what, {"as": "representative", "number": number}, columns)
    more = Person(id=person, rows=(stands,))
    people.extend(vault, [more], origin, act, beside=partial(_mark, deal=deal))
    return stands.id


def _mark(connection: Connection, *, deal: UUID) -> None:
    connection.execute("update register.deal set represented = true where id = %s", (deal,))


def of_organisation(vault: Vault, organisation: UUID, use: str, act: Act) -> list[Held]:
    """The organisation's deals, newest first (at most 1,000), and whether somebody stands for it in each."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select kind, number, at, amount, currency, due_on, state, id, source, represented from register.deal"
            " where organisation_id = %s order by at desc, id limit 1000",
            (organisation,),
        ).fetchall()
        ids = [row[7] for row in rows]
        standing = vault.connection.execute("select * from gate.represented(%s)", (ids,)).fetchall()
    live = {row[0] for row in standing}
    return [
        Held(_deal(organisation, row), _representative(named=row[9], stands=row[7] in live)) for row in rows
    ]


def _deal(organisation: UUID, row: tuple[Any, ...]) -> Deal:
    kind, number, at, amount, currency, due_on, state, id_, source, named = row
    return Deal(
        organisation, Kind(kind), number, at, amount, currency, due_on, State(state), id_, source or "", named
    )


def _representative(*, named: bool, stands: bool) -> Representative:
    if stands:
        return Representative.STANDS
    return Representative.REMOVED if named else Representative.NONE
